"""The report before it is saved: what is in it, and its pages as they will print."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from progrez_desktop.ui.context import Context
from progrez_desktop.ui.pages.paper import PaperPage
from progrez_desktop.ui.widgets.basic import card, label

_PARTS = ("1", "2", "3", "4")


class ReportPage(PaperPage):
    """Asks for the pages with `wanted` when it comes on screen and when the language changes."""

    wanted = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context, "report_page")
        self.put_beside(self._inside())
        self.retranslate()

    def _inside(self) -> QFrame:
        frame, inside = card(spacing=8)
        title, without = label("h2"), label("smallink")
        self.say(title.setText, "report_page.inside")
        inside.addWidget(title)
        for part in _PARTS:
            row, number, text = QHBoxLayout(), label("strong", tone="relate"), label("body")
            row.setSpacing(10)
            number.setText(part)
            self.say(text.setText, f"report_page.inside.{part}")
            row.addWidget(number, 0, Qt.AlignmentFlag.AlignTop)
            row.addWidget(text, 1)
            inside.addLayout(row)
        self.say(without.setText, "report_page.inside.not")
        inside.addWidget(without)
        inside.addStretch(1)
        return frame

    def retranslate(self) -> None:
        super().retranslate()
        self.wanted.emit()

    def first_control(self) -> QWidget:
        return self.back_button

    def entered(self) -> None:
        super().entered()
        self.wanted.emit()
