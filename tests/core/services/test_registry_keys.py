"""The organisation's keys: brought back after a loss, on several workstations, and renewed."""

import json
from dataclasses import replace
from typing import Any

import pytest

from progrez_desktop.core.errors import DataFault, LockedFault, UsageFault
from progrez_desktop.core.json_document import canonical, read_json_document
from progrez_desktop.core.keys import organisation_keys
from progrez_desktop.core.keys import organisation_papers as papers
from progrez_desktop.core.keys.signing import new_signing_key, public_of
from progrez_desktop.core.model.organisation import Certificate
from progrez_desktop.core.model.registry import Query
from progrez_desktop.core.services import registry, registry_exchange, registry_keys, registry_setup
from tests.core.services.registry_house import (
    DAY_MS,
    PASSPHRASE,
    House,
    new_house,
    parts_of,
    served,
    server_of,
)
from tests.fakes import MONDAY_MS, FakeEntropy, there

# The keys after a loss, and on another workstation


def keys_file(house: House) -> bytes:
    return house.parts.folder.organisation_keys_file.read_bytes()


def test_the_printed_code_brings_the_keys_back_on_another_computer(house, tmp_path) -> None:
    code, kiosk = there(house.opened.recovery_code), house.device()
    server = server_of(house, kiosk)
    server.puts(house.sealed(kiosk))
    file = keys_file(house)
    read_json_document(file, "organisation-keys")
    keys = organisation_keys.read(file, code=code.lower().replace("-", " "))
    parts = parts_of(tmp_path / "saved", house.clock, 8)
    saved = House(registry_setup.bring_in(parts, None, PASSPHRASE, keys, "New", None), parts, house.clock)
    assert saved.deps.store.identity().device_id != house.deps.store.identity().device_id
    assert registry.fetch(saved.deps, server).new == 1
    assert len(registry.rows(saved.deps, Query())) == 1
    saved.opened.close()


def test_the_code_of_a_machine_or_of_another_organisation_brings_nothing(house, tmp_path) -> None:
    other = new_house(tmp_path / "other", seed=2)
    other.opened.close()
    with pytest.raises(LockedFault, match="wrong_recovery_code"):
        organisation_keys.read(keys_file(house), code=there(other.opened.recovery_code))
    with pytest.raises(UsageFault, match="recovery_code_typing"):
        organisation_keys.read(keys_file(house), code=there(house.opened.machine_recovery_code))
    with pytest.raises(LockedFault, match="organisation_code_needed"):
        organisation_keys.read(keys_file(house), passphrase=PASSPHRASE)


def test_keys_that_were_exported_open_with_their_own_passphrase_alone(house) -> None:
    data = registry_keys.export(house.deps, "zes blauwe kopjes")
    assert organisation_keys.read(data, passphrase="zes blauwe kopjes").signing_key == house.organisation_key
    with pytest.raises(LockedFault, match="wrong_passphrase"):
        organisation_keys.read(data, passphrase=PASSPHRASE)
    with pytest.raises(LockedFault, match="organisation_passphrase_needed"):
        organisation_keys.read(data, code="x")
    document = json.loads(data)
    document["sealed"] = document["sealed"][:-8] + "AAAAAAA="
    with pytest.raises(DataFault, match="organisation_keys_damaged"):
        organisation_keys.read(json.dumps(document).encode(), passphrase="zes blauwe kopjes")


def test_another_workstation_with_a_server_asks_with_an_invitation_and_waits_to_be_admitted(tmp_path, entry) -> None:
    first = served(tmp_path, entry)
    keys = registry_keys.keyring(first.deps)
    parts = parts_of(tmp_path / "second", first.clock, 9)
    with pytest.raises(UsageFault, match="registry_invitation_needed"):
        registry_setup.bring_in(parts, None, PASSPHRASE, keys, "Second", None)
    kiosk = papers.read_invitation(registry_exchange.invite(first.deps, "kiosk"))
    with pytest.raises(UsageFault, match="registry_invitation_other"):
        registry_setup.bring_in(parts, None, PASSPHRASE, keys, "Second", kiosk)
    invitation = papers.read_invitation(registry_exchange.invite(first.deps, "workstation"))
    second = House(registry_setup.bring_in(parts, None, PASSPHRASE, keys, "Second", invitation), parts, first.clock)
    server, identity = server_of(second), second.deps.store.identity()
    state: dict[str, Any] = {
        "contract": "progrez.enrolment-state/1",
        **{"organisation_id": identity.organisation_id, "device_id": identity.device_id, "state": "asked"},
        "server_time_ms": MONDAY_MS,
    }
    server.replies["POST", "/v1/enrolments"] = server.replies["GET", f"/v1/enrolments/{identity.device_id}"] = state
    with pytest.raises(UsageFault, match="registry_not_admitted"):
        registry.fetch(second.deps, server)
    (request,) = server.posted("/v1/enrolments")
    asking = registry_exchange.read_request(first.deps, canonical(request).encode())
    certificate = registry_exchange.admit(first.deps, asking, None)
    state |= {"state": "admitted", "certificate": certificate}
    assert registry.fetch(second.deps, server).is_complete
    first.opened.close()
    second.opened.close()


def test_a_key_that_another_workstation_made_opens_here_once_it_was_brought(house, tmp_path) -> None:
    parts = parts_of(tmp_path / "second", house.clock, 9)
    keys = registry_keys.keyring(house.deps)
    second = House(registry_setup.bring_in(parts, None, PASSPHRASE, keys, "Second", None), parts, house.clock)
    kiosk = house.device()
    server = server_of(house, kiosk)
    house.clock.advance(1000)
    registry_exchange.rotate(house.deps)
    server.puts(house.sealed(kiosk))
    assert registry.fetch(second.deps, server).refused == 1
    assert [one.code for one in registry.refused(second.deps)] == ["key_unknown"]
    assert registry_keys.take_in(second.deps, registry_keys.keyring(house.deps)) == 1
    fetched = registry.fetch(second.deps, server)
    assert (fetched.new, fetched.refused) == (1, 0) and registry.refused(second.deps) == ()
    assert second.card.number == 2 and registry_keys.take_in(second.deps, registry_keys.keyring(house.deps)) == 0
    other = new_house(tmp_path / "other", seed=2)
    with pytest.raises(DataFault, match="organisation_keys_other"):
        registry_keys.take_in(second.deps, registry_keys.keyring(other.deps))
    other.opened.close()
    second.opened.close()


def test_two_workstations_that_renew_at_once_end_with_one_card_and_say_what_to_bring(house, tmp_path) -> None:
    parts = parts_of(tmp_path / "second", house.clock, 9)
    keys = registry_keys.keyring(house.deps)
    second = House(registry_setup.bring_in(parts, None, PASSPHRASE, keys, "Second", None), parts, house.clock)
    server = server_of(house)
    house.clock.advance(1000)
    registry_exchange.rotate(house.deps)
    registry_exchange.rotate(second.deps)
    assert registry.fetch(house.deps, server).keys_missing == 0
    assert registry.fetch(second.deps, server).keys_missing == 1
    assert registry.fetch(house.deps, server).keys_missing == 1
    assert house.card == second.card == papers.read_card(there(server.card))
    assert (house.card.number, len(house.card.seal_keys)) == (3, 3)
    registry_keys.take_in(second.deps, registry_keys.keyring(house.deps))
    registry_keys.take_in(house.deps, registry_keys.keyring(second.deps))
    assert registry.fetch(house.deps, server).keys_missing == registry.fetch(second.deps, server).keys_missing == 0
    assert len(server.posted(f"/v1/organisations/{house.card.organisation_id}")) == 2
    second.opened.close()


def test_a_server_with_the_card_of_somebody_else_is_told_from_the_organisation(house, tmp_path) -> None:
    other, server = new_house(tmp_path / "other", seed=2), server_of(house)
    told = replace(other.card, organisation_id=house.card.organisation_id, number=9)
    server.card = papers.sign_card(other.organisation_key, told)
    with pytest.raises(DataFault, match="organisation_key_changed"):
        registry.fetch(house.deps, server)
    assert house.card.number == 1
    other.opened.close()


def test_a_workstation_certifies_itself_anew_before_its_certificate_ends_by_the_servers_clock(house) -> None:
    server, path = server_of(house), f"/v1/enrolments/{house.deps.store.identity().device_id}/admission"
    first = there(house.deps.store.identity().certificate)
    house.clock.advance(300 * DAY_MS)
    registry.fetch(house.deps, server)
    assert server.posted(path) == []
    house.clock.advance(400 * DAY_MS)
    registry.fetch(house.deps, server)
    registry.fetch(house.deps, server)
    (renewed,) = server.posted(path)
    certificate = papers.read_certificate(renewed, house.card)
    assert (certificate.kind, certificate.public_key.hex()) == ("workstation", first["body"]["public_key"])
    assert (certificate.from_ms, certificate.name) == (house.clock.now_ms(), "Recruiter 1")
    assert house.deps.store.identity().certificate == renewed


@pytest.mark.parametrize("other", [{"device_id": "ab" * 16}, {"kind": "home"}, {"public_key": b"\1" * 32}])
def test_a_workstation_takes_no_certificate_but_its_own(tmp_path, entry, other) -> None:
    first = served(tmp_path, entry)
    invitation = papers.read_invitation(registry_exchange.invite(first.deps, "workstation"))
    parts, keys = parts_of(tmp_path / "second", first.clock, 9), registry_keys.keyring(first.deps)
    second = House(registry_setup.bring_in(parts, None, PASSPHRASE, keys, "Second", invitation), parts, first.clock)
    identity, server = second.deps.store.identity(), server_of(second)
    whose, until_ms = public_of(identity.device_key), MONDAY_MS + DAY_MS
    own = Certificate(identity.organisation_id, identity.device_id, "workstation", "Second", whose, MONDAY_MS, until_ms)
    certificate = replace(own, **other)
    server.replies["POST", "/v1/enrolments"] = {
        "contract": "progrez.enrolment-state/1",
        **{"organisation_id": identity.organisation_id, "device_id": identity.device_id, "state": "admitted"},
        **{"server_time_ms": MONDAY_MS, "certificate": papers.sign_certificate(first.organisation_key, certificate)},
    }
    with pytest.raises(DataFault, match="changes_wrong"):
        registry.fetch(second.deps, server)
    assert second.deps.store.identity().certificate is None
    first.opened.close()
    second.opened.close()


def test_after_a_new_key_what_was_sealed_to_the_old_one_still_opens(house) -> None:
    kiosk = house.device()
    server, old_card = server_of(house, kiosk), house.card
    old = house.sealed(kiosk)
    renewed = registry_exchange.rotate(house.deps)
    new = house.sealed(kiosk)
    assert renewed.number == 2 and renewed.seal_keys[1:] == old_card.seal_keys
    assert json.loads(old.header)["key_id"] != json.loads(new.header)["key_id"]
    server.puts(old, new)
    assert registry.fetch(house.deps, server).new == 2
    (card,) = server.posted(f"/v1/organisations/{house.card.organisation_id}")
    assert papers.read_card(card) == renewed
    keys = organisation_keys.read(keys_file(house), code=there(house.opened.recovery_code))
    assert [key.key_id for key in keys.seal_keys] == [key.key_id for key in renewed.seal_keys]


def test_a_card_names_eight_keys_at_most_and_older_ones_open_all_the_same(house) -> None:
    kiosk = house.device()
    first = house.sealed(kiosk)
    for _ in range(9):
        house.clock.advance(1000)
        registry_exchange.rotate(house.deps)
    assert len(house.card.seal_keys) == 8
    server = server_of(house, kiosk)
    server.puts(first)
    assert registry.fetch(house.deps, server).new == 1


def test_a_key_that_can_not_be_copied_first_is_not_taken_into_use(house, monkeypatch) -> None:
    def full(*_: object) -> None:
        raise OSError("full")

    monkeypatch.setattr(registry_keys, "write_private", full)
    with pytest.raises(OSError, match="full"):
        registry_exchange.rotate(house.deps)
    assert house.card.number == 1 and len(house.deps.store.seal_keys()) == 1


def test_keys_that_do_not_fit_their_card_make_no_registry(house, tmp_path) -> None:
    keys = replace(registry_keys.keyring(house.deps), signing_key=new_signing_key(FakeEntropy(2)))
    with pytest.raises(DataFault, match="card_wrong"):
        registry_setup.bring_in(parts_of(tmp_path / "x", house.clock), None, PASSPHRASE, keys, "Second", None)
