"""Who speaks when, where two people share one channel.

The voice of a call is cut into stretches of up to three seconds, which are sorted into two heaps by how they sound.
Each heap teaches a mixture of Gaussians what one person sounds like; then every 50 ms go to the person who explains
them better, where changing the speaker costs more within a stretch than at a pause (Viterbi). Both steps are
repeated until nothing changes.
"""

import warnings
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from sklearn.cluster import AgglomerativeClustering
from sklearn.exceptions import ConvergenceWarning
from sklearn.mixture import GaussianMixture
from threadpoolctl import threadpool_limits

from audio.sound import Samples
from transcribe.timbre import STEP, Timbre, Values, timbre_of
from transcribe.voice import VOICE_RATE, Piece

_STRETCH: Final = 3 * VOICE_RATE
_ROUNDS: Final = 6
_QUIET_SHARE: Final = 0.3
"""This share of the steps, the quietest, says little about who speaks."""

_COMPONENTS: Final = 6
_STEPS_A_COMPONENT: Final = 60
_MOST_STEPS: Final = 30_000
_FEWEST_STEPS: Final = 50
_PITCH_WEIGHT: Final = 1.5
_PITCH_CLUSTER_WEIGHT: Final = 2.0
_SMALLEST_PITCH_SPREAD: Final = 0.05
_ANY_PITCH: Final = 0.1 / 2.0
"""Density of a pitch that was measured wrongly: a tenth of all, anywhere within two octaves and more."""

_STEPS_A_BLOCK: Final = 5
_LIKELIHOOD_SCALE: Final = 0.15
"""Neighbouring steps say nearly the same; together they count for about a seventh of their number."""

_CHANGE_INSIDE: Final = 0.01
_CHANGE_AT_PAUSE: Final = 0.4
_SHORTEST_VOICE_S: Final = 2.5
_LEAST_SEPARATION: Final = 1.0
"""Mean log likelihood ratio a step below which two heaps are two moods of one voice."""

_BETWEEN: Final = round(0.25 * VOICE_RATE)


@dataclass(frozen=True, slots=True, eq=False)
class Voiceprint:
    """What one person sounds like on this line."""

    mixture: Any
    pitch: float
    pitch_spread: float

    def log_likelihood(self, cepstra: Values, pitch: Values) -> Values:
        """For each step, shape (n,); steps without pitch are judged by their spectrum alone."""
        distance = (pitch - self.pitch) / self.pitch_spread
        density = 0.9 / self.pitch_spread * np.exp(-0.5 * distance**2) + _ANY_PITCH
        by_pitch = np.where(np.isnan(pitch), 0.0, np.log(density, where=~np.isnan(density), out=np.zeros_like(density)))
        total: Values = (self.mixture.score_samples(cepstra) + _PITCH_WEIGHT * by_pitch).astype(np.float32)
        return total


@dataclass(frozen=True, slots=True, eq=False)
class VoicePair:
    """The two voices of a line, and how its cepstra are brought to scale."""

    voices: tuple[Voiceprint, Voiceprint]
    middle: Values
    spread: Values

    def log_likelihoods(self, timbre: Timbre) -> Values:
        """Shape (n, 2)."""
        cepstra = (timbre.cepstra - self.middle) / self.spread
        return np.stack([voice.log_likelihood(cepstra, timbre.pitch) for voice in self.voices], axis=1)


def learn_voices(samples: Samples, pieces: Sequence[Piece]) -> VoicePair | None:
    """Tell the two voices of a line apart; None where there is only one, or too little to tell.

    Works in one thread: with matrices this small, more only wait for each other.
    """
    with threadpool_limits(limits=1):
        return _learnt(samples, pieces)


def _learnt(samples: Samples, pieces: Sequence[Piece]) -> VoicePair | None:
    timbre = timbre_of(samples, _stretches(pieces))
    heaps = _two_heaps(timbre)
    if heaps is None:
        return None
    loud = timbre.level > np.quantile(timbre.level, _QUIET_SHARE)
    for _ in range(_ROUNDS):
        pair = _taught(timbre, heaps, loud)
        if pair is None:
            return None
        likelihoods = pair.log_likelihoods(timbre)
        sorted_again = _decided(timbre, np.where(loud[:, None], likelihoods, 0.0))
        if np.array_equal(sorted_again, heaps):
            break
        heaps = sorted_again
    return pair if _are_two(heaps, likelihoods, loud) else None


def who_speaks(samples: Samples, pieces: Sequence[Piece], pair: VoicePair) -> tuple[list[tuple[int, int]], ...]:
    """For each of the two voices its stretches [start, end), in samples and in time order."""
    timbre = timbre_of(samples, _stretches(pieces))
    if not timbre.steps:
        return [], []
    loud = timbre.level > np.quantile(timbre.level, _QUIET_SHARE)
    with threadpool_limits(limits=1):
        likelihoods = pair.log_likelihoods(timbre)
    decided = _decided(timbre, np.where(loud[:, None], likelihoods, 0.0))
    turns: tuple[list[tuple[int, int]], ...] = ([], [])
    for voice, start, end in _runs_of(timbre, decided):
        turns[voice].append((start, end))
    return turns


def part_line(samples: Samples, pieces: Sequence[Piece], pair: VoicePair) -> tuple[Samples, Samples]:
    """One channel as two, each silent where the other voice speaks; pauses are shared half and half."""
    turns = sorted(
        (start, end, voice) for voice, own in enumerate(who_speaks(samples, pieces, pair)) for start, end in own
    )
    parted = np.zeros_like(samples), np.zeros_like(samples)
    for index, (start, end, voice) in enumerate(turns):
        before = turns[index - 1][1] if index else 0
        after = turns[index + 1][0] if index + 1 < len(turns) else samples.size
        first, last = max((before + start) // 2, start - _BETWEEN), min((end + after) // 2, end + _BETWEEN)
        parted[voice][first:last] = samples[first:last]
    return parted


def _stretches(pieces: Sequence[Piece]) -> list[tuple[int, int]]:
    """The voice of all pieces in equal parts of up to three seconds."""
    stretches: list[tuple[int, int]] = []
    for piece in pieces:
        count = max(1, round((piece.voice_end - piece.voice_start) / _STRETCH))
        edges = np.linspace(piece.voice_start, piece.voice_end, count + 1).astype(int).tolist()
        stretches += pairwise(edges)
    return stretches


def _two_heaps(timbre: Timbre) -> NDArray[np.intp] | None:
    """For each step the heap of its stretch, by Ward's clustering of mean cepstra and pitch; -1 for short ones."""
    loud = timbre.level > np.quantile(timbre.level, _QUIET_SHARE) if timbre.steps else np.zeros(0, bool)
    numbers = [number for number in range(int(timbre.stretch.max(initial=-1)) + 1)]
    members = [np.flatnonzero((timbre.stretch == number) & loud) for number in numbers]
    long = [number for number in numbers if members[number].size >= _FEWEST_STEPS // 2]
    if len(long) < 2:
        return None
    sounds = np.array([_sound_of(timbre, members[number]) for number in long])
    pitches = sounds[:, -1]
    pitches[np.isnan(pitches)] = np.nanmedian(pitches) if not np.isnan(pitches).all() else 0.0
    scaled = (sounds - sounds.mean(axis=0)) / np.maximum(sounds.std(axis=0), 1e-6)
    scaled[:, -1] *= _PITCH_CLUSTER_WEIGHT
    heap_of = np.full(len(numbers), -1)
    heap_of[long] = AgglomerativeClustering(2).fit_predict(scaled)
    heaps: NDArray[np.intp] = heap_of[timbre.stretch]
    return heaps


def _sound_of(timbre: Timbre, steps: NDArray[np.intp]) -> NDArray[np.float64]:
    pitch = timbre.pitch[steps]
    voiced = pitch[~np.isnan(pitch)]
    return np.append(timbre.cepstra[steps].mean(axis=0), np.median(voiced) if voiced.size > 3 else np.nan)


def _taught(timbre: Timbre, heaps: NDArray[np.intp], loud: NDArray[np.bool_]) -> VoicePair | None:
    middle, spread = timbre.cepstra.mean(axis=0), np.maximum(timbre.cepstra.std(axis=0), 1e-6)
    prints = [
        _voiceprint((timbre.cepstra[own] - middle) / spread, timbre.pitch[own])
        for own in (np.flatnonzero(loud & (heaps == voice)) for voice in (0, 1))
        if own.size >= _FEWEST_STEPS
    ]
    return VoicePair((prints[0], prints[1]), middle, spread) if len(prints) == 2 else None


def _voiceprint(cepstra: Values, pitch: Values) -> Voiceprint:
    every = -(-cepstra.shape[0] // _MOST_STEPS)
    components = int(np.clip(cepstra.shape[0] // _STEPS_A_COMPONENT, 1, _COMPONENTS))
    mixture = GaussianMixture(components, covariance_type="diag", reg_covar=0.05, max_iter=30, tol=1e-2, random_state=0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ConvergenceWarning)  # the rounds around it go on anyway
        mixture.fit(cepstra[::every])
    voiced = pitch[~np.isnan(pitch)]
    if voiced.size < _FEWEST_STEPS // 2:
        return Voiceprint(mixture, 0.0, 1e6)
    middle = float(np.median(voiced))
    spread = 1.48 * float(np.median(np.abs(voiced - middle)))
    return Voiceprint(mixture, middle, max(spread, _SMALLEST_PITCH_SPREAD))


def _decided(timbre: Timbre, likelihoods: Values) -> NDArray[np.intp]:
    """For each step the voice of the likeliest course of turns, decided for 50 ms at a time."""
    starts = np.flatnonzero(np.diff(timbre.stretch, prepend=-1))
    place = np.arange(timbre.steps) - starts[timbre.stretch - timbre.stretch[0]]
    new_block = place % _STEPS_A_BLOCK == 0
    block = np.cumsum(new_block) - 1
    sums = np.zeros((int(block[-1]) + 1, 2))
    np.add.at(sums, block, _LIKELIHOOD_SCALE * likelihoods)
    change = np.full(sums.shape[0], _CHANGE_INSIDE)
    paused = np.diff(timbre.at, prepend=-_BETWEEN) > 2 * STEP
    change[block[paused]] = _CHANGE_AT_PAUSE
    decided: NDArray[np.intp] = _likeliest(sums, change)[block]
    return decided


def _likeliest(likelihoods: NDArray[np.float64], change: NDArray[np.float64]) -> NDArray[np.intp]:
    """The likeliest path through two states, where entering block i in the other state has odds `change[i]`."""
    stay, go = np.log1p(-change), np.log(change)
    came_from = np.zeros(likelihoods.shape, dtype=np.intp)
    score = likelihoods[0].copy()
    for index in range(1, likelihoods.shape[0]):
        stayed, changed = score + stay[index], score[::-1] + go[index]
        came_from[index] = np.where(changed > stayed, (1, 0), (0, 1))
        score = np.maximum(stayed, changed) + likelihoods[index]
    path = np.zeros(likelihoods.shape[0], dtype=np.intp)
    path[-1] = int(np.argmax(score))
    for index in range(likelihoods.shape[0] - 1, 0, -1):
        path[index - 1] = came_from[index, path[index]]
    return path


def _are_two(heaps: NDArray[np.intp], likelihoods: Values, loud: NDArray[np.bool_]) -> bool:
    shorter = min(int(np.count_nonzero(heaps == voice)) for voice in (0, 1))
    if shorter * STEP < _SHORTEST_VOICE_S * VOICE_RATE:
        return False
    ratios = np.where(heaps == 0, likelihoods[:, 0] - likelihoods[:, 1], likelihoods[:, 1] - likelihoods[:, 0])
    return float(ratios[loud].mean()) >= _LEAST_SEPARATION


def _runs_of(timbre: Timbre, decided: NDArray[np.intp]) -> Iterator[tuple[int, int, int]]:
    """Voice, first and last sample of each run of steps without a pause or a change."""
    breaks = np.flatnonzero((np.diff(timbre.at) > 2 * STEP) | (np.diff(decided) != 0)) + 1
    for run in np.split(np.arange(timbre.steps), breaks):
        yield int(decided[run[0]]), int(timbre.at[run[0]]), int(timbre.at[run[-1]]) + STEP
