"""A registry and a real server: from the first code to a read that its person hears of, and a withdrawal."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.json_document import canonical
from progrez_desktop.core.keys import organisation_keys
from progrez_desktop.core.keys import organisation_papers as papers
from progrez_desktop.core.keys.signing import sign
from progrez_desktop.core.model.registry import Query
from progrez_desktop.core.online.relay import Relay, web_to
from progrez_desktop.core.services import (
    registry,
    registry_exchange,
    registry_keys,
    registry_notices,
    registry_online,
    registry_setup,
    registry_stick,
)
from progrez_desktop.core.system import SystemClock, SystemEntropy
from tests.core.services.recruiting.role_house import read_without_a_role
from tests.core.services.registry_at_server import registry_at_server
from tests.core.services.registry_house import PASSPHRASE, FakeDevice, House, Sealed, mail_in, parts_of
from tests.core.services.test_registry_stick import erase, stick
from tests.servers import RunningServer


@dataclass
class There:
    """A workstation and a kiosk of one organisation, at a server that runs."""

    house: House
    server: RunningServer
    relay: Relay
    """The workstation's."""
    kiosk: FakeDevice

    def send(self, *items: dict[str, Any]) -> list[int]:
        batch_id = self.house.entropy.bytes(16).hex()
        batch = {
            "contract": "progrez.batch/1",
            **{"batch_id": batch_id, "organisation_id": self.house.card.organisation_id},
            **{"device_id": self.kiosk.id, "items": list(items)},
        }
        reply = self._asked("POST", "/v1/batches", batch, {"Idempotency-Key": batch_id})
        return [one["status"] for one in reply["results"]]

    def mail(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._asked("GET", "/v1/mail", None, {})["items"]
        return found

    def _asked(self, method: str, path: str, body: Any, headers: dict[str, str]) -> Any:
        organisation_id = self.house.card.organisation_id
        with web_to(self.server.address) as web:
            key = partial(sign, self.kiosk.key)
            where = (web, self.server.address, organisation_id, self.kiosk.id, key, lambda: None)
            relay = Relay(*where, SystemClock(), SystemEntropy())
            told = canonical(body).encode() if body else None
            return relay.ask(method, path, body=told, headers=headers).json()


@pytest.fixture(scope="module")
def organisation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[House, RunningServer, Relay]]:
    """One server for all of these: starting it takes most of the time."""
    root = tmp_path_factory.mktemp("organisation")
    with registry_at_server(root) as found:
        yield found


@pytest.fixture
def there(organisation: tuple[House, RunningServer, Relay]) -> There:
    """A kiosk of this organisation that was admitted."""
    house, server, relay = organisation
    kiosk = house.device()
    public = bytes.fromhex(kiosk.certificate["body"]["public_key"])
    asking = registry_exchange.Asking(kiosk.id, "kiosk", "Kiosk 3", "", "asked", public)
    registry_exchange.admit(house.deps, asking, relay)
    registry.fetch(house.deps, relay)  # what other tests left at the server
    return There(house, server, relay, kiosk)


def listed(house: House) -> set[str]:
    return {row.release_id for row in registry.rows(house.deps, Query())}


def test_a_release_is_fetched_read_told_of_and_withdrawn(there: There) -> None:
    house = there.house
    ones = [house.sealed(there.kiosk) for _ in range(3)]
    assert there.send(*(one.item() for one in ones)) == [201, 201, 201]
    fetched = registry.fetch(house.deps, there.relay)
    assert (fetched.new, fetched.refused) == (3, 0)
    read_without_a_role(house.deps)
    registry.detail(house.deps, ones[0].release_id)
    assert registry.fetch(house.deps, there.relay).told == 1
    (item,) = there.mail()
    assert mail_in(ones[0], item)["event"] == "opened"
    assert there.send(erase(ones[0])) == [201]
    assert registry.fetch(house.deps, there.relay).erased == 1
    assert listed(house) & {one.release_id for one in ones} == {one.release_id for one in ones[1:]}


def test_what_came_on_a_stick_reaches_the_server_and_so_other_workstations(there: There) -> None:
    house, one = there.house, there.house.sealed(there.kiosk)
    registry_stick.take(house.deps, stick(house, there.kiosk, one.item()))
    registry.fetch(house.deps, there.relay)
    page = there.relay.ask("GET", "/v1/changes", query={"since": 0, "limit": 100}).json()
    assert one.release_id in [change["release_id"] for change in page["changes"]]
    assert there.send(one.item()) == [200]


def test_a_second_workstation_is_invited_admitted_and_gets_what_came_on_the_first_ones_stick(
    there: There, tmp_path: Path
) -> None:
    first, one = there.house, there.house.sealed(there.kiosk)
    registry_stick.take(first.deps, stick(first, there.kiosk, one.item(), batch_id="55" * 16))
    invitation = papers.read_invitation(registry_exchange.invite(first.deps, "workstation"))
    registry.fetch(first.deps, there.relay)
    parts, keys = parts_of(tmp_path / "second", first.clock, 9), registry_keys.keyring(first.deps)
    second = House(registry_setup.bring_in(parts, None, PASSPHRASE, keys, "Second", invitation), parts, first.clock)
    with registry_online.relay_of(second.deps) as relay:
        with pytest.raises(UsageFault, match="registry_not_admitted"):
            registry.fetch(second.deps, relay)
        asking = registry_exchange.named(registry_exchange.devices(first.deps, there.relay), "second")
        assert asking.state == "asked"
        registry_exchange.admit(first.deps, asking, there.relay)
        assert registry.fetch(second.deps, relay).refused == 0
    assert one.release_id in listed(second)
    second.opened.close()


def test_where_the_last_workstation_is_lost_the_printed_code_and_a_new_entry_make_another(
    there: There, tmp_path: Path
) -> None:
    house, out = there.house, tmp_path / "entry.json"
    told = there.server.command("entry", house.card.organisation_id, "--out", str(out))
    assert told.returncode == 0, told.stderr
    printed = house.opened.recovery_code
    assert printed is not None
    keys = organisation_keys.read(house.parts.folder.organisation_keys_file.read_bytes(), code=printed)
    parts, entry = parts_of(tmp_path / "other", house.clock, 21), registry_setup.read_entry(out.read_bytes())
    with pytest.raises(UsageFault, match="registry_invitation_other"):
        elsewhere = replace(entry, organisation_id="ab" * 16)
        registry_setup.bring_in(parts, None, PASSPHRASE, keys, "Other", elsewhere)
    one = house.sealed(there.kiosk)
    assert there.send(one.item()) == [201]
    other = House(registry_setup.bring_in(parts, None, PASSPHRASE, keys, "Other", entry), parts, house.clock)
    with registry_online.relay_of(other.deps) as relay:
        assert registry.fetch(other.deps, relay).is_complete
        assert other.deps.store.profiles.held(one.release_id) is not None
    other.opened.close()
    assert there.send(erase(one)) == [201]  # as the tests beside this one found it
    registry.fetch(house.deps, there.relay)


def test_a_device_that_asked_with_a_file_is_known_at_the_server_after_the_next_fetch(there: There) -> None:
    house, kiosk = there.house, there.house.device()
    public = bytes.fromhex(kiosk.certificate["body"]["public_key"])
    asking = registry_exchange.Asking(kiosk.id, "kiosk", "Kiosk 4", "", "asked", public)
    registry_exchange.admit(house.deps, asking, None)
    registry.fetch(house.deps, there.relay)
    found = registry_exchange.named(registry_exchange.devices(house.deps, there.relay), "kiosk 4")
    assert found.state == "admitted"
    assert There(house, there.server, there.relay, kiosk).send(house.sealed(kiosk).item()) == [201]
    registry_exchange.drop(house.deps, found, there.relay)


def test_what_the_organisation_decides_reaches_the_server(there: There) -> None:
    house, relay = there.house, there.relay
    invitation = registry_exchange.invite(house.deps, "kiosk")
    renewed = registry_exchange.rotate(house.deps)
    words = {"en": "New date", "nl": "Nieuwe datum"}
    registry_notices.revoke(house.deps, registry_notices.make(house.deps, words, words, 3))
    registry.fetch(house.deps, relay)
    registry.fetch(house.deps, relay)
    card = relay.ask("GET", f"/v1/organisations/{house.card.organisation_id}").json()
    assert card["body"]["number"] == renewed.number
    notices = relay.ask("GET", "/v1/notices").json()["notices"]
    assert [("revokes" in one["body"]) for one in notices] == [False, True]
    assert invitation["body"]["kind"] == "kiosk"
    states = {one.device_id: one.state for one in registry_exchange.devices(house.deps, relay)}
    assert states[there.kiosk.id] == states[house.deps.store.identity().device_id] == "admitted"
    registry_exchange.drop(house.deps, there.kiosk.asking, relay)
    with pytest.raises(Exception, match="server_"):
        there.send(house.sealed(there.kiosk).item())


def test_a_release_that_was_sealed_before_a_new_key_is_taken_by_both(there: There) -> None:
    house = there.house
    old: Sealed = house.sealed(there.kiosk)
    registry_exchange.rotate(house.deps)
    assert there.send(old.item(), house.sealed(there.kiosk).item()) == [201, 201]
    assert registry.fetch(house.deps, there.relay).new == 2
