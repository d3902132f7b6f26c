"""What a kiosk shows where it can't begin, in every state that a person may meet."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from progrez_desktop.core.model.lock_down import Found
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.pages.kiosk_check import KioskCheckPage
from progrez_desktop.ui.pages.message import MessagePage

if TYPE_CHECKING:
    from tests.ui.gallery import Material

ONE = (Found("disk", "open", "plain"),)
SEVERAL = (
    Found("session", "open", "others", {"count": 2}, ("cage",)),
    Found("keys", "open", "taken", {"count": 3}, ("alt_tab", "alt_f4", "ctrl_alt_t")),
    Found("user", "detected", "no_group"),
    Found("sleep", "open", "possible", command="systemctl mask sleep.target suspend.target hibernate.target"),
    Found("clock", "open", "behind", {"minutes": 61}, command="timedatectl set-ntp true"),
)


def _with_reasons(context: Context, *, chosen: bool) -> Page:
    page = KioskCheckPage(context, ONE)
    page.staff_button.click()
    if chosen:
        page.choices["watched"].setChecked(True)
    else:
        page.staff_button.click()
    return page


def _still(context: Context) -> Page:
    page = KioskCheckPage(context, SEVERAL)
    page.show_still()
    return page


def _revoked(context: Context) -> Page:
    return MessagePage(
        context,
        "kiosk_check.revoked",
        ("staff", "sign_in"),
        sentence=lambda words: words("kiosk_check.revoked.text", name="Waterschap Voorbeeld"),
    )


KIOSK_STATES: dict[str, "Callable[[Context, Material], Page]"] = {
    "47-kiosk-check-one": lambda context, _: KioskCheckPage(context, ONE),
    "47-kiosk-check-several": lambda context, _: KioskCheckPage(context, SEVERAL),
    "47-kiosk-check-still": lambda context, _: _still(context),
    "47-kiosk-check-reasons": lambda context, _: _with_reasons(context, chosen=True),
    "47-kiosk-check-no-reason": lambda context, _: _with_reasons(context, chosen=False),
    "47-kiosk-check-revoked": lambda context, _: _revoked(context),
}
