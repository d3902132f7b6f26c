"""People who were made up, for every test of teams."""

import numpy as np

from progrez_desktop.scoring.teams.people import People

SKILLS = (
    *("communication", "empathy", "collaboration", "leadership", "self_management", "resilience", "composure"),
    *("adaptability", "creative_thinking", "analytical", "initiative", "integrity"),
)


def made_people(n: int, seed: int = 1, missing: float = 0.0, **facts: list[int]) -> People:
    """Return people whose scores are independent; `missing` of them are not there, and `facts` hold of these places."""
    chance = np.random.default_rng(seed)
    stens = np.clip(5.5 + 2 * chance.standard_normal((n, len(SKILLS))), 1, 10)
    errors = chance.uniform(0.5, 1.0, stens.shape)
    gone = chance.random(stens.shape) < missing
    stens[gone], errors[gone] = np.nan, np.nan
    return People(SKILLS, stens, errors, {name: np.isin(np.arange(n), at) for name, at in facts.items()})
