"""Nobody is left without a recovery code: who was interrupted before confirming it is shown another one."""

from pathlib import Path

import pytest

from progrez_desktop.core.errors import LockedFault
from progrez_desktop.core.services import accounts
from progrez_desktop.core.words import LANGUAGES, Words
from progrez_desktop.ui.demonstration import Demonstration, Visitor, press, type_text, wait_until
from progrez_desktop.ui.pages.account import AccountPage
from progrez_desktop.ui.pages.consent import ConsentPage
from progrez_desktop.ui.pages.recovery import RecoveryPage
from progrez_desktop.ui.startup import Desk
from tests.journeys.driving import (
    ANNA,
    PASSWORD,
    contents,
    desk_over,
    fill,
    make_account,
    on_screen,
    parts_of,
    set_up,
    sign_in,
    storage,
    texts_of,
    to_sign_in,
)


def stop_at_the_code(desk: Desk) -> str:
    """Make an account and go no further than its recovery code."""
    Demonstration(desk, Visitor(ANNA, PASSWORD, 29, {}), lambda _name, _window: None).begin()
    page = on_screen(desk, AccountPage)
    for field, text in (
        (page.first_name, ANNA.first_name),
        (page.last_name, ANNA.last_name),
        (page.email, ANNA.email),
        (page.password, PASSWORD),
    ):
        fill(field.edit, text)
    press(page.continue_button)
    return on_screen(desk, RecoveryPage)._code


def confirm(page: RecoveryPage) -> None:
    type_text(page.field.edit, page.asked_group())
    press(page.continue_button)


def come_back(desk: Desk) -> None:
    to_sign_in(desk)
    sign_in(desk)


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_was_stopped_before_confirming_the_code_is_shown_a_new_one_that_works(
    tmp_path: Path, language: str
) -> None:
    parts = set_up(parts_of(tmp_path))
    with desk_over(parts, language) as desk:
        first = stop_at_the_code(desk)
    with desk_over(parts, language) as desk:
        come_back(desk)
        page = on_screen(desk, RecoveryPage)
        second = page._code
        assert Words(language)("recovery.again.lead") in texts_of(page)
    with desk_over(parts, language) as desk:
        come_back(desk)
        page = on_screen(desk, RecoveryPage)
        third = page._code
        confirm(page)
        on_screen(desk, ConsentPage)
    assert len({first, second, third}) == 3
    with desk_over(parts, language) as desk:
        come_back(desk)
        on_screen(desk, ConsentPage)
    with storage(parts) as opened:
        for code in (first, second):
            with pytest.raises(LockedFault, match="wrong_recovery_code"):
                accounts.sign_in_with_recovery(opened.deps, ANNA.email, code, "eleven kites above the sea")
        session = accounts.sign_in_with_recovery(opened.deps, ANNA.email, third, "eleven kites above the sea")
        assert session.details == ANNA
        accounts.sign_out(session)
    groups = "-".join((first, second, third)).split("-")
    for content in contents(tmp_path).values():
        assert not any(group.encode() in content for group in groups)


def test_a_code_that_was_used_counts_as_kept(tmp_path: Path) -> None:
    parts = set_up(parts_of(tmp_path))
    with desk_over(parts) as desk:
        code = stop_at_the_code(desk)
    with storage(parts) as opened:
        accounts.sign_out(accounts.sign_in_with_recovery(opened.deps, ANNA.email, code, PASSWORD))
    with desk_over(parts) as desk:
        come_back(desk)
        on_screen(desk, ConsentPage)


def test_a_safe_from_before_this_was_asked_is_left_alone(tmp_path: Path) -> None:
    parts = parts_of(tmp_path)
    make_account(parts)
    with storage(parts) as opened:
        session = accounts.sign_in(opened.deps, ANNA.email, PASSWORD)
        session.safe._database.write("DELETE FROM notice WHERE id = 'recovery_code'")
        accounts.sign_out(session)
    with desk_over(parts) as desk:
        come_back(desk)
        on_screen(desk, ConsentPage)


def test_a_wrong_group_confirms_nothing(tmp_path: Path) -> None:
    with desk_over(set_up(parts_of(tmp_path))) as desk:
        stop_at_the_code(desk)
        page = on_screen(desk, RecoveryPage)
        type_text(page.field.edit, "00000")
        press(page.continue_button)
        wait_until(lambda: bool(page.field.edit.accessibleDescription()), "an answer")
        assert desk.window.page is page
        assert desk.journey.signed_in().safe.notices.is_waiting("recovery_code")
