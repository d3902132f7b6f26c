"""One candidate beside a role: only what was granted, told before it is shown, and what is unknown is said."""

from dataclasses import replace
from datetime import date

import pytest

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.model.one_candidate import OneCandidate
from progrez_desktop.core.model.registry import ReadEvent
from progrez_desktop.core.packs.shipped import shipped
from progrez_desktop.core.services import registry, registry_reads
from progrez_desktop.core.services.recruiting import candidate_words, one_candidate, roles
from progrez_desktop.core.words import Words
from progrez_desktop.scoring.meeting import Meeting
from tests.core.services.recruiting import desk_house
from tests.core.services.recruiting.role_house import locked_role, read_without_a_role, want
from tests.core.services.registry_house import House

EN = Words("en")
SKILLS = shipped().assessment().skills
NAMES = candidate_words.names_of(SKILLS, EN)
SAID = [{"kind": "objection", "reason": "not_me", "words": "I had a cold."}]
SCORES = (
    desk_house.score("collaboration", 8.0),
    desk_house.score("empathy", 5.6),
    desk_house.score("analytical", 3.0, said=SAID),
    desk_house.score("resilience", 6.0, error=1.4, norm_n=400),
    {"skill": "integrity", "scored": False, "reason": "too_few_answers", "answered": 1, "of": 9},
)
ROLE = {"collaboration": want(4, 6), "empathy": want(2, 6), "analytical": want(3, 6), "initiative": want(1, 4)}


def opened(house: House, **fields: object) -> OneCandidate:
    person = desk_house.content(SCORES, name={"first": "Sanne", "last": "de Vries"}, email="s@example.org", **fields)
    (release,) = desk_house.release(house, [person], purposes=("profile", "contact"))
    return one_candidate.open_one(house.deps, release.release_id, SKILLS)


def test_nobody_is_opened_before_a_role_is_locked(house: House) -> None:
    with pytest.raises(UsageFault, match="role_not_locked"):
        opened(house)
    assert "profile_read" not in [event.action for event in house.deps.store.audit.events()]


def test_each_skill_says_likely_or_uncertain_and_never_more(house: House) -> None:
    locked_role(house.deps, ROLE)
    view = opened(house)
    said = {one.skill_id: candidate_words.fit(one, EN) for one in view.skills}
    assert said["collaboration"] == "likely meets"
    assert said["empathy"] == "uncertain"
    assert said["analytical"] == "likely below"
    assert said["resilience"] == "not asked"
    assert said["integrity"] == "no score"
    assert said["initiative"] == "not released"
    assert [one.skill_id for one in view.skills] == [skill.id for skill in SKILLS]


def test_opening_hands_out_no_name_and_asking_for_it_is_noted_and_told(house: House) -> None:
    locked_role(house.deps, ROLE)
    view = opened(house)
    assert "Sanne" not in repr(view) and "example.org" not in repr(view)
    looked = house.deps.store.reports.looks(view.row.release_id).count
    named = one_candidate.name_of(house.deps, view.row.release_id)
    assert (named.name, named.email) == ("Sanne de Vries", "s@example.org")
    assert house.deps.store.reports.looks(view.row.release_id).count == looked + 1
    assert house.deps.store.audit.events()[-1].action == "name_shown"


def test_a_name_that_was_not_released_is_not_shown(house: House) -> None:
    read_without_a_role(house.deps)
    (release,) = desk_house.release(house, [desk_house.content(SCORES)])
    with pytest.raises(UsageFault, match="candidate_unnamed"):
        one_candidate.name_of(house.deps, release.release_id)


def test_all_together_is_said_with_weights_and_its_assumption(house: House) -> None:
    locked_role(house.deps, ROLE)
    view = opened(house)
    assert view.overall is not None
    told = " ".join(candidate_words.overall(view, NAMES, EN))
    assert "Collaboration 4, " in told or "Collaboration 4" in told
    assert "independent" in told and EN("one_candidate.overall.no_rank") in told
    assert view.left_out == ("initiative",) and "Initiative" in told
    weights = {"collaboration": 4, "empathy": 2, "analytical": 3}
    chances = {one.skill_id: one.fitting.within for one in view.skills if one.fitting}
    assert view.overall.share == pytest.approx(sum(weights[one] * chances[one] for one in weights) / 9)


def test_of_how_much_of_the_role_all_together_speaks_is_said_where_something_is_not_known(house: House) -> None:
    locked_role(house.deps, ROLE)
    view = opened(house)
    whole = sum(want.importance for want in ROLE.values())
    first, *_ = candidate_words.overall(view, NAMES, EN)
    assert f"({round(100 * (whole - ROLE['initiative'].importance) / whole)}\u00a0% of its weight)" in first
    known = replace(view, left_out=())
    first, *_ = candidate_words.overall(known, NAMES, EN)
    assert first.startswith("Of what the role weighs")


def test_rounding_never_makes_the_margin_of_all_together_narrower(house: House) -> None:
    locked_role(house.deps, ROLE)
    view = replace(opened(house), left_out=(), overall=Meeting(0.5, 0.34, 0.61, 0.1))
    assert "between 30 and 65\u00a0%" in next(candidate_words.overall(view, NAMES, EN))
    view = replace(view, overall=Meeting(0.5, 0.35, 0.6, 0.1))
    assert "between 35 and 60\u00a0%" in next(candidate_words.overall(view, NAMES, EN))


def test_that_statements_can_not_show_how_far_somebody_stands_is_said(house: House) -> None:
    role = read_without_a_role(house.deps)
    scores = [{**SCORES[0], "at_end": "highest"}, *SCORES[1:]]
    (release,) = desk_house.release(house, [desk_house.content(scores)])
    view = one_candidate.composed(registry.detail(house.deps, release.release_id), role, SKILLS, date(2026, 11, 23))
    assert {one.code: one.skills for one in view.unknown}["at_end.highest"] == (SCORES[0]["skill"],)
    assert EN("one_candidate.unknown.at_end.highest", skills=NAMES[SCORES[0]["skill"]]) in list(
        candidate_words.unknown(view, NAMES, EN)
    )


def test_nothing_is_said_of_all_together_where_nothing_was_asked_for(house: House) -> None:
    read_without_a_role(house.deps)
    view = opened(house)
    assert (view.overall, view.hidden) == (None, "role_empty")


def test_a_role_that_was_locked_after_somebody_was_opened_says_so_of_that_one_alone(house: House) -> None:
    read_without_a_role(house.deps)
    first, second = desk_house.release(house, [desk_house.content(SCORES), desk_house.content(SCORES)])
    one_candidate.open_one(house.deps, first.release_id, SKILLS)
    house.clock.advance(1000)
    locked_role(house.deps, ROLE)
    house.clock.advance(1000)
    for release, hidden in ((first, "opened_before"), (second, None)):
        view = one_candidate.open_one(house.deps, release.release_id, SKILLS)
        assert view.hidden == hidden
        view = one_candidate.open_one(house.deps, release.release_id, SKILLS)  # reads of today hide none of before
        assert view.hidden == hidden


@pytest.mark.parametrize("event", ["opened", "exported"])
def test_whoever_was_seen_in_another_way_on_the_day_of_the_lock_was_opened_before_it(
    house: House, event: ReadEvent
) -> None:
    """A team, a comparison, a list with names, a file: all of them show scores."""
    (release,) = desk_house.release(house, [desk_house.content(SCORES)])
    with house.deps.store.transaction():
        registry_reads.note(house.deps, [release.release_id], event, house.deps.mark_ms())
    house.clock.advance(1000)
    locked_role(house.deps, ROLE)
    house.clock.advance(1000)
    with house.deps.store.transaction():
        registry_reads.note(house.deps, [release.release_id], event, house.deps.mark_ms())
    assert one_candidate.open_one(house.deps, release.release_id, SKILLS).opened_before


@pytest.mark.parametrize("language", ["en", "nl"])
def test_what_is_not_known_is_said(house: House, language: str) -> None:
    locked_role(house.deps, ROLE)
    view, words = opened(house), Words(language)
    codes = {one.code: one.skills for one in view.unknown}
    assert codes["too_few_answers"] == ("integrity",)
    assert "initiative" in codes["not_released"]
    assert codes["wide"] == ("resilience",)
    assert codes["contested"] == ("analytical",)
    assert {"small_norm", "no_excerpts", "no_quality", "texts"} <= set(codes)
    assert "expired" not in codes
    told = " ".join(candidate_words.unknown(view, candidate_words.names_of(SKILLS, words), words))
    assert words.decimal(1.4 * 1.2815515655446004, 1) in told


def test_a_result_that_is_over_says_so(house: House) -> None:
    role = read_without_a_role(house.deps)
    (release,) = desk_house.release(house, [desk_house.content(SCORES)])
    detail = registry.detail(house.deps, release.release_id)
    view = one_candidate.composed(detail, role, SKILLS, date(2029, 1, 1))
    assert "expired" in [one.code for one in view.unknown]


def test_passages_stand_at_their_skill_where_they_were_released(house: House) -> None:
    role = read_without_a_role(house.deps)
    (release,) = desk_house.release(house, [desk_house.content(SCORES)])
    detail = registry.detail(house.deps, release.release_id)
    excerpts = [{"skill": "empathy", "passages": [{"question": "q", "text": "I asked how she was."}]}]
    detail.content["excerpts"] = excerpts  # type: ignore[index]
    view = one_candidate.composed(detail, role, SKILLS, date(2026, 11, 23))
    assert {one.skill_id: one.excerpts for one in view.skills if one.excerpts} == {"empathy": ("I asked how she was.",)}
    assert "no_excerpts" not in [one.code for one in view.unknown]


def test_a_release_without_anything_else_is_shown_all_the_same(house: House) -> None:
    read_without_a_role(house.deps)
    content = desk_house.content(SCORES)
    del content["scores"], content["provenance"]
    role = read_without_a_role(house.deps)
    (release,) = desk_house.release(house, [desk_house.content(SCORES)])
    detail = registry.detail(house.deps, release.release_id)
    detail.content.clear()  # type: ignore[attr-defined]
    view = one_candidate.composed(detail, role, SKILLS, date(2026, 11, 23))
    assert {one.missing for one in view.skills} == {"not_released"}
    assert "no_provenance" in [one.code for one in view.unknown]


def test_the_head_names_norm_role_experts_and_consent(house: House) -> None:
    locked_role(house.deps, ROLE, experts=("Noor", "Bram"))
    told = " | ".join(candidate_words.facts(opened(house), EN))
    assert "Team lead, locked 23 Nov 2026 by 2 experts" in told
    assert "released at a kiosk" in told
    assert "Profile, Name and e-mail · until" in told
    assert "400 people that this computer can’t name" in told


def test_who_allowed_teams_alone_is_opened_by_nobody_for_a_role(house: House) -> None:
    read_without_a_role(house.deps)
    (release,) = desk_house.release(house, [desk_house.content(SCORES)], purposes=("teams",))
    with pytest.raises(UsageFault, match="registry_no_such_release"):
        one_candidate.open_one(house.deps, release.release_id, SKILLS)


def test_what_a_procedure_does_not_ask_is_not_said_to_be_held_back(house: House) -> None:
    both = [desk_house.score("empathy", 6.0), desk_house.score("resilience", 5.0)]
    people = [desk_house.content(told, assessment="trainees-2027") for told in (both[:1], both)]
    one = desk_house.release(house, people)[0]
    locked_role(house.deps, {"empathy": want(4, 6)}, "trainees-2027")
    view = one_candidate.open_one(house.deps, one.release_id, SKILLS)
    assert [skill.skill_id for skill in view.skills] == ["empathy", "resilience"]
    assert [skill.missing for skill in view.skills] == [None, "not_released"]
    assert set(roles.skills_of(house.deps, "trainees-2027", ())) == {"empathy", "resilience"}
