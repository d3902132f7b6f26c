"""What a workstation and its server tell each other beside fetching: who they are, devices, and what was decided."""

import hashlib
import json
from typing import Any

import pytest

from progrez_desktop.core.errors import LockedFault, UsageFault
from progrez_desktop.core.json_document import keep_contract
from progrez_desktop.core.keys import organisation_papers as papers
from progrez_desktop.core.organisation import fingerprint
from progrez_desktop.core.services import (
    registry,
    registry_exchange,
    registry_notices,
    registry_setup,
)
from tests.core.services.registry_house import (
    NAME,
    PASSPHRASE,
    parts_of,
    served,
    server_of,
)
from tests.fakes import MONDAY_MS, FakeEntropy

TEXT = {"en": "The talks are one week later.", "nl": "De gesprekken zijn een week later."}


# The first workstation


def test_the_first_workstation_says_whose_it_is_with_the_first_code_and_once(tmp_path, entry) -> None:
    house = served(tmp_path, entry)
    identity = house.deps.store.identity()
    server = server_of(house)
    state = {
        "contract": "progrez.enrolment-state/1",
        **{"organisation_id": identity.organisation_id, "device_id": identity.device_id, "state": "admitted"},
        **{"server_time_ms": MONDAY_MS, "certificate": identity.certificate},
    }
    server.replies["POST", "/v1/enrolments"] = state
    registry.fetch(house.deps, server)
    registry.fetch(house.deps, server)
    (request,) = server.posted("/v1/enrolments")
    keep_contract(request, "enrolment-request")
    card = papers.read_card(request["card"])
    assert card.receipt_key and card.server == "https://assessments.example.org"
    assert papers.read_certificate(request["certificate"], card).kind == "workstation"
    assert request["code"] == json.loads(entry)["code"]
    house.opened.close()


def test_a_server_that_can_not_be_reached_costs_no_keys(tmp_path, entry) -> None:
    house = served(tmp_path, entry)
    server = server_of(house)
    server.offline_after = 0
    with pytest.raises(Exception, match="online_offline"):
        registry.fetch(house.deps, server)
    house.reopen()
    assert house.deps.store.identity().enrolment is not None
    house.opened.close()


def test_a_registry_is_made_once_and_of_somebody_with_a_name(house, tmp_path) -> None:
    entry = registry_setup.without_server(FakeEntropy(3), NAME)
    house.opened.close()
    with pytest.raises(UsageFault, match="registry_exists"):
        registry_setup.set_up(house.parts, None, PASSPHRASE, entry, "Recruiter 2")
    with pytest.raises(UsageFault, match="registry_no_name"):
        registry_setup.without_server(FakeEntropy(3), {"en": " ", "nl": "x"})
    parts = parts_of(tmp_path / "new", house.clock)
    with pytest.raises(UsageFault, match="registry_device_name"):
        registry_setup.set_up(parts, None, PASSPHRASE, entry, "\n")
    with pytest.raises(UsageFault, match="password_too_short"):
        registry_setup.set_up(parts, None, "short", entry, "Recruiter 1")
    registry_setup.set_up(parts, None, PASSPHRASE, entry, "Recruiter 1").close()


def test_the_fingerprint_is_that_of_the_card(house) -> None:
    card = house.card
    assert registry.standing(house.deps).fingerprint == fingerprint(card.organisation_id, card.signing_key)


# Notices, packs


def test_what_whoever_is_signed_in_may_not_say_waits_and_stops_no_fetch(house) -> None:
    kiosk = house.device()
    server = server_of(house, kiosk)
    server.puts(house.sealed(kiosk))
    registry_exchange.rotate(house.deps)
    registry_notices.make(house.deps, TEXT, TEXT, 14)
    ask = server.ask

    def refuses(method: str, path: str, **more: Any) -> Any:
        if method == "PUT":
            raise LockedFault("server_refused", host="x", problem="scope_missing")
        return ask(method, path, **more)

    server.ask = refuses  # type: ignore[method-assign]
    assert registry.fetch(house.deps, server).new == 1
    assert len(server.posted("/v1/notices")) == 1
    server.ask = ask  # type: ignore[method-assign]
    registry.fetch(house.deps, server)
    assert len(server.posted(f"/v1/organisations/{house.card.organisation_id}")) == 1


def test_a_pack_goes_to_the_server_under_its_hash(house) -> None:
    server = server_of(house)
    sha256 = registry_exchange.publish_pack(house.deps, server, b"pack")
    assert sha256 == hashlib.sha256(b"pack").hexdigest()
    assert server.posted(f"/v1/packs/{sha256}") == [b"pack"]
