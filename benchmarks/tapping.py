"""How long from the tapped answer to the next item on screen, with the answer on the disk in between.

    python -m benchmarks.tapping

The real window and the real safe in a real folder, drawn without a display. After each tap, one bare SQLCipher commit
of one row is made in the same folder with the same settings: what the disk takes at that moment.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from sqlcipher3 import dbapi2

from progrez_desktop.app import system_parts
from progrez_desktop.core.model.assessment import FormId, Statement
from progrez_desktop.core.model.attempt import StatementValue
from progrez_desktop.core.services import demonstration as invented
from progrez_desktop.core.services import device_settings, opening
from progrez_desktop.ui.demonstration import Demonstration, Visitor, wait_until
from progrez_desktop.ui.pages.statement import StatementPage
from progrez_desktop.ui.startup import open_desk

SITTINGS = 3
BUDGET_MS = 50


class Painted(QObject):
    """Tells whether a page was drawn while `is_next` held."""

    def __init__(self, page: StatementPage, is_next: Callable[[], bool]) -> None:
        super().__init__()
        self._is_next, self.seen = is_next, False
        self._text = page.text
        self._text.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802 - Qt's name
        self.seen = self.seen or (event.type() == QEvent.Type.Paint and self._is_next())
        return False

    def stop(self) -> None:
        self._text.removeEventFilter(self)


def bare_commit(folder: Path) -> tuple["dbapi2.Connection", Callable[[int], float]]:
    """Return an encrypted database of one table, and what times one commit in it, in ms."""
    connection = dbapi2.connect(str(folder / "bare.db"), isolation_level=None)
    connection.set_key(f"x'{os.urandom(32).hex()}'")
    connection.execute("PRAGMA journal_mode=TRUNCATE").fetchall()
    connection.execute("PRAGMA synchronous=EXTRA")
    connection.execute("CREATE TABLE answer (id INTEGER PRIMARY KEY, value TEXT)")

    def commit(number: int) -> float:
        begun = time.perf_counter()
        connection.execute("INSERT INTO answer (value) VALUES (?)", (f"answer {number}",))
        return (time.perf_counter() - begun) * 1000

    return connection, commit


def one_sitting(folder: Path, form: FormId, taps: list[float], commits: list[float]) -> None:
    """Answer every statement in a new account, and add the times in ms."""
    parts = replace(system_parts(folder), in_memory=True)  # the machine key only: no key store, and nothing else less
    desk = open_desk(lambda unlock: opening.open_storage(parts, unlock), None, "en")
    desk.window.show()
    wait_until(lambda: desk.journey.opened is not None, "the storage")
    deps = desk.journey.deps
    device_settings.choose(deps, device_settings.FORM.name, form)
    answers = invented.answers_of_form(deps.shipped, form, "en")
    visitor = Visitor(invented.PERSON, invented.PASSWORD, invented.AGE, answers)
    play = Demonstration(desk, visitor, lambda _name, _widget: None)
    play.begin()
    play.make_account()
    play.choose_and_practise()
    wait_until(lambda: desk.journey.sitting is not None, "the sitting")
    sitting = desk.journey.sitting
    assert sitting is not None
    connection, commit = bare_commit(folder)
    with closing(connection):
        while isinstance(item := sitting.item, Statement):
            value, page, number = answers[item.id], play.page(StatementPage), sitting.position
            assert isinstance(value, StatementValue)
            QApplication.processEvents()
            painted = Painted(page, lambda at=number: sitting.position > at)  # type: ignore[misc]
            begun = time.perf_counter()
            QTest.keyClick(page, Qt.Key(Qt.Key.Key_0.value + value.category))
            while not painted.seen and isinstance(sitting.item, Statement):
                QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            # The last statement leads to a page of another kind, which is loaded then; it is not one of many.
            if painted.seen:
                taps.append((time.perf_counter() - begun) * 1000)
                commits.append(commit(number))
            painted.stop()
    desk.close()


def row(name: str, times: list[float]) -> None:
    p99 = statistics.quantiles(times, n=100)[98]
    print(f"{name:44}{len(times):6}{statistics.median(times):8.1f}{p99:8.1f}{max(times):8.1f}")


def main() -> int:
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    taps: dict[FormId, list[float]] = {"fixed": [], "adaptive": []}
    commits: list[float] = []
    for _ in range(SITTINGS):
        for form, times in taps.items():
            with tempfile.TemporaryDirectory() as folder:
                one_sitting(Path(folder), form, times, commits)
    print(f"{'ms':44}{'n':>6}{'p50':>8}{'p99':>8}{'most':>8}")
    row("answer tapped to next item painted, saved", taps["fixed"])
    row("the same, the next item chosen by it", taps["adaptive"])
    row("bare SQLCipher commit of one row", commits)
    kept = all(statistics.quantiles(times, n=100)[98] < BUDGET_MS for times in taps.values())
    print(f"budget: p99 under {BUDGET_MS} ms: {'kept' if kept else 'BROKEN'}")
    return 0 if kept else 1


if __name__ == "__main__":
    raise SystemExit(main())
