"""A name and an address can be put right, by nobody but their owner, and the safe opens with the new address."""

from dataclasses import replace
from pathlib import Path

import pytest

from progrez_desktop.core.errors import DataFault, EnvironmentFault, LockedFault, UsageFault
from progrez_desktop.core.identity.email import email_lookup
from progrez_desktop.core.model.person import PersonDetails
from progrez_desktop.core.services import access_log, accounts, correcting
from progrez_desktop.core.store.device_store import DeviceStore
from tests.core.services.rating_house import EMAIL, PASSWORD, Kiosk

NEW = PersonDetails("Canária", "Reiger", "reiger@example.org")


@pytest.fixture
def kiosk(tmp_path: Path) -> Kiosk:
    return Kiosk.at(tmp_path / "kiosk")


def test_what_was_corrected_holds_at_once_and_opens_the_safe(kiosk: Kiosk) -> None:
    session = correcting.correct_person(kiosk.deps, kiosk.session, NEW)
    assert session.details == NEW
    accounts.sign_out(session)
    assert accounts.sign_in(kiosk.deps, NEW.email, PASSWORD).details == NEW
    with pytest.raises(LockedFault):
        accounts.sign_in(kiosk.deps, EMAIL, PASSWORD)


def test_the_log_tells_which_fields_and_not_what_stood_there(kiosk: Kiosk) -> None:
    correcting.correct_person(kiosk.deps, kiosk.session, replace(kiosk.session.details, last_name="Reiger"))
    line = access_log.checked(kiosk.deps, kiosk.session).lines[-1]
    assert (line.action, line.params["fields"]) == ("details_corrected", ["last_name"])


def test_what_is_as_it_was_leaves_no_line(kiosk: Kiosk) -> None:
    before = access_log.checked(kiosk.deps, kiosk.session).lines
    correcting.correct_person(kiosk.deps, kiosk.session, kiosk.session.details)
    assert access_log.checked(kiosk.deps, kiosk.session).lines == before


def test_the_address_of_another_is_refused_and_nothing_changes(kiosk: Kiosk) -> None:
    accounts.sign_out(accounts.create(kiosk.deps, NEW, "nine lanterns by the quay").session)
    with pytest.raises(DataFault) as told:
        correcting.correct_person(kiosk.deps, kiosk.session, NEW)
    assert told.value.code == "account_exists"
    assert kiosk.session.safe.details().email == EMAIL


@pytest.mark.parametrize("address", ["", "nobody", "a@b", "a@@b.nl"])
def test_what_can_be_no_address_is_refused(kiosk: Kiosk, address: str) -> None:
    with pytest.raises(UsageFault):
        correcting.correct_person(kiosk.deps, kiosk.session, replace(NEW, email=address))
    assert kiosk.session.safe.details().email == EMAIL


def test_a_kill_between_safe_and_device_is_put_right_at_the_next_sign_in(
    kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise EnvironmentFault("disk_full", folder="")

    with monkeypatch.context() as broken:
        broken.setattr(DeviceStore, "find_by", killed)
        accounts.sign_out(correcting.correct_person(kiosk.deps, kiosk.session, NEW))
    accounts.sign_out(accounts.sign_in(kiosk.deps, EMAIL, PASSWORD))  # by the address that the device still knows
    assert accounts.sign_in(kiosk.deps, NEW.email, PASSWORD).details == NEW


def test_an_address_that_somebody_took_meanwhile_stays_theirs(kiosk: Kiosk) -> None:
    kiosk.session.safe.save_details(NEW, 1)
    other = accounts.create(kiosk.deps, NEW, "nine lanterns by the quay").session
    correcting.settle(kiosk.deps, kiosk.session)
    found = kiosk.deps.device.find_account(email_lookup(kiosk.deps.machine.directory_key, NEW.email))
    assert found is not None and found.id == other.account_id
