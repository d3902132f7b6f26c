"""Asks over the page for a removable drive, or for a file on one. It shows what is on such drives and nothing else."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from progrez_desktop.core.drives import Drive
from progrez_desktop.core.words import Words
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.layouts import clear
from progrez_desktop.ui.long_words import breakable
from progrez_desktop.ui.page import Page, Sentence
from progrez_desktop.ui.widgets.basic import Button, label, live, scrolling
from progrez_desktop.ui.widgets.footer_row import FooterRow
from progrez_desktop.ui.widgets.veil import Veil

_LOOK_MS = 700
"""How often it is looked whether a drive was plugged in or pulled out."""
_LOWEST, _HIGHEST = 60, 300

Find = Callable[[], list[Drive]]
Choice = tuple[Sentence, bool, Drive | Path]
"""What is said of it, whether it can be chosen, and what is chosen."""


class StickCard(Veil):
    """One question: `ask_drive` and `ask_file` give the answer, or None for whoever changed their mind or has left."""

    def __init__(self, window: QWidget, context: Context, page: Page | None, title: str, find: Find) -> None:
        super().__init__(window, context)
        self._find, self._page = find, page
        self._loop = QEventLoop(self)
        self._drives: list[Drive] | None = None
        self._answer: Drive | Path | None = None
        self._to_write = True
        self.buttons: list[Button] = []
        self._ending = ""
        self._text: Sentence = lambda _: ""
        self._fault_key, self._cancel_key = "", "kiosk.stick.cancel"
        self._choices: Sequence[Choice] = ()
        self.title, self.text, self.fault = label("h1", breakable(title)), live("lead"), live("error")
        self._list, self._scroller = self._make_list()
        self.cancel_button = Button()
        self.cancel_button.clicked.connect(self.give_up)
        self.setAccessibleName(title)
        for part in (self.title, self.text, self.fault, self._scroller):
            self.inside.addWidget(part)
        row = FooterRow()  # the list gives its room away, and not the button
        row.addStretch(1)
        row.addWidget(self.cancel_button)
        self.inside.addLayout(row)
        self._look = QTimer(self, interval=_LOOK_MS)
        self._look.timeout.connect(self._look_again)
        self._say()
        context.changed.connect(self._say)
        if page is not None:
            page.gone.connect(self.give_up)

    def _make_list(self) -> tuple[QVBoxLayout, QScrollArea]:
        inside, scroller = scrolling()
        inside.setSpacing(8)
        scroller.setMaximumHeight(_HIGHEST)
        return inside, scroller

    # Asking

    def ask_drive(self) -> Drive | None:
        """Let a drive be chosen that can be written."""
        answer = self._ask()
        return answer if isinstance(answer, Drive) else None

    def ask_file(self, ending: str) -> Path | None:
        """Let a drive be chosen, and a file of this ending on it."""
        self._to_write, self._ending = False, ending
        answer = self._ask()
        return answer if isinstance(answer, Path) else None

    def tell(self, key: str) -> None:
        """Say why there is nothing to choose, and wait until that was read."""
        self._look.stop()
        self._text, self._cancel_key = lambda words: words(key), "kiosk.stick.good"
        self._say()
        self._wait()

    def tell_fault(self, key: str) -> None:
        self._fault_key = key
        self._say()

    def _ask(self) -> Drive | Path | None:
        self._look_again()
        self._look.start()
        self._wait()
        return self._answer

    def _wait(self) -> None:
        """Wait as a dialog of the system does. The page below takes no key meanwhile."""
        if self._page is not None and isValid(self._page):
            self._page.setEnabled(False)
        self.lie_over()
        self.raise_()
        # What a screen reader says with the button at which it begins; the sentence below it speaks for itself.
        self._first().setAccessibleDescription(self.title.text())
        self._first().setFocus()
        self._loop.exec()
        if self._page is not None and isValid(self._page):
            self._page.setEnabled(True)
        self._look.stop()

    def give_up(self) -> None:
        self._answer = None
        self._loop.quit()

    def _choose(self, answer: Drive | Path) -> None:
        self._answer = answer
        self._loop.quit()

    # What there is to choose

    def _look_again(self) -> None:
        found = self._find()
        if found != self._drives:
            self._drives = found
            self._show_drives()

    def _show_drives(self) -> None:
        drives = self._drives or []
        self._text = lambda words: words("kiosk.stick.choose" if drives else "kiosk.stick.none")
        self._choices = [(partial(self._named, drive), self._can_be_chosen(drive), drive) for drive in drives]
        self._say()

    def _can_be_chosen(self, drive: Drive) -> bool:
        return drive.is_writable or not self._to_write

    def _named(self, drive: Drive, words: Words) -> str:
        size = words.decimal(drive.size_bytes / 1e9, 1 if drive.size_bytes < 10e9 else 0)
        key = "kiosk.stick.drive" if self._can_be_chosen(drive) else "kiosk.stick.read_only"
        return words(key, name=drive.name or words("kiosk.stick.nameless"), size=size)

    def _show_files(self, drive: Drive) -> None:
        files, ending = drive.files(self._ending), self._ending
        self._text = lambda words: words("kiosk.stick.choose_file" if files else "kiosk.stick.no_file", ending=ending)
        self._choices = [(lambda _, name=path.name: name, True, path) for path in files]  # type: ignore[misc]
        self._say()

    def _say(self) -> None:
        words = self._context.words
        self.text.setText(self._text(words))
        self.fault.setText(words(self._fault_key) if self._fault_key else "")
        self.fault.setVisible(bool(self._fault_key))
        self.cancel_button.setText(words(self._cancel_key))
        self._fill()

    def _fill(self) -> None:
        had_focus = self._scroller.isAncestorOf(self.window().focusWidget() or self)
        clear(self._list)
        self.buttons = []
        for named, is_open, answer in self._choices:
            self._list.addWidget(self._entry(named(self._context.words), answer, is_open=is_open))
        self._list.addStretch(1)
        self._scroller.setVisible(bool(self._choices))
        self._scroller.setMinimumHeight(_LOWEST)
        if had_focus or self.cancel_button.hasFocus():
            self._first().setFocus()

    def _entry(self, name: str, answer: "Drive | Path", *, is_open: bool) -> QFrame:
        """A name, which may be longer than the card is wide, and the button that chooses it."""
        frame, told, button = QFrame(), label("strong", breakable(name)), Button()
        row = QHBoxLayout(frame)
        row.setContentsMargins(0, 0, 12, 0)
        row.addWidget(told, 1)
        row.addWidget(button)
        take = self._context.words("kiosk.stick.take")
        button.setText(take)
        button.setAccessibleName(f"{take}: {name}")
        button.setEnabled(is_open)
        button.clicked.connect(lambda: self._chosen(answer))
        self.buttons.append(button)
        return frame

    def _chosen(self, chosen: Drive | Path) -> None:
        if isinstance(chosen, Drive) and not self._to_write:
            self._look.stop()
            self._show_files(chosen)
            self._first().setFocus()
        else:
            self._choose(chosen)

    def _first(self) -> Button:
        return next((one for one in self.buttons if one.isEnabled()), self.cancel_button)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() == Qt.Key.Key_Escape:
            self.give_up()
        else:
            super().keyPressEvent(event)
