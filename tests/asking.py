"""Asks a server as an enrolled device does, with nothing of the product's own client in it."""

import base64
import gzip
import hashlib
import json
import uuid
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import requests

from tests.organisation_house import Device, Document


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)

    @cached_property
    def document(self) -> Any:
        return json.loads(self.body)

    @property
    def problem(self) -> str:
        """Return the code of what is wrong, and say so where nothing is."""
        assert self.headers["content-type"] == "application/problem+json", self.body
        return str(self.document["type"]).removeprefix("urn:progrez:problem:")


@dataclass
class Caller:
    """One device that speaks for itself; a new connection each time where `server` is a bad line."""

    server: str
    device: Device
    token: str | None = None
    limit_s: float = 60
    session: requests.Session = field(default_factory=requests.Session)

    def ask(
        self, method: str, path: str, body: Document | bytes | None = None, *, query: str = "", **headers: str | None
    ) -> Answer:
        """Ask for something; `headers` go over those that a device sends, with _ for -, and None leaves one out."""
        usual: dict[str, str | None] = {"Progrez-Device": self.device.assertion(method, path)}
        if self.token is not None:
            usual["Authorization"] = f"Bearer {self.token}"
        if isinstance(body, dict):
            body = gzip.compress(json.dumps(body, separators=(",", ":"), ensure_ascii=False).encode(), 6)
            usual["Content-Encoding"] = "gzip"
        if body is not None:
            usual |= {"Content-Type": "application/json", "Content-Digest": digest(body)}
        given = usual | {name.replace("_", "-"): text for name, text in headers.items()}
        told = {name: text for name, text in given.items() if text is not None}
        reply = self.session.request(
            method, f"{self.server}{path}{query}", data=body, headers=told, timeout=self.limit_s, allow_redirects=False
        )
        lowered = {name.lower(): text for name, text in reply.headers.items()}
        return Answer(reply.status_code, lowered, reply.content)

    def send(self, *items: Document, batch_id: str = "") -> Answer:
        """Send a batch."""
        batch = self.device.batch(*items, batch_id=batch_id or uuid.uuid4().hex)
        return self.ask("POST", "/v1/batches", batch, Idempotency_Key=batch["batch_id"])

    def changes(self, since: int = 0, limit: int = 1000) -> Iterator[Document]:
        """Yield every change after a number; for a workstation."""
        while True:
            answer = self.ask("GET", "/v1/changes", query=f"?since={since}&limit={limit}")
            assert answer.status == 200, answer.body
            yield from answer.document["changes"]
            if answer.document["next"] >= answer.document["latest"] or not answer.document["changes"]:
                return
            since = answer.document["next"]


def digest(body: bytes) -> str:
    return f"sha-256=:{base64.b64encode(hashlib.sha256(body).digest()).decode()}:"


def statuses(answer: Answer) -> list[int]:
    assert answer.status == 200, answer.body
    return [one["status"] for one in answer.document["results"]]
