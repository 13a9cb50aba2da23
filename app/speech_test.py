"""What the speech model of an installation does on this machine: a short self-test on a sample call."""

import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from audio.decode import decode
from settings.settings import CHECKOUT, Settings
from transcribe.whisper import WhisperEngine

SAMPLES: Final = CHECKOUT / "demo" / "calls"
LONG_ENOUGH_S: Final = 5.0
"""A first hearing that takes longer needs no second one: what a start costs is small beside it."""


@dataclass(frozen=True)
class SpeechTest:
    """`speed` is seconds of a two-channel call written down in one second; None without a sample call."""

    model: str
    device: str
    compute_type: str
    threads: int
    batch: int
    speed: float | None

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def tells(self) -> str:
        speed = f"{self.speed:.1f} s of a call in a second" if self.speed is not None else "no sample call to time"
        return f"{self.model} on {self.device} ({self.compute_type}, {self.threads} threads): {speed}"


def try_speech(settings: Settings, *, samples: Path = SAMPLES) -> SpeechTest:
    """Load the model and let it hear a sample call. Raises ModelUnavailable."""
    engine = WhisperEngine.load(settings.speech_model, device=settings.speech.device, threads=settings.speech.threads)
    sample = next(iter(sorted(samples.glob("*.opus"))), None)
    return SpeechTest(
        model=engine.name,
        device=engine.device,
        compute_type=engine.compute_type,
        threads=engine.threads,
        batch=engine.batch,
        speed=_speed(engine, sample) if sample is not None else None,
    )


def _speed(engine: WhisperEngine, sample: Path) -> float:
    """Seconds heard in a second; the first hearing only warms up, unless it takes long."""
    sound = decode(sample)
    channels = [sound.channel(index) for index in range(sound.channels)]
    for _ in range(2):
        start = time.perf_counter()
        engine.hear(channels, rate=sound.rate)
        took = time.perf_counter() - start
        if took > LONG_ENOUGH_S:
            break
    return sound.duration_s / took
