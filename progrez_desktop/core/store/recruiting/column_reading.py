"""How the columns of a registry's list are read from its table, some thousands of rows at a time."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.store.database import Database, Row
from progrez_desktop.core.store.packed_scores import ONE
from progrez_desktop.core.store.recruiting.folded_texts import FoldedTexts

Numbers = NDArray[Any]

_ROW = (
    "r.number, r.code, r.assessment, r.purposes, r.released_ms, r.until_ms, coalesce(r.quality, ''), r.scores, "
    "EXISTS (SELECT 1 FROM read d WHERE d.release_id = r.id AND d.event = 'opened'), coalesce(b.folded, '')"
)
_FROM = "FROM release r LEFT JOIN background b ON b.release_id = r.id WHERE r.place <> 'aside'"
_AT_ONCE = 4000
_SCORE = np.dtype(
    [
        *(("skill", "<u2"), ("sten", "u1"), ("low", "u1"), ("high", "u1"), ("spare", "u1")),
        *(("exact", "<u2"), ("error", "<u2")),
    ]
)
_KEPT = np.dtype([("low", "u1"), ("high", "u1"), ("exact", "<u2"), ("error", "<u2")])
"""Of one skill of one row; a high end of 0: no score."""


@dataclass(frozen=True)
class Names:
    """Few different names of many rows."""

    of: list[str]
    place: Numbers


@dataclass(frozen=True)
class Held:
    """All rows that are in order, by column."""

    number: Numbers
    code: Numbers
    released_ms: Numbers
    until_ms: Numbers
    is_read: Numbers
    assessment: Names
    purposes: Names
    quality: Names
    skills: Mapping[str, Numbers]
    background: FoldedTexts
    damaged: Numbers
    """Numbers of the others."""


def read(database: Database, only: Sequence[int] | None = None, is_stopped: Callable[[], bool] = lambda: False) -> Held:
    """Return the rows of the list, or those with these numbers.

    Raises:
        UsageFault: "stopped": it was not wanted any more.
    """
    skills: dict[int, str] = dict(database.rows("SELECT number, id FROM skill"))
    parts = [_held([], skills)]
    for rows in _in_turns(database, only):
        if is_stopped():
            raise UsageFault("stopped")
        parts.append(_held(rows, skills))
    return joined(*parts)


def _in_turns(database: Database, only: Sequence[int] | None) -> Iterator[list[Row]]:
    if only is not None:
        chosen = f"SELECT {_ROW} {_FROM} AND r.number IN (SELECT value FROM json_each(?)) ORDER BY r.number"  # noqa: S608
        yield database.rows(chosen, (json.dumps(list(only)),))
        return
    after = 0
    while found := database.rows(
        f"SELECT {_ROW} {_FROM} AND r.number > ? ORDER BY r.number LIMIT ?",
        (after, _AT_ONCE),
    ):
        yield found
        after = found[-1][0]


def _held(rows: list[Row], skills: Mapping[int, str]) -> Held:
    sound = [isinstance(row[7], bytes) and not len(row[7]) % ONE.size for row in rows]
    broken = [row[0] for row, is_sound in zip(rows, sound, strict=True) if not is_sound]
    rows = [row for row, is_sound in zip(rows, sound, strict=True) if is_sound]
    numbers, codes, assessments, purposes, released, until, qualities, scores, opened, texts = (
        zip(*rows, strict=True) if rows else ([] for _ in range(10))
    )
    columns, wrong = score_columns(scores, skills)
    found = Held(
        number=np.array(numbers, np.int64),
        code=np.array([code.encode("ascii", "replace") for code in codes], "S"),
        released_ms=np.array(released, np.int64),
        until_ms=np.array(until, np.int64),
        is_read=np.array(opened, np.bool_),
        assessment=_names(assessments),
        purposes=_names(purposes),
        quality=_names(qualities),
        skills=columns,
        background=FoldedTexts.of([(n, text) for n, text in zip(numbers, texts, strict=True) if text]),
        damaged=np.array(broken, np.int64),
    )
    return without(found, found.number[wrong], are_damaged=True) if wrong.any() else found


def score_columns(scores: Sequence[bytes], skills: Mapping[int, str]) -> tuple[dict[str, Numbers], Numbers]:
    """Return the scores of each skill, and which rows hold one that can't be; each is whole in its length."""
    lengths = np.fromiter((len(one) // ONE.size for one in scores), np.int64, len(scores))
    row = np.repeat(np.arange(len(scores)), lengths)
    each = np.frombuffer(b"".join(scores), _SCORE)
    scored = each["sten"] > 0
    in_order = (each["low"] >= 1) & (each["low"] <= each["sten"]) & (each["sten"] <= each["high"])
    in_order &= (each["high"] <= 10) & (each["exact"] >= 1000) & (each["exact"] <= 10_000) & (each["error"] > 0)
    known = np.isin(each["skill"], np.array(list(skills), np.int64))
    wrong = np.zeros(len(scores), np.bool_)
    wrong[row[~known | (scored & ~in_order)]] = True
    columns = {}
    for number in np.unique(each["skill"]).tolist():
        if number in skills:
            chosen = (each["skill"] == number) & scored
            column = np.zeros(len(scores), _KEPT)
            for name in ("low", "high", "exact", "error"):
                column[name][row[chosen]] = each[name][chosen]
            columns[skills[number]] = column
    return columns, wrong


def _names(texts: Sequence[str]) -> Names:
    place_of: dict[str, int] = {}
    places = [place_of.setdefault(text, len(place_of)) for text in texts]
    return Names(list(place_of), np.array(places, np.int32))


def without(held: Held, gone: Numbers, *, are_damaged: bool = False) -> Held:
    """Return the columns without these rows."""
    stays = ~np.isin(held.number, gone)
    damaged = held.damaged[~np.isin(held.damaged, gone)]
    return Held(
        number=held.number[stays],
        code=held.code[stays],
        released_ms=held.released_ms[stays],
        until_ms=held.until_ms[stays],
        is_read=held.is_read[stays],
        assessment=_only(held.assessment, stays),
        purposes=_only(held.purposes, stays),
        quality=_only(held.quality, stays),
        skills={skill: column[stays] for skill, column in held.skills.items()},
        background=held.background.without(gone),
        damaged=np.concatenate([damaged, gone]) if are_damaged else damaged,
    )


def _only(names: Names, stays: Numbers) -> Names:
    return Names(names.of, names.place[stays])


def joined(*parts: Held) -> Held:
    """Return the rows of all of them; no row is in two."""
    skills = list(dict.fromkeys(skill for part in parts for skill in part.skills))
    return Held(
        number=np.concatenate([part.number for part in parts]),
        code=np.concatenate([part.code for part in parts]),
        released_ms=np.concatenate([part.released_ms for part in parts]),
        until_ms=np.concatenate([part.until_ms for part in parts]),
        is_read=np.concatenate([part.is_read for part in parts]),
        assessment=_joined_names([part.assessment for part in parts]),
        purposes=_joined_names([part.purposes for part in parts]),
        quality=_joined_names([part.quality for part in parts]),
        skills={skill: np.concatenate([_column(part, skill) for part in parts]) for skill in skills},
        background=_joined_texts([part.background for part in parts]),
        damaged=np.concatenate([part.damaged for part in parts]),
    )


def _column(part: Held, skill: str) -> Numbers:
    return part.skills[skill] if skill in part.skills else np.zeros(len(part.number), _KEPT)


def _joined_names(parts: Sequence[Names]) -> Names:
    of = list(dict.fromkeys(name for part in parts for name in part.of))
    places = [np.array([of.index(name) for name in part.of] or [0], np.int32)[part.place] for part in parts]
    return Names(of, np.concatenate(places))


def _joined_texts(parts: Sequence[FoldedTexts]) -> FoldedTexts:
    """Their numbers rise where those of the parts do, one after the other; else they are put in order."""
    begins, at = [], 0
    for part in parts:
        begins.append(part.begins + at)
        at += len(part.blob)
    number = np.concatenate([part.number for part in parts])
    found = FoldedTexts(number, np.concatenate(begins), b"".join(part.blob for part in parts))
    if (np.diff(number) > 0).all():
        return found
    return FoldedTexts.of(sorted(found.each()))
