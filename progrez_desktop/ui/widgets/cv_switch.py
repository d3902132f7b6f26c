"""The switch "on my CV" of one part: it says in words which way it stands."""

from PySide6.QtCore import QSize

from progrez_desktop.ui.page import Page
from progrez_desktop.ui.widgets.basic import Button

_STATES = ("details.off_cv", "details.on_cv")


class CvSwitch(Button):
    """`part_key` names what it switches, for who hears it."""

    def __init__(self, page: Page, part_key: str) -> None:
        super().__init__("pill")
        self._context, self._part_key = page.context, part_key
        self.setCheckable(True)
        self.toggled.connect(lambda _: self._say())
        page.context.changed.connect(self._say)
        self._say()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as the longer of its words needs, so that what stands beside several ends at the same place."""
        words, metrics, hint = self._context.words, self.fontMetrics(), super().sizeHint()
        widest = max(metrics.horizontalAdvance(words(key)) for key in _STATES)
        return QSize(hint.width() + widest - metrics.horizontalAdvance(self.text()), hint.height())

    def _say(self) -> None:
        words = self._context.words
        state = words(_STATES[self.isChecked()])
        self.setText(state)
        self.setAccessibleName(f"{words(self._part_key)}: {state}")
