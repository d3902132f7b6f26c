"""A reading is private, complete in its record, and small on the page."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from progrez_desktop.core.words import LANGUAGES, Words
from progrez_desktop.scoring.text.languages import Language
from progrez_desktop.scoring.text.reading import (
    EKMAN,
    EMOTIONS,
    SENTIMENTS,
    Reading,
    Tone,
    ToneGroup,
    ToneOfText,
    reading_record,
    tone_of_text,
)
from tests.scoring.text.made import ANSWER, DUTCH, shipped_model

PRIVATE_CONTRACTS = {"reading.schema.json", "analyse-line.schema.json"}


def tone(**ekman: float) -> Reading:
    read = shipped_model().read(ANSWER, "en")
    assert read.tone is not None
    groups = dict.fromkeys(EKMAN, 0.1) | ekman
    present = tuple(group for group in EKMAN if group in ekman)
    return replace(read, tone=replace(read.tone, ekman=groups, ekman_present=present, sentiment_label="positive"))


def keys_in(schema: Any) -> set[str]:
    """Return every property name that a schema speaks of, at any depth."""
    if isinstance(schema, list):
        return set().union(*map(keys_in, schema)) if schema else set()
    if not isinstance(schema, dict):
        return set()
    own = set(schema.get("properties", {})) | set(schema.get("required", []))
    return own.union(*map(keys_in, schema.values())) if schema else own


def test_no_contract_of_what_leaves_or_scores_can_hold_a_reading(repo: Path) -> None:
    private = set(Tone.__dataclass_fields__) | {"tone"}
    contracts = sorted((repo / "resources/contracts").glob("*.schema.json"))
    others = [path for path in contracts if path.name not in PRIVATE_CONTRACTS]
    assert len(others) >= 10
    for path in others:
        assert not keys_in(json.loads(path.read_bytes())) & private, path.name
    for name in PRIVATE_CONTRACTS:
        assert private - {"tone"} <= keys_in(json.loads((repo / "resources/contracts" / name).read_bytes()))


def test_the_analysis_line_is_the_reading_with_an_id(repo: Path) -> None:
    reading, line = (
        json.loads((repo / f"resources/contracts/{n}.schema.json").read_bytes()) for n in ("reading", "analyse-line")
    )
    assert line["properties"].pop("id")
    assert (line["properties"], line["$defs"]) == (reading["properties"], reading["$defs"])
    assert line["required"] == ["id", *reading["required"]]


@pytest.mark.parametrize("text", [ANSWER, DUTCH, ""])
def test_every_record_keeps_the_contract(repo: Path, text: str) -> None:
    schema = json.loads((repo / "resources/contracts/reading.schema.json").read_bytes())
    valid = jsonschema_rs.validator_for(schema)
    for regardless in (False, True):
        record = reading_record(shipped_model().read(text, "en", regardless))
        valid.validate(record)
        assert json.loads(json.dumps(record)) == record


def test_the_example_is_what_the_shipped_model_says(repo: Path) -> None:
    examples = repo / "resources/contracts/examples"
    text = json.loads((examples / "analyse-request.json").read_bytes())["text"]
    assert reading_record(shipped_model().read(text, "en")) == json.loads((examples / "reading.json").read_bytes())


def test_silence_is_null_and_not_nothing_found() -> None:
    record = reading_record(Reading("0" * 64, Language("nl", 0.9), ("other_language",), None))
    assert all(record[key] is None for key in Tone.__dataclass_fields__)


def test_the_page_shows_a_sentiment_and_the_three_surest_groups() -> None:
    shown = tone_of_text(tone(anger=0.3, fear=0.49, joy=0.5, sadness=0.2, neutral=0.9))
    assert shown == ToneOfText(
        "positive", (ToneGroup("joy", "clear"), ToneGroup("fear", "hint"), ToneGroup("anger", "hint"))
    )


def test_a_silent_reading_has_no_picture() -> None:
    assert tone_of_text(shipped_model().read("Hi.", "en")) is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_a_reading_names_has_words(repo: Path, language: str) -> None:
    words = Words(language)
    schema = json.loads((repo / "resources/contracts/reading.schema.json").read_bytes())
    named = {
        "sentiment": SENTIMENTS,
        "group": EKMAN,
        "emotion": EMOTIONS,
        "guard": schema["properties"]["guards"]["items"]["enum"],
        "band": ("low", "middle", "high"),
    }
    assert all(words(f"text.{kind}.{name}") for kind, names in named.items() for name in names)
