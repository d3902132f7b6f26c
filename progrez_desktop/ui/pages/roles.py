"""The roles of a registry: drafts that experts are asked about, and what is locked; and the way to a new one."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal, SignalInstance
from PySide6.QtWidgets import QFrame, QWidget

from progrez_desktop.core.model.role import RoleProfile
from progrez_desktop.core.services.recruiting.procedure_names import procedure_name
from progrez_desktop.core.services.recruiting.roles import LONGEST_NAME
from progrez_desktop.core.words import Words
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.registry_places import PLACES
from progrez_desktop.ui.staff_page import StaffPage
from progrez_desktop.ui.widgets.basic import Button, card, label
from progrez_desktop.ui.widgets.desk_entry import DeskEntry, plain
from progrez_desktop.ui.widgets.field import Field
from progrez_desktop.ui.widgets.flow_layout import FlowLayout
from progrez_desktop.ui.widgets.pick import Pick

_TONES = {"asking": "warn", "agreeing": "warn", "locked": "ok"}


class RolesPage(StaffPage):
    begun = Signal(str, str)
    """A name and a procedure."""
    without = Signal(str, str)
    """As `begun`, for a procedure that is read without a role."""
    opened = Signal(str)
    dropped = Signal(str)
    undone = Signal()

    def __init__(self, context: Context, roles: Sequence[RoleProfile], procedures: Sequence[str]) -> None:
        super().__init__(context, PLACES, "roles", "roles.title")
        self.show_lead(lambda words: words("roles.lead"))
        self.entries: dict[str, DeskEntry] = {}
        self.body.addWidget(self._new(procedures))
        for role in roles:
            self.body.addWidget(self._entry(role))
        if not roles:
            self.body.addWidget(self.sole_card("roles.none"))
        self.body.addStretch(1)
        self.undo_button = Button()
        self.say(self.undo_button.setText, "undo_note.undo")
        self.undo_button.clicked.connect(self.undone)
        self.undo_button.hide()
        self.footer.addWidget(self.undo_button)

    def _new(self, procedures: Sequence[str]) -> QFrame:
        frame, inside = card(margin=20, spacing=10)
        title = label("h3")
        self.say(title.setText, "roles.new")
        self.name = Field(self, "roles.name")
        self.name.edit.setMaxLength(LONGEST_NAME)
        self.name.edit.returnPressed.connect(lambda: self._begin(self.begun))
        named = label("field")
        self.say(named.setText, "roles.procedure")
        self.procedure = Pick(self, "roles.procedure", [(one, partial(procedure_name, one)) for one in procedures])
        self.begin_button, self.without_button = Button("primary"), Button()
        for button, key, signal in (
            (self.begin_button, "roles.begin", self.begun),
            (self.without_button, "roles.without", self.without),
        ):
            self.say(button.setText, key)
            button.clicked.connect(partial(self._begin, signal))
        row = FlowLayout(spacing=12, below=6)
        row.addWidget(self.begin_button)
        row.addWidget(self.without_button)
        told = label("small")
        self.say(told.setText, "roles.without_told")
        for widget in (title, self.name, named, self.procedure):
            inside.addWidget(widget)
        inside.addLayout(row)
        inside.addWidget(told)
        return frame

    def _begin(self, signal: SignalInstance, *_: object) -> None:
        name = self.name.text().strip()
        self.name.show_fault(None if name else "error.role_unnamed")
        if not name:
            self.name.edit.setFocus()
            return
        signal.emit(name, self.procedure.chosen)

    def _entry(self, role: RoleProfile) -> DeskEntry:
        entry = self.entries[role.id] = DeskEntry(
            self,
            plain(role.name),
            (partial(_told, role),),
            lambda words: words(f"role.state.{role.state}"),
            _TONES[role.state],
        )
        entry.add_button("roles.open", lambda: self.opened.emit(role.id))
        if role.locked_ms is None:
            entry.add_button("roles.drop", lambda: self.dropped.emit(role.id))
        return entry

    def show_dropped(self, name: str) -> None:
        """Say what was deleted, beside the button that brings it back."""
        self.show_note("roles.dropped", name=name)
        self.undo_button.show()

    def be_busy(self, busy: bool) -> None:
        super().be_busy(busy)
        buttons = [button for entry in self.entries.values() for button in entry.buttons.values()]
        for button in (self.begin_button, self.without_button, self.undo_button, *buttons):
            button.setEnabled(not busy)

    def first_control(self) -> QWidget:
        return self.undo_button if self.undo_button.isVisibleTo(self) else self.name.edit


def _told(role: RoleProfile, words: Words) -> str:
    procedure = procedure_name(role.assessment, words)
    if role.locked_ms is None:
        return words.plural("roles.draft_of", len(role.experts), procedure=procedure)
    key = "roles.locked_empty" if role.is_empty else "roles.locked"
    return words(key, procedure=procedure, at=words.date(role.locked_ms))
