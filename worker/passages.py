"""Transcribing and redacting, joined in memory: raw words come in here and do not go out (DESIGN §3)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from audio.sound import Sound
from audio.words import Transcription
from redact.entities import Cut
from redact.exemptions import Exemptions
from redact.one_line import found_in_one_voice
from redact.seams import NO_SEAM, Seam, redact_seam
from redact.transcript import redact_segments
from transcribe.engine import Engine
from transcribe.passages import Passage
from worker.learnt_names import LearntNames
from worker.removal import silence_cuts


@dataclass(frozen=True, slots=True, eq=False)
class RedactedPassage:
    """A passage without its personal data: redacted words, and the cuts as types and spans.

    Times count from the start of the recording, and `start` is the place of the first sample in it. `names` are
    hashes of the names that were learnt here.
    """

    heard: Transcription
    cuts: tuple[Cut, ...]
    silenced: Sound
    start: int
    names: list[str]

    @property
    def end(self) -> int:
        return self.start + self.silenced.length


def redact_passages(
    passages: Iterable[Passage],
    *,
    exempt: Exemptions,
    names: LearntNames,
    lead: Passage | None = None,
    engine: Engine | None = None,
) -> Iterator[RedactedPassage]:
    """Redact each passage after the next one was heard, because a value may go on there.

    `lead` is what comes right before the first passage, where that was redacted before. With an `engine` the
    result is listened to again around every cut. Raises RedactionIncomplete.
    """
    held, left = lead, NO_SEAM
    for passage in passages:
        right = _seam(held, passage, exempt, names) if held else NO_SEAM
        if held and held is not lead:
            yield _redacted(held, left, right, exempt, names, engine)
        held, left = passage, right
    if held and held is not lead:
        yield _redacted(held, left, NO_SEAM, exempt, names, engine)


def _seam(before: Passage, after: Passage, exempt: Exemptions, names: LearntNames) -> Seam:
    known = names.added_to(exempt, (*before.heard.segments, *after.heard.segments))
    return redact_seam(
        before.heard.segments,
        after.heard.segments,
        at=after.section.start_s,
        exempt=known,
        channel_of=after.heard.channel_of,
        channels=after.section.sound.channels,
    )


def _redacted(
    passage: Passage, left: Seam, right: Seam, exempt: Exemptions, names: LearntNames, engine: Engine | None
) -> RedactedPassage:
    heard = passage.heard
    known = names.added_to(exempt, heard.segments)
    also = () if heard.channel_of else found_in_one_voice(heard.segments, exempt=known)
    redaction = redact_segments(heard.segments, exempt=known, also=(*left.after, *right.before, *also))
    silenced = silence_cuts(passage, redaction, more=(*left.spans, *right.spans), exempt=known, engine=engine)
    return RedactedPassage(
        heard=replace(heard, segments=silenced.redaction.segments),
        cuts=silenced.redaction.cuts,
        silenced=silenced.sound,
        start=passage.section.start,
        names=names.learn(heard.segments, silenced.redaction.entities),
    )
