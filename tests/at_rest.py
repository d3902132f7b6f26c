"""What a test shows goes with it, and the process is as it was before: tests run in any order. Garbage of Qt's objects
is taken apart between them: in the middle of what Qt does, it ends the process."""

import gc
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
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


@pytest.fixture(autouse=True)
def the_process_is_as_it_was() -> Iterator[None]:
    before = _process()
    yield
    after = _process()
    changed = sorted(
        name for name in before | after if before.get(name) != after.get(name)
    )  # no value: it may be secret
    assert not changed, f"what a test called left the process changed for those that come after it: {changed}"


def _process() -> dict[str, Any]:
    mask = os.umask(0o077)
    os.umask(mask)
    heard = {one.name: signal.getsignal(one) for one in (signal.SIGINT, signal.SIGTERM)}
    environment = {name: value for name, value in os.environ.items() if name not in _TOLD_ONCE}
    return {"mask": mask, "folder": Path.cwd(), **heard, **environment}


_TOLD_ONCE = ("PYTEST_CURRENT_TEST", "ORT_DISABLE_TELEMETRY", "RUST_BACKTRACE")
"""By pytest of each test, by what reads open answers when it is imported, and by OpenDP when it is loaded."""


def _windows() -> list[Any]:
    widgets = sys.modules.get("PySide6.QtWidgets")
    app = widgets.QApplication.instance() if widgets else None
    return app.topLevelWidgets() if app is not None and hasattr(app, "topLevelWidgets") else []
