"""Looks for statements that mean something else to one group: `python -m calibration.fairness_study`.

By gender and by age band, skill by skill, over the data sets that asked for them; matching on purified anchors. The
same engine as on site, on the same joint counts. The table goes into resources/ for the manual; no rows do.
"""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from calibration.bank_study import derive
from calibration.single_thread import in_one_thread
from calibration.sources import SOURCES, check_sums, raw_answers, read_respondents, sha256
from progrez_desktop.scoring.bank import Bank, BankSkill
from progrez_desktop.scoring.fairness import dif
from progrez_desktop.scoring.fairness.counts import ItemCounts, Places
from progrez_desktop.scoring.grm import Floats, Scale, answer_table
from progrez_desktop.scoring.noisy import LEAST_IN_A_CELL

OUT = "bank/working-together.fairness.json"
SCHEMA = "progrez.fairness/1"
WATCHED_FROM = 0.25
"""Categories of the response format: class A, but a difference that a larger sample may turn into more."""
WATCHED_BY_RESEARCH = ("ipip50_big5/A3", "ipip50_big5/O7", "ipip_disc40/AD3", "ipip_disc40/AD9")
"""Largest differences by gender of another program's Wald test, whose anchors were not purified."""

Rows = NDArray[np.int64]


@dataclass(frozen=True)
class Comparison:
    """Two groups of one question."""

    by: str
    reference: str
    focal: str


COMPARISONS = (
    Comparison("gender", "men", "women"),
    Comparison("age", "25-39", "16-24"),
    Comparison("age", "25-39", "40+"),
)
_AGES = {"16-24": (16, 24), "25-39": (25, 39), "40+": (40, 120)}
_GENDERS = {"men": 1, "women": 2}


def build(data: Path, bank_bytes: bytes) -> bytes:
    """Return the file of what was found, comparison by comparison and skill by skill.

    Raises:
        CalibrationError: Files are not the recorded ones.
    """
    check_sums(data)
    bank = Bank.from_bytes(bank_bytes)
    tables = {name: read_respondents(data, name) for name in SOURCES}
    found = [
        _looked_at(skill, comparison, tables[skill.items[0].id.partition("/")[0]])
        for comparison in COMPARISONS
        for skill in bank.skills.values()
    ]
    document = {
        "schema": SCHEMA,
        "bank_sha256": bank.sha256,
        "data": {name: sha256(data / name / "responses.parquet") for name in SOURCES},
        "rule": {
            "test": "ordinal logistic regression, 2 degrees of freedom, Benjamini-Hochberg within a skill",
            "classes": {"B": dif.B_FROM, "C": dif.C_FROM, "significant": dif.SIGNIFICANT},
            "least_in_a_group": dif.LEAST_IN_A_GROUP,
            "least_in_a_cell": LEAST_IN_A_CELL,
            "watched_from": WATCHED_FROM,
        },
        "found": found,
        "watched": {
            "by_effect": sorted({item for one in found for item in one.get("watched", [])}),
            "by_research": list(WATCHED_BY_RESEARCH),
        },
    }
    return (json.dumps(document, indent=1, ensure_ascii=False, allow_nan=False) + "\n").encode("utf-8")


def _looked_at(skill: BankSkill, comparison: Comparison, table: pa.Table) -> dict[str, Any]:
    about: dict[str, Any] = {
        "skill": skill.id,
        "by": comparison.by,
        "reference": comparison.reference,
        "focal": comparison.focal,
    }
    groups = members(table, comparison)
    if groups is None:
        return {**about, "not_known": "not_asked"}
    answers = raw_answers(table, [item.id.partition("/")[2] for item in skill.items])
    enough = 5 * (answers > 0).sum(axis=1) >= 3 * len(skill.items)
    groups = [rows & enough for rows in groups]
    sizes = [int(rows.sum()) for rows in groups]
    about |= {"reference_n": sizes[0], "focal_n": sizes[1]}
    if min(sizes) < dif.LEAST_IN_A_GROUP:
        return {**about, "not_known": "group_too_small"}
    people = _People(skill, np.concatenate([answers[rows] for rows in groups]), sizes[0], comparison)
    result = dif.purified(people.counts_on, len(skill.items), comparison.reference, comparison.focal)
    whole, without = people.thetas((True,) * len(skill.items)), people.thetas(result.anchors)
    told = [one for one in result.found if isinstance(one, dif.Dif)]
    return {
        **about,
        "gap": round(_gap(whole, sizes[0]), 3),
        "settled": result.settled,
        "rounds": result.rounds,
        "anchors": sum(result.anchors),
        "theta_moves": round(float(np.abs(whole - without).mean()), 3),
        "scale_effect": round(dif.expected_score_difference(result.found), 3),
        "watched": [
            one.item for one in told if one.effect_unsigned >= WATCHED_FROM and one.adjusted_p < dif.SIGNIFICANT
        ],
        "items": list(_items(result.found)),
    }


def members(table: pa.Table, comparison: Comparison) -> list[NDArray[np.bool_]] | None:
    """Return who is in the reference and who in the focal group; None where the data set did not ask."""
    names = (comparison.reference, comparison.focal)
    if comparison.by == "age":
        if "age" not in table.column_names:
            return None
        age = table["age"].fill_null(0).to_numpy()
        return [(age >= _AGES[name][0]) & (age <= _AGES[name][1]) for name in names]
    column = next((name for name in ("gender", "sex") if name in table.column_names), None)
    if column is None:
        return None
    gender = table[column].fill_null(0).to_numpy()
    return [gender == _GENDERS[name] for name in names]


@dataclass(frozen=True)
class _People:
    """Those of both groups, the reference group first, with their raw answers to one skill."""

    skill: BankSkill
    answers: Rows
    of_reference: int
    comparison: Comparison

    def thetas(self, anchors: tuple[bool, ...]) -> Floats:
        kept = [at for at, is_anchor in enumerate(anchors) if is_anchor]
        items = [self.skill.items[at] for at in kept]
        scale = Scale([answer_table(item.a, item.b, reverse=item.key < 0) for item in items])
        return scale.posterior(self.answers[:, kept].astype(np.intp)).mean

    def counts_on(self, anchors: tuple[bool, ...]) -> list[ItemCounts]:
        """Return the joint counts of every statement, people matched on the anchors."""
        places = Places.of(self.skill.norm)
        bins = np.searchsorted(places.edges, self.thetas(anchors), side="right")
        groups = (np.arange(len(self.answers)) >= self.of_reference).astype(np.int64)
        counts = []
        for column, item in enumerate(self.skill.items):
            raw = self.answers[:, column]
            given = raw > 0
            levels = raw - 1 if item.key > 0 else item.categories - raw
            cells = np.zeros((2, item.categories, len(places.values)), dtype=np.int64)
            np.add.at(cells, (groups[given], levels[given], bins[given]), 1)
            names = (self.comparison.reference, self.comparison.focal)
            counts.append(ItemCounts(item.id, names, places, cells))
        return counts


def _gap(theta: Floats, of_reference: int) -> float:
    """Return Cohen's d, focal less reference."""
    one, other = theta[:of_reference], theta[of_reference:]
    within = ((len(one) - 1) * one.var(ddof=1) + (len(other) - 1) * other.var(ddof=1)) / (len(theta) - 2)
    return float((other.mean() - one.mean()) / np.sqrt(within))


def _items(found: Sequence[dif.Found]) -> Iterator[dict[str, Any]]:
    for one in found:
        if isinstance(one, dif.NotKnown):
            yield {"item": one.item, "not_known": one.why}
            continue
        yield {
            "item": one.item,
            "class": one.dif_class,
            "r2_change": round(one.r2_change, 4),
            "r2_uniform": round(one.r2_uniform, 4),
            "effect": round(one.effect, 3),
            "effect_unsigned": round(one.effect_unsigned, 3),
            "adjusted_p": float(f"{one.adjusted_p:.2g}"),
        }


def printed(document: dict[str, Any]) -> str:
    lines = [f"{'skill':18}{'by':8}{'groups':16}{'n':>12}{'gap':>7}{'A':>4}{'B':>3}{'C':>3}  largest"]
    for one in document["found"]:
        head = f"{one['skill']:18}{one['by']:8}{one['focal'] + '/' + one['reference']:16}"
        if "not_known" in one:
            lines.append(f"{head}  not known: {one['not_known']} {one.get('reference_n', '')} {one.get('focal_n', '')}")
            continue
        classes = [item.get("class") for item in one["items"]]
        largest = max(one["items"], key=lambda item: item.get("r2_change", 0.0))
        counted = "".join(f"{classes.count(name):{4 if name == 'A' else 3}}" for name in "ABC")
        size = f"{one['reference_n']}+{one['focal_n']}"
        most = f"{largest['item'].partition('/')[2]} R2 {largest['r2_change']} effect {largest['effect']}"
        lines.append(f"{head}{size:>12}{one['gap']:7.2f}{counted}  {most}")
    watched = (f"watched {how}: {', '.join(items)}" for how, items in document["watched"].items())
    return "\n".join([*lines, *watched])


def main(arguments: Sequence[str] | None = None) -> int:
    return derive(
        "calibration.fairness_study", __doc__, OUT, build, lambda content: printed(json.loads(content)), arguments
    )


if __name__ == "__main__":
    in_one_thread("calibration.fairness_study")
    sys.exit(main())
