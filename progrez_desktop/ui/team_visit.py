"""Around the page of one team: composed in a lane of its own, noted before it is shown, changed by hand, kept."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from progrez_desktop.core.documents.writing import save_whole
from progrez_desktop.core.errors import Fault
from progrez_desktop.core.model.team import (
    Ask,
    Candidacy,
    Change,
    Composed,
    Person,
    Pool,
    SavedTeam,
    Team,
)
from progrez_desktop.core.services.recruiting import team_people, team_reporting, teams
from progrez_desktop.core.services.recruiting.team_pool import Gathered
from progrez_desktop.core.services.recruiting.team_reporting import Prepared
from progrez_desktop.ui.pages.team import TeamPage
from progrez_desktop.ui.progressing import Progressing
from progrez_desktop.ui.staff_page import StaffPage

if TYPE_CHECKING:
    from progrez_desktop.ui.registry_desk import RegistryDesk

T = TypeVar("T")


class TeamVisit:
    """Holds whom the team is composed of until it is left."""

    def __init__(self, desk: "RegistryDesk", back: Callable[[], None]) -> None:
        self._desk, self._back = desk, back
        self._gathered: Gathered | None = None
        self._under_way: Progressing | None = None
        self._page: TeamPage | None = None
        self._kept: SavedTeam | None = None

    def leave(self) -> None:
        if self._under_way is not None:
            self._under_way.stop()
        self._gathered = self._page = self._kept = None

    def begin(
        self, pool: Pool, ask: Ask, saved: SavedTeam | None, left_out: int = 0, *, is_gone_on_with: bool = False
    ) -> None:
        """Show its page.

        Args:
            left_out: How many were chosen, and did not consent to teams.
            is_gone_on_with: Whether what was filled in before comes in the place of what is kept.
        """
        desk = self._desk
        told = (saved.name, saved.id) if saved is not None else ("", "")
        page = TeamPage(desk.context, desk.tools.skills, pool, ask, *told)
        self._page, self._kept = page, saved
        page.compose.connect(self._compose)
        page.stop.connect(self._stop)
        page.back.connect(self._back)
        page.go.connect(desk.go)
        page.sought.connect(self._seek)
        page.without.connect(self._without)
        page.changed.connect(self._change)
        page.weigh.connect(self._weigh)
        page.kept.connect(self._keep)
        page.report.connect(lambda team_id: save_report(desk, page, team_id))
        page.gone_on_with.connect(lambda team: self._go_on_with(page, team))
        desk.show(page)
        if left_out:
            page.tell_note(lambda words: words.plural("team.left_out", left_out))
        if saved is None or is_gone_on_with:
            return
        if saved.lost:
            page.tell_note(lambda words: words.plural("teams.lost", saved.lost), "error")
        if saved.members:
            self._show_kept(page, saved)

    # Composing

    def _compose(self, ask: Ask, with_names: bool) -> None:
        page, deps = self._page, self._desk.deps
        assert page is not None

        def gather() -> Gathered:
            return teams.gather(deps, ask, with_names=with_names)

        progress = self._under_way = Progressing(self._desk)  # stopped also while the pool is read
        progress.moved.connect(page.working.show_progress)
        progress.moved.connect(lambda *_: self._desk.stir())

        page.show_composing()
        self._desk.run(page, gather, lambda gathered: self._count(gathered, progress), self._failed)

    def _count(self, gathered: Gathered, progress: Progressing) -> None:
        """Compose in the free lane; the window and the registry go on meanwhile."""
        page = self._page
        if page is None:
            return

        def show(composed: Composed) -> None:
            self._under_way = None
            self._gathered = gathered
            self._shown(gathered, teams.shown_people(composed), lambda: page.show_composed(composed))

        def compose() -> Composed:
            return teams.compose(gathered, progress.tell, progress.is_stopped)

        page.wait_for(self._desk.free, compose, show, self._failed)

    def _failed(self, failure: Exception) -> None:
        self._under_way = None
        if self._page is not None:
            self._page.show_fault(failure)

    def _stop(self) -> None:
        if self._under_way is not None:
            self._under_way.stop()

    def _shown(self, gathered: Gathered, people: Sequence[Person], show: Callable[[], None]) -> None:
        """Write down who is about to be seen, and then show."""
        page, deps = self._page, self._desk.deps
        if page is not None:
            self._desk.run(page, lambda: teams.show(deps, gathered, people), lambda _: show(), page.show_fault)

    # One that was kept

    def _show_kept(self, page: TeamPage, saved: SavedTeam) -> None:
        deps = self._desk.deps
        members = tuple(person.release_id for person in saved.members)

        def read() -> tuple[Gathered, Team]:
            gathered = team_people.gather_again(deps, saved)
            return gathered, teams.look(gathered, members)

        def show(found: tuple[Gathered, Team]) -> None:
            self._gathered, team = found
            page.form.know(team_people.named_in(found[0]))
            self._shown(found[0], saved.members, lambda: page.show_kept(saved.id, team))

        self._desk.run(page, read, show, page.show_fault)

    def _go_on_with(self, page: TeamPage, team: SavedTeam) -> None:
        """Show what was filled in before the registry was locked, with those who are still here."""
        deps = self._desk.deps

        def read() -> tuple[Gathered, Team | None]:
            gathered = team_people.gather_again(deps, team)
            here = tuple(one.release_id for one in team.members if one.release_id in gathered.place)
            return gathered, teams.look(gathered, here) if here else None

        def show(found: tuple[Gathered, Team | None]) -> None:
            gathered, again = found
            page.put(gathered.ask, team.name, team_people.named_in(gathered))
            if again is not None:
                self._gathered = gathered
                self._shown(gathered, _people(again), lambda: page.show_own(again))

        self._desk.run(page, read, show, page.show_fault)

    # Conditions on people, and changes by hand

    def _seek(self, kind: str, typed: str) -> None:
        page, deps = self._page, self._desk.deps
        assert page is not None
        assessment = page.form.ask.assessment

        def failed(failure: Exception) -> None:
            if isinstance(failure, Fault):  # said where it was typed
                page.form.codes.show_fault(failure.message_key, **failure.params)
            else:
                page.show_fault(failure)

        least = 2 if kind in ("apart", "together") else 1
        self._desk.run(
            page,
            lambda: team_people.find(deps, typed, assessment, least=least),
            lambda people: page.take_found(kind, people),
            failed,
        )

    def _with(
        self, job: Callable[[Gathered], T], people: Callable[[T], Sequence[Person]], show: Callable[[T], None]
    ) -> None:
        """Count with whom the team was composed of, and show it once that is written down."""
        page, gathered = self._page, self._gathered
        if page is None or gathered is None:
            return

        def counted(found: T) -> None:
            self._shown(gathered, people(found), lambda: show(found))

        page.wait_for(self._desk.free, lambda: job(gathered), counted, page.show_fault)

    def _without(self, members: tuple[str, ...], out: str) -> None:
        page = self._page
        assert page is not None

        def people(change: Change) -> list[Person]:
            return [*_people(change.after), *(one.person for one in change.replacements)]

        self._with(lambda gathered: teams.without(gathered, members, out), people, page.show_change)

    def _change(self, members: tuple[str, ...]) -> None:
        page = self._page
        assert page is not None
        self._with(lambda gathered: teams.look(gathered, members), _people, page.show_own)

    def _weigh(self, members: tuple[str, ...], typed: str) -> None:
        page = self._page
        assert page is not None

        def weigh(gathered: Gathered) -> Candidacy:
            return teams.candidate(gathered, members, team_people.find_in(gathered, typed).release_id)

        self._with(weigh, lambda found: [found.person], page.show_candidacy)

    # Keeping

    def _keep(self, name: str, ask: Ask, members: tuple[str, ...]) -> None:
        page, deps = self._page, self._desk.deps
        assert page is not None
        before = self._kept

        def keep() -> SavedTeam:
            saved = teams.save(deps, name, ask, members)
            if before is not None and before.name == saved.name:
                teams.remove(deps, before.id)
            return saved

        def show(saved: SavedTeam) -> None:
            self._kept = saved
            page.show_saved(saved.id, saved.name, [person.release_id for person in saved.members])

        self._desk.run(page, keep, show, page.show_fault)


def save_report(desk: "RegistryDesk", page: StaffPage, team_id: str) -> None:
    """Save the report of a kept team as PDF: read, counted and set in the free lane, and told to each member."""
    words, deps = desk.context.words, desk.deps
    path = desk.tools.choose_file(words("team.report.save"), words("team.report.file"))
    if path is None:
        return
    language, skills = words.language, desk.tools.skills

    def make(prepared: Prepared) -> None:
        def drawn() -> bytes:
            return team_reporting.drawn(team_reporting.report_of(prepared, skills, language), language)

        def leave(data: bytes) -> None:
            def hand_out() -> int:
                return team_reporting.hand_out(deps, prepared, data, partial(save_whole, path))

            desk.run(page, hand_out, done, page.show_fault)

        page.wait_for(desk.free, drawn, leave, page.show_fault)

    def done(told: int) -> None:
        page.tell_note(lambda words: words.plural("team.report.saved", told, name=path.name))

    page.show_note("team.report.under_way")
    desk.run(page, lambda: team_reporting.prepare(deps, team_id), make, page.show_fault)


def _people(team: Team) -> list[Person]:
    return [member.person for member in team.members]
