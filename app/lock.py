"""One crew at a time in a home: the lock dies with the process that holds it."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from settings.errors import ListenbackError


class HomeInUseError(ListenbackError):
    code = "home_in_use"
    status = 409


@contextmanager
def sole_use(home: Path) -> Iterator[None]:
    """Hold the home's lock. Raises HomeInUseError when another `up` or `demo` runs there."""
    home.mkdir(parents=True, exist_ok=True)
    with (home / "crew.lock").open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise HomeInUseError(
                f"Listenback runs in {home} already.", remedy="Stop it, or choose another folder with --home."
            ) from None
        yield
