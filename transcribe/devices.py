"""Where a model runs: on a graphics card where one can be used, else on the processor."""

from pathlib import Path
from typing import Final, Literal

import ctranslate2
import numpy as np
import structlog
from faster_whisper import WhisperModel

from settings.cores import cores
from transcribe.models import ModelUnavailable

Device = Literal["auto", "cpu", "cuda"]

_MAX_THREADS: Final = 8
"""More threads make a small model slower."""

log = structlog.get_logger()


def default_threads() -> int:
    """One for each core that this process may use, as far as that helps."""
    return min(_MAX_THREADS, cores())


def load_model(model: str, directory: Path, device: Device, threads: int) -> WhisperModel:
    """A loaded model: on CUDA in 16-bit floats, on the processor in 8-bit integers.

    `auto` takes CUDA where a device is seen and a first calculation succeeds: a card without its libraries is no
    reason not to work. Raises ModelUnavailable.
    """
    seen = ctranslate2.get_cuda_device_count() > 0
    if device == "cuda" and not seen:
        raise ModelUnavailable(model, "the device 'cuda' was asked for, but no CUDA device is visible")
    if device != "cpu" and seen:
        try:
            return _on_cuda(directory, threads)
        except (RuntimeError, ValueError) as error:
            if device == "cuda":
                raise ModelUnavailable(model, f"it cannot be used on 'cuda' ({error})") from error
            log.warning("cuda_unusable", error=str(error), instead="cpu")
    try:
        return WhisperModel(str(directory), device="cpu", compute_type="int8", cpu_threads=threads)
    except (RuntimeError, ValueError, OSError) as error:
        raise ModelUnavailable(model, f"it cannot be loaded ({error})") from error


def _on_cuda(directory: Path, threads: int) -> WhisperModel:
    """Libraries are only looked for at the first calculation, so one is made here."""
    half = "float16" in ctranslate2.get_supported_compute_types("cuda")
    compute_type = "float16" if half else "float32"
    loaded = WhisperModel(str(directory), device="cuda", compute_type=compute_type, cpu_threads=threads)
    extractor = loaded.feature_extractor
    mels = extractor.mel_filters.shape[0]
    loaded.encode(np.zeros((1, mels, extractor.nb_max_frames), dtype=np.float32))
    return loaded
