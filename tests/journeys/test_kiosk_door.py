"""A kiosk whose self-test fails lets nobody begin where the operator said so, and is never a dead end."""

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from progrez_desktop.core.model.lock_down import Found
from progrez_desktop.core.services import kiosk_door, staff
from progrez_desktop.core.services.kiosk_check.told import recipes
from progrez_desktop.core.services.kiosk_door import Standing
from progrez_desktop.core.services.opening import Parts
from progrez_desktop.core.words import LANGUAGES, Words
from progrez_desktop.ui.demonstration import press, wait_until
from progrez_desktop.ui.pages.kiosk_check import KioskCheckPage
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.profile import ProfilePage
from progrez_desktop.ui.pages.sign_in import SignInPage
from progrez_desktop.ui.pages.staff_in import StaffInPage
from progrez_desktop.ui.pages.welcome import WelcomePage
from progrez_desktop.ui.startup import Desk
from tests.journeys.driving import (
    fill,
    on_screen,
    parts_of,
    ready,
    set_up,
    sign_in,
    storage,
    texts_of,
    with_a_result,
)
from tests.journeys.kiosk_house import allowed, kiosk_over

PASSPHRASE = "the key under the third pot"
BOARD = {"en": "Example Water Board", "nl": "Waterschap Voorbeeld"}


def strict(root: Path, *, with_staff: bool = True) -> Parts:
    """Drawn off screen, a kiosk is in no session of its own; that is required here."""
    parts = allowed(set_up(parts_of(root)), kiosk_must_session="yes")
    if with_staff:
        with storage(parts) as opened:
            staff.set_up(opened.deps, PASSPHRASE)
    return parts


def let_on(desk: Desk, reason: str) -> None:
    page = on_screen(desk, KioskCheckPage)
    press(page.staff_button)
    press(page.choices[reason])  # type: ignore[index]
    press(page.staff_button)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nobody_begins_and_the_page_says_what_is_wrong_and_what_to_do(tmp_path: Path, language: str) -> None:
    words = Words(language)
    with kiosk_over(strict(tmp_path), [], language=language) as (desk, _):
        page = on_screen(desk, KioskCheckPage)
        said = texts_of(page)
        assert words("kiosk_check.title") in said and words("lock.session.none") in said
        assert words("lock.session.means") in said and words("lock.session.mend", recipes=recipes()) in said
        press(page.again_button)
        wait_until(lambda: words("kiosk_check.still") in texts_of(page), "the second look")


def test_what_was_mended_opens_the_door_at_the_next_look(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with kiosk_over(strict(tmp_path), []) as (desk, _):
        page = on_screen(desk, KioskCheckPage)
        seen = kiosk_door.look
        monkeypatch.setattr(kiosk_door, "look", lambda *given, **named: replace(seen(*given, **named), unmet=()))
        press(page.again_button)
        ready(desk)
        assert on_screen(desk, WelcomePage).begin_button.isEnabled()


def test_staff_let_people_on_with_a_reason_that_is_kept(tmp_path: Path) -> None:
    parts = strict(tmp_path)
    with kiosk_over(parts, []) as (desk, _):
        page = on_screen(desk, KioskCheckPage)
        press(page.staff_button)
        press(page.staff_button)  # without a reason nothing goes on
        assert Words("en")("kiosk_check.choose") in texts_of(page)
        press(page.choices["watched"])
        press(page.staff_button)
        asked = on_screen(desk, StaffInPage)
        fill(asked.field.edit, "not the passphrase")
        press(asked.open_button)
        wait_until(lambda: not asked.is_busy, "the refusal")
        assert desk.window.page is asked
        fill(asked.field.edit, PASSPHRASE)
        press(asked.open_button)
        ready(desk)
        desk.journey.show_welcome()  # it holds for as long as this kiosk is open
        ready(desk)
    with storage(parts) as opened:
        (event,) = [one for one in opened.deps.device.audit.events() if one.action == "kiosk_let_on"]
        (member,) = staff.members(opened.deps)
    assert event.params == {"checks": "session", "reason": "watched", "by": member.id}
    with kiosk_over(parts, []) as (desk, _):
        on_screen(desk, KioskCheckPage)  # and no longer


def test_where_staff_have_no_passphrase_the_kiosk_can_be_ended(tmp_path: Path) -> None:
    with kiosk_over(strict(tmp_path, with_staff=False), []) as (desk, _):
        let_on(desk, "trial")
        page = on_screen(desk, MessagePage)
        assert "back" in page.buttons and desk.journey.deps.device.acting is None
        press(page.buttons["back"])
        assert on_screen(desk, KioskCheckPage).staff_button.isVisible()


def test_nobody_begins_before_the_look_is_done(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looking, seen = threading.Event(), kiosk_door.look

    def slow(*given: object, **named: object) -> Standing:
        looking.wait(10)
        return seen(*given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(kiosk_door, "look", slow)
    with kiosk_over(set_up(parts_of(tmp_path)), []) as (desk, _):
        wait_until(lambda: desk.journey.opened is not None, "the storage")
        page = on_screen(desk, WelcomePage)
        assert not page.begin_button.isEnabled()
        looking.set()
        ready(desk)


def test_at_a_revoked_kiosk_nobody_begins_and_everybody_reaches_what_is_theirs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = with_a_result(tmp_path)
    found = (Found("folder", "enforced", "written", {"free": 900}),)
    monkeypatch.setattr(kiosk_door, "look", lambda *_, **__: Standing(found, (), (BOARD,)))
    with kiosk_over(parts, []) as (desk, _):
        page = on_screen(desk, MessagePage)
        assert BOARD["en"] in texts_of(page)
        assert set(page.buttons) == {"staff", "sign_in"}
        press(page.buttons["sign_in"])
        on_screen(desk, SignInPage)
        sign_in(desk)
        profile = on_screen(desk, ProfilePage)
        profile.make_cv.emit()
        wait_until(lambda: desk.window.page is not profile, "the CV")
        desk.journey.sign_out()
        wait_until(lambda: isinstance(desk.window.page, MessagePage), "the page of a revoked kiosk")
