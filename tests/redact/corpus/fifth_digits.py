"""How people say a long number: digit by digit, in twos and threes, in figures, with second thoughts."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from redact.lexicon.wordlist import row

UNITS = row("zero one two three four five six seven eight nine")
TEENS = row("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen")
TENS = row("twenty thirty forty fifty sixty seventy eighty ninety")
_PAUSES = ("um", "uh", "er")
_CORRECTIONS = ("no sorry", "sorry", "no wait", "i mean")

Say = Callable[[str], str]
Group = Callable[[str, Random], str]
Arrange = Callable[[list[str], Random], list[str]]


@dataclass(frozen=True, slots=True)
class Way:
    """One manner of saying a number; `groups` of digits or letters go in, a stretch of words each comes out.

    `regroup` breaks the number anew, whatever its own groups are: 0 leaves it whole. `between` stands between two
    groups, `arrange` changes what is said of them afterwards.
    """

    name: str
    group: Group
    between: str = " "
    regroup: int | None = None
    arrange: Arrange | None = None

    def say(self, groups: Sequence[str], rng: Random) -> str:
        if self.regroup is not None:
            whole = "".join(groups)
            size = self.regroup or len(whole)
            groups = [whole[start : start + size] for start in range(0, len(whole), size)]
        said = [self.group(group, rng) for group in groups]
        return self.between.join(self.arrange(said, rng) if self.arrange else said)


def below_hundred(value: int) -> str:
    """As in "seven", "fourteen", "thirty two"."""
    if value < 20:
        return (UNITS + TEENS)[value]
    return TENS[value // 10 - 2] + (f" {UNITS[value % 10]}" if value % 10 else "")


def below_million(value: int) -> str:
    """As in "four hundred and twelve", "twelve thousand three hundred and five"."""
    if value < 100:
        return below_hundred(value)
    if value < 1000:
        rest = value % 100
        return f"{UNITS[value // 100]} hundred" + (f" and {below_hundred(rest)}" if rest else "")
    rest = value % 1000
    joined = "" if not rest else f" and {below_hundred(rest)}" if rest < 100 else f" {below_million(rest)}"
    return f"{below_million(value // 1000)} thousand{joined}"


def year(value: int) -> str:
    """As in "nineteen eighty four", "two thousand and six", "twenty twenty one"."""
    if value // 100 == 20:
        rest = value % 100
        if rest < 10:
            return "two thousand" + (f" and {UNITS[rest]}" if rest else "")
    return f"{below_hundred(value // 100)} {oh_pair(f'{value % 100:02d}')}"


def single(zero: str) -> Say:
    """Digit by digit; `zero` is the caller's word for 0."""
    return lambda group: " ".join(zero if char == "0" else UNITS[int(char)] for char in group)


def doubled(zero: str) -> Say:
    """As in "double four", "triple oh"; four alike are twice a double."""

    def say(group: str) -> str:
        said: list[str] = []
        while group:
            run = len(group) - len(group.lstrip(group[0]))
            run = 2 if run == 4 else min(run, 3)
            said.append({1: "", 2: "double ", 3: "triple "}[run] + single(zero)(group[0]))
            group = group[run:]
        return " ".join(said)

    return say


def oh_pair(two: str) -> str:
    """Two digits as one goes on: "oh four", "seventeen", "double oh"."""
    if two == "00":
        return "double oh"
    return f"oh {UNITS[int(two[1])]}" if two[0] == "0" else below_hundred(int(two))


def pairs(group: str) -> str:
    """As in "forty nine twenty nine"; an odd digit comes first, as in "four twenty nine"."""
    odd = len(group) % 2
    first = [single("oh")(group[:1])] if odd else []
    return " ".join(first + [oh_pair(group[start : start + 2]) for start in range(odd, len(group), 2)])


def hundreds(group: str) -> str:
    """As in "forty nine hundred", "six hundred", "three thousand" where the zeros allow it."""
    if len(group) == 4 and group.endswith("000") and group[0] != "0":
        return f"{UNITS[int(group[0])]} thousand"
    if len(group) in (3, 4) and group.endswith("00") and group[0] != "0":
        return f"{below_hundred(int(group[:-2]))} hundred"
    return pairs(group)


def _hyphened(group: str) -> str:
    words = pairs(group).split()
    said: list[str] = []
    for word in words:
        if said and said[-1] in TENS and word in UNITS[1:]:
            said[-1] += f"-{word}"
        else:
            said.append(word)
    return " ".join(said)


def _plain(say: Say) -> Group:
    return lambda group, rng: say(group)


def _hesitant(group: str, rng: Random) -> str:
    """With an "um" somewhere inside."""
    words = single("zero")(group).split()
    place = rng.randrange(1, len(words)) if len(words) > 1 else 0
    return " ".join([*words[:place], rng.choice(_PAUSES), *words[place:]])


def _drawn_out(group: str, rng: Random) -> str:
    return " ".join(f"{word}..." for word in single("oh")(group).split())


def _by_turns(one: Say, other: Say) -> Group:
    """Each group either way, as it comes."""
    return lambda group, rng: rng.choice((one, other))(group)


def _repeated(said: list[str], rng: Random) -> list[str]:
    place = rng.randrange(len(said))
    return [*said[: place + 1], said[place], *said[place + 1 :]]


def corrected(said: list[str], rng: Random) -> list[str]:
    """One group begun wrongly: its last word is another, then the whole group again."""
    place = rng.randrange(len(said))
    words = said[place].split()
    wrong = [*words[:-1], rng.choice([word for word in UNITS if word != words[-1]])]
    return [*said[:place], f"{' '.join(wrong)} {rng.choice(_CORRECTIONS)} {said[place]}", *said[place + 1 :]]


def _started_over(said: list[str], rng: Random) -> list[str]:
    begun = " ".join(said).split()[:2]
    return [f"{' '.join(begun)} wait sorry {said[0]}", *said[1:]]


def _figures_first(said: list[str], rng: Random) -> list[str]:
    """The first half in words, the rest as the recogniser began to write figures."""
    half = len(said) // 2
    return said[:half] + [_figures(one) for one in said[half:]]


def _figures_last(said: list[str], rng: Random) -> list[str]:
    half = (len(said) + 1) // 2
    return [_figures(one) for one in said[:half]] + said[half:]


def _figures(words: str) -> str:
    return "".join(str(UNITS.index(word)) for word in words.split())


def _as_written(group: str) -> str:
    return group


WAYS = (
    Way("one by one", _plain(single("zero"))),
    Way("one by one, oh", _plain(single("oh"))),
    Way("one by one, nought", _plain(single("nought"))),
    Way("groups, commas", _plain(single("zero")), ", "),
    Way("doubles", _plain(doubled("zero"))),
    Way("doubles, oh, commas", _plain(doubled("oh")), ", "),
    Way("doubles anywhere", _plain(doubled("oh")), regroup=0),
    Way("twos", _plain(pairs)),
    Way("twos, commas", _plain(pairs), ", ", regroup=2),
    Way("twos, hyphened", _plain(_hyphened)),
    Way("twos or one by one", _by_turns(pairs, single("oh"))),
    Way("doubles or twos", _by_turns(pairs, doubled("zero")), ", "),
    Way("hundreds", _plain(hundreds)),
    Way("threes", _plain(single("zero")), ", ", regroup=3),
    Way("threes, four twenty nine", _plain(pairs), " ", regroup=3),
    Way("figures, whole", _plain(_as_written), regroup=0),
    Way("figures, groups", _plain(_as_written)),
    Way("figures, commas", _plain(_as_written), ", "),
    Way("figures, dashes", _plain(_as_written), "-"),
    Way("figures, one by one", _plain(" ".join), " "),
    Way("figures, one by one, commas", _plain(", ".join), ", "),
    Way("figures, threes", _plain(_as_written), regroup=3),
    Way("words then figures", _plain(single("zero")), arrange=_figures_first),
    Way("figures then words", _plain(single("zero")), ", ", arrange=_figures_last),
    Way("uh between", _plain(single("oh")), " uh "),
    Way("and then between", _plain(single("zero")), " and then "),
    Way("then between, twos", _plain(pairs), " then "),
    Way("dash between", _plain(single("zero")), " dash "),
    Way("hesitant", _hesitant),
    Way("drawn out", _drawn_out),
    Way("a group twice", _plain(single("zero")), ", ", arrange=_repeated),
    Way("corrected", _plain(single("zero")), " ", arrange=corrected),
    Way("corrected, oh, commas", _plain(single("oh")), ", ", arrange=corrected),
    Way("started over", _plain(single("oh")), arrange=_started_over),
)
"""For numbers of several groups."""
SHORT_WAYS = (
    Way("one by one", _plain(single("zero"))),
    Way("one by one, oh", _plain(single("oh"))),
    Way("one by one, commas", lambda group, rng: ", ".join(single("zero")(group).split())),
    Way("doubles", _plain(doubled("zero"))),
    Way("doubles, oh", _plain(doubled("oh"))),
    Way("twos", _plain(pairs)),
    Way("twos, hyphened", _plain(_hyphened)),
    Way("hundreds", _plain(hundreds)),
    Way("figures", _plain(_as_written)),
    Way("figures, one by one", _plain(" ".join)),
    Way("figures, commas", _plain(", ".join)),
    Way("hesitant", _hesitant),
    Way("drawn out", _drawn_out),
    Way("corrected", _plain(single("zero")), arrange=corrected),
    Way("said twice", _plain(single("zero")), ", ", arrange=_repeated),
    Way("started over", _plain(single("oh")), arrange=_started_over),
)
"""For a code of a few digits."""
BACK = (
    Way("agent, one by one", _plain(single("zero")), ", "),
    Way("agent, oh", _plain(single("oh"))),
    Way("agent, doubles", _plain(doubled("zero"))),
    Way("agent, twos", _plain(pairs)),
    Way("agent, figures", _plain(_as_written)),
)
"""How an agent reads it back."""
