"""A server that is killed anywhere has stored a batch once or not at all, and says the same of it afterwards."""

from pathlib import Path

import pytest
import requests

from tests.asking import statuses
from tests.chaos.storm import People, Weather, final_faults, readable, storm
from tests.databases import Kind, is_there
from tests.organisation_house import erase
from tests.servers import running_server

KINDS: tuple[Kind, ...] = ("sqlite", "postgresql")


@pytest.mark.parametrize("kind", KINDS)
def test_a_batch_is_stored_once_wherever_the_server_ends(kind: Kind, tmp_path: Path) -> None:
    with running_server(tmp_path / "server", kind) as there:
        kiosk = there.device("kiosk")
        # Each time it starts with the next point set; so many batches reach it before the one that is meant.
        there.server.restart(fail_point="inside:2")
        after = {"inside": "before_commit:4", "before_commit": "after_commit:4", "after_commit": None}
        for round_, point in enumerate(after):
            numbers = range(10 * round_, 10 * round_ + 10)
            assert statuses(kiosk.send(*(kiosk.device.put(number) for number in numbers[:5]))) == [201] * 5
            items = [erase(numbers[0]), *(kiosk.device.put(number) for number in numbers[5:])]
            batch = kiosk.device.batch(*items)
            with pytest.raises(requests.RequestException):
                kiosk.ask("POST", "/v1/batches", batch, Idempotency_Key=batch["batch_id"])
            assert there.server.has_ended()
            there.server.start(after[point])
            again = kiosk.ask("POST", "/v1/batches", batch, Idempotency_Key=batch["batch_id"])
            assert statuses(again) == [201] * 6  # the reply of the first time, or the first time itself
            once_more = kiosk.ask("POST", "/v1/batches", batch, Idempotency_Key=batch["batch_id"])
            assert once_more.document == again.document
            assert statuses(kiosk.send(*items)) == [200] * 6  # under another key it was all there already
        changes = list(there.workstation.changes())
    ids = [one["release_id"] for one in changes]
    assert len(ids) == len(set(ids)) == 30
    assert sum(one["kind"] == "erase" for one in changes) == 3


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_is_lost_doubled_or_back_after_a_storm(kind: Kind, tmp_path: Path) -> None:
    workers = 2 if kind == "postgresql" else 1
    with running_server(tmp_path / "server", kind, workers) as there:
        people = People(range(25))
        told = storm(there, people, Weather(bad=40, kill_after=5), seed=f"short/{kind}", batch=2)
        there.server.restart()
        assert told.wrong == []
        assert final_faults(there, people) == []
        assert readable(there, told) == []
        assert told.kills > 0
        assert sum(count for name, count in told.met.items() if name != "pass") > 5, told.line()


def test_debians_own_postgresql_serves_as_well(tmp_path: Path) -> None:
    if not is_there("debian"):
        pytest.skip("NOT RUN: Debian's PostgreSQL is not installed")
    with running_server(tmp_path / "server", "debian", workers=2) as there:
        people = People(range(12))
        told = storm(there, people, Weather(kill_after=10), seed="debian", batch=5)
        there.server.restart()
        assert told.wrong == []
        assert final_faults(there, people) == []
