"""Keeps a worker that runs for months as small as its largest piece of work."""

import ctypes
import sys
from functools import lru_cache
from typing import Any


def give_back_memory() -> None:
    """Return to the system what was freed. No effect where the C library is not glibc.

    Sections of many sizes leave holes between them that glibc keeps: without this a call of an hour took 40 % more
    than one of ten minutes (`python -m benchmarks.memory`).
    """
    if library := _glibc():
        library.malloc_trim(0)


@lru_cache(maxsize=1)
def _glibc() -> Any:
    if not sys.platform.startswith("linux"):
        return None
    try:
        library = ctypes.CDLL("libc.so.6")
        library.malloc_trim.argtypes = [ctypes.c_size_t]
    except (OSError, AttributeError):
        return None
    return library
