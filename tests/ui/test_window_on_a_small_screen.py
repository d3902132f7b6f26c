"""The last row of buttons is on the screen, also of a laptop that has no room for a frame around the window."""

from dataclasses import dataclass

import pytest
from PySide6.QtCore import QRect
from PySide6.QtWidgets import QApplication

from progrez_desktop.ui.window import Window
from tests.ui.gallery import context_for


@dataclass(frozen=True)
class Screen:
    wide: int
    high: int

    def availableGeometry(self) -> QRect:  # noqa: N802 - Qt's name
        return QRect(0, 0, self.wide, self.high)


@pytest.mark.parametrize(
    ("wide", "high", "fills_it"),
    [(1280, 800, True), (1366, 728, True), (1024, 600, True), (1920, 1040, False)],
)
def test_a_window_with_its_frame_fits_on_its_screen(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch, wide: int, high: int, fills_it: bool
) -> None:
    window = Window(context_for(qapp, "en", 100))
    monkeypatch.setattr(window, "screen", lambda: Screen(wide, high))
    window.show_whole()
    assert window.isMaximized() is fills_it
    window.close()
