"""What is done at a recruiter's desk is counted by month and of nobody, and outlives whom it was done with."""

import json

from progrez_desktop.core.model.handing import Handing
from progrez_desktop.core.model.registry import Query
from progrez_desktop.core.services import registry, registry_export
from progrez_desktop.core.services.recruiting.reader import name_reader
from tests.core.services.recruiting.desk_house import content, release, score
from tests.core.services.recruiting.role_house import read_without_a_role
from tests.core.services.registry_house import DAY_MS, House, server_of

HERE, LATER = "2026-11", "2027-01"


def people(n: int) -> list[dict]:
    unscored = {"skill": "integrity", "scored": False, "reason": "too_few_answers", "answered": 1, "of": 9}
    return [content([score("empathy", 6.0), unscored]) for _ in range(n)]


def put(house: House, table: str, row: dict) -> None:
    """Insert a row by the names of its columns; those of other rooms may be more than are named here."""
    known = house.deps.store.database.rows(f"PRAGMA table_info({table})")
    needed = {
        name: "" for _, name, kind, is_needed, usual, _ in known if is_needed and usual is None and kind == "TEXT"
    }
    told = needed | row
    marks = ", ".join("?" * len(told))
    house.deps.store.database.write(f"INSERT INTO {table} ({', '.join(told)}) VALUES ({marks})", tuple(told.values()))  # noqa: S608


def tally(house: House) -> dict[str, dict[str, int]]:
    return house.deps.store.counted.tally("9999-12")


def test_what_comes_is_read_and_goes_is_counted_once_a_person_and_month(house: House) -> None:
    kiosk = house.device()
    server = server_of(house, kiosk)
    sealed = [house.sealed(kiosk, content=one, purposes=("profile",), days=60) for one in people(3)]
    server.puts(*sealed)
    registry.fetch(house.deps, server)
    read_without_a_role(house.deps)
    for _ in range(2):
        registry.detail(house.deps, sealed[0].release_id)
    house.clock.advance(DAY_MS)
    registry.detail(house.deps, sealed[0].release_id)
    name_reader(house.deps, "J. Bakker")
    registry_export.export(house.deps, Query(), Handing("csv", "Interviews", "Committee"), lambda _: None)
    assert tally(house) == {
        "received": {HERE: 3},
        "scored/empathy": {HERE: 3},
        "unscored/integrity": {HERE: 3},
        "opened": {HERE: 1},
        "opened/first": {HERE: 1},
        "exported": {HERE: 3},
    }
    server.erases(sealed[0])
    house.clock.advance(61 * DAY_MS)
    registry.fetch(house.deps, server)
    found = tally(house)
    assert (found["withdrawn"], found["expired"]) == ({LATER: 1}, {LATER: 2})
    assert registry.rows(house.deps, Query()) == () and found["opened"] == {HERE: 1}


def test_a_renewed_release_is_not_counted_twice(house: House) -> None:
    kiosk = house.device()
    server = server_of(house, kiosk)
    first = house.sealed(kiosk, purposes=("profile",))
    server.puts(first)
    registry.fetch(house.deps, server)
    server.puts(house.sealed(kiosk, of=first, version=2, purposes=("profile",)))
    registry.fetch(house.deps, server)
    assert tally(house)["received"] == {HERE: 1}


def test_decisions_and_what_a_person_put_in_the_place_of_a_sum_are_counted(house: House) -> None:
    (one, other) = release(house, people(2))
    at_ms, write = house.clock.now_ms(), house.deps.store.database.write
    for n in range(2):
        row = {"id": f"d{n}", "release_id": one.release_id, "code": "A", "role": "r", "decision": "Sanne is invited"}
        put(house, "decision", row | {"reason": "-", "basis": "-", "by": "x", "at_ms": at_ms, "until_ms": at_ms})
    put(house, "role", {"id": "r", "name": "r", "assessment": "a", "document": "{}", "made_ms": 0})
    for who, override in ((one, None), (other, {"instead": 3}), (other, {"instead": 4}), (one, {"instead": 4})):
        document = json.dumps({"override": override} if override else {})
        write("INSERT OR REPLACE INTO combination VALUES (?, 'r', ?, 'x', ?)", (who.release_id, document, at_ms))
    for _ in range(2):
        write("UPDATE decision SET handed_ms = ? WHERE id = 'd0'", (at_ms,))
    found = tally(house)
    assert found["letter"] == {HERE: 1}
    assert (found["combined"], found["overridden"]) == ({HERE: 2}, {HERE: 2})
    assert (found["decided"], found["decided/first"]) == ({HERE: 2}, {HERE: 1})
    assert not any("Sanne" in kind for kind in found)


def test_a_month_that_is_not_over_is_not_told(house: House) -> None:
    release(house, people(1))
    assert house.deps.store.counted.tally(HERE) == {}
