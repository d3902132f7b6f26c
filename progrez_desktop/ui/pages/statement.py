"""One statement and its answers: a key, a tap or a click answers and moves on."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QVBoxLayout, QWidget

from progrez_desktop.core.model.aloud import Aloud
from progrez_desktop.core.model.assessment import ResponseFormat, Statement
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.layouts import clear
from progrez_desktop.ui.pages.item import ItemPage
from progrez_desktop.ui.widgets.basic import label
from progrez_desktop.ui.widgets.option import Option

_WIDTH = 820
_HEIGHTS = {5: (62, 12), 6: (56, 10), 7: (50, 8)}
"""Least height of an answer and the space between two, by the number of answers, so that all fit at 800 pixels."""


class StatementPage(ItemPage):
    chosen = Signal(int)
    """The raw category, 1 to k."""

    def __init__(self, context: Context) -> None:
        self._statement: Statement | None = None
        self._format: ResponseFormat | None = None
        super().__init__(context)
        self._options: list[Option] = []
        self._practice = self._has_begun = False
        middle = QHBoxLayout()
        self._column = QWidget()
        self._column.setProperty("spoken", "group")
        self._column.setMaximumWidth(max(_WIDTH, round(_WIDTH * min(context.theme.factor, 1.4))))
        column = QVBoxLayout(self._column)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.question = label("lead")
        self.text = label("statement")
        column.addWidget(self.question)
        column.addSpacing(10)
        column.addWidget(self.text)
        column.addSpacing(24)
        self._answers = QVBoxLayout()
        column.addLayout(self._answers)
        middle.addStretch(1)
        middle.addWidget(self._column, 20)
        middle.addStretch(1)
        self.body.addStretch(1)
        self.body.addLayout(middle)
        self.body.addStretch(3)

    def be_practice(self) -> None:
        """Practise: nothing to skip, nothing to pause, nothing is kept."""
        self._practice = True
        self.pause_button.hide()
        for button in (self.back_button, self.skip_button):
            policy = button.sizePolicy()
            policy.setRetainSizeWhenHidden(True)  # the hint stands where it will be for every question
            button.setSizePolicy(policy)
            button.hide()

    def show_statement(self, statement: Statement, response_format: ResponseFormat, category: int | None) -> None:
        """Show a statement with the answer given before, if any."""
        self._statement = statement
        if self._format != response_format:
            self._format = response_format
            self._make_options(response_format.categories)
        for number, option in enumerate(self._options, start=1):
            option.setChecked(number == category)
        self._say_statement()
        self._has_begun = False
        self.begin_at(self._options[(category or 1) - 1])
        QTimer.singleShot(0, self, self._begin)
        self.read_aloud(f"{self.question.text()} {self.text.text()}")

    def _make_options(self, categories: int) -> None:
        clear(self._answers)
        height, _ = _HEIGHTS[categories]
        self._give_room()
        self._options = []
        for number in range(1, categories + 1):
            option = Option(self.context, number, height)
            option.clicked.connect(lambda _=False, category=number: self._choose(category))
            self._answers.addWidget(option)
            self._options.append(option)

    def _give_room(self) -> None:
        super()._give_room()
        if self._format is not None:
            _, gap = _HEIGHTS[self._format.categories]
            self._answers.setSpacing(gap * 2 if self.context.own.calm else gap)

    def aloud(self) -> tuple[Aloud, ...]:
        if self._statement is None or self._format is None:
            return ()
        language = self.context.questions_in
        anchors = (f"{number}. {one[language]}" for number, one in enumerate(self._format.anchors, start=1))
        return self.written(self._format.question[language], self._statement.text[language], *anchors)

    def _choose(self, category: int) -> None:
        for number, option in enumerate(self._options, start=1):
            option.setChecked(number == category)
        self.chosen.emit(category)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        number = event.key() - Qt.Key.Key_0.value
        if 1 <= number <= len(self._options) and not event.isAutoRepeat() and self._keyboard_is_here():
            self._choose(number)
        else:
            super().keyPressEvent(event)

    def _keyboard_is_here(self) -> bool:
        """A key of one character does something only where the focus is (WCAG 2.1.4): not from a button elsewhere."""
        focused = self.focusWidget()
        elsewhere = self._has_begun and isinstance(focused, QAbstractButton) and focused not in self._options
        return not elsewhere

    def _begin(self) -> None:
        """The keyboard came to the answers: until then it is where Qt put it as the page before went."""
        self._has_begun = True

    def first_control(self) -> QWidget | None:
        chosen = next((option for option in self._options if option.isChecked()), None)
        return chosen or next(iter(self._options), None)

    def _say_statement(self) -> None:
        if self._statement is None or self._format is None:
            return
        language, words, asked = self.context.questions_in, self.context.words, self.context.words_of_questions
        of = self._format.categories
        self.question.setText(self._format.question[language])
        self.text.setText(self._statement.text[language])
        self._column.setAccessibleName(self._statement.text[language])
        for number, option in enumerate(self._options, start=1):
            anchor = self._format.anchors[number - 1][language]
            option.setText(anchor)
            option.setAccessibleName(asked("item.option", number=number, of=of, anchor=anchor))
        hint = words("practice.hint") if self._practice else words("item.hint_keys", last=of)
        self.hint.setText(hint if self._practice or not self.context.own.calm else "")

    def retranslate(self) -> None:
        super().retranslate()
        self._say_statement()
        self._column.setMaximumWidth(round(_WIDTH * min(self.context.theme.factor, 1.4)))
        for option in self._options:
            option.updateGeometry()
