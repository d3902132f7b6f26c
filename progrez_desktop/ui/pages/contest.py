"""One's say on a score: why it is what it is, contesting it, and putting beside it what is wrong."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from progrez_desktop.core.model.assessment import Organisation, Skill
from progrez_desktop.core.model.contest import SCORE_REASONS, WHOLE, Said
from progrez_desktop.core.services.objections import LONGEST_WORDS
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.pages.noting import NotingPage
from progrez_desktop.ui.widgets.basic import Button, card, label
from progrez_desktop.ui.widgets.choice import ChoiceCard
from progrez_desktop.ui.widgets.editor import Editor
from progrez_desktop.ui.widgets.flow_layout import FlowLayout
from progrez_desktop.ui.widgets.letter_view import LetterView
from progrez_desktop.ui.widgets.objection_form import ObjectionForm

if TYPE_CHECKING:
    from progrez_desktop.core.documents.letter import Letter

_TEXT_HEIGHT = 110


class ContestPage(NotingPage):
    """Of one skill; without one, of the result as a whole, which can be corrected and nothing else."""

    saved_key = "contest.letter.saved"
    back = Signal()
    letter_wanted = Signal()
    """In the language that the page is in now; the answer is `show_letter`."""
    save_letter = Signal()
    objected = Signal(str, str, bool)
    """The reason, the person's own words, and whether a person shall look."""
    taken_back = Signal()
    corrected = Signal(str)
    """What is wrong; nothing takes the statement away."""

    def __init__(
        self, context: Context, skill: Skill | None, *, is_scored: bool, rater: tuple[Organisation, int] | None
    ) -> None:
        """`rater` is who can be asked for a human look, and until when they may keep the texts."""
        super().__init__(context, None, "contest.lead" if skill else "contest.lead_whole")
        self._skill, self._skill_id = skill, skill.id if skill else WHOLE
        self._is_scored, self._rater, self._said = is_scored and skill is not None, rater, Said()
        self.title.show()
        self.show_step("profile.only_you")
        halves = self.row_or_column(22)
        self.letter, self.save_button = LetterView(), Button()
        left = QVBoxLayout()
        left.setSpacing(12)
        self.objection, self.correction = self._objection(), self._correction()
        left.addWidget(self.objection)
        left.addWidget(self.correction)
        left.addStretch(1)
        halves.addLayout(left, 15)
        if skill is not None:
            halves.addWidget(self.letter, 16)
        self.body.addLayout(halves)
        self.body.addStretch(1)
        self.back_button = Button()
        self.back_button.clicked.connect(self.back)
        self.say(self.back_button.setText, "contest.back")
        self.save_button.clicked.connect(self.save_letter)
        self.save_button.setEnabled(False)
        self.say(self.save_button.setText, "contest.letter.save")
        self.footer.addWidget(self.back_button)
        self.footer.addWidget(self.note, 1)
        self.footer.addWidget(self.save_button)
        # Once they have a parent: before, they would be windows of their own.
        self.save_button.setVisible(skill is not None)
        self.objection.setVisible(self._is_scored)
        self.look.setVisible(rater is not None)
        self.retranslate()

    # I disagree

    def _objection(self) -> QFrame:
        frame, inside = card(margin=20, spacing=8)
        title, text = label("h3"), label("small")
        self.say(title.setText, "contest.object.title")
        self.say(text.setText, "contest.object.text")
        self.made = label("body")
        self.ask, self.put_back = Button(), Button()
        self.say(self.ask.setText, "contest.object.ask")
        self.say(self.put_back.setText, "contest.object.take_back")
        self.ask.clicked.connect(self._ask)
        self.put_back.clicked.connect(self.taken_back)
        self.form = ObjectionForm(self, "contest.reason", SCORE_REASONS)
        self.look = ChoiceCard(self.context, small=True)
        self.form.beside.addWidget(self.look)
        QWidget.setTabOrder(self.form.words.edit, self.look)  # it was made after the buttons of the form
        QWidget.setTabOrder(self.look, self.form.cancel)
        self.form.given.connect(lambda reason, words: self.objected.emit(reason, words, self.look.isChecked()))
        self.form.left.connect(self._leave)
        self.form.hide()
        for widget in (title, text, self.made, self.form):
            inside.addWidget(widget)
        row = QHBoxLayout()
        row.addWidget(self.ask)
        row.addWidget(self.put_back)
        row.addStretch(1)
        inside.addLayout(row)
        return frame

    def _ask(self) -> None:
        self.look.setChecked(False)
        self.form.show()
        self.ask.hide()
        self.form.begin()

    def _leave(self) -> None:
        self.form.hide()
        self._say_state()
        self.ask.setFocus()

    # Something is wrong

    def _correction(self) -> QFrame:
        frame, inside = card(margin=20, spacing=8)
        title, text, name = label("h3"), label("small"), label("field")
        self.say(title.setText, "contest.correct.title")
        self.say(text.setText, "contest.correct.text" if self._skill else "contest.correct.text_whole")
        self.say(name.setText, "contest.correct.words")
        self.words = Editor(LONGEST_WORDS)
        self.words.setProperty("role", "note")
        self.words.setFixedHeight(_TEXT_HEIGHT)
        self.say(self.words.setAccessibleName, "contest.correct.words")
        name.setBuddy(self.words)
        self.since = label("small")
        self.keep, self.remove = Button(), Button("link")
        self.say(self.keep.setText, "contest.correct.save")
        self.say(self.remove.setText, "contest.correct.remove")
        self.keep.clicked.connect(self._correct)
        self.remove.clicked.connect(lambda: self.corrected.emit(""))
        for widget in (title, text, name, self.words, self.since):
            inside.addWidget(widget)
        row = FlowLayout(spacing=16, below=4)
        row.addWidget(self.keep)
        row.addWidget(self.remove)
        inside.addLayout(row)
        return frame

    def _correct(self) -> None:
        text = self.words.toPlainText().strip()
        if text:
            self.corrected.emit(text)
        else:
            self.show_note("contest.correct.nothing")
            self.words.setFocus()

    # What is known

    def show_letter(self, letter: "Letter") -> None:
        self.letter.show_letter(letter)
        self.save_button.setEnabled(True)

    def show_said(self, said: Said) -> None:
        """Show what the person says now; what they typed and have not kept yet stays."""
        before = self._said.corrections.get(self._skill_id)
        now = said.corrections.get(self._skill_id)
        self._said = said
        if now != before:
            self.words.setPlainText(now.words if now else "")
        self.form.hide()
        self._say_state()

    def _say_state(self) -> None:
        words = self.context.words
        objection = self._said.objections.get(self._skill_id)
        correction = self._said.corrections.get(self._skill_id)
        for widget in (self.made, self.put_back):
            widget.setVisible(objection is not None)
        self.ask.setVisible(objection is None and self.form.isHidden())
        if objection is not None:
            reason = words(f"contest.reason.{objection.reason}")
            key = "contest.object.made_words" if objection.words else "contest.object.made"
            date = words.date(objection.made_ms)
            self.made.setText(words(key, date=date, reason=reason, words=objection.words))
        self.since.setVisible(correction is not None)
        self.remove.setVisible(correction is not None)
        if correction is not None:
            self.since.setText(words("contest.correct.since", date=words.date(correction.made_ms)))

    def retranslate(self) -> None:
        super().retranslate()
        words, language = self.context.words, self.context.language
        if self._skill is None:
            self.entitle(words("contest.title_whole"))
        else:
            self.entitle(words("contest.title", skill=self._skill.short_name[language]))
        if self._rater is not None:
            organisation, until_ms = self._rater
            facts = {"organisation": organisation.name[language], "until": words.date(until_ms)}
            self.look.show_texts(words("contest.look"), words("contest.look.text", **facts))
        self._say_state()
        self.letter_wanted.emit()

    def be_busy(self, busy: bool) -> None:
        super().be_busy(busy)
        for button in (self.put_back, self.keep, self.remove, self.form.take_out):
            button.setEnabled(not busy)

    def first_control(self) -> QWidget:
        return self.back_button
