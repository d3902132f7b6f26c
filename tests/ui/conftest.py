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
from tests.at_rest import garbage_waits as garbage_waits
from tests.at_rest import nothing_is_left as nothing_is_left
from tests.ui.gallery import STATES, Material, context_for, material

TURNS = 12
"""Of the event loop, until the page with most parts that come one a turn is whole."""
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
    """Let layouts and deferred deletions come to rest, and what a page makes part by part."""
    for _ in range(TURNS):
        app.processEvents()
    app.sendPostedEvents()  # a choice that fits its width to its words does so by a timer, and asks for its layout then
