"""The stage function: a decoded recording becomes a Transcription."""

from collections.abc import Sequence
from typing import Final

from audio.sound import Sound
from audio.words import Segment, Speaker, Transcription
from transcribe.channels import ChannelMap, part_voices
from transcribe.engine import Engine, Utterance
from transcribe.shared_line import SharedLine

TURN_PAUSE_S: Final = 1.5
"""The same person speaking on after a shorter pause, uninterrupted, is still in one turn."""


def transcribe_recording(
    sound: Sound,
    engine: Engine,
    *,
    channel_map: ChannelMap | None = None,
    language: str | None = None,
    fake_stereo: bool | None = None,
    line: SharedLine | None = None,
    is_beginning: bool = True,
) -> Transcription:
    """Write down who says what and when; `language` and `fake_stereo` are detected where they are not given.

    Two people on one line are told apart by their voices, and by their words which of them is the agent; `line` is
    what the call as a whole tells of them, where this is a part.
    """
    voices = part_voices(sound, channel_map or ChannelMap(), fake_stereo=fake_stereo)
    if len(voices.channels) == 1:
        line = line or SharedLine.of(voices.channels[0])
        voices = line.part(voices)
    heard = engine.hear(voices.channels, rate=sound.rate, language=language)
    roles = line.roles(heard.channels, is_beginning=is_beginning) if line and len(voices.channels) == 2 else None
    return Transcription(
        duration_s=sound.duration_s,
        language=heard.language,
        channels=len(set(voices.sides)),
        truncated=sound.truncated,
        segments=merge_turns(roles.speakers if roles else voices.speakers, heard.channels),
        model=engine.name,
        sides=voices.sides,
        speaker_confidence=roles.confidence if roles else None,
    )


def merge_turns(speakers: Sequence[Speaker], channels: Sequence[Sequence[Utterance]]) -> tuple[Segment, ...]:
    """Utterances of all channels in time order, neighbours of one channel joined into one turn."""
    segments = sorted(
        (
            (channel, Segment(speaker, utterance.start, utterance.end, utterance.words))
            for channel, (speaker, utterances) in enumerate(zip(speakers, channels, strict=True))
            for utterance in utterances
        ),
        key=lambda said: (said[1].start, said[1].end),
    )
    turns: list[Segment] = []
    last = -1
    for channel, segment in segments:
        if channel == last and goes_on(turns[-1], segment):
            turns[-1] = joined(turns[-1], segment)
        else:
            turns.append(segment)
        last = channel
    return tuple(turns)


def goes_on(turn: Segment, segment: Segment) -> bool:
    """True if the next segment in time is the same person speaking on."""
    return turn.speaker is segment.speaker and segment.start - turn.end <= TURN_PAUSE_S


def joined(turn: Segment, segment: Segment) -> Segment:
    return Segment(turn.speaker, turn.start, max(turn.end, segment.end), turn.words + segment.words)
