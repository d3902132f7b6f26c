"""The form that an adaptive sitting comes down to: per skill the few statements that tell most about a person."""

import numpy as np
from numpy.typing import NDArray

from progrez_desktop.scoring.bank import BankItem
from progrez_desktop.scoring.grm import log_probabilities
from progrez_desktop.scoring.quality.form import Form, Ints
from progrez_desktop.scoring.quality.person_fit import thetas

Floats = NDArray[np.float64]

TARGET_SE = 0.35
LEAST_ITEMS = 4
_STEP = 0.05


def information(item: BankItem, theta: Floats) -> Floats:
    """Return Fisher information at each theta, from differences of the category probabilities.

    Source: Samejima (1969), Psychometrika Monograph 17: the sum of P'^2 / P over categories.
    """
    low, here, high = (np.exp(log_probabilities(item.a, item.b, theta + step)) for step in (-_STEP, 0.0, _STEP))
    return np.asarray((((high - low) / (2 * _STEP)) ** 2 / here).sum(axis=0))


def shortened(form: Form, answers: Ints) -> Ints:
    """Return answers with those left out that a sitting stopping at SE 0.35 would not have asked.

    Which they are is told from each person's theta of the whole form: statements by information there, one of each key
    direction first, at least four. A true sitting learns theta as it goes and asks slightly more.
    """
    kept = np.zeros_like(answers)
    theta = thetas(form, answers)
    for skill, columns in form.of_skill().items():
        told = np.stack([information(form.items[column], theta[skill]) for column in columns], axis=1)
        keys = form.keys[columns]
        wish = told.copy()
        for key in (1, -1):
            if (keys == key).any():
                best = np.where(keys == key, told, -1.0).argmax(axis=1)
                wish[np.arange(len(wish)), best] += 1000.0
        order = np.argsort(-wish, axis=1, kind="stable")
        sums = np.cumsum(np.take_along_axis(told, order, axis=1), axis=1)
        # An item is asked while what came before it does not suffice; the prior adds 1.
        before = np.concatenate([np.zeros((len(sums), 1)), sums[:, :-1]], axis=1)
        asked = (1.0 / np.sqrt(1.0 + before) > TARGET_SE) | (np.arange(len(columns)) < LEAST_ITEMS)
        mask = np.zeros_like(asked)
        np.put_along_axis(mask, order, asked, axis=1)
        kept[:, columns] = np.where(mask, answers[:, columns], 0)
    return kept
