"""The teams in a registry's window: the list of those that were kept, and the way into each."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from progrez_desktop.core.model.team import Ask, Pool, Removed, SavedTeam
from progrez_desktop.core.services.recruiting import team_people, teams
from progrez_desktop.ui.pages.teams import TeamsPage
from progrez_desktop.ui.staff_page import StaffPage
from progrez_desktop.ui.team_visit import TeamVisit, save_report

if TYPE_CHECKING:
    from progrez_desktop.ui.registry_desk import RegistryDesk


class TeamsVisit:
    """One for the window; nothing of a person stays in it."""

    def __init__(self, desk: "RegistryDesk") -> None:
        self._desk = desk
        self._one: TeamVisit | None = None

    def leave(self) -> None:
        """End what is composed, and let go of whom it was composed of."""
        one, self._one = self._one, None
        if one is not None:
            one.leave()

    def begin(self) -> None:
        self.leave()
        deps = self._desk.deps

        def read() -> tuple[Pool, tuple[SavedTeam, ...]]:
            return teams.pool(deps), teams.teams(deps)

        self._desk.look(read, lambda found: self._show(*found))

    def _show(self, pool: Pool, kept: Sequence[SavedTeam]) -> None:
        deps, desk = self._desk.deps, self._desk
        page = TeamsPage(desk.context, pool, kept)
        page.new.connect(lambda: self._open(pool, team_people.first_ask(pool)))
        page.go.connect(desk.go)
        page.opened.connect(lambda team_id: self._open_kept(page, pool, team_id))
        page.reported.connect(lambda team_id: save_report(desk, page, team_id))
        taken: list[Removed] = []

        def show_again(then: str, removed: Removed) -> None:
            tell = page.show_removed if then == "removed" else page.show_restored

            def show(left: Sequence[SavedTeam]) -> None:
                page.show_teams(left)
                tell(removed.saved.name)

            desk.run(page, lambda: teams.teams(deps), show, page.show_fault)

        def remove(team_id: str) -> None:
            def done(removed: Removed) -> None:
                taken[:] = [removed]
                show_again("removed", removed)

            desk.run(page, lambda: teams.remove(deps, team_id), done, page.show_fault)

        def undo() -> None:
            (removed,) = taken
            desk.run(
                page,
                lambda: teams.restore(deps, removed),
                lambda _: show_again("restored", removed),
                page.show_fault,
            )

        page.removed.connect(remove)
        page.undone.connect(undo)
        desk.show(page)

    def go_on(self, page: StaffPage, team_id: str) -> None:
        """Open the page of a kept team, or of a new one where that is "", for what was filled in there before."""
        deps = self._desk.deps

        def read() -> tuple[Pool, SavedTeam | None]:
            return teams.pool(deps), teams.saved(deps, team_id) if team_id else None

        def show(found: tuple[Pool, SavedTeam | None]) -> None:
            pool, saved = found
            self._open(pool, saved.ask if saved else team_people.first_ask(pool), saved, is_gone_on_with=True)

        self._desk.run(page, read, show, page.show_fault)

    def begin_with(self, page: StaffPage, release_ids: Sequence[str]) -> None:
        """Compose of these people alone, as far as they consented to teams; `page` says so where nobody did."""
        self.leave()
        deps = self._desk.deps

        def read() -> tuple[Pool, Ask]:
            pool = teams.pool(deps)
            return pool, team_people.ask_of(deps, pool, release_ids)

        def show(found: tuple[Pool, Ask]) -> None:
            self._open(*found, left_out=len(release_ids) - len(found[1].only))

        self._desk.run(page, read, show, page.show_fault)

    def _open_kept(self, page: TeamsPage, pool: Pool, team_id: str) -> None:
        deps = self._desk.deps

        def show(saved: SavedTeam) -> None:
            self._open(pool, saved.ask, saved)

        self._desk.run(page, lambda: teams.saved(deps, team_id), show, page.show_fault)

    def _open(
        self,
        pool: Pool,
        ask: Ask,
        saved: SavedTeam | None = None,
        left_out: int = 0,
        *,
        is_gone_on_with: bool = False,
    ) -> None:
        if self._desk.opened is None:
            return
        self.leave()
        self._one = TeamVisit(self._desk, self.begin)
        self._one.begin(pool, ask, saved, left_out, is_gone_on_with=is_gone_on_with)
