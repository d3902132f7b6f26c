"""What goes wrong around a person is told in a sentence that says what to do, and no earlier answer is lost."""

import os
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from progrez_desktop.core.errors import DataFault, EnvironmentFault
from progrez_desktop.core.model.attempt import StatementValue, TextValue
from progrez_desktop.core.model.person import PersonDetails
from progrez_desktop.core.packs.manifest import Folder
from progrez_desktop.core.packs.pins import PINS
from progrez_desktop.core.packs.shipped import (
    BANK,
    MODEL,
    MODEL_DESCRIPTION,
    MODEL_TOKENIZER,
    MODEL_VOCABULARY,
    Shipped,
)
from progrez_desktop.core.resources import resource_path
from progrez_desktop.core.services import accounts, opening, results, sittings
from progrez_desktop.core.services import demonstration as invented
from progrez_desktop.core.services.opening import Parts
from progrez_desktop.core.words import LANGUAGES, Words
from progrez_desktop.ui.demonstration import Demonstration, Visitor, press, type_text, wait_until
from progrez_desktop.ui.errors import sentence_of
from progrez_desktop.ui.pages.account import AccountPage
from progrez_desktop.ui.pages.item import ItemPage
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.open_answer import OpenAnswerPage
from progrez_desktop.ui.pages.profile import ProfilePage
from progrez_desktop.ui.pages.review import ReviewPage
from progrez_desktop.ui.pages.statement import StatementPage
from progrez_desktop.ui.startup import Desk
from tests.journeys.driving import (
    ANNA,
    PASSWORD,
    contents,
    desk_over,
    fill,
    make_account,
    on_screen,
    parts_of,
    ready,
    refused,
    set_up,
    sign_in,
    storage,
    texts_of,
    to_sign_in,
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


def begin_at(parts: Parts, position: int) -> None:
    """Leave Anna's sitting where she will go on."""
    make_account(parts)
    with storage(parts) as opened:
        session = accounts.sign_in(opened.deps, ANNA.email, PASSWORD)
        session.safe.keep_place(sittings.begin(opened.deps, session).attempt.id, position, 0)
        accounts.sign_out(session)


def go_on(desk: Desk) -> None:
    to_sign_in(desk)
    sign_in(desk)
    press(on_screen(desk, MessagePage).buttons["go_on"])


def kept_by(parts: Parts) -> dict[str, object]:
    with storage(parts) as opened:
        session = accounts.sign_in(opened.deps, ANNA.email, PASSWORD)
        standing = sittings.standing(opened.deps, session)
        assert standing is not None
        kept: dict[str, object] = {item: one.value for item, one in standing.responses.items()}
        accounts.sign_out(session)
    return kept


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
        begin_at(parts, 123)
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
            wait_until(lambda: sitting.position == 124, "the second prompt")
        assert TextValue(text) in kept_by(parts).values()


# At the start


def told_at_start(desk: Desk) -> str:
    page = on_screen(desk, MessagePage)
    assert set(page.buttons) == {"close", "again"}
    return texts_of(page)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_folder_that_can_not_be_written_is_named_at_the_start(tmp_path: Path, language: str) -> None:
    (tmp_path / "in-the-way").write_bytes(b"a file where a folder should be")
    root = tmp_path / "in-the-way" / "data"
    with desk_over(parts_of(root), language) as desk:
        assert Words(language)("error.read_only", folder=str(root)) in told_at_start(desk)


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


# What ships with the program


@pytest.fixture
def resources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of what ships, which a test may spoil."""
    copy = tmp_path / "resources"
    for part in ("assessments", "bank", "model"):
        if resource_path(part).is_dir():
            shutil.copytree(resource_path(part), copy / part)
    pins = dict.fromkeys((MODEL, MODEL_TOKENIZER, MODEL_VOCABULARY, MODEL_DESCRIPTION), "0" * 64) | dict(PINS)
    monkeypatch.setattr(opening, "shipped", lambda: Shipped(Folder(copy), pins))
    return copy


@pytest.mark.parametrize("spoilt", ["missing", "changed"])
def test_without_its_model_the_whole_journey_goes_on_and_leaves_the_readings_out(
    tmp_path: Path, resources: Path, spoilt: str
) -> None:
    model = resources / MODEL
    model.parent.mkdir(exist_ok=True)
    model.write_bytes(model.read_bytes() + b"!" if model.exists() else b"!")
    if spoilt == "missing":
        model.unlink()
    cv = tmp_path / "cv.pdf"
    with desk_over(set_up(parts_of(tmp_path / "data")), choose_file=lambda _title, _name: cv) as desk:
        ready(desk)
        deps = desk.journey.deps
        with pytest.raises(DataFault) as told:
            _ = deps.answer_reader
        assert told.value.code == f"resource_{spoilt}"
        visitor = Visitor(ANNA, PASSWORD, 29, invented.answers(deps.assessment, deps.scorer.bank, "en"))
        shown: dict[str, str] = {}
        Demonstration(desk, visitor, lambda name, window: shown.update({name: texts_of(window)})).perform()
    assert cv.read_bytes().startswith(b"%PDF")
    assert Words("en")("profile.title") in shown["05-profile"]
    with storage(parts_of(tmp_path / "data")) as opened:
        session = accounts.sign_in(opened.deps, ANNA.email, PASSWORD)
        profile = results.latest(opened.deps, session)
        assert profile is not None
        assert session.safe.readings(profile.attempt_id) == {}
        accounts.sign_out(session)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_missing_bank_is_named_and_finishing_works_once_it_is_back(
    tmp_path: Path, resources: Path, language: str
) -> None:
    parts = parts_of(tmp_path / "data")
    begin_at(parts, 110)
    words, bank = Words(language), resources / BANK
    content = bank.read_bytes()
    bank.unlink()
    with desk_over(parts, language) as desk:
        go_on(desk)
        QTest.keyClicks(on_screen(desk, StatementPage), "5")
        sitting = desk.journey.sitting
        assert sitting is not None
        while sitting.position < len(desk.journey.deps.assessment.items):
            before = sitting.position
            press(on_screen(desk, ItemPage).skip_button)
            wait_until(lambda at=before: sitting.position > at, "the next item")  # type: ignore[misc]
        press(on_screen(desk, ReviewPage).finish_button)
        assert words("error.resource_missing", name=BANK) in texts_of(on_screen(desk, MessagePage))
    assert StatementValue(5) in kept_by(parts).values()
    bank.write_bytes(content)
    with desk_over(parts, language) as desk:
        go_on(desk)
        press(on_screen(desk, ReviewPage).finish_button)
        on_screen(desk, ProfilePage)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_changed_assessment_is_named_at_the_start(tmp_path: Path, resources: Path, language: str) -> None:
    changed = resources / "assessments" / "working-together" / "statements.json"
    changed.write_bytes(changed.read_bytes() + b" ")
    name = "assessments/working-together/statements.json"
    with desk_over(set_up_elsewhere(tmp_path), language) as desk:
        assert Words(language)("error.resource_changed", name=name) in told_at_start(desk)


def set_up_elsewhere(tmp_path: Path) -> Parts:
    return parts_of(tmp_path / "data")


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
    begin_at(parts, 123)
    with desk_over(parts) as desk:
        go_on(desk)
        page = on_screen(desk, OpenAnswerPage)
        QApplication.clipboard().setText(text)
        page.editor.paste()
        type_text(page.editor, " More.")
        press(page.next_button)
        sitting = desk.journey.sitting
        assert sitting is not None
        wait_until(lambda: sitting.position == 124, "the second prompt")
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
