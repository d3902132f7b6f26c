"""What length alone adds to concern and distress: taken out, so that more words are not more compassion."""

from collections.abc import Sequence
from math import sqrt

import numpy as np

from calibration.measure import Floats
from calibration.text_model.essays import STRENGTHS
from progrez_desktop.scoring.text.features import size_of, tokens_of
from progrez_desktop.scoring.text.model import TextModel

STAYS = 0.1
"""The correlation with length that is left. Writers' own ratings have .15 and .17 with the length of their essays: who
feels more has more to say, and that is not taken out."""


def length_slopes(model: TextModel, answers: Sequence[str]) -> dict[str, float]:
    """Return, by head, what is to be taken out per unit of the logarithm of length, from answers without any label."""
    lengths = np.log([heard_words(answer) for answer in answers])
    looks = [model.look(answer).logits for answer in answers]
    return {head: round(too_steep(lengths, np.array([look[head][0] for look in looks])), 4) for head in STRENGTHS}


def too_steep(lengths: Floats, values: Floats) -> float:
    """Return the part of the slope of values on lengths without which a correlation of STAYS is left, or 0."""
    slope = float(np.polyfit(lengths, values, 1)[0])
    rest = values - slope * lengths
    return max(0.0, slope - STAYS / sqrt(1.0 - STAYS**2) * float(rest.std() / lengths.std()))


def heard_words(text: str) -> int:
    """Return the length of a text as the product counts it."""
    return max(1, size_of(tokens_of(text)))
