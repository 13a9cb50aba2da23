"""A decoder that half knows how to follow speech: `python -m demo.training.prepare SHARDS RUN`, before stage `words`.

A decoder left to chance needs thousands of steps to find out that it should look where the last piece was
spoken, then a little further on, and write what sounds there. All three can be written down once frames
tell pieces (`Listener.pieces`) and still carry their position:

- first layer, guided heads: query = the piece just read, key = the piece a frame sounds like, value = where;
- later layers, guided heads: query = that place moved on by `ONWARD` frames, key = a frame's place, value =
  the piece it sounds like.

Training then corrects it; nothing is fixed.
"""

import argparse
import math
from dataclasses import dataclass
from pathlib import Path
from random import Random

import torch
from torch import Tensor

from demo.training.network import Attention, Listener, Shape
from demo.training.windows import Shelf

ONWARD = 9
GUIDED = 2
_MATCH_QUERY, _MATCH_KEY, _PLACE, _SHUN_SILENCE, _SPEAK = 2.0, 0.3, 1.4, 1.0, 0.1


@dataclass(frozen=True)
class _Guide:
    """`place` (width, width) reads a frame's position out of it; `directions` are those pieces differ most in."""

    place: Tensor
    directions: Tensor
    mean_piece: Tensor


@torch.no_grad()
def prepare_decoder(network: Listener, memory: Tensor) -> None:
    """Fresh decoder layers, prepared; `memory` (batch, frames, width) is what the encoder makes of windows."""
    network.decoder.layers.load_state_dict(Listener(network.shape).decoder.layers.state_dict())
    network.decoder.embed_positions.weight.mul_(0.15)
    guide = _guide(network, memory)
    for number, layer in enumerate(network.decoder.layers):
        for projection in (layer.self_attn.out_proj, layer.encoder_attn.out_proj, layer.fc2):
            projection.weight.mul_(0.1)
            projection.bias.zero_()
        for head in range(GUIDED):
            if number == 0:
                _look_behind(network, layer.encoder_attn, head, guide)
            else:
                _look_onward(network, layer.encoder_attn, head, (number - 1) * GUIDED + head, guide)


def _guide(network: Listener, memory: Tensor) -> _Guide:
    positions = network.encoder.embed_positions.weight[: memory.shape[1]]
    x, y = memory.flatten(0, 1), positions.repeat(len(memory), 1)
    ridge = 1e-3 * len(x) * torch.eye(x.shape[1])
    guesses = x @ network.pieces.weight.T
    _, _, directions = torch.linalg.svd(guesses - guesses.mean(0), full_matrices=False)
    words = network.decoder.embed_tokens.weight[: network.shape.vocabulary - 1_510]
    scale = math.sqrt(network.shape.width) / words.norm(dim=1).mean()
    return _Guide(torch.linalg.solve(x.T @ x + ridge, x.T @ y).T, directions, words.mean(0) * scale)


def _look_behind(network: Listener, attention: Attention, head: int, guide: _Guide) -> None:
    rows = _rows(network.shape, head)
    attention.q_proj.weight[rows] = _MATCH_QUERY * guide.directions[rows]
    attention.q_proj.bias[rows] = -_MATCH_QUERY * guide.directions[rows] @ guide.mean_piece
    attention.k_proj.weight[rows] = _MATCH_KEY * guide.directions[rows] @ network.pieces.weight
    # One row keeps the head off frames that the phone classifier calls silent (class 0).
    attention.q_proj.weight[rows.stop - 1] = 0
    attention.q_proj.bias[rows.stop - 1] = _SHUN_SILENCE
    attention.k_proj.weight[rows.stop - 1] = network.phones.weight[1:].mean(0) - network.phones.weight[0]
    dims = _places(network.shape, head)
    _carry(attention, rows, guide.place[dims], dims)


def _look_onward(network: Listener, attention: Attention, head: int, slot: int, guide: _Guide) -> None:
    rows = _rows(network.shape, head)
    attention.q_proj.weight[rows] = _PLACE * _moved_on(network.shape, head)
    attention.q_proj.bias[rows] = 0
    attention.k_proj.weight[rows] = guide.place[_places(network.shape, head)]
    size = rows.stop - rows.start
    dims = torch.arange(slot * size, (slot + 1) * size)
    _carry(attention, rows, _SPEAK * network.pieces.weight[dims], dims)


def _rows(shape: Shape, head: int) -> slice:
    size = shape.width // shape.heads
    return slice(head * size, (head + 1) * size)


def _rates(shape: Shape, head: int) -> Tensor:
    """Which sinusoids a guided head reads: every third, another third for each head."""
    return 3 * torch.arange(shape.width // shape.heads // 2) + head


def _places(shape: Shape, head: int) -> Tensor:
    """Where the sines and cosines of the head's rates stand among the sinusoids, in turn."""
    rates = _rates(shape, head)
    return torch.stack([rates, shape.width // 2 + rates], dim=1).flatten()


def _moved_on(shape: Shape, head: int) -> Tensor:
    """Rows that read sine and cosine of a position and give those of the position `ONWARD` frames later."""
    half, rates = shape.width // 2, _rates(shape, head)
    turn = torch.exp(-math.log(10_000) / (half - 1) * rates) * ONWARD
    rows = torch.zeros(2 * len(rates), shape.width)
    even = 2 * torch.arange(len(rates))
    rows[even, rates], rows[even, half + rates] = turn.cos(), turn.sin()
    rows[even + 1, rates], rows[even + 1, half + rates] = -turn.sin(), turn.cos()
    return rows


def _carry(attention: Attention, rows: slice, value: Tensor, dims: Tensor) -> None:
    """The head reads `value` of what it attends to and adds it to dimensions `dims`."""
    attention.v_proj.weight[rows] = value
    attention.v_proj.bias[rows] = 0
    attention.out_proj.weight[:, rows] = 0
    attention.out_proj.weight[dims, torch.arange(rows.start, rows.stop)] = 1.0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shards", type=Path)
    parser.add_argument("run", type=Path)
    options = parser.parse_args()
    kept = torch.load(options.run / "last.pt", weights_only=True)
    network = Listener(Shape(**kept["shape"]))
    network.load_state_dict(kept["average"])
    rng, shelf = Random(1), Shelf(options.shards, "train")
    mel = torch.stack([torch.from_numpy(shelf.snippet(rng, 800).mel.T.copy()) for _ in range(16)])
    with torch.no_grad():
        prepare_decoder(network, network.encoder(mel))
    weights = network.state_dict()
    torch.save(
        {"shape": kept["shape"], "step": kept["step"], "network": weights, "average": weights}, options.run / "last.pt"
    )


if __name__ == "__main__":
    main()
