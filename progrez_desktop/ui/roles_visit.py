"""Roles in a registry's window: from a draft over experts and agreement to a lock."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from progrez_desktop.core.model.assessment import Skill
from progrez_desktop.core.model.role import Method, RoleProfile, Want
from progrez_desktop.core.services.recruiting import roles
from progrez_desktop.core.services.recruiting.roles import Dropped
from progrez_desktop.ui.pages.role import AgreePage, ExpertPage, LockedRolePage
from progrez_desktop.ui.pages.roles import RolesPage

if TYPE_CHECKING:
    from progrez_desktop.ui.registry_desk import RegistryDesk
    from progrez_desktop.ui.staff_page import StaffPage

Found = tuple[Sequence[RoleProfile], Sequence[str]]


class RolesVisit:
    def __init__(self, desk: "RegistryDesk") -> None:
        self._desk = desk

    def begin(self, dropped: Dropped | None = None) -> None:
        deps = self._desk.deps

        def look() -> Found:
            from progrez_desktop.core.packs.shipped import shipped

            return roles.every(deps), roles.procedures(deps, shipped().assessment().id)

        self._desk.look(look, lambda found: self._show_all(found, dropped))

    def _show_all(self, found: Found, dropped: Dropped | None) -> None:
        deps, page = self._desk.deps, RolesPage(self._desk.context, *found)
        page.begun.connect(lambda name, of: self._run(page, lambda: roles.draft(deps, name, of), self._look))
        page.without.connect(lambda name, of: self._run(page, lambda: roles.read_without(deps, name, of), self._look))
        page.opened.connect(lambda role_id: self.open(page, role_id))
        page.dropped.connect(lambda role_id: self._run(page, lambda: roles.drop(deps, role_id), self.begin))
        page.go.connect(self._desk.go)
        if dropped is not None:
            page.show_dropped(dropped.role.name)
            page.undone.connect(lambda: self._run(page, lambda: roles.put_back(deps, dropped), lambda _: self.begin()))
        self._desk.show(page)

    def _run(self, page: "StaffPage", job: Callable[[], object], then: Callable[..., None]) -> None:
        self._desk.run(page, job, then, page.show_fault)

    # One role

    def open(self, page: "StaffPage", role_id: str) -> None:
        """Open a role where it stands, from a page that says so where it can't be."""
        deps = self._desk.deps
        self._run(page, lambda: roles.role(deps, role_id), self._look)

    def _look(self, role: RoleProfile) -> None:
        deps, known = self._desk.deps, {skill.id: skill for skill in self._desk.tools.skills}

        def read() -> tuple[str, ...]:
            return tuple(role.wants) if role.state == "locked" else roles.skills_of(deps, role.assessment, tuple(known))

        def show(ids: tuple[str, ...]) -> None:
            self._show(role, [known.get(one) or _unnamed(one) for one in ids])

        self._desk.look(read, show)

    def _show(self, role: RoleProfile, skills: Sequence[Skill]) -> None:
        kinds = {"asking": self._ask, "agreeing": self._agree, "locked": self._locked}
        page = kinds[role.state](role, skills)
        page.back.connect(lambda: self.begin())
        page.go.connect(self._desk.go)
        self._desk.show(page)

    def _ask(self, role: RoleProfile, skills: Sequence[Skill]) -> ExpertPage:
        deps, page = self._desk.deps, ExpertPage(self._desk.context, role, skills)

        def say(expert: str, wants: Mapping[str, Want]) -> None:
            def job() -> RoleProfile:
                roles.say(deps, role.id, expert, wants)
                return roles.role(deps, role.id)

            page.filled_in.keep(self._desk.lane, job, self._look, page.show_fault)

        page.said.connect(say)
        page.compare.connect(lambda: self._run(page, lambda: roles.lay_side_by_side(deps, role.id), self._look))
        return page

    def _agree(self, role: RoleProfile, skills: Sequence[Skill]) -> AgreePage:
        deps, page = self._desk.deps, AgreePage(self._desk.context, role, skills)

        def lock(wants: Mapping[str, Want], weights: Mapping[Method, float]) -> RoleProfile:
            roles.agree(deps, role.id, wants, weights)
            return roles.lock(deps, role.id)

        def keep(job: Callable[[], RoleProfile], then: Callable[[RoleProfile], None]) -> None:
            page.filled_in.keep(self._desk.lane, job, then, page.show_fault)

        page.agreed.connect(
            lambda wants, weights: keep(
                lambda: roles.agree(deps, role.id, wants, weights), lambda _: page.show_note("role.agree.kept")
            )
        )
        page.locked.connect(lambda wants, weights: keep(lambda: lock(wants, weights), self._look))
        return page

    def _locked(self, role: RoleProfile, skills: Sequence[Skill]) -> LockedRolePage:
        return LockedRolePage(self._desk.context, role, skills)


def _unnamed(skill_id: str) -> Skill:
    """A skill of a pack that is not here is called by its id."""
    name = {"en": skill_id, "nl": skill_id}
    return Skill(skill_id, "", name, name, name, name, name, name)
