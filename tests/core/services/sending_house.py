"""A kiosk that is one of an organisation's, with releases in its outbox, and that organisation's server in memory."""

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from progrez_desktop.core.keys.organisation_papers import sign_card, sign_certificate
from progrez_desktop.core.keys.primitives import x25519_public
from progrez_desktop.core.keys.signing import public_of, sign
from progrez_desktop.core.keys.withdrawal_code import WithdrawalCode
from progrez_desktop.core.model.consent import Grant
from progrez_desktop.core.model.organisation import Card, Certificate, DeviceKind, SealKey, SignIn
from progrez_desktop.core.model.outgoing import Sent
from progrez_desktop.core.model.setting import AuditEvent
from progrez_desktop.core.online.guard import Limits
from progrez_desktop.core.online.relay import Relay, web_to
from progrez_desktop.core.packs.shipped import shipped
from progrez_desktop.core.release import Envelope
from progrez_desktop.core.services import sealing, sending
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.store.forms import canonical
from progrez_desktop.core.store.organisations import Device as OwnDevice
from progrez_desktop.core.store.outbox import Release
from tests.core.store.builders import Device, Person
from tests.fakes import FAST_KDF, MONDAY_MS, FakeClock, there
from tests.organisation_server import KEY, OrganisationServer, serving
from tests.web_server import Handler

ORGANISATION, DEVICE = "a" * 32, "d" * 32
SIGNING, DEVICE_KEY, SEAL = bytes([1]) * 32, bytes([2]) * 32, bytes([4]) * 32
DAY_MS = 86_400_000
QUICK = Limits(bytes=1 << 20, silence_s=1.0, whole_s=2.0)


@dataclass
class Sender:
    """A device with one person on it, whose releases wait for the organisation."""

    device: Device
    person: Person
    deps: Deps
    server: OrganisationServer | None = None
    paused: list[float] = field(default_factory=list)

    @classmethod
    def at(cls, root: Path, seed: int = 1) -> "Sender":
        device = Device.installed(root, seed)
        return cls(device, device.person(), deps_of(device))

    @property
    def clock(self) -> FakeClock:
        return self.device.clock

    def enrolled(self, server: str | None, kind: DeviceKind = "kiosk", sign_in: SignIn | None = None) -> None:
        card = card_of(ORGANISATION, server, x25519_public(SEAL), sign_in)
        enrol(self.deps, card, kind)
        if self.server is not None:
            self.server.card = sign_card(SIGNING, card)

    def release(self, number: int = 1, version: int = 1, days: int = 28, code: WithdrawalCode | None = None) -> str:
        """Put one release into the outbox, really sealed and signed, and return its id."""
        code = code or self.code(number)
        now = self.clock.now_ms()
        grant = Grant(
            f"{number:032x}", ORGANISATION, "profile", ("scores",), now, now + days * DAY_MS, None, "0" * 64, "en", "1"
        )
        content = {"contract": "progrez.released-profile/1", "assessment": "a", "scores": [{"skill": f"s{number}"}]}
        one = Envelope("profile", (grant,), content)
        receipt = canonical({"contract": "progrez.receipt/1", "number": number}).encode()
        receiver = there(self.deps.device.organisations.receiver(ORGANISATION))
        sealed = sealing.seal(receiver, one, code, "profile", version, receipt, now)
        release = Release(
            code.release_id("profile"),
            self.person.account.id,
            ORGANISATION,
            one.purposes,
            one.fields,
            one.until_ms,
            now,
            code.erase_secret("profile"),
            None,
            version,
        )
        self.deps.device.outbox.put(release, sealed)
        return release.id

    def code(self, number: int) -> WithdrawalCode:
        return WithdrawalCode(hashlib.sha256(f"code {number}".encode()).digest()[:20])

    def end(self, release_id: str) -> None:
        self.deps.device.outbox.end(release_id, self.clock.now_ms())

    def press(self, **given: Any) -> Sent:
        with self.relay() as relay:
            return sending.press(self.deps, ORGANISATION, relay, **({"pause": self.paused.append} | given))

    def relay(self) -> Relay:
        assert self.server is not None
        return relay_to(self.deps, self.server.address, ORGANISATION)

    def states(self) -> dict[tuple[str, str], str]:
        rows = self.deps.device._database.rows("SELECT release_id, kind, state FROM outbox ORDER BY seq")
        return {(release_id, kind): state for release_id, kind, state in rows}

    def restarted(self) -> None:
        self.device.restarted()
        self.deps = deps_of(self.device)


def card_of(
    organisation_id: str, server: str | None, seal: bytes, sign_in: SignIn | None = None, **changes: Any
) -> Card:
    """What an organisation says of itself, signed with the key of the kept examples."""
    card = Card(
        organisation_id,
        {"en": "Example Water Board", "nl": "Waterschap Voorbeeld"},
        1,
        MONDAY_MS,
        public_of(SIGNING),
        (SealKey(hashlib.sha256(seal).hexdigest(), seal, MONDAY_MS),),
        server,
        public_of(KEY) if server else None,
        sign_in,
    )
    return replace(card, **changes)


def enrol(deps: Deps, card: Card, kind: DeviceKind = "kiosk") -> None:
    """Have an organisation's card trusted, and this device admitted there."""
    now, whose = deps.clock.now_ms(), card.organisation_id
    event = AuditEvent(now, "operator", "organisation_trusted", whose, {"to": "ab12"})
    organisations = deps.device.organisations
    organisations.trust(card, sign_card(SIGNING, card), OwnDevice(DEVICE, DEVICE_KEY, kind, "Kiosk 1"), event)
    until = now + 365 * DAY_MS
    certificate = Certificate(whose, DEVICE, kind, "Kiosk 1", public_of(DEVICE_KEY), now - DAY_MS, until)
    organisations.admit(whose, sign_certificate(SIGNING, certificate), event)


def relay_to(deps: Deps, address: str, organisation_id: str) -> Relay:
    web = web_to(address, limits=QUICK)
    key = partial(sign, DEVICE_KEY)
    return Relay(web, address, organisation_id, DEVICE, key, lambda: None, deps.clock, deps.entropy)


def deps_of(device: Device) -> Deps:
    parts = (device.clock, device.entropy, device.folder, FAST_KDF, device.machine, device.store)
    return Deps(*parts, shipped().assessment(), shipped())


@contextmanager
def sender_and_server(root: Path) -> Iterator[tuple[Sender, OrganisationServer]]:
    with serving(ORGANISATION) as server:
        sender = Sender.at(root)
        sender.server = server
        sender.enrolled(server.address)
        server.now_ms = sender.clock.now_ms()
        yield sender, server


def also(do: Callable[[Any], object]) -> Callable[[Handler, Any], bool]:
    """Look at a batch, and let it pass."""

    def look(_: Handler, batch: Any) -> bool:
        do(batch)
        return True

    return look


def code_of(sent: Sent) -> str | None:
    return sent.fault.code if sent.fault else None


def batches_asked(server: OrganisationServer) -> list[str]:
    return [one.headers["idempotency-key"] for one in server.site.asked if one.path == "/v1/batches"]


def cut(to: Handler) -> bool:
    to.close_connection = True
    to.connection.close()
    return False
