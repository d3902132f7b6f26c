"""The interview beside a candidate: one question at a time, with its rating and a note that is kept as it is typed."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from progrez_desktop.core.model.assessment import Skill
from progrez_desktop.core.model.interview import Guide, Note
from progrez_desktop.core.words import Words
from progrez_desktop.ui.layouts import clear
from progrez_desktop.ui.page import Page, Sentence
from progrez_desktop.ui.widgets.basic import Button, label
from progrez_desktop.ui.widgets.flow_layout import FlowLayout
from progrez_desktop.ui.widgets.probe_view import ProbeView


class InterviewCard(QFrame):
    """What is noted leaves as signals; `ui.interview_visit.keep_notes` keeps it."""

    changed = Signal(str, object, str)
    """A probe's id, its rating or None, and the text: to be kept."""
    whole = Signal()
    """All questions on a page of their own."""

    def __init__(
        self, page: Page, guide: Guide, notes: Sequence[Note], *, reader: str, skills: Sequence[Skill]
    ) -> None:
        super().__init__()
        self._page, self._guide, self._reader = page, guide, reader
        self._notes = {(one.probe, one.by): one for one in notes if one.probe is not None}
        self._names = {one.id: one.short_name for one in skills}
        self._probes = list(guide.probes)
        self._at = 0
        self.view: ProbeView | None = None
        self.setProperty("card", "true")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 20, 20, 20)
        column.setSpacing(8)
        title, why, told = label("h3"), label("small"), label("small")
        page.say(title.setText, "interview.title")
        page.tell(why.setText, partial(_rests_on, guide))
        page.say(told.setText, "interview.told")
        for one in (title, why, told):
            column.addWidget(one)
        why.setVisible(bool(guide.asked))
        self._place = QVBoxLayout()
        self._skill = label("field")
        column.addWidget(self._skill)
        column.addLayout(self._place)
        self.back_button, self.next_button, self.whole_button = Button("link"), Button("link"), Button()
        below = FlowLayout(spacing=16, below=0)
        for button, key, act in (
            (self.back_button, "interview.before", lambda: self._go(-1)),
            (self.next_button, "interview.after", lambda: self._go(1)),
            (self.whole_button, "interview.whole", self._see_whole),
        ):
            page.say(button.setText, key)
            button.clicked.connect(act)
            below.addWidget(button)
        column.addLayout(below)
        self._show()

    def _see_whole(self) -> None:
        """What was typed is kept first: the page that follows reads it."""
        if self.view is not None:
            self.view.note.keep()
        self.whole.emit()

    def _given(self, probe_id: str, rating: int | None, text: str) -> None:
        """Remember what was noted before it is kept: whoever comes back at once does not write over it."""
        skill = probe_id.partition("/")[0]
        self._notes[(probe_id, self._reader)] = Note("", "", None, skill, probe_id, rating, text, self._reader, 0)
        self.changed.emit(probe_id, rating, text)

    def _go(self, by: int) -> None:
        if self.view is not None:
            self.view.note.keep()
        self._at = min(max(self._at + by, 0), len(self._probes) - 1)
        self._show()

    def _show(self) -> None:
        clear(self._place)
        count = len(self._probes)
        self.back_button.setEnabled(self._at > 0)
        self.next_button.setEnabled(self._at < count - 1)
        self._skill.setVisible(count > 0)
        self.view = None
        if not count:
            none = label("body")
            self._page.say(none.setText, "interview.none")
            self._place.addWidget(none)
            return
        probe, number = self._probes[self._at], self._at + 1
        name = self._names.get(probe.skill)
        self._page.tell(
            self._skill.setText,
            lambda words: words(
                "interview.of", skill=name[words.language] if name else probe.skill, n=number, count=count
            ),
        )
        notes = [one for (about, _), one in self._notes.items() if about == probe.id]
        self.view = ProbeView(self._page, probe, notes, self._reader, wide=False)
        self.view.changed.connect(self._given)
        self._place.addWidget(self.view)

    def show_kept(self, probe_id: str, note: Note | None) -> None:
        """Say that a line is kept, and remember it for when one comes back to its question."""
        if note is None:
            self._notes.pop((probe_id, self._reader), None)
        else:
            self._notes[(probe_id, self._reader)] = note
        if self.view is not None and self.view.probe.id == probe_id:
            self.view.show_kept()

    def show_not_kept(self, probe_id: str, sentence: Sentence) -> None:
        if self.view is not None and self.view.probe.id == probe_id:
            self.view.note.show_failure(sentence)


def _rests_on(guide: Guide, words: Words) -> str:
    """Say from which skills the questions are."""
    shared, added = len(guide.shared), len(guide.added)
    told = [words.plural("interview.shared", shared)] if shared else []
    return " · ".join([*told, *([words.plural("interview.added", added)] if added else [])])
