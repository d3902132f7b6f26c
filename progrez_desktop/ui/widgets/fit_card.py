"""All skills of one candidate over what a role asks for: as bars, and the same as a table of words."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from progrez_desktop.core.contest import told_in_words
from progrez_desktop.core.model.assessment import Skill
from progrez_desktop.core.model.one_candidate import OneCandidate, SkillSeen
from progrez_desktop.core.services.recruiting import candidate_words
from progrez_desktop.core.words import Words
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.widgets.basic import Button, card, label
from progrez_desktop.ui.widgets.flow_layout import FlowLayout
from progrez_desktop.ui.widgets.margin_bar import MarginBar, RangeMark
from progrez_desktop.ui.widgets.plain_table import PlainTable

_NAME, _FIT = 150, 190
"""Pixels at the smallest text size."""
_UNBOUND = 16_777_215
_TONES = {"likely_meets": "ok", "uncertain": "warn", "likely_below": "danger", "likely_above": "spruce"}
_COLUMNS = ("skill", "band", "wanted", "weight", "fit", "chance", "level", "rests")


class FitCard(QFrame):
    """Nothing here is ordered by a score: skills stand as the assessment has them."""

    def __init__(self, page: Page, view: OneCandidate, skills: Sequence[Skill]) -> None:
        super().__init__()
        self._page, self._view, self._skills = page, view, skills
        self._fixed: list[tuple[QWidget, int]] = []
        self.setProperty("card", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(8)
        column.addWidget(self._legend())
        bars = QWidget()
        rows = QVBoxLayout(bars)
        rows.setContentsMargins(0, 0, 0, 0)
        rows.setSpacing(10)
        for one in view.skills:
            rows.addWidget(self._row(one))
        column.addWidget(bars)
        self.table: PlainTable | None = None
        self.table_card, self._table_place = card(margin=20)
        """In the place of this card, with the whole width of the page."""
        self.back_switch = Button("link")
        page.say(self.back_switch.setText, "one_candidate.as_bars")
        self.back_switch.clicked.connect(self._show_bars)
        self._table_place.addWidget(self.back_switch, 0, Qt.AlignmentFlag.AlignRight)
        self.table_card.hide()
        page.context.changed.connect(self._fit)
        self._fit()

    def _names(self, words: Words) -> candidate_words.Names:
        return candidate_words.names_of(self._skills, words)

    def _legend(self) -> QWidget:
        holder, inside = QWidget(), QWidget()
        row = self._page.row_or_column(16)
        row.setContentsMargins(0, 0, 0, 0)
        holder.setLayout(row)
        flow = FlowLayout(spacing=16, below=4)
        inside.setLayout(flow)
        for key in ("one_candidate.legend", "one_candidate.legend.basis"):
            told = label("small", wrap=False)
            self._page.say(told.setText, key)
            flow.addWidget(told)
        if not self._view.role.is_empty:
            flow.addWidget(self._legend_of_range())
        self.switch = Button("link")
        self._page.say(self.switch.setText, "one_candidate.as_table")
        self.switch.clicked.connect(self._show_table)
        row.addWidget(inside, 1)
        row.addWidget(self.switch, 0, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return holder

    def _legend_of_range(self) -> QWidget:
        pair = QWidget()
        row = QHBoxLayout(pair)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        told = label("small", wrap=False)
        self._page.say(told.setText, "one_candidate.legend.range")
        row.addWidget(RangeMark(self._page.context))
        row.addWidget(told)
        return pair

    # As bars

    def _row(self, one: SkillSeen) -> QWidget:
        page = self._page
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        row = page.row_or_column(12)
        name = label("strong")
        page.tell(name.setText, lambda words: candidate_words.name_in(self._names(words), one.skill_id))
        row.addWidget(name)
        row.addWidget(self._bar(one), 1)
        row.addWidget(fit := self._fit_of(one))
        self._fixed += [(name, _NAME), (fit, _FIT)]
        column.addLayout(row)
        told = label("small")
        page.tell(told.setText, partial(_told, one))
        column.addWidget(told)
        for text in one.excerpts:
            quoted = label("smallink")
            page.say(quoted.setText, "one_candidate.excerpt", text=text)
            column.addWidget(quoted)
        for said in one.said:
            column.addWidget(self._said(partial(told_in_words, said)))
        return whole

    def _bar(self, one: SkillSeen) -> MarginBar:
        wanted = (one.asked.range.low, one.asked.range.high) if one.asked else None
        if one.margin and one.ends:
            bar = MarginBar(self._page.context, one.margin.exact, *one.ends, wanted=wanted)
        else:
            bar = MarginBar(self._page.context, None, wanted=wanted)
        self._page.tell(bar.say, lambda words: candidate_words.bar(one, self._names(words), words))
        return bar

    def _fit_of(self, one: SkillSeen) -> QWidget:
        said = label("small", wrap=False) if one.fitting is None else _pill(_TONES[one.fitting.said])
        self._page.tell(said.setText, partial(candidate_words.fit, one))
        return said

    def _said(self, sentence: partial[str]) -> QFrame:
        frame, inside = card("marigold", margin=12, spacing=4)
        title, text = label("field"), label("smallink")
        self._page.say(title.setText, "one_candidate.says")
        self._page.tell(text.setText, sentence)
        inside.addWidget(title)
        inside.addWidget(text)
        return frame

    # As a table

    def _show_table(self) -> None:
        if self.table is None:
            self.table = self._made_table()
            self._table_place.addWidget(self.table)
        self.table_card.show()
        self.hide()
        self._page.go_on_at(self.back_switch)

    def _show_bars(self) -> None:
        self.show()
        self.table_card.hide()
        self._page.go_on_at(self.switch)

    def _made_table(self) -> PlainTable:
        table = PlainTable(self._page, "one_candidate.column", _COLUMNS, (5, 5, 3, 4, 4, 3, 4, 3))
        self._page.say(table.setAccessibleName, "one_candidate.table")
        for one in self._view.skills:
            table.add(
                (
                    ("strong", lambda words, of=one: candidate_words.name_in(self._names(words), of.skill_id)),  # type: ignore[misc]
                    *(
                        ("small", partial(say, one))
                        for say in (
                            candidate_words.band,
                            candidate_words.wanted,
                            candidate_words.weight,
                            candidate_words.fit,
                            _chance,
                            candidate_words.level,
                            candidate_words.rests_on,
                        )
                    ),
                )
            )
        return table

    def _fit(self) -> None:
        """Names and words take the same room in each row, or their bands can't be compared."""
        theme = self._page.context.theme
        for one, width in self._fixed:
            one.setMinimumWidth(0 if theme.is_large else theme.px(width))
            one.setMaximumWidth(_UNBOUND if theme.is_large else theme.px(width))


def _pill(tone: str) -> QLabel:
    return label("pill", tone=tone, wrap=False)


def _chance(one: SkillSeen, words: Words) -> str:
    return candidate_words.chance(one.fitting.within, words) if one.fitting else ""


def _told(one: SkillSeen, words: Words) -> str:
    """Say under a bar what it shows, how likely it is, what it weighs, and what it rests on."""
    told = [candidate_words.band(one, words)] if one.margin else []
    if one.asked:
        told.append(f"{candidate_words.wanted(one, words)}, {candidate_words.weight(one, words)}")
    told += [candidate_words.chance_within(one, words), candidate_words.rests_on(one, words)]
    return " · ".join(part for part in told if part)
