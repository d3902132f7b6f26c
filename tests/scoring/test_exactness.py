"""Theta and its error are those of another package to the fourth decimal, of real and made people on every scale."""

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from mirt import GradedResponseModel, fscores

from calibration.sources import answers_of, read_respondents, read_skill_map
from progrez_desktop.scoring.bank import Bank, BankSkill
from progrez_desktop.scoring.grm import Posterior, Scale, answer_table
from tests.scoring import published
from tests.scoring.made import SHIPPED, made_people

TOLERANCE = 1e-4


@pytest.fixture(scope="module", params=["skills", "extended"])
def scales(request: pytest.FixtureRequest, repo: Path) -> dict[str, BankSkill]:
    found = dict(Bank.from_bytes((repo / SHIPPED).read_bytes(), request.param).skills)
    assert len(found) == {"skills": 12, "extended": 4}[request.param]
    return found


def _ours(skill: BankSkill, answers: Any) -> Posterior:
    return Scale([answer_table(item.a, item.b, reverse=item.key < 0) for item in skill.items]).posterior(answers)


def _theirs(skill: BankSkill, answers: Any) -> tuple[Any, Any]:
    keys, categories = np.array([item.key for item in skill.items]), skill.items[0].categories
    model = GradedResponseModel(len(skill.items), categories)
    model.set_parameters(
        discrimination=np.array([item.a for item in skill.items]), thresholds=np.array([item.b for item in skill.items])
    )
    model._is_fitted = True
    levels = np.where(answers == 0, -1, np.where(keys > 0, answers - 1, categories - answers))
    found = fscores(model, levels, n_quadpts=201)
    return found.theta.ravel(), found.standard_error.ravel()


def _agree(skill: BankSkill, answers: Any) -> None:
    ours, (theta, error) = _ours(skill, answers), _theirs(skill, answers)
    assert np.abs(ours.mean - theta).max() < TOLERANCE, skill.id
    assert np.abs(ours.sd - error).max() < TOLERANCE, skill.id


def _extremes(skill: BankSkill) -> Any:
    highest = [item.categories if item.key > 0 else 1 for item in skill.items]
    lowest = [1 if item.key > 0 else item.categories for item in skill.items]
    one_answer = [highest[0]] + [0] * (len(highest) - 1)
    return np.array([lowest, highest, one_answer])


def test_made_people_and_the_most_extreme_that_can_be(scales: dict[str, BankSkill]) -> None:
    for seed, skill in enumerate(scales.values()):
        _agree(skill, np.concatenate([_extremes(skill), made_people(skill, 400, seed, missing=0.1)]))


@pytest.mark.shared
def test_everybody_who_the_bank_was_estimated_from(shared_dir: Path, scales: dict[str, BankSkill]) -> None:
    items = read_skill_map(shared_dir / "data")
    for name, skill in scales.items():
        _agree(skill, answers_of(read_respondents(shared_dir / "data", skill.dataset), items[name]))


def test_the_scores_that_mirt_for_r_printed() -> None:
    answers = np.array([[int(digit) for digit in pattern] for pattern in published.SCIENCE_SCORES])
    tables = [answer_table(a, b, reverse=False) for a, b in published.SCIENCE_BY_MIRT]
    found = Scale(tables).posterior(answers)
    # Printed from 61 nodes between -6 and 6: a step of 0.2, which is good for four decimals here.
    for at, (theta, error) in enumerate(published.SCIENCE_SCORES.values()):
        assert found.mean[at] == pytest.approx(theta, abs=2e-4)
        assert found.sd[at] == pytest.approx(error, abs=2e-4)
