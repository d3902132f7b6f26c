"""Mail to candidates and notices to everybody: numbered by organisation, and handed out a page at a time."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, delete, func, insert, select

from progrez_server.store.tables import mail, notice

_MOST = 500


def mail_known(connection: Connection, org: str, mail_ids: Collection[str]) -> set[str]:
    asked = select(mail.c.mail_id).where(mail.c.org == org, mail.c.mail_id.in_(list(mail_ids)))
    return set(connection.execute(asked).scalars())


def add_mail(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    connection.execute(insert(mail), list(rows))


def mail_for(connection: Connection, org: str, device_id: str, since: int, most_bytes: int) -> list[Any]:
    """Return mail for the releases of one device, the oldest first, as much as fits."""
    return _page(connection, mail, mail.c.sealed, since, most_bytes, (mail.c.org == org, mail.c.device_id == device_id))


def notice_of(connection: Connection, org: str, notice_id: str) -> str | None:
    asked = select(notice.c.document).where(notice.c.org == org, notice.c.notice_id == notice_id)
    return connection.execute(asked).scalar_one_or_none()


def add_notice(connection: Connection, row: dict[str, Any]) -> None:
    connection.execute(insert(notice).values(row))


def notices_of(connection: Connection, org: str, since: int, now_ms: int, most_bytes: int) -> list[Any]:
    """Return notices that have not ended, the oldest first, as much as fits."""
    still = (notice.c.org == org, notice.c.until_ms > now_ms)
    return _page(connection, notice, notice.c.document, since, most_bytes, still)


def forget(connection: Connection, org: str, mail_before_ms: int, now_ms: int) -> None:
    """Drop mail that nobody came for, and notices that ended."""
    connection.execute(delete(mail).where(mail.c.org == org, mail.c.at_ms < mail_before_ms))
    connection.execute(delete(notice).where(notice.c.org == org, notice.c.until_ms <= now_ms))


def _page(
    connection: Connection,
    table: Table,
    content: Any,
    since: int,
    most_bytes: int,
    where: Sequence[ColumnElement[bool]],
) -> list[Any]:
    """Sizes are asked before contents, so that no reply grows past what fits; one always does."""
    at = table.c.seq
    sizes = select(at, func.length(content)).where(*where, at > since).order_by(at).limit(_MOST)
    last, total = since, 0
    for seq, size in connection.execute(sizes):
        total += size
        if total > most_bytes and last != since:
            break
        last = seq
    if last == since:
        return []
    asked = select(table).where(*where, at > since, at <= last).order_by(at)
    return list(connection.execute(asked))
