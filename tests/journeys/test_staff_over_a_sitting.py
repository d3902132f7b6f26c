"""What goes on under a page of staff at a kiosk, and what is as it was once they are gone."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest

from progrez_desktop.core.errors import EnvironmentFault
from progrez_desktop.core.model.accommodations import Accommodations
from progrez_desktop.core.services import accounts, easing, sittings
from progrez_desktop.core.words import Words
from progrez_desktop.ui.demonstration import press, type_text, wait_until
from progrez_desktop.ui.idle import IdleTimes
from progrez_desktop.ui.kiosk import Kiosk
from progrez_desktop.ui.pages.ease import EasePage
from progrez_desktop.ui.pages.item import ItemPage
from progrez_desktop.ui.pages.kiosk_check import KioskCheckPage
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.open_answer import OpenAnswerPage
from progrez_desktop.ui.pages.welcome import WelcomePage
from progrez_desktop.ui.startup import Desk
from progrez_desktop.ui.widgets.staff_corner import StaffCorner
from progrez_desktop.ui.widgets.stick_card import StickCard
from tests.core.services.pack_house import folder, pack_of
from tests.fakes import FakeVoice, there
from tests.journeys.driving import ANNA, PASSWORD, desk_over, on_screen, sign_in, storage, to_sign_in
from tests.journeys.kiosk_house import allowed
from tests.journeys.staffed_house import Staffed, come_in, knock, over, panel
from tests.journeys.test_a_procedure import kiosk as kiosk_with
from tests.journeys.test_time_limit import begun

EN = Words("en")
LIMIT_MIN, MIN = 40, 60_000


class Limited(Staffed):
    """A kiosk whose procedure takes forty minutes, with Anna's account on it."""

    def __init__(self, root: Path) -> None:
        super().__init__(root)
        self.voice = FakeVoice(holds=True)
        pack = pack_of(folder(root, start_code=None, time_limit_min=LIMIT_MIN))
        self.parts = kiosk_with(root / "limited", self.clock, pack)
        with storage(self.parts) as opened:
            session = accounts.create(opened.deps, ANNA, PASSWORD).session
            accounts.keeps_recovery_code(opened.deps, session)
            easing.choose(opened.deps, session, Accommodations(read_aloud=True))
            accounts.sign_out(session)

    @contextmanager
    def sitting(self, *, at_prompt: bool = False) -> Iterator[Desk]:
        begun(self.parts, 0, Accommodations(read_aloud=True), at_prompt=at_prompt)
        with desk_over(
            self.parts,
            idle=IdleTimes(tick_ms=5),
            make_kiosk=lambda window, context: Kiosk(window, context, list, lambda: 0),
            voice=self.voice,
        ) as desk:
            wait_until(lambda: bool(desk.window.findChildren(StaffCorner)), "the corner of staff")
            to_sign_in(desk)
            sign_in(desk)
            press(on_screen(desk, MessagePage).buttons["go_on"])
            on_screen(desk, ItemPage)
            yield desk


@pytest.fixture
def kiosk(tmp_path: Path) -> Limited:
    made = Limited(tmp_path)
    made.with_staff("Mieke")
    return made


def is_running(desk: Desk) -> bool:
    return there(there(desk.journey.sitting)._clock)._tick.isActive()


def gone(desk: Desk) -> None:
    wait_until(lambda: desk.window.covering is None, "the page of the candidate")


def test_the_time_of_a_sitting_stands_still_under_staff_and_runs_on_once_they_are_gone(kiosk: Limited) -> None:
    with kiosk.sitting(at_prompt=True) as desk:
        assert is_running(desk)
        covering = knock(desk)
        assert not is_running(desk)
        press(covering.back_button)
        gone(desk)
        assert is_running(desk)


def test_a_pause_stays_one_when_staff_came_and_went_meanwhile(kiosk: Limited) -> None:
    with kiosk.sitting() as desk:
        on_screen(desk, ItemPage).pause.emit()
        pause = on_screen(desk, MessagePage)
        press(knock(desk).back_button)
        gone(desk)
        assert not is_running(desk)
        press(pause.buttons["go_on"])
        on_screen(desk, ItemPage)
        assert is_running(desk)


def test_nothing_is_read_aloud_under_a_page_of_staff(kiosk: Limited) -> None:
    with kiosk.sitting(at_prompt=True) as desk:
        page, reader = on_screen(desk, OpenAnswerPage), there(desk.context.reader)
        press(page.aloud_button)
        wait_until(lambda: bool(kiosk.voice.read_aloud), "a voice")
        knock(desk)
        assert not reader.is_reading and kiosk.voice.stopped


def test_what_could_not_be_kept_as_staff_came_is_kept_when_they_are_gone(
    kiosk: Limited, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise EnvironmentFault("disk_full")

    with kiosk.sitting(at_prompt=True) as desk:
        page = on_screen(desk, OpenAnswerPage)
        type_text(page.editor, "The tap is at the back.")
        with monkeypatch.context() as disk:
            disk.setattr(sittings, "keep", full)
            covering = knock(desk)
            wait_until(lambda: not desk.journey.outside.store_lane.busy, "the refusal")
        press(covering.back_button)
        wait_until(page.saved.isVisible, "the text to be kept")
        standing = there(sittings.standing(desk.journey.deps, desk.journey.signed_in()))
        assert "The tap is at the back." in repr(standing.responses)


def test_a_card_of_sticks_goes_when_staff_come_over_it(kiosk: Limited) -> None:
    with kiosk.sitting() as desk:
        files, late = there(desk.journey.outside.kiosk).staff_files, QTimer()
        late.timeout.connect(lambda: there(desk.window.findChild(StickCard)).give_up())
        late.start(2000)
        QTimer.singleShot(0, lambda: QTest.keyClick(desk.window, Qt.Key.Key_F12))
        began = time.monotonic()
        assert files.choose_file("Where to", "cv.pdf") is None
        assert desk.window.covering is not None and time.monotonic() - began < 1.9


def test_what_staff_left_open_behind_their_panel_is_forgotten_too(kiosk: Limited) -> None:
    with kiosk.sitting() as desk:
        come_in(desk, knock(desk), kiosk, "Mieke", reason="accommodations")
        press(panel(desk).buttons["accommodate"])
        over(desk, EasePage)
        [visit] = [one for one in desk.journey.children() if type(one).__name__ == "InvigilatorVisit"]
        assert visit._forgotten.isActive()  # type: ignore[attr-defined]
        visit._forgotten.timeout.emit()  # type: ignore[attr-defined]
        gone(desk)
        assert desk.journey.deps.device.acting is None and is_running(desk)


def test_a_panel_offers_nothing_of_a_safe_that_locked_itself_meanwhile(kiosk: Limited) -> None:
    with kiosk.sitting() as desk:
        come_in(desk, knock(desk), kiosk, "Mieke", reason="accommodations")
        press(panel(desk).buttons["accommodate"])
        over(desk, EasePage)
        kiosk.clock.advance(180_000)
        wait_until(lambda: desk.journey.session is None, "the safe to lock itself")
        assert not {"accommodate", "move", "lock", "pause"} & set(panel(desk).buttons)


def test_a_computer_that_slept_has_nobody_of_staff_in_it(kiosk: Limited) -> None:
    with kiosk.sitting() as desk:
        come_in(desk, knock(desk), kiosk, "Mieke", reason="break")
        panel(desk)
        there(there(desk.journey.outside.kiosk).signals).falls_asleep.emit()
        gone(desk)
        assert desk.journey.deps.device.acting is None and desk.journey.session is None


def test_a_kiosk_that_staff_lead_back_keeps_nothing_that_was_copied(kiosk: Limited) -> None:
    with kiosk.sitting(at_prompt=True) as desk:
        come_in(desk, knock(desk), kiosk, "Mieke", reason="candidate_left")
        QGuiApplication.clipboard().setText("The tap is at the back.")
        press(panel(desk).buttons["reset"])
        on_screen(desk, WelcomePage)
        assert QGuiApplication.clipboard().text() == ""


def test_no_sitting_is_taken_in_where_nobody_may_begin(tmp_path: Path) -> None:
    strict = Staffed(tmp_path).with_staff("Mieke")
    allowed(strict.parts, kiosk_must_session="yes")
    with strict.desk() as desk:
        on_screen(desk, KioskCheckPage)
        come_in(desk, knock(desk), strict, "Mieke", reason="technical_fault")
        assert {"address", "arrived"} <= set(panel(desk).buttons) and "take_in" not in panel(desk).buttons
