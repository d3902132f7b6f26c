"""What of a person's details stands on their CV, and how a list of them is put in order. Pure."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import TypeVar

from progrez_desktop.core.github import percent
from progrez_desktop.core.model.cv import CvEntry, CvSection
from progrez_desktop.core.model.details import FACTS, LISTS, NEVER_RELEASED, Entry, FactName, MyDetails
from progrez_desktop.core.model.public_work import PublicWork
from progrez_desktop.core.words import LANGUAGES, Words

T = TypeVar("T")

_NOW = ("now", "present", "today", "current", "nu", "heden", "vandaag")
_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})|(\d{1,2})[-./ ](\d{1,2})[-./ ](\d{4})")

_POSTAL = re.compile(r"\b(\d{4})\s?([A-Za-z]{2})\b")


def moved(items: Sequence[T], at: int, to: int) -> tuple[T, ...]:
    """Return the same items with the one at `at` in the place `to`, which may lie beyond the ends."""
    rest = [item for number, item in enumerate(items) if number != at]
    rest.insert(max(0, min(to, len(rest))), items[at])
    return tuple(rest)


def sections_of(details: MyDetails, words: Words) -> tuple[CvSection, ...]:
    """Return the lists that the person wants on the CV, in the order of the CV, without empty entries.

    Programming languages come last, with their shares and a line that says what those are of.
    """
    found = []
    for name in LISTS:
        entries = [entry for entry in details.entries(name) if not is_blank(entry)]
        if entries and details.is_on_cv(name):
            found.append(CvSection(name, tuple(_entry(entry, words) for entry in entries)))
    if details.public_work is not None and details.public_work.languages and details.is_on_cv("code"):
        found.append(CvSection("code", tuple(_code(details.public_work, words))))
    return tuple(found)


def personal_of(details: MyDetails, words: Words) -> tuple[tuple[FactName, str], ...]:
    """Return the single things that the person wants on the CV."""
    return tuple(_facts(details, words))


def is_blank(entry: Entry) -> bool:
    """Whether nothing but white space was typed."""
    return not any(text.strip() for text in (entry.title, entry.organisation, entry.start, entry.end)) and not any(
        text.strip() for text in (entry.level, entry.link, entry.text)
    )


def period_text(start: str, end: str, words: Words) -> str:
    """Return how long something lasted, in words of the CV's language: "2021–2023", "2023 to now"."""
    start, end = start.strip(), end.strip()
    if end.casefold() in _NOW:
        return words("cv.period.now", start=start) if start else words("cv.period.only_now")
    if start and end:
        return f"{start}–{end}"
    return start or (words("cv.period.until", end=end) if end else "")


def parsed_period(text: str) -> tuple[str, str]:
    """Return start and end of what `period_text` made, in any language of ours; what is none is all start."""
    for language in LANGUAGES:
        words = Words(language)
        if text == words("cv.period.only_now"):
            return "", _NOW[0]
        if found := _as_made(words.template("cv.period.now"), "start", text):
            return found, _NOW[0]
        if found := _as_made(words.template("cv.period.until"), "end", text):
            return "", found
    start, dash, end = text.partition("–")
    return (start.strip(), end.strip()) if dash and start.strip() and end.strip() else (text, "")


def _as_made(template: str, name: str, text: str) -> str:
    before, after = template.split("{" + name + "}")
    whole = text.startswith(before) and text.endswith(after) and len(text) > len(before) + len(after)
    return text[len(before) : len(text) - len(after)] if whole else ""


def _facts(details: MyDetails, words: Words) -> Iterator[tuple[FactName, str]]:
    for name in FACTS:
        text = details.fact(name).strip()
        if text and details.is_on_cv(name):
            yield name, written_day(text, words) if name == "birth_date" else text


def known_of(details: MyDetails) -> tuple[str, ...]:
    """Return what tells who somebody is, whether or not it stands on the CV, in each way in which it is often written.

    Of an address its parts with a figure: the street and the postal code. The name of a town alone is in many others.
    """
    facts, address = [details.fact(name) for name in NEVER_RELEASED], details.fact("address")
    parts = [part.strip() for part in re.split(r"[,;\n]", address) if re.search(r"\d", part)]
    codes = [f"{figures}{space}{letters}" for figures, letters in _POSTAL.findall(address) for space in ("", " ")]
    user = (details.public_work.user,) if details.public_work is not None else ()
    return (*facts, *parts, *codes, *_spellings(details.fact("birth_date")), *user)


def written_day(text: str, words: Words) -> str:
    """Return a day that was typed in figures, year or day first, written out; any other text as it is."""
    day = _day(text)
    return text if day is None else words.day(day)


def _spellings(text: str) -> Iterator[str]:
    day = _day(text)
    if day is None:
        return
    yield from (Words(language).day(day) for language in LANGUAGES)
    for mark in "-/. ":
        for order in ("{0}{3}{1:02}{3}{2:02}", "{2:02}{3}{1:02}{3}{0}", "{2}{3}{1}{3}{0}"):
            yield order.format(day.year, day.month, day.day, mark)


def _day(text: str) -> date | None:
    found = _DAY.fullmatch(text.strip())
    if found is None:
        return None
    year, month, day = (found[1], found[2], found[3]) if found[1] else (found[6], found[5], found[4])
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        return None


def _code(work: PublicWork, words: Words) -> Iterator[CvEntry]:
    for one in work.languages:
        share = words("code.share", percent=percent(one.bytes, work.total_bytes))
        yield CvEntry(title=one.name, period=share)
    yield CvEntry(text=words.plural("code.basis", work.counted, date=words.date(work.at_ms)))


def _entry(entry: Entry, words: Words) -> CvEntry:
    return CvEntry(
        title=entry.title.strip(),
        organisation=entry.organisation.strip() or entry.link.strip(),
        period=entry.level.strip() or period_text(entry.start, entry.end, words),
        text=entry.text.strip(),
    )
