"""From theta to what a person is shown: sten and percentile within one norm group, and who that group is."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from progrez_desktop.scoring.errors import ScoringError

MIN_PEOPLE = 200
"""Under this many people a norm says more about chance than about the person, and no number is given."""

Floats = NDArray[np.float64]
_PERCENT: Floats = np.arange(1.0, 100.0)
_NEVER_CLAIMED = (
    *("workingpopulation", "workingagepopulation", "workingagedpopulation", "employedpopulation", "activepopulation"),
    *("generalpopulation", "nationalpopulation", "adultpopulation", "dutchpopulation", "workforce"),
    *("labourforce", "laborforce", "workingpeople", "workingpublic", "generalpublic", "averageworker", "allworkers"),
    *("allemployees", "crosssection", "representati", "beroepsbevolking", "werkendebevolking", "werkzamebevolking"),
    *("arbeidsbevolking", "actievebevolking", "algemenebevolking", "nederlandsebevolking", "volwassenbevolking"),
    *("helebevolking", "gehelebevolking", "werkendnederland", "werkendenederland", "beroepsactieve"),
    *("doorsneewerknemer", "gemiddeldewerknemer", "allewerkenden", "allewerknemers", "doorsnedevan"),
    *("afspiegelingvan", "arbeidskrachten", "beroepspopulatie", "werkendepopulatie"),
)
"""What no group here is, in English and Dutch, in small letters without anything between them. The shipped groups are
volunteers, and those of a site are who took it there."""


@dataclass(frozen=True)
class Norm:
    """The theta estimates (EAP) of one norm group: how many, their mean and SD, and their 1 % to 99 % points."""

    id: str
    n: int
    mean: float
    sd: float
    quantiles: tuple[float, ...]

    @property
    def is_large_enough(self) -> bool:
        return self.n >= MIN_PEOPLE


class Counted(Protocol):
    """A norm, or what a result keeps of it."""

    @property
    def id(self) -> str: ...
    @property
    def n(self) -> int: ...


class Described(Protocol):
    """What is known of the people of one data set, as a bank tells it."""

    @property
    def population(self) -> str: ...
    @property
    def years(self) -> str: ...
    @property
    def countries(self) -> Mapping[str, float] | None: ...
    @property
    def stakes(self) -> str: ...
    @property
    def language(self) -> str: ...
    @property
    def administration(self) -> str: ...


@dataclass(frozen=True)
class NormGroup:
    """Who a person is compared with: the name that a norm has wherever it is shown.

    One combined group per skill is the default. The groups of two skills may be other people, so that skills are not
    put in an order without saying so (`precision.compare_skills`). `countries` are the five most frequent with their
    shares, None where they were not recorded.
    """

    id: str
    who: str
    when: str
    n: int
    countries: Mapping[str, float] | None
    stakes: str
    language: str
    administration: str

    @classmethod
    def of(cls, norm: Counted, people: Described) -> "NormGroup":
        """Return the group behind a norm.

        Raises:
            ScoringError: "norm_unnamed", naming the norm and what it lacks; "norm_claim" where volunteers are called
                what they are not.
        """
        for field in ("population", "years", "stakes", "language", "administration"):
            if not getattr(people, field):
                raise ScoringError("norm_unnamed", f"{norm.id}: {field}")
        if claims_more(people.population):
            raise ScoringError("norm_claim", norm.id)
        return cls(
            id=norm.id,
            who=people.population,
            when=people.years,
            n=norm.n,
            countries=people.countries,
            stakes=people.stakes,
            language=people.language,
            administration=people.administration,
        )


def claims_more(text: str) -> bool:
    """Whether a name says that people are all who work, or stand for them, however it is spelled."""
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", text).casefold() if letter.isalnum())
    return any(claim in bare for claim in _NEVER_CLAIMED)


def sten_exact(norm: Norm, theta: Floats) -> Floats:
    """Return 5.5 + 2z, clipped to 1..10: low is below most of the norm group, high above most."""
    return np.asarray(np.clip(5.5 + 2.0 * ((theta - norm.mean) / norm.sd), 1.0, 10.0))


def sten(exact: Floats) -> NDArray[np.int64]:
    """Return the whole sten, halves upwards."""
    return np.clip(np.floor(exact + 0.5), 1, 10).astype(np.int64)


def percentile(norm: Norm, theta: Floats) -> NDArray[np.int64]:
    """Return the percentage of the norm group at or below, 1 to 99, halves upwards.

    Read from the group's own distribution and not from the normal curve, which these groups do not follow. Where
    many of the group share one theta (all highest answers, for example), the middle of their places is given.
    """
    points = np.asarray(norm.quantiles)
    place = np.interp(theta, points, _PERCENT)
    if (points[1:] == points[:-1]).any():
        lowest = 100.0 - np.interp(-theta, -points[::-1], _PERCENT)
        place = 0.5 * (place + lowest)
    return np.clip(np.floor(place + 0.5), 1, 99).astype(np.int64)
