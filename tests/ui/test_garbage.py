"""What Python throws away is taken apart where Qt's objects may be: on the UI thread, and nowhere else."""

import gc
import weakref
from threading import current_thread, main_thread

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from progrez_desktop.ui.background import Lane
from progrez_desktop.ui.demonstration import wait_until
from progrez_desktop.ui.garbage import Collector


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
    assert all(collected)


def test_without_a_window_python_looks_by_itself(qapp: QApplication) -> None:
    window = QObject()
    Collector(window)
    assert not gc.isenabled()
    delete(window)
    assert gc.isenabled()
