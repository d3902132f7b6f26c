"""From closed answers to scores, for one person or for thousands: the same bits either way."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from progrez_desktop.scoring import norms
from progrez_desktop.scoring.bank import Bank, BankSkill
from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.grm import NODES, Floats, Posterior, Scale, answer_table
from progrez_desktop.scoring.scores import End, NotScored, SkillScore

Ints = NDArray[np.int64]

LEAST_PERCENT = 60
"""Of a scale's items that have to be answered."""


@dataclass(frozen=True)
class SkillColumns:
    """One skill of many people, each field an array with one entry per person; fields as in `SkillScore`.

    An entry holds numbers where `is_scored`; where it does not, only `answered` means something.
    """

    skill: BankSkill
    answers: NDArray[np.integer]
    """Raw categories as they were given, 0 for none. Shape (people, items)."""
    is_scored: NDArray[np.bool_]
    answered: Ints
    theta: Floats
    se: Floats
    sten: Ints
    low: Ints
    high: Ints
    sten_exact: Floats
    low_exact: Floats
    high_exact: Floats
    percentile: Ints
    percentile_low: Ints
    percentile_high: Ints

    @property
    def se_printed(self) -> Floats:
        return np.asarray(self.se * self.skill.honest_factor)

    @property
    def ends(self) -> Mapping[End, NDArray[np.bool_]]:
        """Whose answers all lie at one end of their items, by which end."""
        found = {}
        for end, categories in _END_CATEGORIES.items():
            at_end = (self.answers == categories(self.skill)) | (self.answers == 0)
            found[end] = at_end.all(axis=1) & (self.answered > 0)
        return found

    @property
    def of(self) -> int:
        return len(self.skill.items)

    @property
    def reason(self) -> Literal["too_few_answers", "norm_too_small"]:
        """Why an entry is not scored: the norm, which holds for everybody, else that person's few answers."""
        return "too_few_answers" if self.skill.norm.is_large_enough else "norm_too_small"

    def person(self, index: int) -> SkillScore | NotScored:
        """Return one entry as a record."""
        answered = int(self.answered[index])
        if not self.is_scored[index]:
            return NotScored(self.reason, answered, self.of)
        se = float(self.se[index])
        return SkillScore(
            theta=float(self.theta[index]),
            se=se,
            se_printed=se * self.skill.honest_factor,
            sten=int(self.sten[index]),
            low=int(self.low[index]),
            high=int(self.high[index]),
            sten_exact=float(self.sten_exact[index]),
            low_exact=float(self.low_exact[index]),
            high_exact=float(self.high_exact[index]),
            percentile=int(self.percentile[index]),
            percentile_low=int(self.percentile_low[index]),
            percentile_high=int(self.percentile_high[index]),
            answered=answered,
            of=self.of,
            norm_id=self.skill.norm.id,
            norm_n=self.skill.norm.n,
            at_end=_end_of(self.skill, self.answers[index].tolist()),
        )


def _lowest(skill: BankSkill) -> list[int]:
    return [1 if item.key > 0 else item.categories for item in skill.items]


def _highest(skill: BankSkill) -> list[int]:
    return [item.categories if item.key > 0 else 1 for item in skill.items]


_END_CATEGORIES: Mapping[End, Callable[[BankSkill], list[int]]] = {"lowest": _lowest, "highest": _highest}


def _end_of(skill: BankSkill, answers: Sequence[int]) -> End | None:
    for end, categories in _END_CATEGORIES.items():
        if all(given in (0, last) for given, last in zip(answers, categories(skill), strict=True)):
            return end
    return None


class Scorer:
    """Scores against one bank. Building it computes the bank's tables of probabilities, once."""

    def __init__(self, bank: Bank) -> None:
        """Make the tables.

        Raises:
            ScoringError: "scale_too_steep", naming the skill and the item with the least likely answer.
        """
        self.bank = bank
        self._places: dict[str, tuple[int, int]] = {}
        for item in (item for skill in bank.skills.values() for item in skill.items):
            self._places.setdefault(item.id, (len(self._places), item.categories))
        # By skill, where its items are in a coded person. An item that two scales share is coded once.
        self._columns = {
            name: np.array([self._places[item.id][0] for item in skill.items]) for name, skill in bank.skills.items()
        }
        self._scales = {name: _scale(name, skill) for name, skill in bank.skills.items()}

    def score(
        self, responses: Mapping[str, int], *, asked: Collection[str] | None = None, least: int = 1
    ) -> dict[str, SkillScore | NotScored]:
        """Return every skill with at least one answer, in the order of the bank.

        Args:
            responses: Raw category as shown (1 to k) by item id. An item that was not answered is left out.
            asked: The items that were put to this person, where an adaptive form chose them; else all of the bank.
                Of those, 60 % have to be answered.
            least: So many answers a skill has to have in any case.

        Raises:
            ScoringError: "unknown_item" or "wrong_category", naming the item.
        """
        row = np.frombuffer(self.encode(responses), dtype=np.uint8)[np.newaxis]
        found = {}
        for name, skill in self.bank.skills.items():
            of = len(skill.items) if asked is None else sum(item.id in asked for item in skill.items)
            columns = self.score_skill(name, row[:, self._columns[name]], of=of, least=least)
            if columns.answered[0]:
                found[name] = columns.person(0)
        return found

    def encode(self, responses: Mapping[str, int]) -> bytes:
        """Return a person as one byte per item of the bank, as they first come in it: the raw category, or 0 for none.

        Raises:
            ScoringError: As `score`.
        """
        row = bytearray(len(self._places))
        for item_id, category in responses.items():
            place = self._places.get(item_id)
            if place is None:
                raise ScoringError("unknown_item", item_id)
            # type() and not isinstance(): True is an int in Python and no category.
            if type(category) is not int or not 1 <= category <= place[1]:
                raise ScoringError("wrong_category", item_id)
            row[place[0]] = category
        return bytes(row)

    @property
    def items(self) -> Collection[str]:
        """The ids of all items of the bank."""
        return self._places.keys()

    def categories_of(self, item_id: str) -> int:
        """Return the highest category of an item of the bank."""
        return self._places[item_id][1]

    def score_coded(self, people: Sequence[bytes]) -> dict[str, SkillColumns]:
        """Return all skills of people from `encode`, one entry per person in the order given."""
        answers = np.frombuffer(b"".join(people), dtype=np.uint8).reshape(len(people), len(self._places))
        return {name: self.score_skill(name, answers[:, columns]) for name, columns in self._columns.items()}

    def score_skill(
        self, skill_id: str, answers: NDArray[np.integer], *, of: int | None = None, least: int = 1
    ) -> SkillColumns:
        """Return one skill of many people.

        Args:
            skill_id: A skill of the bank.
            answers: Raw categories, 0 for none, items in the order of the bank. Shape (people, items).
            of: How many of the items were asked, where an adaptive form did not ask all.
            least: As in `score`.

        Raises:
            ScoringError: "wrong_category", naming the item; "answers_not_whole", where they are not whole numbers,
                naming the first item with one that isn't; "unknown_skill"; "answers_columns", naming the skill, where
                there is not one column for each of its items.
        """
        if skill_id not in self.bank.skills:
            raise ScoringError("unknown_skill", skill_id)
        skill = self.bank.skills[skill_id]
        if answers.ndim != 2 or answers.shape[1] != len(skill.items):
            raise ScoringError("answers_columns", f"{skill_id}: {answers.shape}")
        if answers.dtype.kind not in "iu":
            # As a whole number, NaN would be some category: the whole column is refused by its first item.
            raise ScoringError("answers_not_whole", skill.items[_first_not_whole(answers)].id)
        outside = (answers < 0) | (answers > [item.categories for item in skill.items])
        if outside.any():
            raise ScoringError("wrong_category", skill.items[int(outside.any(axis=0).argmax())].id)
        answered = np.count_nonzero(answers, axis=1)
        # Whole numbers: 0.6 * 10 is not the sixth answer on every machine.
        asked = len(skill.items) if of is None else of
        enough = (100 * answered >= LEAST_PERCENT * asked) & (answered >= least)
        is_scored = enough & skill.norm.is_large_enough
        scored = answers if is_scored.all() else answers[is_scored]
        found = self._scales[skill_id].posterior(scored.astype(np.intp, copy=False))
        return _columns(skill, answers, is_scored, answered, found)


def _scale(name: str, skill: BankSkill) -> Scale:
    tables = [answer_table(item.a, item.b, reverse=item.key < 0) for item in skill.items]
    try:
        return Scale(tables)
    except ScoringError as error:
        unlikely = [float(table.min(axis=0)[NODES.size // 2]) for table in tables]
        raise ScoringError(error.code, f"{name}: {skill.items[unlikely.index(min(unlikely))].id}") from error


def _first_not_whole(answers: NDArray[np.generic]) -> int:
    if answers.dtype.kind != "f":
        return 0
    numbers = answers.astype(np.float64)
    return int((~np.isfinite(numbers) | (numbers != np.floor(numbers))).any(axis=0).argmax())


def _columns(
    skill: BankSkill, answers: NDArray[np.integer], is_scored: NDArray[np.bool_], answered: Ints, found: Posterior
) -> SkillColumns:
    norm, factor = skill.norm, skill.honest_factor
    low = found.mean - factor * (found.mean - found.p10)
    high = found.mean + factor * (found.p90 - found.mean)
    thetas = np.stack([found.mean, low, high])
    exact = norms.sten_exact(norm, thetas)
    sten, percentile = norms.sten(exact), norms.percentile(norm, thetas)

    def floats(values: Floats) -> Floats:
        out = np.full(is_scored.size, np.nan)
        out[is_scored] = values
        return out

    def ints(values: Ints) -> Ints:
        out = np.zeros(is_scored.size, dtype=np.int64)
        out[is_scored] = values
        return out

    return SkillColumns(
        skill=skill,
        answers=answers,
        is_scored=is_scored,
        answered=answered,
        theta=floats(found.mean),
        se=floats(found.sd),
        sten=ints(sten[0]),
        low=ints(sten[1]),
        high=ints(sten[2]),
        sten_exact=floats(exact[0]),
        low_exact=floats(exact[1]),
        high_exact=floats(exact[2]),
        percentile=ints(percentile[0]),
        percentile_low=ints(percentile[1]),
        percentile_high=ints(percentile[2]),
    )
