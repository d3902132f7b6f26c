"""What takes a while is told now and then, and stopping it ends what another computer is asked, whenever that began."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication

from progrez_desktop.ui.progressing import Progressing


class Line:
    is_ended = False

    def stop(self) -> None:
        self.is_ended = True


def test_a_stop_ends_lines_of_before_and_of_after(qapp: QApplication) -> None:
    owner, before, after = QObject(), Line(), Line()
    progress = Progressing(owner)
    progress.asks_over(before)
    assert not (before.is_ended or progress.is_stopped())
    progress.stop()
    progress.asks_over(after)  # it was on its way when somebody pressed Stop
    assert before.is_ended and after.is_ended and progress.is_stopped()


def test_of_much_progress_the_first_and_the_last_are_told(qapp: QApplication) -> None:
    owner, told = QObject(), list[tuple[int, int]]()
    progress = Progressing(owner)
    progress.moved.connect(lambda done, of: told.append((done, of)))
    for done in range(101):
        progress.tell(done, 100)
    assert (told[0], told[-1]) == ((0, 100), (100, 100)) and len(told) < 10
