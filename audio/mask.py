"""Masks a voice: other pitch and other formants, every word still clear, not a sample longer or shorter.

Short windows of the voice are resampled and laid over one another where they fit best (WSOLA), so pitch and formants
move together by the same factor. The factor wanders while somebody speaks, by chance that is kept nowhere: shifting
everything back by one factor does not give the voice back. What stays is the wording, the pauses and the pace; whoever
knows a colleague well may still guess.
"""

from collections.abc import Iterable
from typing import Final

import numpy as np
from numpy.typing import NDArray
from scipy.signal import firwin, lfilter

from audio.cut import Span
from audio.sound import Samples, Sound

LOWER: Final = (0.80, 0.90)
HIGHER: Final = (1.12, 1.25)
"""By how much pitch and formants move: two to four semitones. High voices go down and low ones up, towards one another.
The demo's speech model still hears 85 % of the words; at a third more than this it hears half of them."""

MIDDLE_HZ: Final = 165.0
"""Between the pitch of most men and of most women."""

WANDERS_S: Final = 0.35
"""The factor takes a new direction as often as this."""

_WINDOW_S: Final = 0.040
_HOP_S: Final = 0.010
_SEARCH_S: Final = 0.008
_EDGE_S: Final = 0.005
_PITCHES_HZ: Final = (70.0, 400.0)

Floats = NDArray[np.float64]


def mask_voice(sound: Sound, spans: Iterable[Span], *, rng: np.random.Generator) -> Sound:
    """The recording with whatever is heard in `spans` masked; all else is untouched. Spans of a channel None: of all.

    `rng` has to come from the machine's own chance where it matters: who can repeat it can undo the mask.
    """
    samples = sound.samples.copy()
    wanted = list(spans)
    for channel in range(sound.channels):
        mine = _joined((span for span in wanted if span.channel in (None, channel)), sound)
        if mine:
            masked = masked_samples(sound.channel(channel), sound.rate, rng=rng)
            for first, last in mine:
                samples[channel, first:last] = _edged(masked[first:last], sound.rate)
    return sound.with_samples(samples)


def masked_samples(samples: Samples, rate: int, *, rng: np.random.Generator) -> Samples:
    """One channel of one voice, shape (n,), masked throughout."""
    pitch_hz = pitch(samples, rate)
    low, high = HIGHER if pitch_hz is not None and pitch_hz < MIDDLE_HZ else LOWER
    factors = _wandering(samples.size / rate, low, high, rng)
    heard = _without_aliases(samples, high)
    return _resampled_windows(heard, rate, factors)


def pitch(samples: Samples, rate: int) -> float | None:
    """The middle pitch in Hz of what is voiced, by autocorrelation; None where nothing is."""
    found = [one for one in pitches(samples, rate) if one is not None]
    return float(np.median(found)) if found else None


def pitches(samples: Samples, rate: int) -> list[float | None]:
    """Pitch in Hz of each 50 ms; None where nobody speaks with a voice."""
    step, shortest, longest = round(0.05 * rate), round(rate / _PITCHES_HZ[1]), round(rate / _PITCHES_HZ[0])
    loud = float(np.sqrt(np.mean(samples**2))) if samples.size else 0.0
    found: list[float | None] = []
    for first in range(0, samples.size - step - longest, step):
        frame = samples[first : first + step + longest].astype(np.float64)
        found.append(_pitch_of(frame, step, shortest, longest, rate) if np.std(frame) > loud / 3 > 0 else None)
    return found


def _pitch_of(frame: Floats, step: int, shortest: int, longest: int, rate: int) -> float | None:
    head = frame[:step]
    scores = np.correlate(frame, head, mode="valid")[: longest + 1]
    energies = np.convolve(frame**2, np.ones(step), mode="valid")[: longest + 1]
    alike = scores / np.sqrt(np.maximum(energies * energies[0], 1e-12))
    best = int(np.argmax(alike[shortest:])) + shortest
    return rate / _earliest_as_good(alike, best, shortest) if alike[best] > 0.6 else None


def _earliest_as_good(alike: Floats, best: int, shortest: int) -> int:
    """Two or three periods fit as well as one: the shortest that fits nearly as well is the period."""
    for parts in (4, 3, 2):
        lag = round(best / parts)
        if lag >= shortest and alike[max(lag - 2, shortest) : lag + 3].max() > 0.9 * alike[best]:
            return lag
    return best


def _wandering(seconds: float, low: float, high: float, rng: np.random.Generator) -> Floats:
    """The factor at each hop: chance at every turn, a straight way between."""
    turns = int(np.ceil(seconds / WANDERS_S)) + 2
    hops = int(np.ceil(seconds / _HOP_S)) + 1
    factors: Floats = np.interp(np.arange(hops) * _HOP_S, np.arange(turns) * WANDERS_S, rng.uniform(low, high, turns))
    return factors


def _without_aliases(samples: Samples, factor: float) -> Floats:
    """What would be shifted beyond half the sample rate is taken out first."""
    if factor <= 1:
        return samples.astype(np.float64)
    taps = 63
    kernel = firwin(taps, 0.95 / factor)
    padded = np.concatenate([samples.astype(np.float64), np.zeros(taps // 2)])
    shifted: Floats = lfilter(kernel, 1.0, padded)[taps // 2 :]
    return shifted


def _resampled_windows(samples: Floats, rate: int, factors: Floats) -> Samples:
    """Each output window takes a stretch `factor` times as long around the same moment, nudged to where it fits."""
    length, hop, reach = round(_WINDOW_S * rate), round(_HOP_S * rate), round(_SEARCH_S * rate)
    margin = length * 2 + reach
    padded = np.pad(samples, margin)
    shape = np.hanning(length + 2)[1:-1]
    out, weight = np.zeros(samples.size + 2 * length), np.zeros(samples.size + 2 * length)
    nudges = np.arange(-reach, reach + 1, max(1, rate // 8_000))
    for place, factor in enumerate(factors):
        start = place * hop
        if start >= samples.size + length:
            break
        offsets = (np.arange(length) - length / 2) * factor
        middle = margin + start - length / 2
        known = out[start : start + length] / np.maximum(weight[start : start + length], 1e-6)
        taken = _best_fit(padded, middle + offsets, nudges, known, has_known=place > 0)
        out[start : start + length] += taken * shape
        weight[start : start + length] += shape
    masked: Samples = (out / np.maximum(weight, 1e-6))[length : length + samples.size].astype(np.float32)
    return masked


def _best_fit(padded: Floats, positions: Floats, nudges: NDArray[np.int_], known: Floats, *, has_known: bool) -> Floats:
    """The window at the nudge that continues what was laid down best."""
    overlap = int(positions.size * 0.6)
    if has_known and np.any(known[:overlap]):
        coarse = positions[:overlap:4]
        tried = _between(padded, nudges[:, None] + coarse[None, :])
        norms = np.sqrt(np.maximum((tried**2).sum(axis=1), 1e-9))
        nudge = float(nudges[int(np.argmax(tried @ known[:overlap:4] / norms))])
    else:
        nudge = 0.0
    return _between(padded, positions + nudge)


def _between(samples: Floats, positions: Floats) -> Floats:
    """The samples at positions that fall between two of them."""
    before = np.clip(positions.astype(np.int64), 0, samples.size - 2)
    part = positions - before
    taken: Floats = samples[before] * (1 - part) + samples[before + 1] * part
    return taken


def _joined(spans: Iterable[Span], sound: Sound) -> list[tuple[int, int]]:
    """First and last sample of each stretch; those that touch are one."""
    whole: list[tuple[int, int]] = []
    for span in sorted(spans):
        first = min(max(int(span.start * sound.rate), 0), sound.length)
        last = min(max(int(np.ceil(span.end * sound.rate)), 0), sound.length)
        if whole and first <= whole[-1][1]:
            whole[-1] = whole[-1][0], max(whole[-1][1], last)
        elif last > first:
            whole.append((first, last))
    return whole


def _edged(samples: Samples, rate: int) -> Samples:
    """Faded in and out, so that neither edge clicks and nothing of the voice itself is left there."""
    fade = min(round(_EDGE_S * rate), samples.size // 2)
    edged = samples.copy()
    if fade:
        ramp = (0.5 - 0.5 * np.cos(np.pi * (np.arange(fade) + 0.5) / fade)).astype(np.float32)
        edged[:fade] *= ramp
        edged[-fade:] *= ramp[::-1]
    return edged
