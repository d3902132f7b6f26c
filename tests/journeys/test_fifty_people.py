"""Fifty people on one computer: nobody opens the safe of another, and neither does its operator with the device key."""

from collections.abc import Iterator
from itertools import product

import pytest

from progrez_desktop.core.errors import Fault, LockedFault
from progrez_desktop.core.keys import person_key
from progrez_desktop.core.keys.person_key import PersonKey
from progrez_desktop.core.model.account import Account
from progrez_desktop.core.model.keys import SafeKeys
from progrez_desktop.core.model.person import PersonDetails
from progrez_desktop.core.services import accounts
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.store.safe_store import open_safe
from tests.journeys.driving import parts_of, storage

PEOPLE = 50


def person(number: int) -> PersonDetails:
    return PersonDetails(f"First{number}", f"Last{number}", f"person{number}@example.org")


def password_of(number: int) -> str:
    return f"the heron number {number} on its fence"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Deps, list[Account], list[str]]]:
    """The storage with fifty accounts, in the order in which they came, and their recovery codes."""
    with storage(parts_of(tmp_path_factory.mktemp("house") / "data")) as opened:
        codes, found = [], []
        for number in range(PEOPLE):
            made = accounts.create(opened.deps, person(number), password_of(number))
            account = opened.deps.device.account(made.session.account_id)
            assert account is not None
            found.append(account)
            codes.append(made.recovery_code)
            accounts.sign_out(made.session)
        yield opened.deps, found, codes


def key_of(deps: Deps, account: Account, password: str) -> PersonKey | None:
    try:
        return person_key.open_with_password(deps.device.wraps(account.id), account.id, password, deps.machine.pepper)
    except LockedFault as refused:
        assert refused.code == "wrong_password"
        return None


def opens(deps: Deps, account: Account, keys: SafeKeys) -> bool:
    try:
        open_safe(deps.device, account, keys).close()
    except Fault:
        return False
    return True


def test_each_password_opens_one_wrap_of_fifty(house: tuple[Deps, list[Account], list[str]]) -> None:
    deps, found, _ = house
    opened = [
        (mine, other)
        for mine, other in product(range(PEOPLE), repeat=2)
        if key_of(deps, found[other], password_of(mine)) is not None
    ]
    assert opened == [(number, number) for number in range(PEOPLE)]


def test_each_recovery_code_opens_one_wrap_of_fifty(house: tuple[Deps, list[Account], list[str]]) -> None:
    deps, found, codes = house
    opened = []
    for mine, other in product(range(PEOPLE), repeat=2):
        try:
            person_key.open_with_recovery(deps.device.wraps(found[other].id), found[other].id, codes[mine])
            opened.append((mine, other))
        except LockedFault as refused:
            assert refused.code == "wrong_recovery_code"
    assert opened == [(number, number) for number in range(PEOPLE)]


def test_each_data_key_opens_one_safe_of_fifty(house: tuple[Deps, list[Account], list[str]]) -> None:
    deps, found, _ = house
    keys = [key_of(deps, account, password_of(number)) for number, account in enumerate(found)]
    opened = [
        (mine, other)
        for mine, other in product(range(PEOPLE), repeat=2)
        if opens(deps, found[other], keys[mine].safe_keys())  # type: ignore[union-attr]
    ]
    assert opened == [(number, number) for number in range(PEOPLE)]


def test_no_key_of_the_device_opens_a_safe_or_a_wrap(house: tuple[Deps, list[Account], list[str]]) -> None:
    """What an operator has: the machine key with everything that is derived from it, and all files."""
    deps, found, _ = house
    device = deps.machine.device_keys()
    secrets = [deps.machine.secret, deps.machine.pepper, deps.machine.directory_key, device.database, device.audit]
    for account in found:
        for secret in secrets:
            derived = PersonKey(account.id, secret).safe_keys()
            assert not opens(deps, account, derived)
            assert not opens(deps, account, SafeKeys(secret, secret))
            assert key_of(deps, account, secret.hex()) is None


def test_a_wrap_in_the_place_of_anothers_opens_nothing(house: tuple[Deps, list[Account], list[str]]) -> None:
    """An operator can write the directory, and so hand one person the wrap of another."""
    deps, found, _ = house
    for number, account in enumerate(found):
        other = found[(number + 1) % PEOPLE]
        with pytest.raises(LockedFault) as refused:
            wraps = deps.device.wraps(other.id)
            person_key.open_with_password(wraps, account.id, password_of((number + 1) % PEOPLE), deps.machine.pepper)
        assert refused.value.code == "wrong_password"
