"""A workstation hears of every change once, in the order of their numbers, and what it costs follows what is new."""

import json
from dataclasses import replace

from sqlalchemy import text

from progrez_server.contracts import keeps
from progrez_server.services.sweeping import sweep
from progrez_server.store import releases
from progrez_server.store.tables import device as devices
from tests.server.conftest import DESK, KIOSK, ORG
from tests.server.organisation import NOW_MS, YEAR_MS, Organisation
from tests.server.sent import batch, erase, put, release_id


def asked(served, since=0, limit=200):
    reply = served.ask("GET", f"/v1/changes?since={since}&limit={limit}", device=DESK)
    assert reply.status_code == 200, reply.text
    assert keeps("changes", reply.json())
    return reply.json()


def told(changes):
    return [(one["seq"], one["kind"], one["release_id"]) for one in changes["changes"]]


def test_every_release_is_told_once_as_it_is_now(served):
    served.send(batch(KIOSK, [put(KIOSK, 1), put(KIOSK, 2), put(KIOSK, 3)]))
    served.send(batch(KIOSK, [put(KIOSK, 1, version=2), erase(2)], "8" * 32))
    changes = asked(served)
    assert told(changes) == [(3, "put", release_id(3)), (4, "erase", release_id(2)), (5, "put", release_id(1))]
    assert (changes["next"], changes["latest"]) == (5, 5)
    assert changes["changes"][2]["version"] == 2
    assert told(asked(served, since=5)) == []


def test_what_was_sent_is_given_as_it_was_sent(served):
    item = put(KIOSK, 1)
    served.send(batch(KIOSK, [item]))
    given = asked(served)["changes"][0]
    assert {name: given[name] for name in item} == item


def test_pages_lose_nothing(served):
    served.send(batch(KIOSK, [put(KIOSK, number) for number in range(7)] + [erase(9)]))
    found, at = [], 0
    while (page := asked(served, at, 3))["changes"]:
        found += told(page)
        at = page["next"]
    assert [seq for seq, *_ in found] == list(range(1, 9))


def test_a_page_ends_where_envelopes_are_large(serve, parts):
    served = serve(parts, settings=replace(parts.settings, changes_bytes=5000))
    served.send(batch(KIOSK, [put(KIOSK, number) for number in range(5)]))
    page = asked(served)
    assert len(page["changes"]) == 1
    assert page["next"] == 1


def test_certificates_of_the_devices_come_along(served):
    certificate = Organisation().certificate(KIOSK)
    with served.parts.store.writing() as connection:
        kiosk = devices.update().where(devices.c.device_id == KIOSK.id)
        connection.execute(kiosk.values(certificate=json.dumps(certificate)))
    served.send(batch(KIOSK, [put(KIOSK, 1)]))
    assert asked(served)["devices"] == [certificate]


def test_a_number_that_is_not_there_yet_is_answered_with_the_latest(served):
    served.send(batch(KIOSK, [put(KIOSK, 1)]))
    changes = asked(served, since=99)
    assert (changes["next"], changes["latest"], changes["changes"]) == (1, 1, [])


def test_only_workstations_fetch(served):
    assert served.ask("GET", "/v1/changes", device=KIOSK).status_code == 403


def test_a_release_goes_when_its_term_ends_and_that_is_told_like_an_erasure(served, clock):
    served.send(batch(KIOSK, [put(KIOSK, 1), put(KIOSK, 2, until_ms=NOW_MS + 1000)]))
    clock.at_ms = NOW_MS + 1000
    assert told(asked(served)) == [(1, "put", release_id(1))]  # hidden at once
    assert sweep(served.parts) == 1
    assert sweep(served.parts) == 0
    assert told(asked(served, since=2)) == [(3, "erase", release_id(2))]
    receipt = served.ask("GET", f"/v1/receipts/{release_id(2)}")
    assert keeps("erasure-receipts", receipt.json())
    again = served.send(batch(KIOSK, [put(KIOSK, 2, version=2)], "8" * 32)).json()["results"][0]
    assert (again["status"], again["problem"]) == (410, "erased")


def test_a_receipt_of_an_erasure_is_given_again(served):
    receipt = served.send(batch(KIOSK, [erase(1)])).json()["results"][0]["receipt"]
    given = served.ask("GET", f"/v1/receipts/{release_id(1)}").json()
    assert keeps("erasure-receipts", given)
    assert [one["receipt"] for one in given["receipts"]] == [receipt]
    assert served.ask("GET", f"/v1/receipts/{release_id(2)}").status_code == 404


def test_replies_are_forgotten_and_their_batches_then_mean_the_same(served, clock):
    served.send(batch(KIOSK, [put(KIOSK, 1)]))
    clock.at_ms = NOW_MS + 31 * 86_400_000
    sweep(served.parts)
    assert served.send(batch(KIOSK, [put(KIOSK, 1)])).json()["results"][0]["status"] == 200


_MANY = 100_000
_FILL = {
    "postgresql": "INSERT INTO release SELECT :org, md5(n::text), 1, :device, 'h', 'e', 'r', 's', :hash, :hash, 3, "
    ":until, n, :now FROM generate_series(1, :many) AS n",
    "sqlite": "WITH RECURSIVE counted(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < :many) "
    "INSERT INTO release SELECT :org, printf('%032x', n), 1, :device, 'h', x'00', x'00', x'00', :hash, :hash, 3, "
    ":until, n, :now FROM counted",
}


def test_a_fetch_reads_what_is_new_and_no_more(store):
    dialect = store.engine.dialect.name
    values = {"org": ORG, "device": KIOSK.id, "hash": "0" * 64, "until": NOW_MS + YEAR_MS, "now": NOW_MS}
    with store.writing() as connection:
        connection.execute(text(_FILL[dialect]), values | {"many": _MANY})
    with store.reading() as connection:
        if dialect == "postgresql":
            connection.execute(text("ANALYZE release"))
        said: list[str] = []
        execute = connection.execute

        def explained(statement, *given):
            compiled = str(statement.compile(connection.engine, compile_kwargs={"literal_binds": True}))
            how = "EXPLAIN QUERY PLAN " if dialect == "sqlite" else "EXPLAIN (ANALYZE, TIMING OFF, SUMMARY OFF) "
            said.extend(" ".join(map(str, row)) for row in execute(text(how + compiled.replace(":", r"\:"))))
            return execute(statement, *given)

        connection.execute = explained
        assert len(releases.numbers(connection, ORG, _MANY - 10, 200)) == 10
        assert len(releases.stored_between(connection, ORG, _MANY - 10, _MANY, NOW_MS)) == 10
        releases.ended(connection, ORG, NOW_MS, 1)
    plan = "\n".join(said)
    assert "Seq Scan" not in plan and "SCAN release" not in plan, plan
    assert "Removed by Filter" not in plan and (dialect == "postgresql" or plan.count("change_seq>?") >= 2), plan
    assert plan.count("release_change") >= 2 and "release_until" in plan, plan
