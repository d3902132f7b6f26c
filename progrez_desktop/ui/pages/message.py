"""A page that says one thing and offers what can be done next: paused, back again, refused, something wrong."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from progrez_desktop.ui.context import Context
from progrez_desktop.ui.errors import sentence_of
from progrez_desktop.ui.page import Desk, Sentence
from progrez_desktop.ui.widgets.basic import Button, card, label
from progrez_desktop.ui.widgets.footer_row import FooterRow


class MessagePage(Desk):
    """Says `<about>.title` and `<about>.text`, and has a button `<about>.<action>` for each action, the last one first.

    `sentence` says something else than `<about>.text`; `failure` is what went wrong, where something did.
    `danger` is the action that nobody can undo: the keyboard begins on the first one then.
    """

    has_footer = False
    chosen = Signal(str)

    def __init__(
        self,
        context: Context,
        about: str,
        actions: tuple[str, ...],
        *,
        sentence: Sentence | None = None,
        failure: Exception | None = None,
        danger: str | None = None,
        **params: Any,
    ) -> None:
        super().__init__(context, None)
        frame, inside = card(margin=40, spacing=16)
        title, text = label("h1"), label("lead")
        self.say(title.setText, f"{about}.title", **params)
        self.tell(text.setText, sentence or (lambda words: words(f"{about}.text", **params)))
        inside.addWidget(title)
        inside.addWidget(text)
        if failure is not None:
            reason, told = label("body"), failure
            self.tell(reason.setText, lambda words: sentence_of(told, words))
            inside.addWidget(reason)
        self.body.addStretch(1)
        self.body.addLayout(self.centred(frame, 760))
        self.body.addStretch(2)
        row = FooterRow()
        row.setSpacing(16)
        row.addStretch(1)
        inside.addSpacing(12)
        inside.addLayout(row)
        self._main = actions[-1] if danger is None else actions[0]
        self.buttons: dict[str, Button] = {}
        for action in actions:
            button = Button("danger" if action == danger else "primary" if action == self._main else "secondary")
            self.say(button.setText, f"{about}.{action}")
            button.clicked.connect(lambda _=False, what=action: self.chosen.emit(what))
            self.buttons[action] = button
            row.addWidget(button)

    def first_control(self) -> QWidget:
        return self.buttons[self._main]
