"""What can be wrong with a recording, in words for the person who has to put it right."""

from pathlib import Path
from typing import Final

from settings.errors import ListenbackError


class AudioError(ListenbackError):
    """A recording that cannot be used. `reason` is a stable code; the message names file and remedy."""

    code = "audio"
    status = 422

    def __init__(self, path: Path | str, what: str, remedy: str) -> None:
        super().__init__(f"{path}: {what}.", remedy=remedy)
        self.path = str(path)
        self.what = what

    @property
    def reason(self) -> str:
        return self.code


class MissingFileError(AudioError):
    code = "missing"


class EmptyFileError(AudioError):
    code = "empty"


class NotAudioError(AudioError):
    code = "not_audio"


class CorruptAudioError(AudioError):
    code = "corrupt"


class TooLongError(AudioError):
    code = "too_long"


class TooLargeError(AudioError):
    code = "too_large"


class UnsupportedAudioError(AudioError):
    code = "unsupported"


class ZeroSecondsError(AudioError):
    code = "zero_seconds"


class TooMuchMemoryError(AudioError):
    code = "too_much_memory"


class TooSlowError(AudioError):
    code = "too_slow"


class DecoderCrashedError(AudioError):
    code = "decoder_crashed"


BY_REASON: Final = {kind.code: kind for kind in AudioError.__subclasses__()}
"""Every kind of error by its stable code, so that an error can be told as plain text and made anew elsewhere."""
