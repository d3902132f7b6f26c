"""The shipped thresholds keep their contract, belong to the shipped bank, and catch what they say they catch."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema_rs
import numpy as np
import pytest

from calibration.joined_people import SEED, TIMED, Sample, own_times, read_people
from calibration.quality_table import table
from progrez_desktop.scoring.bank import Bank
from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.quality.thresholds import Cuts, Thresholds
from tests.scoring.made import SHIPPED
from tests.scoring.quality.forms import QUALITY, shipped_form, shipped_thresholds

CAUGHT, FALSE_ALARMS = 0.84, 0.026


@pytest.fixture(scope="module")
def document() -> dict[str, Any]:
    loaded: dict[str, Any] = json.loads(QUALITY.read_bytes())
    return loaded


def test_the_shipped_file_keeps_its_contract(repo: Path, document: dict[str, Any]) -> None:
    schema = json.loads((repo / "resources/contracts/response-quality.schema.json").read_bytes())
    jsonschema_rs.validator_for(schema).validate(document)


def test_the_shipped_thresholds_belong_to_the_shipped_bank(repo: Path) -> None:
    shipped_thresholds().checked_for(Bank.from_bytes((repo / SHIPPED).read_bytes()).sha256)


@pytest.mark.parametrize("form", ["whole_form_joined", "whole_form_joined_at_random", "one_data_set"])
def test_random_answers_are_caught_and_real_ones_are_not(document: dict[str, Any], form: str) -> None:
    rows = document["study"]["caught"][form]
    assert rows["random"]["with_care"] >= CAUGHT
    assert rows["random"]["with_care_without_times"] >= CAUGHT
    assert rows["straight_line"]["with_care"] >= CAUGHT
    assert rows["hurried"]["with_care"] >= CAUGHT
    assert rows["real"]["with_care"] <= FALSE_ALARMS


def test_flags_of_different_families_hardly_go_together_in_real_respondents(document: dict[str, Any]) -> None:
    meetings = document["study"]["families"]["meetings"]
    assert len(meetings) == 6
    assert all(abs(pair["phi"]) < 0.15 for pair in meetings)


@pytest.mark.shared
def test_hits_and_false_alarms_are_found_again_in_the_data(
    shared_dir: Path, repo: Path, document: dict[str, Any]
) -> None:
    data = (repo / SHIPPED).read_bytes()
    people = read_people(shared_dir / "data", (Bank.from_bytes(data), Bank.from_bytes(data, "extended")))
    half = people[TIMED].half(1)
    assert document["study"]["tried_on"][TIMED] == len(half.answers)
    sample = Sample(half.form, half.answers, own_times(half, half.form))
    found, said = table(sample, shipped_thresholds()), document["study"]["caught"]["one_data_set"]
    for kind in ("real", "random"):
        assert found[kind] == pytest.approx(said[kind], abs=0.002), kind
    assert people[TIMED].half(0).answers.shape[0] + len(half.answers) == len(people[TIMED].answers)
    assert SEED == 20261123


def test_enough_pairs_for_a_cut_are_on_the_form() -> None:
    limits, form = shipped_thresholds(), shipped_form()
    on_form = sum(one in form.place and other in form.place for one, other in limits.pairs)
    assert on_form >= limits.synonyms.steps[-1][0]
    assert set(form.formats) <= set(limits.typical_variance)


def test_a_cut_is_that_of_the_step_reached() -> None:
    cuts = Cuts(((12, -0.1), (30, 0.1)))
    assert [cuts.at(n) for n in (0, 11, 12, 29, 30, 500)] == [None, None, -0.1, -0.1, 0.1, 0.1]


FAULTS: dict[str, tuple[str, Callable[[dict[str, Any]], object]]] = {
    "no pace": ("pace", lambda d: d.pop("pace")),
    "median of zero": ("median_s", lambda d: d["pace"].update(median_s=0)),
    "run of zero": ("run", lambda d: d.update(run=0)),
    "run true": ("run", lambda d: d.update(run=True)),
    "spread not finite": ("spread", lambda d: d["spread"].update(cut=float("inf"))),
    "typical of zero": ("typical_variance", lambda d: d["spread"]["typical"].update(ambi=0.0)),
    "half a pair": ("pairs", lambda d: d["synonyms"]["pairs"].append(["one"])),
    "steps out of order": ("synonyms", lambda d: d["synonyms"].update(cuts=[[30, 0.1], [12, 0.0]])),
    "no steps": ("even_odd", lambda d: d["even_odd"].update(cuts=[])),
    "step of a text": ("person_fit", lambda d: d["person_fit"].update(cuts=[["20", -1.0]])),
    "no bank": ("bank_sha256", lambda d: d.update(bank_sha256="")),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_spoilt_file_is_refused_by_field(fault: str) -> None:
    field, spoil = FAULTS[fault]
    spoilt = json.loads(QUALITY.read_bytes())
    spoil(spoilt)
    with pytest.raises(ScoringError) as refused:
        Thresholds.from_bytes(json.dumps(spoilt).encode())
    assert (refused.value.code, refused.value.detail) == ("quality_field", field)


def test_what_is_no_table_of_thresholds_is_refused() -> None:
    for data, code in ((b"[]", "quality_schema"), (b"{}", "quality_schema"), (b"\xff", "quality_not_json")):
        with pytest.raises(ScoringError, match=code):
            Thresholds.from_bytes(data)
    assert np.isfinite(shipped_thresholds().spread)
