"""What the manual says of fairness is what the data say, skill by skill, and what was never asked is not known."""

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from calibration.fairness_study import COMPARISONS, OUT, build
from progrez_desktop.scoring.bank import Bank
from tests.conftest import REPO
from tests.scoring.made import SHIPPED

# psychometrics.md, section B: d of women less men, as another program found it on a part of the same people.
GAPS = {
    "communication": 0.14, "empathy": 0.46, "self_management": 0.08, "resilience": -0.32, "creative_thinking": -0.24,
    "leadership": -0.14, "adaptability": -0.20, "composure": -0.31,
}  # fmt: skip
NEVER_ASKED = {"initiative", "integrity", "collaboration", "analytical"}


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((REPO / "resources" / OUT).read_bytes())
    return loaded


def test_the_shipped_table_keeps_its_contract_and_is_of_the_shipped_bank(document: dict[str, Any]) -> None:
    schema = json.loads((REPO / "resources/contracts/fairness.schema.json").read_bytes())
    jsonschema_rs.validator_for(schema).validate(document)
    bank = Bank.from_bytes((REPO / SHIPPED).read_bytes())
    assert document["bank_sha256"] == bank.sha256
    assert [(one["by"], one["focal"], one["skill"]) for one in document["found"]] == [
        (comparison.by, comparison.focal, skill) for comparison in COMPARISONS for skill in bank.skills
    ]


@pytest.mark.shared
def test_the_same_data_give_the_same_table(shared_dir: Path) -> None:
    shipped = (REPO / "resources" / OUT).read_bytes()
    assert build(shared_dir / "data", (REPO / SHIPPED).read_bytes()) == shipped


def test_gaps_between_women_and_men_are_those_of_the_research(document: dict[str, Any]) -> None:
    by_gender = {one["skill"]: one for one in document["found"] if one["by"] == "gender"}
    for skill, gap in GAPS.items():
        assert by_gender[skill]["gap"] == pytest.approx(gap, abs=0.02), skill
    assert {skill for skill, one in by_gender.items() if one.get("not_known") == "not_asked"} == NEVER_ASKED


def test_every_statement_that_could_be_looked_at_is_of_class_a(document: dict[str, Any]) -> None:
    told = [item for one in document["found"] for item in one.get("items", [])]
    assert {item["class"] for item in told} == {"A"}
    by_gender = [len(one["items"]) for one in document["found"] if one["by"] == "gender" and "items" in one]
    assert sum(by_gender) == 76  # the research's count of statements that could be tested
    assert all(one["settled"] for one in document["found"] if "items" in one)


def test_statements_to_watch_are_named(document: dict[str, Any]) -> None:
    assert {name.partition("/")[2] for name in document["watched"]["by_research"]} == {"AD3", "AD9", "A3", "O7"}
    limit = document["rule"]["watched_from"]
    large = {
        item["item"] for one in document["found"] for item in one.get("items", []) if item["effect_unsigned"] >= limit
    }
    assert set(document["watched"]["by_effect"]) == large


def test_a_small_group_is_not_known(document: dict[str, Any]) -> None:
    small = [one for one in document["found"] if one.get("not_known") == "group_too_small"]
    assert small
    assert all(min(one["reference_n"], one["focal_n"]) < 200 for one in small)
