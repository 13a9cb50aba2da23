"""The stage function: a decoded recording becomes a Transcription."""

from collections.abc import Sequence
from typing import Final

from audio.sound import Sound
from audio.words import Segment, Speaker, Transcription
from transcribe.channels import ChannelMap, part_voices
from transcribe.engine import Engine, Utterance

TURN_PAUSE_S: Final = 1.5
"""The same person speaking on after a shorter pause, uninterrupted, is still in one turn."""


def transcribe_recording(
    sound: Sound, engine: Engine, *, channel_map: ChannelMap | None = None, language: str | None = None
) -> Transcription:
    """Write down who says what and when; `language` is detected where it is not given."""
    voices = part_voices(sound, channel_map or ChannelMap())
    heard = engine.hear(voices.channels, rate=sound.rate, language=language)
    return Transcription(
        duration_s=sound.duration_s,
        language=heard.language,
        channels=len(voices.channels),
        truncated=sound.truncated,
        segments=merge_turns(voices.speakers, heard.channels),
        model=engine.name,
        sides=voices.sides,
    )


def merge_turns(speakers: Sequence[Speaker], channels: Sequence[Sequence[Utterance]]) -> tuple[Segment, ...]:
    """Utterances of all channels in time order, neighbours by the same speaker joined into one turn."""
    segments = sorted(
        (
            Segment(speaker, utterance.start, utterance.end, utterance.words)
            for speaker, utterances in zip(speakers, channels, strict=True)
            for utterance in utterances
        ),
        key=lambda segment: (segment.start, segment.end),
    )
    turns: list[Segment] = []
    for segment in segments:
        if turns and _goes_on(turns[-1], segment):
            turns[-1] = _joined(turns[-1], segment)
        else:
            turns.append(segment)
    return tuple(turns)


def _goes_on(turn: Segment, segment: Segment) -> bool:
    return turn.speaker is segment.speaker and segment.start - turn.end <= TURN_PAUSE_S


def _joined(turn: Segment, segment: Segment) -> Segment:
    return Segment(turn.speaker, turn.start, max(turn.end, segment.end), turn.words + segment.words)
