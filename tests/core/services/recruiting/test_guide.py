"""A guide asks everybody of a role the same first questions, and adds what the test left open for one candidate."""

import pytest

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.model.registry import Margin
from progrez_desktop.core.model.role import RoleProfile
from progrez_desktop.core.services.recruiting.guide import PROBES_A_SKILL, guide_for, probe_of, probes, shared_skills
from progrez_desktop.core.services.recruiting.interview_paper import paper_of
from progrez_desktop.core.services.recruiting.interviewing import fits_of, open_interview
from progrez_desktop.core.services.recruiting.reader import name_reader
from tests.core.services.recruiting.desk_house import content, release, score
from tests.core.services.recruiting.role_house import locked_role, read_without_a_role, want
from tests.core.services.registry_house import House

WANTS = {"initiative": want(4, 6), "empathy": want(3, 5), "integrity": want(1, 5)}
ROLE = RoleProfile("r" * 32, "Hydrologist", "working-together", 0, WANTS)


def test_two_candidates_of_a_role_are_first_asked_the_same_in_the_same_order() -> None:
    one = guide_for(ROLE, {"integrity": "uncertain", "empathy": "likely_below"})
    other = guide_for(ROLE, {"integrity": "likely_meets", "initiative": "uncertain"})
    assert one.shared == other.shared
    assert [asked.skill for asked in one.shared] == ["empathy", "initiative"]  # as the assessment has them
    assert all(len(asked.probes) == PROBES_A_SKILL for asked in one.shared)
    assert [asked.skill for asked in one.added] == ["integrity"] and other.added == ()


def test_what_the_role_asks_for_and_nobody_knows_is_asked_too() -> None:
    (added,) = guide_for(ROLE, {}).added
    assert (added.skill, added.why) == ("integrity", "unknown")


def test_a_role_that_asks_for_nothing_leads_to_no_question() -> None:
    assert guide_for(RoleProfile("r" * 32, "None", "working-together", 0), {}).asked == ()


def test_where_nothing_is_critical_everybody_is_asked_about_what_weighs_most() -> None:
    role = RoleProfile("r" * 32, "Clerk", "working-together", 0, {"integrity": want(1, 5), "empathy": want(2, 5)})
    found = guide_for(role, {"integrity": "likely_meets", "empathy": "likely_meets"})
    assert [asked.skill for asked in found.shared] == ["empathy"] and found.added == ()


def test_a_skill_of_another_pack_has_no_questions_and_stops_nothing() -> None:
    role = RoleProfile("r" * 32, "Clerk", "other", 0, {"juggling": want(4, 5), "empathy": want(3, 5)})
    assert shared_skills(role) == ("empathy",)


def test_a_skill_that_is_of_no_weight_is_not_asked_however_uncertain() -> None:
    assert "creative_thinking" not in [
        asked.skill for asked in guide_for(ROLE, {"creative_thinking": "uncertain"}).asked
    ]


def test_a_question_is_found_by_its_name() -> None:
    one = probes()["empathy"][2]
    assert probe_of(one.id) == one and probe_of("empathy/none") is None and probe_of("") is None


def test_a_score_stands_to_a_range_as_its_margin_allows() -> None:
    scores = {"initiative": Margin(8, 7, 9, 8.0, 0.7), "empathy": Margin(5, 4, 6, 4.9, 0.9), "integrity": None}
    assert fits_of(ROLE, scores) == {"initiative": "likely_meets", "empathy": "uncertain", "integrity": None}


def test_an_interview_is_opened_only_with_a_role_and_a_reader_and_its_person_hears_of_it(house: House) -> None:
    (one,) = release(house, [content([score("empathy", 6.0)])])
    with pytest.raises(UsageFault, match="role_not_locked"):
        open_interview(house.deps, one.release_id)
    locked_role(house.deps, {"empathy": want(3, 5)})
    with pytest.raises(UsageFault, match="reader_unnamed"):
        open_interview(house.deps, one.release_id)
    assert house.deps.store.profiles.untold(10**9) == []
    name_reader(house.deps, "Noor")
    found = open_interview(house.deps, one.release_id)
    assert [asked.skill for asked in found.guide.shared] == ["empathy"] and found.sheet is not None
    assert [told.event for told in house.deps.store.profiles.untold(10**9)] == ["opened"]
    assert [event.action for event in house.deps.store.audit.events()][-1] == "interview_opened"


def test_a_guide_on_paper_names_its_reader_and_its_person_hears_that_it_left(house: House) -> None:
    (one,) = release(house, [content([score("empathy", 6.0)])])
    locked_role(house.deps, {"empathy": want(3, 5)})
    with pytest.raises(UsageFault, match="reader_unnamed"):
        paper_of(house.deps, one.release_id)
    assert house.deps.store.profiles.untold(10**9) == []
    name_reader(house.deps, "Noor")
    assert paper_of(house.deps, one.release_id).reader == "Noor"
    assert [told.event for told in house.deps.store.profiles.untold(10**9)] == ["exported"]
    assert [event.action for event in house.deps.store.audit.events()][-1] == "guide_made"


def test_a_role_that_asks_for_nothing_has_nothing_to_weigh(house: House) -> None:
    (one,) = release(house, [content([score("empathy", 6.0)])])
    read_without_a_role(house.deps)
    name_reader(house.deps, "Noor")
    found = open_interview(house.deps, one.release_id)
    assert found.guide.asked == () and found.sheet is None


def test_who_consented_to_teams_alone_is_not_interviewed(house: House) -> None:
    (one,) = release(house, [content([score("empathy", 6.0)])], purposes=("teams",))
    locked_role(house.deps, {"empathy": want(3, 5)})
    with pytest.raises(UsageFault, match="registry_no_such_release"):
        open_interview(house.deps, one.release_id)
