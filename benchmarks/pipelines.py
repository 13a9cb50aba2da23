"""Our pipeline and the opponent's, each as a call a user would make, with the CPU seconds it took."""

import os
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from faster_whisper import BatchedInferencePipeline, decode_audio
from faster_whisper.vad import VadOptions, collect_chunks, get_speech_timestamps

from audio.confined import ConfinedDecoder
from audio.sound import Sound
from redact.exemptions import NO_EXEMPTIONS
from settings.settings import Speech
from transcribe.channels import ChannelMap, part_voices
from transcribe.echo import without_echoes
from transcribe.passages import Listener
from transcribe.voice import VOICE_RATE, find_voice
from transcribe.whisper import WhisperEngine, WhisperOptions
from worker.learnt_names import LearntNames
from worker.passages import redact_passages
from worker.reading import Reader

LANGUAGE = "en"
"""Given to both, though only theirs encodes a window more to find out."""


@dataclass(frozen=True)
class Plan:
    """What of a recording is to be heard: seconds of speech with its pads, and the windows it is packed into."""

    seconds: float
    speech_s: float
    windows: int
    window_s: float

    @property
    def window_ratio(self) -> float:
        return self.windows * self.window_s / self.speech_s if self.speech_s else 0.0


@dataclass
class Ours:
    """Decoding in the confined child, transcription of both sides together, redaction of the text."""

    engine: WhisperEngine
    tokens_a_window: int = 0
    """0 leaves it to the model."""
    decoder: ConfinedDecoder = field(default_factory=ConfinedDecoder)
    speech: Speech = field(default_factory=Speech)

    def cpu_seconds(self, path: Path, *, checked: bool = False) -> float:
        """From the file to its redacted text; `checked` listens again around each cut, as an installation does."""
        self._set_tokens()
        if self.decoder.child_pid is None:
            self.sound(path)  # the child is warm in use
        before = self._clock()
        self.redacted_text(path, checked=checked)
        return self._clock() - before

    def redacted_text(self, path: Path, *, checked: bool = False) -> str:
        reader = Reader((path,), self.decoder, self.speech)
        overview, _ = reader.look_over()
        listener = Listener.of(overview, self.engine, channel_map=ChannelMap(), language=LANGUAGE)
        passages = reader.passages(overview, listener)
        engine = self.engine if checked else None
        cut = redact_passages(passages, exempt=NO_EXEMPTIONS, names=LearntNames(b"benchmark"), engine=engine)
        return "\n".join(passage.heard.text for passage in cut)

    def plan(self, path: Path) -> Plan:
        sound = self.sound(path)
        voices = part_voices(sound, ChannelMap())
        voice = [find_voice(samples, index, self.engine.voice) for index, samples in enumerate(voices.channels)]
        pieces = [piece for own in without_echoes(voice, voices.channels) for piece in own]
        speech_s = sum(piece.length for piece in pieces) / VOICE_RATE
        window_s = float(self.engine.model.feature_extractor.chunk_length)
        return Plan(sound.duration_s, speech_s, len(self.engine.packed(pieces)), window_s)

    def sound(self, path: Path) -> Sound:
        return self.decoder.decode(path)

    def close(self) -> None:
        self.decoder.close()

    def _set_tokens(self) -> None:
        if self.tokens_a_window:
            self.engine.model.max_length = self.tokens_a_window + _prompt_length(self.engine.model)

    def _clock(self) -> float:
        return time.process_time() + _cpu_of(self.decoder.child_pid)


@dataclass
class Theirs:
    """faster-whisper's batched pipeline on each channel, with the word times that we find too."""

    model: Any
    beam: int
    batch: int
    tokens_a_window: int = 0

    def cpu_seconds(self, path: Path) -> float:
        before = time.process_time()
        self.text(path)
        return time.process_time() - before

    def text(self, path: Path) -> str:
        self.model.max_length = 448
        pipeline = BatchedInferencePipeline(self.model)
        texts = []
        for channel in decode_audio(str(path), split_stereo=True):
            segments, _ = pipeline.transcribe(
                channel,
                language=LANGUAGE,
                beam_size=self.beam,
                batch_size=self.batch,
                word_timestamps=True,
                max_new_tokens=self.tokens_a_window or None,
            )
            texts += [segment.text for segment in segments]
        return "\n".join(texts)

    def windows(self, path: Path) -> int:
        """As many as its own code makes, by its own default options."""
        longest = self.model.feature_extractor.chunk_length
        options = VadOptions(max_speech_duration_s=longest, min_silence_duration_ms=160)
        return sum(
            len(collect_chunks(channel, get_speech_timestamps(channel, options), max_duration=longest)[0])
            for channel in decode_audio(str(path), split_stereo=True)
        )


def load_both(model: str, *, threads: int, beam: int, batch: int) -> tuple[Ours, Theirs]:
    """Both on one loaded model."""
    engine = WhisperEngine.load(model, device="cpu", threads=threads, options=WhisperOptions(beam_size=beam))
    return Ours(engine), Theirs(engine.model, beam=beam, batch=batch)


def _prompt_length(model: Any) -> int:
    """Tokens before the text: start, and for a model of many languages language and task, and no times."""
    return 4 if model.model.is_multilingual else 2


def _cpu_of(pid: int | None) -> float:
    """CPU seconds of a living process (proc(5), fields 14 and 15)."""
    if pid is None:
        return 0.0
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
