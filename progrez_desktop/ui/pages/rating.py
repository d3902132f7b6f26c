"""A rater's page: a text and the rubric beside it, rated blind; after that the computer's levels beside one's own."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from progrez_desktop.core.model.assessment import Skill
from progrez_desktop.core.model.rating import AnswerForRating
from progrez_desktop.core.rating import needs_reason
from progrez_desktop.core.services.rating_office import Comparison, SkillComparison
from progrez_desktop.core.services.rating_rubric import RaterRubric
from progrez_desktop.core.store.rating_store import SkillLevel
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.errors import sentence_of
from progrez_desktop.ui.page import Desk
from progrez_desktop.ui.widgets.basic import ROOM, Button, card, label, live, set_tone
from progrez_desktop.ui.widgets.level_scale import LevelScale

LONGEST_REASON = 600


class _Row(QWidget):
    """One skill: its scale, and below it a line for the reason, where one is needed."""

    def __init__(self, page: "RatingPage", skill: Skill) -> None:
        super().__init__()
        self.skill = skill
        self.held: SkillComparison | None = None
        self.scale = LevelScale(page.context, skill.id)
        self._why, self.reason = label("field"), QLineEdit()
        self.reason.setMaxLength(LONGEST_REASON)
        self._why.setBuddy(self.reason)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        for widget in (self.scale, self._why, self.reason):
            column.addWidget(widget)
        for say in (self._why.setText, self.reason.setAccessibleName):
            page.tell(say, lambda words: words("rating.reason", skill=skill.short_name[words.language]))
        self.ask_reason()

    @property
    def needs_reason(self) -> bool:
        held, level = self.held, self.scale.level
        return held is not None and level is not None and needs_reason(held.first, level, held.computer)

    @property
    def level(self) -> SkillLevel:
        assert self.scale.level is not None
        return SkillLevel(self.scale.level, self.reason.text().strip() if self.needs_reason else "")

    @property
    def lacks_reason(self) -> bool:
        return self.needs_reason and not self.reason.text().strip()

    def ask_reason(self, *, urgently: bool = False) -> None:
        for widget in (self._why, self.reason):
            widget.setVisible(self.needs_reason)
        set_tone(self._why, "role", "error" if urgently else "field")
        set_tone(self.reason, "invalid", "true" if urgently else "false")


class RatingPage(Desk):
    """Holds one answer. It learns the computer's levels from `show_comparison`, once its own rating was kept."""

    rated = Signal(object)
    """Levels by skill id, to be kept for good."""
    looked_again = Signal(object)
    """A SkillLevel by skill id, after both were seen; `next` follows where nothing changed."""
    next = Signal()
    leave = Signal()

    def __init__(self, context: Context, skills: Sequence[Skill], rubric: RaterRubric) -> None:
        super().__init__(context, None)
        self._heading.hide()
        self._rubric = rubric
        self._shown = skills[0]
        columns = self.row_or_column(28)
        columns.addWidget(self._make_reading_side(), 10)
        columns.addWidget(self._make_rating_side(skills), 9)
        self.body.addLayout(columns)
        self.body.addStretch(1)
        self._make_footer()
        self._say_state()

    def _make_reading_side(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        self.prompt, self.guidance, self.text = label("h2"), label("small"), QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setMinimumHeight(190)
        self.say(self.text.setAccessibleName, "rating.text.name")
        for widget in (self.prompt, self.guidance):
            column.addWidget(widget)
        column.addWidget(self.text, 1)
        guide, inside = card("spruce", margin=16, spacing=4)
        self._shows_title, self._shows = label("strong"), label("smallink")
        steps_title, self._steps = label("strong"), label("smallink")
        self.say(steps_title.setText, "rating.steps")
        for widget in (self._shows_title, self._shows, steps_title, self._steps):
            inside.addWidget(widget)
        column.addWidget(guide)
        return side

    def _make_rating_side(self, skills: Sequence[Skill]) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self._told = label("strong")
        column.addWidget(self._told)
        column.addSpacing(6)
        self.rows = [_Row(self, skill) for skill in skills]
        for place, row in enumerate(self.rows):
            row.scale.chosen.connect(self._chosen)
            row.scale.entered.connect(lambda skill=row.skill: self._guide(skill))
            row.scale.went_up.connect(lambda at=place: self._go(at - 1))
            row.scale.went_down.connect(lambda at=place: self._go(at + 1))
            column.addWidget(row)
        column.addStretch(1)
        return side

    def _make_footer(self) -> None:
        self.fault = live("error")
        self.fault.setContentsMargins(ROOM, 0, ROOM, ROOM)
        self.fault.hide()
        outer = self.layout()
        assert isinstance(outer, QVBoxLayout)
        outer.insertWidget(outer.count() - 1, self.fault)  # in view, however far the body is scrolled
        self.leave_button, self.others_button = Button(), Button()
        self.save_button, self.next_button = Button("primary"), Button("primary")
        for button, key, act in (
            (self.leave_button, "rating.leave", self.leave.emit),
            (self.others_button, "rating.others", self._rate_others),
            (self.save_button, "rating.save", self._save),
            (self.next_button, "rating.next", self._go_on),
        ):
            self.say(button.setText, key)
            button.clicked.connect(act)
        self.footer.addWidget(self.leave_button)
        self.footer.addStretch(1)
        for button in (self.others_button, self.save_button, self.next_button):
            self.footer.addWidget(button)
        self.next_button.hide()

    # What is shown

    def show_answer(self, answer: AnswerForRating, left: int) -> None:
        self.prompt.setText(answer.prompt)
        self.guidance.setText(answer.guidance)
        self.text.setPlainText(answer.text)
        self.step.show()
        self.tell(self.step.setText, lambda words: words.plural("rating.left", left))

    def show_comparison(self, comparison: Comparison) -> None:
        """Show what the computer read beside the rating that was just kept."""
        self.fault.hide()
        held = {one.skill: one for one in comparison.skills}
        for row in self.rows:
            row.held = held[row.skill.id]
            row.scale.compare(row.held.first, row.held.level, row.held.computer)
            row.ask_reason()
        for button in (self.save_button, self.others_button):
            button.hide()
        self.next_button.show()
        self._say_state()
        self.first_control().setFocus()

    def show_fault(self, failure: Exception) -> None:
        self.fault.show()
        self.tell(self.fault.setText, lambda words: sentence_of(failure, words))

    # What a person does

    def _chosen(self) -> None:
        for row in self.rows:
            row.ask_reason()
        self._say_state()

    def _go(self, place: int) -> None:
        """Go to another skill; on the way down a reason comes first where one is needed, and the button last."""
        before = self.rows[place - 1] if place > 0 else None
        if before is not None and before.scale.hasFocus() and before.lacks_reason:
            before.reason.setFocus()
        elif place == len(self.rows):
            (self.save_button if self.save_button.isVisible() else self.next_button).setFocus()
        elif place >= 0:
            self.rows[place].scale.setFocus()

    def _rate_others(self) -> None:
        for row in self.rows:
            if row.scale.level is None:
                row.scale.choose(0)
        self.save_button.setFocus()

    def _save(self) -> None:
        self.rated.emit({row.skill.id: row.scale.level for row in self.rows})

    def _go_on(self) -> None:
        for row in self.rows:
            row.ask_reason(urgently=row.lacks_reason)
        missing = [row for row in self.rows if row.lacks_reason]
        if missing:
            missing[0].reason.setFocus()
            return
        levels = {row.skill.id: row.level for row in self.rows}
        held = {row.skill.id: SkillLevel(row.held.level, row.held.reason) for row in self.rows if row.held}
        if levels == held:
            self.next.emit()
        else:
            self.looked_again.emit(levels)

    # Words

    def _guide(self, skill: Skill) -> None:
        self._shown = skill
        words, language = self.context.words, self.context.language
        self._shows_title.setText(words("rating.shows", skill=skill.name[language]))
        self._shows.setText("\n".join(f"· {text[language]}" for text in self._rubric.skills[skill.id]))

    def _say_state(self) -> None:
        language = self.context.language
        self._guide(self._shown)
        self._steps.setText("\n".join(f"{n}  {step[language]}" for n, step in enumerate(self._rubric.steps)))
        for row in self.rows:
            row.scale.show_texts(row.skill.short_name[language], self._beside(row), self._spoken(row))
        done = sum(row.scale.level is not None for row in self.rows)
        self.save_button.setEnabled(done == len(self.rows) and not self.is_busy)
        self.next_button.setEnabled(not self.is_busy)
        self.others_button.setEnabled(done < len(self.rows))
        self._told.setText(self._standing(done))

    def _standing(self, done: int) -> str:
        words, held = self.context.words, [row.held for row in self.rows if row.held]
        if not held:
            return words("rating.rated", done=done, of=len(self.rows))
        silent = all(one.computer is None for one in held)
        return words("rating.silent" if silent else "rating.compared")

    def _beside(self, row: _Row) -> str:
        held, words = row.held, self.context.words
        return words("rating.scale.beside", first=held.first, computer=self._computer(held)) if held else ""

    def _computer(self, held: SkillComparison) -> str:
        return self.context.words("rating.scale.silent") if held.computer is None else str(held.computer)

    def _spoken(self, row: _Row) -> str:
        words, name, level = self.context.words, row.skill.name[self.context.language], row.scale.level
        if level is None:
            return words("rating.scale.none", skill=name)
        meaning = self._rubric.steps[level][self.context.language]
        said = words("rating.scale.name", skill=name, level=level, meaning=meaning)
        if row.held is None:
            return said
        return f"{said} {words('rating.scale.both', first=row.held.first, computer=self._computer(row.held))}"

    def be_busy(self, busy: bool) -> None:
        super().be_busy(busy)
        self._say_state()

    def retranslate(self) -> None:
        super().retranslate()
        self._say_state()

    def first_control(self) -> QWidget:
        """The first scale, or the text where large text leaves the scales below it; once compared, what is asked."""
        if self.save_button.isHidden():
            missing = [row for row in self.rows if row.lacks_reason]
            return missing[0].reason if missing else self.next_button
        return self.text if self.context.theme.is_large else self.rows[0].scale
