"""What one of staff may open, opens with their own passphrase or PIN, computer and role, and with nothing else."""

from dataclasses import replace

import pytest

from progrez_desktop.core.errors import DataFault, LockedFault, UsageFault
from progrez_desktop.core.keys import machine_key, member_key, staff_key
from progrez_desktop.core.keys.machine_key import MachineKey
from progrez_desktop.core.keys.wraps import make_wrap
from progrez_desktop.core.model.staff import MemberLock, Role
from tests.fakes import FAST_KDF, FakeEntropy

PASSPHRASE, PIN = "three kettles and a drum", "480512"
MACHINE = machine_key.ephemeral(FakeEntropy(7))


def made(role: Role = "operator", typed: str = PASSPHRASE) -> MemberLock:
    staff = staff_key.make(FakeEntropy(3)) if role == "operator" else None
    return member_key.make("m1", role, MACHINE, typed, FAST_KDF, FakeEntropy(), staff)[0]


def test_an_operator_s_passphrase_opens_the_key_of_staff() -> None:
    lock = made()
    key = member_key.open_lock(lock, MACHINE, PASSPHRASE, None)
    assert key.staff_key(lock) == staff_key.make(FakeEntropy(3))


def test_an_invigilator_s_pin_opens_no_key_of_staff() -> None:
    lock = made("invigilator", PIN)
    assert member_key.open_lock(lock, MACHINE, PIN, None).staff_key(lock) is None


@pytest.mark.parametrize(
    ("machine", "lock", "typed"),
    [
        (MACHINE, made(), PASSPHRASE + "s"),
        (machine_key.ephemeral(FakeEntropy(8)), made(), PASSPHRASE),
        # The pepper alone: another secret under the same number of the installation.
        (MachineKey(MACHINE.install_id, bytes(32)), made(), PASSPHRASE),
        (MACHINE, replace(made(), member_id="m2"), PASSPHRASE),
        (MACHINE, replace(made("auditor"), role="operator"), PASSPHRASE),
        (MACHINE, replace(made(), wrap=replace(made().wrap, nonce=bytes(12))), PASSPHRASE),
    ],
)
def test_another_passphrase_computer_pepper_member_or_role_opens_nothing(
    machine: MachineKey, lock: MemberLock, typed: str
) -> None:
    with pytest.raises(LockedFault, match="wrong_staff_passphrase"):
        member_key.open_lock(lock, machine, typed, None)


def test_a_role_that_was_changed_by_hand_to_operator_opens_nothing() -> None:
    with pytest.raises(LockedFault):
        member_key.open_lock(replace(made("invigilator", PIN), role="operator"), MACHINE, PIN, None)


def test_a_sealed_key_of_another_member_is_told_as_damage() -> None:
    lock, other = made(), made()
    key = member_key.open_lock(lock, MACHINE, PASSPHRASE, None)
    for sealed in (b"", other.staff_key[:-1] if other.staff_key else b""):
        with pytest.raises(DataFault, match="staff_roster_damaged"):
            key.staff_key(replace(lock, staff_key=sealed))


def test_the_one_passphrase_of_before_opens_the_key_of_staff_itself() -> None:
    staff = staff_key.make(FakeEntropy(3))
    wrap = make_wrap("staff", MACHINE.install_id, staff.secret, PASSPHRASE.encode(), FakeEntropy(), cost=FAST_KDF)
    lock = replace(made(), wrap=wrap)
    assert lock.is_of_one_passphrase
    assert member_key.open_one_passphrase(lock, MACHINE, PASSPHRASE) == staff
    with pytest.raises(LockedFault, match="wrong_staff_passphrase"):
        member_key.open_one_passphrase(lock, MACHINE, PASSPHRASE + "s")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("12345", "pin_not_digits"),
        ("12a456", "pin_not_digits"),
        ("٤٨٠٥١٢", "pin_not_digits"),  # digits, but none that every keyboard has
        ("111111", "pin_too_simple"),
        ("121212", "pin_too_simple"),
        ("123456", "pin_too_simple"),
        ("987654", "pin_too_simple"),
    ],
)
def test_a_pin_that_is_soon_guessed_is_refused(typed: str, code: str) -> None:
    with pytest.raises(UsageFault, match=code):
        made("invigilator", typed)


def test_a_short_passphrase_is_refused() -> None:
    with pytest.raises(UsageFault, match="password_too_short"):
        made("operator", "short")
