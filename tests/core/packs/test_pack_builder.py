import copy
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from calibration import pack as builder
from progrez_desktop.core.packs.shipped import ASSESSMENT, BANK

Parts = dict[str, Any]


@pytest.fixture
def parts() -> Parts:
    return copy.deepcopy(builder.read_parts(builder.RESOURCES / ASSESSMENT))


def no_dutch(parts: Parts) -> None:
    del parts["prompts"][0]["text"]["nl"]


def empty_text(parts: Parts) -> None:
    parts["situations"][3]["actions"][1]["text"]["en"] = " "


def unknown_field(parts: Parts) -> None:
    parts["pack"]["ranking"] = True


def unknown_purpose(parts: Parts) -> None:
    parts["pack"]["purposes"].append("advertising")


def statements_without_format(parts: Parts) -> None:
    del parts["pack"]["sections"][0]["format"]


def block_not_shown(parts: Parts) -> None:
    del parts["pack"]["sections"][0]


def practice_in_unknown_format(parts: Parts) -> None:
    parts["pack"]["practice"]["format"] = "scale11"


def statement_in_another_format(parts: Parts) -> None:
    parts["statements"]["blocks"]["ambi"].append(parts["statements"]["blocks"]["spi"].pop())


def item_twice(parts: Parts) -> None:
    parts["prompts"].append(parts["prompts"][0])


def key_to_no_action(parts: Parts) -> None:
    parts["situation-keys"][0]["best"] = "e"


def best_is_worst(parts: Parts) -> None:
    parts["situation-keys"][0]["best"] = parts["situation-keys"][0]["worst"]


def key_for_no_skill(parts: Parts) -> None:
    parts["situation-keys"][0]["skill"] = "charisma"


def situation_without_key(parts: Parts) -> None:
    del parts["situation-keys"][5]


def scale_for_no_skill(parts: Parts) -> None:
    parts["pack"]["adaptive"]["scales"]["charisma"] = "leadership"


def skill_without_scale(parts: Parts) -> None:
    del parts["pack"]["adaptive"]["scales"]["empathy"]


def other_situations_in_the_adaptive_form(parts: Parts) -> None:
    del parts["pack"]["adaptive"]["sections"][4]


def reserve_in_unknown_format(parts: Parts) -> None:
    parts["statements"]["reserve"]["scale11"] = parts["statements"]["reserve"].pop("ambi")


def reserve_statement_that_a_block_has(parts: Parts) -> None:
    parts["statements"]["reserve"]["ambi"].append(parts["statements"]["blocks"]["ambi"][0])


def no_error_to_stop_at(parts: Parts) -> None:
    parts["pack"]["adaptive"]["se"] = 0


def skill_without_advice(parts: Parts) -> None:
    del parts["report"]["skills"]["empathy"]


def one_action_to_grow(parts: Parts) -> None:
    del parts["report"]["skills"]["empathy"]["grow"][1:]


def instructed(parts: Parts) -> Any:
    return next(item for item in parts["statements"]["blocks"]["ambi"] if "instructed" in item)


def answer_named_in_english_alone(parts: Parts) -> None:
    instructed(parts)["text"]["nl"] = "Om te laten zien dat je meeleest: kies hier ‘Eens’."


def part_of_another_answer_named(parts: Parts) -> None:
    instructed(parts)["text"]["en"] = "To show that you are reading along: choose “Strongly disagree” here."


def answer_that_the_format_does_not_have(parts: Parts) -> None:
    instructed(parts)["instructed"]["category"] = 8


def three_that_name_their_answer(parts: Parts) -> None:
    block = parts["statements"]["blocks"]["ambi"]
    block += [{**instructed(parts), "id": f"instructed/ambi{n}"} for n in (2, 3)]


def scored_statement_that_names_its_answer(parts: Parts) -> None:
    instructed(parts)["id"] = "ipip_ambi181/Q1A"


def instructed_in_reserve(parts: Parts) -> None:
    parts["statements"]["reserve"]["ambi"].append(instructed(parts))


BREAKS = (
    answer_named_in_english_alone,
    part_of_another_answer_named,
    answer_that_the_format_does_not_have,
    three_that_name_their_answer,
    scored_statement_that_names_its_answer,
    instructed_in_reserve,
    skill_without_advice,
    one_action_to_grow,
    no_dutch,
    empty_text,
    unknown_field,
    unknown_purpose,
    statements_without_format,
    block_not_shown,
    practice_in_unknown_format,
    statement_in_another_format,
    item_twice,
    key_to_no_action,
    best_is_worst,
    key_for_no_skill,
    situation_without_key,
    scale_for_no_skill,
    skill_without_scale,
    other_situations_in_the_adaptive_form,
    reserve_in_unknown_format,
    reserve_statement_that_a_block_has,
    no_error_to_stop_at,
)


def unknown_scale(parts: Parts) -> None:
    parts["pack"]["adaptive"]["scales"]["empathy"] = "empathy_y"


def scale_whose_statements_have_no_text(parts: Parts) -> None:
    parts["statements"]["reserve"]["ambi"].pop()


def statement_that_no_scale_asks(parts: Parts) -> None:
    parts["pack"]["adaptive"]["scales"]["empathy"] = "empathy"


def scales_without_their_section(parts: Parts) -> None:
    del parts["pack"]["adaptive"]["sections"][2]


BREAKS_WITH_THE_BANK = (
    unknown_scale,
    scale_whose_statements_have_no_text,
    statement_that_no_scale_asks,
    scales_without_their_section,
)


def bank_of() -> Any:
    return json.loads((builder.RESOURCES / BANK).read_bytes())


@pytest.mark.parametrize("damage", BREAKS_WITH_THE_BANK)
def test_an_adaptive_form_that_does_not_fit_the_bank_is_not_pinned(
    damage: Callable[[Parts], None], parts: Parts
) -> None:
    assert list(builder.problems(parts, bank_of())) == []
    damage(parts)
    assert list(builder.problems(parts)) == []
    assert list(builder.problems(parts, bank_of())) != []


def test_a_pack_may_have_the_fixed_form_alone(parts: Parts) -> None:
    parts["pack"]["adaptive"], parts["statements"]["reserve"] = None, {}
    assert list(builder.problems(parts, bank_of())) == []


@pytest.mark.parametrize("damage", BREAKS)
def test_a_pack_with_one_thing_wrong_is_not_pinned(damage: Callable[[Parts], None], parts: Parts) -> None:
    assert list(builder.problems(parts)) == []
    damage(parts)
    assert list(builder.problems(parts)) != []


def test_a_statement_that_is_not_the_one_of_the_bank_is_told_by_id(parts: Parts, tmp_path: Path) -> None:
    skill_map = tmp_path / "skill_map.csv"
    rows = ["skill,dataset,column,n_categories,text"]
    for skill, part in (("any", "blocks"), ("any_x", "reserve")):
        for name, block in parts["statements"][part].items():
            for item in (one for one in block if "instructed" not in one):
                dataset, column = item["id"].split("/")
                categories = len(parts["formats"][name]["anchors"])
                rows.append(f'{skill},{dataset},{column},{categories},"{item["text"]["en"]}"')
    skill_map.write_text("\n".join(rows), encoding="utf-8")
    assert list(builder.problems(parts, skill_map=skill_map)) == []

    parts["statements"]["blocks"]["spi"][0]["text"]["en"] = "Get cross easily."
    told = " ".join(builder.problems(parts, skill_map=skill_map))
    assert "ipip_spi135/q_952" in told and "Get cross easily." in told
    assert any("ipip_spi135/q_952" in line for line in builder.problems(parts, bank=bank_of()))

    parts["statements"]["blocks"]["spi"][0]["text"]["en"] = "Get angry easily."
    parts["statements"]["reserve"]["ambi"][0]["text"]["en"] = "I am very shy at parties."
    for against in ({"skill_map": skill_map}, {"bank": bank_of()}):
        told = " ".join(builder.problems(parts, **against))
        assert "ipip_ambi181/Q30A" in told
