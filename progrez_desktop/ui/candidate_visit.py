"""One candidate in a registry's window: opened, named on request, handed out as a report; each noted, and told."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from progrez_desktop.core.model.one_candidate import OneCandidate
from progrez_desktop.core.services.recruiting import one_candidate, report
from progrez_desktop.core.services.recruiting.one_candidate import Interviewing
from progrez_desktop.core.words import Words
from progrez_desktop.ui.decision_visit import DecisionVisit
from progrez_desktop.ui.evidence_visit import save_of_candidate
from progrez_desktop.ui.interview_visit import InterviewVisit, keep_notes
from progrez_desktop.ui.pages.candidate import CandidatePage
from progrez_desktop.ui.staff_page import StaffPage
from progrez_desktop.ui.widgets.interview_card import InterviewCard

if TYPE_CHECKING:
    from progrez_desktop.ui.registry_desk import RegistryDesk


class CandidateVisit:
    def __init__(self, desk: "RegistryDesk") -> None:
        self._desk = desk

    def begin(self, page: StaffPage, release_id: str) -> None:
        """Open one, from a page that says so where they can't be."""
        deps, skills = self._desk.deps, self._desk.tools.skills

        def look() -> tuple[OneCandidate, Interviewing]:
            view = one_candidate.open_one(deps, release_id, skills)
            return view, one_candidate.interview_beside(deps, view)

        self._desk.run(page, look, lambda found: self._show(*found), page.show_fault)

    def _show(self, view: OneCandidate, interviewing: Interviewing) -> None:
        page = CandidatePage(self._desk.context, view, self._desk.tools.skills)
        page.put_guide(self._guide(page, interviewing))
        page.back.connect(self._desk.begin)
        page.export.connect(lambda release_id: self._desk.export([release_id]))
        page.show_name.connect(lambda: self._name(page))
        page.evidence.connect(lambda: save_of_candidate(self._desk, page, view.row.release_id, view.row.code))
        page.report.connect(lambda: self._report(page))
        page.decide.connect(lambda: DecisionVisit(self._desk).begin(page, view.row.release_id))
        page.go.connect(self._desk.go)
        self._desk.show(page)

    def _guide(self, page: CandidatePage, beside: Interviewing) -> QWidget:
        if beside.reader is None:
            return page.plain_card("interview.title", (_nobody_reads,))
        desk, release_id = self._desk, page.view.row.release_id
        shown = InterviewCard(page, beside.guide, beside.notes, reader=beside.reader, skills=desk.tools.skills)
        shown.changed.connect(keep_notes(desk, page, shown, release_id, page.view.role.id))
        shown.whole.connect(lambda: InterviewVisit(desk).begin(page, release_id))
        return shown

    def _name(self, page: CandidatePage) -> None:
        deps, release_id = self._desk.deps, page.view.row.release_id
        self._desk.run(page, lambda: one_candidate.name_of(deps, release_id), page.show_named, page.show_fault)

    def _report(self, page: CandidatePage) -> None:
        """Save the report where somebody wants it; it is drawn where the registry is written."""
        words, deps, row = self._desk.context.words, self._desk.deps, page.view.row
        skills = self._desk.tools.skills
        self._desk.save(
            page,
            "one_candidate.report_title",
            words("one_candidate.report_name", code=row.code),
            lambda write: report.hand_out(deps, row.release_id, skills, words, write),
            lambda _, name: page.show_note("one_candidate.report_saved", name=name),
        )


def _nobody_reads(words: Words) -> str:
    return words("error.reader_unnamed")
