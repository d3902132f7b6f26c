"""What Python throws away is taken apart where Qt's objects may be: on the UI thread, and nowhere else."""

import gc
import weakref
from threading import current_thread, main_thread

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from progrez_desktop.core.errors import LockedFault
from progrez_desktop.ui.background import Lane
from progrez_desktop.ui.demonstration import wait_until
from progrez_desktop.ui.garbage import Collector, leave_to_python
from progrez_desktop.ui.startup import open_desk


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


def test_python_looks_by_itself_again_when_the_window_is_gone_and_not_while_it_goes(qapp: QApplication) -> None:
    seen = []
    desk = open_desk(lambda _: (_ for _ in ()).throw(LockedFault("keyring_lost")), None)
    desk.window.destroyed.connect(lambda: seen.append(gc.isenabled()))
    assert not gc.isenabled()
    desk.close()
    assert seen == [False]
    assert gc.isenabled()
