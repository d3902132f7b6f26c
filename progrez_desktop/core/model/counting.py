"""What is counted on this device without anybody's name: kinds of counters, their cells, and periods."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import Literal, get_args

from progrez_desktop.core.model.consent import Purpose

KindName = Literal["begun", "finished", "skipped", "quality", "norms", "situations", "impact", "dif", "training"]
Recipient = Literal["organisation", "publisher"]
"""Whom anonymous statistics are for: who the assessment is taken for, and who made it."""
Question = Literal["gender", "age"]

RECIPIENTS: tuple[Recipient, ...] = get_args(Recipient)
GROUPS: dict[Question, tuple[str, ...]] = {"gender": ("men", "women"), "age": ("25-39", "16-24", "40+")}
"""Groups that are told apart, by what people may say of themselves; the first is what the others are set against."""
ANSWERS: dict[Question, tuple[str, ...]] = {
    "gender": ("women", "men", "other"),
    "age": ("16-24", "25-39", "40+"),
}
"""What a person may say of themselves. Who says "other" is counted in no group: so few would be found in it."""


@dataclass(frozen=True)
class Kind:
    """One kind of counter, declared once.

    Args:
        purpose: Whose live grant it needs.
        most_cells: One person adds 1 to so many cells of all its histograms together, once a period, and never more.
        noise_scale: Of the discrete Laplace noise that each cell begins with.
        recipients: Whom its figures are for.
        margins: Which sums are shown, each by the names of the axes that are kept.
    """

    name: KindName
    purpose: Purpose
    most_cells: int
    noise_scale: float
    recipients: tuple[Recipient, ...]
    margins: tuple[tuple[str, ...], ...]

    @property
    def epsilon(self) -> float:
        """What taking part may give away at most, as differential privacy has it (pure, of one person, one period)."""
        return self.most_cells / self.noise_scale


@dataclass(frozen=True)
class Axis:
    """One thing that cells are told apart by."""

    name: str
    labels: tuple[str, ...]


@dataclass(frozen=True)
class Histogram:
    """Cells of one kind over some axes. `name` is its own within a period."""

    kind: KindName
    name: str
    axes: tuple[Axis, ...]

    @property
    def shape(self) -> tuple[int, ...]:
        return tuple(len(axis.labels) for axis in self.axes)

    @property
    def size(self) -> int:
        return prod(self.shape)

    def cell(self, labels: Sequence[str]) -> int:
        """Return the place of a cell, the last axis running fastest. A label that isn't there is a mistake of ours."""
        place = 0
        for axis, label in zip(self.axes, labels, strict=True):
            place = place * len(axis.labels) + axis.labels.index(label)
        return place


@dataclass(frozen=True)
class Counter:
    """A histogram with what stands in its cells: noise, and whoever was added to it."""

    histogram: Histogram
    noise_scale: float
    cells: tuple[int, ...]


@dataclass(frozen=True)
class Period:
    """Some months of counting over one assessment and one bank. What stands in its counters is shown once it is closed.

    Args:
        skill: The skill that situations, joint counts and training counts look at in this period.
        question: What joint counts tell groups apart by.
        epsilon: What it took of the year's budget.
    """

    id: str
    opened_ms: int
    ends_ms: int
    closed_ms: int | None
    assessment_id: str
    pack_sha256: str
    bank_sha256: str
    skill: str
    question: Question
    epsilon: float


@dataclass(frozen=True)
class GroupFacts:
    """What a person said of themselves for anonymous statistics, voluntarily. It is counted and kept nowhere."""

    gender: str | None = None
    age: str | None = None

    @classmethod
    def answering(cls, question: Question, said: str) -> "GroupFacts":
        return cls(gender=said) if question == "gender" else cls(age=said)

    def group(self, question: Question) -> str | None:
        """Return the group that the person is counted in, if it is one that is told apart."""
        said = self.gender if question == "gender" else self.age
        return said if said in GROUPS[question] else None
