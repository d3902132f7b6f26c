"""The figures of the adaptive form: what was asked of it, what they rest on, and that they come out again."""

import json
from pathlib import Path
from typing import Any

import pytest

from calibration import adaptive_study
from calibration.kept_out import FIFTHS, fifth_of, fifths
from calibration.sources import read_respondents
from progrez_desktop.core.packs.shipped import BANK, shipped
from progrez_desktop.scoring import scales

FIGURES: dict[str, Any] = json.loads(shipped().read("bank/working-together.adaptive.json"))
PACK = shipped().assessment()
LONGER = ("communication_x", "empathy_x", "resilience_x", "self_management_x")


def at(scale: str, se: float) -> dict[str, Any]:
    found: dict[str, Any] = next(one for one in FIGURES["scales"][scale]["at"] if one["se"] == se)
    return found


def test_what_was_asked_of_the_longer_scales_holds_as_far_as_any_order_of_asking_could() -> None:
    """Asked were 8.6 items with 93 % reached, and 7.1 with 80 %. The first is kept; the others miss by a little, as
    they would with every item asked: calibration/README.md tells what was tried."""
    communication, empathy = at("communication_x", 0.3), at("empathy_x", 0.3)
    assert communication["items"] <= 8.6
    assert empathy["items"] <= 7.4
    for found in (communication, empathy):
        assert found["r"] >= 0.96
        assert found["reached"] >= found["reached_by_all"], "an order of asking lost somebody"
        assert found["items"] <= found["items_without_draw"] + 0.05, "the draw costs more than it may"


@pytest.mark.parametrize("scale", sorted(FIGURES["scales"]))
def test_a_score_of_fewer_items_is_the_score_of_all_within_what_it_says(scale: str) -> None:
    found = at(scale, 0.35)
    assert found["r"] >= 0.96
    assert abs(found["bias"]) <= 0.02
    assert found["rms"] < 0.35
    assert found["sd_ratio"] >= 0.95


@pytest.mark.parametrize("longer", LONGER)
def test_the_form_takes_a_longer_scale_where_it_pays_and_is_a_score_of_its_own(longer: str) -> None:
    skill = longer.removesuffix("_x")
    core, long = at(skill, 0.35), at(longer, 0.35)
    assert long["items"] < core["items"]
    assert long["reached"] > core["reached"] + 0.1
    overlaps = longer in FIGURES["overlap"]["scales"]
    assert PACK.adaptive is not None
    assert PACK.adaptive.scales[skill] == (skill if overlaps else longer)
    if overlaps:
        assert FIGURES["overlap"]["r_as_asked"] > 0.9 > FIGURES["overlap"]["r_nothing_shared"] + 0.1


def test_the_form_that_was_measured_is_the_one_that_ships() -> None:
    form = FIGURES["form"]
    assert PACK.adaptive is not None
    assert form["se"] == PACK.adaptive.se
    measured = {scale for section in form["sections"] for scale in section["scales"]}
    assert measured == set(PACK.adaptive.scales.values())
    assert form["statements_fixed"] == 111
    assert form["statements"] < 90
    for section in form["sections"]:
        assert section["forecast"] == pytest.approx(section["items"], rel=0.1)


def test_the_figures_rest_on_the_data_of_the_bank_and_hold_no_persons_answers() -> None:
    bank = json.loads(shipped().read(BANK))
    assert FIGURES["bank_sha256"] == shipped().sha256(BANK)
    assert FIGURES["data"] == {name: source["sha256"] for name, source in bank["data"].items()}
    assert set(FIGURES["scales"]) == {*bank["skills"], *bank["extended"]}
    assert max(len(part) for part in lists_of(FIGURES)) <= 6


def lists_of(part: Any) -> list[list[Any]]:
    if isinstance(part, dict):
        return [found for value in part.values() for found in lists_of(value)]
    if isinstance(part, list):
        return [part, *(found for value in part for found in lists_of(value))]
    return []


def test_everybody_is_kept_out_once() -> None:
    assert sorted(set(fifth_of(1601).tolist())) == list(range(FIFTHS))
    assert fifth_of(1601).tolist() == fifth_of(1601).tolist()


@pytest.mark.shared
def test_the_figures_come_out_again_from_the_data(shared_dir: Path) -> None:
    data = shared_dir / "data"
    scale = scales.with_longer(shipped().bank()).skills["empathy_x"]
    kept = fifths(scale, read_respondents(data, scale.dataset))
    assert sum(len(part.people) for part in kept) == 1601
    again = adaptive_study.scale_figures("empathy_x", kept, errors=(0.3,))
    assert again["at"] == [at("empathy_x", 0.3)]
