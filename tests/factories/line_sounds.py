"""What a telephone line carries when nobody speaks: call progress tones, fax and modem, noise, hold music."""

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from audio.sound import Samples
from tests.factories.sounds import RATE, dtmf, noise, silence, tone

LEVEL: Final = 0.2


def tones(seconds: float, *hertz: float, level: float = LEVEL) -> Samples:
    """Several steady tones at once."""
    mixed: Samples = np.sum([tone(seconds, one, level) for one in hertz], axis=0, dtype=np.float32)
    return mixed


def cadence(seconds: float, pattern: Sequence[float], *hertz: float) -> Samples:
    """Tones that go on and off for the seconds of `pattern`, again and again, with the clicks of a switch."""
    edges = np.cumsum([0, *pattern])
    place = np.searchsorted(edges, np.arange(round(seconds * RATE)) / RATE % edges[-1], side="right") - 1
    gated: Samples = np.where(place % 2 == 0, tones(seconds, *hertz), 0).astype(np.float32)
    return gated


def special_information(seconds: float) -> Samples:
    """The three rising tones before "the number you have dialled" (ITU-T E.180), each third of a second."""
    rising = np.concatenate([tone(0.33, hertz, LEVEL) for hertz in (950, 1400, 1800)] + [silence(1.0)])
    return np.resize(rising, round(seconds * RATE)).astype(np.float32)


def fax_answer(seconds: float) -> Samples:
    """2,100 Hz that turns its phase every 450 ms (ITU-T V.25)."""
    time = np.arange(round(seconds * RATE)) / RATE
    turned = np.where(time // 0.45 % 2 == 0, 1.0, -1.0)
    answer: Samples = (LEVEL * turned * np.sin(2 * np.pi * 2100 * time)).astype(np.float32)
    return answer


def keyed(seconds: float, baud: int, zero: float, one: float, seed: int = 3) -> Samples:
    """Bits as two tones without a jump in phase: V.21 at 300 baud, Bell 202 at 1,200."""
    bits = np.random.default_rng(seed).integers(0, 2, int(seconds * baud) + 1)
    hertz = np.where(bits[(np.arange(round(seconds * RATE)) * baud // RATE)] == 1, one, zero)
    keyed: Samples = (LEVEL * np.sin(2 * np.pi * np.cumsum(hertz) / RATE)).astype(np.float32)
    return keyed


def modem(seconds: float, seed: int = 4) -> Samples:
    """Scrambled data as 2,400 symbols a second around 1,800 Hz, as V.32 and fax pages sound: a hiss."""
    rng = np.random.default_rng(seed)
    count = round(seconds * RATE)
    symbols = rng.choice([-3, -1, 1, 3], (2, int(seconds * 2400) + 2))
    held = symbols[:, np.arange(count) * 2400 // RATE]
    kernel = np.hanning(13) / np.hanning(13).sum()
    inphase, quadrature = (np.convolve(row, kernel, mode="same") for row in held)
    phase = 2 * np.pi * 1800 * np.arange(count) / RATE
    sent: Samples = (0.07 * (inphase * np.cos(phase) - quadrature * np.sin(phase))).astype(np.float32)
    return sent


def coloured_noise(seconds: float, slope: float, seed: int = 5) -> Samples:
    """Noise whose power falls with frequency: slope 1 is pink, 2 is brown."""
    count = round(seconds * RATE)
    spectrum = np.fft.rfft(np.random.default_rng(seed).standard_normal(count))
    spectrum /= np.maximum(np.arange(spectrum.size), 1) ** (slope / 2)
    coloured = np.fft.irfft(spectrum, count)
    return _sound(0.1 * coloured / coloured.std())


def hum(seconds: float) -> Samples:
    """Mains at 50 Hz with its overtones."""
    hummed: Samples = np.sum([tone(seconds, 50 * k, LEVEL / k) for k in range(1, 9)], axis=0, dtype=np.float32)
    return hummed


def strings(seconds: float) -> Samples:
    """Hold music of bowed strings: slow chords that swell, every note with vibrato."""
    time = np.arange(round(seconds * RATE)) / RATE
    chords = ((196, 247, 294, 392), (220, 262, 330, 440), (175, 220, 262, 349), (196, 247, 294, 494))
    which = (time / 2).astype(int) % len(chords)
    swell = np.sin(np.pi * (time % 2) / 2) ** 0.5
    total = np.zeros_like(time)
    for voice in range(4):
        hertz = np.choose(which, [chord[voice] for chord in chords]) * (
            1 + 0.004 * np.sin(2 * np.pi * 5.5 * time + voice)
        )
        phase = 2 * np.pi * np.cumsum(hertz) / RATE
        total += sum(np.sin(k * phase) / k for k in range(1, 8))
    return _sound(0.3 * swell * total / np.abs(total).max())


def piano(seconds: float, seed: int = 6) -> Samples:
    """Hold music of single struck notes over a bass, with a beat every half second."""
    rng = np.random.default_rng(seed)
    total = np.zeros(round(seconds * RATE))
    scale = 262 * 2.0 ** (np.array([0, 2, 4, 7, 9, 12, 14, 16]) / 12)
    for step in range(int(seconds * 4)):
        note = rng.choice(scale) if step % 4 else scale[0] / 2
        time = np.arange(min(RATE, total.size - step * RATE // 4)) / RATE
        struck = sum(np.exp(-(3 + k) * time) * np.sin(2 * np.pi * k * note * 1.0005**k * time) / k for k in range(1, 6))
        total[step * RATE // 4 :][: time.size] += struck
    return _sound(0.3 * total / np.abs(total).max())


def band(seconds: float, seed: int = 7) -> Samples:
    """Hold music of a lead that slides between notes, a bass and drums."""
    rng = np.random.default_rng(seed)
    time = np.arange(round(seconds * RATE)) / RATE
    notes = rng.choice(330 * 2.0 ** (np.array([0, 2, 4, 5, 7, 9]) / 12), int(seconds * 3) + 2)
    lead = np.interp(time * 3 + 0.15 * np.tanh(8 * (time * 3 % 1 - 0.5)), np.arange(notes.size), notes)
    phase = 2 * np.pi * np.cumsum(lead) / RATE
    total = sum(np.sin(k * phase) / k**2 for k in range(1, 7)) + 0.8 * np.sign(np.sin(2 * np.pi * 98 * time))
    beat = np.exp(-20 * (time % 0.5)) * rng.standard_normal(time.size)
    total = total + 0.8 * beat
    return _sound(0.3 * total / np.abs(total).max())


def _sound(samples: NDArray[np.float64]) -> Samples:
    return samples.astype(np.float32)


NOBODY: Final[dict[str, Callable[[float], Samples]]] = {
    "silence": silence,
    "loud noise": lambda seconds: noise(seconds, 0.2),
    "line noise": lambda seconds: noise(seconds, 0.002),
    "pink noise": lambda seconds: coloured_noise(seconds, 1),
    "brown noise": lambda seconds: coloured_noise(seconds, 2),
    "mains hum": hum,
    "a dialling tone": lambda seconds: tones(seconds, 350, 440),
    "ringing in America": lambda seconds: cadence(seconds, (2, 4), 440, 480),
    "ringing in Britain": lambda seconds: cadence(seconds, (0.4, 0.2, 0.4, 2), 400, 450),
    "ringing in Europe": lambda seconds: cadence(seconds, (1, 4), 425),
    "busy in America": lambda seconds: cadence(seconds, (0.5, 0.5), 480, 620),
    "busy in Britain": lambda seconds: cadence(seconds, (0.375, 0.375), 400),
    "busy in Europe": lambda seconds: cadence(seconds, (0.48, 0.48), 425),
    "congestion": lambda seconds: cadence(seconds, (0.25, 0.25), 480, 620),
    "call waiting": lambda seconds: cadence(seconds, (0.3, 9.7), 440),
    "a recorder's beep": lambda seconds: cadence(seconds, (0.5, 14.5), 1400),
    "special information": special_information,
    "keys": lambda seconds: np.resize(dtmf("4111111111111111#"), round(seconds * RATE)),
    "a calling fax": lambda seconds: cadence(seconds, (0.5, 3), 1100),
    "an answering fax": fax_answer,
    "fax handshake": lambda seconds: keyed(seconds, 300, 1850, 1650),
    "caller id": lambda seconds: keyed(seconds, 1200, 2200, 1200),
    "a modem": modem,
    "strings": strings,
    "piano": piano,
    "a band": band,
}
"""Everything that holds no word, each made for as many seconds as asked."""
