"""Tunes one of the encoder's adapters, on all its tasks at once."""

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from time import monotonic

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from calibration.measure import SEED
from calibration.text_model.encoder import WIDTH, Encoder, padded

BATCH = 32
PIECES = 112
RATE, HEAD_RATE = 1e-3, 3e-3
WARM_UP = 0.06
DECAY = 0.01

Runs = Sequence[Sequence[int]]
_POOL = 50  # so many batches are shuffled, sorted by length and cut up together


@dataclass(frozen=True)
class Task:
    """Texts with what is to be learned of them.

    Args:
        runs: Pieces of each text, at most PIECES.
        targets: (texts, columns) per head: zeros and ones, or one number in standard deviations.
        weights: How much each head counts.
        epochs: How often each text is seen.
    """

    runs: Runs
    targets: Mapping[str, NDArray[np.float64]]
    weights: Mapping[str, float]
    epochs: float


class Tuned(nn.Module):
    """The encoder with a line per column of every task on top, which is thrown away after tuning."""

    def __init__(self, encoder: Encoder, adapters: Sequence[str], tasks: Sequence[Task]) -> None:
        super().__init__()
        self.encoder = encoder
        self.adapters = adapters
        self.heads = nn.ModuleDict(
            {head: nn.Linear(WIDTH, targets.shape[1]) for task in tasks for head, targets in task.targets.items()}
        )
        for line in self.heads.parameters():
            nn.init.zeros_(line)

    def loss(self, task: Task, rows: NDArray[np.int64]) -> Tensor:
        with torch.autocast("cpu", dtype=torch.bfloat16):  # the vectors for all fits afterwards are in 32 bits
            vectors = self.encoder(*padded([task.runs[row] for row in rows]), self.adapters).float()
        parts = [
            task.weights[head] * _error(self.heads[head](vectors), torch.tensor(targets[rows], dtype=torch.float32))
            for head, targets in task.targets.items()
        ]
        return torch.stack(parts).sum()


def tune(encoder: Encoder, adapters: Sequence[str], tasks: Sequence[Task]) -> None:
    """Tune the last of `adapters` in place. The same tasks give the same weights on the same processor.

    Args:
        encoder: As published.
        adapters: Which adapters are heard.
        tasks: What to learn.
    """
    torch.manual_seed(SEED)
    model = Tuned(encoder, adapters, tasks)
    plan = _plan(tasks)
    adapter = encoder.learning(adapters[-1])
    learned = [*adapter, *model.heads.parameters()]
    learner = torch.optim.AdamW(
        [{"params": adapter, "lr": RATE}, {"params": model.heads.parameters(), "lr": HEAD_RATE}],
        weight_decay=DECAY,
        fused=True,
    )
    pace = torch.optim.lr_scheduler.LambdaLR(learner, lambda step: _pace(step / len(plan)))
    model.train()
    began = monotonic()
    for step, (number, rows) in enumerate(plan):
        loss = model.loss(tasks[number], rows)
        learner.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(learned, 1.0)
        learner.step()
        pace.step()
        if step % 100 == 0:
            _say(f"step {step} of {len(plan)}, task {number}: loss {loss.item():.3f}, {monotonic() - began:.0f} s")
    model.eval()


def _error(given: Tensor, wanted: Tensor) -> Tensor:
    """Return the error of labels, or of a single number."""
    if wanted.shape[1] == 1:
        return functional.mse_loss(given, wanted)
    return functional.binary_cross_entropy_with_logits(given, wanted)


def _plan(tasks: Sequence[Task]) -> list[tuple[int, NDArray[np.int64]]]:
    """Return (task, rows) per step: every task's batches spread evenly, each of texts of about the same length."""
    chance = np.random.default_rng(SEED)
    placed = []
    for number, task in enumerate(tasks):
        lengths = np.array([len(run) for run in task.runs])
        seen = round(task.epochs * len(lengths))
        order = np.concatenate([chance.permutation(len(lengths)) for _ in range(-(-seen // len(lengths)))])[:seen]
        own: list[NDArray[np.int64]] = []
        for first in range(0, seen, BATCH * _POOL):
            pool = order[first : first + BATCH * _POOL]
            pool = pool[np.argsort(lengths[pool], kind="stable")]
            cut = [pool[start : start + BATCH] for start in range(0, len(pool), BATCH)]
            own += [cut[place] for place in chance.permutation(len(cut))]
        placed += [((place + 0.5) / len(own), number, rows) for place, rows in enumerate(own)]
    return [(number, rows) for _, number, rows in sorted(placed, key=lambda step: step[:2])]


def _pace(done: float) -> float:
    return done / WARM_UP if done < WARM_UP else (1.0 - done) / (1.0 - WARM_UP)


def _say(progress: str) -> None:
    print(progress, file=sys.stderr, flush=True)
