"""A faster-whisper model that writes what the test tells it, window by window."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import numpy as np
from tokenizers import Tokenizer, decoders, models

SPECIAL = [
    "<|endoftext|>",
    "<|startoftranscript|>",
    "<|en|>",
    "<|de|>",
    "<|translate|>",
    "<|transcribe|>",
    "<|startoflm|>",
    "<|startofprev|>",
    "<|nospeech|>",
    "<|notimestamps|>",
]


@dataclass
class FakeFeatureExtractor:
    """Empty spectrograms of the right length for a model that listens through windows of `chunk_length` seconds."""

    chunk_length: int
    seconds: list[float]

    @property
    def n_samples(self) -> int:
        return self.chunk_length * 16_000

    @property
    def mel_filters(self) -> np.ndarray:
        return np.zeros((80, 201), np.float32)

    @property
    def nb_max_frames(self) -> int:
        return self.chunk_length * 100

    def __call__(self, samples: np.ndarray) -> np.ndarray:
        self.seconds.append(samples.size / 16_000)
        return np.zeros((80, samples.size // 160 + 1), np.float32)


@dataclass
class FakeWhisperModel:
    """Stands in for `faster_whisper.WhisperModel`; text after text for window after window.

    `asked` records for every window the language token of its prompt (None for an English-only model)
    and the repetition penalty; `seconds` how much of each window was sound.
    """

    texts: Sequence[str]
    multilingual: bool = False
    languages: Sequence[Sequence[tuple[str, float]]] = ()
    no_speech: float = 0.0
    log_probability: float = -0.2
    asked: list[tuple[int | None, float]] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    suppressed: list[int] = field(default_factory=list)
    max_length: int = 448
    window_s: int = 30
    expected: str | None = None

    def __post_init__(self) -> None:
        self.feature_extractor = FakeFeatureExtractor(self.window_s, self.seconds)
        words = sorted({word for text in self.texts for word in text.split()})
        vocabulary = {word: index for index, word in enumerate([" ", "-", "[", *words, *SPECIAL])}
        self.hf_tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token=" "))
        self.hf_tokenizer.decoder = decoders.Fuse()
        self.vocabulary = vocabulary
        self.waiting = list(self.texts)
        self.model = SimpleNamespace(
            device="cpu",
            is_multilingual=self.multilingual,
            generate=self._generate,
            detect_language=lambda _encoded: self.languages,
        )

    def encode(self, features: np.ndarray) -> np.ndarray:
        assert features.shape[1:] == (80, self.feature_extractor.nb_max_frames)
        return features

    def get_prompt(
        self, tokenizer: Any, previous: list[int], *, without_timestamps: bool, hotwords: str | None
    ) -> list[int]:
        assert without_timestamps
        self.expected = hotwords
        return [*tokenizer.sot_sequence, tokenizer.no_timestamps]

    def find_alignment(
        self, _tokenizer: Any, tokens: Iterable[list[int]], _encoded: Any, frames: list[int]
    ) -> list[list[dict[str, Any]]]:
        """Words at equal distances over the window."""
        names = {index: word for word, index in self.vocabulary.items()}
        return [
            [
                {
                    "word": " " + names[token],
                    "start": index * count / 100 / len(written),
                    "end": (index + 1) * count / 100 / len(written),
                    "probability": 0.9,
                }
                for index, token in enumerate(written)
            ]
            for written, count in zip(tokens, frames, strict=True)
        ]

    def _generate(self, encoded: np.ndarray, prompts: list[list[int]], **options: Any) -> list[Any]:
        assert encoded.shape[0] == len(prompts)
        self.suppressed = options["suppress_tokens"]
        results = []
        for prompt in prompts:
            language = prompt[1] if self.multilingual else None
            self.asked.append((language, options["repetition_penalty"]))
            tokens = [self.vocabulary[word] for word in self.waiting.pop(0).split()]
            results.append(
                SimpleNamespace(sequences_ids=[tokens], scores=[self.log_probability], no_speech_prob=self.no_speech)
            )
        return results
