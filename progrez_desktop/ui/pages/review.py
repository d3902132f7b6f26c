"""Before finishing: which questions are still open, without blame."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from progrez_desktop.core.attempt import Responses, first_open, is_answered, standings
from progrez_desktop.core.model.route import Route
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Desk, clear
from progrez_desktop.ui.widgets.basic import Button, card, label, set_tone
from progrez_desktop.ui.widgets.cell import Cell
from progrez_desktop.ui.widgets.flow_layout import FlowLayout


class ReviewPage(Desk):
    go_to = Signal(int)
    """The position of the item to go to, from 0."""
    finish = Signal()

    def __init__(self, context: Context, route: Route, responses: Responses) -> None:
        super().__init__(context, None, "review.lead")
        self._route, self._responses = route, responses
        self.title.show()
        self.step.show()
        set_tone(self.step, "tone", "ok")
        self.say(self.step.setText, "review.saved")
        frame, self._rows = card(margin=24, spacing=8)
        self.body.addWidget(frame)
        self.body.addStretch(1)
        self.first_open = Button()
        self.first_open.clicked.connect(self._go_to_first_open)
        self.say(self.first_open.setText, "review.first_open")
        self.finish_button = Button("primary")
        self.finish_button.clicked.connect(self.finish)
        self.say(self.finish_button.setText, "review.finish")
        self.footer.addWidget(self.first_open)
        self.footer.addStretch(1)
        self.footer.addWidget(self.finish_button)
        self._fill()

    def _fill(self) -> None:
        words = self.context.words
        open_items = sum(not is_answered(item, self._responses) for item in self._route.items)
        if open_items:
            self.title.setText(words.plural("review.open", open_items))
        else:
            self.title.setText(words("review.complete"))
        self.lead.setText(words("review.lead" if open_items else "review.lead_complete"))
        self.first_open.setVisible(open_items > 0)
        clear(self._rows)
        part = 0
        for standing in standings(self._route, self._responses):
            kind = standing.leg.section.kind
            part += kind == "statements"
            name = words(f"review.{kind}", part=part)
            title = label("h3", words("review.section", name=name, answered=standing.answered, of=standing.of))
            self._rows.addWidget(title)
            self._rows.addWidget(self._cells(standing.first, standing.of))
            self._rows.addSpacing(8)

    def _cells(self, first: int, count: int) -> QWidget:
        holder = QWidget()
        flow = FlowLayout()
        holder.setLayout(flow)
        for position in range(first, first + count):
            is_open = not is_answered(self._route.items[position], self._responses)
            cell = Cell(self.context, position + 1, is_open=is_open)
            state = "review.cell_open" if is_open else "review.cell_answered"
            cell.setAccessibleName(self.context.words(state, number=position + 1))
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

    def entered(self) -> None:
        self.finish_button.setFocus()
