"""faster-whisper behind the Engine seam: a call's voice in packed windows, words back on their channel.

Its own batched pipeline takes one channel, transcribes the two sides of a call in windows that are half
empty, and encodes the first window twice to learn the language. Here both sides share windows, the
language is read from the window that is encoded anyway, and a window that goes in circles is heard again
in halves.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final

import ctranslate2
import numpy as np
from faster_whisper import WhisperModel
from faster_whisper.audio import pad_or_trim
from faster_whisper.tokenizer import Tokenizer
from faster_whisper.transcribe import get_suppressed_tokens

from audio.sound import Samples
from transcribe.devices import Device, default_threads, load_model
from transcribe.echo import without_echoes
from transcribe.engine import Heard
from transcribe.guards import goes_in_circles, heard_nothing
from transcribe.language import Spoken, spoken_language
from transcribe.models import find_model
from transcribe.packing import GRID, Window, levelling_gains, pack_tightly, split, window_samples
from transcribe.voice import VOICE_RATE, Piece, VoiceOptions, find_voice
from transcribe.words_back import RawWord, utterances_by_channel

_BATCH: Final = {"cpu": 4, "cuda": 16}
_PAD_SHARES: Final = (1.0, 0.75, 0.5)
_TOKENS_A_SECOND: Final = 16
_MIN_TOKENS: Final = 32


@dataclass(frozen=True, slots=True)
class WhisperOptions:
    """How to listen.

    `beam_size` 1 is the fastest. `batch` is the number of windows decoded together; 0 takes 16 on a graphics
    card, and on a processor 4, which was measured to be best: more gain little and cost memory, 20 MiB each
    with `tiny`, 110 with `small`. A call that is surely in none of the `languages` is not written down; empty
    listens to all. `hotwords` are words it may expect.
    """

    beam_size: int = 5
    batch: int = 0
    languages: frozenset[str] = frozenset()
    hotwords: tuple[str, ...] = ()
    voice: VoiceOptions = field(default_factory=VoiceOptions)


@dataclass(frozen=True, slots=True)
class _Draft:
    """What the model wrote for one window."""

    window: Window
    tokens: list[int]
    text: str
    words: tuple[RawWord, ...]


@dataclass(slots=True)
class WhisperEngine:
    """A loaded model; one per process, used for one call at a time."""

    model: WhisperModel
    name: str
    options: WhisperOptions = field(default_factory=WhisperOptions)
    threads: int = 0

    @classmethod
    def load(
        cls, model: str, *, device: Device = "auto", threads: int = 0, options: WhisperOptions | None = None
    ) -> "WhisperEngine":
        """Load a model by directory, name or hub id; `threads` 0 takes the processor cores of this process.

        Raises ModelUnavailable.
        """
        directory = find_model(model)
        threads = threads or default_threads()
        loaded = load_model(model, directory, device, threads)
        return cls(loaded, directory_name(model), options or WhisperOptions(), threads)

    def hear(self, channels: Sequence[Samples], *, rate: int, language: str | None = None) -> Heard:
        """Transcribe one call; see Engine. Raises ValueError for a rate other than 16 kHz."""
        if rate != VOICE_RATE:
            raise ValueError(f"speech is recognised at {VOICE_RATE} Hz, not at {rate}")
        voice = [find_voice(samples, index, self.voice) for index, samples in enumerate(channels)]
        pieces = [piece for own in without_echoes(voice, channels) for piece in own]
        if not pieces:
            return Heard(channels=tuple(() for _ in channels), language=None)
        spoken = Spoken(language) if language else None
        gains = levelling_gains(pieces, channels)
        call = _Call(self.model, self.options, self.batch, channels, gains, spoken)
        words = [(draft.window, draft.words) for draft in call.transcribe(self.packed(pieces))]
        assert call.spoken is not None
        return Heard(
            channels=utterances_by_channel(words, len(channels)),
            language=call.spoken.language,
            language_probability=call.spoken.probability,
        )

    def expecting(self, hotwords: Sequence[str]) -> "WhisperEngine":
        """The same loaded model, told words that a call may hold."""
        return replace(self, options=replace(self.options, hotwords=tuple(hotwords)))

    @property
    def device(self) -> str:
        """`cpu` or `cuda`."""
        return str(self.model.model.device)

    @property
    def compute_type(self) -> str:
        """In what numbers the model calculates, such as `int8_float32` or `float16`."""
        return str(self.model.model.compute_type)

    @property
    def batch(self) -> int:
        """Windows decoded together."""
        return self.options.batch or _BATCH[self.device]

    @property
    def voice(self) -> VoiceOptions:
        """How voice is cut: no piece may be longer than the window this model listens through."""
        longest = float(self.model.feature_extractor.chunk_length - 1)
        return replace(self.options.voice, max_piece_s=min(self.options.voice.max_piece_s, longest))

    def packed(self, pieces: Sequence[Piece]) -> tuple[Window, ...]:
        pads = [round(share * self.options.voice.pad_s * VOICE_RATE) for share in _PAD_SHARES]
        return pack_tightly(pieces, self.model.feature_extractor.n_samples, pads)


def directory_name(model: str) -> str:
    """A model's name without the directories above it, as it is stored and shown."""
    return Path(model).expanduser().name


@dataclass(slots=True)
class _Call:
    """One call on its way through the model; `spoken` is filled in from the first windows."""

    model: WhisperModel
    options: WhisperOptions
    size: int
    channels: Sequence[Samples]
    gains: Sequence[float]
    spoken: Spoken | None

    def transcribe(self, windows: Sequence[Window]) -> Iterator[_Draft]:
        again: list[Window] = []
        for batch in _batched(windows, self.size):
            if self.spoken and not self.spoken.is_heard:
                return
            for draft in self._decode(batch):
                halves = split(draft.window) if goes_in_circles(draft.text) else ()
                if len(halves) > 1:
                    again += halves
                else:
                    yield draft
        for batch in _batched(again, self.size):
            yield from self._decode(batch, repetition_penalty=1.15)

    def _decode(self, windows: Sequence[Window], *, repetition_penalty: float = 1.0) -> list[_Draft]:
        encoded = self._encoded(windows)
        self.spoken = self.spoken or self._language(encoded)
        if not self.spoken.is_heard:
            return []
        tokenizer = self._tokenizer(self.spoken.language)
        hotwords = ", ".join(self.options.hotwords) or None
        prompt = self.model.get_prompt(tokenizer, [], without_timestamps=True, hotwords=hotwords)
        longest = max(window.length for window in windows) / VOICE_RATE
        results = self.model.model.generate(
            encoded,
            [prompt] * len(windows),
            beam_size=self.options.beam_size,
            max_length=min(self.model.max_length, len(prompt) + _MIN_TOKENS + round(_TOKENS_A_SECOND * longest)),
            repetition_penalty=repetition_penalty,
            suppress_tokens=_suppressed(tokenizer),
            return_scores=True,
            return_no_speech_prob=True,
        )
        tokens = [_spoken_tokens(result, tokenizer) for result in results]
        frames = [window.length // GRID for window in windows]
        aligned = self.model.find_alignment(tokenizer, tokens, encoded, frames)
        return [
            _Draft(window, written, tokenizer.decode(written), tuple(map(_raw_word, words)))
            for window, written, words in zip(windows, tokens, aligned, strict=True)
        ]

    def _encoded(self, windows: Sequence[Window]) -> ctranslate2.StorageView:
        """All windows encoded: one by one on a processor, whose caches hold no more, at once on a graphics card."""
        features = [self._features(window)[np.newaxis] for window in windows]
        if self.model.model.device != "cpu" or len(features) == 1:
            return self.model.encode(np.concatenate(features))
        each = [np.asarray(self.model.encode(one)) for one in features]
        return ctranslate2.StorageView.from_array(np.concatenate(each))

    def _features(self, window: Window) -> np.ndarray[Any, np.dtype[np.float32]]:
        samples = window_samples(window, self.channels, self.gains)
        features = self.model.feature_extractor(samples)[..., :-1]
        return np.asarray(pad_or_trim(features, self.model.feature_extractor.nb_max_frames), dtype=np.float32)

    def _language(self, encoded: ctranslate2.StorageView) -> Spoken:
        """The language of the first windows; a model that knows English only cannot hear another."""
        among = self.options.languages
        if not self.model.model.is_multilingual:
            return Spoken("en", is_heard=not among or "en" in among)
        return spoken_language(self.model.model.detect_language(encoded), among=among)

    def _tokenizer(self, language: str) -> Tokenizer:
        multilingual = self.model.model.is_multilingual
        return Tokenizer(self.model.hf_tokenizer, multilingual, task="transcribe", language=language)


def _suppressed(tokenizer: Tokenizer) -> list[int]:
    """Marks that are not speech, such as brackets and notes.

    Never a bare blank: small vocabularies put one before their words.
    """
    return [
        token
        for token in get_suppressed_tokens(tokenizer, [-1])
        if token >= tokenizer.eot or tokenizer.decode([token]).strip()
    ]


def _spoken_tokens(result: Any, tokenizer: Tokenizer) -> list[int]:
    tokens = list(result.sequences_ids[0])
    mean_log_probability = result.scores[0] * len(tokens) / (len(tokens) + 1)
    if heard_nothing(result.no_speech_prob, mean_log_probability):
        return []
    return [token for token in tokens if token < tokenizer.eot]


def _raw_word(word: dict[str, Any]) -> RawWord:
    return RawWord(word["word"], float(word["start"]), float(word["end"]), float(word["probability"]))


def _batched(windows: Sequence[Window], most: int) -> Iterator[Sequence[Window]]:
    """Batches of up to `most` windows, as even as can be: a batch of one costs nearly twice as much a window."""
    if not windows:
        return
    batches = -(-len(windows) // most)
    for number in range(batches):
        yield windows[number * len(windows) // batches : (number + 1) * len(windows) // batches]
