"""What a rule of selection may not do: let one skill alone shut somebody out.

With the differences between groups that were measured on these very skills, a hard cut on resilience, composure or
empathy fails the four fifths at any usual rate (`impact.ratio_of_a_cut`); and one skill's error is wide enough to
decide by chance for everybody near the cut. People decide here; a rule may gather, weigh and ask.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from progrez_desktop.scoring.errors import ScoringError

MOST_WEIGHT = 0.50
"""Of one skill in a sum that has a cut. Above half, one skill outvotes all others together."""


@dataclass(frozen=True)
class Cut:
    """A rule that lets nobody pass under a limit: the skills that it weighs, by their weights."""

    weights: Mapping[str, float]

    @classmethod
    def on(cls, skill: str) -> "Cut":
        return cls({skill: 1.0})


def refuse_single_skill_cuts(cuts: Sequence[Cut]) -> None:
    """Let a set of cuts pass, or refuse it. Several cuts on one skill each are several single-skill cuts.

    Raises:
        ScoringError: "single_skill_cut", naming the skill that has more than half of the weight of a cut;
            "selection_weights" for weights that are none.
    """
    for cut in cuts:
        total = math.fsum(abs(weight) for weight in cut.weights.values())
        if not (math.isfinite(total) and total > 0.0):
            raise ScoringError("selection_weights", ", ".join(cut.weights))
        for skill, weight in cut.weights.items():
            if abs(weight) > MOST_WEIGHT * total:
                raise ScoringError("single_skill_cut", skill)
