"""Two estimators: the likelier one is taken, and where the data decide they give the same parameters."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from calibration import estimators, item_bank
from calibration.single_thread import SAME_SUMS
from calibration.sources import answers_of, read_respondents, read_skill_map
from progrez_desktop.scoring.asked import AskedItem
from progrez_desktop.scoring.bank import Bank, BankSkill
from progrez_desktop.scoring.estimation import FittedItem
from tests.scoring.made import SHIPPED, made_bank, made_people

CALM = made_bank().skills["calm"]
ASKED = [AskedItem(item.id, item.categories, item.key) for item in CALM.items]

DECIDED = 0.10
"""Data decide on a parameter whose standard error is at most this, of an item that mirt does not hold at its box."""


@pytest.fixture(scope="module")
def shipped(repo: Path) -> list[BankSkill]:
    data = (repo / SHIPPED).read_bytes()
    return [skill for part in ("skills", "extended") for skill in Bank.from_bytes(data, part).skills.values()]


def test_our_own_is_taken_where_both_found_the_same_maximum() -> None:
    found = estimators.fit("calm", ASKED, made_people(CALM, 900, seed=1, missing=0.05))
    assert (found.estimator, found.at_bound) == ("own", ())
    assert found.ahead < 0.001
    assert max(found.apart.values()) < 0.01


def test_the_likelier_one_is_taken_whoever_found_it(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = made_people(CALM, 900, seed=1)
    true = estimators.fit("calm", ASKED, answers)
    worse = tuple(FittedItem(item.id, item.a * 1.1, item.b, item.n) for item in true.items)

    class Worse:
        items = worse

    monkeypatch.setattr(estimators, "estimate", lambda asked, answers: Worse)
    found = estimators.fit("calm", ASKED, answers)
    assert found.estimator == "mirt"
    assert found.ahead > 0.1
    assert found.log_likelihood == pytest.approx(true.log_likelihood, abs=0.001)


def test_shipped_parameters_are_the_likelier_ones_and_never_behind(shipped: list[BankSkill]) -> None:
    for skill in shipped:
        facts = skill.calibration
        assert facts.ahead >= 0.0
        # mirt keeps thresholds within 6 of the middle; where it has to, ours are likelier by something.
        assert (facts.ahead > 0.01) == bool(facts.at_bound), skill.id


def test_where_mirt_is_free_all_parameters_are_the_same(shipped: list[BankSkill]) -> None:
    free = [skill.calibration for skill in shipped if not skill.calibration.at_bound]
    assert len(free) == 13
    assert max(max(facts.apart_a, facts.apart_b) for facts in free) < 0.001


@pytest.mark.shared
def test_where_mirt_is_held_the_other_items_are_the_same_if_the_data_decide(shared_dir: Path, repo: Path) -> None:
    skill_map = read_skill_map(shared_dir / "data")
    document = json.loads((repo / SHIPPED).read_bytes())
    held = {
        name: skill
        for name, skill in {**document["skills"], **document["extended"]}.items()
        if skill["calibration"]["at_bound"]
    }
    assert set(held) == {"creative_thinking", "adaptability", "empathy_x"}
    for name, skill in held.items():
        for item, theirs in zip(skill["items"], _by_mirt(name, skill_map, shared_dir), strict=True):
            if theirs.id not in skill["calibration"]["at_bound"]:
                pairs = zip((item["a"], *item["b"]), (theirs.a, *theirs.b), strict=True)
                for (ours, other), error in zip(pairs, (item["se_a"], *item["se_b"]), strict=True):
                    assert abs(ours - other) < 0.15 * error, (name, item["id"])
                    assert error > DECIDED or abs(ours - other) < 0.01, (name, item["id"])


def _by_mirt(name: str, skill_map: Any, shared_dir: Path) -> tuple[FittedItem, ...]:
    items = skill_map[name]
    answers = answers_of(read_respondents(shared_dir / "data", items[0].dataset), items)
    return estimators._by_mirt(name, [AskedItem(i.column, i.categories, i.key) for i in items], answers)


AGAIN = """
import sys
from pathlib import Path
from calibration import item_bank
from calibration.sources import read_respondents, read_skill_map

name, data = sys.argv[1], Path(sys.argv[2])
items = read_skill_map(data)[name]
sys.stdout.buffer.write(item_bank.as_json(item_bank._skill(name, items, read_respondents(data, items[0].dataset))))
"""


@pytest.mark.shared
@pytest.mark.parametrize("name", ["composure", "leadership"])
def test_the_same_data_give_the_same_bytes_on_every_processor(name: str, shared_dir: Path, repo: Path) -> None:
    command = [sys.executable, "-c", AGAIN, name, str(shared_dir / "data")]
    environment = {**os.environ, **SAME_SUMS}
    again = subprocess.run(command, cwd=repo, env=environment, capture_output=True, check=True, timeout=300).stdout
    document = json.loads((repo / SHIPPED).read_bytes())
    assert again == item_bank.as_json(document["skills"][name])
    assert item_bank.as_json(document) == (repo / SHIPPED).read_bytes()
