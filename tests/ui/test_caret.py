"""The caret blinks while somebody types, and stands still afterwards."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from shiboken6 import delete

from progrez_desktop.ui.caret import RestingCaret
from progrez_desktop.ui.demonstration import wait_until


def test_it_stands_still_where_nobody_types_and_blinks_again_with_the_next_key(qapp: QApplication) -> None:
    blinks_ms = QApplication.cursorFlashTime()
    field = QLineEdit()
    field.show()
    caret = RestingCaret(field, after_ms=5)
    wait_until(lambda: QApplication.cursorFlashTime() == 0, "the caret to rest")
    QTest.keyClick(field.windowHandle(), Qt.Key.Key_A)
    assert QApplication.cursorFlashTime() == blinks_ms > 0
    wait_until(lambda: QApplication.cursorFlashTime() == 0, "the caret to rest again")
    caret.stop()
    assert QApplication.cursorFlashTime() == blinks_ms
    delete(field)
