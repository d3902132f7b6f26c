"""A person fills in what may stand on their CV, takes over a JSON Resume, and leaves with the CV as they chose it."""

import json
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pikepdf
import pytest
from PIL import Image
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from progrez_desktop.core.model.cv import CvChoices, CvLook
from progrez_desktop.core.model.details import NEVER_RELEASED, Entry, MyDetails
from progrez_desktop.core.services import access_log, accounts, own_cv
from progrez_desktop.core.services.opening import Parts
from progrez_desktop.core.words import LANGUAGES, Words
from progrez_desktop.ui.demonstration import press, wait_until
from progrez_desktop.ui.pages.cv import CvPage
from progrez_desktop.ui.pages.details import DetailsPage
from progrez_desktop.ui.pages.my_data import MyDataPage
from progrez_desktop.ui.pages.profile import ProfilePage
from progrez_desktop.ui.pages.report import ReportPage
from progrez_desktop.ui.pages.resume import ResumePage
from progrez_desktop.ui.startup import Desk
from tests.core.documents.pdf_text import squeezed, text_of
from tests.fakes import there
from tests.journeys.driving import (
    ANNA,
    PASSWORD,
    desk_over,
    on_screen,
    sign_in,
    storage,
    to_sign_in,
    with_a_result,
)

RESUME = {
    "basics": {"name": "Anna", "location": {"city": "Delft"}},
    "work": [{"name": "Bakery", "position": "Baker", "startDate": "2019", "endDate": "2021"}],
    "languages": [{"language": "Frisian", "fluency": "B2"}],
    "interests": [{"name": "rowing"}],
}


@pytest.fixture
def parts(tmp_path: Path) -> Parts:
    return with_a_result(tmp_path / "data")


@contextmanager
def at_the_profile(
    parts: Parts, language: str = "en", *, cv: Path | None = None, resume: Path | None = None
) -> Iterator[Desk]:
    with desk_over(parts, language, choose_file=lambda *_: cv, open_file=lambda *_: resume) as desk:
        to_sign_in(desk)
        sign_in(desk)
        on_screen(desk, ProfilePage)
        yield desk


def kept(parts: Parts) -> own_cv.OwnCv:
    with storage(parts) as opened:
        session = accounts.sign_in(opened.deps, ANNA.email, PASSWORD)
        try:
            return own_cv.own_cv(session)
        finally:
            accounts.sign_out(session)


def kept_now(desk: Desk) -> MyDetails:
    """What a second look into the open safe finds on the disk."""
    return desk.journey.signed_in().safe.own_details.read()


def type_in(edit: QWidget, text: str) -> None:
    assert isinstance(edit, QLineEdit)
    edit.setFocus()
    QTest.keyClicks(edit, text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_typed_in_the_window_stands_on_the_saved_cv(parts: Parts, tmp_path: Path, language: str) -> None:
    words, cv = Words(language), tmp_path / "cv.pdf"
    with at_the_profile(parts, language, cv=cv) as desk:
        press(on_screen(desk, ProfilePage).cv_button)
        press(on_screen(desk, CvPage).details_button)
        page = on_screen(desk, DetailsPage)
        press(page.lists["work"].add_button)
        form = page.lists["work"].forms[0]
        for column, text in (("title", "Baker"), ("organisation", "Corner shop"), ("start", "2019"), ("end", "now")):
            type_in(form.fields[column].edit, text)  # type: ignore[index]
        type_in(page.facts["birth_date"].edit, "3-5-1997")
        type_in(page.facts["gender"].edit, "woman")
        press(page.switches["birth_date"])
        press(page.back_button)
        cv_page = on_screen(desk, CvPage)
        wait_until(cv_page.save_button.isEnabled, "the preview of the CV")
        press(cv_page.templates.tabs[1])
        press(cv_page.save_button)
        wait_until(cv.exists, "the saved CV")
    found = squeezed(text_of(cv.read_bytes()))
    period = words("cv.period.now", start="2019")
    assert squeezed(f"{words('cv.section.work')}Baker Corner shop · {period}") in found
    assert squeezed(words("cv.personal.birth_date", text=words.day(date(1997, 5, 3)))) in found
    assert "woman" not in found
    own = kept(parts)
    assert own.details.entries("work") == (Entry("Baker", "Corner shop", "2019", "now"),)
    assert own.choices == CvChoices(look=CvLook("classic"))


def test_the_screen_says_saved_only_after_the_safe_has_it(parts: Parts) -> None:
    with at_the_profile(parts) as desk:
        press(on_screen(desk, ProfilePage).details_button)
        page = on_screen(desk, DetailsPage)
        type_in(page.facts["address"].edit, "Delft")
        assert page.step.text() == "Not saved yet"
        wait_until(lambda: page.step.text() == "✓ Saved", "the word that it is saved")
        assert kept_now(desk).fact("address") == "Delft"


def test_what_was_typed_a_moment_before_the_window_closes_is_kept(parts: Parts) -> None:
    with at_the_profile(parts) as desk:
        press(on_screen(desk, ProfilePage).details_button)
        type_in(on_screen(desk, DetailsPage).facts["address"].edit, "Delft")
    assert kept(parts).details.fact("address") == "Delft"


def test_what_was_typed_a_moment_before_the_safe_locks_is_kept_and_not_shown_any_more(parts: Parts) -> None:
    with at_the_profile(parts) as desk:
        press(on_screen(desk, ProfilePage).details_button)
        page = on_screen(desk, DetailsPage)
        press(page.lists["work"].add_button)
        type_in(page.lists["work"].forms[0].first_field(), "Baker")
        desk.journey.lock()
        wait_until(lambda: not desk.journey.outside.store_lane.busy, "the safe to be locked")
    assert kept(parts).details.entries("work") == (Entry("Baker"),)


def test_a_json_resume_is_shown_first_and_only_what_is_wanted_is_taken(parts: Parts, tmp_path: Path) -> None:
    file = tmp_path / "resume.json"
    file.write_text(json.dumps(RESUME), "utf-8")
    with at_the_profile(parts, resume=file) as desk:
        press(on_screen(desk, ProfilePage).details_button)
        press(on_screen(desk, DetailsPage).take_over_button)
        page = on_screen(desk, ResumePage)
        assert "interests" in page.left_out.text()
        assert kept_now(desk) == MyDetails()
        page.choices["languages"].click()
        press(page.take_button)
        details = on_screen(desk, DetailsPage)
        assert details.details.entries("work") == (Entry("Baker", "Bakery", "2019", "2021"),)
        assert details.details.entries("languages") == ()
        wait_until(lambda: details.step.text() == "✓ Saved", "the word that it is saved")
        assert kept_now(desk) == details.details
        press(details.undo_button)
        wait_until(lambda: details.step.text() == "✓ Saved", "the word that it is saved")
        assert kept_now(desk) == MyDetails()


@pytest.mark.parametrize("content", ["", "{", "[1, 2]", '{"some": "thing"}', '{"work": 7}'])
def test_an_import_that_is_no_json_resume_gets_a_message_and_changes_nothing(
    parts: Parts, tmp_path: Path, content: str
) -> None:
    file = tmp_path / "resume.json"
    file.write_text(content, "utf-8")
    with at_the_profile(parts, resume=file) as desk:
        press(on_screen(desk, ProfilePage).details_button)
        page = on_screen(desk, DetailsPage)
        press(page.take_over_button)
        wait_until(lambda: not page.note.isHidden(), "a message")
        assert page.note.text()
        assert on_screen(desk, DetailsPage) is page
        assert kept_now(desk) == MyDetails()


def test_the_cv_is_saved_as_json_resume_and_is_the_one_inside_the_pdf(parts: Parts, tmp_path: Path) -> None:
    places = iter([tmp_path / "cv.pdf", tmp_path / "resume.json"])
    with desk_over(parts, choose_file=lambda _title, _name: next(places)) as desk:
        to_sign_in(desk)
        sign_in(desk)
        press(on_screen(desk, ProfilePage).cv_button)
        page = on_screen(desk, CvPage)
        wait_until(page.save_button.isEnabled, "the preview of the CV")
        press(page.save_button)
        wait_until((tmp_path / "cv.pdf").exists, "the saved CV")
        press(page.json_button)
        wait_until((tmp_path / "resume.json").exists, "the saved JSON Resume")
    with pikepdf.open(tmp_path / "cv.pdf") as read:
        inside = read.attachments["resume.json"].get_file().read_bytes()
    assert (tmp_path / "resume.json").read_bytes() == inside
    assert json.loads(inside)["basics"]["name"] == ANNA.full_name


def test_a_blind_cv_is_saved_under_no_name(parts: Parts, tmp_path: Path) -> None:
    proposed = []

    def choose(_title: str, name: str) -> Path:
        proposed.append(name)
        return tmp_path / "cv.pdf"

    with desk_over(parts, choose_file=choose) as desk:
        to_sign_in(desk)
        sign_in(desk)
        press(on_screen(desk, ProfilePage).cv_button)
        page = on_screen(desk, CvPage)
        wait_until(page.save_button.isEnabled, "the preview of the CV")
        press(page.blind)
        press(page.save_button)
        wait_until((tmp_path / "cv.pdf").exists, "the saved CV")
    assert proposed == ["CV.pdf"]
    pdf = (tmp_path / "cv.pdf").read_bytes()
    assert ANNA.first_name not in text_of(pdf)
    assert ANNA.email not in text_of(pdf)


def test_nothing_of_the_details_is_readable_on_the_disk(parts: Parts, tmp_path: Path) -> None:
    with at_the_profile(parts) as desk:
        press(on_screen(desk, ProfilePage).details_button)
        page = on_screen(desk, DetailsPage)
        for name in NEVER_RELEASED:
            type_in(page.facts[name].edit, f"canary{name}")
        wait_until(lambda: page.step.text() == "✓ Saved", "the word that it is saved")
    for path in (tmp_path / "data").rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert b"canary" not in content
            assert "canary".encode("utf-16-le") not in content


def test_details_are_filled_in_and_ordered_with_the_keyboard_alone(parts: Parts) -> None:
    with at_the_profile(parts) as desk:
        desk.window.activateWindow()
        press(on_screen(desk, ProfilePage).details_button)
        page = on_screen(desk, DetailsPage)
        target = page.lists["education"].add_button
        for title in ("First", "Second"):
            walk_to(desk, target)
            QTest.keyClick(target, Qt.Key.Key_Return)
            QTest.keyClicks(there(desk.app.focusWidget()), title)
        QTest.keyClick(there(desk.app.focusWidget()), Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
        assert [one.title for one in page.details.entries("education")] == ["Second", "First"]
        walk_to(desk, page.switches["education"])
        QTest.keyClick(page.switches["education"], Qt.Key.Key_Space)
        assert not page.details.is_on_cv("education")
        walk_to(desk, page.undo_button)
        QTest.keyClick(page.undo_button, Qt.Key.Key_Return)
        assert page.details.is_on_cv("education")
        walk_to(desk, page.back_button)
        QTest.keyClick(page.back_button, Qt.Key.Key_Return)
        on_screen(desk, ProfilePage)
    assert [one.title for one in kept(parts).details.entries("education")] == ["Second", "First"]


def test_the_keyboard_comes_back_to_what_opened_a_page(parts: Parts) -> None:
    with at_the_profile(parts) as desk:
        desk.window.activateWindow()

        def is_at(target: QWidget) -> None:
            wait_until(target.hasFocus, "the keyboard to come back", patience_s=5)
            assert not target.visibleRegion().isEmpty(), "it is out of sight"

        press(on_screen(desk, ProfilePage).details_button)
        press(on_screen(desk, DetailsPage).back_button)
        is_at(on_screen(desk, ProfilePage).details_button)
        press(on_screen(desk, ProfilePage).my_data_button)
        press(on_screen(desk, MyDataPage).back_button)
        is_at(on_screen(desk, ProfilePage).my_data_button)
        press(on_screen(desk, ProfilePage).cv_button)
        press(on_screen(desk, CvPage).details_button)
        press(on_screen(desk, DetailsPage).back_button)
        is_at(on_screen(desk, CvPage).details_button)
        press(on_screen(desk, CvPage).back_button)
        is_at(on_screen(desk, ProfilePage).cv_button)
        press(on_screen(desk, ProfilePage).report_button)
        press(on_screen(desk, ReportPage).back_button)
        is_at(on_screen(desk, ProfilePage).report_button)


def walk_to(desk: Desk, target: QWidget) -> None:
    """Press Tab until the focus is there."""
    for _ in range(120):
        focused = desk.app.focusWidget()
        assert isinstance(focused, QWidget)
        if focused is target:
            return
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    raise AssertionError("Tab does not come there")


# Beside the CV


def last_told(desk: Desk) -> str:
    return access_log.checked(desk.journey.deps, desk.journey.signed_in()).lines[-1].action


@pytest.mark.parametrize("with_name", [False, True])
def test_the_skills_are_taken_along_as_a_badge_with_the_name_only_where_that_is_ticked(
    parts: Parts, tmp_path: Path, with_name: bool
) -> None:
    badge = tmp_path / "badge.jwt"
    with at_the_profile(parts, cv=badge) as desk:
        press(on_screen(desk, ProfilePage).cv_button)
        page = on_screen(desk, CvPage)
        wait_until(page.save_button.isEnabled, "the preview of the CV")
        if with_name:
            press(page.badge.name)
        chosen = page.chosen()
        press(page.badge.button)
        wait_until(lambda: "badge.jwt" in page.note.text(), "what became of it")
        assert last_told(desk) == "badge_saved"
    claims = json.loads(urlsafe_b64decode(badge.read_bytes().split(b".")[1] + b"=="))
    assert (ANNA.full_name in json.dumps(claims, ensure_ascii=False)) is with_name
    assert len(claims["vc"]["credentialSubject"]["result"]) == len(chosen) > 0
    assert "It was measured on the computer that signed this" in claims["vc"]["evidence"][0]["narrative"]


def test_without_a_skill_there_is_no_badge_and_on_a_blind_one_no_name(parts: Parts) -> None:
    with at_the_profile(parts) as desk:
        press(on_screen(desk, ProfilePage).cv_button)
        page = on_screen(desk, CvPage)
        wait_until(page.save_button.isEnabled, "the preview of the CV")
        press(page.blind)
        assert not page.badge.name.isEnabled()
        press(page.none_button)
        assert not page.badge.button.isEnabled()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_profile_is_kept_as_a_picture_at_twice_its_size_with_a_line_in_the_log(
    parts: Parts, tmp_path: Path, language: str
) -> None:
    picture = tmp_path / "profile.png"
    with at_the_profile(parts, language, cv=picture) as desk:
        page = on_screen(desk, ProfilePage)
        press(page.picture_button)
        wait_until(lambda: "profile.png" in page.notes.told.text(), "what became of it")
        assert last_told(desk) == "picture_saved"
        bands = page.notes.width()
    with Image.open(picture) as read:
        assert read.format == "PNG"
        assert read.width > 2 * bands
        assert not read.info.keys() - {"dpi"}, "nothing but the picture"


def test_a_picture_that_finds_no_room_is_told_and_leaves_neither_a_file_nor_a_line(
    parts: Parts, tmp_path: Path
) -> None:
    with at_the_profile(parts, cv=tmp_path / "no such folder" / "profile.png") as desk:
        page = on_screen(desk, ProfilePage)
        press(page.picture_button)
        wait_until(lambda: "no such folder" in page.notes.told.text(), "why not")
        assert last_told(desk) != "picture_saved"
