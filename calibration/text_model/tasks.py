"""What the encoder is tuned on: the training rows of every set, less the rows that are kept apart for calibration."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from calibration.text_model.corpora import Corpora, Floats, held_apart, rows_of_file
from calibration.text_model.tuning import PIECES, Task
from progrez_desktop.scoring.text.pieces import Pieces

Before = Callable[[Sequence[Sequence[int]]], NDArray[np.float32]]

# Passes over each set, and what a head counts: about in proportion to the square roots of the sets' sizes, and so that
# the losses of the heads are about as large as each other. Not searched.
EPOCHS = {"emotions": 3.0, "courtesy": 4.0, "strategies": 6.0, "quality": 4.0, "interviews": 6.0}
WEIGHTS = {"emotions": 6.0, "ekman": 1.5, "sentiment": 1.0, "courtesy": 1.0, "strategies": 3.0, "quality": 0.3}


def tasks_of(corpora: Corpora, interviews: Sequence[str], pieces: Pieces, before: Before) -> list[Task]:
    """Return the tasks. The essays are none: concern and distress are fitted by folds of writers afterwards.

    Args:
        corpora: The labelled texts.
        interviews: Longer texts about work without labels, to keep what they have in common.
        pieces: As in the product.
        before: Gives what the untouched encoder says of runs of pieces.
    """
    apart = kept_apart(corpora)

    def task(name: str, texts: Sequence[str], targets: Mapping[str, Floats]) -> Task:
        learned = np.flatnonzero(~apart[name]) if name in apart else np.arange(len(texts))
        runs = [pieces.windows(texts[row], most=PIECES)[0] for row in learned]
        own = {head: values[learned] for head, values in targets.items()}
        return Task(runs, before(runs), own, WEIGHTS, EPOCHS[name])

    courtesy, quality = (
        _standard(part) for part in (corpora.courtesy.values["courtesy"], corpora.quality.values["quality"])
    )
    return [
        task("emotions", corpora.emotions.texts, corpora.emotions.labels),
        task("courtesy", corpora.courtesy.texts, {"courtesy": courtesy}),
        task("strategies", corpora.strategies.texts, corpora.strategies.labels),
        task("quality", corpora.quality.texts, {"quality": quality}),
        task("interviews", interviews, {}),
    ]


def kept_apart(corpora: Corpora) -> dict[str, NDArray[np.bool_]]:
    """Return, by task, which training rows no fit of the encoder sees, so that calibration can be fitted on them."""
    topics = [group.split("/")[0] for group in corpora.quality.groups]
    return {
        "emotions": held_apart(corpora.emotions.labels["emotions"]),
        "strategies": held_apart(corpora.strategies.labels["strategies"]),
        "courtesy": np.arange(len(corpora.courtesy.texts)) % 10 == 5,
        "quality": np.isin(topics, sorted(set(topics))[-2:]),
    }


def interview_texts(data: Path, splits: Sequence[str]) -> list[tuple[str, str]]:
    """Return (question, answer) of the interviews in these splits; no writer is in two of them."""
    rows = rows_of_file(data / "siop2024_interview_answers" / "all.csv.gz")
    return [(row["question"], row["answer"]) for row in rows if row["split"] in splits]


def _standard(values: Floats) -> Floats:
    return np.asarray(((values - values.mean()) / values.std())[:, None])
