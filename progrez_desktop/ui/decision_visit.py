"""Decisions in a registry's window: written by a person, listed, disclosed, and explained in a letter."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from shiboken6 import isValid

from progrez_desktop.core.errors import Fault, UsageFault
from progrez_desktop.core.model.decision import Decision, Terms
from progrez_desktop.core.model.registry import Row
from progrez_desktop.core.model.role import RoleProfile
from progrez_desktop.core.services.recruiting import decisions, letters, roles
from progrez_desktop.core.services.recruiting.reader import reader
from progrez_desktop.core.services.recruiting.unkept import Unkept
from progrez_desktop.ui.pages.decision import DecisionPage
from progrez_desktop.ui.pages.decisions import DecisionsPage
from progrez_desktop.ui.pages.letter import LetterPage

if TYPE_CHECKING:
    from progrez_desktop.ui.registry_desk import RegistryDesk
    from progrez_desktop.ui.staff_page import StaffPage

T = TypeVar("T")


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

        def show(asked: _Asked) -> None:
            self._ask(asked)

        self._desk.run(page, self._look(release_id), show, page.show_fault)

    def _look(self, release_id: str) -> Callable[[], _Asked]:
        deps, words = self._desk.deps, self._desk.context.words

        def look() -> _Asked:
            decisions.check_open(deps, release_id)
            row = deps.store.profiles.row(release_id, deps.mark_ms())
            if row is None:
                raise UsageFault("registry_no_such_release")
            of_procedure = roles.roles_of(deps, row.assessment)
            return _Asked(row, of_procedure, decisions.terms(deps, words), reader(deps).name)

        return look

    def _ask(self, asked: _Asked) -> DecisionPage:
        deps, release_id = self._desk.deps, asked.row.release_id
        page = DecisionPage(self._desk.context, asked.row, asked.roles, asked.terms, asked.reader)

        def decide(decision: str, reason: str, kept: Terms, role_id: str, anyway: bool) -> None:
            def decided(_: Decision) -> None:
                page.is_kept = True
                self.see_all()

            page.wait_for(
                self._desk.lane,
                lambda: decisions.decide(
                    deps, release_id, decision, reason, kept, role_id=role_id, quotes_anyway=anyway
                ),
                decided,
                lambda failure: _refuse(page, failure),
                too_late=lambda _: setattr(page, "is_kept", True),
            )

        page.decided.connect(decide)
        page.back.connect(lambda: self._desk.look_at(page, release_id))
        self._put(page)
        return page

    # What was typed before the registry was locked

    def take_up(self, before: "StaffPage", typed: Unkept, taken_up: Callable[[], None]) -> None:
        """Go on where somebody typed, or say on the page before why that can't be.

        Args:
            taken_up: Called with either, and not where the registry was locked meanwhile.
        """
        if typed.place == "decision":
            self._go_on(before, typed, taken_up, self._look(typed.id), self._ask)
        else:
            self._go_on(before, typed, taken_up, self._look_at_letter(typed.id, typed), self._edit)

    def _go_on(
        self,
        before: "StaffPage",
        typed: Unkept,
        taken_up: Callable[[], None],
        look: Callable[[], T],
        show: Callable[[T], "DecisionPage | LetterPage"],
    ) -> None:
        desk = self._desk

        def go_on(found: T) -> None:
            if desk.opened is not None:
                show(found).take_up(typed)
                taken_up()

        def refuse(failure: Exception) -> None:
            if desk.opened is not None:
                taken_up()
                if isValid(before) and not before.is_left:
                    before.show_fault(failure)
                else:
                    desk.trouble(failure)

        desk.lane.run(look, go_on, refuse, owner=desk)

    # Those that there are

    def see_all(self) -> None:
        deps = self._desk.deps
        self._desk.look(lambda: decisions.every(deps), self._show_all)

    def _show_all(self, found: Sequence[Decision]) -> None:
        page = DecisionsPage(self._desk.context, found)
        page.written_to.connect(lambda decision_id: self._write(page, decision_id))
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

    def _write(self, page: "StaffPage", decision_id: str) -> None:
        def show(found: _Letter) -> None:
            self._edit(found)

        self._desk.run(page, self._look_at_letter(decision_id), show, page.show_fault)

    def _look_at_letter(self, decision_id: str, typed: Unkept | None = None) -> Callable[[], _Letter]:
        deps, words, skills = self._desk.deps, self._desk.context.words, self._desk.tools.skills

        def look() -> _Letter:
            kept = letters.kept(deps, decision_id)
            text = letters.draft(deps, decision_id, skills, words) if kept is None else kept.text
            if typed is not None:
                letters.check_says_no_more(deps, decision_id, typed.fields["text"])
            one = decisions.decision(deps, decision_id)
            return _Letter(one, text, kept is None, letters.sent_ms(deps, decision_id))

        return look

    def _edit(self, found: _Letter) -> LetterPage:
        deps, words, skills = self._desk.deps, self._desk.context.words, self._desk.tools.skills
        decision_id = found.decision.id
        page = LetterPage(
            self._desk.context, found.decision, found.text, is_draft=found.is_draft, sent_ms=found.sent_ms
        )

        def kept(text: str, looked_at: bool) -> None:
            letters.keep(deps, decision_id, text, skills, words, looked_at=looked_at)
            page.kept_text = text

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
        return page

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
