"""What is asked in an interview, what was noted there, and how its parts come together."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from progrez_desktop.core.model.assessment import LocalText
from progrez_desktop.core.model.role import Method
from progrez_desktop.scoring.weighing import Weighed

RATINGS = (1, 2, 3, 4, 5)
Why = Literal["critical", "uncertain", "unknown"]
"""Of much weight in the role; a margin that the range cuts through; asked for, and not released or not scored."""


@dataclass(frozen=True)
class Probe:
    """One question about a moment at work, with what speaks for the skill and what each rating means."""

    skill: str
    id: str
    """As notes keep it: skill and name, such as "empathy/bad_news"."""
    situation: LocalText
    behaviour: LocalText
    outcome: LocalText
    follow_up: LocalText
    """Asked where the answer stays thin."""
    listen_for: LocalText
    less: LocalText
    anchors: tuple[LocalText, ...]
    """What 1 to 5 mean, in this order."""

    @property
    def questions(self) -> tuple[LocalText, ...]:
        return (self.situation, self.behaviour, self.outcome, self.follow_up)


@dataclass(frozen=True)
class Asked:
    """One skill of a guide with its probes."""

    skill: str
    why: Why
    probes: tuple[Probe, ...]


@dataclass(frozen=True)
class Guide:
    """What is asked of one candidate."""

    shared: tuple[Asked, ...]
    """The same for everybody whom this role is about: only these compare people."""
    added: tuple[Asked, ...]
    """For this candidate beside it."""

    @property
    def asked(self) -> tuple[Asked, ...]:
        return self.shared + self.added

    @property
    def probes(self) -> Iterator[Probe]:
        return (probe for one in self.asked for probe in one.probes)


@dataclass(frozen=True)
class Note:
    """One line of an interview, by one reader."""

    id: str
    release_id: str
    role_id: str | None
    skill: str | None
    probe: str | None
    """None: a remark that belongs to no question."""
    rating: int | None
    text: str
    by: str
    at_ms: int
    """Of its latest change."""


@dataclass(frozen=True)
class Sample:
    """A work sample as somebody entered it, on the scale on which it was rated."""

    what: str
    value: float
    lowest: float
    highest: float
    error: float | None
    """Standard error on that scale; None where nobody says, and then a stated share of the scale is taken."""
    by: str
    at_ms: int


@dataclass(frozen=True)
class Override:
    """What a person puts in the place of the sum, with the reason. The sum stays beside it."""

    instead: int
    """0 to 100, on the scale of the sum."""
    reason: str
    by: str
    at_ms: int


@dataclass(frozen=True)
class Weighing:
    """One part of a sum, or what it is made of."""

    method: Method
    weight: float
    """Its share of the whole, 0 to 1."""
    told: Weighed | None
    """Of the part alone; None where nothing of it is there."""


@dataclass(frozen=True)
class Sheet:
    """How test, interview and work sample come together for one candidate. It is of one alone: no list has it."""

    weighings: tuple[Weighing, ...]
    total: Weighed
    missing_skills: tuple[str, ...]
    """Skills of the role without a score."""
    sample: Sample | None
    override: Override | None


@dataclass(frozen=True)
class GuidePaper:
    """An interview guide as it goes on paper, to be written on by one reader."""

    code: str
    role: str
    locked: date | None
    reader: str
    made: date
    guide: Guide
    names: Mapping[str, LocalText]
    """Of skills."""
