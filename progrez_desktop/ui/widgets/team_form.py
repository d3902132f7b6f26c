"""What a team is composed by: how many, from whom, who is in or out, and what weighs how much."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget
from shiboken6 import isValid

from progrez_desktop.core.model.team import Ask, Person, Pool, Requirement
from progrez_desktop.core.services.recruiting import team_words
from progrez_desktop.core.services.recruiting.procedure_names import procedure_name
from progrez_desktop.core.words import Words
from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.ui.layouts import clear
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.widgets.basic import Button, card, label, live, set_tone
from progrez_desktop.ui.widgets.field import Field
from progrez_desktop.ui.widgets.flow_layout import FlowLayout
from progrez_desktop.ui.widgets.pick import Named, Pick
from progrez_desktop.ui.widgets.team_chips import Chip, chips_of
from progrez_desktop.ui.widgets.weight_slider import MOST, WeightSlider

KINDS = ("fixed", "out", "apart", "together", "one_of")
_SIZES, _DIVIDED = range(2, 51), range(2, 11)
_WISHES = ("weak_link", "coverage", "mix", "level")


class TeamForm(QWidget):
    """Changes its `ask` and says so; whoever was typed is looked up by the page's visit, which hands them to `add`."""

    ready = Signal(bool)
    """Whether anything is wished for."""
    sought = Signal(str, str)
    """A condition of KINDS, and the codes as typed."""

    def __init__(self, page: Page, pool: Pool, ask: Ask, name: str) -> None:
        super().__init__()
        self._page, self._pool, self.ask = page, pool, ask
        self._people: dict[str, Person] = {}
        self._before: list[Ask] = []
        frame, self._inside = card(margin=20, spacing=8)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)
        self.name = Field(page, "team.name")
        self.name.edit.setText(name)
        self._inside.addWidget(self.name)
        self._make_size()
        self._make_wishes()
        self._make_conditions()
        self._make_foot()
        self._show_chips()

    def know(self, people: Mapping[str, Person]) -> None:
        """Learn how the people of conditions are called."""
        self._people |= people
        self._show_chips()

    # How many, and from whom

    def _make_size(self) -> None:
        # A team that was kept at the command line may ask for what is not offered here.
        divided, sizes = sorted({1, *_DIVIDED, self.ask.teams}), sorted({*_SIZES, self.ask.size})
        self.divided = Pick(self._page, "team.divide", [_divided(teams) for teams in divided])
        self.people = Pick(self._page, "team.size", [_sized(size) for size in sizes])
        self.source = Pick(
            self._page, "team.from", [_source(*one) for one in self._pool.assessments.items()] or [_NONE]
        )
        self.people.choose(str(self.ask.size))
        self.divided.choose(str(self.ask.teams))
        if self.ask.assessment in self._pool.assessments:
            self.source.choose(str(self.ask.assessment))
        both = self._page.row_or_column(8)
        for key, pick in (("team.size", self.people), ("team.divide", self.divided)):
            column = QVBoxLayout()
            column.addWidget(self._name(key))
            column.addWidget(pick)
            both.addLayout(column, 1)
        self._inside.addLayout(both)
        self._field("team.from")
        self._inside.addWidget(self.source)
        for pick in (self.people, self.divided, self.source):
            pick.setSizeAdjustPolicy(Pick.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            pick.activated.connect(lambda _: self._take_picks())
        self.people.setEnabled(self.ask.teams == 1)
        self.ask = replace(self.ask, assessment=self.source.chosen or None)

    def _take_picks(self) -> None:
        self._change(
            replace(
                self.ask,
                size=int(self.people.chosen),
                teams=int(self.divided.chosen),
                assessment=self.source.chosen or None,
            )
        )
        self.people.setEnabled(self.ask.teams == 1)

    # Who is in, who is not, and of whom how many

    def _make_conditions(self) -> None:
        self._field("team.conditions")
        holder = QWidget()
        self._chips = FlowLayout(spacing=6, below=0)
        holder.setLayout(self._chips)
        self._inside.addWidget(holder)
        self.kind = Pick(self._page, "team.kind", [(kind, _key(f"team.kind.{kind}")) for kind in KINDS])
        self.codes = Field(self._page, "team.codes")
        self.add_button = Button("secondary")
        self.kind.setSizeAdjustPolicy(Pick.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._page.say(self.add_button.setText, "team.add")
        self.add_button.clicked.connect(self._seek)
        self.codes.edit.returnPressed.connect(self._seek)
        for widget in (self.kind, self.codes, self.add_button):
            self._inside.addWidget(widget)
        if self._pool.facts:
            self._make_facts()

    def _make_facts(self) -> None:
        facts = [(fact, partial(_fact, fact, count)) for fact, count in self._pool.facts.items()]
        self.least = Pick(self._page, "team.least", [(str(n), partial(_at_least, n)) for n in range(1, 6)])
        self.fact = Pick(self._page, "team.fact", facts)
        add = Button("secondary")
        self._page.say(add.setText, "team.fact.add")
        add.clicked.connect(self._add_fact)
        self._field("team.fact")
        both = self._page.row_or_column(8)
        both.addWidget(self.least, 2)
        both.addWidget(self.fact, 3)
        for pick in (self.least, self.fact):
            pick.setSizeAdjustPolicy(Pick.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._inside.addLayout(both)
        self._inside.addWidget(add)

    def _seek(self) -> None:
        if typed := self.codes.text().strip():
            self.sought.emit(self.kind.chosen, typed)

    def add(self, kind: str, people: tuple[Person, ...]) -> None:
        """Take up a condition on people who were found."""
        self._people |= {one.release_id: one for one in people}
        found = tuple(one.release_id for one in people)
        ask = self.ask
        if kind in ("fixed", "out"):
            together: dict[str, Any] = {kind: tuple(dict.fromkeys((*getattr(ask, kind), *found)))}
            self._change(replace(ask, **together))
        elif kind == "one_of":
            codes = ", ".join(one.code for one in people)
            self._change(replace(ask, requirements=(*ask.requirements, Requirement(codes, people=found))))
        else:
            groups: dict[str, Any] = {kind: (*getattr(ask, kind), found)}
            self._change(replace(ask, **groups))
        self.codes.edit.clear()
        self.codes.show_fault(None)

    def _add_fact(self) -> None:
        fact = self.fact.chosen
        wanted = Requirement(fact, least=int(self.least.chosen), fact=fact)
        others = tuple(one for one in self.ask.requirements if one.fact != fact)
        self._change(replace(self.ask, requirements=(*others, wanted)))

    def _change(self, ask: Ask) -> None:
        if ask != self.ask:
            self._before.append(self.ask)
            self.ask = ask
            self._show_chips()

    def _undo(self) -> None:
        self.ask = self._before.pop()
        self.people.choose(str(self.ask.size))
        self.divided.choose(str(self.ask.teams))
        self.people.setEnabled(self.ask.teams == 1)
        for wish, slider in self.sliders.items():
            slider.slider.setValue(getattr(self.ask.wishes, wish))
        self._show_chips()

    def _show_chips(self) -> None:
        had_focus = any(chip.hasFocus() for chip in self.findChildren(Button) if chip.property("kind") == "pill")
        clear(self._chips)
        for chip in chips_of(self.ask, self._people):
            self._chips.addWidget(self._chip(chip))
        self.undo_button.setEnabled(bool(self._before))
        if had_focus:
            self.codes.edit.setFocus()

    def _chip(self, chip: Chip) -> Button:
        button = Button("pill")
        button.setChecked(True)
        set_tone(button, "tone", "on")
        self._page.tell(button.setText, lambda words: f"{chip.said(words)} ×")
        self._page.tell(button.setAccessibleName, lambda words: words("team.chip.remove", what=chip.said(words)))
        button.clicked.connect(lambda: self._change(chip.without))
        return button

    # What weighs how much

    def _make_wishes(self) -> None:
        most = max(MOST, *map(self._weight, _WISHES))
        self._field("team.matters", most=most)
        self.sliders: dict[str, WeightSlider] = {}
        close = QVBoxLayout()
        close.setSpacing(0)  # each is as high as a finger already
        for wish in _WISHES:
            slider = WeightSlider(
                self._page, f"team.wish.{wish}", f"team.wish.{wish}.evidence", self._weight(wish), most
            )
            slider.moved.connect(self._weigh)
            self.sliders[wish] = slider
            close.addWidget(slider)
        self._inside.addLayout(close)
        self.weighs = True
        self.weightless = live("error")
        self._page.say(self.weightless.setText, "team.weightless")
        self.weightless.hide()
        self._inside.addWidget(self.weightless)
        evidence = label("small")
        self._page.say(evidence.setText, "team.evidence")
        self._inside.addWidget(evidence)

    def _weight(self, wish: str) -> int:
        return int(getattr(self.ask.wishes, wish))

    def _weigh(self) -> None:
        weights: dict[str, Any] = {name: slider.slider.value() for name, slider in self.sliders.items()}
        try:
            wishes = replace(self.ask.wishes, **weights)
        except ScoringError:  # a team by no wish at all is no answer
            self.weighs = False
        else:
            self.weighs = True
            self._change(replace(self.ask, wishes=wishes))
        self.weightless.setVisible(not self.weighs)
        self.ready.emit(self.weighs)

    # What follows

    def _make_foot(self) -> None:
        self.names_button, self.undo_button = Button("filter"), Button("link")
        self.names_button.setCheckable(True)
        self._page.say(self.names_button.setText, "team.names")
        self._page.say(self.undo_button.setText, "team.undo_wish")
        self.undo_button.clicked.connect(self._undo)
        self._inside.addWidget(self.undo_button)
        self._inside.addWidget(self.names_button)
        self._inside.addStretch(1)

    def be_busy(self, busy: bool) -> None:
        if isValid(self):
            for button in (self.add_button, self.names_button):
                button.setEnabled(not busy)

    def _name(self, key: str, **params: object) -> QLabel:
        name = label("small")
        self._page.say(name.setText, key, **params)
        return name

    def _field(self, key: str, **params: object) -> None:
        self._inside.addWidget(self._name(key, **params))


_NONE: Named = ("", lambda words: words("team.from.nobody"))


def _key(key: str) -> Callable[[Words], str]:
    return lambda words: words(key)


def _divided(teams: int) -> Named:
    if teams == 1:
        return "1", _key("team.divide.one")
    return str(teams), lambda words: words("team.divide.many", teams=teams)


def _sized(size: int) -> Named:
    if size == 1:
        return "1", _key("team.size.one")
    return str(size), lambda words: words("team.size.people", size=size)


def _source(assessment: str, count: int) -> Named:
    return assessment, lambda words: words.plural("team.from.procedure", count, name=procedure_name(assessment, words))


def _fact(fact: str, count: int, words: Words) -> str:
    return words("team.fact.of", what=team_words.requirement_name(fact, words), count=count)


def _at_least(least: int, words: Words) -> str:
    return words("team.least.of", least=least)
