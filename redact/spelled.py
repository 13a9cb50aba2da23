"""Letters and digits spelled out one by one: plates, IBANs, insurance numbers, passwords, names."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from stdnum import iban

from redact.atoms import HOMELY, SPELLING, Atom, Kind, atom_of, reading
from redact.beside import points_at_one
from redact.cues import Cue, is_place, names, nearest_first
from redact.entities import EntityType
from redact.finds import Find
from redact.innocence import is_model
from redact.lengths import fits_spelled
from redact.lexicon.everyday import COMMON
from redact.lexicon.misheard import HEARD_FOR
from redact.lexicon.wordlist import words
from redact.spoken import uninterrupted
from redact.stretches import stretches
from redact.tokens import Call

_BETWEEN = words("""
    uh um er then and dash hyphen space capital uppercase lowercase upper lower case big small letter letters digit
    number numbers ok okay that's it's double the so like well i you know mean sorry no wait
    """)
"""Words between spelled letters; those nobody said among them."""
_LIKE = frozenset({"as", "for", "like", "is", "in"})
_SPELLED = 1.0
_BETWEEN_POINTS = -0.3
_STRANGE = -0.7
_NEXT_TURN = -0.3
_NEVER = -10.0
_DROP = 1.0
MOST_CAPITALS = 14
_NAMED_REACH = 40
_LEAST_UNASKED = 6


@dataclass(frozen=True, slots=True)
class Spelling:
    """Letters and digits by one speaker; `value` is what they spell, in small letters."""

    positions: tuple[int, ...]
    value: str = field(repr=False)
    letters: int

    @property
    def digits(self) -> int:
        return len(self.value) - self.letters


def spellings(call: Call, barriers: frozenset[int] = frozenset(), questions: Sequence[int] = ()) -> list[Spelling]:
    """Stretches of spelled letters in the order they begin; a lone "a" or "i" is a word. See `spoken.runs`."""
    found = []
    for stream in call.streams.values():
        for row in uninterrupted(call, stream, questions):
            said = _read(call, row, barriers)
            points = [_points(call, row, place, said, barriers) for place in range(len(row))]
            joins = [_join(call, row, place) for place in range(len(row))]
            for places in stretches(points, drop=_DROP, joins=joins):
                spelling = _spelling(call, row, places, said)
                if spelling is not None and _is_spelled(call, spelling):
                    found.append(spelling)
    return sorted(found, key=lambda spelling: spelling.positions[0])


def _read(call: Call, stream: Sequence[int], barriers: frozenset[int]) -> dict[int, str]:
    """What each place spells; "" for the words that only explain a letter ("as in bravo")."""
    said: dict[int, str] = {}
    place = 0
    while place < len(stream):
        spelled = None if stream[place] in barriers else _said(call, stream, place)
        if spelled is not None:
            said |= dict.fromkeys(range(place, place + spelled[1]), "") | {place: spelled[0]}
        place += spelled[1] if spelled else 1
    return said


def _points(call: Call, stream: Sequence[int], place: int, said: Mapping[int, str], barriers: frozenset[int]) -> float:
    if stream[place] in barriers:
        return _NEVER
    if place in said and not _is_word(call, stream, place, said):
        return _SPELLED
    if _may_stand_between(call, stream[place]):
        return _BETWEEN_POINTS
    return _STRANGE if call.text(stream[place]) not in COMMON else _NEVER


def _join(call: Call, row: Sequence[int], place: int) -> float:
    next_turn = bool(place) and call.tokens[row[place]].line != call.tokens[row[place - 1]].line
    return _NEXT_TURN if next_turn else 0.0


def _is_word(call: Call, stream: Sequence[int], place: int, said: Mapping[int, str]) -> bool:
    """True for an "a" or "i" that does not stand between letters, behind one in a word, or at a turn's end."""
    if call.text(stream[place]) not in ("a", "i"):
        return False
    if not place or not (place - 1 in said or _may_stand_between(call, stream[place - 1])):
        return True
    token, before = call.tokens[stream[place]], call.tokens[stream[place - 1]]
    in_word = (token.line, token.word) == (before.line, before.word)
    ends = token.ends_clause or place + 1 == len(stream) or call.tokens[stream[place + 1]].line != token.line
    return not (in_word or place + 1 in said or (ends and place - 1 in said))


def _spelling(call: Call, stream: Sequence[int], places: Sequence[int], said: Mapping[int, str]) -> Spelling | None:
    letters = sum(
        sum(char.isalpha() for char in said[place])
        for place in places
        if place in said and call.text(stream[place]) != "oh"
    )
    value = "".join(said[place] for place in places if place in said)
    return Spelling(tuple(stream[place] for place in places), value, letters) if value else None


def _is_spelled(call: Call, spelling: Spelling) -> bool:
    """Not by articles only: "a four a two"."""
    alone = sum(call.text(position) in ("a", "i") for position in spelling.positions)
    return spelling.letters > alone


def _may_stand_between(call: Call, position: int) -> bool:
    """Fillers, and words that recognisers write for digits."""
    text = call.text(position)
    atom = atom_of(call.tokens[position])
    return text in _BETWEEN or text in HEARD_FOR or (atom is not None and atom.kind is Kind.WEAK)


def _said(call: Call, stream: Sequence[int], place: int) -> tuple[str, int] | None:
    """What the token at this place spells, and how many tokens say it ("b as in bravo" takes four)."""
    text = call.text(stream[place])
    if points_at_one(call, stream[place]):
        return None
    atom = atom_of(call.tokens[stream[place]])
    if _is_letter(atom, text):
        letter = "o" if atom is not None and atom.kind is Kind.WEAK else text
        return letter, 1 + _explanation(call, stream, place, letter)
    if atom is not None and atom.kind in (Kind.DIGIT, Kind.TEEN, Kind.TENS, Kind.WRITTEN):
        return reading([atom]), 1
    if atom is not None and atom.kind is Kind.TIMES and place + 1 < len(stream):
        digit = atom_of(call.tokens[stream[place + 1]])
        return (digit.value * int(atom.value), 2) if digit is not None and digit.kind is Kind.DIGIT else None
    if atom is not None and atom.kind is Kind.MIXED:
        return atom.value, 1
    if call.tokens[stream[place]].raw.isupper() and text.isalpha() and len(text) >= 2:
        plain = text in COMMON and not (len(text) <= _CAPITALS_OF_PLATE and _spelled_beside(call, stream, place))
        return (text, 1) if len(text) <= MOST_CAPITALS and not plain else None
    if text in _LETTER_NAMES and _spelled_beside(call, stream, place):
        return _LETTER_NAMES[text], 1
    if text in SPELLING and _spelled_beside(call, stream, place):
        return SPELLING[text], 1
    return None


_CAPITALS_OF_PLATE = 3
_LETTER_NAMES = {
    "zed": "z", "zee": "z", "aitch": "h", "haitch": "h", "jay": "j", "kay": "k", "ex": "x", "cue": "q", "ess": "s",
    "tee": "t", "bee": "b", "dee": "d", "gee": "g", "pee": "p", "vee": "v", "el": "l", "em": "m", "en": "n", "eff": "f",
}  # fmt: skip


def _is_letter(atom: Atom | None, text: str) -> bool:
    return atom is not None and (atom.kind is Kind.LETTER or text in ("o", "oh"))


def _explanation(call: Call, stream: Sequence[int], place: int, letter: str) -> int:
    """Tokens taken by "as in bravo", "for bravo" or "bravo" behind a spelled letter."""
    words = [call.text(position) for position in stream[place + 1 : place + 5]]
    invented = bool(words) and words[0] in _INVENTED
    length = _explained(words[invented:], letter)
    return length + invented if length else 0


def _explained(words: Sequence[str], letter: str) -> int:
    if list(words[:2]) == ["as", "in"] and len(words) >= _AS_IN:
        return _AS_IN
    if len(words) > 1 and words[0] in _LIKE and words[1].startswith(letter) and len(words[1]) > 2:
        return 2
    said = words[0] if words else ""
    return 1 if SPELLING.get(said) == letter or letter + said == "xray" or HOMELY.get(said) == letter else 0


_AS_IN = 3
_INVENTED = words("uh um er okay so and well i")


def _spelled_beside(call: Call, stream: Sequence[int], place: int) -> bool:
    """A word of the radio alphabet counts beside another one, a letter or a digit."""
    for other in (place - 1, place + 1):
        if 0 <= other < len(stream):
            text = call.text(stream[other])
            atom = atom_of(call.tokens[stream[other]])
            if text in SPELLING or (atom is not None and atom.kind in (Kind.LETTER, Kind.DIGIT, Kind.WRITTEN)):
                return True
    return False


def spelled_finds(call: Call, spelled: Sequence[Spelling], cues: Sequence[Cue], name_cues: Sequence[int]) -> list[Find]:
    """Spelled values somebody asked for; `name_cues` are the positions of words that announce a name."""
    found = []
    for spelling in spelled:
        kind = _kind_of(call, spelling, cues, name_cues)
        if kind is not None:
            found.append(Find(kind, spelling.positions))
    return found


def _kind_of(call: Call, spelling: Spelling, cues: Sequence[Cue], name_cues: Sequence[int]) -> EntityType | None:
    first = spelling.positions[0]
    nearest = next(nearest_first(call, cues, first), None)
    innocent = nearest is not None and nearest.type is None and names(call, nearest, first)
    value = spelling.value[:2] + spelling.value[2:4].replace("o", "0") + spelling.value[4:]
    if _IBAN.fullmatch(value) and (not innocent or iban.is_valid(value)):
        return EntityType.IBAN
    named = max((position for position in name_cues if position < first), default=-_NAMED_REACH)
    for cue in nearest_first(call, cues, first):
        if cue.last < named:
            break
        if cue.type is None and is_place(call, cue, within=_PLACE_WITHIN):
            continue
        if cue.type is None:
            return None
        if fits_spelled(cue.type, len(spelling.value)):
            return cue.type
    if spelling.letters >= 3 and spelling.digits == 0:
        is_long = spelling.letters >= _SURELY_NAME
        return EntityType.NAME if is_long or first - named < _NAMED_REACH or _spells_word(call, spelling) else None
    if _POSTCODE.fullmatch(spelling.value):
        return EntityType.ADDRESS
    mixed = spelling.letters >= 2 and spelling.digits >= 2 and len(spelling.value) >= _LEAST_UNASKED
    return EntityType.LICENCE_PLATE if mixed and not is_model(call, spelling.positions) else None


_SURELY_NAME = 5
_POSTCODE = re.compile(r"[a-z]{1,2}\d[a-z\d]?\d[a-z]{2}|[a-z]\d[a-z]\d[a-z]\d")
"""Of Britain and of Canada."""


def _spells_word(call: Call, spelling: Spelling) -> bool:
    """True where the word before it is spelled: "nguyen n g u y e n"."""
    before = call.text(next(iter(call.behind(spelling.positions[0], 1, same_line=True)), -1))
    return len(before) > 1 and before[:2] == spelling.value[:2]


_PLACE_WITHIN = 3
_IBAN = re.compile(r"[a-z]{2}\d{2}[a-z\d]{11,30}")


def spell(call: Call, positions: Sequence[int]) -> str:
    """What these tokens spell together: words as they are, numbers as digits ("spring twenty five")."""
    value = ""
    row: list[Atom] = []
    for position in positions:
        atom = atom_of(call.tokens[position])
        if atom is not None and (atom.is_number or atom.kind is Kind.WEAK):
            row.append(atom)
            continue
        value += reading(row) + call.text(position)
        row = []
    return value + reading(row)
