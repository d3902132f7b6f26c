"""What a device keeps of organisations: which of them they are, what it is to them, and staff's tokens unread."""

from dataclasses import replace
from pathlib import Path

import pytest

from progrez_desktop.core.model.organisation import StaffTokens
from progrez_desktop.core.model.rating import Office
from progrez_desktop.core.model.setting import AuditEvent
from progrez_desktop.core.store.organisations import Device as KnownAs
from progrez_desktop.core.store.organisations import Receiver
from tests.core.store.builders import Device
from tests.fakes import MONDAY_MS, there
from tests.organisations import Organisation

ID = "a" * 32
TOKENS = StaffTokens("an access token, canary", "a refresh token, canary", "profiles:push", MONDAY_MS, MONDAY_MS)


@pytest.fixture
def device(tmp_path: Path) -> Device:
    return Device.installed(tmp_path / "data")


def trusted(device: Device, board: Organisation) -> None:
    event = AuditEvent(MONDAY_MS, "operator", "organisation_trusted", ID, {})
    known_as = KnownAs("d" * 32, bytes([2] * 32), "kiosk", "Kiosk 3")
    device.store.organisations.trust(board.card, board.card_document(), known_as, event)


def test_what_is_trusted_is_there_after_a_restart(device: Device) -> None:
    board = Organisation.made(ID)
    trusted(device, board)
    before = there(device.store.organisations.find(ID))
    device.restarted()
    assert device.store.organisations.find(ID) == before
    assert (before.card, before.card_document) == (board.card, board.card_document())
    assert [event.action for event in device.store.audit.events()] == ["organisation_trusted"]


def test_a_rating_office_is_no_organisation(device: Device) -> None:
    device.store.outbox.pin_office(Office(ID, "Office", bytes(32), bytes([1] * 32)), MONDAY_MS)
    assert device.store.organisations.all() == []
    trusted(device, Organisation.made(ID))
    assert [one.organisation_id for one in device.store.organisations.all()] == [ID]


def test_a_pack_that_names_the_same_key_changes_nothing(device: Device) -> None:
    first = Receiver(ID, bytes([7] * 32), "", "d" * 32, bytes([2] * 32))
    device.store.organisations.pin(first, "Water Board", MONDAY_MS)
    pinned = device.store.organisations.find(ID)
    later = replace(first, device_id="e" * 32, signing_key=bytes([3] * 32))
    assert device.store.organisations.pin(later, "Other name", MONDAY_MS + 1).device_id == "d" * 32
    assert device.store.organisations.find(ID) == pinned


def test_tokens_of_staff_are_kept_once_unread_and_go_with_their_organisation(device: Device) -> None:
    trusted(device, Organisation.made(ID))
    tokens = device.store.staff_tokens
    assert tokens.get(ID) is None
    tokens.put(ID, replace(TOKENS, access="before"))
    tokens.put(ID, TOKENS)
    device.restarted()
    tokens = device.store.staff_tokens
    assert tokens.get(ID) == TOKENS
    assert b"canary" not in device.folder.device_file.read_bytes()
    assert "canary" not in repr(tokens.get(ID))
    tokens.put(ID, replace(TOKENS, refresh=""))
    assert there(tokens.get(ID)).refresh == ""
    event = AuditEvent(MONDAY_MS, "operator", "organisation_dropped", ID, {})
    device.store.organisations.drop(ID, event)
    assert tokens.get(ID) is None


def test_what_was_not_told_in_the_trail_was_not_done(device: Device, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: AuditEvent) -> None:
        raise OSError("disk full")

    monkeypatch.setattr(device.store.audit, "append", full)
    with pytest.raises(OSError, match="disk full"):
        trusted(device, Organisation.made(ID))
    assert device.store.organisations.find(ID) is None
