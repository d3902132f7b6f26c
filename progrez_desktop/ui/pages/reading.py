"""A person's own texts with the evidence marked: per skill what was found and what was not, and how the text sounds."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from progrez_desktop.core.model.assessment import Assessment, Skill
from progrez_desktop.core.services.asking import Asking
from progrez_desktop.core.services.own_texts import OwnText, OwnTexts
from progrez_desktop.scoring.text.evidence import Evidence
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.errors import sentence_of
from progrez_desktop.ui.page import Desk
from progrez_desktop.ui.widgets.asking_card import AskingCard
from progrez_desktop.ui.widgets.basic import Button, card, label, line
from progrez_desktop.ui.widgets.evidence_row import EvidenceRow
from progrez_desktop.ui.widgets.marked_text import MarkedText
from progrez_desktop.ui.widgets.skill_evidence import SkillEvidence, level_sentences, text_marks
from progrez_desktop.ui.widgets.tabs import Tabs
from progrez_desktop.ui.widgets.tone_card import ToneCard


class ReadingPage(Desk):
    """Shows what is known when it comes: first the texts, then each reading. Only the person ever sees this page."""

    back = Signal()
    objected = Signal(str, str, object, str)
    """Item, skill, reason and the person's own words."""
    taken_back = Signal(str, str)
    """Item and skill of an objection that the person no longer has."""

    def __init__(self, context: Context, assessment: Assessment, skill_id: str) -> None:
        super().__init__(context, "reading.title")
        self._assessment = assessment
        self._colours = {group.id: group.colour for group in assessment.groups}
        self._skill_id = skill_id
        self._own: OwnTexts | None = None
        self._failure: Exception | None = None
        self._trouble: Exception | None = None
        self.is_settled = False
        self.lead.show()
        self.show_step("profile.only_you")
        self.tabs: Tabs | None = None
        self._top = QHBoxLayout()
        self._progress = label("small")
        self._progress.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self._top.addWidget(self._progress, 1)
        self.body.addLayout(self._top)
        halves = self.row_or_column(22)
        halves.addLayout(self._left(), 17)
        halves.addLayout(self._right(), 12)
        self.body.addLayout(halves)
        self.body.addStretch(1)
        self.back_button = Button("primary")
        self.back_button.clicked.connect(self.back)
        self.say(self.back_button.setText, "reading.back")
        self.footer.addWidget(self.back_button)
        self.footer.addStretch(1)
        self.retranslate()

    def _left(self) -> QVBoxLayout:
        left = QVBoxLayout()
        left.setSpacing(12)
        self._answer, inside = card(margin=24, spacing=10)
        self.prompt, self.text = label("muted"), MarkedText(self.context)
        self.about, self.concepts = label("small"), label("small")
        self._told_frame, told = card("spruce", margin=16, spacing=4)
        self.told = label("body")
        told.addWidget(self.told)
        self._rule = line()
        self.evidence = SkillEvidence(self)
        self.evidence.objected.connect(self._object)
        self.evidence.taken_back.connect(self._take_back)
        said = (self.prompt, self.evidence.head, self._told_frame, self.text, self.evidence)
        for widget in (*said, self._rule, self.about, self.concepts):
            inside.addWidget(widget)
        left.addWidget(self._answer)
        left.addStretch(1)
        return left

    def _right(self) -> QVBoxLayout:
        right = QVBoxLayout()
        right.setSpacing(12)
        self._skills, inside = card(margin=16, spacing=1)
        title = label("h3")
        title.setContentsMargins(10, 2, 0, 4)
        self.say(title.setText, "reading.skills")
        inside.addWidget(title)
        self.rows: dict[str, EvidenceRow] = {}
        for skill in self._assessment.skills:
            row = EvidenceRow(self.context, self._colours[skill.group])
            row.clicked.connect(lambda _=False, chosen=skill.id: self._choose(chosen))
            self.rows[skill.id] = row
            inside.addWidget(row)
        self.tone = ToneCard(self.context)
        self.asking = AskingCard(self)
        for widget in (self._skills, self.tone, self.asking):
            right.addWidget(widget)
        right.addStretch(1)
        return right

    # What is known

    def show_texts(self, own: OwnTexts) -> None:
        """Show the texts and the readings so far; called again with each that comes."""
        first = self._own is None
        self._own, self._trouble = own, None
        if first and own.texts:
            self._make_tabs(own)
        self._say()

    def show_failure(self, failure: Exception) -> None:
        """Say why nothing is read; the texts stay, and the profile is whole without it."""
        self._failure, self.is_settled = failure, True
        self._say()

    def show_trouble(self, failure: Exception) -> None:
        """Say what the person asked for and did not happen; it can be tried again."""
        self._trouble = failure
        self._say()

    def settled(self) -> None:
        """Nothing more comes."""
        self.is_settled = True

    def show_asking(self, asking: Asking) -> None:
        """Show whether a person was asked; without a text there is nothing to ask."""
        if self._own is not None and self._own.texts:
            self._trouble = None
            self.asking.show_asking(asking)

    def _make_tabs(self, own: OwnTexts) -> None:
        """Begin at the answer that shows most of the skill that the person asked for."""
        levels = [one.level(self._skill_id) or 0 for one in own.texts]
        self.tabs = Tabs(len(levels), levels.index(max(levels)))
        self.tabs.chosen.connect(self._say)
        self._top.insertWidget(0, self.tabs, 1)
        if self.back_button.hasFocus():
            self.tabs.tabs[self.tabs.current].setFocus()

    # What the person does

    @property
    def shown(self) -> OwnText | None:
        """The answer on screen."""
        if self._own is None or not self._own.texts:
            return None
        return self._own.texts[self.tabs.current if self.tabs else 0]

    def _choose(self, skill_id: str) -> None:
        self._skill_id = skill_id
        self._say()
        if self.context.theme.is_large:  # the text is then above the list, out of sight
            self.text.setFocus()

    def _object(self, reason: str, words: str) -> None:
        if self.shown is not None:
            self.objected.emit(self.shown.prompt.id, self._skill_id, reason, words)
            self.rows[self._skill_id].setFocus()

    def _take_back(self) -> None:
        if self.shown is not None:
            self.taken_back.emit(self.shown.prompt.id, self._skill_id)
            self.rows[self._skill_id].setFocus()

    # Saying it

    def _say(self) -> None:
        own, words, shown = self._own, self.context.words, self.shown
        by_computer = own is None or own.by_computer
        self.lead.setText(words("reading.lead" if by_computer else "reading.lead_person"))
        self._say_progress()
        evidence = shown.reading.evidence if shown and shown.reading else None
        has_skills = bool(shown and (shown.rated or any(map(shown.skill, self.rows))))
        self.tone.show_tone(shown.reading.tone if shown and shown.reading else None)
        self._say_told()
        self.prompt.setVisible(shown is not None)
        self.text.setVisible(shown is not None)
        for widget in (self._skills, self.evidence, self.evidence.head):
            widget.setVisible(has_skills)
        self._say_subjects(evidence)
        if shown is not None:
            self.prompt.setText(shown.prompt.text[self.context.language])
            self._say_skills(shown)

    def _say_progress(self) -> None:
        own, words = self._own, self.context.words
        waiting = len(own.waiting) if own and self._failure is None else 0
        self._progress.setVisible(waiting > 0)
        if own is not None:
            self._progress.setText(words("reading.progress", done=len(own.texts) - waiting, of=len(own.texts)))
            self._say_tabs(own)

    def _say_tabs(self, own: OwnTexts) -> None:
        if self.tabs is None:
            return
        words, spoken = self.context.words, []
        for number, one in enumerate(own.texts):
            key = "reading.tab_chosen" if number == self.tabs.current else "reading.tab_spoken"
            prompt = one.prompt.text[self.context.language]
            spoken.append(words(key, n=number + 1, of=len(own.texts), prompt=prompt))
        self.tabs.show_texts([words("reading.tab", n=number + 1) for number in range(len(own.texts))], spoken)

    def _say_told(self) -> None:
        trouble = sentence_of(self._trouble, self.context.words) if self._trouble else ""
        told = " ".join(part for part in (trouble, self._telling()) if part)
        self._told_frame.setVisible(bool(told))
        self.told.setText(told)

    def _telling(self) -> str:
        """What is said in the place of a reading, or with it."""
        words, own, shown = self.context.words, self._own, self.shown
        if own is None:
            return words("reading.opening") if self._failure is None else sentence_of(self._failure, words)
        if shown is not None and not own.by_computer:
            return ""
        if shown is None:
            return words("reading.empty")
        reading = shown.reading
        if reading is None:
            return words("reading.waiting") if self._failure is None else sentence_of(self._failure, words)
        told = [words(f"text.guard.{guard}") for guard in reading.guards]
        if reading.beta and (reading.evidence or reading.tone):
            told.insert(0, f"{words('reading.beta')}. {words('reading.beta_text')}")
        return " ".join(told) or ("" if reading.evidence or reading.tone else words("reading.unread"))

    def _say_subjects(self, evidence: Evidence | None) -> None:
        keywords = [keyword.text for keyword in evidence.keywords] if evidence else []
        concepts = self._concepts(evidence) if evidence else []
        for shown, key, names in ((self.about, "keywords", keywords), (self.concepts, "concepts", concepts)):
            shown.setVisible(bool(names))
            shown.setText(self.context.words(f"reading.{key}", names=" · ".join(names)))
        self._rule.setVisible(bool(keywords or concepts))

    def _concepts(self, evidence: Evidence) -> list[str]:
        """Return what the text speaks of as the rubric calls it, each once."""
        rules, language = self._assessment.rubric["skills"], self.context.language
        names = {(skill, one["id"]): one["name"][language] for skill in rules for one in rules[skill]["concepts"]}
        found = [names.get((one.skill, one.concept), "") for one in evidence.concepts]
        return [name for name in dict.fromkeys(found) if name]

    def _say_skills(self, shown: OwnText) -> None:
        known = [skill.id for skill in self._assessment.skills if skill.id in shown.rated or shown.skill(skill.id)]
        if known and self._skill_id not in known:
            self._skill_id = known[0]
        for skill in self._assessment.skills:
            row = self.rows[skill.id]
            row.setVisible(skill.id in known)
            row.setChecked(skill.id == self._skill_id)
            if skill.id in known:
                self._say_row(row, skill, shown)
        self._say_text(shown)
        if known:
            self.evidence.show_skill(self._skill(), shown)

    def _say_text(self, shown: OwnText) -> None:
        words, skill = self.context.words, self._skill()
        reading = shown.skill(skill.id)
        marks = text_marks(reading, words) if reading and skill.id not in shown.objections else ()
        spoken = words("reading.text_spoken.none")
        if marks:
            spoken = words.plural("reading.text_spoken", len(marks), skill=skill.short_name[self.context.language])
        self.text.show_text(shown.text, marks, spoken)

    def _skill(self) -> Skill:
        return next(skill for skill in self._assessment.skills if skill.id == self._skill_id)

    def _say_row(self, row: EvidenceRow, skill: Skill, shown: OwnText) -> None:
        words, level = self.context.words, shown.level(skill.id)
        if skill.id in shown.objections and level is None:
            result = words("reading.row.out")
        elif level is None:
            result = words("reading.row.none")
        else:
            result = words("reading.row.level", level=level) if level else words("reading.row.0")
        name = skill.short_name[self.context.language]
        row.show_result(name, level or None, result, words("reading.row_spoken", skill=name, result=result))
        reading = shown.skill(skill.id)
        told = level_sentences(reading, words) if reading and skill.id not in shown.objections else ""
        row.setAccessibleDescription(told)

    def retranslate(self) -> None:
        super().retranslate()
        self._say()

    def first_control(self) -> QWidget:
        return self.tabs.tabs[self.tabs.current] if self.tabs else self.back_button
