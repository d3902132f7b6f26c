"""A computer without a locale, without our fonts or with a small screen: the window works, or says what is missing."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QScrollArea
from shiboken6 import delete

from progrez_desktop.core.errors import EnvironmentFault
from progrez_desktop.core.words import Words
from progrez_desktop.ui import theme
from progrez_desktop.ui.window import Window
from tests.ui import measure
from tests.ui.conftest import settle
from tests.ui.gallery import STATES, Material, context_for
from tests.ui.test_told_and_reached import SAMPLE

LOW = (
    *("01-welcome", "closing", *SAMPLE),
    *("14-report-not-saved", "17-my-data-broken", "31-fetched-much", "32-candidate-table", "32-compare-six"),
    *("34-interview-long", "34-interview-removed", "35-team-table", "35-team-long-names"),
    *("42-send-refused", "47-kiosk-check-still", "kiosk-printing", "kiosk-stick-failed", "kiosk-idle-rating"),
)
"""Of each kind of page one state, and those with most to say in a row, side by side or below the page."""
PROGRAM = """
import sys
from progrez_desktop.ui.startup import open_desk

def never(unlock):
    raise AssertionError("not asked for")

desk = open_desk(never, None, sys.argv[1] if len(sys.argv) > 1 else None)
desk.window.first_painted.disconnect()
desk.window.show()
desk.app.processEvents()
from PySide6.QtWidgets import QLabel
print("\\n".join(one.text() for one in desk.window.findChildren(QLabel)))
from progrez_desktop.core.words import Words
print(Words(desk.context.language).moment(1_764_000_000_000))
print(f"{desk.app.desktopFileName()}.desktop")
"""


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ({"LANG": "C"}, "en"),
        ({"LC_ALL": "POSIX"}, "en"),
        ({}, "en"),
        ({"LANG": "nl_NL.UTF-8"}, "nl"),
        ({"LANG": "xx"}, "en"),
    ],
    ids=["C", "POSIX", "none", "Dutch", "unknown"],
)
def test_the_window_opens_in_any_locale_and_in_none(repo: Path, locale: dict[str, str], language: str) -> None:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("LANG", "LC_"))}
    environment = {
        **kept,
        **locale,
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONIOENCODING": "utf-8",
        "PYTHONPATH": str(repo),
    }
    ended = subprocess.run(
        [sys.executable, "-c", PROGRAM], cwd=repo, env=environment, capture_output=True, encoding="utf-8", timeout=60
    )
    assert ended.returncode == 0, ended.stderr
    assert Words(language)("welcome.title") in ended.stdout
    month = {"en": "November 2025", "nl": "november 2025"}[language]
    assert month in ended.stdout
    # The menu entry by which Wayland knows whose icon a window has.
    assert (repo / "packaging/linux" / ended.stdout.splitlines()[-1]).is_file()


def test_without_its_fonts_the_program_says_so(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    theme.load_fonts.cache_clear()
    monkeypatch.setattr(theme, "font_path", lambda face: tmp_path / f"{face}.ttf")
    with pytest.raises(EnvironmentFault) as lost:
        theme.load_fonts()
    assert "fonts" in Words("en").of_fault(lost.value)
    assert "lettertypen" in Words("nl").of_fault(lost.value)


@pytest.mark.parametrize("percent", [100, 200])
def test_on_a_screen_of_1024_by_600_nothing_scrolls_sideways(
    qapp: QApplication, given: Material, monkeypatch: pytest.MonkeyPatch, percent: int
) -> None:
    monkeypatch.setattr(measure, "LEAST_BAND", 40)  # narrow, but the words beside it have what they need
    context = context_for(qapp, "nl", percent)
    window = Window(context)
    window.resize(1024, 600)
    window.show()
    wrong = {}
    for state in LOW:
        page = STATES[state](context, given)
        window.show_page(page)
        settle(qapp)
        sideways = [
            type(area).__name__
            for area in page.findChildren(QScrollArea)
            if area.isVisible() and (inner := area.widget()) is not None and inner.width() > area.viewport().width()
        ]
        found = sideways + measure.cut_off(page) + measure.overlapping(page, window)
        if found or window.width() > 1024 or window.height() > 600:
            wrong[state] = [*found, f"{window.width()}×{window.height()}"]
    window.close()
    delete(window)
    delete(context)
    assert wrong == {}
