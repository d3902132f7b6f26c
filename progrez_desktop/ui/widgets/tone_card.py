"""The tone of the person's own texts, private: how the words sound, never a score."""

from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QVBoxLayout

from progrez_desktop.core.services.results import TextTone
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.widgets.basic import label


class ToneCard(QFrame):
    """Stays away until the texts were read; then says what was read, or why there is nothing to say."""

    def __init__(self, context: Context) -> None:
        super().__init__()
        self._context = context
        self._tones: Sequence[TextTone] = ()
        self.is_settled = False
        self.setProperty("card", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 18, 20, 18)
        column.setSpacing(4)
        self.title, self.text, self.note = label("h3"), label("body"), label("small")
        for widget in (self.title, self.text, self.note):
            column.addWidget(widget)
        context.changed.connect(self._say)
        self.hide()

    def show_tones(self, tones: Sequence[TextTone]) -> None:
        """Show the tone of each text; without any text the card stays away."""
        self._tones, self.is_settled = tones, True
        self.setVisible(bool(tones))
        self._say()

    def show_failure(self, _: Exception) -> None:
        """The profile is whole without it."""
        self.is_settled = True

    def _say(self) -> None:
        words = self._context.words
        self.title.setText(words("tone.title"))
        self.text.setText("\n".join(self._line(number, tone) for number, tone in enumerate(self._tones, start=1)))
        self.note.setText(words("tone.note"))

    def _line(self, number: int, tone: TextTone) -> str:
        words = self._context.words
        if tone.guard is not None:
            return f"{number}. {words(f'tone.guard.{tone.guard}')}"
        parts = [words(f"tone.sentiment.{tone.sentiment}"), *(words(f"tone.emotion.{name}") for name in tone.emotions)]
        return f"{number}. {', '.join(parts)}"
