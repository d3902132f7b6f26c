"""What was looked at on this computer, what was found, and the command that mends what is missing."""

from collections.abc import Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from progrez_desktop.core.model.lock_down import Found, LockState
from progrez_desktop.core.services.doctor import Finding, commands_for
from progrez_desktop.core.services.kiosk_check.told import told
from progrez_desktop.core.services.kiosk_door import Standing
from progrez_desktop.core.words import Words, capital
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.staff_page import Places, StaffPage
from progrez_desktop.ui.widgets.basic import Button, label, line
from progrez_desktop.ui.widgets.state_row import StateRow

_TONES = {"ok": "ok", "note": "warn", "missing": "danger"}
_STATES: tuple[LockState, ...] = ("open", "detected", "enforced")
_LOCK_TONES: Mapping[LockState, str] = {"open": "warn", "detected": "", "enforced": "ok"}


class ChecksPage(StaffPage):
    again = Signal()
    back = Signal()

    def __init__(self, context: Context, places: Places, found: Sequence[Finding], lock: Standing) -> None:
        super().__init__(context, places, "computer", "checks_page.title")
        wrong = sum(one.state == "missing" for one in found) + len(lock.unmet)
        notes = sum(one.state == "note" for one in found)
        tone = "danger" if wrong else "warn" if notes else "ok"
        key, count = ("wrong", wrong) if wrong else ("notes", notes)
        self.tell_state(
            lambda words: words.plural(f"checks_page.{key}", count) if count else words("checks_page.all_well"), tone
        )
        frame, inside = self.titled_card("checks_page.found")
        for one in sorted(found, key=lambda one: -list(_TONES).index(one.state)):
            inside.addWidget(line())
            inside.addWidget(self._row(one))
        self.body.addWidget(self._kiosk(lock))
        self.body.addWidget(frame)
        mending = [*commands_for(tuple(found)), *(one.command for one in lock.found if one.command and not one.holds)]
        if mending:
            self.body.addWidget(self._mending(mending))
        self.body.addStretch(1)
        self.back_button, self.again_button = Button(), Button("primary")
        self.say(self.back_button.setText, "settings_page.back")
        self.say(self.again_button.setText, "checks_page.again")
        self.back_button.clicked.connect(self.back)
        self.again_button.clicked.connect(self.again)
        self.footer.addWidget(self.back_button)
        self.put_forth(self.again_button)

    def _row(self, one: Finding) -> StateRow:
        return StateRow(
            self,
            lambda words: capital(words(f"doctor.check.{one.check}")),
            partial(_told, one),
            lambda words: words(f"checks_page.state.{one.state}"),
            _TONES[one.state],
        )

    def _kiosk(self, lock: Standing) -> QFrame:
        """What the system enforces, what is only detected and what is open; what is required and open comes first."""
        frame, inside = self.titled_card("checks_page.kiosk")
        text = label("muted")
        self.say(text.setText, "checks_page.kiosk.text")
        inside.addWidget(text)
        unmet = {one.check for one in lock.unmet}
        for one in sorted(lock.found, key=lambda one: (one.check not in unmet, _STATES.index(one.state))):
            inside.addWidget(line())
            inside.addWidget(self._lock_row(one, required=one.check in unmet))
        return frame

    def _lock_row(self, one: Found, *, required: bool) -> StateRow:
        key = "required" if required else one.said
        return StateRow(
            self,
            lambda words: capital(told(one, words).title),
            partial(_lock_told, one),
            lambda words: words(f"checks_page.lock.{key}"),
            "danger" if required else _LOCK_TONES[one.state],
        )

    def _mending(self, commands: Sequence[str]) -> QFrame:
        frame, inside = self.titled_card("checks_page.mend")
        for one in commands:
            command = label("smallink", one)
            command.setProperty("textInteractionFlags", 0x3)  # by mouse and by keyboard: it is copied
            inside.addWidget(command)
        return frame

    def be_busy(self, busy: bool) -> None:
        super().be_busy(busy)
        self.again_button.setEnabled(not busy)

    def first_control(self) -> QWidget:
        return self.back_button


def _lock_told(one: Found, words: Words) -> str:
    """What was found; where it does not hold, what that means and what mends it."""
    said = told(one, words)
    parts = [f"{capital(said.found)}.", said.means, said.mend] if said.means else [f"{capital(said.found)}."]
    return " ".join(filter(None, parts))


def _told(one: Finding, words: Words) -> str:
    return capital(words(f"doctor.{one.message}", **one.params))
