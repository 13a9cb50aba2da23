"""The token set: word pieces learnt from the vocabulary, then Whisper's special and timestamp tokens in its order."""

from pathlib import Path
from random import Random

from tokenizers import AddedToken, Tokenizer, decoders, models, pre_tokenizers, trainers

from demo.training.corpus import general_words, grammar_words, utterance

PIECES = 1_250
SPECIAL = [
    "<|endoftext|>",
    "<|startoftranscript|>",
    "<|en|>",
    "<|translate|>",
    "<|transcribe|>",
    "<|startoflm|>",
    "<|startofprev|>",
    "<|nospeech|>",
    "<|notimestamps|>",
]
TIMES = tuple(f"<|{index * 0.02:.2f}|>" for index in range(1_501))


def learn(path: Path) -> None:
    """Byte-level BPE over many utterances and every known word; special tokens follow the pieces."""
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    rng = Random(0)
    texts = [f" {utterance(rng)}" for _ in range(8_000)]
    texts += [f" {word}" for word in (*general_words(), *grammar_words())] * 2
    # faster-whisper suppresses the first piece of each of these; it must not be the bare blank that words need.
    texts += [f" {sign}" for sign in "-'♩♪♫♬♭♮♯"] * 3_000
    alphabet = pre_tokenizers.ByteLevel.alphabet()
    trainer = trainers.BpeTrainer(vocab_size=PIECES, initial_alphabet=alphabet, show_progress=False)
    tokenizer.train_from_iterator(texts, trainer)
    # Times are ordinary added tokens, as in Whisper: only what is below end-of-text is written out.
    tokenizer.add_special_tokens([AddedToken(token, normalized=False, special=True) for token in SPECIAL])
    tokenizer.add_tokens([AddedToken(token, normalized=False) for token in TIMES])
    tokenizer.save(str(path))


class Tokens:
    """A learnt token set with the ids training needs."""

    def __init__(self, path: Path) -> None:
        self.tokenizer = Tokenizer.from_file(str(path))
        self.end, self.start, self.no_speech, self.no_times = (
            self.tokenizer.token_to_id(f"<|{name}|>")
            for name in ("endoftext", "startoftranscript", "nospeech", "notimestamps")
        )
        self.count = self.tokenizer.get_vocab_size()
        self._pieces: dict[str, list[int]] = {}

    def pieces(self, word: str) -> list[int]:
        if word not in self._pieces:
            self._pieces[word] = self.tokenizer.encode(f" {word}", add_special_tokens=False).ids
        return self._pieces[word]

    def time(self, seconds: float) -> int:
        return self.no_times + 1 + min(max(round(seconds * 50), 0), 1_500)
