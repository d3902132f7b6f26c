"""Staff sign in with two factors at their own provider, and only then does a kiosk send to their real server."""

import json
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from progrez_desktop.core.errors import DataFault, LockedFault
from progrez_desktop.core.model.organisation import Card, DeviceKind
from progrez_desktop.core.online.relay import web_to
from progrez_desktop.core.services import (
    enrolling,
    exchange,
    registry,
    registry_exchange,
    registry_online,
    registry_setup,
    releasing,
    sending,
    staff_sign_in,
)
from progrez_desktop.core.services.exchange import Exchanged
from progrez_desktop.core.services.opening import Parts, Unlock
from progrez_desktop.core.services.registry import RegistryDeps
from progrez_desktop.core.services.staff_sign_in import TokenStore
from progrez_desktop.core.store.folder import DataFolder
from progrez_desktop.core.system import SystemEntropy
from tests.core.services.rating_house import Kiosk
from tests.core.services.release_house import finished_at
from tests.fakes import FAST_KDF, FakeClock, FakeEntropy, FakeKeyring, there
from tests.identity_provider import browse
from tests.oidc_house import CLIENT, OidcProvider, oidc_provider
from tests.organisations import ACR
from tests.servers import RunningServer, free_port


@pytest.fixture
def provider(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[OidcProvider]:
    with oidc_provider(tmp_path) as provider:
        monkeypatch.setenv("SSL_CERT_FILE", str(provider.authorities))  # of this process, and of the server
        yield provider


@pytest.fixture
def server(tmp_path: Path, provider: OidcProvider) -> Iterator[RunningServer]:
    folder = tmp_path / "server"
    folder.mkdir()
    server = RunningServer(folder, f"sqlite:///{folder / 'server.db'}", free_port())
    there = ("--issuer", provider.issuer, "--client-id", CLIENT, "--acr", ACR)
    out = ("--address", server.address, "--out", str(folder / "entry.json"))
    made = server.command("init", "--name", "Waterschap", *there, *out)
    assert made.returncode == 0, made.stderr
    try:
        server.start()
        yield server
    finally:
        server.kill()


@pytest.fixture
def desk(tmp_path: Path, provider: OidcProvider, server: RunningServer) -> Iterator[RegistryDeps]:
    """The first workstation, at which somebody of staff is signed in."""
    entry = registry_setup.read_entry((server.folder / "entry.json").read_bytes())
    keyring, place = FakeKeyring(), DataFolder(tmp_path / "desk" / "registry")
    parts = Parts(FakeClock(now_ms()), FakeEntropy(9), place, FAST_KDF, lambda _: keyring)
    opened = registry_setup.set_up(parts, Unlock(), "vier gele kannen thee", entry, "First desk")
    try:
        sign_in(provider, opened.deps.store.staff_tokens, registry_online.card_of(opened.deps), "workstation")
        yield opened.deps
    finally:
        opened.close()


@pytest.fixture
def kiosk(tmp_path: Path, desk: RegistryDeps, monkeypatch: pytest.MonkeyPatch) -> Kiosk:
    """Somebody who released, on a device that was admitted while nobody was signed in at it."""
    monkeypatch.setattr("tests.core.store.builders.FakeClock", lambda: FakeClock(now_ms()))
    kiosk = finished_at(tmp_path / "kiosk", None)
    with registry_online.relay_of(desk) as relay:
        registry.fetch(desk, relay)
        document = json.dumps(registry_exchange.invite(desk, "kiosk")).encode()
        registry.fetch(desk, relay)
    offered = enrolling.look(kiosk.deps, enrolling.read(document))
    request = enrolling.accept(kiosk.deps, offered, offered.fingerprint, "Kiosk 1")
    whose = offered.invitation.organisation_id
    with enrolling.relay_of(kiosk.deps, whose) as relay:
        assert enrolling.post(kiosk.deps, relay, request) == "asked"
        with registry_online.relay_of(desk) as at_desk:
            (asking,) = [one for one in registry_exchange.devices(desk, at_desk) if one.state == "asked"]
            registry_exchange.admit(desk, asking, at_desk)
        assert enrolling.ask(kiosk.deps, relay) == "admitted"
    public = offered.invitation.card.seal_keys[0].public_key.hex()
    ours = replace(there(kiosk.deps.assessment.organisation), id=whose, public_key=public)
    kiosk.deps = replace(kiosk.deps, assessment=replace(kiosk.deps.assessment, organisation=ours))
    kiosk.grant("profile")
    releasing.send(kiosk.deps, kiosk.session, releasing.look(kiosk.deps, kiosk.session))
    return kiosk


def now_ms() -> int:
    return time.time_ns() // 1_000_000


def sign_in(provider: OidcProvider, store: TokenStore, card: Card, kind: DeviceKind) -> None:
    way = staff_sign_in.browser_way(card, kind, web_to, FakeClock(now_ms()), SystemEntropy(), "Done.")
    try:
        browse(provider.browse(way.begin()))
        staff_sign_in.keep(store, card, way.finish())
    finally:
        way.close()


def at_kiosk(provider: OidcProvider, kiosk: Kiosk) -> None:
    deps = kiosk.deps
    whose = there(deps.assessment.organisation).id
    sign_in(provider, deps.device.staff_tokens, enrolling.card_of(deps, whose), "kiosk")


def pressed(kiosk: Kiosk) -> Exchanged:
    whose = there(kiosk.deps.assessment.organisation).id
    with enrolling.relay_of(kiosk.deps, whose) as relay:
        return exchange.go(kiosk.deps, whose, relay)


def waiting(kiosk: Kiosk) -> int:
    (post,) = sending.plan(kiosk.deps)
    return post.profiles


def told(kiosk: Kiosk) -> str:
    """Press Send, which is refused, and return why."""
    done = pressed(kiosk)
    assert (done.sent.ended, waiting(kiosk)) == ("refused", 1)  # nothing is lost
    return there(done.sent.fault).code


def test_a_kiosk_sends_when_staff_signed_in_with_two_factors_may_send_and_are_still_signed_in(
    kiosk: Kiosk, provider: OidcProvider
) -> None:
    # One walk through all of it: server, provider, desk and kiosk take seconds to be there.
    with pytest.raises(LockedFault, match="sending_sign_in_needed"):
        pressed(kiosk)

    provider.person(acr="urn:example:password")
    with pytest.raises(DataFault, match="staff_two_factors"):
        at_kiosk(provider, kiosk)

    provider.person(scopes=["profiles:erase"])
    at_kiosk(provider, kiosk)
    assert told(kiosk) == "server_refused"

    provider.person(lasts_s=1)
    at_kiosk(provider, kiosk)
    provider.person(first=["invalid_grant"])  # as when somebody ended it at the provider
    assert told(kiosk) == "staff_sign_in_again"

    provider.person(lasts_s=1)
    at_kiosk(provider, kiosk)
    provider.person()
    assert pressed(kiosk).sent.stored == 1
    assert provider.happened() == ["refreshed"]
    assert waiting(kiosk) == 0
