"""What is told of an organisation and of nobody in it: cuts and what they do to groups, sums that are safe to show."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from progrez_desktop.core.model.counting import Question

if TYPE_CHECKING:  # with numpy, which a record does without
    from progrez_desktop.scoring.fairness.impact import Impact, NotKnown


@dataclass(frozen=True)
class Cut:
    """A filter on one skill: who stays is likely at or above a sten, or else reaches it with their margin."""

    skill: str
    sten: int
    is_likely: bool


@dataclass(frozen=True)
class CutImpact:
    """What a cut would do to groups of the pool, had only the `upper` upper fifths of the norm group been taken.

    The pool knows fifths alone, so a cut between two of them is told by both.
    """

    cut: Cut
    question: Question
    upper: int
    found: "tuple[Impact | NotKnown, ...]"


@dataclass(frozen=True)
class ImpactShown:
    """Adverse impact as it is shown before a filter is used as a shortlist."""

    cuts: tuple[CutImpact, ...]
    uncounted: tuple[str, ...]
    """Skills with a cut of which nobody was counted."""
    is_cut: bool = True
    """Else the filter asks for no skill, and no group is kept out by one."""

    @property
    def is_known(self) -> bool:
        """Whether anything could be told: else there are not enough people."""
        return any(hasattr(one, "ratio") for cut in self.cuts for one in cut.found)

    @property
    def is_below_four_fifths(self) -> bool:
        """Whether a group is selected at less than four fifths of the rate of another, somewhere."""
        return any(getattr(one, "is_below_four_fifths", False) for cut in self.cuts for one in cut.found)

    def record(self) -> Mapping[str, Any]:
        """Return what was shown, as it is kept beside a shortlist."""
        return {
            "is_cut": self.is_cut,
            "uncounted": list(self.uncounted),
            "cuts": [
                {
                    **{"skill": one.cut.skill, "sten": one.cut.sten, "is_likely": one.cut.is_likely},
                    **{"question": one.question, "upper_fifths": one.upper},
                    "groups": [dict(vars(group)) for group in one.found],
                }
                for one in self.cuts
            ],
        }
