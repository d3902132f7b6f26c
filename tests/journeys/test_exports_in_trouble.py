"""Whatever a person takes along is written whole or not at all: a full disk, a folder, a link, a pipe, a stick that is
read-only. The window says which it is, what was there stays, and the log tells of nothing that did not leave."""

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from PySide6.QtWidgets import QPushButton

from progrez_desktop.core.documents import writing
from progrez_desktop.core.services.opening import Parts
from progrez_desktop.core.words import Words
from progrez_desktop.ui.demonstration import press, wait_until
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.pages.cv import CvPage
from progrez_desktop.ui.pages.erase import ErasePage
from progrez_desktop.ui.pages.my_data import MyDataPage
from progrez_desktop.ui.pages.profile import ProfilePage
from progrez_desktop.ui.pages.report import ReportPage
from progrez_desktop.ui.startup import Desk
from tests.journeys.driving import contents, desk_over, on_screen, parts_of, sign_in, texts_of, to_sign_in
from tests.journeys.test_bad_input import fill_up, small_disk
from tests.journeys.test_my_data import with_profile

WORDS = Words("en")


@pytest.fixture(scope="module")
def parts(tmp_path_factory: pytest.TempPathFactory) -> Parts:
    """Anna, who has a profile and has decided, so that there is a receipt as well."""
    parts = parts_of(tmp_path_factory.mktemp("machine") / "data")
    with_profile(parts)
    return parts


@contextmanager
def saving_to(parts: Parts, place: Path) -> Iterator[Desk]:
    with desk_over(parts, choose_file=lambda _title, _name: place) as desk:
        to_sign_in(desk)
        sign_in(desk)
        profile = on_screen(desk, ProfilePage)
        wait_until(lambda: profile.is_settled, "the texts", patience_s=60)
        yield desk


def at_the_cv(desk: Desk) -> tuple[Page, QPushButton]:
    press(on_screen(desk, ProfilePage).cv_button)
    page = on_screen(desk, CvPage)
    wait_until(page.save_button.isEnabled, "the CV")
    return page, page.save_button


def at_the_cv_as_json(desk: Desk) -> tuple[Page, QPushButton]:
    page, _ = at_the_cv(desk)
    assert isinstance(page, CvPage)
    return page, page.json_button


def at_the_report(desk: Desk) -> tuple[Page, QPushButton]:
    press(on_screen(desk, ProfilePage).report_button)
    page = on_screen(desk, ReportPage)
    wait_until(page.save_button.isEnabled, "the report")
    return page, page.save_button


def at_the_result(desk: Desk) -> tuple[Page, QPushButton]:
    page = on_screen(desk, ProfilePage)
    return page, page.notes.save_button


def at_the_own_copy(desk: Desk) -> tuple[Page, QPushButton]:
    press(on_screen(desk, ProfilePage).my_data_button)
    page = on_screen(desk, MyDataPage)
    return page, page.save_button


def at_the_receipt(form: str) -> Callable[[Desk], tuple[Page, QPushButton]]:
    def go(desk: Desk) -> tuple[Page, QPushButton]:
        press(on_screen(desk, ProfilePage).my_data_button)
        page = on_screen(desk, MyDataPage)
        return page, page.receipt_buttons[form]

    go.__name__ = f"at_the_receipt_{form}"
    return go


def at_what_will_go(desk: Desk) -> tuple[Page, QPushButton]:
    press(on_screen(desk, ProfilePage).my_data_button)
    press(on_screen(desk, MyDataPage).delete_button)
    page = on_screen(desk, ErasePage)
    return page, page.paper_button


EXPORTS = (
    *(at_the_cv, at_the_cv_as_json, at_the_report, at_the_result, at_the_own_copy),
    *(at_the_receipt("pdf"), at_the_receipt("json"), at_what_will_go),
)
exports = pytest.mark.parametrize("go", EXPORTS, ids=lambda go: go.__name__)


def lines(desk: Desk) -> int:
    """How many lines the log has; opening a page is none."""
    return desk.journey.signed_in().safe.log.end().seq


def pressed(desk: Desk, go: Callable[[Desk], tuple[Page, QPushButton]], told: str) -> None:
    """Go there and save; wait for that sentence, and see that nothing was told in the log and that it can go on."""
    page, button = go(desk)
    before = lines(desk)
    press(button)
    wait_until(lambda: told in texts_of(page), told, patience_s=10)
    assert desk.window.page is page
    wait_until(button.isEnabled, "another try", patience_s=5)
    assert lines(desk) == before


@exports
def test_a_full_disk_is_told_and_the_old_file_stays(
    parts: Parts, tmp_path: Path, go: Callable[[Desk], tuple[Page, QPushButton]]
) -> None:
    with small_disk(tmp_path / "disk") as disk:
        (disk / "old").write_bytes(b"what was there")
        with saving_to(parts, disk / "old") as desk:
            fill_up(disk)
            before = contents(disk)
            pressed(desk, go, WORDS("error.disk_full", folder=str(disk)))
            assert contents(disk) == before


@exports
def test_a_stick_that_may_only_be_read_is_told(
    parts: Parts, tmp_path: Path, go: Callable[[Desk], tuple[Page, QPushButton]]
) -> None:
    with small_disk(tmp_path / "disk") as disk:
        (disk / "old").write_bytes(b"what was there")
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        with saving_to(parts, disk / "old") as desk:
            pressed(desk, go, WORDS("error.read_only", folder=str(disk)))
            assert contents(disk) == {"old": b"what was there"}


@exports
def test_a_folder_a_pipe_without_reader_and_a_link_in_a_circle_are_told(
    parts: Parts,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    go: Callable[[Desk], tuple[Page, QPushButton]],
) -> None:
    monkeypatch.setattr(writing, "READER_S", 0.1)
    place, folder, pipe, circle = (tmp_path / name for name in ("place", "folder", "pipe", "circle"))
    folder.mkdir()
    os.mkfifo(pipe)
    circle.symlink_to(circle)
    told = {
        folder: WORDS("error.save_to_folder", name=place.name),
        pipe: WORDS("error.save_pipe_closed", name=place.name),
        circle: WORDS("error.save_name_not_possible"),
        tmp_path / "missing" / "file": WORDS("error.save_folder_missing", folder=str(tmp_path / "missing")),
    }
    for target, sentence in told.items():
        place.unlink(missing_ok=True)
        if target.parent == tmp_path:
            place.symlink_to(target)
        with saving_to(parts, place if target.parent == tmp_path else target) as desk:
            pressed(desk, go, sentence)
    assert not any(folder.iterdir())
    assert pipe.is_fifo()
    assert not list(tmp_path.glob(".progrez-*"))


@exports
def test_a_link_is_followed_and_stays(
    parts: Parts, tmp_path: Path, go: Callable[[Desk], tuple[Page, QPushButton]]
) -> None:
    (tmp_path / "papers").mkdir()
    file, link = tmp_path / "papers" / "file", tmp_path / "link"
    file.write_bytes(b"what was there")
    link.symlink_to(file)
    with saving_to(parts, link) as desk:
        _, button = go(desk)
        press(button)
        wait_until(lambda: file.read_bytes() != b"what was there", "the file")
    assert link.is_symlink()
    assert len(file.read_bytes()) > 100
