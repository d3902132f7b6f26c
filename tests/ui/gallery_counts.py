"""What is counted without names, as an operator sees it: nothing yet, or a norm that could be used."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.model.counting import Period
from progrez_desktop.core.services.counting_periods import Budget, Watched
from progrez_desktop.core.services.counts_view import Counts
from progrez_desktop.core.services.local_norms import ScaleStanding
from progrez_desktop.core.services.situation_keying import SituationStanding
from progrez_desktop.scoring.local_norms import NoLocalNorm, NormsCompared
from progrez_desktop.scoring.situation_keys import StillReasoned
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.operator_places import IN_WINDOW
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.pages.operator_counts import CountsPage
from tests.fakes import MONDAY_MS

if TYPE_CHECKING:
    from tests.ui.gallery import Material

_DAY_MS = 86_400_000
_COMPARED = NormsCompared(420, 14_400, 0.21, 0.08, 0.34, 0.96, 0.9, 1.02, 0.09, 0.05, 0.22, 1)


def _period(days: int, *, going: bool) -> Period:
    begin, end = MONDAY_MS - days * _DAY_MS, MONDAY_MS - (days - 90) * _DAY_MS
    closed = None if going else end
    return Period(f"{days:032d}", begin, end, closed, "working-together", "0" * 64, "1" * 64, "empathy", "age", 1.0)


def counts(given: "Material", *, grown: bool) -> Counts:
    skills = given.assessment.skills
    norms = []
    for number, skill in enumerate(skills):
        shipped = given.bank.skills[skill.id].norm
        found = shipped if grown and number == 0 else NoLocalNorm("too_few_people", 0)
        told = _COMPARED if grown and number == 0 else None
        norms.append(ScaleStanding(skill.id, skill.id, shipped, found, (), told, None, is_set_aside=False))
    keys = [SituationStanding(f"situation-{n}", skills[n].id, _NOBODY, None) for n in range(2)]
    periods = (_period(120, going=False), _period(20, going=True)) if grown else ()
    names = {skill.id: dict(skill.short_name) for skill in skills}
    budget = Budget(1.0 if grown else 0.0, 2.0, MONDAY_MS + 70 * _DAY_MS)
    running = periods[-1] if periods else None
    return Counts(running, periods, budget, Watched("empathy", "age"), tuple(norms), tuple(keys), names)


_NOBODY = StillReasoned("too_few_people", 0, None, None)


def _nameless(context: Context, given: "Material") -> Page:
    page = CountsPage(context, IN_WINDOW, counts(given, grown=True))
    page.show_fault(UsageFault("site_name", limit=60))
    return page


COUNTS_STATES: dict[str, Callable[[Context, "Material"], Page]] = {
    "49e-counts": lambda c, m: CountsPage(c, IN_WINDOW, counts(m, grown=True)),
    "49e-counts-nobody": lambda c, m: CountsPage(c, IN_WINDOW, counts(m, grown=False)),
    "49e-counts-nameless": _nameless,
}
