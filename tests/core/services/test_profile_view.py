"""Beside a score: whom with, by name; what changed since last time; and people of one's age, for who asks."""

import json
import string
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from progrez_desktop.core.model.cv import CvChoices
from progrez_desktop.core.model.details import MyDetails
from progrez_desktop.core.model.profile import Disagreement, Profile, SkillLine
from progrez_desktop.core.packs.shipped import BANK, shipped
from progrez_desktop.core.services import accounts, comparing, norm_groups, opening, own_age, papers, score_words
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.services.own_age import AmongOwnAge, NoComparison
from progrez_desktop.core.services.profile_view import view_of
from progrez_desktop.core.words import LANGUAGES, Words
from progrez_desktop.scoring.bank import Bank
from progrez_desktop.scoring.norms import NormGroup, percentile
from progrez_desktop.scoring.scores import NotScored, SkillScore
from tests.core.services.sitting_house import attentive, played, sit
from tests.fakes import FakeClock, there
from tests.journeys.driving import ANNA, MACHINE, PASSWORD, parts_of

DAY_MS = 86_400_000


@pytest.fixture(scope="module")
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, clock: FakeClock) -> Iterator[tuple[Deps, Session]]:
    opened = opening.open_storage(parts_of(tmp_path_factory.mktemp("data"), clock), MACHINE)
    yield opened.deps, accounts.create(opened.deps, ANNA, PASSWORD).session
    opened.close()


@pytest.fixture(scope="module")
def profile(desk: tuple[Deps, Session]) -> Profile:
    return played(desk[0], attentive(desk[0]))


def moved(profile: Profile, skill_id: str, theta: float) -> Profile:
    """The profile with the theta of one skill moved."""

    def turned(line: SkillLine) -> SkillLine:
        if line.skill_id != skill_id or isinstance(line.score, NotScored):
            return line
        return replace(line, score=replace(line.score, theta=line.score.theta + theta))

    return replace(profile, lines=tuple(turned(line) for line in profile.lines))


# Whom with


def test_every_score_has_a_group_with_who_when_how_many_language_stakes_and_countries(
    desk: tuple[Deps, Session], profile: Profile
) -> None:
    groups = norm_groups.groups_of(profile, desk[0].bank)
    about = json.loads(shipped().read(BANK))["data"]
    for line in profile.lines:
        assert isinstance(line.score, SkillScore)
        group, source = groups[line.score.norm_id], about[line.score.norm_id.rpartition("/")[2]]
        assert isinstance(group, NormGroup)
        assert (group.who, group.when, group.n) == (source["population"], source["years"], line.score.norm_n)
        assert (group.language, group.stakes) == (source["language"], source["stakes"])
        said = norm_groups.name_of(group, Words("en"))
        for part in (group.who, group.when, f"{group.n:,}", "English", "nothing at stake"):
            assert part in said
        assert ("United States 45\u00a0%" in said) == (group.countries is not None)
        assert ("countries not recorded" in said) == (group.countries is None)


def test_our_words_for_the_shipped_groups_are_those_of_the_bank_and_are_there_in_dutch() -> None:
    for name, source in json.loads(shipped().read(BANK))["data"].items():
        assert Words("en")(f"norm.{name}.who") == source["population"]
        assert Words("en")(f"norm.{name}.when") == source["years"]
        assert f"norm.{name}.who" in Words("nl") and f"norm.{name}.when" in Words("nl")
        assert f"norm.stakes.{source['stakes']}" in Words("nl")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_group_without_words_of_ours_is_told_as_the_bank_tells_it(language: str, profile: Profile) -> None:
    bank = Bank.from_bytes(shipped().bank())
    source = replace(bank.data["ipip50_big5"], id="elsewhere", population="people of Elsewhere", stakes="high")
    bank = replace(bank, data={"elsewhere": source})
    said = norm_groups.name_of(norm_groups.group_of("made-1/elsewhere", 512, bank), Words(language))
    assert "512 people of Elsewhere" in said
    assert "high" in said
    assert norm_groups.group_of("web/nowhere", 512, bank) is None
    assert norm_groups.groups_of(profile, bank) == {}
    assert norm_groups.name_of(None, Words(language)) == Words(language)("norm.unknown")


# Since last time


def test_the_first_result_has_nothing_before_it_and_the_second_is_compared_skill_by_skill(
    desk: tuple[Deps, Session], clock: FakeClock
) -> None:
    deps, session = desk
    answers = attentive(deps)
    first = sit(deps, session, answers)
    assert comparing.since_last_time(deps, session, first) is None
    clock.advance(400 * DAY_MS)
    second = sit(deps, session, answers)
    earlier = there(comparing.since_last_time(deps, session, second))
    assert earlier.finished_ms == first.finished_ms
    assert earlier.changes == dict.fromkeys([line.skill_id for line in second.lines], "no_reliable_change")
    assert comparing.since_last_time(deps, session, first) is None
    view = view_of(deps, session, second)
    assert (view.earlier, view.has_expired, view.by_age) == (earlier, False, None)
    old = view_of(deps, session, first)
    assert (old.has_expired, old.earlier) == (False, None)
    clock.advance(150 * DAY_MS)
    assert view_of(deps, session, first).has_expired
    assert deps.today() > first.valid_until == date(2028, 5, 23)
    assert not view_of(deps, session, second).has_expired


@pytest.mark.parametrize(("by", "told"), [(2.0, "more"), (-2.0, "less"), (0.3, "no_reliable_change")])
def test_only_more_than_both_margins_explain_is_a_change(profile: Profile, by: float, told: str) -> None:
    changes = comparing.changes_between(profile, moved(profile, "empathy", by))
    assert changes.pop("empathy") == told
    assert set(changes.values()) == {"no_reliable_change"}


def test_the_error_of_a_change_is_the_one_that_is_printed(profile: Profile) -> None:
    score = next(line.score for line in profile.lines if line.skill_id == "empathy")
    assert isinstance(score, SkillScore)
    edge = 1.959963984540054 * np.sqrt(2) * score.se_printed
    for by, told in ((edge * 1.001, "more"), (edge * 0.999, "no_reliable_change")):
        assert comparing.changes_between(profile, moved(profile, "empathy", by))["empathy"] == told
    assert edge > 1.959963984540054 * np.sqrt(2) * score.se


def test_numbers_of_another_scale_or_bank_are_not_compared(profile: Profile) -> None:
    other = replace(profile.lines[0], statements=replace(profile.lines[0].statements, scale="communication_x"))
    longer = replace(profile, lines=(other, *profile.lines[1:]))
    assert comparing.changes_between(profile, longer)["communication"] == "other_scale"
    bank = replace(profile, provenance=replace(profile.provenance, bank_sha256="ab" * 32))
    assert set(comparing.changes_between(bank, profile).values()) == {"other_scale"}
    gap = replace(profile.lines[0], score=NotScored("too_few_answers", 1, 10))
    without = replace(profile, lines=(gap, *profile.lines[1:]))
    for before, now in ((without, profile), (profile, without)):
        assert comparing.changes_between(before, now)["communication"] == "not_scored"


# Among one's age


def test_a_place_among_people_of_an_age_follows_their_curve(desk: tuple[Deps, Session], profile: Profile) -> None:
    deps, _ = desk
    young, old = (own_age.places_by_age(deps, profile, age)["resilience"] for age in (18, 60))
    assert isinstance(young, AmongOwnAge) and isinstance(old, AmongOwnAge)
    # Resilience rises with age (research, D.2): the same score lies lower among older people.
    assert (old.low, old.high) < (young.low, young.high)
    assert young.low < young.high
    score = next(line.score for line in profile.lines if line.skill_id == "resilience")
    assert isinstance(score, SkillScore)
    scale = deps.bank.skills["resilience"]
    curve = there(scale.age)
    mean, sd = curve.at(60)
    points = [mean + sd * (q - scale.norm.mean) / scale.norm.sd for q in scale.norm.quantiles]
    norm = replace(scale.norm, mean=mean, sd=sd, quantiles=tuple(points))
    edges = score.theta + np.array([-1.2815515655446004, 1.2815515655446004]) * score.se_printed
    assert [old.low, old.high] == percentile(norm, edges).tolist()


def test_where_ages_are_not_known_or_do_not_reach_it_is_said_and_nothing_is_guessed(
    desk: tuple[Deps, Session], profile: Profile
) -> None:
    deps, _ = desk
    assert own_age.places_by_age(deps, profile, 30)["integrity"] == NoComparison("too_few_people")
    assert own_age.places_by_age(deps, profile, 90)["resilience"] == NoComparison("outside_ages")
    bank = replace(profile, provenance=replace(profile.provenance, bank_sha256="ab" * 32))
    assert set(own_age.places_by_age(deps, bank, 30).values()) == {NoComparison("other_bank")}


def test_an_age_is_kept_only_where_the_person_wants_it_and_goes_when_they_say_so(desk: tuple[Deps, Session]) -> None:
    deps, session = desk
    profile = played(deps, attentive(deps))
    assert view_of(deps, session, profile).by_age is None
    own_age.places_by_age(deps, profile, 34)
    assert session.safe.own_age.years() is None
    own_age.keep_age(deps, session, 34)
    assert session.safe.own_age.years() == 34
    assert view_of(deps, session, profile).by_age == own_age.places_by_age(deps, profile, 34)
    own_age.forget_age(session)
    assert session.safe.own_age.years() is None
    assert view_of(deps, session, profile).by_age is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_comparison_by_age_stands_on_a_cv(language: str, desk: tuple[Deps, Session], profile: Profile) -> None:
    deps, session = desk
    words = Words(language)
    without = papers.cv(deps, session, profile, CvChoices(), MyDetails(), words)
    own_age.keep_age(deps, session, 34)
    assert papers.cv(deps, session, profile, CvChoices(), MyDetails(), words) == without
    own_age.forget_age(session)


# In words


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_word_that_a_line_can_need_is_there(language: str) -> None:
    words = Words(language)
    for change in ("more", "less", "no_reliable_change", "other_scale", "not_scored"):
        assert "3 May" in score_words.since_line(change, "3 May", words)  # type: ignore[arg-type]
    for why in ("other_bank", "age_not_given", "not_agreed", "outside_ages", "too_few_people"):
        assert score_words.by_age_line(NoComparison(why), words)  # type: ignore[arg-type]
    assert score_words.by_age_line(AmongOwnAge(41, 63), words).count("41") == 1
    for verdict in ("as_usual", "with_care", "too_few_answers"):
        assert words(f"quality.verdict.{verdict}")
    for family in ("pace", "sameness", "agreement", "pattern", "instruction"):
        assert words(f"quality.family.{family}")


ACCUSING = (
    *("dishonest", "cheat", "fake", "lied", "lying", "careless"),
    *("oneerlijk", "vals", "gelogen", "slordig", "bedrog"),
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_nothing_that_is_said_of_how_somebody_answered_accuses(language: str) -> None:
    words = Words(language)
    said = " ".join(words.template(key) for key in words.keys_of("quality.")).lower()
    assert not [word for word in ACCUSING if word in said]


def test_weights_are_said_with_the_reason_why_there_is_none(profile: Profile) -> None:
    line, words = profile.lines[0], Words("en")
    assert score_words.statements_line(line, False, words).endswith("weight 1")
    assert score_words.situations_line(line, words).endswith(words("profile.weight.unmeasured", weight="0"))
    assert score_words.own_words_weight(line, words) == words("profile.weight.unmeasured", weight="0")
    told = score_words.situations_line(line, words)
    assert "close to the key (the best answers are our own thinking, not research)" in told
    gap = replace(line, score=NotScored("too_few_answers", 1, 10), sources=None)
    assert score_words.own_words_weight(gap, words) == "no score to weigh in"


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("aim", "reached"), [(0.35, True), (0.2, False)])
def test_the_error_that_is_shown_is_the_widened_one(language: str, aim: float, reached: bool, profile: Profile) -> None:
    words = Words(language)
    score = replace(scores_of(profile)[0], se=0.301, se_printed=0.3501)
    told = score_words.precision_line(score, aim, words)
    # Upwards, and the aim beside it is said to be the model's.
    assert words.decimal(0.36, 2) in told and words.decimal(aim, 2) in told
    assert words.decimal(0.3, 2) not in told
    assert "model" in told
    assert told == words(
        "profile.precision.reached" if reached else "profile.precision.missed",
        se=words.decimal(0.36, 2),
        aim=words.decimal(aim, 2),
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_score_at_the_end_of_its_scale_is_said_to_be_perhaps_further_out(language: str, profile: Profile) -> None:
    words, score = Words(language), scores_of(profile)[0]
    assert words("profile.at_end.highest") not in score_words.position_line(score, words)
    for end in ("lowest", "highest"):
        assert score_words.position_line(replace(score, at_end=end), words).endswith(words(f"profile.at_end.{end}"))


def scores_of(profile: Profile) -> list[SkillScore]:
    return [line.score for line in profile.lines if isinstance(line.score, SkillScore)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_one_situation_is_said_to_be_too_little_also_of_a_result_of_before(language: str, profile: Profile) -> None:
    line, words = profile.lines[0], Words(language)
    told = {"en": "one situation: too little to compare", "nl": "één situatie: te weinig om te vergelijken"}[language]
    assert line.situations.of == 1
    before = replace(line.situations, agreement="differs")
    sources = replace(there(line.sources), disagreements=(Disagreement("statements", "situations"),))
    for shown in (line, replace(line, situations=before, sources=sources)):
        assert told in score_words.situations_line(shown, words)
        assert score_words.disagreement(shown, None, words) is None
    two = replace(line, situations=replace(before, of=2), sources=sources)
    assert score_words.disagreement(two, None, words) == words("profile.disagree.situations")


@pytest.mark.parametrize("nearness", [-1.0, -0.5, -0.4999999999999998, -0.49, 0.0, 0.49, 0.5, 1.0])
def test_nearness_is_said_in_three_words(nearness: float, profile: Profile) -> None:
    line = profile.lines[0]
    shown = replace(line, situations=replace(line.situations, nearness=nearness))
    said = score_words.situations_line(shown, Words("en"))
    expected = "close to" if nearness >= 0.5 else "far from" if nearness <= -0.499999 else "partly like"
    assert expected in said


def test_a_sentence_asks_for_no_more_than_it_is_given() -> None:
    for language in LANGUAGES:
        for key in Words(language).keys_of("profile.since."):
            asked = {name for _, name, _, _ in string.Formatter().parse(Words(language).template(key)) if name}
            assert asked == {"date"}


# No order by machine


def test_skills_stand_in_the_order_of_the_pack_whatever_their_scores(desk: tuple[Deps, Session]) -> None:
    deps, _ = desk
    order = [
        skill.id for group in deps.assessment.groups for skill in deps.assessment.skills if skill.group == group.id
    ]
    profile = played(deps, attentive(deps))
    assert [line.skill_id for line in profile.lines] == order
    chosen = papers.proposed_skills(profile)
    assert list(chosen) == [skill for skill in order if skill in chosen]


def test_a_cv_proposes_what_lies_above_the_average_as_a_whole_and_all_where_nothing_does(profile: Profile) -> None:
    chosen = papers.proposed_skills(profile)
    for line in profile.lines:
        assert isinstance(line.score, SkillScore)
        assert (line.skill_id in chosen) == (line.score.low_exact > 5.5)
    low = [line.score for line in profile.lines if isinstance(line.score, SkillScore)]
    lines = zip(profile.lines, low, strict=True)
    flat = replace(profile, lines=tuple(replace(line, score=replace(score, low_exact=5.0)) for line, score in lines))
    assert papers.proposed_skills(flat) == tuple(line.skill_id for line in profile.lines)
