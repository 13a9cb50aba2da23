"""Ways in which the people of the sixth half read digits and letters out, group by group."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import groupby, pairwise
from random import Random

Groups = Sequence[str]
"""A value as it stands on the card or the letter: "4111 1111" is two groups."""
Way = Callable[[Groups, Random], list[str]]
"""Says each group; one text a breath."""
Speak = Callable[[str, Random], str]

UNITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
TEENS = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
RADIO = {
    word[0].upper(): word
    for word in (
        "alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel", "india", "juliet", "kilo", "lima",
        "mike", "november", "oscar", "papa", "quebec", "romeo", "sierra", "tango", "uniform", "victor", "whiskey",
        "x-ray", "yankee", "zulu",
    )
}  # fmt: skip
HOMELY = {
    word[0].upper(): word
    for word in (
        "apple", "boy", "cat", "dog", "egg", "Freddie", "George", "Harry", "ice", "jam", "king", "London", "mother",
        "Nelly", "orange", "Peter", "queen", "Robert", "sugar", "Tommy", "umbrella", "violin", "water", "xylophone",
        "yellow", "zebra",
    )
}  # fmt: skip
FILLERS = ("uh", "um", "er", "hold on", "let me see", "wait", "and then", "okay")


def below_hundred(number: int) -> str:
    """42 is "forty two"."""
    if number < 10:
        return UNITS[number]
    if number < 20:
        return TEENS[number - 10]
    ten, one = divmod(number, 10)
    return f"{TENS[ten]} {UNITS[one]}" if one else TENS[ten]


def below_ten_thousand(number: int) -> str:
    """1420 is "one thousand four hundred and twenty"."""
    thousands, rest = divmod(number, 1000)
    hundreds, small = divmod(rest, 100)
    said = [f"{UNITS[thousands]} thousand"] if thousands else []
    if hundreds:
        said.append(f"{UNITS[hundreds]} hundred")
    if small or not said:
        said.append(f"and {below_hundred(small)}" if said else below_hundred(small))
    return " ".join(said)


def singly(zero: str) -> Speak:
    return lambda run, rng: " ".join(zero if digit == "0" else UNITS[int(digit)] for digit in run)


OH, ZERO, NOUGHT = singly("oh"), singly("zero"), singly("nought")


def doubled(run: str, rng: Random) -> str:
    """As in "double four", "triple seven"."""
    zero = rng.choice(("oh", "zero"))
    said = []
    for digit, same in groupby(run):
        left = len(list(same))
        name = zero if digit == "0" else UNITS[int(digit)]
        while left:
            take = 3 if left == 3 else min(2, left)
            said.append(("", "double ", "triple ")[take - 1] + name)
            left -= take
    return " ".join(said)


def counted(run: str, rng: Random) -> str:
    """As in "three zeros", "two sevens", as people do who count what they see."""
    said = []
    for digit, same in groupby(run):
        count, name = len(list(same)), UNITS[int(digit)]
        plural = name + ("es" if name == "six" else "s")
        said.append(name if count == 1 else f"{UNITS[count]} {plural}")
    return " ".join(said)


def times(run: str, rng: Random) -> str:
    """As in "two times five": how it is put in German, Dutch and Polish."""
    said = []
    for digit, same in groupby(run):
        count = len(list(same))
        said.append(UNITS[int(digit)] if count == 1 else f"{UNITS[count]} times {UNITS[int(digit)]}")
    return " ".join(said)


def in_pairs(run: str, rng: Random) -> str:
    """As in "forty one eleven"; an odd digit stands first or last."""
    odd = rng.choice((0, 1)) if len(run) % 2 else 0
    pieces = ([run[:odd]] if odd else []) + [run[at : at + 2] for at in range(odd, len(run), 2)]
    return " ".join(map(_pair, pieces))


def _pair(two: str) -> str:
    if len(two) == 1:
        return OH(two, _NO_CHANCE)
    if two == "00":
        return "double oh"
    return f"oh {UNITS[int(two[1])]}" if two[0] == "0" else below_hundred(int(two))


_NO_CHANCE = Random(0)
"""For ways that choose nothing."""


def in_hundreds(run: str, rng: Random) -> str:
    """As in "four hundred and twelve", "forty two hundred"; what begins with a nought goes digit by digit."""
    if len(run) > 4:
        middle = len(run) // 2
        return f"{in_hundreds(run[:middle], rng)} {in_hundreds(run[middle:], rng)}"
    if run[0] == "0":
        return OH(run, rng)
    if len(run) == 4 and run.endswith("00"):
        return f"{below_hundred(int(run[:2]))} hundred"
    if len(run) == 3:
        joint = rng.choice((" hundred and ", " hundred ")) if run[1:] != "00" else " hundred"
        return UNITS[int(run[0])] + joint + (below_hundred(int(run[1:])) if run[1:] != "00" else "")
    return in_pairs(run, rng) if len(run) == 4 else below_hundred(int(run))


def with_commas(run: str, rng: Random) -> str:
    return ", ".join(ZERO(digit, rng) for digit in run)


def with_ands(run: str, rng: Random) -> str:
    return " and ".join(OH(run[at : at + 2], rng) for at in range(0, len(run), 2))


def hesitating(run: str, rng: Random) -> str:
    words = OH(run, rng).split()
    words.insert(rng.randint(1, len(words) - 1) if len(words) > 1 else 0, rng.choice(FILLERS))
    return " ".join(words)


def slipping(run: str, rng: Random) -> str:
    """One digit said wrong and said again: "four one three no sorry four one two"."""
    place = rng.randrange(len(run))
    wrong = run[:place] + str((int(run[place]) + rng.randint(1, 9)) % 10)
    excuse = rng.choice(("no sorry", "sorry", "no wait", "I mean"))
    return f"{OH(wrong, rng)} {excuse} {OH(run, rng)}"


def singly_and_in_pairs(run: str, rng: Random) -> str:
    return " ".join(rng.choice((OH, in_pairs))(run[at : at + 2], rng) for at in range(0, len(run), 2))


def figures(run: str, rng: Random) -> str:
    return run


def single_figures(run: str, rng: Random) -> str:
    return " ".join(run)


def letter_manner(rng: Random) -> str:
    """Letters by name, by the radio alphabet, or by whatever word comes to mind; one speaker keeps to one manner."""
    return rng.choice(("name", "name", "name", "radio", "radio", "for", "as in"))


def spelled(text: str, manner: str) -> str:
    """Letters in a `manner`: name, radio, for ("B for boy") or as in ("B as in boy")."""
    if manner == "name":
        return " ".join(text.upper())
    if manner == "radio":
        return " ".join(RADIO.get(letter, letter) for letter in text.upper())
    return " ".join(f"{letter} {manner} {HOMELY.get(letter, letter)}" for letter in text.upper())


def _kind(char: str) -> str:
    return "digit" if char.isdigit() else "letter" if char.isalpha() else "plus"


def _group(group: str, digits: Speak, manner: str, rng: Random) -> str:
    said = []
    for kind, chars in groupby(group, key=_kind):
        run = "".join(chars)
        said.append(digits(run, rng) if kind == "digit" else spelled(run, manner) if kind == "letter" else kind)
    return " ".join(said)


def spoken(digits: Speak, between: str = "") -> Way:
    """Every group said by `digits`, letters in one manner, with `between` behind each group but the last."""

    def say(groups: Groups, rng: Random) -> list[str]:
        manner = letter_manner(rng)
        breaths = [_group(group, digits, manner, rng) for group in groups]
        return [*(breath + between for breath in breaths[:-1]), breaths[-1]]

    return say


def _written(groups: Groups, rng: Random) -> list[str]:
    return list(groups)


def _joined(mark: str) -> Way:
    return lambda groups, rng: [mark.join(groups)]


def _twice(groups: Groups, rng: Random) -> list[str]:
    return [f"{one}, {one}," for one in spoken(OH)(groups, rng)]


def _in_turn(groups: Groups, rng: Random) -> list[str]:
    """Groups in words and in figures, as recognisers change their mind."""
    if len(groups) == 1 and len(groups[0]) > 2:
        groups = _regrouped(groups[0], rng, longest=2)
    first = rng.randrange(2)
    words = spoken(OH)(groups, rng)
    return [words[at] if at % 2 == first else group for at, group in enumerate(groups)]


def _regrouped(value: str, rng: Random, *, longest: int) -> list[str]:
    """Letters stay together; digits are cut wherever the reader breathes."""
    pieces = []
    for letters, chars in groupby(value, key=str.isalpha):
        run = "".join(chars)
        while run:
            size = len(run) if letters else rng.randint(1, longest) + run.startswith("+")
            pieces.append(run[:size])
            run = run[size:]
    return pieces


def _odd(way: Way, longest: int) -> Way:
    return lambda groups, rng: way(_regrouped("".join(groups), rng, longest=longest), rng)


def _slips_once(groups: Groups, rng: Random) -> list[str]:
    wrong = rng.choice([at for at, group in enumerate(groups) if any(map(str.isdigit, group))])
    manner = letter_manner(rng)
    return [_group(group, slipping if at == wrong else OH, manner, rng) for at, group in enumerate(groups)]


WAYS: Mapping[str, Way] = {
    "one by one, oh": spoken(OH),
    "one by one, zero": spoken(ZERO),
    "one by one, nought": spoken(NOUGHT),
    "a comma behind each group": spoken(OH, ","),
    "a stop behind each group": spoken(ZERO, "."),
    "a comma behind each digit": spoken(with_commas, ","),
    "doubles and triples": spoken(doubled),
    "doubles, with breaths": spoken(doubled, ","),
    "counted": spoken(counted),
    "so many times": spoken(times),
    "in pairs": spoken(in_pairs),
    "in pairs, with breaths": spoken(in_pairs, ","),
    "singly and in pairs": spoken(singly_and_in_pairs),
    "in hundreds": spoken(in_hundreds),
    "with ands": spoken(with_ands),
    "then between": spoken(OH, " then"),
    "hesitating": spoken(hesitating),
    "a slip of the tongue": _slips_once,
    "each group twice": _twice,
    "dash said": spoken(ZERO, " dash"),
    "odd groups": _odd(spoken(OH, ","), 5),
    "figures in groups": _written,
    "figures, odd groups": _odd(_written, 4),
    "figures with dashes": _joined("-"),
    "figures in one": _joined(""),
    "figures one by one": spoken(single_figures),
    "words and figures in turn": _in_turn,
}
SHORT_WAYS = {name: WAYS[name] for name in WAYS if name not in {"dash said", "a stop behind each group"}}
"""For what has three to eight digits."""


def slip(groups: Groups, rng: Random) -> list[str]:
    """The same value with two neighbouring digits exchanged, or one misread."""
    value = " ".join(groups)
    swaps = [at for at, (one, two) in enumerate(pairwise(value)) if one != two and (one + two).isdigit()]
    if swaps and rng.random() < 1 / 2:
        at = rng.choice(swaps)
        value = value[:at] + value[at + 1] + value[at] + value[at + 2 :]
    else:
        at = rng.choice([at for at, char in enumerate(value) if char.isdigit()])
        value = value[:at] + str((int(value[at]) + rng.randint(1, 9)) % 10) + value[at + 1 :]
    return value.split(" ")


def pieces(breaths: Sequence[str], count: int) -> list[str]:
    """The breaths dealt out over `count` turns, as evenly as they go."""
    bounds = [round(at * len(breaths) / count) for at in range(count + 1)]
    return [" ".join(breaths[start:end]) for start, end in pairwise(bounds)]


def one_breath_each(groups: Iterable[str]) -> list[str]:
    """Every character a group of its own, for values too short to be split otherwise."""
    return [char for group in groups for char in group]
