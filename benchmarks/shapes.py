"""Models of Whisper's exact shapes with random weights: what they cost is real, what they write is not.

For pricing where real weights cannot be had. Built from numpy alone. They never end a window by themselves (the end
mark is out of reach), so whoever measures with one says how many tokens a window has; and each place of a text draws
its token by lot, so that no text goes in circles.
"""

from dataclasses import dataclass
from itertools import islice, product
from pathlib import Path
from typing import Any, Final

import numpy as np
from ctranslate2.specs.whisper_spec import WhisperSpec
from faster_whisper.tokenizer import _LANGUAGE_CODES
from tokenizers import AddedToken, Tokenizer, decoders, models

MELS: Final = 80
POSITIONS: Final = 1_500
TOKENS: Final = 448
WORDS: Final = 50_257
TIMES: Final = 1_501
_OUT_OF_REACH: Final = 200.0


@dataclass(frozen=True)
class Shape:
    """Sizes of a network; `looking` are the heads that tell the times of words, as many as the real model has."""

    width: int
    heads: int
    layers: int
    looking: tuple[tuple[int, int], ...]


SHAPES: Final = {
    "tiny-shape": Shape(384, 6, 4, ((2, 2), (3, 0), (3, 2), (3, 3), (3, 4), (3, 5))),
    "base-shape": Shape(512, 8, 6, ((3, 1), (4, 2), (4, 3), (4, 7), (5, 1), (5, 2), (5, 4), (5, 6))),
    "small-shape": Shape(
        768, 12, 12, ((5, 3), (5, 9), (8, 0), (8, 4), (8, 7), (8, 8), (9, 0), (9, 7), (9, 9), (10, 5))
    ),
}


def write_shape(directory: Path, shape: Shape, *, seed: int = 1) -> Path:
    """A directory that faster-whisper loads, with 8-bit weights."""
    directory.mkdir(parents=True, exist_ok=True)
    vocabulary = _vocabulary()
    spec = WhisperSpec(shape.layers, shape.heads, shape.layers, shape.heads)
    _fill_encoder(spec.encoder, shape.width, np.random.default_rng(seed))
    _fill_decoder(spec.decoder, shape.width, len(vocabulary), np.random.default_rng(seed + 1))
    spec.config.suppress_ids = []
    spec.config.suppress_ids_begin = [WORDS]
    spec.config.alignment_heads = list(shape.looking)
    spec.config.lang_ids = [vocabulary.index(f"<|{code}|>") for code in _LANGUAGE_CODES[:99]]
    spec.register_vocabulary(vocabulary)
    spec.validate()
    spec.optimize(quantization="int8")
    spec.save(str(directory))
    _tokenizer(vocabulary).save(str(directory / "tokenizer.json"))
    return directory


def _vocabulary() -> list[str]:
    """Words of four syllables and Whisper's special tokens, each at its own place."""
    syllables = [consonant + vowel for consonant, vowel in product("bdfgklmnprstvz", "aeiou")]
    words = [" " + "".join(parts) for parts in islice(product(syllables, repeat=3), WORDS)]
    languages = [f"<|{code}|>" for code in _LANGUAGE_CODES[:99]]
    tasks = ["translate", "transcribe", "startoflm", "startofprev", "nospeech", "notimestamps"]
    marks = ["<|endoftext|>", "<|startoftranscript|>", *languages, *(f"<|{task}|>" for task in tasks)]
    return [*words, *marks, *(f"<|{0.02 * index:.2f}|>" for index in range(TIMES))]


def _tokenizer(vocabulary: list[str]) -> Tokenizer:
    words = {token: index for index, token in enumerate(vocabulary)}
    tokenizer = Tokenizer(models.WordLevel(words, unk_token=vocabulary[0]))
    tokenizer.decoder = decoders.Fuse()
    tokenizer.add_special_tokens([AddedToken(token, special=True) for token in vocabulary[WORDS:]])
    return tokenizer


def _fill_encoder(encoder: Any, width: int, rng: np.random.Generator) -> None:
    encoder.conv1.weight, encoder.conv1.bias = _normal(rng, width, MELS, 3), _zeros(width)
    encoder.conv2.weight, encoder.conv2.bias = _normal(rng, width, width, 3), _zeros(width)
    encoder.position_encodings.encodings = _normal(rng, POSITIONS, width)
    _fill_norm(encoder.layer_norm, width)
    for layer in encoder.layer:
        _fill_attention(layer.self_attention, rng, width, (3 * width, width))
        _fill_feed_forward(layer.ffn, rng, width)


def _fill_decoder(decoder: Any, width: int, tokens: int, rng: np.random.Generator) -> None:
    embeddings = _normal(rng, tokens, width)
    embeddings[:, 0] = np.where(np.arange(tokens) < WORDS, 0.0, -1.0)
    decoder.embeddings.weight = decoder.projection.weight = embeddings
    decoder.position_encodings.encodings = rng.standard_normal((TOKENS, width), dtype=np.float32)
    _fill_norm(decoder.layer_norm, width)
    decoder.layer_norm.beta[0] = _OUT_OF_REACH  # no mark can win against a word
    for layer in decoder.layer:
        _fill_attention(layer.self_attention, rng, width, (3 * width, width))
        _fill_attention(layer.attention, rng, width, (width, 2 * width, width))
        _fill_feed_forward(layer.ffn, rng, width)


def _fill_attention(attention: Any, rng: np.random.Generator, width: int, sizes: tuple[int, ...]) -> None:
    _fill_norm(attention.layer_norm, width)
    for linear, size in zip(attention.linear, sizes, strict=True):
        linear.weight, linear.bias = _normal(rng, size, width), _zeros(size)


def _fill_feed_forward(ffn: Any, rng: np.random.Generator, width: int) -> None:
    _fill_norm(ffn.layer_norm, width)
    ffn.linear_0.weight, ffn.linear_0.bias = _normal(rng, 4 * width, width), _zeros(4 * width)
    ffn.linear_1.weight, ffn.linear_1.bias = _normal(rng, width, 4 * width), _zeros(width)


def _fill_norm(norm: Any, width: int) -> None:
    norm.gamma, norm.beta = np.ones(width, dtype=np.float32), _zeros(width)


def _normal(rng: np.random.Generator, *shape: int) -> np.ndarray[Any, np.dtype[np.float32]]:
    return rng.standard_normal(shape, dtype=np.float32) * np.float32(0.02)


def _zeros(size: int) -> np.ndarray[Any, np.dtype[np.float32]]:
    return np.zeros(size, dtype=np.float32)
