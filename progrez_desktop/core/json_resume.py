"""A CV as JSON Resume (jsonresume.org, schema 1.x), and what of somebody's JSON Resume fits into the details here."""

import json
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from progrez_desktop.core.cv import score_in_words
from progrez_desktop.core.details import parsed_period
from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.json_document import read_json_document
from progrez_desktop.core.model.cv import CvDocument, CvEntry, CvLook, CvSection, CvSkill
from progrez_desktop.core.model.details import (
    COLUMNS,
    LONGEST_LINE,
    LONGEST_TEXT,
    MOST_ENTRIES,
    Entry,
    ListName,
    MyDetails,
)
from progrez_desktop.core.texts import clean_text
from progrez_desktop.core.words import Words

_SCHEMA = "https://raw.githubusercontent.com/jsonresume/resume-schema/v1.0.0/schema.json"
_OURS = "x_progrez"
"""What JSON Resume has no place for: our periods as they are written, birth date, margins of scores."""
_DAY = re.compile(r"[12]\d{3}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")
_MAIL = re.compile(r"[\w+-]+(?:\.[\w+-]+)*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z0-9]{2,}", re.ASCII)
_ADDRESS_OF_WEB = re.compile(r"https?://[A-Za-z0-9.-]+(?::\d{1,5})?(?:/[\w.~!$&'()*+,;=:@/-]*)?", re.ASCII)
"""No more than every reader of the schema takes for one; any other spelling goes where any text may stand."""

Json = dict[str, Any]


# Out


def json_resume(document: CvDocument, words: Words, look: CvLook) -> bytes:
    """Return the content of one CV as JSON Resume: the same bytes for the same CV."""
    content: Json = {"$schema": _SCHEMA, "basics": _basics(document)}
    skills = [_soft_skill(skill, words, look) for skill in document.skills]
    for section in document.sections:
        if section.kind in _OUT:
            key, make, days = _OUT[section.kind]
            content[key] = [_with_period(make(entry), entry.period, days) for entry in section.entries]
        elif section.kind == "code":
            skills += _code(section)
    if skills:
        content["skills"] = skills
    content["meta"] = {"version": "v1.0.0", "lastModified": f"{document.made}T00:00:00"}
    content[_OURS] = {"language": document.language, "blind": document.is_blind, **_explained(document.sections)}
    # Composed, as it is drawn: a name is one document whichever way a keyboard spells it.
    return unicodedata.normalize("NFC", json.dumps(content, ensure_ascii=False, indent=1)).encode() + b"\n"


def _basics(document: CvDocument) -> Json:
    mail = next((line for line in document.contact if _MAIL.fullmatch(line.strip())), "")
    personal = dict(document.personal)
    basics = _full(name="" if document.is_blind else document.full_name, email=mail.strip(), summary=document.summary)
    if address := personal.pop("address", ""):
        basics["location"] = {"address": address}
    return basics | _ours(**personal, contact=[line for line in document.contact if line != mail])


def _soft_skill(skill: CvSkill, words: Words, look: CvLook) -> Json:
    days = _full(measured=str(skill.measured), valid_until=str(skill.valid_until or ""))
    stens = {"sten": skill.sten, "low": skill.low, "high": skill.high} if look.numbers else {}
    return {
        "name": skill.name,
        "level": score_in_words(skill, words, numbers=look.numbers),
        _OURS: {"norm": skill.norm, **days, **stens},
    }


def _code(section: CvSection) -> list[Json]:
    """Programming languages. Where a line says what their shares are of, they are no levels and stand under ours."""
    basis = " ".join(entry.text for entry in section.entries if entry.text and not entry.title)
    named = [entry for entry in section.entries if entry.title]
    if basis:
        return [_full(name=entry.title) | _ours(share=entry.period, basis=basis) for entry in named]
    return [_full(name=entry.title, level=entry.period) for entry in named]


def _explained(sections: tuple[CvSection, ...]) -> Json:
    """What the scores on it mean and rest on, which a reader needs beside them."""
    explained: Json = {}
    for section in sections:
        if section.kind in ("skills", "basis"):
            explained[section.kind] = [_full(**vars(entry)) for entry in section.entries]
    return explained


def _work(entry: CvEntry) -> Json:
    return _full(position=entry.title, name=entry.organisation, summary=entry.text)


def _volunteer(entry: CvEntry) -> Json:
    return _full(position=entry.title, organization=entry.organisation, summary=entry.text)


def _education(entry: CvEntry) -> Json:
    return _full(area=entry.title, institution=entry.organisation) | (
        {_OURS: {"text": entry.text}} if entry.text else {}
    )


def _certificate(entry: CvEntry) -> Json:
    return _full(name=entry.title, issuer=entry.organisation) | _ours(text=entry.text)


def _language(entry: CvEntry) -> Json:
    return _full(language=entry.title, fluency=entry.period)


def _project(entry: CvEntry) -> Json:
    where = "url" if _ADDRESS_OF_WEB.fullmatch(entry.organisation) else "entity"
    return _full(name=entry.title, description=entry.text, **{where: entry.organisation})


_FROM_TO = ("startDate", "endDate")
_OUT: Mapping[str, tuple[str, Callable[[CvEntry], Json], tuple[str, ...]]] = {
    "work": ("work", _work, _FROM_TO),
    "education": ("education", _education, _FROM_TO),
    "volunteering": ("volunteer", _volunteer, _FROM_TO),
    "development": ("certificates", _certificate, ("date",)),
    "projects": ("projects", _project, _FROM_TO),
    "languages": ("languages", _language, ()),
}
"""Where each list goes, how one entry is said, and which days it has."""


def _with_period(made: Json, period: str, names: tuple[str, ...]) -> Json:
    """Add the days that the schema can say, and the period as it is written, which may be more than days."""
    if not period or not names:
        return made
    days = {name: day for name, day in zip(names, parsed_period(period), strict=False) if _DAY.fullmatch(day)}
    return made | days | {_OURS: {**made.get(_OURS, {}), "period": period}}


def _full(**texts: Any) -> Json:
    return {key: text for key, text in texts.items() if text}


def _ours(**texts: Any) -> Json:
    return {_OURS: kept} if (kept := _full(**texts)) else {}


# In


@dataclass(frozen=True)
class Taken:
    """What of a JSON Resume would be taken, before anything of it is."""

    address: str
    lists: Mapping[ListName, tuple[Entry, ...]]
    left_out: tuple[str, ...]
    """Parts of the file that have no place here, by the names that they have there, sorted."""

    @property
    def is_empty(self) -> bool:
        return not self.address and not self.lists


def parse_json_resume(data: bytes) -> Taken:
    """Return what a JSON Resume holds for the details here. Its shape has to be right; its days may be any text.

    Raises:
        DataFault: As `read_json_document`; `not_json_resume` where no part of one is there, `resume_nothing_to_take`.
    """
    content = _read(data)
    if not any(content.get(key) for key in (*_IN, *_ONLY_THERE, "basics")):
        raise DataFault("not_json_resume")
    lists: dict[ListName, tuple[Entry, ...]] = {}
    for key, (name, read) in _IN.items():
        entries = (_within(read(entry), name) for entry in content.get(key) or ())
        lists[name] = lists.get(name, ()) + tuple(entry for entry in entries if not entry.is_empty)
    address = _address((content.get("basics") or {}).get("location") or {})
    kept = {name: entries[:MOST_ENTRIES] for name, entries in lists.items() if entries}
    taken = Taken(address[:LONGEST_LINE], kept, tuple(sorted(_left_out(content))))
    if taken.is_empty:
        raise DataFault("resume_nothing_to_take")
    return taken


def _read(data: bytes) -> Any:
    try:
        return read_json_document(data, "json-resume")
    except DataFault as fault:
        if fault.params.get("place") == "/":  # a list, a number, a thousand brackets: not even the beginning is of one
            raise DataFault("not_json_resume") from fault
        raise


def with_taken(details: MyDetails, taken: Taken) -> MyDetails:
    """Return the details with what was taken behind what is there; what is there already is not taken twice."""
    for name, entries in taken.lists.items():
        there = details.entries(name)
        fresh = tuple(dict.fromkeys(entry for entry in entries if entry not in there))
        details = details.with_entries(name, (there + fresh)[:MOST_ENTRIES])
    if taken.address and not details.fact("address").strip():
        details = details.with_fact("address", taken.address)
    return details


def _entry(item: Json, title: str, organisation: str = "", *texts: object, **others: str) -> Entry:
    ours = item.get(_OURS) or {}
    lines = [line for text in texts for line in (text if isinstance(text, list) else [text]) if line]
    start, end = str(item.get("startDate") or item.get("date") or ""), str(item.get("endDate") or "")
    if period := ours.get("period"):
        start, end = parsed_period(str(period))
    text = str(ours.get("text") or "\n".join(map(str, lines)))
    return Entry(title, organisation, start, end, text=text, **others)


def _from_work(item: Json) -> Entry:
    place = item.get("name") or item.get("company")  # its name before version 1.0 of the schema
    made = _entry(item, _line(item, "position"), str(place or ""), item.get("summary"), item.get("highlights"))
    return _going_on(made, item)


def _from_volunteer(item: Json) -> Entry:
    where = _line(item, "organization")
    return _going_on(_entry(item, _line(item, "position"), where, item.get("summary"), item.get("highlights")), item)


def _from_education(item: Json) -> Entry:
    title = " ".join(part for part in (_line(item, "studyType"), _line(item, "area")) if part)
    return _entry(item, title, _line(item, "institution"), item.get("courses"))


def _from_certificate(item: Json) -> Entry:
    return _entry(item, _line(item, "name"), _line(item, "issuer"))


def _from_award(item: Json) -> Entry:
    return _entry(item, _line(item, "title"), _line(item, "awarder"), item.get("summary"))


def _from_language(item: Json) -> Entry:
    return Entry(title=_line(item, "language"), level=_line(item, "fluency"))


def _from_project(item: Json) -> Entry:
    where = _line(item, "url") or _line(item, "entity")
    return _entry(item, _line(item, "name"), "", item.get("description"), item.get("highlights"), link=where)


_IN: Mapping[str, tuple[ListName, Callable[[Json], Entry]]] = {
    "work": ("work", _from_work),
    "education": ("education", _from_education),
    "volunteer": ("volunteering", _from_volunteer),
    "certificates": ("development", _from_certificate),
    "awards": ("development", _from_award),
    "languages": ("languages", _from_language),
    "projects": ("projects", _from_project),
}
_ONLY_THERE = ("skills", "interests", "publications", "references")
_OF_BASICS = ("name", "label", "image", "email", "phone", "url", "summary", "profiles")


def _line(item: Json, name: str) -> str:
    return str(item.get(name) or "")


def _going_on(entry: Entry, item: Json) -> Entry:
    """A job with a first day and no last one goes on, as the schema has it."""
    goes_on = entry.start and not entry.end and not (item.get(_OURS) or {}).get("period")
    return replace(entry, end="now") if goes_on else entry


def _within(entry: Entry, name: ListName) -> Entry:
    """The entry in the columns that its list has, none longer than it may be."""
    texts: dict[str, str] = {}
    for column in COLUMNS[name]:
        text = clean_text(getattr(entry, column))
        texts[column] = text[:LONGEST_TEXT] if column == "text" else " ".join(text.split())[:LONGEST_LINE]
    return Entry(**texts)


def _address(location: Json) -> str:
    town = " ".join(part for part in (_line(location, "postalCode"), _line(location, "city")) if part)
    parts = (_line(location, "address"), town, _line(location, "region"), _line(location, "countryCode"))
    return ", ".join(" ".join(clean_text(part).split()) for part in parts if part)


def _left_out(content: Json) -> Iterator[str]:
    yield from (key for key in _ONLY_THERE if content.get(key))
    yield from (f"basics.{key}" for key in _OF_BASICS if (content.get("basics") or {}).get(key))
