"""A second comparison, with people of one's own age: for oneself, only when asked for, and never on any paper.

The age is what the person types then. It is kept in their safe only where they want it kept.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from progrez_desktop.core.model.profile import Profile
from progrez_desktop.core.profile import scored_lines
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.scoring.distributions import Z_80

if TYPE_CHECKING:
    from progrez_desktop.scoring.bank import BankSkill
    from progrez_desktop.scoring.scores import SkillScore

YOUNGEST, OLDEST = 10, 120


@dataclass(frozen=True)
class AmongOwnAge:
    """Where the margin of a score lies among people of that age, in percent."""

    low: int
    high: int


@dataclass(frozen=True)
class NoComparison:
    why: Literal["other_bank", "age_not_given", "not_agreed", "outside_ages", "too_few_people"]


ByAge = Mapping[str, AmongOwnAge | NoComparison]
"""By skill, those that have a score."""


def places_by_age(deps: Deps, profile: Profile, age: int) -> ByAge:
    """Return where each score lies among people of an age, for a person who asked for it.

    Args:
        age: In whole years.
    """
    scales = deps.bank_of(profile.form).skills  # ages were asked of the people of the norm that shipped
    is_of_bank = profile.provenance.bank_sha256 == deps.bank.sha256
    return {
        line.skill_id: _place(scales[line.skill_id], score, age) if is_of_bank else NoComparison("other_bank")
        for line, score in scored_lines(profile)
    }


def _place(scale: "BankSkill", score: "SkillScore", age: int) -> AmongOwnAge | NoComparison:
    import numpy as np

    from progrez_desktop.scoring.age_norms import NoAgeNorm, development_norm
    from progrez_desktop.scoring.norms import percentile

    norm = development_norm(scale.norm, scale.age, age, agreed=True)
    if isinstance(norm, NoAgeNorm):
        return NoComparison(norm.why)
    margin = Z_80 * score.se_printed
    low, high = percentile(norm, np.array([score.theta - margin, score.theta + margin])).tolist()
    return AmongOwnAge(low, high)


def keep_age(deps: Deps, session: Session, age: int) -> None:
    """Keep it in the safe, so that the comparison is there the next time."""
    session.safe.own_age.keep(age, deps.clock.now_ms())


def forget_age(session: Session) -> None:
    session.safe.own_age.forget()
