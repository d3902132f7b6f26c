"""Before finishing: which questions are still open, without blame."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

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
        self.footer.addWidget(self.first_open)
        self.footer.addStretch(1)
        self.footer.addWidget(self.finish_button)
        self._fill()

    def _fill(self) -> None:
        words = self.context.words
        open_items = sum(not is_answered(item, self._responses) for item in self._route.items)
        if open_items:
            self.entitle(words.plural("review.open", open_items))
        else:
            self.entitle(words("review.complete"))
        self.lead.setText(words("review.lead" if open_items else "review.lead_complete"))
        self.first_open.setVisible(open_items > 0)
        clear(self._sections)
        part = 0
        for standing in standings(self._route, self._responses):
            kind = standing.leg.section.kind
            part += kind == "statements"
            name = words(f"review.{kind}", part=part)
            title = words("review.section", name=name, answered=standing.answered, of=standing.of)
            self._sections.addWidget(self._section(title, standing.first, standing.of))

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

    def first_control(self) -> QWidget:
        return self.finish_button if self.first_open.isHidden() else self.first_open
