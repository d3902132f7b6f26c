"""A list about oneself, edited in place: entries below one another, each with its fields, in the person's order."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from progrez_desktop.core.details import moved
from progrez_desktop.core.model.details import MOST_ENTRIES, Entry, ListName
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.widgets.basic import Button, label, set_tone
from progrez_desktop.ui.widgets.cv_switch import CvSwitch
from progrez_desktop.ui.widgets.entry_form import BESIDE_LINKS, EntryForm, show
from progrez_desktop.ui.widgets.flow_layout import FlowLayout


class EntryList(QWidget):
    """Folded, it says how many entries there are; opened, each has its form.

    Forms are made when the list is first opened, since many of them take their time. Those that are not needed any more
    are emptied, hidden and used again.
    """

    typed = Signal()
    """Something was typed in an entry."""
    arranged = Signal()
    """An entry was added, moved or taken out."""

    def __init__(self, page: Page, name: ListName) -> None:
        super().__init__()
        self._page, self._name = page, name
        self._forms: list[EntryForm] = []
        self._entries: tuple[Entry, ...] = ()
        self._shown = 0
        self.is_open = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        row = page.row_or_column(12)
        title = label("h3")
        page.say(title.setText, f"details.{name}")
        self.count = label("muted", wrap=False)
        self.count.setMinimumHeight(BESIDE_LINKS)
        self.fold_button = Button("link")
        self.fold_button.clicked.connect(lambda: self.open(not self.is_open))
        self.switch = CvSwitch(page, f"details.{name}")
        beside = FlowLayout(spacing=20, below=0)
        for widget in (self.count, self.fold_button, self.switch):
            beside.addWidget(widget)
        row.addWidget(title, 1)
        row.addLayout(beside)
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
        page.context.changed.connect(self._say)
        self._say()

    @property
    def forms(self) -> list[EntryForm]:
        """Those that are shown."""
        return self._forms[: self._shown]

    def entries(self) -> tuple[Entry, ...]:
        return tuple(form.entry() for form in self.forms) if self.is_open else self._entries

    def open(self, wanted: bool = True) -> None:
        """Open the list, or fold it again."""
        entries = self.entries()
        self.is_open = wanted
        self.show_entries(entries)

    def show_entries(self, entries: Sequence[Entry]) -> None:
        self._entries = tuple(entries)
        self._show_forms(self._entries if self.is_open else ())
        self.add_button.setEnabled(len(entries) < MOST_ENTRIES)
        self._say()

    def _say(self) -> None:
        words, name, many = self._page.context.words, f"details.{self._name}", len(self._entries)
        self.count.setText(words.plural("details.entries", many) if many else words("details.no_entries"))
        fold = words("details.fold" if self.is_open else "details.open")
        self.fold_button.setText(fold)
        self.fold_button.setAccessibleName(f"{words(name)}: {fold}")
        show(self.fold_button, many > 0)

    def _show_forms(self, entries: Sequence[Entry]) -> None:
        while len(self._forms) < len(entries):
            self._add_form()
        self._shown = len(entries)
        for place, form in enumerate(self._forms):
            form.show_entry(entries[place] if place < len(entries) else Entry(), place, len(entries))
            show(form, place < len(entries))

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
        self.open()
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
