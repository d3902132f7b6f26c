"""Whose pack runs, what its procedure asks first, and what an organisation tells everybody."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from progrez_desktop.core.errors import EnvironmentFault, LockedFault
from progrez_desktop.core.model.assessment import Assessment
from progrez_desktop.core.services.public_notices import PublicNotice
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.my_data import MyDataPage
from progrez_desktop.ui.pages.notices import NoticesPage
from progrez_desktop.ui.pages.start_code import StartCodePage
from progrez_desktop.ui.pages.welcome import WelcomePage
from tests.fakes import MONDAY_MS, there
from tests.ui.gallery_rights import mine

if TYPE_CHECKING:
    from tests.ui.gallery import Material

_DAY = date(2027, 3, 31)
_BOARD = {"en": "Example Water Board", "nl": "Waterschap Voorbeeld"}
_LONG = {
    "en": "Regional Joint Service for Waterways, Embankments and Drinking Water Supply of the Three Provinces",
    "nl": "Gemeenschappelijke Regeling Waterwegen, Waterkeringen en Drinkwatervoorziening van de Drie Provincies",
}


def of_board(assessment: Assessment, *, is_long: bool = False) -> Assessment:
    """The assessment as another organisation has it taken."""
    organisation = replace(
        there(assessment.organisation),
        name=_LONG if is_long else _BOARD,
        procedure={"en": "Traineeship 2027", "nl": "Traineeship 2027"},
        demonstration=False,
    )
    title = {"en": "Trainees 2027", "nl": "Trainees 2027"}
    return replace(
        assessment, organisation=organisation, title=title, version="1.0.0", publisher=organisation.name["en"]
    )


def notice(*, is_long: bool = False, by_publisher: bool = False) -> PublicNotice:
    en, nl = "The talks are one week later.", "De gesprekken zijn een week later."
    return PublicNotice(
        id="6" * 32,
        whose=_LONG if is_long else _BOARD,
        says="publisher" if by_publisher else "organisation",
        title={"en": "New date", "nl": "Nieuwe datum"},
        text={"en": " ".join([en] * 40), "nl": " ".join([nl] * 40)} if is_long else {"en": en, "nl": nl},
        from_ms=MONDAY_MS,
        until_ms=MONDAY_MS + 86_400_000,
    )


def _welcome(context: Context, given: "Material", *, closed: bool = False, is_long: bool = False) -> Page:
    page = WelcomePage(context)
    page.storage_is_ready(True)
    page.show_assessment(of_board(given.assessment, is_long=is_long), _DAY if closed else None)
    page.show_minutes(31)
    return page


def _code(context: Context, given: "Material", failure: Exception | None = None, typed: str = "") -> Page:
    page = StartCodePage(context, of_board(given.assessment, is_long=failure is not None))
    page.code.edit.setText(typed)
    if failure is not None:
        page.show_code_fault(failure)
    return page


def _empty_code(context: Context, given: "Material") -> Page:
    page = StartCodePage(context, of_board(given.assessment))
    page.go_button.click()
    return page


def _closed(context: Context, _: "Material") -> Page:
    return MessagePage(
        context, "closed", ("my_data", "leave"), sentence=lambda words: words("closed.text", day=words.day(_DAY))
    )


def _my_data(context: Context, given: "Material") -> Page:
    told = (notice(), notice(by_publisher=True, is_long=True))
    return MyDataPage(context, replace(mine(given), notices=told), given.assessment.skills)


PACK_STATES: dict[str, Callable[[Context, "Material"], Page]] = {
    "01-welcome-organisation": _welcome,
    "01-welcome-organisation-long": lambda c, m: _welcome(c, m, is_long=True),
    "01-welcome-closed": lambda c, m: _welcome(c, m, closed=True),
    "03-start-code": _code,
    "03-start-code-empty": _empty_code,
    "03-start-code-wrong": lambda c, m: _code(c, m, LockedFault("start_code_wrong"), "HARDEN-27"),
    "03-start-code-wait": lambda c, m: _code(c, m, LockedFault("sign_in_wait", seconds=30), "HARDEN-27"),
    "03-start-code-trouble": lambda c, m: _code(c, m, EnvironmentFault("disk_full", folder="/data"), "GARDEN-27"),
    "03-closed": _closed,
    "03-notices": lambda c, _: NoticesPage(c, (notice(),)),
    "03-notices-publisher": lambda c, _: NoticesPage(c, (notice(by_publisher=True), notice())),
    "03-notices-long": lambda c, _: NoticesPage(c, (notice(is_long=True), notice())),
    "17-my-data-notices": _my_data,
}
