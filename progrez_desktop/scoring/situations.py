"""Work situations: how near a person's choices are to a key, and whether they point the way of the statements.

A situation offers four actions; the person names the best and the worst. That is a profile over the actions: 1 for
the best, -1 for the worst, 0 between. It is set against the key's profile by distance, both standardised within, so
that only the shape counts and a half-answered situation is on the same footing. A key is made by reasoning until 300
people have answered; then `situation_keys` estimates it. Until its validity was measured it makes no skill's score.

Choices made at random stand somewhere too. Nothing is said of them before they are further from the middle than 1.96
standard errors of such choices, which one situation can't be.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from progrez_desktop.scoring.distributions import Z_80, Z_95
from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.grm import Floats
from progrez_desktop.scoring.scores import NotScored, SkillScore

Agreement = Literal["same_way", "differs", "not_enough"]
Keyed = Literal["rational", "estimated"]
"""By somebody who thought about it, or from responses."""
Chosen = tuple[str | None, str | None]
"""The actions picked as best and as worst; None where only one was picked."""

MIN_SITUATIONS = 2
MIN_CHOICES = 4
"""Best and worst of two situations: of two single choices both are right by chance once in sixteen."""

HALF_NEAR = 0.5
_AVERAGE_STEN = 5.5


@dataclass(frozen=True)
class SituationKey:
    """What is best and worst in one situation, as a value for each action: high where the skill shows, low where it
    lacks. By reasoning the values are 1, -1 and 0; estimated ones are whatever was found."""

    actions: tuple[str, ...]
    values: tuple[float, ...]
    keyed: Keyed

    @classmethod
    def by_reasoning(cls, actions: Sequence[str], best: str, worst: str) -> "SituationKey":
        """Return the key of somebody who thought about it.

        Raises:
            ScoringError: "situation_key" where best and worst are not two of the actions.
        """
        if best == worst or not {best, worst} <= set(actions):
            raise ScoringError("situation_key", f"{best}, {worst}")
        return cls(tuple(actions), tuple(float((one == best) - (one == worst)) for one in actions), "rational")

    @property
    def profile(self) -> Floats:
        return standardised(np.array(self.values, dtype=np.float64))


@dataclass(frozen=True)
class SituationScore:
    """How near the choices of one skill's situations are to their keys.

    `nearness` runs from -1 (the very opposite) over 0 (what chance gives) to 1 (as keyed), the mean over situations;
    None without an answer; `answered` counts situations with at least one pick. `by_chance` is the standard error of
    what choices at random give, whose mean is 0. `keyed` is "rational" as long as any key behind it is.
    """

    nearness: float | None
    answered: int
    of: int
    keyed: Keyed
    choices: int
    """Best and worst picked, of all of them."""
    by_chance: float = math.inf


def score(chosen: Mapping[str, Chosen], keys: Mapping[str, SituationKey]) -> SituationScore:
    """Return the score of the situations of one skill.

    Args:
        chosen: By situation; those of other skills may be among them.
        keys: By situation, in the order of the pack.

    Raises:
        ScoringError: "unknown_action", naming the situation; "no_situations".

    Source:
        Distance to the key's profile with within-person standardising: McDaniel, Psotka, Legree, Yost & Weekley (2011),
        Journal of Applied Psychology 96(2), 327-336; Legree, Psotka, Tremble & Bourne (2005) for keys by consensus.
    """
    if not keys:
        raise ScoringError("no_situations")
    picked = [
        (profile, key)
        for situation, key in keys.items()
        if (profile := _profile(situation, chosen.get(situation, (None, None)), key)) is not None
    ]
    keyed: Keyed = "rational" if any(key.keyed == "rational" for key in keys.values()) else "estimated"
    choices = sum(pick is not None for situation in keys for pick in chosen.get(situation, ()))
    n = len(picked)
    if not n:
        return SituationScore(None, 0, len(keys), keyed, choices)
    near = math.fsum(nearness(profile, key) for profile, key in picked) / n
    # Of n numbers in any order, their correlation with others has the variance 1 / (n - 1).
    by_chance = math.sqrt(math.fsum(1.0 / (len(key.actions) - 1) for _, key in picked)) / n
    return SituationScore(near, n, len(keys), keyed, choices, by_chance)


def nearness(profile: Floats, key: SituationKey) -> float:
    """Return 1 - D^2 / 2n for two profiles over n actions, both standardised, which is their correlation.

    Raises:
        ScoringError: "flat_profile": all actions alike say nothing.
    """
    # As a correlation, since a distance rounds: whole numbers give exact halves, and opposites exact opposites.
    one, other = _from_mean(profile), _from_mean(np.array(key.values, dtype=np.float64))
    spread = math.sqrt(_products(one, one) * _products(other, other))
    if spread < 1e-12:
        raise ScoringError("flat_profile")
    return _products(one, other) / spread


def _from_mean(values: Floats) -> Floats:
    """Return n times how far each of n values is from their mean: whole numbers of whole numbers."""
    return np.asarray(values * values.size - math.fsum(values.tolist()))


def _products(one: Floats, other: Floats) -> float:
    """Add up exactly, so that the order of the actions changes no bit."""
    return math.fsum((one * other).tolist())


def standardised(values: Floats) -> Floats:
    """Return values with mean 0 and SD 1 over the actions: nobody gains by extreme answers.

    Raises:
        ScoringError: "flat_profile": all actions alike say nothing.
    """
    centred = values - values.mean()
    sd = float(np.sqrt((centred**2).mean()))
    if sd < 1e-12:
        raise ScoringError("flat_profile")
    return np.asarray(centred / sd)


def _profile(situation: str, chosen: Chosen, key: SituationKey) -> Floats | None:
    if chosen == (None, None):
        return None
    best, worst = chosen
    if not {best, worst} - {None} <= set(key.actions) or best == worst:
        raise ScoringError("unknown_action", situation)
    return np.array([(one == best) - (one == worst) for one in key.actions], dtype=np.float64)


def agreement(found: SituationScore, score: SkillScore | NotScored) -> Agreement:
    """Return how the situations of one skill stand to its score: a word, never a number.

    Returns:
        "same_way" or "differs" where choices and score each lie further from the middle than 1.96 of their own standard
        errors: choices from what chance gives, the score from the average. On opposite sides their difference is then
        beyond 1.96 of its own error too, on whichever scale a validity would put them; so it needs none. Else
        "not_enough", as always with under two situations or four choices, and without a score.
    """
    side = side_of(score)
    is_too_little = found.answered < MIN_SITUATIONS or found.choices < MIN_CHOICES
    if found.nearness is None or is_too_little or abs(found.nearness) <= Z_95 * found.by_chance or side == 0:
        return "not_enough"
    return "same_way" if found.nearness * side > 0 else "differs"


def side_of(score: SkillScore | NotScored) -> int:
    """Return 1 where a score lies surely above the average, -1 where below, 0 where it can't be told at 1.96 errors."""
    if isinstance(score, NotScored):
        return 0
    # The 80 % band is mapped through the norm already; it is only stretched to 95 %.
    wider = Z_95 / Z_80
    low = score.sten_exact - wider * (score.sten_exact - score.low_exact)
    high = score.sten_exact + wider * (score.high_exact - score.sten_exact)
    return (low > _AVERAGE_STEN) - (high < _AVERAGE_STEN)
