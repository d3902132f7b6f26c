"""Promise: an operator keeps all in the window: a request to its letter, a pack from a stick, staff, the log."""

import gc
import json
from contextlib import ExitStack
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.keys.staff_key import StaffKey
from progrez_desktop.core.model.duty import Request
from progrez_desktop.core.services import accounts, duties, packs, staff
from progrez_desktop.core.services.duty_view import Told
from progrez_desktop.core.services.opening import Opened
from progrez_desktop.core.settings import Preferences
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.demonstration import press as click
from progrez_desktop.ui.demonstration import wait_until
from progrez_desktop.ui.operator_desk import OperatorDesk, Outside
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.operator_computer import ComputerPage
from progrez_desktop.ui.pages.operator_counts import CountsPage
from progrez_desktop.ui.pages.operator_duties import DutiesPage
from progrez_desktop.ui.pages.operator_duty import DutyPage
from progrez_desktop.ui.pages.operator_duty_new import DutyNewPage
from progrez_desktop.ui.pages.operator_log import LogPage
from progrez_desktop.ui.pages.operator_member import MemberPage
from progrez_desktop.ui.pages.operator_pack_found import PackFoundPage
from progrez_desktop.ui.pages.operator_packs import PacksPage
from progrez_desktop.ui.pages.operator_roster import RosterPage
from progrez_desktop.ui.pages.operator_settings import SettingsPage
from progrez_desktop.ui.window import Window
from tests.core.services.pack_house import pack_of, trust, unsigned
from tests.core.services.sending_house import Sender
from tests.core.services.term_house import ANNA, PASSWORD
from tests.journeys.driving import texts_of
from tests.journeys.test_keyboard_only import MouseWatch, press, tab_to, type_in
from tests.journeys.test_operator_window import EN, PASSPHRASE, enter, on_screen, window_over


@pytest.fixture
def device(tmp_path: Path) -> Sender:
    sender = Sender.at(tmp_path / "device")
    staff.set_up(sender.deps, PASSPHRASE)
    staff.signed_out(sender.deps)
    return sender


def go(window: Window, place: str) -> None:
    """Press a place in the bar, as with the mouse."""
    page = window.page
    assert page is not None
    click(page.bar.entries[place])  # type: ignore[attr-defined]


def test_a_request_goes_from_its_letter_to_the_answer_with_the_keyboard_alone(
    qapp: QApplication, tmp_path: Path, device: Sender
) -> None:
    accounts.sign_out(accounts.create(device.deps, ANNA, PASSWORD).session)
    watch, chosen = MouseWatch(), list[str]()
    qapp.installEventFilter(watch)

    def choose(_title: str, name: str) -> Path:
        chosen.append(name)
        return tmp_path / f"file-{len(chosen)}{Path(name).suffix}"

    with window_over(qapp, device, choose_file=choose) as window:
        enter(window)
        tab_to(EN("operator.go.duties"))
        press(Qt.Key.Key_Return)
        assert EN("duties.none") in texts_of(on_screen(window, DutiesPage))
        press(Qt.Key.Key_Return)  # the keyboard is on what enters one
        new = on_screen(window, DutyNewPage)
        tab_to(EN("duties.new.email"))
        type_in("anna")
        press(Qt.Key.Key_Return)
        wait_until(lambda: EN("error.email_without_at") in texts_of(new), "the refusal")
        new.email.edit.setText(ANNA.email)
        tab_to(EN("duties.new.name"))
        type_in("Anneliese")
        press(Qt.Key.Key_Return)
        page = on_screen(window, DutyPage)
        assert EN("duties.identity_first") in texts_of(page) and "package" not in page.buttons
        tab_to(EN("duties.do.confirm"))
        press(Qt.Key.Key_Return)
        wait_until(lambda: window.page is not page, "the confirmation")
        page = on_screen(window, DutyPage)
        tab_to(EN("duties.identity.how"))
        type_in("called back on the number that we had")
        press(Qt.Key.Key_Return)
        wait_until(lambda: window.page is not page, "the note")
        page = on_screen(window, DutyPage)
        assert EN("duties.account") in texts_of(page)
        tab_to(EN("duties.do.package"))
        press(Qt.Key.Key_Return)
        done = on_screen(window, DutiesPage)
        wait_until(lambda: bool(done.note.text()), "what came of it")
        assert EN("duties.closed.title") in texts_of(done)
    qapp.removeEventFilter(watch)
    assert watch.presses == 0
    assert [Path(name).suffix for name in chosen] == [".eml", ".pdf", ".zip"]
    assert all((tmp_path / f"file-{n}{Path(name).suffix}").stat().st_size for n, name in enumerate(chosen, 1))
    [one] = duties.standings(device.deps)
    assert one.state == "closed"


def test_an_account_is_erased_only_by_a_second_press_after_what_goes_was_said(
    qapp: QApplication, tmp_path: Path, device: Sender
) -> None:
    accounts.sign_out(accounts.create(device.deps, ANNA, PASSWORD).session)
    before = len(device.deps.device.accounts())
    session = staff.opened(device.deps, PASSPHRASE)
    made = duties.enter(device.deps, session.key, "erasure", Request(ANNA.email))
    duties.check_identity(device.deps, session.key, made.number, "called back")
    staff.signed_out(device.deps)
    with window_over(qapp, device, choose_file=lambda _t, name: tmp_path / name) as window:
        enter(window)
        go(window, "duties")
        click(on_screen(window, DutiesPage).open_buttons[made.number])
        page = on_screen(window, DutyPage)
        click(page.buttons["erase"])
        said = texts_of(page.going)
        assert EN("duties.going.end") in said and EN("duties.going.nobody") in said
        assert len(device.deps.device.accounts()) == before
        click(page.going.back_button)
        assert page.going.isHidden() and page.buttons["erase"].isVisible()
        click(page.buttons["erase"])
        click(page.going.sure_button)
        on_screen(window, DutiesPage)
    assert len(device.deps.device.accounts()) == before - 1


def test_nothing_of_a_request_is_left_when_the_window_was_locked(qapp: QApplication, device: Sender) -> None:
    session = staff.opened(device.deps, PASSPHRASE)
    number = duties.enter(device.deps, session.key, "access", Request(ANNA.email, "Anneliese")).number
    staff.signed_out(device.deps)
    del session
    of_others = set(map(id, held_of_a_request()))
    with window_over(qapp, device) as window:
        enter(window)
        go(window, "duties")
        click(on_screen(window, DutiesPage).open_buttons[number])
        assert "Anneliese" in texts_of(on_screen(window, DutyPage))
        go(window, "lock")
        on_screen(window, MessagePage)
        # The thread of a lane may have the last thing that it made in its hands for a moment longer.
        wait_until(lambda: not [one for one in held_of_a_request() if id(one) not in of_others], "nothing to be left")
        assert device.deps.device.acting is None


def held_of_a_request() -> list[object]:
    """What is in memory of a request and of what opens it, other tests' included."""
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    return [one for one in gc.get_objects() if isinstance(one, Request | Told | DutyPage | StaffKey)]


def test_a_pack_goes_from_the_stick_into_use_and_a_bad_one_leaves_nothing(
    qapp: QApplication, tmp_path: Path, device: Sender
) -> None:
    stick = tmp_path / "trainees.pack"
    stick.write_bytes(unsigned())
    with window_over(qapp, device, open_file=lambda _t, _e: stick) as window:
        enter(window)
        go(window, "packs")
        click(on_screen(window, PacksPage).file_button)
        refused = on_screen(window, PackFoundPage)
        assert EN("error.pack_unsigned") in texts_of(refused) and not refused.install_button.isVisible()
        assert device.deps.device.packs.all() == [] and not device.deps.folder.packs.exists()
        trust(device.deps)
        stick.write_bytes(pack_of())
        click(refused.back_button)
        click(on_screen(window, PacksPage).file_button)
        wait_until(lambda: window.page is not refused and isinstance(window.page, PackFoundPage), "the other pack")
        found = on_screen(window, PackFoundPage)
        assert "Trainees 2027" in texts_of(found)
        click(found.install_button)
        page = on_screen(window, PacksPage)
        [installed] = device.deps.device.packs.all()
        assert installed.state == "installed"
        click(page.use_buttons[installed.sha256])
        wait_until(lambda: window.page is not page, "the choice")
        page = on_screen(window, PacksPage)
        assert EN("packs_page.state.chosen") in texts_of(page) and installed.sha256 not in page.remove_buttons
    assert device.deps.device.packs.all()[0].state == "in_use"


def test_a_pack_in_use_that_is_damaged_is_put_right_in_the_window(
    qapp: QApplication, tmp_path: Path, device: Sender
) -> None:
    trust(device.deps)
    packs.use(device.deps, packs.install(device.deps, pack_of()).sha256)
    context = Context(qapp, Preferences("en"), lambda _: None)
    window = Window(context)

    def broken(_: object) -> Opened:
        raise DataFault("pack_in_use_damaged", name="x.pack")

    outside = Outside(
        open_storage=broken,
        choose_file=lambda _t, _n: None,
        open_file=lambda _t, _e: None,
        open_without_packs=lambda _: Opened(device.deps, None, ExitStack()),
    )
    OperatorDesk(window, context, outside).start()
    window.show()
    window.activateWindow()
    try:
        from progrez_desktop.ui.pages.staff_in import StaffInPage

        on_screen(window, StaffInPage)
        type_in(PASSPHRASE)
        press(Qt.Key.Key_Return)
        page = on_screen(window, PacksPage)
        assert EN("packs_page.stands_in.title") in texts_of(page)
        [shipped] = [one for one in page.use_buttons if one == device.deps.assessment.pack_sha256]
        click(page.use_buttons[shipped])
        wait_until(lambda: device.deps.device.packs.in_use() == [], "what shipped to be chosen")
    finally:
        window.close()
        delete(window)
        delete(context)


def test_without_a_network_no_pack_is_fetched_and_the_page_says_so(qapp: QApplication, device: Sender) -> None:
    device.enrolled("http://127.0.0.1:9")
    with window_over(qapp, device) as window:
        enter(window)
        go(window, "packs")
        page = on_screen(window, PacksPage)
        click(page.fetch_button)
        wait_until(lambda: bool(page.note.text()), "the refusal", patience_s=20)
        assert page.note.property("role") == "error" and page.working.isHidden() and page.fetch_button.isEnabled()


def test_where_nobody_was_counted_yet_nothing_can_be_used_or_sent(qapp: QApplication, device: Sender) -> None:
    with window_over(qapp, device) as window:
        enter(window)
        go(window, "computer")
        click(on_screen(window, ComputerPage).counts_button)
        page = on_screen(window, CountsPage)
        assert EN("cli.statistics.none") in texts_of(page) and set(page.buttons) == set()
        assert texts_of(page).count(EN("cli.norms.why.too_few_people")) >= len(device.deps.assessment.skills)
        click(page.back_button)
        on_screen(window, ComputerPage)


def test_a_setting_and_a_member_are_kept_and_the_log_tells_who_did_it(
    qapp: QApplication, tmp_path: Path, device: Sender
) -> None:
    file = tmp_path / "log.jsonl"
    with window_over(qapp, device, choose_file=lambda _t, _n: file) as window:
        today = enter(window)
        wait_until(lambda: today.state.isVisible(), "how it is locked down", patience_s=20)
        go(window, "computer")
        click(on_screen(window, ComputerPage).settings_button)
        settings = on_screen(window, SettingsPage)
        click(settings.cards["keep_days"]["14"])
        wait_until(lambda: settings.note.text() == EN("settings_page.kept"), "the setting")
        go(window, "roster")
        click(on_screen(window, RosterPage).add_button)
        member = on_screen(window, MemberPage)
        member.name.edit.setText("Sam Oud")
        for field in (member.secret, member.again):
            field.edit.setText("111111")
        click(member.enter_button)
        wait_until(lambda: bool(member.secret.edit.accessibleDescription()), "a refusal of the PIN")
        for field in (member.secret, member.again):
            field.edit.setText("582903")
        click(member.enter_button)
        roster = on_screen(window, RosterPage)
        assert "Sam Oud" in texts_of(roster)
        [sam] = [one for one in staff.members(device.deps) if one.name == "Sam Oud"]
        click(roster.drop_buttons[sam.id])
        click(roster.sure_button)
        wait_until(lambda: window.page is not roster, "the roster without him")
        go(window, "log")
        log = on_screen(window, LogPage)
        said = texts_of(log)
        assert EN("log_page.whole.title") in said and "Sam Oud" in said
        log.kind.choose("settings")
        assert "→ 14" in texts_of(log) and "Sam Oud" not in texts_of(log)
        click(log.save_button)
        wait_until(file.exists, "the file")
    lines = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    assert [line["action"] for line in lines[1:]] == ["setting_changed"]
    assert "Sam" not in file.read_text("utf-8") and lines[1]["params"]["by"]


def test_whoever_may_only_read_the_log_finds_no_door_to_anything_else(qapp: QApplication, device: Sender) -> None:
    from progrez_desktop.core.model.staff import Member
    from progrez_desktop.core.staff_roles import signed_in
    from progrez_desktop.ui.operator_places import IN_WINDOW, first_of, places_for

    auditor = signed_in(Member("a" * 32, "", "auditor", True, ()))
    places = places_for(IN_WINDOW, auditor)
    names = [key.rpartition(".")[2] for key in (*places.above, *places.below)]
    assert names == ["computer", "roster", "log"] and first_of(places) == "computer"
    assert places.deeds == ("operator.go.lock",) and places_for(IN_WINDOW, None) == IN_WINDOW
