"""What one score says and what it rests on."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout

from progrez_desktop.core.model.assessment import LocalText, Skill
from progrez_desktop.core.model.profile import SkillLine
from progrez_desktop.core.profile import level_of
from progrez_desktop.core.services.papers import norm_name
from progrez_desktop.scoring.scores import NotScored, SkillScore
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.widgets.basic import label

_SOURCES = ("statements", "situations", "own_words", "norm")


class SkillPanel(QFrame):
    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._skill: Skill | None = None
        self._line: SkillLine | None = None
        self.setProperty("card", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 24, 24, 24)
        column.setSpacing(8)
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
        context.changed.connect(self._say)

    def show_skill(self, skill: Skill, line: SkillLine) -> None:
        self._skill, self._line = skill, line
        self._say()

    def _say(self) -> None:
        if self._skill is None or self._line is None:
            return
        words, language, line = self._context.words, self._context.language, self._line
        self.name.setText(self._skill.name[language])
        self.rests_on.setText(words("profile.rests_on"))
        self.rests_text.setText(words("profile.rests_on_text"))
        for source in _SOURCES:
            self._names[source].setText(words(f"profile.source.{source}"))
        score, situations, own = line.score, line.situations, line.own_words
        counted = words("profile.statements_count", answered=score.answered, of=score.of)
        self.sources["statements"].setText(counted)
        agreement = words(f"profile.agreement.{situations.agreement}")
        of = words("profile.answered_of", answered=situations.answered, of=situations.of)
        self.sources["situations"].setText(f"{of} · {agreement}")
        self.sources["own_words"].setText(words("profile.own_words", written=own.written, of=own.of))
        if isinstance(score, NotScored):
            self.meaning.setText(self._skill.description[language])
            self.position.setText(words(f"profile.not_scored.{score.reason}"))
            self.sources["norm"].setText("–")
            return
        self.meaning.setText(_meaning(self._skill, score)[language])
        low, high = score.percentile_low, score.percentile_high
        self.position.setText(words("profile.position", low=low, high=high))
        self.sources["norm"].setText(norm_name(score.norm_id, score.norm_n, words))


def _meaning(skill: Skill, score: SkillScore) -> LocalText:
    levels = {"low": skill.low, "below": skill.low, "average": skill.middle, "above": skill.high, "high": skill.high}
    return levels[level_of(score)]
