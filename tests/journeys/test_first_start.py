"""The first start of a computer, and the one after its key store was lost."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from progrez_desktop.core.errors import LockedFault
from progrez_desktop.core.keys.os_store import SecretStore
from progrez_desktop.core.services import accounts
from progrez_desktop.core.services.opening import Parts
from progrez_desktop.core.words import LANGUAGES, Words
from progrez_desktop.ui.demonstration import press, type_text, wait_until
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.recovery import RecoveryPage
from progrez_desktop.ui.pages.unlock import UnlockPage
from progrez_desktop.ui.pages.welcome import WelcomePage
from progrez_desktop.ui.startup import Desk
from tests.fakes import FakeKeyring
from tests.journeys.driving import (
    ANNA,
    PASSWORD,
    contents,
    desk_over,
    fill,
    on_screen,
    parts_of,
    ready,
    sign_in,
    texts_of,
    to_sign_in,
)

PASSPHRASE = "an orange door in winter"


def with_store(root: Path, keyring: FakeKeyring) -> Parts:
    find: Callable[[str | None], SecretStore] = lambda _prefer: keyring  # noqa: E731 - a name for its type
    return replace(parts_of(root), find_store=find)


def keep_the_machine_code(desk: Desk) -> str:
    """Read the code of the computer, type the group that is asked for, and return the code."""
    page = on_screen(desk, RecoveryPage)
    rows = [shown.text() for shown in page.findChildren(QLabel) if shown.text().count(" - ") == 3]
    code = "-".join(" - ".join(rows).split(" - "))
    assert len(code.split("-")) == 8
    type_text(page.field.edit, page.asked_group())
    press(page.continue_button)
    ready(desk)
    return code


def answer(desk: Desk, text: str) -> UnlockPage:
    page = on_screen(desk, UnlockPage)
    fill(page.field.edit, text)
    press(page.open_button)
    wait_until(lambda: desk.window.page is not page, "an answer to what the operator typed")
    return page


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_key_store_a_passphrase_is_chosen_once_and_asked_at_each_start(tmp_path: Path, language: str) -> None:
    words = Words(language)
    with desk_over(parts_of(tmp_path), language, asked=True) as desk:
        assert words("unlock.new.title") in texts_of(on_screen(desk, UnlockPage))
        answer(desk, PASSPHRASE)
        assert words("recovery.machine.lead") in texts_of(on_screen(desk, RecoveryPage))
        code = keep_the_machine_code(desk)
    with desk_over(parts_of(tmp_path), language, asked=True) as desk:
        assert words("unlock.passphrase.title") in texts_of(on_screen(desk, UnlockPage))
        answer(desk, "not that passphrase")
        assert words("error.wrong_passphrase") in texts_of(on_screen(desk, UnlockPage))
        answer(desk, PASSPHRASE)
        shown = texts_of(ready(desk), hidden=True)
        assert not any(group in shown for group in code.split("-"))
    for content in contents(tmp_path).values():
        assert PASSPHRASE.encode() not in content
        assert not any(group.encode() in content for group in code.split("-"))


def test_with_a_key_store_nothing_is_asked_and_the_code_is_shown_at_the_first_start_only(tmp_path: Path) -> None:
    keyring = FakeKeyring()
    with desk_over(with_store(tmp_path, keyring), asked=True) as desk:
        keep_the_machine_code(desk)
    with desk_over(with_store(tmp_path, keyring), asked=True) as desk:
        ready(desk)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_lost_key_store_is_replaced_with_the_recovery_code(tmp_path: Path, language: str) -> None:
    words, keyring = Words(language), FakeKeyring()
    with desk_over(with_store(tmp_path, keyring), language, asked=True) as desk:
        code = keep_the_machine_code(desk)
        accounts.sign_out(accounts.create(desk.journey.deps, ANNA, PASSWORD).session)
    keyring.kept.clear()
    with desk_over(with_store(tmp_path, keyring), language, asked=True) as desk:
        said = texts_of(on_screen(desk, UnlockPage))
        assert words("unlock.recovery.text") in said
        assert words("error.keyring_lost") in said
        third = code.split("-")[2]
        slip = ("0" if third[0] != "0" else "1") + third[1:]
        answer(desk, code.replace(third, slip))
        assert words("error.recovery_code_typing", groups="3") in texts_of(on_screen(desk, UnlockPage))
        answer(desk, code)
        to_sign_in(desk)
        sign_in(desk)
        wait_until(lambda: desk.journey.session is not None, "the safe made before the key store was lost")
    with desk_over(with_store(tmp_path, keyring), language, asked=True) as desk:
        ready(desk)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("code", "params"),
    [
        ("keyring_locked", {}),
        ("keyring_absent", {}),
        ("keyring_lost", {}),
        ("keyring_changed", {"was": "SecretService", "now": "kwallet"}),
    ],
)
def test_a_key_store_that_fails_at_a_later_start_is_told_and_the_code_opens(
    tmp_path: Path, code: str, params: dict[str, str], language: str
) -> None:
    words, keyring = Words(language), FakeKeyring()
    with desk_over(with_store(tmp_path, keyring), language, asked=True) as desk:
        machine_code = keep_the_machine_code(desk)
    failing = {
        "keyring_locked": replace(parts_of(tmp_path), find_store=lambda _prefer: FakeKeyring(fault=LockedFault(code))),
        "keyring_absent": parts_of(tmp_path),
        "keyring_lost": with_store(tmp_path, FakeKeyring()),
        "keyring_changed": with_store(tmp_path, FakeKeyring("keyring.backends.kwallet.DBusKeyring", keyring.kept)),
    }
    before = (tmp_path / "machine.json").read_bytes()
    with desk_over(failing[code], language, asked=True) as desk:
        page = on_screen(desk, UnlockPage)
        assert words(f"error.{code}", **params) in texts_of(page)
        assert (tmp_path / "machine.json").read_bytes() == before
    repaired = with_store(tmp_path, FakeKeyring())
    with desk_over(repaired, language, asked=True) as desk:
        answer(desk, machine_code)
        ready(desk)


@pytest.mark.parametrize(
    ("keyring", "code"),
    [
        (FakeKeyring(forgets=True), "keyring_not_kept"),
        (FakeKeyring(fault=LockedFault("keyring_locked")), "keyring_locked_at_first"),
    ],
    ids=["null", "locked"],
)
def test_a_key_store_that_keeps_nothing_at_the_first_start_is_told_and_nothing_is_installed(
    tmp_path: Path, keyring: FakeKeyring, code: str
) -> None:
    with desk_over(with_store(tmp_path, keyring), asked=True) as desk:
        wait_until(lambda: not isinstance(desk.window.page, WelcomePage), "a word about it")
        page = on_screen(desk, MessagePage)  # and no page that asks for a code which nobody has
        assert Words("en")(f"error.{code}") in texts_of(page)
        assert set(page.buttons) == {"close", "again"}
    assert not (tmp_path / "machine.json").exists()
