"""What a person takes over of what GitHub tells everybody: after their consent, looked at first, entry by entry."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from progrez_desktop.core.model.details import MOST_ENTRIES, Entry, MyDetails
from progrez_desktop.core.model.public_work import Looked, Notice, Project, PublicWork
from progrez_desktop.core.services import access_log
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.words import Words

NOTICE_VERSION = "2026-11"
_SHOWN = "github.ask."
"""The beginning of the keys of all that is said before GitHub is asked."""


@dataclass(frozen=True)
class Agreed:
    notice: Notice
    at_ms: int


@dataclass(frozen=True)
class Wanted:
    """What a person left ticked: projects by their address, languages by name, weeks by their Monday."""

    projects: frozenset[str] = frozenset()
    languages: frozenset[str] = frozenset()
    weeks: frozenset[date] = frozenset()

    @property
    def is_empty(self) -> bool:
        return not (self.projects or self.languages or self.weeks)


def agree(deps: Deps, session: Session, language: str) -> Agreed:
    """Tell in the log that the person lets GitHub be asked, and return what they were shown. Only then it is asked.

    Raises:
        EnvironmentFault: What the disk says; nothing is asked then.
    """
    words, now = Words(language), deps.clock.now_ms()
    shown = "\n".join(words.template(key) for key in words.keys_of(_SHOWN))
    access_log.tell(deps, session, "github_asked", at_ms=now)
    return Agreed(Notice(NOTICE_VERSION, words.language, hashlib.sha256(shown.encode()).hexdigest()), now)


def fresh(details: MyDetails, looked: Looked) -> tuple[Project, ...]:
    """Return the projects that are not among the person's own yet; what they wrote about one stays as it is."""
    there = {_address(entry.link) for entry in details.entries("projects")}
    return tuple(one for one in looked.projects if _address(one.link) not in there)


def with_wanted(details: MyDetails, looked: Looked, wanted: Wanted, agreed: Agreed, words: Words) -> MyDetails:
    """Return the details with the projects that the person wants behind their own, and the rest beside them.

    What is taken of languages and events takes the place of what was taken before.
    """
    chosen = (one for one in fresh(details, looked) if one.link in wanted.projects)
    entries = (*details.entries("projects"), *(entry_of(one, agreed.at_ms, words) for one in chosen))
    work = PublicWork(
        user=looked.user,
        at_ms=agreed.at_ms,
        languages=tuple(one for one in looked.languages if one.name in wanted.languages),
        total_bytes=looked.total_bytes,
        counted=looked.counted,
        weeks=tuple(week for week in looked.weeks if week.monday in wanted.weeks),
        notice=agreed.notice,
    )
    return details.with_entries("projects", entries[:MOST_ENTRIES]).with_public_work(work)


def entry_of(project: Project, at_ms: int, words: Words) -> Entry:
    """Return a project as an entry like any other, which the person may change."""
    same_year = project.begun == project.changed
    return Entry(
        title=project.name,
        link=project.link,
        start=project.begun or project.changed,
        end=project.changed if project.begun and not same_year else "",
        text="\n".join(filter(None, (project.about, about(project, at_ms, words)))),
    )


def about(project: Project, at_ms: int, words: Words) -> str:
    """Return in which language most of a project is, and how many stars it had on that day."""
    return "; ".join(_facts(project, at_ms, words))


def _facts(project: Project, at_ms: int, words: Words) -> Iterator[str]:
    if project.language:
        yield words("github.project.language", language=project.language)
    if project.stars:
        stars = words.number(project.stars)
        key = "github.project.star" if project.stars == 1 else "github.project.stars"
        yield words(key, stars=stars, date=words.date(at_ms))


def _address(link: str) -> str:
    return link.strip().rstrip("/").casefold()
