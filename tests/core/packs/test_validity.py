"""What was measured of readings is read as it stands, or refused with the place; today nothing was measured."""

import json
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.model.assessment import Validity
from progrez_desktop.core.packs.shipped import shipped
from progrez_desktop.core.packs.validity import read_validity, situations_validity_of, validity_of


@pytest.fixture
def example(repo: Path) -> dict[str, Any]:
    read: dict[str, Any] = json.loads((repo / "resources/contracts/examples/reading-validity.json").read_bytes())
    return read


@pytest.fixture
def contract(repo: Path) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(
        json.loads((repo / "resources/contracts/reading-validity.schema.json").read_bytes())
    )


def test_what_ships_has_none() -> None:
    assert shipped().assessment().validity == {}
    assert shipped().assessment().situations_validity == {}


def test_situations_are_measured_the_same_way_and_may_be_left_out(
    example: dict[str, Any], contract: jsonschema_rs.Draft202012Validator
) -> None:
    assert situations_validity_of(example) == {}
    example["situations"] = example["skills"]
    assert contract.is_valid(example)
    assert situations_validity_of(example) == validity_of(example)
    example["situations"] = {"empathy": {**example["skills"]["empathy"], "sd": -1.0}}
    assert not contract.is_valid(example)
    with pytest.raises(DataFault) as caught:
        situations_validity_of(example)
    assert caught.value.params["place"] == "/situations/empathy/sd"


def test_a_measured_skill_is_read_with_its_source(example: dict[str, Any]) -> None:
    (measured,) = read_validity(json.dumps(example).encode()).items()
    assert measured[0] == "empathy"
    assert measured[1] == Validity(
        240, 2, 0.74, 0.55, 1.9, 0.8, "2027-03-01", "Invented example: no such study was made", "ab" * 32
    )


SPOILT: dict[str, tuple[str, Any]] = {
    "too few raters": ("raters", 1),
    "nobody": ("people", 0),
    "half a person": ("people", 12.5),
    "true is no number": ("people", True),
    "over one": ("icc", 1.2),
    "a word": ("r", "high"),
    "no date": ("measured_on", "2027-13-01"),
    "no source": ("source", ""),
    "a short hash": ("source_sha256", "ab"),
    "no spread": ("sd", 0.0),
    "a mean far off": ("mean", 1000),
    "unknown": ("p_value", 0.01),
}


@pytest.mark.parametrize("name", SPOILT)
def test_a_spoilt_figure_is_refused_with_its_place(
    name: str, example: dict[str, Any], contract: jsonschema_rs.Draft202012Validator
) -> None:
    field, value = SPOILT[name]
    example["skills"]["empathy"][field] = value
    assert not contract.is_valid(example), "the contract refuses it as well"
    with pytest.raises(DataFault) as caught:
        read_validity(json.dumps(example).encode())
    assert caught.value.code == "validity_malformed"
    assert str(caught.value.params["place"]).startswith("/skills/empathy")


@pytest.mark.parametrize(
    "field", ["people", "raters", "icc", "r", "mean", "sd", "measured_on", "source", "source_sha256"]
)
def test_nothing_may_be_left_out(field: str, example: dict[str, Any]) -> None:
    del example["skills"]["empathy"][field]
    with pytest.raises(DataFault, match="validity_malformed"):
        read_validity(json.dumps(example).encode())


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"[]",
        b"{}",
        b'{"contract": "progrez.reading-validity/2", "skills": {}}',
        b'{"contract": "progrez.reading-validity/1", "skills": {}, "skills": {}}',
        b'{"contract": "progrez.reading-validity/1", "skills": []}',
        b"\xff",
        b"[" * 100_000,
    ],
)
def test_whatever_is_no_such_file_is_refused(content: bytes) -> None:
    with pytest.raises(DataFault, match="validity_malformed"):
        read_validity(content)


def test_not_a_number_is_refused(example: dict[str, Any]) -> None:
    example["skills"]["empathy"]["r"] = float("nan")
    with pytest.raises(DataFault, match="validity_malformed"):
        read_validity(json.dumps(example).encode())
