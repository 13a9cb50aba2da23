"""Ways to say a row of digits. Each takes digits and a source of chance."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

from redact.lexicon.wordlist import row

ONES = row("zero one two three four five six seven eight nine")
TEENS = row("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
TENS = ["", "", *row("twenty thirty forty fifty sixty seventy eighty ninety")]
Rendering = Callable[[str, Random], str]


def singly(digits: str, rng: Random, zero: str = "zero") -> str:
    return " ".join(zero if digit == "0" else ONES[int(digit)] for digit in digits)


def with_oh(digits: str, rng: Random) -> str:
    return singly(digits, rng, "oh")


def groups(digits: str, size: int = 4) -> list[str]:
    return [digits[start : start + size] for start in range(0, len(digits), size)]


def joined(between: str, size: int = 4, zero: str = "zero") -> Rendering:
    """Groups said singly with words between them."""
    return lambda digits, rng: f" {between} ".join(singly(group, rng, zero) for group in groups(digits, size))


def pair(digits: str, tie: str = " ") -> str:
    if len(digits) < 2 or digits[0] == "0":
        return " ".join("oh" if digit == "0" else ONES[int(digit)] for digit in digits)
    if digits[0] == "1":
        return TEENS[int(digits[1])]
    return TENS[int(digits[0])] + (f"{tie}{ONES[int(digits[1])]}" if digits[1] != "0" else "")


def paired(digits: str, rng: Random) -> str:
    return " ".join(pair(two) for two in groups(digits, 2))


def paired_with_hyphens(digits: str, rng: Random) -> str:
    return " ".join(pair(two, "-") for two in groups(digits, 2))


def multiplied(digits: str, rng: Random, three: str = "triple") -> str:
    said, place = [], 0
    while place < len(digits):
        same = 1
        while same < 3 and digits[place : place + same + 1] == digits[place] * (same + 1):
            same += 1
        said += [{1: "", 2: "double", 3: three}[same], "oh" if digits[place] == "0" else ONES[int(digits[place])]]
        place += same
    return " ".join(filter(None, said))


def hesitant(digits: str, rng: Random) -> str:
    return " ".join(f"{singly(d, rng)} {rng.choice(('', '', 'um', 'uh'))}".strip() for d in digits)


def corrected(digits: str, rng: Random) -> str:
    place = rng.randrange(1, len(digits))
    wrong = str((int(digits[place]) + 1) % 10)
    before, after = singly(digits[:place], rng), singly(digits[place:], rng)
    return f"{before} {singly(wrong, rng)} {rng.choice(('no sorry', 'sorry', 'no wait'))} {after}"


def said_by_recogniser(digits: str, rng: Random) -> str:
    """Digit words and written digits mixed, as recognisers mix them."""
    return " ".join(two if rng.random() < 0.5 else singly(two, rng) for two in groups(digits, 2))


def with_punctuation(digits: str, rng: Random) -> str:
    return ", ".join(singly(group, rng).capitalize() for group in groups(digits, 4)) + "."


def written(between: str, size: int = 4) -> Rendering:
    return lambda digits, _rng: between.join(groups(digits, size))


def hundreds(digits: str, rng: Random) -> str:
    """Threes as "four hundred eleven", the rest singly."""
    said = []
    for three in groups(digits, 3):
        if len(three) == 3 and three[0] != "0" and three[1] != "0":
            said.append(f"{ONES[int(three[0])]} hundred {pair(three[1:])}")
        else:
            said.append(with_oh(three, rng))
    return " ".join(said)


SEEN: Mapping[str, Rendering] = {
    "singly": singly,
    "with oh": with_oh,
    "pauses": joined("uh"),
    "dashes": joined("dash", zero="oh"),
    "pairs": paired,
    "pairs with hyphens": paired_with_hyphens,
    "double and triple": multiplied,
    "hesitant": hesitant,
    "corrected": corrected,
    "written": written(""),
    "written in groups": written(" "),
    "written with dashes": written("-"),
    "mixed": said_by_recogniser,
    "punctuation": with_punctuation,
    "treble": lambda digits, rng: multiplied(digits, rng, "treble"),
    "nought": lambda digits, rng: singly(digits, rng, "nought"),
    "letter o": lambda digits, rng: singly(digits, rng, "o"),
    "then": joined("then"),
    "followed by": joined("followed by", 5),
    "let me see": joined("let me see", 6),
    "threes": joined("um", 3, "oh"),
    "hundreds": hundreds,
    "dots": written(".", 4),
    "hold on": joined("hold on a second", 7),
    "capitals": lambda digits, rng: singly(digits, rng).title(),
    "one at a time": lambda digits, rng: ", ".join(singly(digit, rng) for digit in digits),
}
