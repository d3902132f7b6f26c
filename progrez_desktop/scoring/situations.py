"""Work situations: how near a person's choices are to a key, and whether they point the way of the statements.

A situation offers four actions; the person names the best and the worst. That is a profile over the actions: 1 for
the best, -1 for the worst, 0 between. It is set against the key's profile by distance, both standardised within, so
that only the shape counts and a half-answered situation is on the same footing. A key is made by reasoning until 300
people have answered; then `situation_keys` estimates it. Until its validity was measured it makes no skill's score.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.grm import Floats
from progrez_desktop.scoring.scores import NotScored, SkillScore

Agreement = Literal["same_way", "differs", "not_enough"]
Keyed = Literal["rational", "estimated"]
"""By somebody who thought about it, or from responses."""
Chosen = tuple[str | None, str | None]
"""The actions picked as best and as worst; None where only one was picked."""

MIN_CHOICES = 2
"""Best and worst of one situation, or one of each of two: a single choice is right by chance once in four."""

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
    None without an answer; `answered` counts situations with at least one pick. `keyed` is "rational" as long as any
    key behind it is.
    """

    nearness: float | None
    answered: int
    of: int
    keyed: Keyed
    choices: int
    """Best and worst picked, of all of them."""


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
    near = [
        nearness(profile, key)
        for situation, key in keys.items()
        if (profile := _profile(situation, chosen.get(situation, (None, None)), key)) is not None
    ]
    keyed: Keyed = "rational" if any(key.keyed == "rational" for key in keys.values()) else "estimated"
    choices = sum(pick is not None for situation in keys for pick in chosen.get(situation, ()))
    return SituationScore(sum(near) / len(near) if near else None, len(near), len(keys), keyed, choices)


def nearness(profile: Floats, key: SituationKey) -> float:
    """Return 1 - D^2 / 2n for two standardised profiles over n actions, which is their correlation."""
    distance = float(((profile - key.profile) ** 2).sum())
    return 1.0 - distance / (2.0 * len(key.actions))


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
    return standardised(np.array([(one == best) - (one == worst) for one in key.actions], dtype=np.float64))


def agreement(found: SituationScore, score: SkillScore | NotScored) -> Agreement:
    """Return how the situations of one skill stand to its score: a word, never a number.

    Returns:
        "same_way" or "differs" where choices and score both lie clearly on one side of the average. "not_enough"
        with under two choices, with choices that are not half as near or as far as they could be, without a score, or
        with a score whose 80 % band reaches over the average.
    """
    side = side_of(score)
    if found.nearness is None or found.choices < MIN_CHOICES or abs(found.nearness) < HALF_NEAR or side == 0:
        return "not_enough"
    return "same_way" if found.nearness * side > 0 else "differs"


def side_of(score: SkillScore | NotScored) -> int:
    """Return 1 where the whole band lies above the average, -1 where below, 0 where it can't be told."""
    if isinstance(score, NotScored):
        return 0
    return (score.low_exact > _AVERAGE_STEN) - (score.high_exact < _AVERAGE_STEN)
