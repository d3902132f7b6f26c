"""What a person may have on their CV beside their skills, each thing as they typed it."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal, get_args

from progrez_desktop.core.model.public_work import PublicWork

FactName = Literal["address", "birth_date", "gender", "drivers_licence"]
ListName = Literal["work", "education", "volunteering", "development", "languages", "projects"]
PartName = FactName | ListName | Literal["code"]
"""code: programming languages, by bytes of public projects."""
Column = Literal["title", "organisation", "start", "end", "level", "link", "text"]

FACTS: tuple[FactName, ...] = get_args(FactName)
LISTS: tuple[ListName, ...] = get_args(ListName)
NEVER_RELEASED: tuple[FactName, ...] = ("address", "birth_date", "gender")
"""They stand on the person's own CV if wanted, and go to no organisation: they are no fields of core.consent."""

_DATED: tuple[Column, ...] = ("title", "organisation", "start", "end", "text")
COLUMNS: Mapping[ListName, tuple[Column, ...]] = {
    "work": _DATED,
    "education": _DATED,
    "volunteering": _DATED,
    "development": _DATED,
    "languages": ("title", "level"),
    "projects": ("title", "link", "start", "end", "text"),
}
"""What there is to fill in of one entry, in this order."""

LONGEST_LINE, LONGEST_TEXT, MOST_ENTRIES = 300, 4000, 100


@dataclass(frozen=True)
class Entry:
    """One job, course, language or project. Days are free text: a year, a month, "now"."""

    title: str = ""
    organisation: str = ""
    start: str = ""
    end: str = ""
    level: str = ""
    link: str = ""
    text: str = ""

    @property
    def is_empty(self) -> bool:
        return self == Entry()


@dataclass(frozen=True)
class MyDetails:
    """All of it. `off_cv` names the parts that stay off the CV; birth date, gender and address do until wanted."""

    facts: Mapping[FactName, str] = field(default_factory=dict)
    lists: Mapping[ListName, tuple[Entry, ...]] = field(default_factory=dict)
    off_cv: frozenset[PartName] = frozenset(NEVER_RELEASED)
    public_work: PublicWork | None = None
    """What the person took over of what GitHub tells, beside the projects, which are entries like any other."""

    def fact(self, name: FactName) -> str:
        return self.facts.get(name, "")

    def entries(self, name: ListName) -> tuple[Entry, ...]:
        return self.lists.get(name, ())

    def is_on_cv(self, part: PartName) -> bool:
        return part not in self.off_cv

    def with_fact(self, name: FactName, text: str) -> "MyDetails":
        return replace(self, facts={**self.facts, name: text})

    def with_entries(self, name: ListName, entries: tuple[Entry, ...]) -> "MyDetails":
        return replace(self, lists={**self.lists, name: entries})

    def with_public_work(self, work: PublicWork | None) -> "MyDetails":
        return replace(self, public_work=work)

    def with_switch(self, part: PartName, on_cv: bool) -> "MyDetails":
        return replace(self, off_cv=self.off_cv - {part} if on_cv else self.off_cv | {part})
