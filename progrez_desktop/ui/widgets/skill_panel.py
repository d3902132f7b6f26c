"""What one score says and what it rests on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout

from progrez_desktop.core.contest import said_in_words
from progrez_desktop.core.model.assessment import Assessment, Skill
from progrez_desktop.core.model.contest import NOTHING_SAID
from progrez_desktop.core.model.profile import SkillLine, SourceName
from progrez_desktop.core.report import meaning_of
from progrez_desktop.core.services import joining, norm_groups, score_words
from progrez_desktop.core.services.own_texts import OwnTexts, OwnWords, own_words
from progrez_desktop.core.services.profile_view import ProfileView
from progrez_desktop.scoring.scores import NotScored, SkillScore
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.errors import sentence_of
from progrez_desktop.ui.widgets.basic import Button, label
from progrez_desktop.ui.widgets.flow_layout import FlowLayout
from progrez_desktop.ui.widgets.marked_text import MarkedText, TextMark

_SOURCES = ("statements", "precision", "situations", "own_words", "norm", "since", "by_age")
_LONGEST_EXCERPT = 180


class SkillPanel(QFrame):
    """The score, from the statements and what was measured beside them; the rest stands beside it."""

    see_texts = Signal(str)
    """The skill whose evidence the person wants to see in their texts."""
    have_say = Signal(str)
    """The skill whose score the person wants to contest, correct or have explained."""

    def __init__(self, context: Context, assessment: Assessment) -> None:
        super().__init__()
        self._context, self._assessment = context, assessment
        self._skill: Skill | None = None
        self._line: SkillLine | None = None
        self._view: ProfileView | None = None
        self._own: OwnTexts | None = None
        self._failure: Exception | None = None
        self.setProperty("card", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 9)
        column.setSpacing(6)
        self.name, self.meaning, self.position = label("h2"), label("body"), label("muted")
        self.rests_on, self.rests_text = label("h3"), label("small")
        for widget in (self.name, self.meaning, self.position, self.rests_on, self.rests_text):
            column.addWidget(widget)
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        self._names: dict[str, QLabel] = {}
        self.sources: dict[str, QLabel] = {}
        for row, source in enumerate(_SOURCES):
            self._names[source], self.sources[source] = label("smallink", wrap=False), label("small")
            grid.addWidget(self._names[source], row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self.sources[source], row, 1)
        column.addLayout(grid)
        self.disagree = label("body")
        column.addWidget(self.disagree)
        self.excerpt = MarkedText(context, size=15, numbered=False, reachable=False)
        self.failure, self.see = label("small"), Button("link")
        self.see.clicked.connect(self._see)
        for below in (self.excerpt, self.failure):
            below.hide()
            column.addWidget(below)
        self.contested, self.say = label("body"), Button("link")
        self.say.clicked.connect(self._have_say)
        column.addWidget(self.contested)
        links = FlowLayout(spacing=22, below=0)
        links.addWidget(self.see)
        links.addWidget(self.say)
        column.addLayout(links)
        context.changed.connect(self._say)

    def show_skill(self, skill: Skill, line: SkillLine, view: ProfileView) -> None:
        """Show one line of a profile, with what the view tells of it."""
        self._skill, self._line, self._view = skill, line, view
        self._say()

    def show_texts(self, own: OwnTexts) -> None:
        """Show what the open answers say; called again with each that was read."""
        self._own = own
        self._say()

    def show_failure(self, failure: Exception) -> None:
        """Say why the texts are not read. Everything else is as it was."""
        self._failure = failure
        self._say()

    def _see(self) -> None:
        if self._skill is not None:
            self.see_texts.emit(self._skill.id)

    def _have_say(self) -> None:
        if self._skill is not None:
            self.have_say.emit(self._skill.id)

    def _say_contested(self, skill: Skill) -> None:
        """What the person says against the score, over a link to say it or take it back."""
        words, said = self._context.words, self._view.said if self._view else NOTHING_SAID
        told = "\n".join(text for _, text in said_in_words(said.of(skill.id), self._assessment, words))
        self.contested.setVisible(bool(told))
        self.contested.setText(told)
        self.say.setText(words("contest.link"))
        self.say.setAccessibleName(words("contest.link_spoken", skill=skill.short_name[self._context.language]))

    def _say(self) -> None:
        if self._skill is None or self._line is None:
            return
        words, language, line = self._context.words, self._context.language, self._line
        self.name.setText(self._skill.name[language])
        self.rests_on.setText(words("profile.rests_on"))
        self.rests_text.setText(words("profile.rests_on_text"))
        for source in _SOURCES:
            self._names[source].setText(words(f"profile.source.{source}"))
        score = line.score
        self.sources["statements"].setText(score_words.statements_line(line, self._aim_se is not None, words))
        self._say_precision(score)
        self.sources["situations"].setText(
            self._with_source(score_words.situations_line(line, words), line, "situations")
        )
        self._say_beside(self._skill.id)
        self._say_own_words(self._skill, line)
        self._say_contested(self._skill)
        if isinstance(score, NotScored):
            self.meaning.setText(self._skill.description[language])
            self.position.setText(words(f"profile.not_scored.{score.reason}"))
            self.sources["norm"].setText("–")
            return
        self.meaning.setText(meaning_of(self._skill, score)[language])
        self.position.setText(score_words.position_line(score, words))
        group = self._view.norms.get(score.norm_id) if self._view else None
        self.sources["norm"].setText(norm_groups.name_of(group, words))

    @property
    def _aim_se(self) -> float | None:
        """The error that an adaptive form aimed at."""
        return self._view.profile.aim_se if self._view else None

    def _show_source(self, source: str, text: str | None) -> None:
        for part in (self._names[source], self.sources[source]):
            part.setVisible(text is not None)
        self.sources[source].setText(text or "")

    def _say_precision(self, score: SkillScore | NotScored) -> None:
        """Only where there was an aim: the fixed form asks everything and takes what comes."""
        text = None
        if isinstance(score, SkillScore) and self._aim_se is not None:
            text = score_words.precision_line(score, self._aim_se, self._context.words)
        self._show_source("precision", text)

    def _say_beside(self, skill_id: str) -> None:
        """How the skill stands to the time before and to people of one's age, where the view tells it."""
        words, view = self._context.words, self._view
        since = by_age = None
        if view and view.earlier and skill_id in view.earlier.changes:
            change, day = view.earlier.changes[skill_id], words.date(view.earlier.finished_ms)
            since = score_words.since_line(change, day, words)
        if view and view.by_age and skill_id in view.by_age:
            by_age = score_words.by_age_line(view.by_age[skill_id], words)
        self._show_source("since", since)
        self._show_source("by_age", by_age)

    def _say_own_words(self, skill: Skill, line: SkillLine) -> None:
        words, own = self._context.words, self._own
        self.see.setText(words("profile.own.see"))
        self.see.setAccessibleName(words("profile.own.see_spoken", skill=skill.short_name[self._context.language]))
        found = own_words(own, skill.id, line.score) if own else None
        told = (self._own_words_line(own, found), score_words.own_words_weight(line, words))
        self.sources["own_words"].setText(self._with_source(" · ".join(told), line, "own_words"))
        against = score_words.disagreement(line, found.agreement if found else None, words)
        self.disagree.setVisible(against is not None)
        self.disagree.setText(against or "")
        self.failure.setVisible(self._failure is not None)
        if self._failure is not None:
            self.failure.setText(sentence_of(self._failure, words))
        self.excerpt.setVisible(bool(found and found.excerpt))
        if found and found.excerpt:
            quoted, spans = found.excerpt.quote(_LONGEST_EXCERPT)
            mark = TextMark(0, len(quoted), spans, words("profile.own.excerpt_mark"))
            self.excerpt.show_text(quoted, (mark,), words("profile.own.excerpt_spoken"))

    def _with_source(self, told: str, line: SkillLine, source: SourceName) -> str:
        """Add where a weight comes from, where a source has one."""
        measured = joining.source_of(line, self._assessment, source)
        if measured is None:
            return told
        facts = {"people": measured.people, "date": measured.measured_on, "source": measured.source}
        return f"{told}. {self._context.words('profile.measured', **facts)}"

    def _own_words_line(self, own: OwnTexts | None, found: OwnWords | None) -> str:
        words = self._context.words
        if self._failure is not None:
            return words("profile.own.failed")
        if own is None or found is None or own.waiting:
            return words("profile.own.reading")
        if not found.shown:
            return words("profile.own.not_enough")
        told = words("profile.own.shown", shown=found.shown, of=found.of)
        same = words(f"profile.agreement.{found.agreement}")
        return told if found.agreement == "not_enough" else f"{told} · {same}"
