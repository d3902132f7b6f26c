"""A kiosk breaks down in the middle of a sitting: it goes on at another one, where it was."""

import gc
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QTimer
from PySide6.QtWidgets import QApplication

from progrez_desktop.core.errors import EnvironmentFault
from progrez_desktop.core.services import accounts, enrolling, sealed_safe
from progrez_desktop.core.store.device_store import DeviceStore
from progrez_desktop.core.store.moved_store import MovedSittings
from progrez_desktop.core.words import Words
from progrez_desktop.ui import invigilator_visit
from progrez_desktop.ui.demonstration import press, type_text, wait_until
from progrez_desktop.ui.moved_sitting_visit import ADDRESS, PACKET
from progrez_desktop.ui.pages.ease import EasePage
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.open_answer import OpenAnswerPage
from progrez_desktop.ui.pages.own_password import OwnPasswordPage
from progrez_desktop.ui.pages.welcome import WelcomePage
from progrez_desktop.ui.startup import Desk
from progrez_desktop.ui.widgets.stick_card import StickCard
from tests.core.services.enrolling_house import accepted
from tests.fakes import there
from tests.journeys.driving import (
    ANNA,
    FIRST_PROMPT,
    PASSWORD,
    everything_in_memory,
    kept_by,
    on_screen,
    sign_in,
    storage,
    texts_of,
    to_sign_in,
)
from tests.journeys.staffed_house import SECRET, Staffed, answering, come_in, knock, over, panel
from tests.organisations import Organisation

EN = Words("en")


class Stick:
    """In the place of the card of drives: what is asked for is on it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.asked = folder, list[str]()
        folder.mkdir(exist_ok=True)

    def choose_file(self, _title: str, name: str) -> Path | None:
        self.asked.append(name)
        return self.folder / name

    def open_file(self, _title: str, ending: str) -> Path | None:
        return next(iter(self.folder.glob(f"*{ending}")), None)

    def packet(self) -> Path:
        return next(self.folder.glob(f"*{PACKET}"))

    def in_hand(self, desk: Desk) -> None:
        there(desk.journey.outside.kiosk).staff_files = self  # type: ignore[assignment]


@pytest.fixture
def stick(tmp_path: Path) -> Stick:
    return Stick(tmp_path / "stick")


def kiosk(root: Path, board: Organisation) -> Staffed:
    made = Staffed(root).with_staff("Mieke")
    with storage(made.parts) as opened:
        request = accepted(opened.deps, board)
        enrolling.take_certificate(opened.deps, board.card.organisation_id, board.certificate(request))
    return made


@pytest.fixture
def two(tmp_path: Path) -> tuple[Staffed, Staffed]:
    board = Organisation.made()
    for name in ("left", "right"):
        (tmp_path / name).mkdir()
    return kiosk(tmp_path / "left", board), kiosk(tmp_path / "right", board)


def pressed(desk: Desk, kiosk: Staffed, way: str) -> None:
    kiosk.clock.advance(60_000)  # each code of an app is taken once
    come_in(desk, knock(desk), kiosk, "Mieke", reason="technical_fault")
    press(panel(desk).buttons[way])


def asked_password(desk: Desk, typed: str = PASSWORD) -> OwnPasswordPage:
    page = over(desk, OwnPasswordPage)
    assert isinstance(page, OwnPasswordPage)
    type_text(page.field.edit, typed)
    press(page.go_button)
    wait_until(lambda: desk.window.covering is not page or not page.is_busy, "an answer")
    return page


def told(desk: Desk, button: str) -> str:
    page = over(desk, MessagePage)
    assert isinstance(page, MessagePage)
    said = texts_of(page)
    press(page.buttons[button])
    return said


def save_address(kiosk: Staffed, stick: Stick) -> None:
    """Have a stick with which sittings of other kiosks can move to this one."""
    with kiosk.desk() as desk:
        stick.in_hand(desk)
        pressed(desk, kiosk, "address")
        told(desk, "done")
    assert list(stick.folder.glob(f"*{ADDRESS}"))


def resume(desk: Desk) -> None:
    wait_until(lambda: "go_on" in getattr(desk.window.page, "buttons", {}), "the way on")
    press(on_screen(desk, MessagePage).buttons["go_on"])


def taken_in(desk: Desk, kiosk: Staffed) -> None:
    """A sitting comes from a stick, and its owner goes on."""
    pressed(desk, kiosk, "take_in")
    asked_password(desk)
    wait_until(lambda: desk.window.covering is None, "the page of the candidate")
    resume(desk)


def test_a_sitting_goes_on_at_another_kiosk(two: tuple[Staffed, Staffed], stick: Stick) -> None:
    left, right = two
    with right.desk() as desk:
        stick.in_hand(desk)
        pressed(desk, right, "address")
        assert EN("moved.saved.title") in told(desk, "done")
    with left.sitting_at(FIRST_PROMPT) as desk:
        stick.in_hand(desk)
        answering(desk)
        pressed(desk, left, "move")
        asked = len(stick.asked)
        assert EN("own_password.wrong") in texts_of(asked_password(desk, "four foxes in the rain"))
        assert len(stick.asked) == asked  # nobody chooses a stick for a packet that is not made
        asked_password(desk)  # in the place of what was wrong
        page = over(desk, MessagePage)
        assert isinstance(page, MessagePage)
        wait_until(on_screen(desk, WelcomePage).begin_button.isEnabled, "the page below to be ready")
        assert page.buttons["done"].hasFocus()
        assert EN("moved.gone.title", kiosk="Kiosk 3") in told(desk, "done")
        assert stick.asked == [f"Kiosk 3{ADDRESS}", f"{EN('moved.file_name', kiosk='Kiosk 3')}{PACKET}"]
        on_screen(desk, WelcomePage)
        assert desk.journey.session is None and desk.window.covering is None
    with right.desk() as desk:
        stick.in_hand(desk)
        taken_in(desk, right)
        assert on_screen(desk, OpenAnswerPage).text() == SECRET
    assert [path.suffix for path in stick.folder.iterdir()].count(".progrez-sitting") == 0
    with left.desk() as desk:
        stick.in_hand(desk)
        pressed(desk, left, "arrived")
        assert EN("moved.heard.title") in told(desk, "done")
    with storage(left.parts) as opened:
        assert opened.deps.device.accounts() == []
    with storage(right.parts) as opened:
        accounts.sign_out(accounts.sign_in(opened.deps, ANNA.email, PASSWORD))


def test_who_comes_back_to_the_first_kiosk_is_told_and_may_go_on_there(
    two: tuple[Staffed, Staffed], stick: Stick
) -> None:
    left, right = two
    save_address(right, stick)
    with left.sitting_at(FIRST_PROMPT) as desk:
        stick.in_hand(desk)
        answering(desk)
        pressed(desk, left, "move")
        asked_password(desk)
        told(desk, "done")
        to_sign_in(desk)
        sign_in(desk)
        page = on_screen(desk, MessagePage)
        assert EN("moved.elsewhere.title") in texts_of(page)
        press(page.buttons["stay"])
        resume(desk)
        assert on_screen(desk, OpenAnswerPage).text() == SECRET


def test_whoever_is_asked_for_a_password_comes_to_no_page_of_staff(two: tuple[Staffed, Staffed], stick: Stick) -> None:
    left, right = two
    save_address(right, stick)
    with left.sitting_at(FIRST_PROMPT) as desk:
        stick.in_hand(desk)
        page = answering(desk)
        pressed(desk, left, "move")
        asked = over(desk, OwnPasswordPage)
        assert isinstance(asked, OwnPasswordPage)
        press(asked.back_button)
        wait_until(lambda: desk.window.covering is None, "the page of the candidate")
        assert desk.journey.deps.device.acting is None
        assert page.text() == SECRET


def test_a_password_that_was_typed_goes_when_the_safe_locks_itself(two: tuple[Staffed, Staffed], stick: Stick) -> None:
    left, right = two
    save_address(right, stick)
    with left.sitting_at(FIRST_PROMPT) as desk:
        stick.in_hand(desk)
        answering(desk)
        pressed(desk, left, "move")
        asked = over(desk, OwnPasswordPage)
        assert isinstance(asked, OwnPasswordPage)
        type_text(asked.field.edit, "ooievaar in the walnut")
        del asked
        left.clock.advance(180_000)
        wait_until(lambda: desk.window.covering is None, "the page below")
        assert "sign_in" in on_screen(desk, MessagePage).buttons
        assert desk.journey.session is None and desk.journey.deps.device.acting is None
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        gc.collect()
        assert not [one for one in QApplication.allWidgets() if isinstance(one, OwnPasswordPage)]
        assert "ooievaar in the walnut" not in everything_in_memory()


def test_what_is_done_with_an_open_safe_is_offered_no_more_once_it_locked_itself(tmp_path: Path) -> None:
    made = Staffed(tmp_path).with_staff("Mieke")
    with made.sitting_at(FIRST_PROMPT) as desk:
        answering(desk)
        come_in(desk, knock(desk), made, "Mieke", reason="accommodations")
        shown = panel(desk)
        desk.journey.lock("slept")
        wait_until(lambda: desk.journey.session is None, "the safe to lock itself")
        press(shown.buttons["accommodate"])
        wait_until(lambda: desk.window.covering is not shown, "the panel as it is now")
        assert "accommodate" not in panel(desk).buttons


def test_a_page_that_staff_left_open_is_open_to_nobody_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = Staffed(tmp_path).with_staff("Mieke")
    with made.sitting_at(FIRST_PROMPT) as desk:
        page = answering(desk)
        come_in(desk, knock(desk), made, "Mieke", reason="accommodations")
        shown = panel(desk)
        monkeypatch.setattr(invigilator_visit, "FORGOTTEN_MS", 20)
        press(shown.buttons["accommodate"])
        over(desk, EasePage)
        wait_until(lambda: desk.window.covering is None, "the page of the candidate")
        assert desk.journey.deps.device.acting is None
        assert page.text() == SECRET


def test_a_question_for_a_stick_goes_with_the_page_of_staff_that_it_lies_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Staffed(tmp_path).with_staff("Mieke")
    with made.sitting_at(FIRST_PROMPT) as desk:
        answering(desk)
        come_in(desk, knock(desk), made, "Mieke", reason="move")
        shown = panel(desk)
        late: list[StickCard] = []

        def give_up() -> None:
            late.extend(desk.window.findChildren(StickCard))
            for card in late:
                card.give_up()

        QTimer.singleShot(3_000, desk.window, give_up)
        monkeypatch.setattr(invigilator_visit, "FORGOTTEN_MS", 20)
        press(shown.buttons["move"])  # until the card is gone
        assert not late and desk.window.covering is None


def test_a_stick_without_an_address_leads_back_and_a_wrong_file_is_told(
    two: tuple[Staffed, Staffed], stick: Stick
) -> None:
    left, _ = two
    with left.sitting_at(FIRST_PROMPT) as desk:
        stick.in_hand(desk)
        page = answering(desk)
        pressed(desk, left, "move")
        shown = panel(desk)
        (stick.folder / "kiosk.progrez-kiosk").write_text("{")
        press(shown.buttons["move"])
        assert EN("moved.not_done.text") in told(desk, "back")
        press(panel(desk).back_button)
        wait_until(lambda: desk.window.covering is None, "the page of the candidate")
        assert page.text() == SECRET


def move(kiosk: Staffed, desk: Desk, stick: Stick) -> bytes:
    """Have the sitting on screen leave on the stick; return what is on it."""
    stick.in_hand(desk)
    pressed(desk, kiosk, "move")
    asked_password(desk)
    told(desk, "done")
    return stick.packet().read_bytes()


def type_more(desk: Desk, more: str) -> None:
    page = on_screen(desk, OpenAnswerPage)
    type_text(page.editor, more)
    page.save_now()
    wait_until(lambda: not desk.journey.outside.store_lane.busy and not page.is_unsaved, "the text to be kept")


def refused(desk: Desk, kiosk: Staffed) -> str:
    """Try to take in what is on the stick, with the right password where that is asked."""
    pressed(desk, kiosk, "take_in")
    wait_until(lambda: isinstance(desk.window.covering, OwnPasswordPage | MessagePage), "an answer")
    if isinstance(desk.window.covering, OwnPasswordPage):
        asked_password(desk)
    said = told(desk, "back")
    if desk.window.covering is not None:
        press(panel(desk).back_button)
    wait_until(lambda: desk.window.covering is None, "the first page")
    return said


def test_what_was_answered_at_the_other_kiosk_is_replaced_by_no_packet(
    two: tuple[Staffed, Staffed], stick: Stick
) -> None:
    """Neither by the same one again, nor by another that left the first kiosk while the sitting went on here."""
    left, right = two
    save_address(right, stick)
    with left.sitting_at(FIRST_PROMPT) as desk:
        answering(desk)
        first = move(left, desk, stick)
        to_sign_in(desk)
        sign_in(desk)
        press(on_screen(desk, MessagePage).buttons["stay"])
        resume(desk)
        type_more(desk, " At the left kiosk.")
        second = move(left, desk, stick)
    stick.packet().write_bytes(first)
    with right.desk() as desk:
        stick.in_hand(desk)
        pressed(desk, right, "take_in")
        asked_password(desk)
        wait_until(lambda: desk.window.covering is None, "the page of the candidate")
        resume(desk)
        type_more(desk, " At the right one, and longer.")
        type_more(desk, " And longer still.")
        desk.journey.show_welcome()
        for packet, why in ((first, "sitting_packet_taken"), (second, "sealed_safe_older")):
            (stick.folder / f"again{PACKET}").write_bytes(packet)
            assert EN(f"error.{why}") in refused(desk, right)
    assert f"{SECRET} At the right one, and longer. And longer still." in repr(kept_by(right.parts))


def test_a_packet_that_could_not_be_taken_in_is_as_good_as_before(
    two: tuple[Staffed, Staffed], stick: Stick, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A password that was mistyped five times, and a disk that is full at each place where something is written."""
    left, right = two
    save_address(right, stick)
    with left.sitting_at(FIRST_PROMPT) as desk:
        answering(desk)
        packet = move(left, desk, stick)
    with right.desk() as desk:
        stick.in_hand(desk)
        pressed(desk, right, "take_in")
        for _ in range(5):
            page = asked_password(desk, "four foxes in the rain")
            page.field.edit.clear()
        press(page.back_button)
        wait_until(lambda: desk.window.covering is None, "the first page")
        right.clock.advance(10 * 60_000)
        for owner, name in ((sealed_safe, "write_private"), (DeviceStore, "create_account"), (MovedSittings, "took")):
            with monkeypatch.context() as disk:
                disk.setattr(owner, name, full)
                assert EN("error.disk_full", folder="data") in refused(desk, right)
            assert stick.packet().read_bytes() == packet and desk.journey.session is None
        pressed(desk, right, "take_in")
        asked_password(desk)
        wait_until(lambda: desk.window.covering is None, "the page of the candidate")
        resume(desk)
        assert on_screen(desk, OpenAnswerPage).text() == SECRET


def full(*_: object, **__: object) -> None:
    raise EnvironmentFault("disk_full", folder="data")
