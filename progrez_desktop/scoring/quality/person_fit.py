"""Whether a pattern of answers is one that the graded model expects of anybody at all: lz over all scales."""

from collections.abc import Mapping

import numpy as np

from progrez_desktop.scoring.bank import BankItem
from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.grm import Floats, Scale, answer_table, log_probabilities
from progrez_desktop.scoring.quality.form import Form, Ints

LEAST_ANSWERS = 20


def thetas(form: Form, answers: Ints) -> dict[str, Floats]:
    """Return each skill's EAP from the answers on this form, as the score has it."""
    found = {}
    for skill, columns in form.of_skill().items():
        tables = [answer_table(item.a, item.b, reverse=item.key < 0) for item in (form.items[at] for at in columns)]
        found[skill] = Scale(tables).posterior(answers[:, columns].astype(np.intp)).mean
    return found


def lz(form: Form, answers: Ints, theta: Mapping[str, Floats], least: int = LEAST_ANSWERS) -> Floats:
    """Return the standardised log-likelihood of each person's answers at their own thetas, all scales together.

    Args:
        theta: By skill, shape (people,).
        least: How many answers it needs.

    Returns:
        (l - E l) / SD l, sums over all statements answered. Low where answers are unlikely for that person. Its own
        distribution with estimated thetas is narrower than N(0, 1) and people fit worse than the model wants, so the
        cut comes from simulation and is checked on respondents. NaN with fewer answers than `least`.

    Source:
        Drasgow, Levine & Williams (1985), British Journal of Mathematical and Statistical Psychology 38, 67-86, for
        several categories; Drasgow, Levine & McLaughlin (1991), Applied Psychological Measurement 15(2), 171-191, for
        several scales.
    """
    surplus, variance = np.zeros(len(answers)), np.zeros(len(answers))
    for column, (skill, item) in enumerate(form.shown):
        if skill not in theta:
            raise ScoringError("no_theta", skill)
        log_p = log_probabilities(item.a, item.b, theta[skill])
        p = np.exp(log_p)
        expected = _sum_over_categories(p * log_p)
        spread = _sum_over_categories(p * (log_p - expected) ** 2)
        given = answers[:, column] > 0
        found = np.take_along_axis(log_p, levels(item, answers[:, column])[np.newaxis], axis=0)[0]
        surplus += np.where(given, found - expected, 0.0)
        variance += np.where(given, spread, 0.0)
    enough = (answers > 0).sum(axis=1) >= least
    return np.where(enough, surplus / np.sqrt(np.where(enough, variance, 1.0)), np.nan)


def levels(item: BankItem, raw: Ints) -> Ints:
    """Return raw categories as levels of the skill, 0 to k - 1; an item without an answer gets 0."""
    level = raw - 1 if item.key > 0 else item.categories - raw
    return np.where(raw > 0, level, 0)


def _sum_over_categories(values: Floats) -> Floats:
    """Add categories one by one: a sum over the first axis of numpy's own is in an order that depends on the batch."""
    total = np.zeros(values.shape[1])
    for row in values:
        total += row
    return total
