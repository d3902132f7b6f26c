"""What the bank says of itself is true of the data that it was estimated from, and none of those rows are shipped."""

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from calibration import reliability
from calibration.sources import (
    CalibrationError,
    MapItem,
    ages_of,
    answers_of,
    check_sums,
    read_respondents,
    read_skill_map,
    sha256,
)
from progrez_desktop.scoring.bank import Bank
from progrez_desktop.scoring.grm import Scale, answer_table, log_marginal_likelihood
from tests.scoring.made import SHIPPED

# psychometrics.md, section B: alpha, omega total (R psych), IRT marginal, as other programs found them.
RESEARCH = {
    "communication": (0.89, 0.91, 0.91), "empathy": (0.83, 0.87, 0.87), "self_management": (0.81, 0.84, 0.84),
    "resilience": (0.87, 0.90, 0.90), "creative_thinking": (0.80, 0.85, 0.83), "leadership": (0.86, 0.90, 0.88),
    "adaptability": (0.83, 0.87, 0.88), "initiative": (0.83, 0.87, 0.87), "integrity": (0.81, 0.84, 0.86),
    "collaboration": (0.82, 0.86, 0.88), "analytical": (0.76, 0.81, 0.83), "composure": (0.87, 0.92, 0.91),
    "communication_x": (0.92, 0.93, 0.94), "empathy_x": (0.87, 0.90, 0.92), "resilience_x": (0.90, 0.92, 0.93),
    "self_management_x": (0.88, 0.90, 0.91),
}  # fmt: skip


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads((Path(__file__).resolve().parents[2] / SHIPPED).read_bytes())
    return loaded


def _skills(document: dict[str, Any]) -> dict[str, Any]:
    return {**document["skills"], **document["extended"]}


@pytest.mark.shared
def test_the_bank_names_the_very_data_that_it_rests_on(shared_dir: Path, document: dict[str, Any]) -> None:
    check_sums(shared_dir / "data")
    for name, about in document["data"].items():
        path = shared_dir / "data" / name / "responses.parquet"
        assert about["sha256"] == sha256(path)
        assert about["respondents"] == pq.read_metadata(path).num_rows
    assert document["calibration"]["skill_map_sha256"] == sha256(shared_dir / "data" / "skill_map.csv")


@pytest.mark.shared
def test_n_log_likelihood_and_norm_are_found_again_in_the_data(shared_dir: Path, document: dict[str, Any]) -> None:
    skill_map = read_skill_map(shared_dir / "data")
    for name, skill in _skills(document).items():
        items = skill_map[name]
        assert [item["id"].partition("/")[2] for item in skill["items"]] == [item.column for item in items]
        answers = answers_of(read_respondents(shared_dir / "data", skill["dataset"]), items)
        tables = [answer_table(i["a"], i["b"], reverse=i["key"] < 0) for i in skill["items"]]
        assert skill["calibration"]["n"] == len(answers)
        ours = log_marginal_likelihood(tables, answers)
        assert ours == pytest.approx(skill["calibration"]["log_likelihood"], abs=0.1), name
        theta = Scale(tables).posterior(answers[5 * (answers > 0).sum(axis=1) >= 3 * len(items)]).mean
        assert skill["norm"]["n"] == theta.size
        assert skill["norm"]["mean"] == pytest.approx(theta.mean(), abs=1e-6)
        assert skill["norm"]["quantiles"][49] == pytest.approx(np.median(theta), abs=1e-6)


def test_reliabilities_are_those_that_another_program_found(document: dict[str, Any]) -> None:
    for name, skill in _skills(document).items():
        found = [skill["reliability"][kind] for kind in ("alpha", "omega_t", "irt_marginal")]
        assert found == pytest.approx(RESEARCH[name], abs=0.01), name


# The same section: omega hierarchical by R's psych. Those of the largest data set come from 5,000 of its 14,400 people,
# and move by as much as this between halves of them; the others come from everybody.
RESEARCH_OMEGA_H = {
    "communication": 0.77, "empathy": 0.68, "self_management": 0.72, "resilience": 0.79, "creative_thinking": 0.59,
    "leadership": 0.71, "adaptability": 0.64, "initiative": 0.78, "integrity": 0.66, "collaboration": 0.66,
    "analytical": 0.63, "composure": 0.79, "communication_x": 0.78, "empathy_x": 0.66, "resilience_x": 0.76,
    "self_management_x": 0.72,
}  # fmt: skip


def test_the_share_of_the_general_factor_is_that_of_another_program(document: dict[str, Any]) -> None:
    for name, skill in _skills(document).items():
        apart = 0.07 if skill["dataset"] == "ipip50_big5" else 0.01
        assert skill["reliability"]["omega_h"] == pytest.approx(RESEARCH_OMEGA_H[name], abs=apart), name
        assert skill["reliability"]["omega_h"] < skill["reliability"]["omega_t"]


@pytest.mark.shared
def test_shares_range_and_ages_are_found_again_in_the_data(shared_dir: Path, document: dict[str, Any]) -> None:
    skill_map = read_skill_map(shared_dir / "data")
    for name, skill in _skills(document).items():
        respondents = read_respondents(shared_dir / "data", skill["dataset"])
        answers = answers_of(respondents, skill_map[name])
        for at, item in enumerate(skill["items"]):
            used = np.bincount(answers[:, at], minlength=item["categories"] + 1)[1:]
            assert item["n"] == used.sum()
            assert item["used"] == pytest.approx(used / used.sum(), abs=1e-4)
        tables = [answer_table(i["a"], i["b"], reverse=i["key"] < 0) for i in skill["items"]]
        normed = 5 * (answers > 0).sum(axis=1) >= 3 * len(skill_map[name])
        found = Scale(tables).posterior(answers[normed])
        assert skill["reliability"]["mean_se"] == pytest.approx(found.sd.mean(), abs=1e-4)
        assert skill["range"]["lowest"] <= found.mean.min() + 1e-6
        assert skill["range"]["highest"] >= found.mean.max() - 1e-6
        ages = ages_of(respondents, skill_map[name])[normed]
        assert len(ages) == len(found.mean)
        curve = skill["age"]
        if curve is None:
            assert np.isnan(ages).all()
        else:
            inside = (ages >= curve["range"][0]) & (ages <= curve["range"][1])
            x = (ages[inside] - 35.0) / 10.0
            mean, sd = (np.polynomial.polynomial.polyval(x, curve[field]) for field in ("mean", "sd"))
            off = (found.mean[inside] - mean) / sd
            assert curve["n"] == inside.sum()
            assert (off.mean(), off.std()) == pytest.approx((0.0, 1.0), abs=0.01)


def test_items_fit_closely_and_their_errors_are_small(document: dict[str, Any]) -> None:
    for skill in _skills(document).values():
        for item in skill["items"]:
            assert item["misfit"] < 0.05
            assert item["se_a"] < 0.25


def test_no_respondent_row_is_shipped(repo: Path, document: dict[str, Any]) -> None:
    files = [path for path in (repo / "resources").rglob("*") if path.is_file()]
    assert not [path for path in files if path.suffix in {".parquet", ".csv", ".gz", ".tsv", ".rda", ".feather"}]
    # The longest list of numbers in the bank is a norm table; a row of answers would be a list of small whole numbers.
    text = (repo / SHIPPED).read_text(encoding="utf-8")
    assert not re.search(r"\[\s*(?:[1-7],\s*){5,}[1-7]\s*\]", text)
    assert '"rid"' not in text
    smallest = min(skill["norm"]["n"] for skill in _skills(document).values())
    assert smallest > 99 * 5, "a percentage point of a norm stands for several people"


def test_a_changed_data_file_stops_the_calibration(tmp_path: Path) -> None:
    (tmp_path / "rows.parquet").write_bytes(b"changed")
    (tmp_path / "SHA256SUMS.psychometrics").write_text(f"{'0' * 64}  ./rows.parquet\n")
    with pytest.raises(CalibrationError, match=r"rows\.parquet"):
        check_sums(tmp_path)


def test_a_category_that_nobody_used_is_refused_by_item() -> None:
    items = [MapItem("calm", "Calm", "made", column, 1, 3, "I answer.", "", "") for column in ("E1", "E2")]
    rows = {"E1": [1, 2, 3, None], "E2": [1, 3, 3, 1]}
    with pytest.raises(CalibrationError, match="E2"):
        answers_of(pa.table(rows), items)
    rows["E2"] = [1, 2, 3, None]
    assert answers_of(pa.table(rows), items).tolist() == [[1, 1], [2, 2], [3, 3]]


def test_items_alike_in_all_have_the_reliability_of_the_prophecy_formula() -> None:
    # Spearman-Brown: six items that correlate .4 with each other give 6 x .4 / (1 + 5 x .4) = .8.
    random = np.random.default_rng(5).standard_normal((4000, 6))
    white = (random - random.mean(axis=0)) @ np.linalg.inv(np.linalg.cholesky(np.cov(random, rowvar=False))).T
    alike = white @ np.linalg.cholesky(np.full((6, 6), 0.4) + 0.6 * np.eye(6)).T
    assert reliability.cronbach_alpha(alike) == pytest.approx(0.8, abs=1e-9)
    assert reliability.omega_total(alike) == pytest.approx(0.8, abs=1e-4)


def test_a_bank_estimated_in_english_names_every_item_once(document: dict[str, Any]) -> None:
    bank = Bank.from_bytes(json.dumps(document).encode())
    assert sum(len(skill.items) for skill in bank.skills.values()) == 111
    texts = [item.text for skill in bank.skills.values() for item in skill.items]
    assert len(set(texts)) == len(texts)
