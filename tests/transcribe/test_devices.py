"""Which device a model gets: the card where it works, the processor where it does not."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import ctranslate2
import pytest

from tests.fakes.whisper_model import FakeFeatureExtractor
from transcribe import devices
from transcribe.devices import default_threads, load_model
from transcribe.models import ModelUnavailable

Loads = Callable[..., Any]


class FakeLoaded:
    """What faster-whisper returns; on a card whose libraries are missing the first calculation fails."""

    def __init__(self, directory: str, *, device: str, compute_type: str, cpu_threads: int) -> None:
        self.directory, self.device, self.compute_type, self.cpu_threads = directory, device, compute_type, cpu_threads
        self.feature_extractor = FakeFeatureExtractor(30, [])

    def encode(self, _features: Any) -> None:
        return


class LacksLibraries(FakeLoaded):
    def encode(self, _features: Any) -> None:
        raise RuntimeError("Library libcublas.so.12 is not found or cannot be loaded")


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Loads:
    """A machine with so many cards, whose models load as `loaded` does."""

    def made(*, cards: int, loaded: type[FakeLoaded] = FakeLoaded, types: tuple[str, ...] = ("float16",)) -> None:
        monkeypatch.setattr(ctranslate2, "get_cuda_device_count", lambda: cards)
        monkeypatch.setattr(ctranslate2, "get_supported_compute_types", lambda _device: set(types))
        monkeypatch.setattr(devices, "WhisperModel", loaded)

    return made


def test_a_card_is_taken_where_there_is_one(machine: Loads) -> None:
    machine(cards=1)
    loaded = load_model("small", Path("small"), "auto", 4)
    assert (loaded.device, loaded.compute_type) == ("cuda", "float16")


def test_a_card_without_half_floats_calculates_in_whole_ones(machine: Loads) -> None:
    machine(cards=1, types=("float32", "int8"))
    assert load_model("small", Path("small"), "cuda", 4).compute_type == "float32"


def test_the_processor_is_taken_where_there_is_no_card(machine: Loads) -> None:
    machine(cards=0)
    loaded = load_model("small", Path("small"), "auto", 3)
    assert (loaded.device, loaded.compute_type, loaded.cpu_threads) == ("cpu", "int8", 3)
    assert default_threads() >= 1


def test_a_card_that_cannot_be_used_is_no_reason_not_to_work(machine: Loads) -> None:
    machine(cards=1, loaded=LacksLibraries)
    assert load_model("small", Path("small"), "auto", 2).device == "cpu"


def test_a_card_that_was_asked_for_by_name_must_work(machine: Loads) -> None:
    machine(cards=1, loaded=LacksLibraries)
    with pytest.raises(ModelUnavailable, match="libcublas"):
        load_model("small", Path("small"), "cuda", 2)
    machine(cards=0)
    with pytest.raises(ModelUnavailable, match="no CUDA device"):
        load_model("small", Path("small"), "cuda", 2)
