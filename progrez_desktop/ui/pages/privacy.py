"""The privacy statement in plain words."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Desk
from progrez_desktop.ui.widgets.basic import Button, card, label


class PrivacyPage(Desk):
    back = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context, "privacy.title")
        frame, inside = card(margin=32)
        text = label("body")
        self.say(text.setText, "privacy.text")
        inside.addWidget(text)
        self.body.addWidget(frame)
        self.body.addStretch(1)
        self.back_button = Button("primary")
        self.back_button.clicked.connect(self.back)
        self.say(self.back_button.setText, "privacy.back")
        self.footer.addWidget(self.back_button)
        self.footer.addStretch(1)

    def first_control(self) -> QWidget:
        return self.back_button
