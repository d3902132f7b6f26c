"""An organisation's procedure on a kiosk: whose it is, its start code by keys alone, its end, and what it tells all."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.services import accounts, packs, procedures, public_notices, sittings
from progrez_desktop.core.services.opening import Parts
from progrez_desktop.core.words import LANGUAGES, Words
from progrez_desktop.ui.demonstration import press as push
from progrez_desktop.ui.demonstration import wait_until
from progrez_desktop.ui.pages.consent import ConsentPage
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.my_data import MyDataPage
from progrez_desktop.ui.pages.notices import NoticesPage
from progrez_desktop.ui.pages.start_code import StartCodePage
from progrez_desktop.ui.pages.statement import StatementPage
from progrez_desktop.ui.pages.welcome import WelcomePage
from progrez_desktop.ui.startup import Desk
from tests.core.services.pack_house import folder, pack_of, runs, trust
from tests.core.services.test_public_notices import notice, page
from tests.fakes import MONDAY_MS, FakeClock
from tests.journeys.driving import (
    ANNA,
    PASSWORD,
    desk_over,
    on_screen,
    parts_of,
    ready,
    set_up,
    sign_in,
    storage,
    texts_of,
    to_sign_in,
)
from tests.journeys.test_keyboard_only import arrive, choose_and_practise, press, tab_to, type_in

DAY = 86_400_000


def kiosk(root: Path, clock: FakeClock, pack: bytes) -> Parts:
    parts = set_up(parts_of(root, clock))
    with storage(parts) as opened:
        trust(opened.deps)
        runs(opened.deps, pack)
    return parts


@pytest.mark.parametrize("language", LANGUAGES)
def test_by_keys_alone_a_code_lets_somebody_in_once_and_a_wrong_one_is_told(tmp_path: Path, language: str) -> None:
    parts, words = kiosk(tmp_path / "data", FakeClock(), pack_of()), Words(language)
    with desk_over(parts, language) as desk:
        welcome = ready(desk)
        wait_until(lambda: "Traineeship 2027" in texts_of(welcome), "the procedure")
        said = texts_of(welcome)
        assert words("welcome.pack", title="Trainees 2027", version="1.0.0", publisher="Example Water Board") in said
        assert words("welcome.demonstration") not in said
        arrive(desk)
        code = on_screen(desk, StartCodePage)
        press(Qt.Key.Key_Return)
        assert words("start_code.empty") in texts_of(code)
        type_in("HARDEN-27")
        press(Qt.Key.Key_Return)
        wait_until(lambda: words("error.start_code_wrong") in texts_of(code), "the refusal")
        type_in("garden 27")  # over what was wrong, which is selected
        press(Qt.Key.Key_Return)
        choose_and_practise(desk, words)
        on_screen(desk, StatementPage)
    with desk_over(parts, language) as desk:
        to_sign_in(desk)
        sign_in(desk)
        assert on_screen(desk, MessagePage).buttons["go_on"].isVisible()  # and no code is asked again


def test_after_its_end_nobody_begins_and_who_began_goes_on(tmp_path: Path) -> None:
    clock, words = FakeClock(), Words("en")
    pack = pack_of(folder(tmp_path, closes="2026-11-24", start_code=None))
    parts = kiosk(tmp_path / "data", clock, pack)
    with storage(parts) as opened:
        session = accounts.create(opened.deps, ANNA, PASSWORD).session
        accounts.keeps_recovery_code(opened.deps, session)
        accounts.sign_out(session)
    clock.advance(2 * DAY)
    with desk_over(parts) as desk:
        welcome = ready_to_sign_in(desk)
        assert welcome.begin_button.isHidden() and words("welcome.closed", day="24 November 2026") in texts_of(welcome)
        press(Qt.Key.Key_Return)  # the keyboard is on what is left to press
        sign_in(desk)
        assert words("closed.text", day="24 November 2026") in texts_of(on_screen(desk, MessagePage))
    clock.wall_ms = MONDAY_MS
    with storage(parts) as opened:
        session = accounts.sign_in(opened.deps, ANNA.email, PASSWORD)
        assert procedures.closed_on(opened.deps) is not None  # a clock set back opens nothing again


def ready_to_sign_in(desk: Desk) -> WelcomePage:
    welcome = on_screen(desk, WelcomePage)
    wait_until(welcome.begin_button.isHidden, "the end of the procedure")
    return welcome


def test_a_sitting_that_began_before_another_pack_ran_is_gone_on_with(tmp_path: Path) -> None:
    parts = kiosk(tmp_path / "data", FakeClock(), pack_of(folder(tmp_path, start_code=None)))
    with storage(parts) as opened:
        session = accounts.create(opened.deps, ANNA, PASSWORD).session
        accounts.keeps_recovery_code(opened.deps, session)
        sittings.begin(opened.deps, session)
        accounts.sign_out(session)
        packs.use(opened.deps, packs.SHIPPED)
    with desk_over(parts) as desk:
        to_sign_in(desk)
        sign_in(desk)
        push(on_screen(desk, MessagePage).buttons["go_on"])
        on_screen(desk, StatementPage)
        assert desk.journey.deps.assessment.id == "trainees-2027"
        desk.journey.sign_out()
        assert desk.journey.deps.assessment.id == "working-together"


def test_news_is_told_after_signing_in_and_found_again_by_ones_own_data(tmp_path: Path) -> None:
    parts, words = kiosk(tmp_path / "data", FakeClock(), pack_of(folder(tmp_path, start_code=None))), Words("en")
    with storage(parts) as opened:
        public_notices.take_in(opened.deps, page(notice(1)))
        session = accounts.create(opened.deps, ANNA, PASSWORD).session
        accounts.keeps_recovery_code(opened.deps, session)
        accounts.sign_out(session)
    with desk_over(parts) as desk:
        to_sign_in(desk)
        sign_in(desk)
        news = on_screen(desk, NoticesPage)
        said = texts_of(news)
        assert words("notices.from.organisation", organisation="Example Water Board") in said
        assert "News 1" in said and "The talks are later." in said
        tab_to(words("notices.go_on"))
        press(Qt.Key.Key_Return)
        consent = on_screen(desk, ConsentPage)
        consent.my_data.emit()
        assert "The talks are later." in texts_of(on_screen(desk, MyDataPage))
        desk.journey.sign_out()
    with desk_over(parts) as desk:
        to_sign_in(desk)
        sign_in(desk)
        on_screen(desk, ConsentPage)  # told once


def test_a_pack_in_use_that_is_damaged_is_told_where_the_window_begins(tmp_path: Path) -> None:
    parts = kiosk(tmp_path / "data", FakeClock(), pack_of())
    (file,) = parts.folder.packs.iterdir()
    file.write_bytes(file.read_bytes()[:-1])
    with pytest.raises(DataFault, match="pack_in_use_damaged"), storage(parts):
        pass
    with desk_over(parts) as desk:
        said = texts_of(on_screen(desk, MessagePage))
        assert Words("en")("error.pack_in_use_damaged", name=file.name) in said
