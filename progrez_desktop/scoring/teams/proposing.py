"""Others that are as good as the best: within 1 % of it, and unlike each other in two people where a team has five."""

from collections.abc import Sequence

from progrez_desktop.scoring.teams.drawing import AS_GOOD
from progrez_desktop.scoring.teams.picking import Found, pick
from progrez_desktop.scoring.teams.rules import Rules
from progrez_desktop.scoring.teams.solving import Stop
from progrez_desktop.scoring.teams.sweep import Picked
from progrez_desktop.scoring.teams.terms import Terms

MOST = 3
_LARGE = 5


def as_good(terms: Terms, rules: Rules, best: Found, limit_s: float, seed: int, stop: Stop) -> list[Picked]:
    """Return the best and others that are as good, the best first."""
    found = [best.picked]
    by = 2 if terms.size >= _LARGE else 1
    least = int(AS_GOOD * best.picked.value)
    while len(found) < MOST and not stop():
        other = _another(terms, rules, [one.team for one in found], limit_s, seed, stop, by, least)
        if other is None and by > 1:
            by = 1
        elif other is None:
            break
        else:
            found.append(other)
    return found


def _another(
    terms: Terms,
    rules: Rules,
    teams: Sequence[Sequence[int]],
    limit_s: float,
    seed: int,
    stop: Stop,
    by: int,
    least: int,
) -> Picked | None:
    found = pick(terms, rules, limit_s, seed, stop, teams, by, least)
    return found.picked if found is not None and found.picked.value >= least else None
