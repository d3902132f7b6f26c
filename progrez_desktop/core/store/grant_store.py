"""The part of a person's safe that holds what they permitted, to whom and until when."""

import json
from dataclasses import asdict

from progrez_desktop.core.model.consent import Grant
from progrez_desktop.core.store.database import Database, Row

_GRANT = (
    "id, organisation_id, purpose, fields, granted_ms, until_ms, withdrawn_ms, "
    "notice_sha256, notice_language, notice_version"
)


class Grants:
    """Rows of `consent_grant`, in the safe that they are part of. None is ever removed."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save(self, grant: Grant) -> None:
        stored = asdict(grant) | {"fields": json.dumps(grant.fields)}
        names = ", ".join(stored)
        self._database.write(
            f"INSERT OR REPLACE INTO consent_grant ({names}) VALUES ({', '.join('?' * len(stored))})",  # noqa: S608
            tuple(stored.values()),
        )

    def all(self) -> list[Grant]:
        found = self._database.rows(f"SELECT {_GRANT} FROM consent_grant ORDER BY granted_ms, rowid")  # noqa: S608
        return [_grant(row) for row in found]


def _grant(row: Row) -> Grant:
    grant_id, organisation_id, purpose, fields, *rest = row
    return Grant(grant_id, organisation_id, purpose, tuple(json.loads(fields)), *rest)
