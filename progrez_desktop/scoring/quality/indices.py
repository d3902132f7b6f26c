"""All indices of many people at once, and which of them lie beyond their thresholds."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from progrez_desktop.scoring.grm import Floats
from progrez_desktop.scoring.quality import agreement, pace, person_fit, sameness
from progrez_desktop.scoring.quality.form import Form, Ints
from progrez_desktop.scoring.quality.thresholds import Cuts, Thresholds

Index = Literal[
    "median_seconds", "fast_share", "longest_run", "spread", "synonyms", "even_odd", "person_fit", "instructed"
]
Family = Literal["pace", "sameness", "agreement", "pattern", "instruction"]

FAMILY: Mapping[Index, Family] = {
    "median_seconds": "pace",
    "fast_share": "pace",
    "longest_run": "sameness",
    "spread": "sameness",
    "synonyms": "agreement",
    "even_odd": "agreement",
    "person_fit": "pattern",
    "instructed": "instruction",
}
"""Two indices of one family look at the same thing and count once. Families look at different things: time; neighbours
and variation, whatever the statements say; like against like; answers against the level that they make together; one
statement that says what to answer. Among 827 respondents flags of different families went together with a phi of
.09 at most (resources/bank/working-together.quality.json, "families")."""


@dataclass(frozen=True)
class Indices:
    """Each index of each person, NaN where there is too little to tell. Shape (people,) throughout."""

    median_seconds: Floats
    fast_share: Floats
    longest_run: Ints
    spread: Floats
    synonyms: Floats
    pairs: Ints
    even_odd: Floats
    scales: Ints
    person_fit: Floats
    answered: Ints

    @property
    def can_tell(self) -> NDArray[np.bool_]:
        """Whether answers were enough for the pattern and the variation of answers to be looked at."""
        return ~(np.isnan(self.spread) | np.isnan(self.person_fit))


def indices(form: Form, answers: Ints, seconds: Floats | None, limits: Thresholds) -> Indices:
    """Return the indices of people who all met one form.

    Args:
        answers: Raw categories as shown, 0 for none. Shape (people, items).
        seconds: From a statement shown to its answer, NaN where unknown; None where time says nothing.

    Raises:
        ScoringError: As `Form.checked` and `sameness.spread`.
    """
    answers = form.checked(answers)
    times = np.full(answers.shape, np.nan) if seconds is None else np.asarray(seconds, dtype=np.float64)
    synonyms, pairs = agreement.synonyms(form, answers, agreement.pairs_on(form, limits.pairs))
    even_odd, scales = agreement.even_odd(form, answers)
    return Indices(
        median_seconds=pace.median_seconds(times),
        fast_share=pace.share_faster(times, limits.fast_s),
        longest_run=sameness.longest_run(form, answers),
        spread=sameness.spread(form, answers, limits.typical_variance),
        synonyms=synonyms,
        pairs=pairs,
        even_odd=even_odd,
        scales=scales,
        person_fit=person_fit.lz(form, answers, person_fit.thetas(form, answers)),
        answered=(answers > 0).sum(axis=1),
    )


def flags(found: Indices, limits: Thresholds) -> dict[Index, NDArray[np.bool_]]:
    """Return where each index lies beyond its threshold. What can't be told raises no flag."""
    return {
        "median_seconds": found.median_seconds < limits.median_s,
        "fast_share": found.fast_share > limits.fast_share,
        "longest_run": found.longest_run >= limits.run,
        "spread": found.spread < limits.spread,
        "synonyms": _under(found.synonyms, found.pairs, limits.synonyms),
        "even_odd": _under(found.even_odd, found.scales, limits.even_odd),
        "person_fit": _under(found.person_fit, found.answered, limits.person_fit),
    }


def families(raised: Mapping[Index, NDArray[np.bool_]]) -> dict[Family, NDArray[np.bool_]]:
    """Return where each family has at least one flag."""
    found: dict[Family, NDArray[np.bool_]] = {}
    for index, flag in raised.items():
        found[FAMILY[index]] = found.get(FAMILY[index], np.zeros_like(flag)) | flag
    return found


def _under(values: Floats, n: Ints, cuts: Cuts) -> NDArray[np.bool_]:
    limit = np.array([np.nan if (cut := cuts.at(int(one))) is None else cut for one in n])
    return values < limit
