"""One role: an expert fills in the form alone, or people agree on what was proposed, weigh the methods and lock it."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QWidget

from progrez_desktop.core.model.assessment import Skill
from progrez_desktop.core.model.role import METHODS, Method, RoleProfile
from progrez_desktop.core.services.recruiting import role_words
from progrez_desktop.core.services.recruiting.procedure_names import procedure_name
from progrez_desktop.core.services.recruiting.roles import LONGEST_NAME
from progrez_desktop.core.services.recruiting.unkept import Where
from progrez_desktop.core.words import Words
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.filled_in import FilledIn
from progrez_desktop.ui.page import Sentence
from progrez_desktop.ui.registry_places import PLACES
from progrez_desktop.ui.staff_page import StaffPage
from progrez_desktop.ui.widgets.basic import Button, card, label, live
from progrez_desktop.ui.widgets.desk_entry import plain
from progrez_desktop.ui.widgets.field import Field
from progrez_desktop.ui.widgets.flow_layout import FlowLayout
from progrez_desktop.ui.widgets.pick import Pick
from progrez_desktop.ui.widgets.plain_table import PlainTable
from progrez_desktop.ui.widgets.role_form import RoleForm

_STEP = 5
"""Percent between two weights that can be chosen."""
_OF_SKILL, _OF_METHOD, _EXPERT = "skill:", "method:", "expert"
"""What is filled in of each."""


class _RolePage(StaffPage):
    back = Signal()

    def __init__(self, context: Context, role: RoleProfile) -> None:
        super().__init__(context, PLACES, "roles", None)
        self.role = role
        self.tell(self.entitle, plain(role.name))
        self.show_state(f"role.state.{role.state}", "ok" if role.locked_ms is not None else "warn")
        self.back_button = Button()
        self.say(self.back_button.setText, "roles.back")
        self.back_button.clicked.connect(self._leave)
        self.footer.addWidget(self.back_button)

    def _leave(self) -> None:
        self.back.emit()

    def _agreement(self) -> QFrame:
        frame, inside = self.titled_card("role.agreement")
        for number, _ in enumerate(role_words.of_agreement(self.role, self.context.words)):
            one = label("body")
            self.tell(one.setText, partial(_nth, self.role, number))
            inside.addWidget(one)
        return frame

    def first_control(self) -> QWidget:
        return self.back_button


class ExpertPage(_RolePage):
    """Shows nothing of what other experts said, but how many of them there are."""

    said = Signal(str, object)
    """A name, and what they want by skill."""
    compare = Signal()

    def __init__(self, context: Context, role: RoleProfile, skills: Sequence[Skill]) -> None:
        super().__init__(context, role)
        self.show_lead(lambda words: words("role.expert.lead"))
        frame, inside = card(margin=20, spacing=12)
        told = label("body")
        self.say(told.setText, "role.expert.text")
        self.expert = Field(self, "role.expert.name")
        self.expert.edit.setMaxLength(LONGEST_NAME)
        inside.addWidget(told)
        inside.addWidget(self.expert)
        self.form = RoleForm(self, skills, {})
        inside.addWidget(self.form)
        self.body.addWidget(frame)
        self.body.addWidget(self._agreement())
        self.body.addStretch(1)
        self.compare_button, self.keep_button = Button(), Button("primary")
        self.say(self.compare_button.setText, "role.compare")
        self.say(self.keep_button.setText, "role.expert.keep")
        self.compare_button.setEnabled(bool(role.experts))
        self.compare_button.clicked.connect(self._compare)
        self._told: tuple[str, Mapping[str, str]] | None = None
        """What of, and of which view, somebody was told that it is not kept."""
        self.keep_button.clicked.connect(self._keep)
        self.footer.addWidget(self.compare_button)
        self.put_forth(self.keep_button)
        self.filled_in: FilledIn = FilledIn(
            self, Where("view", role.id), self._read, self._write, is_held_when_left=False
        )

    def _compare(self) -> None:
        """Comparing takes no view any more."""
        if self._may_lose("role.expert.not_kept"):
            self.compare.emit()

    def _leave(self) -> None:
        if self._may_lose("role.expert.leaving"):
            self.back.emit()

    def leave_for(self, place: str) -> None:
        if place == "lock" or self._may_lose("role.expert.leaving"):
            super().leave_for(place)

    def _may_lose(self, key: str) -> bool:
        """Return whether no view is lost by going, or somebody was told that of this one; who was not is told now.

        The next who comes may be another expert, who must not see it.
        """
        about = key, self._read()
        may = self.filled_in.unkept() is None or self._told == about
        if not may:
            self._told = about
            self.show_note(key)
        return may

    # What is filled in

    def _read(self) -> dict[str, str]:
        return {_EXPERT: self.expert.edit.text(), **_marked(_OF_SKILL, self.form.filled_in())}

    def _write(self, fields: Mapping[str, str]) -> None:
        self.expert.edit.setText(fields[_EXPERT])
        self.form.fill_in(_of(_OF_SKILL, fields))

    def _keep(self) -> None:
        name = self.expert.text().strip()
        self.expert.show_fault(None if name else "error.role_expert_unnamed")
        if not name:
            self.expert.edit.setFocus()
        elif (wants := self.form.wants()) is not None:
            self.said.emit(name, wants)

    def be_busy(self, busy: bool) -> None:
        super().be_busy(busy)
        self.keep_button.setEnabled(not busy)
        self.compare_button.setEnabled(not busy and bool(self.role.experts))

    def first_control(self) -> QWidget:
        return self.expert.edit


class AgreePage(_RolePage):
    """What is proposed are medians; people change them, weigh the methods, and lock it once."""

    agreed = Signal(object, object)
    """What is wanted by skill, and the weights of methods."""
    locked = Signal(object, object)

    def __init__(self, context: Context, role: RoleProfile, skills: Sequence[Skill]) -> None:
        super().__init__(context, role)
        self.show_lead(lambda words: words("role.agree.lead"))
        self.body.addWidget(self._agreement())
        frame, inside = self.titled_card("role.agree.title")
        agreement = role.agreement.skills if role.agreement is not None else None
        self.form = RoleForm(self, skills, role.wants, agreement)
        inside.addWidget(self.form)
        self.body.addWidget(frame)
        self.body.addWidget(self._weights())
        self.body.addStretch(1)
        self.keep_button, self.lock_button = Button(), Button("primary")
        self.say(self.keep_button.setText, "role.agree.keep")
        self.say(self.lock_button.setText, "role.agree.lock")
        self.keep_button.clicked.connect(partial(self._give, self.agreed))
        self.lock_button.clicked.connect(partial(self._give, self.locked))
        self.footer.addWidget(self.keep_button)
        self.put_forth(self.lock_button)
        self.filled_in: FilledIn = FilledIn(self, Where("agreement", role.id), self._read, self._write)

    def _read(self) -> dict[str, str]:
        weights: dict[str, str] = {method: pick.chosen for method, pick in self.weights.items()}
        return {**_marked(_OF_METHOD, weights), **_marked(_OF_SKILL, self.form.filled_in())}

    def _write(self, fields: Mapping[str, str]) -> None:
        self.form.fill_in(_of(_OF_SKILL, fields))
        for method, pick in self.weights.items():
            percent = fields[f"{_OF_METHOD}{method}"]
            if pick.offers(percent):  # what was agreed on meanwhile may have been an odd one then
                pick.choose(percent)

    def _weights(self) -> QFrame:
        frame, inside = self.titled_card("role.weights")
        told, self._sum = label("body"), live("error")
        self.say(told.setText, "role.weights.text")
        inside.addWidget(told)
        row = FlowLayout(spacing=16, below=6)
        self.weights: dict[Method, Pick] = {}
        for method in METHODS:
            name = label("field", wrap=False)
            self.say(name.setText, f"role.method.{method}")
            known = round(self.role.weights.get(method, 0.0) * 100)
            percents = sorted({*range(0, 101, _STEP), known})
            pick = self.weights[method] = Pick(
                self, f"role.method.{method}", [(str(percent), _percent(percent)) for percent in percents]
            )
            pick.choose(str(known))
            row.addWidget(name)
            row.addWidget(pick)
        inside.addLayout(row)
        self.say(self._sum.setText, "error.role_weights")
        self._sum.hide()
        inside.addWidget(self._sum)
        return frame

    def _give(self, signal: SignalInstance, *_: object) -> None:
        percents: Mapping[Method, int] = {method: int(pick.chosen) for method, pick in self.weights.items()}
        self._sum.setVisible(sum(percents.values()) != 100)
        if sum(percents.values()) != 100:
            first = next(iter(self.weights.values()))
            first.setFocus()
            self.show_together(first, self._sum)
        elif (wants := self.form.wants()) is not None:
            weights = {method: percent / 100 for method, percent in percents.items()}
            signal.emit(wants, weights)

    def be_busy(self, busy: bool) -> None:
        super().be_busy(busy)
        self.keep_button.setEnabled(not busy)
        self.lock_button.setEnabled(not busy)


class LockedRolePage(_RolePage):
    """Nothing of it changes any more."""

    def __init__(self, context: Context, role: RoleProfile, skills: Sequence[Skill]) -> None:
        super().__init__(context, role)
        assert role.locked_ms is not None
        locked_ms = role.locked_ms
        self.show_lead(
            lambda words: words(
                "role.locked.lead", at=words.date(locked_ms), procedure=procedure_name(role.assessment, words)
            )
        )
        names = {skill.id: skill for skill in skills}
        if role.opened_before:
            frame, inside = card("marigold", margin=16, spacing=4)
            late = label("smallink")
            self.tell(late.setText, lambda words: next(role_words.of_opened(role, words)))
            inside.addWidget(late)
            self.body.addWidget(frame)
        frame, inside = self.titled_card("role.locked.title")
        if role.is_empty:
            none = label("body")
            self.say(none.setText, "role.reads_without")
            inside.addWidget(none)
        else:
            table = PlainTable(self, "role.column", ("skill", "importance", "range"), (5, 4, 3))
            for skill, want in role.wants.items():
                table.add(
                    (
                        ("strong", partial(_name, names.get(skill), skill)),
                        ("body", lambda words, n=want.importance: words(f"role.importance.{n}")),  # type: ignore[misc]
                        ("body", plain(f"{want.range.low}–{want.range.high}")),
                    )
                )
            inside.addWidget(table)
        self.body.addWidget(frame)
        if not role.is_empty:
            told = [partial(_weight, method, weight) for method, weight in role.weights.items()]
            self.body.addWidget(self.plain_card("role.weights", told))
            self.body.addWidget(self._agreement())
        self.body.addStretch(1)


def _marked(mark: str, fields: Mapping[str, str]) -> dict[str, str]:
    return {f"{mark}{name}": text for name, text in fields.items()}


def _of(mark: str, fields: Mapping[str, str]) -> dict[str, str]:
    return {name.removeprefix(mark): text for name, text in fields.items() if name.startswith(mark)}


def _nth(role: RoleProfile, number: int, words: Words) -> str:
    return list(role_words.of_agreement(role, words))[number]


def _name(skill: Skill | None, skill_id: str, words: Words) -> str:
    return skill.name[words.language] if skill is not None else skill_id


def _weight(method: Method, weight: float, words: Words) -> str:
    return words("role.weight", method=words(f"role.method.{method}"), percent=round(weight * 100))


def _percent(number: int) -> Sentence:
    return plain(f"{number}\u00a0%")
