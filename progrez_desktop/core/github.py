"""From replies of GitHub's REST interface to records. What came is taken for what somebody else wrote. Pure.

Fields that are read: of a repository `name`, `full_name`, `private`, `fork`, `description`, `language`, `created_at`,
`pushed_at`, `stargazers_count`; of an event `type`, `public`, `created_at`; of languages all. No picture, no address of
mail, nobody else's name.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any, TypeGuard
from urllib.parse import urlsplit

from progrez_desktop.core.errors import DataFault, UsageFault
from progrez_desktop.core.model.public_work import (
    EVENT_KINDS,
    MOST_LANGUAGES,
    MOST_WEEKS,
    CodeLanguage,
    EventKind,
    Project,
    Week,
)

SITE = "https://github.com"
_MOST_BYTES_OF_CODE = 1 << 50
_LONGEST_ABOUT, _LONGEST_LANGUAGE = 400, 40
"""GitHub itself takes 350 signs for the one."""

_USER = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,61})", re.ASCII)
_REPOSITORY = re.compile(r"([A-Za-z0-9][A-Za-z0-9_-]{0,61})/((?!\.{1,2}$)[\w.-]{1,100})", re.ASCII)
_NEXT = re.compile(r'<([^<>]{1,2000})>\s*;[^,<]*\brel="?next"?')
_KINDS: Mapping[str, EventKind] = {
    "PushEvent": "push",
    "PullRequestEvent": "pull_request",
    "PullRequestReviewEvent": "review",
    "PullRequestReviewCommentEvent": "review",
    "IssuesEvent": "issue",
    "IssueCommentEvent": "comment",
    "CommitCommentEvent": "comment",
    "DiscussionEvent": "comment",
    "ReleaseEvent": "release",
}


@dataclass(frozen=True)
class Found:
    """What a list of repositories held."""

    projects: tuple[Project, ...]
    repositories: tuple[str, ...]
    """Owner and name of each project, in the same order."""
    forks: int
    unreadable: int


def user_name(typed: str) -> str:
    """Return the name of an account from what a person typed: the name, "@name" or the address of its page.

    Raises:
        UsageFault: "github_not_a_name".
    """
    name = re.sub(r"^(?:https?://)?(?:www\.)?github\.com/", "", typed.strip(), flags=re.IGNORECASE)
    name = name.removeprefix("@").rstrip("/")
    if not _USER.fullmatch(name):
        raise UsageFault("github_not_a_name")
    return name


def listed(value: Any) -> list[Any]:
    """Return a reply that has to be a list.

    Raises:
        DataFault: "github_odd_reply".
    """
    if not isinstance(value, list):
        raise DataFault("github_odd_reply")
    return value


def next_page(link: str, here: str) -> str:
    """Return where a list goes on by its Link header; nothing at its end, or where that would be another server."""
    found = _NEXT.search(link)
    return found[1] if found and is_same_server(found[1], here) else ""


def is_same_server(address: str, here: str) -> bool:
    try:
        there, own = urlsplit(address), urlsplit(here)
        return (there.scheme, there.hostname, there.port) == (own.scheme, own.hostname, own.port)
    except ValueError:
        return False


def projects_of(items: Iterable[Any]) -> Found:
    """Return the projects among repositories, in their order. Private ones, if any came, are passed over unseen."""
    projects: dict[str, Project] = {}
    forks = unreadable = 0
    for item in items:
        if not isinstance(item, dict) or (found := _REPOSITORY.fullmatch(_text(item.get("full_name")))) is None:
            unreadable += 1
        elif item.get("private") is not False:
            continue
        elif item.get("fork") is True:
            forks += 1
        else:
            projects.setdefault(found[0], _project(item, found[0], found[2]))
    return Found(tuple(projects.values()), tuple(projects), forks, unreadable)


def _project(item: Mapping[str, Any], full_name: str, name: str) -> Project:
    stars = item.get("stargazers_count")
    return Project(
        name=name,
        link=f"{SITE}/{full_name}",  # of checked parts, and never an address that came along
        about=clean(item.get("description"), _LONGEST_ABOUT),
        language=clean(item.get("language"), _LONGEST_LANGUAGE),
        begun=_year(item.get("created_at")),
        changed=_year(item.get("pushed_at")),
        stars=stars if _is_count(stars) else 0,
    )


def bytes_of(value: Any) -> dict[str, int]:
    """Return the bytes of one project by language.

    Raises:
        DataFault: "github_odd_reply".
    """
    if not isinstance(value, dict):
        raise DataFault("github_odd_reply")
    named = ((clean(name, _LONGEST_LANGUAGE), n) for name, n in value.items())
    return {name: n for name, n in named if name and _is_count(n) and 0 < n <= _MOST_BYTES_OF_CODE}


def added_up(projects: Iterable[Mapping[str, int]]) -> tuple[tuple[CodeLanguage, ...], int]:
    """Return the largest languages of several projects, the largest first, and the bytes of all."""
    total: Counter[str] = Counter()
    for one in projects:
        total.update(one)
    ranked = sorted(total.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(CodeLanguage(name, n) for name, n in ranked[:MOST_LANGUAGES]), total.total()


def percent(part: int, whole: int) -> int:
    """Return a share in whole percent; what is there at all is at least 1, and what is not all at most 99."""
    if part >= whole:
        return 100
    return min(99, max(1, round(100 * part / whole)))


def weeks_of(items: Iterable[Any]) -> tuple[tuple[Week, ...], int]:
    """Return how many public events of each kind each week had, the last week first, and how many were unreadable."""
    counts: dict[date, Counter[EventKind]] = {}
    unreadable = 0
    for item in items:
        day = _day(item.get("created_at")) if isinstance(item, dict) else None
        if day is None or not isinstance(item.get("type"), str):
            unreadable += 1
        elif item.get("public") is True:
            monday = day - timedelta(days=day.weekday())
            counts.setdefault(monday, Counter())[_KINDS.get(item["type"], "other")] += 1
    return tuple(_week(monday, counts[monday]) for monday in sorted(counts, reverse=True)[:MOST_WEEKS]), unreadable


def _week(monday: date, counts: Mapping[EventKind, int]) -> Week:
    return Week(monday, tuple((kind, counts[kind]) for kind in EVENT_KINDS if counts.get(kind)))


def clean(value: Any, longest: int) -> str:
    """Return a text in one line without signs that are not seen or turn the direction of what follows; else nothing."""
    text = unicodedata.normalize("NFC", _text(value)[: 8 * longest])
    return " ".join("".join(map(_shown, text)).split())[:longest].strip()


def _shown(letter: str) -> str:
    category = unicodedata.category(letter)
    if category == "Cf":  # of no width, or what turns the direction
        return ""
    return " " if category[0] == "C" else letter


def seconds_to_wait(headers: Mapping[str, str]) -> int:
    """Return how long GitHub wants not to be asked, by its headers; an hour where they say nothing that can be.

    Args:
        headers: By name in small letters.
    """
    wait = _whole(headers.get("retry-after", ""))
    if wait is None and (reset := _whole(headers.get("x-ratelimit-reset", ""))) is not None:
        sent = _moment_of(headers.get("date", ""))
        wait = reset - sent if sent is not None else None
    return wait if wait is not None and 0 < wait <= _A_DAY_S else _AN_HOUR_S


_AN_HOUR_S, _A_DAY_S = 3600, 86_400


def _moment_of(text: str) -> int | None:
    """Seconds of the time at which a reply was sent, by the server's clock: that of this computer may be wrong."""
    from email.utils import parsedate_to_datetime

    try:
        return int(parsedate_to_datetime(text).timestamp())
    except (ValueError, TypeError, OverflowError):
        return None


def remaining(headers: Mapping[str, str]) -> int | None:
    """Return how many more questions GitHub would answer now."""
    return _whole(headers.get("x-ratelimit-remaining", ""))


def _whole(text: str) -> int | None:
    return int(text) if re.fullmatch(r"\d{1,15}", text.strip(), re.ASCII) else None


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _is_count(value: Any) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _day(value: Any) -> date | None:
    try:
        return datetime.fromisoformat(_text(value)[:40]).astimezone(UTC).date()
    except (ValueError, OverflowError):
        return None


def _year(value: Any) -> str:
    day = _day(value)
    return str(day.year) if day is not None else ""
