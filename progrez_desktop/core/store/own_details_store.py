"""The part of a person's safe that holds what may stand on their CV, and how they want that CV.

What may be released with a grant stands in `person.background`. Address, birth date, gender and what GitHub told beside
projects stand apart, beside the CV, so that whatever sends the background has no place from which it could send them.
"""

import json
from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from progrez_desktop.core.model.cv import CvChoices, CvLook
from progrez_desktop.core.model.details import (
    FACTS,
    LISTS,
    NEVER_RELEASED,
    Entry,
    FactName,
    MyDetails,
)
from progrez_desktop.core.model.public_work import EVENT_KINDS, CodeLanguage, Notice, PublicWork, Week
from progrez_desktop.core.store.database import Database
from progrez_desktop.core.store.forms import canonical

_APART = "never-released"
_CHOICES = "cv"
_PUBLIC_WORK = "public-work"
_WITHHELD = "withheld/"
_EXCERPTS = "excerpts/"
_RELEASABLE: tuple[FactName, ...] = tuple(name for name in FACTS if name not in NEVER_RELEASED)


class OwnDetails:
    """One row of `person`, up to three of `cv_draft` and two for each organisation: part of a safe."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def read(self) -> MyDetails:
        """Return what was kept last; nothing was typed yet in a new safe."""
        found = self._database.row("SELECT background FROM person")
        background = json.loads(found[0]) if found and found[0] else None
        if background is None:
            return MyDetails()
        told = self._draft(_PUBLIC_WORK)
        details = details_from_json(background, self._draft(_APART) or {})
        return details.with_public_work(public_work_from_json(told) if told else None)

    def keep(self, details: MyDetails, at_ms: int) -> None:
        """Commit all of it, or nothing; when this returns, it may be called saved."""
        background, apart = details_as_json(details)
        with self._database.transaction():
            self._database.write("UPDATE person SET background = ?, updated_ms = ?", (canonical(background), at_ms))
            self._put_draft(_APART, apart, at_ms)
            if details.public_work is not None:
                self._put_draft(_PUBLIC_WORK, public_work_as_json(details.public_work), at_ms)
            else:
                self._database.write("DELETE FROM cv_draft WHERE id = ?", (_PUBLIC_WORK,))

    def choices(self) -> CvChoices:
        found = self._draft(_CHOICES)
        return choices_from_json(found) if found else CvChoices()

    def keep_choices(self, choices: CvChoices, at_ms: int) -> None:
        self._put_draft(_CHOICES, choices_as_json(choices), at_ms)

    def withheld(self, organisation_id: str) -> frozenset[str]:
        """Return which skills and lists the person keeps from an organisation; no reason is asked and none is kept."""
        return frozenset(self._draft(_WITHHELD + organisation_id) or ())

    def withhold(self, organisation_id: str, names: Collection[str], at_ms: int) -> None:
        self._put_draft(_WITHHELD + organisation_id, sorted(names), at_ms)

    def shared_excerpts(self, organisation_id: str) -> frozenset[str]:
        """Return of which skills passages of own words may go to an organisation; of none, until they were chosen."""
        return frozenset(self._draft(_EXCERPTS + organisation_id) or ())

    def share_excerpts(self, organisation_id: str, skills: Collection[str], at_ms: int) -> None:
        self._put_draft(_EXCERPTS + organisation_id, sorted(skills), at_ms)

    def _draft(self, draft_id: str) -> Any:
        found = self._database.row("SELECT body FROM cv_draft WHERE id = ?", (draft_id,))
        return json.loads(found[0]) if found else None

    def _put_draft(self, draft_id: str, body: Any, at_ms: int) -> None:
        self._database.write(
            "INSERT OR REPLACE INTO cv_draft (id, body, updated_ms) VALUES (?, ?, ?)",
            (draft_id, canonical(body), at_ms),
        )


def details_as_json(details: MyDetails) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the background (contract my-details.schema.json), and apart from it what is never released."""
    background: dict[str, Any] = {"contract": "progrez.my-details/1", "off_cv": sorted(details.off_cv)}
    for name, entries in details.lists.items():
        if entries:
            background[name] = [{key: text for key, text in vars(entry).items() if text} for entry in entries]
    background |= {name: details.fact(name) for name in _RELEASABLE if details.fact(name)}
    return background, {name: details.fact(name) for name in NEVER_RELEASED if details.fact(name)}


def details_from_json(background: Mapping[str, Any], apart: Mapping[str, Any]) -> MyDetails:
    told = {**background, **apart}
    details = MyDetails(off_cv=frozenset(background["off_cv"]))
    for fact in FACTS:
        if fact in told:
            details = details.with_fact(fact, told[fact])
    for name in LISTS:
        if name in background:
            details = details.with_entries(name, tuple(Entry(**entry) for entry in background[name]))
    return details


def public_work_as_json(work: PublicWork) -> dict[str, Any]:
    """Contract: public-work.schema.json."""
    return {
        "contract": "progrez.public-work/1",
        "user": work.user,
        "at_ms": work.at_ms,
        "languages": [{"name": one.name, "bytes": one.bytes} for one in work.languages],
        "total_bytes": work.total_bytes,
        "counted": work.counted,
        "weeks": [{"monday": week.monday.isoformat(), "counts": dict(week.counts)} for week in work.weeks],
        "notice": vars(work.notice),
    }


def public_work_from_json(body: Mapping[str, Any]) -> PublicWork:
    return PublicWork(
        user=body["user"],
        at_ms=body["at_ms"],
        languages=tuple(CodeLanguage(**one) for one in body["languages"]),
        total_bytes=body["total_bytes"],
        counted=body["counted"],
        weeks=tuple(_week(one["monday"], one["counts"]) for one in body["weeks"]),
        notice=Notice(**body["notice"]),
    )


def _week(monday: str, counts: Mapping[str, int]) -> Week:
    return Week(date.fromisoformat(monday), tuple((kind, counts[kind]) for kind in EVENT_KINDS if kind in counts))


def choices_as_json(choices: CvChoices) -> dict[str, Any]:
    """Contract: cv-choices.schema.json."""
    return {
        "contract": "progrez.cv-choices/1",
        "template": choices.look.template,
        "numbers": choices.look.numbers,
        "language": choices.language,
        "blind": choices.blind,
        "organisation": choices.organisation,
        "skills": choices.skills if choices.skills is None else list(choices.skills),
        "summaries": dict(choices.summaries),
    }


def choices_from_json(body: Mapping[str, Any]) -> CvChoices:
    return CvChoices(
        look=CvLook(body["template"], body["numbers"]),
        language=body["language"],
        blind=body["blind"],
        organisation=body.get("organisation", False),  # not asked before
        skills=None if body["skills"] is None else tuple(body["skills"]),
        summaries=body["summaries"],
    )
