"""Whom a team may be composed of, and the teams that were kept, whose members go when their releases do."""

import json
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import compress
from typing import Any, NamedTuple

from progrez_desktop.core.json_document import canonical
from progrez_desktop.core.model.registry import Margin
from progrez_desktop.core.store import packed_scores
from progrez_desktop.core.store.database import Database

_TEAMS = "{r}.until_ms > ? AND {r}.place <> 'aside' AND instr(' ' || {r}.purposes || ' ', ' teams ') > 0"
_LIVE = _TEAMS.format(r="r")
_NEWEST = (
    "NOT EXISTS (SELECT 1 FROM release n WHERE n.subject_id = r.subject_id AND n.assessment = r.assessment "  # noqa: S608
    f"AND (n.released_ms, n.id) > (r.released_ms, r.id) AND {_TEAMS.format(r='n')})"
)


class TeamRow(NamedTuple):
    """One person who consented to teams."""

    release_id: str
    code: str
    assessment: str
    purposes: str
    """With spaces between them."""
    fields: str
    packed: bytes
    skills: Mapping[int, str]
    name: str

    @property
    def scores(self) -> Mapping[str, Margin | None]:
        return packed_scores.unpacked(self.packed, self.skills)


@dataclass(frozen=True, eq=False)
class Pooled:
    """Everybody, and their scores by skill (column_reading.score_columns): taking rows apart would take seconds."""

    rows: tuple[TeamRow, ...]
    scores: Mapping[str, Any]

    def only(self, which: "Any") -> "Pooled":
        """Return some of them. Shape of the mask: (rows,)."""
        columns = {skill: column[which] for skill, column in self.scores.items()}
        return Pooled(tuple(compress(self.rows, which)), columns)


@dataclass(frozen=True)
class KeptTeam:
    id: str
    name: str
    made_ms: int
    document: Mapping[str, Any]
    """What it was composed by, people aside."""
    members: tuple[str, ...]
    conditions: tuple[tuple[str, int, str], ...]
    """Kind, number of the group, release."""
    lost: int


class TeamRows:
    """Rows of `team` and what hangs on them. Callers of what writes hold the transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def pool(self, now_ms: int, assessment: str | None = None, with_names: bool = False) -> Pooled:
        """Return everybody who consented to teams and whose time is not over, by code; whose row is damaged is not."""
        from progrez_desktop.core.store.recruiting.column_reading import score_columns

        name = "coalesce(p.name, ''), r.subject_id" if with_names else "'', r.subject_id"
        joined = "LEFT JOIN person p ON p.release_id = r.id" if with_names else ""
        skills = packed_scores.skills_by_number(self._database)
        found = self._database.rows(
            f"SELECT r.id, r.code, r.assessment, r.purposes, r.fields, r.scores, {name} FROM release r {joined} "  # noqa: S608
            f"WHERE {_LIVE} AND (? IS NULL OR r.assessment = ?) ORDER BY r.released_ms, r.id",
            (now_ms, assessment, assessment),
        )
        # One person is one place in a team: of several releases of theirs the newest counts.
        newest = {(row[7], row[2]): row for row in found if not len(row[5]) % packed_scores.ONE.size}
        rows = tuple(
            TeamRow(release_id, code, of, purposes, fields, packed, skills, called)
            for release_id, code, of, purposes, fields, packed, called, _ in sorted(
                newest.values(), key=lambda row: (row[1], row[0])
            )
        )
        columns, wrong = score_columns([row.packed for row in rows], skills)
        return Pooled(rows, columns).only(~wrong) if wrong.any() else Pooled(rows, columns)

    def count(self, now_ms: int, assessment: str | None = None) -> int:
        """Return how many people there are in the pool; damaged rows among them."""
        found = self._database.rows(
            f"SELECT count(DISTINCT r.subject_id || ' ' || r.assessment) FROM release r WHERE {_LIVE} "  # noqa: S608
            "AND (? IS NULL OR r.assessment = ?)",
            (now_ms, assessment, assessment),
        )
        return int(found[0][0])

    def called(self, names: Iterable[str], now_ms: int, assessment: str | None = None) -> list[tuple[str, str]]:
        """Return release and code of those in the pool with these codes or releases."""
        found = self._database.rows(
            f"SELECT r.id, r.code FROM release r WHERE {_LIVE} AND (? IS NULL OR r.assessment = ?) "  # noqa: S608
            "AND (r.code IN (SELECT value FROM json_each(?)) OR r.id IN (SELECT value FROM json_each(?))) "
            f"AND {_NEWEST} ORDER BY r.code, r.id",
            (now_ms, assessment, assessment, wanted := json.dumps(list(names)), wanted, now_ms),
        )
        return [(release_id, code) for release_id, code in found]

    def contents(self, release_ids: Iterable[str]) -> Iterable[tuple[str, Mapping[str, Any]]]:
        """Return what some of them released."""
        found = self._database.rows(
            "SELECT release_id, content FROM document WHERE release_id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(release_ids)),),
        )
        return ((release_id, json.loads(zlib.decompress(content))) for release_id, content in found)

    def live(self, release_ids: Iterable[str], now_ms: int) -> set[str]:
        """Return those of them who still may be in a team."""
        found = self._database.rows(
            f"SELECT r.id FROM release r WHERE {_LIVE} AND r.id IN (SELECT value FROM json_each(?))",  # noqa: S608
            (now_ms, json.dumps(list(release_ids))),
        )
        return {row[0] for row in found}

    def codes(self, release_ids: Iterable[str]) -> dict[str, str]:
        """Return how people are called here."""
        found = self._database.rows(
            "SELECT id, code FROM release WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(release_ids)),),
        )
        return dict(found)

    def put(self, team: KeptTeam) -> None:
        """Keep a team with those of its members who are still here."""
        self._database.write(
            "INSERT INTO team (id, name, document, made_ms, lost) VALUES (?, ?, ?, ?, ?)",
            (team.id, team.name, canonical(team.document), team.made_ms, team.lost),
        )
        for release_id in team.members:
            self._database.write("INSERT INTO team_member (team_id, release_id) VALUES (?, ?)", (team.id, release_id))
        for kind, number, release_id in team.conditions:
            self._database.write(
                "INSERT INTO team_condition (team_id, kind, number, release_id) VALUES (?, ?, ?, ?)",
                (team.id, kind, number, release_id),
            )

    def teams(self, now_ms: int) -> tuple[KeptTeam, ...]:
        """Return every team that was kept, the newest first; members whose time is over are in none."""
        found = self._database.rows("SELECT id FROM team ORDER BY made_ms DESC, id")
        return tuple(team for (team_id,) in found if (team := self.team(team_id, now_ms)) is not None)

    def team(self, team_id: str, now_ms: int) -> KeptTeam | None:
        found = self._database.row("SELECT name, made_ms, document, lost FROM team WHERE id = ?", (team_id,))
        if found is None:
            return None
        name, made_ms, document, lost = found
        every = [
            row[0]
            for row in self._database.rows(
                "SELECT m.release_id FROM team_member m JOIN release r ON r.id = m.release_id WHERE m.team_id = ? "
                "ORDER BY r.code, r.id",
                (team_id,),
            )
        ]
        live = self.live(every, now_ms)
        members = tuple(one for one in every if one in live)
        conditions = self._database.rows(
            "SELECT kind, number, release_id FROM team_condition WHERE team_id = ? ORDER BY kind, number, release_id",
            (team_id,),
        )
        # What is over and not destroyed yet is gone for whoever looks.
        lost += len(every) - len(members)
        groups = tuple((kind, number, release_id) for kind, number, release_id in conditions)
        return KeptTeam(team_id, name, made_ms, json.loads(document), members, groups, lost)

    def rename(self, team_id: str, name: str) -> bool:
        return bool(self._database.write("UPDATE team SET name = ? WHERE id = ?", (name, team_id)))

    def drop(self, team_id: str) -> bool:
        return bool(self._database.write("DELETE FROM team WHERE id = ?", (team_id,)))
