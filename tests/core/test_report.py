"""A report puts nothing in an order that may be wrong, has no total, and says of a skill what fits its score."""

import subprocess
import sys
from dataclasses import fields, replace
from datetime import date
from itertools import combinations
from typing import Any

import pytest

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.model.local_measure import LocalNorm
from progrez_desktop.core.model.profile import Profile, SkillLine
from progrez_desktop.core.model.report import Report, ReportSkill
from progrez_desktop.core.packs.shipped import shipped
from progrez_desktop.core.report import STANDINGS
from progrez_desktop.core.services.reporting import report_of
from progrez_desktop.core.words import LANGUAGES, Words
from progrez_desktop.scoring import scales
from progrez_desktop.scoring.distributions import normal_cdf
from progrez_desktop.scoring.norms import Norm
from progrez_desktop.scoring.precision import OnNorm, compare_skills
from progrez_desktop.scoring.scores import SkillScore
from tests.reports import CARE, DAY, STENS, at_level, each_with_its_own_norm, made, since, visitor, without_scores

BANK = scales.with_longer(shipped().bank())
ADVICE = shipped().assessment().advice


def measured(skill: ReportSkill) -> OnNorm:
    assert isinstance(skill.score, SkillScore)
    return OnNorm(skill.score.theta, skill.score.se_printed, BANK.skills[skill.id].norm)


def test_a_skill_stands_above_another_only_where_that_is_right_four_times_in_five() -> None:
    blocks = made(visitor()).compared
    assert any(len(block.tiers) > 1 for block in blocks)
    for block in blocks:
        for upper, lower in combinations(block.tiers, 2):
            for one in upper:
                assert all(compare_skills(measured(one), measured(other)).probability >= 0.80 for other in lower)


def test_skills_that_cannot_be_told_apart_keep_the_order_of_the_profile() -> None:
    profile = visitor()
    order = [line.skill_id for line in profile.lines]
    for block in made(profile).compared:
        for tier in block.tiers:
            assert [skill.id for skill in tier] == [name for name in order if name in {skill.id for skill in tier}]


def test_skills_that_were_compared_with_other_people_are_never_in_one_block() -> None:
    blocks = made(visitor()).compared
    assert len(blocks) == 4
    for block in blocks:
        assert len({skill.score.norm_id for skill in block.skills if isinstance(skill.score, SkillScore)}) == 1
    listed = [skill.id for block in blocks for skill in block.skills]
    assert sorted(listed) == sorted(line.skill_id for line in visitor().lines)


def test_without_the_bank_that_it_was_scored_with_nothing_is_ordered() -> None:
    profile = visitor()
    other = replace(profile, provenance=replace(profile.provenance, bank_sha256="ab" * 32))
    assert all(len(block.tiers) == 1 for block in made(other).compared)


def grown(scale: str) -> LocalNorm:
    norm = Norm(f"utrecht/{scale}/local", 705, 0.0, 0.9, tuple(n / 20 for n in range(-49, 50)))
    return LocalNorm(scale, BANK.sha256, "Utrecht", 1795392000000, 1798880400000, ("nl",), norm)


def test_norms_that_grew_from_the_same_people_are_named_once_and_order_nothing() -> None:
    skills = ("empathy", "analytical")
    local = {norm.id: norm for norm in map(grown, skills)}

    def moved(line: SkillLine) -> SkillLine:
        if line.skill_id not in skills or not isinstance(line.score, SkillScore):
            return line
        return replace(line, score=replace(line.score, norm_id=f"utrecht/{line.skill_id}/local", norm_n=705))

    profile = replace(visitor(), lines=tuple(map(moved, visitor().lines)))
    files = shipped()
    report = report_of(profile, files.assessment(), files.bank(), Words("en"), DAY, find_local=local.get)
    block = next(block for block in report.compared if "Utrecht" in block.norm)
    assert [[skill.id for skill in tier] for tier in block.tiers] == [["empathy", "analytical"]]
    assert block.short_norm == "about 700 people at Utrecht"
    assert len(report.compared) == 5


def test_norms_that_nobody_here_can_name_stand_together_without_an_order() -> None:
    (block,) = made(each_with_its_own_norm(visitor())).compared
    assert len(block.tiers) == 1
    assert len(block.skills) == 12
    assert "can’t name" in block.norm


def test_groups_and_skills_stand_in_the_order_of_the_pack_whatever_the_scores() -> None:
    pack = shipped().assessment()
    wanted = [skill.id for group in pack.groups for skill in pack.skills if skill.group == group.id]
    for profile in (visitor(), at_level(visitor(), "high"), without_scores(visitor(), {"empathy"})):
        assert [skill.id for skill in made(profile).skills] == wanted


def test_there_is_no_number_for_all_skills_together() -> None:
    numbers = {field.name for field in fields(Report) if field.type in (int, float, "int", "float")}
    assert numbers == {"answered", "of"}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("level", STENS)
def test_a_skill_has_two_or_three_behaviours_and_actions_that_fit_its_score(level: str, language: str) -> None:
    standing = STANDINGS[level]  # type: ignore[index]
    for skill in made(at_level(visitor(), level), language).skills:
        advice = ADVICE[skill.id]
        assert skill.seen == tuple(text[language] for text in advice.seen[standing])
        assert len(skill.seen) in (2, 3) and len(skill.grow) in (2, 3)
        assert skill.use == (advice.use[language] if standing == "high" else "")
        assert skill.meaning


def test_without_a_score_nothing_is_said_of_the_person_and_there_is_still_something_to_try() -> None:
    skills = made(without_scores(visitor())).skills
    assert len(skills) == 12
    for skill in skills:
        assert (skill.meaning, skill.seen, skill.use) == ("", (), "")
        assert skill.grow and skill.ask
        assert skill.basis == Words("en")("profile.not_scored.too_few_answers")


def test_what_a_score_rests_on_and_how_it_stands_to_the_last_time_is_told() -> None:
    profile = at_level(visitor(), "average")
    first = made(profile, earlier=since(profile)).skills[0]
    assert first.basis == (
        "Rests on 10 of 10 statements. Your choices in situations point another way. "
        "Lower than on 27 January 2026, by more than the margins explain."
    )


def test_answers_that_all_lie_at_one_end_are_told() -> None:
    first, *others = visitor().lines
    assert isinstance(first.score, SkillScore)
    at_end = replace(first, score=replace(first.score, at_end="highest"))
    told = made(replace(visitor(), lines=(at_end, *others)), "en").skills[0].basis
    assert "All your answers lie at the upper end of these statements." in told


def test_of_one_situation_nothing_is_told_whatever_an_earlier_result_says() -> None:
    first, *others = at_level(visitor(), "average").lines
    one = replace(first, situations=replace(first.situations, of=1, agreement="differs"))
    told = made(replace(visitor(), lines=(one, *others))).skills[0].basis
    assert told == "Rests on 10 of 10 statements."


def test_what_weighs_in_the_scores_is_told_as_it_is() -> None:
    profile = visitor()
    assert made(profile).is_of_statements_alone
    first, *others = profile.lines
    assert first.sources is not None
    weights = {**first.sources.weights, "situations": 0.25}
    mixed = replace(profile, lines=(replace(first, sources=replace(first.sources, weights=weights)), *others))
    assert not made(mixed).is_of_statements_alone


def test_what_made_a_result_stands_on_its_report_by_version_and_hash() -> None:
    named = replace(visitor(), provenance=replace(visitor().provenance, engine_sha256="ab" * 32))
    assert f" · progrez 0.1.0 {'ab' * 6} · " in made(named).made_with
    assert " · progrez 0.1.0 · " in made(visitor()).made_with


def test_a_report_is_made_without_what_was_read_in_texts() -> None:
    program = (
        "import sys; from tests.reports import made, visitor; made(visitor());"
        "from progrez_desktop.core.documents import report_pdf;"
        "print([name for name in sys.modules if name.startswith('progrez_desktop.scoring.text.')])"
    )
    asked = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert asked.stdout == "[]\n"


def test_how_it_was_answered_is_told_without_a_reproach() -> None:
    assert made(visitor()).quality == ("Your answers hang together. You can read the scores as usual.",)
    told = " ".join(made(replace(visitor(), quality=CARE)).quality)
    assert "It is no reproach, it changes no score" in told
    assert made(replace(visitor(), quality=None)).quality == (
        "How the answers hang together was not looked at for this result.",
    )


def test_a_report_is_past_its_date_the_day_after_the_result_holds() -> None:
    until = visitor().valid_until
    assert not made(visitor(), day=until).has_expired
    assert made(visitor(), day=date.fromordinal(until.toordinal() + 1)).has_expired


def test_the_version_is_named_only_where_the_pack_is_the_one_that_was_taken() -> None:
    pack = shipped().assessment()
    assert made(visitor()).assessment == f"Working together, version {pack.version}"
    older = replace(visitor(), provenance=replace(visitor().provenance, pack_sha256="cd" * 32))
    assert made(older).assessment == "Working together"


def test_the_example_of_how_to_read_a_score_is_worked_out_right() -> None:
    # Sten 5.5 + 2z: 6 and 8 lie at z .25 and 1.25, and so many of 100 under the normal curve below them.
    below = [round(100 * normal_cdf((sten - 5.5) / 2)) for sten in (6, 8)]
    assert below == [60, 89]
    # Stens 4 to 7, rounded, are everything from 3.5 to 7.5: about two out of three.
    assert normal_cdf(1.0) - normal_cdf(-1.0) == pytest.approx(2 / 3, abs=0.02)


def changed(profile: Profile, **score: Any) -> Profile:
    first, *others = profile.lines
    assert isinstance(first.score, SkillScore)
    return replace(profile, lines=(replace(first, score=replace(first.score, **score)), *others))


@pytest.mark.parametrize(
    ("profile", "code"),
    [
        (replace(visitor(), assessment_id="chess"), "report_other_assessment"),
        (replace(visitor(), lines=(replace(visitor().lines[0], skill_id="charm"),)), "report_unknown_skill"),
        (replace(visitor(), lines=visitor().lines[:1] * 2), "json_wrong_value"),
        (changed(visitor(), low=9), "report_band_order"),
        (changed(visitor(), high_exact=1.0), "report_band_order"),
    ],
)
def test_a_result_that_does_not_fit_gets_no_report(profile: Profile, code: str) -> None:
    with pytest.raises(DataFault) as refused:
        made(profile)
    assert refused.value.code == code
