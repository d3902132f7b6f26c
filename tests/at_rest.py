"""What a test shows goes with it, and garbage of Qt's objects is taken apart between tests: in the middle of what Qt
does, it ends the process."""

import gc
import sys
from collections.abc import Iterator
from typing import Any

import pytest


@pytest.fixture(autouse=True)
def garbage_waits() -> Iterator[None]:
    """For the end of a test: Python looks wherever something is made, and a style sheet goes through all widgets."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture(autouse=True, scope="module")
def nothing_is_left() -> Iterator[None]:
    """Leave no widget to the tests of another room, in which Python looks by itself, and on any thread."""
    yield
    gc.collect()


@pytest.fixture(autouse=True)
def no_window_is_left() -> Iterator[None]:
    """What a test shows goes with it: a style sheet is laid over every widget of a process, also forgotten ones, and
    a few dozen windows made each later test take seconds."""
    before = set(_windows())
    yield
    left = [window for window in _windows() if window not in before]
    for window in left:
        window.hide()
        window.deleteLater()
    if left:
        core = sys.modules["PySide6.QtCore"]
        core.QCoreApplication.sendPostedEvents(None, core.QEvent.Type.DeferredDelete)


def _windows() -> list[Any]:
    widgets = sys.modules.get("PySide6.QtWidgets")
    app = widgets.QApplication.instance() if widgets else None
    return app.topLevelWidgets() if app is not None and hasattr(app, "topLevelWidgets") else []
