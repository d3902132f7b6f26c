"""What GitHub told, before anything of it is taken: each project, language and week with a tick to leave it out."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from progrez_desktop.core.github import percent
from progrez_desktop.core.model.public_work import Looked, Project, Week
from progrez_desktop.core.services.public_work import Wanted, about
from progrez_desktop.core.words import Words
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import LONGEST_LINE, Desk
from progrez_desktop.ui.widgets.basic import Button, card, label
from progrez_desktop.ui.widgets.choice import ChoiceCard
from progrez_desktop.ui.widgets.flow_layout import FlowLayout
from progrez_desktop.ui.widgets.public_work_card import counts_of


class GithubFoundPage(Desk):
    """All is ticked, since the person asked for it; what is taken can be undone on the page of the details."""

    taken = Signal(object)
    """Wanted."""
    back = Signal()

    def __init__(
        self, context: Context, looked: Looked, fresh: tuple[Project, ...], at_ms: int, *, replaces: bool
    ) -> None:
        super().__init__(context, None, None)
        self._looked, self._fresh, self._at_ms = looked, fresh, at_ms
        self.projects: dict[str, ChoiceCard] = {}
        self.languages: dict[str, ChoiceCard] = {}
        self.weeks: dict[date, ChoiceCard] = {}
        self._first: QWidget | None = None
        self._whole()
        for kind, note, choices, keys in (
            ("projects", "github.found.projects.note", self.projects, [one.link for one in fresh]),
            ("languages", "", self.languages, [one.name for one in looked.languages]),
            ("events", "github.events.note", self.weeks, [week.monday for week in looked.weeks]),
        ):
            if keys:
                self._section(kind, note, choices, keys)
        self.notes = label("muted")
        self.tell(self.notes.setText, lambda words: "\n".join(self._notes(words, replaces)))
        self.body.addLayout(self.below_title(self.notes, LONGEST_LINE))
        self.notes.setHidden(not self.notes.text())
        self.body.addStretch(1)
        self.back_button, self.take_button = Button(), Button("primary")
        self.back_button.clicked.connect(self.back)
        self.take_button.clicked.connect(lambda: self.taken.emit(self.wanted()))
        self.say(self.back_button.setText, "github.found.back")
        self.say(self.take_button.setText, "github.found.take")
        self.footer.addWidget(self.back_button)
        self.footer.addStretch(1)
        self.footer.addWidget(self.take_button)
        self._allow()
        self.retranslate()

    def _whole(self) -> None:
        looked, at_ms = self._looked, self._at_ms
        self.title.show()
        self.lead.show()
        self.tell(self.entitle, lambda words: words("github.found.title", user=looked.user))
        lead = "github.found.none" if looked.is_empty else "github.found.lead"
        self.tell(self.lead.setText, lambda words: words(lead, date=words.date(at_ms)))

    def _section(self, kind: str, note_key: str, choices: dict[Any, ChoiceCard], keys: Iterable[Any]) -> None:
        frame, inside = card(margin=18, spacing=8)
        title = label("h3")
        self.say(title.setText, f"github.found.{kind}")
        inside.addWidget(title)
        note = label("muted")
        if note_key:
            self.say(note.setText, note_key)
        else:
            counted = self._looked.counted
            self.tell(note.setText, lambda words: self._basis(words, counted))
        inside.addWidget(note)
        for key in keys:
            choice = choices[key] = ChoiceCard(self.context, small=True)
            choice.setChecked(True)
            choice.toggled.connect(self._allow)
        if len(choices) > 1:
            inside.addLayout(self._all_or_none(kind, choices))
        for choice in choices.values():
            inside.addWidget(choice)
        self.body.addLayout(self.below_title(frame, LONGEST_LINE))

    def _basis(self, words: Words, counted: int) -> str:
        return words.plural("code.basis", counted, date=words.date(self._at_ms))

    def _all_or_none(self, kind: str, choices: dict[Any, ChoiceCard]) -> FlowLayout:
        row = FlowLayout(spacing=20, below=0)
        for key, ticked in (("cv_page.all", True), ("cv_page.none", False)):
            button = Button("link")
            button.clicked.connect(lambda _=False, on=ticked: self._tick(choices, on))
            self.say(button.setText, key)
            self.tell(button.setAccessibleName, self._spoken(kind, key))
            row.addWidget(button)
            self._first = self._first or button
        return row

    def _spoken(self, kind: str, key: str) -> Callable[[Words], str]:
        return lambda words: f"{words(f'github.found.{kind}')}: {words(key)}"

    def _tick(self, choices: dict[Any, ChoiceCard], ticked: bool) -> None:
        for choice in choices.values():
            choice.setChecked(ticked)

    def wanted(self) -> Wanted:
        def ticked(choices: dict[Any, ChoiceCard]) -> frozenset[Any]:
            return frozenset(key for key, choice in choices.items() if choice.isChecked())

        return Wanted(ticked(self.projects), ticked(self.languages), ticked(self.weeks))

    def _allow(self) -> None:
        self.take_button.setEnabled(not self.wanted().is_empty)

    def _notes(self, words: Words, replaces: bool) -> list[str]:
        looked = self._looked
        there = len(looked.projects) - len(self._fresh)
        found = [
            words.plural(f"github.found.{key}", n)
            for key, n, is_so in (
                ("there", there, there),
                ("forks", looked.forks, looked.forks),
                ("more", len(looked.projects), looked.has_more),
                ("unreadable", looked.unreadable, looked.unreadable),
                ("cut_short", looked.counted, looked.cut_short),
            )
            if is_so
        ]
        return [words("github.found.replaces"), *found] if replaces else found

    def retranslate(self) -> None:
        super().retranslate()
        words = self.context.words
        for project in self._fresh:
            self.projects[project.link].show_texts(project.name, self._told(project, words))
        for language in self._looked.languages:
            share = percent(language.bytes, self._looked.total_bytes)
            told = words("github.found.bytes", percent=share, bytes=words.number(language.bytes))
            self.languages[language.name].show_texts(language.name, told)
        for week in self._looked.weeks:
            self.weeks[week.monday].show_texts(*_week(week, words))

    def _told(self, project: Project, words: Words) -> str:
        years = "–".join(dict.fromkeys(filter(None, (project.begun, project.changed))))
        facts = "; ".join(filter(None, (about(project, self._at_ms, words), years)))
        return "\n".join(filter(None, (project.about, facts)))

    def first_control(self) -> QWidget:
        choices = (*self.projects.values(), *self.languages.values(), *self.weeks.values())
        return self._first or next(iter(choices), self.back_button)


def _week(week: Week, words: Words) -> tuple[str, str]:
    return words("github.week", monday=words.day(week.monday)), counts_of(week, words)
