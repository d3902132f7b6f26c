"""Before the first question: how long it takes, and who may read what the person writes in their own words."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from progrez_desktop.core.model.assessment import FormId
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Desk
from progrez_desktop.ui.widgets.basic import Button, card, label
from progrez_desktop.ui.widgets.choice import ChoiceCard, only_one
from progrez_desktop.ui.widgets.pills import language_pills


class StartPage(Desk):
    """Neither choice is made beforehand and one has to be made; both lead to the same assessment and pages."""

    start = Signal(bool)
    """Whether this computer may read the open answers."""
    questions_in = Signal(str)
    """The language that was chosen for the questions; empty: as the window."""
    ease = Signal()

    def __init__(self, context: Context, *, form: FormId, of: int, minutes: int, limit_min: int | None = None) -> None:
        super().__init__(context, None)
        frame, inside = card(margin=36, spacing=10)
        title, text, question, nobody = label("h1"), label("lead"), label("h3"), label("small")
        self.say(title.setText, "practice.done.title")
        told = "practice.done.text" if form == "fixed" else "practice.done.adaptive"
        self.tell(text.setText, lambda words: words.plural(told, minutes, of=of))
        self.say(question.setText, "start.question")
        self.say(nobody.setText, "start.nobody")
        inside.addWidget(title)
        inside.addWidget(text)
        inside.addSpacing(4)
        inside.addWidget(question)
        self.choices = {by_computer: ChoiceCard(context, one_of_several=True) for by_computer in (True, False)}
        only_one(tuple(self.choices.values()))
        for choice in self.choices.values():
            choice.toggled.connect(self._allow_start)
            inside.addWidget(choice)
        inside.addWidget(nobody)
        if limit_min is not None:
            limit = label("body")
            self.tell(limit.setText, lambda words: words.plural("time.start", limit_min))
            inside.addWidget(limit)
        self.languages = language_pills(self, inside, context.own.questions_in, beside=True)
        for language, pill in self.languages.items():
            pill.clicked.connect(lambda _=False, one=language: self.questions_in.emit(one))
        self.ease_button = Button("link")
        self.ease_button.clicked.connect(self.ease)
        self.say(self.ease_button.setText, "ease.link")
        inside.addWidget(self.ease_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.start_button = Button("primary")
        self.start_button.setEnabled(False)
        self.start_button.clicked.connect(lambda: self.start.emit(bool(self._chosen())))
        self.say(self.start_button.setText, "practice.done.start")
        self.choose_first = label("small")
        self.say(self.choose_first.setText, "start.choose_first")
        self.footer.addWidget(self.choose_first)
        self.footer.addStretch(1)
        self.footer.addWidget(self.start_button)
        self.body.addStretch(1)
        self.body.addLayout(self.centred(frame, 760))
        self.body.addStretch(2)
        self.retranslate()

    def _chosen(self) -> bool | None:
        return next((by_computer for by_computer, choice in self.choices.items() if choice.isChecked()), None)

    def _allow_start(self) -> None:
        self.start_button.setEnabled(self._chosen() is not None)
        self.choose_first.setVisible(self._chosen() is None)

    def retranslate(self) -> None:
        super().retranslate()
        words = self.context.words
        for by_computer, choice in self.choices.items():
            key = "start.computer" if by_computer else "start.person"
            choice.show_texts(words(f"{key}.title"), words(f"{key}.text"))

    def first_control(self) -> QWidget:
        return self.choices[True]
