"""The tone of the person's own texts, private: how the words sound, never a score."""

from PySide6.QtWidgets import QFrame, QVBoxLayout

from progrez_desktop.ui.context import Context
from progrez_desktop.ui.widgets.basic import label


class ToneCard(QFrame):
    """Stays away until readings arrive; says so when there are none."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._sentences: tuple[tuple[str, str], ...] = ()
        self.setProperty("card", "true")
        self._column = QVBoxLayout(self)
        self.hide()
