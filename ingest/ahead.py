"""Read the next batch while the one before is being written: the database works while Python reads."""

from collections.abc import Generator, Iterable
from queue import Queue
from threading import Event, Thread
from typing import TypeVar

T = TypeVar("T")
BATCHES = 2
"""So many wait at most, so that memory stays small."""


def ahead(batches: Iterable[T]) -> Generator[T, None, None]:
    """The same batches in the same order, made by a thread of their own; what it raises is raised here."""
    waiting: Queue[T | BaseException | None] = Queue(BATCHES)
    unwanted = Event()

    def read() -> None:
        last: BaseException | None = None
        try:
            for batch in batches:
                waiting.put(batch)
                if unwanted.is_set():
                    return
        except BaseException as error:  # noqa: BLE001 - raised again where it is read
            last = error
        waiting.put(last)

    reader = Thread(target=read, name="read ahead", daemon=True)
    reader.start()
    try:
        while (batch := waiting.get()) is not None:
            if isinstance(batch, BaseException):
                raise batch
            yield batch
    finally:
        unwanted.set()
        while reader.is_alive():
            while not waiting.empty():
                waiting.get()
            reader.join(0.01)
