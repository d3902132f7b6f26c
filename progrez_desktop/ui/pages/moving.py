"""Taking a safe along: what the sealed file is, saving it, and then whether the safe stays here as well."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QWidget

from progrez_desktop.ui.context import Context
from progrez_desktop.ui.pages.noting import NotingPage
from progrez_desktop.ui.widgets.basic import Button, card, label


class MovingPage(NotingPage):
    saved_key = "moving.saved"
    save = Signal()
    back = Signal()
    leave = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context, "moving.title", "moving.lead")
        frame, inside = card(margin=24, spacing=8)
        for role, key in (
            ("h3", "moving.how.title"),
            ("body", "moving.how.text"),
            ("h3", "moving.grants.title"),
            ("body", "moving.grants.text"),
            ("small", "moving.older.text"),
        ):
            one = label(role)
            self.say(one.setText, key)
            inside.addWidget(one)
        self.save_button = Button("primary")
        self.say(self.save_button.setText, "moving.save")
        self.save_button.clicked.connect(self.save)
        inside.addWidget(self.save_button, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addWidget(self.note)
        self.note.hide()
        self.body.addLayout(self.below_title(frame, 880))
        self.after = self._after()
        self.body.addLayout(self.below_title(self.after, 880))
        self.after.hide()
        self.body.addStretch(1)
        self.back_button = Button()
        self.say(self.back_button.setText, "my_data.back")
        self.back_button.clicked.connect(self.back)
        self.footer.addWidget(self.back_button)
        self.footer.addStretch(1)
        self.retranslate()

    def _after(self) -> QFrame:
        frame, inside = card(margin=24, spacing=8)
        title, text = label("h3"), label("body")
        self.say(title.setText, "moving.after.title")
        self.say(text.setText, "moving.after.text")
        self.keep_button, self.leave_button = Button(), Button("danger")
        row = self.row_or_column(12)
        for button, key, wish in (
            (self.keep_button, "moving.keep", self.back),
            (self.leave_button, "moving.leave", self.leave),
        ):
            self.say(button.setText, key)
            button.clicked.connect(wish)
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        row.addStretch(1)
        inside.addWidget(title)
        inside.addWidget(text)
        inside.addLayout(row)
        return frame

    def show_saved(self, name: str) -> None:
        """Only a person who has the file is asked whether the safe should go."""
        super().show_saved(name)
        self.after.show()
        self.go_on_at(self.keep_button)

    def be_busy(self, busy: bool) -> None:
        super().be_busy(busy)
        for button in (self.save_button, self.leave_button):
            button.setEnabled(not busy)

    def first_control(self) -> QWidget:
        return self.save_button
