"""The report on its page: asked for when it is looked at, drawn elsewhere, saved as the pages that were seen."""

import threading
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QLabel

from progrez_desktop.core.errors import EnvironmentFault
from progrez_desktop.core.services import accounts, reporting
from progrez_desktop.core.words import LANGUAGES, Words
from progrez_desktop.ui.demonstration import press as click
from progrez_desktop.ui.demonstration import wait_until
from progrez_desktop.ui.pages.profile import ProfilePage
from progrez_desktop.ui.pages.report import ReportPage
from tests.core.services.sitting_house import attentive, sit
from tests.journeys.driving import (
    ANNA,
    PASSWORD,
    desk_over,
    make_account,
    on_screen,
    parts_of,
    sign_in,
    storage,
    to_sign_in,
)
from tests.ui.conftest import Show
from tests.ui.test_keys_and_buttons import heard


def page_of(show: Show, state: str) -> ReportPage:
    _, _, page = show(state)
    assert isinstance(page, ReportPage)
    return page


def test_nothing_can_be_saved_before_the_pages_are_seen(show: Show) -> None:
    assert not page_of(show, "14-report-drawing").save_button.isEnabled()
    assert page_of(show, "14-report").save_button.isEnabled()


def test_every_page_is_shown_under_its_own_name(show: Show) -> None:
    page = page_of(show, "14-report")
    sheets = [one.accessibleName() for one in page.preview.findChildren(QLabel) if one.property("role") == "sheet"]
    assert sheets == [f"Page of your report {number}/6" for number in range(1, 7)]


def test_another_language_asks_for_the_pages_again(show: Show) -> None:
    page = page_of(show, "14-report")
    asked = heard(page.wanted)
    page.context.set_language("nl")
    assert asked
    assert page.save_button.text() == "Mijn rapport bewaren"


def test_a_fault_is_told_beside_the_button(show: Show) -> None:
    page = page_of(show, "14-report")
    page.show_fault(EnvironmentFault("disk_full", folder="Documents"))
    assert page.note.text().startswith("The disk with Documents is full.")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_is_drawn_away_from_the_window_and_saved_whole(
    tmp_path: Path, language: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    out, words, threads = tmp_path / "report.pdf", Words(language), set[int]()
    parts = parts_of(tmp_path / "data")
    make_account(parts)
    with storage(parts) as opened:
        session = accounts.sign_in(opened.deps, ANNA.email, PASSWORD)
        sit(opened.deps, session, attentive(opened.deps))
        accounts.sign_out(session)
    drawing = reporting.report

    def watched(*given: Any) -> bytes:
        threads.add(threading.get_ident())
        return drawing(*given)

    monkeypatch.setattr(reporting, "report", watched)
    asked: list[tuple[str, str]] = []

    def choose(title: str, name: str) -> Path:
        asked.append((title, name))
        return out

    with desk_over(parts, language, choose_file=choose) as desk:
        to_sign_in(desk)
        sign_in(desk)
        click(on_screen(desk, ProfilePage).report_button)
        page = on_screen(desk, ReportPage)
        wait_until(page.save_button.isEnabled, "the preview of the report")
        shown = page.preview._pdf
        click(page.save_button)
        wait_until(lambda: page.note.text() == words("report_page.saved", name="report.pdf"), "the saved report")
        click(page.back_button)
        on_screen(desk, ProfilePage)
    assert out.read_bytes() == shown
    assert asked == [(words("file.save_report"), words("report_page.file_name", name=ANNA.full_name))]
    assert threads and threading.get_ident() not in threads
