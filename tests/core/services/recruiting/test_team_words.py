"""What is said of a team: how sure, why, what clashes by name; roles are covered only where all their skills are."""

import pytest

from progrez_desktop.core.model.team import Ask, Clash, Composed, Covered, Member, Person, SkillLine, Team
from progrez_desktop.core.packs.shipped import shipped
from progrez_desktop.core.services.recruiting import team_roles, team_words
from progrez_desktop.core.words import LANGUAGES, Words

EN = Words("en")
NOOR, DAAN = Person("a" * 32, "7F3-K2"), Person("b" * 32, "M41-7P", "Daan Bakker")


def line(skill: str, covered: Covered, *, reach: int = 0, least: float = 5.0) -> SkillLine:
    return SkillLine(skill, 5, 0, 6.0, 0.3, least, 8.0, 1.0, reach, covered)


def composed(**other: object) -> Composed:
    return Composed(Ask(), 46, (), possible=1_370_754, took_s=0.31, **other)  # type: ignore[arg-type]


def test_what_is_proven_and_what_is_not_is_said_with_the_gap() -> None:
    assert "Proven best of 1,370,754 possible teams" in team_words.proof(composed(is_proven=True), EN)
    bound = team_words.proof(composed(gap=0.0341), EN)
    assert "not proven" in bound
    assert "3.4\u00a0%" in bound
    assert "You stopped it" in team_words.proof(composed(was_cancelled=True), EN)


def test_a_number_that_nobody_can_read_is_told_by_its_power() -> None:
    said = team_words.proof(Composed(Ask(), 40, (), possible=10**23, took_s=1.0), EN)
    assert "about 10^23" in said


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_condition_that_clashes_is_said_by_name(language: str) -> None:
    clashes = (Clash("fixed", (NOOR,)), Clash("requirement", name="licence:B", least=4, there=2))
    said = team_words.nobody(composed(clashes=clashes), Words(language))
    assert "7F3-K2" in said[1]
    assert " B" in said[2]
    assert "4" in said[2]
    assert "2" in said[2]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", ["size", "fixed", "out", "apart", "together", "requirement"])
def test_every_kind_of_clash_has_its_sentence(language: str, kind: str) -> None:
    assert team_words.clash_of(Clash(kind, (NOOR, DAAN), "x", 2, 1), Words(language))  # type: ignore[arg-type]


def test_why_names_who_a_skill_rests_on_only_where_it_may_be_told() -> None:
    seen = Member(DAAN, may_show=True, brings=("creative_thinking",))
    unseen = Member(NOOR, may_show=False)
    thin = (line("creative_thinking", "thin", reach=1),)
    named = list(team_words.why(Team((seen, unseen), 70.0, {}, thin), Ask(), str, EN))
    assert any("rests on Daan Bakker alone" in one for one in named)
    hidden = list(team_words.why(Team((unseen,) * 3, 70.0, {}, thin), Ask(), str, EN))
    assert any("rests on one person" in one for one in hidden)
    assert not any("7F3-K2" in one for one in hidden)


def test_nobody_low_is_said_only_where_the_lowest_is_known_and_not_low() -> None:
    told = (line("empathy", "covered", least=5.0), line("composure", "covered", least=3.9))
    said = " ".join(team_words.why(Team((), 70.0, {}, told), Ask(), str, EN))
    assert "Nobody scores low on empathy," in said
    assert "composure" not in said.split("Two or more")[0]


def test_a_part_is_covered_where_all_its_skills_are_and_untold_where_none_was_measured() -> None:
    lines = [line("initiative", "covered"), line("leadership", "thin"), line("collaboration", "covered")]
    found = {part.name: part.covered for part in team_roles.roles([*lines, line("empathy", "covered")])}
    assert (found["results"], found["relationships"], found["process"]) == ("thin", "covered", None)


def test_parts_and_steps_stand_on_skills_that_are_measured() -> None:
    measured = {skill.id for skill in shipped().assessment().skills}
    used = {
        skill for mapping in (team_roles.ROLES, team_roles.PHASES) for skills in mapping.values() for skill in skills
    }
    assert used <= measured


def test_letters_go_on_after_z() -> None:
    assert [team_words.letter_of(place) for place in (0, 25, 26, 49)] == ["A", "Z", "A2", "X2"]


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_a_division_is_said_with_whom_somebody_stays_and_how_many_draws_there_was_time_for(language: str) -> None:
    words = Words(language)
    said = team_words.stays(Member(DAAN, may_show=True, stays_with=0.385), 32, words)
    assert "38" in said
    assert "32" in said
    assert ("half" if language == "en" else "helft") in said
    proof = team_words.proof(Composed(Ask(teams=3), 12, (), draws=32), words)
    assert "200" in proof
    assert "32" in proof
    assert words("team.proof.no_draws") in team_words.proof(Composed(Ask(teams=3), 12, ()), words)
    assert "200" not in team_words.proof(composed(), words)
