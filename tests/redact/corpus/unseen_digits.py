"""Ways to say a row of digits that the recognisers have not been written against.

Words between braces turned round, as in "four one } bear with me { nine", belong to no value.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from random import Random

from redact.lexicon.wordlist import row
from tests.redact.corpus import digits as say

_PLURALS = row("zeros ones twos threes fours fives sixes sevens eights nines")
_TIES = ("and then", "then", "and", "followed by", "and like", "okay then")
_FILLERS = ("uh", "um", "er", "let me see", "hold on", "hold on a second", "so", "i mean", "wait", "okay")
_ASIDES = (
    "bear with me the light's rubbish in here",
    "sorry the dog's going mad",
    "oh it's half rubbed off",
    "let me get my other glasses",
    "quiet you lot i'm on the phone",
    "i'm just turning it over",
    "are you keeping up",
    "sorry a lorry's going past",
    "my thumb was over it",
)
_HEARD = ("yeah", "got that", "okay so far", "have you got that", "right", "you with me", "right and the next lot")
_ENDS = ("and the last bit's", "ending in", "and it finishes", "and then the rest of it's", "and at the end it's")
_SLIPS = ("no sorry", "sorry", "wait no", "no wait", "i mean", "no hold on", "no no")


def _runs(digits: str) -> Iterator[tuple[int, int]]:
    """Each digit with how often it follows itself."""
    for digit, run in groupby(digits):
        yield int(digit), len(list(run))


def _uneven(digits: str, rng: Random) -> list[str]:
    """Groups of two to four, as breath comes."""
    found = []
    while digits:
        size = rng.randint(2, 4)
        found.append(digits[:size])
        digits = digits[size:]
    return found


def _two(digits: str) -> str:
    """Two digits as one number: oh seven, eleven, thirty, forty two."""
    tens, ones = int(digits[0]), int(digits[1])
    if tens == 0:
        return f"oh {'oh' if ones == 0 else say.ONES[ones]}"
    if tens == 1:
        return say.TEENS[ones]
    return f"{say.TENS[tens]} {say.ONES[ones]}" if ones else say.TENS[tens]


def _small(digits: str) -> str:
    """Two digits within a larger number: seven, eleven, forty two."""
    return say.ONES[int(digits)] if int(digits) < 10 else _two(digits)


def _hundreds(digits: str, tie: str, rng: Random) -> str:
    if digits[0] == "0" or len(digits) < 3:
        return say.with_oh(digits, rng)
    head = f"{say.ONES[int(digits[0])]} hundred"
    return head if digits[1:] == "00" else f"{head}{tie}{_small(digits[1:])}"


def _thousands(digits: str, rng: Random) -> str:
    if len(digits) < 4 or digits[0] == "0":
        return _hundreds(digits, " ", rng)
    head, rest = f"{say.ONES[int(digits[0])]} thousand", digits[1:]
    if rest == "000":
        return head
    return f"{head} and {_small(rest[1:])}" if rest[0] == "0" else f"{head} {_hundreds(rest, ' ', rng)}"


def _wrong(digit: str, rng: Random) -> str:
    return rng.choice([other for other in "0123456789" if other != digit])


def british(digits: str, rng: Random) -> str:
    """Double and treble, and nought."""
    names = ["nought", *say.ONES[1:]]
    said = {1: "{0}", 2: "double {0}", 3: "treble {0}", 4: "double {0} double {0}"}
    return " ".join(said.get(many, " ".join(["{0}"] * many)).format(names[digit]) for digit, many in _runs(digits))


def single_double_triple(digits: str, rng: Random) -> str:
    """Five at a time; what follows a double is a single."""
    said = []
    for group in say.groups(digits, 5):
        after_double = False
        for digit, many in _runs(group):
            before = {2: "double ", 3: "triple "}.get(many, "single " if after_double and many == 1 else "")
            said += [before + say.ONES[digit]] * (many if many > 3 else 1)
            after_double = many > 1
    return " ".join(said)


def counted(digits: str, rng: Random) -> str:
    """Two sevens, three zeros."""
    return " ".join(
        f"{say.ONES[many]} {_PLURALS[digit]}" if 1 < many < 5 else " ".join([say.ONES[digit]] * many)
        for digit, many in _runs(digits)
    )


def with_articles(digits: str, rng: Random) -> str:
    """Four a one a three and a nine."""
    first, *others = (say.ONES[int(digit)] for digit in digits)
    said = [first, *(f"{rng.choice(('a', 'a', 'then a'))} {name}" if name != "eight" else name for name in others)]
    return " ".join([*said[:-1], f"and {said[-1]}"])


def as_years(digits: str, rng: Random) -> str:
    """Nineteen eighty four, forty one hundred, twenty oh five."""
    said = []
    for group in say.groups(digits, 4):
        if len(group) < 4:
            said.append(say.with_oh(group, rng) if len(group) % 2 else _two(group))
        elif group[2:] == "00" and group[0] != "0":
            said.append(f"{_two(group[:2])} hundred")
        else:
            said.append(f"{_two(group[:2])} {_two(group[2:])}")
    return " ".join(said)


def thousands(digits: str, rng: Random) -> str:
    return " ".join(_thousands(group, rng) for group in say.groups(digits, 4))


def hundred_and(digits: str, rng: Random) -> str:
    return " ".join(_hundreds(group, " and ", rng) for group in say.groups(digits, 3))


def area_code(digits: str, rng: Random) -> str:
    """Four eleven, nine oh five, seven hundred."""
    said = []
    for group in say.groups(digits, 3):
        if len(group) < 3 or group[0] == "0" or group[1:] == "00":
            said.append(_hundreds(group, " ", rng))
        else:
            said.append(f"{say.ONES[int(group[0])]} {_two(group[1:])}")
    return " ".join(said)


def tied(digits: str, rng: Random) -> str:
    """Uneven groups with and then between them."""
    zero = rng.choice(("zero", "oh", "nought"))
    first, *others = (say.singly(group, rng, zero) for group in _uneven(digits, rng))
    return " ".join([first, *(f"{rng.choice(_TIES)} {group}" for group in others)])


def signs(digits: str, rng: Random) -> str:
    """Uneven groups with the sign on the paper between them."""
    sign = rng.choice(("space", "hyphen", "dash", "slash", "minus"))
    return f" {sign} ".join(say.with_oh(group, rng) for group in _uneven(digits, rng))


def with_fillers(digits: str, rng: Random) -> str:
    said = [say.ONES[int(digit)] for digit in digits]
    for place in sorted(rng.sample(range(1, len(said)), min(3, len(said) - 1)), reverse=True):
        said.insert(place, rng.choice(_FILLERS))
    return " ".join(said)


def with_aside(digits: str, rng: Random) -> str:
    """Broken off to talk about something else."""
    place = rng.randrange(1, len(digits))
    before, after = (say.with_oh(part, rng) for part in (digits[:place], digits[place:]))
    return f"{before} }} {rng.choice(_ASIDES)} {{ {after}"


def heard_so_far(digits: str, rng: Random) -> str:
    """Waits after each group for a pencil."""
    first, *others = (say.singly(group, rng) for group in say.groups(digits, 3))
    return " ".join([first, *(f"}} {rng.choice(_HEARD)} {{ {group}" for group in others)])


def last_bit(digits: str, rng: Random) -> str:
    """The end of it told apart."""
    place = max(1, len(digits) - 4) if len(digits) > 4 else len(digits) - 1
    return f"{say.with_oh(digits[:place], rng)} }} {rng.choice(_ENDS)} {{ {_pairs(digits[place:])}"


def _pairs(digits: str) -> str:
    return " ".join(_two(two) if len(two) == 2 else say.ONES[int(two)] for two in say.groups(digits, 2))


def group_corrected(digits: str, rng: Random) -> str:
    """A whole group said again because a digit in it was wrong."""
    parts = _uneven(digits, rng)
    at = rng.randrange(len(parts))
    place = rng.randrange(len(parts[at]))
    wrong = parts[at][:place] + _wrong(parts[at][place], rng) + parts[at][place + 1 :]
    said = [say.singly(part, rng) for part in parts]
    said[at] = f"{say.singly(wrong, rng)} {rng.choice(_SLIPS)} {said[at]}"
    return " ".join(said)


def swap_corrected(digits: str, rng: Random) -> str:
    """Two digits said in the wrong order first."""
    places = [place for place in range(len(digits) - 1) if digits[place] != digits[place + 1]]
    if not places:
        return end_corrected(digits, rng)
    place = rng.choice(places)
    before, two, after = digits[:place], digits[place : place + 2], digits[place + 2 :]
    parts = [say.with_oh(before, rng), say.with_oh(two[::-1], rng), rng.choice(_SLIPS), say.with_oh(two + after, rng)]
    return " ".join(filter(None, parts))


def end_corrected(digits: str, rng: Random) -> str:
    wrong = digits[:-1] + _wrong(digits[-1], rng)
    right = say.singly(digits[-2:], rng)
    slip = rng.choice(("sorry that's", "i mean", "no wait", "no"))
    return f"{say.singly(wrong, rng)} {slip} {right}"


def doubtful(digits: str, rng: Random) -> str:
    """A digit that is hard to read."""
    place = rng.randrange(1, len(digits))
    before, after = say.singly(digits[:place], rng), say.singly(digits[place:], rng)
    wrong = say.ONES[int(_wrong(digits[place], rng))]
    return f"{before} }} {rng.choice(('is that a', 'that might be a', 'looks like a'))} {{ {wrong} no {after}"


def group_repeated(digits: str, rng: Random) -> str:
    said = [say.singly(part, rng, "oh") for part in _uneven(digits, rng)]
    at = rng.randrange(len(said))
    said[at] = f"{said[at]} {rng.choice(('', 'so ', 'i mean ', 'okay '))}{said[at]}"
    return " ".join(said)


def twice(digits: str, rng: Random) -> str:
    """Told once quickly and once more slowly."""
    again = rng.choice(("again that's", "i'll say it once more", "one more time for you", "did you catch that it's"))
    return f"{_pairs(digits)} }} {again} {{ {say.singly(digits, rng)}"


def stammered(digits: str, rng: Random) -> str:
    said = [say.ONES[int(digit)] for digit in digits]
    place = rng.randrange(1, len(said))
    said[place] = f"{said[place][0]}- {said[place]}"
    return " ".join(said)


def half_written(digits: str, rng: Random) -> str:
    """4111 double one: figures and words by turns."""
    figures = rng.random() < 0.5
    said = []
    for group in _uneven(digits, rng):
        said.append(group if figures else british(group, rng))
        figures = not figures
    return " ".join(said)


def figures_apart(digits: str, rng: Random) -> str:
    return " ".join(digits)


def figures_with_commas(digits: str, rng: Random) -> str:
    """4,111 where a recogniser thinks of an amount."""
    return " ".join(
        f"{group[0]},{group[1:]}" if len(group) == 4 and group[0] != "0" else group for group in say.groups(digits, 4)
    )


def figures_with_dots(digits: str, rng: Random) -> str:
    """Three, three and what is left."""
    parts = [digits[:3], digits[3:6], *say.groups(digits[6:], 4)]
    return ".".join(filter(None, parts))


def sentences(digits: str, rng: Random) -> str:
    """Said so slowly that each digit is a sentence."""
    return " ".join(f"{say.ONES[int(digit)].title()}." for digit in digits)


def trailing_off(digits: str, rng: Random) -> str:
    return " ".join(f"{say.with_oh(group, rng)}..." for group in say.groups(digits, 3))


def hyphened(digits: str, rng: Random) -> str:
    return ", ".join("-".join(say.ONES[int(digit)] for digit in group) for group in say.groups(digits, 3))


def radio(digits: str, rng: Random) -> str:
    return say.singly(digits, rng).replace("nine", "niner")


def letter_o(digits: str, rng: Random) -> str:
    return say.singly(digits, rng, "o")


def any_zero(digits: str, rng: Random) -> str:
    """Whatever comes to mind for zero."""
    return " ".join(say.singly(digit, rng, rng.choice(("zero", "oh", "nought", "nil", "naught"))) for digit in digits)


UNSEEN: Mapping[str, say.Rendering] = {
    way.__name__.replace("_", " "): way
    for way in (
        british,
        single_double_triple,
        counted,
        with_articles,
        as_years,
        thousands,
        hundred_and,
        area_code,
        tied,
        signs,
        with_fillers,
        with_aside,
        heard_so_far,
        last_bit,
        group_corrected,
        swap_corrected,
        end_corrected,
        doubtful,
        group_repeated,
        twice,
        stammered,
        half_written,
        figures_apart,
        figures_with_commas,
        figures_with_dots,
        sentences,
        trailing_off,
        hyphened,
        radio,
        letter_o,
        any_zero,
    )
}
"""By what they are called."""
