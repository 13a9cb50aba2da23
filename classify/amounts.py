"""Numbers in running words: "one hundred and twenty five dollars" becomes "125 dollars"."""

from collections.abc import Iterator, Sequence

from classify.spoken import TEENS, TENS, UNITS

SMALL = {word: int(sign) for word, sign in (UNITS | TEENS).items() if word not in {"o", "oh"}}
TENS_OF = {word: int(sign) * 10 for word, sign in TENS.items()}
SCALES = {"hundred": 100, "thousand": 1_000}


def with_digits(words: Sequence[str]) -> str:
    """The words, small letters, with every spoken whole number below a million in digits."""
    return " ".join(_digits(words))


def _digits(words: Sequence[str]) -> Iterator[str]:
    at = 0
    while at < len(words):
        value, after = _number(words, at)
        yield words[at] if value is None else str(value)
        at = after


def _number(words: Sequence[str], at: int) -> tuple[int | None, int]:
    """The number that begins at a word, and the word behind it; None where none begins."""
    if words[at] not in SMALL | TENS_OF:
        return None, at + 1
    total, part = 0, 0
    while at < len(words):
        word = words[at]
        if word in SCALES:
            part = max(part, 1) * SCALES[word]
            total, part = (total + part, 0) if word == "thousand" else (total, part)
        elif _fits(word, part):
            part += (SMALL | TENS_OF)[word]
        elif not (word == "and" and part >= 100 and at + 1 < len(words) and words[at + 1] in SMALL | TENS_OF):
            break
        at += 1
    return total + part, at


def _fits(word: str, part: int) -> bool:
    """Whether a word goes on the number read so far: tens after hundreds, units after tens."""
    if word in TENS_OF:
        return part % 100 == 0
    return word in SMALL and (part % 100 == 0 or (part % 10 == 0 and part % 100 >= 20 and 0 < SMALL[word] < 10))
