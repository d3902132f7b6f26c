"""Before an account is deleted: what is destroyed, who is told, what stays and what can't be promised."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from progrez_desktop.core.services import erasing
from progrez_desktop.core.services.erasing import Outlook
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.pages.noting import NotingPage
from progrez_desktop.ui.widgets.basic import Button, card, label


class ErasePage(NotingPage):
    """Nothing is deleted here; `go_on` is asked once more on the next page."""

    saved_key = "my_data.saved"
    save_all = Signal()
    save_paper = Signal()
    keep = Signal()
    go_on = Signal()

    def __init__(self, context: Context, ahead: Outlook) -> None:
        super().__init__(context, "erasing.title", "erasing.lead")
        frame, inside = card(margin=28, spacing=4)
        for part in erasing.PARTS:
            title, text = label("h3"), label("body")
            self.say(title.setText, f"erasing.{part}.title")
            self.tell(text.setText, lambda words, part=part: erasing.told(part, ahead, "before", words))  # type: ignore[misc]
            inside.addWidget(title)
            inside.addWidget(text)
            inside.addSpacing(10)
        self.save_button, self.paper_button = Button("link"), Button("link")
        for button, key, wanted in (
            (self.save_button, "erasing.save_first", self.save_all),
            (self.paper_button, "erasing.save_paper", self.save_paper),
        ):
            self.say(button.setText, key)
            button.clicked.connect(wanted)
            inside.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        inside.addWidget(self.note)
        self.note.hide()
        self.body.addLayout(self.below_title(frame, 880))
        self.body.addStretch(1)
        self.keep_button, self.go_on_button = Button("primary"), Button("danger")
        self.say(self.keep_button.setText, "erasing.keep")
        self.say(self.go_on_button.setText, "erasing.go_on")
        self.keep_button.clicked.connect(self.keep)
        self.go_on_button.clicked.connect(self.go_on)
        self.footer.addWidget(self.keep_button)
        self.footer.addStretch(1)
        self.footer.addWidget(self.go_on_button)
        self.retranslate()

    def be_busy(self, busy: bool) -> None:
        super().be_busy(busy)
        for button in (self.save_button, self.paper_button, self.go_on_button):
            button.setEnabled(not busy)

    def first_control(self) -> QWidget:
        return self.keep_button
