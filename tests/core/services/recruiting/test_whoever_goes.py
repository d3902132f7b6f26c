"""Whoever withdraws or is over is in no list, note, team, letter or list of recipients any more; a decision stays."""

# ruff: noqa: S608 - the names of tables come from the schema.

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from progrez_desktop.core.services import registry_expiry
from progrez_desktop.core.store.database import Database
from progrez_desktop.core.store.recruiting.schema import TABLES
from tests.core.services.recruiting.desk_house import content, erase, for_teams_alone, release, score
from tests.core.services.registry_house import DAY_MS, House, Sealed

Ending = Callable[[House, Sealed], object]


def expire(house: House, _: Sealed) -> None:
    house.clock.advance(30 * DAY_MS)
    registry_expiry.expire(house.deps, house.clock.now_ms())


def tables(database: Database) -> Iterator[str]:
    """Give those of what a recruiter makes."""
    made = " ".join(TABLES)
    for (name,) in database.rows("SELECT name FROM sqlite_master WHERE type = 'table'"):
        if f"CREATE TABLE {name} (" in made:
            yield name


def parents(database: Database, table: str) -> dict[str, str]:
    """Return by column the table that it points to."""
    return {row[3]: row[2] for row in database.rows(f"PRAGMA foreign_key_list({table})")}


def fill(database: Database, table: str, release_id: str) -> None:
    """Put a row into a table, and one into each that it hangs on."""
    of = parents(database, table)
    values: dict[str, Any] = {}
    for _, name, kind, _, default, _ in database.rows(f"PRAGMA table_info({table})"):
        if name == "release_id":
            values[name] = release_id
        elif name in of:
            if not database.rows(f"SELECT 1 FROM {of[name]}"):
                fill(database, of[name], release_id)
            values[name] = database.rows(f"SELECT id FROM {of[name]}")[0][0]
        elif default is None:
            values[name] = {"INTEGER": 1, "BLOB": b"x"}.get(kind, "{}")
    marks = ", ".join("?" * len(values))
    database.write(f"INSERT OR IGNORE INTO {table} ({', '.join(values)}) VALUES ({marks})", tuple(values.values()))


@pytest.mark.parametrize("ends", [erase, expire], ids=["withdrawn", "over"])
def test_nothing_that_hangs_on_a_person_is_left(house: House, ends: Ending) -> None:
    (one,) = release(house, [content([score("empathy", 6.0)])])
    database = house.deps.store.database
    hanging = [name for name in tables(database) if "release" in parents(database, name).values()]
    assert {"shortlisted", "note", "exported", "team_member", "combination", "letter", "report"} <= set(hanging)
    for name in (*hanging, "decision"):
        fill(database, name, one.release_id)
        assert database.rows(f"SELECT 1 FROM {name} WHERE release_id = ?", (one.release_id,)), name
    database.write("UPDATE decision SET until_ms = ?", (house.clock.now_ms() + 90 * DAY_MS,))
    ends(house, one)
    for name in hanging:
        assert not database.rows(f"SELECT 1 FROM {name} WHERE release_id = ?", (one.release_id,)), name
    assert database.rows("SELECT release_id FROM decision") == [(one.release_id,)]
    assert database.rows("SELECT lost FROM shortlist") == database.rows("SELECT lost FROM team") == [(1,)]


RESTING_ON_A_PROFILE = {"shortlisted", "note", "exported", "combination", "letter", "report"}


def test_what_rests_on_a_profile_goes_when_only_teams_are_allowed_from_now_on(house: House) -> None:
    (one,) = release(house, [content([score("empathy", 6.0)])], purposes=("profile", "teams"))
    database = house.deps.store.database
    for name in (*RESTING_ON_A_PROFILE, "team_member", "decision"):
        fill(database, name, one.release_id)
    database.write("UPDATE decision SET until_ms = ?", (house.clock.now_ms() + 90 * DAY_MS,))
    for_teams_alone(house, one)
    for name in RESTING_ON_A_PROFILE:
        assert not database.rows(f"SELECT 1 FROM {name} WHERE release_id = ?", (one.release_id,)), name
    for name in ("team_member", "decision"):
        assert database.rows(f"SELECT release_id FROM {name}") == [(one.release_id,)], name
    assert database.rows("SELECT lost FROM shortlist") == [(1,)] and database.rows("SELECT lost FROM team") == [(0,)]


@pytest.mark.parametrize("ends", [erase, expire], ids=["withdrawn", "over"])
def test_no_copy_from_before_a_migration_keeps_who_went(house: House, ends: Ending) -> None:
    (one,) = release(house, [content([score("empathy", 6.0)])])
    folder = house.deps.folder.backups
    copy, other = folder / "registry-schema-1.db", folder / "rating-schema-1.db"
    for file in (copy, other):
        file.write_bytes(b"a copy")
    release(house, [content([score("empathy", 6.0)])])
    assert copy.exists()  # nobody went
    ends(house, one)
    assert not copy.exists() and other.exists()
