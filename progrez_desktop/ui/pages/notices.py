"""Right after signing in: what the organisation, or the publisher of the assessment, tells everybody."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from progrez_desktop.core.services.public_notices import PublicNotice
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Desk
from progrez_desktop.ui.widgets.basic import Button
from progrez_desktop.ui.widgets.notice_card import notice_card


class NoticesPage(Desk):
    """The button stands behind what there is to read: where that is long, the keyboard begins on it and scrolls."""

    has_footer = False
    read = Signal()

    def __init__(self, context: Context, notices: Sequence[PublicNotice]) -> None:
        super().__init__(context, "notices.title", "notices.lead")
        for notice in notices:
            self.body.addLayout(self.below_title(notice_card(self, notice), 760))
        self.go_button = Button("primary")
        self.go_button.clicked.connect(self.read)
        self.say(self.go_button.setText, "notices.go_on")
        below = QWidget()
        row = QHBoxLayout(below)
        row.setContentsMargins(0, 8, 0, 0)
        row.addStretch(1)
        row.addWidget(self.go_button)
        self.body.addLayout(self.below_title(below, 760))
        self.body.addStretch(1)
        self.retranslate()

    def first_control(self) -> QWidget:
        return self.go_button
