"""Tables can be distributed by organisation as they are, and nothing in them asks the database for time or a number."""

import re

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import UniqueConstraint
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateIndex, CreateTable

from progrez_server.store.tables import metadata

TABLES = list(metadata.tables.values())
_CLOCK = re.compile(r"now\(|current_|localtime|clock_timestamp|nextval|serial|identity|autoincrement|default", re.I)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_every_key_begins_with_the_organisation(table):
    keys = [list(table.primary_key.columns)]
    keys += [list(one.columns) for one in table.constraints if isinstance(one, UniqueConstraint)]
    keys += [list(one.columns) for one in table.indexes]
    assert all(key[0].name == "org" for key in keys)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_no_row_asks_the_database_for_a_time_or_a_number(table):
    assert not table.foreign_keys
    for column in table.columns:
        assert (column.server_default, column.server_onupdate, column.default, column.onupdate) == (None,) * 4
    for dialect in (postgresql.dialect(), sqlite.dialect()):
        told: list[CreateTable | CreateIndex] = [CreateTable(table), *map(CreateIndex, table.indexes)]
        assert not [one for one in told if _CLOCK.search(str(one.compile(dialect=dialect)))]


def test_a_migrated_database_is_what_the_tables_say(store):
    with store.reading() as connection:
        assert compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), metadata) == []
