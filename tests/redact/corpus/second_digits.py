"""More ways to say a row of digits, for the half that the recognisers were not written against.

A brace closed and opened again marks words that are said in between and belong to no value.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from random import Random

from tests.redact.corpus import digits as say

_ASIDES = (
    "bear with me",
    "sorry the dog is going mad",
    "it's a bit worn off",
    "have you got that so far",
    "you still there",
    "these are tiny numbers",
    "hang on i need my glasses",
    "just a minute love i'm on the phone",
)
_PAUSES = ("um", "uh", "er", "let me see", "hold on", "and", "okay so")
_TAKEN_BACK = ("no", "no wait", "sorry", "er no", "uh sorry", "i mean", "no sorry")


def _with_zero(zero: str, three: str = "triple") -> say.Rendering:
    """Doubles and triples with another word for zero."""
    return lambda digits, rng: say.multiplied(digits, rng, three).replace("oh", zero)


def _uneven(digits: str, rng: Random, sizes: Sequence[int] = (2, 3, 3, 4)) -> list[str]:
    groups, place = [], 0
    while place < len(digits):
        size = rng.choice(sizes)
        groups.append(digits[place : place + size])
        place += size
    return groups


def _zero(rng: Random) -> str:
    return rng.choice(("oh", "oh", "zero", "nought"))


def _plain(digits: str, rng: Random) -> str:
    return say.singly(digits, rng, _zero(rng))


def _wrong(digit: str, rng: Random) -> str:
    return rng.choice("0123456789".replace(digit, ""))


def _counted(digits: str, rng: Random) -> str:
    """Two fives, three noughts, then a four."""
    said, place = [], 0
    while place < len(digits):
        same = len(digits[place:]) - len(digits[place:].lstrip(digits[place]))
        word = "zero" if digits[place] == "0" else say.ONES[int(digits[place])]
        many = "zeroes" if word == "zero" else f"{word}es" if word == "six" else f"{word}s"
        said.append(word if same == 1 else f"{say.ONES[same] if same < 10 else same} {many}")
        place += same
    return " ".join(said)


def _articles(digits: str, rng: Random) -> str:
    """A four a one another one."""
    said = []
    zero = _zero(rng)
    for before, digit in zip(["", *digits], digits, strict=False):
        word = say.singly(digit, rng, zero)
        article = "another" if before == digit else "an" if word in ("eight", "oh") else "a"
        said.append(f"{article} {word}")
    return " ".join(said)


def _hundred(digits: str, tie: str) -> str:
    if len(digits) < 3 or digits[0] == "0":
        return " ".join(say.pair(part) for part in (digits[:-2], digits[-2:]) if part)
    head = f"{say.ONES[int(digits[0])]} hundred"
    if digits[1:] == "00":
        return head
    return f"{head}{tie} {say.ONES[int(digits[2])] if digits[1] == '0' else say.pair(digits[1:])}"


def _hundreds(tie: str) -> say.Rendering:
    """Four hundred twelve, six hundred and seven."""
    return lambda digits, rng: " ".join(_hundred(three, tie) for three in say.groups(digits, 3))


def _century(digits: str) -> str:
    """Forty one hundred, forty one twelve, four thousand."""
    if len(digits) < 4 or digits[0] == "0":
        return _hundred(digits, "") if len(digits) == 3 else " ".join(map(say.pair, say.groups(digits, 2)))
    if digits[1:] == "000":
        return f"{say.ONES[int(digits[0])]} thousand"
    if digits[2:] == "00":
        return f"{say.pair(digits[:2])} hundred"
    return f"{say.pair(digits[:2])} {say.pair(digits[2:])}"


def _centuries(digits: str, rng: Random) -> str:
    return " ".join(_century(four) for four in say.groups(digits, 4))


def _thousand(digits: str) -> str:
    """Four thousand one hundred and twelve."""
    if len(digits) < 4 or digits[0] == "0":
        return _hundred(digits, " and") if len(digits) < 4 else " ".join(map(say.pair, say.groups(digits, 2)))
    rest = digits[1:].lstrip("0")
    if not rest:
        return f"{say.ONES[int(digits[0])]} thousand"
    small = _hundred(rest, " and") if len(rest) == 3 else f"and {say.pair(rest)}"
    return f"{say.ONES[int(digits[0])]} thousand {small}"


def _thousands(digits: str, rng: Random) -> str:
    return " ".join(_thousand(four) for four in say.groups(digits, 4))


def _between(words: Sequence[str], size: int = 4) -> say.Rendering:
    """Groups with a word of these between them, another each time."""

    def rendering(digits: str, rng: Random) -> str:
        zero = _zero(rng)
        first, *others = (say.singly(group, rng, zero) for group in say.groups(digits, size))
        return first + "".join(f" {rng.choice(words)} {other}" for other in others)

    return rendering


def _uneven_with_pauses(digits: str, rng: Random) -> str:
    first, *others = (say.multiplied(group, rng) for group in _uneven(digits, rng))
    return first + "".join(f" {rng.choice((*_PAUSES, '', ''))} {other}" for other in others)


def _aside(digits: str, rng: Random) -> str:
    """Something else is said in the middle."""
    place = rng.randrange(1, len(digits))
    return f"{_plain(digits[:place], rng)} }} {rng.choice(_ASIDES)} {{ {_plain(digits[place:], rng)}"


def _group_again(digits: str, rng: Random) -> str:
    """A group with a wrong digit is taken back and said again whole."""
    groups = say.groups(digits, rng.choice((3, 4)))
    place = rng.randrange(len(groups))
    group = groups[place]
    slip = rng.randrange(len(group))
    slipped = group[:slip] + _wrong(group[slip], rng) + group[slip + 1 :]
    said = [_plain(one, rng) for one in groups]
    said[place] = f"{_plain(slipped, rng)} {rng.choice(_TAKEN_BACK)} {said[place]}"
    return " ".join(said)


def _swapped(digits: str, rng: Random) -> str:
    """Two digits said the wrong way round."""
    place = rng.randrange(len(digits) - 1)
    two = digits[place : place + 2]
    before, after = _plain(digits[:place], rng), _plain(digits[place + 2 :], rng)
    return f"{before} {_plain(two[::-1], rng)} {rng.choice(_TAKEN_BACK)} {_plain(two, rng)} {after}"


def _begun_again(digits: str, rng: Random) -> str:
    begun = digits[: max(1, len(digits) // 3)]
    again = rng.choice(
        ("let me start again", "scratch that", "i tell a lie", "no that's the wrong line", "from the top")
    )
    return f"{_plain(begun + _wrong(digits[len(begun)], rng), rng)} }} {again} {{ {_plain(digits, rng)}"


def _last_one_changed(digits: str, rng: Random) -> str:
    said = _plain(digits[:-1] + _wrong(digits[-1], rng), rng)
    change = rng.choice(("sorry the last one is a", "no it ends in a", "make that last one a", "i mean the end one is"))
    return f"{said} }} {change} {{ {_plain(digits[-1], rng)}"


def _echoed(digits: str, rng: Random) -> str:
    """Each group said twice."""
    tie = rng.choice(("", "that's", "so that's"))
    return " ".join(f"{_plain(group, rng)} {tie} {_plain(group, rng)}" for group in say.groups(digits, 4))


def _picked_up(digits: str, rng: Random) -> str:
    """After a pause the last two digits are said again."""
    place = rng.randrange(2, len(digits)) if len(digits) > 2 else 1
    head, again = digits[:place], digits[max(0, place - 2) : place]
    return f"{_plain(head, rng)} {rng.choice(('um', 'uh', 'er'))} {_plain(again + digits[place:], rng)}"


def _stammered(digits: str, rng: Random) -> str:
    words = _plain(digits, rng).split()
    place = rng.randrange(len(words))
    words[place] = f"{words[place]} {rng.choice(('', 'uh', 'um'))} {words[place]}"
    return " ".join(words)


def _placed(digits: str, rng: Random) -> str:
    """Each group is announced."""
    first, *others = (_plain(group, rng) for group in say.groups(digits, 4 if len(digits) > 4 else 2))
    announced = ("the next bit is", "next", "after that it's", "the next ones are")
    said = [f"}} {rng.choice(announced)} {{ {other}" for other in others[:-1]]
    last = [f"}} {rng.choice(('and the last ones are', 'and it ends', 'and finally'))} {{ {one}" for one in others[-1:]]
    return " ".join([first, *said, *last])


def _checked(digits: str, rng: Random) -> str:
    return f"{_plain(digits, rng)} }} {rng.choice(('did you get that', 'is that what you have', 'i think', 'yeah'))} {{"


def _misheard(digits: str, rng: Random) -> str:
    """Some digits heard as the words that sound alike."""
    alike = {"2": ("to", "too"), "4": ("for",), "8": ("ate",), "1": ("won",)}
    said = _plain(digits, rng).split()
    for place in rng.sample(range(len(digits)), max(1, len(digits) // 6)):
        said[place] = rng.choice(alike.get(digits[place], (said[place],)))
    return " ".join(said)


def _mixed(digits: str, rng: Random) -> str:
    """4111 double one forty two three."""
    ways: tuple[say.Rendering, ...] = (_plain, say.multiplied, say.paired, say.written(""), say.written(""))
    return " ".join(rng.choice(ways)(group, rng) for group in _uneven(digits, rng))


def _hyphened(digits: str, rng: Random) -> str:
    return " ".join("-".join(say.singly(group, rng).split()) for group in say.groups(digits, 4))


def _asking(digits: str, rng: Random) -> str:
    """Read with a rising voice: groups with question marks."""
    ways = (_plain, say.written(""))
    return " ".join(f"{rng.choice(ways)(group, rng)}?" for group in say.groups(digits, 4))


def _sentences(digits: str, rng: Random) -> str:
    return " ".join(f"{_plain(group, rng).capitalize()}." for group in _uneven(digits, rng, (3, 4)))


def _by_phone_pattern(digits: str, rng: Random) -> str:
    """Written the way recognisers write telephone numbers, whatever it is."""
    if len(digits) == 11:
        return f"{digits[:5]} {digits[5:]}"
    if len(digits) == 10 and rng.random() < 0.5:
        return f"({digits[:3]}) {digits[3:6]}-{digits[6:]}"
    tens = ((ten[:3], ten[3:6], ten[6:]) for ten in say.groups(digits, 10))
    return "-".join(part for ten in tens for part in ten if part)


def _with_commas(digits: str, rng: Random) -> str:
    """Written as if each group were a quantity: 411,122."""
    return " ".join(group if group[0] == "0" else f"{int(group):,}" for group in say.groups(digits, 6))


def _written_uneven(between: str) -> say.Rendering:
    return lambda digits, rng: between.join(_uneven(digits, rng, (1, 2, 3, 4)))


def _written_apart(between: str) -> say.Rendering:
    return lambda digits, rng: between.join(digits)


def _after(rendering: say.Rendering, change: Callable[[str], str]) -> say.Rendering:
    return lambda digits, rng: change(rendering(digits, rng))


RENDERINGS: Mapping[str, say.Rendering] = {
    "noughts and trebles": _with_zero("nought", "treble"),
    "naught": _with_zero("naught"),
    "letter o": _with_zero("o"),
    "counted": _counted,
    "a four a one": _articles,
    "niner": _after(say.singly, lambda said: said.replace("nine", "niner")),
    "four hundred twelve": _hundreds(""),
    "four hundred and twelve": _hundreds(" and"),
    "forty one hundred": _centuries,
    "four thousand and twelve": _thousands,
    "threes with pauses": _between(("um", "uh", "er", "and"), 3),
    "pairs with pauses": _between(("", "", "uh", "um", "and"), 2),
    "fours and then": _between(("and then", "then", "followed by")),
    "spaces": _between(("space",)),
    "dashes": _between(("dash", "hyphen")),
    "each and then": _between(("then", "and then", "and"), 1),
    "dashed threes": _between(("dash",), 3),
    "uneven with pauses": _uneven_with_pauses,
    "aside": _aside,
    "group again": _group_again,
    "swapped": _swapped,
    "begun again": _begun_again,
    "last one changed": _last_one_changed,
    "echoed": _echoed,
    "picked up": _picked_up,
    "stammered": _stammered,
    "placed": _placed,
    "checked": _checked,
    "misheard": _misheard,
    "mixed": _mixed,
    "hyphened words": _hyphened,
    "asking": _asking,
    "sentences": _sentences,
    "phone pattern": _by_phone_pattern,
    "with commas": _with_commas,
    "written uneven": _written_uneven(" "),
    "written uneven commas": _written_uneven(", "),
    "written apart": _written_apart(" "),
    "written dashes": _written_apart("-"),
}
