"""Finds a speech model: in a directory, in the download cache, or on the hub."""

from pathlib import Path
from typing import Final

import huggingface_hub
from faster_whisper import available_models, download_model

from settings.errors import ListenbackError

_NEEDED: Final = ("model.bin", "config.json", "tokenizer.json")


THREE_WAYS: Final = (
    "Three ways to get one: give a directory with --model DIR; download one once with a network and a name "
    "such as --model small; or use the shipped demo model with --model models/speech-demo."
)


class ModelUnavailable(ListenbackError):  # noqa: N818 - the name says the state that a page and a command report
    """No speech model could be had. The message is one line with the three ways to get one."""

    code = "model_unavailable"
    status = 503

    def __init__(self, model: str, why: str) -> None:
        super().__init__(f"No speech model {model!r}: {why}.", remedy=THREE_WAYS)
        self.model = model
        self.why = why


def find_model(model: str) -> Path:
    """The directory of a model given by directory, by name (`small`) or by hub id (`owner/name`).

    A name is looked up in the download cache first and downloaded only if it is not there.
    Raises ModelUnavailable.
    """
    path = Path(model).expanduser()
    if path.is_dir():
        return _checked(model, path)
    if path.exists():
        raise ModelUnavailable(model, "it is a file, not a directory")
    if _is_path(model):
        raise ModelUnavailable(model, "there is no such directory")
    if model not in available_models() and "/" not in model:
        raise ModelUnavailable(model, f"no model has this name (known: {', '.join(available_models())})")
    return _downloaded(model)


def _checked(model: str, path: Path) -> Path:
    missing = [name for name in _NEEDED if not (path / name).is_file()]
    if missing:
        raise ModelUnavailable(model, f"the directory lacks {', '.join(missing)}")
    return path


def _is_path(model: str) -> bool:
    """A hub id has one slash and no directory of that name beside us; everything else with one is a path."""
    parts = Path(model).parts
    return len(parts) > 2 or model.startswith((".", "/", "~")) or (len(parts) == 2 and Path(parts[0]).is_dir())


def _downloaded(model: str) -> Path:
    try:
        return Path(download_model(model, local_files_only=True))
    except (OSError, ValueError):
        pass
    try:
        return Path(download_model(model))
    except (OSError, ValueError, RuntimeError, huggingface_hub.errors.HfHubHTTPError) as error:
        raise ModelUnavailable(model, f"it is not downloaded, and cannot be ({type(error).__name__})") from error
