"""What an installation's own lists and patterns find."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from audio.words import Segment
from redact.entities import EntityType
from redact.exemptions import Exemptions, national_digits
from redact.finds import Find
from redact.said import compact, said
from redact.spelled import Spelling
from redact.spoken import Run
from redact.tokens import Call

_UNSAID = frozenset({"dot", "at", "underscore", "dash", "hyphen", "point", "comma", "in", "the", "of"})
_LEAST_DIGITS = 4


def recorded_finds(call: Call, runs: Sequence[Run], exempt: Exemptions) -> list[Find]:
    """Values of the customer's record, however they are said; names are found with the other names."""
    found = []
    for kind in exempt.values:
        keys = exempt.value_keys(kind)
        numbers = {national_digits(key) for key in keys if key.isdigit() and len(key) >= _LEAST_DIGITS}
        found += [Find(kind, run.positions) for run in runs if any(number in run.digits for number in numbers)]
        if kind is not EntityType.NAME:
            found += [Find(kind, row) for row in said(call, keys, unsaid=_UNSAID)]
    return found


def pattern_finds(
    call: Call, segments: Sequence[Segment], runs: Sequence[Run], spelled: Sequence[Spelling], exempt: Exemptions
) -> Iterator[Find]:
    """Matches of the installation's patterns: in a line as written, and in what is spelled or said as digits."""
    for kind, patterns in exempt.patterns.items():
        yield from _written(call, segments, kind, patterns)
        for value, positions in [(run.digits, run.positions) for run in runs] + [
            (spelling.value, spelling.positions) for spelling in spelled
        ]:
            said_together = compact(value)
            if any(pattern.fullmatch(way) for pattern in patterns for way in (said_together, said_together.upper())):
                yield Find(kind, positions)


def _written(
    call: Call, segments: Sequence[Segment], kind: EntityType, patterns: Sequence[re.Pattern[str]]
) -> Iterator[Find]:
    spans = [
        (line, *match.span())
        for line, segment in enumerate(segments)
        for pattern in patterns
        for match in pattern.finditer(segment.text)
    ]
    for line, start, end in spans:
        tokens = enumerate(call.tokens)
        yield Find(kind, tuple(p for p, t in tokens if t.line == line and t.start_char < end and t.end_char > start))
