"""An interview and what is weighed together, in every state that a recruiter may meet."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from progrez_desktop.core.errors import EnvironmentFault, UsageFault
from progrez_desktop.core.model.interview import Note, Override, Sample
from progrez_desktop.core.model.registry import Margin
from progrez_desktop.core.model.role import RoleProfile
from progrez_desktop.core.services.recruiting.combining import made_of
from progrez_desktop.core.services.recruiting.guide import guide_for
from progrez_desktop.core.services.recruiting.interviewing import Interview, fits_of
from progrez_desktop.core.services.recruiting.reader import Reader
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.pages.combination import CombinationPage
from progrez_desktop.ui.pages.interview import InterviewPage
from progrez_desktop.ui.registry_places import PLACES
from progrez_desktop.ui.staff_page import StaffPage
from progrez_desktop.ui.widgets.interview_card import InterviewCard
from tests.core.services.recruiting.role_house import WEIGHTS, want
from tests.fakes import MONDAY_MS
from tests.ui.gallery_candidates import made_rows

if TYPE_CHECKING:
    from tests.ui.gallery import Material

RELEASE, READER = "0" * 32, "Noor van der Berg"
WANTS = {"self_management": want(4, 5), "empathy": want(3, 5, 8), "analytical": want(2, 6), "integrity": want(1, 5)}
ROLE = RoleProfile(
    "r" * 32, "Hydrologist", "working-together", MONDAY_MS, WANTS, WEIGHTS, locked_ms=MONDAY_MS, agreed_ms=MONDAY_MS
)
EMPTY = RoleProfile("e" * 32, "Read without a role", "working-together", MONDAY_MS, locked_ms=MONDAY_MS)
SCORES = {
    "self_management": Margin(6, 5, 7, 6.1, 0.8),
    "empathy": Margin(6, 5, 7, 5.8, 0.7),
    "analytical": Margin(6, 5, 7, 5.9, 0.9),
}


def note(probe: str | None, rating: int | None, text: str, by: str = READER, number: int = 1) -> Note:
    skill = probe.partition("/")[0] if probe else None
    return Note(f"{number:032x}", RELEASE, ROLE.id, skill, probe, rating, text, by, MONDAY_MS)


NOTES = (
    note("self_management/all_at_once", 4, "Made a list, told two people what had to wait, and looked at it each day."),
    note("self_management/all_at_once", 3, "A list; told one person.", "Ali Demir", 2),
    note("empathy/not_said_aloud", 5, "", number=3),
    note(None, None, "Asked when we decide.", number=4),
    note(None, None, "Was told that these notes can be read.", "Ali Demir", 5),
)
LONG_NOTES = (
    note("empathy/not_said_aloud", 5, "Ж" * 4000, "N" * 200),
    note("self_management/all_at_once", 2, "مرحبا " * 600, "ע" * 200, 2),
    note(None, None, "x" * 4000, "N" * 200, 3),
)
SAMPLE = Sample("A letter to a resident", 7.0, 1.0, 10.0, None, READER, MONDAY_MS)
OVERRIDE = Override(58, "The letter was written in ten minutes of the thirty that others had.", READER, MONDAY_MS)
ALL = (
    *NOTES,
    note("self_management/small_errors", 3, "", number=6),
    note("empathy/angry_customer", 4, "", number=7),
)


def interview(given: "Material", *, role: RoleProfile = ROLE, notes: tuple[Note, ...] = ()) -> Interview:
    row = replace(made_rows(tuple(one.id for one in given.assessment.skills), 1)[0], scores=SCORES)
    guide = guide_for(role, fits_of(role, SCORES))
    sheet = None if role.is_empty else made_of(role, SCORES, notes, None, None)
    return Interview(row, role, guide, notes, sheet, Reader(READER, date(2026, 3, 1)))


def _interview(context: Context, given: "Material", **what: object) -> InterviewPage:
    return InterviewPage(context, interview(given, **what), given.assessment.skills)  # type: ignore[arg-type]


def _long(context: Context, given: "Material") -> Page:
    role = replace(ROLE, name="Hydrologist" * 27)
    one = replace(interview(given, role=role, notes=LONG_NOTES), reader=Reader("נועה " * 40, None))
    return InterviewPage(context, one, given.assessment.skills)


def _told(context: Context, given: "Material", what: str) -> Page:
    page = _interview(context, given, notes=NOTES)
    if what == "kept":
        page.show_kept("self_management/all_at_once", NOTES[0])
    elif what == "not_kept":
        full = EnvironmentFault("disk_full", folder="registry")
        page.show_not_kept("self_management/all_at_once", lambda words: words.of_fault(full))
    elif what == "removed":
        page.take_away(page.remarks[0])
        page.show_note("interview.removed")
    else:
        page.show_fault(UsageFault("note_nothing_removed"))
    return page


def _card(context: Context, given: "Material", *, role: RoleProfile = ROLE, further: int = 0) -> Page:
    page = StaffPage(context, PLACES, "list", "interview.title")
    one = interview(given, role=role, notes=NOTES)
    card = InterviewCard(page, one.guide, one.notes, reader=READER, skills=given.assessment.skills)
    for _ in range(further):
        card.next_button.click()
    halves = page.row_or_column(16)
    halves.addStretch(17)
    halves.addWidget(card, 12)
    page.body.addLayout(halves)
    page.body.addStretch(1)
    return page


def _combined(
    context: Context, given: "Material", *, notes: tuple[Note, ...], sample: Sample | None, override: Override | None
) -> CombinationPage:
    page = CombinationPage(context, "r1", "7F3-K2", ROLE.name, READER, given.assessment.skills)
    page.show_sheet(made_of(ROLE, SCORES | {"integrity": Margin(7, 6, 8, 7.0, 0.8)}, notes, sample, override))
    return page


def _long_sheet(context: Context, given: "Material") -> Page:
    page = CombinationPage(context, "r1", "7F3-K2", "Hydrologist" * 27, "N" * 200, given.assessment.skills)
    sample, override = replace(SAMPLE, what="W" * 200, by="N" * 200), replace(OVERRIDE, reason="Ж" * 2000)
    page.show_sheet(made_of(ROLE, SCORES, ALL, sample, override))
    return page


def _little(context: Context, given: "Material") -> Page:
    page = CombinationPage(context, "r1", "7F3-K2", ROLE.name, READER, given.assessment.skills)
    page.show_sheet(made_of(ROLE, SCORES, (), None, None))
    return page


def _wrong(context: Context, given: "Material") -> Page:
    page = _combined(context, given, notes=ALL, sample=None, override=None)
    page.numbers["value"].edit.setText("seven")
    page.enter_button.click()
    page.override_button.click()
    return page


INTERVIEW_STATES: dict[str, Callable[[Context, "Material"], Page]] = {
    "34-interview": lambda c, m: _interview(c, m),
    "34-interview-noted": lambda c, m: _interview(c, m, notes=NOTES),
    "34-interview-long": _long,
    "34-interview-none": lambda c, m: _interview(c, m, role=EMPTY),
    "34-interview-kept": lambda c, m: _told(c, m, "kept"),
    "34-interview-not-kept": lambda c, m: _told(c, m, "not_kept"),
    "34-interview-removed": lambda c, m: _told(c, m, "removed"),
    "34-interview-nothing-removed": lambda c, m: _told(c, m, "nothing"),
    "34-interview-card": lambda c, m: _card(c, m),
    "34-interview-card-second": lambda c, m: _card(c, m, further=2),
    "34-interview-card-none": lambda c, m: _card(c, m, role=EMPTY),
    "35-combined-little": _little,
    "35-combined": lambda c, m: _combined(c, m, notes=ALL, sample=SAMPLE, override=None),
    "35-combined-override": lambda c, m: _combined(c, m, notes=ALL, sample=SAMPLE, override=OVERRIDE),
    "35-combined-long": _long_sheet,
    "35-combined-wrong": _wrong,
}
