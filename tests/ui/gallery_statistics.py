"""The statistics of an organisation in every state that a recruiter may meet."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.services.recruiting.statistics import (
    ByMonth,
    CutFigures,
    Growth,
    Reliability,
    Statistics,
)
from progrez_desktop.core.services.recruiting.statistics_article import article_of
from progrez_desktop.core.services.recruiting.told_counts import Shares
from progrez_desktop.scoring.fairness.impact import Selected, adverse_impact
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.pages.statistics import StatisticsPage

if TYPE_CHECKING:
    from tests.ui.gallery import Material

_MONTHS = tuple(f"2026-{month:02}" for month in range(3, 11))


def made_statistics(skills: tuple[str, ...], *, is_empty: bool = False) -> Statistics:
    """Invented figures, or those of a registry in which nothing happened yet."""
    reliability = tuple(
        Reliability(skill, 0.78 + 0.015 * at, 0.95 - 0.03 * at, 14400) for at, skill in enumerate(skills)
    )
    if is_empty:
        nobody, months = Shares({}, None), tuple(ByMonth(kind, (), None) for kind in ("received", "opened", "a", "b"))
        by_skill = dict.fromkeys(skills, nobody)
        norms = tuple(Growth(skill, ()) for skill in skills)
        return Statistics((), months, months, by_skill, nobody, nobody, nobody, nobody, 0, 0, 0, norms, reliability, ())
    use = tuple(
        ByMonth(kind, (None, None, *(least + 17 * at for at in range(6))), 6 * least + 255)
        for kind, least in (("received", 120), ("opened", 90), ("exported", 24), ("decided", 40))
    )
    duties = tuple(
        ByMonth(kind, (*(None,) * 6, count, count + 6), None if count < 22 else 2 * count + 60)
        for kind, count in (("withdrawn", 21), ("expired", 54), ("contested", 20), ("letter", 33))
    )
    cuts = {
        upper: adverse_impact({"men": Selected(40 * upper, 210), "women": Selected(27 * upper, 215)})
        for upper in (1, 2, 3)
    }
    return Statistics(
        months=_MONTHS,
        use=use,
        duties=duties,
        abstention={
            skill: Shares(
                {"scored": 944 - 9 * at, "unscored": 31 + 9 * at} if at % 3 else {"scored": None, "unscored": None}, 975
            )
            for at, skill in enumerate(skills)
        },
        decisions=Shares({"decided": 402, "open": 88}, 490),
        overrides=Shares({"overridden": 41}, 260),
        quality_here=Shares({"as_usual": 871, "with_care": 78, "too_few_answers": 26}, 975),
        quality_counted=Shares({"as_usual": 2210, "with_care": 240, "too_few_answers": 61}, 2511),
        periods=6,
        begun=2810,
        finished=2540,
        norms=tuple(
            Growth(skill, (("2025-10-30", 80 + 20 * at), ("2026-04-30", 210 + 33 * at)))
            for at, skill in enumerate(skills)
        ),
        reliability=reliability,
        impact=(CutFigures("resilience", "gender", cuts), CutFigures("empathy", "age", {1: adverse_impact({})})),
    )


def _page(context: Context, given: "Material", *, is_empty: bool = False, at: int = 0) -> StatisticsPage:
    page = StatisticsPage(context)
    skills = given.assessment.skills
    told = made_statistics(tuple(one.id for one in skills), is_empty=is_empty)

    def show() -> None:
        names = {one.id: one.short_name[context.language] for one in skills}
        board = {"en": "Example Water Board", "nl": "Waterschap Voorbeeld"}[context.language]
        document = article_of(told, board, names, context.words, date(2026, 11, 26))
        page.show_article(replace(document, chapters=document.chapters[at:]))

    page.wanted.connect(show)
    return page


def _failed(context: Context, given: "Material") -> Page:
    page = _page(context, given)
    page.show_fault(DataFault("statistics_wrong"))
    return page


def _taken(context: Context, given: "Material") -> Page:
    page = _page(context, given)
    page.show_taken(2)
    return page


STATISTICS_STATES: dict[str, Callable[[Context, "Material"], Page]] = {
    "37-statistics-empty": lambda c, m: _page(c, m, is_empty=True),
    "37-statistics": _page,
    "37-statistics-quality": lambda c, m: _page(c, m, at=1),
    "37-statistics-abstention": lambda c, m: _page(c, m, at=2),
    "37-statistics-decisions": lambda c, m: _page(c, m, at=3),
    "37-statistics-norms": lambda c, m: _page(c, m, at=4),
    "37-statistics-reliability": lambda c, m: _page(c, m, at=5),
    "37-statistics-impact": lambda c, m: _page(c, m, at=6),
    "37-statistics-duties": lambda c, m: _page(c, m, at=7),
    "37-statistics-taken": _taken,
    "37-statistics-wrong-file": _failed,
}
