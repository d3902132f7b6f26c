"""The CV before it is saved: how it looks, which skills and sentences are on it, and the page as it will print."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from progrez_desktop.core.model.assessment import Organisation, Skill
from progrez_desktop.core.model.cv import TEMPLATES, CvChoices, CvLook
from progrez_desktop.core.model.details import FACTS, LISTS, LONGEST_TEXT, MyDetails, PartName
from progrez_desktop.core.services.cv_sentences import Offer
from progrez_desktop.core.texts import clean_text
from progrez_desktop.core.words import LANGUAGES
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.errors import sentence_of
from progrez_desktop.ui.page import Sentence
from progrez_desktop.ui.pages.paper import PaperPage
from progrez_desktop.ui.widgets.badge_offer import BadgeOffer
from progrez_desktop.ui.widgets.basic import Button, card, label, live
from progrez_desktop.ui.widgets.choice import ChoiceCard
from progrez_desktop.ui.widgets.editor import Editor
from progrez_desktop.ui.widgets.flow_layout import FlowLayout
from progrez_desktop.ui.widgets.offered_sentences import OfferedSentences
from progrez_desktop.ui.widgets.tabs import Tabs

if TYPE_CHECKING:
    from progrez_desktop.core.documents.cv_pdf import MadeCv

_REST_MS = 80
_TEXT_HEIGHT = 130


@dataclass(frozen=True)
class CvDraft:
    """A CV as it was drawn, with the sentences on it: proposed ones where the person wrote none."""

    made: "MadeCv"
    summary: str
    offered: tuple[Offer, ...] = ()
    """Sentences of the person's own texts that they may add."""


class CvPage(PaperPage):
    """Asks for a new preview with `changed` when a choice, the sentences or the language changes."""

    changed = Signal(object)
    """The choices, to be kept and drawn; the answer is `show_draft` or `show_fault`."""
    save_json = Signal()
    save_badge = Signal(bool)
    """With the name or without."""
    edit_details = Signal()

    def __init__(
        self,
        context: Context,
        skills: Sequence[Skill],
        ticked: Collection[str],
        details: MyDetails,
        choices: CvChoices,
        contested: Collection[str] = (),
        organisation: Organisation | None = None,
    ) -> None:
        """`contested` are the skills whose score the person does not agree with; `organisation` may be named on it."""
        super().__init__(context, "cv_page")
        self.choices = choices
        self._contested, self._organisation = contested, organisation
        self._skills, self._details = skills, details
        self._is_showing = False
        self.told = live("error")
        self.told.hide()
        self.body.addWidget(self.told)
        halves = self.row_or_column(24)
        left = QVBoxLayout()
        left.setSpacing(12)
        self.badge = BadgeOffer(self)
        self.badge.save.connect(self.save_badge)
        for part in (self._look(), self._sentences(), self._own_details(), self._skill_choices(ticked), self.badge):
            left.addWidget(part)
        left.addStretch(1)
        halves.addLayout(left, 11)
        self._beside = QVBoxLayout()
        self._beside.addWidget(self.preview)
        self._beside.addStretch(1)
        halves.addLayout(self._beside, 13)
        self._halves = halves
        self.body.addLayout(halves)
        self.body.addStretch(1)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST_MS)
        self._rest.timeout.connect(self._ask)
        assert self.scroller is not None
        self.scroller.verticalScrollBar().valueChanged.connect(lambda _: self._go_along())
        self.retranslate()

    # Its parts

    def _look(self) -> QFrame:
        frame, inside = card(margin=18, spacing=8)
        self.templates = Tabs(len(TEMPLATES), TEMPLATES.index(self.choices.look.template))
        self.templates.chosen.connect(lambda n: self._choose_look(replace(self.choices.look, template=TEMPLATES[n])))
        self.template_note = label("muted")
        self.languages = Tabs(len(LANGUAGES), LANGUAGES.index(self.choices.language or self.context.language))
        self.languages.chosen.connect(self._choose_language)
        language_note = label("muted")
        self.say(language_note.setText, "cv_page.language_note")
        for key, tabs, note in (
            ("cv_page.template", self.templates, self.template_note),
            ("cv_page.language", self.languages, language_note),
        ):
            title = label("h3")
            self.say(title.setText, key)
            for widget in (title, tabs, note):
                inside.addWidget(widget)
        self.numbers, self.blind, self.organisation = (ChoiceCard(self.context, small=True) for _ in range(3))
        self.numbers.setChecked(self.choices.look.numbers)
        self.blind.setChecked(self.choices.blind)
        self.organisation.setChecked(self.choices.organisation)
        self.numbers.toggled.connect(lambda on: self._choose_look(replace(self.choices.look, numbers=on)))
        self.blind.toggled.connect(lambda on: self._choose(replace(self.choices, blind=on)))
        self.organisation.toggled.connect(lambda on: self._choose(replace(self.choices, organisation=on)))
        signed_note = label("muted")
        self.say(signed_note.setText, "cv_page.signed")
        inside.addWidget(self.numbers)
        inside.addWidget(self.blind)
        inside.addWidget(self.organisation)
        if self._organisation is None:
            self.organisation.hide()
        inside.addWidget(signed_note)
        return frame

    def _sentences(self) -> QFrame:
        frame, inside = card(margin=18, spacing=8)
        title = label("h3")
        self.say(title.setText, "cv_page.sentences")
        self.sentences = Editor(LONGEST_TEXT)
        self.sentences.setProperty("role", "note")
        self.sentences.textChanged.connect(self._write)
        self.say(self.sentences.setAccessibleName, "cv_page.sentences")
        self.sentences_note = label("muted")
        self.propose_button = Button("link")
        self.propose_button.clicked.connect(self._propose)
        self.say(self.propose_button.setText, "cv_page.propose")
        below = self.row_or_column(12)
        below.addWidget(self.sentences_note, 1)
        below.addWidget(self.propose_button)
        inside.addWidget(title)
        inside.addWidget(self.sentences)
        inside.addLayout(below)
        self.offers = OfferedSentences(self, self.propose_button)
        self.offers.wanted.connect(self._add_sentence)
        inside.addWidget(self.offers)
        return frame

    def _own_details(self) -> QFrame:
        frame, inside = card(margin=18, spacing=8)
        title = label("h3")
        self.say(title.setText, "cv_page.details")
        self.parts_note = label("body")
        self.details_button = Button()
        self.details_button.clicked.connect(self.edit_details)
        self.say(self.details_button.setText, "cv_page.edit_details")
        self.json_button = Button("link")
        self.json_button.clicked.connect(self.save_json)
        self.json_button.setEnabled(False)
        self.say(self.json_button.setText, "cv_page.save_json")
        row = FlowLayout(spacing=20, below=0)
        row.addWidget(self.details_button)
        row.addWidget(self.json_button)
        inside.addWidget(title)
        inside.addWidget(self.parts_note)
        inside.addLayout(row)
        return frame

    def _skill_choices(self, ticked: Collection[str]) -> QFrame:
        frame, inside = card(margin=18, spacing=8)
        title, note = label("h3"), label("muted")
        self.say(title.setText, "cv_page.skills")
        self.say(note.setText, "cv_page.proposed")
        row = QHBoxLayout()
        row.setSpacing(18)
        row.addWidget(title, 1)
        self.all_button, self.none_button = Button("link"), Button("link")
        for button, key, on in ((self.all_button, "cv_page.all", True), (self.none_button, "cv_page.none", False)):
            button.clicked.connect(lambda _=False, ticked=on: self._tick_all(ticked))
            self.say(button.setText, key)
            row.addWidget(button)
        inside.addLayout(row)
        inside.addWidget(note)
        self.skills: dict[str, ChoiceCard] = {}
        for skill in self._skills:
            choice = self.skills[skill.id] = ChoiceCard(self.context, small=True)
            choice.setChecked(skill.id in ticked)
            choice.toggled.connect(lambda _: self._choose_skills())
            inside.addWidget(choice)
        return frame

    def _go_along(self) -> None:
        """Let the page stay beside the choices, which are longer: both begin together and end together."""
        assert self.scroller is not None
        bar = self.scroller.verticalScrollBar()
        spare = self._halves.geometry().height() - self.preview.sizeHint().height()
        beside = not self.context.theme.is_large and spare > 0 and bar.maximum() > 0
        self._beside.setContentsMargins(0, round(spare * bar.value() / bar.maximum()) if beside else 0, 0, 0)

    # What the person chooses

    @property
    def cv_language(self) -> str:
        return self.choices.language or self.context.language

    def _choose(self, choices: CvChoices) -> None:
        if not self._is_showing:
            self.choices = choices
            self._say_choices()
            self._rest.start()

    def _choose_look(self, look: CvLook) -> None:
        self._choose(replace(self.choices, look=look))

    def _choose_language(self, number: int) -> None:
        self._choose(replace(self.choices, language=LANGUAGES[number]))

    def _choose_skills(self) -> None:
        self._choose(replace(self.choices, skills=tuple(self.chosen())))

    def _write(self) -> None:
        summaries = {**self.choices.summaries, self.cv_language: self._written()}
        self._choose(replace(self.choices, summaries=summaries))

    def _written(self) -> str:
        return clean_text(self.sentences.toPlainText())

    def _add_sentence(self, sentence: str) -> None:
        before = self.sentences.toPlainText().rstrip()
        self.sentences.setPlainText(f"{before} {sentence}".lstrip())
        self.sentences.setFocus()

    def _propose(self) -> None:
        others = {language: text for language, text in self.choices.summaries.items() if language != self.cv_language}
        self._choose(replace(self.choices, summaries=others))

    def _tick_all(self, ticked: bool) -> None:
        for choice in self.skills.values():
            choice.setChecked(ticked)

    def chosen(self) -> list[str]:
        return [skill for skill, choice in self.skills.items() if choice.isChecked()]

    def _ask(self) -> None:
        self._rest.stop()
        self.changed.emit(self.choices)

    # What comes of it

    def show_draft(self, draft: CvDraft) -> None:
        self.show_preview(draft.made.pdf)
        summary = self.choices.summaries.get(self.cv_language, draft.summary)
        if self._written() != summary:
            self._is_showing = True
            self.sentences.setPlainText(summary)
            self._is_showing = False
        self.offers.show_offers(draft.offered, {skill.id: skill for skill in self._skills})
        self.json_button.setEnabled(True)
        self._tell_of(draft.made)

    def _tell_of(self, made: "MadeCv") -> None:
        """What the person has to know of this page before saving it."""
        if self.choices.look.template == "compact" and made.pages > 1:
            self._tell(lambda words: words("cv_page.not_one_page", pages=made.pages))
        elif made.missing:
            self._tell(lambda words: words("cv.missing_characters", characters=" ".join(made.missing)))
        elif not (self.chosen() or self._parts()):
            self._tell(lambda words: words("cv_page.nearly_empty"))
        else:
            self.told.hide()

    def _tell(self, sentence: Sentence) -> None:
        self.tell(self.told.setText, sentence)
        self.told.show()

    def show_fault(self, failure: Exception) -> None:
        self._tell(lambda words: sentence_of(failure, words))
        QTimer.singleShot(0, self, lambda: self.show_together(self.told, self.told))  # when there is room for it

    def _say_choices(self) -> None:
        words, template = self.context.words, self.choices.look.template
        self.languages.show_current(LANGUAGES.index(self.cv_language))
        self.template_note.setText(words(f"cv_page.template.{template}.what"))
        own = self.cv_language in self.choices.summaries
        self.sentences_note.setText(words("cv_page.sentences.own" if own else "cv_page.sentences.note"))
        self.propose_button.setEnabled(own)
        self.badge.show_for(blind=self.choices.blind, skills=bool(self.chosen()))

    def _parts(self) -> list[PartName]:
        facts: list[PartName] = [fact for fact in FACTS if self._details.fact(fact).strip()]
        lists: list[PartName] = [name for name in LISTS if self._details.entries(name)]
        work = self._details.public_work
        code: list[PartName] = ["code"] if work is not None and work.languages else []
        return [part for part in (*facts, *lists, *code) if self._details.is_on_cv(part)]

    def retranslate(self) -> None:
        super().retranslate()
        words = self.context.words
        self.sentences.setFixedHeight(self.context.theme.px(_TEXT_HEIGHT))
        for tabs, names in (
            (self.templates, [words(f"cv_page.template.{name}") for name in TEMPLATES]),
            (self.languages, [words(f"cv_page.language.{name}") for name in LANGUAGES]),
        ):
            tabs.show_texts(names, names)
        self.numbers.show_texts(words("cv_page.numbers"), words("cv_page.numbers.what"))
        self.blind.show_texts(words("cv_page.blind"), words("cv_page.blind.what"))
        named = self._organisation.name[self.context.language] if self._organisation is not None else ""
        self.organisation.show_texts(
            words("cv_page.organisation"), words("cv_page.organisation.what", organisation=named)
        )
        for skill in self._skills:
            name = skill.short_name[self.context.language]
            told = words("contest.mark", result=name) if skill.id in self._contested else name
            self.skills[skill.id].show_texts(told, "")
        parts = ", ".join(words(f"details.{part}") for part in self._parts())
        self.parts_note.setText(words("cv_page.details.some" if parts else "cv_page.details.none", parts=parts))
        self._say_choices()
        self._rest.start()

    def left(self) -> None:
        if self._rest.isActive():
            self._ask()
        super().left()

    def first_control(self) -> QWidget:
        return self.templates.tabs[self.templates.current]

    def entered(self) -> None:
        super().entered()
        self._rest.stop()
        QTimer.singleShot(0, self, self._ask)  # drawing takes its turns from painting the page
