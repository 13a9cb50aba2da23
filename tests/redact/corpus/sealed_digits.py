"""How callers and agents of several countries say a row of digits, and how a recogniser writes it down."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from random import Random

from tests.redact.corpus.digits import ONES, TEENS, TENS, Rendering

_PLURALS = ("zeros", "ones", "twos", "threes", "fours", "fives", "sixes", "sevens", "eights", "nines")
_MANY = {2: "two", 3: "three", 4: "four", 5: "five"}


def chunks(digits: str, size: int) -> list[str]:
    """Pieces of `size`, without leaving one digit alone at the end."""
    pieces = [digits[start : start + size] for start in range(0, len(digits), size)]
    if len(pieces) > 1 and len(pieces[-1]) == 1:
        pieces[-2:] = [pieces[-2] + pieces[-1]]
    return pieces


def spoken(digits: str, zero: str = "zero") -> str:
    return " ".join(zero if digit == "0" else ONES[int(digit)] for digit in digits)


def two(digits: str, zero: str = "oh", tie: str = " ") -> str:
    """Two digits as one number: forty one, oh seven, double oh."""
    if len(digits) != 2:
        return spoken(digits, zero)
    if digits == "00":
        return f"double {zero}"
    first, last = int(digits[0]), int(digits[1])
    if first == 0:
        return f"{zero} {ONES[last]}"
    if first == 1:
        return TEENS[last]
    return f"{TENS[first]}{tie}{ONES[last]}" if last else TENS[first]


def plain(digits: str, rng: Random) -> str:
    return spoken(digits)


def oh(digits: str, rng: Random) -> str:
    return spoken(digits, "oh")


def nought(digits: str, rng: Random) -> str:
    return spoken(digits, "nought")


def zero_or_oh(digits: str, rng: Random) -> str:
    """The same caller says zero now and oh then."""
    return " ".join(spoken(digit, rng.choice(("zero", "oh", "oh"))) for digit in digits)


def pairs(digits: str, rng: Random) -> str:
    return " ".join(two(piece) for piece in chunks(digits, 2))


def hyphen_pairs(digits: str, rng: Random) -> str:
    """Pairs with hyphens and commas, as they are printed."""
    return ", ".join(two(piece, "zero", "-") for piece in chunks(digits, 2))


def _runs(digits: str, names: Mapping[int, str], zero: str) -> str:
    said = []
    for digit, same in groupby(digits):
        left = len(list(same))
        while left:
            step = max((size for size in (1, *names) if size <= left), default=1)
            said.append(f"{names[step]} {spoken(digit, zero)}" if step > 1 else spoken(digit, zero))
            left -= step
    return " ".join(said)


def doubles(digits: str, rng: Random) -> str:
    """Double for two alike, and nothing more than double."""
    return _runs(digits, {2: "double"}, "oh")


def triples(digits: str, rng: Random) -> str:
    return _runs(digits, {2: "double", 3: "triple"}, "zero")


def trebles(digits: str, rng: Random) -> str:
    return _runs(digits, {2: "double", 3: "treble"}, rng.choice(("oh", "nought")))


def plurals(digits: str, rng: Random) -> str:
    """Two nines, three zeros."""
    said = []
    for digit, same in groupby(digits):
        count = len(list(same))
        said.append(f"{_MANY[count]} {_PLURALS[int(digit)]}" if count in _MANY else spoken(digit * count))
    return ", ".join(said)


def threes(digits: str, rng: Random) -> str:
    """Groups of three with a pause behind each."""
    return ", ".join(spoken(piece, "oh") for piece in chunks(digits, 3))


def fours(digits: str, rng: Random) -> str:
    return ", ".join(spoken(piece) for piece in chunks(digits, 4))


def one_and_two(digits: str, rng: Random) -> str:
    """Groups of three as a digit and a pair: four fifteen, nine oh two."""
    said = [f"{ONES[int(piece[0])]} {two(piece[1:])}" for piece in chunks(digits, 3)]
    return " ".join(said)


def two_and_one(digits: str, rng: Random) -> str:
    """Groups of three as a pair and a digit: forty one five."""
    return " ".join(f"{two(piece[:2])} {spoken(piece[2:], 'oh')}".strip() for piece in chunks(digits, 3))


def hundreds(digits: str, rng: Random) -> str:
    """Round hundreds and thousands where there are any, pairs where there are none."""
    said = []
    for piece in chunks(digits, 4):
        if len(piece) == 4 and piece[0] != "0" and piece.endswith("000"):
            said.append(f"{ONES[int(piece[0])]} thousand")
        elif len(piece) == 4 and piece[0] != "0" and piece.endswith("00"):
            said.append(f"{two(piece[:2])} hundred")
        elif len(piece) == 3 and piece[0] != "0":
            said.append(f"{ONES[int(piece[0])]} hundred" + (f" and {_below(piece[1:])}" if piece[1:] != "00" else ""))
        else:
            said.append(pairs(piece, rng))
    return " ".join(said)


def _below(digits: str) -> str:
    return ONES[int(digits)] if digits[0] == "0" else two(digits)


def thinking(digits: str, rng: Random) -> str:
    """A caller who reads from something in bad light."""
    said = []
    for place, digit in enumerate(digits):
        if place and rng.random() < 0.3:
            said.append(rng.choice(("um", "uh", "er", "hold on", "let me see", "so that's")))
        said.append(spoken(digit, "oh"))
    return " ".join(said)


def looking_for_glasses(digits: str, rng: Random) -> str:
    """One long break in the middle."""
    middle = len(digits) // 2
    pause = rng.choice(
        (
            "} sorry my eyes are terrible {",
            "} hang on it's very small {",
            "} sorry i've lost my place {",
            "} hang on a minute {",
            "} sorry bear with me {",
        )
    )
    return f"{spoken(digits[:middle], 'oh')} {pause} {spoken(digits[middle:], 'oh')}"


def last_digit_again(digits: str, rng: Random) -> str:
    """A wrong digit, taken back at once."""
    place = rng.randrange(len(digits))
    wrong = rng.choice([digit for digit in "123456789" if digit != digits[place]])
    back = rng.choice(("no sorry", "sorry", "no wait", "i mean", "uh no"))
    return f"{spoken(digits[:place], 'oh')} {spoken(wrong)} {back} {spoken(digits[place:], 'oh')}".strip()


def started_again(digits: str, rng: Random) -> str:
    """The first digits, and then all from the start."""
    some = max(1, min(4, len(digits) // 2))
    again = rng.choice(("} no let me start again {", "} sorry i'll start over {", "sorry", "wait"))
    return f"{spoken(digits[:some])} {again} {spoken(digits)}"


def teens_made_clear(digits: str, rng: Random) -> str:
    """Fifteen, that's one five."""
    said = []
    for piece in chunks(digits, 2):
        clear = len(piece) == 2 and (piece[0] == "1" or (piece[1] == "0" and piece[0] != "0"))
        said.append(f"{two(piece)} that's {spoken(piece)}" if clear else two(piece))
    return " ".join(said)


def and_then(digits: str, rng: Random) -> str:
    """Pieces of any length, tied with words."""
    said: list[str] = []
    left = digits
    while left:
        size = rng.choice((2, 3, 4))
        if said:
            said.append(rng.choice(("then", "and then", "and")))
        said.append(spoken(left[:size], "oh"))
        left = left[size:]
    return " ".join(said)


def last_ones(digits: str, rng: Random) -> str:
    """The caller says where in the row he is."""
    if len(digits) < 7:
        return f"{spoken(digits[:-1])} and {spoken(digits[-1])}"
    between = rng.choice(("} and the last four are {", "} and it ends in {", "} and then at the end {"))
    return f"{spoken(digits[:-4])} {between} {spoken(digits[-4:])}"


def have_you_got_that(digits: str, rng: Random) -> str:
    """The caller waits for the pen of the agent."""
    asked = rng.choice(("} got that {", "} yeah {", "} are you with me {", "} right and after that {"))
    return f" {asked} ".join(spoken(piece, "oh") for piece in chunks(digits, 5))


def dashes(digits: str, rng: Random) -> str:
    """The dashes said as they stand on the paper."""
    return " dash ".join(spoken(piece) for piece in chunks(digits, 3))


def stops(digits: str, rng: Random) -> str:
    """Very slowly, each digit a sentence to the recogniser."""
    return ". ".join(spoken(digit).capitalize() for digit in digits)


def commas(digits: str, rng: Random) -> str:
    return ", ".join(digits)


def as_written(digits: str, rng: Random) -> str:
    return digits


def spaced(digits: str, rng: Random) -> str:
    return " ".join(digits)


def in_fours(digits: str, rng: Random) -> str:
    return " ".join(chunks(digits, 4))


def in_twos(digits: str, rng: Random) -> str:
    return " ".join(chunks(digits, 2))


def hyphens(digits: str, rng: Random) -> str:
    """Three, three and the rest between hyphens, as recognisers write what they take for a telephone number."""
    if len(digits) < 7:
        return "-".join(chunks(digits, 2))
    return "-".join((digits[:3], digits[3:6], digits[6:]))


def uneven(digits: str, rng: Random) -> str:
    """Written in pieces where the caller took breath."""
    pieces = []
    left = digits
    while left:
        size = rng.choice((1, 2, 2, 3, 3, 4, 6))
        pieces.append(left[:size])
        left = left[size:]
    return rng.choice((" ", " ", ", ")).join(pieces)


def mixed(digits: str, rng: Random) -> str:
    """Some of it in words, some in figures."""
    return " ".join(
        rng.choice((piece, spoken(piece, "oh"), two(piece), " ".join(piece)))
        for piece in chunks(digits, rng.choice((2, 3)))
    )


def letter_o(digits: str, rng: Random) -> str:
    """Figures, with a letter for each zero."""
    return " ".join(digits).replace("0", rng.choice(("O", "o")))


def doubles_in_figures(digits: str, rng: Random) -> str:
    """Half understood doubles: double 4 7 1."""
    said = []
    for digit, same in groupby(digits):
        count = len(list(same))
        said.append({2: f"double {digit}", 3: f"triple {digit}"}.get(count, " ".join(digit * count)))
    return " ".join(said)


RENDERINGS: Mapping[str, Rendering] = {
    one.__name__.replace("_", " "): one
    for one in (
        plain,
        oh,
        nought,
        zero_or_oh,
        pairs,
        hyphen_pairs,
        doubles,
        triples,
        trebles,
        plurals,
        threes,
        fours,
        one_and_two,
        two_and_one,
        hundreds,
        thinking,
        looking_for_glasses,
        last_digit_again,
        started_again,
        teens_made_clear,
        and_then,
        last_ones,
        have_you_got_that,
        dashes,
        stops,
        commas,
        as_written,
        spaced,
        in_fours,
        in_twos,
        hyphens,
        uneven,
        mixed,
        letter_o,
        doubles_in_figures,
    )
}
