"""How people say a row of digits on the telephone, and how it is then written down."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from random import Random

from redact.lexicon.wordlist import row

Rendering = Callable[[str, Random], str]

ONES = row("zero one two three four five six seven eight nine")
TEENS = row("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
TENS = row("zero ten twenty thirty forty fifty sixty seventy eighty ninety")
PLURAL = row("zeros ones twos threes fours fives sixes sevens eights nines")
LONG = 8
"""Only rows of so many digits are broken off, or announced in parts."""


def word(digit: str, zero: str = "oh") -> str:
    return zero if digit == "0" else ONES[int(digit)]


def each(digits: str, zero: str = "oh") -> str:
    return " ".join(word(digit, zero) for digit in digits)


def cut(digits: str, *sizes: int) -> list[str]:
    """Pieces of these sizes, the last size again and again; a lone last digit joins the piece before it."""
    pieces: list[str] = []
    for size in _endless(sizes):
        if not digits:
            break
        pieces.append(digits[:size])
        digits = digits[size:]
    if len(pieces) > 1 and len(pieces[-1]) == 1:
        pieces[-2:] = [pieces[-2] + pieces[-1]]
    return pieces


def _endless(sizes: Sequence[int]) -> Iterator[int]:
    yield from sizes
    while True:
        yield sizes[-1]


def chunks(digits: str) -> list[str]:
    """As people read off that kind of number: a card in fours, a telephone number in threes and a four."""
    if len(digits) == 15:
        return cut(digits, 4, 6, 5)
    if len(digits) in (12, 16):
        return cut(digits, 4)
    if len(digits) == 11:
        return cut(digits, 5, 3)
    if len(digits) == 10:
        return cut(digits, 3, 3, 4)
    if len(digits) == 9:
        return cut(digits, 3)
    if len(digits) == 8:
        return cut(digits, 4)
    return cut(digits, 3) if len(digits) == 6 else [digits]


def couple(two: str, zero: str = "oh") -> str:
    """Two digits as one number where people would say so: 41 is "forty one", 05 "oh five", 40 "forty"."""
    if len(two) != 2 or two[0] == "0":
        return each(two, zero)
    if two[0] == "1":
        return TEENS[int(two[1])]
    return TENS[int(two[0])] if two[1] == "0" else f"{TENS[int(two[0])]} {ONES[int(two[1])]}"


def runs(digits: str, zero: str, three: str) -> str:
    """Double and triple, never more than three in one breath."""
    said = []
    for digit, same in groupby(digits):
        left = len(list(same))
        while left:
            step = 2 if left in (2, 4) else min(left, 3)
            said.append({1: "", 2: "double ", 3: f"{three} "}[step] + word(digit, zero))
            left -= step
    return " ".join(said)


def singly_zero(digits: str, rng: Random) -> str:
    return each(digits, "zero")


def singly_oh(digits: str, rng: Random) -> str:
    return each(digits, "oh")


def singly_nought(digits: str, rng: Random) -> str:
    return each(digits, rng.choice(("nought", "nought", "naught")))


def letter_o(digits: str, rng: Random) -> str:
    """The oh written as the letter."""
    return each(digits, "o")


def doubles(digits: str, rng: Random) -> str:
    zero, three = rng.choice((("oh", "triple"), ("zero", "triple"), ("nought", "treble"), ("oh", "treble")))
    return ", ".join(runs(chunk, zero, three) for chunk in chunks(digits))


def counted(digits: str, rng: Random) -> str:
    """Three or more of one digit counted, as "four zeros"."""
    said = []
    for digit, same in groupby(digits):
        many = len(list(same))
        said.append(f"{ONES[many]} {PLURAL[int(digit)]}" if 2 < many < 10 else each(digit * many, "zero"))
    return " ".join(said)


def couples(digits: str, rng: Random) -> str:
    return " ".join(couple(two) for two in cut(digits, 2))


def couples_with_commas(digits: str, rng: Random) -> str:
    return ", ".join(couple(two, "zero") for two in cut(digits, 2))


def couples_in_figures(digits: str, rng: Random) -> str:
    return " ".join(cut(digits, 2))


def one_and_couples(digits: str, rng: Random) -> str:
    """A digit, then a number below a hundred: 412 is "four twelve"."""
    return " ".join(f"{word(piece[0])} {couple(piece[1:])}" for piece in cut(digits, 3))


def with_hundreds(digits: str, rng: Random) -> str:
    """Round pieces as they come: 400 "four hundred", 5000 "five thousand", 1200 "twelve hundred"."""
    said = []
    for chunk in chunks(digits):
        first, rest = chunk[0], chunk[1:]
        if len(chunk) == 3 and first != "0":
            tail = "" if rest == "00" else f" and {couple(rest) if rest[0] != '0' else word(rest[1])}"
            said.append(f"{word(first)} hundred{tail}")
        elif len(chunk) == 4 and chunk.endswith("000") and first != "0":
            said.append(f"{word(first)} thousand")
        elif len(chunk) == 4 and chunk.endswith("00") and first != "0":
            said.append(f"{couple(chunk[:2])} hundred")
        else:
            said.append(each(chunk))
    return " ".join(said)


def threes_with_commas(digits: str, rng: Random) -> str:
    return ", ".join(each(piece, "zero") for piece in cut(digits, 3))


def five_and_five(digits: str, rng: Random) -> str:
    return ", ".join(runs(piece, "zero", "triple") for piece in cut(digits, 5))


def chunks_then(digits: str, rng: Random) -> str:
    tie = rng.choice((" then ", " and then ", " followed by "))
    return tie.join(each(chunk) for chunk in chunks(digits))


def chunks_dash(digits: str, rng: Random) -> str:
    tie = rng.choice((" dash ", " space ", " hyphen "))
    return tie.join(each(chunk, "zero") for chunk in chunks(digits))


def parts_announced(digits: str, rng: Random) -> str:
    """The speaker says that the next part comes; that itself tells nothing."""
    if len(digits) < LONG:
        return each(digits)
    said = [each(chunk) for chunk in chunks(digits)]
    return said[0] + "".join(
        f" }} {rng.choice(('next bit is', 'and the next lot', 'then'))} {{ {one}" for one in said[1:]
    )


def broken_off(digits: str, rng: Random) -> str:
    if len(digits) < LONG:
        return each(digits, "zero")
    place = rng.randrange(3, len(digits) - 3)
    aside = rng.choice(("bear with me", "have you got that", "hang on i need my glasses", "sorry the dog's barking"))
    return f"{each(digits[:place])} }} {aside} {{ {each(digits[place:])}"


def hesitant(digits: str, rng: Random) -> str:
    said = []
    for chunk in cut(digits, 2, 3):
        said += [rng.choice(("", "um", "er", "uh", "let me see", "and")), each(chunk, rng.choice(("oh", "zero")))]
    return " ".join(filter(None, said[1:]))


def looks_again(digits: str, rng: Random) -> str:
    place = rng.randrange(1, len(digits))
    return f"{each(digits[:place])} {rng.choice(('hold on', 'wait', 'hold on a second', 'uh'))} {each(digits[place:])}"


def mends_a_digit(digits: str, rng: Random) -> str:
    place = rng.randrange(len(digits))
    wrong = rng.choice([digit for digit in "0123456789" if digit != digits[place]])
    mend = rng.choice(("i mean", "no", "sorry", "sorry i mean", "no wait", "no sorry"))
    return f"{each(digits[:place] + wrong, 'zero')} {mend} {each(digits[place:], 'zero')}"


def swaps_and_mends(digits: str, rng: Random) -> str:
    """Two digits said in the wrong order, then again."""
    place = rng.randrange(len(digits) - 1)
    swapped = digits[place + 1] + digits[place]
    return f"{each(digits[:place] + swapped)} {rng.choice(('no', 'sorry', 'er no'))} {each(digits[place:])}"


def begins_again(digits: str, rng: Random) -> str:
    first = chunks(digits)[0]
    begun = first[: max(1, len(first) - 1)]
    return f"{each(begun)} {rng.choice(('sorry', 'no wait', 'hold on'))} {each(digits)}"


def stammers(digits: str, rng: Random) -> str:
    place = rng.randrange(len(digits))
    return each(digits[: place + 1] + digits[place:], "zero")


def spaced(digits: str, rng: Random) -> str:
    return " ".join(digits)


def figures_with_commas(digits: str, rng: Random) -> str:
    return ", ".join(digits) + rng.choice(("", "."))


def figures_with_hyphens(digits: str, rng: Random) -> str:
    return "-".join(digits)


def all_together(digits: str, rng: Random) -> str:
    return digits


def figures_in_chunks(digits: str, rng: Random) -> str:
    return " ".join(chunks(digits))


def chunks_with_hyphens(digits: str, rng: Random) -> str:
    return "-".join(chunks(digits)) + rng.choice(("", "."))


def thousands(digits: str, rng: Random) -> str:
    """Four or more digits taken for a count, and so written with a comma."""
    pieces = [chunk if chunk[0] == "0" or len(chunk) < 4 else f"{int(chunk):,}" for chunk in chunks(digits)]
    return " ".join(pieces)


def uneven_figures(digits: str, rng: Random) -> str:
    pieces = []
    while digits:
        size = rng.choice((1, 2, 2, 3, 4))
        pieces.append(digits[:size])
        digits = digits[size:]
    return " ".join(pieces)


def words_and_figures(digits: str, rng: Random) -> str:
    return " ".join(piece if rng.random() < 0.5 else each(piece) for piece in cut(digits, 3, 2, 2))


def sentences(digits: str, rng: Random) -> str:
    """Each piece a sentence of its own, with its capital."""
    return " ".join(f"{', '.join(word(digit, 'zero') for digit in chunk).capitalize()}." for chunk in chunks(digits))


def rising(digits: str, rng: Random) -> str:
    """A questioning tone behind each piece but the last."""
    return "? ".join(cut(digits, 3) if rng.random() < 0.5 else [each(piece) for piece in cut(digits, 3)])


def slowly(digits: str, rng: Random) -> str:
    return "... ".join(each(piece) for piece in cut(digits, 2))


RENDERINGS: Mapping[str, Rendering] = {
    "singly, zero": singly_zero,
    "singly, oh": singly_oh,
    "singly, nought": singly_nought,
    "the letter o": letter_o,
    "double and triple": doubles,
    "runs counted": counted,
    "couples": couples,
    "couples, commas": couples_with_commas,
    "couples in figures": couples_in_figures,
    "one and a couple": one_and_couples,
    "hundreds": with_hundreds,
    "threes, commas": threes_with_commas,
    "five and five": five_and_five,
    "then": chunks_then,
    "dash": chunks_dash,
    "parts announced": parts_announced,
    "broken off": broken_off,
    "hesitant": hesitant,
    "looks again": looks_again,
    "mends a digit": mends_a_digit,
    "swaps two": swaps_and_mends,
    "begins again": begins_again,
    "stammers": stammers,
    "figures, spaced": spaced,
    "figures, commas": figures_with_commas,
    "figures, hyphens": figures_with_hyphens,
    "figures": all_together,
    "figures in chunks": figures_in_chunks,
    "chunks, hyphens": chunks_with_hyphens,
    "thousands": thousands,
    "uneven figures": uneven_figures,
    "words and figures": words_and_figures,
    "sentences": sentences,
    "rising": rising,
    "slowly": slowly,
}
