"""A hostile file: what is in it, and what is to be said of it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from audio.decode import Limits

LIMITS: Final = Limits(max_bytes=200_000_000, max_seconds=900)
"""What the suite lets a recording have, so that a bomb of hours need not be heard to its end."""


@dataclass(frozen=True)
class Hostile:
    """`reason` is the code of the refusal, None where the file is odd but is to be heard.

    `truncated` is what must be said of a file that is heard.
    """

    reason: str | None
    content: bytes | Callable[[], bytes]
    truncated: bool = False
    zeros: int = 0
    """So many more zero bytes follow, as a hole that takes no room on the disk."""

    def write(self, path: Path) -> Path:
        content = self.content if isinstance(self.content, bytes) else self.content()
        with path.open("wb") as file:
            file.write(content)
            if self.zeros:
                file.truncate(len(content) + self.zeros)
        return path
