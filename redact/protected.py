"""Tokens that say a register code or a campaign's phone number exactly: they are evidence and stay."""

from __future__ import annotations

from redact.atoms import atom_of
from redact.exemptions import Exemptions, compact, national_digits
from redact.spelled import spell
from redact.spoken import Run, runs
from redact.tokens import Call

MOST_CODE_TOKENS = 12
LEAST_PHONE_DIGITS = 6


def protected(call: Call, exempt: Exemptions) -> frozenset[int]:
    """Positions no recogniser may cut."""
    kept: set[int] = set()
    phones = exempt.phone_keys
    if phones:
        kept |= {position for run in runs(call) for position in _phone_positions(call, run, phones)}
    codes = exempt.code_keys
    if codes:
        for stream in call.streams.values():
            for place in range(len(stream)):
                kept |= _code_at(call, stream, place, codes)
    return frozenset(kept)


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


def _code_at(call: Call, stream: tuple[int, ...], place: int, codes: frozenset[str]) -> set[int]:
    """Positions from this place on that say one of the codes, spelled or written, and nothing more."""
    longest = max(map(len, codes))
    before = atom_of(call.tokens[stream[place - 1]]) if place else None
    if before is not None and before.is_number:
        return set()
    for end in range(place + 1, min(place + MOST_CODE_TOKENS, len(stream)) + 1):
        value = compact(spell(call, stream[place:end]))
        if len(value) > longest:
            return set()
        if value in codes and not _goes_on(call, stream, end):
            return set(stream[place:end])
    return set()


def _goes_on(call: Call, stream: tuple[int, ...], end: int) -> bool:
    following = atom_of(call.tokens[stream[end]]) if end < len(stream) else None
    return following is not None and following.is_number
