"""The shipped speech model: small, complete, and able to hear the demo's own voices."""

import ctypes
from pathlib import Path

import numpy as np
import pytest
from scipy.signal import resample_poly

MODEL = Path(__file__).parents[2] / "models" / "speech-demo"
SENTENCE = "i am calling about the letter i got in the mail on monday"


@pytest.fixture(scope="module")
def model() -> object:
    from faster_whisper import WhisperModel

    return WhisperModel(str(MODEL), device="cpu", compute_type="int8", cpu_threads=1, local_files_only=True)


def test_it_is_at_most_ten_megabytes() -> None:
    assert sum(path.stat().st_size for path in MODEL.iterdir()) <= 10_000_000


def test_its_card_says_what_it_cannot_do() -> None:
    card = (MODEL / "README.md").read_text(encoding="utf-8")
    assert "synthetic telephone voices and nothing else" in " ".join(card.split())


def test_it_gives_word_times_inside_the_recording(model: object) -> None:
    noise = np.random.default_rng(1).normal(0, 0.02, 48_000).astype(np.float32)
    segments, info = model.transcribe(noise, language="en", word_timestamps=True)  # type: ignore[attr-defined]
    words = [word for segment in segments for word in segment.words or ()]
    assert info.duration == 3.0
    assert all(0 <= word.start <= word.end <= 3.5 for word in words)


def test_it_hears_a_sentence_spoken_by_a_voice_of_the_demo(model: object) -> None:
    from demo.voices import RATE, speak

    try:
        ctypes.CDLL("libespeak-ng.so.1")
    except OSError:
        pytest.skip("espeak-ng is not installed (apt-get install libespeak-ng1)")
    sound = resample_poly(speak(SENTENCE, "espeak-f2").samples, 16_000 // RATE, 1).astype(np.float32)
    segments, _ = model.transcribe(np.pad(sound, 8_000), language="en", beam_size=5)  # type: ignore[attr-defined]
    heard = " ".join(segment.text for segment in segments).split()
    assert len(set(SENTENCE.split()) & set(heard)) >= 8
