"""The Whisper shape in plain torch, with what training needs and inference does not.

Names of parameters are those of Hugging Face's `WhisperForConditionalGeneration`, so that the trained
weights load there and convert. Beyond it: cross-attention weights are returned (training guides some
heads to the sound of the word being written), a phone classifier sits on the encoder, and the encoder's
attention starts as a bank of local filters.
"""

import math
from dataclasses import dataclass

import torch
from torch import Tensor, nn
from torch.nn import functional


@dataclass(frozen=True)
class Shape:
    """Sizes of the network; `positions` are encoder frames of 20 ms, 1,500 by Whisper's definition."""

    vocabulary: int
    width: int = 192
    heads: int = 6
    encoder_layers: int = 4
    decoder_layers: int = 4
    mels: int = 80
    positions: int = 1_500
    tokens: int = 448
    phones: int = 41


class Attention(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.heads
        self.q_proj = nn.Linear(shape.width, shape.width)
        self.k_proj = nn.Linear(shape.width, shape.width, bias=False)
        self.v_proj = nn.Linear(shape.width, shape.width)
        self.out_proj = nn.Linear(shape.width, shape.width)

    def split(self, x: Tensor) -> Tensor:
        return x.unflatten(-1, (self.heads, -1)).transpose(1, 2)

    def forward(self, x: Tensor, *, causal: bool = False) -> Tensor:
        q, k, v = (self.split(project(x)) for project in (self.q_proj, self.k_proj, self.v_proj))
        fused = functional.scaled_dot_product_attention
        out = fused(q, k, v, is_causal=True) if causal else plain_attention(q, k, v)
        return self.out_proj(out.transpose(1, 2).flatten(2))

    def across(self, x: Tensor, memory: Tensor) -> tuple[Tensor, Tensor]:
        """Attention over `memory` (batch, frames, width); also the weights (batch, heads, tokens, frames)."""
        q, k, v = self.split(self.q_proj(x)), self.split(self.k_proj(memory)), self.split(self.v_proj(memory))
        scores = q @ k.transpose(-1, -2) / math.sqrt(q.shape[-1])
        weights = scores.float().softmax(-1)
        out = weights.to(v.dtype) @ v
        return self.out_proj(out.transpose(1, 2).flatten(2)), weights


def plain_attention(q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    """Softmax attention without a mask in the inputs' own precision; on a CPU twice as fast as torch's fused one."""
    with torch.autocast("cpu", enabled=False):
        scores = (q / math.sqrt(q.shape[-1])) @ k.transpose(-1, -2)
        return scores.softmax(-1) @ v


class EncoderLayer(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.self_attn = Attention(shape)
        self.self_attn_layer_norm = nn.LayerNorm(shape.width)
        self.fc1 = nn.Linear(shape.width, 4 * shape.width)
        self.fc2 = nn.Linear(4 * shape.width, shape.width)
        self.final_layer_norm = nn.LayerNorm(shape.width)

    def forward(self, x: Tensor) -> Tensor:
        x = x + self.self_attn(self.self_attn_layer_norm(x))
        return x + self.fc2(functional.gelu(self.fc1(self.final_layer_norm(x))))


class DecoderLayer(EncoderLayer):
    def __init__(self, shape: Shape) -> None:
        super().__init__(shape)
        self.encoder_attn = Attention(shape)
        self.encoder_attn_layer_norm = nn.LayerNorm(shape.width)

    def read(self, x: Tensor, memory: Tensor) -> tuple[Tensor, Tensor]:
        x = x + self.self_attn(self.self_attn_layer_norm(x), causal=True)
        heard, weights = self.encoder_attn.across(self.encoder_attn_layer_norm(x), memory)
        x = x + heard
        return x + self.fc2(functional.gelu(self.fc1(self.final_layer_norm(x)))), weights


class Encoder(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.conv1 = nn.Conv1d(shape.mels, shape.width, 3, padding=1)
        self.conv2 = nn.Conv1d(shape.width, shape.width, 3, stride=2, padding=1)
        self.embed_positions = nn.Embedding(shape.positions, shape.width)
        self.layers = nn.ModuleList(EncoderLayer(shape) for _ in range(shape.encoder_layers))
        self.layer_norm = nn.LayerNorm(shape.width)
        self.embed_positions.weight = nn.Parameter(sinusoids(shape.positions, shape.width), requires_grad=False)
        for index, layer in enumerate(self.layers):
            listen_locally(layer.self_attn, index, shape)

    def forward(self, mel: Tensor, offset: int = 0) -> Tensor:
        """(batch, 80, frames) to (batch, frames / 2, width); `offset` shifts the positions."""
        x = functional.gelu(self.conv2(functional.gelu(self.conv1(mel)))).transpose(1, 2)
        x = x + self.embed_positions.weight[offset : offset + x.shape[1]]
        for layer in self.layers:
            x = layer(x)
        return self.layer_norm(x)


class Decoder(nn.Module):
    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.embed_tokens = nn.Embedding(shape.vocabulary, shape.width)
        self.embed_positions = nn.Embedding(shape.tokens, shape.width)
        self.layers = nn.ModuleList(DecoderLayer(shape) for _ in range(shape.decoder_layers))
        self.layer_norm = nn.LayerNorm(shape.width)
        nn.init.normal_(self.embed_tokens.weight, std=0.05)
        with torch.no_grad():
            self.embed_positions.weight.copy_(0.3 * sinusoids(shape.tokens, shape.width))

    def forward(self, tokens: Tensor, memory: Tensor) -> tuple[Tensor, list[Tensor]]:
        """Logits (batch, tokens, vocabulary) and each layer's cross-attention weights."""
        x = self.embed_tokens(tokens) + self.embed_positions.weight[: tokens.shape[1]]
        attention = []
        for layer in self.layers:
            x, weights = layer.read(x, memory)
            attention.append(weights)
        return self.layer_norm(x) @ self.embed_tokens.weight.T, attention


class Listener(nn.Module):
    """Encoder, decoder, and what only training uses: classifiers of each frame's phone and word piece.

    The piece classifier compares a frame with the decoder's own embeddings, so that these learn how each
    piece sounds from every frame, and the decoder's attention finds them already alike.
    """

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.encoder = Encoder(shape)
        self.decoder = Decoder(shape)
        self.phones = nn.Linear(shape.width, shape.phones)
        self.pieces = nn.Linear(shape.width, shape.width)


def sinusoids(length: int, width: int) -> Tensor:
    """Whisper's fixed positions: sines, then cosines, of `width / 2` periods from 2π to 20,000π frames."""
    rates = torch.exp(-math.log(10_000) / (width // 2 - 1) * torch.arange(width // 2))
    angles = torch.arange(length)[:, None] * rates[None]
    return torch.cat([angles.sin(), angles.cos()], dim=1)


def listen_locally(attention: Attention, layer: int, shape: Shape) -> None:
    """Start each head as a filter that looks at one distance in time, the same at every position.

    With the sine and cosine of a few rates w in query and key, a score is Σ cos(w (i + shift - j)):
    largest at j = i + shift. Training starts as with a convolution and may leave it where it likes.
    """
    half, size = shape.width // 2, shape.width // shape.heads
    rates = torch.exp(-math.log(10_000) / (half - 1) * torch.arange(half))
    chosen = torch.arange(size // 2) * 3
    shifts = [(-9, -4, -1.5, 1.5, 4, 9), (-14, -6, -2, 2, 6, 14), (-20, -8, -3, 3, 8, 20), (-30, -12, 0, 12, 30, 4)]
    with torch.no_grad():
        query, key = attention.q_proj.weight, attention.k_proj.weight
        query.mul_(0.3), key.mul_(0.3)
        for head in range(shape.heads):
            turn = rates[chosen] * shifts[layer % 4][head % 6]
            rows = head * size + 2 * torch.arange(size // 2)
            query[rows, chosen] += 1.2 * turn.cos()
            query[rows, half + chosen] += 1.2 * turn.sin()
            query[rows + 1, chosen] -= 1.2 * turn.sin()
            query[rows + 1, half + chosen] += 1.2 * turn.cos()
            key[rows, chosen] += 1.2
            key[rows + 1, half + chosen] += 1.2
