"""What a bank tells of itself beside what scoring needs: where its people came from, and how well its items hold."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class DataSource:
    """A data set that skills were estimated in. `countries` and `age_quartiles` are None where not recorded."""

    id: str
    origin: str
    sha256: str
    licence_status: str
    respondents: int
    population: str
    years: str
    language: str
    stakes: str
    administration: str
    countries: Mapping[str, float] | None
    age_quartiles: tuple[float, ...] | None


@dataclass(frozen=True)
class Calibration:
    """How a skill's parameters came about.

    Args:
        n: People.
        estimator: Whose parameters were the likelier.
        log_likelihood: What they reach.
        ahead: By how much that is above the other estimator.
        at_bound: Items that mirt holds against the box that it does not leave.
        apart_a, apart_b: Largest distance between the two estimators over all other items.
    """

    n: int
    estimator: Literal["own", "mirt"]
    log_likelihood: float
    ahead: float
    at_bound: tuple[str, ...]
    apart_a: float
    apart_b: float


@dataclass(frozen=True)
class Echo:
    """Two items whose answers go together more (or less) than the skill explains, as a correlation."""

    items: tuple[str, str]
    r: float


@dataclass(frozen=True)
class Structure:
    """How one common factor fits, by the correlations of scores. RMSEA over .10: not strictly one thing."""

    cfi: float
    rmsea: float
    srmr: float
    echoes: tuple[Echo, ...]


@dataclass(frozen=True)
class ScoreRange:
    """The thetas that the lowest and the highest answers throughout give, and the shares of people who gave them."""

    lowest: float
    highest: float
    at_lowest: float
    at_highest: float
