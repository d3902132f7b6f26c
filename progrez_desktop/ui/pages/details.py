"""What a person may have on their CV, edited in place and saved as typed; each part has its switch."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFrame, QWidget

from progrez_desktop.core.model.details import FACTS, LISTS, LONGEST_LINE, NEVER_RELEASED, FactName, MyDetails, PartName
from progrez_desktop.core.texts import clean_text
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.errors import sentence_of
from progrez_desktop.ui.page import Desk
from progrez_desktop.ui.widgets.basic import Button, card, label, live, set_tone
from progrez_desktop.ui.widgets.cv_switch import CvSwitch
from progrez_desktop.ui.widgets.entry_list import EntryList
from progrez_desktop.ui.widgets.field import Field
from progrez_desktop.ui.widgets.public_work_card import PublicWorkCard

_QUIET_MS, _LONGEST_MS = 500, 2500
_MOST_STEPS = 200


class DetailsPage(Desk):
    """Emits `changed` when typing rests for a moment, every few seconds while it does not, and when it is left."""

    changed = Signal(object)
    """The details to be saved; the answer is `show_saved` or `show_fault`."""
    back = Signal()
    take_over = Signal()
    look_up = Signal()

    def __init__(self, context: Context, details: MyDetails, back_key: str) -> None:
        super().__init__(context, "details.title", "details.lead")
        self.details = self._saved = details
        self._steps: list[MyDetails] = []
        self._typed_in: QWidget | None = None
        self.facts: dict[FactName, Field] = {}
        self.lists: dict[str, EntryList] = {}
        self.switches: dict[PartName, CvSwitch] = {}
        self.note = live("error")
        self.note.hide()
        self.note.setContentsMargins(0, 12, 0, 0)
        self.below.addWidget(self.note)
        self.body.addWidget(self._private())
        self.body.addWidget(self._licence())
        self.take_over_button = Button("link")
        self.take_over_button.clicked.connect(self.take_over)
        self.say(self.take_over_button.setText, "details.take_over")
        self.body.addWidget(self.take_over_button, 0, Qt.AlignmentFlag.AlignLeft)
        for name in LISTS:
            frame, inside = card(margin=18, spacing=10)
            part = self.lists[name] = EntryList(self, name)
            self.switches[name] = part.switch
            part.typed.connect(lambda list_name=name: self._typed_list(list_name))
            part.arranged.connect(lambda list_name=name: self._arranged(list_name))
            inside.addWidget(part)
            self.body.addWidget(frame)
        self.public_work = PublicWorkCard(self)
        self.switches["code"] = self.public_work.switch
        self.public_work.look_up.connect(self.look_up)
        self.public_work.removed.connect(self._remove_public_work)
        self.body.addWidget(self.public_work)
        self.body.addStretch(1)
        self._add_footer(back_key)
        for part_name, switch in self.switches.items():
            switch.clicked.connect(lambda on, name=part_name: self._step(self.details.with_switch(name, on)))
        self._quiet, self._longest = QTimer(self), QTimer(self)
        for timer, after in ((self._quiet, _QUIET_MS), (self._longest, _LONGEST_MS)):
            timer.setSingleShot(True)
            timer.setInterval(after)
            timer.timeout.connect(self.save_now)
        undo = QShortcut(QKeySequence(QKeySequence.StandardKey.Undo), self)
        undo.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        undo.activated.connect(self.undo)
        self._show(details)
        self._say_state()
        self.retranslate()

    # Its parts

    def _private(self) -> QFrame:
        frame, inside = card(margin=18, spacing=10)
        title, text = label("h3"), label("body")
        self.say(title.setText, "details.private.title")
        self.say(text.setText, "details.private.text")
        inside.addWidget(title)
        inside.addWidget(text)
        for name in NEVER_RELEASED:
            inside.addWidget(self._fact(name))
        return frame

    def _licence(self) -> QFrame:
        frame, inside = card(margin=18, spacing=10)
        inside.addWidget(self._fact("drivers_licence"))
        return frame

    def _fact(self, name: FactName) -> QWidget:
        whole = QWidget()
        row = self.row_or_column(12)
        whole.setLayout(row)
        row.setContentsMargins(0, 0, 0, 0)
        field = self.facts[name] = Field(self, f"details.{name}")
        field.edit.setMaxLength(LONGEST_LINE)
        field.edit.textEdited.connect(lambda text: self._typed(self.details.with_fact(name, clean_text(text))))
        switch = self.switches[name] = CvSwitch(self, f"details.{name}")
        row.addWidget(field, 1)
        row.addWidget(switch, 0, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft)
        return whole

    def _add_footer(self, back_key: str) -> None:
        self.back_button, self.undo_button = Button(), Button()
        for button, key, wish in (
            (self.back_button, back_key, self.back.emit),
            (self.undo_button, "details.undo", self.undo),
        ):
            button.clicked.connect(lambda _=False, do=wish: do())
            self.say(button.setText, key)
        self.footer.addWidget(self.back_button)
        self.footer.addWidget(self.undo_button)
        self.footer.addStretch(1)

    # What the person does

    def _typed_list(self, name: str) -> None:
        part = next(one for one in LISTS if one == name)
        self._typed(self.details.with_entries(part, self.lists[name].entries()))

    def _arranged(self, name: str) -> None:
        part = next(one for one in LISTS if one == name)
        self._step(self.details.with_entries(part, self.lists[name].entries()))

    def _typed(self, details: MyDetails) -> None:
        """Take over what was typed; all that is typed in one field at a time is one step to undo."""
        focused = QApplication.focusWidget()
        if focused is None or focused is not self._typed_in:
            self._remember()
        self._typed_in = focused
        self._take(details)

    def _step(self, details: MyDetails) -> None:
        self._remember()
        self._typed_in = None
        self._take(details)

    def _remove_public_work(self) -> None:
        self._step(self.details.with_public_work(None))
        self.public_work.show_work(None)
        self.public_work.open_button.setFocus()

    def _remember(self) -> None:
        self._steps = [*self._steps[1 - _MOST_STEPS :], self.details]

    def _take(self, details: MyDetails) -> None:
        self.details = details
        self._say_state()
        self._quiet.start()
        if not self._longest.isActive():
            self._longest.start()

    def undo(self) -> None:
        """Put back what was before the last change, saved as any other change is."""
        if self._steps:
            self._typed_in = None
            before = self._steps.pop()
            self._show(before)
            self._take(before)

    def take(self, details: MyDetails) -> None:
        """Show details that came from elsewhere, as one step that can be undone."""
        self._step(details)
        self._show(details)

    # Saving

    @property
    def is_unsaved(self) -> bool:
        return self.details != self._saved

    def save_now(self) -> None:
        """Hand over what was changed since the last save, if anything was."""
        self._quiet.stop()
        self._longest.stop()
        if self.is_unsaved:
            self.changed.emit(self.details)

    def show_saved(self, details: MyDetails) -> None:
        """Say that it is saved, unless more was typed meanwhile."""
        self._saved = details
        self.note.hide()
        self._say_state()
        if not self.is_unsaved:
            from progrez_desktop.ui import spoken

            spoken.announce(self, self.step.text())

    def show_fault(self, failure: Exception) -> None:
        """Say why it is not saved; the next change, or leaving, tries again."""
        self.tell(self.note.setText, lambda words: sentence_of(failure, words))
        self.note.show()

    def left(self) -> None:
        self.save_now()
        super().left()

    def _say_state(self) -> None:
        self.show_step("details.not_saved" if self.is_unsaved else "details.saved")
        set_tone(self.step, "tone", "warn" if self.is_unsaved else "ok")
        self.undo_button.setEnabled(bool(self._steps))

    def _show(self, details: MyDetails) -> None:
        for fact in FACTS:
            if clean_text(self.facts[fact].text()) != details.fact(fact):
                self.facts[fact].edit.setText(details.fact(fact))
        for name in LISTS:
            if self.lists[name].entries() != details.entries(name):
                self.lists[name].show_entries(details.entries(name))
        self.public_work.show_work(details.public_work)
        for part, switch in self.switches.items():
            switch.setChecked(details.is_on_cv(part))

    def first_control(self) -> QWidget:
        return self.facts["address"].edit
