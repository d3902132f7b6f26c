"""A server of an organisation, in memory: keeps the contract, and breaks it where a test wants. No progrez_server."""

import gzip
import hashlib
import json
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from progrez_desktop.core.json_document import keep_contract
from progrez_desktop.core.keys.signing import sign
from tests.fakes import MONDAY_MS
from tests.web_server import Asked, Handler, Site, listening

KEY = bytes([3]) * 32
"""Ed25519, of its receipts: that of the kept examples."""

Reply = dict[str, Any]


@dataclass
class Stored:
    version: int
    erase_hash: str
    envelope_sha256: str
    envelope: bytes


@dataclass
class OrganisationServer:
    """`bend` changes a reply before it leaves; `before` is called before a batch is carried out, and `after` then."""

    site: Site
    organisation_id: str
    store_id: str = "5" * 32
    now_ms: int = MONDAY_MS
    seq: int = 0
    key: bytes = KEY
    releases: dict[str, Stored] = field(default_factory=dict)
    erased: dict[str, str] = field(default_factory=dict)
    """Release ids that never come back, with the hash of their secret."""
    replies: dict[str, tuple[str, bytes]] = field(default_factory=dict)
    carried_out: list[str] = field(default_factory=list)
    """Ids of batches, each as often as it changed something."""
    mail: list[Reply] = field(default_factory=list)
    card: Reply = field(default_factory=dict)
    notices: list[Reply] = field(default_factory=list)
    statistics: list[Reply] = field(default_factory=list)
    refuses: dict[str, int] = field(default_factory=dict)
    """Statuses by release id, instead of storing it."""
    bend: Callable[[Reply], Reply] = lambda reply: reply
    before: Callable[[Handler, Reply], bool] = lambda to, batch: True
    after: Callable[[Handler, Reply], bool] = lambda to, batch: True
    most_items: int = 200

    @property
    def address(self) -> str:
        return self.site.origin

    def meta(self, to: Handler, _: Asked) -> None:
        told = {
            "contract": "progrez.server-meta/1",
            "server_version": "1",
            "contract_versions": [1],
            "least_contract_version": 1,
            "max_items": self.most_items,
            "max_bytes": 1 << 20,
            "server_time_ms": self.now_ms,
            "store_id": self.store_id,
        }
        to.say(told)

    def batches(self, to: Handler, asked: Asked) -> None:
        body = gzip.decompress(asked.body) if asked.headers.get("content-encoding") == "gzip" else asked.body
        batch = json.loads(body)
        keep_contract(batch, "sync-batch")
        assert asked.headers["idempotency-key"] == batch["batch_id"]
        if not self.before(to, batch):
            return
        digest = hashlib.sha256(body).hexdigest()
        before = self.replies.get(batch["batch_id"])
        if before is not None and before[0] != digest:
            to.say(problem("key_reused", 422), 422, "application/problem+json")
            return
        reply = before[1] if before else json.dumps(self._carried_out(batch)).encode()
        self.replies[batch["batch_id"]] = (digest, reply)
        if self.after(to, batch):
            to.say(json.dumps(self.bend(json.loads(reply))).encode())

    def _carried_out(self, batch: Reply) -> Reply:
        self.carried_out.append(batch["batch_id"])
        told = {id(item): self._erase(item) for item in batch["items"] if item["kind"] == "erase"}
        told |= {id(item): self._put(item) for item in batch["items"] if item["kind"] == "put"}
        results = [told[id(item)] for item in batch["items"]]
        signed = [{k: v for k, v in one.items() if k not in ("problem", "receipt")} for one in results]
        for one in results:
            one.pop("envelope_sha256", None)
            if one["kind"] == "erase" and one["status"] in (200, 201):
                bare = {k: v for k, v in one.items() if k != "receipt"}
                one["receipt"] = self.receipt(batch["batch_id"], [bare])
        return {
            "contract": "progrez.batch-result/1",
            "batch_id": batch["batch_id"],
            "organisation_id": self.organisation_id,
            "server_time_ms": self.now_ms,
            "store_id": self.store_id,
            "change_seq": self.seq,
            "results": results,
            "receipt": self.receipt(batch["batch_id"], signed),
        }

    def _erase(self, item: Reply) -> Reply:
        named, secret = item["release_id"], hashlib.sha256(bytes.fromhex(item["erase_secret"])).hexdigest()
        there = self.releases.get(named)
        status = 200 if named in self.erased else 201
        if there is not None and there.erase_hash != secret:
            status = 403
        if status == 201:
            self.releases.pop(named, None)
            self.erased[named] = secret
            self.seq += 1
        return {"kind": "erase", "release_id": named, "version": item["version"], "status": status}

    def _put(self, item: Reply) -> Reply:
        header, envelope = json.loads(item["header"]), b64decode(item["envelope"])
        named, sha256 = header["release_id"], hashlib.sha256(envelope).hexdigest()
        there, status = self.releases.get(named), self.refuses.get(header["release_id"], 201)
        if self.erased.get(named) == header["erase_hash"]:
            status = 410
        elif there is not None and status == 201:
            status = 412 if there.version > header["version"] else 200 if there.version == header["version"] else 201
        if status == 201:
            self.releases[named] = Stored(header["version"], header["erase_hash"], sha256, envelope)
            self.seq += 1
        told = {"kind": "put", "release_id": named, "version": header["version"], "status": status}
        return told | ({"envelope_sha256": sha256} if status in (200, 201) else {})

    def receipt(self, batch_id: str | None, results: list[Reply]) -> str:
        return jws(
            self.key,
            {
                "contract": "progrez.server-receipt/1",
                "organisation_id": self.organisation_id,
                "batch_id": batch_id,
                "at_ms": self.now_ms,
                "results": results,
                "backup_days": 30,
            },
        )

    def give_mail(self, to: Handler, asked: Asked) -> None:
        since = int(asked.query.get("since", "0"))
        items = [one for one in self.mail if one["seq"] > since][:500]
        told = {"contract": "progrez.mail/1", "organisation_id": self.organisation_id, "items": items}
        to.say(self.bend(told | {"next": items[-1]["seq"] if items else min(since, len(self.mail))}))

    def give_card(self, to: Handler, _: Asked) -> None:
        to.say(self.card)

    def give_notices(self, to: Handler, asked: Asked) -> None:
        told = {"contract": "progrez.notices/1", "organisation_id": self.organisation_id, "notices": self.notices}
        to.say(told | {"next": len(self.notices)})

    def take_statistics(self, to: Handler, asked: Asked) -> None:
        body = gzip.decompress(asked.body) if asked.headers.get("content-encoding") == "gzip" else asked.body
        self.statistics.append(json.loads(body))
        to.say({}, 201)


def jws(key: bytes, body: Reply, typ: str = "progrez-receipt+jws") -> str:
    parts = [json.dumps(one, separators=(",", ":")).encode() for one in ({"alg": "EdDSA", "typ": typ}, body)]
    signed = ".".join(bare(part) for part in parts)
    return f"{signed}.{bare(sign(key, signed.encode()))}"


def bare(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def problem(code: str, status: int) -> Reply:
    return {"type": f"urn:progrez:problem:{code}", "title": code, "status": status}


@contextmanager
def serving(organisation_id: str) -> Iterator[OrganisationServer]:
    with listening() as site:
        site.now_ms = MONDAY_MS
        server = OrganisationServer(site, organisation_id)
        site.answers |= {
            "/v1/meta": server.meta,
            "/v1/batches": server.batches,
            "/v1/mail": server.give_mail,
            "/v1/statistics": server.take_statistics,
            "/v1/notices": server.give_notices,
            f"/v1/organisations/{organisation_id}": server.give_card,
        }
        yield server
