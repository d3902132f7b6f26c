"""What length alone adds to concern and distress: taken out, so that more words are not more compassion."""

from collections.abc import Sequence

import numpy as np

from calibration.text_model.essays import STRENGTHS
from progrez_desktop.scoring.text.features import size_of, tokens_of
from progrez_desktop.scoring.text.model import TextModel


def length_slopes(model: TextModel, answers: Sequence[str]) -> dict[str, float]:
    """Return, by head, what a value rises by per unit of the logarithm of length, in answers without any label."""
    lengths = np.log([heard_words(answer) for answer in answers])
    looks = [model.look(answer).logits for answer in answers]
    return {head: round(float(np.polyfit(lengths, [look[head][0] for look in looks], 1)[0]), 4) for head in STRENGTHS}


def heard_words(text: str) -> int:
    """Return the length of a text as the product counts it."""
    return max(1, size_of(tokens_of(text)))
