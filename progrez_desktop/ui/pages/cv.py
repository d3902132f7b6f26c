"""The CV before it is saved: which skills appear, and the page as it will print."""

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from progrez_desktop.core.model.assessment import Skill
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.errors import sentence_of
from progrez_desktop.ui.page import Desk
from progrez_desktop.ui.widgets.basic import Button, card, label
from progrez_desktop.ui.widgets.choice import ChoiceCard
from progrez_desktop.ui.widgets.pdf_preview import PdfPreview

_REST_MS = 120


class CvPage(Desk):
    """Asks for a new preview with `changed` when the choice of skills or the language changes."""

    changed = Signal(list)
    save = Signal()
    back = Signal()

    def __init__(self, context: Context, skills: Sequence[Skill], chosen: Sequence[str]) -> None:
        super().__init__(context, "cv_page.title", "cv_page.lead")
        self._skills = skills
        halves = self.row_or_column(24)
        halves.addWidget(self._choices(chosen), 11)
        self.preview = PdfPreview()
        halves.addWidget(self.preview, 13)
        self.body.addLayout(halves)
        self.body.addStretch(1)
        self.back_button = Button()
        self.back_button.clicked.connect(self.back)
        self.say(self.back_button.setText, "cv_page.back")
        self.note = label("small")
        self.save_button = Button("primary")
        self.save_button.clicked.connect(self.save)
        self.save_button.setEnabled(False)
        self.say(self.save_button.setText, "cv_page.save")
        self.footer.addWidget(self.back_button)
        self.footer.addWidget(self.note, 1)
        self.footer.addWidget(self.save_button)
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

    def show_preview(self, pdf: bytes) -> None:
        self.preview.show_pdf(pdf, self.context.words("cv_page.sheet"))
        self.save_button.setEnabled(True)

    def show_saved(self, name: str) -> None:
        self.say(self.note.setText, "cv_page.saved", name=name)

    def show_fault(self, failure: Exception) -> None:
        self.tell(self.note.setText, lambda words: sentence_of(failure, words))

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
