"""A profile's whole way: from a kiosk's outbox through the server into a recruiter's registry, and its erasure.

    python -m benchmarks.registry

The kiosk and the workstation are the product's own, the server is a process of its own with SQLite, and all of them
share this computer. The reference for opening: the same envelopes opened and their signatures checked, with nothing
around it.
"""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from benchmarks.children import ROOT
from benchmarks.peak import peak_mb
from progrez_desktop.core.json_document import canonical
from progrez_desktop.core.keys.inbox import InboxKeyPair
from progrez_desktop.core.keys.organisation_papers import read_card
from progrez_desktop.core.keys.signing import public_of
from progrez_desktop.core.model.registry import Fetched, Query
from progrez_desktop.core.online.relay import Relay
from progrez_desktop.core.services import registry, registry_exchange, registry_online, registry_setup
from progrez_desktop.core.services.opening import Parts
from progrez_desktop.core.services.registry import OpenedRegistry
from progrez_desktop.core.store.folder import DataFolder
from progrez_desktop.core.system import SystemClock, SystemEntropy
from tests.chaos.wire import bad_line
from tests.fakes import FAST_KDF, FakeKeyring
from tests.organisation_house import Device, Organisation
from tests.sending_house import Kiosk
from tests.servers import RunningServer, free_port, make_organisation

PROFILES = 10_000
WITHDRAWN = 20
LEAST_OPENED = 2_000
MOST_WIRE = 3_000
T = TypeVar("T")


@dataclass
class Way:
    """A kiosk, a server and a workstation of one organisation."""

    kiosk: Kiosk
    server: RunningServer
    desk: OpenedRegistry

    def fetched(self) -> Fetched:
        with registry_online.relay_of(self.desk.deps) as relay:
            return registry.fetch(self.desk.deps, relay)


@contextmanager
def way() -> Iterator[Way]:
    build = ROOT / "build"
    build.mkdir(exist_ok=True)
    with ExitStack() as held:
        root = Path(held.enter_context(TemporaryDirectory(prefix="registry-", dir=build)))
        server = RunningServer(root, f"sqlite:///{root}/server.db", free_port())
        entry = registry_setup.read_entry(canonical(make_organisation(server)).encode())
        server.start()
        held.callback(server.kill)
        keyring = FakeKeyring()
        parts = Parts(SystemClock(), SystemEntropy(), DataFolder(root / "desk"), FAST_KDF, lambda _: keyring)
        desk = registry_setup.set_up(parts, None, "vier gele kannen thee", entry, "Desk 1")
        held.callback(desk.close)
        with registry_online.relay_of(desk.deps) as relay:
            registry_exchange.enrol(desk.deps, relay)
            device = admitted(desk, relay, server)
        kiosk = Kiosk.enrolled(root / "kiosk", device)
        held.callback(kiosk.close)
        yield Way(kiosk, server, desk)


def admitted(desk: OpenedRegistry, relay: Relay, server: RunningServer) -> Device:
    """Return a kiosk of this organisation; it holds the signing key only to write the card that it trusts."""
    identity = desk.deps.store.identity()
    card = read_card(identity.card)
    seal = InboxKeyPair(card.seal_keys[0].public_key, b"")
    receipt_key = (card.receipt_key or b"").hex()
    house = Organisation(card.organisation_id, identity.organisation_key, seal, server.address, receipt_key)
    device = Device(house, "kiosk", "Kiosk 3")
    public = public_of(device.signing_key)
    registry_exchange.admit(
        desk.deps, registry_exchange.Asking(device.id, "kiosk", "Kiosk 3", "", "asked", public), relay
    )
    return device


def timed(call: Callable[[], T]) -> tuple[T, float]:
    begin = time.perf_counter()
    found = call()
    return found, time.perf_counter() - begin


def bare_opening() -> float:
    """Return how many profiles a second are opened, and their signatures checked, with nothing around it."""
    private = X25519PrivateKey.generate()
    house = Organisation(seal=InboxKeyPair(private.public_key().public_bytes_raw(), b""))
    device, suite = Device(house), Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
    sealed = [device.sealed(number)[1] for number in range(1_000)]
    signing = Ed25519PrivateKey.from_private_bytes(device.signing_key)
    public, signature = signing.public_key(), signing.sign(b"x" * 115)
    begin = time.perf_counter()
    for one in sealed:
        suite.decrypt(one.envelope, private, one.header.encode())
        public.verify(signature, b"x" * 115)
    return len(sealed) / (time.perf_counter() - begin)


def on_the_wire(found: Way) -> float:
    """Return the bytes of a profile on the wire, requests and replies, heads included, as the kiosk sends them."""
    found.kiosk.queue(range(PROFILES, PROFILES + 1_000))
    with bad_line(found.server.address) as line:
        found.kiosk.press(line.address)
        return sum(map(len, line.passed)) / 1_000


def main() -> int:
    with way() as found:
        found.kiosk.queue(range(PROFILES))
        sent, took = timed(lambda: found.kiosk.press(found.server.address))
        assert sent.stored == PROFILES, sent
        print(f"{PROFILES:,} queued profiles drained by one press: {took:.1f} s, {PROFILES / took:,.0f} a second")
        fetched, took = timed(found.fetched)
        assert fetched.new == PROFILES, fetched
        opened, bare = PROFILES / took, bare_opening()
        print(f"fetched and opened: {opened:,.0f} a second; bare opening and checking: {bare:,.0f} a second")
        wire = on_the_wire(found)
        _, nothing = timed(found.fetched)
        print(
            f"bytes of a profile on the wire, both ways: {wire:,.0f}; the next 1,000 fetched in {1000 * nothing:.0f} ms"
        )
        withdrawn(found)
        _, listed = timed(lambda: registry.rows(found.desk.deps, Query(limit=50)))
        print(f"a page of the list: {1000 * listed:.1f} ms; peak memory of kiosk and workstation: {peak_mb():.0f} MB")
    fast, small = opened >= LEAST_OPENED, wire < MOST_WIRE
    print(
        f"at least {LEAST_OPENED:,} a second fetched and opened: {said(fast)}; under {MOST_WIRE:,} bytes: {said(small)}"
    )
    return 0 if fast and small else 1


def withdrawn(found: Way) -> None:
    """Print how long it takes from a withdrawal until it is gone on the server, and on the workstation."""
    there, desk = [], []
    for number in range(WITHDRAWN):
        found.kiosk.withdraw([number])
        sent, took = timed(lambda: found.kiosk.press(found.server.address))
        assert sent.erased == 1, sent
        there.append(took)
        fetched, took = timed(found.fetched)
        assert fetched.erased == 1, fetched
        desk.append(there[-1] + took)
    there, desk = sorted(there), sorted(desk)
    middle = WITHDRAWN // 2
    print(
        f"from Send until it is erased on the server: {1000 * there[middle]:.0f} ms, slowest {1000 * there[-1]:.0f}; "
        f"and on the workstation, which fetches then: {1000 * desk[middle]:.0f} ms, slowest {1000 * desk[-1]:.0f}"
    )


def said(kept: bool) -> str:
    return "kept" if kept else "BROKEN"


if __name__ == "__main__":
    sys.exit(main())
