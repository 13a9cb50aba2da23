"""What the training voices say: word salads, numbers, names, and the training templates of the grammar.

Salads keep the model listening: a model that hears only sentences of a grammar learns to guess them.
Sentence templates that the grammar holds out are never used here; their words may occur in salads.
"""

from functools import cache
from pathlib import Path
from random import Random

from demo.grammar import practice
from demo.grammar import words as slots
from demo.grammar.acts import HELD_OUT_IDS, TEMPLATES
from demo.grammar.filling import filled
from demo.grammar.sentences import vocabulary
from demo.grammar.template import Template

WORDS = Path(__file__).with_name("words.txt")


def utterance(rng: Random) -> str:
    """One utterance of lower-case words, 1 to about 20 of them."""
    kind = rng.choices((salad, numbers, details, template_sentence), weights=(32, 15, 13, 40))[0]
    return kind(rng)


def salad(rng: Random) -> str:
    """Random words: general words, or twice as often words that calls can contain."""
    words = rng.choice((general_words(), grammar_words(), grammar_words()))
    return " ".join(rng.choices(words, k=rng.randint(1, 9)))


def numbers(rng: Random) -> str:
    """Digits, amounts, dates: what is read aloud from cards and bills."""
    digits = "".join(rng.choices("0123456789", k=rng.choice((3, 4, 4, 5, 7, 10, 16))))
    kinds = (
        slots.digits_spoken(digits, rng),
        f"{slots.number(rng.randrange(1, 1000))} dollars",
        f"{slots.number(rng.randrange(1, 100))} ninety {rng.choice(('nine', 'five'))}",
        f"{rng.choice(slots.MONTHS)} {slots.ordinal(rng.randint(1, 31))} nineteen {slots.number(rng.randint(40, 99))}",
        f"the {slots.ordinal(rng.randint(1, 31))} of {rng.choice(slots.MONTHS)}",
        f"{slots.number(rng.randrange(1, 13))} {slots.number(rng.randrange(24, 35))}",
    )
    return rng.choice(kinds)


def details(rng: Random) -> str:
    """Names, letters, addresses, e-mail addresses, days, amid a few salad words."""
    first, last = rng.choice(slots.FIRST_NAMES), rng.choice(slots.SURNAMES)
    letters = " ".join(rng.choices("abcdefghijklmnopqrstuvwxyz", k=rng.randint(2, 6)))
    kinds = (
        f"{first} {last}",
        f"{last} {letters}",
        f"{first} dot {last} at {rng.choice(slots.MAIL_HOSTS)}",
        f"{slots.number(rng.randrange(1, 200))} {rng.choice(slots.STREETS)} {rng.choice(slots.TOWNS)}",
        f"{rng.choice(slots.DAYS)} {rng.choice(slots.MONTHS)} {rng.choice(slots.TOWNS)} {first}",
        letters,
    )
    return f"{rng.choice(('', salad(rng)))} {rng.choice(kinds)}".strip()


def template_sentence(rng: Random) -> str:
    """A training template with its slots filled, sometimes cut or joined to a salad."""
    sentence = " ".join(filled(rng.choice(training_templates()), rng))
    if rng.random() < 0.3:
        words = sentence.split()
        start = rng.randrange(len(words))
        sentence = " ".join(words[start : start + rng.randint(2, 8)])
        return f"{sentence} {salad(rng)}" if rng.random() < 0.5 else f"{salad(rng)} {sentence}"
    return sentence


@cache
def training_templates() -> tuple[Template, ...]:
    known = (template for template in TEMPLATES.values() if template.id not in HELD_OUT_IDS)
    return (*known, *practice.TEMPLATES)


@cache
def general_words() -> tuple[str, ...]:
    return tuple(dict.fromkeys(WORDS.read_text(encoding="utf-8").split()))


@cache
def grammar_words() -> tuple[str, ...]:
    """Every word a call can contain, in alphabetical order."""
    return tuple(sorted(vocabulary()))
