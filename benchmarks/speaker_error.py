"""Diarisation error rate, as NIST's Rich Transcription evaluations define it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Final

import numpy as np
from numpy.typing import NDArray

COLLAR_S: Final = 0.25
"""Not scored on either side of each reference boundary."""

SAME_TURN_S: Final = 0.3
"""Pauses up to this are no boundaries."""

_STEP_S: Final = 0.01

Stretch = tuple[float, float]
Speakers = tuple[Sequence[Stretch], Sequence[Stretch]]


@dataclass(frozen=True)
class SpeakerError:
    """Seconds of speech missed, invented, and given to the wrong one; `spoken` counts overlapping speech twice."""

    missed: float = 0.0
    invented: float = 0.0
    confused: float = 0.0
    spoken: float = 0.0

    @property
    def rate(self) -> float:
        return (self.missed + self.invented + self.confused) / self.spoken if self.spoken else 0.0

    def __add__(self, other: "SpeakerError") -> "SpeakerError":
        return SpeakerError(
            self.missed + other.missed,
            self.invented + other.invented,
            self.confused + other.confused,
            self.spoken + other.spoken,
        )


def bridged(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Stretches of one speaker in time order without pauses of up to 0.3 s."""
    joined: list[Stretch] = []
    for start, end in sorted(stretches):
        if joined and start - joined[-1][1] <= SAME_TURN_S:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def speaker_error(reference: Speakers, found: Speakers, *, duration_s: float) -> SpeakerError:
    """Score two speakers, in seconds, under the assignment of names that fits best."""
    steps = round(duration_s / _STEP_S) + 1
    truth = _grid([bridged(own) for own in reference], steps)
    scored = ~_near_boundaries([bridged(own) for own in reference], steps)
    answers = (_grid([bridged(found[index]) for index in order], steps) for order in permutations((0, 1)))
    return min((_scored(truth[:, scored], answer[:, scored]) for answer in answers), key=lambda error: error.rate)


def _scored(truth: NDArray[np.bool_], answer: NDArray[np.bool_]) -> SpeakerError:
    spoken, heard = truth.sum(axis=0), answer.sum(axis=0)
    right = (truth & answer).sum(axis=0)
    counts = (
        np.maximum(spoken - heard, 0).sum(),
        np.maximum(heard - spoken, 0).sum(),
        (np.minimum(spoken, heard) - right).sum(),
        spoken.sum(),
    )
    return SpeakerError(*(float(count) * _STEP_S for count in counts))


def _grid(speakers: Sequence[Sequence[Stretch]], steps: int) -> NDArray[np.bool_]:
    grid = np.zeros((len(speakers), steps), dtype=bool)
    for row, own in zip(grid, speakers, strict=True):
        for start, end in own:
            row[round(start / _STEP_S) : round(end / _STEP_S)] = True
    return grid


def _near_boundaries(speakers: Sequence[Sequence[Stretch]], steps: int) -> NDArray[np.bool_]:
    near = np.zeros(steps, dtype=bool)
    for boundary in (edge for own in speakers for stretch in own for edge in stretch):
        near[max(0, round((boundary - COLLAR_S) / _STEP_S)) : round((boundary + COLLAR_S) / _STEP_S)] = True
    return near
