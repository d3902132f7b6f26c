"""A work situation: one best and one worst action out of four."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from progrez_desktop.core.model.aloud import Aloud
from progrez_desktop.core.model.assessment import Situation, SituationAction
from progrez_desktop.core.model.attempt import SituationValue
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.layouts import clear
from progrez_desktop.ui.pages.item import ItemPage
from progrez_desktop.ui.widgets.basic import Button, label

_WIDTH = 1040


class _ActionRow(QFrame):
    """One action with its two buttons."""

    def __init__(self, action: SituationAction) -> None:
        super().__init__()
        self.action = action
        self.setProperty("card", "true")
        row = QHBoxLayout(self)
        row.setContentsMargins(18, 14, 18, 14)
        row.setSpacing(14)
        self.text = label("lead")
        self.text.setProperty("role", "action")
        self.best, self.worst = Button("best"), Button("worst")
        row.addWidget(self.text, 1)
        for button in (self.best, self.worst):
            button.setCheckable(True)
            row.addWidget(button)


class SituationPage(ItemPage):
    """Choosing the same action twice moves the choice; a second press on a choice takes it back."""

    changed = Signal(object)
    """The SituationValue after each choice, which is saved at once."""
    next = Signal()

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self._situation: Situation | None = None
        self._value = SituationValue(None, None)
        self._rows: list[_ActionRow] = []
        middle = QHBoxLayout()
        column_widget = QWidget()
        column_widget.setMaximumWidth(_WIDTH + 100)
        column = QVBoxLayout(column_widget)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.scene = label("scene")
        column.addWidget(self.scene)
        column.addSpacing(8)
        heads = QGridLayout()
        self.question = label("h2")
        heads.addWidget(self.question, 0, 0)
        heads.setColumnStretch(0, 1)
        column.addLayout(heads)
        self._actions = QVBoxLayout()
        self._actions.setSpacing(12)
        column.addLayout(self._actions)
        middle.addStretch(1)
        middle.addWidget(column_widget, 30)
        middle.addStretch(1)
        self.body.addSpacing(16)
        self.body.addLayout(middle)
        self.body.addStretch(1)
        self.next_button = Button("primary")
        self.next_button.clicked.connect(self.next)
        self.say(self.next_button.setText, "item.next")
        self.foot.addWidget(self.next_button)

    def first_control(self) -> QWidget | None:
        return self._rows[0].best if self._rows else None

    def show_situation(self, situation: Situation, value: SituationValue) -> None:
        self._situation, self._value = situation, value
        clear(self._actions)
        self._rows = [_ActionRow(action) for action in situation.actions]
        for row in self._rows:
            row.best.clicked.connect(lambda _=False, action=row.action.id: self._choose_best(action))
            row.worst.clicked.connect(lambda _=False, action=row.action.id: self._choose_worst(action))
            self._actions.addWidget(row)
        self._say_situation()
        self.begin_at(self._rows[0].best)
        self.read_aloud(self.scene.text())

    def aloud(self) -> tuple[Aloud, ...]:
        if self._situation is None:
            return ()
        language, words = self.context.questions_in, self.context.words_of_questions
        actions = (f"{number}. {one.text[language]}" for number, one in enumerate(self._situation.actions, start=1))
        asked = (words("situation.question"), words("aloud.best_and_worst"))
        return self.written(self._situation.text[language], *asked, *actions)

    def row_of(self, action: str) -> _ActionRow:
        return next(row for row in self._rows if row.action.id == action)

    def _choose_best(self, action: str) -> None:
        best = None if self._value.best == action else action
        worst = None if self._value.worst == best else self._value.worst
        self._change(SituationValue(best, worst))

    def _choose_worst(self, action: str) -> None:
        worst = None if self._value.worst == action else action
        best = None if self._value.best == worst else self._value.best
        self._change(SituationValue(best, worst))

    def _change(self, value: SituationValue) -> None:
        self._value = value
        self._say_situation()
        self.changed.emit(value)

    def _say_situation(self) -> None:
        if self._situation is None:
            return
        language, words = self.context.questions_in, self.context.words_of_questions
        self.scene.setText(self._situation.text[language])
        self.question.setText(words("situation.question"))
        for row in self._rows:
            action = row.action.text[language]
            row.text.setText(action)
            for button, chosen, name in (
                (row.best, self._value.best == row.action.id, "best"),
                (row.worst, self._value.worst == row.action.id, "worst"),
            ):
                button.setChecked(chosen)
                button.setText(("✓ " if chosen else "") + words(f"situation.{name}"))
                button.setAccessibleName(
                    words(f"situation.{name}_chosen" if chosen else f"situation.{name}_of", action=action)
                )
            row.worst.setVisible(not self._asks_best_alone)
        self.hint.setText(self._hint())
        self.skip_button.setVisible(self._value.best is None or self._value.worst is None)
        self.next_button.setEnabled(self._value.best is not None and self._value.worst is not None)

    @property
    def _asks_best_alone(self) -> bool:
        """On a calm page the worst is asked once the best was chosen."""
        return self.context.own.calm and self._value.best is None and self._value.worst is None

    def _hint(self) -> str:
        if self._value.best is not None and self._value.worst is not None:
            return ""
        if self._asks_best_alone:
            return self.context.words("situation.hint_best")
        if self._value.best is None and self._value.worst is None:
            return self.context.words("situation.hint")
        return self.context.words("situation.hint_worst" if self._value.worst is None else "situation.hint_best")

    def retranslate(self) -> None:
        super().retranslate()
        self._say_situation()
