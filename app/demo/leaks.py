"""Was everything that was planted really removed, from the stored words and from the stored sound?"""

import io
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from app.demo.truth import PlantedItem, TrueCall
from audio.decode import decode
from audio.sound import Sound
from store.blobs import Blobs

SLACK_S = 0.05
SILENT_RMS = 0.003
"""−50 dB of full scale: a codec's idea of silence; speech on these calls is 30 dB above."""
FRAME_S = 0.02
HEARD_FRAMES = 0.1
"""An item counts as audible when more than this part of its span is louder than silence."""


@dataclass(frozen=True)
class Removal:
    planted: int = 0
    removed_text: int = 0
    removed_audio: int = 0

    def __add__(self, other: "Removal") -> "Removal":
        return Removal(
            self.planted + other.planted,
            self.removed_text + other.removed_text,
            self.removed_audio + other.removed_audio,
        )


def check_removal(
    truth: TrueCall, segments: Sequence[Mapping[str, Any]], audio_blob: str | None, blobs: Blobs
) -> Removal:
    """Count the planted items of one call, and those of which no word and no sound is left."""
    if not truth.planted:
        return Removal()
    sound = _sound(blobs, audio_blob) if audio_blob else None
    return Removal(
        planted=len(truth.planted),
        removed_text=sum(not _is_written(item, segments) for item in truth.planted),
        removed_audio=sum(sound is None or not _is_audible(item, sound) for item in truth.planted),
    )


def _is_written(item: PlantedItem, segments: Sequence[Mapping[str, Any]]) -> bool:
    """Whether any word, even a misheard one, stands in the transcript where the item was said."""
    return any(
        item.start + SLACK_S < (word["start"] + word["end"]) / 2 < item.end - SLACK_S
        and not str(word["word"]).startswith("[")
        for segment in segments
        if segment["speaker"] in (item.speaker, "unknown")
        for word in segment["words"]
    )


def _is_audible(item: PlantedItem, sound: Sound) -> bool:
    first, last = (int(max(at, 0) * sound.rate) for at in (item.start + SLACK_S, item.end - SLACK_S))
    channels = range(sound.channels) if item.channel is None or sound.channels == 1 else [item.channel]
    size = int(FRAME_S * sound.rate)
    for channel in channels:
        span = sound.channel(channel)[first:last]
        frames = span[: len(span) // size * size].reshape(-1, size)
        if len(frames) and float((np.sqrt((frames**2).mean(axis=1)) > SILENT_RMS).mean()) > HEARD_FRAMES:
            return True
    return False


def _sound(blobs: Blobs, key: str) -> Sound:
    with tempfile.NamedTemporaryFile() as file:
        file.write(io.BytesIO(blobs.get(key)).getbuffer())
        file.flush()
        return decode(Path(file.name))
