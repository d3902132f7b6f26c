"""Whoever comes as staff says who they are, their passphrase or PIN and their second factor."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from progrez_desktop.core.errors import Fault
from progrez_desktop.core.identity.password import password_fault
from progrez_desktop.core.model.staff import REASONS, Member, Reason
from progrez_desktop.core.ports import Clock
from progrez_desktop.core.words import Words
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Desk, Sentence
from progrez_desktop.ui.widgets.basic import Button, card, label
from progrez_desktop.ui.widgets.field import Field
from progrez_desktop.ui.widgets.pick import Pick

Way = Literal["known", "new", "missing", "kiosk"]
"""known: there are members. new: the first passphrase is chosen now. missing: nobody chose one, and here nobody can.
kiosk: where a candidate may sit, who is told that nothing is lost; why somebody came is asked as well."""

_OF_CODE = frozenset({"factor_code_needed", "factor_code_wrong"})
_OF_KEY = frozenset({"factor_key_needed", "factor_key_wrong", "factor_key_refused", "factor_key_failed"})
_OF_RECOVERY = frozenset({"wrong_recovery_code", "recovery_code_typing", "staff_recover_operator"})


@dataclass(frozen=True)
class StaffTyped:
    """What somebody handed in."""

    member_id: str | None
    secret: str = field(repr=False)
    code: str = field(default="", repr=False)
    key_pin: str = field(default="", repr=False)
    """Of the security key, where it has one."""
    recovery: str = field(default="", repr=False)
    """In the place of a second factor that is lost."""
    reason: Reason = "other"


class StaffInPage(Desk):
    typed = Signal(object)
    """A StaffTyped."""
    back = Signal()

    def __init__(self, context: Context, way: Way, members: Sequence[Member] = (), clock: Clock | None = None) -> None:
        super().__init__(context, None)
        self._way, self._members, self._clock = way, tuple(members), clock
        self._is_lost = False
        frame, inside = card(margin=36, spacing=16)
        title, text = label("h1"), label("lead")
        self.say(title.setText, f"staff_in.{way}.title")
        self.say(text.setText, f"staff_in.{way}.text")
        inside.addWidget(title)
        inside.addWidget(text)
        self._add_fields(inside)
        self.body.addLayout(self.centred(frame, 760))
        self.body.addStretch(1)
        self.waiting = label("body")
        self.waiting.hide()
        self.below.addWidget(self.waiting)
        self._add_buttons()
        self._choose_member()

    # What is asked

    def _add_fields(self, inside: QVBoxLayout) -> None:
        self.who = Pick(self, "staff_in.who", [(one.id, _called(one)) for one in self._members])
        self.who.currentIndexChanged.connect(lambda _: self._choose_member())
        self._who = self._named("staff_in.who", self.who)
        self.reason = Pick(self, "staff_in.reason", [(code, _reason(code)) for code in REASONS])
        self._reason = self._named("staff_in.reason", self.reason)
        self.field, self.pin = Field(self, "staff_in.field", secret=True), Field(self, "staff_in.pin", secret=True)
        self.again = Field(self, "staff_in.again", secret=True)
        self.code = Field(self, "staff_in.code")
        self.key_pin = Field(self, "staff_in.key_pin", secret=True)
        self.recovery = Field(self, "staff_in.recovery")
        self.pin.edit.setInputMethodHints(self.pin.edit.inputMethodHints() | Qt.InputMethodHint.ImhDigitsOnly)
        self.code.edit.setInputMethodHints(Qt.InputMethodHint.ImhDigitsOnly)
        self.key_text, self.clock_text, self.lost_text = label("body"), label("muted"), label("body")
        self.say(self.key_text.setText, "staff_in.key")
        self.lost = Button("link")
        self.lost.clicked.connect(self._lose)
        for one in (self.field, self.pin, self.again, self.code, self.key_pin, self.recovery):
            one.edit.returnPressed.connect(self._go_on)
        self._add_row(inside, self._who, self._reason)
        self._add_row(inside, self.field, self.pin, self.code)
        for widget in (
            *(self.again, self.clock_text, self.key_text, self.key_pin),
            *(self.lost_text, self.recovery),
        ):
            inside.addWidget(widget)
        inside.addWidget(self.lost, 0, Qt.AlignmentFlag.AlignLeft)
        self._tick = QTimer(self, interval=1000)
        self._tick.timeout.connect(self._show_clock)

    def _add_row(self, inside: QVBoxLayout, *widgets: QWidget) -> None:
        """Have them side by side, or below one another where the text is large: all of the page is seen at once."""
        row = self.row_or_column(16)
        for widget in widgets:
            row.addWidget(widget, 1, Qt.AlignmentFlag.AlignTop)
        inside.addLayout(row)

    def _named(self, name_key: str, pick: Pick) -> QWidget:
        """Return a choice with its name above it."""
        box = QFrame()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        name = label("field")
        self.say(name.setText, name_key)
        name.setBuddy(pick)
        column.addWidget(name)
        column.addWidget(pick)
        return box

    def _add_buttons(self) -> None:
        self.back_button, self.open_button = Button(), Button("primary")
        self.say(self.back_button.setText, "staff_in.kiosk.back" if self._way == "kiosk" else "staff_in.back")
        self.say(self.open_button.setText, "staff_in.open")
        self.back_button.clicked.connect(self.back)
        self.open_button.clicked.connect(self._go_on)
        self.footer.addWidget(self.back_button)
        self.footer.addStretch(1)
        self.footer.addWidget(self.open_button)
        self.open_button.setVisible(self._way != "missing")  # with a parent: before, it would be a window of its own

    @property
    def member(self) -> Member | None:
        """Who is chosen; None where nobody is a member yet."""
        return next((one for one in self._members if one.id == self.who.chosen), None) if self._members else None

    def _choose_member(self) -> None:
        """Ask for what this member comes in with."""
        self._is_lost = False
        for one in (self.field, self.pin, self.code, self.key_pin, self.recovery):
            one.edit.clear()
            one.show_fault(None)
        self._arrange_fields()

    def _lose(self) -> None:
        self._is_lost = not self._is_lost
        self._arrange_fields()
        if self._is_lost and not self.recovery.isHidden():
            self.recovery.edit.setFocus()

    def _arrange_fields(self) -> None:
        member, asks = self.member, self._way != "missing"
        has_pin = member is not None and member.role == "invigilator"
        factors = () if member is None or self._is_lost else member.factors
        may_recover = self._is_lost and member is not None and member.role == "operator"
        shown = {
            self._reason: self._way == "kiosk",
            self._who: len(self._members) > 1,
            self.field: asks and not has_pin,
            self.pin: asks and has_pin,
            self.again: self._way == "new",
            self.code: "totp" in factors,
            self.clock_text: "totp" in factors and self._clock is not None,
            self.key_text: "fido2" in factors,
            self.key_pin: "fido2" in factors,
            self.recovery: may_recover,
            self.lost_text: self._is_lost,
            self.lost: member is not None and bool(member.factors),
        }
        for widget, is_shown in shown.items():
            widget.setVisible(is_shown)
        self.say(self.lost.setText, "staff_in.not_lost" if self._is_lost else "staff_in.lost")
        if self._is_lost:
            self.say(self.lost_text.setText, "staff_in.lost.operator" if may_recover else "staff_in.lost.other")
        self._show_clock()
        (self._tick.start if shown[self.clock_text] else self._tick.stop)()

    def _show_clock(self) -> None:
        """Say what this computer takes the time to be: a code fits no other."""
        if self._clock is not None:
            now = self._clock.now_ms()
            self.tell(self.clock_text.setText, lambda words: words("staff_in.clock", at=words.moment(now)))

    # What is handed in

    @property
    def _secret(self) -> Field:
        return self.pin if not self.pin.isHidden() else self.field

    def _go_on(self) -> None:
        missing = self._missing()
        if missing is not None:
            missing.edit.setFocus()
            return
        member = self.member
        has_key = member is not None and bool(member.security_keys) and not self._is_lost
        self.waiting.setVisible(has_key)
        self.say(self.waiting.setText, "staff_in.touch")
        self.typed.emit(
            StaffTyped(
                member.id if member else None,
                self._secret.text(),
                "" if self.code.isHidden() else self.code.text(),
                self.key_pin.text(),
                self.recovery.text() if self._is_lost else "",
                _reason_of(self.reason.chosen),
            )
        )

    def _missing(self) -> Field | None:
        """Say what is missing or won't do, and return where it is typed."""
        typed = self._secret.text()
        fault = password_fault(typed, "") if self._way == "new" else None
        checks: list[tuple[Field, str | None]] = [
            (self._secret, f"account.password_{fault}" if fault else None if typed else self._nothing_typed()),
            (self.again, None if self._way != "new" or typed == self.again.text() else "staff_in.not_the_same"),
            (self.code, None if self.code.isHidden() or self.code.text().strip() else "staff_in.code.missing"),
            (self.recovery, None if self.recovery.isHidden() or self.recovery.text() else "staff_in.recovery.missing"),
        ]
        wrong = next(((where, key) for where, key in checks if key is not None), None)
        for where, _ in checks:
            where.show_fault(wrong[1] if wrong is not None and where is wrong[0] else None)
        return wrong[0] if wrong is not None else None

    def _nothing_typed(self) -> str:
        return "staff_in.pin.missing" if not self.pin.isHidden() else "account.password_too_short"

    def show_fault(self, failure: Exception) -> None:
        """Say what went wrong where it was typed; who has to wait is told how long, and that others may come."""
        self.waiting.hide()
        where = self._place_of(failure)
        for one in (self.field, self.pin, self.code, self.key_pin, self.recovery):
            one.show_fault(None)
        if isinstance(failure, Fault) and failure.code == "sign_in_wait":
            minutes = max(1, -(-int(failure.params["seconds"]) // 60))
            where.show_fault("staff_in.wait.one" if minutes == 1 else "staff_in.wait.other", n=minutes)
        elif isinstance(failure, Fault):
            where.show_fault(failure.message_key, **failure.params)
        else:
            where.show_fault("error.unexpected", kind=type(failure).__name__)
        where.edit.setFocus()
        where.edit.selectAll()

    def _place_of(self, failure: Exception) -> Field:
        code = failure.code if isinstance(failure, Fault) else ""
        for codes, where in ((_OF_CODE, self.code), (_OF_KEY, self.key_pin), (_OF_RECOVERY, self.recovery)):
            if code in codes and not where.isHidden():
                return where
        return self._secret

    def be_busy(self, busy: bool) -> None:
        super().be_busy(busy)
        self.open_button.setEnabled(not busy)
        if not busy:
            self.waiting.hide()

    def first_control(self) -> QWidget:
        if self._way == "missing":
            return self.back_button
        return self.who if not self._who.isHidden() else self._secret.edit


def _called(member: Member) -> Sentence:
    def sentence(words: Words) -> str:
        role = words(f"staff.role.{member.role}")
        return words("staff_in.member", name=member.name or words("staff.nameless"), role=role)

    return sentence


def _reason(code: Reason) -> Sentence:
    return lambda words: words(f"staff.reason.{code}")


def _reason_of(code: str) -> Reason:
    return next(one for one in REASONS if one == code)
