"""Role profiles and what each expert said of them."""

import json
from collections.abc import Mapping
from typing import Any

from progrez_desktop.core.json_document import canonical
from progrez_desktop.core.model.role import METHODS, ExpertView, RoleProfile, Want
from progrez_desktop.core.store import packed_scores
from progrez_desktop.core.store.database import Database, Row
from progrez_desktop.scoring.expert_agreement import agreement_of
from progrez_desktop.scoring.fit import SkillRange

_ROLE = "id, name, assessment, document, made_ms, locked_ms, opened_before"

_LOOKED_AT = 1000
"""The newest of a procedure, of whom its skills are learnt: one of them alone may have held some back."""


class RoleStore:
    """Callers of what writes hold the transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def put(self, role: RoleProfile) -> None:
        """Keep a role in the place of what it was."""
        document = {
            "wants": _told(role.wants),
            "weights": {method: round(weight * 100) for method, weight in role.weights.items()},
            "agreed_ms": role.agreed_ms,
        }
        self._database.write(
            f"INSERT INTO role ({_ROLE}) VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET "  # noqa: S608
            "name = excluded.name, document = excluded.document, locked_ms = excluded.locked_ms, "
            "opened_before = excluded.opened_before",
            (
                *(role.id, role.name, role.assessment, canonical(document)),
                *(role.made_ms, role.locked_ms, role.opened_before),
            ),
        )

    def delete(self, role_id: str) -> None:
        self._database.write("DELETE FROM role WHERE id = ? AND locked_ms IS NULL", (role_id,))

    def role(self, role_id: str) -> RoleProfile | None:
        found = self._database.row(f"SELECT {_ROLE} FROM role WHERE id = ?", (role_id,))  # noqa: S608
        return self._role(found) if found else None

    def all(self) -> tuple[RoleProfile, ...]:
        """Return every role, the newest first."""
        found = self._database.rows(f"SELECT {_ROLE} FROM role ORDER BY made_ms DESC, rowid DESC")  # noqa: S608
        return tuple(map(self._role, found))

    def locked_of(self, assessment: str) -> tuple[RoleProfile, ...]:
        """Return the locked roles of a procedure, what was locked last first."""
        found = self._database.rows(
            f"SELECT {_ROLE} FROM role WHERE assessment = ? AND locked_ms IS NOT NULL "  # noqa: S608
            "ORDER BY locked_ms DESC, rowid DESC",
            (assessment,),
        )
        return tuple(map(self._role, found))

    def is_any_locked(self, assessment: str) -> bool:
        return bool(
            self._database.row("SELECT 1 FROM role WHERE assessment = ? AND locked_ms IS NOT NULL", (assessment,))
        )

    def procedures(self) -> tuple[str, ...]:
        """Return the procedures of which something was released or a role was begun."""
        found = self._database.rows("SELECT assessment FROM release UNION SELECT assessment FROM role ORDER BY 1")
        return tuple(row[0] for row in found)

    def skills_of(self, assessment: str) -> tuple[str, ...]:
        """Return the skills that somebody of a procedure released; none where nobody is here."""
        found = self._database.rows(
            "SELECT scores FROM release WHERE assessment = ? AND place = 'list' ORDER BY number DESC LIMIT ?",
            (assessment, _LOOKED_AT),
        )
        skills = packed_scores.skills_by_number(self._database)
        return tuple(dict.fromkeys(skill for (scores,) in found for skill in packed_scores.unpacked(scores, skills)))

    def opened_of(self, assessment: str) -> int:
        """Return how many of a procedure were opened or handed out, of those that are still here."""
        found = self._database.rows(
            "SELECT count(DISTINCT d.release_id) FROM read d JOIN release r ON r.id = d.release_id "
            "WHERE r.assessment = ?",
            (assessment,),
        )
        return int(found[0][0])

    def put_view(self, role_id: str, view: ExpertView) -> None:
        """Keep what an expert says in the place of what they said before."""
        self._database.write(
            "INSERT OR REPLACE INTO role_view VALUES (?, ?, ?, ?)",
            (role_id, view.expert, canonical(_told(view.wants)), view.at_ms),
        )

    def views(self, role_id: str) -> tuple[ExpertView, ...]:
        """Return what experts said, in the order in which they did."""
        found = self._database.rows(
            "SELECT expert, document, at_ms FROM role_view WHERE role_id = ? ORDER BY at_ms, rowid", (role_id,)
        )
        return tuple(ExpertView(expert, _wants(json.loads(document)), at_ms) for expert, document, at_ms in found)

    def _role(self, found: Row) -> RoleProfile:
        role_id, name, assessment, document, made_ms, locked_ms, opened_before = found
        told, views = json.loads(document), self.views(role_id)
        return RoleProfile(
            id=role_id,
            name=name,
            assessment=assessment,
            made_ms=made_ms,
            wants=_wants(told["wants"]),
            weights={method: told["weights"][method] / 100 for method in METHODS if method in told["weights"]},
            experts=tuple(view.expert for view in views),
            agreement=agreement_of([view.wants for view in views]),
            agreed_ms=told["agreed_ms"],
            locked_ms=locked_ms,
            opened_before=opened_before,
        )


def _told(wants: Mapping[str, Want]) -> list[list[Any]]:
    """Return a list, for the order of the form is kept."""
    return [[skill, want.importance, want.range.low, want.range.high] for skill, want in wants.items()]


def _wants(told: list[list[Any]]) -> dict[str, Want]:
    return {skill: Want(importance, SkillRange(low, high)) for skill, importance, low, high in told}
