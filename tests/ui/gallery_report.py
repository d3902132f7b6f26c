"""The report that a person takes along, before it is saved."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING

from progrez_desktop.core.documents.report_pdf import render_report
from progrez_desktop.core.errors import EnvironmentFault
from progrez_desktop.core.packs.shipped import shipped
from progrez_desktop.core.services import demonstration as invented
from progrez_desktop.core.services.reporting import report_of
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.pages.report import ReportPage
from tests.reports import without_scores

if TYPE_CHECKING:
    from tests.ui.gallery import Material


def _report(context: Context, given: "Material", *, saved: bool, gap: bool = False) -> Page:
    profile, words = without_scores(given.profile, {"communication"}) if gap else given.profile, context.words
    page = ReportPage(context)
    if saved:
        name = invented.PERSON.full_name
        report = report_of(profile, given.assessment, shipped().bank(), words, date(2026, 11, 23), name=name)
        page.resize(1280, 800)
        page.show_preview(render_report(report, words))
        page.show_saved("Report Sanne de Vries.pdf")
    return page


def _report_not_saved(context: Context, given: "Material") -> Page:
    page = _report(context, given, saved=True)
    assert isinstance(page, ReportPage)
    page.show_fault(EnvironmentFault("disk_full", folder="Documents"))
    return page


REPORT_STATES: dict[str, Callable[[Context, "Material"], Page]] = {
    "14-report-drawing": lambda c, m: _report(c, m, saved=False),
    "14-report": lambda c, m: _report(c, m, saved=True),
    "14-report-gap": lambda c, m: _report(c, m, saved=True, gap=True),
    "14-report-not-saved": _report_not_saved,
}
