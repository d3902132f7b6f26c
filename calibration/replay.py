"""Real answers played again as an adaptive sitting would have asked for them, and what became of the scores."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from calibration.kept_out import Fifth
from progrez_desktop.scoring.adaptive import Block, GradedItem, Rules

MOST_PEOPLE = 500
"""Of each fifth: enough for shares to within two percent."""

Groups = Sequence[Sequence["Played"]]
"""The sittings of each fifth."""
Person = Mapping[str, int]
"""Raw category by item id, of somebody who answered all of the items."""


@dataclass(frozen=True)
class Played:
    """One person's sitting in one block: the items asked, and theta and its error for each scale.

    `theta` and `se` rest on what was asked, `full` and `full_se` on everything; `expected` is how many items were
    forecast before the first answer.
    """

    asked: tuple[str, ...]
    expected: int
    theta: Mapping[str, float]
    se: Mapping[str, float]
    full: Mapping[str, float]
    full_se: Mapping[str, float]


def asked_of(block: Block, seed: str, person: Person) -> dict[str, int]:
    """Answer what is asked as this person did, until nothing more is; return the answers in the order of asking."""
    answers: dict[str, int] = {}
    while (item := block.next_item(seed, tuple(answers), answers)) is not None:
        answers[item] = person[item]
    return answers


def play(block: Block, scales: Sequence[str], seed: str, person: Person) -> Played:
    """Return what asking this person comes to, and what asking everything would."""
    expected, answers = block.to_come((), {}), asked_of(block, seed, person)
    then = {scale: block.standing(scale, answers) for scale in scales}
    full = {scale: block.standing(scale, person) for scale in scales}
    return Played(
        tuple(answers),
        expected,
        {scale: found.theta for scale, found in then.items()},
        {scale: found.se for scale, found in then.items()},
        {scale: found.theta for scale, found in full.items()},
        {scale: found.se for scale, found in full.items()},
    )


def people_of(parts: Sequence[Fifth]) -> list[Person]:
    """Return the people of one fifth of one data set who left nothing out of these scales of it."""
    answers = np.concatenate([part.people for part in parts], axis=1)
    ids = [item.id for part in parts for item in part.items]
    rows = answers[(answers > 0).all(axis=1)][:MOST_PEOPLE]
    return [dict(zip(ids, row, strict=True)) for row in rows.tolist()]


def replayed(
    kept: Mapping[str, Sequence[Fifth]], people: Sequence[Sequence[Person]], rules: Rules
) -> list[list[Played]]:
    """Play the people of each fifth through the scales together, with the items of the other four."""
    groups = []
    for number, some in enumerate(people):
        block = Block({name: parts[number].items for name, parts in kept.items()}, rules)
        groups.append([play(block, list(kept), f"{number}/{place}", person) for place, person in enumerate(some)])
    return groups


def figures(scale: str, items: Sequence[GradedItem], groups: Groups, rules: Rules) -> dict[str, Any]:
    """Return what asking adaptively costs and saves on one scale.

    Args:
        items: All items of the scale.

    Returns:
        Mean items and the share saved; the share of people who reached the error, and who would with all items; the
        correlation with the score of all items, mean and root mean square of the difference, and how much narrower
        the scores lie; the least and the most that an item was asked; least and most of the fifths.
    """
    played = [one for group in groups for one in group]
    ids = [item.id for item in items]
    used = np.array([sum(item in one.asked for one in played) / len(played) for item in ids])
    theta, full = (np.array([getattr(one, field)[scale] for one in played]) for field in ("theta", "full"))
    return {
        "se": rules.se,
        "items": round(_mean_items(ids, played), 2),
        "saved": round(1.0 - _mean_items(ids, played) / len(ids), 3),
        "reached": round(_reached(rules, (one.se[scale] for one in played)), 3),
        "reached_by_all": round(_reached(rules, (one.full_se[scale] for one in played)), 3),
        "r": round(float(np.corrcoef(theta, full)[0, 1]), 4),
        "bias": round(float((theta - full).mean()), 3) + 0.0,
        "rms": round(float(np.sqrt(((theta - full) ** 2).mean())), 3),
        "sd_ratio": round(float(theta.std() / full.std()), 3),
        "exposure": [round(float(used.min()), 2), round(float(used.max()), 2)],
        "items_of_fifths": _ends(_mean_items(ids, group) for group in groups),
        "reached_of_fifths": _ends(_reached(rules, (one.se[scale] for one in group)) for group in groups),
    }


def _mean_items(items: Collection[str], played: Sequence[Played]) -> float:
    mine = frozenset(items)
    return float(np.mean([len(mine.intersection(one.asked)) for one in played]))


def _reached(rules: Rules, errors: Iterable[float]) -> float:
    return float(np.mean([rules.is_met(se) for se in errors]))


def _ends(values: Iterable[float]) -> list[float]:
    sorted_values = sorted(values)
    return [round(sorted_values[0], 3), round(sorted_values[-1], 3)]
