"""The picture of the private feed, drawn by this program: the product's mark, square, in its own colours.

    python -m review_ui.artwork

writes `static/img/podcast.png`. It holds nothing of anybody else's, and stands under the licence of this project.
"""

import struct
import zlib
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

SIDE: Final = 1500
"""Pixels: podcast directories take 1,400 to 3,000."""

FILE: Final = Path(__file__).parent / "static" / "img" / "podcast.png"

_GROUND: Final = (11, 107, 93)
_MARK: Final = (247, 248, 246)
_BARS: Final = ((3.0, 12.0, 5.0, 12.0), (7.0, 8.0, 7.0, 16.0), (11.0, 4.0, 11.0, 20.0), (15.0, 9.0, 15.0, 15.0),
                (19.0, 11.0, 19.0, 13.0))  # fmt: skip
"""Lines of the mark in its 24 by 24 field: x1, y1, x2, y2 (the same as `static/img/mark.svg`)."""

_STROKE: Final = 2.0
_MARGIN: Final = 0.2


def draw_artwork() -> bytes:
    """The PNG, RGB without transparency."""
    scale = SIDE * (1 - 2 * _MARGIN) / 18
    x, y = np.meshgrid(np.arange(SIDE) + 0.5, np.arange(SIDE) + 0.5)
    distance = np.min([_distance(x, y, _placed(bar, scale)) for bar in _BARS], axis=0)
    covered = np.clip(_STROKE * scale / 2 - distance + 0.5, 0, 1)[..., None]
    picture = np.asarray(_GROUND) * (1 - covered) + np.asarray(_MARK) * covered
    return _png(picture.round().astype(np.uint8))


def _placed(bar: tuple[float, float, float, float], scale: float) -> tuple[float, ...]:
    """From the mark's field to pixels, its middle in the middle."""
    middle = (11.0, 12.0, 11.0, 12.0)
    return tuple((value - centre) * scale + SIDE / 2 for value, centre in zip(bar, middle, strict=True))


def _distance(x: NDArray[np.float64], y: NDArray[np.float64], line: tuple[float, ...]) -> NDArray[np.float64]:
    """From each pixel to a line with two ends."""
    x1, y1, x2, y2 = line
    length = (x2 - x1) ** 2 + (y2 - y1) ** 2
    along = np.clip(((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / length, 0, 1)
    away: NDArray[np.float64] = np.hypot(x - x1 - along * (x2 - x1), y - y1 - along * (y2 - y1))
    return away


def _png(picture: NDArray[np.uint8]) -> bytes:
    rows = np.pad(picture.reshape(SIDE, SIDE * 3), ((0, 0), (1, 0)))  # each row begins with its filter: none
    header = struct.pack(">IIBBBBB", SIDE, SIDE, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", header), (b"IDAT", zlib.compress(rows.tobytes(), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(map(_chunk, chunks))


def _chunk(named: tuple[bytes, bytes]) -> bytes:
    name, content = named
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))


if __name__ == "__main__":
    FILE.write_bytes(draw_artwork())
