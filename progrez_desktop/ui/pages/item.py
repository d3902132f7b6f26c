"""The frame around every question: progress and "Saved" above, back and on below."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout

from progrez_desktop.core import attempt as rules
from progrez_desktop.core.attempt import LegStanding
from progrez_desktop.core.model.aloud import Aloud
from progrez_desktop.core.model.attempt import Response
from progrez_desktop.core.model.route import Route
from progrez_desktop.core.sitting_time import SAID_AT
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.errors import sentence_of
from progrez_desktop.ui.page import MARGIN, Page
from progrez_desktop.ui.widgets.basic import ROOM, Button, card, label, live, scrolling, set_tone
from progrez_desktop.ui.widgets.display_settings import DisplaySettings
from progrez_desktop.ui.widgets.progress import SectionProgress
from progrez_desktop.ui.widgets.read_aloud import ReadAloud

_ROOM, _CALM_ROOM = 12, 28


@dataclass(frozen=True)
class Progress:
    """What the head of an item page shows. `leg`, and `number` within it, count from 0."""

    standings: tuple[LegStanding, ...]
    leg: int
    number: int
    minutes_left: int
    to_go: int | None = None
    """In an adaptive form, about how many statements are still to come, the one on screen among them."""
    left_min: int | None = None
    """Of the time that the sitting may take; None where nothing limits it."""

    @classmethod
    def at(
        cls, route: Route, responses: Mapping[str, Response], position: int, left_min: int | None = None
    ) -> "Progress":
        leg, number = rules.leg_of(route, position)
        return cls(
            standings=rules.standings(route, responses),
            leg=leg,
            number=number,
            minutes_left=rules.minutes_left(route, responses),
            to_go=rules.to_go(route, responses, "statements") if route.form == "adaptive" else None,
            left_min=left_min,
        )


class ItemPage(Page):
    """Emits what the person chose; `ui/sitting.py` saves it and says so with `show_saved`."""

    on_canvas = False
    back = Signal()
    skip = Signal()
    pause = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._progress: Progress | None = None
        outer = QVBoxLayout(self)
        outer.setContentsMargins(MARGIN - ROOM, 23, MARGIN - ROOM, 30)
        outer.setSpacing(0)
        outer.addLayout(self._head())
        outer.addLayout(self._silence())
        outer.addSpacing(8)
        self.body, self.scroller = scrolling()
        self._give_room()
        outer.addWidget(self.scroller, 1)
        self._trouble, trouble = card("danger", margin=14)
        self._trouble_text = live("body")
        trouble.addWidget(self._trouble_text)
        self._trouble.hide()
        told = QVBoxLayout()
        told.setContentsMargins(ROOM, 0, ROOM, 0)
        told.addWidget(self._trouble)
        outer.addLayout(told)
        outer.addSpacing(12)
        outer.addLayout(self._foot())
        back = QShortcut(QKeySequence("Alt+Left"), self)
        back.setAutoRepeat(False)
        back.activated.connect(self.back)

    def _head(self) -> QBoxLayout:
        """Progress and the pills side by side; one above the other where there is no room for both."""
        self._header = head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        head.setSpacing(12)
        head.setContentsMargins(ROOM, 0, ROOM, 0)
        column = QVBoxLayout()
        column.setSpacing(6)
        line = QHBoxLayout()
        self.section_label = label("smallink", wrap=False)
        self.section_label.setStyleSheet("font-weight: 700")
        self.time_label = label("small", wrap=False)
        line.addWidget(self.section_label)
        line.addStretch(1)
        line.addWidget(self.time_label)
        column.addLayout(line)
        self.bars = SectionProgress(self.context)
        column.addWidget(self.bars)
        head.addLayout(column, 1)
        self._pills = pills = QHBoxLayout()
        pills.setSpacing(12)
        pills.addSpacing(12)
        pills.addStretch(1)
        self.saved = live("pill", wrap=False)
        policy = self.saved.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.saved.setSizePolicy(policy)
        set_tone(self.saved, "tone", "ok")
        self.say(self.saved.setText, "item.saved")
        self.saved.hide()
        pills.addWidget(self.saved)
        self.aloud_button = ReadAloud(self, self.aloud)
        if self.context.reader is not None:
            self.context.reader.changed.connect(self._arrange_head)  # its words are longer while it reads
        pills.addWidget(self.aloud_button)
        self.pause_button = Button("pill")
        self.pause_button.clicked.connect(self.pause)
        self.say(self.pause_button.setText, "item.pause")
        pills.addWidget(self.pause_button)
        pills.addWidget(DisplaySettings(self.context, compact=True))
        head.addLayout(pills)
        self._arrange_head()
        return head

    def _silence(self) -> QHBoxLayout:
        """Why nothing can be read aloud, under the progress."""
        row = QHBoxLayout()
        row.setContentsMargins(ROOM, 0, ROOM, 0)
        row.addWidget(self.aloud_button.trouble)
        return row

    def aloud(self) -> Sequence[Aloud]:
        """What is read of the question on screen, each text in the language in which it is written."""
        raise NotImplementedError

    def written(self, *texts: str) -> tuple[Aloud, ...]:
        """Return what is asked, in the language of the questions."""
        return tuple(Aloud(text, self.context.questions_in) for text in texts)

    def _arrange_head(self) -> None:
        needed = self._pills.sizeHint().width() + self.section_label.sizeHint().width()
        needed += self.time_label.sizeHint().width() + 2 * MARGIN
        stacked = self.context.theme.is_large or needed > self.width()
        sideways, upwards = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.BottomToTop
        self._header.setDirection(upwards if stacked else sideways)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._arrange_head()

    def _foot(self) -> QHBoxLayout:
        foot = QHBoxLayout()
        foot.setContentsMargins(ROOM, 0, ROOM, 0)
        self.back_button = Button()
        self.back_button.clicked.connect(self.back)
        self.say(self.back_button.setText, "item.back")
        foot.addWidget(self.back_button)
        foot.addStretch(1)
        self.hint = label("small", wrap=False)
        foot.addWidget(self.hint)
        foot.addStretch(1)
        self.skip_button = Button("ghost")
        self.skip_button.clicked.connect(self.skip)
        self.say(self.skip_button.setText, "item.skip")
        foot.addWidget(self.skip_button)
        self.foot = foot
        return foot

    def show_progress(self, progress: Progress | None, *, first: bool) -> None:
        """Show where the person is; None for the practice item, which counts nowhere."""
        self._progress = progress
        self.aloud_button.be_silent()
        self.back_button.setEnabled(not first)
        self.show_trouble(None)
        self._say_progress()

    def _say_progress(self) -> None:
        words, progress = self.context.words, self._progress
        if progress is None:
            self.section_label.setText(words("item.practice"))
            self.time_label.setText("")
            self.bars.hide()
            return
        here = progress.standings[progress.leg]
        kind = here.leg.section.kind
        if self.context.own.calm:
            text = words(f"ease.part.{kind}")
        elif kind == "statements" and progress.to_go is not None:
            key = "item.adaptive" if progress.to_go else "item.adaptive_again"
            text = words(key, number=here.first + progress.number + 1, to_go=progress.to_go)
        elif kind == "statements":
            parts = [s for s in progress.standings if s.leg.section.kind == "statements"]
            text = words("item.statements", part=parts.index(here) + 1, of=len(parts))
        else:
            text = words(f"item.{kind}", number=progress.number + 1, of=here.of)
        self.section_label.setText(text)
        self.time_label.setText(self._time_said(progress))
        shares = tuple(standing.share for standing in progress.standings)
        self.bars.setVisible(not self.context.own.calm)
        self.bars.show_shares(shares, words("item.progress", text=text, percent=round(100 * shares[progress.leg])))

    def _time_said(self, progress: Progress) -> str:
        """What is left of a limit; without one, about how long the rest takes. A calm page tells only a limit."""
        words, own, left = self.context.words, self.context.own, progress.left_min
        if left is not None:
            return "" if own.hide_time and left not in SAID_AT else words.plural("time.left", left)
        minutes = 0 if own.calm else progress.minutes_left
        return words.plural("item.minutes_left", minutes) if minutes else ""

    def show_left(self, minutes: int) -> None:
        """Tell a new minute of the time limit, to the eye alone."""
        if self._progress is not None:
            self._progress = replace(self._progress, left_min=minutes)
            self._say_progress()

    def close_answers(self) -> None:
        """The time is over: nothing more is taken in, and what is here is kept."""
        if self.scroller is not None:
            self.scroller.setEnabled(False)
        for button in (self.back_button, self.skip_button, self.pause_button):
            button.setEnabled(False)

    def read_aloud(self, question: str) -> None:
        """Have a question read where the page stays and only the question changes: the keyboard is on its answers."""
        if self.isVisible():
            from progrez_desktop.ui import spoken

            spoken.announce(self, question)

    def show_saved(self, saved: bool) -> None:
        """Say "Saved", which is only ever called after the commit."""
        self.saved.setVisible(saved)

    def show_trouble(self, failure: Exception | None, *, saved: bool = False) -> None:
        """Say why an answer could not be saved, or where it is `saved` what was not noted; None takes it back."""
        self._trouble.setVisible(failure is not None)
        if failure is not None:
            key = "item.not_noted" if saved else "item.not_saved"
            self.tell(self._trouble_text.setText, lambda words: words(key, reason=sentence_of(failure, words)))

    def retranslate(self) -> None:
        super().retranslate()
        self._arrange_head()
        self._give_room()
        self._say_progress()

    def _give_room(self) -> None:
        self.body.setSpacing(_CALM_ROOM if self.context.own.calm else _ROOM)
