"""A running server with its real gate, an organisation on it with devices, and staff who sign in."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import requests
from joserfc.jwk import Key
from requests import Response
from sqlalchemy import insert

from progrez_server.gate.gate import AtTheGate
from progrez_server.gate.provider_keys import ProviderSilentError
from progrez_server.parts import Parts
from progrez_server.settings import Settings
from progrez_server.store import enrolment_codes, organisations
from progrez_server.store.engine import Store
from progrez_server.store.enrolment_codes import Code
from progrez_server.store.organisations import Organisation as Row
from progrez_server.store.organisations import SignIn
from progrez_server.store.tables import release
from tests.server.conftest import RECEIPT_KEY, FixedClock, Served, serving
from tests.server.organisation import CODE, NOW_MS, YEAR_MS, Device, Organisation, hash_of
from tests.server.staff_provider import ALL_SCOPES, StaffProvider

LATER_MS = NOW_MS + YEAR_MS


@dataclass
class FakeKeys:
    """The keys of providers by issuer; where `is_silent`, nobody answers."""

    by_issuer: dict[str, Key] = field(default_factory=dict)
    is_silent: bool = False

    def key(self, issuer: str, key_id: str | None) -> Key | None:
        if self.is_silent:
            raise ProviderSilentError
        found = self.by_issuer.get(issuer)
        return found if found is not None and found.kid == key_id else None


@dataclass
class World:
    """One server. Each organisation on it has a provider of its own; every device is asked for by its own name."""

    store: Store
    clock: FixedClock
    served: Served
    keys: FakeKeys
    providers: dict[str, StaffProvider] = field(default_factory=dict)

    def found(self, one: Organisation, code: str = CODE) -> Device:
        """Set an organisation up as `init` does, and enrol its first workstation."""
        self.set_up(one, code)
        first = Device(seed=100 + one.seed, kind="workstation", name="Desk 1", organisation_id=one.id)
        request = first.request(code, card=one.card(), certificate=one.certificate(first))
        assert self.post("/v1/enrolments", request).status_code == 201
        return first

    def set_up(self, one: Organisation, code: str = CODE) -> None:
        at = one.sign_in
        sign_in = SignIn(at["issuer"], at["client_id"], at["audience"], tuple(at["acr"])) if at else None
        name = {"en": "Example", "nl": "Voorbeeld"}
        with self.store.writing() as connection:
            row = Row(one.id, name, "5" * 32, one.receipt_key, one.server, sign_in, NOW_MS)
            organisations.add(connection, row)
            enrolment_codes.add(connection, one.id, Code(hash_of(code), "workstation", LATER_MS))
        if one.issuer is not None:
            provider = self.providers[one.id] = StaffProvider(one.issuer, one.id)
            self.keys.by_issuer[one.issuer] = provider.key

    def admit(self, one: Organisation, device: Device, by: Device) -> Device:
        """Let a device in, as if it had asked with a file."""
        device = device.of(one.id)
        path = f"/v1/enrolments/{device.id}/admission"
        assert self.ask(by, "POST", path, one.certificate(device)).status_code == 200
        return device

    def ask(
        self,
        device: Device | None,
        method: str,
        path: str,
        body: Any = None,
        *,
        token: str | None = "",
        assertion: str | None = None,
        headers: dict[str, str] | None = None,
        query: str = "",
    ) -> Response:
        """Ask as a device, with staff beside it who may everything; `token=None` without them."""
        sent = dict(headers or {})
        if device is not None:
            now_ms = self.clock.at_ms
            sent["Progrez-Device"] = device.assertion(method, path, now_ms) if assertion is None else assertion
            if token == "" and device.organisation_id in self.providers:
                provider = self.providers[device.organisation_id]
                provider.now_s = now_ms // 1000
                token = provider.token(ALL_SCOPES)
        if token:
            sent["Authorization"] = f"Bearer {token}"
        if body is not None and not isinstance(body, bytes):
            body = json.dumps(body).encode()
            sent.setdefault("Content-Type", "application/json")
        return requests.request(method, self.served.url + path + query, headers=sent, data=body, timeout=60)

    def post(self, path: str, body: Any) -> Response:
        """Post as nobody."""
        return self.ask(None, "POST", path, body)

    def releases(self, org: str, device: Device, *release_ids: str) -> None:
        """Put releases of a device into the database, whatever they hold."""
        row = {"org": org, "version": 1, "device_id": device.id, "header": "{}", "envelope": b"", "receipt": b""}
        row |= {"signature": b"", "erase_hash": "0" * 64, "envelope_sha256": "0" * 64, "size": 0}
        row |= {"until_ms": LATER_MS, "stored_ms": NOW_MS, "change_seq": 1}
        with self.store.writing() as connection:
            connection.execute(insert(release), [row | {"release_id": one} for one in release_ids])


@contextmanager
def world_over(store: Store, settings: Settings | None = None) -> Iterator[World]:
    """Run a server over a database that has its tables."""
    clock, keys, chosen = FixedClock(), FakeKeys(), settings or Settings()
    parts = Parts(store, clock, RECEIPT_KEY, AtTheGate(store, clock, keys, chosen), chosen)
    with serving(parts) as served:
        yield World(store, clock, served, keys)


def problem(reply: Response) -> str:
    """Return the code of a refusal, which keeps its contract."""
    from progrez_server.contracts import keeps

    assert reply.headers["content-type"] == "application/problem+json", reply.text
    told = reply.json()
    assert keeps("problem", told) and told["status"] == reply.status_code
    return str(told["type"]).removeprefix("urn:progrez:problem:")
