"""Two speakers into one small Ogg Opus file without a trace of the one in the other's channel.

Plain stereo Opus at these bit rates folds both channels into one (measured: below about 18 kbit/s left and right
come back equal). So each channel is a stream of its own inside the file: encoded as "discrete" (channel mapping
family 255) and then marked as family 1, whose two channels every player knows as left and right (RFC 7845, 5.1.1).
"""

from __future__ import annotations

import io

import av
import numpy as np

from demo.recipe.line import RATE, Sound

BIT_RATE = 15_000
FAMILY_AT = 18
"""Byte of the channel mapping family in the OpusHead packet."""
OGG_POLYNOMIAL = 0x04C11DB7


def encode(left: Sound, right: Sound, *, bit_rate: int = BIT_RATE) -> bytes:
    """Both channels (-1..1 at 8 kHz, equally long) as a narrow-band Ogg Opus file, the same bytes every time."""
    pcm = (np.clip(np.stack([left, right], axis=1), -1, 1) * 32_767).astype(np.int16)
    store = io.BytesIO()
    options = {"mapping_family": "255", "application": "voip", "frame_duration": "60", "vbr": "on"}
    with av.open(store, "w", format="ogg", options={"fflags": "+bitexact"}) as container:
        stream = container.add_stream("libopus", rate=RATE, options=options, layout="stereo")
        stream.bit_rate = bit_rate
        frame = av.AudioFrame.from_ndarray(pcm.reshape(1, -1), format="s16", layout="stereo")
        frame.sample_rate = RATE
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    return as_left_and_right(store.getvalue())


def as_left_and_right(ogg: bytes) -> bytes:
    """The file with family 255 ("discrete") in its first page replaced by family 1, and that page's sum redone."""
    head = ogg.index(b"OpusHead")
    length = 27 + ogg[26] + sum(ogg[27 : 27 + ogg[26]])
    page = bytearray(ogg[:length])
    if page[head + FAMILY_AT] != 255 or page[head + 9] != 2:
        raise ValueError("the encoder did not write two discrete channels; check its mapping_family option")
    page[head + FAMILY_AT] = 1
    page[22:26] = b"\0\0\0\0"
    page[22:26] = checksum(bytes(page)).to_bytes(4, "little")
    return bytes(page) + ogg[length:]


def checksum(page: bytes) -> int:
    """CRC-32 of an Ogg page as RFC 3533 defines it: polynomial 04C11DB7, start 0, nothing mirrored."""
    crc = 0
    for byte in page:
        crc ^= byte << 24
        for _ in range(8):
            crc = ((crc << 1) ^ OGG_POLYNOMIAL if crc & 0x8000_0000 else crc << 1) & 0xFFFF_FFFF
    return crc
