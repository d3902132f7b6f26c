"""One question of an interview: what is asked, what to listen for, a rating with its meaning, and a note."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from progrez_desktop.core.model.interview import Note, Probe
from progrez_desktop.core.services.recruiting.notes import LONGEST_NOTE
from progrez_desktop.core.words import Words
from progrez_desktop.ui.long_words import breakable
from progrez_desktop.ui.page import Page, Sentence
from progrez_desktop.ui.widgets.basic import label, set_tone
from progrez_desktop.ui.widgets.editor import Editor
from progrez_desktop.ui.widgets.rating_scale import RatingScale

_PAUSE_MS = 700
"""After so long without a key, what was typed is kept."""


class NoteField(QWidget):
    """Several lines that are kept as they are typed; what became of them stands below."""

    typed = Signal()
    """There is something new to keep."""

    def __init__(self, page: Page, name_key: str, text: str = "") -> None:
        super().__init__()
        self._kept: str | None = text
        """None: it is not known, since keeping failed."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self.edit = Editor(LONGEST_NOTE)
        self.edit.setProperty("role", "note")
        self.edit.setPlainText(text)
        page.say(self.edit.setAccessibleName, name_key)
        page.say(self.edit.setPlaceholderText, "interview.note")
        self.state = label("small")
        self.state.hide()
        self._page = page
        column.addWidget(self.edit)
        column.addWidget(self.state)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self.keep)
        self.edit.textChanged.connect(self._changed)
        self.edit.overflowed.connect(lambda: self.show_state("interview.full", "error", most=LONGEST_NOTE))
        page.gone.connect(self.keep)
        page.context.changed.connect(self._fit)
        self._fit()

    @property
    def text(self) -> str:
        return self.edit.toPlainText()

    def _fit(self) -> None:
        self.edit.setFixedHeight(self._page.context.theme.px(15) * 4 + 28)

    def _changed(self) -> None:
        if self.text == self._kept:
            self._pause.stop()
        else:
            self.show_state("interview.keeping")
            self._pause.start()

    def keep(self) -> None:
        """Have kept at once what was typed since."""
        self._pause.stop()
        if self.text != self._kept:
            self._kept = self.text
            self.typed.emit()

    def forget(self) -> None:
        """What was typed since is not to be kept any more."""
        self._pause.stop()
        self._kept = self.text

    def show_text(self, text: str) -> None:
        """Show what is kept; what is typed meanwhile is left alone."""
        if not self._pause.isActive() and text != self.text:
            self._kept = text
            self.edit.setPlainText(text)

    def show_state(self, key: str, role: str = "small", **params: int) -> None:
        set_tone(self.state, "role", role)
        self._page.say(self.state.setText, key, **params)
        self.state.show()

    def show_failure(self, sentence: Sentence) -> None:
        """Say that it is not kept, and keep it again with the next key."""
        self._kept = None
        set_tone(self.state, "role", "error")
        self._page.tell(self.state.setText, sentence)
        self.state.show()


class ProbeView(QWidget):
    """Narrow for the side of a page; wide, with the meaning of each number, for a page of its own."""

    changed = Signal(str, object, str)
    """The probe's id, the rating or None, and the text: to be kept."""

    def __init__(self, page: Page, probe: Probe, notes: Sequence[Note], reader: str, *, wide: bool) -> None:
        """`notes` are those on this probe, by everybody."""
        super().__init__()
        self.probe, self._page = probe, page
        mine = next((one for one in notes if one.by == reader), None)
        halves = page.row_or_column(24) if wide else QVBoxLayout()
        halves.setContentsMargins(0, 0, 0, 0)
        self.setLayout(halves)
        left, right = QVBoxLayout(), QVBoxLayout()
        for column in (left, right):
            column.setSpacing(8)
            halves.addLayout(column, 1) if wide else halves.addLayout(column)
        self._ask(left, wide=wide)
        self.scale = RatingScale(page, probe.anchors, wide=wide)
        self.scale.show_rating(mine.rating if mine else None)
        self.note = NoteField(page, "interview.note.name", mine.text if mine else "")
        right.addWidget(self.scale)
        right.addWidget(self.note)
        for one in (one for one in notes if one.by != reader):
            right.addWidget(self._of_another(one))
        left.addStretch(1)
        right.addStretch(1)
        self.scale.chosen.connect(self._give)
        self.note.typed.connect(self._give)

    def _ask(self, column: QVBoxLayout, *, wide: bool) -> None:
        probe = self.probe
        self.question = label("strong")
        self._page.tell(self.question.setText, lambda words: probe.situation[words.language])
        column.addWidget(self.question)
        for part in (probe.behaviour, probe.outcome):
            one = label("body" if wide else "smallink")
            self._page.tell(one.setText, lambda words, part=part: part[words.language])  # type: ignore[misc]
            column.addWidget(one)
        for key, part in (
            ("interview.follow_up", probe.follow_up),
            ("interview.listen_for", probe.listen_for),
            ("interview.less", probe.less),
        ):
            one = label("small")
            self._page.tell(one.setText, lambda words, key=key, part=part: words(key, what=part[words.language]))  # type: ignore[misc]
            column.addWidget(one)

    def _of_another(self, note: Note) -> QWidget:
        one = label("small")
        self._page.tell(one.setText, partial(of_another, note))
        return one

    def _give(self) -> None:
        self.note.show_state("interview.keeping")
        self.changed.emit(self.probe.id, self.scale.rating, self.note.text)

    def show_kept(self) -> None:
        self.note.show_state("interview.kept")

    def show_note(self, note: Note | None) -> None:
        """Show what was brought back."""
        self.scale.show_rating(note.rating if note else None)
        self.note.show_text(note.text if note else "")


def of_another(note: Note, words: Words) -> str:
    """Say what another reader noted, which only they change."""
    rated = words("interview.rated", rating=note.rating) if note.rating is not None else ""
    return breakable(words("interview.of_another", by=note.by, rated=rated, text=note.text).strip())
