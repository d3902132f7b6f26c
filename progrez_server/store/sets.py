"""Rows written and found by the set: one statement for a whole batch, in the way that is best for each database."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Integer,
    LargeBinary,
    Table,
    Text,
    any_,
    bindparam,
    cast,
    column,
    func,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite

_BETWEEN = "\n"
Rows = Sequence[Mapping[str, Any]]


def among(connection: Connection, one: Any, values: Collection[str]) -> ColumnElement[bool]:
    """Return whether a column is one of many values."""
    if connection.dialect.name == "postgresql":  # one parameter, so that the plan is made once
        given = bindparam(None, list(values), type_=postgresql.ARRAY(one.type))
        found: ColumnElement[bool] = one == any_(given)
        return found
    return one.in_(list(values))  # type: ignore[no-any-return]


def put_all(connection: Connection, table: Table, rows: Rows, newer_by: str | None = None) -> None:
    """Insert rows of one organisation.

    A row that is there already stays as it is, or, with `newer_by`, is replaced where that column of the new one is
    greater. Rows go in the order of their keys, so that two transactions never wait for each other.
    """
    if not rows:
        return
    keys = [one.name for one in table.primary_key]
    ordered = sorted(rows, key=lambda row: [row[name] for name in keys])
    if connection.dialect.name == "postgresql":
        made = postgresql.insert(table).from_select(list(ordered[0]), _unnested(table, ordered))
        connection.execute(_settled(made, table, keys, newer_by))
    else:
        connection.execute(_settled(sqlite.insert(table), table, keys, newer_by), ordered)


def _unnested(table: Table, rows: Rows) -> Any:
    """Return rows as a table that the statement brings along, one parameter a column.

    Texts come as one that the database splits: an array of them would be escaped sign by sign in Python, which takes
    longer than to store them.
    """
    names = list(rows[0])
    arrays = [_array(table.c[name], [row[name] for row in rows]) for name in names]
    brought = func.unnest(*arrays).table_valued(*[column(name) for name in names], name="brought").render_derived()
    return select(*(_read(table.c[name], brought.c[name]) for name in names))


def _array(one: Column[Any], values: Sequence[Any]) -> Any:
    if isinstance(one.type, Integer):
        return bindparam(None, values, type_=postgresql.ARRAY(BigInteger))
    texts = [value.hex() for value in values] if isinstance(one.type, LargeBinary) else values
    joined = _BETWEEN.join(texts)
    if not all(texts) or joined.count(_BETWEEN) != len(texts) - 1:
        raise ValueError("a text without signs, or with a line break, can't be brought in a set")
    return func.string_to_array(bindparam(None, joined, type_=Text), _BETWEEN)


def _read(one: Column[Any], brought: Any) -> Any:
    if isinstance(one.type, LargeBinary):
        return func.decode(brought, "hex")
    return cast(brought, one.type) if isinstance(one.type, Integer) else brought


def _settled(made: Any, table: Table, keys: Sequence[str], newer_by: str | None) -> Any:
    if newer_by is None:
        return made.on_conflict_do_nothing(index_elements=keys)
    changed = {one.name: made.excluded[one.name] for one in table.c if one.name not in keys}
    newer = table.c[newer_by] < made.excluded[newer_by]
    return made.on_conflict_do_update(index_elements=keys, set_=changed, where=newer)
