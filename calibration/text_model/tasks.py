"""What the encoder is tuned on: the training rows of every set, less the rows that are kept apart for calibration."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from calibration.measure import Floats
from calibration.text_model.corpora import Corpora, held_apart
from calibration.text_model.tuning import Runs, Task

# Passes over each set, and what a head counts: about in proportion to the square roots of the sets' sizes, and so that
# the losses of the heads are about as large as each other. Not searched.
EPOCHS = {"emotions": 3.0, "courtesy": 4.0, "strategies": 6.0, "quality": 4.0, "interviews": 6.0}
WEIGHTS = {"emotions": 6.0, "ekman": 1.5, "sentiment": 1.0, "courtesy": 1.0, "strategies": 3.0, "quality": 0.3}

Apart = Mapping[str, NDArray[np.bool_]]


def tasks_of(
    corpora: Corpora, runs: Mapping[str, Runs], before: Mapping[str, NDArray[np.float32]], apart: Apart
) -> list[Task]:
    """Return the tasks. The essays are none: concern and distress are fitted by folds of writers afterwards.

    Args:
        corpora: The labelled texts.
        runs: Pieces of the training rows, and of "interviews": longer texts about work, without labels.
        before: What the untouched encoder says of them.
        apart: Which rows no layer learns from.
    """

    def task(name: str, targets: Mapping[str, Floats]) -> Task:
        learned = np.flatnonzero(~apart[name]).tolist() if name in apart else list(range(len(runs[name])))
        own = {head: values[learned] for head, values in targets.items()}
        return Task([runs[name][row] for row in learned], before[name][learned], own, WEIGHTS, EPOCHS[name])

    return [
        task("emotions", corpora.emotions.labels),
        task("courtesy", {"courtesy": _standard(corpora.courtesy.values["courtesy"])}),
        task("strategies", corpora.strategies.labels),
        task("quality", {"quality": _standard(corpora.quality.values["quality"])}),
        task("interviews", {}),
    ]


def kept_apart(corpora: Corpora) -> dict[str, NDArray[np.bool_]]:
    """Return, by set, which training rows no fit of the encoder sees, so that calibration can be fitted on them."""
    topics = [group.split("/")[0] for group in corpora.quality.groups]
    return {
        "emotions": held_apart(corpora.emotions.labels["emotions"]),
        "strategies": held_apart(corpora.strategies.labels["strategies"]),
        "courtesy": np.arange(len(corpora.courtesy.texts)) % 10 == 5,
        "quality": np.isin(topics, sorted(set(topics))[-2:]),
    }


def _standard(values: Floats) -> Floats:
    return np.asarray(((values - values.mean()) / values.std())[:, None])
