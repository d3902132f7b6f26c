"""The reference: an empty PySide6 window of our size. Prints when it was painted and its peak memory.

Nothing is imported that it does not need, since its time to the first paint is what ours is held against.
"""

import os
import time

from PySide6.QtCore import QTimer
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget


class BareWindow(QWidget):
    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        # Painted is when the event loop has the turn again: by then every widget was drawn.
        QTimer.singleShot(0, tell)


def tell() -> None:
    painted, cpu_s = time.time(), time.process_time()
    from benchmarks.peak import peak_mb

    print(f'{{"painted": {painted}, "painted_cpu_s": {cpu_s}, "peak_mb": {peak_mb()}}}', flush=True)
    os._exit(0)


def main() -> None:
    app = QApplication(["bare"])
    window = BareWindow()
    window.resize(1280, 800)
    window.show()
    app.exec()


if __name__ == "__main__":
    main()
