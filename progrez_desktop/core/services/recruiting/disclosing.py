"""What was noted of one candidate, for that candidate: all lines by everybody, the sum and what was put beside it.

It is written down and told to them before it is made; removed lines that can still be brought back are not in it.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from progrez_desktop.core.duty import day_of
from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.model.interview import Note, Override, Sheet, Weighing
from progrez_desktop.core.model.role import RoleProfile
from progrez_desktop.core.services import registry_reads
from progrez_desktop.core.services.recruiting.combining import sheet
from progrez_desktop.core.services.recruiting.guide import probe_of
from progrez_desktop.core.services.recruiting.notes import notes_of
from progrez_desktop.core.services.registry_deps import RegistryDeps
from progrez_desktop.core.words import Words
from progrez_desktop.scoring.weighing import Weighed

if TYPE_CHECKING:
    from progrez_desktop.core.documents.letter import Letter, Part


@dataclass(frozen=True)
class Disclosed:
    """What a candidate is given."""

    code: str
    made_ms: int
    notes: tuple[Note, ...]
    sheet: Sheet | None


def disclose(deps: RegistryDeps, release_id: str, role: RoleProfile | None) -> Disclosed:
    """Return what a candidate may read of what was noted, after that was written down.

    Args:
        role: Of their procedure; None where none was locked.

    Raises:
        UsageFault: "registry_no_such_release".
    """
    now = deps.mark_ms()
    row = deps.store.profiles.row(release_id, now)
    if row is None:
        raise UsageFault("registry_no_such_release")
    with deps.store.transaction():
        registry_reads.note(deps, [release_id], "exported", now)
        deps.note("notes_disclosed", release_id)
    made = sheet(deps, release_id, role) if role is not None and not role.is_empty else None
    return Disclosed(row.code, now, notes_of(deps, release_id), made)


# As JSON (interview-notes.schema.json)


def as_json(told: Disclosed) -> bytes:
    document: dict[str, Any] = {
        "contract": "progrez.interview-notes/1",
        "code": told.code,
        "made_ms": told.made_ms,
        "notes": [_note(one) for one in told.notes],
    }
    if told.sheet is not None:
        document["combination"] = _sheet(told.sheet)
    return (json.dumps(document, indent=2, ensure_ascii=False) + "\n").encode()


def _note(note: Note) -> dict[str, Any]:
    found = {"skill": note.skill, "probe": note.probe, "rating": note.rating, "text": note.text}
    told = {name: value for name, value in found.items() if value is not None}
    probe = probe_of(note.probe) if note.probe else None
    question = {"question": dict(probe.situation)} if probe else {}
    return {**told, **question, "by": note.by, "at_ms": note.at_ms}


def _sheet(made: Sheet) -> dict[str, Any]:
    def ends(low: float, high: float, at: float | None) -> dict[str, Any]:
        return {"low": round(low, 1), "high": round(high, 1), "at": None if at is None else round(at, 1)}

    told: dict[str, Any] = {
        "parts": [
            {"part": one.method, "weight": round(one.weight, 4)}
            | (ends(one.told.low, one.told.high, one.told.at) if one.told else {"missing": True})
            for one in made.weighings
        ],
        "sum": ends(made.total.low, made.total.high, made.total.at),
    }
    if made.sample is not None:
        sample = made.sample
        told["sample"] = {
            **{"what": sample.what, "value": sample.value, "lowest": sample.lowest, "highest": sample.highest},
            **{"error": sample.error, "by": sample.by, "at_ms": sample.at_ms},
        }
    if made.override is not None:
        one = made.override
        told["override"] = {"instead": one.instead, "reason": one.reason, "by": one.by, "at_ms": one.at_ms}
    return told


# As a letter


def as_pdf(told: Disclosed, words: Words) -> bytes:
    from progrez_desktop.core.documents.letter import render_letter

    return render_letter(letter(told, words))


def letter(told: Disclosed, words: Words) -> "Letter":
    """Return the letter to the candidate, in a language."""
    from progrez_desktop.core.documents.letter import Letter

    facts = (
        (words("notes.letter.code"), told.code),
        (words("notes.letter.made"), words.day(day_of(told.made_ms))),
        (words("notes.letter.lines"), str(len(told.notes))),
    )
    parts = (*_undrawn(told, words), *_noted(told, words), *_combined(told, words), _rights(words))
    title, lead = words("notes.letter.title"), words("notes.letter.lead")
    return Letter(title, lead, facts, tuple(parts), words.language, day_of(told.made_ms))


def undrawn(told: Disclosed) -> tuple[str, ...]:
    """Return the signs that no font here has: the letter shows a mark in their place, the data have them."""
    from progrez_desktop.core.documents.fonts import missing_characters

    override = told.sheet.override if told.sheet is not None else None
    texts = [text for note in told.notes for text in (note.text, note.by)]
    return missing_characters("".join([*texts, override.reason if override is not None else ""]))


def _undrawn(told: Disclosed, words: Words) -> "Iterator[Part]":
    from progrez_desktop.core.documents.letter import Part

    if undrawn(told):
        yield Part(words("notes.letter.undrawn.title"), (words("notes.letter.undrawn"),))


def _noted(told: Disclosed, words: Words) -> "Iterator[Part]":
    from progrez_desktop.core.documents.letter import Part

    if not told.notes:
        yield Part(words("notes.letter.none.title"), (words("notes.letter.none"),))
    for note in told.notes:
        probe = probe_of(note.probe) if note.probe else None
        title = probe.situation[words.language] if probe else note.probe or words("notes.remark")
        lines = [line for line in note.text.splitlines() if line.strip()]
        if note.rating is not None:
            means = probe.anchors[note.rating - 1][words.language] if probe else ""
            lines.insert(0, words("notes.letter.rating", rating=note.rating, means=means))
        yield Part(title, (*lines, words("notes.letter.by", by=note.by, at=words.moment(note.at_ms))))


def _combined(told: Disclosed, words: Words) -> "Iterator[Part]":
    from progrez_desktop.core.documents.letter import Part

    if told.sheet is not None:
        yield Part(words("combine.title"), (words("combine.lead"), *sentences(told.sheet, words)))


def _rights(words: Words) -> "Part":
    from progrez_desktop.core.documents.letter import Part

    return Part(words("notes.letter.rights.title"), (words("notes.letter.rights"),))


def sentences(made: Sheet, words: Words) -> list[str]:
    """Return a sheet in sentences, as the command line and the letter say it."""
    parts = [weighing_sentence(one, words) for one in made.weighings]
    return [*parts, *assumed(made, words), sum_sentence(made.total, words), *override_sentences(made.override, words)]


def weighing_sentence(one: Weighing, words: Words) -> str:
    """Say what one part is, with its margin and its weight."""
    named = {"part": words(f"combine.part.{one.method}"), "weight": round(one.weight * 100)}
    if one.told is None:
        return words("combine.line.missing", **named)
    ends = {"low": round(one.told.low), "high": round(one.told.high)}
    if one.told.at is None:
        return words("combine.line.some", **named, **ends)
    return words("combine.line", at=round(one.told.at), **named, **ends)


def assumed(made: Sheet, words: Words) -> list[str]:
    """Say what was entered by hand, and what was assumed because nobody measured it."""
    rated = next(one for one in made.weighings if one.method == "interview")
    told = [words("combine.ratings.assumed" if rated.told is not None else "combine.ratings.until")]
    if made.sample is not None:
        sample = made.sample
        numbers = {name: f"{getattr(sample, name):g}" for name in ("value", "lowest", "highest")}
        told.append(words("combine.sample", what=sample.what, by=sample.by, **numbers))
        if sample.error is None:
            told.append(words("combine.sample.assumed"))
    return told


def sum_sentence(total: Weighed, words: Words) -> str:
    ends = {"low": round(total.low), "high": round(total.high)}
    if total.at is None:
        return words("combine.no_sum", **ends)
    return words("combine.sum", at=round(total.at), **ends)


def override_sentences(one: Override | None, words: Words) -> list[str]:
    """Say what a person put in the place of the sum, and why."""
    if one is None:
        return []
    return [
        words("combine.override", instead=one.instead, by=one.by, at=words.moment(one.at_ms)),
        words("combine.override.reason", reason=one.reason),
    ]
