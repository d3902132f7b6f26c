"""What Python throws away is taken apart where Qt's objects may be: on the UI thread, and nowhere else."""

import gc
import weakref
from threading import current_thread, main_thread

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from progrez_desktop.core.errors import LockedFault
from progrez_desktop.ui.background import Lane
from progrez_desktop.ui.demonstration import wait_until
from progrez_desktop.ui.garbage import Collector, leave_to_python
from progrez_desktop.ui.startup import open_desk
from progrez_desktop.ui.theme import Theme


class Knot:
    """Garbage that only the collector finds."""

    def __init__(self) -> None:
        self.itself = self


def test_what_a_lane_throws_away_is_collected_on_the_ui_thread(qapp: QApplication) -> None:
    window, lane = QObject(), Lane("busy")
    Collector(window, every_ms=5)
    collected = []

    def job() -> None:
        for _ in range(3000):  # far more than Python lets lie about when it looks by itself
            weakref.finalize(Knot(), lambda: collected.append(current_thread() is main_thread()))

    lane.run(job, lambda _: None, lambda failure: collected.append(False), owner=window)
    wait_until(lambda: len(collected) > 2000, "the garbage to be collected")
    lane.close()
    delete(window)
    leave_to_python()
    assert all(collected)


def test_it_looks_rarely_while_nothing_happens_and_soon_again_when_something_does(qapp: QApplication) -> None:
    window = QObject()
    gc.collect()  # what tests before this one left would be something that happens
    collector = Collector(window, every_ms=1000)
    for _ in range(6):
        collector.look()
    assert collector.interval_ms == 8000
    thrown_away = [Knot() for _ in range(10)]
    collector.look()
    assert collector.interval_ms == 1000
    assert len(thrown_away) == 10
    delete(window)
    leave_to_python()


def test_python_looks_by_itself_again_when_the_window_is_gone_and_not_while_it_goes(qapp: QApplication) -> None:
    seen = []
    desk = open_desk(lambda _: (_ for _ in ()).throw(LockedFault("keyring_lost")), None)
    desk.window.destroyed.connect(lambda: seen.append(gc.isenabled()))
    assert not gc.isenabled()
    desk.close()
    assert seen == [False]
    assert gc.isenabled()


def test_python_looks_no_more_from_before_a_window_is_dressed(
    qapp: QApplication, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Qt goes through all widgets for a style sheet, and one that is collected meanwhile ends the process."""
    seen, dress = [], Theme.apply

    def apply(theme: Theme, app: QApplication) -> None:
        seen.append(gc.isenabled())
        dress(theme, app)

    monkeypatch.setattr(Theme, "apply", apply)
    gc.enable()
    open_desk(lambda _: (_ for _ in ()).throw(LockedFault("keyring_lost")), None).close()
    assert seen == [False]
