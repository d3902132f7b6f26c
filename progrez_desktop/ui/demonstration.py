"""Plays a whole sitting in the real window, with keys and clicks, for machines without a display and for tests."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic
from typing import TypeVar

from PySide6.QtCore import QBuffer, QEventLoop, QIODevice, Qt, QTimer
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from progrez_desktop.core.documents.writing import save_whole
from progrez_desktop.core.errors import DataFault, Fault
from progrez_desktop.core.files import disk_faults
from progrez_desktop.core.model.attempt import ResponseValue, SituationValue, StatementValue, TextValue
from progrez_desktop.core.model.person import PersonDetails
from progrez_desktop.core.services import demonstration as invented
from progrez_desktop.core.services import sittings
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.services.opening import Opened, Unlock
from progrez_desktop.core.settings import Preferences
from progrez_desktop.core.words import Words
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.pages.account import AccountPage
from progrez_desktop.ui.pages.age import AgePage
from progrez_desktop.ui.pages.consent import ConsentPage
from progrez_desktop.ui.pages.cv import CvPage
from progrez_desktop.ui.pages.item import ItemPage
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.open_answer import OpenAnswerPage
from progrez_desktop.ui.pages.paper import PaperPage
from progrez_desktop.ui.pages.profile import ProfilePage
from progrez_desktop.ui.pages.reading import ReadingPage
from progrez_desktop.ui.pages.recovery import RecoveryPage
from progrez_desktop.ui.pages.report import ReportPage
from progrez_desktop.ui.pages.review import ReviewPage
from progrez_desktop.ui.pages.situation import SituationPage
from progrez_desktop.ui.pages.start import StartPage
from progrez_desktop.ui.pages.statement import StatementPage
from progrez_desktop.ui.pages.welcome import WelcomePage
from progrez_desktop.ui.startup import Desk, open_desk

P = TypeVar("P", bound=Page)
_PATIENCE_S = 60.0


class StuckError(RuntimeError):
    """The window did not get where the demonstration expected it."""


@dataclass(frozen=True)
class Visitor:
    """Who plays, and what this person answers, by item id. An item without an answer is skipped."""

    details: PersonDetails
    password: str
    age: int
    answers: Mapping[str, ResponseValue]
    computer_reading: bool = True


def wait_until(reached: Callable[[], bool], what: str, patience_s: float = _PATIENCE_S) -> None:
    """Let the window work until `reached`, and raise StuckError naming `what` if that does not happen."""
    until = monotonic() + patience_s
    loop, tick = QEventLoop(), QTimer()
    tick.timeout.connect(loop.quit)
    tick.start(5)
    while not reached():
        if monotonic() > until:
            raise StuckError(what)
        loop.exec()


def press(widget: QWidget) -> None:
    """Click in the middle of a control, once it can be clicked."""
    name = widget.accessibleName() or type(widget).__name__
    wait_until(lambda: widget.isVisible() and widget.isEnabled(), f"“{name}” to be pressed", patience_s=5)
    QTest.mouseClick(widget, Qt.MouseButton.LeftButton)


def type_text(widget: QWidget, text: str) -> None:
    """Type a text. What no key has (curly quotes, accents) arrives as an input method would bring it."""
    widget.setFocus()
    for part in re.findall(r"[ -~]+|[^ -~]+", text):
        if part.isascii() and part.isprintable():
            QTest.keyClicks(widget, part)
        else:
            typed = QInputMethodEvent("", [])
            typed.setCommitString(part)
            QApplication.sendEvent(widget, typed)


class Demonstration:
    """Leads a visitor from the welcome page to a saved CV, and looks at each page on the way.

    A fault that a person would be told ends it, and is raised; but for a DataFault, with which a sitting goes on.
    """

    def __init__(self, desk: Desk, visitor: Visitor, look: Callable[[str, QWidget], None]) -> None:
        self._desk, self.visitor, self._look = desk, visitor, look
        self._seen: set[str] = set()
        self._fault: Fault | None = None
        self._saved: set[str] = set()
        desk.journey.paper_saved.connect(self._saved.add)
        for lane in (desk.journey.outside.store_lane, desk.journey.outside.free_lane):
            lane.watchers.append(self._note_failure)

    def _note_failure(self, failure: Exception) -> None:
        if isinstance(failure, Fault) and not isinstance(failure, DataFault):
            self._fault = self._fault or failure

    def _wait_until(self, reached: Callable[[], bool], what: str) -> None:
        wait_until(lambda: self._fault is not None or reached(), what)
        if self._fault is not None:
            raise self._fault

    def storage(self) -> Deps:
        """Wait until the storage is open, and return what it gives."""
        journey = self._desk.journey
        self._wait_until(lambda: journey.opened is not None, "the storage")
        return journey.deps

    def perform(self) -> None:
        """Play everything, from welcome to the saved CV and signing out."""
        self.begin()
        self.make_account()
        self.choose_and_practise()
        self.answer_all()
        self.finish()
        self.look_at_profile()
        self.save_report()
        self.make_cv()
        self.sign_out()

    def page(self, kind: type[P]) -> P:
        """Wait for a page of this kind to be on screen, and return it."""
        self._wait_until(lambda: isinstance(self._desk.window.page, kind), kind.__name__)
        page = self._desk.window.page
        assert isinstance(page, kind)
        return page

    def look(self, name: str) -> None:
        """Look at the page on screen, once for each name."""
        if name not in self._seen:
            self._seen.add(name)
            for _ in range(3):
                QApplication.processEvents()
            self._look(name, self._desk.window)

    def begin(self) -> None:
        welcome = self.page(WelcomePage)
        self._wait_until(lambda: welcome.begin_button.isEnabled(), "the storage to be ready")
        self.look("01-welcome")
        press(welcome.begin_button)
        age = self.page(AgePage)
        type_text(age.field.edit, str(self.visitor.age))
        self.look("15a-age")
        QTest.keyClick(age.field.edit, Qt.Key.Key_Return)

    def make_account(self) -> None:
        account, details = self.page(AccountPage), self.visitor.details
        type_text(account.first_name.edit, details.first_name)
        type_text(account.last_name.edit, details.last_name)
        type_text(account.email.edit, details.email)
        type_text(account.password.edit, self.visitor.password)
        self.look("15b-account")
        press(account.continue_button)
        recovery = self.page(RecoveryPage)
        self.look("15c-recovery-code")
        type_text(recovery.field.edit, recovery.asked_group())
        press(recovery.continue_button)

    def choose_and_practise(self) -> None:
        if self._desk.journey.deps.assessment.organisation is not None:
            consent = self.page(ConsentPage)
            press(next(iter(consent.choices.values())))
            self.look("02-consent")
            press(consent.continue_button)
        practice = self.page(StatementPage)
        self.look("03a-practice")
        QTest.keyClick(practice, Qt.Key.Key_4)
        start = self.page(StartPage)
        press(start.choices[self.visitor.computer_reading])
        self.look("03b-start")
        press(start.start_button)

    def answer_all(self) -> None:
        """Answer every item from the one on screen to the last, each only after the one before was saved."""
        self.page(StatementPage)
        sitting = self._desk.journey.sitting
        assert sitting is not None
        while (item := sitting.item) is not None:
            position = sitting.position
            self.answer_one(self.page(ItemPage), item.id)
            self._wait_until(lambda at=position: sitting.position > at, f"item {position + 2}")  # type: ignore[misc]

    def answer_one(self, page: ItemPage, item_id: str) -> None:
        value = self.visitor.answers.get(item_id)
        if isinstance(page, StatementPage) and isinstance(value, StatementValue):
            self.look("03-statement")
            QTest.keyClick(page, Qt.Key(Qt.Key.Key_0.value + value.category))
        elif isinstance(page, SituationPage) and isinstance(value, SituationValue):
            for action, button in ((value.best, "best"), (value.worst, "worst")):
                press(getattr(page.row_of(action or ""), button))
            self.look("10-situation")
            press(page.next_button)
        elif isinstance(page, OpenAnswerPage) and isinstance(value, TextValue):
            type_text(page.editor, value.text)
            self.look("04-open-answer")
            press(page.next_button)
        else:
            press(page.skip_button)

    def finish(self) -> None:
        review = self.page(ReviewPage)
        self.look("11-review")
        press(review.finish_button)

    def look_at_profile(self) -> None:
        profile = self.page(ProfilePage)
        self._wait_until(lambda: profile.is_settled, "the texts to be read")
        self.look("05-profile")
        self.visit_texts(profile)

    def save_report(self) -> None:
        press(self.page(ProfilePage).report_button)
        report = self.page(ReportPage)
        self._save(report, "report", "17-report")
        press(report.back_button)

    def make_cv(self) -> None:
        press(self.page(ProfilePage).cv_button)
        self._save(self.page(CvPage), "cv", "06-cv")

    def _save(self, page: PaperPage, paper: str, picture: str) -> None:
        self._wait_until(page.save_button.isEnabled, f"the preview of the {paper}")
        self.look(picture)
        press(page.save_button)
        self._wait_until(lambda: paper in self._saved, f"the saved {paper}")

    def visit_texts(self, profile: ProfilePage) -> None:
        """Look at the evidence in the texts, and come back."""
        press(profile.panel.see)
        reading = self.page(ReadingPage)
        self._wait_until(lambda: reading.is_settled, "the evidence in the texts")
        self.look("05b-reading")
        press(reading.back_button)

    def sign_out(self) -> None:
        cv = self.page(CvPage)
        press(cv.back_button)
        press(self.page(ProfilePage).sign_out_button)
        self.page(MessagePage)
        self.look("16-signed-out")


def perform_and_keep(
    open_storage: Callable[[Unlock | None], Opened], out: Path, preferences: Preferences
) -> dict[str, Path]:
    """Play everything and leave the CV, the report, the profile's picture and the screens in `out`.

    Returns:
        What was left where: "cv", "report", "profile" and "screens".

    Raises:
        Fault: Something can't be written, here or where the storage is.
    """
    screens, cv, report, profile = out / "screens", out / "cv.pdf", out / "report.pdf", out / "profile.png"
    title_of_report = Words(preferences.language)("file.save_report")
    with disk_faults(out):
        screens.mkdir(parents=True, exist_ok=True)
    visitor = Visitor(invented.PERSON, invented.PASSWORD, invented.AGE, {})
    desk = open_desk(
        open_storage,
        None,
        preferences.language,
        choose_file=lambda title, _: report if title == title_of_report else cv,
    )
    try:
        demonstration = Demonstration(desk, visitor, save_pictures(screens))
        desk.window.show()
        deps = demonstration.storage()
        answers = invented.answers_of_form(deps.shipped, sittings.form_now(deps), preferences.language)
        demonstration.visitor = replace(visitor, answers=answers)
        demonstration.perform()
    finally:
        desk.close()
    save_whole(profile, (screens / "05-profile.png").read_bytes())
    return {"cv": cv, "report": report, "profile": profile, "screens": screens}


def save_pictures(folder: Path) -> Callable[[str, QWidget], None]:
    """Return a way of looking that keeps a PNG of each page in `folder`."""

    def look(name: str, widget: QWidget) -> None:
        png = QBuffer()
        png.open(QIODevice.OpenModeFlag.WriteOnly)
        if not widget.grab().save(png, "PNG"):
            raise StuckError(f"a picture of {name}")
        save_whole(folder / f"{name}.png", bytes(png.data().data()))

    return look
