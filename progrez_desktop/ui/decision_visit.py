"""Decisions in a registry's window: written by a person, listed, disclosed, and explained in a letter."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from progrez_desktop.core.errors import Fault, UsageFault
from progrez_desktop.core.model.decision import Decision, Terms
from progrez_desktop.core.model.registry import Row
from progrez_desktop.core.model.role import RoleProfile
from progrez_desktop.core.services.recruiting import decisions, letters, roles
from progrez_desktop.core.services.recruiting.reader import reader
from progrez_desktop.ui.pages.decision import DecisionPage
from progrez_desktop.ui.pages.decisions import DecisionsPage
from progrez_desktop.ui.pages.letter import LetterPage

if TYPE_CHECKING:
    from progrez_desktop.ui.registry_desk import RegistryDesk
    from progrez_desktop.ui.staff_page import StaffPage


@dataclass(frozen=True)
class _Asked:
    """What the page of a decision shows."""

    row: Row
    roles: Sequence[RoleProfile]
    terms: Terms
    reader: str


@dataclass(frozen=True)
class _Letter:
    """What the page of a letter shows."""

    decision: Decision
    text: str
    is_draft: bool
    sent_ms: int | None


class DecisionVisit:
    def __init__(self, desk: "RegistryDesk") -> None:
        self._desk = desk

    # Deciding

    def begin(self, page: "StaffPage", release_id: str) -> None:
        """Let a person write what they decided of somebody; where they can't yet, that is said on `page`."""

        deps, words = self._desk.deps, self._desk.context.words

        def look() -> _Asked:
            decisions.check_open(deps, release_id)
            row = deps.store.profiles.row(release_id, deps.mark_ms())
            if row is None:
                raise UsageFault("registry_no_such_release")
            of_procedure = roles.roles_of(deps, row.assessment)
            return _Asked(row, of_procedure, decisions.terms(deps, words), reader(deps).name)

        self._desk.run(page, look, self._ask, page.show_fault)

    def _ask(self, asked: _Asked) -> None:
        deps, release_id = self._desk.deps, asked.row.release_id
        page = DecisionPage(self._desk.context, asked.row, asked.roles, asked.terms, asked.reader)

        def decide(decision: str, reason: str, kept: Terms, role_id: str, anyway: bool) -> None:
            page.filled_in.keep(
                self._desk.lane,
                lambda: decisions.decide(
                    deps, release_id, decision, reason, kept, role_id=role_id, quotes_anyway=anyway
                ),
                lambda _: self.see_all(),
                lambda failure: _refuse(page, failure),
            )

        page.decided.connect(decide)
        page.back.connect(lambda: self._desk.look_at(page, release_id))
        self._put(page)

    # Those that there are

    def see_all(self) -> None:
        deps = self._desk.deps
        self._desk.look(lambda: decisions.every(deps), self._show_all)

    def _show_all(self, found: Sequence[Decision]) -> None:
        page = DecisionsPage(self._desk.context, found)
        page.written_to.connect(lambda decision_id: self.write(page, decision_id))
        page.disclosed.connect(lambda decision_id: self._disclose(page, decision_id))
        self._put(page)

    def _disclose(self, page: DecisionsPage, decision_id: str) -> None:
        deps, words = self._desk.deps, self._desk.context.words
        self._desk.save(
            page,
            "decisions.disclose",
            words("decisions.file"),
            lambda write: write(decisions.disclosed(deps, decision_id, words)),
            lambda _, name: page.show_note("letter.page.saved", name=name),
        )

    # The letter

    def write(self, page: "StaffPage", decision_id: str) -> None:
        """Let a person edit the letter on a decision; where they can't, that is said on `page`."""
        deps, words, skills = self._desk.deps, self._desk.context.words, self._desk.tools.skills

        def look() -> _Letter:
            kept = letters.kept(deps, decision_id)
            text = letters.draft(deps, decision_id, skills, words) if kept is None else kept.text
            one = decisions.decision(deps, decision_id)
            return _Letter(one, text, kept is None, letters.sent_ms(deps, decision_id))

        self._desk.run(page, look, self._edit, page.show_fault)

    def _edit(self, found: _Letter) -> None:
        deps, words, skills = self._desk.deps, self._desk.context.words, self._desk.tools.skills
        decision_id = found.decision.id
        page = LetterPage(
            self._desk.context, found.decision, found.text, is_draft=found.is_draft, sent_ms=found.sent_ms
        )

        def kept(text: str, looked_at: bool) -> None:
            letters.keep(deps, decision_id, text, skills, words, looked_at=looked_at)
            page.filled_in.kept = {"text": text}

        def keep(text: str, looked_at: bool) -> None:
            self._desk.run(
                page, lambda: kept(text, looked_at), lambda _: page.show_note("letter.is_kept"), page.show_fault
            )

        def save(text: str, looked_at: bool) -> None:
            def made(write: Callable[[bytes], None]) -> None:
                kept(text, looked_at)
                write(letters.paper(deps, decision_id))

            self._desk.save(
                page,
                "letter.page.save",
                words("letter.page.file"),
                made,
                lambda _, name: page.show_note("letter.page.saved", name=name),
            )

        def send(text: str, looked_at: bool, again: bool) -> None:
            def sent() -> int:
                kept(text, looked_at)
                return letters.send(deps, decision_id, again=again)

            self._desk.run(page, sent, page.show_sent, lambda failure: _refuse_letter(page, failure))

        page.kept.connect(keep)
        page.saved.connect(save)
        page.sent.connect(send)
        page.back.connect(self.see_all)
        self._put(page)

    def _put(self, page: "StaffPage") -> None:
        page.go.connect(self._desk.go)
        self._desk.show(page)


def _refuse(page: DecisionPage, failure: Exception) -> None:
    if isinstance(failure, Fault) and failure.code == "decision_quotes_score":
        page.show_quote(failure)
    else:
        page.show_fault(failure)


def _refuse_letter(page: LetterPage, failure: Exception) -> None:
    page.show_fault(failure)
    if isinstance(failure, Fault) and failure.code == "letter_sent_before":
        page.ask_again()
