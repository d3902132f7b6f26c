"""What somebody releases reaches the organisation once, they read who looked at it, and once withdrawn it is gone."""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from progrez_desktop.core.model.registry import Query
from progrez_desktop.core.services import (
    access_log,
    enrolling,
    exchange,
    my_data,
    notices,
    registry,
    registry_exchange,
    registry_online,
    registry_reads,
    registry_setup,
    releasing,
)
from progrez_desktop.core.services.exchange import Exchanged
from progrez_desktop.core.services.opening import Parts, Unlock
from progrez_desktop.core.services.registry import RegistryDeps
from progrez_desktop.core.store.folder import DataFolder
from progrez_desktop.core.words import Words
from tests.core.services.rating_house import Kiosk
from tests.core.services.release_house import finished_at
from tests.fakes import FAST_KDF, FakeClock, FakeEntropy, FakeKeyring, there
from tests.servers import RunningServer, free_port, make_organisation

PASSPHRASE = "vier gele kannen thee"


@dataclass
class Organisation:
    """A server of its own, with the first workstation."""

    server: RunningServer
    deps: RegistryDeps

    def fetch(self) -> int:
        with registry_online.relay_of(self.deps) as relay:
            return registry.fetch(self.deps, relay).told

    def admit_everybody(self) -> None:
        with registry_online.relay_of(self.deps) as relay:
            for asking in registry_exchange.devices(self.deps, relay):
                if asking.state == "asked":
                    registry_exchange.admit(self.deps, asking, relay)


@pytest.fixture
def organisation(tmp_path: Path) -> Iterator[Organisation]:
    folder = tmp_path / "server"
    folder.mkdir()
    server = RunningServer(folder, f"sqlite:///{folder / 'server.db'}", free_port())
    entry = registry_setup.read_entry(json.dumps(make_organisation(server)).encode())
    keyring = FakeKeyring()
    place = DataFolder(tmp_path / "desk" / "registry")
    parts = Parts(FakeClock(now_ms()), FakeEntropy(9), place, FAST_KDF, lambda _: keyring)
    opened = registry_setup.set_up(parts, Unlock(), PASSPHRASE, entry, "First desk")
    try:
        server.start()
        yield Organisation(server, opened.deps)
    finally:
        opened.close()
        server.kill()


@pytest.fixture
def kiosk(organisation: Organisation, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kiosk:
    """Somebody with a result, on a device that the organisation admitted."""
    monkeypatch.setattr("tests.core.store.builders.FakeClock", lambda: FakeClock(now_ms()))
    kiosk = finished_at(tmp_path / "kiosk", None)
    organisation.fetch()
    document = json.dumps(registry_exchange.invite(organisation.deps, "kiosk")).encode()
    organisation.fetch()
    offered = enrolling.look(kiosk.deps, enrolling.read(document))
    request = enrolling.accept(kiosk.deps, offered, offered.fingerprint, "Kiosk 1")
    whose = offered.invitation.organisation_id
    with enrolling.relay_of(kiosk.deps, whose) as relay:
        assert enrolling.post(kiosk.deps, relay, request) == "asked"
        organisation.admit_everybody()
        assert enrolling.ask(kiosk.deps, relay) == "admitted"
    public = offered.invitation.card.seal_keys[0].public_key.hex()
    ours = replace(there(kiosk.deps.assessment.organisation), id=whose, public_key=public)
    kiosk.deps = replace(kiosk.deps, assessment=replace(kiosk.deps.assessment, organisation=ours))
    return kiosk


def now_ms() -> int:
    return round(time.time() * 1000)


def pressed(kiosk: Kiosk) -> Exchanged:
    whose = there(kiosk.deps.assessment.organisation).id
    with enrolling.relay_of(kiosk.deps, whose) as relay:
        return exchange.go(kiosk.deps, whose, relay)


def log(kiosk: Kiosk) -> list[str]:
    kiosk.sign_in_again()
    lines = access_log.checked(kiosk.deps, kiosk.session).lines
    return [my_data.sentence(line, Words("en")) for line in lines]


def test_a_profile_reaches_its_organisation_and_comes_back_as_words_and_is_gone(
    organisation: Organisation, kiosk: Kiosk
) -> None:
    kiosk.grant("profile", "contact")
    releasing.send(kiosk.deps, kiosk.session, releasing.look(kiosk.deps, kiosk.session))
    done = pressed(kiosk)
    assert (done.sent.ended, done.sent.stored, done.fault) == ("sent", 1, None)
    assert pressed(kiosk).sent.ended == "nothing"

    organisation.fetch()
    (row,) = registry.rows(organisation.deps, Query())
    detail = registry.detail(organisation.deps, row.release_id)
    assert detail.content["name"]["first"] == kiosk.session.details.first_name
    registry_reads.message(organisation.deps, row.release_id, "Could you come on Monday?")
    assert organisation.fetch() == 2

    assert pressed(kiosk).mail == 2
    told = log(kiosk)
    assert any(line.startswith("The organisation received what you released") for line in told)
    assert any("A recruiter opened your profile once" in line for line in told)
    (news,) = notices.news(kiosk.session)
    assert "Could you come on Monday?" in notices.sentence(news, Words("en"))

    kiosk.grant()
    assert pressed(kiosk).sent.erased == 1
    organisation.fetch()
    assert registry.rows(organisation.deps, Query()) == ()
    assert any("confirmed that it erased" in line for line in log(kiosk))
    for path in organisation.server.folder.rglob("*"):
        assert not path.is_file() or kiosk.session.details.email.encode() not in path.read_bytes()
