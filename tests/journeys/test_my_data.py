"""What the privacy statement promises is a button: see, withdraw, take along and delete, with proof of each."""

import json
import zipfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from progrez_desktop.core.model.person import PersonDetails
from progrez_desktop.core.services import consents, sittings
from progrez_desktop.core.services.opening import Parts
from progrez_desktop.core.words import LANGUAGES, Words
from progrez_desktop.ui.demonstration import press, wait_until
from progrez_desktop.ui.pages.consent import ConsentPage
from progrez_desktop.ui.pages.erase import ErasePage
from progrez_desktop.ui.pages.erased import ErasedPage
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.my_data import MyDataPage
from progrez_desktop.ui.pages.profile import ProfilePage
from progrez_desktop.ui.pages.welcome import WelcomePage
from progrez_desktop.ui.startup import Desk
from tests.fakes import there
from tests.journeys.driving import (
    ANNA,
    desk_over,
    everything_in_memory,
    fill,
    finish_unanswered,
    make_account,
    on_screen,
    parts_of,
    refused,
    sign_in,
    signed_in,
    texts_of,
    to_sign_in,
)
from tests.journeys.test_keyboard_only import MouseWatch, focused, spoken, tab_to
from tests.journeys.test_keyboard_only import press as press_key

BORIS = PersonDetails("Boris", "Vlinderveld", "b.vlinderveld@example.org")
BORIS_PASSWORD = "nine lanterns by the quay"


def with_profile(parts: Parts) -> str:
    """Leave Anna with a finished sitting and two choices; return her recovery code."""
    code = make_account(parts)
    with signed_in(parts) as (deps, session):
        consents.decide(deps, session, there(deps.assessment.organisation), ["profile", "research"], "en")
        finish_unanswered(deps, session)
    return code


def to_my_data(desk: Desk) -> MyDataPage:
    to_sign_in(desk)
    sign_in(desk)
    press(on_screen(desk, ProfilePage).my_data_button)
    return on_screen(desk, MyDataPage)


def renewed(desk: Desk, before: MyDataPage) -> MyDataPage:
    wait_until(lambda: desk.window.page is not before and isinstance(desk.window.page, MyDataPage), "the page anew")
    return on_screen(desk, MyDataPage)


def has_one(folder: Path, form: str) -> bool:
    return len(list(folder.glob(f"*.{form}"))) == 1


def saving_to(folder: Path) -> Callable[[str, str], Path]:
    folder.mkdir(exist_ok=True)
    return lambda _title, name: folder / name


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_person_reads_what_is_held_who_may_have_it_and_what_happened(tmp_path: Path, language: str) -> None:
    words, parts = Words(language), parts_of(tmp_path / "data")
    with_profile(parts)
    with desk_over(parts, language) as desk:
        page = to_my_data(desk)
        shown = texts_of(page)
        assert ANNA.full_name in shown
        assert words.plural("my_data.held.attempt", 1) in shown
        assert set(page.withdraw_buttons) == {"profile", "research"}
        assert words("log.whole") in shown
        for line in ("account_made", "signed_in", "profile_opened"):
            assert words(f"log.{line}") in texts_of(page, hidden=True)
        page.context.set_language("nl" if language == "en" else "en")
        assert Words("nl" if language == "en" else "en")("log.profile_opened") in texts_of(page)
        press(page.back_button)
        on_screen(desk, ProfilePage)


def test_withdrawing_and_changing_leave_a_receipt_that_can_be_saved(tmp_path: Path) -> None:
    parts, out = parts_of(tmp_path / "data"), tmp_path / "out"
    with_profile(parts)
    with desk_over(parts, choose_file=saving_to(out)) as desk:
        page = to_my_data(desk)
        press(page.withdraw_buttons["research"])
        page = renewed(desk, page)
        assert set(page.withdraw_buttons) == {"profile"}
        press(page.change_button)
        choices = on_screen(desk, ConsentPage)
        assert choices.chosen() == ["profile"]
        assert not choices.my_data_button.isVisible()
        choices.choices["contact"].click()
        press(choices.continue_button)
        page = on_screen(desk, MyDataPage)
        assert set(page.withdraw_buttons) == {"profile", "contact"}
        for form in ("pdf", "json"):
            press(page.receipt_buttons[form])
            wait_until(partial(has_one, out, form), form)
            wait_until(lambda: not page.is_busy, "the page to be ready")
    (receipt,) = (json.loads(path.read_text()) for path in out.glob("*.json"))
    given = {
        one["dpv:hasPurpose"]["dct:identifier"]
        for one in receipt["dpv:hasProcess"]
        if one["dpv:hasConsentStatus"] == "dpv:ConsentGiven"
    }
    assert given == {"profile", "contact"}
    assert sorted(path.suffix for path in out.iterdir()) == [".json", ".pdf"]


def test_all_data_are_saved_as_one_file_and_told_on_the_page(tmp_path: Path) -> None:
    parts, out = parts_of(tmp_path / "data"), tmp_path / "out"
    with_profile(parts)
    with desk_over(parts, choose_file=saving_to(out)) as desk:
        page = to_my_data(desk)
        press(page.save_button)
        wait_until(lambda: bool(page.note.text()), "a word about it")
        (file,) = out.iterdir()
        assert page.note.text() == Words("en")("my_data.saved", name=file.name)
        assert "My data.pdf" in zipfile.ZipFile(file).namelist()
        press(page.back_button)
        press(on_screen(desk, ProfilePage).my_data_button)
        assert Words("en")("log.data_saved") in texts_of(on_screen(desk, MyDataPage))


def test_a_folder_that_takes_nothing_gets_a_clear_word_and_no_file(tmp_path: Path) -> None:
    parts = parts_of(tmp_path / "data")
    with_profile(parts)
    nowhere = tmp_path / "nowhere"
    with desk_over(parts, choose_file=lambda _title, name: nowhere / name) as desk:
        page = to_my_data(desk)
        press(page.save_button)
        wait_until(lambda: bool(page.note.text()), "a word about it")
        assert page.note.text() == Words("en")("error.save_folder_missing", folder=str(nowhere))
        assert page.save_button.isEnabled()
    assert not nowhere.exists()


def erase(desk: Desk, page: MyDataPage) -> ErasedPage:
    press(page.delete_button)
    press(on_screen(desk, ErasePage).go_on_button)
    press(on_screen(desk, MessagePage).buttons["yes"])
    return on_screen(desk, ErasedPage)


def test_deleting_says_what_happens_asks_once_more_and_leaves_a_receipt(tmp_path: Path) -> None:
    words, parts, out = Words("en"), parts_of(tmp_path / "data"), tmp_path / "out"
    with_profile(parts)
    make_account(parts, BORIS, BORIS_PASSWORD)
    with desk_over(parts, choose_file=saving_to(out)) as desk:
        page = to_my_data(desk)
        press(page.delete_button)
        ahead = on_screen(desk, ErasePage)
        for part in ("destroyed", "told", "stays", "limits"):
            assert words(f"erasing.{part}.title") in texts_of(ahead)
        press(ahead.save_button)
        wait_until(lambda: any(path.suffix == ".zip" for path in out.iterdir()), "the data")
        wait_until(lambda: not ahead.is_busy, "the page to be ready")
        press(ahead.paper_button)
        wait_until(lambda: any(path.suffix == ".pdf" for path in out.iterdir()), "the paper")
        wait_until(lambda: not ahead.is_busy, "the page to be ready")
        press(ahead.go_on_button)
        press(on_screen(desk, MessagePage).buttons["no"])
        erased = erase(desk, on_screen(desk, MyDataPage))
        assert desk.journey.session is None
        assert not [one for one in (ANNA.first_name, ANNA.last_name, ANNA.email) if one in everything_in_memory()]
        press(erased.save_button)
        wait_until(lambda: len(list(out.glob("*.pdf"))) == 2, "the receipt")
        wait_until(lambda: not erased.is_busy, "the page to be ready")
        press(erased.ready_button)
        on_screen(desk, WelcomePage)
        to_sign_in(desk)
        sign_in(desk)
        assert refused(desk) == words("error.wrong_password")
        sign_in(desk, BORIS.email, BORIS_PASSWORD)
        wait_until(lambda: desk.journey.session is not None, "Boris to be in")
    assert len(list((tmp_path / "data/safes").glob("*.safe"))) == 1


def test_who_lost_the_password_deletes_with_the_recovery_code(tmp_path: Path) -> None:
    parts = parts_of(tmp_path / "data")
    code = with_profile(parts)
    with desk_over(parts) as desk:
        page = to_sign_in(desk)
        press(page.other_way)
        fill(page.email.edit, ANNA.email)
        fill(page.code.edit, code)
        fill(page.new_password.edit, "eleven kites above the sea")
        press(page.sign_in_button)
        press(on_screen(desk, ProfilePage).my_data_button)
        mine = on_screen(desk, MyDataPage)
        assert Words("en")("log.signed_in_by_code") in texts_of(mine)
        erase(desk, mine)
    assert list((tmp_path / "data/safes").glob("*.safe")) == []


def test_without_a_profile_it_is_reached_before_the_choices_and_in_the_middle(tmp_path: Path) -> None:
    parts = parts_of(tmp_path / "data")
    make_account(parts)
    with desk_over(parts) as desk:
        to_sign_in(desk)
        sign_in(desk)
        choices = on_screen(desk, ConsentPage)
        choices.choices["profile"].click()
        press(choices.my_data_button)
        press(on_screen(desk, MyDataPage).back_button)
        assert on_screen(desk, ConsentPage).chosen() == ["profile"]
    with signed_in(parts) as (deps, session):
        sittings.begin(deps, session)
    with desk_over(parts) as desk:
        to_sign_in(desk)
        sign_in(desk)
        press(on_screen(desk, MessagePage).buttons["my_data"])
        press(on_screen(desk, MyDataPage).back_button)
        assert set(on_screen(desk, MessagePage).buttons) == {"my_data", "leave", "go_on"}


def test_a_log_that_was_cut_is_told_on_the_page(tmp_path: Path) -> None:
    parts = parts_of(tmp_path / "data")
    with_profile(parts)
    with signed_in(parts) as (_, session):
        session.safe._database.write("DELETE FROM access_log WHERE seq = 2")
    with desk_over(parts) as desk:
        page = to_my_data(desk)
        assert Words("en")("log.broken", number=2) in texts_of(page.warning)


def test_everything_of_it_works_from_the_keyboard(tmp_path: Path, qapp) -> None:
    words, parts, out = Words("en"), parts_of(tmp_path / "data"), tmp_path / "out"
    with_profile(parts)
    with desk_over(parts, choose_file=saving_to(out)) as desk:
        watch = MouseWatch()
        to_sign_in(desk)
        sign_in(desk)
        on_screen(desk, ProfilePage)
        qapp.installEventFilter(watch)
        walk(words("my_data.link"))
        mine = on_screen(desk, MyDataPage)
        purpose = words("consent.research.title")
        walk(words("my_data.withdraw_spoken", purpose=purpose))
        mine = renewed(desk, mine)
        walk(words("my_data.copy.save"))
        wait_until(lambda: len(list(out.glob("*.zip"))) == 1 and not mine.is_busy, "the data")
        walk(words("my_data.delete.open"))
        on_screen(desk, ErasePage)
        assert spoken(focused()) == words("erasing.keep")
        walk(words("erasing.go_on"))
        on_screen(desk, MessagePage)
        assert spoken(focused()) == words("erase_sure.no")
        walk(words("erase_sure.yes"))
        on_screen(desk, ErasedPage)
        walk(words("erased.ready"))
        on_screen(desk, WelcomePage)
        qapp.removeEventFilter(watch)
        assert watch.presses == 0


def walk(name: str) -> None:
    tab_to(name)
    press_key(Qt.Key.Key_Return)
