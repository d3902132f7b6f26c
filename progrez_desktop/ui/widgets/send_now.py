"""Where what somebody released stands before it is at its organisation, with the button that sends it at home."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from progrez_desktop.core.services.own_sending import OwnSending
from progrez_desktop.ui.errors import sentence_of
from progrez_desktop.ui.page import Page, Sentence
from progrez_desktop.ui.widgets.basic import Button, card, label, live, set_tone
from progrez_desktop.ui.widgets.flow_layout import FlowLayout
from progrez_desktop.ui.widgets.outcome import Told
from progrez_desktop.ui.widgets.working_bar import WorkingBar


class SendNow(QWidget):
    """Hidden until `show_standing` says that something waits, was sent from here, or may be asked for."""

    send = Signal()
    stop = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        frame, inside = card(margin=20, spacing=8)
        title = label("h3")
        page.say(title.setText, "send_now.title")
        self.told = live("body")
        self.send_button = Button()  # the page has its own that stands out
        self.send_button.clicked.connect(self.send)
        self.working = WorkingBar(page, "send_now.sending")
        self.working.stop.connect(self.stop)
        self.outcome = label("body")
        row = FlowLayout()
        row.addWidget(self.send_button)
        inside.addWidget(title)
        inside.addWidget(self.told)
        inside.addLayout(row)
        inside.addWidget(self.working)
        inside.addWidget(self.outcome)
        column.addWidget(frame)
        self.hide()

    def show_standing(self, one: OwnSending | None) -> None:
        """Say how it stands now; after sending, what came of it stays below."""
        if one is None or not (one.waiting or one.may_ask or self.outcome.text()):
            self.hide()
            return
        which = one.way if one.waiting else "ask" if one.may_ask else "none"
        self._page.say(self.send_button.setText, "send_now.send" if one.waiting else "send_now.fetch")
        self._page.tell(
            self.told.setText, lambda words: words(f"send_now.{which}", organisation=one.name[words.language])
        )
        self.send_button.setVisible(one.way == "own" and (one.waiting > 0 or one.may_ask))
        self.outcome.setVisible(bool(self.outcome.text()))
        self.show()

    def show_sending(self) -> None:
        self._page.tell(self.outcome.setText, lambda _: "")
        self.outcome.hide()
        self.send_button.hide()
        self.working.begin()
        self.working.stop_button.setFocus()

    def show_outcome(self, told: Told) -> None:
        self._end("body", lambda words: "\n".join(told(words)))

    def show_fault(self, failure: Exception) -> None:
        self._end("error", lambda words: sentence_of(failure, words))

    def _end(self, role: str, sentence: Sentence) -> None:
        self.working.end()
        set_tone(self.outcome, "role", role)
        self._page.tell(self.outcome.setText, sentence)
        self.outcome.show()
