"""All recognisers over one call."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from audio.words import Segment
from redact.address import address_finds
from redact.cues import Cue, cues, expecting, questions
from redact.dates import date_finds
from redact.emails import email_finds
from redact.entities import Entity
from redact.exemptions import Exemptions
from redact.finds import Find
from redact.names import name_cue_positions, name_finds
from redact.numbers import CARD_CONTEXT, number_finds
from redact.passwords import password_finds
from redact.protected import protected
from redact.repeats import mark_repeats, repeat_finds
from redact.resolve import resolve
from redact.spelled import spelled_finds, spellings
from redact.spoken import CARD_DIGITS, Run, runs
from redact.tokens import Call, call_of


def find_entities(segments: Sequence[Segment], exempt: Exemptions) -> tuple[Entity, ...]:
    """Everything personal in a call, in the order of its lines."""
    call = call_of(segments)
    kept = protected(call, exempt)
    finds = [find for find in _finds(call, segments, exempt, kept) if find.positions]
    return resolve(call, mark_repeats(call, finds), kept)


def _finds(call: Call, segments: Sequence[Segment], exempt: Exemptions, kept: frozenset[int]) -> list[Find]:
    said = cues(call)
    emails = email_finds(call, said)
    in_emails = {position for find in emails for position in find.positions}
    numbers = _numbers(call, said, kept | in_emails)
    addresses = address_finds(call, numbers, said)
    dates = date_finds(call, _free(numbers, addresses), said)
    announced = [*emails, *addresses, *dates]
    free = _free(numbers, announced)
    found = [*announced, *number_finds(call, free, said), *password_finds(call, said)]
    found += spelled_finds(call, spellings(call, kept), said, name_cue_positions(call))
    found += repeat_finds(numbers, found)
    found += name_finds(call, exempt, _taken(found) | kept)
    return found + list(_custom(call, segments, exempt))


def _numbers(call: Call, said: Sequence[Cue], barriers: frozenset[int]) -> list[Run]:
    """Runs, read a second time where a card number turned up: what follows it may be its code."""
    ends = questions(said)
    asked = expecting(said)
    numbers = runs(call, barriers, questions=ends, expecting=asked)
    cards = [range(run.last + 1, run.last + CARD_CONTEXT) for run in numbers if run.length >= CARD_DIGITS - 1]
    return runs(call, barriers, questions=ends, expecting=[*asked, *cards]) if cards else numbers


def _free(numbers: Sequence[Run], announced: Sequence[Find]) -> list[Run]:
    """Runs the date and address recognisers left, and long ones whatever those said."""
    taken = _taken(announced)
    return [run for run in numbers if not taken.issuperset(run.positions) or run.length > _LONGEST_DATE]


_LONGEST_DATE = 12


def _taken(found: Sequence[Find]) -> frozenset[int]:
    return frozenset(position for find in found for position in find.positions)


def _custom(call: Call, segments: Sequence[Segment], exempt: Exemptions) -> Iterator[Find]:
    """Matches of the installation's own patterns, each on one line as written."""
    for kind, patterns in exempt.patterns.items():
        for line, segment in enumerate(segments):
            for start, end in _spans(segment.text, patterns):
                row = tuple(
                    position
                    for position, token in enumerate(call.tokens)
                    if token.line == line and token.start_char < end and token.end_char > start
                )
                yield Find(kind, row)


def _spans(text: str, patterns: Sequence[re.Pattern[str]]) -> Iterator[tuple[int, int]]:
    """Half-open character spans of all matches in a line."""
    for pattern in patterns:
        yield from (match.span() for match in pattern.finditer(text))
