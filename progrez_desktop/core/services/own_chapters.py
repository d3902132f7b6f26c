"""Chapters of a person's own copy about who they are and what was said and kept beside their results."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from progrez_desktop.core.documents import article
from progrez_desktop.core.documents.article import Block, Run
from progrez_desktop.core.model.accommodations import Accommodations
from progrez_desktop.core.model.details import COLUMNS, FACTS, LISTS, Entry, ListName, MyDetails, PartName
from progrez_desktop.core.model.public_work import PublicWork
from progrez_desktop.core.model.rating import RatedSkill
from progrez_desktop.core.model.retention import Term
from progrez_desktop.core.services import my_data, notices, ratings
from progrez_desktop.core.services.deps import Session
from progrez_desktop.core.services.retention import Kept
from progrez_desktop.core.words import Words

Names = Mapping[str, str]
"""What skills or questions are called, by id."""


def plain(text: str) -> article.Text:
    return (Run(text),)


def strong(text: str) -> article.Paragraph:
    return article.Paragraph((Run(text, is_strong=True),))


def paragraph(text: str) -> article.Paragraph:
    return article.Paragraph(plain(text))


def bullets(items: Sequence[str]) -> article.Bullets:
    return article.Bullets(tuple(map(plain, items)))


# About the person


def about(session: Session, words: Words) -> Iterator[Block]:
    """What they typed for their CV, took over from GitHub, and wanted kept."""
    details, age = session.safe.own_details.read(), session.safe.own_age.years()
    found = [*_facts(details, words), *_lists(details, words), *_public_work(details, words)]
    if helps := helped_by(session.safe.ease.kept(), words):
        found.append(paragraph(words("own_copy.about.helps", what=helps)))
    if age is not None:
        found.append(paragraph(words("own_copy.about.age", years=age)))
    yield from found or [paragraph(words("own_copy.none"))]


def helped_by(own: Accommodations, words: Words) -> str:
    """Return what helps somebody in words, joined; nothing, where nothing was chosen."""
    told = [words(f"ease.{name}.title") for name in ("read_aloud", "calm", "no_times", "hide_time") if vars(own)[name]]
    told += [words("ease.text.of", percent=own.text_percent)] if own.text_percent else []
    told += [words.plural("ease.breaks.told", own.break_every_min)] if own.break_every_min else []
    told += [words("ease.extra.told", percent=own.extra_time_percent)] if own.extra_time_percent else []
    told += [words(f"ease.questions_in.told.{own.questions_in}")] if own.questions_in else []
    return "; ".join(told)


def _facts(details: MyDetails, words: Words) -> Iterator[Block]:
    told = [
        f"{words(f'details.{name}')}: {details.fact(name)} ({_switch(details, name, words)})"
        for name in FACTS
        if details.fact(name)
    ]
    if told:
        yield bullets(told)


def _lists(details: MyDetails, words: Words) -> Iterator[Block]:
    for name in LISTS:
        entries = [_entry(name, entry) for entry in details.entries(name) if not entry.is_empty]
        if entries:
            yield _heading(details, name, words)
            yield bullets(entries)


def _heading(details: MyDetails, name: PartName, words: Words) -> article.Subheading:
    return article.Subheading(f"about-{name}", f"{words(f'details.{name}')} ({_switch(details, name, words)})")


def _entry(name: ListName, entry: Entry) -> str:
    return " · ".join(filter(None, (getattr(entry, column) for column in COLUMNS[name])))


def _public_work(details: MyDetails, words: Words) -> Iterator[Block]:
    work = details.public_work
    if work is None:
        return
    yield _heading(details, "code", words)
    yield paragraph(words("github.card.as_of", date=words.date(work.at_ms), user=work.user))
    told = [f"{one.name} {words('code.share', percent=_share(one.bytes, work))}" for one in work.languages]
    for week in work.weeks:
        counts = ", ".join(words.plural(f"github.event.{kind}", n) for kind, n in week.counts)
        told.append(words("github.week.full", monday=words.day(week.monday), counts=counts))
    if told:
        yield bullets(told)


def _share(size: int, work: PublicWork) -> int:
    return round(100 * size / work.total_bytes) if work.total_bytes else 0


def _switch(details: MyDetails, part: PartName, words: Words) -> str:
    return words("own_copy.about.on_cv" if details.is_on_cv(part) else "own_copy.about.off_cv")


# Beside the results


def taken_out(session: Session, skills: Names, words: Words) -> list[tuple[str, str, str]]:
    """Return the readings that the person does not agree with: when, of which skill, and why."""
    found = []
    for attempt in session.safe.attempts():
        for one in session.safe.objections.of_attempt(attempt.id):
            key = "objection.made_words" if one.words else "objection.made"
            why = words(key, reason=words(f"objection.{one.reason}"), words=one.words)
            found.append((words.moment(one.made_ms), skills.get(one.skill_id, one.skill_id), why))
    return found


def rated(session: Session, skills: Names, questions: Names, words: Words) -> Iterator[Block]:
    """What people found in own words."""
    found = [one for attempt in session.safe.attempts() for one in ratings.ratings_of(session, attempt.id)]
    if not found:
        yield paragraph(words("own_copy.none"))
    for one in found:
        yield strong(questions.get(one.item_id, one.item_id))
        yield paragraph(f"{words(f'rating.role.{one.role}')}, {words.moment(one.rated_ms)}")
        yield bullets([_level(skill, skills, words) for skill in one.skills])


def _level(one: RatedSkill, skills: Names, words: Words) -> str:
    level = words("own_copy.reading", skill=skills.get(one.skill, one.skill), level=one.level)
    return f"{level}. “{one.reason}”" if one.reason else level


def examples(session: Session, questions: Names, words: Words) -> Iterator[Block]:
    """Texts that were set ready to improve the scoring, as they would leave."""
    found = session.safe.training.all()
    if not found:
        yield paragraph(words("own_copy.none"))
    for one in found:
        yield strong(f"{questions.get(one.item_id, one.item_id)} ({words.moment(one.made_ms)})")
        yield paragraph(one.text)


# What goes on


def news(session: Session, words: Words) -> list[str]:
    """Return what staff did, also what was told before."""
    return [notices.sentence(one, words) for one in session.safe.notices.all_news()]


def kept(device: Mapping[str, Sequence[Mapping[str, Any]]], words: Words) -> Iterator[Block]:
    """Until when it is kept, and who finds the account: by what the device holds, wherever this is read."""
    told = [my_data.kept_sentence(Kept(Term(**row), ()), words) for row in device.get("retention", ())]
    if device.get("provider_link"):
        told.append(words("my_data.found_by_provider"))
    yield bullets(told or [words("own_copy.none")])
