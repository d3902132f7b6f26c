"""A kiosk at which one person after another leaves twenty words of their own; canaries.py starts it and searches.

Arguments: data folder, folder of a stick, the first number and how many. It prints one line when somebody has signed
out: their number, and which of their words a widget, a clipboard or a screen reader could still tell. It goes on when a
line comes in.
"""

import os
import sys
from dataclasses import dataclass
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QClipboard, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from progrez_desktop.core.model.person import PersonDetails
from progrez_desktop.ui.demonstration import Demonstration, Visitor, press, type_text, wait_until
from progrez_desktop.ui.pages.cv import CvPage
from progrez_desktop.ui.pages.details import DetailsPage
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.open_answer import OpenAnswerPage
from progrez_desktop.ui.pages.profile import ProfilePage
from progrez_desktop.ui.pages.review import ReviewPage
from progrez_desktop.ui.pages.statement import StatementPage
from progrez_desktop.ui.startup import Desk
from tests.chaos.kiosk.answering_child import tell
from tests.journeys.driving import (
    FIRST_PROMPT,
    desk_over,
    everything_in_memory,
    fill,
    on_screen,
    parts_of,
    refused,
    sign_in,
    to_sign_in,
)

STEM = "vlietzwaan"
"""Every canary has it; nothing else in the world does."""


@dataclass(frozen=True)
class Canaries:
    """Twenty words of one person, by where they are left."""

    number: int

    def word(self, place: int) -> str:
        return f"{STEM}{self.number:04}q{place:02}"

    @property
    def person(self) -> PersonDetails:
        return PersonDetails(self.word(0).title(), self.word(1).title(), f"{self.word(2)}@example.org")

    @property
    def password(self) -> str:
        return f"in the {self.word(3)} at night"

    @property
    def texts(self) -> tuple[str, ...]:
        """Of each open answer."""
        named = [[self.word(4 + 3 * prompt + n) for n in range(3)] for prompt in range(3)]
        return tuple(
            f"I told the {a} that the {b} had to wait, and asked {c} what everybody needed to go on with it."
            for a, b, c in named
        )

    @property
    def details(self) -> tuple[str, str]:
        """An address and a job."""
        return self.word(13), self.word(14)

    @property
    def undone(self) -> tuple[str, str]:
        """Typed and taken back in the details and on the CV."""
        return self.word(15), self.word(16)

    @property
    def sentences(self) -> str:
        return f"I know about {self.word(17)}."

    @property
    def mistyped(self) -> str:
        """An address of an account that is not there."""
        return f"{self.word(18)}@example.org"

    @property
    def copied(self) -> str:
        return self.word(19)

    @property
    def all(self) -> tuple[str, ...]:
        return tuple(self.word(place) for place in range(20))


class Visit:
    def __init__(self, desk: Desk, canaries: Canaries) -> None:
        self._desk, self._canaries = desk, canaries
        visitor = Visitor(canaries.person, canaries.password, 29, {})
        self._play = Demonstration(desk, visitor, lambda _name, _widget: None)

    def make(self) -> None:
        self._play.begin()
        self._play.make_account()
        self._play.choose_and_practise()
        self._answer()
        self._type_details()
        self._make_cv()
        QGuiApplication.clipboard().setText(f"copied {self._canaries.copied}")
        press(on_screen(self._desk, ProfilePage).sign_out_button)
        wait_until(lambda: self._desk.journey.session is None, "nobody to be signed in")
        wait_until(lambda: not self._desk.journey.outside.store_lane.busy, "the safe to be closed")
        press(on_screen(self._desk, MessagePage).buttons["back"])

    def _answer(self) -> None:
        on_screen(self._desk, StatementPage)
        sitting = self._desk.journey.sitting
        assert sitting is not None
        sitting._show(FIRST_PROMPT)  # as from the overview
        for text in self._canaries.texts:
            position, page = sitting.position, on_screen(self._desk, OpenAnswerPage)
            type_text(page.editor, text)
            press(page.next_button)
            wait_until(lambda at=position: sitting.position != at, "the next item")  # type: ignore[misc]
        press(on_screen(self._desk, ReviewPage).finish_button)
        profile = on_screen(self._desk, ProfilePage)
        wait_until(lambda: profile.is_settled, "the texts")

    def _type_details(self) -> None:
        press(on_screen(self._desk, ProfilePage).details_button)
        page = on_screen(self._desk, DetailsPage)
        address, job = self._canaries.details
        fill(page.facts["address"].edit, address)
        page.lists["work"].open()
        press(page.lists["work"].add_button)
        field = page.lists["work"].forms[0].first_field()
        type_text(field, job)
        _type_and_undo(field, self._canaries.undone[0])
        press(page.back_button)

    def _make_cv(self) -> None:
        press(on_screen(self._desk, ProfilePage).cv_button)
        page = on_screen(self._desk, CvPage)
        wait_until(page.save_button.isEnabled, "the CV")
        type_text(page.sentences, self._canaries.sentences)
        _type_and_undo(page.sentences, self._canaries.undone[1])
        wait_until(page.save_button.isEnabled, "the CV")
        press(page.save_button)
        wait_until(page.save_button.isEnabled, "the saved CV")
        press(page.back_button)


def _type_and_undo(field: QWidget, text: str) -> None:
    field.setFocus()
    type_text(field, text)
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


def spoken_by(interface: QAccessibleInterface, depth: int = 0) -> str:
    """Everything that a screen reader could say of a window and what is in it, shown or not."""
    kinds = (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value, QAccessible.Text.Help)
    found = [interface.text(kind) for kind in kinds]
    for number in range(interface.childCount() if depth < 40 else 0):
        child = interface.child(number)
        if child is not None and child.isValid():
            found.append(spoken_by(child, depth + 1))
    return "\n".join(found)


def told_by_the_window() -> str:
    """Every text of a widget, of a clipboard and for a screen reader."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    modes = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection, QClipboard.Mode.FindBuffer)
    texts = [everything_in_memory(), *(QGuiApplication.clipboard().text(mode) for mode in modes)]
    for top in QApplication.topLevelWidgets():
        interface = QAccessible.queryAccessibleInterface(top)
        texts += [spoken_by(interface)] if interface is not None else []
    return "\n".join(texts).lower()


def main(root: str, stick: str, first: str, count: str) -> None:
    def on_stick(_title: str, name: str) -> Path:
        return Path(stick) / name

    with desk_over(parts_of(Path(root)), choose_file=on_stick) as desk:
        wait_until(lambda: desk.journey.opened is not None, "the storage")
        for number in range(int(first), int(first) + int(count)):
            canaries = Canaries(number)
            _mistype(desk, canaries.mistyped)
            Visit(desk, canaries).make()
            texts = told_by_the_window()
            tell("out", number=number, window=[word for word in canaries.all if word in texts])
            sys.stdin.readline()


def _mistype(desk: Desk, address: str) -> None:
    page = to_sign_in(desk)
    sign_in(desk, address, "not a password of anybody")
    refused(desk)
    page.back.emit()


if __name__ == "__main__":
    main(*sys.argv[1:])
