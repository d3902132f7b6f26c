"""Everything that is counted here without names, as an operator looks at it: periods, norms, keys of situations."""

from dataclasses import dataclass

from progrez_desktop.core.model.counting import Period
from progrez_desktop.core.services import counting_periods, local_norms, situation_keying
from progrez_desktop.core.services.counting_periods import Budget, Watched
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.services.local_norms import ScaleStanding
from progrez_desktop.core.services.situation_keying import SituationStanding


@dataclass(frozen=True)
class Counts:
    running: Period | None
    periods: tuple[Period, ...]
    budget: Budget
    watched: Watched
    norms: tuple[ScaleStanding, ...]
    keys: tuple[SituationStanding, ...]
    skills: dict[str, dict[str, str]]
    """The name of each skill in each language, by its id."""


def look(deps: Deps) -> Counts:
    """Return how it stands. What a period counted is told once it is closed, and not before."""
    deps.permit("see_computer")
    return Counts(
        counting_periods.running(deps),
        tuple(deps.device.counters.periods()),
        counting_periods.budget(deps),
        counting_periods.next_watched(deps),
        tuple(local_norms.standings(deps)),
        tuple(situation_keying.standings(deps)),
        {skill.id: dict(skill.short_name) for skill in deps.assessment.skills},
    )
