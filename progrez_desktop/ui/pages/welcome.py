"""The first screen: what this is, how long it takes, and the two ways in."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.widgets.basic import Button, label, mark, scrolling
from progrez_desktop.ui.widgets.display_settings import DisplaySettings

if TYPE_CHECKING:
    from datetime import date

    from progrez_desktop.core.model.assessment import Assessment


class WelcomePage(Page):
    """Begin, or come back. Both wait until the storage is ready, which is after the first paint."""

    on_canvas = False
    begin = Signal()
    sign_in = Signal()
    read_privacy = Signal()
    read_about = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._assessment: Assessment | None = None
        self._minutes: int | None = None
        self._outlets: QLabel | None = None
        whole, scroller = scrolling(room=0)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroller)
        halves = self.row_or_column(0)
        halves.addWidget(self._left(), 19)
        halves.addWidget(self._panel(), 13)
        whole.addLayout(halves)
        self.storage_is_ready(False)

    def _left(self) -> QWidget:
        left = QWidget()
        outer = QVBoxLayout(left)
        outer.setContentsMargins(64, 49, 64, 37)
        header = QHBoxLayout()
        header.setSpacing(10)
        header.addWidget(mark())
        header.addWidget(label("brand", "Progrez", wrap=False))
        header.addStretch(1)
        header.addWidget(DisplaySettings(self.context, compact=False))
        outer.addLayout(header)
        outer.addSpacing(9)
        body = QVBoxLayout()
        body.setSpacing(0)
        body.addStretch(1)
        self.organisation = label("muted")
        self.organisation.setStyleSheet("font-weight: 600")
        body.addWidget(self.organisation)
        self.pack = label("small")
        body.addWidget(self.pack)
        body.addSpacing(8)
        headline = label("display")
        self.say(headline.setText, "welcome.title")
        body.addWidget(headline)
        body.addSpacing(12)
        lead = label("lead")
        self.say(lead.setText, "welcome.lead")
        body.addWidget(lead)
        body.addSpacing(28)
        body.addLayout(self._buttons())
        body.addSpacing(12)
        self.status = label("small")
        body.addWidget(self.status)
        self._below_status = body
        body.addStretch(1)
        outer.addLayout(body, 1)
        outer.addLayout(self._footer())
        return left

    def _buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(16)
        self.begin_button = Button("primary", large=True)
        self.begin_button.setMinimumWidth(220)
        self.begin_button.clicked.connect(self.begin)
        self.say(self.begin_button.setText, "welcome.begin")
        self.sign_in_button = Button(large=True)
        self.sign_in_button.clicked.connect(self.sign_in)
        self.say(self.sign_in_button.setText, "welcome.sign_in")
        row.addWidget(self.begin_button)
        row.addWidget(self.sign_in_button)
        row.addStretch(1)
        return row

    def _footer(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(18)
        encrypted = label("small")
        self.say(encrypted.setText, "welcome.encrypted")
        row.addWidget(encrypted, 1)
        for key, asked in (("about.link", self.read_about), ("welcome.privacy", self.read_privacy)):
            link = Button("link")
            link.clicked.connect(asked)
            self.say(link.setText, key)
            row.addWidget(link)
        return row

    def _panel(self) -> QFrame:
        panel = QFrame()
        panel.setObjectName("panel")
        column = QVBoxLayout(panel)
        column.setContentsMargins(48, 48, 40, 48)
        column.setSpacing(4)
        column.addStretch(1)
        for number in (1, 2, 3):
            title, text = label("paneltitle"), label("paneltext")
            self.say(title.setText, f"welcome.promise{number}.title")
            self.say(text.setText, f"welcome.promise{number}.text")
            column.addWidget(label("panelnumber", str(number)))
            column.addWidget(title)
            column.addWidget(text)
            column.addSpacing(28)
        column.addStretch(1)
        return panel

    def show_assessment(self, assessment: "Assessment", closed_on: "date | None" = None) -> None:
        """Say what can be done here and whose pack it is, once that was read.

        Args:
            closed_on: The last day on which a sitting could begin, where that is over.
        """
        self._assessment = assessment
        if closed_on is not None:
            day = closed_on
            self.begin_button.hide()
            self._minutes = None
            self.tell(self.status.setText, lambda words: words("welcome.closed", day=words.day(day)))
            self._take_keyboard()
        self.retranslate()

    def show_minutes(self, minutes: int) -> None:
        """Say how long a sitting takes that would begin now, where one can."""
        self._minutes = None if self.begin_button.isHidden() else minutes
        self.retranslate()

    def storage_is_ready(self, ready: bool) -> None:
        self.begin_button.setEnabled(ready)
        self.sign_in_button.setEnabled(ready)
        if ready:
            self.say(self.status.setText, "welcome.offline")
            self._take_keyboard()
        else:
            self.say(self.status.setText, "welcome.preparing")

    def tell_outlets(self, key: str) -> None:
        """Say, at a kiosk, what one can take along from here: before one begins and not at the end."""
        if self._outlets is None:
            self._outlets = label("small")
            self._below_status.insertWidget(self._below_status.indexOf(self.status) + 1, self._outlets)
        self.say(self._outlets.setText, key)

    def retranslate(self) -> None:
        super().retranslate()
        self.organisation.setText(self._said_of(self._assessment) if self._assessment else " ")
        self.pack.setText(self._said_of_pack(self._assessment) if self._assessment else " ")

    def _said_of(self, assessment: "Assessment") -> str:
        """Name the organisation and its procedure, and say how long it takes where that is known."""
        language, organisation = self.context.language, assessment.organisation
        about = [organisation.name, organisation.procedure] if organisation else [assessment.title]
        told = [text[language] for text in about]
        if self._minutes is not None:
            told.append(self.context.words.plural("welcome.minutes", self._minutes))
        return " · ".join(told)

    def _said_of_pack(self, assessment: "Assessment") -> str:
        """Name the pack, its version and its publisher, and say where its organisation is an invented one."""
        words, organisation = self.context.words, assessment.organisation
        told = {"title": assessment.title[words.language], "version": assessment.version}
        about = words("welcome.pack", publisher=assessment.publisher, **told)
        is_invented = organisation is not None and organisation.demonstration
        return f"{about} · {words('welcome.demonstration')}" if is_invented else about

    def _take_keyboard(self) -> None:
        """Below a page of staff it would be taken from whoever is at that one."""
        if self.isVisible():
            self.entered()

    def entered(self) -> None:
        (self.sign_in_button if self.begin_button.isHidden() else self.begin_button).setFocus()
