"""Which language a call is in, and whether anybody here listens to that language."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

SURE: Final = 0.6
"""Below this a language that nobody listens to is more likely a bad line in one that somebody does."""


class OtherLanguageError(Exception):
    """A call is in a language that nobody listens to; nothing was written down."""

    def __init__(self, language: str) -> None:
        super().__init__(f"the call is in the language {language!r}")
        self.language = language


@dataclass(frozen=True, slots=True)
class Spoken:
    """The language of a call by its code (`en`), and how probable it is; None where it was told, not heard."""

    language: str
    probability: float | None = None
    is_heard: bool = True
    """False if the call is left alone because it is surely in a language that nobody listens to."""


def spoken_language(windows: Sequence[Sequence[tuple[str, float]]], *, among: Collection[str] = ()) -> Spoken:
    """The most probable language over all windows; each ranks tokens such as `<|en|>`.

    Where only the languages `among` are listened to, another one must be sure, else the likeliest of them is
    taken.
    """
    mean: dict[str, float] = {}
    for ranking in windows:
        for token, probability in ranking:
            language = token[2:-2]
            mean[language] = mean.get(language, 0.0) + probability / len(windows)
    best = max(mean, key=lambda language: mean[language])
    if not among or best in among:
        return Spoken(best, mean[best])
    if mean[best] >= SURE:
        return Spoken(best, mean[best], is_heard=False)
    likeliest = max(sorted(among), key=lambda language: mean.get(language, 0.0))
    return Spoken(likeliest, mean.get(likeliest, 0.0))
