"""What is counted here without names: periods and the year's budget, norms that grew here, keys from responses."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from progrez_desktop.core.model.counting import Period
from progrez_desktop.core.services import measures_told
from progrez_desktop.core.services.counts_view import Counts
from progrez_desktop.core.services.local_norms import ScaleStanding
from progrez_desktop.core.services.situation_keying import SituationStanding
from progrez_desktop.core.words import Words
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.staff_page import Places, StaffPage
from progrez_desktop.ui.widgets.basic import Button, label, line
from progrez_desktop.ui.widgets.field import Field
from progrez_desktop.ui.widgets.flow_layout import FlowLayout
from progrez_desktop.ui.widgets.state_row import StateRow


class CountsPage(StaffPage):
    closed = Signal()
    """The period that is open is to end now."""
    leaving = Signal()
    """Wants exactly what would leave, as a file."""
    norm_used = Signal(str, str)
    """A scale, and what this place is called."""
    norm_dropped = Signal(str)
    key_used = Signal(str)
    key_dropped = Signal(str)
    back = Signal()

    def __init__(self, context: Context, places: Places, counts: Counts) -> None:
        super().__init__(context, places, "computer", "counts_page.title")
        self._counts = counts
        self.show_lead(lambda words: words("counts_page.lead"))
        self.buttons: dict[str, Button] = {}
        self.body.addWidget(self._periods())
        self.body.addWidget(self._norms())
        self.body.addWidget(self._keys())
        self.body.addStretch(1)
        self.back_button = Button()
        self.say(self.back_button.setText, "settings_page.back")
        self.back_button.clicked.connect(self.back)
        self.footer.addWidget(self.back_button)

    # Periods

    def _periods(self) -> QFrame:
        counts = self._counts
        frame, inside = self.titled_card("counts_page.periods")
        for one in reversed(counts.periods):
            going = counts.running is not None and one.id == counts.running.id
            inside.addWidget(line())
            inside.addWidget(
                StateRow(
                    self,
                    partial(_days, one),
                    partial(_looks_at, one, counts.skills),
                    (lambda words: words("counts_page.open")) if going else (lambda words: words("counts_page.closed")),
                    "spruce" if going else "",
                )
            )
        if not counts.periods:
            nobody = label("body")
            self.say(nobody.setText, "cli.statistics.none")
            inside.addWidget(nobody)
        for sentence in (_budget, _next, _watched):
            told = label("small")
            self.tell(told.setText, partial(sentence, counts))
            inside.addWidget(told)
        row = FlowLayout(spacing=12, below=6)
        for name, wish, is_there in (
            ("close", self.closed, counts.running is not None),
            ("leaving", self.leaving, any(one.closed_ms is not None for one in counts.periods)),
        ):
            if is_there:
                button = self.buttons[name] = Button()
                self.say(button.setText, f"counts_page.{name}")
                button.clicked.connect(wish)
                row.addWidget(button)
        inside.addLayout(row)
        return frame

    # Norms

    def _norms(self) -> QFrame:
        frame, inside = self.titled_card("counts_page.norms")
        self.site: Field | None = None
        if any(_has_norm(row) for row in self._counts.norms):
            self.site = Field(self, "cli.norms.site")
            inside.addWidget(self.site)
        for row in self._counts.norms:
            inside.addWidget(line())
            inside.addWidget(self._norm(row))
        return frame

    def _norm(self, row: ScaleStanding) -> StateRow:
        local = row.in_use is not None and not row.is_set_aside
        made = StateRow(
            self,
            partial(_scale, row, self._counts.skills),
            partial(_norm_told, row),
            lambda words: words("counts_page.norm.local" if local else "counts_page.norm.shipped"),
            "spruce" if local else "",
        )
        if row.in_use is not None:
            button = made.add_button("counts_page.drop", partial(self.norm_dropped.emit, row.scale))
            self.buttons[f"drop {row.scale}"] = button
        elif _has_norm(row):
            self.buttons[f"use {row.scale}"] = made.add_button("counts_page.use", partial(self._use, row.scale))
        return made

    def _use(self, scale: str) -> None:
        assert self.site is not None
        self.site.show_fault(None)
        self.norm_used.emit(scale, self.site.text())

    # Keys

    def _keys(self) -> QFrame:
        frame, inside = self.titled_card("counts_page.keys")
        for row in self._counts.keys:
            inside.addWidget(line())
            inside.addWidget(self._key(row))
        return frame

    def _key(self, row: SituationStanding) -> StateRow:
        made = StateRow(
            self,
            partial(_situation, row, self._counts.skills),
            partial(_key_told, row),
            partial(measures_told.key_used, row) if row.in_use is None else (lambda w: w("counts_page.key.responses")),
            "" if row.in_use is None else "spruce",
        )
        if row.in_use is not None:
            made.add_button("counts_page.drop", partial(self.key_dropped.emit, row.situation_id))
        elif not hasattr(row.found, "why"):
            made.add_button("counts_page.use", partial(self.key_used.emit, row.situation_id))
        return made

    def field_of(self, code: str) -> Field | None:
        return self.site if code == "site_name" else None

    def be_busy(self, busy: bool) -> None:
        super().be_busy(busy)
        for button in (*self.buttons.values(), self.back_button):
            button.setEnabled(not busy)

    def first_control(self) -> QWidget:
        return self.back_button


def _has_norm(row: ScaleStanding) -> bool:
    """Whether the counts make a norm: what they don't has a reason."""
    return row.comparison is not None


def _days(one: Period, words: Words) -> str:
    end = one.ends_ms if one.closed_ms is None else one.closed_ms
    return words("counts_page.days", begin=words.date(one.opened_ms), end=words.date(end))


def _looks_at(one: Period, skills: dict[str, dict[str, str]], words: Words) -> str:
    skill = skills.get(one.skill, {}).get(words.language, one.skill)
    return words("counts_page.looks_at", skill=skill, question=words(f"counting.question.{one.question}"))


def _budget(counts: Counts, words: Words) -> str:
    budget = counts.budget
    return words("cli.statistics.budget", spent=words.decimal(budget.spent, 1), of=words.decimal(budget.yearly, 1))


def _next(counts: Counts, words: Words) -> str:
    return words("cli.statistics.next", day=words.date(counts.budget.next_ms))


def _watched(counts: Counts, words: Words) -> str:
    watched = counts.watched
    skill = counts.skills.get(watched.skill, {}).get(words.language, watched.skill)
    return words("cli.statistics.watched", skill=skill, question=words(f"counting.question.{watched.question}"))


def _scale(row: ScaleStanding, skills: dict[str, dict[str, str]], words: Words) -> str:
    skill = skills[row.skill_id][words.language]
    return skill if row.scale == row.skill_id else words("counts_page.scale", skill=skill, scale=row.scale)


def _norm_told(row: ScaleStanding, words: Words) -> str:
    told = [words("counts_page.here", found=measures_told.norm_here(row, words)), measures_told.norm_used(row, words)]
    compared = measures_told.norms_compared(row.comparison, words) if row.comparison is not None else []
    return "\n".join((" · ".join(told), *compared))


def _situation(row: SituationStanding, skills: dict[str, dict[str, str]], words: Words) -> str:
    return words("counts_page.scale", skill=skills[row.skill_id][words.language], scale=row.situation_id)


def _key_told(row: SituationStanding, words: Words) -> str:
    return words("counts_page.here", found=measures_told.key_here(row, words))
