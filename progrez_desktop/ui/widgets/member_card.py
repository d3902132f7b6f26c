"""One member of a team: sign, name, what they bring, how often they stay; dragged out, or taken out with a key."""

from functools import partial

from PySide6.QtCore import QMimeData, QPoint, Qt, Signal
from PySide6.QtGui import QDrag, QDragEnterEvent, QDropEvent, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QVBoxLayout

from progrez_desktop.core.model.team import Member
from progrez_desktop.core.services.recruiting import team_words
from progrez_desktop.core.services.recruiting.team_words import Called
from progrez_desktop.core.words import Words
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.widgets.basic import Button, label, set_tone
from progrez_desktop.ui.widgets.person_mark import PersonMark

CARRIED = "application/x-progrez-member"


class MemberCard(QFrame):
    """Delete, wherever the keyboard is in it, asks what the team is without them; so do its button and a drag."""

    without = Signal(str)

    def __init__(self, page: Page, place: int, member: Member, draws: int, called: "CalledIn") -> None:
        super().__init__()
        self._release_id = member.person.release_id
        self._pressed_at: QPoint | None = None
        self.setProperty("card", "true")
        self.setAcceptDrops(False)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(10, 12, 8, 8)
        inside.setSpacing(4)
        head = QHBoxLayout()
        head.addWidget(PersonMark(page.context, place))
        head.addStretch(1)
        inside.addLayout(head)
        name, what, stay = label("strong"), label("small"), label("small")
        page.tell(name.setText, partial(_name, member))
        page.tell(name.setAccessibleName, lambda words: team_words.name_of(member.person, words))
        name.setToolTip(member.person.name)
        page.tell(what.setText, lambda words: team_words.brings(member, called(words), words))
        page.tell(stay.setText, lambda words: team_words.stays(member, draws, words))
        for widget in (name, what, stay):
            inside.addWidget(widget)
        if member.is_fixed:
            fixed = label("smallink")
            page.say(fixed.setText, "team.member.fixed")
            inside.addWidget(fixed)
        stay.setVisible(bool(draws))
        inside.addStretch(1)
        self.button = Button("link")
        page.say(self.button.setText, "team.member.without")
        page.tell(self.button.setAccessibleName, partial(_without, member))
        self.button.clicked.connect(self._take_out)
        inside.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        page.tell(self.setAccessibleName, lambda words: spoken(place, member, draws, called(words), words))
        self.setCursor(Qt.CursorShape.OpenHandCursor)

    def _take_out(self) -> None:
        self.without.emit(self._release_id)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not event.isAutoRepeat():
            self._take_out()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        self._pressed_at = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802 - Qt's name
        if self._pressed_at is None:
            return
        moved = (event.position().toPoint() - self._pressed_at).manhattanLength()
        if moved < QApplication.startDragDistance():
            return
        at, self._pressed_at = self._pressed_at, None
        drag, carried = QDrag(self), QMimeData()
        carried.setData(CARRIED, self._release_id.encode())
        drag.setMimeData(carried)
        drag.setPixmap(self.grab())
        drag.setHotSpot(at)
        drag.exec(Qt.DropAction.MoveAction)


class OutZone(QFrame):
    """Where a member is dropped to see the team without them."""

    without = Signal(str)

    def __init__(self, page: Page) -> None:
        super().__init__()
        self.setProperty("entry", "true")
        self.setAcceptDrops(True)
        inside = QVBoxLayout(self)
        inside.setContentsMargins(14, 8, 14, 8)
        told = label("small")
        page.say(told.setText, "team.out_zone")
        inside.addWidget(told)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802 - Qt's name
        if event.mimeData().hasFormat(CARRIED):
            set_tone(self, "entry", "target")
            event.acceptProposedAction()

    def dragLeaveEvent(self, _: object) -> None:  # noqa: N802 - Qt's name
        set_tone(self, "entry", "true")

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802 - Qt's name
        set_tone(self, "entry", "true")
        event.acceptProposedAction()
        self.without.emit(bytes(event.mimeData().data(CARRIED).data()).decode())


class CalledIn:
    """Gives the short names of skills in the language of some words."""

    def __init__(self, names: "dict[str, dict[str, str]]") -> None:
        self._names = names

    def __call__(self, words: Words) -> Called:
        return lambda skill: self._names[skill][words.language] if skill in self._names else skill


def spoken(place: int, member: Member, draws: int, called: Called, words: Words) -> str:
    """Return what a screen reader says of a member."""
    told = [
        words("team.member.spoken", letter=team_words.letter_of(place), name=team_words.name_of(member.person, words))
    ]
    told.append(team_words.brings(member, called, words))
    if stay := team_words.stays(member, draws, words):
        told.append(stay)
    return ". ".join(told)


def _name(member: Member, words: Words) -> str:
    """A code stays in one line: at its hyphen it would come apart."""
    name = team_words.name_of(member.person, words)
    return name if member.person.name else name.replace("-", "\u2060-\u2060")


def _without(member: Member, words: Words) -> str:
    return words("team.member.without.spoken", name=team_words.name_of(member.person, words))
