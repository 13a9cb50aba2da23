"""Codes and numbers as people read them aloud: "s a v e twenty", "S for sugar", "double five", "forty-one"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

UNITS = {
    "zero": "0", "oh": "0", "o": "0", "nought": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5",
    "six": "6", "seven": "7", "eight": "8", "nine": "9",
}  # fmt: skip
TEENS = {
    "ten": "10", "eleven": "11", "twelve": "12", "thirteen": "13", "fourteen": "14", "fifteen": "15", "sixteen": "16",
    "seventeen": "17", "eighteen": "18", "nineteen": "19",
}  # fmt: skip
TENS = {
    "twenty": "2", "thirty": "3", "forty": "4", "fourty": "4", "fifty": "5", "sixty": "6", "seventy": "7",
    "eighty": "8", "ninety": "9",
}  # fmt: skip
HUNDREDS = {"hundred": "00", "thousand": "000"}
LETTER_NAMES = {
    "ay": "A", "bee": "B", "be": "B", "cee": "C", "see": "C", "sea": "C", "dee": "D", "ee": "E", "ef": "F", "eff": "F",
    "gee": "G", "aitch": "H", "eye": "I", "jay": "J", "kay": "K", "el": "L", "ell": "L", "em": "M", "en": "N",
    "owe": "O", "oh": "O", "pee": "P", "pea": "P", "cue": "Q", "queue": "Q", "are": "R", "ar": "R", "ess": "S",
    "tee": "T", "tea": "T", "you": "U", "vee": "V", "ex": "X", "why": "Y", "wye": "Y", "zee": "Z", "zed": "Z",
}  # fmt: skip
SPELLING_ALPHABET = {
    "alpha": "A", "alfa": "A", "bravo": "B", "charlie": "C", "delta": "D", "echo": "E", "foxtrot": "F", "golf": "G",
    "hotel": "H", "india": "I", "juliet": "J", "juliett": "J", "kilo": "K", "lima": "L", "mike": "M", "november": "N",
    "oscar": "O", "papa": "P", "quebec": "Q", "romeo": "R", "sierra": "S", "tango": "T", "uniform": "U", "victor": "V",
    "whiskey": "W", "whisky": "W", "xray": "X", "yankee": "Y", "zulu": "Z",
}  # fmt: skip
REPEATS = {"double": 2, "triple": 3}
PASSED_OVER = frozenset(
    {"dash", "hyphen", "minus", "slash", "space", "um", "uh", "er", "capital", "then", "and", "number", "the", "letter"}
)
LONGEST_READING = 80


@dataclass(frozen=True, slots=True)
class Reading:
    """Where a code was read: words `first` … `last` (inclusive). `spelled`: three signs or more one by one."""

    first: int
    last: int
    spelled: bool


@dataclass(frozen=True, slots=True)
class _Piece:
    signs: str
    words: int


def code_signs(code: str) -> str:
    """The letters and digits of a code, capitals."""
    return "".join(sign for sign in code.upper() if sign.isalnum())


def find_code(words: Sequence[str], code: str) -> Reading | None:
    """The first place where exactly this code is read in `words` (small letters); None where it is not.

    It must begin and end with words: "save twentyfive" does not read SAVE2.
    """
    wanted = code_signs(code)
    if not wanted:
        return None
    for first in range(len(words)):
        found = _read(words, first, wanted)
        if found is not None:
            return Reading(first, found[0], found[1] >= 3)
    return None


def _read(words: Sequence[str], first: int, wanted: str) -> tuple[int, int] | None:
    """Last word and number of signs read one by one, if `wanted` is read from `first` on."""
    open_ends = [(first, 0, 0)]
    tried: set[tuple[int, int]] = set()
    while open_ends:
        at, done, single = open_ends.pop()
        if (at, done) in tried or at - first > LONGEST_READING or at >= len(words):
            continue
        tried.add((at, done))
        if done and words[at] in PASSED_OVER:
            open_ends.append((at + 1, done, single))
        for piece in _pieces(words, at):
            if not wanted.startswith(piece.signs, done):
                continue
            after, alone = done + len(piece.signs), single + (len(piece.signs) == 1)
            if after == len(wanted):
                return at + piece.words - 1, alone
            open_ends.append((at + piece.words, after, alone))
    return None


def _pieces(words: Sequence[str], at: int) -> Iterator[_Piece]:
    """Every way to read signs from the words that begin at `at`."""
    word = words[at]
    following = words[at + 1] if at + 1 < len(words) else ""
    if following and word in REPEATS:
        for sign in _signs_of(following):
            if len(sign) == 1:
                yield _Piece(sign * REPEATS[word], 2)
    if word == "double" and following == "you":
        yield _Piece("W", 2)
    if word in TENS:
        if following in UNITS and UNITS[following] != "0":
            yield _Piece(TENS[word] + UNITS[following], 2)
        yield _Piece(TENS[word] + "0", 1)
    if following in HUNDREDS and word in UNITS | TEENS:
        yield _Piece((UNITS | TEENS)[word] + HUNDREDS[following], 2)
    for sign in _signs_of(word):
        if len(sign) == 1 and sign.isalpha() and at + 2 < len(words):
            yield from _with_example(words, at, sign)
        yield _Piece(sign, 1)


def _signs_of(word: str) -> list[str]:
    """What one word may stand for: itself, a number, a letter by its name or by the spelling alphabet."""
    said = [UNITS.get(word), TEENS.get(word), LETTER_NAMES.get(word), SPELLING_ALPHABET.get(word)]
    itself = code_signs(word)
    return [sign for sign in dict.fromkeys([*said, itself]) if sign]


def _with_example(words: Sequence[str], at: int, sign: str) -> Iterator[_Piece]:
    """A letter with a word that begins with it: "s as in sugar", "s for sugar", "s like sugar"."""
    if words[at + 1] in {"for", "like"} and words[at + 2].upper().startswith(sign):
        yield _Piece(sign, 3)
    if tuple(words[at + 1 : at + 3]) == ("as", "in") and at + 3 < len(words) and words[at + 3].upper().startswith(sign):
        yield _Piece(sign, 4)
