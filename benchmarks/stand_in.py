"""A Whisper model without weights, where only the model's own work is to be left out of a measurement.

The spectrogram, the tokenizer and everything around the model are the real ones; the text is not. Each window says
words at the speed of talk, so that transcripts grow as they would.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any, Final

import numpy as np
from faster_whisper.feature_extractor import FeatureExtractor
from tokenizers import Tokenizer

from transcribe.whisper import WhisperEngine

WORDS_A_SECOND: Final = 2.5
_TOKENIZER: Final = Path(__file__).parents[1] / "models" / "speech-demo" / "tokenizer.json"
_TEXT: Final = " the flyer that came in the mail says the first month is free but my bill says something else"


class StandInModel:
    """Has what `WhisperEngine` uses of a faster-whisper model."""

    max_length: Final = 448

    def __init__(self) -> None:
        self.feature_extractor = FeatureExtractor()
        self.hf_tokenizer = Tokenizer.from_file(str(_TOKENIZER))
        self.tokens: list[int] = self.hf_tokenizer.encode(_TEXT, add_special_tokens=False).ids
        self.windows = 0
        self.model = SimpleNamespace(device="cpu", is_multilingual=False, generate=self.generate)

    def encode(self, features: np.ndarray[Any, Any]) -> np.ndarray[Any, Any]:
        self.windows += len(features)
        return features

    def get_prompt(self, tokenizer: Any, _previous: Sequence[int], **_options: Any) -> list[int]:
        return [*tokenizer.sot_sequence]

    def generate(self, _encoded: Any, prompts: Sequence[Any], **_options: Any) -> list[Any]:
        return [SimpleNamespace(sequences_ids=[self.tokens], scores=[-0.2], no_speech_prob=0.0) for _ in prompts]

    def find_alignment(
        self, _tokenizer: Any, tokens: Sequence[Sequence[int]], _encoded: Any, frames: Iterable[int]
    ) -> list[list[dict[str, Any]]]:
        words = _TEXT.split()
        return [
            [
                {
                    "word": " " + words[index % len(words)],
                    "start": index / WORDS_A_SECOND,
                    "end": (index + 1) / WORDS_A_SECOND,
                    "probability": 0.9,
                }
                for index in range(int(count / 100 * WORDS_A_SECOND))
            ]
            for _, count in zip(tokens, frames, strict=True)
        ]


def stand_in_engine() -> WhisperEngine:
    model: Any = StandInModel()
    return WhisperEngine(model, "stand-in")
