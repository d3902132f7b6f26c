"""Several at a time: a batch is carried out once, numbers have no gap, and what fails half way leaves nothing."""

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest
from sqlalchemy import func, select

from progrez_server.logs import log_line
from progrez_server.releases import Put
from progrez_server.store import batches as kept_batches
from progrez_server.store import releases
from progrez_server.store.tables import batch as batches
from progrez_server.store.tables import release
from tests.server.conftest import DESK, KIOSK, ORG
from tests.server.organisation import NOW_MS
from tests.server.sent import batch, erase, put


@dataclass
class Held:
    """A fail point that waits instead of ending the process."""

    point: str
    is_reached: threading.Event = field(default_factory=threading.Event)
    may_go_on: threading.Event = field(default_factory=threading.Event)

    def reach(self, point):
        if point == self.point:
            self.is_reached.set()
            assert self.may_go_on.wait(20)


class Broken:
    """A fail point at which something of ours goes wrong."""

    def reach(self, point):
        if point == "before_commit":
            raise ZeroDivisionError("Canarina")


@pytest.mark.parametrize("process", ["same", "another"])
def test_a_batch_that_is_running_is_not_begun_again(serve, parts, process):
    if process == "another" and parts.store.engine.dialect.name == "sqlite":
        process = "same"  # SQLite has one
    held = Held("inside")
    first = serve(parts, fail_points=held)
    second = first if process == "same" else serve(parts)
    document = batch(KIOSK, [put(KIOSK, 1)])
    with ThreadPoolExecutor(1) as thread:
        running = thread.submit(first.send, document)
        assert held.is_reached.wait(20)
        reply = second.send(document)
        held.may_go_on.set()
        done = running.result()
    assert (reply.status_code, reply.headers["retry-after"]) == (409, "1")
    assert done.status_code == 200
    assert second.send(document).content == done.content


def test_a_batch_that_another_process_ended_a_moment_ago_gets_its_reply(served, monkeypatch):
    document = batch(KIOSK, [put(KIOSK, 1)])
    first, find, asked = served.send(document), kept_batches.find, []

    def too_early(*told):
        asked.append(told)
        return None if len(asked) == 1 else find(*told)

    monkeypatch.setattr(kept_batches, "find", too_early)
    again = served.send(document)
    assert (again.status_code, again.content) == (200, first.content)


def test_an_older_version_never_replaces_a_newer_one_whatever_was_decided(parts):
    def version(number, seq):
        one = Put("1" * 32, number, KIOSK.id, "{}", b"sealed", b"{}", b"0", "2" * 64, "3" * 64, NOW_MS)
        with parts.store.writing() as connection:
            releases.put(connection, ORG, [one], seq, NOW_MS)
            return connection.execute(select(release.c.version, release.c.change_seq)).one()

    assert [version(2, 0), version(1, 1), version(2, 2), version(3, 3)] == [(2, 1), (2, 1), (2, 1), (3, 4)]


def test_numbers_have_no_gap_and_nothing_is_doubled_where_many_send_the_same(served):
    documents = [batch(KIOSK, [put(KIOSK, n) for n in range(10)], f"{number:032x}") for number in range(6)]
    with ThreadPoolExecutor(6) as threads:
        replies = list(threads.map(served.send, documents))
    outcomes = [one["status"] for reply in replies for one in reply.json()["results"]]
    assert (outcomes.count(201), outcomes.count(200)) == (10, 50)
    changes = served.ask("GET", "/v1/changes", device=DESK).json()["changes"]
    assert [one["seq"] for one in changes] == list(range(1, 11))


def test_puts_and_erasures_at_once_end_in_erasure(served):
    documents = [
        batch(KIOSK, [item], f"{number:032x}")
        for number, item in enumerate([put(KIOSK, 1), erase(1), put(KIOSK, 1, version=2), put(KIOSK, 1, version=3)])
    ]
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(served.send, documents))
    assert served.send(batch(KIOSK, [put(KIOSK, 1, version=9)], "8" * 32)).json()["results"][0]["status"] == 410
    changes = served.ask("GET", "/v1/changes", device=DESK).json()["changes"]
    assert [one["kind"] for one in changes] == ["erase"]


def test_a_mistake_half_way_leaves_nothing_and_tells_nothing(serve, parts, caplog):
    reply = serve(parts, fail_points=Broken()).send(batch(KIOSK, [put(KIOSK, 1), erase(2)]))
    assert (reply.status_code, reply.json()["type"]) == (500, "urn:progrez:problem:internal")
    assert "Canarina" not in reply.text
    written = "".join(map(log_line, caplog.records))
    assert "ZeroDivisionError" in written and reply.json()["request_id"] in written
    assert "Canarina" not in written and KIOSK.id not in written
    with parts.store.reading() as connection:
        for table in (release, batches):
            assert connection.execute(select(func.count()).select_from(table)).scalar_one() == 0
    assert serve(parts).send(batch(KIOSK, [put(KIOSK, 1)])).json()["change_seq"] == 1


def test_a_forged_item_in_a_batch_takes_nothing_else_with_it(served):
    forged = {**put(KIOSK, 1), "signature": put(KIOSK, 2)["signature"]}
    reply = served.send(batch(KIOSK, [put(KIOSK, 3), forged, erase(4)])).json()
    assert [one["status"] for one in reply["results"]] == [201, 422, 201]
    assert reply["change_seq"] == 2


def test_a_database_that_is_away_is_a_reason_to_come_again(served):
    class Away:
        def connect(self):
            from sqlalchemy.exc import OperationalError

            raise OperationalError("SELECT 1", {}, Exception("Canarina"))

    store = served.parts.store
    kept, store._reading = store._reading, Away()
    try:
        ready, alive = (served.ask("GET", path, device=None) for path in ("/health", "/health/live"))
    finally:
        store._reading = kept
    assert (ready.status_code, ready.headers["retry-after"], alive.status_code) == (503, "5", 200)
    assert "Canarina" not in ready.text


def test_counts_hold_no_id(served):
    served.send(batch(KIOSK, [put(KIOSK, 1), erase(2)]))
    served.ask("GET", f"/v1/receipts/{'b' * 32}")
    served.ask("BREW", "/v1/meta")
    served.ask("GET", "/made/up/path")
    told = served.ask("GET", "/metrics", device=None).text
    assert 'progrez_items_total{kind="put",status="201"} 1.0' in told
    assert 'route="/v1/receipts/{release_id}",status="404"' in told
    assert 'method="other"' in told
    assert "b" * 32 not in told and KIOSK.id not in told and "made" not in told


def test_a_connection_that_ended_while_it_rested_is_replaced_before_anybody_notices(served, parts, monkeypatch):
    """A database that was started again; of one that was used a moment ago nobody asks whether it is still there."""
    engine = parts.store.engine
    if engine.dialect.name == "sqlite":
        return  # a file doesn't hang up
    assert served.send(batch(KIOSK, [put(KIOSK, 1)])).status_code == 200
    with engine.connect() as other, engine.connect(), other.begin():
        others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND datname = "
        other.exec_driver_sql(others + "current_database()")
    monkeypatch.setattr("progrez_server.store.engine._RESTED_SECONDS", 0)
    assert served.send(batch(KIOSK, [put(KIOSK, 2)], "e" * 32)).status_code == 200


def test_only_notes_are_left_to_the_disk_to_write_later(parts):
    asked = "SHOW synchronous_commit" if parts.store.engine.dialect.name == "postgresql" else "PRAGMA synchronous"
    waits, later = ("on", "off") if asked.startswith("SHOW") else (2, 2)
    with parts.store.noting() as connection:
        assert connection.exec_driver_sql(asked).scalar() == later
    with parts.store.writing() as connection:
        assert connection.exec_driver_sql(asked).scalar() == waits
