"""The papers of an evidence pack: what it holds and misses, and skeletons that people have to finish."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from progrez_desktop.core.documents import article
from progrez_desktop.core.documents.article import Article, Block, Bullets, Cell, Chapter, Column, Note, Paragraph, Row
from progrez_desktop.core.model.consent import PURPOSES
from progrez_desktop.core.services.recruiting.evidence_parts import Missing, Part
from progrez_desktop.core.words import Words


@dataclass(frozen=True)
class Configuration:
    """What skeletons are filled with."""

    organisation: str
    organisation_id: str
    server: str | None
    purposes: tuple[str, ...]
    """Those that people who are here allowed."""
    longest_days: int | None
    people: str
    """How many profiles are here, in words that tell of no few."""
    assessment: str
    bank: str
    norms: tuple[str, ...]
    skills: tuple[str, ...]
    reader: str | None


DPIA = ("what", "data", "retention", "necessity", "risks", "measures", "rights", "views", "conclusion")
COUNCIL = ("plan", "scope", "reasons", "staff", "measures", "questions", "answer")


def cover(about: str, parts: Sequence[Part], missing: Sequence[Missing], words: Words, made: date) -> Article:
    """Return what is in a pack, article by article, and what is not."""
    listed = article.Table(
        "parts",
        "",
        article.text(words("evidence.cover.parts")),
        tuple(Column(words(f"evidence.column.{name}")) for name in ("file", "asked", "what")),
        tuple(
            Row((Cell(part.name), Cell(", ".join(part.asked)), Cell(words(f"evidence.part.{part.what}"))))
            for part in parts
        ),
    )
    gaps = article.Table(
        "missing",
        "",
        article.text(words("evidence.cover.missing")),
        tuple(Column(words(f"evidence.column.{name}")) for name in ("asked", "why")),
        tuple(Row((Cell(", ".join(one.asked)), Cell(words(f"evidence.missing.{one.what}")))) for one in missing),
    )
    chapters = (
        Chapter("holds", 1, words("evidence.cover.holds"), (listed,)),
        Chapter("misses", 2, words("evidence.cover.misses"), (gaps,)),
        Chapter("check", 3, words("evidence.cover.check"), (Paragraph(article.text(words("evidence.cover.how"))),)),
    )
    return _paper(words("evidence.cover.title"), about, words("evidence.cover.lead"), chapters, words, made)


def dpia(of: Configuration, words: Words, made: date) -> Article:
    chapters = tuple(_chapters("dpia", DPIA, of, words))
    title, lead = words("evidence.dpia.title"), words("evidence.dpia.lead")
    return _paper(title, of.organisation, lead, chapters, words, made)


def works_council(of: Configuration, words: Words, made: date) -> Article:
    chapters = tuple(_chapters("council", COUNCIL, of, words))
    title, lead = words("evidence.council.title"), words("evidence.council.lead")
    return _paper(title, of.organisation, lead, chapters, words, made)


def _chapters(paper: str, names: Sequence[str], of: Configuration, words: Words) -> Iterator[Chapter]:
    filled = _filled(of, words)
    for number, name in enumerate(names, start=1):
        key = f"evidence.{paper}.{name}"
        yield Chapter(name, number, words(f"{key}.title"), tuple(_blocks(key, filled, words)))


def _blocks(key: str, filled: dict[str, Any], words: Words) -> Iterator[Block]:
    """Give what is known, and set apart what only people can say."""
    if f"{key}.text" in words:
        first, *others = words(f"{key}.text", **filled).split("\n")
        yield Paragraph(article.text(first))
        if others:
            yield Bullets(tuple(map(article.text, others)))
    yield from (Note(article.text(words("evidence.to_fill", what=what))) for what in words(f"{key}.open").split("\n"))


def _filled(of: Configuration, words: Words) -> dict[str, Any]:
    purposes = [words(f"consent.{name}.title") for name in PURPOSES if name in of.purposes]
    days = words("evidence.none") if of.longest_days is None else words.plural("evidence.days", of.longest_days)
    return {
        "organisation": of.organisation,
        "id": of.organisation_id,
        "server": of.server or words("evidence.no_server"),
        "purposes": "; ".join(purposes) or words("evidence.none"),
        "days": days,
        "people": of.people,
        "assessment": of.assessment,
        "bank": of.bank,
        "norms": "; ".join(of.norms),
        "skills": ", ".join(of.skills),
        "reader": of.reader or words("evidence.none"),
    }


def _paper(title: str, subtitle: str, lead: str, chapters: tuple[Chapter, ...], words: Words, made: date) -> Article:
    return Article(
        title=title,
        subtitle=subtitle,
        lead=article.text(lead),
        facts=((words("statistics.fact.made"), words.day(made)),),
        contents=words("statistics.contents"),
        running=f"{title}: {subtitle}",
        page=words.template("statistics.page"),
        language=words.language,
        author=subtitle,
        made=made,
        chapters=chapters,
    )
