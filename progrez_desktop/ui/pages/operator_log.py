"""What was done at this device, the newest first: whether the list is whole, by kind and by day, and as a file."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from progrez_desktop.core.duty import day_of
from progrez_desktop.core.services.operators_log import KINDS, Line, Log, sentence, who
from progrez_desktop.core.words import Words, capital
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.layouts import clear
from progrez_desktop.ui.staff_page import Places, StaffPage
from progrez_desktop.ui.widgets.basic import Button, card, label
from progrez_desktop.ui.widgets.flow_layout import FlowLayout
from progrez_desktop.ui.widgets.pick import Pick
from progrez_desktop.ui.widgets.plain_table import PlainTable

_SHOWN = 30
"""Lines at first, and more with each press: a page of a year would be long to draw."""
_ANY = ""


class LogPage(StaffPage):
    save = Signal(object)
    """The lines that are chosen now."""

    def __init__(self, context: Context, places: Places, log: Log) -> None:
        super().__init__(context, places, "log", "operator.go.log")
        self._log, self._shown = log, _SHOWN
        self.lines: Sequence[Line] = ()
        self.body.addWidget(self._standing())
        days = list(dict.fromkeys(day_of(line.event.at_ms) for line in log.lines))
        kinds = [one for one in KINDS if any(line.kind == one for line in log.lines)]
        self.kind = Pick(self, "log_page.kind", [(_ANY, _any_kind), *((one, partial(_kind, one)) for one in kinds)])
        self.day = Pick(
            self,
            "log_page.day",
            [(_ANY, _any_day), *((day.isoformat(), lambda words, day=day: words.day(day)) for day in days)],
        )
        self._days = {day.isoformat(): day for day in days}
        filters = FlowLayout(spacing=12, below=8)
        for pick in (self.kind, self.day):
            filters.addWidget(pick)
            pick.currentIndexChanged.connect(lambda _: self._choose())
        self.body.addLayout(filters)
        frame, self._inside = card(margin=20, spacing=8)
        self._within = QVBoxLayout()
        self._inside.addLayout(self._within)
        self.body.addWidget(frame)
        self.more_button = Button()
        self.say(self.more_button.setText, "log_page.more")
        self.more_button.clicked.connect(self._show_more)
        more = FlowLayout()
        more.addWidget(self.more_button)
        self.body.addLayout(more)
        self.body.addStretch(1)
        self.save_button = Button()
        self.say(self.save_button.setText, "log_page.save")
        self.save_button.clicked.connect(lambda: self.save.emit(self.lines))
        self.footer.addWidget(self.save_button)
        self._choose()

    def _standing(self) -> QFrame:
        """Whether it is whole, in words and in a colour."""
        log = self._log
        broken = log.broken_at is not None
        frame, inside = card("danger" if broken else "spruce", margin=16, spacing=4)
        title, text = label("strong"), label("body")
        self.say(title.setText, f"log_page.{'broken' if broken else 'whole'}.title")
        if broken:
            self.tell(text.setText, lambda words: words("log_page.broken", number=log.broken_at))
        else:
            self.tell(text.setText, lambda words: words.plural("log_page.whole", len(log.lines)))
        inside.addWidget(title)
        inside.addWidget(text)
        return frame

    def _choose(self) -> None:
        kind, day = self.kind.chosen, self._days.get(self.day.chosen)
        self.lines = self._log.chosen(kind or None, day)  # type: ignore[arg-type]
        self._shown = _SHOWN
        self._fill()

    def _show_more(self) -> None:
        self._shown += _SHOWN
        self._fill()
        self.save_button.setFocus()

    def _fill(self) -> None:
        clear(self._within)
        if self.lines:
            table = PlainTable(self, "log_page.column", ("when", "what", "who"), (4, 9, 3))
            for one in self.lines[: self._shown]:
                table.add(
                    (
                        ("smallink", partial(_when, one)),
                        ("body", partial(_what, one, self._log)),
                        ("small", partial(_who, one, self._log)),
                    )
                )
            self._within.addWidget(table)
        else:
            nothing = label("body")
            self.say(nothing.setText, "log_page.none" if self._log.lines else "log_page.empty")
            self._within.addWidget(nothing)
        self.more_button.setVisible(len(self.lines) > self._shown)
        self.save_button.setEnabled(bool(self.lines) and not self.is_busy)

    def be_busy(self, busy: bool) -> None:
        super().be_busy(busy)
        self.save_button.setEnabled(bool(self.lines) and not busy)

    def first_control(self) -> QWidget:
        return self.kind


def _any_kind(words: Words) -> str:
    return words("log_page.any_kind")


def _any_day(words: Words) -> str:
    return words("log_page.any_day")


def _kind(kind: str, words: Words) -> str:
    return words(f"log_page.kind.{kind}")


def _when(line: Line, words: Words) -> str:
    return words.moment(line.event.at_ms)


def _what(line: Line, log: Log, words: Words) -> str:
    told = sentence(line.event, log.known, words)
    return capital(told)


def _who(line: Line, log: Log, words: Words) -> str:
    return who(line.event, log.known, words)
