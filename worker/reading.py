"""A recording is read as often as the work on it needs: once to look it over, once more in sections if it is long."""

import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import IO

from audio.confined import ConfinedDecoder, Confinement
from audio.decode import SPEECH_RATE, Limits
from audio.join import BlockStream
from audio.sections import Overview, Section, look_over, sections, stretch
from redact.seams import OVERLAP_S
from settings.settings import Speech
from store.installation import Installation
from transcribe.passages import Listener, Passage


@dataclass(frozen=True, slots=True)
class Reader:
    """All methods raise AudioError.

    `paths` are one file, or two with a side of the call in each; `files` the open files that they stand for, where
    these have no name.
    """

    paths: tuple[Path, ...]
    decoder: ConfinedDecoder
    speech: Speech
    files: tuple[IO[bytes], ...] = ()

    def look_over(self) -> tuple[Overview, bool]:
        """The recording as a whole, and whether it ends before it should."""
        stream = self._stream()
        return look_over(stream, SPEECH_RATE, longest_s=self.speech.chunk_seconds), stream.truncated

    def passages(self, overview: Overview, listener: Listener, *, start: int = 0) -> Iterator[Passage]:
        """What is said from sample `start` on, in one passage if the recording is short."""
        if overview.is_whole and not start:
            yield listener.hear(Section(0, overview.sample))
            return
        longest = float(self.speech.chunk_seconds)
        parts = sections(self._stream(), SPEECH_RATE, length=overview.length, start=start, longest_s=longest)
        yield from map(listener.hear, parts)

    def lead(self, listener: Listener, start: int) -> Passage | None:
        """What is said right before sample `start`, as far back as redaction looks."""
        if not start:
            return None
        first = max(0, start - round(OVERLAP_S * SPEECH_RATE))
        return listener.hear(stretch(self._stream(), SPEECH_RATE, start=first, end=start))

    def _stream(self) -> BlockStream:
        for file in self.files:
            file.seek(0)  # some systems share its offset with whoever opens it again
        limits = Limits.of(self.speech)
        if len(self.paths) == 1:
            return self.decoder.stream(self.paths[0], limits=limits)
        left, right = self.paths
        return self.decoder.stream_pair(left, right, limits=limits)


@contextmanager
def spooled(installation: Installation, blobs: Sequence[str]) -> Iterator[Reader]:
    """A reader of an original of one or two files; they are copied to files without names, gone when the worker is."""
    speech = installation.settings.speech
    decoder = _decoder(Confinement.of(speech), os.getpid())
    with ExitStack() as spools:
        files = tuple(spools.enter_context(tempfile.TemporaryFile(prefix="listenback-")) for _ in blobs)
        for file, blob in zip(files, blobs, strict=True):
            with installation.blobs.open(blob) as original:
                shutil.copyfileobj(original, file, 1 << 20)
            file.flush()
        yield Reader(tuple(Path(f"/dev/fd/{file.fileno()}") for file in files), decoder, speech, files)


def close_decoder() -> None:
    """End this process's decoding child; the next recording starts another."""
    _decoder.cache_clear()


@lru_cache(maxsize=1)
def _decoder(confinement: Confinement, _pid: int) -> ConfinedDecoder:
    """The decoding child, kept warm by each worker process of its own."""
    return ConfinedDecoder(confinement)
