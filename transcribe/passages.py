"""Listens to a long recording section by section, as if it had been heard in one piece."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from audio.sections import Overview, Section
from audio.words import Segment, Transcription
from transcribe.channels import ChannelMap, is_fake_stereo, part_voices
from transcribe.engine import Engine
from transcribe.language import OtherLanguageError
from transcribe.recording import goes_on, joined, transcribe_recording
from transcribe.shared_line import SharedLine


@dataclass(frozen=True, slots=True, eq=False)
class Passage:
    """A section of a recording and what is said in it; times count from the start of the recording."""

    section: Section
    heard: Transcription


@dataclass(slots=True)
class Listener:
    """Hears the sections of one recording in order.

    What a section alone might get wrong holds for all: whether the two channels are one sound, which the
    overview tells, the voices of a shared line, and the language, which the first words tell.
    """

    engine: Engine
    channel_map: ChannelMap
    fake_stereo: bool
    line: SharedLine | None = None
    language: str | None = None
    languages: frozenset[str] = frozenset()
    """Languages that are listened to; empty for all."""

    @classmethod
    def of(
        cls,
        overview: Overview,
        engine: Engine,
        *,
        channel_map: ChannelMap,
        language: str | None = None,
        languages: frozenset[str] = frozenset(),
        outbound: bool = False,
    ) -> "Listener":
        fake_stereo = is_fake_stereo(overview.sample)
        voices = part_voices(overview.sample, channel_map, fake_stereo=fake_stereo).channels
        line = SharedLine.of(voices[0], outbound=outbound) if len(voices) == 1 else None
        return cls(engine, channel_map, fake_stereo, line, language, languages)

    def hear(self, section: Section) -> Passage:
        """What is said in a section. Raises OtherLanguageError."""
        heard = transcribe_recording(
            section.sound,
            self.engine,
            channel_map=self.channel_map,
            language=self.language,
            fake_stereo=self.fake_stereo,
            line=self.line,
            is_beginning=not section.start,
        )
        self.language = self.language or heard.language
        if self.language and self.languages and self.language not in self.languages:
            raise OtherLanguageError(self.language)
        if section.start:
            heard = replace(heard, segments=tuple(segment.later(section.start_s) for segment in heard.segments))
        return Passage(section, heard)


def together(heard: Sequence[Transcription], *, duration_s: float, truncated: bool) -> Transcription:
    """The transcriptions of all sections of a recording, in order, as one; turns go on over the cuts."""
    return replace(
        heard[0],
        duration_s=duration_s,
        truncated=truncated,
        language=next((one.language for one in heard if one.language), None),
        speaker_confidence=heard[-1].speaker_confidence,
        segments=tuple(without_cuts(segment for one in heard for segment in one.segments)),
    )


def without_cuts(segments: Iterable[Segment]) -> Iterator[Segment]:
    """Turns in time order, those joined that one speaker went on with over a cut."""
    turn: Segment | None = None
    for segment in segments:
        if turn is not None and goes_on(turn, segment):
            turn = joined(turn, segment)
            continue
        if turn is not None:
            yield turn
        turn = segment
    if turn is not None:
        yield turn
