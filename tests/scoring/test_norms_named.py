"""A norm is named for who is in it, never for more; one by age is for development and only for who wants it."""

import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from progrez_desktop.scoring.age_norms import AgeCurve, NoAgeNorm, development_norm
from progrez_desktop.scoring.bank import Bank
from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.norms import Norm, NormGroup, claims_more, percentile, sten_exact
from tests.scoring.made import SHIPPED, made_bank

NORM = made_bank().skills["calm"].norm
RAW: dict[str, Any] = {
    "population": "volunteers on a public web page", "years": "2012", "stakes": "low", "language": "en",
    "administration": "one statement per screen", "countries": None,
}  # fmt: skip
CURVE = {"range": [18, 60], "n": 900, "mean": [0.05, 0.1, -0.01, 0.0], "sd": [0.9, 0.02, 0.0, 0.0]}


def test_every_shipped_norm_has_a_name(repo: Path) -> None:
    data = (repo / SHIPPED).read_bytes()
    about = json.loads(data)["data"]
    for skill in Bank.from_bytes(data).skills.values():
        group = NormGroup.of(skill.norm, SimpleNamespace(**about[skill.norm.id.rpartition("/")[2]]))
        assert group.n == skill.norm.n >= 200
        assert "volunteers" in group.who
        assert (group.stakes, group.language) == ("low", "en")


CLAIMS = (
    *("The working population", "a representative sample", "de beroepsbevolking", "working-population"),
    *("de werkende bevolking", "the workforce", "beroeps-bevolking", "representatieve groep"),
    *("the  working\tpopulation", "The Work-Force", "labour force", "general public", "WERKENDE_BEVOLKING"),
    *("de Nederlandse beroeps bevolking", "work\u00adforce", "wörking population", "niet-representatief"),
    "a cross-section of all workers",
)


@pytest.mark.parametrize("who", ["Utrecht", "Workshop Noord", "Working together BV", "De Werkplaats", "", "Volksbank"])
def test_a_site_may_be_called_what_it_is(who: str) -> None:
    assert not claims_more(who)


@pytest.mark.parametrize("who", CLAIMS)
def test_volunteers_are_never_called_the_working_population(who: str) -> None:
    with pytest.raises(ScoringError, match="norm_claim"):
        NormGroup.of(NORM, SimpleNamespace(**RAW | {"population": who}))


def test_no_text_of_ours_claims_the_working_population(repo: Path) -> None:
    for path in (repo / "resources/translations").glob("*.json"):
        said = path.read_text(encoding="utf-8").lower()
        assert "working population" not in said.replace("not the working population", "")
        assert "beroepsbevolking" not in said.replace("niet de beroepsbevolking", "")


@pytest.mark.parametrize("field", ["population", "years", "stakes", "language", "administration"])
def test_a_norm_without_a_name_is_refused_by_what_it_lacks(field: str) -> None:
    with pytest.raises(ScoringError, match=f"norm_unnamed: {NORM.id}: {field}"):
        NormGroup.of(NORM, SimpleNamespace(**RAW | {field: ""}))


def test_a_norm_by_age_is_the_combined_one_moved_and_stretched() -> None:
    found = development_norm(NORM, AgeCurve.of(NORM.id, CURVE), 45, agreed=True)
    assert isinstance(found, Norm)
    # One decade above 35: mean .05 + .1 - .01, SD .9 + .02.
    assert (found.mean, found.sd, found.n) == pytest.approx((0.14, 0.92, 900))
    theta = np.array([0.14, 1.06])
    assert sten_exact(found, theta).tolist() == pytest.approx([5.5, 7.5])
    # The same place in the group, and so the same percentile, as that place in the combined group.
    combined = NORM.mean + (theta - found.mean) / found.sd * NORM.sd
    assert percentile(found, theta).tolist() == percentile(NORM, combined).tolist()


@given(st.integers(18, 60))
def test_the_name_of_a_norm_by_age_does_not_tell_the_age(age: int) -> None:
    found = development_norm(NORM, AgeCurve.of(NORM.id, CURVE), age, agreed=True)
    assert isinstance(found, Norm)
    assert found.id == f"{NORM.id}/by-age"


@pytest.mark.parametrize(
    ("agreed", "age", "curve", "norm", "why"),
    [
        (False, 40, CURVE, NORM, "not_agreed"),
        (False, None, None, NORM, "not_agreed"),  # who did not agree learns nothing about age from the reason
        (True, None, CURVE, NORM, "age_not_given"),
        (True, 40, None, NORM, "too_few_people"),
        (True, 40, CURVE | {"n": 299}, NORM, "too_few_people"),
        (True, 40, CURVE, replace(NORM, n=199), "too_few_people"),
        (True, 17, CURVE, NORM, "outside_ages"),
        (True, 61, CURVE, NORM, "outside_ages"),
    ],
)
def test_without_agreement_or_people_there_is_no_norm_by_age(
    agreed: bool, age: int | None, curve: dict[str, Any] | None, norm: Norm, why: str
) -> None:
    parsed = None if curve is None else AgeCurve.of(NORM.id, curve)
    assert development_norm(norm, parsed, age, agreed=agreed) == NoAgeNorm(why)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("range", [60, 18]), ("range", [18]), ("range", "18-60"), ("n", 0), ("n", True), ("mean", []),
        ("mean", ["0"]), ("sd", [float("nan")]), ("sd", [0.1, -0.9]), ("sd", None),
    ],
)  # fmt: skip
def test_a_curve_that_is_none_is_refused_by_field(field: str, value: object) -> None:
    with pytest.raises(ScoringError, match=f"age_curve: {NORM.id}: {field}"):
        AgeCurve.of(NORM.id, CURVE | {field: value})
