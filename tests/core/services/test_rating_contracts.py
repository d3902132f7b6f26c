"""The letters of a human rating are written down as contracts, and are what the code makes and takes."""

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from progrez_desktop.core.model.rating import AnswerForRating, HumanRating, RatedSkill, RaterRole
from progrez_desktop.core.services import rating_letters

LETTERS = (
    rating_letters.OFFICE,
    rating_letters.ENVELOPE,
    rating_letters.TEXTS,
    rating_letters.LEVELS,
    rating_letters.RESULT,
    rating_letters.RATING,
)


def contract(repo: Path, name: str) -> Any:
    return json.loads((repo / f"resources/contracts/{name}.schema.json").read_text(encoding="utf-8"))


def example(repo: Path, name: str) -> Any:
    return json.loads((repo / f"resources/contracts/examples/{name}.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", LETTERS)
def test_each_contract_takes_its_example_and_nothing_less_or_more(repo: Path, name: str) -> None:
    schema, good = contract(repo, name), example(repo, name)
    jsonschema_rs.meta.validate(schema)
    jsonschema_rs.validate(schema, good)
    assert not jsonschema_rs.is_valid(schema, good | {"unknown": 1})
    for field in schema["required"]:
        assert not jsonschema_rs.is_valid(schema, {key: good[key] for key in good if key != field}), field


def fields_of(schema: Any) -> set[str]:
    """Every name that a document under this contract can hold."""
    if isinstance(schema, list):
        return set().union(*map(fields_of, schema))
    if not isinstance(schema, dict):
        return set()
    named = set(schema.get("properties", {}))
    return named.union(*(fields_of(part) for part in schema.values()))


@pytest.mark.parametrize("name", LETTERS)
def test_no_letter_has_room_for_a_tone_a_score_or_a_person(repo: Path, name: str) -> None:
    found = fields_of(contract(repo, name))
    assert found  # the walk itself works
    refused = {"emotions", "sentiment", "courtesy", "concern", "distress", "tone", "guards", "score", "theta", "sten"}
    refused |= {"first_name", "last_name", "email", "account_id", "attempt_id", "keywords", "found", "reading"}
    assert not found & refused
    assert "name" not in found or name == rating_letters.OFFICE  # the office has one, a person has not


def test_the_contracts_name_the_fields_of_the_records(repo: Path) -> None:
    answer = contract(repo, rating_letters.TEXTS)["properties"]["answers"]["items"]["properties"]
    assert set(answer) == set(AnswerForRating.__dataclass_fields__)
    rating = contract(repo, rating_letters.RATING)["properties"]
    assert set(rating) - {"contract", "reply_secret"} == set(HumanRating.__dataclass_fields__)
    assert set(rating["skills"]["items"]["properties"]) == set(RatedSkill.__dataclass_fields__)
    assert tuple(rating["role"]["enum"]) == RaterRole.__args__  # type: ignore[attr-defined]
