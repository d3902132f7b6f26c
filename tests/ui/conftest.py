"""What the tests of the interface share: no screen is needed, and the material of the pages is made once."""

import os

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.window import Window
from tests.ui.gallery import STATES, Material, context_for, material

Show = Callable[..., tuple[Window, Context, Any]]
"""A test knows which page it asked for."""


@pytest.fixture(scope="session")
def given() -> Material:
    return material()


@pytest.fixture
def show(qapp: QApplication, given: Material) -> Iterator[Show]:
    """Show one state of the gallery in a window; give window, context and page."""
    made: list[tuple[Window, Context]] = []

    def show_state(state: str, language: str = "en", percent: int = 100) -> tuple[Window, Context, Page]:
        context = context_for(qapp, language, percent)
        window = Window(context)
        made.append((window, context))
        window.show()
        window.activateWindow()
        page = STATES[state](context, given)
        window.show_page(page)
        settle(qapp)
        return window, context, page

    yield show_state
    for window, context in made:
        window.close()
        delete(window)
        delete(context)


def settle(app: QApplication) -> None:
    """Let layouts and deferred deletions come to rest."""
    for _ in range(3):
        app.processEvents()
