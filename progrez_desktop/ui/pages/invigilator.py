"""What one of staff may do at a kiosk where somebody sits; nothing that was answered there is shown."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from progrez_desktop.core.model.staff import Reason, SignedInMember
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.page import Desk
from progrez_desktop.ui.widgets.basic import Button, card, label


class InvigilatorPage(Desk):
    """One button for each way on, with what it does beside it."""

    chosen = Signal(str)

    def __init__(
        self,
        context: Context,
        who: SignedInMember,
        reason: Reason,
        ways: Sequence[str],
        *,
        is_sitting: bool,
        is_timed: bool = True,
    ) -> None:
        """Make one.

        Args:
            is_timed: Whether time is limited here; without that there is no extra time to give.
        """
        super().__init__(context, "invigilator.title")
        self.say(self.lead.setText, "invigilator.sitting" if is_sitting else "invigilator.nobody_sits")
        self.lead.show()
        member = who.member
        line = label("muted")
        self.tell(
            line.setText,
            lambda words: words(
                "invigilator.who",
                name=member.name or words("staff.nameless"),
                role=words(f"staff.role.{member.role}"),
                reason=words(f"staff.reason.{reason}"),
            ),
        )
        self.body.addWidget(line)
        self.buttons: dict[str, Button] = {}
        for way in ways:
            self._add(way, f"invigilator.{way}.{'text' if is_timed or way != 'accommodate' else 'untimed'}")
        self.body.addStretch(1)
        self.back_button = Button("primary")
        self.say(self.back_button.setText, "invigilator.back" if is_sitting else "invigilator.back_to_page")
        self.back_button.clicked.connect(lambda: self.chosen.emit("back"))
        self.footer.addStretch(1)
        self.footer.addWidget(self.back_button)

    def _add(self, way: str, what_key: str) -> None:
        frame, inside = card(margin=10, spacing=4)
        inside.setContentsMargins(20, 10, 20, 10)
        row = self.row_or_column(16)
        text = label("body")
        self.say(text.setText, what_key)
        button = Button()
        self.say(button.setText, f"invigilator.{way}")
        self.say(button.setAccessibleDescription, what_key)
        button.clicked.connect(lambda: self.chosen.emit(way))
        row.addWidget(text, 1)
        row.addWidget(button)
        inside.addLayout(row)
        self.body.addWidget(frame)
        self.buttons[way] = button

    def first_control(self) -> QWidget:
        return next(iter(self.buttons.values()), self.back_button)
