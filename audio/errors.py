"""What can be wrong with a recording, in words for the person who has to put it right."""

from pathlib import Path
from typing import ClassVar


class AudioError(Exception):
    """A recording that cannot be used. `reason` is a stable code; the message names file and remedy."""

    reason: ClassVar[str] = "audio"

    def __init__(self, path: Path | str, what: str, remedy: str) -> None:
        super().__init__(f"{path}: {what}; {remedy}")
        self.path = str(path)
        self.what = what
        self.remedy = remedy

    def __reduce__(self) -> tuple[type["AudioError"], tuple[str, str, str]]:
        """Lets the error travel from a decoding child process to its parent."""
        return type(self), (self.path, self.what, self.remedy)


class MissingFileError(AudioError):
    reason = "missing"


class EmptyFileError(AudioError):
    reason = "empty"


class NotAudioError(AudioError):
    reason = "not_audio"


class CorruptAudioError(AudioError):
    reason = "corrupt"


class TooLongError(AudioError):
    reason = "too_long"


class TooLargeError(AudioError):
    reason = "too_large"


class UnsupportedAudioError(AudioError):
    reason = "unsupported"


class ZeroSecondsError(AudioError):
    reason = "zero_seconds"
