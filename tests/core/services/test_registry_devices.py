"""Devices of an organisation at its workstation: invited, admitted, dropped, and which certificate counts."""

import hashlib
import json
from dataclasses import replace
from typing import Any

import pytest

from progrez_desktop.core.errors import DataFault, UsageFault
from progrez_desktop.core.invitation_text import invitation_text, read_invitation_text
from progrez_desktop.core.json_document import canonical, keep_contract
from progrez_desktop.core.keys import organisation_papers as papers
from progrez_desktop.core.keys.signing import new_signing_key, public_of
from progrez_desktop.core.model.organisation import Certificate
from progrez_desktop.core.organisation import key_fingerprint
from progrez_desktop.core.services import registry, registry_exchange, registry_stick
from tests.core.services.registry_house import (
    DAY_MS,
    House,
    server_of,
)
from tests.core.services.test_registry_stick import stick
from tests.fakes import MONDAY_MS, FakeEntropy, there


def request_of(house: House, invitation: Any, **changed: Any) -> bytes:
    key = new_signing_key(FakeEntropy(12))
    body = invitation["body"]
    told = papers.enrolment_request(
        key, body["organisation_id"], "dd" * 16, body["kind"], "Kiosk 3", body["code"], MONDAY_MS
    )
    return canonical(told | changed).encode()


def test_an_invitation_is_signed_works_for_its_kind_and_is_told_to_the_server_by_hash_alone(house) -> None:
    document = registry_exchange.invite(house.deps, "kiosk")
    invitation = papers.read_invitation(document)
    assert read_invitation_text(invitation_text(document)) == document
    server = server_of(house)
    registry.fetch(house.deps, server)
    registry.fetch(house.deps, server)
    (told,) = server.posted("/v1/enrolment-codes")
    keep_contract(told, "enrolment-code")
    assert told["code_sha256"] == hashlib.sha256(invitation.code.encode()).hexdigest()
    assert invitation.code not in json.dumps(server.said)


def test_a_device_without_a_network_is_admitted_by_file_and_its_code_works_once(house) -> None:
    invitation = registry_exchange.invite(house.deps, "kiosk")
    data = request_of(house, invitation)
    asking = registry_exchange.read_request(house.deps, data)
    assert asking.name == "Kiosk 3" and len(asking.fingerprint.split()) == 10
    certificate = registry_exchange.admit(house.deps, asking, None, json.loads(data))
    assert papers.read_certificate(certificate, house.card).device_id == "dd" * 16
    (known,) = registry_exchange.devices(house.deps, None)
    assert (known.state, known.fingerprint) == ("admitted", asking.fingerprint)
    with pytest.raises(DataFault, match="registry_request_code"):
        registry_exchange.read_request(house.deps, data)


@pytest.mark.parametrize(
    ("changed", "code"),
    [
        ({"organisation_id": "ab" * 16}, "registry_request_other"),
        ({"kind": "home"}, "registry_request_code"),
        ({"code": "01234-56789-ABCDE-FGHJK-MNPQR"}, "registry_request_code"),
        ({"public_key": public_of(new_signing_key(FakeEntropy(4))).hex()}, "signature_wrong"),
    ],
)
def test_a_request_that_does_not_fit_is_not_admitted(house, changed, code) -> None:
    invitation = registry_exchange.invite(house.deps, "kiosk")
    with pytest.raises(DataFault, match=code):
        registry_exchange.read_request(house.deps, request_of(house, invitation, **changed))


def test_an_invitation_ends(house) -> None:
    data = request_of(house, registry_exchange.invite(house.deps, "kiosk"))
    house.clock.advance(8 * DAY_MS)
    with pytest.raises(DataFault, match="registry_request_code"):
        registry_exchange.read_request(house.deps, data)


def test_a_device_at_the_server_is_shown_with_its_fingerprint_admitted_and_dropped(house) -> None:
    kiosk = house.device()
    server = server_of(house)
    public = kiosk.certificate["body"]["public_key"]
    asked = {"device_id": kiosk.id, "kind": "kiosk", "name": "Kiosk 3", "public_key": public, "state": "asked"}
    body = {"contract": "progrez.enrolments/1", "organisation_id": house.card.organisation_id}
    server.replies["GET", "/v1/enrolments"] = body | {"devices": [asked | {"asked_ms": MONDAY_MS}]}
    found = registry_exchange.devices(house.deps, server)
    one = registry_exchange.named(found, "kiosk 3")
    assert one == registry_exchange.named(found, kiosk.id[:6])
    assert one.fingerprint == key_fingerprint(bytes.fromhex(public))
    registry_exchange.admit(house.deps, one, server)
    (certificate,) = server.posted(f"/v1/enrolments/{kiosk.id}/admission")
    assert papers.read_certificate(certificate, house.card).public_key.hex() == public
    registry_exchange.drop(house.deps, one, server)
    assert ("DELETE", f"/v1/enrolments/{kiosk.id}", None) in server.said
    assert there(house.deps.store.post.device(kiosk.id)).dropped_ms == house.clock.now_ms()


def test_a_device_that_was_dropped_and_admitted_anew_is_believed_again(house, tmp_path) -> None:
    kiosk = house.device()
    registry_exchange.admit(house.deps, kiosk.asking, None)
    house.clock.advance(1000)
    registry_exchange.drop(house.deps, kiosk.asking, None)
    house.clock.advance(1000)
    registry_exchange.admit(house.deps, kiosk.asking, None)
    (known,) = registry_exchange.devices(house.deps, None)
    assert known.state == "admitted"
    server = server_of(house)
    server.puts(house.sealed(kiosk, header=lambda told: told.update(released_ms=house.clock.now_ms() + 1)))
    assert registry.fetch(house.deps, server).new == 1


def test_a_device_that_another_workstation_admitted_is_dropped_for_good_here_too(house) -> None:
    kiosk = house.device()
    registry_exchange.drop(house.deps, kiosk.asking, server_of(house))
    house.clock.advance(1000)
    server = server_of(house, kiosk)  # and it goes on showing the certificate that it has
    server.puts(house.sealed(kiosk, header=lambda told: told.update(released_ms=house.clock.now_ms())))
    server.puts(house.sealed(kiosk))
    fetched = registry.fetch(house.deps, server)
    assert (fetched.new, [one.code for one in registry.refused(house.deps)]) == (1, ["device_dropped"])


def test_a_certificate_of_before_takes_the_place_of_none_that_lasts_longer(house) -> None:
    kiosk = house.device()
    registry.fetch(house.deps, server_of(house, kiosk))
    ended = Certificate(
        house.card.organisation_id, kiosk.id, "kiosk", "Old name", public_of(kiosk.key), 0, MONDAY_MS - DAY_MS
    )
    old = papers.sign_certificate(house.organisation_key, ended)
    server = server_of(house)
    server.devices = [old]
    server.puts(house.sealed(kiosk))
    assert registry.fetch(house.deps, server).new == 1
    registry_stick.take(house.deps, stick(house, replace(kiosk, certificate=old), house.sealed(kiosk).item()))
    assert there(house.deps.store.post.device(kiosk.id)).name == "Kiosk 3"


@pytest.mark.parametrize(("typed", "code"), [("", "no_such"), ("x", "no_such"), ("kiosk 3", "which")])
def test_a_device_that_is_named_is_one(house, typed, code) -> None:
    for number in (1, 2):
        key = new_signing_key(FakeEntropy(number))
        asking = registry_exchange.Asking(f"{number:032x}", "kiosk", "Kiosk 3", "", "asked", public_of(key))
        registry_exchange.admit(house.deps, asking, None)
    with pytest.raises(UsageFault, match=code):
        registry_exchange.named(registry_exchange.devices(house.deps, None), typed)
