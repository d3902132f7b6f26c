"""A look at GitHub: before it, what came of it, and what was taken beside the projects."""

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from progrez_desktop.core.errors import EnvironmentFault
from progrez_desktop.core.model.details import MyDetails
from progrez_desktop.core.model.public_work import MOST_PROJECTS, Looked, Project
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.pages.details import DetailsPage
from progrez_desktop.ui.pages.github_ask import GithubAskPage
from progrez_desktop.ui.pages.github_found import GithubFoundPage
from tests.fakes import MONDAY_MS
from tests.own_details import FILLED
from tests.public_work import LOOKED, WORK

if TYPE_CHECKING:
    from tests.ui.gallery import Material

_LONG_NAME, _LONG_TEXT = "a-long-name-without-an-end-" * 3, "Words of all kinds. " * 20
LONG = replace(
    LOOKED,
    projects=tuple(
        Project(f"{_LONG_NAME}{n}", f"https://github.com/x/{n}", _LONG_TEXT, "C") for n in range(MOST_PROJECTS)
    ),
    has_more=True,
    unreadable=2,
    cut_short=True,
)


def _ask(context: Context, *, filled: bool = False, busy: bool = False, fault: bool = False) -> Page:
    page = GithubAskPage(context, "ada-example" if filled else "")
    if filled:
        page.agree.click()
    if busy:
        page.be_busy(True)
    if fault:
        page.show_fault(EnvironmentFault("github_busy", again="14:05"))
    return page


def _wrong_name(context: Context) -> Page:
    page = GithubAskPage(context, "Ada Lovelace")
    page.show_wrong_name()
    return page


def _found(context: Context, looked: Looked = LOOKED, *, fresh: int | None = None, replaces: bool = False) -> Page:
    return GithubFoundPage(context, looked, looked.projects[fresh:], MONDAY_MS, replaces=replaces)


def _details(context: Context) -> Page:
    page = DetailsPage(context, FILLED.with_public_work(WORK), "details.back_to_cv")
    page.scroller.verticalScrollBar().setValue(10_000)  # type: ignore[union-attr]
    return page


GITHUB_STATES: dict[str, Callable[[Context, "Material"], Page]] = {
    "14-github-ask": lambda c, _: _ask(c),
    "14-github-ask-filled": lambda c, _: _ask(c, filled=True),
    "14-github-ask-busy": lambda c, _: _ask(c, filled=True, busy=True),
    "14-github-ask-fault": lambda c, _: _ask(c, filled=True, fault=True),
    "14-github-ask-wrong-name": lambda c, _: _wrong_name(c),
    "14-github-found": lambda c, _: _found(c),
    "14-github-found-again": lambda c, _: _found(c, fresh=1, replaces=True),
    "14-github-found-long": lambda c, _: _found(c, LONG),
    "14-github-found-none": lambda c, _: _found(c, Looked("ada-example", (), (), 0, 0, (), forks=1)),
    "14-github-details": lambda c, _: _details(c),
    "14-github-details-only": lambda c, _: DetailsPage(c, MyDetails(public_work=WORK), "details.back_to_cv"),
}
