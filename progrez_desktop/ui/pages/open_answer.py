"""An open question, answered in one's own words and saved while typing."""

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from progrez_desktop.core.model.aloud import Aloud
from progrez_desktop.core.model.assessment import Prompt
from progrez_desktop.core.texts import count_words
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.pages.item import ItemPage
from progrez_desktop.ui.widgets.basic import Button, card, label, live
from progrez_desktop.ui.widgets.editor import Editor

_QUIET_MS = 800
_LONGEST_MS = 3000
LONGEST_ANSWER = 20_000
"""Characters. Six times the longest answer asked for; beyond it the editor takes no more."""


class OpenAnswerPage(ItemPage):
    """Saved when typing rests for a moment, and every three seconds while it does not."""

    changed = Signal(str)
    next = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._prompt: Prompt | None = None
        self._unsaved = False
        self._halves = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._halves.setSpacing(40)
        self.body.addSpacing(8)
        self.body.addLayout(self._halves, 1)
        self._left = self._question()
        self._halves.addWidget(self._left)
        self._halves.addLayout(self._answer(), 1)
        self.next_button = Button("primary")
        self.next_button.clicked.connect(self._go_on)
        self.say(self.next_button.setText, "item.next")
        self.foot.addWidget(self.next_button)
        self._quiet, self._longest = QTimer(self), QTimer(self)
        for timer, after in ((self._quiet, _QUIET_MS), (self._longest, _LONGEST_MS)):
            timer.setSingleShot(True)
            timer.setInterval(after)
            timer.timeout.connect(self.save_now)
        self._arrange_halves()

    def _question(self) -> QWidget:
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(16)
        self.question, self.guidance = label("question"), label("lead")
        column.addWidget(self.question)
        column.addWidget(self.guidance)
        who, inside = card("spruce", margin=18, spacing=4)
        for role, key in (("strong", "open.who_reads.title"), ("body", "open.who_reads.text")):
            sentence = label(role)
            self.say(sentence.setText, key)
            inside.addWidget(sentence)
        column.addWidget(who)
        column.addStretch(1)
        self._left_column, self._who_reads = column, who
        return left

    def _answer(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(10)
        self.editor = Editor(LONGEST_ANSWER)
        self.editor.setMinimumHeight(220)
        self.editor.textChanged.connect(self._typed)
        self.editor.overflowed.connect(lambda: self._show_overflow(True))
        column.addWidget(self.editor, 1)
        self.overflow = live("error")
        self.tell(self.overflow.setText, lambda words: words("open.left_out", most=words.number(LONGEST_ANSWER)))
        self.overflow.hide()
        column.addWidget(self.overflow)
        below = QHBoxLayout()
        self.count = label("small", wrap=False)
        no_names = label("small", wrap=False)
        self.say(no_names.setText, "open.no_names")
        below.addWidget(self.count)
        below.addStretch(1)
        below.addWidget(no_names)
        column.addLayout(below)
        self._answer_column = column
        return column

    def _arrange_halves(self) -> None:
        """Side by side; one above the other where large text would leave two narrow columns."""
        stacked = self.context.theme.is_large or self.context.own.calm
        sideways, downwards = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._halves.setDirection(downwards if stacked else sideways)
        self._halves.setSpacing(16 if stacked else 40)
        self._left.setMaximumWidth(16_777_215 if stacked else round(400 * self.context.theme.factor))
        self._left.setMinimumWidth(0 if stacked else round(400 * self.context.theme.factor))
        # The editor comes first where there is no room for both.
        column = self._answer_column if stacked else self._left_column
        column.insertWidget(-1 if stacked else 2, self._who_reads)

    def first_control(self) -> QWidget:
        return self.editor

    def aloud(self) -> tuple[Aloud, ...]:
        if self._prompt is None:
            return ()
        language, words = self.context.questions_in, self.context.words
        who = (words(f"open.who_reads.{part}") for part in ("title", "text"))
        return (
            *self.written(self._prompt.text[language], self._prompt.guidance[language]),
            *(Aloud(text, words.language) for text in who),
        )

    def close_answers(self) -> None:
        super().close_answers()
        self.next_button.setEnabled(False)

    def show_prompt(self, prompt: Prompt, text: str) -> None:
        self._prompt = prompt
        self._unsaved = False
        self._show_overflow(False)
        self.editor.blockSignals(True)
        self.editor.setPlainText(text)
        self.editor.moveCursor(QTextCursor.MoveOperation.End)
        self.editor.blockSignals(False)
        self._say_prompt()
        self.begin_at(self.editor)
        self.read_aloud(prompt.text[self.context.questions_in])

    def text(self) -> str:
        return self.editor.toPlainText()

    def _show_overflow(self, overflowed: bool) -> None:
        """Say that something did not fit; taken back with the next change that does."""
        self.overflow.setVisible(overflowed)
        self.editor.setAccessibleDescription(self.overflow.text() if overflowed else "")

    def _typed(self) -> None:
        self._show_overflow(False)
        self._unsaved = True
        self.show_saved(False)
        self._say_count()
        self._quiet.start()
        if not self._longest.isActive():
            self._longest.start()

    @property
    def is_unsaved(self) -> bool:
        return self._unsaved

    def save_now(self) -> None:
        """Hand over what was typed since the last save, if anything was."""
        self._quiet.stop()
        self._longest.stop()
        if self._unsaved:
            self._unsaved = False
            self.changed.emit(self.text())

    def save_failed(self) -> None:
        """What was typed is still unsaved; the next stop or press tries again."""
        self._unsaved = True

    def _go_on(self) -> None:
        self.save_now()
        self.next.emit()

    def _say_prompt(self) -> None:
        if self._prompt is None:
            return
        language = self.context.questions_in
        self.question.setText(self._prompt.text[language])
        self.guidance.setText(self._prompt.guidance[language])
        self.editor.setAccessibleName(self._prompt.text[language])
        self._say_count()

    def _say_count(self) -> None:
        if self._prompt is None:
            return
        n = count_words(self.text())
        words = self.context.words
        asked = words("open.asked", least=self._prompt.min_words, most=self._prompt.max_words)
        self.count.setText(f"{words.plural('open.words', n)} · {asked}")
        self.next_button.setEnabled(n > 0)
        self.skip_button.setVisible(n == 0)

    def retranslate(self) -> None:
        super().retranslate()
        self._arrange_halves()
        self._say_prompt()
        self._show_overflow(not self.overflow.isHidden())
