"""GitHub is asked when the person pressed for it and agreed, once; they see it first, and what they take is theirs."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from progrez_desktop.core.model.details import MyDetails
from progrez_desktop.core.online.web import Web
from progrez_desktop.core.services import access_log, own_cv
from progrez_desktop.core.services.opening import Parts
from progrez_desktop.core.services.provider_sign_in import Network
from progrez_desktop.core.words import LANGUAGES, Words
from progrez_desktop.ui.demonstration import press, wait_until
from progrez_desktop.ui.pages.cv import CvPage
from progrez_desktop.ui.pages.details import DetailsPage
from progrez_desktop.ui.pages.github_ask import GithubAskPage
from progrez_desktop.ui.pages.github_found import GithubFoundPage
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.my_data import MyDataPage
from progrez_desktop.ui.pages.profile import ProfilePage
from progrez_desktop.ui.provider_visit import Online
from progrez_desktop.ui.startup import Desk
from tests.core.documents.pdf_text import squeezed, text_of
from tests.journeys.driving import (
    contents,
    desk_over,
    everything_in_memory,
    fill,
    finish_unanswered,
    make_account,
    on_screen,
    parts_of,
    sign_in,
    signed_in,
    texts_of,
    to_sign_in,
)
from tests.journeys.test_after_signing_out import accessible_tree
from tests.journeys.test_keyboard_only import MouseWatch, focused, spoken, tab_to
from tests.journeys.test_keyboard_only import press as press_key
from tests.public_work import REPOS, WebToSite, event, repository, serve, usual
from tests.web_server import Asked, Handler, Site, listening


@pytest.fixture
def site() -> Iterator[Site]:
    now = datetime.now(UTC).isoformat()
    with listening() as site:
        serve(site, usual(**{"/users/ada-example/events/public": [event(at=now), event("IssuesEvent", now)]}))
        yield site


@pytest.fixture
def parts(tmp_path: Path) -> Parts:
    """A machine on which Anna has a profile."""
    parts = parts_of(tmp_path / "data")
    make_account(parts)
    with signed_in(parts) as (deps, session):
        finish_unanswered(deps, session)
    return parts


def no_network() -> Web:
    raise AssertionError("something asked for the network")


@contextmanager
def at_the_details(
    parts: Parts, open_web: Callable[[], Web], language: str = "en", cv: Path | None = None
) -> Iterator[Desk]:
    with desk_over(
        parts, language, choose_file=lambda *_: cv, online=Online(Network(open_web), lambda _: False)
    ) as desk:
        to_sign_in(desk)
        sign_in(desk)
        press(on_screen(desk, ProfilePage).details_button)
        on_screen(desk, DetailsPage)
        yield desk


def go_to(widget: QWidget) -> None:
    tab_to(spoken(widget))


def to_the_question(desk: Desk) -> GithubAskPage:
    press(on_screen(desk, DetailsPage).public_work.open_button)
    return on_screen(desk, GithubAskPage)


def ask(desk: Desk, name: str = "ada-example") -> GithubAskPage:
    page = to_the_question(desk)
    fill(page.name.edit, name)
    press(page.agree)
    press(page.ask_button)
    return page


def kept_now(desk: Desk) -> MyDetails:
    """What a second look into the open safe finds on the disk."""
    return desk.journey.signed_in().safe.own_details.read()


def actions(desk: Desk) -> list[str]:
    wait_until(lambda: not desk.journey.outside.store_lane.busy, "the safe")
    lines = access_log.checked(desk.journey.deps, desk.journey.signed_in()).lines
    return [line.action for line in lines if line.action.startswith("github")]


def told(page: GithubAskPage) -> str:
    wait_until(lambda: not page.is_busy and not page.told.isHidden(), "an answer")
    return page.told.text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_public_projects_are_looked_up_and_taken_with_the_keyboard_alone(
    parts: Parts, site: Site, language: str
) -> None:
    words, mouse = Words(language), MouseWatch()
    with at_the_details(parts, lambda: WebToSite(site), language) as desk:
        desk.context.set_text_percent(200)
        desk.window.activateWindow()
        desk.app.installEventFilter(mouse)
        before = on_screen(desk, DetailsPage)
        go_to(before.public_work.open_button)
        press_key(Qt.Key.Key_Return)
        page = on_screen(desk, GithubAskPage)
        go_to(page.name.edit)
        QTest.keyClicks(focused(), "ada-example")
        go_to(page.agree)
        assert spoken(focused()) == words("github.ask.agree")
        assert not site.asked
        press_key(Qt.Key.Key_Space)
        go_to(page.ask_button)
        press_key(Qt.Key.Key_Return)
        found = on_screen(desk, GithubFoundPage)
        assert kept_now(desk) == MyDetails()
        go_to(found.projects["https://github.com/ada-example/dike-watch"])
        press_key(Qt.Key.Key_Space)
        go_to(found.languages["Shell"])
        press_key(Qt.Key.Key_Space)
        go_to(found.take_button)
        press_key(Qt.Key.Key_Return)
        details = on_screen(desk, DetailsPage)
        wait_until(lambda: details.step.text() == words("details.saved"), "the word that it is saved")
        kept = kept_now(desk)
        work = kept.public_work
        assert [entry.title for entry in kept.entries("projects")] == ["polder-flow"]
        assert work is not None
        assert [one.name for one in work.languages] == ["Python", "TypeScript"]
        assert [week.counts for week in work.weeks] == [(("push", 1), ("issue", 1))]
        assert work.notice.language == language
        day = words.date(work.at_ms)
        assert words("github.card.as_of", date=day, user="ada-example") in texts_of(details)
        assert words.plural("code.basis", 2, date=day) in texts_of(details)
        go_to(details.undo_button)
        press_key(Qt.Key.Key_Return)
        wait_until(lambda: details.step.text() == words("details.saved"), "the word that it is saved")
        assert kept_now(desk) == MyDetails()
        desk.app.removeEventFilter(mouse)
    assert mouse.presses == 0


def test_nothing_is_asked_before_a_name_and_consent_and_nothing_by_itself(parts: Parts, site: Site) -> None:
    with at_the_details(parts, no_network) as desk:
        page = to_the_question(desk)
        assert not page.agree.isChecked()
        assert not page.ask_button.isEnabled()
        fill(page.name.edit, "ada-example")
        assert not page.ask_button.isEnabled()
        press(page.agree)
        assert page.ask_button.isEnabled()
        page.agree.click()
        assert not page.ask_button.isEnabled()
        press(page.back_button)
        on_screen(desk, DetailsPage)
        assert actions(desk) == []
    with at_the_details(parts, lambda: WebToSite(site)) as desk:
        ask(desk)
        press(on_screen(desk, GithubFoundPage).take_button)
        on_screen(desk, DetailsPage)
        wait_until(lambda: kept_now(desk).public_work is not None, "what was taken")
    asked = len(site.asked)
    with at_the_details(parts, no_network) as desk:
        page = to_the_question(desk)
        assert page.name.text() == "ada-example"
        assert not page.agree.isChecked()
    assert len(site.asked) == asked


def test_asking_and_taking_stand_in_the_log_and_going_back_takes_nothing(parts: Parts, site: Site) -> None:
    with at_the_details(parts, lambda: WebToSite(site)) as desk:
        ask(desk)
        press(on_screen(desk, GithubFoundPage).back_button)
        on_screen(desk, DetailsPage)
        assert actions(desk) == ["github_asked"]
        assert kept_now(desk) == MyDetails()
        ask(desk)
        press(on_screen(desk, GithubFoundPage).take_button)
        on_screen(desk, DetailsPage)
        assert actions(desk) == ["github_asked", "github_asked", "github_taken"]
        press(on_screen(desk, DetailsPage).back_button)
        on_screen(desk, ProfilePage)
        desk.journey.show_my_data(lambda: None)
        said = texts_of(on_screen(desk, MyDataPage))
        assert Words("en")("log.github_asked") in said
        assert "ada-example" not in said


def test_what_was_taken_stands_on_the_cv_with_its_day_and_events_do_not(
    parts: Parts, site: Site, tmp_path: Path
) -> None:
    words, cv = Words("en"), tmp_path / "cv.pdf"
    with at_the_details(parts, lambda: WebToSite(site), cv=cv) as desk:
        ask(desk)
        press(on_screen(desk, GithubFoundPage).take_button)
        press(on_screen(desk, DetailsPage).back_button)
        press(on_screen(desk, ProfilePage).cv_button)
        page = on_screen(desk, CvPage)
        wait_until(page.save_button.isEnabled, "the preview of the CV")
        assert "Languages in code" in page.parts_note.text()
        press(page.save_button)
        wait_until(cv.exists, "the saved CV")
        work = kept_now(desk).public_work
        assert work is not None
    found = squeezed(text_of(cv.read_bytes()))
    assert squeezed("Python (70%) · TypeScript (30%) · Shell (1%)") in found
    assert squeezed(words.plural("code.basis", 2, date=words.date(work.at_ms))) in found
    assert "polder-flow" in found
    assert squeezed("Week of") not in found
    assert "push" not in found


@pytest.mark.parametrize(
    ("typed", "reply", "part"),
    [
        ("nobody-here", None, "knows nobody"),
        ("ada-example", (429, {"retry-after": "120"}, {}), "It may be asked again from "),
        ("ada-example", (503, {}, {}), "status 503"),
        ("ada-example", (200, {}, b"<html>"), "can’t read"),
        ("ada-example", {"message": "?"}, "something else than was asked"),
    ],
)
def test_what_goes_wrong_is_said_on_the_page_and_changes_nothing(
    parts: Parts, site: Site, typed: str, reply: object, part: str
) -> None:
    if reply is not None:
        serve(site, {REPOS: reply})
    with at_the_details(parts, lambda: WebToSite(site)) as desk:
        page = ask(desk, typed)
        assert part in told(page)
        assert page.name.text() == typed
        assert page.ask_button.isEnabled()
        assert on_screen(desk, GithubAskPage) is page
        press(page.back_button)
        on_screen(desk, DetailsPage)
        assert kept_now(desk) == MyDetails()


def test_without_a_network_it_is_said_at_once(parts: Parts) -> None:
    with listening() as gone:
        pass
    with at_the_details(parts, lambda: WebToSite(gone)) as desk:
        assert "could not be reached" in told(ask(desk))


def test_what_is_no_name_is_told_beside_it_and_not_asked(parts: Parts) -> None:
    with at_the_details(parts, no_network) as desk:
        page = ask(desk, "Ada Lovelace")
        assert page.name.edit.accessibleDescription() == Words("en")("error.github_not_a_name")
        assert actions(desk) == []


@pytest.fixture
def silent(site: Site) -> threading.Event:
    """Let the server say nothing; the event tells that it was asked."""
    arrived = threading.Event()

    def wait(_to: Handler, _asked: Asked) -> None:
        arrived.set()
        site.ended.wait(30)

    site.answers["/users/ada-example/repos"] = wait
    return arrived


def test_asking_can_be_stopped(parts: Parts, site: Site, silent: threading.Event) -> None:
    with at_the_details(parts, lambda: WebToSite(site)) as desk:
        page = ask(desk)
        wait_until(silent.is_set, "the question")
        assert page.told.text() == Words("en")("github.ask.busy")
        press(page.stop_button)
        assert told(page) == Words("en")("error.online_stopped")
        assert page.stop_button.isHidden()


def test_stopping_before_the_first_question_asks_none(parts: Parts, site: Site) -> None:
    with at_the_details(parts, lambda: WebToSite(site)) as desk:
        page = to_the_question(desk)
        page.ask.connect(lambda _: page.stop.emit())
        fill(page.name.edit, "ada-example")
        press(page.agree)
        press(page.ask_button)
        assert told(page) == Words("en")("error.online_stopped")
        assert not site.asked


@pytest.mark.parametrize("way", ["lock", "close"])
def test_whoever_goes_while_it_is_asked_leaves_nothing_behind(
    parts: Parts, site: Site, silent: threading.Event, way: str
) -> None:
    with at_the_details(parts, lambda: WebToSite(site)) as desk:
        ask(desk)
        wait_until(silent.is_set, "the question")
        if way == "lock":
            desk.journey.lock()
            on_screen(desk, MessagePage)
            wait_until(lambda: not desk.journey.arrival.online_lane.busy, "the errand to end", patience_s=5)
            on_screen(desk, MessagePage)
    with signed_in(parts) as (_, session):
        assert own_cv.own_cv(session).details == MyDetails()


def test_hostile_texts_are_shown_as_plain_text(parts: Parts, site: Site) -> None:
    bad = repository("polder-flow", description="<b>bold</b>\u202e\x07 end", language="<i>L</i>")
    serve(site, {REPOS: [bad]})
    with at_the_details(parts, lambda: WebToSite(site)) as desk:
        ask(desk)
        page = on_screen(desk, GithubFoundPage)
        (choice,) = page.projects.values()
        assert choice.accessibleDescription().startswith("<b>bold</b> end\nMostly <i>L</i>")
        press(page.take_button)
        (entry,) = on_screen(desk, DetailsPage).details.entries("projects")
        assert entry.text.startswith("<b>bold</b> end")


def test_after_signing_out_nothing_of_it_is_found(parts: Parts, site: Site, tmp_path: Path) -> None:
    with at_the_details(parts, lambda: WebToSite(site)) as desk:
        ask(desk)
        found = on_screen(desk, GithubFoundPage)
        assert "polder-flow" in everything_in_memory()
        press(found.take_button)
        details = on_screen(desk, DetailsPage)
        wait_until(lambda: details.step.text() == Words("en")("details.saved"), "the word that it is saved")
        desk.journey.sign_out()
        on_screen(desk, MessagePage)
        wait_until(lambda: desk.journey.session is None and not desk.journey.outside.store_lane.busy, "the safe")
        for text in ("ada-example", "polder-flow", "What polder-flow does"):
            assert text not in everything_in_memory()
            assert text not in accessible_tree()
    for name, content in contents(tmp_path / "data").items():
        assert b"polder-flow" not in content, name
