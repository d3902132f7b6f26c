"""Promise: at home a person sends what they released; at a kiosk they are told that staff do, and staff can."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from progrez_desktop.core.keys.primitives import x25519_public
from progrez_desktop.core.model.organisation import DeviceKind
from progrez_desktop.core.online.relay import web_to
from progrez_desktop.core.services import staff
from progrez_desktop.core.services.opening import Parts
from progrez_desktop.core.words import LANGUAGES, Words
from progrez_desktop.ui.demonstration import press, wait_until
from progrez_desktop.ui.idle import IdleGuard, IdleTimes
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.my_data import MyDataPage
from progrez_desktop.ui.pages.operator_send import SendPage
from progrez_desktop.ui.pages.operator_today import TodayPage
from progrez_desktop.ui.pages.profile import ProfilePage
from progrez_desktop.ui.pages.release import ReleasePage
from progrez_desktop.ui.pages.staff_in import StaffInPage
from progrez_desktop.ui.pages.welcome import WelcomePage
from progrez_desktop.ui.startup import Desk
from tests.core.services.release_house import shipping
from tests.core.services.sending_house import ORGANISATION, QUICK, SEAL, Sender
from tests.journeys.driving import (
    desk_over,
    everything_in_memory,
    on_screen,
    parts_of,
    set_up,
    sign_in,
    storage,
    texts_of,
    to_sign_in,
)
from tests.journeys.test_choices import no_mouse, walk, with_profile
from tests.journeys.test_keyboard_only import press as press_key
from tests.journeys.test_keyboard_only import type_in
from tests.organisation_server import OrganisationServer, serving

PASSPHRASE = "negen gele fietsen"


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[OrganisationServer]:
    """The server of the organisation whose assessment ships."""
    shipping(monkeypatch, id=ORGANISATION, public_key=x25519_public(SEAL).hex())
    with serving(ORGANISATION) as found:
        yield found


def enrol(parts: Parts, server: OrganisationServer, kind: DeviceKind) -> None:
    """Have the organisation's card pinned, and this device admitted as one of its own."""
    with storage(parts) as opened:
        server.now_ms = opened.deps.clock.now_ms()
        device = SimpleNamespace(clock=opened.deps.clock, deps=opened.deps, server=server)
        Sender.enrolled(cast(Sender, device), server.address, kind)


def come_in(desk: Desk) -> None:
    to_sign_in(desk)
    sign_in(desk)
    on_screen(desk, ProfilePage)


def released(desk: Desk, words: Words) -> ReleasePage:
    """Release what is allowed, from the profile on."""
    walk(words("my_data.link"))
    on_screen(desk, MyDataPage)
    walk(words("release.open"))
    page = on_screen(desk, ReleasePage)
    walk(words("release.send"))
    wait_until(page.send_now.isVisible, "how it goes on from here")
    return page


@pytest.mark.parametrize("language", LANGUAGES)
def test_at_home_a_person_sends_it_with_the_keyboard_alone(
    tmp_path: Path, qapp: QApplication, server: OrganisationServer, language: str
) -> None:
    words, parts = Words(language), parts_of(tmp_path / "data")
    with_profile(parts)
    enrol(parts, server, "home")
    with desk_over(parts, language, reach=lambda address: web_to(address, limits=QUICK)) as desk:
        come_in(desk)
        organisation = desk.journey.deps.assessment.organisation
        assert organisation is not None
        with no_mouse(qapp):
            page = released(desk, words)
            assert words("send_now.own", organisation=organisation.name[language]) in texts_of(page)
            assert server.releases == {}
            walk(words("send_now.send"))
            wait_until(page.send_now.outcome.isVisible, "what came of it", patience_s=20)
            assert words.plural("sending.stored", 1) in texts_of(page)
            assert words("release.sent") not in texts_of(page)  # that it waits is no longer so
            assert [one.path for one in server.site.asked if one.path == "/v1/mail"]
            nothing_waits = words("send_now.ask", organisation=organisation.name[language])
            wait_until(lambda: nothing_waits in texts_of(page), "that nothing waits any more")
            asked = len(server.site.asked)
            walk(words("send_now.fetch"))
            wait_until(
                lambda: words("sending.ended.nothing", name=organisation.name[language]) in texts_of(page), "an answer"
            )
            assert [one.path for one in server.site.asked[asked:] if one.path == "/v1/mail"]
    assert len(server.releases) == 1


def test_at_home_without_a_network_it_waits_and_the_page_says_so(
    tmp_path: Path, qapp: QApplication, server: OrganisationServer
) -> None:
    words, parts = Words("en"), parts_of(tmp_path / "data")
    with_profile(parts)
    enrol(parts, server, "home")
    server.before = lambda _to, _batch: False
    with desk_over(parts, reach=lambda address: web_to(address, limits=QUICK)) as desk:
        come_in(desk)
        page = released(desk, words)
        press(page.send_now.send_button)
        press(page.send_now.working.stop_button)
        wait_until(lambda: page.send_now.outcome.isVisible(), "what came of it", patience_s=30)
        wait_until(page.send_now.send_button.isVisible, "to be asked again")
        assert words("sending.ended.stopped", name="Example Organisation") in page.send_now.outcome.text()
    assert not server.releases


def test_at_a_kiosk_a_person_is_told_that_staff_send_it(
    tmp_path: Path, qapp: QApplication, server: OrganisationServer
) -> None:
    words, parts = Words("en"), parts_of(tmp_path / "data")
    with_profile(parts)
    enrol(parts, server, "kiosk")
    with desk_over(parts) as desk:
        come_in(desk)
        page = released(desk, words)
        organisation = desk.journey.deps.assessment.organisation
        assert organisation is not None
        assert words("send_now.staff", organisation=organisation.name["en"]) in texts_of(page)
        assert not page.send_now.send_button.isVisible()


def test_staff_come_to_their_pages_in_the_kiosk_by_their_passphrase_alone(
    tmp_path: Path, qapp: QApplication, server: OrganisationServer
) -> None:
    words, parts = Words("en"), parts_of(tmp_path / "data")
    with_profile(parts)
    enrol(parts, server, "kiosk")
    with storage(parts) as opened:
        staff.set_up(opened.deps, PASSPHRASE)
    with desk_over(parts, reach=lambda address: web_to(address, limits=QUICK)) as desk:
        come_in(desk)
        released(desk, words)
        desk.journey.sign_out()
        press(on_screen(desk, MessagePage).buttons["back"])
        to_sign_in(desk)
        with no_mouse(qapp):
            walk(words("staff_in.link"))
            on_screen(desk, StaffInPage)
            type_in("not the passphrase")
            press_key(Qt.Key.Key_Return)
            wait_until(lambda: words("error.wrong_staff_passphrase") in texts_of(desk.window), "a refusal")
            type_in(PASSPHRASE)  # what was typed is selected, and goes
            press_key(Qt.Key.Key_Return)
            today = on_screen(desk, TodayPage)
            assert words.plural("operator.figure.profiles", 1) in texts_of(today)
            walk(words("operator.go.send"))
            page = on_screen(desk, SendPage)
            walk(words.plural("operator.send_count", 1))
            wait_until(page.outcome.isVisible, "what came of it", patience_s=20)
            assert len(server.releases) == 1
            walk(words("operator.go.leave"))
            on_screen(desk, WelcomePage)


def test_a_candidate_cannot_choose_the_passphrase_of_staff(tmp_path: Path, qapp: QApplication) -> None:
    words, parts = Words("en"), set_up(parts_of(tmp_path / "data"))
    with desk_over(parts) as desk:
        to_sign_in(desk)
        walk(words("staff_in.link"))
        page = on_screen(desk, StaffInPage)
        assert words("staff_in.missing.text") in texts_of(page)
        assert not page.field.isVisible()
        assert not page.open_button.isVisible()


def test_a_passphrase_that_was_typed_and_left_is_gone(tmp_path: Path, qapp: QApplication) -> None:
    words, parts = Words("en"), set_up(parts_of(tmp_path / "data"))
    with storage(parts) as opened:
        staff.set_up(opened.deps, PASSPHRASE)
    with desk_over(parts, idle=IdleTimes(warn_ms=50, lock_ms=400, tick_ms=20)) as desk:
        to_sign_in(desk)
        walk(words("staff_in.link"))
        on_screen(desk, StaffInPage)
        type_in(PASSPHRASE)
        press(on_screen(desk, MessagePage).buttons["again"])
        on_screen(desk, WelcomePage)
        QTest.qWait(50)
        assert PASSPHRASE not in everything_in_memory()


def test_pages_of_staff_that_nobody_sits_in_front_of_are_left(
    tmp_path: Path, qapp: QApplication, server: OrganisationServer
) -> None:
    words, parts = Words("en"), set_up(parts_of(tmp_path / "data"))
    with storage(parts) as opened:
        staff.set_up(opened.deps, PASSPHRASE)
    with desk_over(parts, idle=IdleTimes(warn_ms=400, lock_ms=1200, tick_ms=20)) as desk:
        to_sign_in(desk)
        walk(words("staff_in.link"))
        on_screen(desk, StaffInPage)
        type_in(PASSPHRASE)
        press_key(Qt.Key.Key_Return)
        on_screen(desk, TodayPage)
        locked = on_screen(desk, MessagePage)
        assert words("operator.locked.title") in texts_of(locked)
        press(locked.buttons["again"])
        on_screen(desk, WelcomePage)


@pytest.mark.parametrize("way", ["left", "locked"])
def test_what_staff_asked_for_last_shows_nothing_once_they_are_gone(
    tmp_path: Path, qapp: QApplication, server: OrganisationServer, way: str
) -> None:
    words, parts = Words("en"), set_up(parts_of(tmp_path / "data"))
    enrol(parts, server, "kiosk")
    with storage(parts) as opened:
        staff.set_up(opened.deps, PASSPHRASE)
    with desk_over(parts, idle=IdleTimes(tick_ms=3_600_000)) as desk:
        to_sign_in(desk)
        walk(words("staff_in.link"))
        on_screen(desk, StaffInPage)
        type_in(PASSPHRASE)
        press_key(Qt.Key.Key_Return)
        today = on_screen(desk, TodayPage)
        today.go.emit("send")
        desk.journey.outside.store_lane._pool.submit(lambda: None).result()  # its answer is on its way
        if way == "left":
            today.go.emit("leave")
        else:
            next(one for one in desk.window.findChildren(IdleGuard) if one._tick.isActive()).ended.emit()
        QTest.qWait(200)
        assert isinstance(desk.window.page, WelcomePage if way == "left" else MessagePage)
        everything = everything_in_memory()
        assert "Example Water Board" not in everything and words("operator.today.title") not in everything
