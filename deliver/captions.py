"""An excerpt's words as captions (WebVTT): who speaks, in lines that fit a phone, cuts named instead of said. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, Final

from audio.words import Speaker

MEDIA_TYPE: Final = "text/vtt; charset=utf-8"

LONGEST_CUE_S: Final = 6.0
MOST_LETTERS: Final = 74
"""Two lines of 37 letters, as television does it."""

_PAUSE_S: Final = 1.0
"""A silence as long as this ends a caption even within a sentence."""

_LINGERS_S: Final = 0.4
"""A caption stays so long after its last word, unless the next one comes."""

SPEAKERS: Final = {Speaker.AGENT: "Agent", Speaker.CUSTOMER: "Customer", Speaker.UNKNOWN: "Speaker"}
_CUT: Final = re.compile(r"\[([A-Z_]+)\]")

Json = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Cue:
    """Seconds from the excerpt's start."""

    speaker: Speaker
    start: float
    end: float
    text: str


def webvtt(segments: Sequence[Json], *, duration_s: float) -> str:
    """The captions of an excerpt's stored segments, whose times count from its start."""
    cues = [_block(number, cue) for number, cue in enumerate(cues_of(segments, duration_s=duration_s), start=1)]
    return "\n\n".join(["WEBVTT", *cues]) + "\n"


def cues_of(segments: Sequence[Json], *, duration_s: float) -> list[Cue]:
    """In order of time. Captions of one speaker never overlap; those of two people who talk at once may."""
    said = [cue for segment in segments for cue in _cues(segment)]
    said.sort(key=lambda cue: (cue.start, cue.end))
    return [_lingering(cue, said[place + 1 :], duration_s) for place, cue in enumerate(said)]


def _cues(segment: Json) -> Iterator[Cue]:
    speaker = Speaker(segment["speaker"])
    for words in _pieces(segment["words"]):
        yield Cue(speaker, words[0]["start"], words[-1]["end"], " ".join(_shown(word["word"]) for word in words))


def _pieces(words: Sequence[Json]) -> Iterator[list[Json]]:
    piece: list[Json] = []
    for word in words:
        if piece and _is_full(piece, word):
            yield piece
            piece = []
        piece.append(word)
    if piece:
        yield piece


def _is_full(piece: list[Json], following: Json) -> bool:
    letters = sum(len(_shown(word["word"])) + 1 for word in piece)
    too_long = letters + len(_shown(following["word"])) > MOST_LETTERS
    too_late = following["end"] - piece[0]["start"] > LONGEST_CUE_S
    return too_long or too_late or following["start"] - piece[-1]["end"] > _PAUSE_S


def _shown(word: str) -> str:
    """`[CARD_NUMBER].` as a person reads it: `[card number removed].`"""
    return _CUT.sub(lambda cut: f"[{_kind(cut[1])} removed]", word)


def _kind(name: str) -> str:
    return name if name in {"IBAN", "PIN"} else name.lower().replace("_", " ")


def _lingering(cue: Cue, later: Sequence[Cue], duration_s: float) -> Cue:
    following = next((other.start for other in later if other.speaker is cue.speaker), duration_s)
    end = max(min(cue.end + _LINGERS_S, following, duration_s), cue.end, cue.start + 0.001)
    return Cue(cue.speaker, cue.start, end, cue.text)


def _block(number: int, cue: Cue) -> str:
    text = escape(cue.text, quote=False)
    return f"{number}\n{_time(cue.start)} --> {_time(cue.end)}\n<v {SPEAKERS[cue.speaker]}>{text}"


def _time(seconds: float) -> str:
    ms = round(seconds * 1000)
    return f"{ms // 3_600_000:02d}:{ms // 60_000 % 60:02d}:{ms // 1000 % 60:02d}.{ms % 1000:03d}"
