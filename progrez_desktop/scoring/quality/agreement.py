"""Whether like is answered alike: pairs of statements of one meaning, and both halves of each scale."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from progrez_desktop.scoring.grm import Floats
from progrez_desktop.scoring.quality.form import Form, Ints

LEAST_IN_A_HALF = 2


def pairs_on(form: Form, pairs: Sequence[tuple[str, str]]) -> NDArray[np.intp]:
    """Return the places of those pairs that are on the form. Shape (pairs, 2)."""
    there = [(form.place[one], form.place[other]) for one, other in pairs if one in form.place and other in form.place]
    return np.array(there, dtype=np.intp).reshape(-1, 2)


def synonyms(form: Form, answers: Ints, pairs: NDArray[np.intp]) -> tuple[Floats, Ints]:
    """Return the within-person correlation over pairs, and how many pairs both had an answer.

    Args:
        pairs: From `pairs_on`. The second of a pair is turned the way of the first where their keys differ.

    Returns:
        From -1 to 1: near 1 where a person who agrees with one agrees with the other, about 0 with random answers. Only
        differences within one response format count: the third of five and the third of seven categories are no
        finding. -1 where answers don't vary (a straight line agrees with both sides of a contradiction), NaN without
        pairs.

    Source:
        Psychometric synonyms: Meade & Craig (2012), Psychological Methods 17(3), 437-455.
    """
    shares = form.shares(answers)
    first, second = (np.ascontiguousarray(shares[:, pairs[:, side]]) for side in (0, 1))
    opposite = form.keys[pairs[:, 0]] != form.keys[pairs[:, 1]]
    names = [form.formats[place] for place in pairs[:, 0]]
    groups = [[at for at, name in enumerate(names) if name == one] for one in dict.fromkeys(names)]
    return _correlation(first, np.where(opposite, 1.0 - second, second), groups)


def even_odd(form: Form, answers: Ints) -> tuple[Floats, Ints]:
    """Return the within-person correlation of both halves of all scales, and how many scales it rests on.

    Every second item of a scale, in the order shown, is in its other half; a half is the mean of its keyed answers as
    shares of their format. A scale counts with two answers in each half.

    Returns:
        From -1 to 1, lengthened to whole scales by Spearman and Brown; -1 where halves don't vary. NaN without scales.

    Source:
        Jackson (1976) as in Johnson (2005), Journal of Research in Personality 39, 103-129.
    """
    keyed = form.keyed(answers)
    halves: list[tuple[Floats, Floats]] = []
    for columns in form.of_skill().values():
        halves.append((_half(keyed, columns[0::2]), _half(keyed, columns[1::2])))
    even, odd = (np.stack([half[side] for half in halves], axis=1) for side in (0, 1))
    r, scales = _correlation(even, odd, [list(range(even.shape[1]))])
    # From -1 on, the formula leaves the range of a correlation.
    lengthened = np.where(r > -0.5, 2.0 * r / np.maximum(1.0 + r, 0.5), -1.0)
    return np.where(np.isnan(r), np.nan, np.maximum(lengthened, -1.0)), scales


def _half(keyed: Floats, columns: Sequence[int]) -> Floats:
    own = np.ascontiguousarray(keyed[:, list(columns)])
    given = ~np.isnan(own)
    n = given.sum(axis=1)
    return np.where(n >= LEAST_IN_A_HALF, np.where(given, own, 0.0).sum(axis=1) / np.maximum(n, 1), np.nan)


_DUST = 1e-12


def _correlation(one: Floats, other: Floats, groups: Sequence[list[int]]) -> tuple[Floats, Ints]:
    """Return Pearson's r of each row within groups of columns, over what is there in both, and how many that are."""
    there = ~(np.isnan(one) | np.isnan(other))
    n = there.sum(axis=1)
    x, y = (_centred(values, there, groups) for values in (one, other))
    spread = (x * x).sum(axis=1) * (y * y).sum(axis=1)
    varied = spread > _DUST
    r = np.where(varied, (x * y).sum(axis=1) / np.sqrt(np.where(varied, spread, 1.0)), -1.0)
    return np.where(n > 1, np.clip(r, -1.0, 1.0), np.nan), n


def _centred(values: Floats, there: NDArray[np.bool_], groups: Sequence[list[int]]) -> Floats:
    """Return values less the mean of their row in their group, 0 where there is none."""
    centred = np.zeros_like(values)
    for columns in groups:
        given = np.ascontiguousarray(there[:, columns])
        kept = np.where(given, values[:, columns], 0.0)
        mean = kept.sum(axis=1) / np.maximum(given.sum(axis=1), 1)
        centred[:, columns] = np.where(given, kept - mean[:, np.newaxis], 0.0)
    return centred
