"""What helps somebody: chosen by themselves, before a sitting and during it. Nobody is asked why."""

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from progrez_desktop.core.model.accommodations import BREAKS, EXTRA_TIMES, Accommodations
from progrez_desktop.core.model.aloud import Aloud
from progrez_desktop.core.settings import TEXT_SIZES
from progrez_desktop.core.words import Words
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.errors import sentence_of
from progrez_desktop.ui.page import Desk
from progrez_desktop.ui.widgets.basic import Button, card, label
from progrez_desktop.ui.widgets.choice import ChoiceCard
from progrez_desktop.ui.widgets.pills import language_pills, pills, pressed
from progrez_desktop.ui.widgets.read_aloud import KEYS

_SWITCHES = ("read_aloud", "calm", "no_times")


@dataclass(frozen=True)
class TimeHere:
    """What a procedure says of time. Where it limits none, nothing of it is on the page."""

    by_staff: bool


class EasePage(Desk):
    keep = Signal(object)
    """What was chosen, all of it."""
    back = Signal()

    def __init__(self, context: Context, own: Accommodations, time: TimeHere | None) -> None:
        super().__init__(context, "ease.title", "ease.lead")
        self._own = own
        self._failure: Exception | None = None
        halves, rows = self.row_or_column(32), QVBoxLayout()
        rows.setSpacing(12)
        halves.addLayout(rows, 1)
        frame, sizes = card(margin=20)  # on the canvas, pills that are not pressed would have no ground
        halves.addWidget(frame, 1, Qt.AlignmentFlag.AlignTop)
        shown = (*_SWITCHES, *(("hide_time",) if time is not None else ()))
        self.switches = {name: ChoiceCard(context, small=True) for name in shown}
        for name, switch in self.switches.items():
            switch.setChecked(getattr(own, name))
            rows.addWidget(switch)
            if name == "read_aloud":
                rows.addLayout(self._example())
        self.sizes = pills(self, sizes, "ease.text", (0, *TEXT_SIZES), own.text_percent, _size)
        self.breaks = pills(self, sizes, "ease.breaks", BREAKS, own.break_every_min, _break)
        self.languages = language_pills(self, sizes, own.questions_in)
        self.extra: dict[int, Button] = {}
        if time is not None:
            self._offer_time(sizes, own, time)
        rows.addStretch(1)
        self.body.addLayout(halves)
        self.body.addStretch(1)
        self._buttons()
        self.retranslate()

    def _offer_time(self, rows: QVBoxLayout, own: Accommodations, time: TimeHere) -> None:
        if not time.by_staff:
            self.extra = pills(self, rows, "ease.extra", EXTRA_TIMES, own.extra_time_percent, _extra)
            return
        told = label("body")
        key = "ease.extra.given" if own.extra_time_percent else "ease.extra.by_staff"
        self.say(told.setText, key, percent=own.extra_time_percent)
        rows.addWidget(told)

    def _example(self) -> QVBoxLayout:
        row = QVBoxLayout()
        self.hear_button = Button("link")
        self.hear_button.clicked.connect(self._hear)
        self.heard = label("small")
        self.heard.hide()
        row.addWidget(self.hear_button, 0, Qt.AlignmentFlag.AlignLeft)
        row.addWidget(self.heard)
        if self.context.reader is None:
            self.hear_button.hide()
        else:
            self.context.reader.changed.connect(self._say_example)
            self.gone.connect(self.context.reader.stop)
        return row

    def _buttons(self) -> None:
        back = Button()
        back.clicked.connect(self.back)
        self.say(back.setText, "item.back")
        self.keep_button = Button("primary")
        self.keep_button.clicked.connect(lambda: self.keep.emit(self.chosen()))
        self.say(self.keep_button.setText, "ease.keep")
        self.footer.addWidget(back)
        self.footer.addStretch(1)
        self.footer.addWidget(self.keep_button)

    def chosen(self) -> Accommodations:
        ticked: dict[str, Any] = {name: switch.isChecked() for name, switch in self.switches.items()}
        extra = pressed(self.extra) if self.extra else self._own.extra_time_percent
        return replace(
            self._own,
            **ticked,
            text_percent=pressed(self.sizes),
            break_every_min=pressed(self.breaks),
            extra_time_percent=extra,
            questions_in=pressed(self.languages),
        )

    def _hear(self) -> None:
        reader = self.context.reader
        if reader is None:
            return
        if reader.is_reading:
            reader.stop()
            return
        self._failure = None
        language = pressed(self.languages) or self.context.language
        reader.read([Aloud(Words(language)("ease.example"), language)], self._not_heard)
        self._say_example()

    def _not_heard(self, failure: Exception) -> None:
        self._failure = failure
        self._say_example()

    def _say_example(self) -> None:
        words, reader = self.context.words, self.context.reader
        self.hear_button.setText(words("aloud.stop" if reader is not None and reader.is_reading else "ease.hear"))
        self.heard.setVisible(self._failure is not None)
        self.heard.setText(sentence_of(self._failure, words) if self._failure is not None else "")

    def retranslate(self) -> None:
        super().retranslate()
        words = self.context.words
        for name, switch in self.switches.items():
            switch.show_texts(words(f"ease.{name}.title"), words(f"ease.{name}.text", keys=KEYS))
        self._say_example()

    def first_control(self) -> QWidget:
        return self.switches["read_aloud"]


def _size(words: Words, percent: int) -> str:
    return f"{percent}\u00a0%" if percent else words("ease.text.as_here")


def _break(words: Words, minutes: int) -> str:
    return words.plural("ease.breaks.every", minutes) if minutes else words("ease.breaks.none")


def _extra(words: Words, percent: int) -> str:
    return words("ease.extra.more", percent=percent) if percent else words("ease.extra.none")
