"""Where people of an age stand on average: a curve through one norm group, for feedback and never for selection."""

from dataclasses import dataclass

from progrez_desktop.scoring.errors import ScoringError


@dataclass(frozen=True)
class AgeCurve:
    """Mean theta by age, as a polynomial in (age - centre) / scale, and how widely people of one age differ.

    Args:
        n: People that it was drawn through.
        youngest, oldest: The ages that it holds for, in years, both included.
        centre, scale: In years.
        coefficients: Of powers 0 and up.
        sd: SD of theta estimates around the curve, the same at every age.
    """

    n: int
    youngest: int
    oldest: int
    centre: float
    scale: float
    coefficients: tuple[float, ...]
    sd: float

    def mean(self, age: float) -> float:
        """Return the mean theta of people of this age.

        Raises:
            ScoringError: "age_outside": the norm group has too few people of that age, and a curve is not drawn on.
        """
        if not self.youngest <= age <= self.oldest:
            raise ScoringError("age_outside", f"{self.youngest} to {self.oldest}")
        x, total = (age - self.centre) / self.scale, 0.0
        for coefficient in reversed(self.coefficients):
            total = total * x + coefficient
        return total
