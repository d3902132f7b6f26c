"""After somebody signed out, deleted their account or walked away, none of twenty canaries of them is found."""

import gc
import importlib
import json
import pkgutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtGui import QAccessible, QAccessibleInterface, QClipboard, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from progrez_desktop.core.documents.fonts import width
from progrez_desktop.core.documents.qr_matrix import qr_matrix
from progrez_desktop.core.keys.person_key import PersonKey
from progrez_desktop.core.model.assessment import Prompt
from progrez_desktop.core.model.attempt import TextValue
from progrez_desktop.core.model.cv import CvChoices
from progrez_desktop.core.model.details import Entry, MyDetails
from progrez_desktop.core.model.keys import SafeKeys
from progrez_desktop.core.model.objection import Objection
from progrez_desktop.core.model.person import PersonDetails
from progrez_desktop.core.services import accounts, consents, own_cv, results, sittings
from progrez_desktop.core.services.deps import Session
from progrez_desktop.core.services.opening import Parts
from progrez_desktop.core.services.own_texts import OwnTexts
from progrez_desktop.core.services.provider_sign_in import Network
from progrez_desktop.core.settings import IDLE_LOCK_MS
from progrez_desktop.core.store.safe_store import SafeStore
from progrez_desktop.ui import pages
from progrez_desktop.ui.demonstration import press, type_text, wait_until
from progrez_desktop.ui.idle import IdleTimes
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.pages.about import AboutPage
from progrez_desktop.ui.pages.consent import ConsentPage
from progrez_desktop.ui.pages.contest import ContestPage
from progrez_desktop.ui.pages.cv import CvPage
from progrez_desktop.ui.pages.details import DetailsPage
from progrez_desktop.ui.pages.erase import ErasePage
from progrez_desktop.ui.pages.erased import ErasedPage
from progrez_desktop.ui.pages.github_ask import GithubAskPage
from progrez_desktop.ui.pages.github_found import GithubFoundPage
from progrez_desktop.ui.pages.manual import ManualPage
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.moving import MovingPage
from progrez_desktop.ui.pages.my_data import MyDataPage
from progrez_desktop.ui.pages.person import PersonPage
from progrez_desktop.ui.pages.privacy import PrivacyPage
from progrez_desktop.ui.pages.profile import ProfilePage
from progrez_desktop.ui.pages.reading import ReadingPage
from progrez_desktop.ui.pages.release import ReleasePage
from progrez_desktop.ui.pages.report import ReportPage
from progrez_desktop.ui.pages.resume import ResumePage
from progrez_desktop.ui.pages.training import TrainingPage
from progrez_desktop.ui.provider_visit import Online
from progrez_desktop.ui.startup import Desk
from tests.fakes import FakeClock, there
from tests.journeys.driving import (
    contents,
    desk_over,
    everything_in_memory,
    fill,
    on_screen,
    parts_of,
    sign_in,
    storage,
    texts_of,
    to_sign_in,
)
from tests.public_work import REPOS, WebToSite, repository, serve, usual
from tests.web_server import listening

P = TypeVar("P", bound=Page)
OF_A_PERSON = (PersonKey, SafeKeys, Session, SafeStore, OwnTexts, MyDetails, CvChoices)

PERSON = PersonDetails("Zilverreiger", "Oeverzwaluw", "blauwborst.kwartel@example.org")
PASSWORD = "wielewaal in the walnut"
_WORDS = ("roerdomp", "steltkluut", "waterhoen", "grutto", "kemphaan", "tapuit", "bosuil", "geelgors", "boomklever")
CANARIES = (
    *(PERSON.first_name, PERSON.last_name, "blauwborst.kwartel", PASSWORD, *_WORDS),
    *("grauwe gors", "ijsduiker", "ortolaan", "sprinkhaanzanger", "pestvogel", "klapekster", "wespendief"),
)
"""In details and password; in the own texts; in an objection, the address, a job and the sentences of the CV; typed and
undone in the details and on the CV; and in a JSON Resume that was looked at and not taken."""

OF_NOBODY = {
    *("WelcomePage", "AgePage", "AccountPage", "SignInPage", "RecoveryPage", "UnlockPage", "ErasedPage"),
    *("ProviderWaitPage", "WithdrawPage", "BringInPage"),  # before anybody is signed in
    *("NoticesPage", "StartCodePage"),  # what everybody is told, and a code that everybody was given
    *("RaterPage", "RatingPage"),  # of a rating office, which is another data folder
    # Of a registry, which is another one too.
    *("AgreePage", "CandidatePage", "CandidatesPage", "CombinationPage", "ComparePage", "DecisionPage"),
    *("DecisionsPage", "DeedsPage", "ExpertPage", "ExportingPage", "InterviewPage", "LetterPage"),
    *("LockedRolePage", "ReaderPage", "RefusedPage", "RegistryInPage", "RolesPage", "ShortlistNewPage"),
    *("ShortlistPage", "ShortlistsPage", "StatisticsPage", "TeamPage", "TeamsPage", "_ListPage", "_RolePage"),
    # Of staff, while nobody is signed in. A request that came by mail goes with the page: test_operator_desk.
    *("StaffInPage", "InvigilatorPage", "StaffSignInPage", "TodayPage", "SendPage", "LeavingPage", "TroublePage"),
    *("DutiesPage", "DutyPage", "DutyNewPage", "DisclosingPage", "PacksPage", "PackFoundPage", "OffersPage"),
    *("ComputerPage", "SettingsPage", "ChecksPage", "CountsPage", "LogPage", "RosterPage", "MemberPage"),
    *("OwnFactorPage", "OrganisationsPage", "InvitationPage"),
    # Of the computer; and a password that is asked of somebody over their page, and goes with it: test_a_sitting_moves.
    *("KioskCheckPage", "OwnPasswordPage"),
}
OF_A_SITTING = {"EasePage", "StartPage", "StatementPage", "SituationPage", "OpenAnswerPage", "ReviewPage"}
"""test_idle_lock and test_two_people leave them with something typed."""
FRAMES = {"ItemPage", "NotingPage", "PaperPage"}
"""What several pages are made of."""


def planted(parts: Parts) -> None:
    """An account with a canary in everything that a person can leave."""
    with storage(parts) as opened:
        deps = opened.deps
        made = accounts.create(deps, PERSON, PASSWORD)
        session = made.session
        accounts.keeps_recovery_code(deps, session)
        consents.decide(deps, session, there(deps.assessment.organisation), ["profile"], "en")
        attempt = sittings.begin(deps, session).attempt
        prompts = [item for item in deps.assessment.items if isinstance(item, Prompt)]
        for number, prompt in enumerate(prompts):
            birds = ", ".join(_WORDS[number :: len(prompts)])
            text = f"I told the team about the {birds}, and asked what everybody needed to go on with it."
            session.safe.save_response(
                attempt.id, prompt.id, "en", TextValue(text), position=0, active_ms=0, at_ms=deps.clock.now_ms()
            )
        session.safe.objections.save(
            attempt.id, Objection(prompts[0].id, "empathy", "ab" * 32, "other", "grauwe gors", 1)
        )
        job = Entry("Keeper of the ortolaan", "Zoo", "2019")
        session.safe.own_details.keep(MyDetails({"address": "ijsduiker"}, {"work": (job,)}), 1)
        own_cv.keep_choices(deps, session, CvChoices(summaries={"en": "I know the sprinkhaanzanger."}))
        results.finish(deps, session, attempt.id)
        accounts.sign_out(session)


class Walk:
    """Through every page that shows something of the person, typing, undoing and copying."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self.seen: set[str] = set()

    def on(self, kind: type[P]) -> P:
        self.seen.add(kind.__name__)
        return on_screen(self._desk, kind)

    def details(self) -> None:
        press(self.on(ProfilePage).details_button)
        details = self.on(DetailsPage)
        details.lists["work"].open()
        type_and_undo(details.lists["work"].forms[0].first_field(), "pestvogel")
        press(details.undo_button)
        press(details.take_over_button)
        assert "wespendief" in texts_of(self.on(ResumePage))
        press(self.on(ResumePage).back_button)
        press(self.on(DetailsPage).public_work.open_button)
        asking = self.on(GithubAskPage)
        fill(asking.name.edit, "ada-example")
        press(asking.agree)
        press(asking.ask_button)
        assert "waterhoen-counter" in texts_of(self.on(GithubFoundPage))
        press(self.on(GithubFoundPage).back_button)
        press(self.on(DetailsPage).back_button)

    def papers(self) -> None:
        press(self.on(ProfilePage).cv_button)
        cv = self.on(CvPage)
        wait_until(cv.save_button.isEnabled, "the CV")
        assert "sprinkhaanzanger" in texts_of(cv)
        type_and_undo(cv.sentences, "klapekster")
        press(cv.back_button)
        press(self.on(ProfilePage).report_button)
        report = self.on(ReportPage)
        wait_until(report.save_button.isEnabled, "the report")
        press(report.back_button)
        press(self.on(ProfilePage).about_link)
        about = self.on(AboutPage)
        about.read_manual.emit()
        self.on(ManualPage).back.emit()
        self.on(AboutPage).back.emit()

    def beside_a_score(self) -> None:
        self.on(ProfilePage).see_texts.emit("empathy")
        reading = self.on(ReadingPage)
        wait_until(lambda: reading.shown is not None, "a text")
        QGuiApplication.clipboard().setText(there(reading.shown).text)
        press(reading.back_button)
        self.on(ProfilePage).have_say.emit("empathy")
        say = self.on(ContestPage)
        wait_until(lambda: PERSON.full_name in texts_of(say), "the letter")
        type_and_undo(say.words, "klapekster")
        press(say.back_button)

    def my_data(self) -> None:
        press(self.on(ProfilePage).my_data_button)
        press(self.on(MyDataPage).person_button)
        press(self.on(PersonPage).back_button)
        press(self.on(MyDataPage).release_button)
        what_leaves = self.on(ReleasePage)
        press(what_leaves.bytes_button)
        press(what_leaves.back_button)
        press(self.on(MyDataPage).move_button)
        press(self.on(MovingPage).back_button)
        self.on(MyDataPage).see_training.emit()
        training = self.on(TrainingPage)
        assert "roerdomp" in texts_of(training)
        press(training.back_button)
        press(self.on(MyDataPage).change_button)
        self.on(ConsentPage).read_privacy.emit()
        self.on(PrivacyPage).back.emit()
        self.on(ConsentPage).back.emit()
        press(self.on(MyDataPage).delete_button)
        press(self.on(ErasePage).go_on_button)
        press(self.on(MessagePage).buttons["no"])
        self.on(MyDataPage)


def seen_everywhere(desk: Desk) -> set[str]:
    """Go through every page that shows something of the person; return which pages that were."""
    walk = Walk(desk)
    to_sign_in(desk)
    sign_in(desk, PERSON.email, PASSWORD)
    profile = walk.on(ProfilePage)
    wait_until(lambda: profile.is_settled, "the texts", patience_s=60)
    walk.details()
    walk.papers()
    walk.beside_a_score()
    walk.my_data()
    return walk.seen


def type_and_undo(field: QWidget, text: str) -> None:
    """What was typed and undone is not on screen, and could be brought back."""
    field.setFocus()
    type_text(field, text)
    QTest.keyClick(field, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)


def spoken_by(interface: QAccessibleInterface, depth: int = 0) -> Iterator[str]:
    """Everything that a screen reader could say of a window and what is in it, shown or not."""
    for kind in (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value, QAccessible.Text.Help):
        yield interface.text(kind)
    for number in range(interface.childCount() if depth < 40 else 0):
        child = interface.child(number)
        if child is not None and child.isValid():
            yield from spoken_by(child, depth + 1)


def accessible_tree() -> str:
    found: list[str] = []
    for top in QApplication.topLevelWidgets():
        interface = QAccessible.queryAccessibleInterface(top)
        if interface is not None:
            found += spoken_by(interface)
    return "\n".join(found)


def clipboards() -> str:
    board = QGuiApplication.clipboard()
    modes = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection, QClipboard.Mode.FindBuffer)
    return "\n".join(board.text(mode) for mode in modes)


def traces(folder: Path) -> dict[str, list[str]]:
    """Where which canary is found: in widgets, clipboards, what is read aloud, and every file around the data."""
    QApplication.processEvents()
    shown = {"widgets": everything_in_memory(), "clipboard": clipboards(), "accessible": accessible_tree()}
    found = {place: [one for one in CANARIES if one.lower() in text.lower()] for place, text in shown.items()}
    for name, content in contents(folder).items():
        lowered = content.lower()
        found[name] = [
            one for one in CANARIES if one.lower().encode() in lowered or one.lower().encode("utf-16-le") in lowered
        ]
    return {place: canaries for place, canaries in found.items() if canaries}


def nobody_left(desk: Desk, of_others: list[object]) -> None:
    wait_until(lambda: desk.journey.session is None, "nobody to be signed in")
    wait_until(lambda: not desk.journey.outside.store_lane.busy, "the safe to be closed")
    wait_until(lambda: not held(of_others), "what was held of the person to be let go")
    wait_until(lambda: not width.cache_info().currsize + qr_matrix.cache_info().currsize, "what was drawn to be let go")


def held(of_others: Sequence[object] = ()) -> list[object]:
    """What is in memory of those records that hold a key or what a person wrote."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    known = set(map(id, of_others))
    return [one for one in gc.get_objects() if isinstance(one, OF_A_PERSON) and id(one) not in known]


@pytest.fixture(autouse=True)
def of_others() -> list[object]:
    """What other tests of this process hold."""
    return held()


@pytest.fixture
def parts(tmp_path: Path) -> Parts:
    parts = parts_of(tmp_path / "data")
    planted(parts)
    return parts


@pytest.fixture
def resume(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file of the person's own, which lies elsewhere and is read once."""
    file = tmp_path_factory.mktemp("stick") / "resume.json"
    file.write_text(json.dumps({"work": [{"position": "Counting the wespendief"}]}), "utf-8")
    return file


@contextmanager
def desk_with(parts: Parts, resume: Path, idle: IdleTimes | None = None) -> Iterator[Desk]:
    with listening() as site:
        serve(site, usual(**{REPOS: [repository("waterhoen-counter")]}))
        online = Online(Network(lambda: WebToSite(site)), lambda _: False)
        with desk_over(parts, idle=idle, open_file=lambda _title, _ending: resume, online=online) as desk:
            yield desk


def test_there_are_twenty_canaries_and_the_search_finds_them(
    parts: Parts, resume: Path, tmp_path: Path, of_others: list[object]
) -> None:
    assert len(set(CANARIES)) == 20
    with desk_with(parts, resume) as desk:
        seen_everywhere(desk)
        (tmp_path / "data" / "forgotten.txt").write_text("the Grutto", "utf-16-le")
        found = traces(tmp_path)
        assert {PERSON.first_name, PERSON.last_name, "blauwborst.kwartel"} <= set(found["widgets"])
        assert {PERSON.first_name, PERSON.last_name, "blauwborst.kwartel"} <= set(found["accessible"])
        assert "roerdomp" in found["clipboard"]
        assert found["data/forgotten.txt"] == ["grutto"]
        assert {Session, SafeStore} <= set(map(type, held(of_others)))


def test_the_search_has_been_on_every_page_that_shows_something_of_a_person(parts: Parts, resume: Path) -> None:
    """A new page is visited here, or named above as one that knows nobody."""
    for module in pkgutil.iter_modules(pages.__path__):
        importlib.import_module(f"{pages.__name__}.{module.name}")
    every = {one.__name__ for one in subclasses(Page) if one.__module__.startswith(pages.__name__)}
    with desk_with(parts, resume) as desk:
        assert seen_everywhere(desk) == every - OF_NOBODY - OF_A_SITTING - FRAMES


def subclasses(kind: type[Page]) -> Iterator[type[Page]]:
    for one in kind.__subclasses__():
        yield one
        yield from subclasses(one)


def test_none_is_found_after_signing_out(parts: Parts, resume: Path, tmp_path: Path, of_others: list[object]) -> None:
    with desk_with(parts, resume) as desk:
        seen_everywhere(desk)
        press(on_screen(desk, MyDataPage).back_button)
        press(on_screen(desk, ProfilePage).sign_out_button)
        nobody_left(desk, of_others)
        assert traces(tmp_path) == {}
    assert traces(tmp_path) == {}


def test_none_is_found_after_walking_away(resume: Path, tmp_path: Path, of_others: list[object]) -> None:
    clock = FakeClock()
    parts = parts_of(tmp_path / "data", clock)
    planted(parts)
    with desk_with(parts, resume, IdleTimes(tick_ms=5)) as desk:
        seen_everywhere(desk)
        clock.advance(IDLE_LOCK_MS)
        nobody_left(desk, of_others)
        assert traces(tmp_path) == {}


def test_none_is_found_after_deleting_the_account(
    parts: Parts, resume: Path, tmp_path: Path, of_others: list[object]
) -> None:
    with desk_with(parts, resume) as desk:
        seen_everywhere(desk)
        press(on_screen(desk, MyDataPage).delete_button)
        press(on_screen(desk, ErasePage).go_on_button)
        press(on_screen(desk, MessagePage).buttons["yes"])
        on_screen(desk, ErasedPage)
        nobody_left(desk, of_others)
        assert traces(tmp_path) == {}
