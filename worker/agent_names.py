"""Agents have no name in excerpts: what the redaction of a call could not know yet is cut out before anybody hears it.

A call's own agent and the names of the settings are cut before anything is stored, if they were known by then. Here the
whole roster is: every agent of a drawn call, and the settings as they are now.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from audio.words import Segment, Speaker
from classify.transcripts import segments_of
from deliver.excerpts import Hidden, Hide
from redact.entities import Entity, EntityType
from redact.lexicon.everyday import COMMON
from redact.sound import spans_of
from redact.transcript import applied
from settings.settings import Settings
from store.tables.call import Call
from store.tables.draw import Draw, DrawPurpose
from store.tables.selection import Selection
from store.tables.transcript import Transcript

Name = tuple[str, ...]

_WORD: Final = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SHORTEST_ALONE: Final = 3


def hiding(session: Session, settings: Settings) -> Hide:
    """What cuts every agent's name out of a call."""
    roster = roster_of(session, settings)
    return lambda transcript: without_names(transcript, roster)


def roster_of(session: Session, settings: Settings) -> frozenset[Name]:
    """The agents' names as small words; an id such as `A-1042` is no name."""
    drawn = (
        select(Call.agent)
        .join(Selection, Selection.call_id == Call.id)
        .join(Draw, Draw.id == Selection.draw_id)
        .where(Draw.purpose == DrawPurpose.CALLS, Call.agent != "")
        .distinct()
    )
    return frozenset(filter(None, map(_name, [*session.scalars(drawn), *settings.redaction.cut_names])))


def without_names(transcript: Transcript, roster: Iterable[Name]) -> Hidden:
    """The call's words and the stretches of its sound to silence. Nothing found: the call as it is."""
    segments = tuple(segments_of(transcript.segments))
    found = list(_found(segments, frozenset(roster)))
    if not found:
        return Hidden(transcript.segments, transcript.entities)
    lanes = {Speaker(lane): index for index, lane in enumerate(transcript.lanes)}
    cuts = [{"type": cut.type.value, "speaker": cut.speaker.value, "start": cut.start, "end": cut.end} for cut in found]
    return Hidden(
        segments=[segment.as_json() for segment in applied(segments, found)],
        entities=sorted([*transcript.entities, *cuts], key=lambda cut: float(cut["start"])),
        spans=spans_of(
            segments,
            found,
            channel_of={} if Speaker.UNKNOWN in lanes else lanes,
            channels=max(transcript.channels, len(lanes)),
            duration_s=transcript.duration_s,
        ),
    )


def _found(segments: tuple[Segment, ...], roster: frozenset[Name]) -> Iterator[Entity]:
    longest = max((len(name) for name in roster), default=0)
    alone = {part for name in roster for part in name if len(part) >= _SHORTEST_ALONE and part not in COMMON}
    for line, segment in enumerate(segments):
        words = [_small(word.word) for word in segment.words]
        place = 0
        while place < len(words):
            length = _length_at(words, place, roster, alone, longest)
            if length:
                yield _entity(segment, line, place, place + length - 1)
            place += length or 1


def _length_at(words: list[str], place: int, roster: frozenset[Name], alone: set[str], longest: int) -> int:
    """How many words from `place` on are a name: the longest that fits, else one word of a name."""
    for length in range(longest, 1, -1):
        if tuple(words[place : place + length]) in roster:
            return length
    return 1 if words[place] in alone else 0


def _entity(segment: Segment, line: int, first: int, last: int) -> Entity:
    texts = [word.word for word in segment.words]
    start = len(" ".join(texts[:first])) + (1 if first else 0)
    return Entity(
        type=EntityType.NAME,
        line=line,
        first_word=first,
        last_word=last,
        start_char=start,
        end_char=start + len(" ".join(texts[first : last + 1])),
        start=segment.words[first].start,
        end=segment.words[last].end,
        speaker=segment.speaker,
    )


def _name(agent: str) -> Name:
    if re.search(r"[\d_]", agent):
        return ()
    return tuple(_WORD.findall(agent.lower().replace("’", "'")))


def _small(word: str) -> str:
    found = _WORD.search(word.lower().replace("’", "'"))
    return found[0].removesuffix("'s") if found and not word.startswith("[") else ""
