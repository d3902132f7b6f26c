"""What the thresholds catch and how often they are wrong: shares of real and of careless people, form by form."""

from collections.abc import Sequence
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from calibration.adaptive_sittings import Asking
from calibration.careless import CARELESS, hurried_times
from calibration.joined_people import SEED, Sample
from progrez_desktop.scoring.quality.indices import Family, families, flags, indices
from progrez_desktop.scoring.quality.thresholds import Thresholds
from progrez_desktop.scoring.quality.verdict import FLAGS_NEEDED

Flags = dict[Family, NDArray[np.bool_]]
DECIMALS = 4
REAL_SITTINGS, CARELESS_SITTINGS = 2000, 500
"""At most so many are asked adaptively, each by themselves: a share of 2.5 % is then right within 0.7 percent."""


def table(people: Sample, limits: Thresholds, asking: Asking | None = None) -> dict[str, Any]:
    """Return, for real respondents and each kind of careless ones, the share that each family and the verdict flags.

    Args:
        asking: Who asks adaptively; None where everybody meets the whole form.
    """
    found = {"real": _row(_first(people, REAL_SITTINGS, asking), limits, asking)}
    some = _first(people, CARELESS_SITTINGS, asking)
    for kind, answer in CARELESS.items():
        answers = answer(some.form, some.answers, np.random.default_rng(SEED))
        seconds = hurried_times(some.seconds) if kind == "hurried" else some.seconds
        found[kind] = _row(Sample(some.form, answers, seconds), limits, asking)
    return found


def _first(people: Sample, most: int, asking: Asking | None) -> Sample:
    return people if asking is None else Sample(people.form, people.answers[:most], people.seconds[:most])


def _row(people: Sample, limits: Thresholds, asking: Asking | None) -> dict[str, Any]:
    parts = [people] if asking is None else list(asking.sat(people))
    raised = _joined([families(flags(indices(p.form, p.answers, p.seconds, limits), limits)) for p in parts])
    without: Flags = {name: flag for name, flag in raised.items() if name != "pace"}
    return {
        "statements": round(sum(part.answers.size for part in parts) / len(people.answers), 1),
        **{name: share(flag) for name, flag in raised.items()},
        "with_care": share(with_care(raised)),
        "with_care_without_times": share(with_care(without)),
    }


def _joined(parts: Sequence[Flags]) -> Flags:
    return {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}


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
