"""The skills of a CV as an Open Badge: what that is, and whether the name goes on it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from progrez_desktop.ui.page import Page
from progrez_desktop.ui.widgets.basic import Button, label
from progrez_desktop.ui.widgets.choice import ChoiceCard


class BadgeOffer(QFrame):
    """The name is not on it until the person ticks that, and never on that of a blind CV."""

    save = Signal(bool)
    """With the name or without."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        self._page = page
        self.setProperty("card", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 18, 18, 18)
        column.setSpacing(8)
        title, note, self.button = label("h3"), label("muted"), Button("link")
        self.name = ChoiceCard(page.context, small=True)
        page.say(title.setText, "cv_page.badge")
        page.say(note.setText, "cv_page.badge.note")
        page.say(self.button.setText, "cv_page.badge.save")
        self.button.clicked.connect(lambda: self.save.emit(self.name.isChecked() and self.name.isEnabled()))
        column.addWidget(title)
        column.addWidget(note)
        column.addWidget(self.name)
        column.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        page.context.changed.connect(self._say)
        self._say()

    def show_for(self, *, blind: bool, skills: bool) -> None:
        """Show what may be had for the CV as it is: no badge without a skill, no name without one on the CV."""
        self.name.setEnabled(not blind)
        self.button.setEnabled(skills)

    def _say(self) -> None:
        words = self._page.context.words
        self.name.show_texts(words("cv_page.badge.name"), words("cv_page.badge.name.what"))
