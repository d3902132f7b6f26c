"""What goes wrong around a person is told in a sentence that says what to do, and no earlier answer is lost."""

import os
import re
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from progrez_desktop.core.errors import EnvironmentFault
from progrez_desktop.core.model.attempt import StatementValue, TextValue
from progrez_desktop.core.model.person import PersonDetails
from progrez_desktop.core.words import LANGUAGES, Words
from progrez_desktop.ui.demonstration import Demonstration, Visitor, press, type_text, wait_until
from progrez_desktop.ui.errors import sentence_of
from progrez_desktop.ui.pages.account import AccountPage
from progrez_desktop.ui.pages.item import ItemPage
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.open_answer import OpenAnswerPage
from progrez_desktop.ui.pages.statement import StatementPage
from tests.journeys.driving import (
    ANNA,
    FIRST_PROMPT,
    PASSWORD,
    begin_at,
    contents,
    desk_over,
    fill,
    go_on,
    kept_by,
    make_account,
    on_screen,
    parts_of,
    ready,
    refused,
    set_up,
    sign_in,
    texts_of,
    to_sign_in,
    told_at_start,
)

REPO = Path(__file__).resolve().parents[2]


@contextmanager
def small_disk(folder: Path) -> Iterator[Path]:
    """A disk of 4 MiB of its own, where this user may make one."""
    folder.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)], capture_output=True)
    if mounted.returncode:
        pytest.skip("NOT RUN: only root may make a small disk here; tests/core/store fills the database instead")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", str(folder)], check=True)


def fill_up(folder: Path) -> Path:
    """Take every byte that is left, and return the file that holds them."""
    filler = folder / "filler"
    with filler.open("wb", buffering=0) as file:
        for size in (65536, 4096, 1):
            try:
                while file.write(b"x" * size):
                    pass
            except OSError:
                continue
    return filler


def trouble_on(page: ItemPage) -> str:
    wait_until(lambda: "not saved" in texts_of(page) or "niet bewaard" in texts_of(page), "the trouble to be told")
    return texts_of(page)


# A full disk


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_full_disk_is_told_on_the_page_and_answering_goes_on_once_there_is_room(
    tmp_path: Path, language: str
) -> None:
    with small_disk(tmp_path / "disk") as disk:
        parts, words = parts_of(disk / "data"), Words(language)
        begin_at(parts, 0)
        with desk_over(parts, language) as desk:
            go_on(desk)
            page, sitting = on_screen(desk, StatementPage), desk.journey.sitting
            assert sitting is not None
            first, second = (item.id for item in desk.journey.deps.assessment.items[:2])
            QTest.keyClicks(page, "4")
            wait_until(lambda: sitting.position == 1, "the second item")
            filler = fill_up(disk)
            QTest.keyClicks(page, "2")
            reason = words("error.disk_full", folder=str(parts.folder.safes))
            assert words("item.not_saved", reason=reason) in trouble_on(page)
            assert sitting.position == 1
            assert not page.saved.isVisible()
            filler.unlink()
            QTest.keyClicks(page, "3")
            wait_until(lambda: sitting.position == 2, "the third item")
            assert reason not in texts_of(page)
        assert kept_by(parts) == {first: StatementValue(4), second: StatementValue(3)}


def test_a_text_that_found_no_room_stays_on_screen_and_is_saved_later(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        parts, text = parts_of(disk / "data"), "I asked both what they would need. " * 40
        begin_at(parts, FIRST_PROMPT)
        with desk_over(parts) as desk:
            go_on(desk)
            page = on_screen(desk, OpenAnswerPage)
            filler = fill_up(disk)
            page.editor.insertPlainText(text)
            press(page.next_button)
            assert "is full" in trouble_on(page)
            filler.unlink()
            sitting = desk.journey.sitting
            assert sitting is not None
            assert page.text() == text
            press(page.next_button)
            wait_until(lambda: sitting.position == FIRST_PROMPT + 1, "the second prompt")
        assert TextValue(text) in kept_by(parts).values()


# At the start


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("place", ["in-the-way", "in-the-way/data"])
def test_a_file_where_the_folder_should_be_is_told_at_the_start(tmp_path: Path, place: str, language: str) -> None:
    (tmp_path / "in-the-way").write_bytes(b"a file where a folder should be")
    root = tmp_path / place
    with desk_over(parts_of(root), language) as desk:
        assert Words(language)("error.folder_is_file", folder=str(root)) in told_at_start(desk)
    assert (tmp_path / "in-the-way").read_bytes() == b"a file where a folder should be"


def test_a_disk_that_may_only_be_read_is_told_and_nothing_is_changed(tmp_path: Path) -> None:
    with small_disk(tmp_path / "disk") as disk:
        parts = parts_of(disk / "data")
        make_account(parts)
        before = contents(disk)
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        with desk_over(parts) as desk:
            assert Words("en")("error.read_only", folder=str(disk / "data")) in told_at_start(desk)
            subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)
            assert contents(disk) == before
            press(on_screen(desk, MessagePage).buttons["again"])
            ready(desk)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_second_window_on_one_folder_is_told_which_process_holds_it(tmp_path: Path, language: str) -> None:
    parts = set_up(parts_of(tmp_path))
    with desk_over(parts, language) as first:
        ready(first)
        with desk_over(parts_of(tmp_path), language) as second:
            assert Words(language)("error.second_instance", pid=os.getpid()) in told_at_start(second)
    with desk_over(parts, language) as desk:
        ready(desk)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_database_of_another_program_is_named_and_not_touched(tmp_path: Path, language: str) -> None:
    parts = set_up(parts_of(tmp_path))
    parts.folder.device_file.unlink()
    other = sqlite3.connect(parts.folder.device_file)
    other.execute("CREATE TABLE recipes (name TEXT)")
    other.commit()
    other.close()
    before = parts.folder.device_file.read_bytes()
    with desk_over(parts, language) as desk:
        assert Words(language)("error.foreign_database", file="device.db") in told_at_start(desk)
    assert parts.folder.device_file.read_bytes() == before


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_truncated_safe_is_told_at_sign_in_and_harms_one_person_only(tmp_path: Path, language: str) -> None:
    parts = parts_of(tmp_path)
    make_account(parts)
    (safe,) = parts.folder.safes.glob("*.safe")
    boris = PersonDetails("Boris", "Vlinderveld", "b.vlinderveld@example.org")
    make_account(parts, boris, "nine lanterns by the quay")
    safe.write_bytes(safe.read_bytes()[:-5000])
    cut = safe.read_bytes()
    with desk_over(parts, language) as desk:
        to_sign_in(desk)
        sign_in(desk)
        assert refused(desk) == Words(language)("error.safe_damaged", file=safe.name)
        sign_in(desk, boris.email, "nine lanterns by the quay")
        wait_until(lambda: desk.journey.session is not None, "the other safe")
    assert safe.read_bytes() == cut


# Characters that nothing can keep


HALF = 299 * "a" + "\N{GRINNING FACE}"
"""A line takes 300 units, and this is 301: it is cut in the middle of the last character."""


@pytest.mark.parametrize(
    ("first", "kept"), [("An\0na\x07", "Anna"), ("\0", None), (HALF, 299 * "a"), ("Jo\ud800n", "Jon")]
)
def test_what_no_database_can_hold_is_left_out_of_a_name(tmp_path: Path, first: str, kept: str | None) -> None:
    with desk_over(set_up(parts_of(tmp_path))) as desk:
        Demonstration(desk, Visitor(ANNA, PASSWORD, 29, {}), lambda _name, _window: None).begin()
        page = on_screen(desk, AccountPage)
        QApplication.clipboard().setText(first)
        page.first_name.edit.paste()
        for field, text in ((page.last_name, ANNA.last_name), (page.email, ANNA.email), (page.password, PASSWORD)):
            fill(field.edit, text)
        press(page.continue_button)
        if kept is None:
            assert page.first_name.edit.accessibleDescription() == Words("en")("account.name_missing")
            return
        wait_until(lambda: desk.journey.session is not None, "the account")
        assert desk.journey.session is not None
        assert desk.journey.session.details.first_name.rstrip("\N{REPLACEMENT CHARACTER}") == kept


@pytest.mark.parametrize("email", ["an\0na@example.org", 285 * "a" + "@example.org\N{GRINNING FACE}"])
def test_an_address_that_can_not_be_one_is_told_beside_it(tmp_path: Path, email: str) -> None:
    with desk_over(set_up(parts_of(tmp_path))) as desk:
        Demonstration(desk, Visitor(ANNA, PASSWORD, 29, {}), lambda _name, _window: None).begin()
        page = on_screen(desk, AccountPage)
        for field, text in ((page.first_name, "A"), (page.last_name, "B"), (page.password, PASSWORD)):
            fill(field.edit, text)
        page.email.edit.setText(email)
        press(page.continue_button)
        assert page.email.edit.accessibleDescription() == Words("en")("error.email_not_valid")


@pytest.mark.parametrize("text", ["She said\0 yes\x07 to it.", "Half an emoji \ud83d and on."])
def test_a_text_with_such_characters_is_saved_without_them(tmp_path: Path, text: str) -> None:
    parts = parts_of(tmp_path)
    begin_at(parts, FIRST_PROMPT)
    with desk_over(parts) as desk:
        go_on(desk)
        page = on_screen(desk, OpenAnswerPage)
        QApplication.clipboard().setText(text)
        page.editor.paste()
        type_text(page.editor, " More.")
        press(page.next_button)
        sitting = desk.journey.sitting
        assert sitting is not None
        wait_until(lambda: sitting.position == FIRST_PROMPT + 1, "the second prompt")
    (kept,) = (value.text for value in kept_by(parts).values() if isinstance(value, TextValue))
    assert kept.endswith(" More.")
    assert not any(sign < " " or "\ud800" <= sign <= "\udfff" for sign in kept)


# Words for all of it


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_fault_in_the_program_has_a_sentence(language: str) -> None:
    words = Words(language)
    sources = [path.read_text("utf-8") for path in (REPO / "progrez_desktop").rglob("*.py")]
    codes = {code for text in sources for code in re.findall(r'Fault\(\s*"([a-z_]+)"', text)}
    codes |= {f"{kind}_{what}" for kind in ("device", "safe") for what in ("missing", "damaged")}
    assert len(codes) > 50
    assert [code for code in sorted(codes) if f"error.{code}" not in words] == []


def test_a_fault_is_told_in_words_and_never_as_a_code() -> None:
    fault = EnvironmentFault("disk_full", folder="data")
    for language in LANGUAGES:
        told = sentence_of(fault, Words(language))
        assert "disk_full" not in told
        assert "data" in told
