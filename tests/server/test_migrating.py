"""A database is brought up to date once, whoever else tries at the same time, and an old one is not served."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic import command
from sqlalchemy import inspect, text

from progrez_server.store.migrating import is_current, migrate

_CHILD = (
    "import sys; from progrez_server.store.engine import Place; from progrez_server.store.migrating import migrate; "
)


def test_two_processes_that_migrate_at_once_both_end_well(empty_store):
    url = empty_store.engine.url.render_as_string(hide_password=False).replace("postgresql+psycopg:", "postgresql:")
    run = [sys.executable, "-c", _CHILD + "migrate(Place(sys.argv[1]).open())", url]
    both = [subprocess.Popen(run, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    assert [(child.communicate(timeout=60)[1], child.returncode) for child in both] == [("", 0)] * 2
    with empty_store.reading() as connection:
        assert is_current(connection)


def test_one_migration_waits_for_another(empty_store, monkeypatch):
    at_once, most = [], []
    upgrade = command.upgrade

    def watched(*given):
        at_once.append(1)
        most.append(len(at_once))
        upgrade(*given)
        at_once.pop()

    monkeypatch.setattr(command, "upgrade", watched)
    with ThreadPoolExecutor(3) as threads:
        list(threads.map(migrate, [empty_store] * 3))
    assert most == [1, 1, 1]


def test_a_step_that_fails_leaves_nothing_behind(empty_store, monkeypatch):
    upgrade = command.upgrade

    def broken(*given):
        upgrade(*given)
        raise ZeroDivisionError

    monkeypatch.setattr(command, "upgrade", broken)
    with pytest.raises(ZeroDivisionError):
        migrate(empty_store)
    with empty_store.reading() as connection:
        assert inspect(connection).get_table_names() == []
        assert not is_current(connection)


def test_a_database_of_another_version_is_not_current(store):
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'later'"))
    with store.reading() as connection:
        assert not is_current(connection)
