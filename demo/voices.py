"""The synthetic voices of the demo: text in, telephone-rate sound with exact word and phone times out.

Two synthesisers of Debian are used through their shared libraries: espeak-ng (`demo.espeak`) and
flite (`demo.flite`). The same voices speak the sample calls and teach the demo speech model, except
`HELD_OUT_VOICE`, which the model never hears in training.
"""

from dataclasses import dataclass
from functools import cache
from math import gcd
from typing import Protocol

import numpy as np
import numpy.typing as npt
from scipy.signal import resample_poly

RATE = 8_000
"""Samples per second of everything `speak` returns: the telephone's rate."""


@dataclass(frozen=True)
class Voice:
    """One speaker: which synthesiser, its name there, and whether it sounds like a woman or a man."""

    engine: str
    name: str
    gender: str


VOICES: dict[str, Voice] = {
    "espeak-m1": Voice("espeak", "en-us+m1", "male"),
    "espeak-m7": Voice("espeak", "en-us+m7", "male"),
    "espeak-f2": Voice("espeak", "en-us+f2", "female"),
    "espeak-f4": Voice("espeak", "en-us+f4", "female"),
    "flite-slt": Voice("flite", "slt", "female"),
    "flite-rms": Voice("flite", "rms", "male"),
}
HELD_OUT_VOICE = "espeak-f1"
_ALL_VOICES = VOICES | {HELD_OUT_VOICE: Voice("espeak", "en-us+f1", "female")}


@dataclass(frozen=True)
class SpokenWord:
    """One whitespace-separated token of the text; times in seconds from the first sample."""

    word: str
    start: float
    end: float


@dataclass(frozen=True)
class SpokenPhone:
    """One speech sound under the synthesiser's own name for it; times in seconds. Pauses are left out."""

    name: str
    start: float
    end: float


@dataclass(frozen=True)
class Spoken:
    """Float32 samples in -1..1 at `RATE`, with one word per token of the text and its phones in order."""

    samples: npt.NDArray[np.float32]
    words: tuple[SpokenWord, ...]
    phones: tuple[SpokenPhone, ...]

    @property
    def duration(self) -> float:
        """Seconds."""
        return len(self.samples) / RATE


@dataclass(frozen=True)
class TokenPhone:
    """A phone as a synthesiser reports it: the index of its token in the text, times in seconds."""

    token: int
    name: str
    start: float
    end: float


@dataclass(frozen=True)
class Synthesis:
    """What a synthesiser returns: 16-bit samples at its own rate, and every phone of every token."""

    samples: npt.NDArray[np.int16]
    rate: int
    phones: tuple[TokenPhone, ...]


class Synthesiser(Protocol):
    def say(self, text: str, voice: str, speed: float) -> Synthesis:
        """Speak the whitespace-separated tokens of `text`; `speed` 1.2 is a fifth faster than usual."""
        ...


class VoiceMissingError(RuntimeError):
    """A synthesiser or a voice is not installed here."""


def speak(text: str, voice: str, *, speed: float = 1.0) -> Spoken:
    """Speak plain lower-case words (digits spelled as words, apostrophes allowed) with exact times.

    Raises `VoiceMissingError` if the synthesiser is not installed, `KeyError` for a voice that is not
    in `VOICES`, `ValueError` for text without words or with other characters.
    """
    tokens = text.split()
    _check_tokens(tokens)
    speaker = _ALL_VOICES[voice]
    synthesis = _synthesiser(speaker.engine).say(" ".join(tokens), speaker.name, speed)
    return Spoken(
        samples=_at_telephone_rate(synthesis),
        words=_words(tokens, synthesis.phones),
        phones=tuple(SpokenPhone(phone.name, phone.start, phone.end) for phone in synthesis.phones),
    )


def _check_tokens(tokens: list[str]) -> None:
    wrong = [token for token in tokens if not (token.replace("'", "").isalpha() and token.islower())]
    if not tokens or wrong:
        what = ", ".join(repr(token) for token in wrong) or "no words at all"
        raise ValueError(f"cannot speak {what}: write lower-case words, with digits and signs spelled out")


def _words(tokens: list[str], phones: tuple[TokenPhone, ...]) -> tuple[SpokenWord, ...]:
    """One word per token, from its first phone to its last; a token must have at least one."""
    words = []
    for index, token in enumerate(tokens):
        own = [phone for phone in phones if phone.token == index]
        if not own:
            raise ValueError(f"the synthesiser left out {token!r} (word {index + 1} of {' '.join(tokens)!r})")
        words.append(SpokenWord(token, own[0].start, own[-1].end))
    return tuple(words)


def _at_telephone_rate(synthesis: Synthesis) -> npt.NDArray[np.float32]:
    common = gcd(RATE, synthesis.rate)
    sound = synthesis.samples.astype(np.float32) / 32_768
    narrow: npt.NDArray[np.float32] = resample_poly(sound, RATE // common, synthesis.rate // common)
    return narrow.astype(np.float32)


@cache
def _synthesiser(engine: str) -> Synthesiser:
    if engine == "espeak":
        from demo.espeak import Espeak

        return Espeak()
    from demo.flite import Flite

    return Flite()
