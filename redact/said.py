"""Known values, found in whatever form they are said: written, spelled, digit by digit."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from redact.atoms import atom_of
from redact.spelled import spell
from redact.tokens import Call

MOST_TOKENS = 24


def said(
    call: Call, keys: Collection[str], *, unsaid: Collection[str] = (), barriers: frozenset[int] = frozenset()
) -> Iterator[tuple[int, ...]]:
    """Positions that say one of `keys` exactly and nothing more; `keys` are letters and digits, in small letters.

    Words in `unsaid` ("dot", "at") say nothing of a key.
    """
    longest = max(map(len, keys), default=0)
    for stream in call.streams.values() if keys else ():
        for place in range(len(stream)):
            row = _at(call, stream, place, keys, longest, unsaid)
            if row and not barriers.intersection(row):
                yield row


def _at(
    call: Call, stream: tuple[int, ...], place: int, keys: Collection[str], longest: int, unsaid: Collection[str]
) -> tuple[int, ...]:
    before = atom_of(call.tokens[stream[place - 1]]) if place else None
    if before is not None and before.is_number:
        return ()
    telling: list[int] = []
    for end in range(place, min(place + MOST_TOKENS, len(stream))):
        if call.text(stream[end]) not in unsaid:
            telling.append(stream[end])
        value = compact(spell(call, telling))
        if len(value) > longest:
            return ()
        if value in keys and not _goes_on(call, stream, end + 1):
            return stream[place : end + 1]
    return ()


def _goes_on(call: Call, stream: tuple[int, ...], end: int) -> bool:
    following = atom_of(call.tokens[stream[end]]) if end < len(stream) else None
    return following is not None and following.is_number


def compact(text: str) -> str:
    """Letters and digits only, in small letters: "SPRING-25" is "spring25"."""
    return "".join(char for char in text.lower() if char.isalnum())
