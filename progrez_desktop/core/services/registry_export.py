"""What leaves a registry as a file: only what was granted, each one written down, and told to its person.

Margins stand beside scores. Rows are by date or by code; nothing here orders people by a score.
"""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

from progrez_desktop.core.model.registry import Detail, Query, Row
from progrez_desktop.core.services import registry_reads
from progrez_desktop.core.services.registry import detail_of
from progrez_desktop.core.services.registry_deps import RegistryDeps

Form = Literal["csv", "json"]
_PAGE = 1000
_PEOPLE = ("name", "email")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def export(deps: RegistryDeps, query: Query, form: Form, save: Callable[[bytes], None]) -> int:
    """Write down who is exported, and hand what was granted to `save`; return how many. None is no file at all.

    Written down first: what left without a word could not be told any more.

    Raises:
        EnvironmentFault: What the disk says. A file that could not be written was still told of.
    """
    now = deps.mark_ms()
    found = deps.store.profiles.rows(_whole(query), now)
    if not found:
        return 0
    with deps.store.transaction():
        registry_reads.note(deps, [row.release_id for row in found], "exported", now)
        deps.note("profiles_exported", None, count=str(len(found)), form=form)
    details = [detail_of(deps, row) for row in found]
    save(as_csv(details, query.with_names) if form == "csv" else as_json(details, query.with_names))
    return len(found)


def _whole(query: Query) -> Query:
    return replace(query, offset=0, limit=-1)


def as_json(details: Sequence[Detail], with_names: bool) -> bytes:
    """Return one document a candidate, with what was granted for each purpose."""
    people = [_shown(one, with_names) for one in details]
    return (json.dumps(people, indent=2, ensure_ascii=False) + "\n").encode()


def _shown(one: Detail, with_names: bool) -> dict[str, Any]:
    row = one.row
    content = {key: value for key, value in one.content.items() if with_names or key not in _PEOPLE}
    return {
        "code": row.code,
        "release_id": row.release_id,
        "version": row.version,
        "purposes": list(row.purposes),
        "fields": [name for name in row.fields if with_names or name not in _PEOPLE],
        "released_ms": row.released_ms,
        "until_ms": row.until_ms,
        "receipt_sha256": one.receipt_sha256,
        "content": content,
    }


def as_csv(details: Sequence[Detail], with_names: bool) -> bytes:
    """Return a table: for each skill the sten with both ends of its margin, and nothing where nothing was scored."""
    skills = list(dict.fromkeys(skill for one in details for skill in one.row.scores))
    people = list(_PEOPLE) if with_names else []
    heading = ["code", *people, "assessment", "purposes", "finished_ms", "released_ms", "until_ms", "contested"]
    heading += [f"{skill}_{part}" for skill in skills for part in ("sten", "low", "high")]
    out = io.StringIO(newline="")
    table = csv.writer(out)
    table.writerow(heading)
    for one in details:
        table.writerow(list(map(_plain, [*_opening(one, people), *_numbers(one.row, skills)])))
    return out.getvalue().encode("utf-8-sig")  # Excel reads UTF-8 by this mark alone


def _opening(one: Detail, people: Sequence[str]) -> list[Any]:
    row = one.row
    told: Mapping[str, Any] = {"name": row.name, "email": one.content.get("email", "")}
    return [
        row.code,
        *(told[name] for name in people),
        *(row.assessment, " ".join(row.purposes), row.finished_ms or "", row.released_ms, row.until_ms),
        "yes" if row.is_contested else "",
    ]


def _numbers(row: Row, skills: Sequence[str]) -> list[Any]:
    margins = [row.scores.get(skill) for skill in skills]
    return [
        number
        for margin in margins
        for number in ((margin.sten, margin.low, margin.high) if margin is not None else ("", "", ""))
    ]


def _plain(cell: Any) -> Any:
    """Return a cell that a spreadsheet takes for text: a name that begins like a formula is one there."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell
