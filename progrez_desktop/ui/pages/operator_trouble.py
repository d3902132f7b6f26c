"""A place of the operator's window that could not be shown: why, and the way to try again."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from progrez_desktop.ui.context import Context
from progrez_desktop.ui.errors import sentence_of
from progrez_desktop.ui.staff_page import Places, StaffPage
from progrez_desktop.ui.widgets.basic import Button, card, label


class TroublePage(StaffPage):
    again = Signal()

    def __init__(self, context: Context, places: Places, current: str, failure: Exception) -> None:
        super().__init__(context, places, current, f"operator.go.{current}")
        frame, inside = card("danger", margin=20, spacing=8)
        title, why = label("h3"), label("body")
        self.say(title.setText, "operator.trouble")
        self.tell(why.setText, lambda words: sentence_of(failure, words))
        inside.addWidget(title)
        inside.addWidget(why)
        self.body.addWidget(frame)
        self.body.addStretch(1)
        self.again_button = Button("primary")
        self.say(self.again_button.setText, "operator.again")
        self.again_button.clicked.connect(self.again)
        self.put_forth(self.again_button)

    def first_control(self) -> QWidget:
        return self.again_button
