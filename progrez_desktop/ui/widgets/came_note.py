"""Says what a provider told, and that it opens no safe."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QVBoxLayout

from progrez_desktop.ui.page import Page
from progrez_desktop.ui.widgets.basic import label

if TYPE_CHECKING:
    from progrez_desktop.core.services.provider_sign_in import Came


class CameNote(QFrame):
    def __init__(self, page: Page, came: "Came", about: str) -> None:
        """Make one.

        Args:
            about: What the person looks at or does here, `provider.came.<about>`.
        """
        super().__init__()
        self.setProperty("card", "spruce")
        inside = QVBoxLayout(self)
        inside.setContentsMargins(18, 18, 18, 18)
        inside.setSpacing(6)
        title, text, safe = label("h3"), label("body"), label("body")
        page.say(title.setText, "provider.came.title", provider=came.provider)
        page.say(text.setText, f"provider.came.{about}", provider=came.provider)
        page.say(safe.setText, "provider.came.safe", provider=came.provider)
        for widget in (title, text, safe):
            inside.addWidget(widget)
