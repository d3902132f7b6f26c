"""After an account was deleted: that it is gone, and its receipt. The page knows nothing of the person."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from progrez_desktop.ui.context import Context
from progrez_desktop.ui.pages.noting import NotingPage
from progrez_desktop.ui.widgets.basic import Button, card, label


class ErasedPage(NotingPage):
    saved_key = "my_data.saved"
    has_footer = False
    save_receipt = Signal()
    ready = Signal()

    def __init__(self, context: Context, *, is_complete: bool) -> None:
        super().__init__(context, None)
        frame, inside = card(margin=40, spacing=16)
        title, text = label("h1"), label("lead")
        self.say(title.setText, "erased.title")
        self.say(text.setText, "erased.text" if is_complete else "erased.later")
        for widget in (title, text, self.note):
            inside.addWidget(widget)
        self.save_button, self.ready_button = Button(), Button("primary")
        self.say(self.save_button.setText, "erased.save")
        self.say(self.ready_button.setText, "erased.ready")
        self.save_button.clicked.connect(self.save_receipt)
        self.ready_button.clicked.connect(self.ready)
        row = QHBoxLayout()
        row.setSpacing(16)
        row.addStretch(1)
        row.addWidget(self.save_button)
        row.addWidget(self.ready_button)
        inside.addLayout(row)
        self.body.addStretch(1)
        self.body.addLayout(self.centred(frame, 760))
        self.body.addStretch(2)

    def first_control(self) -> QWidget:
        return self.save_button
