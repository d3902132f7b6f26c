"""A switch of one part, "on my CV" or another: it says in words which way it stands."""

from PySide6.QtCore import QSize

from progrez_desktop.ui.page import Page, Sentence
from progrez_desktop.ui.widgets.basic import Button

_ON_CV = ("details.off_cv", "details.on_cv")


class CvSwitch(Button):
    """`part` names what it switches, for who hears it; `states` are the keys of what it says when off and on."""

    def __init__(self, page: Page, part: str | Sentence, states: tuple[str, str] = _ON_CV) -> None:
        super().__init__("pill")
        self._context, self._states = page.context, states
        self._part: Sentence = (lambda words: words(part)) if isinstance(part, str) else part
        self.setCheckable(True)
        self.toggled.connect(lambda _: self._say())
        page.context.changed.connect(self._say)
        self._say()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As wide as the longer of its words needs, so that what stands beside several ends at the same place."""
        words, metrics, hint = self._context.words, self.fontMetrics(), super().sizeHint()
        widest = max(metrics.horizontalAdvance(words(key)) for key in self._states)
        return QSize(hint.width() + widest - metrics.horizontalAdvance(self.text()), hint.height())

    def _say(self) -> None:
        words = self._context.words
        state = words(self._states[self.isChecked()])
        self.setText(state)
        self.setAccessibleName(f"{self._part(words)}: {state}")
