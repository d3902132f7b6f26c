"""A list about oneself, edited in place: entries below one another, each with its fields, in the person's order."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from progrez_desktop.core.details import moved
from progrez_desktop.core.model.details import MOST_ENTRIES, Entry, ListName
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.widgets.basic import Button, label, set_tone
from progrez_desktop.ui.widgets.cv_switch import CvSwitch
from progrez_desktop.ui.widgets.entry_form import EntryForm


class EntryList(QWidget):
    """Forms that are not needed any more are emptied, hidden and used again."""

    typed = Signal()
    """Something was typed in an entry."""
    arranged = Signal()
    """An entry was added, moved or taken out."""

    def __init__(self, page: Page, name: ListName) -> None:
        super().__init__()
        self._page, self._name = page, name
        self._forms: list[EntryForm] = []
        self._shown = 0
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        row = page.row_or_column(12)
        title = label("h3")
        page.say(title.setText, f"details.{name}")
        self.switch = CvSwitch(page, f"details.{name}")
        row.addWidget(title, 1)
        row.addWidget(self.switch)
        column.addLayout(row)
        self._column = QVBoxLayout()
        self._column.setSpacing(10)
        column.addLayout(self._column)
        self.add_button = Button("link")
        self.add_button.clicked.connect(self._add)
        page.say(self.add_button.setText, f"details.{name}.add")
        below = QHBoxLayout()
        below.addWidget(self.add_button)
        below.addStretch(1)
        column.addLayout(below)

    @property
    def forms(self) -> list[EntryForm]:
        """Those that are shown."""
        return self._forms[: self._shown]

    def entries(self) -> tuple[Entry, ...]:
        return tuple(form.entry() for form in self.forms)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        while len(self._forms) < len(entries):
            self._add_form()
        self._shown = len(entries)
        for place, form in enumerate(self._forms):
            form.show_entry(entries[place] if place < len(entries) else Entry(), place, len(entries))
            form.setVisible(place < len(entries))
        self.add_button.setEnabled(len(entries) < MOST_ENTRIES)

    def _add_form(self) -> None:
        form = EntryForm(self._page, self._name)
        form.typed.connect(self.typed)
        form.moved.connect(lambda by: self._move(form, by))
        form.removed.connect(lambda: self._remove(form))
        form.dragged.connect(lambda place: self._mark(self._place_at(form, place)))
        form.dropped.connect(lambda place: self._drop(form, place))
        self._column.addWidget(form)
        before: QWidget = self._forms[-1].remove if self._forms else self.switch
        for control in (*form.controls(), self.add_button):
            QWidget.setTabOrder(before, control)
            before = control
        self._forms.append(form)

    def _add(self) -> None:
        self._arrange((*self.entries(), Entry()))
        self.forms[-1].first_field().setFocus()

    def _remove(self, form: EntryForm) -> None:
        at = self._forms.index(form)
        entries = self.entries()
        self._arrange((*entries[:at], *entries[at + 1 :]))
        (self.forms[min(at, self._shown - 1)].first_field() if self._shown else self.add_button).setFocus()

    def _move(self, form: EntryForm, by: int) -> None:
        """Move an entry, and with it the focus, which stays on the same field or button of it."""
        at = self._forms.index(form)
        to = at + by
        if not 0 <= to < self._shown:
            return
        inside = form.findChildren(QWidget)
        focused = QApplication.focusWidget()
        place = inside.index(focused) if focused in inside else -1
        self._arrange(moved(self.entries(), at, to))
        target = self._forms[to]
        wanted = target.findChildren(QWidget)[place] if place >= 0 else target.first_field()
        (wanted if wanted.isEnabled() else target.first_field()).setFocus()

    def _arrange(self, entries: Sequence[Entry]) -> None:
        self.show_entries(entries)
        self.arranged.emit()

    # Dragging

    def _place_at(self, form: EntryForm, place: QPoint) -> int:
        """Where an entry would go that is dropped there: as far down as there are other entries above that."""
        y = self.mapFromGlobal(place).y()
        others = [other for other in self.forms if other is not form]
        return sum(other.geometry().center().y() < y for other in others)

    def _mark(self, target: int | None) -> None:
        for place, form in enumerate(self.forms):
            set_tone(form, "entry", "target" if place == target else "true")

    def _drop(self, form: EntryForm, place: QPoint) -> None:
        to = self._place_at(form, place)
        self._mark(None)
        self._move(form, to - self._forms.index(form))
