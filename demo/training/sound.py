"""Strips of training sound: several utterances by one voice through one telephone line, with exact labels.

A line is a random but plausible telephone channel: band, level, noise, perhaps µ-law and Opus, as in
the sample calls. Everything is 8 kHz until `demo.training.features` makes log-mel frames of it.
"""

import io
from dataclasses import dataclass
from random import Random

import av
import numpy as np
import numpy.typing as npt
from scipy.signal import butter, resample_poly, sosfilt

from demo.training.corpus import utterance
from demo.voices import RATE, Spoken, SpokenPhone, SpokenWord, speak

STRIP_SECONDS = 28.8
Sound = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Strip:
    """Sound of `STRIP_SECONDS`; utterances as tuples of timed words; phones; all times in seconds."""

    voice: str
    samples: Sound
    utterances: tuple[tuple[SpokenWord, ...], ...]
    phones: tuple[SpokenPhone, ...]


def make_strip(rng: Random, voice: str, text: "list[str] | None" = None, *, line: bool = True) -> Strip:
    """Utterances (those of `text`, else random ones) until the strip is full, then the telephone line."""
    waiting = list(text) if text is not None else None
    sound = np.zeros(int(STRIP_SECONDS * RATE), np.float32)
    utterances: list[tuple[SpokenWord, ...]] = []
    phones: list[SpokenPhone] = []
    at = rng.uniform(0.1, 1.0)
    while waiting is None or waiting:
        said = varied(speak(waiting.pop(0) if waiting else utterance(rng), voice, speed=rng.uniform(0.92, 1.12)), rng)
        if at + said.duration > STRIP_SECONDS - 0.1:
            break
        first = int(at * RATE)
        sound[first : first + len(said.samples)] = said.samples
        utterances.append(tuple(SpokenWord(w.word, w.start + at, w.end + at) for w in said.words))
        phones += [SpokenPhone(p.name, p.start + at, p.end + at) for p in said.phones]
        at += said.duration + pause(rng)
    return Strip(voice, telephone(sound, rng) if line else sound, tuple(utterances), tuple(phones))


def make_wordless(rng: Random) -> Strip:
    """A strip in which nobody speaks: line noise, or hold music of slowly changing chords."""
    count = int(STRIP_SECONDS * RATE)
    sound = np.zeros(count, np.float32)
    if rng.random() < 0.6:
        time = np.arange(count) / RATE
        for start in range(0, count, RATE // 2):
            part = slice(start, start + RATE // 2)
            for _ in range(rng.randint(1, 4)):
                pitch = 220 * 2 ** (rng.randint(0, 24) / 12)
                sound[part] += np.sin(2 * np.pi * pitch * time[part]) * np.exp(-3 * (time[part] - time[start]))
        sound *= 0.2
    return Strip("", telephone(sound, rng), (), ())


def pause(rng: Random) -> float:
    """Seconds between utterances: mostly what is left between merged speech, sometimes a real wait."""
    return rng.choice((rng.uniform(0.1, 0.5), rng.uniform(0.4, 1.0), rng.uniform(0.5, 2.5)))


def varied(said: Spoken, rng: Random) -> Spoken:
    """Half of the time pitch, formants and pace together are moved by up to 7 %, for voices never heard."""
    if rng.random() < 0.5:
        return said
    percent = rng.randint(93, 107)
    stretch = percent / 100
    return Spoken(
        resample_poly(said.samples, percent, 100).astype(np.float32),
        tuple(SpokenWord(w.word, w.start * stretch, w.end * stretch) for w in said.words),
        tuple(SpokenPhone(p.name, p.start * stretch, p.end * stretch) for p in said.phones),
    )


def telephone(sound: Sound, rng: Random) -> Sound:
    """The same sound at the far end of a random telephone line."""
    band = butter(rng.choice((2, 4)), (rng.uniform(180, 340), rng.uniform(3_200, 3_700)), "band", fs=RATE, output="sos")
    far = sosfilt(band, sound)
    level = float(np.sqrt(np.mean(np.square(far)))) or 0.02
    far = far + noise(len(far), rng) * level * 10 ** (-rng.uniform(13, 42) / 20)
    far = far / (np.abs(far).max() + 1e-9) * 10 ** (-rng.uniform(1, 24) / 20)
    if rng.random() < 0.3:
        far = mu_law(far)
    far = far.astype(np.float32)
    return through_opus(far, rng.choice((10_000, 12_000, 16_000, 24_000))) if rng.random() < 0.6 else far


def noise(count: int, rng: Random) -> Sound:
    """Noise of unit power with a random tilt, sometimes with mains hum."""
    source = np.random.default_rng(rng.getrandbits(32))
    spectrum = np.fft.rfft(source.standard_normal(count))
    frequency = np.maximum(np.fft.rfftfreq(count, 1 / RATE), 50)
    tilted = np.fft.irfft(spectrum * frequency ** -rng.uniform(0, 1), count)
    tilted = tilted / np.sqrt(np.mean(np.square(tilted)))
    if rng.random() < 0.2:
        tilted = tilted + np.sin(2 * np.pi * rng.choice((100, 120)) * np.arange(count) / RATE)
    return tilted.astype(np.float32)


def mu_law(sound: Sound) -> Sound:
    """There and back through 8-bit µ-law (ITU-T G.711, continuous form)."""
    squeezed = np.sign(sound) * np.log1p(255 * np.abs(sound)) / np.log(256)
    coarse = np.round(squeezed * 127) / 127
    return (np.sign(coarse) * (np.power(256, np.abs(coarse)) - 1) / 255).astype(np.float32)


def through_opus(sound: Sound, bit_rate: int) -> Sound:
    """There and back through Opus at 8 kHz, same length, delay removed."""
    store = io.BytesIO()
    with av.open(store, "w", format="ogg") as container:
        stream = container.add_stream("libopus", rate=RATE, layout="mono")
        stream.bit_rate = bit_rate
        frame = av.AudioFrame.from_ndarray((sound * 32_767).astype(np.int16)[None], format="s16", layout="mono")
        frame.sample_rate = RATE
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
    store.seek(0)
    with av.open(store) as container:
        resampler = av.AudioResampler("flt", "mono", RATE)
        decoded = [part for frame in container.decode(audio=0) for part in resampler.resample(frame)]
        decoded += resampler.resample(None)
    heard = np.concatenate([part.to_ndarray()[0] for part in decoded])[: len(sound)]
    return np.pad(heard, (0, len(sound) - len(heard))).astype(np.float32)
