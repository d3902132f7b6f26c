"""One team: what it is composed by on the left; on the right what is proposed, why, and what a change would do."""

from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from progrez_desktop.core.model.assessment import Skill
from progrez_desktop.core.model.team import Ask, Candidacy, Change, Composed, Person, Pool, Team
from progrez_desktop.core.services.recruiting import team_document, team_words
from progrez_desktop.core.services.recruiting.unkept import Where
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.filled_in import FilledIn
from progrez_desktop.ui.layouts import clear, discard
from progrez_desktop.ui.registry_places import PLACES
from progrez_desktop.ui.staff_page import StaffPage
from progrez_desktop.ui.widgets.basic import Button, card, label
from progrez_desktop.ui.widgets.member_card import CalledIn
from progrez_desktop.ui.widgets.tabs import Tabs
from progrez_desktop.ui.widgets.team_changes import NobodyCard
from progrez_desktop.ui.widgets.team_form import TeamForm
from progrez_desktop.ui.widgets.team_view import TeamView
from progrez_desktop.ui.widgets.working_bar import WorkingBar

_SIDE_BY_SIDE = 1240
"""Pixels of the page, from which form and team have room beside each other: a table of the team has seven columns."""
_UNBOUND = 16_777_215
"""What Qt takes for no limit."""


class _SaidTabs(Tabs):
    def say(self, lines: str) -> None:
        """Say on each tab one of these lines."""
        texts = lines.split("\n")
        self.show_texts(texts, texts)


class TeamPage(StaffPage):
    compose = Signal(object, bool)
    """What is asked, and whether by name."""
    stop, back = Signal(), Signal()
    sought = Signal(str, str)
    without = Signal(object, str)
    """The members as they are, and who would go."""
    changed = Signal(object)
    """The members as they would be."""
    weigh = Signal(object, str)
    kept = Signal(str, object, object)
    """A name, what the team was composed by, the members."""
    report = Signal(str)
    """The id of the kept team."""
    gone_on_with = Signal(object)
    """A SavedTeam as it was filled in before, with whoever went meanwhile still in it."""
    widest = None

    def __init__(
        self, context: Context, skills: Sequence[Skill], pool: Pool, ask: Ask, name: str = "", kept_id: str = ""
    ) -> None:
        super().__init__(context, PLACES, "teams", "team.title")
        self._skills = [skill.id for skill in skills]
        self._called = CalledIn({skill.id: dict(skill.short_name) for skill in skills})
        self.composed: Composed | None = None
        self.view: TeamView | None = None
        self._choices: list[tuple[str, tuple[Team, ...]]] = []
        self._own: list[Team] = []
        """Teams that were made by hand, the last one shown: what undo takes back."""
        self.kept_id = ""
        self._kept_members: frozenset[str] = frozenset()
        self._there, self._pool = pool.people, pool
        self.form = self._make_form(ask, name)
        self._be_asked(ask)
        self._halves = self.row_or_column(16, _SIDE_BY_SIDE)
        self._halves.addWidget(self.form, 3)
        self._halves.addWidget(self._make_right(), 8)
        self.body.addLayout(self._halves)
        self._make_buttons()
        self._show_hint(pool)
        self._fit_form()
        # Held over a lock alone: who begins a team begins a new one.
        self.filled_in: FilledIn = FilledIn(
            self, Where("team", kept_id), self._read, self._write, is_held_when_left=False
        )

    def _make_form(self, ask: Ask, name: str) -> TeamForm:
        form = TeamForm(self, self._pool, ask, name)
        form.sought.connect(self.sought)
        form.ready.connect(lambda _: self._show_buttons())
        return form

    # What is filled in

    def _read(self) -> dict[str, str]:
        name, is_as_asked = self.form.name.edit.text(), self.form.ask == self._form_asked
        if self.view is None or not is_as_asked:  # it would be taken for what the team was composed by
            return team_document.fields_of(name, self._asked if is_as_asked else self.form.ask, ())
        return team_document.fields_of(name, self._asked, self.view.team.release_ids)

    def _write(self, fields: Mapping[str, str]) -> None:
        """Ask for what can be shown of it: people may have gone meanwhile."""
        self.gone_on_with.emit(team_document.of_fields(fields))

    def put(self, ask: Ask, name: str, people: Mapping[str, Person]) -> None:
        """Ask for something else; `people` are those of its conditions, by release."""
        before, keyboard = self.form, self.window().focusWidget()
        was_there = keyboard is not None and before.isAncestorOf(keyboard)
        self.form = self._make_form(ask, name)
        self._be_asked(ask)
        discard(before)
        self._halves.insertWidget(0, self.form, 3)
        self.form.know(people)
        self._fit_form()
        self._show_buttons()
        if was_there:
            self.begin_at(self.first_control())

    def _make_right(self) -> QWidget:
        right = QWidget()
        whole = QVBoxLayout(right)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(12)
        self.working, self.proof = WorkingBar(self, "team.composing"), label("small")
        self.working.stop.connect(self.stop)
        self.proof.hide()
        whole.addWidget(self.working)
        whole.addWidget(self.proof)
        self._right = QVBoxLayout()
        self._right.setSpacing(12)
        whole.addLayout(self._right)
        whole.addStretch(1)
        return right

    def _make_buttons(self) -> None:
        self.back_button, self.undo_button, self.keep_button = Button(), Button(), Button()
        self.report_button, self.compose_button = Button(), Button("primary")
        self.say(self.compose_button.setText, "team.compose")
        self.compose_button.clicked.connect(self._compose)
        for button, key, to in (
            (self.back_button, "team.back", self.back.emit),
            (self.undo_button, "undo_note.undo", self._undo),
            (self.keep_button, "team.keep", self._keep),
            (self.report_button, "team.report", lambda: self.report.emit(self.kept_id)),
        ):
            self.say(button.setText, key)
            button.clicked.connect(to)
            self.footer.addWidget(button)
        self.put_forth(self.compose_button)
        self._show_buttons()

    def _show_buttons(self) -> None:
        self.compose_button.setEnabled(self.form.weighs and self._there > 1 and not self.is_busy)
        self.undo_button.setEnabled(bool(self._own))
        self.keep_button.setEnabled(self.view is not None and not self.is_busy)
        # The report is of the team that was kept: beside another one it would be taken for that one's.
        is_kept = self.view is not None and self._kept_members == set(self.view.team.release_ids)
        self.report_button.setEnabled(bool(self.kept_id) and is_kept and not self.is_busy)

    def _show_hint(self, pool: Pool) -> None:
        """Say what comes here; where there is nobody to compose of, say that first."""
        key = {0: "nobody", 1: "one"}.get(pool.people, "begin")
        frame, inside = card(margin=24, spacing=8)
        title, text = label("h3"), label("body")
        self.say(title.setText, f"team.hint.{key}.title")
        self.say(text.setText, f"team.hint.{key}.text")
        inside.addWidget(title)
        inside.addWidget(text)
        self._right.addWidget(frame)

    def _be_asked(self, ask: Ask) -> None:
        """Know what the team is composed by, and what the form says of that; it may ask something else soon."""
        self._asked, self._form_asked = ask, self.form.ask

    # Composing

    def _compose(self) -> None:
        self.compose.emit(self.form.ask, self.form.names_button.isChecked())

    def show_composing(self) -> None:
        self.note.hide()
        self.proof.hide()
        self.working.begin()

    def show_composed(self, composed: Composed) -> None:
        """Show what was proposed, the best first, or which conditions clash."""
        self.working.end()
        self.composed, self._own = composed, []
        self._be_asked(composed.ask)
        self.form.know(_people_of(composed))
        self._choices = [("team.proposal", proposal.teams) for proposal in composed.proposals]
        if not composed.proposals:
            self.view = None
            clear(self._right)
            nobody = NobodyCard(self, composed)
            self._right.addWidget(nobody)
            self.proof.hide()
            self._show_buttons()
            self.go_on_at(self.compose_button, seen=nobody)
            return
        self.tell(self.proof.setText, partial(team_words.proof, composed))
        self.proof.show()
        self._show_choice(0)
        if self.view is not None:
            self.go_on_at(self.view.cards[0].button)

    def show_kept(self, kept_id: str, team: Team) -> None:
        """Show a team as it was kept."""
        self._choices = [("team.kept", (team,))]
        self._show_choice(0)
        self._know_kept(kept_id, team.release_ids)
        self._show_buttons()

    def _show_choice(self, number: int, of: int = 0) -> None:
        teams = self._choices[number][1]
        clear(self._right)
        if len(self._choices) > 1:
            self._right.addWidget(self._tabs(number))
        if len(teams) > 1:
            self._right.addWidget(self._team_tabs(number, of, len(teams)))
        self._show_view(teams[of])

    def _tabs(self, current: int) -> QWidget:
        tabs = _SaidTabs(len(self._choices), current)
        tabs.chosen.connect(self._show_choice)
        keys, proposed = [key for key, _ in self._choices], len(self.composed.proposals) if self.composed else 0
        self.tell(
            tabs.say, lambda words: _lines(words(key, number=n, of=proposed) for n, key in enumerate(keys, start=1))
        )
        return tabs

    def _team_tabs(self, number: int, current: int, count: int) -> QWidget:
        tabs = _SaidTabs(count, current)
        tabs.chosen.connect(lambda of: self._show_choice(number, of))
        self.tell(tabs.say, lambda words: _lines(words("team.of_teams", number=n + 1, of=count) for n in range(count)))
        return tabs

    def _show_view(self, team: Team) -> None:
        draws = self.composed.draws if self.composed else 0
        view = TeamView(self, team, self._asked, draws, self._skills, self._called)
        view.without.connect(lambda out: self.without.emit(team.release_ids, out))
        view.changed.connect(lambda out, come: self.changed.emit(_with(team, out, come)))
        view.weigh.connect(lambda typed: self.weigh.emit(team.release_ids, typed))
        self.view = view
        self._right.addWidget(view)
        self._show_buttons()

    # Changes by hand

    def show_change(self, change: Change) -> None:
        if self.view is not None:
            self.view.show_change(change)

    def show_candidacy(self, found: Candidacy) -> None:
        if self.view is not None:
            self.view.show_candidacy(found)

    def show_own(self, team: Team) -> None:
        """Show a team that was made by hand; undo brings the one of before back."""
        if self.view is not None:
            self._own.append(self.view.team)
        self._show_by_hand(team)

    def _undo(self) -> None:
        before = self._own.pop()
        if self._own:
            self._show_by_hand(before)
            return
        self._choices = [one for one in self._choices if one[0] != "team.by_hand"]
        at = [number for number, (_, teams) in enumerate(self._choices) if before in teams]
        if at:
            self._show_choice(at[0], self._choices[at[0]][1].index(before))
        else:
            self._show_by_hand(before)

    def _show_by_hand(self, team: Team) -> None:
        self._choices = [one for one in self._choices if one[0] != "team.by_hand"] + [("team.by_hand", (team,))]
        self._show_choice(len(self._choices) - 1)

    def _keep(self) -> None:
        name = self.form.name.text().strip()
        self.form.name.show_fault(None if name else "error.team_unnamed")
        if not name:
            self.form.name.edit.setFocus()
        elif self.view is not None:
            self.kept.emit(name, self._asked, self.view.team.release_ids)

    def _know_kept(self, kept_id: str, members: Iterable[str]) -> None:
        """Know the team on screen as kept, by what it was composed by; what the form asks since then is not."""
        self.kept_id, self._kept_members = kept_id, frozenset(members)
        shown = self.view.team.release_ids if self.view is not None else ()
        self.filled_in.where = Where("team", kept_id)
        self.filled_in.kept = team_document.fields_of(self.form.name.edit.text(), self._asked, shown)

    def show_saved(self, kept_id: str, name: str, members: Iterable[str]) -> None:
        self._know_kept(kept_id, members)
        self.show_note("team.saved", name=name)
        self._show_buttons()

    def take_found(self, kind: str, people: tuple[Person, ...]) -> None:
        self.form.add(kind, people)

    # Room and waiting

    def _fit_form(self) -> None:
        """On a wide screen the room is the team's."""
        theme, is_beside = self.context.theme, self.takes_rows(_SIDE_BY_SIDE)
        self.form.setMinimumWidth(theme.px(300) if is_beside else 0)
        self.form.setMaximumWidth(theme.px(420) if is_beside else _UNBOUND)

    def _arrange(self) -> None:
        super()._arrange()
        self._fit_form()

    def be_busy(self, busy: bool) -> None:
        super().be_busy(busy)
        self.form.be_busy(busy)
        self._show_buttons()

    def show_fault(self, failure: Exception) -> None:
        self.working.end()
        super().show_fault(failure)

    def first_control(self) -> QWidget:
        return self.form.name.edit


def _lines(texts: Iterable[str]) -> str:
    return "\n".join(texts)


def _people_of(composed: Composed) -> dict[str, Person]:
    members = (one.person for proposal in composed.proposals for team in proposal.teams for one in team.members)
    clashing = (person for clash in composed.clashes for person in clash.people)
    return {one.release_id: one for one in (*members, *clashing)}


def _with(team: Team, out: str, come: str) -> tuple[str, ...]:
    stay = tuple(one for one in team.release_ids if one != out)
    return (*stay, come) if come else stay
