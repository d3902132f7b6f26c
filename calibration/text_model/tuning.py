"""Fine-tunes the encoder on all tasks at once, while it keeps what it knew about which texts are alike."""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from time import monotonic

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from calibration.measure import SEED
from calibration.text_model.encoder import EARLY, WIDTH, Encoder, padded
from progrez_desktop.scoring.text.manifest import COLUMN_COUNT, COLUMNS, LABELS

BATCH = 32
PIECES = 112
RATE, HEAD_RATE = 1.5e-4, 3e-3
WARM_UP = 0.06
DECAY = 0.01
MEANING = 3.0
"""How much a batch counts the likeness to the untouched encoder, beside its own task."""

Runs = Sequence[Sequence[int]]
_POOL = 50  # so many batches are shuffled, sorted by length and cut up together


@dataclass(frozen=True)
class Task:
    """Texts with what is to be learned of them.

    Args:
        runs: Pieces of each text, at most PIECES.
        before: (texts, WIDTH), what the untouched encoder said of each.
        targets: (texts, columns) per head: zeros and ones, or a number in standard deviations. None: likeness alone.
        weights: How much each head counts.
        epochs: How often each text is seen.
    """

    runs: Runs
    before: NDArray[np.float32]
    targets: Mapping[str, NDArray[np.float64]]
    weights: Mapping[str, float]
    epochs: float


class Tuned(nn.Module):
    """The encoder with a line per column on top, and a map from what it says now to what it said before."""

    def __init__(self, encoder: Encoder) -> None:
        super().__init__()
        self.encoder = encoder
        self.heads = nn.Linear(WIDTH, COLUMN_COUNT)
        self.meaning = nn.Linear(2 * WIDTH, WIDTH, bias=False)
        nn.init.zeros_(self.heads.weight)
        nn.init.zeros_(self.heads.bias)
        with torch.no_grad():
            self.meaning.weight.copy_(torch.eye(WIDTH, 2 * WIDTH))

    def forward(self, ids: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
        last, early = self.encoder(ids, mask, frozen=EARLY)
        return self.heads(last), self.meaning(torch.cat([last, early], dim=1))


def tune(encoder: Encoder, tasks: Sequence[Task], keep: Callable[[Encoder], None]) -> None:
    """Tune the layers of `encoder` above EARLY in place. The same tasks give the same weights on the same processor.

    Args:
        encoder: As published.
        tasks: What to learn.
        keep: Called with the encoder now and then, and at the end.
    """
    torch.manual_seed(SEED)
    model = Tuned(encoder)
    plan = _plan(tasks)
    learner = torch.optim.AdamW(
        [
            {"params": encoder.layers[EARLY:].parameters(), "lr": RATE},
            {"params": [*model.heads.parameters(), *model.meaning.parameters()], "lr": HEAD_RATE},
        ],
        weight_decay=DECAY,
    )
    pace = torch.optim.lr_scheduler.LambdaLR(learner, lambda step: _pace(step / len(plan)))
    model.train()
    began = monotonic()
    for step, (number, rows) in enumerate(plan):
        loss = _loss(model, tasks[number], rows)
        learner.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        learner.step()
        pace.step()
        if step % 100 == 0:
            print(
                f"step {step} of {len(plan)}, task {number}: loss {loss.item():.3f}, {monotonic() - began:.0f} s",
                file=sys.stderr,
                flush=True,
            )
        if step % 1000 == 999:
            keep(encoder)
    model.eval()
    keep(encoder)


def _loss(model: Tuned, task: Task, rows: NDArray[np.int64]) -> Tensor:
    ids, mask = padded([task.runs[row] for row in rows])
    before = torch.tensor(task.before[rows])
    outputs, meaning = model(ids, mask)
    loss = MEANING * (1.0 - functional.cosine_similarity(meaning, before)).mean()
    for head, targets in task.targets.items():
        wanted = torch.tensor(targets[rows], dtype=torch.float32)
        given = outputs[:, COLUMNS[head]]
        error = functional.binary_cross_entropy_with_logits if head in LABELS else functional.mse_loss
        loss = loss + task.weights[head] * error(given, wanted)
    return loss


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
