"""What GitHub tells the world of somebody's public work on one day: projects, languages by bytes, recent events."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, get_args

EventKind = Literal["push", "pull_request", "review", "issue", "comment", "release", "other"]
EVENT_KINDS: tuple[EventKind, ...] = get_args(EventKind)

MOST_PROJECTS, MOST_LANGUAGES, MOST_WEEKS = 30, 12, 6
"""Languages are one question a project, and an address that tells no name has sixty an hour."""


@dataclass(frozen=True)
class Project:
    """One public repository. `begun` and `changed` are years, empty where they were not told."""

    name: str
    link: str
    about: str = ""
    language: str = ""
    begun: str = ""
    changed: str = ""
    stars: int = 0


@dataclass(frozen=True)
class CodeLanguage:
    """How many bytes of the counted projects are in one language. It says what was written, not how well."""

    name: str
    bytes: int


@dataclass(frozen=True)
class Week:
    """How many public events of each kind there were in the week that began on this Monday; no kind with none."""

    monday: date
    counts: tuple[tuple[EventKind, int], ...]


@dataclass(frozen=True)
class Notice:
    """What the person was shown before they let GitHub be asked."""

    version: str
    language: str
    sha256: str


@dataclass(frozen=True)
class PublicWork:
    """What a person took over beside their projects. It stands as it was on that day: nothing asks again unasked."""

    user: str
    at_ms: int
    """When they let GitHub be asked, and it was."""
    languages: tuple[CodeLanguage, ...]
    """Those that the person took, the largest first."""
    total_bytes: int
    """Of all languages, also of those that were left out, so that a share stays what it was."""
    counted: int
    """Of how many projects the bytes are."""
    weeks: tuple[Week, ...]
    notice: Notice


@dataclass(frozen=True)
class Looked:
    """What came of asking, before anything of it is taken."""

    user: str
    projects: tuple[Project, ...]
    """The person's own, the last changed first."""
    languages: tuple[CodeLanguage, ...]
    total_bytes: int
    counted: int
    weeks: tuple[Week, ...]
    forks: int = 0
    """Copies of what others made, which are not shown."""
    unreadable: int = 0
    """Entries that were not what GitHub says they are, and were left out."""
    has_more: bool = False
    """There are more projects than are shown."""
    cut_short: bool = False
    """GitHub stopped answering before the languages of all these projects were counted."""

    @property
    def is_empty(self) -> bool:
        return not (self.projects or self.languages or self.weeks)
