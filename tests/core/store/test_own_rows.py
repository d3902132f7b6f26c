"""No row of a person is forgotten where everything about them is told, and none of another is told with it."""

from progrez_desktop.core.store.own_rows import OF_NOBODY, OF_PEOPLE, tables
from tests.core.store.builders import Device, Person


def test_each_table_of_the_device_is_known_to_hold_rows_of_people_or_not(device: Device) -> None:
    """A new table fails here until somebody has decided which it is."""
    assert set(OF_PEOPLE) | OF_NOBODY == set(tables(device.store._database))
    assert not set(OF_PEOPLE) & OF_NOBODY


def test_a_new_table_of_a_safe_is_told_by_itself(device: Device, sanne: Person) -> None:
    safe = device.opened(sanne)
    safe._database.write("CREATE TABLE hobby (name TEXT) STRICT")
    safe._database.write("INSERT INTO hobby VALUES ('herons')")
    assert safe.rows()["hobby"] == [{"name": "herons"}]


def test_keys_are_told_of_nowhere(device: Device, sanne: Person) -> None:
    told = repr((device.opened(sanne).rows(), device.store.rows_of(sanne.account)))
    inbox = device.opened(sanne).releases.inbox_private_key()
    for secret in (inbox, sanne.new_key.key.secret, *(wrap.ciphertext for wrap in sanne.new_key.wraps.values())):
        assert secret.hex() not in told
        assert repr(secret) not in told
