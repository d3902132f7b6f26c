"""What operators did stays as it was written: nothing can be changed, taken out, added or put in another order."""

import pytest

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.model.setting import AuditEvent
from progrez_desktop.core.store.chain import Chain
from tests.core.store.builders import Device

EVENTS = [AuditEvent(5 + n, "operator", "setting_changed", "wt", {"to": f"value {n}, é"}) for n in range(3)]


@pytest.fixture
def device(device: Device) -> Device:
    for n, event in enumerate(EVENTS):
        device.store.settings.put("form", "wt", f"value {n}", event)
    return device


def test_events_come_back_as_they_were_written_after_a_restart(device: Device) -> None:
    device.restarted()
    assert device.store.audit.events() == EVENTS
    assert device.store.settings.value("form", "wt") == "value 2"
    assert device.store.settings.value("form", None) is None


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit_event SET at_ms = 1 WHERE seq = 2",
        "UPDATE audit_event SET actor = 'somebody' WHERE seq = 3",
        'UPDATE audit_event SET params = \'{"to":"other"}\' WHERE seq = 1',
        "UPDATE audit_event SET subject_id = NULL WHERE seq = 1",
        "DELETE FROM audit_event WHERE seq = 1",
        "DELETE FROM audit_event WHERE seq = 2",
        "UPDATE audit_event SET seq = 9 WHERE seq = 3",
    ],
)
def test_an_altered_list_is_found_out(device: Device, statement: str) -> None:
    device.store._database.write(statement)
    with pytest.raises(DataFault) as told:
        device.store.audit.events()
    assert told.value.code == "device_damaged"


def test_an_event_written_with_another_key_is_found_out(device: Device) -> None:
    device.store.audit._chain = Chain(bytes(32), b"audit")
    with pytest.raises(DataFault):
        device.store.audit.events()


def test_a_choice_and_its_event_are_kept_together_or_not_at_all(device: Device) -> None:
    unwritable = AuditEvent(9, "operator", "setting_changed", "wt", {"to": "\ud800"})
    with pytest.raises(DataFault):
        device.store.settings.put("form", "wt", "lost", unwritable)
    assert device.store.settings.value("form", "wt") == "value 2"
    assert device.store.audit.events() == EVENTS
