"""Before finishing: which questions are still open, without blame."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from progrez_desktop.core.attempt import Responses, first_open, is_answered, standings
from progrez_desktop.core.model.route import Route
from progrez_desktop.core.sitting_time import SAID_AT
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.layouts import clear
from progrez_desktop.ui.page import Desk
from progrez_desktop.ui.widgets.basic import Button, card, label, set_tone
from progrez_desktop.ui.widgets.cell import Cell
from progrez_desktop.ui.widgets.flow_layout import FlowLayout


class ReviewPage(Desk):
    go_to = Signal(int)
    """The position of the item to go to, from 0."""
    finish = Signal()

    def __init__(self, context: Context, route: Route, responses: Responses, *, is_closed: bool = False) -> None:
        """`is_closed`: the time is over, so that nothing can be gone to any more."""
        super().__init__(context, None, "review.lead")
        self._route, self._responses, self._is_closed = route, responses, is_closed
        self.title.show()
        self.step.show()
        set_tone(self.step, "tone", "ok")
        self.say(self.step.setText, "review.saved")
        self.time_left = label("small", wrap=False)
        self.header.insertWidget(self.header.indexOf(self.step), self.time_left)
        self._left_min: int | None = None
        frame, inside = card(margin=16, spacing=0)
        # Short sections stand side by side: all of an assessment is to be seen at once.
        self._sections = FlowLayout(spacing=20, below=8)
        inside.addLayout(self._sections)
        self.body.addWidget(frame)
        self.body.addStretch(1)
        self.first_open = Button()
        self.first_open.clicked.connect(self._go_to_first_open)
        self.say(self.first_open.setText, "review.first_open")
        self.finish_button = Button("primary")
        self.finish_button.clicked.connect(self.finish)
        self.say(self.finish_button.setText, "review.finish")
        self.footer.setSpacing(8)  # at 200 % on a screen of 1024 pixels the two just fit
        self.footer.addWidget(self.first_open)
        self.footer.addStretch(1)
        self.footer.addWidget(self.finish_button)
        self._fill()

    def _fill(self) -> None:
        words = self.context.words
        open_items = sum(not is_answered(item, self._responses) for item in self._route.items)
        if open_items:
            self.entitle(words.plural("review.stayed_open" if self._is_closed else "review.open", open_items))
        else:
            self.entitle(words("review.complete"))
        lead = "time.over.lead" if self._is_closed else "review.lead" if open_items else "review.lead_complete"
        self.lead.setText(words(lead))
        self.first_open.setVisible(open_items > 0 and not self._is_closed)
        clear(self._sections)
        part = 0
        for standing in standings(self._route, self._responses):
            kind = standing.leg.section.kind
            part += kind == "statements"
            name = words(f"review.{kind}", part=part)
            title = words("review.section", name=name, answered=standing.answered, of=standing.of)
            self._sections.addWidget(self._section(title, standing.first, standing.of))

    def show_left(self, minutes: int) -> None:
        """Tell what is left of a time limit; where nothing limits it, nobody calls this."""
        self._left_min = minutes
        self._say_left()

    def _say_left(self) -> None:
        left = self._left_min
        hidden = left is None or (self.context.own.hide_time and left not in SAID_AT)
        self.time_left.setText("" if hidden or left is None else self.context.words.plural("time.left", left))

    def _section(self, title: str, first: int, count: int) -> QWidget:
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        named = label("h3", title, wrap=False)
        named.setContentsMargins(6, 0, 0, 0)
        column.addWidget(named)
        flow = FlowLayout(spacing=0)
        column.addLayout(flow)
        for position in range(first, first + count):
            is_open = not is_answered(self._route.items[position], self._responses)
            cell = Cell(self.context, position + 1, is_open=is_open)
            state = "review.cell_open" if is_open else "review.cell_answered"
            cell.setAccessibleName(self.context.words(state, number=position + 1))
            cell.setEnabled(not self._is_closed)
            cell.clicked.connect(lambda _=False, at=position: self.go_to.emit(at))
            flow.addWidget(cell)
        return holder

    def _go_to_first_open(self) -> None:
        position = first_open(self._route, self._responses)
        if position is not None:
            self.go_to.emit(position)

    def retranslate(self) -> None:
        super().retranslate()
        self._fill()
        self._say_left()

    def first_control(self) -> QWidget:
        return self.finish_button if self.first_open.isHidden() else self.first_open
