"""One request: what was asked and by whom, how far it is, and each step that may follow now."""

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from progrez_desktop.core.model.duty import Duty
from progrez_desktop.core.services.duty_view import Told
from progrez_desktop.ui import duties_words
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.staff_page import Places, StaffPage
from progrez_desktop.ui.widgets.basic import Button, label
from progrez_desktop.ui.widgets.desk_entry import plain
from progrez_desktop.ui.widgets.editor import Editor
from progrez_desktop.ui.widgets.fact_list import FactList
from progrez_desktop.ui.widgets.field import Field
from progrez_desktop.ui.widgets.flow_layout import FlowLayout
from progrez_desktop.ui.widgets.going_card import GoingCard

_ANSWER_HEIGHT, _ANSWER_SIGNS = 56, 8000
_WRITES = ("name", "email", "reply_to", "note")
_DONE = {"confirmed": "confirmed", "checked": "identity", "acted": "acted", "closed": "closed"}
"""What each step is called, and where its time stands."""
_NEEDS_ANSWER = ("duty_answer_needed",)


class DutyPage(StaffPage):
    """Nothing is done here: what is pressed is asked of `duties`, which says what can't be."""

    confirm = Signal()
    identified = Signal(str)
    """How it was found out who asks."""
    ended = Signal(str, str)
    """A step that ends it, and what staff have to say. Only after a second press where it erases."""
    disclose = Signal()
    back = Signal()

    def __init__(self, context: Context, places: Places, told: Told, now_ms: int) -> None:
        super().__init__(context, places, "duties", None)
        self.told = told
        standing = told.standing
        self.tell(self.entitle, partial(duties_words.called, standing))
        self.show_lead(partial(duties_words.detail, standing))
        self.tell_state(partial(duties_words.due, standing, now_ms), duties_words.TONES[standing.state])
        self.buttons: dict[str, Button] = {}
        self.identity: Field | None = None
        self.answer: Editor | None = None
        self.going = GoingCard(self, "duties.going.title")
        self.going.sure.connect(lambda: self.ended.emit("act", self._text()))
        self.going.not_sure.connect(self._think_again)
        self._columns = self.row_or_column(16)
        steps, duty = told.steps, standing.duty
        confirm = [self._step("confirm", duty.confirmed_ms, self._confirming())] if "confirm" in steps else []
        self._add_column([self._asked(), *confirm])
        identity = [self._step("identity", duty.identity_ms, self._identifying())] if "identity" in steps else []
        ends = [one for one in steps if one not in ("confirm", "identity")]
        self._end = self._step("end", None, self._ending(ends)) if ends else None
        if steps:
            self._add_column([*identity, *([self._end] if self._end is not None else []), self.going])
        self.body.addLayout(self._columns)
        self.body.addStretch(1)
        self.back_button = Button()
        self.say(self.back_button.setText, "duties.back")
        self.back_button.clicked.connect(self.back)
        self.footer.addWidget(self.back_button)

    def _add_column(self, widgets: Sequence[QWidget]) -> None:
        column = QVBoxLayout()
        column.setSpacing(16)
        for one in widgets:
            column.addWidget(one)
        column.addStretch(1)
        self._columns.addLayout(column, 1)

    # What was asked

    def _asked(self) -> QFrame:
        frame, inside = self.titled_card("duties.asked.title")
        facts = FactList(self)
        request = self.told.request
        for name in _WRITES:
            if value := getattr(request, name):
                facts.add(f"duties.fact.{name}", plain(value))
        if request.identity:
            facts.add("duties.fact.identity", plain(request.identity))
        for name, at_ms in _moments(self.told.standing.duty):
            facts.add(f"duties.fact.{name}", lambda words, at_ms=at_ms: words.moment(at_ms))  # type: ignore[misc]
        if request.answer:
            facts.add("duties.fact.answer", plain(request.answer))
        inside.addWidget(facts)
        known = label("small")
        key = {None: "identity_first", True: "account", False: "no_account"}[self.told.has_account]
        self.say(known.setText, f"duties.{key}")
        inside.addWidget(known)
        return frame

    # Steps

    def _step(self, name: str, done_ms: int | None, inside: "list[QWidget]") -> QFrame:
        frame, column = self.titled_card(f"duties.step.{name}.title")
        text = label("muted")
        if done_ms is None:
            self.say(text.setText, f"duties.step.{name}")
        else:
            self.tell(text.setText, lambda words: words(f"duties.step.{name}.done", at=words.moment(done_ms)))
        column.addWidget(text)
        for widget in inside:
            column.addWidget(widget)
        return frame

    def _row(self, *buttons: Button) -> QWidget:
        holder = QWidget()
        row = FlowLayout(spacing=12, below=6)
        holder.setLayout(row)
        for button in buttons:
            row.addWidget(button)
        return holder

    def _button(self, name: str, kind: str = "secondary") -> Button:
        button = self.buttons[name] = Button(kind)
        self.say(button.setText, f"duties.do.{name}")
        return button

    def _confirming(self) -> list[QWidget]:
        button = self._button("confirm")
        button.clicked.connect(self.confirm)
        return [self._row(button)]

    def _identifying(self) -> list[QWidget]:
        self.identity = Field(self, "duties.identity.how")
        self.identity.edit.returnPressed.connect(self._identify)
        button = self._button("identity")
        button.clicked.connect(self._identify)
        return [self.identity, self._row(button)]

    def _identify(self) -> None:
        assert self.identity is not None
        self.identity.show_fault(None)
        self.identified.emit(self.identity.text())

    def _ending(self, ends: Sequence[str]) -> list[QWidget]:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        name = label("field")
        self.answer = Editor(_ANSWER_SIGNS)
        self.answer.setProperty("role", "note")
        for say_it in (name.setText, self.answer.setAccessibleName):
            self.say(say_it, "duties.answer")
        name.setBuddy(self.answer)
        column.addWidget(name)
        column.addWidget(self.answer)
        self._leave_room()
        self.context.changed.connect(self._leave_room)
        buttons = [self._end_button(one) for one in ends]
        return [holder, self._row(*buttons)]

    def _leave_room(self) -> None:
        if self.answer is not None:
            self.answer.setFixedHeight(self.context.theme.px(_ANSWER_HEIGHT))

    def _end_button(self, step: str) -> Button:
        erases = step == "act" and self.told.going is not None
        name = "erase" if erases else self._name_of(step)
        button = self._button(name, "danger" if erases else "secondary")
        if erases:
            button.clicked.connect(self._say_what_goes)
        elif step == "disclose":
            button.clicked.connect(self.disclose)
        else:
            button.clicked.connect(lambda: self.ended.emit(step, self._text()))
        return button

    def _name_of(self, step: str) -> str:
        if step != "act":
            return step
        return "stop" if self.told.standing.duty.kind == "withdrawal" and self.told.has_account else "letter"

    def _text(self) -> str:
        return "" if self.answer is None else self.answer.toPlainText().strip()

    def _say_what_goes(self) -> None:
        """In the place of the answer, which is kept, so that it is read and not scrolled past."""
        assert self.told.going is not None and self._end is not None
        self._end.hide()
        self.going.show_going(self.told.going)
        self.go_on_at(self.going.back_button, self.going)

    def _think_again(self) -> None:
        assert self._end is not None
        self.going.hide()
        self._end.show()
        self.go_on_at(self.buttons["erase"])

    # What came of it

    def show_fault(self, failure: Exception) -> None:
        super().show_fault(failure)
        if getattr(failure, "code", "") in _NEEDS_ANSWER and self.answer is not None:
            self.go_on_at(self.answer)

    def field_of(self, code: str) -> Field | None:
        return self.identity if code == "duty_identity_how" else None

    def be_busy(self, busy: bool) -> None:
        super().be_busy(busy)
        for button in (*self.buttons.values(), self.back_button, *self.going.buttons):
            button.setEnabled(not busy)

    def first_control(self) -> QWidget:
        """The next step that was not done yet; while it asks whether something goes for good, what destroys nothing."""
        if not self.going.isHidden():
            return self.going.back_button
        duty = self.told.standing.duty
        if "confirm" in self.buttons and duty.confirmed_ms is None:
            return self.buttons["confirm"]
        if self.identity is not None and duty.identity_ms is None:
            return self.identity.edit
        return self.answer or self.back_button


def _moments(duty: Duty) -> Iterator[tuple[str, int]]:
    for name, step in _DONE.items():
        at_ms: int | None = getattr(duty, f"{step}_ms")
        if at_ms is not None:
            yield name, at_ms
