"""What no list has is seen by the tables, as often as the card says; nothing that is written tells what was seen."""

import io
import json
from pathlib import Path
from typing import Any, NoReturn

import pytest

from progrez_desktop.core.json_lines import LineFault
from progrez_desktop.core.packs.shipped import MODEL, shipped
from progrez_desktop.core.services.analyse_file import analyse_lines
from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.text.private import PrivateTables
from progrez_desktop.scoring.text.sensitive import is_sensitive
from tests.scoring.text.shipped_reader import shipped_reader

SENTENCES = json.loads((Path(__file__).parents[3] / "calibration/evidence/private_sentences.json").read_bytes())[
    "measure"
]
RAW = json.loads(shipped().private())
BEFORE = "We had a stall at the fair and it was busy from eight in the morning until late that night. "
AFTER = " In the end we sold nearly all of it, and my boss asked us to come back in spring with more of the same."


def in_dutch(sentence: str) -> str:
    return f"We stonden op de markt en het was druk vanaf acht uur. {sentence} Aan het eind was bijna alles verkocht."


def read(sentence: str, language: str) -> bool:
    text = f"{BEFORE}{sentence}{AFTER}" if language == "en" else in_dutch(sentence)
    return "sensitive" in shipped_reader().read(text, "", language).guards


@pytest.mark.parametrize("language", ["en", "nl"])
def test_most_of_what_is_private_is_seen_in_sentences_that_nothing_was_learned_from(language: str) -> None:
    own, work = SENTENCES[language]["own"], SENTENCES[language]["work"]
    assert sum(len(some) for parts in SENTENCES.values() for some in parts.values()) >= 150
    assert sum(read(sentence, language) for sentence in own) >= 0.8 * len(own)
    assert sum(read(sentence, language) for sentence in work) <= 0.1 * len(work)


def test_the_tables_see_what_the_lists_lack() -> None:
    tables = PrivateTables.from_bytes(shipped().private())
    missed = [sentence for sentence in SENTENCES["nl"]["own"] if not is_sensitive(sentence)]
    assert sum(map(tables.speaks_in_dutch, missed)) >= 0.4 * len(missed) > 0


def test_the_tables_were_fitted_for_the_model_that_ships() -> None:
    assert RAW["onnx_sha256"] == json.loads(shipped().evidence())["onnx_sha256"] == shipped().sha256(MODEL)


def refuse(fault: LineFault) -> NoReturn:
    raise AssertionError(fault)


def test_no_line_of_a_file_tells_what_is_private_from_what_is_said_again_and_again() -> None:
    said_again = " ".join(["We had a stall at the fair and it was busy from eight in the morning."] * 6)
    by_list = f"{BEFORE}I have been depressed for years.{AFTER}"
    unlisted = next(one for one in SENTENCES["en"]["own"] if not is_sensitive(one) and read(one, "en"))
    by_table = f"{BEFORE}{unlisted}{AFTER}"
    out: list[str] = []
    for text in (said_again, by_list, by_table):
        source = json.dumps({"id": "1", "prompt": "disagreement", "text": text}).encode()
        analyse_lines(io.BytesIO(source), shipped_reader(), out.append, refuse)
    lines = [json.loads(line) | {"language": {}} for line in out]
    assert lines[0] == lines[1] == lines[2]
    assert lines[0]["guards"] == ["unread"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"format": "progrez.private/0"}, "model_unreadable"),
        ({"en": None}, "model_unreadable"),
        ({"nl": {**RAW["nl"], "weights": RAW["nl"]["weights"][1:]}}, "model_shape"),
        ({"en": {**RAW["en"], "meaning": [0.0]}}, "model_shape"),
        ({"nl": {**RAW["nl"], "bias": float("inf")}}, "model_unreadable"),
        ({"en": {**RAW["en"], "features": ["a"] * len(RAW["en"]["features"])}}, "model_shape"),
    ],
)
def test_a_spoilt_table_is_refused(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(ScoringError) as caught:
        PrivateTables.from_bytes(json.dumps(RAW | changes).encode())
    assert caught.value.code == code


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff", b'{"format": 1}', b"[" * 100_000])
def test_what_is_no_table_is_refused(content: bytes) -> None:
    with pytest.raises(ScoringError, match="model_unreadable"):
        PrivateTables.from_bytes(content)
