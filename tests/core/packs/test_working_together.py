"""The content that ships: complete, in both languages, and not giving itself away."""

import csv
import json
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from calibration import pack as builder
from progrez_desktop.core.model.assessment import Assessment, LocalText, Prompt, Situation, Statement
from progrez_desktop.core.model.consent import PURPOSES
from progrez_desktop.core.packs.shipped import shipped
from tests.fakes import there

if TYPE_CHECKING:
    from progrez_desktop.scoring.bank import Bank

ASSESSMENT = shipped().assessment()
SITUATIONS = [item for item in ASSESSMENT.items if isinstance(item, Situation)]
SHOWN = [item for item in ASSESSMENT.items if isinstance(item, Statement)]
STATEMENTS = [item for item in SHOWN if item.instructed is None]
"""Those that make scores."""
INSTRUCTED = [item for item in SHOWN if item.instructed is not None]
PROMPTS = [item for item in ASSESSMENT.items if isinstance(item, Prompt)]
FORM = there(ASSESSMENT.adaptive)
POOL = {item.id: item for section in FORM.sections for item in section.items if isinstance(item, Statement)}
RESERVE = [item for item in POOL.values() if item not in SHOWN]
"""What only the adaptive form asks."""
SKILLS = {
    "relate": ["communication", "empathy", "collaboration", "leadership"],
    "self": ["self_management", "resilience", "composure", "adaptability"],
    "think": ["creative_thinking", "analytical"],
    "drive": ["initiative", "integrity"],
}


@pytest.fixture(scope="session")
def whole_map(shared_dir: Path) -> list[dict[str, str]]:
    with (shared_dir / "data" / "skill_map.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="session")
def skill_map(whole_map: list[dict[str, str]]) -> list[dict[str, str]]:
    return [row for row in whole_map if not row["skill"].endswith("_x")]


@pytest.fixture(scope="module")
def adaptive_bank() -> "Bank":
    """By skill, the scale that the adaptive form asks and scores it by."""
    from progrez_desktop.scoring import scales

    return scales.of_form(shipped().bank(), FORM.scales)


def texts_of(assessment: Assessment) -> list[LocalText]:
    """Every text that a person may see, and the rationales."""
    texts = [assessment.title, assessment.practice.text]
    if assessment.organisation:
        texts += [assessment.organisation.name, assessment.organisation.place, assessment.organisation.procedure]
    texts += [group.name for group in assessment.groups] + [key.rationale for key in assessment.keys]
    for skill in assessment.skills:
        texts += [skill.name, skill.short_name, skill.description, skill.high, skill.middle, skill.low]
    for form in assessment.formats.values():
        texts += [form.question, *form.anchors]
    for item in (*assessment.items, *RESERVE):
        texts.append(item.text)
        texts += [action.text for action in item.actions] if isinstance(item, Situation) else []
        texts += [item.guidance] if isinstance(item, Prompt) else []
    return texts


def test_a_sitting_has_111_statements_one_that_names_its_answer_12_situations_and_3_prompts() -> None:
    assert (len(STATEMENTS), len(INSTRUCTED), len(SITUATIONS), len(PROMPTS)) == (111, 1, 12, 3)
    assert len(ASSESSMENT.items) == 127
    assert [section.kind for section in ASSESSMENT.sections] == ["statements"] * 4 + ["situations", "prompts"]


@pytest.mark.shared
def test_the_statements_are_those_of_the_skill_map_in_their_own_format(skill_map: list[dict[str, str]]) -> None:
    listed = {(f"{row['dataset']}/{row['column']}", int(row["n_categories"]), row["text"]) for row in skill_map}
    shown = [(item.id, ASSESSMENT.formats[item.format_id].categories, item.text["en"]) for item in STATEMENTS]
    assert len(shown) == len(set(shown)) == 111
    assert set(shown) == listed


@pytest.mark.shared
def test_skills_carry_the_framework_numbers_of_the_skill_map(skill_map: list[dict[str, str]]) -> None:
    parts = builder.read_parts(builder.RESOURCES / "assessments" / "working-together")
    for skill in parts["skills"]["skills"]:
        row = next(row for row in skill_map if row["skill"] == skill["id"])
        assert skill["esco"] == re.findall(r"T\d\.\d", row["esco_transversal"])
        assert skill["onet"] == re.findall(r"\d\.[A-Z]\.\d\.[a-z]", row["onet_work_style"])


@pytest.mark.shared
@pytest.mark.parametrize(
    ("format_id", "dataset", "categories"),
    [
        ("ipip50", "ipip50_big5", 5),
        ("disc40", "ipip_disc40", 5),
        ("ambi", "ipip_ambi181", 7),
        ("spi", "ipip_spi135", 6),
    ],
)
def test_anchors_are_those_of_the_bank(format_id: str, dataset: str, categories: int, shared_dir: Path) -> None:
    with (shared_dir / "data" / dataset / "items.csv").open(encoding="utf-8", newline="") as file:
        described = next(csv.DictReader(file))["response_format"]
    anchors = ASSESSMENT.formats[format_id].anchors
    assert len(anchors) == categories == int(described[0])
    for number, words in re.findall(r"(\d) ([A-Z][a-z ]+?)(?:,| \.\.| \(|$)", described):
        assert anchors[int(number) - 1]["en"] == words


def test_statements_are_calibrated_in_english_and_marked_as_not_yet_in_dutch() -> None:
    assert all(item.calibrated == {"en": True, "nl": False} for item in POOL.values())
    assert ASSESSMENT.practice.calibrated == {}


def test_what_ships_agrees_with_its_schema_and_with_the_bank() -> None:
    from progrez_desktop.scoring.bank import Bank

    parts = builder.read_parts(builder.RESOURCES / "assessments" / "working-together")
    assert list(builder.problems(parts)) == []
    bank = Bank.from_bytes(shipped().bank())
    scored = {item.id: item for skill in bank.skills.values() for item in skill.items}
    assert set(bank.skills) == {skill.id for skill in ASSESSMENT.skills}
    assert set(scored) == {item.id for item in STATEMENTS}
    for item in STATEMENTS:
        form = ASSESSMENT.formats[item.format_id]
        assert (scored[item.id].text, scored[item.id].format_id) == (item.text["en"], form.id)
        assert scored[item.id].categories == form.categories


def test_the_adaptive_form_has_a_text_in_its_own_format_for_every_item_of_its_scales(adaptive_bank: "Bank") -> None:
    parts = builder.read_parts(builder.RESOURCES / "assessments" / "working-together")
    assert list(builder.problems(parts, json.loads(shipped().bank()))) == []
    assert set(adaptive_bank.skills) == {skill.id for skill in ASSESSMENT.skills}
    for item in (item for skill in adaptive_bank.skills.values() for item in skill.items):
        shown = POOL[item.id]
        assert (item.text, item.format_id) == (shown.text["en"], shown.format_id)
        assert item.categories == ASSESSMENT.formats[shown.format_id].categories
    assert (len(STATEMENTS), len(RESERVE)) == (111, 41)


@pytest.mark.shared
def test_the_statements_in_reserve_are_those_of_the_longer_scales(whole_map: list[dict[str, str]]) -> None:
    used = {scale for scale in FORM.scales.values() if scale.endswith("_x")}
    listed = {(f"{row['dataset']}/{row['column']}", row["text"]) for row in whole_map if row["skill"] in used}
    assert used == {"communication_x", "empathy_x", "resilience_x"}
    assert {(item.id, item.text["en"]) for item in RESERVE} == listed


def test_no_two_skills_of_the_adaptive_form_rest_on_the_same_statement(adaptive_bank: "Bank") -> None:
    """self_management_x and initiative share six: their scores would be one score twice (calibration/README.md)."""
    asked = [item.id for skill in adaptive_bank.skills.values() for item in skill.items]
    assert len(asked) == len(set(asked))


def test_both_forms_ask_the_statement_that_names_its_answer() -> None:
    (instructed,) = INSTRUCTED
    assert POOL[instructed.id] == instructed
    anchors = ASSESSMENT.formats[instructed.format_id].anchors
    for language, text in instructed.text.items():
        assert anchors[there(instructed.instructed) - 1][language] in text


def test_both_forms_ask_the_same_situations_and_prompts() -> None:
    assert FORM.sections[-2:] == ASSESSMENT.sections[-2:]
    assert [section.format_id for section in FORM.sections] == [section.format_id for section in ASSESSMENT.sections]


def test_a_statement_that_two_banks_share_has_one_translation() -> None:
    dutch: dict[str, set[str]] = {}
    for item in POOL.values():
        dutch.setdefault(item.text["en"], set()).add(item.text["nl"])
    assert {english: texts for english, texts in dutch.items() if len(texts) > 1} == {}
    assert sum(len(texts) for texts in dutch.values()) < len(POOL)  # some are shared


@pytest.mark.parametrize("language", ["en", "nl"])
def test_no_statement_can_be_asked_twice_in_an_adaptive_sitting(language: str, adaptive_bank: "Bank") -> None:
    asked = {item.id for skill in adaptive_bank.skills.values() for item in skill.items}
    texts = Counter(POOL[item].text[language].casefold() for item in asked)
    assert [text for text, times in texts.items() if times > 1] == []


def test_neighbouring_statements_measure_different_skills() -> None:
    from progrez_desktop.scoring.bank import Bank

    bank = Bank.from_bytes(shipped().bank())
    skill_of = {item.id: skill.id for skill in bank.skills.values() for item in skill.items}
    for section in ASSESSMENT.sections[:4]:
        skills = [skill_of[item.id] for item in section.items if item in STATEMENTS]
        if len(set(skills)) > 1:
            assert all(one != next_one for one, next_one in pairwise(skills)), section.id


def test_twelve_skills_stand_in_four_groups() -> None:
    grouped = {group.id: [s.id for s in ASSESSMENT.skills if s.group == group.id] for group in ASSESSMENT.groups}
    assert grouped == SKILLS


def test_every_text_is_there_in_both_languages_and_translated() -> None:
    same = {"Empathie", "Neutraal"}
    for text in texts_of(ASSESSMENT):
        assert set(text) == set(ASSESSMENT.languages) == {"en", "nl"}
        assert text["en"].strip() and text["nl"].strip()
        assert text["en"] != text["nl"] or text["nl"] in same


@pytest.mark.parametrize("language", ["en", "nl"])
def test_no_text_is_there_twice(language: str) -> None:
    shown = [item.text[language] for item in (*ASSESSMENT.items, ASSESSMENT.practice)]
    shown += [action.text[language] for item in SITUATIONS for action in item.actions]
    shown += [key.rationale[language] for key in ASSESSMENT.keys]
    shown += [text[language] for s in ASSESSMENT.skills for text in (s.description, s.high, s.middle, s.low)]
    assert [text for text, times in Counter(text.casefold() for text in shown).items() if times > 1] == []


@pytest.mark.parametrize("language", ["en", "nl"])
def test_skills_are_not_named_while_answering(language: str) -> None:
    read = [ASSESSMENT.title, ASSESSMENT.practice.text, *(form.question for form in ASSESSMENT.formats.values())]
    read += [item.text for item in SITUATIONS] + [text for item in PROMPTS for text in (item.text, item.guidance)]
    seen = " ".join([text[language] for text in read] + [section.id for section in ASSESSMENT.sections]).casefold()
    for name in (text[language] for s in ASSESSMENT.skills for text in (s.name, s.short_name)):
        assert re.search(rf"\b{re.escape(name.casefold())}\b", seen) is None, name
    ids = " ".join([item.id for item in SITUATIONS] + [item.id for item in PROMPTS])
    assert not [skill.id for skill in ASSESSMENT.skills if skill.id in ids]


def test_english_negation_stays_negation_in_dutch() -> None:
    negative = re.compile(r"\bnot\b|n't\b|\bcannot\b")
    for item in POOL.values():
        dutch = re.search(r"\b(niet|geen)\b", item.text["nl"]) is not None
        assert dutch == (negative.search(item.text["en"]) is not None), item.id


def test_dutch_statements_speak_in_the_first_person() -> None:
    for item in POOL.values():
        if item.format_id == "spi":  # this bank leaves the subject out, in both languages; its question asks for it
            assert not re.search(r"\b[Ii]k\b", item.text["nl"])
        elif item.instructed is None:
            assert re.search(r"\b[Ii]k\b", item.text["nl"]), item.id
    assert "‘ik’" in ASSESSMENT.formats["spi"].question["nl"]


def test_every_skill_has_its_situation_with_a_key_to_two_of_its_four_actions() -> None:
    assert sorted(key.skill for key in ASSESSMENT.keys) == sorted(skill.id for skill in ASSESSMENT.skills)
    keys = {key.situation_id: key for key in ASSESSMENT.keys}
    assert set(keys) == {item.id for item in SITUATIONS}
    for item in SITUATIONS:
        actions = {action.id for action in item.actions}
        assert len(actions) == 4
        assert {keys[item.id].best, keys[item.id].worst} < actions and keys[item.id].best != keys[item.id].worst


def test_every_key_says_why_the_best_is_best_and_the_worst_worst() -> None:
    for key in ASSESSMENT.keys:
        assert re.fullmatch(r"Best: .+\. Worst: .+\.", key.rationale["en"])
        assert re.fullmatch(r"Beste: .+\. Slechtste: .+\.", key.rationale["nl"])


@pytest.mark.parametrize("role", ["best", "worst"])
def test_the_position_of_an_action_gives_nothing_away(role: str) -> None:
    by_id = {item.id: [action.id for action in item.actions] for item in SITUATIONS}
    positions = Counter(by_id[key.situation_id].index(getattr(key, role)) for key in ASSESSMENT.keys)
    assert positions == {0: 3, 1: 3, 2: 3, 3: 3}


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("role", ["best", "worst"])
def test_the_length_of_an_action_gives_nothing_away(role: str, language: str) -> None:
    """Picking the longest or the shortest action must not do much better than chance, which is 3 of 12."""
    longest = shortest = 0
    for key in ASSESSMENT.keys:
        item = next(item for item in SITUATIONS if item.id == key.situation_id)
        lengths = {action.id: len(action.text[language]) for action in item.actions}
        assert max(lengths.values()) <= 1.25 * min(lengths.values()), item.id
        longest += lengths[getattr(key, role)] == max(lengths.values())
        shortest += lengths[getattr(key, role)] == min(lengths.values())
    assert longest <= 5 and shortest <= 5


@pytest.mark.parametrize("language", ["en", "nl"])
def test_situations_take_two_or_three_sentences(language: str) -> None:
    for item in SITUATIONS:
        assert 2 <= len(re.findall(r"[.?!]”?(?: |$)", item.text[language])) <= 4, item.id


def test_prompts_ask_for_40_to_200_words() -> None:
    assert {(item.min_words, item.max_words) for item in PROMPTS} == {(40, 200)}


def test_the_practice_statement_belongs_to_no_bank_and_is_not_counted() -> None:
    assert ASSESSMENT.practice.id not in {item.id for item in ASSESSMENT.items}
    assert ASSESSMENT.practice.text["en"] not in {item.text["en"] for item in STATEMENTS}
    assert ASSESSMENT.practice.format_id in ASSESSMENT.formats


def test_the_organisation_says_that_it_is_a_demonstration_and_can_receive_nothing() -> None:
    organisation = ASSESSMENT.organisation
    assert organisation is not None and organisation.demonstration and organisation.public_key is None
    assert organisation.retention_days == 28


def test_nine_separate_purposes_are_asked() -> None:
    people = ("profile", "excerpts", "contact", "background", "teams", "team_values")
    expected = (*people, "human_rating", "research", "anonymous_statistics")
    assert ASSESSMENT.purposes == expected
    assert set(ASSESSMENT.purposes) <= set(PURPOSES)
