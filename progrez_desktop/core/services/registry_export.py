"""What leaves a registry as a file: only what was granted, each one written down, and told to its person.

Whoever hands it out says for what and to whom. Margins stand beside scores. Rows are by date or by code; nothing here
orders people by a score.
"""

import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from typing import Any

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.model.handing import Form, Handed, Handing
from progrez_desktop.core.model.registry import Detail, Margin, Query, Row
from progrez_desktop.core.services import registry_reads
from progrez_desktop.core.services.recruiting import typed
from progrez_desktop.core.services.recruiting.reader import reader
from progrez_desktop.core.services.registry import detail_of, set_damaged_aside
from progrez_desktop.core.services.registry_deps import RegistryDeps
from progrez_desktop.core.words import Words

__all__ = ["LONGEST_SAID", "Form", "Handing", "as_csv", "as_json", "as_xlsx", "export", "handed", "handed_of"]

LONGEST_SAID = 300
"""Signs of a purpose or a recipient."""
_PEOPLE = ("name", "email")
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def export(deps: RegistryDeps, query: Query, handing: Handing, save: Callable[[bytes], None]) -> int:
    """Write down who is exported, for what and to whom, and hand what was granted to `save`; return how many.

    None is no file at all. Written down first: what left without a word could not be told any more. Whose row or
    grant is damaged is set aside, and not in it.

    Raises:
        UsageFault: "export_without_purpose", "export_without_recipient", "export_said_long"; "reader_unnamed".
        EnvironmentFault: What the disk says. A file that could not be written was still told of.
    """
    purpose, recipient = _said(handing.purpose, "purpose"), _said(handing.recipient, "recipient")
    name, now = reader(deps).name, deps.mark_ms()
    found = deps.store.profiles.rows(replace(query, offset=0, limit=-1), now)
    set_damaged_aside(deps, now)
    details = [one for row in found if (one := _sound(deps, row)) is not None]
    if not details:
        return 0
    told = (handing.form, purpose, recipient, name, len(details), len(details))
    handed_out = Handed(deps.new_id(), now, *told)
    with deps.store.transaction():
        release_ids = [detail.row.release_id for detail in details]
        registry_reads.note(deps, release_ids, "exported", now)
        deps.store.exports.add(handed_out, release_ids)
        deps.note("profiles_exported", handed_out.id, count=str(handed_out.people), form=handed_out.form)
    save(_file(details, query.with_names, handed_out, handing.language))
    return handed_out.people


def handed(deps: RegistryDeps) -> tuple[Handed, ...]:
    """Return every file that was handed out, the newest first, with how many of those in it are still here."""
    return deps.store.exports.all(deps.mark_ms())


def handed_of(deps: RegistryDeps, release_id: str) -> tuple[Handed, ...]:
    """Return the files that one candidate is in."""
    return deps.store.exports.of(release_id, deps.mark_ms())


def _said(text: str, what: str) -> str:
    return typed.line(text, f"export_without_{what}", LONGEST_SAID, "export_said_long")


def _sound(deps: RegistryDeps, row: Row) -> Detail | None:
    try:
        return detail_of(deps, row)
    except DataFault as fault:
        if fault.code != "registry_grant_damaged":
            raise
        return None


def _file(details: Sequence[Detail], with_names: bool, one: Handed, language: str) -> bytes:
    if one.form == "csv":
        return as_csv(details, with_names)
    if one.form == "json":
        return as_json(details, with_names, one)
    return as_xlsx(details, with_names, one, Words(language))


# JSON


def as_json(details: Sequence[Detail], with_names: bool, one: Handed) -> bytes:
    """Return what the file is, and one document a candidate, with what was granted for each purpose."""
    about = {key: value for key, value in asdict(one).items() if key not in ("form", "here")}
    whole = {"export": about, "candidates": [_shown(detail, with_names) for detail in details]}
    return (json.dumps(whole, indent=2, ensure_ascii=False) + "\n").encode()


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


# Tables


def as_csv(details: Sequence[Detail], with_names: bool) -> bytes:
    """Return a table: for each skill the sten with both ends of its margin, and nothing where nothing was scored."""
    skills = _skills(details)
    people = list(_PEOPLE) if with_names else []
    heading = ["code", *people, "assessment", "purposes", "finished_ms", "released_ms", "until_ms", "contested"]
    heading += ["quality", *(f"{skill}_{part}" for skill in skills for part in ("sten", "low", "high"))]
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
        row.quality or "",
    ]


def _numbers(row: Row, skills: Sequence[str]) -> list[Any]:
    return [
        "" if number is None else number
        for skill in skills
        for number in _parts(row.scores.get(skill))[1:]  # the band says it in one cell of a workbook alone
    ]


def _parts(margin: Margin | None) -> tuple[str | None, int | None, int | None, int | None]:
    if margin is None:
        return None, None, None, None
    return f"{margin.low}–{margin.high}", margin.sten, margin.low, margin.high


def _skills(details: Sequence[Detail]) -> list[str]:
    return list(dict.fromkeys(skill for one in details for skill in one.row.scores))


def _plain(cell: Any) -> Any:
    """Return a cell that a spreadsheet takes for text: a name that begins like a formula is one there."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_FORMULA) else cell


def as_xlsx(details: Sequence[Detail], with_names: bool, one: Handed, words: Words) -> bytes:
    """Return a workbook: the candidates with their bands, and a sheet that says what this is."""
    from progrez_desktop.core.documents.workbook import Sheet, workbook

    skills, people = _skills(details), list(_PEOPLE) if with_names else []
    columns = ("code", *people, "assessment", "purposes", "assessed", "released", "until", "contested", "quality")
    heading = [words(f"export.column.{name}") for name in columns]
    for skill in skills:
        heading += [words(f"export.column.{part}", skill=skill) for part in ("band", "sten", "low", "high")]
    rows = [[*_told(detail, people, words), *_bands(detail.row, skills)] for detail in details]
    about = [
        (words(f"export.about.{name}"), told)
        for name, told in (
            ("what", words("export.about.is")),
            ("purpose", one.purpose),
            ("recipient", one.recipient),
            ("at", words.moment(one.at_ms)),
            ("reader", one.reader),
            ("people", one.people),
            ("margins", words("export.about.ties")),
            ("withdrawn", words("export.about.destroy")),
        )
    ]
    sheets = [Sheet(words("export.sheet.about"), (), about), Sheet(words("export.sheet.list"), heading, rows)]
    return workbook(sheets, words("export.about.title"), one.at_ms)


def _told(one: Detail, people: Sequence[str], words: Words) -> list[str]:
    row = one.row
    told = {"name": row.name, "email": one.content.get("email", "")}
    dates = (row.finished_ms, row.released_ms, row.until_ms)
    return [
        row.code,
        *(told[name] for name in people),
        *(row.assessment, ", ".join(words(f"candidates.purpose.{name}") for name in row.purposes)),
        *(_day(at_ms) if at_ms is not None else "" for at_ms in dates),
        words("candidates.is_contested") if row.is_contested else "",
        words(f"candidates.quality.{row.quality}") if row.quality else "",
    ]


def _day(at_ms: int) -> str:
    return datetime.fromtimestamp(at_ms / 1000, UTC).astimezone().date().isoformat()


def _bands(row: Row, skills: Sequence[str]) -> list[str | int | None]:
    return [part for skill in skills for part in _parts(row.scores.get(skill))]
