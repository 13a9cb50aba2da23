"""How the recogniser spells a call: with capitals and marks, or bare and in lower case."""

from __future__ import annotations

from random import Random

MARKED = 0.5
"""Share of calls that come with capitals and punctuation."""


def as_heard(said: str, rng: Random) -> list[str]:
    """The turns of a wording, all of them spelled in one of the two ways."""
    spell = _marked if rng.random() < MARKED else _bare
    lines = []
    for turn in said.split("|"):
        side, text = turn.strip().split(": ", 1)
        lines.append(f"{side}: {spell(text)}")
    return lines


def _marked(text: str) -> str:
    """A sentence begins with a capital; what follows a full stop too."""
    words, begins = [], True
    for word in text.split():
        words.append(_capital(word) if begins and "@" not in word else word)
        begins = word.rstrip("}")[-1:] in (".", "?", "!") and not word.rstrip("}").endswith("...")
    return " ".join(words)


def _capital(word: str) -> str:
    brace = "{" * word.startswith("{")
    bare = word.removeprefix("{")
    return f"{brace}{bare[:1].upper()}{bare[1:]}"


def _bare(text: str) -> str:
    return " ".join(word for word in map(_bare_word, text.split()) if word)


def _bare_word(word: str) -> str:
    closing = "}" * word.endswith("}")
    word = word.removesuffix("}").rstrip(".,?!") + closing
    has_both = any(char.isdigit() for char in word) and any(char.isalpha() for char in word)
    return word if has_both and "@" not in word else word.lower()
