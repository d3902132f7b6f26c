"""Promise: whatever happens to the person or the machine between nine and five, nothing is lost and nobody is stuck.

The same day with programs, a window manager and a power cut: `python -m tests.ui.kiosk_day`.
"""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from progrez_desktop.core.drives import OWN_FOLDER
from progrez_desktop.core.services import device_settings, enrolling, kiosk_door, provisioning
from progrez_desktop.core.words import Words
from progrez_desktop.ui.demonstration import press, wait_until
from progrez_desktop.ui.idle import IdleTimes
from progrez_desktop.ui.kiosk import Kiosk
from progrez_desktop.ui.pages.cv import CvPage
from progrez_desktop.ui.pages.ease import EasePage
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.open_answer import OpenAnswerPage
from progrez_desktop.ui.pages.operator_log import LogPage
from progrez_desktop.ui.pages.operator_send import SendPage
from progrez_desktop.ui.pages.operator_today import TodayPage
from progrez_desktop.ui.pages.profile import ProfilePage
from progrez_desktop.ui.pages.review import ReviewPage
from progrez_desktop.ui.pages.staff_in import StaffInPage
from progrez_desktop.ui.pages.welcome import WelcomePage
from progrez_desktop.ui.startup import Desk
from tests.fakes import there
from tests.journeys.driving import (
    ANNA,
    FIRST_PROMPT,
    desk_over,
    fill,
    go_on,
    on_screen,
    parts_of,
    storage,
    texts_of,
    to_sign_in,
)
from tests.journeys.kiosk_house import answering as card_answered
from tests.journeys.kiosk_house import stick as plugged_in
from tests.journeys.staffed_house import PASSPHRASE, SECRET, Staffed, answering, come_in, knock, over, panel
from tests.journeys.test_a_sitting_moves import Stick, asked_password, pressed, save_address, taken_in, told
from tests.organisations import Organisation

EN = Words("en")


def kiosk(root: Path, board: Organisation, name: str) -> Staffed:
    """Nine o'clock: invited, its rules set, an operator and an invigilator with the code of an app."""
    root.mkdir()
    made = Staffed(root).with_staff("Mieke")
    with storage(made.parts) as opened:
        deps = opened.deps
        offered = provisioning.look(deps, enrolling.read(board.invitation_file(name=name)))
        request = provisioning.take(deps, offered, board.fingerprint)
        enrolling.take_certificate(deps, board.card.organisation_id, board.certificate(request))
        device_settings.choose(deps, "kiosk_save", "stick")
        standing = kiosk_door.look(deps)
    assert not standing.unmet and {one.state for one in standing.found} <= {"enforced", "detected", "open"}
    return made


@pytest.fixture
def two(tmp_path: Path) -> tuple[Staffed, Staffed]:
    board = Organisation.made(server=None)
    return kiosk(tmp_path / "left", board, "Kiosk 3"), kiosk(tmp_path / "right", board, "Kiosk 4")


def test_a_day_at_two_kiosks(two: tuple[Staffed, Staffed], tmp_path: Path) -> None:
    left, right = two
    stick = Stick(tmp_path / "stick")
    save_address(right, stick)
    with left.sitting_at(FIRST_PROMPT) as desk:
        page = answering(desk)
        helped(desk, left)
        wait_until(lambda: not page.is_unsaved, "what was typed to be kept")
        shutil.copytree(left.parts.folder.root, tmp_path / "lost")  # as the disk is when the power goes
    left.parts = parts_of(tmp_path / "lost", left.clock)
    with left.desk() as desk:
        stick.in_hand(desk)
        go_on(desk)
        assert on_screen(desk, OpenAnswerPage).text() == SECRET and desk.context.own.text_percent == 125
        moved_away(desk, left)
    with with_drive(right, tmp_path / "own") as desk:
        stick.in_hand(desk)
        taken_in(desk, right)
        assert on_screen(desk, OpenAnswerPage).text() == SECRET
        finished_with_a_cv(desk)
    assert [path.name for path in (tmp_path / "own" / OWN_FOLDER).iterdir()] == [f"CV {ANNA.full_name}.pdf"]
    with left.desk() as desk:
        stick.in_hand(desk)
        pressed(desk, left, "arrived")
        assert EN("moved.heard.title") in told(desk, "done")
        press(panel(desk).back_button)
        evening(desk)


def helped(desk: Desk, kiosk: Staffed) -> None:
    """Paused for a reason, and given a larger text; the candidate is where they were."""
    come_in(desk, knock(desk), kiosk, "Mieke", reason="fire_alarm")
    press(panel(desk).buttons["pause"])
    paused = over(desk, MessagePage)
    assert isinstance(paused, MessagePage)
    press(paused.buttons["go_on"])
    wait_until(lambda: desk.window.covering is None, "the page of the candidate")
    pressed(desk, kiosk, "accommodate")
    page = over(desk, EasePage)
    assert isinstance(page, EasePage)
    press(page.sizes[125])
    press(page.keep_button)
    press(panel(desk).back_button)
    wait_until(lambda: desk.window.covering is None, "the page of the candidate")


def moved_away(desk: Desk, kiosk: Staffed) -> None:
    pressed(desk, kiosk, "move")
    assert EN("own_password.wrong") in texts_of(asked_password(desk, "four foxes in the rain"))
    asked_password(desk)
    assert EN("moved.gone.title", kiosk="Kiosk 4") in told(desk, "done")
    on_screen(desk, WelcomePage)


@contextmanager
def with_drive(kiosk: Staffed, drive: Path) -> Iterator[Desk]:
    plugged = [plugged_in(drive)]
    with desk_over(
        kiosk.parts,
        idle=IdleTimes(tick_ms=5),
        make_kiosk=lambda window, context: Kiosk(window, context, lambda: plugged, lambda: 0),
    ) as desk:
        on_screen(desk, WelcomePage)
        wait_until(lambda: there(desk.journey.outside.kiosk).pauses is not None, "the corner of staff")
        yield desk


def finished_with_a_cv(desk: Desk) -> None:
    there(desk.journey.sitting)._show_review()
    press(on_screen(desk, ReviewPage).finish_button)
    on_screen(desk, ProfilePage).make_cv.emit()
    cv = on_screen(desk, CvPage)
    wait_until(cv.save_button.isEnabled, "the CV to be drawn")
    card_answered(desk, lambda card: press(card.buttons[0]))
    press(cv.save_button)
    wait_until(lambda: EN("cv_page.saved", name=f"CV {ANNA.full_name}.pdf") in cv.note.text(), "what became of it")


def evening(desk: Desk) -> None:
    """Today, what leaves by stick, and the log; then the kiosk is back with candidates, and locked to staff."""
    to_sign_in(desk).staff.emit()
    page = on_screen(desk, StaffInPage)
    page.who.choose(next(one.id for one in page._members if one.name == "Omar"))
    fill(page.field.edit, PASSPHRASE)
    press(page.open_button)
    press(on_screen(desk, MessagePage).buttons["desk"])
    today = on_screen(desk, TodayPage)
    assert "Kiosk 3" in texts_of(today) and EN("operator.nothing_waits_by_stick") in texts_of(today)
    today.go.emit("send")
    on_screen(desk, SendPage).go.emit("log")
    log = on_screen(desk, LogPage)
    assert EN("log_page.whole.title") in texts_of(log)
    did = {line.event.action for line in log.lines}
    assert {"kiosk_unlocked", "sitting_paused", "sitting_went_on", "sitting_moved_out", "sitting_arrived"} <= did
    log.go.emit("leave")
    on_screen(desk, WelcomePage)
    assert desk.journey.deps.device.acting is None
