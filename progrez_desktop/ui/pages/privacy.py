"""The privacy statement in plain words, with its version."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from progrez_desktop.core.services import privacy
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import LONGEST_LINE, Desk
from progrez_desktop.ui.widgets.basic import Button, card, label
from progrez_desktop.ui.widgets.outside_link import OutsideLink

REGULATOR = "https://autoriteitpersoonsgegevens.nl"


class PrivacyPage(Desk):
    back = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context, "privacy.title")
        frame, inside = card(margin=28)
        row = QHBoxLayout()
        self._column = QWidget()
        row.addWidget(self._column, 100)
        row.addStretch(1)
        inside.addLayout(row)
        column = QVBoxLayout(self._column)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        for part in privacy.PARTS:
            title, text = label("h3"), label("body")
            self.say(title.setText, f"privacy.{part}.title")
            self.say(text.setText, f"privacy.{part}.text")
            column.addWidget(title)
            column.addWidget(text)
            if part == "rights":
                self.link = OutsideLink(self, "privacy_link", REGULATOR)
                column.addWidget(self.link)
            column.addSpacing(10)
        version = label("small")
        self.say(version.setText, "privacy.version", version=privacy.versions()[0].version)
        column.addWidget(version)
        self.body.addWidget(frame)
        self.body.addStretch(1)
        self.back_button = Button("primary")
        self.back_button.clicked.connect(self.back)
        self.say(self.back_button.setText, "privacy.back")
        self.footer.addWidget(self.back_button)
        self.footer.addStretch(1)
        self.retranslate()

    def retranslate(self) -> None:
        super().retranslate()
        self._column.setMaximumWidth(self.context.theme.px(LONGEST_LINE))

    def first_control(self) -> QWidget:
        return self.back_button
