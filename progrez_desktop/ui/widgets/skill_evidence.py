"""What one answer shows of one skill, in sentences: what was found and what was not, with a way to disagree."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from progrez_desktop.core.model.assessment import Skill
from progrez_desktop.core.model.objection import REASONS
from progrez_desktop.core.services.own_texts import OwnText
from progrez_desktop.core.words import Words
from progrez_desktop.scoring.text.evidence import PARTS, Mark, Part, SkillReading, Span
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.widgets.basic import Button, label
from progrez_desktop.ui.widgets.marked_text import TextMark
from progrez_desktop.ui.widgets.objection_form import ObjectionForm

_LONGEST_QUOTE = 60


@dataclass(frozen=True)
class MarkedSentence:
    """All that was found in one sentence and points one way: it gets one number."""

    start: int
    end: int
    parts: tuple[Part, ...]
    words: tuple[Span, ...]
    opposite: bool


def marked_sentences(reading: SkillReading) -> tuple[MarkedSentence, ...]:
    """Return the sentences that a reading rests on, in the order of the text; none where it is too thin to tell."""
    together: dict[tuple[int, int, bool], list[Mark]] = {}
    for mark in reading.found if reading.level is not None else ():
        together.setdefault((mark.start, mark.end, mark.direction < 0), []).append(mark)
    return tuple(
        MarkedSentence(
            start,
            end,
            tuple(part for part in PARTS if any(mark.part == part for mark in marks)),
            tuple(sorted({span for mark in marks for span in mark.words})),
            opposite,
        )
        for (start, end, opposite), marks in sorted(together.items())
    )


def text_marks(reading: SkillReading, words: Words) -> tuple[TextMark, ...]:
    """Return the marks of a reading as they are drawn in the text."""
    return tuple(
        TextMark(
            one.start,
            one.end,
            one.words,
            words("reading.mark_spoken", number=number, part=listed(one.parts, words)),
            opposite=one.opposite,
        )
        for number, one in enumerate(marked_sentences(reading), start=1)
    )


def listed(parts: Sequence[Part], words: Words) -> str:
    """Return parts of an episode as a person lists them: "the situation, what you did and why you did it"."""
    names = [words(f"reading.part.{part}") for part in parts]
    if len(names) < 2:
        return "".join(names)
    return words("reading.and", first=", ".join(names[:-1]), last=names[-1])


def level_sentences(reading: SkillReading, words: Words) -> str:
    """Return a reading in plain sentences: what was shown, and what was missing."""
    if reading.level is None:
        return words("reading.none")
    if reading.level == 0:
        return words("reading.zero")
    found = [part for part in PARTS if part not in reading.missing]
    points_away = any(mark.direction < 0 for mark in reading.found)
    if points_away and not found:
        return words("reading.only_opposite")
    told = [words("reading.found", parts=listed(found, words)) if found else words("reading.spoken_of")]
    missing = [part for part in PARTS if part in reading.missing]
    told.append(words("reading.missing", parts=listed(missing, words)) if missing else words("reading.whole"))
    if points_away:
        told.append(words("reading.opposite"))
    return " ".join(told)


class SkillEvidence(QWidget):
    """One skill of one answer. Where the person disagreed it says so, and offers to put the reading back.

    `head` says it in a sentence, and has a place of its own: above the text, where a long one does not push it away.
    """

    objected = Signal(str, str)
    """The reason, and the person's own words."""
    taken_back = Signal()

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._context = page.context
        self._skill: Skill | None = None
        self._answer: OwnText | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        self.name, self.rating, self.told = label("h3"), label("body"), label("body")
        self.head = _column(self.name, self.rating, self.told)
        self.marks, self.certainty = label("smallink"), label("small")
        for widget in (self.marks, self.certainty):
            column.addWidget(widget)
        row = QHBoxLayout()
        self.disagree, self.put_back = Button(), Button()
        page.say(self.disagree.setText, "objection.ask")
        page.say(self.put_back.setText, "objection.take_back")
        self.disagree.clicked.connect(self._ask)
        self.put_back.clicked.connect(self.taken_back)
        row.addWidget(self.disagree)
        row.addWidget(self.put_back)
        row.addStretch(1)
        column.addSpacing(4)
        column.addLayout(row)
        self.form = ObjectionForm(page, "objection", REASONS)
        self.form.given.connect(self._object)
        self.form.left.connect(self._leave)
        self.form.hide()
        column.addWidget(self.form)
        page.context.changed.connect(self._say)

    def show_skill(self, skill: Skill, answer: OwnText) -> None:
        """Show what is known of one skill in one answer."""
        if (skill, answer.text) != (self._skill, self._answer.text if self._answer else "") or self._is_out(answer):
            self.form.hide()
        self._skill, self._answer = skill, answer
        self._say()

    def _is_out(self, answer: OwnText) -> bool:
        return self._skill is not None and self._skill.id in answer.objections

    def _ask(self) -> None:
        self.form.show()
        self.disagree.hide()
        self.form.begin()

    def _leave(self) -> None:
        self.form.hide()
        self._say()
        self.disagree.setFocus()

    def _object(self, reason: str, words: str) -> None:
        self.form.hide()
        self.objected.emit(reason, words)

    def _say(self) -> None:
        if self._skill is None or self._answer is None:
            return
        words, name = self._context.words, self._skill.short_name[self._context.language]
        reading, objection = self._answer.skill(self._skill.id), self._answer.objections.get(self._skill.id)
        self.name.setText(name)
        self._say_rating(self._answer.rated.get(self._skill.id))
        self.disagree.setAccessibleName(words("objection.ask_spoken", skill=name))
        self.disagree.setVisible(reading is not None and objection is None and self.form.isHidden())
        self.put_back.setVisible(objection is not None)
        self.told.setVisible(reading is not None)
        sentences = marked_sentences(reading) if reading and objection is None else ()
        self.marks.setVisible(bool(sentences))
        self.certainty.setVisible(bool(reading and objection is None and reading.level is not None))
        if objection is not None:
            key = "objection.made_words" if objection.words else "objection.made"
            self.told.setText(words(key, reason=words(f"objection.{objection.reason}"), words=objection.words))
        elif reading is not None:
            self.told.setText(level_sentences(reading, words))
            text = self._answer.text
            lines = [f"{number}  {self._line(one, text)}" for number, one in enumerate(sentences, start=1)]
            self.marks.setText("\n".join(lines))
            self.certainty.setText(words("reading.certainty", percent=round(reading.certainty * 100)))

    def _say_rating(self, level: int | None) -> None:
        self.rating.setVisible(level is not None)
        if level is not None:
            words = self._context.words
            self.rating.setText(words("reading.rated", level=level, step=words(f"reading.step.{level}")))

    def _line(self, one: MarkedSentence, text: str) -> str:
        words = self._context.words
        # A sentence whose words don't carry it by themselves is quoted by its beginning.
        spans = one.words or ((one.start, one.end),)
        quoted = ", ".join(words("reading.quoted", words=_short(text[start:end])) for start, end in spans)
        key = "reading.mark_opposite" if one.opposite else "reading.mark"
        return words(key, part=listed(one.parts, words), words=quoted)


def _column(*widgets: QWidget) -> QWidget:
    whole = QWidget()
    column = QVBoxLayout(whole)
    column.setContentsMargins(0, 0, 0, 4)
    column.setSpacing(2)
    for widget in widgets:
        column.addWidget(widget)
    return whole


def _short(text: str) -> str:
    plain = " ".join(text.split())
    return plain if len(plain) <= _LONGEST_QUOTE else plain[:_LONGEST_QUOTE].rstrip() + "…"
