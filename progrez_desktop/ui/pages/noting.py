"""A page that says, in one note, what came of a button."""

from progrez_desktop.ui.context import Context
from progrez_desktop.ui.errors import sentence_of
from progrez_desktop.ui.page import Desk
from progrez_desktop.ui.widgets.basic import live, set_tone


class NotingPage(Desk):
    """Whoever extends it gives `note` its place, hidden at first where it would leave an empty line.

    `saved_key` is told with the name of a file.
    """

    saved_key: str
    note_role = "body"

    def __init__(self, context: Context, title_key: str | None, lead_key: str | None = None) -> None:
        super().__init__(context, title_key, lead_key)
        self.note = live(self.note_role)

    def show_note(self, key: str, **params: str) -> None:
        self.note.show()
        set_tone(self.note, "role", self.note_role)
        self.say(self.note.setText, key, **params)

    def forget_note(self) -> None:
        """What was said is no longer so."""
        self.tell(self.note.setText, lambda _: "")

    def show_saved(self, name: str) -> None:
        self.show_note(self.saved_key, name=name)

    def show_fault(self, failure: Exception) -> None:
        self.note.show()
        set_tone(self.note, "role", "error")
        self.tell(self.note.setText, lambda words: sentence_of(failure, words))
