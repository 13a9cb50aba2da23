"""Tokens that say a register code or a campaign's phone number exactly: they are evidence and stay."""

from __future__ import annotations

from redact.exemptions import Exemptions, national_digits
from redact.said import said
from redact.spoken import Run, runs
from redact.tokens import Call

LEAST_PHONE_DIGITS = 6


def protected(call: Call, exempt: Exemptions) -> frozenset[int]:
    """Positions no recogniser may cut."""
    kept: set[int] = set()
    phones = exempt.phone_keys
    if phones:
        kept |= {position for run in runs(call) for position in _phone_positions(call, run, phones)}
    kept |= {position for row in said(call, exempt.code_keys) for position in row}
    return frozenset(kept)


def product_words(call: Call, exempt: Exemptions) -> frozenset[int]:
    """Positions that say the name of a product or the like: no person's name and no street."""
    return frozenset(position for row in said(call, exempt.word_keys) for position in row)


def _phone_positions(call: Call, run: Run, phones: frozenset[str]) -> set[int]:
    """The whole run, or those of its unbroken stretches, that are one of the numbers."""
    if national_digits(run.digits) in phones and run.length >= LEAST_PHONE_DIGITS:
        return set(range(run.first, run.last + 1)) if _one_line(call, run) else set(run.positions)
    kept: set[int] = set()
    stretch: list[int] = []
    stretches = []
    for position in run.positions:
        if stretch and call.places[position] != call.places[stretch[-1]] + 1:
            stretches.append(stretch)
            stretch = []
        stretch.append(position)
    stretches.append(stretch)
    for digits, row in zip(run.parts, stretches, strict=True):
        if len(digits) >= LEAST_PHONE_DIGITS and national_digits(digits) in phones:
            kept.update(row)
    return kept


def _one_line(call: Call, run: Run) -> bool:
    return call.tokens[run.first].line == call.tokens[run.last].line
