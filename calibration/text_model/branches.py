"""What each branch reads alone, and the model before it was rounded to 8 bits: figures for the card."""

from collections.abc import Mapping
from typing import Any

from calibration.linear import calibrated
from calibration.measure import interval, macro_f1, pearson
from calibration.text_model.corpora import Corpora
from calibration.text_model.figures import LABELLED, RATED, Looks, looks_of, reading
from calibration.text_model.tasks import Apart
from progrez_desktop.scoring.text.manifest import LABELS, LabelHead
from progrez_desktop.scoring.text.model import TextModel


def measure_branches(
    model: TextModel, corpora: Corpora, apart: Apart, seen: Mapping[str, Looks]
) -> dict[str, dict[str, Any]]:
    """Return the figure of each branch alone, by head; each is calibrated as the sum was, on the rows kept apart."""
    figures: dict[str, dict[str, Any]] = {}
    for name in LABELLED:
        part, dev = getattr(corpora, name), getattr(corpora, f"{name}_dev")
        held = looks_of(model, [text for text, is_apart in zip(part.texts, apart[name], strict=True) if is_apart])
        for head, truth in dev.labels.items():
            figures[head] = {}
            for branch in ("encoder", "words"):
                lines = calibrated(held.of(branch, head), part.labels[head][apart[name]])
                own = LabelHead(LABELS[head], *(tuple(line.tolist()) for line in lines))
                figures[head][branch] = interval(macro_f1, reading(own, seen[name].of(branch, head))[0], truth)
    for name in RATED:
        for head, values in getattr(corpora, f"{name}_dev").values.items():
            figures[head] = {
                branch: interval(pearson, seen[name].of(branch, head)[:, 0], values) for branch in ("encoder", "words")
            }
    return figures
