"""A reading is private, complete in its records, read back as it was, and tells nobody of what worries a person."""

import json
import typing
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from progrez_desktop.core.words import LANGUAGES, Words
from progrez_desktop.scoring.text import evidence, reading
from progrez_desktop.scoring.text.evidence import Evidence
from progrez_desktop.scoring.text.reading import (
    Reading,
    evidence_of,
    line_record,
    reading_of,
    reading_record,
)
from progrez_desktop.scoring.text.tone import EKMAN, EMOTIONS, SENTIMENTS, Tone, ToneGroup, ToneOfText, picture_of
from tests.scoring.text.made_reading import made_evidence, made_reading, made_tone

PRIVATE_CONTRACTS = {"reading.schema.json", "analyse-line.schema.json"}
TONE_KEYS = {field.name for field in fields(Tone)}


def types_in(annotation: Any, module: Any) -> set[type]:
    """Return every dataclass that a value of this type can hold, at any depth."""
    if is_dataclass(annotation) and isinstance(annotation, type):
        hints = typing.get_type_hints(annotation, vars(module))
        return {annotation}.union(*(types_in(hint, module) for hint in hints.values()))
    return set().union(*(types_in(part, module) for part in typing.get_args(annotation)))


def keys_in(schema: Any) -> set[str]:
    """Return every property name and label that a schema speaks of, at any depth."""
    if isinstance(schema, list):
        return set().union(*map(keys_in, schema)) if schema else set()
    if not isinstance(schema, dict):
        return set()
    own = set(schema.get("properties", {})) | set(schema.get("required", []))
    return own.union(*map(keys_in, schema.values())) if schema else own


def contract(repo: Path, name: str) -> Any:
    return json.loads((repo / f"resources/contracts/{name}.schema.json").read_bytes())


def test_evidence_can_hold_no_tone() -> None:
    shareable, whole = types_in(Evidence, evidence), types_in(Reading, reading)
    assert {"Evidence", "SkillReading", "Mark", "Concept", "Keyword"} == {one.__name__ for one in shareable}
    assert not {"Tone", "SentenceTone", "ToneReason"} & {one.__name__ for one in shareable}
    assert {"Tone", "SentenceTone", "ToneReason"} < {one.__name__ for one in whole}
    assert "tone" not in vars(evidence), "the module of what may leave doesn't even know it"


def test_no_contract_of_what_leaves_or_scores_can_hold_a_tone(repo: Path) -> None:
    private = TONE_KEYS - {"sentences", "reasons"} | {"tone", *EMOTIONS, *SENTIMENTS}
    contracts = sorted((repo / "resources/contracts").glob("*.schema.json"))
    others = [path for path in contracts if path.name not in PRIVATE_CONTRACTS]
    assert len(others) >= 10
    for path in others:
        assert not keys_in(json.loads(path.read_bytes())) & private, path.name
    for name in PRIVATE_CONTRACTS:
        assert {"emotions", "sentiment", "distress"} <= keys_in(contract(repo, name.removesuffix(".schema.json")))


def test_the_contract_of_evidence_has_no_tone_in_it(repo: Path) -> None:
    defs = contract(repo, "reading")["$defs"]
    assert not (keys_in(defs["evidence"]) | keys_in(defs["mark"]) | keys_in(defs["concept"])) & TONE_KEYS
    assert '"tone"' not in json.dumps([defs["evidence"], defs["mark"], defs["concept"]])


READINGS = [
    made_reading(),
    made_reading({"empathy": None, "integrity": 0}),
    made_reading(silent=True, guards=("too_short",)),
    replace(made_reading(), tone=None, relevance=None, beta=True),
]


@pytest.mark.parametrize("one", READINGS)
def test_every_record_keeps_its_contract_and_is_read_back(repo: Path, one: Reading) -> None:
    record = reading_record(one)
    jsonschema_rs.validator_for(contract(repo, "reading")).validate(record)
    assert reading_of(json.loads(json.dumps(record))) == one


@pytest.mark.parametrize("one", READINGS)
def test_every_line_keeps_its_contract(repo: Path, one: Reading) -> None:
    jsonschema_rs.validator_for(contract(repo, "analyse-line")).validate({"id": "a", **line_record(one)})


def test_evidence_comes_back_from_the_record_of_its_reading() -> None:
    assert evidence_of(reading_record(made_reading({"empathy": 3}))["evidence"]) == made_evidence({"empathy": 3})


def test_silence_is_null_and_not_nothing_found() -> None:
    line = line_record(made_reading(silent=True))
    told = {"model", "language", "guards", "beta", "relevance"}
    assert all(value is None for key, value in line.items() if key not in told)
    assert {"emotions", "sentiment_label", "courtesy", "keywords", "concepts", "skills"} < line.keys() - told


def test_what_worries_a_person_is_told_apart_from_other_silence_in_no_record() -> None:
    """Nor is it by what goes with it: of a text that says the same again and again no meaning is ever looked at."""
    worried = made_reading(silent=True, guards=("pasted", "off_topic", "sensitive", "read_in_part"))
    repeated = made_reading(silent=True, guards=("repeated", "read_in_part"))
    assert reading_record(worried) == reading_record(repeated)
    assert line_record(worried) == line_record(repeated)
    assert line_record(worried)["guards"] == ["unread", "read_in_part"]


def test_the_page_shows_a_sentiment_and_the_three_surest_groups() -> None:
    tone = made_tone(groups={"anger": 0.3, "fear": 0.49, "joy": 0.5, "sadness": 0.2, "neutral": 0.9})
    groups = (ToneGroup("joy", "clear"), ToneGroup("fear", "hint"), ToneGroup("anger", "hint"))
    assert picture_of(tone) == ToneOfText("positive", groups)


@pytest.mark.parametrize("language", LANGUAGES)
def test_whatever_a_reading_names_has_words(repo: Path, language: str) -> None:
    words = Words(language)
    named = {
        "sentiment": SENTIMENTS,
        "group": EKMAN,
        "emotion": EMOTIONS,
        "guard": contract(repo, "reading")["properties"]["guards"]["items"]["enum"],
        "band": ("low", "middle", "high"),
    }
    missing = [f"text.{kind}.{name}" for kind, names in named.items() for name in names]
    assert [key for key in missing if key not in words] == []
