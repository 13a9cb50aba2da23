"""A checkpoint to what faster-whisper loads: `python -m demo.training.convert RUN models/speech-demo`.

The averaged weights of RUN/last.pt go through Hugging Face's Whisper to CTranslate2, as 8-bit integers.
"""

import argparse
import json
import tempfile
from pathlib import Path
from typing import Any

import torch
from ctranslate2.converters import TransformersConverter
from tokenizers import Tokenizer
from transformers import (
    GenerationConfig,
    PreTrainedTokenizerFast,
    WhisperConfig,
    WhisperFeatureExtractor,
    WhisperForConditionalGeneration,
)

from demo.training.tokens import Tokens

LOOKING_HEADS = 2
WINDOW_SECONDS = 10
"""How much sound faster-whisper gives it at once: in longer windows its attention, trained briefly, gets lost."""
END = "<|endoftext|>"


def write_model(run: Path, target: Path, *, start: Path | None = None) -> None:
    kept = torch.load(start or run / "last.pt", weights_only=True)
    tokens = Tokens(run / "tokenizer.json")
    with tempfile.TemporaryDirectory() as directory:
        _as_whisper(kept, tokens).save_pretrained(directory)
        _as_fast_tokenizer(tokens.tokenizer).save_pretrained(directory)
        WhisperFeatureExtractor(feature_size=80).save_pretrained(directory)
        TransformersConverter(directory).convert(str(target), quantization="int8", force=True)
    tokens.tokenizer.save(str(target / "tokenizer.json"))
    _write_features(target)
    (target / "training.json").write_text(json.dumps({"step": kept["step"]}) + "\n", encoding="utf-8")


def _as_whisper(kept: dict[str, Any], tokens: Tokens) -> WhisperForConditionalGeneration:
    shape = kept["shape"]
    config = WhisperConfig(
        vocab_size=shape["vocabulary"], d_model=shape["width"], num_mel_bins=shape["mels"],
        encoder_layers=shape["encoder_layers"], decoder_layers=shape["decoder_layers"],
        encoder_attention_heads=shape["heads"], decoder_attention_heads=shape["heads"],
        encoder_ffn_dim=4 * shape["width"], decoder_ffn_dim=4 * shape["width"],
        max_source_positions=shape["positions"], max_target_positions=shape["tokens"],
        decoder_start_token_id=tokens.start, pad_token_id=tokens.end, bos_token_id=tokens.end, eos_token_id=tokens.end,
        suppress_tokens=None, begin_suppress_tokens=None,
    )  # fmt: skip
    whisper = WhisperForConditionalGeneration(config)
    weights = {
        f"model.{name}": value for name, value in kept["average"].items() if name.startswith(("encoder.", "decoder."))
    }
    weights["proj_out.weight"] = kept["average"]["decoder.embed_tokens.weight"]
    whisper.load_state_dict(weights)
    whisper.generation_config = _generation(shape, tokens)
    return whisper


def _generation(shape: dict[str, int], tokens: Tokens) -> GenerationConfig:
    """Which heads tell the time of a word (the guided ones), and what may not come first: blank and end."""
    blank = tokens.tokenizer.token_to_id("Ġ")
    looking = [[layer, head] for layer in range(1, shape["decoder_layers"]) for head in range(LOOKING_HEADS)]
    return GenerationConfig(
        decoder_start_token_id=tokens.start, eos_token_id=tokens.end, pad_token_id=tokens.end, bos_token_id=tokens.end,
        suppress_tokens=[], begin_suppress_tokens=[blank, tokens.end], alignment_heads=looking,
        lang_to_id={"<|en|>": tokens.tokenizer.token_to_id("<|en|>")},
    )  # fmt: skip


def _as_fast_tokenizer(tokenizer: Tokenizer) -> PreTrainedTokenizerFast:
    return PreTrainedTokenizerFast(tokenizer_object=tokenizer, eos_token=END, bos_token=END, unk_token=END)


def _write_features(target: Path) -> None:
    """What faster-whisper reads about the sound it must make."""
    facts = {
        "feature_extractor_type": "WhisperFeatureExtractor",
        "feature_size": 80, "sampling_rate": 16_000, "hop_length": 160, "chunk_length": WINDOW_SECONDS, "n_fft": 400,
    }  # fmt: skip
    (target / "preprocessor_config.json").write_text(json.dumps(facts, indent=2) + "\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("run", type=Path)
    parser.add_argument("target", type=Path)
    parser.add_argument("--start", type=Path, help="another checkpoint than RUN/last.pt")
    options = parser.parse_args()
    options.target.mkdir(parents=True, exist_ok=True)
    write_model(options.run, options.target, start=options.start)


if __name__ == "__main__":
    main()
