"""Asks which group a person belongs to, for counts without names that tell whether the assessment is fair."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from progrez_desktop.core.model.counting import ANSWERS, Question
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.widgets.basic import Button, label
from progrez_desktop.ui.widgets.choice import ChoiceCard, only_one


class FactsForm(QWidget):
    """Nothing is chosen beforehand, and leaving it counts nothing. When it closes, it forgets what was chosen."""

    given = Signal(str)
    left = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(8)
        self._title, text = label("h3"), label("small")
        page.say(text.setText, "notes.facts.text")
        column.addWidget(self._title)
        column.addWidget(text)
        self._answers: dict[Question, dict[str, ChoiceCard]] = {question: {} for question in ANSWERS}
        for question, answers in ANSWERS.items():
            for answer in answers:
                choice = ChoiceCard(page.context, small=True, one_of_several=True)
                choice.toggled.connect(self._allow)
                self._answers[question][answer] = choice
                column.addWidget(choice)
            only_one(tuple(self._answers[question].values()))
        row = QHBoxLayout()
        row.setSpacing(16)
        self.leave, self.give = Button(), Button("primary")
        page.say(self.leave.setText, "notes.facts.leave")
        page.say(self.give.setText, "notes.facts.give")
        self.leave.clicked.connect(self._leave)
        self.give.clicked.connect(self._give)
        row.addWidget(self.leave)
        row.addWidget(self.give)
        row.addStretch(1)
        column.addLayout(row)
        page.context.changed.connect(self._say)
        self._say()
        self.ask("gender")

    def ask(self, question: Question) -> None:
        """Show the one thing that is counted now: what would not be counted is not asked."""
        self.answers = self._answers[question]
        """The choices that are shown, by what they say."""
        for say_it in (self._title.setText, self.setAccessibleName):
            self._page.say(say_it, f"notes.facts.title.{question}")
        for one, choices in self._answers.items():
            for choice in choices.values():
                choice.setVisible(one == question)

    def begin(self) -> None:
        """Start anew, with the focus on the first answer."""
        self._forget()
        next(iter(self.answers.values())).setFocus()

    def _chosen(self) -> str | None:
        return next((answer for answer, choice in self.answers.items() if choice.isChecked()), None)

    def _allow(self) -> None:
        self.give.setEnabled(self._chosen() is not None)

    def _give(self) -> None:
        said = self._chosen()
        if said is not None:
            self._forget()
            self.given.emit(said)

    def _leave(self) -> None:
        self._forget()
        self.left.emit()

    def _forget(self) -> None:
        for choice in self.answers.values():
            choice.setChecked(False)
        self._allow()

    def _say(self) -> None:
        words = self._page.context.words
        for choices in self._answers.values():
            for answer, choice in choices.items():
                detail = words("notes.facts.other_detail") if answer == "other" else ""
                choice.show_texts(words(f"notes.facts.{answer}"), detail)
