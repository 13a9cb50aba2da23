"""Log-mel frames as faster-whisper makes them, and the phone label of every encoder frame."""

from random import Random

import numpy as np
import numpy.typing as npt
from faster_whisper.feature_extractor import FeatureExtractor
from scipy.signal import resample_poly

from demo.training.sound import STRIP_SECONDS, Strip

MODEL_RATE = 16_000
FRAMES = round(STRIP_SECONDS * 100)
"""Mel frames of a strip, 100 a second; the encoder halves them."""

PHONES = [
    "sil",
    "aa",
    "ae",
    "ah",
    "ao",
    "aw",
    "ax",
    "ay",
    "b",
    "ch",
    "d",
    "dh",
    "eh",
    "er",
    "ey",
    "f",
    "g",
    "hh",
    "ih",
    "iy",
    "jh",
    "k",
    "l",
    "m",
    "n",
    "ng",
    "ow",
    "oy",
    "p",
    "r",
    "s",
    "sh",
    "t",
    "th",
    "uh",
    "uw",
    "v",
    "w",
    "y",
    "z",
    "zh",
]
_ESPEAK = dict(
    pair.split("=")
    for pair in [
        "@L=l",
        "o@=ao",
        "O@=ao",
        "e@=eh",
        "i@=ih",
        "U@=uh",
        "3=er",
        "3:=er",
        "A@=aa",
        "A:=aa",
        "aa=ae",
        "a=ae",
        "a#=ax",
        "0=aa",
        "O:=ao",
        "O2=ao",
        "I#=ih",
        "I2=ih",
        "I=ih",
        "i=iy",
        "i:=iy",
        "@=ax",
        "@2=ax",
        "@-=ax",
        "@5=ax",
        "V=ah",
        "E=eh",
        "E2=eh",
        "eI=ey",
        "aI=ay",
        "aI@=ay",
        "aI3=ay",
        "i@3=iy",
        "oU=ow",
        "aU=aw",
        "aU@=aw",
        "OI=oy",
        "u:=uw",
        "U=uh",
        "t#=t",
        "t2=t",
        "?=t",
        "r-=r",
        "n-=n",
        "N=ng",
        "D=dh",
        "T=th",
        "S=sh",
        "Z=zh",
        "tS=ch",
        "dZ=jh",
        "j=y",
        "h=hh",
        "l#=l",
        "d#=d",
        "x=k",
        "u=uw",
    ]
)
_INDEX = {name: index for index, name in enumerate(PHONES)}

_extractor = FeatureExtractor()


def phone_index(name: str) -> int:
    """The class of a phone by its name in espeak-ng or flite; KeyError for one that is not listed."""
    return _INDEX[name] if name in _INDEX else _INDEX[_ESPEAK[name]]


def raw_mel(samples: npt.NDArray[np.float32], rng: Random) -> npt.NDArray[np.float16]:
    """8 kHz sound to log10 mel power, shape (FRAMES, 80), before faster-whisper's clamp and scaling.

    The upper half of the band, empty in telephone speech, gets a floor of random level, as different
    resamplers leave different dirt there.
    """
    source = np.random.default_rng(rng.getrandbits(32))
    wide = resample_poly(samples, 2, 1).astype(np.float32)
    wide += source.standard_normal(len(wide), dtype=np.float32) * np.float32(10 ** rng.uniform(-5.5, -3))
    window = np.hanning(_extractor.n_fft + 1)[:-1].astype(np.float32)
    spectrum = _extractor.stft(np.pad(wide, (0, 160)), 400, 160, window=window, return_complex=True)
    power = np.abs(spectrum[..., :-1]).astype(np.float32) ** 2
    mel = _extractor.mel_filters @ power
    return np.log10(np.maximum(mel, 1e-10)).T[:FRAMES].astype(np.float16)


def normalised(mel: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """The clamp and scaling that Whisper applies to a window."""
    return (np.maximum(mel, mel.max() - 8.0) + 4.0) / 4.0


def frame_phones(strip: Strip) -> npt.NDArray[np.uint8]:
    """The phone sounding in the middle of each 20 ms encoder frame; 0 where nobody speaks."""
    labels = np.zeros(FRAMES // 2, np.uint8)
    for phone in strip.phones:
        labels[round(phone.start * 50) : max(round(phone.end * 50), round(phone.start * 50) + 1)] = phone_index(
            phone.name
        )
    return labels
