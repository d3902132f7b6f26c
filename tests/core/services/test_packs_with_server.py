"""Packs and notices by way of a real server: made and signed on a workstation, published, fetched, run and told."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.online.relay import Relay
from progrez_desktop.core.packs.shipped import MODEL, shipped
from progrez_desktop.core.services import (
    enrolling,
    pack_fetching,
    pack_signing,
    packs,
    public_notices,
    registry_exchange,
    registry_notices,
)
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.services.pack_making import make
from progrez_desktop.core.store.pack_store import Installed
from progrez_desktop.core.system import SystemClock
from tests.core.services.pack_house import folder
from tests.core.services.registry_at_server import registry_at_server
from tests.core.services.registry_house import House
from tests.core.services.term_house import LivedIn
from tests.core.services.test_model_packs import model_folder, write
from tests.fakes import there


@dataclass
class Workstation:
    house: House
    relay: Relay

    @property
    def organisation_id(self) -> str:
        return self.house.card.organisation_id

    def publish(self, made: Path) -> str:
        signed = pack_signing.sign(self.house.deps, make(made, shipped()), shipped())
        return registry_exchange.publish_pack(self.house.deps, self.relay, signed)

    def card_into(self, made: Path) -> Path:
        write(made, "card.json", self.house.deps.store.identity().card)
        return made


@pytest.fixture(scope="module")
def workstation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workstation]:
    root = tmp_path_factory.mktemp("organisation")
    with registry_at_server(root) as (house, _, relay):
        yield Workstation(house, relay)


_SEEDS = count(50)


@pytest.fixture
def kiosk(workstation: Workstation, tmp_path: Path) -> LivedIn:
    """A computer that took up an invitation, and was admitted."""
    computer = LivedIn(tmp_path / "kiosk", next(_SEEDS))
    computer.clock.wall_ms = SystemClock().now_ms()
    invitation = registry_exchange.invite(workstation.house.deps, "kiosk")
    registry_exchange.publish(workstation.house.deps, workstation.relay)
    with computer.on() as deps:
        offered = enrolling.look(deps, enrolling.read(json.dumps(invitation).encode()))
        request = enrolling.accept(deps, offered, offered.fingerprint, "Kiosk 1")
        with enrolling.relay_of(deps, workstation.organisation_id) as relay:
            enrolling.post(deps, relay, request)
        asking: Any = registry_exchange.devices(workstation.house.deps, workstation.relay)
        mine = next(one for one in asking if one.state == "asked")
        registry_exchange.admit(workstation.house.deps, mine, workstation.relay)
        with enrolling.relay_of(deps, workstation.organisation_id) as relay:
            assert enrolling.ask(deps, relay) == "admitted"
    return computer


def fetched(deps: Deps, workstation: Workstation, sha256: str) -> Installed:
    with pack_fetching.relay_of(deps, workstation.organisation_id) as relay:
        return pack_fetching.fetch(deps, relay, pack_fetching.one_of(pack_fetching.offered(deps, relay), sha256))


def test_a_pack_is_published_fetched_and_run(workstation: Workstation, kiosk: LivedIn, tmp_path: Path) -> None:
    sha256 = workstation.publish(workstation.card_into(folder(tmp_path)))
    with kiosk.on() as deps:
        found = fetched(deps, workstation, sha256)
        assert (found.id, found.file_sha256) == ("trainees-2027", sha256)
        packs.use(deps, found.sha256)
    with kiosk.on() as deps:
        assert there(deps.assessment.organisation).id == workstation.organisation_id


def test_a_text_model_is_published_fetched_and_read_with(
    workstation: Workstation, kiosk: LivedIn, tmp_path: Path
) -> None:
    made = model_folder(tmp_path)
    said = json.loads((made / "pack.json").read_text(encoding="utf-8"))
    write(made, "pack.json", said | {"organisation_id": workstation.organisation_id})
    sha256 = workstation.publish(made)
    with kiosk.on() as deps:
        packs.use(deps, fetched(deps, workstation, sha256).sha256)
    with kiosk.on() as deps:
        assert deps.shipped.sha256(MODEL) != shipped().sha256(MODEL)


def test_a_notice_reaches_everybody_and_is_taken_back(workstation: Workstation, kiosk: LivedIn) -> None:
    house, words = workstation.house, {"en": "New date", "nl": "Nieuwe datum"}
    first = registry_notices.make(house.deps, words, words, 7)
    registry_exchange.publish(house.deps, workstation.relay)
    with kiosk.on() as deps, enrolling.relay_of(deps, workstation.organisation_id) as relay:
        assert public_notices.fetch(deps, relay) == 1 and public_notices.fetch(deps, relay) == 0
        registry_notices.revoke(house.deps, first)
        registry_exchange.publish(house.deps, workstation.relay)
        public_notices.fetch(deps, relay)
        assert [revoked for body, revoked in deps.device.public_notices.all() if body["notice_id"] == first] == [True]


def test_a_pack_of_another_organisation_is_not_published(workstation: Workstation, tmp_path: Path) -> None:
    with pytest.raises(DataFault, match="pack_card_other"):
        workstation.publish(folder(tmp_path))
