"""The CV before it is saved: which skills appear, and the page as it will print."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from progrez_desktop.core.model.assessment import Skill
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.pages.paper import PaperPage
from progrez_desktop.ui.widgets.basic import Button, card, label
from progrez_desktop.ui.widgets.choice import ChoiceCard

_REST_MS = 120


class CvPage(PaperPage):
    """Asks for a new preview with `changed` when the choice of skills or the language changes."""

    changed = Signal(list)

    def __init__(self, context: Context, skills: Sequence[Skill], chosen: Sequence[str]) -> None:
        super().__init__(context, "cv_page")
        self._skills = skills
        self.put_beside(self._choices(chosen))
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._ask)
        self.retranslate()

    def _choices(self, chosen: Sequence[str]) -> QFrame:
        frame, inside = card(spacing=8)
        title = label("h2")
        self.say(title.setText, "cv_page.skills")
        row = QHBoxLayout()
        row.setSpacing(18)
        row.addWidget(title, 1)
        self.all_button, self.none_button = Button("link"), Button("link")
        for button, key, on in ((self.all_button, "cv_page.all", True), (self.none_button, "cv_page.none", False)):
            button.clicked.connect(lambda _=False, ticked=on: self._tick_all(ticked))
            self.say(button.setText, key)
            row.addWidget(button)
        inside.addLayout(row)
        self.choices: dict[str, ChoiceCard] = {}
        for skill in self._skills:
            choice = ChoiceCard(self.context, small=True)
            choice.setChecked(skill.id in chosen)
            choice.toggled.connect(self._rest_then_ask)
            self.choices[skill.id] = choice
            inside.addWidget(choice)
        inside.addStretch(1)
        return frame

    def _tick_all(self, ticked: bool) -> None:
        for choice in self.choices.values():
            choice.setChecked(ticked)

    def _rest_then_ask(self) -> None:
        self._rest.start()

    def _ask(self) -> None:
        self.changed.emit(self.chosen())

    def chosen(self) -> list[str]:
        return [skill for skill, choice in self.choices.items() if choice.isChecked()]

    def retranslate(self) -> None:
        super().retranslate()
        for skill in self._skills:
            self.choices[skill.id].show_texts(skill.short_name[self.context.language], "")
        self._rest_then_ask()

    def first_control(self) -> QWidget:
        return next(iter(self.choices.values()), self.back_button)

    def entered(self) -> None:
        super().entered()
        self._ask()
