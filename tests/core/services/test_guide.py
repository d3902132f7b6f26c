"""The way through an adaptive sitting follows from what was answered, in its order, and from the seed alone."""

import random
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import pytest

from progrez_desktop.core.attempt import leg_of, minutes_left, standings, to_go
from progrez_desktop.core.model.assessment import AdaptiveForm, Section, Statement
from progrez_desktop.core.model.attempt import (
    Response,
    ResponseValue,
    SituationValue,
    SkippedValue,
    StatementValue,
    TextValue,
)
from progrez_desktop.core.model.route import Route
from progrez_desktop.core.packs.shipped import shipped
from progrez_desktop.core.services.guide import Guide
from progrez_desktop.scoring.bank import Bank
from progrez_desktop.scoring.scores import SkillScore
from tests.fakes import there
from tests.profiles import made_profile

ASSESSMENT = shipped().assessment()
FORM = there(ASSESSMENT.adaptive)
GUIDE = Guide(FORM, shipped().bank())
POOL = {item.id: item for section in FORM.sections for item in section.items}
History = list[tuple[str, ResponseValue]]


def now(route: Route, history: History) -> str | None:
    """The statement to answer now: the only one of the way without an event."""
    seen = {item for item, _ in history}
    waiting = [item.id for item in route.items if item.id not in seen and isinstance(item, Statement)]
    assert len(waiting) <= 1
    return waiting[0] if waiting else None


def value_for(item: str, chance: random.Random) -> ResponseValue:
    if chance.random() < 0.1:
        return SkippedValue()
    statement = next(one for section in FORM.sections for one in section.items if one.id == item)
    assert isinstance(statement, Statement)
    return StatementValue(chance.randint(1, ASSESSMENT.formats[statement.format_id].categories))


def walk(seed: str, chance: random.Random, changes: float = 0.0) -> Iterator[tuple[Route, History]]:
    """Answer statement by statement, now and then changing an earlier answer; give each way with its history."""
    history: History = []
    while True:
        route = GUIDE.route(seed, history)
        yield route, history
        item = now(route, history)
        if item is None:
            return
        if history and chance.random() < changes:
            earlier = chance.choice(history)[0]
            history.append((earlier, value_for(earlier, chance)))
            yield GUIDE.route(seed, history), history
        history.append((item, value_for(item, chance)))


def taken(history: History) -> dict[str, Response]:
    return {item: Response(item, 1, "en", value, 0) for item, value in history}


def test_items_only_ever_follow_at_the_end() -> None:
    before: tuple[str, ...] = ()
    for route, _ in walk("a seed", random.Random(1), changes=0.3):
        items = tuple(item.id for item in route.items)
        assert items[: len(before)] == before
        before = items
    assert len(before) == len(set(before))


def test_a_changed_answer_leaves_what_was_asked_and_the_next_question_as_they_were() -> None:
    chance, seed = random.Random(2), "b"
    for route, history in walk(seed, chance):
        if len(history) < 3:
            continue
        asked = now(route, history)
        for item in {history[0][0], history[-1][0]}:
            for category in (1, 5):
                changed = GUIDE.route(seed, [*history, (item, StatementValue(category))])
                assert [one.id for one in changed.items] == [one.id for one in route.items]
                assert now(changed, [*history, (item, StatementValue(category))]) == asked


def test_a_changed_answer_moves_what_is_chosen_after_it() -> None:
    """Otherwise a way back would change nothing at all, and only the score."""
    for seed in ("1", "2", "3"):
        *_, (_, history) = walk(seed, random.Random(seed))
        cut = history[:50]
        changed: History = [*cut, *((item, StatementValue(5)) for item, _ in cut)]
        ahead = [(now(GUIDE.route(seed, one), one) or "", StatementValue(3)) for one in (cut, changed)]
        assert ahead[0] == ahead[1]
        ways = []
        for history in (cut, changed):
            for _ in range(12):
                history = [*history, (now(GUIDE.route(seed, history), history) or "", StatementValue(3))]
            ways.append([item for item, _ in history[-12:]])
        assert ways[0][0] == ways[1][0]
        assert ways[0] != ways[1]


def test_the_same_answers_lead_the_same_way_in_another_process_of_the_program() -> None:
    *_, (route, history) = walk("c", random.Random(3), changes=0.2)
    again = Guide(FORM, shipped().bank())
    for place in range(0, len(history), 7):
        assert again.route("c", history[:place]) == GUIDE.route("c", history[:place])
    assert again.route("c", history) == route


def test_two_seeds_ask_in_another_order() -> None:
    first = {GUIDE.route(str(seed), []).items[0].id for seed in range(30)}
    assert len(first) == 6  # the three best of each of the two scales of the first section


def test_situations_and_prompts_come_when_the_statements_are_done_and_not_before() -> None:
    for route, history in walk("d", random.Random(4)):
        *statements, situations, prompts = route.legs
        done = now(route, history) is None
        assert (len(situations.items), len(prompts.items)) == ((12, 3) if done else (0, 0))
        assert (situations.to_come, prompts.to_come) == ((0, 0) if done else (12, 3))
        begun = [bool(leg.items) for leg in statements]
        assert begun == sorted(begun, reverse=True)


def test_what_is_told_to_be_left_is_about_right_and_goes_down_to_nothing() -> None:
    agrees = {item.id: item.key for scale in GUIDE.scorer.bank.skills.values() for item in scale.items}
    history: History = []
    told = []
    while True:
        route = GUIDE.route("e", history)
        told.append((to_go(route, taken(history)), minutes_left(route, taken(history))))
        item = now(route, history)
        if item is None:
            break
        history.append((item, StatementValue(4 if agrees.get(item, 1) > 0 else 2)))
    situations_and_prompts = 12 * 50 + 3 * 240
    assert told[-1] == (15, round(situations_and_prompts / 60))
    assert told[0] == pytest.approx((105, 31), abs=3)
    assert told[0][0] == pytest.approx(15 + len(history), abs=16)
    assert all(later[0] <= earlier[0] + 3 for earlier, later in pairwise(told))


def named(section: Section) -> tuple[str, int] | None:
    """The statement of a section that names its answer, and how many stand before it."""
    found = [(item.id, place) for place, item in enumerate(section.items) if getattr(item, "instructed", None)]
    return found[0] if found else None


def test_a_statement_that_names_its_answer_comes_once_in_its_place_and_leads_nowhere() -> None:
    (section,) = [section for section in FORM.sections if named(section)]
    name, place = there(named(section))
    for seed in ("1", "2"):
        *_, (route, history) = walk(seed, random.Random(seed))
        (leg,) = [leg for leg in route.legs if leg.section == section]
        assert [item.id for item in leg.items].index(name) == place < len(leg.items) - 1
        for other in (StatementValue(7), SkippedValue()):
            answered = [(item, other if item == name else value) for item, value in history]
            assert GUIDE.route(seed, answered) == route


def test_a_section_that_is_done_sooner_asks_for_the_named_answer_at_its_end() -> None:
    (section,) = [section for section in FORM.sections if named(section)]
    name, _ = there(named(section))
    late = replace(section, items=(*(item for item in section.items if item.id != name), POOL[name]))
    guide = Guide(replace(FORM, sections=tuple(late if s == section else s for s in FORM.sections)), shipped().bank())
    history: History = []
    while (item := now(route := guide.route("s", history), history)) is not None:
        history.append((item, StatementValue(4)))
    (leg,) = [leg for leg in route.legs if leg.section == late]
    assert leg.items[-1].id == name
    assert len(leg.items) < len(late.items)


def test_a_section_is_as_full_as_it_is_of_what_it_is_expected_to_be() -> None:
    for route, history in walk("f", random.Random(6)):
        item = now(route, history)
        for number, row in enumerate(standings(route, taken(history))):
            if item is not None and number == leg_of(route, len(route.items) - 1)[0]:
                assert row.share == row.visited / (row.visited + 1 + row.leg.to_come)
            elif row.visited and number < 4:
                assert row.share == 1


def test_situations_and_texts_change_nothing_about_the_statements() -> None:
    *_, (route, history) = walk("g", random.Random(7))
    others: History = [("three-tasks", SituationValue("a", None)), ("disagreement", TextValue("Words"))]
    assert GUIDE.route("g", [*others, *history]) == route


def test_each_skill_is_scored_by_the_scale_of_the_form() -> None:
    *_, (route, history) = walk("h", random.Random(8))
    scored = [item.id for item in route.items if isinstance(item, Statement) and item.instructed is None]
    answers = {id: value.category for id, value in history if id in scored and isinstance(value, StatementValue)}
    asked = set(scored)
    scores = GUIDE.scorer.score(answers, asked=asked, least=FORM.least)
    assert set(scores) == {skill.id for skill in ASSESSMENT.skills}
    for skill, score in scores.items():
        assert isinstance(score, SkillScore)
        scale = GUIDE.scorer.bank.skills[skill]
        assert (scale.id, score.norm_id) == (FORM.scales[skill], scale.norm.id)
        everything = {item.id for item in scale.items} <= asked
        assert score.se <= FORM.se + 1e-9 or everything


def test_a_statement_that_two_skills_share_is_asked_once_and_counts_for_both() -> None:
    """No two scales of the form that ships share one; a form whose scales do is led and told of all the same."""
    form, formats = with_shared_statements(), ASSESSMENT.formats
    guide = Guide(form, shipped().bank())
    history: History = []
    while (item := now(route := guide.route("s", history), history)) is not None:
        statement = next(one for one in route.items if one.id == item)
        assert isinstance(statement, Statement)
        history.append((item, StatementValue((formats[statement.format_id].categories + 1) // 2)))
    asked = [item for item, _ in history]
    assert len(asked) == len(set(asked))
    assessment = replace(ASSESSMENT, adaptive=form)
    profile = made_profile(assessment, route, guide.scorer, taken(history))
    lines = {line.skill_id: line.statements for line in profile.lines}
    assert lines["self_management"].scale == "self_management_x"
    assert lines["self_management"].shared == lines["initiative"].shared > 0
    scored = [item for item in asked if item != "instructed/ambi"]
    assert sum(line.asked for line in lines.values()) == len(scored) + lines["initiative"].shared
    assert lines["integrity"].shared == 0


def with_shared_statements() -> AdaptiveForm:
    """The form with self_management_x, of which initiative has six statements."""
    extra = Bank.from_bytes(shipped().bank(), "extended").skills["self_management_x"].items
    sections = []
    for section in FORM.sections:
        known = {item.id for item in section.items}
        made = [Statement(one.id, "ambi", {"en": one.text, "nl": one.text}) for one in extra if one.id not in known]
        sections.append(replace(section, items=(*section.items, *made)) if section.format_id == "ambi" else section)
    return replace(FORM, sections=tuple(sections), scales={**FORM.scales, "self_management": "self_management_x"})
