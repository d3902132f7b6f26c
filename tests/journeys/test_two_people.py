"""Two people on one computer: the second one sees nothing of the first."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from progrez_desktop.core.model.assessment import Prompt
from progrez_desktop.core.model.attempt import TextValue
from progrez_desktop.core.model.person import PersonDetails
from progrez_desktop.core.services import accounts, sittings
from progrez_desktop.core.services import demonstration as invented
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.words import Words
from progrez_desktop.ui.demonstration import Demonstration, Visitor, press, type_text, wait_until
from progrez_desktop.ui.pages.account import AccountPage
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.open_answer import OpenAnswerPage
from progrez_desktop.ui.startup import Desk
from tests.journeys.driving import (
    ANNA,
    PASSWORD,
    desk_over,
    everything_in_memory,
    fill,
    make_account,
    on_screen,
    parts_of,
    ready,
    refused,
    sign_in,
    storage,
    to_sign_in,
)

BORIS = PersonDetails("Boris", "Vlinderveld", "b.vlinderveld@example.org")
BORIS_PASSWORD = "nine lanterns by the quay"
SECRET = "I once told my manager Marjolein about the leaking greenhouse."
OF_ANNA = (ANNA.first_name, ANNA.last_name, ANNA.email, PASSWORD, SECRET, "greenhouse")


def no_trace_of_anna(_: str, __: QWidget) -> None:
    found = everything_in_memory()
    assert not [one for one in OF_ANNA if one in found]


def leave_anna_at_a_prompt(deps: Deps) -> None:
    session = accounts.sign_in(deps, ANNA.email, PASSWORD)
    prompt = next(place for place, item in enumerate(deps.assessment.items) if isinstance(item, Prompt))
    session.safe.keep_place(sittings.begin(deps, session).attempt.id, prompt, 0)
    accounts.sign_out(session)


def anna_writes_copies_and_leaves(desk: Desk) -> None:
    to_sign_in(desk)
    sign_in(desk)
    press(on_screen(desk, MessagePage).buttons["go_on"])
    page = on_screen(desk, OpenAnswerPage)
    type_text(page.editor, SECRET)
    QTest.keyClick(page.editor, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClick(page.editor, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text() == SECRET
    press(page.pause_button)
    press(on_screen(desk, MessagePage).buttons["leave"])
    wait_until(lambda: desk.journey.session is None, "Anna to be signed out")
    press(on_screen(desk, MessagePage).buttons["back"])


def test_the_second_person_sees_nothing_of_the_first(tmp_path: Path) -> None:
    parts = parts_of(tmp_path / "data")
    make_account(parts)
    with storage(parts) as opened:
        leave_anna_at_a_prompt(opened.deps)
    cv = tmp_path / "boris.pdf"
    with desk_over(parts, choose_file=lambda _title, _name: cv) as desk:
        anna_writes_copies_and_leaves(desk)
        ready(desk)
        deps = desk.journey.deps
        answers = invented.answers_of_form(deps.shipped, "fixed", "en")
        Demonstration(desk, Visitor(BORIS, BORIS_PASSWORD, 40, answers), no_trace_of_anna).perform()
        no_trace_of_anna("end", desk.window)
    assert cv.exists()
    with storage(parts) as opened:
        anna = accounts.sign_in(opened.deps, ANNA.email, PASSWORD)
        (attempt,) = anna.safe.attempts()
        assert TextValue(SECRET) in [one.value for one in anna.safe.responses(attempt.id).values()]
        accounts.sign_out(anna)


def test_the_password_of_one_opens_nothing_of_the_other(tmp_path: Path) -> None:
    parts = parts_of(tmp_path)
    make_account(parts)
    make_account(parts, BORIS, BORIS_PASSWORD)
    with desk_over(parts) as desk:
        to_sign_in(desk)
        sign_in(desk, ANNA.email, BORIS_PASSWORD)
        assert refused(desk)
        assert desk.journey.session is None


def test_an_address_in_use_gets_a_neutral_answer(tmp_path: Path) -> None:
    """Somebody who tries an address at the account page must not learn who has an account here."""
    parts = parts_of(tmp_path)
    make_account(parts)
    with desk_over(parts) as desk:
        visitor = Demonstration(desk, Visitor(ANNA, BORIS_PASSWORD, 40, {}), lambda _name, _window: None)
        visitor.begin()
        page = on_screen(desk, AccountPage)
        for field, text in (
            (page.first_name, "B"),
            (page.last_name, "V"),
            (page.email, ANNA.email.upper()),
            (page.password, BORIS_PASSWORD),
        ):
            fill(field.edit, text)
        press(page.continue_button)
        wait_until(lambda: bool(page.email.edit.accessibleDescription()), "an answer")
        assert page.email.edit.accessibleDescription() == Words("en")("account.not_possible")
    with storage(parts) as opened:
        assert len(opened.deps.device.accounts()) == 1
