"""One sitting as it is told to a reader: as usual, or to be read with care, and in neutral words why.

Two flags of different families make "with_care"; one alone happens to attentive people. Nothing is ever rejected, no
score is changed, and what a person meant by answering so is not claimed.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.quality.form import Form
from progrez_desktop.scoring.quality.indices import FAMILY, Family, Index, flags, indices
from progrez_desktop.scoring.quality.thresholds import Thresholds

Verdict = Literal["as_usual", "with_care", "too_few_answers"]

FLAGS_NEEDED = 2


@dataclass(frozen=True)
class Instructed:
    """A statement that says which category to choose ("Please choose Agree here"). It is in no scale of the bank."""

    item_id: str
    category: int


@dataclass(frozen=True)
class Quality:
    """What is kept of it. Flags are named with "with_care" alone: one by itself says nothing, and whether times were
    looked at can't be seen from what is not named."""

    verdict: Verdict
    flags: tuple[Index, ...]

    @property
    def families(self) -> tuple[Family, ...]:
        """What a reader is told about, each once, in a fixed order; texts are `quality.family.<name>`."""
        return tuple(dict.fromkeys(FAMILY[flag] for flag in self.flags))


def judge(
    form: Form,
    answers: Mapping[str, int],
    limits: Thresholds,
    *,
    seconds: Mapping[str, float],
    instructed: tuple[Instructed, ...] = (),
) -> Quality:
    """Return how one sitting was answered.

    Args:
        form: The statements in the order shown to this person.
        answers: Raw category by item id, instructed statements among them; what was not answered is left out.
        seconds: From a statement shown to its answer, by item id; statements without a known time are left out. None
            at all for a person who used a screen reader, extra time, a second language or the like: the result then
            looks as one where times were ordinary.

    Returns:
        "with_care" with flags of two families, "too_few_answers" where the pattern of answers can't be looked at and
        no two families have a flag, else "as_usual".

    Raises:
        ScoringError: "unknown_item", "wrong_category" or "wrong_time", naming the item. That thresholds belong to the
            bank is for the caller to check (`Thresholds.checked_for`).
    """
    known = {*form.place, *(one.item_id for one in instructed)}
    for name in (*answers, *seconds):
        if name not in known:
            raise ScoringError("unknown_item", name)
    found = indices(form, _answers(form, answers), _row(form, seconds), limits)
    raised: list[Index] = [name for name, flag in flags(found, limits).items() if bool(flag[0])]
    if any(answers.get(one.item_id, one.category) != one.category for one in instructed):
        raised.append("instructed")
    if len({FAMILY[flag] for flag in raised}) >= FLAGS_NEEDED:
        return Quality("with_care", tuple(raised))
    return Quality("as_usual" if bool(found.can_tell[0]) else "too_few_answers", ())


def _answers(form: Form, answers: Mapping[str, int]) -> NDArray[np.int64]:
    row = np.zeros((1, len(form.items)), dtype=np.int64)
    for name, category in answers.items():
        if (place := form.place.get(name)) is not None:
            if type(category) is not int or not 1 <= category <= form.items[place].categories:
                raise ScoringError("wrong_category", name)
            row[0, place] = category
    return row


def _row(form: Form, seconds: Mapping[str, float]) -> NDArray[np.float64]:
    row = np.full((1, len(form.items)), np.nan)
    for name, value in seconds.items():
        # `not` catches NaN as well.
        if not 0.0 <= value < float("inf"):
            raise ScoringError("wrong_time", name)
        if (place := form.place.get(name)) is not None:
            row[0, place] = value
    return row
