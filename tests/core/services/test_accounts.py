"""A recovery code that nobody kept is replaced at the next sign-in, and nothing keeps a person out meanwhile."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from progrez_desktop.core.errors import EnvironmentFault, LockedFault
from progrez_desktop.core.model.person import PersonDetails
from progrez_desktop.core.packs.shipped import shipped
from progrez_desktop.core.services import accounts
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.store.database import Database
from tests.core.store.builders import Device
from tests.fakes import FAST_KDF

ANNA = PersonDetails("Anna", "de Vries", "anna@example.org")
PASSWORD, NEW_PASSWORD = "seven herons on a fence", "eleven kites above the sea"


class FullDisk:
    """A device database that takes no other wrap."""

    def __init__(self, store: Any) -> None:
        self._store = store

    def __getattr__(self, name: str) -> Any:
        return getattr(self._store, name)

    def replace_wrap(self, *_: object) -> None:
        raise EnvironmentFault("disk_full", folder="data")


@pytest.fixture
def deps(tmp_path: Path) -> Deps:
    device = Device.installed(tmp_path)
    return Deps(
        device.clock,
        device.entropy,
        device.folder,
        FAST_KDF,
        device.machine,
        device.store,
        shipped().assessment(),
        shipped(),
    )


@pytest.fixture
def first_code(deps: Deps) -> str:
    """The code of an account whose owner was interrupted before confirming it."""
    made = accounts.create(deps, ANNA, PASSWORD)
    accounts.sign_out(made.session)
    return made.recovery_code


def opens(deps: Deps, code: str) -> bool:
    try:
        session = accounts.sign_in_with_recovery(deps, ANNA.email, code, NEW_PASSWORD)
    except LockedFault:
        return False
    accounts.sign_out(session)
    return True


def test_coming_back_brings_a_new_code_until_one_is_kept(deps: Deps, first_code: str) -> None:
    back = accounts.come_back(deps, ANNA.email, PASSWORD)
    assert back.recovery_code not in (None, first_code)
    accounts.keeps_recovery_code(deps, back.session)
    accounts.sign_out(back.session)
    again = accounts.come_back(deps, ANNA.email, PASSWORD)
    accounts.sign_out(again.session)
    assert again.recovery_code is None
    assert not opens(deps, first_code)
    assert opens(deps, back.recovery_code or "")


def test_where_no_code_can_be_shown_the_old_one_stays(deps: Deps, first_code: str) -> None:
    accounts.sign_out(accounts.sign_in(deps, ANNA.email, PASSWORD))
    assert opens(deps, first_code)


def test_a_full_disk_keeps_nobody_out_and_leaves_the_old_code(deps: Deps, first_code: str) -> None:
    full = replace(deps, device=FullDisk(deps.device))  # type: ignore[arg-type]
    back = accounts.come_back(full, ANNA.email, PASSWORD)
    accounts.sign_out(back.session)
    assert back.recovery_code is None
    assert opens(deps, first_code)


def test_a_code_is_told_by_no_record(deps: Deps, first_code: str) -> None:
    back = accounts.come_back(deps, ANNA.email, PASSWORD)
    accounts.sign_out(back.session)
    assert back.recovery_code is not None
    assert back.recovery_code not in repr(back)


def test_where_nothing_can_be_tidied_up_either_it_is_told_why_there_is_no_account(
    deps: Deps, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        monkeypatch.setattr(Path, "unlink", read_only)
        raise EnvironmentFault("disk_full", folder="data")

    def read_only(*_: object, **__: object) -> None:
        raise OSError(30, "Read-only file system")

    monkeypatch.setattr(type(deps.device), "create_account", full)
    with pytest.raises(EnvironmentFault, match="disk_full"):
        accounts.create(deps, ANNA, PASSWORD)


def test_a_full_disk_lets_in_who_has_the_password_and_makes_whoever_guesses_wait(
    deps: Deps, first_code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise EnvironmentFault("disk_full", folder="data")

    for _ in range(2):  # these were counted while there was room
        with pytest.raises(LockedFault, match="wrong_password"):
            accounts.sign_in(deps, ANNA.email, NEW_PASSWORD)
    assert first_code
    deps.clock.advance(60_000)  # type: ignore[attr-defined]
    monkeypatch.setattr(Database, "write", full)
    accounts.sign_out(accounts.sign_in(deps, ANNA.email, PASSWORD))
    for _ in range(3):
        with pytest.raises(LockedFault, match="wrong_password"):
            accounts.sign_in(deps, ANNA.email, NEW_PASSWORD)
    with pytest.raises(LockedFault, match="sign_in_wait"):
        accounts.sign_in(deps, ANNA.email, PASSWORD)
