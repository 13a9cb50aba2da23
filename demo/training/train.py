"""Training, resumable: `python -m demo.training.train SHARDS RUN [--stage phones|pieces|words] [--minutes 30]`.

Stage `phones` teaches the encoder the phone of every frame, stage `pieces` the word piece too. Stage `words`
adds the decoder, whose heads are guided to the frames of the word being written. Checkpoints go to
RUN/last.pt every three minutes.
"""

import argparse
import json
import time
from collections import deque
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random

import torch
from torch import Tensor, distributed
from torch.nn import functional

from demo.training.lessons import IGNORED, Lesson, lesson, padded
from demo.training.network import Listener, Shape
from demo.training.tokens import Tokens, learn
from demo.training.windows import Shelf

SAVE_EVERY_SECONDS = 180
WARM_UP_STEPS = 60
AVERAGE = 0.998
AGREE_EVERY = 8
SHOWN_AGAIN = 40
"""Batches whose encoder output is kept, to train the decoder on again at a third of the cost."""


@dataclass(frozen=True)
class Losses:
    total: Tensor
    phone: float
    piece: float = 0.0
    write: float = 0.0
    look: float = 0.0

    def __str__(self) -> str:
        return f"phone {self.phone:.3f} piece {self.piece:.3f} write {self.write:.3f} look {self.look:.3f}"

    def __add__(self, other: "Losses") -> "Losses":
        return Losses(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))


def phone_losses(network: Listener, shelf: Shelf, rng: Random, options: argparse.Namespace) -> Losses:
    mel, phones = padded([shelf.snippet(rng, options.frames) for _ in range(options.batch)], options.frames)
    offset = rng.randrange(1_500 - options.frames // 2)
    with torch.autocast("cpu", torch.bfloat16):
        logits = network.phones(network.encoder(mel, offset))
    loss = functional.cross_entropy(logits.float().flatten(0, 1), phones.flatten())
    return Losses(loss, loss.item())


def frame_losses(network: Listener, memory: Tensor, batch: Lesson, tokens: Tokens) -> Losses:
    """What the encoder learns from knowing the phone and the word piece of every frame."""
    sounding = batch.pieces != IGNORED
    with torch.autocast("cpu", torch.bfloat16):
        phone_logits = network.phones(memory)
        piece_logits = network.pieces(memory[sounding]) @ network.decoder.embed_tokens.weight[: tokens.end].T
    phone = functional.cross_entropy(phone_logits.float().flatten(0, 1), batch.phones.flatten())
    if not sounding.any():
        return Losses(0.5 * phone, phone.item())
    piece = functional.cross_entropy(piece_logits.float(), batch.pieces[sounding])
    return Losses(0.5 * phone + 0.5 * piece, phone.item(), piece.item())


def word_losses(network: Listener, memory: Tensor, batch: Lesson) -> Losses:
    """What the decoder learns; `memory` may be an older one, without gradient."""
    with torch.autocast("cpu", torch.bfloat16):
        logits, attention = network.decoder(batch.read, memory)
    write = functional.cross_entropy(
        logits.float().flatten(0, 1), batch.write.flatten(), ignore_index=IGNORED, label_smoothing=0.03
    )
    look = looking_loss(attention, batch)
    return Losses(write + 0.3 * look, 0.0, 0.0, write.item(), look.item())


def heard(network: Listener, batch: Lesson, offset: int) -> Tensor:
    with torch.autocast("cpu", torch.bfloat16):
        return network.encoder(batch.mel, offset)


def word_lesson(shelf: Shelf, tokens: Tokens, rng: Random, options: argparse.Namespace) -> tuple[Lesson, int]:
    """A batch, and the position its windows begin at.

    As in use, a window has one length however much of it is filled: the last one of a call is mostly padding.
    Windows of the longest kind begin at 0, as in use; shorter ones anywhere, so that other positions are known too.
    """
    longest = rng.choice(options.lengths)
    timed = rng.random() < options.timed
    windows = []
    for _ in range(max(options.batch * options.frames // longest, 1)):
        kind, room = rng.random(), longest if rng.random() < 0.6 else 2 * rng.randrange(longest // 10, longest // 2)
        if timed and kind < options.cut_share:
            windows.append(shelf.cut_window(rng, min(longest, 2_400)))
        else:
            windows.append(shelf.packed(rng, room) if kind < options.packed_share else shelf.window(rng, room))
    last = (max(options.lengths) - longest) // 2
    offset = 0 if timed or not last else rng.randrange(last + 1)
    return lesson(windows, tokens, rng, frames=longest, timed=timed), offset


def looking_loss(attention: list[Tensor], batch: Lesson) -> Tensor:
    """How far the guided heads' attention is from even over the right frames (cross-entropy against even).

    Two heads of the first layer look where the word just read was spoken, two heads of every later layer
    where the word to be written is spoken. Even, because a head that only looks at a word's beginning tells where it
    begins but not where it ends, and what is redacted would be cut too short.
    """
    places = [batch.behind] + [batch.look] * (len(attention) - 1)
    losses = [_missed(weights[:, :2], place) for weights, place in zip(attention, places, strict=True)]
    return torch.stack(losses).mean()


def _missed(weights: Tensor, place: Tensor) -> Tensor:
    frames = torch.arange(weights.shape[-1])
    inside = (frames >= place[..., :1]) & (frames < place[..., 1:])
    there = inside.any(-1)
    wanted = inside / inside.sum(-1, keepdim=True).clamp(min=1)
    return -((weights + 1e-4).log() * wanted[:, None]).sum(-1).mean(1)[there].mean()


@torch.no_grad()
def phone_accuracy(network: Listener, shelf: Shelf, seed: int = 7) -> tuple[float, float]:
    """Share of right frames, and among frames in which somebody speaks."""
    rng = Random(seed)
    mel, phones = padded([shelf.snippet(rng, 800) for _ in range(24)], 800)
    with torch.autocast("cpu", torch.bfloat16):
        right = network.phones(network.encoder(mel)).argmax(-1) == phones
    return right.float().mean().item(), right[phones > 0].float().mean().item()


@torch.no_grad()
def token_accuracy(network: Listener, shelf: Shelf, tokens: Tokens, options: argparse.Namespace) -> float:
    """Share of right next tokens, the true ones before being given, without timestamps."""
    rng = Random(7)
    windows = [shelf.window(rng, options.frames) for _ in range(32)]
    batch = lesson(windows, tokens, rng, frames=options.frames, timed=False)
    with torch.autocast("cpu", torch.bfloat16):
        logits, _ = network.decoder(batch.read, network.encoder(batch.mel))
    counted = (batch.write >= 0) & (batch.write < tokens.end)
    return (logits.argmax(-1) == batch.write)[counted].float().mean().item()


def main() -> None:
    options = _options()
    torch.set_num_threads(options.threads)
    torch.set_flush_denormal(True)
    options.run.mkdir(parents=True, exist_ok=True)
    if options.workers > 1:
        meeting = f"file://{options.run.resolve()}/meeting"
        distributed.init_process_group("gloo", init_method=meeting, world_size=options.workers, rank=options.rank)
    if options.stage != "phones" and not (options.run / "tokenizer.json").exists():
        learn(options.run / "tokenizer.json")
    tokens = Tokens(options.run / "tokenizer.json") if options.stage != "phones" else None
    network = Listener(Shape(tokens.count if tokens else 1_000))
    average = Listener(network.shape)
    optimiser = torch.optim.AdamW(_groups(network, options), lr=options.rate, betas=(0.9, 0.98), fused=True)
    step = _resume(options, network, average, optimiser)
    _train(options, network, average, optimiser, tokens, step)


def _train(options, network, average, optimiser, tokens, step: int) -> None:  # type: ignore[no-untyped-def]
    shelf, validation = Shelf(options.shards, options.prefix), Shelf(options.shards, "val")
    rng = Random(f"{step} {options.rank} {time.time()}")
    began = saved = time.monotonic()
    first = step
    shown: deque[tuple[Tensor, Lesson]] = deque(maxlen=SHOWN_AGAIN)
    going = True
    while going:
        elapsed = time.monotonic() - began
        going = elapsed < options.minutes * 60
        warm = min(1.0, (step - first + 1) / WARM_UP_STEPS)
        left = max(1 - elapsed / (options.minutes * 60), 0.0)
        for group in optimiser.param_groups:
            group["lr"] = group["share"] * options.rate * warm * min(1.0, left / options.cool + 0.02)
        losses = _step(options, network, optimiser, tokens, shelf, rng, shown)
        step += 1
        if options.workers > 1 and (step % AGREE_EVERY == 0 or not going):
            going = _agree(network, going)
        _follow(average, network, min(AVERAGE, (step - first) / (step - first + 10)))
        if options.rank > 0:
            continue
        if step % 20 == 0:
            print(step, f"{elapsed:.0f} s", losses, flush=True)
        if step % 100 == 0:
            shelf.refresh()
            _report(options, average, tokens, validation, step)
        if time.monotonic() - saved > SAVE_EVERY_SECONDS:
            saved = time.monotonic()
            _save(options, network, average, optimiser, step)
    if options.rank == 0:
        _save(options, network, average, optimiser, step)


def _step(options, network, optimiser, tokens, shelf, rng, shown) -> Losses:  # type: ignore[no-untyped-def]
    """One batch; in stage `words` also `options.replays` earlier ones for the decoder alone."""
    if tokens is None:
        losses = phone_losses(network, shelf, rng, options)
        _learn(network, optimiser, losses)
        return losses
    batch, offset = word_lesson(shelf, tokens, rng, options)
    memory = heard(network, batch, offset)
    losses = frame_losses(network, memory, batch, tokens)
    if options.stage == "words":
        losses = losses + word_losses(network, memory, batch)
    _learn(network, optimiser, losses)
    shown.append((memory.detach(), batch))
    for _ in range(options.replays):
        _learn(network, optimiser, word_losses(network, *rng.choice(shown)))
    return losses


def _report(options, average, tokens, validation, step: int) -> None:  # type: ignore[no-untyped-def]
    every, spoken = phone_accuracy(average, validation)
    right = token_accuracy(average, validation, tokens, options) if tokens else 0.0
    print(step, f"frames right {every:.3f}, spoken {spoken:.3f}, tokens right {right:.3f}", flush=True)


@torch.no_grad()
def _agree(network: Listener, going: bool) -> bool:
    """Mean of all workers' weights (local SGD: each has its own windows and its own optimiser); stop together."""
    trained = [p for p in network.parameters() if p.requires_grad]
    flat = torch.cat([*(p.flatten() for p in trained), torch.tensor([float(going)])])
    distributed.all_reduce(flat)
    flat /= distributed.get_world_size()
    for parameter, part in zip(trained, flat[:-1].split([p.numel() for p in trained]), strict=True):
        parameter.copy_(part.view_as(parameter))
    return bool(flat[-1] > 0.99)


def _learn(network: Listener, optimiser: torch.optim.Optimizer, losses: Losses) -> None:
    optimiser.zero_grad(set_to_none=True)
    losses.total.backward()
    torch.nn.utils.clip_grad_norm_(network.parameters(), 1.0)
    optimiser.step()


def _groups(network: Listener, options: argparse.Namespace) -> list[dict]:  # type: ignore[type-arg]
    """The encoder learns at a lower rate than the rest, which starts later and sees fewer examples."""
    encoder = [p for p in network.encoder.parameters() if p.requires_grad]
    rest = [*network.decoder.parameters(), *network.phones.parameters(), *network.pieces.parameters()]
    return [
        {"params": encoder, "weight_decay": 0.01, "share": options.encoder_share},
        {"params": rest, "weight_decay": 0.01, "share": 1.0},
    ]


@torch.no_grad()
def _follow(average: Listener, network: Listener, keep: float) -> None:
    for slow, fast in zip(average.parameters(), network.parameters(), strict=True):
        slow.lerp_(fast, 1 - keep)


def _resume(options, network, average, optimiser) -> int:  # type: ignore[no-untyped-def]
    """Continue from RUN/last.pt; a checkpoint of another vocabulary lends only its encoder."""
    path = options.start or options.run / "last.pt"
    if not path.exists():
        average.load_state_dict(network.state_dict())
        return 0
    kept = torch.load(path, weights_only=True)
    same = kept["shape"] == asdict(network.shape)
    for target, source in ((network, kept["network"]), (average, kept["average"])):
        target.load_state_dict({k: v for k, v in source.items() if same or not k.startswith("decoder.")}, strict=same)
    if same and "optimiser" in kept:
        try:
            optimiser.load_state_dict(kept["optimiser"])
            for group, now in zip(optimiser.param_groups, _groups(network, options), strict=True):
                group |= {"share": now["share"], "fused": True}
        except ValueError:
            print("other parameter groups: the optimiser starts afresh", flush=True)
    elif not same:
        network.load_state_dict(
            average.state_dict() | {k: v for k, v in network.state_dict().items() if k.startswith("decoder.")}
        )
        average.load_state_dict(network.state_dict())
    return int(kept["step"]) if same else 0


def _save(options, network, average, optimiser, step: int) -> None:  # type: ignore[no-untyped-def]
    kept = {
        "shape": asdict(network.shape), "step": step, "network": network.state_dict(), "average": average.state_dict(),
        "optimiser": optimiser.state_dict(),
    }  # fmt: skip
    torch.save(kept, options.run / "partial.pt")
    (options.run / "partial.pt").rename(options.run / "last.pt")
    (options.run / "state.json").write_text(json.dumps({"step": step, "stage": options.stage, "at": time.ctime()}))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shards", type=Path)
    parser.add_argument("run", type=Path)
    parser.add_argument("--start", type=Path, help="checkpoint to begin from instead of RUN/last.pt")
    parser.add_argument("--stage", choices=("phones", "pieces", "words"), default="phones")
    parser.add_argument("--prefix", default="train", help="only shards whose names begin so")
    parser.add_argument("--minutes", type=float, default=30)
    parser.add_argument(
        "--cool", type=float, default=0.3, help="share of the time, at the end, in which the rate falls"
    )
    parser.add_argument("--rate", type=float, default=3e-3, help="learning rate of decoder and classifiers")
    parser.add_argument("--encoder-share", type=float, default=0.5, help="the encoder's rate as a share of it")
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument(
        "--frames", type=int, default=600, help="batch times this many mel frames (100 a second) is one step"
    )
    parser.add_argument("--lengths", type=int, nargs="+", default=[600], help="window lengths, one is drawn a batch")
    parser.add_argument("--timed", type=float, default=0.3, help="share of batches with timestamp tokens")
    parser.add_argument("--cut-share", type=float, default=0.05, help="share of windows that end inside an utterance")
    parser.add_argument("--packed-share", type=float, default=0.5, help="share of windows packed from two speakers")
    parser.add_argument("--replays", type=int, default=0, help="further decoder steps on earlier batches, each step")
    parser.add_argument("--workers", type=int, default=1, help="processes that train together, started one by one")
    parser.add_argument("--rank", type=int, default=0, help="which of them this is; 0 measures and saves")
    parser.add_argument("--threads", type=int, default=2)
    return parser.parse_args()


if __name__ == "__main__":
    main()
