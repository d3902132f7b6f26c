"""The tone of the person's own texts, private: how the words sound, never a score."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QVBoxLayout

from progrez_desktop.core.services.readings import TextReading
from progrez_desktop.scoring.text.tone import picture_of
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.errors import sentence_of
from progrez_desktop.ui.widgets.basic import label


class ToneCard(QFrame):
    """Stays away until the texts were read; then says what was read, or why there is nothing to say."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._readings: Sequence[TextReading] = ()
        self._failure: Exception | None = None
        self.is_settled = False
        self.setProperty("card", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(4)
        self.title, self.text, self.note = label("h3"), label("smallink"), label("small")
        for widget in (self.title, self.text, self.note):
            column.addWidget(widget)
        context.changed.connect(self._say)
        self.hide()

    def show_readings(self, readings: Sequence[TextReading]) -> None:
        """Show the tone of each text; without any text the card stays away."""
        self._readings, self.is_settled = readings, True
        self.setVisible(bool(readings))
        self._say()

    def show_failure(self, failure: Exception) -> None:
        """Say why nothing was read. The profile is whole without it."""
        self._failure, self.is_settled = failure, True
        self.show()
        self._say()

    def _say(self) -> None:
        words = self._context.words
        self.title.setText(words("tone.title"))
        if self._failure is not None:
            self.text.setText(sentence_of(self._failure, words))
        else:
            self.text.setText("\n".join(self._line(number, one) for number, one in enumerate(self._readings, start=1)))
        self.note.setText(words("tone.note"))

    def _line(self, number: int, one: TextReading) -> str:
        """Return one text's tone in words: "2. positive · joy, a hint of surprise"."""
        words = self._context.words
        if one.reading.tone is None:
            return f"{number}. {words(f'text.guard.{one.reading.guards[0]}')}"
        tone = picture_of(one.reading.tone)
        groups = [words(f"tone.strength.{one.strength}", group=words(f"text.group.{one.group}")) for one in tone.groups]
        parts = [words(f"text.sentiment.{tone.sentiment}"), *([", ".join(groups)] if groups else [])]
        return f"{number}. {' · '.join(parts)}"
