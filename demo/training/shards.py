"""Training sound made once and kept: `python -m demo.training.shards DIRECTORY --count 20`.

A shard is 100 strips: `NAME.mel.npy` (100, frames, 80) float16, `NAME.phones.npy` (100, frames / 2)
uint8 and `NAME.json` with the voice and the timed words of each strip.
"""

import argparse
import json
import time
from pathlib import Path
from random import Random

import numpy as np

from demo.training import corpus
from demo.training.features import frame_phones, raw_mel
from demo.training.sound import Strip, make_strip, make_wordless
from demo.voices import VOICES

STRIPS = 100
WORDLESS_SHARE = 0.04


def write_shard(directory: Path, name: str, strips: list[Strip], rng: Random) -> None:
    np.save(directory / f"{name}.mel.npy", np.stack([raw_mel(strip.samples, rng) for strip in strips]))
    np.save(directory / f"{name}.phones.npy", np.stack([frame_phones(strip) for strip in strips]))
    rows = [
        {
            "voice": strip.voice,
            "utterances": [[(w.word, round(w.start, 3), round(w.end, 3)) for w in u] for u in strip.utterances],
        }
        for strip in strips
    ]
    partial = directory / f"{name}.json.partial"
    partial.write_text(json.dumps(rows), encoding="utf-8")
    partial.rename(directory / f"{name}.json")


def training_strip(rng: Random) -> Strip:
    return make_wordless(rng) if rng.random() < WORDLESS_SHARE else make_strip(rng, rng.choice(list(VOICES)))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("directory", type=Path)
    parser.add_argument("--first", type=int, default=0, help="number of the first shard; also its random seed")
    parser.add_argument("--count", type=int, default=20)
    parser.add_argument("--strips", type=int, default=STRIPS)
    parser.add_argument("--voice", help="all strips by this voice, e.g. the held-out one")
    parser.add_argument("--prefix", default="train")
    options = parser.parse_args()
    options.directory.mkdir(parents=True, exist_ok=True)
    for number in range(options.first, options.first + options.count):
        started = time.monotonic()
        name = f"{options.prefix}{number:04d}"
        if (options.directory / f"{name}.json").exists():
            continue
        rng = Random(name)
        if options.voice:
            strips = [make_strip(rng, options.voice) for _ in range(options.strips)]
        else:
            strips = [training_strip(rng) for _ in range(options.strips)]
        write_shard(options.directory, name, strips, rng)
        print(name, f"{time.monotonic() - started:.0f} s", len(corpus.training_templates()), "templates", flush=True)


if __name__ == "__main__":
    main()
