"""Puts a theta that several sources gave in the place of the statements' own, with its errors, sten and percentile."""

from dataclasses import replace
from statistics import NormalDist

import numpy as np

from progrez_desktop.scoring import norms
from progrez_desktop.scoring.bank import BankSkill
from progrez_desktop.scoring.scores import SkillScore

_Z_80 = NormalDist().inv_cdf(0.90)


def placed(score: SkillScore, scale: BankSkill, theta: float, se: float) -> SkillScore:
    """Return a score with another theta and error, read from the same norm.

    The error is printed as much wider as that of the statements is. The posterior of several
    sources is a normal one, and so is its 80 % band.
    """
    printed = se * scale.honest_factor
    thetas = np.array([theta, theta - _Z_80 * printed, theta + _Z_80 * printed])
    exact = norms.sten_exact(scale.norm, thetas)
    sten, percentile = norms.sten(exact), norms.percentile(scale.norm, thetas)
    return replace(
        score,
        theta=theta,
        se=se,
        se_printed=printed,
        sten=int(sten[0]),
        low=int(sten[1]),
        high=int(sten[2]),
        sten_exact=float(exact[0]),
        low_exact=float(exact[1]),
        high_exact=float(exact[2]),
        percentile=int(percentile[0]),
        percentile_low=int(percentile[1]),
        percentile_high=int(percentile[2]),
    )
