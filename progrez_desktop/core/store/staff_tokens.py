"""Who of staff is signed in at an organisation from this device: the tokens, which rest under the machine key here."""

from progrez_desktop.core.model.organisation import StaffTokens
from progrez_desktop.core.store.database import Database


class StaffTokenStore:
    """Rows of `staff_sign_in`: at most one for an organisation."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def get(self, organisation_id: str) -> StaffTokens | None:
        found = self._database.row(
            "SELECT access_token, refresh_token, scope, expires_ms, signed_in_ms FROM staff_sign_in "
            "WHERE organisation_id = ?",
            (organisation_id,),
        )
        return StaffTokens(found[0], found[1] or "", *found[2:]) if found else None

    def put(self, organisation_id: str, tokens: StaffTokens) -> None:
        self._database.write(
            "INSERT OR REPLACE INTO staff_sign_in (organisation_id, access_token, refresh_token, scope, expires_ms, "
            "signed_in_ms) VALUES (?, ?, ?, ?, ?, ?)",
            (
                organisation_id,
                tokens.access,
                tokens.refresh or None,
                tokens.scope,
                tokens.expires_ms,
                tokens.signed_in_ms,
            ),
        )

    def forget(self, organisation_id: str) -> None:
        self._database.write("DELETE FROM staff_sign_in WHERE organisation_id = ?", (organisation_id,))
