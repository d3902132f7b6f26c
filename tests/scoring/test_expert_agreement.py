"""How far experts agree is told by figures that come from their papers, and one expert has none."""

import pytest

from progrez_desktop.scoring.agreement import Figure
from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.expert_agreement import View, agreement_of, proposed
from progrez_desktop.scoring.fit import SkillRange


def view(importance: int, low: int = 5, high: int = 10) -> View:
    return View(importance, SkillRange(low, high))


def test_one_expert_has_no_agreement_to_show() -> None:
    assert agreement_of([{"empathy": view(3)}]) is None and agreement_of([]) is None


def test_experts_who_say_the_same_agree_wholly() -> None:
    said = {"empathy": view(3), "integrity": view(1), "planning": view(0)}
    found = agreement_of([said, said, said])
    assert found is not None
    assert (found.deviation, found.overlap) == (0.0, 1.0)
    assert all(one.r_wg == 1.0 and one.is_agreed for one in found.skills.values())
    assert isinstance(found.icc, Figure) and found.icc.value == pytest.approx(1.0)


def test_the_figures_are_those_of_their_formulas() -> None:
    found = agreement_of([{"empathy": view(4, 5, 8)}, {"empathy": view(2, 7, 10)}, {"empathy": view(3, 5, 10)}])
    assert found is not None
    one = found.skills["empathy"]
    assert one.deviation == pytest.approx(2 / 3)  # of 4, 2 and 3 around 3
    assert one.r_wg == pytest.approx(1 - 1 / 2)  # a variance of 1, over (5² - 1) / 12 = 2
    assert one.overlap == pytest.approx((2 / 6 + 4 / 6 + 4 / 6) / 3)


def test_disagreement_beyond_chance_is_told_as_none() -> None:
    found = agreement_of([{"empathy": view(0)}, {"empathy": view(4)}])
    assert found is not None
    assert found.skills["empathy"].r_wg == 0.0 and not found.skills["empathy"].is_agreed
    assert found.skills["empathy"].overlap is None and found.overlap is None


def test_what_is_proposed_are_medians_and_the_lower_of_two() -> None:
    assert proposed([view(4, 6), view(1, 4, 8)]) == view(1, 4, 8)
    assert proposed([view(4, 6), view(3, 7), view(3, 5, 9)]) == view(3, 6)


def test_a_range_is_that_of_those_to_whom_the_skill_matters() -> None:
    assert proposed([view(0, 1), view(0, 1), view(2, 6, 8)]) == View(0, SkillRange(6, 8))


def test_experts_who_were_asked_about_other_skills_are_not_compared() -> None:
    with pytest.raises(ScoringError, match="no_skill_in_common"):
        agreement_of([{"empathy": view(1)}, {"integrity": view(1)}])


@pytest.mark.parametrize("importance", [-1, 5])
def test_an_importance_off_the_form_is_none(importance: int) -> None:
    with pytest.raises(ScoringError, match="importance_wrong"):
        view(importance)
