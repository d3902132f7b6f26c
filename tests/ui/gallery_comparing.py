"""People side by side at a recruiter's desk, in every state that a recruiter may meet."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.model.compared import Compared
from progrez_desktop.core.model.registry import Detail, Margin
from progrez_desktop.core.services.recruiting.comparing_people import beside
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.pages.compare import ComparePage
from tests.core.services.recruiting.desk_house import content, score
from tests.core.services.registry_house import CONTENT
from tests.ui.gallery_candidate import detail_of

if TYPE_CHECKING:
    from tests.ui.gallery import Material

_MADE: Any = CONTENT["provenance"]
CODES = ("3AF-9C", "5KD-02", "7F3-K2", "B91-TT", "H0X-M4", "WWM-WW")
TODAY = date(2026, 11, 23)
_EXACT = (7.9, 4.4, 6.2, 3.1, 9.6, 5.5)


def _detail(given: "Material", number: int, told: dict[str, Any]) -> Detail:
    scores = {
        one["skill"]: Margin(one["sten"], one["low"], one["high"], one["sten_exact"], 0.8) if one["scored"] else None
        for one in told["scores"]
    }
    base = detail_of(given, told)
    row = replace(base.row, code=CODES[number], release_id=f"{number:032x}", scores=scores, is_contested=number == 1)
    return replace(base, row=replace(row, quality=("as_usual", "with_care", None)[number % 3]), content=told)


def _told(skills: Sequence[str], number: int) -> dict[str, Any]:
    lines = []
    for place, skill in enumerate(skills):
        exact = _EXACT[number] if place % 3 == 0 else 5.6 + number * 0.2
        lines.append(score(skill, exact, 0.7 + 0.1 * (place % 3)))
    return content(lines)


def compared(given: "Material", count: int, *, troubled: bool = False, shared: bool = True) -> Compared:
    skills = [skill.id for skill in given.assessment.skills]
    told = [_told(skills, number) for number in range(count)]
    if not shared:
        told = [_told(skills[number : number + 1], number) for number in range(count)]
    if troubled:
        told[0]["scores"] = told[0]["scores"][:-2]
        missing = {"skill": skills[0], "scored": False, "reason": "too_few_answers", "answered": 1, "of": 9}
        told[1]["scores"][0] = missing
        told[1]["scores"][1] |= {"norm_id": "another", "said": [{"kind": "correction"}]}
        told[-1]["provenance"] = {**_MADE, "bank_sha256": "12" * 32, "valid_until": "2026-11-01"}
    details = [_detail(given, number, one) for number, one in enumerate(told)]
    return beside(details, TODAY, without_role=troubled)


def _page(context: Context, given: "Material", count: int, **how: bool) -> ComparePage:
    return ComparePage(context, compared(given, count, **how), given.assessment.skills)


def _fault(context: Context, given: "Material") -> Page:
    page = _page(context, given, 2)
    page.show_fault(UsageFault("compare_how_many", least=2, most=6, count=7))
    return page


COMPARING_STATES: dict[str, Callable[[Context, "Material"], Page]] = {
    "32-compare-two": lambda c, m: _page(c, m, 2),
    "32-compare-six": lambda c, m: _page(c, m, 6),
    "32-compare-troubled": lambda c, m: _page(c, m, 3, troubled=True),
    "32-compare-nothing": lambda c, m: _page(c, m, 3, shared=False),
    "32-compare-fault": _fault,
}
