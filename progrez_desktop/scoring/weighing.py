"""Test, interview and work sample brought together by weights that were stated before: the same sum for everybody.

What is weighed by a rule that holds for all predicts better than the same facts weighed in the head; how much better a
weight is than another is a judgement of those who agreed on the role, and nothing is estimated here. There is no cut.

Source:
    Meehl (1954), Clinical versus statistical prediction, University of Minnesota Press; Grove, Zald, Lebow, Snitz &
    Nelson (2000), Psychological Assessment 12(1), 19-30; of selection Kuncel, Klieger, Connelly & Ones (2013), Journal
    of Applied Psychology 98(6), 1060-1072. The scale: Cohen, Cohen, Aiken & West (1999), Multivariate Behavioral
    Research 34(3), 315-346, "percent of maximum possible".
"""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import fmean

from progrez_desktop.scoring.distributions import Z_80
from progrez_desktop.scoring.errors import ScoringError

LOWEST, HIGHEST = 0.0, 100.0
RATING_LOWEST, RATING_HIGHEST = 1, 5
RATING_ERROR = 0.75
"""Points of five. An assumption, said wherever it is used: half of the spread between answers (a standard deviation of
one point) lies in the eye of whoever rates. An organisation that has two people rate everybody can do better."""
SAMPLE_ERROR = 0.1
"""Of the whole scale of a work sample, where nobody says how exact it is. An assumption, and said as one."""


@dataclass(frozen=True)
class Place:
    """Where somebody stands between the lowest (0) and the highest (100) that a scale has, with its standard error."""

    at: float
    error: float

    def __post_init__(self) -> None:
        if not (LOWEST <= self.at <= HIGHEST and math.isfinite(self.error) and self.error >= 0.0):
            raise ScoringError("not_a_measure", f"{self.at} with an error of {self.error}")


@dataclass(frozen=True)
class Piece:
    """One thing that is weighed; `place` is None where it is missing."""

    name: str
    weight: float
    place: Place | None


@dataclass(frozen=True)
class Weighed:
    """What pieces add up to. While something is missing there is no sum, only the ends that it can't lie beyond."""

    known: float
    """What is there adds up to this, 0 to 100 times the share of the weights that it has."""
    error: float
    missing: tuple[str, ...]
    missing_weight: float
    """The share of the weights that is missing, 0 to 1. It is not given to anything else."""

    @property
    def at(self) -> float | None:
        return None if self.missing else self.known

    @property
    def low(self) -> float:
        """The lower end of the 80 % band, as if what is missing were the lowest there is."""
        return max(LOWEST, self.known - Z_80 * self.error)

    @property
    def high(self) -> float:
        """The upper end, as if what is missing were the highest there is."""
        return min(HIGHEST, self.known + self.missing_weight * HIGHEST + Z_80 * self.error)


def weighed(pieces: Sequence[Piece]) -> Weighed:
    """Return what pieces add up to.

    With weights w that add up to 1, known = sum of w * at over what is there, and its error, since no piece knows of
    another's, error = sqrt(sum of (w * error)^2). What is missing adds 0 to 100 times its weight, and nobody knows
    how much: it moves the upper end alone, and no other weight.

    Args:
        pieces: Weights at or above 0; what has none is shown elsewhere and not weighed.

    Raises:
        ScoringError: "weights_wrong": one below 0, or none above.
    """
    whole = math.fsum(piece.weight for piece in pieces)
    if not whole > 0.0 or any(not (math.isfinite(one.weight) and one.weight >= 0.0) for one in pieces):
        raise ScoringError("weights_wrong")
    there = [(piece.weight / whole, piece.place) for piece in pieces if piece.weight and piece.place is not None]
    gone = [piece for piece in pieces if piece.weight and piece.place is None]
    return Weighed(
        known=math.fsum(share * place.at for share, place in there),
        error=math.sqrt(math.fsum((share * place.error) ** 2 for share, place in there)),
        missing=tuple(piece.name for piece in gone),
        missing_weight=math.fsum(piece.weight for piece in gone) / whole,
    )


def on_scale(value: float, lowest: float, highest: float, error: float) -> Place:
    """Return a value on a scale of its own as a place: 100 * (value - lowest) / (highest - lowest), and its error.

    Raises:
        ScoringError: "scale_wrong": no scale; "not_on_scale": the value lies beyond it; "not_a_measure".
    """
    if not (math.isfinite(lowest) and math.isfinite(highest) and lowest < highest):
        raise ScoringError("scale_wrong", f"{lowest} to {highest}")
    if not lowest <= value <= highest:
        raise ScoringError("not_on_scale", f"{value} from {lowest} to {highest}")
    width = highest - lowest
    return Place(HIGHEST * (value - lowest) / width, HIGHEST * error / width)


def of_sten(exact: float, error: float, most: int) -> Place:
    """Return a score as a place; above the range that a role asks for, more of it adds nothing.

    Args:
        most: The upper end of the range, a whole sten.
    """
    return on_scale(min(max(exact, 1.0), float(most)), 1.0, 10.0, error)


def of_ratings(ratings: Mapping[str, Mapping[str, Iterable[int]]], skills: Sequence[str]) -> Place | None:
    """Return the ratings of an interview as a place; None where nobody rated one of the skills.

    Each reader's mean of a skill counts once, however many questions they rated; then the means of the readers, and
    of the skills. With m readers the error is max(RATING_ERROR, spread between their means) / sqrt(m): whoever hears
    all answers has the same eye for all of them, so that only another reader makes it smaller.

    Args:
        ratings: Whole numbers from 1 to 5, by reader and skill.
        skills: Those that everybody is asked about. A reader who did not rate them all is left out: the mean of some
            is no mean of all.
    """
    whole = [
        fmean(fmean(list(told[skill])) for skill in skills)
        for _, told in sorted(ratings.items())
        if skills and all(list(told.get(skill, ())) for skill in skills)
    ]
    if not whole:
        return None
    mean = fmean(whole)
    spread = math.sqrt(math.fsum((one - mean) ** 2 for one in whole) / (len(whole) - 1)) if len(whole) > 1 else 0.0
    return on_scale(mean, RATING_LOWEST, RATING_HIGHEST, max(RATING_ERROR, spread) / math.sqrt(len(whole)))
