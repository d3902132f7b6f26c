import copy
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from calibration import pack as builder
from progrez_desktop.core.packs.shipped import ASSESSMENT

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


BREAKS = (
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
)


@pytest.mark.parametrize("damage", BREAKS)
def test_a_pack_with_one_thing_wrong_is_not_pinned(damage: Callable[[Parts], None], parts: Parts) -> None:
    assert list(builder.problems(parts)) == []
    damage(parts)
    assert list(builder.problems(parts)) != []


def test_a_statement_that_is_not_the_one_of_the_bank_is_told_by_id(parts: Parts, tmp_path: Path) -> None:
    skill_map = tmp_path / "skill_map.csv"
    rows = ["skill,dataset,column,n_categories,text"]
    for name, block in parts["statements"]["blocks"].items():
        for item in block:
            dataset, column = item["id"].split("/")
            categories = len(parts["formats"][name]["anchors"])
            rows.append(f'any,{dataset},{column},{categories},"{item["text"]["en"]}"')
    skill_map.write_text("\n".join(rows), encoding="utf-8")
    assert list(builder.problems(parts, skill_map=skill_map)) == []

    parts["statements"]["blocks"]["spi"][0]["text"]["en"] = "Get cross easily."
    told = " ".join(builder.problems(parts, skill_map=skill_map))
    assert "ipip_spi135/q_952" in told and "Get cross easily." in told

    bank = {"skills": {"any": {"items": [{"id": "ipip_spi135/q_952", "categories": 6, "text": "Get angry easily."}]}}}
    assert any("ipip_spi135/q_952" in line for line in builder.problems(parts, bank=bank))
