"""Takes a batch in: items checked, then one transaction with the data, the reply and the key it came under."""

import hashlib
import json
import threading
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from progrez_server.parts import Parts
from progrez_server.problems import Problem
from progrez_server.releases import Erase, Item, Outcome, decide
from progrez_server.services import checking
from progrez_server.services.receipts import of_batch, of_erasure
from progrez_server.store import batches, counters, organisations, releases
from progrez_server.store.engine import Connection
from progrez_server.store.senders import senders


@dataclass(frozen=True)
class Batch:
    """A batch that keeps its contract."""

    org: str
    batch_id: str
    device_id: str
    items: Sequence[Mapping[str, Any]]
    digest: str
    """SHA-256 of its bytes."""

    @property
    def erases(self) -> bool:
        return any(item["kind"] == "erase" for item in self.items)


class _ForgedError(Exception):
    """There is an item that its device did not sign."""

    def __init__(self, proven: Sequence[Item]) -> None:
        super().__init__()
        self.proven = proven


@dataclass
class Relay:
    """Carries out batches, none of them twice at a time."""

    parts: Parts
    _running: set[tuple[str, str]] = field(default_factory=set)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _helpers: ThreadPoolExecutor = field(default_factory=lambda: ThreadPoolExecutor(2, "signatures"))

    def take(self, batch: Batch) -> bytes:
        """Return the reply (batch-result.schema.json); the one of before where the batch came before.

        Raises:
            Problem: "key_reused", "batch_running", "not_ready".
        """
        with self._alone(batch):
            now_ms = self.parts.clock.now_ms()
            read = checking.read(batch.items)
            with self.parts.store.reading() as connection:
                kept = _kept(connection, batch)
                if kept is not None:
                    return kept
                known = senders(connection, batch.org, checking.devices_of(read))
                store_id = organisations.store_id(connection)
            checker = checking.Checker(batch.org, known, self.parts.settings.max_envelope_bytes, now_ms)
            items = checker.check(read)
            proof = checker.prove(items, self._helpers)
            try:
                return self._carry_out(batch, items, store_id, proof)
            except _ForgedError as forged:  # nothing of it was committed; once more, without what nobody signed
                return self._carry_out(batch, forged.proven, store_id)

    @contextmanager
    def _alone(self, batch: Batch) -> Iterator[None]:
        running = batch.org, batch.batch_id
        with self._lock:
            if running in self._running:
                raise Problem("batch_running", retry_after_s=1)
            self._running.add(running)
        try:
            yield
        finally:
            with self._lock:
                self._running.discard(running)

    def _carry_out(
        self, batch: Batch, items: Sequence[Item], store_id: str, proof: checking.Proof | None = None
    ) -> bytes:
        """Carry out a batch in one transaction, which waits before its end until every signature is checked."""
        with self.parts.store.writing() as connection:
            if not batches.claim(connection, batch.org, batch.batch_id):
                raise Problem("batch_running", retry_after_s=1)
            seq = counters.lock(connection, batch.org, "change")
            kept = _kept(connection, batch)  # another process may have been first
            if kept is not None:
                return kept
            reply, outcomes = self._write(connection, batch, items, seq, store_id)
            if proof is not None and (proven := proof.proven()) is not items:
                raise _ForgedError(proven)
            self.parts.fail_points.reach("before_commit")
        self.parts.fail_points.reach("after_commit")
        for one in outcomes:
            self.parts.meters.count_item(one.word, one.status)
        return reply

    def _write(
        self, connection: Connection, batch: Batch, items: Sequence[Item], seq: int, store_id: str
    ) -> tuple[bytes, Sequence[Outcome]]:
        """Write what the batch asks for, and its reply; everything else of the organisation waits until it is done."""
        now_ms = self.parts.clock.now_ms()
        decided = decide(items, releases.standing(connection, batch.org, {item.release_id for item in items}))
        sign = self.parts.receipt_key.sign
        days = self.parts.settings.backup_days
        receipts = [sign(of_erasure(batch.org, batch.batch_id, one, now_ms, days)) for one in decided.erasures]
        releases.erase(connection, batch.org, decided.erasures, receipts, seq, now_ms)
        seq += len(decided.erasures)
        self.parts.fail_points.reach("inside")
        releases.put(connection, batch.org, decided.puts, seq, now_ms)
        seq += len(decided.puts)
        counters.set_to(connection, batch.org, "change", seq)
        by_release = {_key(one): receipt for one, receipt in zip(decided.erasures, receipts, strict=True)}
        told = [
            _told(outcome, outcome.receipt or (by_release.get(_key(item)) if isinstance(item, Erase) else None))
            for outcome, item in zip(decided.outcomes, items, strict=True)
        ]
        result = {
            "contract": "progrez.batch-result/1",
            "batch_id": batch.batch_id,
            "organisation_id": batch.org,
            "server_time_ms": now_ms,
            "store_id": store_id,
            "change_seq": seq,
            "results": told,
            "receipt": sign(of_batch(batch.org, batch.batch_id, decided.outcomes, now_ms, days)),
        }
        reply = json.dumps(result, separators=(",", ":")).encode()
        batches.add(connection, batch.org, batch.batch_id, batch.device_id, batch.digest, reply, now_ms)
        return reply, decided.outcomes


def _key(erase: Erase) -> tuple[str, str]:
    return erase.release_id, erase.erase_hash


def _kept(connection: Connection, batch: Batch) -> bytes | None:
    """Return the reply that this batch got.

    Raises:
        Problem: "key_reused": its key came with other bytes.
    """
    kept = batches.find(connection, batch.org, batch.batch_id)
    if kept is not None and kept.digest != batch.digest:
        raise Problem("key_reused")
    return kept.reply if kept else None


def digest_of(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def _told(outcome: Outcome, receipt: str | None) -> dict[str, Any]:
    told: dict[str, Any] = {
        "kind": outcome.word,
        "release_id": outcome.release_id,
        "version": outcome.version,
        "status": outcome.status,
    }
    if outcome.problem is not None:
        told["problem"] = outcome.problem
    if receipt:
        told["receipt"] = receipt
    return told
