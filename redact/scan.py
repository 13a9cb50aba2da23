"""All recognisers over one call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from audio.words import Segment
from redact.address import address_finds
from redact.bare import bare_turns, rest_of_turns
from redact.cues import STRONG, Cue, announcing, cues, expecting, questions
from redact.dates import date_finds
from redact.edges import alike_finds, edge_words
from redact.emails import email_finds
from redact.entities import Entity, EntityType, Unheard
from redact.exemptions import Exemptions
from redact.finds import Find
from redact.listed import pattern_finds, recorded_finds
from redact.names import name_cue_positions, name_finds
from redact.numbers import CARD_CONTEXT, number_finds
from redact.passwords import password_finds
from redact.protected import product_words, protected
from redact.repeats import mark_repeats, repeat_finds, repeated_words
from redact.resolve import resolve
from redact.spelled import spelled_finds, spellings
from redact.spoken import Run, runs
from redact.tokens import Call, call_of
from redact.unheard import unheard


@dataclass(frozen=True, slots=True)
class Found:
    """Everything personal in a call, in the order of its lines, and where more may stand unheard."""

    entities: tuple[Entity, ...]
    unheard: tuple[Unheard, ...]


def find_entities(segments: Sequence[Segment], exempt: Exemptions) -> tuple[Entity, ...]:
    """Everything personal in a call, in the order of its lines."""
    return search(segments, exempt).entities


def search(segments: Sequence[Segment], exempt: Exemptions) -> Found:
    """All recognisers over one call."""
    call = call_of(segments)
    kept = protected(call, exempt)
    said = cues(call)
    finds = [find for find in _finds(call, said, segments, exempt, kept) if find.positions]
    return Found(resolve(call, mark_repeats(call, finds), kept), tuple(unheard(call, said, finds)))


def _finds(
    call: Call, said: Sequence[Cue], segments: Sequence[Segment], exempt: Exemptions, kept: frozenset[int]
) -> list[Find]:
    emails = email_finds(call, said)
    barriers = kept | _taken(emails)
    numbers = _numbers(call, said, barriers)
    addresses = address_finds(call, numbers, said)
    dates = date_finds(call, _free(numbers, addresses), said)
    letters = spellings(call, barriers | announcing(call, said), questions(said))
    spelled = spelled_finds(call, letters, said, name_cue_positions(call))
    announced = [*emails, *addresses, *dates, *spelled]
    ibans = _taken([find for find in spelled if find.type is EntityType.IBAN])
    free = [run for run in _free(numbers, announced) if not ibans.issuperset(run.positions)]
    found = [*announced, *number_finds(call, free, said), *password_finds(call, said)]
    found += repeat_finds(call, numbers, found)
    found += rest_of_turns(call, found, said, _measured(numbers) | barriers | announcing(call, said))
    others = _taken(announced) | announcing(call, said) | _measured(numbers) | barriers
    asked = frozenset(position for span in expecting(call, said) for position in span)
    found += alike_finds(call, said, asked=asked, taken=others)
    found += edge_words(call, found, asked=asked, taken=others)
    found += bare_turns(call, found, barriers)
    found += recorded_finds(call, numbers, exempt)
    found += pattern_finds(call, segments, numbers, letters, exempt)
    found += name_finds(call, exempt, _taken(found) | kept)
    found += repeated_words(call, found, kept)
    products = product_words(call, exempt)
    return [find for find in found if find.type not in _WORDY or not products.issuperset(find.positions)]


_WORDY = (EntityType.NAME, EntityType.ADDRESS)
"""Types whose values may look like the name of a product."""


def _numbers(call: Call, said: Sequence[Cue], barriers: frozenset[int]) -> list[Run]:
    """Runs, read a second time: around a number that will be cut, misheard words may be more of it."""
    ends = questions(said)
    names = announcing(call, said)
    asked = expecting(call, said)
    numbers = runs(call, barriers, ends, asked, names)
    values = [find for find in number_finds(call, numbers, said) if find.type in STRONG]
    more = [range(find.first - _BEFORE_VALUE, find.last + _behind(find)) for find in values]
    return runs(call, barriers, ends, [*asked, *more], names) if more else numbers


def _behind(find: Find) -> int:
    """Behind a card number come its code and its expiry."""
    return CARD_CONTEXT if find.type is EntityType.CARD_NUMBER else _AFTER_VALUE


_BEFORE_VALUE = 8
_AFTER_VALUE = 20


def _free(numbers: Sequence[Run], announced: Sequence[Find]) -> list[Run]:
    """Runs the date and address recognisers left, and long ones whatever those said."""
    taken = _taken(announced)
    return [run for run in numbers if not taken.issuperset(run.positions) or run.length > _LONGEST_DATE]


_LONGEST_DATE = 12


def _measured(numbers: Sequence[Run]) -> frozenset[int]:
    return frozenset(position for run in numbers if run.measured for position in run.positions)


def _taken(found: Sequence[Find]) -> frozenset[int]:
    return frozenset(position for find in found for position in find.positions)
