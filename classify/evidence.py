"""The sentences that carry a prediction, with their times in the sound."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import numpy as np
from numpy.typing import NDArray

from audio.words import Segment, Speaker, Word
from classify.calibration import FLOOR
from classify.calltext import CallText
from classify.model import CauseModel

PAUSE_S = 0.7
"""A silence this long inside a segment ends a sentence: recognisers leave out full stops."""
LONGEST_SENTENCE = 25
SENTENCE_ENDS = (".", "?", "!")
LEAST_SHARE = 0.3
"""A sentence that carries less than this part of the strongest one is no evidence."""


@dataclass(frozen=True)
class EvidenceSpan:
    """Words that carry a prediction; `weight` is their part of everything that speaks for it, 0 … 1."""

    segment_index: int
    speaker: Speaker
    start_ms: int
    end_ms: int
    text: str
    weight: float

    def as_json(self) -> dict[str, Any]:
        return {
            "speaker": self.speaker.value,
            "start_ms": self.start_ms,
            "end_ms": self.end_ms,
            "text": self.text,
            "weight": round(self.weight, 4),
        }


@dataclass(frozen=True)
class Sentence:
    """Neighbouring words of one segment."""

    segment_index: int
    speaker: Speaker
    words: tuple[Word, ...]

    @property
    def text(self) -> str:
        return " ".join(word.word for word in self.words)


def evidence_for(
    model: CauseModel, segments: Sequence[Segment], cause: str, *, most: int = 3
) -> tuple[EvidenceSpan, ...]:
    """The sentences that speak most for `cause`, strongest first; empty where none does.

    A sentence's weight is the mean of two log-odds: what is lost when it alone is taken away, and what it gains when
    it alone is left. The first misses what is said twice, the second what only the context tells. Raises ValueError
    for a cause the model does not know.
    """
    sentences = list(sentences_of(segments))
    if not sentences:
        return ()
    weights = _weights(model, sentences, cause)
    pushing = np.maximum(weights, 0.0)
    if pushing.max() <= 0:
        return ()
    order = np.argsort(-pushing, kind="stable")[:most]
    chosen = [int(at) for at in order if pushing[at] >= LEAST_SHARE * pushing.max()]
    return tuple(_span(sentences[at], float(pushing[at] / pushing.sum())) for at in chosen)


def sentences_of(segments: Sequence[Segment]) -> Iterator[Sentence]:
    """Segments cut at full stops, at pauses, and after `LONGEST_SENTENCE` words."""
    for index, segment in enumerate(segments):
        words: list[Word] = []
        for word in segment.words:
            if words and (len(words) >= LONGEST_SENTENCE or _ends(words[-1], word)):
                yield Sentence(index, segment.speaker, tuple(words))
                words = []
            words.append(word)
        if words:
            yield Sentence(index, segment.speaker, tuple(words))


def _ends(last: Word, following: Word) -> bool:
    return last.word.endswith(SENTENCE_ENDS) or following.start - last.end >= PAUSE_S


def _weights(model: CauseModel, sentences: Sequence[Sentence], cause: str) -> NDArray[np.float64]:
    causes = [str(known) for known in model.classes_]
    if cause not in causes:
        raise ValueError(f"the model does not know cause {cause!r}; it knows {', '.join(causes)}")
    everything = frozenset(range(len(sentences)))
    kept = [everything, frozenset[int]()]
    kept += [everything - {at} for at in sorted(everything)]
    kept += [frozenset({at}) for at in sorted(everything)]
    probability = model.predict_proba([_call(sentences, one) for one in kept])[:, causes.index(cause)]
    odds = np.log(np.clip(probability, FLOOR, 1 - FLOOR) / np.clip(1 - probability, FLOOR, 1 - FLOOR))
    without, alone = odds[2 : 2 + len(sentences)], odds[2 + len(sentences) :]
    return np.asarray(((odds[0] - without) + (alone - odds[1])) / 2, dtype=np.float64)


def _call(sentences: Sequence[Sentence], kept: frozenset[int]) -> CallText:
    """The call with some sentences only. Emptied turns stay, so that an early turn remains early."""
    turns: list[tuple[Speaker, str]] = []
    for speaker, group in groupby(enumerate(sentences), key=lambda pair: pair[1].speaker):
        turns.append((speaker, " ".join(sentence.text for at, sentence in group if at in kept)))
    return CallText(
        customer=tuple(text for speaker, text in turns if speaker is not Speaker.AGENT),
        agent=tuple(text for speaker, text in turns if speaker is Speaker.AGENT),
    )


def _span(sentence: Sentence, weight: float) -> EvidenceSpan:
    return EvidenceSpan(
        segment_index=sentence.segment_index,
        speaker=sentence.speaker,
        start_ms=round(sentence.words[0].start * 1000),
        end_ms=round(sentence.words[-1].end * 1000),
        text=sentence.text,
        weight=weight,
    )
