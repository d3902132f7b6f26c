"""Brings a database to the form that this version needs, one process at a time."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from progrez_server.store.engine import Store

_LOCK = 0x70726F67_72657A01
"""Of PostgreSQL's advisory locks: "progrez" and a number."""


def migrate(store: Store) -> None:
    """Carry out the steps that are missing, in one transaction, under a lock that other processes wait for."""
    with store.writing() as connection:  # SQLite: BEGIN IMMEDIATE, which is that lock
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")


def is_current(connection: Connection) -> bool:
    """Return whether the database has the form that this version needs."""
    at = MigrationContext.configure(connection).get_current_heads()
    return set(at) == set(ScriptDirectory.from_config(_config()).get_heads())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    return config
