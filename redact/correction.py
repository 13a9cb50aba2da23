"""Words that a person puts right: every word keeps or gets its place in the sound, and what was cut out stays so."""

import copy
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Final

from settings.errors import ListenbackError

_PLACEHOLDER: Final = re.compile(r"\[([A-Z_]+)\]\W*")
Word = dict[str, Any]


class CorrectionError(ListenbackError):
    """A correction that cannot stand; nothing was stored."""

    code = "bad_correction"
    status = 422


@dataclass(frozen=True)
class Stretch:
    """A turn by who speaks it and when, in milliseconds: it is found in every version of the transcript."""

    speaker: str
    start_ms: int
    end_ms: int

    def holds(self, segment: Word, word: Word) -> bool:
        start_ms, end_ms = round(word["start"] * 1000), round(word["end"] * 1000)
        return bool(segment["speaker"] == self.speaker and self.start_ms <= start_ms and end_ms <= self.end_ms)


def said_in(segments: Sequence[Word], stretch: Stretch) -> str:
    return " ".join(word["word"] for _, _, word in _places(segments, stretch))


def corrected(segments: Sequence[Word], stretch: Stretch, words: Sequence[str]) -> tuple[list[Word], list[Word]]:
    """The segments with the words of a turn replaced, and the cuts that are new in them.

    Words that stay keep their times, words instead of others share theirs by length, and words between two others lie
    in the gap, or on the word before where there is none.
    """
    old = [(index, word) for index, _, word in _places(segments, stretch)]
    new = list(_aligned(old, words))
    written = copy.deepcopy(list(segments))
    for index in {index for index, _ in old}:
        kept = [word for word in segments[index]["words"] if not stretch.holds(segments[index], word)]
        own = [word for place, word, _ in new if place == index]
        written[index]["words"] = sorted(kept + own, key=lambda word: float(word["start"]))
        written[index]["text"] = " ".join(word["word"] for word in written[index]["words"])
    cuts = [
        {"type": found[1], "speaker": stretch.speaker, "start": room[0], "end": room[1]}
        for _, word, room in new
        if room is not None and (found := _PLACEHOLDER.fullmatch(word["word"]))
    ]
    return [segment for segment in written if segment["words"]], cuts


def _places(segments: Sequence[Word], stretch: Stretch) -> Iterator[tuple[int, int, Word]]:
    for index, segment in enumerate(segments):
        for place, word in enumerate(segment["words"]):
            if stretch.holds(segment, word):
                yield index, place, word


def _aligned(old: list[tuple[int, Word]], new: Sequence[str]) -> Iterator[tuple[int, Word, tuple[float, float] | None]]:
    """Each new word with its segment and its time; one that stands for something else, with all the time of that.

    Within it nobody knows when which word is said, so a cut takes the whole of it.
    """
    matcher = SequenceMatcher(None, [_key(word["word"]) for _, word in old], [_key(word) for word in new], False)
    for what, first, last, begin, end in matcher.get_opcodes():
        if what == "equal":
            for (index, word), said in zip(old[first:last], new[begin:end], strict=True):
                yield index, {**word, "word": said}, None
        elif begin < end:
            index = old[min(first, len(old) - 1)][0]
            room = _room(old, first, last)
            for word in _spread(new[begin:end], *room):
                yield index, word, room


def _room(old: list[tuple[int, Word]], first: int, last: int) -> tuple[float, float]:
    """Seconds for words that stand where old[first:last] stood; for none, the gap there or the word before."""
    if first < last:
        return float(old[first][1]["start"]), float(old[last - 1][1]["end"])
    before = old[max(first - 1, 0)][1]
    after = old[min(first, len(old) - 1)][1]
    if after["start"] > before["end"]:
        return float(before["end"]), float(after["start"])
    return float(before["start"]), float(before["end"])


def _spread(words: Sequence[str], start: float, stop: float) -> Iterator[Word]:
    letters = sum(len(word) for word in words)
    at = start
    for word in words:
        end = at + (stop - start) * len(word) / letters
        yield {"word": word, "start": round(at, 3), "end": round(end, 3), "probability": 1.0}
        at = end


def _key(word: str) -> str:
    return word if word.startswith("[") else re.sub(r"\W+", "", word.casefold())


def check_cuts_stay(before: str, said: str) -> None:
    """Raise CorrectionError where a mark of something cut out is gone.

    Nobody can tell what was said there, so nothing that is typed in its place could be checked.
    """
    missing = Counter(_kinds(before)) - Counter(_kinds(said))
    if missing:
        raise CorrectionError(
            f"what was cut out stays cut out: {', '.join(f'[{kind}]' for kind in sorted(missing))} is missing.",
            remedy="Leave it where it stands and correct the words around it.",
        )


def _kinds(said: str) -> list[str]:
    return [found[1] for word in said.split() if (found := _PLACEHOLDER.fullmatch(word))]
