"""An interview with one candidate: what is asked, what is noted as it is typed, and that the candidate can read it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from progrez_desktop.core.model.assessment import Skill
from progrez_desktop.core.model.interview import Asked, Note
from progrez_desktop.core.services.recruiting.interviewing import Interview
from progrez_desktop.core.words import Words
from progrez_desktop.ui.by_turns import ByTurns
from progrez_desktop.ui.context import Context
from progrez_desktop.ui.layouts import discard
from progrez_desktop.ui.long_words import in_a_line
from progrez_desktop.ui.page import Sentence
from progrez_desktop.ui.registry_places import PLACES
from progrez_desktop.ui.staff_page import StaffPage
from progrez_desktop.ui.widgets.basic import Button, card, label
from progrez_desktop.ui.widgets.flow_layout import FlowLayout
from progrez_desktop.ui.widgets.probe_view import NoteField, ProbeView, of_another

_SEEN_FIRST = 1
"""Skills that fit on a usual screen, with two questions each."""


class RemarkLine(QWidget):
    """A line that belongs to no question."""

    def __init__(self, page: "InterviewPage", note: Note | None) -> None:
        super().__init__()
        self.note_id = note.id if note else None
        row = page.row_or_column(12)
        row.setContentsMargins(0, 0, 0, 0)
        self.setLayout(row)
        self.field = NoteField(page, "interview.remark.name", note.text if note else "")
        self.remove_button = Button("link")
        page.say(self.remove_button.setText, "interview.remark.remove")
        row.addWidget(self.field, 1)
        row.addWidget(self.remove_button)


class InterviewPage(StaffPage):
    """What is noted leaves as signals, and is shown as kept once it is."""

    changed = Signal(str, object, str)
    """A probe's id, its rating or None, and the text."""
    remarked = Signal(object)
    """A remark whose text is to be kept."""
    removed = Signal(object)
    """A remark that is to go."""
    undo = Signal()
    save = Signal()
    weigh = Signal()
    disclose = Signal()
    back = Signal()

    def __init__(self, context: Context, interview: Interview, skills: Sequence[Skill]) -> None:
        super().__init__(context, PLACES, "list", None)
        self._interview = interview
        self._names = {skill.id: skill.short_name for skill in skills}
        self.say(self.entitle, "interview.page", code=interview.row.code)
        self.show_lead(partial(_lead, interview))
        self._views: dict[str, ProbeView] = {}
        self.remarks: list[RemarkLine] = []
        self.body.addWidget(self._before())
        questions = QVBoxLayout()
        questions.setSpacing(16)
        self.body.addLayout(questions)
        self._rest = ByTurns(self, self._asked(questions), at_once=_SEEN_FIRST)
        if not interview.guide.asked:
            none = label("body")
            self.say(none.setText, "interview.none")
            self.body.addWidget(none)
        self.body.addWidget(self._remarks())
        self.body.addStretch(1)
        self._make_footer()

    @property
    def views(self) -> Mapping[str, ProbeView]:
        """Those of all questions."""
        self._rest.finish()
        return self._views

    def _asked(self, questions: QVBoxLayout) -> Iterator[Callable[[], None]]:
        """The parts of the guide: each skill, the first of each kind below its heading."""
        guide = self._interview.guide
        for name, asked in (("shared", guide.shared), ("added", guide.added)):
            for place, one in enumerate(asked):
                yield partial(self._put, questions, "" if place else name, one)

    def _put(self, questions: QVBoxLayout, heading: str, asked: Asked) -> None:
        if heading:
            questions.addWidget(self._heading_of(heading))
        questions.addWidget(self._skill(asked))

    def _before(self) -> QFrame:
        """Stands above everything that can be typed into."""
        frame, inside = card("marigold", margin=16, spacing=4)
        for role, key in (
            ("strong", "interview.told.title"),
            ("smallink", "interview.told"),
            ("smallink", "interview.told.more"),
        ):
            one = label(role)
            self.say(one.setText, key)
            inside.addWidget(one)
        return frame

    def _heading_of(self, name: str) -> QWidget:
        whole = QWidget()
        column = QVBoxLayout(whole)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(2)
        title, lead = label("h2"), label("muted")
        self.say(title.setText, f"interview.{name}.title")
        self.say(lead.setText, f"interview.{name}.lead")
        column.addWidget(title)
        column.addWidget(lead)
        return whole

    def _skill(self, asked: Asked) -> QFrame:
        frame, inside = card(margin=20, spacing=16)
        head = QHBoxLayout()
        head.setSpacing(12)
        title, why = label("h3"), label("pill", tone="warn" if asked.why != "critical" else "spruce", wrap=False)
        name = self._names.get(asked.skill)
        self.tell(title.setText, lambda words: name[words.language] if name else asked.skill)
        self.say(why.setText, f"interview.why.{asked.why}")
        head.addWidget(title, 1)
        head.addWidget(why)
        inside.addLayout(head)
        for probe in asked.probes:
            notes = [note for note in self._interview.notes if note.probe == probe.id]
            view = ProbeView(self, probe, notes, self._interview.reader.name, wide=True)
            view.changed.connect(self.changed)
            self._views[probe.id] = view
            inside.addWidget(view)
        return frame

    # Remarks

    def _remarks(self) -> QFrame:
        frame, inside = self.titled_card("interview.remarks")
        reader = self._interview.reader.name
        self._lines = QVBoxLayout()
        self._lines.setSpacing(8)
        inside.addLayout(self._lines)
        asked = {probe.id for probe in self._interview.guide.probes}
        for note in (one for one in self._interview.notes if one.probe not in asked):
            if note.by == reader and note.probe is None:
                self._line(note)
            else:  # of another reader, or on a question that is not asked any more
                one = label("small")
                self.tell(one.setText, partial(of_another, note))
                self._lines.addWidget(one)
        self.add_button, self.undo_button = Button("link"), Button("link")
        row = FlowLayout(spacing=16, below=0)
        for button, key, act in (
            (self.add_button, "interview.remark.add", lambda: self._line(None).field.edit.setFocus()),
            (self.undo_button, "interview.undo", self.undo.emit),
        ):
            self.say(button.setText, key)
            button.clicked.connect(act)
            row.addWidget(button)
        inside.addLayout(row)
        return frame

    def _line(self, note: Note | None) -> RemarkLine:
        line = RemarkLine(self, note)
        line.field.typed.connect(lambda: self.remarked.emit(line))
        line.remove_button.clicked.connect(lambda: self.removed.emit(line))
        self.remarks.append(line)
        self._lines.addWidget(line)
        return line

    def take_away(self, line: RemarkLine) -> None:
        self.remarks.remove(line)
        discard(line)
        self.add_button.setFocus()

    # What came of it

    def show_kept(self, probe_id: str, note: Note | None) -> None:
        if (view := self.views.get(probe_id)) is not None:
            view.show_kept()

    def show_not_kept(self, probe_id: str, sentence: Sentence) -> None:
        if (view := self.views.get(probe_id)) is not None:
            view.note.show_failure(sentence)

    def show_back(self, note: Note) -> None:
        """Show a line that was brought back."""
        self.show_note("interview.undone")
        if note.probe is None:
            self._line(note)
        elif (view := self.views.get(note.probe)) is not None:
            view.show_note(note)

    def _make_footer(self) -> None:
        self.back_button = Button()
        self.save_button, self.disclose_button, self.weigh_button = Button(), Button(), Button("primary")
        for button, key, act in (
            (self.back_button, "decision.back", self.back),
            (self.save_button, "interview.save", self.save),
            (self.disclose_button, "interview.disclose", self.disclose),
            (self.weigh_button, "interview.weigh", self.weigh),
        ):
            self.say(button.setText, key)
            button.clicked.connect(act)
            if button is not self.weigh_button:
                self.footer.addWidget(button)
        self.put_forth(self.weigh_button)
        self.weigh_button.setVisible(self._interview.sheet is not None)

    def keep_all(self) -> None:
        """Have kept at once what was typed: what follows reads it."""
        for field in (*(view.note for view in self._views.values()), *(line.field for line in self.remarks)):
            field.keep()

    def first_control(self) -> QWidget:
        first = next(iter(self._views.values()), None)
        return first.scale.buttons[first.scale.rating or 1] if first else self.add_button


def _lead(interview: Interview, words: Words) -> str:
    return words("interview.role", role=in_a_line(interview.role.name), reader=in_a_line(interview.reader.name))
