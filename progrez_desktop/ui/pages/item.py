"""The frame around every question: progress and "Saved" above, back and on below."""

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout

from progrez_desktop.core.attempt import LegStanding
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.errors import sentence_of
from progrez_desktop.ui.page import MARGIN, ROOM, Page, scrolling
from progrez_desktop.ui.widgets.basic import Button, card, label, set_tone
from progrez_desktop.ui.widgets.display_settings import DisplaySettings
from progrez_desktop.ui.widgets.progress import SectionProgress


@dataclass(frozen=True)
class Progress:
    """What the head of an item page shows. `leg`, and `number` within it, count from 0."""

    standings: tuple[LegStanding, ...]
    leg: int
    number: int
    minutes_left: int
    to_go: int | None = None
    """In an adaptive form, about how many statements are still to come, the one on screen among them."""


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
        outer.addSpacing(8)
        self.body, self.scroller = scrolling()
        outer.addWidget(self.scroller, 1)
        self._trouble, trouble = card("danger", margin=14)
        self._trouble_text = label("body")
        trouble.addWidget(self._trouble_text)
        self._trouble.hide()
        outer.addWidget(self._trouble)
        outer.addSpacing(12)
        outer.addLayout(self._foot())
        back = QShortcut(QKeySequence("Alt+Left"), self)
        back.setAutoRepeat(False)
        back.activated.connect(self.back)

    def _head(self) -> QBoxLayout:
        """Progress and the pills side by side; one above the other where large text would cut both."""
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
        pills = QHBoxLayout()
        pills.setSpacing(12)
        pills.addSpacing(12)
        pills.addStretch(1)
        self.saved = label("pill", wrap=False)
        policy = self.saved.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.saved.setSizePolicy(policy)
        set_tone(self.saved, "tone", "ok")
        self.say(self.saved.setText, "item.saved")
        self.saved.hide()
        pills.addWidget(self.saved)
        self.pause_button = Button("pill")
        self.pause_button.clicked.connect(self.pause)
        self.say(self.pause_button.setText, "item.pause")
        pills.addWidget(self.pause_button)
        pills.addWidget(DisplaySettings(self.context, compact=True))
        head.addLayout(pills)
        self._arrange_head()
        return head

    def _arrange_head(self) -> None:
        stacked = self.context.theme.is_large
        sideways, upwards = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.BottomToTop
        self._header.setDirection(upwards if stacked else sideways)

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
        if kind == "statements" and progress.to_go is not None:
            key = "item.adaptive" if progress.to_go else "item.adaptive_again"
            text = words(key, number=here.first + progress.number + 1, to_go=progress.to_go)
        elif kind == "statements":
            parts = [s for s in progress.standings if s.leg.section.kind == "statements"]
            text = words("item.statements", part=parts.index(here) + 1, of=len(parts))
        else:
            text = words(f"item.{kind}", number=progress.number + 1, of=here.of)
        self.section_label.setText(text)
        minutes = progress.minutes_left
        self.time_label.setText(words.plural("item.minutes_left", minutes) if minutes else "")
        shares = tuple(standing.share for standing in progress.standings)
        self.bars.show()
        self.bars.show_shares(shares, words("item.progress", text=text, percent=round(100 * shares[progress.leg])))

    def show_saved(self, saved: bool) -> None:
        """Say "Saved", which is only ever called after the commit."""
        self.saved.setVisible(saved)

    def show_trouble(self, failure: Exception | None) -> None:
        """Say why an answer could not be saved; the page stays where it is. None takes it back."""
        self._trouble.setVisible(failure is not None)
        if failure is not None:
            self.tell(
                self._trouble_text.setText, lambda words: words("item.not_saved", reason=sentence_of(failure, words))
            )

    def retranslate(self) -> None:
        super().retranslate()
        self._arrange_head()
        self._say_progress()
