"""What the thresholds catch and how often they are wrong: shares of real and of careless people, form by form."""

from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from calibration.careless import CARELESS, hurried_times
from calibration.joined_people import SEED, Sample
from calibration.shortened import shortened
from progrez_desktop.scoring.grm import Floats
from progrez_desktop.scoring.quality.form import Form, Ints
from progrez_desktop.scoring.quality.indices import Family, families, flags, indices
from progrez_desktop.scoring.quality.thresholds import Thresholds
from progrez_desktop.scoring.quality.verdict import FLAGS_NEEDED

Flags = dict[Family, NDArray[np.bool_]]
DECIMALS = 4


def table(sample: Sample, limits: Thresholds, *, short: bool) -> dict[str, Any]:
    """Return, for real respondents and each kind of careless ones, the share that each family and the verdict flags.

    Args:
        short: Whether all of them meet a form that stops at SE 0.35, chosen for the answers that they give.
    """
    found = {"real": _row(sample.form, sample.answers, sample.seconds, limits, short)}
    for kind, answer in CARELESS.items():
        answers = answer(sample.form, sample.answers, np.random.default_rng(SEED))
        seconds = hurried_times(sample.seconds) if kind == "hurried" else sample.seconds
        found[kind] = _row(sample.form, answers, seconds, limits, short)
    return found


def _row(form: Form, answers: Ints, seconds: Floats, limits: Thresholds, short: bool) -> dict[str, Any]:
    if short:
        answers = shortened(form, answers)
        seconds = np.where(answers > 0, seconds, np.nan)
    raised = families(flags(indices(form, answers, seconds, limits), limits))
    without: Flags = {name: flag for name, flag in raised.items() if name != "pace"}
    return {
        "statements": round(float((answers > 0).sum(axis=1).mean()), 1),
        **{name: share(flag) for name, flag in raised.items()},
        "with_care": share(with_care(raised)),
        "with_care_without_times": share(with_care(without)),
    }


def with_care(raised: Flags) -> NDArray[np.bool_]:
    return np.asarray(np.stack(list(raised.values()), axis=1).sum(axis=1) >= FLAGS_NEEDED)


def share(flag: NDArray[np.bool_]) -> float:
    return round(float(flag.mean()), DECIMALS)


def meetings(raised: Flags) -> list[dict[str, Any]]:
    """Return how often flags of two families meet in the same respondent, beside what chance would give."""
    found = []
    for one, other in combinations(raised, 2):
        both = raised[one] & raised[other]
        found.append(
            {
                "families": [one, other],
                "both": share(both),
                "by_chance": round(float(raised[one].mean() * raised[other].mean()), DECIMALS),
                "phi": round(_phi(raised[one], raised[other]), 3),
            }
        )
    return found


def _phi(one: NDArray[np.bool_], other: NDArray[np.bool_]) -> float:
    if one.all() or other.all() or not (one.any() and other.any()):
        return 0.0
    return float(np.corrcoef(one, other)[0, 1])
