"""An interview in a registry's window: notes are kept as they are typed, papers saved, parts weighed."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Protocol

from shiboken6 import isValid

from progrez_desktop.core.model.interview import Note, Sheet
from progrez_desktop.core.services.recruiting import combining, disclosing, interview_paper, notes
from progrez_desktop.core.services.recruiting.interviewing import Interview, open_interview
from progrez_desktop.ui.errors import sentence_of
from progrez_desktop.ui.page import Sentence
from progrez_desktop.ui.pages.combination import OVERRIDE, SAMPLE, CombinationPage
from progrez_desktop.ui.pages.interview import InterviewPage
from progrez_desktop.ui.staff_page import StaffPage

if TYPE_CHECKING:
    from progrez_desktop.ui.pages.interview import RemarkLine
    from progrez_desktop.ui.registry_desk import RegistryDesk


class ShowsNotes(Protocol):
    """What says whether a line of a question is kept: the interview's page, and its card beside a candidate."""

    def show_kept(self, probe_id: str, note: Note | None) -> None: ...
    def show_not_kept(self, probe_id: str, sentence: Sentence) -> None: ...


def keep_notes(
    desk: "RegistryDesk", page: StaffPage, shows: ShowsNotes, release_id: str, role_id: str
) -> Callable[[str, int | None, str], None]:
    """Return what keeps a line of a question; connect it with the `changed` of a card or of a page.

    It is kept also where the page is left meanwhile; where that fails, the window says so.
    """
    deps = desk.deps

    def keep(probe_id: str, rating: int | None, text: str) -> None:
        def kept(note: Note | None) -> None:
            if page.is_there:
                shows.show_kept(probe_id, note)

        def failed(failure: Exception) -> None:
            if page.is_there:
                shows.show_not_kept(probe_id, partial(sentence_of, failure))
            elif desk.opened is not None:
                desk.trouble(failure)

        desk.lane.run(
            lambda: notes.keep_probe(deps, release_id, probe_id, rating, text, role_id), kept, failed, owner=desk
        )

    return keep


class InterviewVisit:
    """From opening it, which is written down and told, to the page where its parts are weighed, and back."""

    def __init__(self, desk: "RegistryDesk") -> None:
        self._desk = desk

    def begin(self, page: StaffPage, release_id: str) -> None:
        """Open the interview of a candidate, from a page that says so where it can't be."""
        deps = self._desk.deps
        self._desk.run(page, lambda: open_interview(deps, release_id), self._show, page.show_fault)

    def _show(self, interview: Interview) -> None:
        desk, release_id = self._desk, interview.row.release_id
        page = InterviewPage(desk.context, interview, desk.tools.skills)
        page.changed.connect(keep_notes(desk, page, page, release_id, interview.role.id))
        page.remarked.connect(partial(self._remark, page, interview))
        page.removed.connect(partial(self._remove, page))
        page.undo.connect(lambda: self._undo(page, release_id))
        page.save.connect(lambda: self._save_guide(page, interview))
        page.disclose.connect(lambda: self._disclose(page, interview))
        page.weigh.connect(lambda: self._weigh(page, interview))
        page.back.connect(lambda: self._go_back(page, release_id))
        page.go.connect(desk.go)
        desk.show(page)

    def _go_back(self, page: InterviewPage, release_id: str) -> None:
        """What was typed is kept first: the candidate's page shows it."""
        page.keep_all()
        self._desk.look_at(page, release_id)

    # Remarks and what was removed

    def _remark(self, page: InterviewPage, interview: Interview, line: "RemarkLine") -> None:
        deps, release_id, role_id = self._desk.deps, interview.row.release_id, interview.role.id
        text = line.field.text

        def kept(note: Note | None) -> None:
            if page.is_there and isValid(line):
                line.field.show_state("interview.kept")

        def failed(failure: Exception) -> None:
            if page.is_there and isValid(line):
                line.field.show_failure(partial(sentence_of, failure))
            elif self._desk.opened is not None:
                self._desk.trouble(failure)

        # Its number is known once it was kept for the first time, on the lane on which this runs too.
        self._desk.lane.run(
            lambda: _remember(line, notes.keep_remark(deps, release_id, text, line.note_id, role_id)),
            kept,
            failed,
            owner=self._desk,
        )

    def _remove(self, page: InterviewPage, line: "RemarkLine") -> None:
        deps = self._desk.deps
        line.field.forget()

        def remove() -> None:
            if line.note_id is not None:
                notes.drop(deps, line.note_id)

        def removed(_: None) -> None:
            if page.is_there:
                page.take_away(line)
                page.show_note("interview.removed")

        self._desk.lane.run(remove, removed, page.show_fault, owner=page)

    def _undo(self, page: InterviewPage, release_id: str) -> None:
        deps = self._desk.deps
        page.keep_all()
        self._desk.run(page, lambda: notes.undo(deps, release_id), page.show_back, page.show_fault)

    # Papers

    def _save_guide(self, page: InterviewPage, interview: Interview) -> None:
        words, deps, code = self._desk.context.words, self._desk.deps, interview.row.code
        self._desk.save(
            page,
            "interview.save.title",
            words("interview.save.name", code=code),
            lambda write: write(interview_paper.guide_as_pdf(deps, interview.row.release_id, words)),
            lambda _, name: page.show_note("interview.saved", name=name),
        )

    def _disclose(self, page: InterviewPage, interview: Interview) -> None:
        words, deps, code = self._desk.context.words, self._desk.deps, interview.row.code
        page.keep_all()

        def made(write: Callable[[bytes], None]) -> str:
            told = disclosing.disclose(deps, interview.row.release_id, interview.role)
            write(disclosing.as_pdf(told, words))
            return "interview.disclosed.undrawn" if disclosing.undrawn(told) else "interview.saved"

        self._desk.save(
            page,
            "interview.disclose.title",
            words("interview.disclose.name", code=code),
            made,
            lambda key, name: page.show_note(key, name=name, code=code),
        )

    # Weighing

    def _weigh(self, before: InterviewPage, interview: Interview) -> None:
        deps, release_id, role = self._desk.deps, interview.row.release_id, interview.role
        before.keep_all()
        self._desk.run(
            before,
            lambda: combining.sheet(deps, release_id, role),
            lambda sheet: self._show_sheet(interview, sheet),
            before.show_fault,
        )

    def weigh(self, page: StaffPage, release_id: str) -> None:
        """Open the interview of a candidate where its parts are weighed, from a page that says so where it can't be."""
        deps = self._desk.deps

        def look() -> tuple[Interview, Sheet]:
            interview = open_interview(deps, release_id)
            return interview, combining.sheet(deps, release_id, interview.role)

        self._desk.run(page, look, lambda found: self._show_sheet(*found), page.show_fault)

    def _show_sheet(self, interview: Interview, sheet: Sheet) -> None:
        desk, release_id, role = self._desk, interview.row.release_id, interview.role
        page = CombinationPage(
            desk.context, release_id, interview.row.code, role.name, interview.reader.name, desk.tools.skills
        )
        page.show_sheet(sheet)

        def enter(of: Sequence[str], job: Callable[[], Sheet]) -> None:
            page.wait_for(desk.lane, job, lambda sheet: page.show_sheet(sheet, of), page.show_fault, too_late=page.know)

        deps = desk.deps
        page.sampled.connect(
            lambda what, numbers: enter(SAMPLE, lambda: combining.enter_sample(deps, release_id, role, what, *numbers))
        )
        page.sample_removed.connect(lambda: enter(SAMPLE, lambda: combining.remove_sample(deps, release_id, role)))
        page.overridden.connect(
            lambda instead, why: enter(OVERRIDE, lambda: combining.override(deps, release_id, role, instead, why))
        )
        page.taken_back.connect(lambda: enter(OVERRIDE, lambda: combining.take_override_back(deps, release_id, role)))
        page.back.connect(lambda: self.begin(page, release_id))
        page.go.connect(desk.go)
        desk.show(page)


def _remember(line: "RemarkLine", note: Note | None) -> Note | None:
    """Let a line know its number at once: what is typed meanwhile is of the same line."""
    line.note_id = note.id if note else None
    return note
