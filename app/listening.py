"""Listen to one recording at the command line, however long it is: no database, and nothing stored."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from app.output import progress_bars
from audio.confined import ConfinedDecoder, Confinement
from audio.decode import SPEECH_RATE
from settings.settings import Settings
from transcribe.channels import ChannelMap
from transcribe.engine import Engine
from transcribe.passages import Listener, Passage
from transcribe.whisper import WhisperEngine
from worker.reading import Reader


@dataclass(frozen=True)
class Listening:
    """A recording of `length` samples; its passages are heard while they are taken."""

    passages: Iterator[Passage]
    channels: int
    length: int
    truncated: bool
    engine: Engine

    @property
    def duration_s(self) -> float:
        return self.length / SPEECH_RATE


@contextmanager
def listening(
    settings: Settings,
    file: Path,
    second_file: Path | None = None,
    *,
    model: str = "",
    channel_map: ChannelMap | None = None,
) -> Iterator[Listening]:
    """`second_file` holds the right side, where each has its own; `model` is a name or a directory.

    Raises AudioError and ModelUnavailable.
    """
    with ConfinedDecoder(Confinement.of(settings.speech)) as decoder:
        reader = Reader((file,) if second_file is None else (file, second_file), decoder, settings.speech)
        overview, truncated = reader.look_over()
        speech = settings.speech
        engine = WhisperEngine.load(model or settings.speech_model, device=speech.device, threads=speech.threads)
        listener = Listener.of(overview, engine, channel_map=channel_map or ChannelMap())
        passages = _with_progress(reader.passages(overview, listener), overview.length)
        yield Listening(passages, overview.sample.channels, overview.length, truncated, engine)


def _with_progress(passages: Iterator[Passage], length: int) -> Iterator[Passage]:
    with progress_bars() as bars:
        bar = bars.add_task("Seconds written down", total=length // SPEECH_RATE)
        for passage in passages:
            bars.update(bar, completed=passage.section.end // SPEECH_RATE)
            yield passage
