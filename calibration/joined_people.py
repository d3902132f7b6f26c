"""The respondents of the quality study: people of one data set as they are, and people joined of four data sets.

Nobody ever answered our whole form: its four blocks come from four samples. A joined person is one respondent of each.
How far care goes together is set by what was measured between two parts of one data set; joined at random, a person's
blocks would each have a care of their own, and false alarms would look rarer than they are.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from calibration.sources import SOURCES, raw_answers, read_respondents
from progrez_desktop.core.packs.shipped import ASSESSMENT
from progrez_desktop.core.resources import resource_path
from progrez_desktop.scoring.bank import Bank
from progrez_desktop.scoring.quality import agreement
from progrez_desktop.scoring.quality.form import Form, Ints
from progrez_desktop.scoring.quality.person_fit import lz, thetas

Floats = NDArray[np.float64]
Rows = NDArray[np.intp]

SEED = 20261123
TIMED = "ipip_ambi181"
_TIMED_STATEMENTS = 181
JOINED_PEOPLE = 6000


@dataclass(frozen=True)
class Sample:
    """People who met one form; `seconds` has one time a statement."""

    form: Form
    answers: Ints
    seconds: Floats


@dataclass(frozen=True)
class Respondents:
    """Those of one data set who left no statement of ours out. `seconds` is empty where no time was taken."""

    form: Form
    answers: Ints
    seconds: Floats

    def half(self, side: int) -> "Respondents":
        """Return one of two halves, the same on every run."""
        mine = np.random.default_rng(SEED).random(len(self.answers)) < 0.5
        rows = np.flatnonzero(mine if side == 0 else ~mine)
        return Respondents(self.form, self.answers[rows], self.seconds[rows])

    def on(self, form: Form) -> Ints:
        """Return their answers to the statements of another form that has only statements of this one."""
        return np.ascontiguousarray(self.answers[:, [self.form.place[item.id] for item in form.items]])


def form_of(banks: Sequence[Bank], ids: Sequence[str]) -> Form:
    """Return the form with these statements in this order, each with the first skill that has it."""
    found = {
        item.id: (skill.id, item) for bank in reversed(banks) for skill in bank.skills.values() for item in skill.items
    }
    return Form.of([found[name] for name in ids])


def shown_order(bank: Bank) -> list[str]:
    """Return the statements that are scored by default, in the order in which the pack that ships shows them."""
    scored = {item.id for skill in bank.skills.values() for item in skill.items}
    raw = json.loads(resource_path(*ASSESSMENT.split("/"), "statements.json").read_bytes())
    return [item["id"] for block in raw["blocks"].values() for item in block if item["id"] in scored]


def read_people(data: Path, banks: Sequence[Bank]) -> dict[str, Respondents]:
    """Return the respondents of each data set, on all of its statements in any bank, in a shuffled order."""
    people = {}
    for name in SOURCES:
        ids = sorted({i.id for b in banks for s in b.skills.values() for i in s.items if i.id.startswith(f"{name}/")})
        order = np.random.default_rng(SEED).permutation(len(ids))
        form = form_of(banks, [ids[at] for at in order])
        table = read_respondents(data, name)
        raw = raw_answers(table, [item.id.partition("/")[2] for item in form.items])
        complete = (raw > 0).all(axis=1)
        times = np.empty((len(raw), 0))
        if name == TIMED:
            times = raw_answers(table, [f"Q{n}E" for n in range(1, _TIMED_STATEMENTS + 1)]) / 1000.0
        people[name] = Respondents(form, raw[complete], times[complete])
    return people


def own_times(people: Respondents, form: Form) -> Floats:
    """Return their times on the statements of a form of their own data set."""
    columns = [int(item.id.partition("/Q")[2].removesuffix("A")) - 1 for item in form.items]
    return np.ascontiguousarray(people.seconds[:, columns])


def like_pairs(form: Form, answers: Ints, least_r: float) -> list[tuple[str, str, float]]:
    """Return pairs of statements of one format whose keyed answers correlate above `least_r` over people."""
    keyed, found = form.keyed(answers), []
    for columns in form.of_format().values():
        r = np.asarray(np.corrcoef(keyed[:, columns], rowvar=False))
        for one, other in zip(*np.triu_indices(len(columns), 1), strict=True):
            if r[one, other] > least_r:
                first, second = form.items[columns[one]].id, form.items[columns[other]].id
                found.append((first, second, round(float(r[one, other]), 3)))
    return found


def care(form: Form, answers: Ints, pairs: Sequence[tuple[str, str]]) -> Floats:
    """Return how carefully each person seems to have answered: the mean rank by like pairs and by fit."""
    synonyms, _ = agreement.synonyms(form, answers, agreement.pairs_on(form, pairs))
    fit = np.nan_to_num(lz(form, answers, thetas(form, answers)))
    return (ranks(np.nan_to_num(synonyms, nan=-1.0)) + ranks(fit)) / 2


def care_goes_together(people: Respondents, pairs: Sequence[tuple[str, str]]) -> float:
    """Return the rank correlation of care between two parts of one form that share no skill: every other skill each."""
    skills = list(people.form.of_skill())
    halves = []
    for side in (0, 1):
        form = Form.of([row for row in people.form.shown if row[0] in skills[side::2]])
        halves.append(ranks(care(form, people.on(form), pairs)))
    return float(np.corrcoef(halves[0], halves[1])[0, 1])


def joined(people: Mapping[str, Respondents], form: Form, pairs: Sequence[tuple[str, str]], r: float) -> Sample:
    """Return people of a form that takes from every data set, with the times of their timed part.

    Args:
        r: How far care goes together between any two parts of a person: 0 at random, 1 the same ranks.
    """
    random = np.random.default_rng(SEED)
    common = random.standard_normal(JOINED_PEOPLE)
    answers = np.zeros((JOINED_PEOPLE, len(form.items)), dtype=np.int64)
    seconds = np.empty(answers.shape)
    for name, part in people.items():
        own = Form.of([row for row in form.shown if row[1].id.startswith(f"{name}/")])
        latent = np.sqrt(r) * common + np.sqrt(1.0 - r) * random.standard_normal(JOINED_PEOPLE)
        rows = _by_rank(care(own, part.on(own), pairs), latent, random)
        answers[:, [form.place[item.id] for item in own.items]] = part.on(own)[rows]
        if name == TIMED:
            # Times of other statements of the same person stand for blocks that were never timed.
            taken = random.permuted(np.tile(np.arange(_TIMED_STATEMENTS), (JOINED_PEOPLE, 1)), axis=1)
            seconds = np.take_along_axis(part.seconds[rows], taken[:, : len(form.items)], axis=1)
    return Sample(form, answers, seconds)


def _by_rank(how_careful: Floats, latent: Floats, random: np.random.Generator) -> Rows:
    """Return, for each latent value, the respondent at its rank; every respondent is equally likely."""
    place = (ranks(latent) + random.random(len(latent))) / len(latent)
    order = np.argsort(how_careful, kind="stable")
    return np.asarray(order[np.minimum((place * len(order)).astype(np.intp), len(order) - 1)])


def ranks(values: Floats) -> Floats:
    return np.argsort(np.argsort(values, kind="stable"), kind="stable").astype(np.float64)
