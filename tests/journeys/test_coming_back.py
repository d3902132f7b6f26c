"""Coming back: a wrong password, a forgotten one, and somebody who tries addresses."""

from contextlib import ExitStack
from pathlib import Path

import pytest

from progrez_desktop.core.model.attempt import StatementValue
from progrez_desktop.core.services import accounts, sittings
from progrez_desktop.core.services.sittings import Answering
from progrez_desktop.core.words import LANGUAGES, Words
from progrez_desktop.ui.demonstration import press, wait_until
from progrez_desktop.ui.pages.consent import ConsentPage
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.statement import StatementPage
from progrez_desktop.ui.startup import Desk
from tests.fakes import FakeClock
from tests.journeys.driving import (
    ANNA,
    MACHINE,
    PASSWORD,
    contents,
    desk_over,
    fill,
    make_account,
    on_screen,
    parts_of,
    refused,
    sign_in,
    storage,
    texts_of,
    to_sign_in,
)

NEW_PASSWORD = "eleven kites above the sea"
FIRST_WAIT_S = 30


def recover(desk: Desk, code: str, email: str = ANNA.email) -> None:
    page = to_sign_in(desk)
    press(page.other_way)
    fill(page.email.edit, email)
    fill(page.code.edit, code)
    fill(page.new_password.edit, NEW_PASSWORD)
    press(page.sign_in_button)


def is_in(desk: Desk) -> None:
    wait_until(lambda: desk.journey.session is not None, "the safe to open")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_wait_after_five_wrong_passwords_outlives_a_restart(tmp_path: Path, language: str) -> None:
    clock, words = FakeClock(), Words(language)
    parts = parts_of(tmp_path, clock)
    make_account(parts)
    with desk_over(parts, language) as desk:
        to_sign_in(desk)
        for _ in range(5):
            sign_in(desk, password="not that one at all")
            assert refused(desk) == words("error.wrong_password")
        sign_in(desk)
        assert refused(desk) == words("error.sign_in_wait", seconds=FIRST_WAIT_S)
    clock.advance(1000 * FIRST_WAIT_S - 1)
    with desk_over(parts, language) as desk:
        to_sign_in(desk)
        sign_in(desk)
        assert refused(desk) == words("error.sign_in_wait", seconds=1)
        clock.advance(1)
        sign_in(desk)
        is_in(desk)


@pytest.mark.parametrize("restart", [False, True])
@pytest.mark.parametrize("ahead_ms", [0, 20 * 86_400_000])
def test_a_clock_set_back_begins_the_wait_anew_and_it_ends(tmp_path: Path, ahead_ms: int, restart: bool) -> None:
    """Also where it was weeks ahead while somebody tried; further than a term hides the safe (test_wrong_clock)."""
    clock = FakeClock()
    parts = parts_of(tmp_path, clock)
    make_account(parts)
    wait = Words("en")("error.sign_in_wait", seconds=FIRST_WAIT_S)
    with ExitStack() as opened:
        desk = opened.enter_context(desk_over(parts))
        to_sign_in(desk)
        clock.wall_ms += ahead_ms
        for _ in range(5):
            sign_in(desk, password="not that one at all")
            refused(desk)
        clock.wall_ms -= ahead_ms + 3_600_000
        sign_in(desk)
        assert refused(desk) == wait
        if restart:
            opened.close()
            desk = opened.enter_context(desk_over(parts))
            to_sign_in(desk)
        clock.advance(1000 * FIRST_WAIT_S - 1)
        sign_in(desk)
        assert refused(desk) == Words("en")("error.sign_in_wait", seconds=1)
        clock.advance(1)
        sign_in(desk)
        is_in(desk)


def test_each_wrong_password_after_the_fifth_doubles_the_wait(tmp_path: Path) -> None:
    clock = FakeClock()
    parts = parts_of(tmp_path, clock)
    make_account(parts)
    with desk_over(parts) as desk:
        to_sign_in(desk)
        for _ in range(5):
            sign_in(desk, password="not that one at all")
            refused(desk)
        for seconds in (FIRST_WAIT_S, 2 * FIRST_WAIT_S, 4 * FIRST_WAIT_S):
            sign_in(desk)
            assert refused(desk) == Words("en")("error.sign_in_wait", seconds=seconds)
            clock.advance(1000 * seconds)
            sign_in(desk, password="not that one at all")
            assert refused(desk) == Words("en")("error.wrong_password")


def test_an_address_that_nobody_has_is_refused_in_the_same_words(tmp_path: Path) -> None:
    parts = parts_of(tmp_path, FakeClock())
    make_account(parts)
    with desk_over(parts) as desk:
        to_sign_in(desk)
        said: dict[str, list[str]] = {}
        for email in (ANNA.email, "nobody.at.all@example.org"):
            said[email] = []
            for _ in range(6):
                sign_in(desk, email, "not that one at all")
                said[email].append(refused(desk))
    assert said[ANNA.email] == said["nobody.at.all@example.org"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_slip_in_the_recovery_code_is_named_by_its_group_and_a_new_password_follows(
    tmp_path: Path, language: str
) -> None:
    parts, words = parts_of(tmp_path), Words(language)
    code = make_account(parts)
    groups = code.split("-")
    exchanged = groups[5][1] + groups[5][0] + groups[5][2:]
    if exchanged == groups[5]:
        exchanged = ("7" if groups[5][0] != "7" else "8") + groups[5][1:]
    with desk_over(parts, language) as desk:
        recover(desk, "-".join([*groups[:5], exchanged, *groups[6:]]))
        assert refused(desk) == words("error.recovery_code_typing", groups="6")
        fill(desk.window.page.code.edit, code.lower().replace("-", " "))  # type: ignore[union-attr]
        press(desk.window.page.sign_in_button)  # type: ignore[union-attr]
        is_in(desk)
    with desk_over(parts, language) as desk:
        to_sign_in(desk)
        sign_in(desk, password=PASSWORD)
        assert refused(desk) == words("error.wrong_password")
        sign_in(desk, password=NEW_PASSWORD)
        is_in(desk)
    for content in contents(tmp_path).values():
        assert not any(secret.encode() in content for secret in (PASSWORD, NEW_PASSWORD, MACHINE.passphrase, *groups))


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("en", "You were at question 14 of 127; about 32 minutes left."),
        ("nl", "Je was bij vraag 14 van 127; nog ongeveer 32 minuten."),
    ],
)
def test_a_person_who_comes_back_is_told_where_the_sitting_stood(tmp_path: Path, language: str, sentence: str) -> None:
    parts = parts_of(tmp_path)
    make_account(parts)
    with storage(parts) as opened:
        deps = opened.deps
        session = accounts.sign_in(deps, ANNA.email, PASSWORD)
        attempt_id = sittings.begin(deps, session).attempt.id
        for position, item in enumerate(deps.assessment.items[:13]):
            sittings.keep(
                deps, session, attempt_id, Answering(item.id, StatementValue(3), language, position + 1, 5000)
            )
        accounts.sign_out(session)
    with desk_over(parts, language) as desk:
        to_sign_in(desk)
        sign_in(desk)
        assert sentence in texts_of(on_screen(desk, MessagePage))


def test_an_older_safe_put_back_is_refused_even_if_nobody_signed_out(tmp_path: Path) -> None:
    """The device hears of an answer a moment after the screen called it saved, with the window still open."""
    parts = parts_of(tmp_path)
    make_account(parts)
    with desk_over(parts) as desk:
        to_sign_in(desk)
        sign_in(desk)
        on_screen(desk, ConsentPage)  # where signing in leads: no page comes after it by itself
        session = desk.journey.signed_in()
        desk.journey.course.sit(sittings.begin(desk.journey.deps, session))
        [path] = parts.folder.safes.glob("*.safe")
        older = path.read_bytes()
        on_screen(desk, StatementPage).chosen.emit(3)

        def heard_of() -> int:
            account = desk.journey.deps.device.account(session.account_id)
            return account.chain_head.seq if account and account.chain_head else 0

        wait_until(lambda: heard_of() == 1, "the device to hear of the answer")
    path.write_bytes(older)
    with desk_over(parts) as desk:
        to_sign_in(desk)
        sign_in(desk)
        assert "older copy" in refused(desk)
