"""A kiosk with members of staff, who come in over whatever is on screen."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyotp
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from progrez_desktop.core.keys.second_factor import NewCode
from progrez_desktop.core.model.setting import AuditEvent
from progrez_desktop.core.model.sitting_event import SittingEvent
from progrez_desktop.core.model.staff import Role
from progrez_desktop.core.services import sitting_events, sittings, staff, staff_factors, staff_roster
from progrez_desktop.core.words import Words
from progrez_desktop.ui.demonstration import press, type_text, wait_until
from progrez_desktop.ui.idle import IdleTimes
from progrez_desktop.ui.kiosk import Kiosk
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.pages.invigilator import InvigilatorPage
from progrez_desktop.ui.pages.open_answer import OpenAnswerPage
from progrez_desktop.ui.pages.staff_in import StaffInPage
from progrez_desktop.ui.startup import Desk
from progrez_desktop.ui.widgets.staff_corner import StaffCorner
from tests.fakes import FakeClock, there
from tests.journeys.driving import (
    begin_at,
    desk_over,
    go_on,
    on_screen,
    parts_of,
    signed_in,
    storage,
)

EN = Words("en")
PASSPHRASE, PIN = "three kettles and a drum", "480512"
SECRET = "I once told my manager Marjolein about the leaking greenhouse."


class Staffed:
    """A kiosk with an operator, and members with a PIN and the codes of an app."""

    def __init__(self, root: Path) -> None:
        self.clock = FakeClock()
        self.parts = parts_of(root, self.clock)
        self.codes: dict[str, NewCode] = {}

    def with_staff(self, *names: str, role: Role = "invigilator") -> "Staffed":
        with storage(self.parts) as opened:
            deps = opened.deps
            first = staff.set_up(deps, PASSPHRASE, "Omar")
            for name in names:
                deps.device.acting = first.who
                member = staff_roster.add(deps, first, name, role, PIN)
                staff.opened(deps, PIN, member_id=member.id)
                new = self.codes[name] = staff_factors.new_code(deps, name)
                staff_factors.confirm_code(deps, PIN, new, self.code(name))
        self.clock.advance(60_000)
        return self

    def code(self, name: str) -> str:
        found = pyotp.parse_uri(self.codes[name].uri)
        return str(found.at(self.clock.now_ms() // 1000))  # type: ignore[attr-defined,union-attr]

    @contextmanager
    def desk(self, language: str = "en") -> Iterator[Desk]:
        with desk_over(
            self.parts,
            language,
            idle=IdleTimes(tick_ms=5),
            make_kiosk=lambda window, context: Kiosk(window, context, list, lambda: 0),
        ) as desk:
            wait_until(lambda: bool(desk.window.findChildren(StaffCorner)), "the corner of staff")
            yield desk

    @contextmanager
    def sitting_at(self, position: int, language: str = "en") -> Iterator[Desk]:
        begin_at(self.parts, position)
        with self.desk(language) as desk:
            go_on(desk)
            yield desk

    def events(self) -> list[SittingEvent]:
        with signed_in(self.parts) as (deps, session):
            attempt = there(sittings.standing(deps, session)).attempt
            return sitting_events.of_sitting(session, attempt.id)

    def done(self) -> list[AuditEvent]:
        with storage(self.parts) as opened:
            return [event for event in opened.deps.device.audit.events() if event.actor == "kiosk"]

    def id_of(self, name: str) -> str:
        with storage(self.parts) as opened:
            return next(one.id for one in staff.members(opened.deps) if one.name == name)


def corner(desk: Desk) -> StaffCorner:
    [found] = desk.window.findChildren(StaffCorner)
    return found


def over(desk: Desk, kind: type[Page]) -> Page:
    """Wait for a page of staff over the candidate's."""
    wait_until(lambda: isinstance(desk.window.covering, kind), kind.__name__)
    return there(desk.window.covering)


def knock(desk: Desk) -> StaffInPage:
    QTest.keyClick(desk.window, Qt.Key.Key_F12)
    page = over(desk, StaffInPage)
    assert isinstance(page, StaffInPage)
    return page


def come_in(desk: Desk, page: StaffInPage, kiosk: Staffed, name: str, pin: str = PIN, reason: str = "break") -> None:
    page.who.choose(next(one.id for one in page._members if one.name == name))
    page.reason.choose(reason)
    type_text(page.pin.edit, pin)
    type_text(page.code.edit, kiosk.code(name))
    press(page.open_button)
    wait_until(lambda: desk.window.covering is not page or not page.is_busy, "an answer")


def panel(desk: Desk) -> InvigilatorPage:
    page = over(desk, InvigilatorPage)
    assert isinstance(page, InvigilatorPage)
    return page


def answering(desk: Desk) -> OpenAnswerPage:
    page = on_screen(desk, OpenAnswerPage)
    type_text(page.editor, SECRET)
    return page
