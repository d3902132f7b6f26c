"""Promise: staff send what people released with the keyboard alone, and see before what leaves and after what came."""

import hashlib
import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from threading import Thread
from typing import TypeVar
from urllib.request import urlopen

import pytest
import trustme
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from progrez_desktop.core.keys.organisation_papers import sign_card
from progrez_desktop.core.keys.primitives import x25519_public
from progrez_desktop.core.keys.signing import public_of
from progrez_desktop.core.model.organisation import SealKey, SignIn
from progrez_desktop.core.online.relay import web_to
from progrez_desktop.core.services import authorities, staff
from progrez_desktop.core.services.opening import Opened
from progrez_desktop.core.settings import Preferences
from progrez_desktop.core.words import Words
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.demonstration import press as click
from progrez_desktop.ui.demonstration import wait_until
from progrez_desktop.ui.idle import IdleTimes
from progrez_desktop.ui.operator_desk import OperatorDesk, Outside
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.operator_invitation import InvitationPage
from progrez_desktop.ui.pages.operator_leaving import LeavingPage
from progrez_desktop.ui.pages.operator_organisations import OrganisationsPage
from progrez_desktop.ui.pages.operator_send import SendPage
from progrez_desktop.ui.pages.operator_today import TodayPage
from progrez_desktop.ui.pages.staff_in import StaffInPage
from progrez_desktop.ui.pages.staff_sign_in import StaffSignInPage
from progrez_desktop.ui.window import Window
from tests.core.services.sending_house import ORGANISATION, QUICK, SIGNING, Sender, card_of, sender_and_server
from tests.identity_provider import CLIENT, HostileProvider
from tests.journeys.driving import texts_of
from tests.journeys.test_keyboard_only import MouseWatch, focused, press, tab_to, type_in
from tests.organisation_server import OrganisationServer
from tests.organisations import Organisation
from tests.web_server import listening

AUTHORITY = "authority.pem"
PASSPHRASE = "negen gele fietsen"
EN = Words("en")
P = TypeVar("P", bound=Page)


def on_screen(window: Window, kind: type[P]) -> P:
    wait_until(lambda: isinstance(window.page, kind), f"a {kind.__name__}", patience_s=20)
    page = window.page
    assert isinstance(page, kind)
    return page


@contextmanager
def window_over(
    qapp: QApplication,
    sender: Sender,
    *,
    choose_file: Callable[[str, str], Path | None] = lambda _title, _name: None,
    idle: IdleTimes | None = None,
    open_file: Callable[[str, str], Path | None] = lambda _title, _ending: None,
    open_address: Callable[[str], bool] = lambda _: False,
    with_system: bool = False,
) -> Iterator[Window]:
    """The operator's window over a device that is open already, so that a test may look into it too."""
    context = Context(qapp, Preferences("en"), lambda _: None)
    window = Window(context)
    outside = Outside(
        open_storage=lambda _: Opened(sender.deps, None, ExitStack()),
        choose_file=choose_file,
        open_file=open_file,
        reach=None if with_system else lambda server: web_to(server, limits=QUICK),
        open_address=open_address,
    )
    OperatorDesk(window, context, outside, idle).start()
    window.show()
    window.activateWindow()
    yield window
    window.close()
    delete(window)
    delete(context)


@pytest.fixture
def sending(tmp_path: Path) -> Iterator[tuple[Sender, OrganisationServer]]:
    with sender_and_server(tmp_path / "device") as (sender, server):
        staff.set_up(sender.deps, PASSPHRASE)
        yield sender, server


def enter(window: Window) -> TodayPage:
    on_screen(window, StaffInPage)
    type_in(PASSPHRASE)
    press(Qt.Key.Key_Return)
    return on_screen(window, TodayPage)


def outcome_of(page: SendPage) -> str:
    wait_until(lambda: page.outcome.isVisible(), "what came of it", patience_s=20)
    return texts_of(page.outcome)


def test_staff_look_at_what_would_leave_and_send_it_with_the_keyboard_alone(
    qapp: QApplication, sending: tuple[Sender, OrganisationServer]
) -> None:
    sender, server = sending
    released = [sender.release(number) for number in (1, 2, 3)]
    withdrawn = sender.release(4)
    sender.press()
    sender.end(withdrawn)
    released += [sender.release(number) for number in (5, 6)]
    watch = MouseWatch()
    qapp.installEventFilter(watch)
    with window_over(qapp, sender) as window:
        today = enter(window)
        assert EN.plural("operator.figure.profiles", 2) in texts_of(today)
        tab_to(EN("operator.go.send"))
        press(Qt.Key.Key_Return)
        page = on_screen(window, SendPage)
        tab_to(EN("operator.see_leaving"))
        press(Qt.Key.Key_Return)
        leaving = texts_of(on_screen(window, LeavingPage))
        assert all(release_id[:8].upper() in leaving for release_id in released[-2:])
        assert withdrawn[:8].upper() not in leaving
        assert EN.plural("operator.leaving.erasures", 1) in leaving
        assert server.erased == {}
        tab_to(EN("operator.back_to_send"))
        press(Qt.Key.Key_Return)
        page = on_screen(window, SendPage)
        tab_to(EN.plural("operator.send_count", 3))
        press(Qt.Key.Key_Return)
        told = outcome_of(page)
        assert EN.plural("sending.erased", 1) in told and EN.plural("sending.stored", 2) in told
        assert EN("operator.nothing_waits") in texts_of(page)
    qapp.removeEventFilter(watch)
    assert watch.presses == 0
    assert set(server.releases) == set(released)
    assert set(server.erased) == {withdrawn}


def test_what_is_not_taken_stays_and_says_why(qapp: QApplication, sending: tuple[Sender, OrganisationServer]) -> None:
    sender, server = sending
    taken, refused = sender.release(1), sender.release(2)
    server.refuses[refused] = 403
    with window_over(qapp, sender) as window:
        enter(window).go.emit("send")
        page = on_screen(window, SendPage)
        click(page.send_button)
        outcome_of(page)
        told = texts_of(page.stayed)
    assert refused[:8].upper() in told
    assert EN("sending.outcome.no_consent") in told
    assert taken[:8].upper() not in told


def test_a_server_that_shows_other_keys_than_were_trusted_gets_nothing_and_the_page_says_so(
    qapp: QApplication, sending: tuple[Sender, OrganisationServer]
) -> None:
    sender, server = sending
    sender.release(1)
    theirs = bytes([66]) * 32
    false = card_of(ORGANISATION, server.address, x25519_public(theirs), number=2, signing_key=public_of(theirs))
    server.card = sign_card(theirs, false)
    with window_over(qapp, sender) as window:
        enter(window).go.emit("send")
        page = on_screen(window, SendPage)
        click(page.send_button)
        told = outcome_of(page)
    assert EN("sending.ended.refused", name="Example Water Board") in told
    assert EN("error.organisation_key_changed") in told
    assert not server.releases and not server.carried_out


def test_a_press_in_the_window_takes_the_organisations_next_card_first(
    qapp: QApplication, sending: tuple[Sender, OrganisationServer]
) -> None:
    sender, server = sending
    sender.release(1)
    new = bytes([5]) * 32
    keys = (SealKey(hashlib.sha256(new).hexdigest(), new, 1),)  # the one before was lost
    server.card = sign_card(SIGNING, card_of(ORGANISATION, server.address, b"", number=2, seal_keys=keys))
    with window_over(qapp, sender) as window:
        enter(window).go.emit("send")
        page = on_screen(window, SendPage)
        click(page.send_button)
        outcome_of(page)
        assert EN("sending.outcome.organisation_key_changed") in texts_of(page.stayed)
    assert not server.releases


def test_without_a_network_nothing_is_lost_and_the_page_says_so(qapp: QApplication, tmp_path: Path) -> None:
    sender = Sender.at(tmp_path / "device")
    staff.set_up(sender.deps, PASSPHRASE)
    sender.enrolled("http://127.0.0.1:9")
    sender.release(1)
    with window_over(qapp, sender) as window:
        enter(window).go.emit("send")
        page = on_screen(window, SendPage)
        click(page.send_button)
        assert page.working.isVisible()
        click(page.working.stop_button)
        wait_until(lambda: not page.is_busy, "the press to end", patience_s=20)
        assert page.send_button.text() == EN.plural("operator.send_count", 1)


def test_closing_the_window_waits_for_no_server(qapp: QApplication, sending: tuple[Sender, OrganisationServer]) -> None:
    from threading import Event
    from time import monotonic

    sender, server = sending
    sender.release(1)
    asked, let_go = Event(), Event()

    def never(*_: object) -> bool:
        asked.set()
        return not let_go.wait(20)

    server.before = never
    with window_over(qapp, sender) as window:
        enter(window).go.emit("send")
        click(on_screen(window, SendPage).send_button)
        wait_until(asked.is_set, "the server to be asked", patience_s=20)
        began = monotonic()
        window.close()
        took_s = monotonic() - began
    let_go.set()
    assert took_s < 1.0


def test_a_wrong_passphrase_shows_nothing_of_what_waits(
    qapp: QApplication, sending: tuple[Sender, OrganisationServer]
) -> None:
    sender, _ = sending
    sender.release(1)
    with window_over(qapp, sender) as window:
        page = on_screen(window, StaffInPage)
        type_in("not this one at all")
        press(Qt.Key.Key_Return)
        wait_until(lambda: bool(page.field.edit.accessibleDescription()), "a refusal", patience_s=20)
        assert EN("error.wrong_staff_passphrase") in texts_of(page)
        assert isinstance(window.page, StaffInPage)


def test_what_waits_goes_onto_a_stick_and_stays_until_a_receipt_comes(
    qapp: QApplication, tmp_path: Path, sending: tuple[Sender, OrganisationServer]
) -> None:
    sender, _ = sending
    sender.release(1)
    place = tmp_path / "stick.progrez"
    with window_over(qapp, sender, choose_file=lambda _title, _name: place) as window:
        enter(window).go.emit("send")
        page = on_screen(window, SendPage)
        click(page.to_stick_button)
        assert EN.plural("operator.carried", 1, name=place.name) in outcome_of(page)
        assert page.send_button.text() == EN.plural("operator.send_count", 1)
    assert place.read_bytes()[:2] == b"\x1f\x8b"


def test_a_window_that_nobody_sits_in_front_of_asks_for_the_passphrase_again(
    qapp: QApplication, sending: tuple[Sender, OrganisationServer]
) -> None:
    sender, _ = sending
    with window_over(qapp, sender, idle=IdleTimes(tick_ms=5)) as window:
        enter(window)
        sender.clock.advance(180_000)
        locked = on_screen(window, MessagePage)
        click(locked.buttons["again"])
        on_screen(window, StaffInPage)
        assert focused() is not None


@pytest.fixture
def with_staff(
    tmp_path: Path, sending: tuple[Sender, OrganisationServer]
) -> Iterator[tuple[Sender, OrganisationServer, HostileProvider]]:
    """As above, of an organisation whose staff sign in before anything is sent."""
    sender, server = sending
    authority, context = trustme.CA(), ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    authority.cert_pem.write_to_path(str(tmp_path / AUTHORITY))
    with listening(context) as site:
        provider = HostileProvider(site)
        audience = f"urn:progrez:organisation:{ORGANISATION}"
        provider.token = {"scope": "profiles:push profiles:erase", "refresh_token": "again"}
        provider.claims = {"acr": "two"}
        authorities.trust(sender.deps, (tmp_path / AUTHORITY).read_bytes())
        sender.enrolled(server.address, sign_in=SignIn(provider.site.origin, CLIENT, audience, ("two",)))
        yield sender, server, provider


def test_staff_sign_in_with_the_browser_and_then_send(
    qapp: QApplication, tmp_path: Path, with_staff: tuple[Sender, OrganisationServer, HostileProvider]
) -> None:
    sender, server, _ = with_staff
    sender.release(1)
    trusted = tmp_path / AUTHORITY

    def browse(address: str) -> bool:
        """Go where a browser goes, on a thread of its own."""
        context = ssl.create_default_context(cafile=str(trusted))
        Thread(target=lambda: urlopen(address, timeout=10, context=context).read()).start()  # noqa: S310
        return True

    with window_over(qapp, sender, open_address=browse, with_system=True) as window:
        enter(window).go.emit("send")
        page = on_screen(window, SendPage)
        assert EN("sending.state.sign_in_needed") in texts_of(page)
        assert not page.send_button.isEnabled()
        tab_to(EN("operator.sign_in", organisation="Example Water Board"))
        press(Qt.Key.Key_Return)
        on_screen(window, StaffSignInPage)
        press(Qt.Key.Key_Return)
        page = on_screen(window, SendPage)
        wait_until(page.send_button.isEnabled, "somebody to be signed in", patience_s=20)
        click(page.send_button)
        outcome_of(page)
    assert len(server.releases) == 1


def test_staff_are_shown_a_code_for_their_phone_and_may_cancel(
    qapp: QApplication, with_staff: tuple[Sender, OrganisationServer, HostileProvider]
) -> None:
    sender, _, provider = with_staff
    sender.release(1)
    provider.pending = ["authorization_pending"] * 20
    with window_over(qapp, sender, with_system=True) as window:
        enter(window).go.emit("send")
        page = on_screen(window, SendPage)
        click(next(iter(page.sign_in_buttons.values())))
        waiting = on_screen(window, StaffSignInPage)
        click(waiting.ways["phone"])
        wait_until(lambda: "WDJB-MJHT" in texts_of(waiting), "the code", patience_s=20)
        click(waiting.cancel_button)
        assert not on_screen(window, SendPage).send_button.isEnabled(), "somebody is signed in"


def test_an_organisation_is_trusted_only_after_its_fingerprint_was_typed(qapp: QApplication, tmp_path: Path) -> None:
    board = Organisation.made()
    sender = Sender.at(tmp_path / "device")
    staff.set_up(sender.deps, PASSPHRASE)
    file = tmp_path / "invitation.json"
    file.write_bytes(board.invitation_file(name="Kiosk 3"))
    kept = tmp_path / "request.json"
    with window_over(qapp, sender, choose_file=lambda _t, _n: kept, open_file=lambda _t, _e: file) as window:
        today = enter(window)
        assert EN("operator.nobody_yet") in texts_of(today)
        click(today.send_button)
        click(on_screen(window, OrganisationsPage).enrol_button)
        page = on_screen(window, InvitationPage)
        assert board.fingerprint not in texts_of(page)
        assert page.name.text() == "Kiosk 3"  # as the invitation has it: nobody has to guess
        type_in("0" * 64)
        press(Qt.Key.Key_Tab)
        press(Qt.Key.Key_Return)
        wait_until(lambda: bool(page.typed.edit.accessibleDescription()), "a refusal", patience_s=20)
        assert sender.deps.device.organisations.all() == []
        page.typed.edit.setText(board.fingerprint)
        page.name.edit.setText("Kiosk 4")
        click(page.accept_button)
        wait_until(lambda: "Kiosk 3" in page.name.edit.accessibleDescription(), "whose invitation it is")
        page.name.edit.setText("Kiosk 3")
        click(page.accept_button)
        known = on_screen(window, OrganisationsPage)
        wait_until(lambda: bool(known.note.text()), "what came of it", patience_s=20)
    (one,) = sender.deps.device.organisations.all()
    assert (one.state, one.device_name) == ("trusted", "Kiosk 3")


def test_a_request_that_was_not_saved_can_still_be(qapp: QApplication, tmp_path: Path) -> None:
    board = Organisation.made(server=None)
    sender = Sender.at(tmp_path / "device")
    staff.set_up(sender.deps, PASSPHRASE)
    file, places = tmp_path / "invitation.json", [None, tmp_path / "request.json"]
    file.write_bytes(board.invitation_file(name="Kiosk 3"))
    with window_over(qapp, sender, choose_file=lambda _t, _n: places.pop(0), open_file=lambda _t, _e: file) as window:
        enter(window).go.emit("organisations")
        for said in (EN("operator.enrol.not_saved"), EN("operator.enrol.saved", name="request.json")):
            click(on_screen(window, OrganisationsPage).enrol_button)
            page = on_screen(window, InvitationPage)
            page.typed.edit.setText(board.fingerprint)
            click(page.accept_button)
            assert said in texts_of(on_screen(window, OrganisationsPage))
    assert (tmp_path / "request.json").exists()
