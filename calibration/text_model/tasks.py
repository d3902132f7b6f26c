"""What the encoder is tuned on: the training rows of every set, less the rows that are kept apart for calibration."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from calibration.measure import Floats
from calibration.text_model.corpora import Corpora, held_apart
from calibration.text_model.tuning import Runs, Task

SETS = ("emotions", "courtesy", "strategies", "quality")
SETS_OF_TONE = ("emotions", "strategies", "quality")
"""Learned together. Courtesy is learned by adapters of its own: together with the others each was read worse."""

# Passes over each set, and what a head counts: so that the losses of the heads are about as large as each other.
EPOCHS = {"emotions": 2.5, "courtesy": 3.0, "strategies": 4.0, "quality": 2.0}
WEIGHTS = {"emotions": 6.0, "ekman": 1.5, "sentiment": 1.0, "courtesy": 1.0, "strategies": 3.0, "quality": 0.3}

Apart = Mapping[str, NDArray[np.bool_]]


def tasks_of(names: Sequence[str], corpora: Corpora, runs: Mapping[str, Runs], apart: Apart) -> list[Task]:
    """Return the tasks. The essays are none: concern and distress are fitted by folds of writers afterwards.

    Args:
        names: Which sets, of SETS.
        corpora: The labelled texts.
        runs: Pieces of the training rows.
        apart: Which rows no layer learns from.
    """
    targets: dict[str, Mapping[str, Floats]] = {
        "emotions": corpora.emotions.labels,
        "courtesy": {"courtesy": _standard(corpora.courtesy.values["courtesy"])},
        "strategies": corpora.strategies.labels,
        "quality": {"quality": _standard(corpora.quality.values["quality"])},
    }
    return [_task(name, runs[name], targets[name], ~apart[name]) for name in names]


def kept_apart(corpora: Corpora) -> dict[str, NDArray[np.bool_]]:
    """Return, by set, which training rows no fit of the encoder sees, so that calibration can be fitted on them."""
    topics = [group.split("/")[0] for group in corpora.quality.groups]
    return {
        "emotions": held_apart(corpora.emotions.labels["emotions"]),
        "strategies": held_apart(corpora.strategies.labels["strategies"]),
        "courtesy": np.arange(len(corpora.courtesy.texts)) % 10 == 5,
        "quality": np.isin(topics, sorted(set(topics))[-2:]),
    }


def _task(name: str, runs: Runs, targets: Mapping[str, Floats], learned: NDArray[np.bool_]) -> Task:
    own = {head: values[learned] for head, values in targets.items()}
    return Task([run for run, is_learned in zip(runs, learned, strict=True) if is_learned], own, WEIGHTS, EPOCHS[name])


def _standard(values: Floats) -> Floats:
    return np.asarray(((values - values.mean()) / values.std())[:, None])
