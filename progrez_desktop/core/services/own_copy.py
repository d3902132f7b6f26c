"""Everything that is held about a person, to take along: one file with a paper to read, JSON and tables.

Made in memory and written where the person wants it, whole or not at all. Keys and the keys of questions are not in it.
Contract of data.json: personal-data.schema.json.
"""

import csv
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from progrez_desktop import __version__
from progrez_desktop.core.model.assessment import Item, Prompt, Situation, Statement
from progrez_desktop.core.services import access_log, norm_groups, packs
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.services.results import finished
from progrez_desktop.core.store.own_rows import WITHHELD, Rows
from progrez_desktop.core.words import Words

CONTRACT = "progrez.personal-data/1"
LOGIC = ("answers", "estimate", "error", "norm", "band", "situations", "own_words", "quality")
"""The steps from answers to a score, each a sentence `own_copy.logic.<step>`."""


def save(deps: Deps, session: Session, path: Path, words: Words) -> None:
    """Write the whole copy to `path`, with a line in the log.

    Raises:
        UsageFault, EnvironmentFault: As documents.writing.whole_file, or what the disk of the safe says.
    """
    access_log.handed_over(deps, session, path, copy_of(deps, session, words), "data_saved")


def copy_of(deps: Deps, session: Session, words: Words, device: Rows | None = None) -> bytes:
    """Return the file: a zip with a PDF, the data as JSON, and each table as CSV.

    Args:
        device: What the device held, where it is told elsewhere than on that device.
    """
    from progrez_desktop.core.services.own_paper import paper

    data = document(deps, session, words, device)
    made = datetime.fromtimestamp(deps.clock.now_ms() / 1000, UTC).astimezone()
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:

        def put(name: str, content: bytes) -> None:
            entry = zipfile.ZipInfo(name, made.timetuple()[:6])
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            packed.writestr(entry, content)

        put(words("own_copy.pdf_name"), paper(deps, session, data, words))
        put("data.json", (json.dumps(data, indent=1, ensure_ascii=False, allow_nan=False) + "\n").encode())
        for where in ("safe", "device"):
            for table, rows in data[where].items():
                if rows:
                    put(f"tables/{where}-{table}.csv", _csv(rows))
        put("tables/answers.csv", _csv(answers(data)))
        put("tables/scores.csv", _csv(scores(data)))
    return file.getvalue()


def document(deps: Deps, session: Session, words: Words, device: Rows | None = None) -> dict[str, Any]:
    """Return everything as data: each row of safe and device, what was asked, and how scores come about."""
    account = deps.device.account(session.account_id)
    if device is None:
        device = deps.device.rows_of(account) if account else {}
    safe = session.safe.rows()
    log = access_log.checked(deps, session)
    asked = {row["item_id"] for row in safe["response_event"]}
    return {
        "contract": CONTRACT,
        "made_ms": deps.clock.now_ms(),
        "program": f"progrez {__version__}",
        "language": words.language,
        "safe": safe,
        "device": device,
        "questions": {item.id: _question(item, words.language) for item in _items(deps, session) if item.id in asked},
        "scoring": {
            "steps": [words(f"own_copy.logic.{step}") for step in LOGIC],
            "norm_groups": _norms(deps, session, words),
        },
        "log": {"is_whole": log.is_whole, "broken_at": log.broken_at},
        "withheld": {place: words(f"own_copy.withheld.{why}") for place, why in WITHHELD.items()},
    }


def answers(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return every answer ever given with its question, the oldest first; of a text that was replaced, that it was."""
    found = []
    for row in data["safe"]["response_event"]:
        question = data["questions"].get(row["item_id"], {})
        found.append(
            {
                "attempt_id": row["attempt_id"],
                "item_id": row["item_id"],
                "revision": row["revision"],
                "at_ms": row["at_ms"],
                "kind": row["kind"],
                "question": question.get("text"),
                "answer": row["value"],
            }
        )
    return found


def scores(data: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return one row a skill and result: raw and normed."""
    return [
        {
            "attempt_id": row["attempt_id"],
            "skill_id": line["skill_id"],
            "answered": line["score"].get("answered"),
            **{name: line["score"].get(name) for name in _SCORE},
        }
        for row in data["safe"]["result"]
        for line in row["record"]["lines"]
    ]


_SCORE = ("theta", "se", "sten", "low", "high", "percentile", "norm_id", "norm_n")


def _items(deps: Deps, session: Session) -> Iterator[Item]:
    """Give the items of this assessment, and of every pack here that the person sat with."""
    named = {attempt.pack_sha256 for attempt in session.safe.attempts()} - {deps.assessment.pack_sha256}
    others = (packs.assessment_of(deps, sha256) for sha256 in sorted(named))
    for assessment in (deps.assessment, *(one for one in others if one is not None)):
        sections = (*assessment.sections, *(assessment.adaptive.sections if assessment.adaptive else ()))
        yield from (item for section in sections for item in section.items)


def _question(item: Item, language: str) -> dict[str, Any]:
    """Return what was asked; how answers to it count is the item's key, and stays out."""
    asked: dict[str, Any] = {"kind": type(item).__name__.lower(), "text": item.text[language]}
    if isinstance(item, Statement):
        asked["format"] = item.format_id
    elif isinstance(item, Situation):
        asked["actions"] = {action.id: action.text[language] for action in item.actions}
    elif isinstance(item, Prompt):
        asked["guidance"] = item.guidance[language]
    return asked


def _norms(deps: Deps, session: Session, words: Words) -> dict[str, str]:
    found: dict[str, str] = {}
    for profile in finished(deps, session):
        for norm_id, group in norm_groups.groups_of(profile, deps.bank, deps.local_norm).items():
            found[norm_id] = norm_groups.name_of(group, words)
    return found


def _csv(rows: list[dict[str, Any]]) -> bytes:
    """Return a table that spreadsheets open. A text that one of them would take for a formula begins with a quote."""
    file = io.StringIO()
    names = list(dict.fromkeys(name for row in rows for name in row))
    writer = csv.writer(file)
    writer.writerow(names)
    writer.writerows([_cell(row.get(name)) for name in names] for row in rows)
    return file.getvalue().encode("utf-8-sig")


def _cell(value: Any) -> Any:
    if isinstance(value, dict | list):
        value = json.dumps(value, ensure_ascii=False, allow_nan=False)
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
