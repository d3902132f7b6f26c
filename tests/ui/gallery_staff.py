"""Staff come in, at their own window and where a candidate sits, and what they may do there."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from progrez_desktop.core.errors import DataFault, Fault, LockedFault, UsageFault
from progrez_desktop.core.model.staff import Member
from progrez_desktop.core.staff_roles import signed_in
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.pages.invigilator import InvigilatorPage
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.own_password import OwnPasswordPage
from progrez_desktop.ui.pages.staff_in import StaffInPage
from progrez_desktop.ui.pages.staff_in import Way as WayIn
from tests.fakes import MONDAY_MS, FakeClock

if TYPE_CHECKING:
    from tests.ui.gallery import Material

OMAR = Member("0" * 32, "Omar", "operator", True, ())
NOOR = Member("1" * 32, "Noor de Wit", "operator", False, ("Blue",))
MIEKE = Member("2" * 32, "Mieke", "invigilator", True, ())


def _staff_in(
    context: Context, way: WayIn, *members: Member, fault: Fault | None = None, is_lost: bool = False
) -> Page:
    page = StaffInPage(context, way, members, FakeClock())
    if is_lost:
        page.lost.click()
    if fault is not None:
        page.show_fault(fault)
    return page


def _panel(context: Context, member: Member, *ways: str) -> Page:
    return InvigilatorPage(context, signed_in(member), "technical_fault", ways, is_sitting="pause" in ways)


def _paused(context: Context) -> Page:
    at = MONDAY_MS
    told = lambda words: words("invigilator.paused.text", at=words.moment(at))  # noqa: E731 - a sentence
    return MessagePage(context, "invigilator.paused", ("go_on",), sentence=told)


def _own_password(context: Context, fault: Fault) -> Page:
    page = OwnPasswordPage(context, "moved.ask_owner", kiosk="Kiosk 3")
    page.show_failure(fault)
    return page


def _elsewhere(context: Context) -> Page:
    told = lambda words: words("moved.elsewhere.text", kiosk="Kiosk 4", at=words.moment(MONDAY_MS))  # noqa: E731
    return MessagePage(context, "moved.elsewhere", ("leave", "stay"), sentence=told)


STAFF_STATES: dict[str, Callable[[Context, "Material"], Page]] = {
    "40-staff-in": lambda c, _: _staff_in(c, "known"),
    "40-staff-in-wrong": lambda c, _: _staff_in(c, "known", fault=LockedFault("wrong_staff_passphrase")),
    "40-staff-in-who": lambda c, _: _staff_in(c, "known", OMAR, NOOR, MIEKE),
    "40-staff-in-key": lambda c, _: _staff_in(c, "known", NOOR, OMAR, fault=LockedFault("factor_key_wrong")),
    "40-staff-in-lost": lambda c, _: _staff_in(c, "known", OMAR, MIEKE, is_lost=True),
    "40-staff-in-kiosk": lambda c, _: _staff_in(c, "kiosk", MIEKE, OMAR),
    "40-staff-in-kiosk-wait": lambda c, _: _staff_in(
        c, "kiosk", MIEKE, OMAR, fault=LockedFault("sign_in_wait", seconds=430)
    ),
    "40-staff-in-kiosk-code": lambda c, _: _staff_in(
        c, "kiosk", MIEKE, OMAR, fault=LockedFault("factor_code_wrong", clock="14:05:12")
    ),
    "40-staff-in-kiosk-lost": lambda c, _: _staff_in(c, "kiosk", MIEKE, OMAR, is_lost=True),
    "40-staff-in-trouble": lambda c, _: MessagePage(
        c, "staff_in.trouble", ("back",), failure=DataFault("staff_roster_damaged")
    ),
    "40-staff-in-nobody": lambda c, _: MessagePage(c, "staff_in.nobody", ("back",)),
    "40-invigilator": lambda c, _: _panel(c, MIEKE, "pause", "lock", "reset", "leave"),
    "40-invigilator-all": lambda c, _: _panel(c, OMAR, "pause", "accommodate", "move", "lock", "reset", "leave"),
    "40-invigilator-nobody": lambda c, _: _panel(c, MIEKE, "take_in", "address", "arrived", "reset", "leave"),
    "40-invigilator-paused": lambda c, _: _paused(c),
    "40-moved-ask": lambda c, _: OwnPasswordPage(c, "moved.ask_mover", kiosk="Kiosk 4"),
    "40-moved-wrong": lambda c, _: _own_password(c, LockedFault("wrong_password")),
    "40-moved-gone": lambda c, _: MessagePage(
        c, "moved.gone", ("done",), kiosk="Kiosk 4", name="sitting.progrez-sitting"
    ),
    "40-moved-not-done": lambda c, _: MessagePage(
        c, "moved.not_done", ("back",), failure=UsageFault("sitting_packet_over", kiosk="Kiosk 3")
    ),
    "40-moved-elsewhere": lambda c, _: _elsewhere(c),
    "40-staff-in-new": lambda c, _: _staff_in(c, "new"),
    "40-staff-in-missing": lambda c, _: _staff_in(c, "missing"),
}
