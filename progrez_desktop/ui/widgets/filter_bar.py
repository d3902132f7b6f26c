"""What the list of candidates is asked: a search, chips that can each be taken away, and a menu that adds one."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import get_args

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QLineEdit, QMenu, QWidget

from progrez_desktop.core.model.assessment import Skill
from progrez_desktop.core.model.consent import PURPOSES
from progrez_desktop.core.model.profile import Verdict
from progrez_desktop.core.model.registry import Query
from progrez_desktop.core.model.saved_filter import SavedFilter
from progrez_desktop.core.services.recruiting.procedure_names import procedure_name
from progrez_desktop.core.services.recruiting.skills_called import skills_called
from progrez_desktop.core.words import Words
from progrez_desktop.ui.layouts import discard
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.widgets.basic import Button
from progrez_desktop.ui.widgets.flow_layout import FlowLayout

_TYPED_MS = 80
"""After the last key; a search takes about as long."""
_STENS = range(2, 11)
_DAYS = (9, 30, 90)
QUALITIES: tuple[str, ...] = get_args(Verdict)
SHOWN = ("contact", "background", "drivers_licence", "teams")
"""Purposes that a candidate may have allowed beside their profile."""


class FilterBar(QWidget):
    asked = Signal()
    """Somebody typed or chose something: `query` is what is asked now."""
    save = Signal()
    use = Signal(object)
    rename = Signal(object)
    remove = Signal(object)
    """Saved filters."""

    def __init__(self, page: Page, skills: Sequence[Skill], query: Query, beside: Sequence[QWidget]) -> None:
        """`beside` stands in the same row, after what is asked."""
        super().__init__()
        self._beside = tuple(beside)
        self._page, self._skills, self._query = page, tuple(skills), query
        self._assessments: Sequence[str] = ()
        self._saved: Sequence[SavedFilter] = ()
        self.chips: list[Button] = []
        self._typed = QTimer(self, interval=_TYPED_MS, singleShot=True)
        self._typed.timeout.connect(self._search)
        self.search = QLineEdit()
        self.search.setMaxLength(80)
        self.search.textChanged.connect(lambda _: self._typed.start())
        self.add_button, self.saved_button = Button("link"), Button("link")
        for button, key in ((self.add_button, "add"), (self.saved_button, "saved")):
            button.setMenu(menu := QMenu(button))
            menu.aboutToShow.connect(partial(self._fill_menu, menu, key))
            page.say(button.setText, f"filter.{key}" if key == "add" else "filter.saved_menu")
        self._row = FlowLayout(spacing=12, below=4)
        self.setLayout(self._row)
        page.context.changed.connect(self._say)
        self.show_query(query)

    # What is asked

    @property
    def query(self) -> Query:
        return self._query

    @property
    def is_waiting(self) -> bool:
        """Whether something was typed that is not asked yet."""
        return self._typed.isActive()

    def show_query(self, query: Query) -> None:
        """Set everything as it was asked."""
        self._query = query
        self.search.setText(query.text)
        self._typed.stop()
        self._say()

    def _search(self) -> None:
        text = self.search.text().strip()
        self.ask(replace(self._query, text=text, skills_called=skills_called(text, self._skills)))

    def ask(self, query: Query) -> None:
        if query != self._query:
            self._query = query
            self._say()
            self.asked.emit()

    def clear(self) -> None:
        """Take away everything but the order and the names."""
        self.search.clear()
        self._typed.stop()
        kept = self._query
        self.ask(Query(order=kept.order, with_names=kept.with_names, limit=kept.limit))

    # Chips

    def _say(self) -> None:
        words, theme = self._page.context.words, self._page.context.theme
        self.search.setPlaceholderText(words("filter.search_names" if self._query.with_names else "filter.search"))
        self.search.setAccessibleName(self.search.placeholderText())
        self.search.setFixedWidth(theme.px(250))
        for chip in self.chips:
            discard(chip)
        self.chips = [self._chip(text, without) for text, without in self._parts(words)]
        for widget in (self.search, *self.chips, self.add_button, self.saved_button):
            self._row.addWidget(widget)  # to its end, also what stood in it
            widget.show()
        before: QWidget = self.search
        for widget in self._beside:
            self._row.addWidget(widget)
        for widget in (*self.chips, self.add_button, self.saved_button, *self._beside):
            QWidget.setTabOrder(before, widget)
            before = widget
        self._row.invalidate()
        self.updateGeometry()

    def _chip(self, text: str, without: Query) -> Button:
        chip = Button("pill", f"{text}  ×")
        chip.setCheckable(True)
        chip.setProperty("spoken", "button")
        chip.setChecked(True)
        chip.setAccessibleName(self._page.context.words("filter.take_away", what=text))
        chip.clicked.connect(lambda: self._take_away(chip, without))
        return chip

    def _take_away(self, chip: Button, without: Query) -> None:
        """The keyboard goes on at the next chip, or where one is added."""
        place, had = self.chips.index(chip), chip.hasFocus()
        self.ask(without)
        if had:
            (self.chips[min(place, len(self.chips) - 1)] if self.chips else self.add_button).setFocus()

    def _parts(self, words: Words) -> list[tuple[str, Query]]:
        """Return what each chip says, and the query without it."""
        asked, parts = self._query, list[tuple[str, Query]]()
        for one in asked.likely:
            told = words("filter.likely", skill=self._name(one[0]), sten=one[1])
            parts.append((told, replace(asked, likely=tuple(other for other in asked.likely if other != one))))
        for one in asked.reaches:
            told = words("filter.may_be", skill=self._name(one[0]), sten=one[1])
            parts.append((told, replace(asked, reaches=tuple(other for other in asked.reaches if other != one))))
        if asked.assessment is not None:
            told = words("filter.procedure", name=procedure_name(asked.assessment, words))
            parts.append((told, replace(asked, assessment=None)))
        if asked.purpose not in (None, Query().purpose):
            told = words("filter.allowed", purpose=words(f"candidates.purpose.{asked.purpose}"))
            parts.append((told, replace(asked, purpose=Query().purpose)))
        if asked.quality is not None:
            told = words("filter.quality", quality=words(f"candidates.quality.{asked.quality}"))
            parts.append((told, replace(asked, quality=None)))
        if asked.ends_within_days is not None:
            told = words.plural("filter.ends", asked.ends_within_days)
            parts.append((told, replace(asked, ends_within_days=None)))
        if asked.is_read is not None:
            told = words("filter.read" if asked.is_read else "filter.unread")
            parts.append((told, replace(asked, is_read=None)))
        return parts

    def _name(self, skill_id: str) -> str:
        skill = next((one for one in self._skills if one.id == skill_id), None)
        return skill.short_name[self._page.context.words.language] if skill else skill_id

    # Menus

    def show_known(self, assessments: Sequence[str], saved: Sequence[SavedFilter]) -> None:
        """Say which procedures there are, and which filters were saved."""
        self._assessments, self._saved = tuple(assessments), tuple(saved)

    def _fill_menu(self, menu: QMenu, key: str) -> None:
        menu.clear()
        self._fill_add(menu) if key == "add" else self._fill_saved(menu)

    def _fill_add(self, menu: QMenu) -> None:
        words = self._page.context.words
        for key, name in (("likely_at", "likely"), ("may_be_at", "reaches")):
            of_skills = menu.addMenu(words(f"filter.add.{key}"))
            for skill in self._skills:
                stens = of_skills.addMenu(skill.short_name[words.language])
                for sten in _STENS:
                    stens.addAction(str(sten), partial(self._add_margin, name, skill.id, sten))
        few: list[tuple[str, str, Sequence[tuple[str, object]]]] = [
            ("procedure", "assessment", [(procedure_name(one, words), one) for one in self._assessments]),
            ("allowed", "purpose", [(words(f"candidates.purpose.{p}"), p) for p in PURPOSES if p in SHOWN]),
            ("quality", "quality", [(words(f"candidates.quality.{one}"), one) for one in QUALITIES]),
            ("ends", "ends_within_days", [(words.plural("filter.ends", days), days) for days in _DAYS]),
            ("is_read", "is_read", [(words("filter.unread"), False), (words("filter.read"), True)]),
        ]
        for key, name, choices in few:
            chosen = menu.addMenu(words(f"filter.add.{key}"))
            chosen.setEnabled(bool(choices))
            for text, value in choices:
                chosen.addAction(text, partial(self._add, name, value))

    def _add(self, name: str, value: object) -> None:
        self.ask(replace(self._query, **{name: value}))  # type: ignore[arg-type]

    def _add_margin(self, name: str, skill: str, sten: int) -> None:
        """Ask one thing of a skill: another value takes the place of the one before."""
        others = tuple(one for one in getattr(self._query, name) if one[0] != skill)
        asked = (*others, (skill, sten))
        reaches = name == "reaches"
        self.ask(replace(self._query, reaches=asked) if reaches else replace(self._query, likely=asked))

    def _fill_saved(self, menu: QMenu) -> None:
        words = self._page.context.words
        for one in self._saved:
            menu.addAction(one.name, partial(self.use.emit, one))
        if self._saved:
            menu.addSeparator()
        menu.addAction(words("filter.save"), self.save.emit).setEnabled(bool(self._parts(words)))
        for key, signal in (("rename", self.rename), ("remove", self.remove)):
            of: QMenu = menu.addMenu(words(f"filter.{key}"))
            of.setEnabled(bool(self._saved))
            for one in self._saved:
                of.addAction(one.name, partial(signal.emit, one))
