"""Adaptive asking: the same answers and seed ask the same item, nothing is asked twice, and it ends where it says."""

import hashlib
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mirt import CATEngine, GradedResponseModel

from progrez_desktop.scoring import scales
from progrez_desktop.scoring.adaptive import Block, Rules, information
from progrez_desktop.scoring.bank import BankItem, BankSkill
from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.grm import NODES, log_probabilities
from progrez_desktop.scoring.scorer import Scorer
from progrez_desktop.scoring.scores import NotScored, SkillScore
from tests.scoring.made import SHIPPED, bank_bytes, bank_document, made_bank, made_item, made_people

REPO = Path(__file__).resolve().parents[2]
BANK = scales.with_longer((REPO / SHIPPED).read_bytes())
TOGETHER = ("initiative", "integrity", "communication_x", "empathy_x", "self_management_x")
BLOCK = Block({name: BANK.skills[name].items for name in TOGETHER}, Rules())
ITEMS = {item.id: item for name in TOGETHER for item in BANK.skills[name].items}
ALONE = {name: Block({name: BANK.skills[name].items}, Rules()) for name in TOGETHER}
SCALES_OF = {id: [name for name in TOGETHER if id in {i.id for i in BANK.skills[name].items}] for id in ITEMS}

STEPS = (-1.5, -0.5, 0.5, 1.5)

people = st.fixed_dictionaries({id: st.integers(0, item.categories) for id, item in ITEMS.items()})
"""0 is a skipped item."""
seeds = st.text("0123456789abcdef", min_size=1, max_size=8)


def play(block: Block, seed: str, person: dict[str, int]) -> tuple[list[str], dict[str, int]]:
    """Answer as the person does until nothing more is asked; return what was asked and what was answered."""
    asked: list[str] = []
    answers: dict[str, int] = {}
    while (item := block.next_item(seed, asked, answers)) is not None:
        assert item not in asked, "asked twice"
        asked.append(item)
        if person[item]:
            answers[item] = person[item]
    return asked, answers


@settings(max_examples=30, deadline=None)
@given(seeds, people)
def test_a_block_ends_when_every_scale_is_precise_or_used_up(seed: str, person: dict[str, int]) -> None:
    asked, answers = play(BLOCK, seed, person)
    for name in TOGETHER:
        items = BANK.skills[name].items
        given_keys = {item.key for item in items if item.id in answers}
        used_up = all(item.id in asked for item in items)
        precise = BLOCK.standing(name, answers).se <= 0.35
        enough = len([item for item in items if item.id in answers]) >= 4 and given_keys == {1, -1}
        assert used_up or (precise and enough), name
    assert BLOCK.to_come(asked, answers) == 0


@settings(max_examples=20, deadline=None)
@given(seeds, people)
def test_a_sitting_replayed_from_any_point_asks_the_same_items(seed: str, person: dict[str, int]) -> None:
    asked, _ = play(BLOCK, seed, person)
    fresh = Block({name: BANK.skills[name].items for name in TOGETHER}, Rules())
    for place in sorted({0, 1, len(asked) // 2, len(asked) - 1}):
        before = asked[:place]
        answers = {item: person[item] for item in reversed(before) if person[item]}
        assert fresh.next_item(seed, before, answers) == asked[place]
        assert fresh.to_come(before, answers) > 0


@settings(max_examples=10, deadline=None)
@given(seeds, people)
def test_after_an_item_another_scale_has_its_turn_while_one_is_open(seed: str, person: dict[str, int]) -> None:
    asked, answers = play(BLOCK, seed, person)
    for place, (one, following) in enumerate(pairwise(asked), start=1):
        so_far = {item: answers[item] for item in asked[:place] if item in answers}
        others = {name for name in TOGETHER if name not in SCALES_OF[one] and is_open(name, asked[:place], so_far)}
        assert not others or others & set(SCALES_OF[following])


def is_open(name: str, asked: list[str], answers: dict[str, int]) -> bool:
    return ALONE[name].to_come(asked, answers) > 0


def test_the_first_item_is_one_of_the_three_that_tell_most_in_the_middle() -> None:
    skill = BANK.skills["communication_x"]
    block = Block({"x": skill.items}, Rules())
    middle = NODES.size // 2
    worth = {item.id: float(information(item.a, item.b)[middle]) for item in skill.items}
    best = sorted(worth, key=lambda item: -worth[item])[:3]
    first = Counter(block.next_item(str(seed), [], {}) for seed in range(300))
    assert set(first) == set(best)
    assert min(first.values()) > 70  # a third of 300, and chance


def test_chance_is_a_digest_and_so_the_same_on_every_machine() -> None:
    """The draw of a made scale by hand: SHA-256 of seed, place and 0, its second whole number, modulo three."""
    block = Block({"calm": made_bank().skills["calm"].items}, Rules(se=0.1))
    digest = hashlib.sha256(b"seven/0/0").digest()
    draw = int.from_bytes(digest[8:16]) % 3  # the first number breaks ties between scales
    steepest = ["made/C5", "made/C4", "made/C3"]
    assert block.next_item("seven", [], {}) == steepest[draw]


def test_a_skipped_item_tells_nothing_and_is_not_asked_again() -> None:
    block = Block({"calm": made_bank().skills["calm"].items}, Rules())
    asked, answers = play(block, "s", {f"made/C{n}": 0 for n in range(1, 6)})
    assert sorted(asked) == [f"made/C{n}" for n in range(1, 6)]
    assert answers == {}
    assert block.standing("calm", answers).se == pytest.approx(1.0, abs=1e-9)


def steep_and_flat() -> tuple[tuple[BankItem, ...], BankItem]:
    """Steep items keyed one way, and a flat one keyed the other way that nobody would choose for what it tells."""
    return tuple(made_item(f"made/{n}", 3.0, STEPS) for n in range(8)), made_item("made/flat", 0.4, STEPS, key=-1)


def test_by_the_fourth_answer_each_key_direction_has_been_answered() -> None:
    items, flat = steep_and_flat()
    block = Block({"made": (*items, flat)}, Rules())
    for seed in range(20):
        asked, _ = play(block, str(seed), {item.id: 3 for item in (*items, flat)})
        assert asked[3] == "made/flat"
        assert len(asked) == 4


def test_a_direction_that_was_only_skipped_does_not_hold_up_the_end() -> None:
    items, flat = steep_and_flat()
    asked, answers = play(Block({"made": (*items, flat)}, Rules()), "1", {i.id: 3 for i in items} | {"made/flat": 0})
    assert len(asked) == 5
    assert len(answers) == 4


def test_an_item_of_two_scales_is_asked_once_and_moves_both() -> None:
    shared = [item for item, names in SCALES_OF.items() if names == ["initiative", "self_management_x"]]
    assert len(shared) == 6
    before = {name: BLOCK.standing(name, {}).se for name in ("initiative", "self_management_x")}
    after = {name: BLOCK.standing(name, {shared[0]: 6}) for name in before}
    assert all(after[name].se < before[name] and after[name].theta > 0 for name in before)
    asked, _ = play(BLOCK, "1", dict.fromkeys(ITEMS, 3))
    assert max(Counter(asked).values()) == 1


def test_what_is_said_while_asking_is_what_the_score_says() -> None:
    scorer = Scorer(BANK)
    for name in ("empathy_x", "initiative"):
        skill = BANK.skills[name]
        for row in made_people(skill, 20, seed=3, missing=0.1):
            answers = {item.id: int(value) for item, value in zip(skill.items, row, strict=True) if value}
            score = scorer.score(answers)[name]
            if isinstance(score, SkillScore):
                standing = BLOCK.standing(name, answers)
                assert (standing.theta, standing.se) == pytest.approx((score.theta, score.se), abs=1e-12)


def test_fewer_answers_are_scored_where_fewer_were_asked() -> None:
    skill = BANK.skills["communication_x"]
    scorer = Scorer(BANK)
    asked = [item.id for item in skill.items[:5]]
    answers = dict.fromkeys(asked, 4)
    found = {n: scorer.score(dict(list(answers.items())[:n]), asked=asked, least=4) for n in (3, 4)}
    assert found[3]["communication_x"] == NotScored("too_few_answers", 3, 16)
    assert isinstance(found[4]["communication_x"], SkillScore)
    assert scorer.score(answers)["communication_x"] == NotScored("too_few_answers", 5, 16)
    # Four of seven are under 60 %: who skips that often chose the questions.
    seven = [item.id for item in skill.items[:7]]
    few = dict(list(answers.items())[:4])
    assert scorer.score(few, asked=seven, least=4)["communication_x"] == NotScored("too_few_answers", 4, 16)


@given(st.floats(0.2, 4.0), st.lists(st.floats(-3, 3), min_size=1, max_size=6, unique=True))
def test_information_is_what_the_slopes_of_the_log_chances_say(a: float, b: list[float]) -> None:
    """I = sum of P'^2 / P, the slopes taken by differences; and never more than a^2 / 3."""
    thresholds, at, step = [x + 0.05 * n for n, x in enumerate(sorted(b))], np.linspace(-3, 3, 13), 1e-5
    chances = np.exp(log_probabilities(a, thresholds, at))
    slopes = (
        np.exp(log_probabilities(a, thresholds, at + step)) - np.exp(log_probabilities(a, thresholds, at - step))
    ) / (2 * step)
    expected = (slopes**2 / chances).sum(axis=0)
    found = information(a, thresholds, at)
    assert found == pytest.approx(expected, rel=1e-5, abs=1e-7)
    assert (found <= a**2 / 3 + 1e-12).all()


def test_information_is_that_of_mirt() -> None:
    skill = BANK.skills["empathy_x"]
    model = _theirs(skill)
    for place, item in enumerate(skill.items):
        theirs = np.asarray(model.information(NODES[20:141, np.newaxis], item_idx=place)).ravel()
        assert information(item.a, item.b)[20:141] == pytest.approx(theirs, abs=1e-6), item.id


@pytest.mark.parametrize("name", ["communication_x", "resilience_x"])
def test_without_chance_the_items_are_those_of_mirt(name: str) -> None:
    """Their engine, given our nodes, asks the same items in the same order and ends with the same error."""
    skill = BANK.skills[name]
    # As if keyed upwards: the rule about directions has then nothing to say, as in their engine.
    turned = replace(skill, items=tuple(replace(item, key=1) for item in skill.items))
    block, model = Block({name: turned.items}, Rules(se=0.3, least=1, among=1)), _theirs(turned)
    for row in made_people(turned, 12, seed=5):
        person = {item.id: int(value) for item, value in zip(turned.items, row, strict=True)}
        engine = CATEngine(model, se_threshold=0.3, n_quadpts=NODES.size, theta_bounds=(-8.0, 8.0))
        state = engine.get_current_state()
        while not state.is_complete and state.next_item is not None:
            state = engine.administer_item(int(row[state.next_item]) - 1)
        asked, answers = play(block, "any", person)
        assert asked == [turned.items[place].id for place in state.items_administered]
        standing = block.standing(name, answers)
        assert (standing.theta, standing.se) == pytest.approx((state.theta, state.standard_error), abs=1e-6)


def _theirs(skill: BankSkill) -> GradedResponseModel:
    model = GradedResponseModel(len(skill.items), skill.items[0].categories)
    model.set_parameters(
        discrimination=np.array([item.a for item in skill.items]), thresholds=np.array([item.b for item in skill.items])
    )
    model._is_fitted = True
    return model


def test_a_form_names_the_scale_that_stands_for_a_skill() -> None:
    data = (REPO / SHIPPED).read_bytes()
    bank = scales.of_form(data, {"communication": "communication_x", "composure": "composure"})
    assert [(name, skill.id, len(skill.items)) for name, skill in bank.skills.items()] == [
        ("communication", "communication_x", 16),
        ("composure", "composure", 6),
    ]
    with pytest.raises(ScoringError) as refused:
        scales.of_form(data, {"communication": "communication_y"})
    assert (refused.value.code, refused.value.detail) == ("unknown_scale", "communication_y")


def test_a_shared_item_that_is_not_the_same_in_both_scales_is_refused() -> None:
    document = bank_document()
    document["extended"]["calm_x"]["items"] = [dict(item) for item in document["extended"]["calm_x"]["items"]]
    scales.with_longer(bank_bytes(document))
    document["extended"]["calm_x"]["items"][1]["key"] = 1
    with pytest.raises(ScoringError) as refused:
        scales.with_longer(bank_bytes(document))
    assert (refused.value.code, refused.value.detail) == ("bank_item_differs", "made/C2")
