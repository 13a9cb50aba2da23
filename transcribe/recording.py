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
    sound: Sound,
    engine: Engine,
    *,
    channel_map: ChannelMap | None = None,
    language: str | None = None,
    fake_stereo: bool | None = None,
) -> Transcription:
    """Write down who says what and when; `language` and `fake_stereo` are detected where they are not given."""
    voices = part_voices(sound, channel_map or ChannelMap(), fake_stereo=fake_stereo)
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
        if turns and goes_on(turns[-1], segment):
            turns[-1] = joined(turns[-1], segment)
        else:
            turns.append(segment)
    return tuple(turns)


def goes_on(turn: Segment, segment: Segment) -> bool:
    """True if the next segment in time is the same person speaking on."""
    return turn.speaker is segment.speaker and segment.start - turn.end <= TURN_PAUSE_S


def joined(turn: Segment, segment: Segment) -> Segment:
    return Segment(turn.speaker, turn.start, max(turn.end, segment.end), turn.words + segment.words)
