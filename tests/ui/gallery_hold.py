"""What the window of a kiosk says: the storage that waits, staff, a pause that nobody chose, and printing."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from progrez_desktop.core.errors import EnvironmentFault
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.report import ReportPage

if TYPE_CHECKING:
    from tests.ui.gallery import Material

FULL = EnvironmentFault("disk_full", folder="/opt/kiosk/progrez")


def _printing(context: Context, _: "Material") -> Page:
    page = ReportPage(context)
    page.offer_printing()
    page.show_note("kiosk.printed")
    return page


HOLD_STATES: dict[str, "Callable[[Context, Material], Page]"] = {
    "kiosk-held": lambda c, _: MessagePage(c, "kiosk.held", ("again",), pid=4711),
    "kiosk-waits": lambda c, _: MessagePage(c, "kiosk.closed", ("again",), failure=FULL),
    "kiosk-staff": lambda c, _: MessagePage(c, "kiosk.staff", ("back", "leave", "desk")),
    "kiosk-nobody": lambda c, _: MessagePage(c, "kiosk.nobody", ("back", "leave")),
    "kiosk-slept": lambda c, _: MessagePage(
        c, "kiosk.slept", ("leave", "go_on"), sentence=lambda words: words.plural("kiosk.slept.text", 3)
    ),
    "kiosk-screen-locked": lambda c, _: MessagePage(c, "kiosk.screen_locked", ("leave", "go_on")),
    "kiosk-locked-asleep": lambda c, _: MessagePage(
        c, "locked", ("back", "sign_in"), sentence=lambda words: words("kiosk.locked.slept")
    ),
    "closing": lambda c, _: MessagePage(c, "closing", ("stay", "close"), danger="close"),
    "kiosk-printing": _printing,
}
