"""What each branch reads alone: figures for the card, of whole texts."""

from collections.abc import Mapping
from typing import Any

from calibration.linear import calibrated
from calibration.measure import Floats, interval, macro_f1, pearson
from calibration.text_model.corpora import Corpora
from calibration.text_model.figures import LABELLED, RATED, Seen, looks_of, reading
from calibration.text_model.tasks import Apart
from progrez_desktop.scoring.text.manifest import LABELS, LabelHead
from progrez_desktop.scoring.text.model import TextModel


def measure_branches(
    model: TextModel, corpora: Corpora, apart: Apart, words: Mapping[str, Floats], seen: Mapping[str, Seen]
) -> dict[str, dict[str, Any]]:
    """Return the figure of each branch alone, by head; each is calibrated on rows that it had not seen.

    Args:
        model: As it ships.
        corpora: The texts.
        apart: Rows that the encoder had not seen.
        words: What the words' branch says of those by folds, by head.
        seen: The development rows.
    """
    figures: dict[str, dict[str, Any]] = {}
    for name in LABELLED:
        held = [text for text, is_apart in zip(corpora.texts(name), apart[name], strict=True) if is_apart]
        looks = looks_of(model, held)
        for head, truth in getattr(corpora, f"{name}_dev").labels.items():
            labels = getattr(corpora, name).labels[head][apart[name]]
            unseen = {"encoder": looks.of("encoder", head), "words": words[head]}
            figures[head] = {
                branch: interval(macro_f1, _present(head, given, labels, seen[name].looks.of(branch, head)), truth)
                for branch, given in unseen.items()
            }
    for name in RATED:
        for head, values in getattr(corpora, f"{name}_dev").values.items():
            figures[head] = {
                branch: interval(pearson, seen[name].looks.of(branch, head)[:, 0], values)
                for branch in ("encoder", "words")
            }
    return figures


def _present(head: str, unseen: Floats, labels: Floats, given: Floats) -> Floats:
    lines = calibrated(unseen, labels)
    return reading(LabelHead(LABELS[head], *(tuple(line.tolist()) for line in lines)), given)[0]
