"""A provider says who somebody is and opens nothing: the safe waits for its password, and no token stays."""

import gc
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from requests_oauthlib import OAuth2Session

from progrez_desktop.core.model.person import PersonDetails
from progrez_desktop.core.model.provider import Way
from progrez_desktop.core.online.grant import Tokens
from progrez_desktop.core.online.guard import Limits
from progrez_desktop.core.online.web import Web
from progrez_desktop.core.services import provider_settings
from progrez_desktop.core.services.opening import Parts
from progrez_desktop.core.services.provider_sign_in import Network
from progrez_desktop.core.settings import IDLE_LOCK_MS
from progrez_desktop.ui.demonstration import press, wait_until
from progrez_desktop.ui.idle import IdleTimes
from progrez_desktop.ui.pages.account import AccountPage
from progrez_desktop.ui.pages.age import AgePage
from progrez_desktop.ui.pages.consent import ConsentPage
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.my_data import MyDataPage
from progrez_desktop.ui.pages.provider_wait import ProviderWaitPage
from progrez_desktop.ui.pages.recovery import RecoveryPage
from progrez_desktop.ui.pages.sign_in import SignInPage
from progrez_desktop.ui.pages.welcome import WelcomePage
from progrez_desktop.ui.provider_visit import Online
from progrez_desktop.ui.startup import Desk
from tests.fakes import FakeClock, there
from tests.identity_provider import HostileProvider, browse, provider_here
from tests.journeys.driving import (
    PASSWORD,
    desk_over,
    fill,
    make_account,
    on_screen,
    parts_of,
    ready,
    sign_in,
    storage,
    texts_of,
    to_sign_in,
)

NOOR = PersonDetails("Noor", "de Wit", "noor@example.org")


@dataclass
class Kiosk:
    """A machine on which the operator set up one provider, and a browser that goes where it is sent."""

    parts: Parts
    provider: HostileProvider
    opened: list[str] = field(default_factory=list)
    has_browser: bool = True

    def set_up(self, *ways: Way) -> None:
        with storage(self.parts) as opened:
            provider_settings.add(opened.deps, self.provider.settings(ways=ways or ("browser", "phone")))

    def online(self) -> Online:
        limits = Limits(silence_s=2, whole_s=5)
        return Online(Network(lambda: Web(loopback=True, limits=limits)), self._open)

    def _open(self, address: str) -> bool:
        self.opened.append(address)
        if self.has_browser:
            browse(address)
        return self.has_browser

    def links(self) -> int:
        with storage(self.parts) as opened:
            return len(opened.deps.device._database.rows("SELECT * FROM provider_link"))


@pytest.fixture
def kiosk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Kiosk]:
    monkeypatch.setenv("OAUTHLIB_INSECURE_TRANSPORT", "1")
    with provider_here() as provider:
        kiosk = Kiosk(parts_of(tmp_path / "data", FakeClock()), provider)
        kiosk.set_up()
        yield kiosk


def press_provider(desk: Desk, page: AccountPage | SignInPage) -> None:
    wait_until(lambda: page.providers.isVisible(), "the providers")
    press(page.providers.buttons["test"])


def failed(desk: Desk) -> str:
    return texts_of(on_screen(desk, MessagePage))


def test_a_new_person_chooses_a_password_of_their_own_and_is_found_next_time(kiosk: Kiosk) -> None:
    with desk_over(kiosk.parts, online=kiosk.online()) as desk:
        press_provider(desk, to_sign_in(desk))
        new = on_screen(desk, MessagePage)
        assert "Testgrond told us who you are" in texts_of(new)
        press(new.buttons["go_on"])
        age = on_screen(desk, AgePage)
        age.answered.emit(21)
        page = on_screen(desk, AccountPage)
        assert (page.first_name.text(), page.last_name.text(), page.email.text()) == ("Noor", "de Wit", NOOR.email)
        assert "Testgrond can’t" in texts_of(page)
        assert not page.providers.isVisible()
        fill(page.password.edit, PASSWORD)
        press(page.continue_button)
        on_screen(desk, RecoveryPage)
        assert kiosk.provider.given_back == ["opens-little"]
    assert kiosk.links() == 1
    with desk_over(kiosk.parts, online=kiosk.online()) as desk:
        press_provider(desk, to_sign_in(desk))
        wait_until(lambda: isinstance(p := desk.window.page, SignInPage) and bool(p.email.text()), "the address")
        known = on_screen(desk, SignInPage)
        assert known.email.text() == NOOR.email
        assert "Testgrond can’t open it" in texts_of(known)
        assert desk.journey.session is None
        fill(known.password.edit, PASSWORD)
        press(known.sign_in_button)
        wait_until(lambda: desk.journey.session is not None, "the safe")
    assert kiosk.links() == 1


def test_an_account_is_linked_once_its_password_opened_it(kiosk: Kiosk) -> None:
    make_account(kiosk.parts, NOOR)
    with desk_over(kiosk.parts, online=kiosk.online()) as desk:
        press_provider(desk, to_sign_in(desk))
        wait_until(lambda: isinstance(p := desk.window.page, SignInPage) and bool(p.email.text()), "the address")
        sign_in(desk, NOOR.email)
        on_screen(desk, ConsentPage)
    assert kiosk.links() == 1


def test_an_address_that_nobody_checked_tells_nothing_of_who_has_an_account(kiosk: Kiosk) -> None:
    make_account(kiosk.parts, NOOR)
    kiosk.provider.claims = {"email_verified": False}
    with desk_over(kiosk.parts, online=kiosk.online()) as desk:
        press_provider(desk, to_sign_in(desk))
        assert "no account on this computer yet" in texts_of(on_screen(desk, MessagePage))


def test_an_account_under_another_address_is_still_found(kiosk: Kiosk) -> None:
    make_account(kiosk.parts, NOOR)
    with desk_over(kiosk.parts, online=kiosk.online()) as desk:
        press_provider(desk, to_sign_in(desk))
        wait_until(lambda: isinstance(p := desk.window.page, SignInPage) and bool(p.email.text()), "the address")
        sign_in(desk, NOOR.email)
        on_screen(desk, ConsentPage)
    kiosk.provider.claims = {"email": "new@example.org"}
    with desk_over(kiosk.parts, online=kiosk.online()) as desk:
        press_provider(desk, to_sign_in(desk))
        wait_until(lambda: "another e-mail address" in texts_of(desk.window), "the note")
        assert on_screen(desk, SignInPage).email.text() == ""


def test_from_the_account_page_a_person_goes_on_there(kiosk: Kiosk) -> None:
    with desk_over(kiosk.parts, online=kiosk.online()) as desk:
        ready(desk).begin.emit()
        age = on_screen(desk, AgePage)
        age.answered.emit(21)
        press_provider(desk, on_screen(desk, AccountPage))
        press(on_screen(desk, MessagePage).buttons["go_on"])
        assert on_screen(desk, AccountPage).first_name.text() == "Noor"


def test_where_there_is_no_browser_another_device_does(kiosk: Kiosk) -> None:
    kiosk.has_browser = False
    with desk_over(kiosk.parts, online=kiosk.online()) as desk:
        press_provider(desk, to_sign_in(desk))
        page = on_screen(desk, ProviderWaitPage)
        wait_until(lambda: "No browser could be opened" in texts_of(page), "the link")
        press(there(page.link).button)
        assert QGuiApplication.clipboard().text() == kiosk.opened[0]
        kiosk.provider.device = {"interval": 1}
        press(page.phone_button)
        wait_until(lambda: "WDJB-MJHT" in texts_of(desk.window), "the code")
        assert QGuiApplication.clipboard().text() == ""
        on_screen(desk, MessagePage)
        assert kiosk.provider.given_back == ["opens-little"]


@pytest.mark.parametrize("way", ["browser", "phone"])
def test_who_cancels_is_back_at_once_and_may_begin_again(way: Way, kiosk: Kiosk) -> None:
    kiosk.set_up(way)
    kiosk.has_browser = False
    with desk_over(kiosk.parts, online=kiosk.online()) as desk:
        to_sign_in(desk)
        for _ in range(2):
            press_provider(desk, on_screen(desk, SignInPage))
            page = on_screen(desk, ProviderWaitPage)
            wait_until(lambda: "Asking" not in texts_of(page), "what to do")  # noqa: B023
            press(page.cancel_button)
            on_screen(desk, SignInPage)
        began = time.monotonic()
    assert time.monotonic() - began < 5
    assert "/token" not in kiosk.provider.site.paths()


def test_a_window_that_is_closed_in_the_middle_waits_for_nobody(kiosk: Kiosk) -> None:
    kiosk.has_browser = False
    with desk_over(kiosk.parts, online=kiosk.online()) as desk:
        press_provider(desk, to_sign_in(desk))
        page = on_screen(desk, ProviderWaitPage)
        wait_until(lambda: "Asking" not in texts_of(page), "the link")
        began = time.monotonic()
    assert time.monotonic() - began < 5


def test_what_goes_wrong_is_told_and_nothing_of_it_is_kept(kiosk: Kiosk) -> None:
    kiosk.provider.brought = {"state": "another"}
    with desk_over(kiosk.parts, online=kiosk.online()) as desk:
        press_provider(desk, to_sign_in(desk))
        assert "doesn’t belong to this try" in failed(desk)
        kiosk.provider.brought = {}
        press(on_screen(desk, MessagePage).buttons["again"])
        wait_until(lambda: "no account" in texts_of(desk.window), "the second try")
    assert kiosk.links() == 0


def test_without_a_network_the_password_still_opens_the_safe(kiosk: Kiosk) -> None:
    make_account(kiosk.parts, NOOR)
    gone = kiosk.provider.settings(issuer="http://127.0.0.1:9")
    with storage(kiosk.parts) as opened:
        provider_settings.add(opened.deps, gone)
    with desk_over(kiosk.parts, online=kiosk.online()) as desk:
        page = to_sign_in(desk)
        wait_until(lambda: page.providers.isVisible(), "the providers")
        assert "Needs the network" in texts_of(page)
        press_provider(desk, page)
        assert "could not be reached" in failed(desk)
        press(on_screen(desk, MessagePage).buttons["back"])
        on_screen(desk, SignInPage)
        sign_in(desk, NOOR.email)
        on_screen(desk, ConsentPage)


def test_trying_again_goes_the_way_that_was_chosen(kiosk: Kiosk) -> None:
    kiosk.has_browser = False
    kiosk.provider.device = {"interval": 1}
    kiosk.provider.pending = ["access_denied"]
    with desk_over(kiosk.parts, online=kiosk.online()) as desk:
        press_provider(desk, to_sign_in(desk))
        page = on_screen(desk, ProviderWaitPage)
        wait_until(lambda: "No browser could be opened" in texts_of(page), "the link")
        press(page.phone_button)
        assert "was refused there" in failed(desk)
        press(on_screen(desk, MessagePage).buttons["again"])
        wait_until(lambda: "WDJB-MJHT" in texts_of(desk.window), "the code")


def test_providers_that_can_not_be_read_keep_nobody_from_their_password(kiosk: Kiosk) -> None:
    make_account(kiosk.parts, NOOR)
    with storage(kiosk.parts) as opened:
        opened.deps.device._database.write("UPDATE setting SET value = '[{}]' WHERE name = 'providers'")
    with desk_over(kiosk.parts, online=kiosk.online()) as desk:
        assert not to_sign_in(desk).providers.isVisible()
        sign_in(desk, NOOR.email)
        on_screen(desk, ConsentPage)


def test_what_a_provider_told_is_left_to_nobody(kiosk: Kiosk) -> None:
    make_account(kiosk.parts, NOOR)
    clock = kiosk.parts.clock
    assert isinstance(clock, FakeClock)
    with desk_over(kiosk.parts, online=kiosk.online(), idle=IdleTimes(tick_ms=5)) as desk:
        press_provider(desk, to_sign_in(desk))
        wait_until(lambda: isinstance(p := desk.window.page, SignInPage) and bool(p.email.text()), "the address")
        clock.advance(IDLE_LOCK_MS - 1)
        QTest.qWait(50)
        fill(on_screen(desk, SignInPage).password.edit, "s")
        clock.advance(IDLE_LOCK_MS - 1)
        QTest.qWait(50)
        assert NOOR.email in on_screen(desk, SignInPage).email.text()
        clock.advance(1)
        on_screen(desk, WelcomePage)
        clock.advance(2 * IDLE_LOCK_MS)
        page = to_sign_in(desk)
        QTest.qWait(50)
        assert desk.window.page is page


def test_a_device_without_providers_shows_no_button(tmp_path: Path) -> None:
    parts = parts_of(tmp_path / "data", FakeClock())
    make_account(parts, NOOR)
    with desk_over(parts) as desk:
        assert not to_sign_in(desk).providers.isVisible()


def test_no_token_outlives_the_question_who_it_is(kiosk: Kiosk) -> None:
    def held() -> list[object]:
        gc.collect()
        return [one for one in gc.get_objects() if isinstance(one, Tokens | OAuth2Session)]

    kiosk.provider.claims = {"nonce": "of another try"}
    with desk_over(kiosk.parts, online=kiosk.online()) as desk:
        press_provider(desk, to_sign_in(desk))
        failure = on_screen(desk, MessagePage)
        assert kiosk.provider.given_back == ["opens-little"]
        wait_until(lambda: not held(), "the tokens to go while it is told what went wrong")
        kiosk.provider.claims = {}
        press(failure.buttons["again"])
        wait_until(lambda: "no account" in texts_of(desk.window), "the second try")
        wait_until(lambda: not held(), "the tokens to go")
    files = [path for path in kiosk.parts.folder.root.rglob("*") if path.is_file()]
    assert files
    assert not [
        path for path in files for secret in (b"opens-little", b"code-0", b"noor@") if secret in path.read_bytes()
    ]


def test_who_wants_to_be_found_no_more_says_so_on_my_data(kiosk: Kiosk) -> None:
    make_account(kiosk.parts, NOOR)
    with desk_over(kiosk.parts, online=kiosk.online()) as desk:
        press_provider(desk, to_sign_in(desk))
        wait_until(lambda: isinstance(p := desk.window.page, SignInPage) and bool(p.email.text()), "the address")
        sign_in(desk, NOOR.email)
        on_screen(desk, ConsentPage)
        desk.journey.show_my_data(desk.journey.sign_out)
        press(on_screen(desk, MyDataPage).unlink_button)
        wait_until(lambda: "No provider finds your account" in texts_of(desk.window), "the note")
        assert not hasattr(on_screen(desk, MyDataPage), "unlink_button")
    assert kiosk.links() == 0
