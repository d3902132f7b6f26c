"""An operator and the roster: members entered, given a new way in, dropped; and everybody's own second factor."""

from functools import partial
from typing import TYPE_CHECKING

from progrez_desktop.core.keys.second_factor import FidoKey, NewCode
from progrez_desktop.core.model.staff import Member, Role
from progrez_desktop.core.services import staff, staff_factors, staff_roster
from progrez_desktop.ui.pages.operator_member import MemberPage
from progrez_desktop.ui.pages.operator_own_factor import OwnFactorPage
from progrez_desktop.ui.pages.operator_roster import RosterPage, called

if TYPE_CHECKING:
    from collections.abc import Callable

    from progrez_desktop.core.keys.second_factor import SecurityKey
    from progrez_desktop.ui.operator_visit import OperatorVisit
    from progrez_desktop.ui.page import Sentence


class RosterVisit:
    def __init__(self, visit: "OperatorVisit") -> None:
        self._visit = visit
        self._find_key: Callable[[str], SecurityKey] = _plugged_in

    def begin(self, note: "Sentence | None" = None) -> None:
        deps = self._visit.deps

        def show(members: list[Member]) -> None:
            here = deps.device.acting or self._visit.session.who
            page = RosterPage(self._visit.context, self._visit.places, members, here)
            page.adding.connect(lambda: self._enter(None))  # a bound method alone would let it go
            page.renewing.connect(lambda member: self._enter(member))
            page.dropped.connect(lambda member: self._drop(page, member))
            page.own.connect(lambda: self._see_own())
            self._visit.put(page)
            if note is not None:
                page.tell_note(note)

        self._visit.look(lambda: staff.members(deps), show)

    def _drop(self, page: RosterPage, member: Member) -> None:
        deps = self._visit.deps
        page.wait_for(
            self._visit.tools.store_lane,
            lambda: staff_roster.drop(deps, member.id),
            lambda _: self.begin(lambda words: words("cli.desk.dropped", name=called(member, words))),
            page.show_fault,
        )

    # Entered, or given a new way in

    def _enter(self, member: Member | None) -> None:
        page = MemberPage(self._visit.context, self._visit.places, member)
        page.typed.connect(lambda *typed: self._typed(page, member, *typed))
        page.back.connect(lambda: self.begin())
        self._visit.put(page)

    def _typed(self, page: MemberPage, member: Member | None, name: str, role: Role, secret: str) -> None:
        deps, session = self._visit.deps, self._visit.session

        def enter() -> None:
            if member is None:
                staff_roster.add(deps, session, name, role, secret)
            else:
                staff_roster.renew(deps, session, member.id, role, secret)

        key = "roster.added" if member is None else "roster.renewed"
        whose: Sentence = (lambda _: name) if member is None else partial(called, member)
        page.wait_for(
            self._visit.tools.store_lane,
            enter,
            lambda _: self.begin(lambda words: words(key, name=whose(words), role=words(f"staff.role.{role}"))),
            page.show_fault,
        )

    # One's own second factor

    def _see_own(self, note: "Sentence | None" = None) -> None:
        deps = self._visit.deps

        def look() -> tuple[Member, bool]:
            acting = deps.device.acting or self._visit.session.who
            return staff.found(deps, acting.member.id), staff_factors.needs_recovery_code(deps)

        def show(found: tuple[Member, bool]) -> None:
            member, needs_recovery = found
            page = OwnFactorPage(self._visit.context, self._visit.places, member, needs_recovery=needs_recovery)
            page.begun.connect(lambda: self._begin_code(page, member))
            page.code_removed.connect(lambda *typed: self._remove_code(page, member, *typed))
            page.key_added.connect(lambda *typed: self._add_key(page, member, *typed))
            page.key_removed.connect(lambda *typed: self._remove_key(page, *typed))
            page.back.connect(lambda: self.begin())
            self._visit.put(page)
            if note is not None:
                page.tell_note(note)

        self._visit.look(look, show)

    def _begin_code(self, page: OwnFactorPage, member: Member) -> None:
        from progrez_desktop.core.documents.qr_matrix import qr_matrix

        deps, words = self._visit.deps, self._visit.context.words

        def show(new: NewCode) -> None:
            page.show_new_code(new.uri, qr_matrix(new.uri))
            page.confirmed.connect(lambda *typed: self._confirm(page, member, new, *typed))

        label = called(member, words)
        page.wait_for(self._visit.tools.store_lane, lambda: staff_factors.new_code(deps, label), show, page.show_fault)

    def _confirm(self, page: OwnFactorPage, member: Member, new: NewCode, secret: str, code: str, key_pin: str) -> None:
        deps, key = self._visit.deps, self._present(member, key_pin)
        self._do(page, lambda: staff_factors.confirm_code(deps, secret, new, code, key), "roster.own.code_added")

    def _remove_code(self, page: OwnFactorPage, member: Member, secret: str, key_pin: str) -> None:
        deps, key = self._visit.deps, self._present(member, key_pin)
        self._do(page, lambda: staff_factors.remove_code(deps, secret, key), "roster.own.code_removed")

    def _add_key(
        self, page: OwnFactorPage, member: Member, secret: str, name: str, recovery: str, key_pin: str
    ) -> None:
        deps, present, new = self._visit.deps, self._present(member, key_pin), self._find_key(key_pin)
        self._do(
            page, lambda: staff_factors.add_key(deps, secret, present, new, name, recovery), "cli.desk.factor.added"
        )

    def _remove_key(self, page: OwnFactorPage, secret: str, name: str, key_pin: str) -> None:
        deps, present = self._visit.deps, self._find_key(key_pin)
        self._do(page, lambda: staff_factors.remove_key(deps, secret, present, name), "roster.own.key_removed")

    def _present(self, member: Member, key_pin: str) -> "SecurityKey | None":
        return self._find_key(key_pin) if member.security_keys else None

    def _do(self, page: OwnFactorPage, job: "Callable[[], None]", key: str) -> None:
        page.wait_for(
            self._visit.tools.store_lane,
            job,
            lambda _: self._see_own(lambda words: words(key)),
            page.show_fault,
        )


def _plugged_in(key_pin: str) -> FidoKey:
    return FidoKey(ask_pin=lambda: key_pin)
