"""Ends what came to its end by the server's clock: releases, told as erasures, and replies that nobody asks for now."""

from progrez_server.parts import Parts
from progrez_server.services.receipts import of_erasure
from progrez_server.settings import DAY_MS
from progrez_server.store import batches, counters, organisations, releases

_AT_ONCE = 500
"""Releases a transaction, so that batches need not wait long."""


def sweep(parts: Parts) -> int:
    """Return how many releases went."""
    with parts.store.reading() as connection:
        orgs = organisations.ids(connection)
    gone = 0
    for org in orgs:
        while some := _sweep_some(parts, org):
            gone += some
            parts.meters.count_ended(some)
        _forget_replies(parts, org)
    return gone


def _sweep_some(parts: Parts, org: str) -> int:
    now_ms = parts.clock.now_ms()
    with parts.store.reading() as connection:  # mostly there is nothing, and then nobody has to wait
        if not releases.ended(connection, org, now_ms, 1):
            return 0
    with parts.store.writing() as connection:
        seq = counters.lock(connection, org, "change")
        ended = releases.ended(connection, org, now_ms, _AT_ONCE)
        days = parts.settings.backup_days
        receipts = [parts.receipt_key.sign(of_erasure(org, None, one, now_ms, days)) for one in ended]
        releases.erase(connection, org, ended, receipts, seq, now_ms)
        counters.set_to(connection, org, "change", seq + len(ended))
    return len(ended)


def _forget_replies(parts: Parts, org: str) -> None:
    before_ms = parts.clock.now_ms() - parts.settings.batch_days * DAY_MS
    with parts.store.writing() as connection:
        batches.forget(connection, org, before_ms)
