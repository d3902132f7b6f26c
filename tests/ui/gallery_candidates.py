"""The window of a registry in every state that a recruiter may meet."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from progrez_desktop.core.errors import EnvironmentFault, LockedFault, UsageFault
from progrez_desktop.core.model.registry import Fetched, Margin, Query, Refused, Row, Standing
from progrez_desktop.core.model.saved_filter import Missing
from progrez_desktop.core.model.setting import AuditEvent
from progrez_desktop.core.services.recruiting.deeds import Deeds
from progrez_desktop.core.services.recruiting.reader import Reader
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.pages.candidates import CandidatesPage
from progrez_desktop.ui.pages.deeds import DeedsPage
from progrez_desktop.ui.pages.exporting import ExportingPage
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.reader import ReaderPage
from progrez_desktop.ui.pages.refused import RefusedPage
from progrez_desktop.ui.pages.registry_in import RegistryInPage, Typed
from tests.fakes import MONDAY_MS
from tests.ui.gallery_candidate import CANDIDATE_STATES

if TYPE_CHECKING:
    from tests.ui.gallery import Material

DAY_MS = 86_400_000
_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_BOARD = {"en": "Example Water Board", "nl": "Waterschap Voorbeeld"}
STANDING = Standing("a" * 32, _BOARD, "ab" * 32, "cd" * 20, True, None, 214, 0, 0, 0, MONDAY_MS, ())


def made_rows(skills: tuple[str, ...], count: int) -> list[Row]:
    """Invented candidates, the same each time."""
    chance = random.Random(7)
    rows = []
    for number in range(count):
        stens = [min(10, max(1, round(chance.gauss(5.5, 2)))) for _ in skills]
        scores = {
            one: None if chance.random() < 0.02 else Margin(sten, max(1, sten - 1), min(10, sten + 1), float(sten), 0.8)
            for one, sten in zip(skills, stens, strict=True)
        }
        code = "".join(chance.choice(_SIGNS) for _ in range(5))
        at_ms = MONDAY_MS - number * DAY_MS // 8
        rows.append(
            Row(
                release_id=f"{number:032x}",
                code=f"{code[:3]}-{code[3:]}",
                version=1,
                assessment="working-together",
                purposes=("profile", "teams") if number % 3 else ("profile",),
                fields=("scores",),
                finished_ms=at_ms if number % 9 else None,
                released_ms=at_ms,
                received_ms=at_ms,
                until_ms=MONDAY_MS + (9 if number == 8 else 180) * DAY_MS,
                is_contested=number % 7 == 3,
                quality=None if number % 9 == 5 else "with_care" if number % 8 == 3 else "as_usual",
                scores=scores,
            )
        )
    return rows


def _list(context: Context, given: "Material", *, rows: int = 12, standing: Standing = STANDING) -> CandidatesPage:
    skills = given.assessment.skills
    page = CandidatesPage(context, skills, Query(), MONDAY_MS, ("compare", "team", "shortlist"))
    page.table.hide_columns({"procedure"})
    page.show_rows(rows, made_rows(tuple(one.id for one in skills), rows))
    page.show_standing(standing)
    return page


def _chosen(context: Context, given: "Material") -> Page:
    page = _list(context, given)
    page.table.choose_row(0)
    page.table.choose_row(3)
    page.go_on_at_row(3)
    return page


def _filtered(context: Context, given: "Material", rows: int) -> Page:
    page = _list(context, given, rows=rows)
    likely, reaches = (("collaboration", 6), ("analytical", 5)), (("empathy", 7),)
    asked = Query(text="7F", purpose="teams", likely=likely, reaches=reaches, order="ends_first", ends_within_days=30)
    page.show_query(replace(asked, assessment="working-together", quality="as_usual", is_read=False))
    return page


def _named(context: Context, given: "Material", *, asked: bool) -> Page:
    page = _list(context, given)
    if not asked:
        page.names_button.click()
        return page
    names = ("Sanne de Vries", "Łukasz Brzęczyszczykiewicz", "שרה כהן", "Hubert " + "Blaine Wolfeschlegel" * 14)
    rows = made_rows(tuple(one.id for one in given.assessment.skills), 12)
    page.show_query(Query(with_names=True, order="name"))
    page.show_rows(12, [replace(row, name=names[number % 4]) for number, row in enumerate(rows)])
    return page


def _saved(context: Context, given: "Material", what: str) -> Page:
    page = _filtered(context, given, 3)
    assert isinstance(page, CandidatesPage)
    if what == "asked":
        page.asked_name.ask("Hydrologist 2027", lambda _: None, page.filters.saved_button)
        page.asked_name.show_fault(UsageFault("filter_name_taken"))
    else:
        page.undo.tell("filter.removed", lambda: None, name="Hydrologist 2027")
        page.show_missing(Missing(("flair",), "of-before"))
    return page


def _exporting(context: Context, *, faults: bool) -> Page:
    page = ExportingPage(context, 2)
    if faults:
        page.save_button.click()
    return page


def _fetching(context: Context, given: "Material", at: tuple[int, int] | None, *, stopping: bool = False) -> Page:
    page = _list(context, given)
    page.be_busy(True)
    page.show_fetching()
    if at is not None:
        page.working.show_progress(*at)
    if stopping:
        page.working.stop_button.click()
    return page


def _fetched(context: Context, given: "Material", fetched: Fetched) -> Page:
    page = _list(context, given)
    page.show_fetching()
    page.show_fetched(fetched)
    return page


def _offline(context: Context, given: "Material") -> Page:
    page = _list(context, given)
    page.show_fetching()
    page.show_fault(EnvironmentFault("online_offline", host="assessments.example.org"))
    return page


def _registry_in(context: Context, code: str, *, touched: bool = False) -> Page:
    page = RegistryInPage(context, LockedFault(code, clock="09:00:00"), Typed("a passphrase"))
    if touched:
        page.open_button.click()
    return page


def _refused(context: Context, codes: tuple[str, ...]) -> Page:
    return RefusedPage(context, [Refused(n, f"{n:x}" * 32, 1, code, MONDAY_MS) for n, code in enumerate(codes, 1)])


def _kept(context: Context) -> Page:
    reader = Reader("Noor van der Berg", date(2026, 3, 1))
    page = ReaderPage(context, reader)
    page.show_kept(reader)
    return page


def _wrong(context: Context) -> Page:
    page = ReaderPage(context, None)
    page.name.edit.setText("Noor van der Berg")
    page.trained.edit.setText("1 March")
    page.keep_button.click()
    return page


_DEEDS = (
    AuditEvent(MONDAY_MS, "recruiter", "profile_read", "7f3a" * 8, {}),
    AuditEvent(MONDAY_MS - DAY_MS, "recruiter", "profiles_exported", None, {"count": "12", "form": "csv"}),
    AuditEvent(MONDAY_MS - 2 * DAY_MS, "recruiter", "reader_named", None, {}),
)
_ALL = Fetched(new=12, renewed=1, erased=3, refused=1, told=4, expired=2, is_complete=False, server_rolled_back=True)
_TROUBLED = replace(STANDING, hidden=2, refused=1, mail_waiting=3)

CANDIDATES_STATES: dict[str, Callable[[Context, "Material"], Page]] = {
    **CANDIDATE_STATES,
    "30-candidates-empty": lambda c, m: _list(c, m, rows=0, standing=replace(STANDING, profiles=0, fetched_ms=None)),
    "30-candidates": lambda c, m: _list(c, m),
    "30-candidates-chosen": _chosen,
    "30-candidates-hidden": lambda c, m: _list(c, m, standing=_TROUBLED),
    "30-candidates-filtered": lambda c, m: _filtered(c, m, 3),
    "30-candidates-filtered-none": lambda c, m: _filtered(c, m, 0),
    "30-candidates-names-asked": lambda c, m: _named(c, m, asked=False),
    "30-candidates-names": lambda c, m: _named(c, m, asked=True),
    "30-candidates-filter-named": lambda c, m: _saved(c, m, "asked"),
    "30-candidates-filter-gone": lambda c, m: _saved(c, m, "gone"),
    "30-exporting": lambda c, _: _exporting(c, faults=False),
    "30-exporting-missing": lambda c, _: _exporting(c, faults=True),
    "31-fetching-begun": lambda c, m: _fetching(c, m, None),
    "31-fetching": lambda c, m: _fetching(c, m, (214, 1024)),
    "31-fetching-stopping": lambda c, m: _fetching(c, m, (214, 1024), stopping=True),
    "31-fetched": lambda c, m: _fetched(c, m, Fetched(new=12)),
    "31-fetched-nothing": lambda c, m: _fetched(c, m, Fetched()),
    "31-fetched-much": lambda c, m: _fetched(c, m, _ALL),
    "31-fetch-offline": _offline,
    "32-refused-none": lambda c, _: _refused(c, ()),
    "32-refused": lambda c, _: _refused(c, ("signature_wrong", "certificate_missing", "receipt_other")),
    "32-log": lambda c, _: DeedsPage(c, Deeds(214, _DEEDS)),
    "32-reader": lambda c, _: ReaderPage(c, None),
    "32-reader-kept": lambda c, _: _kept(c),
    "32-reader-wrong": lambda c, _: _wrong(c),
    "33-registry-in": lambda c, _: _registry_in(c, "registry_passphrase_needed"),
    "33-registry-in-wrong": lambda c, _: _registry_in(c, "wrong_staff_passphrase"),
    "33-registry-in-code": lambda c, _: _registry_in(c, "factor_code_needed"),
    "33-registry-in-code-wrong": lambda c, _: _registry_in(c, "factor_code_wrong"),
    "33-registry-in-key": lambda c, _: _registry_in(c, "factor_key_needed"),
    "33-registry-in-key-touch": lambda c, _: _registry_in(c, "factor_key_wrong", touched=True),
    "33-registry-locked": lambda c, _: MessagePage(c, "candidates.locked", ("again",)),
}
