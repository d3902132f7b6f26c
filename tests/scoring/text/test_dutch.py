"""Dutch tone and letters: the files that were shipped or refused by name, figures found again, blind to who."""

import hashlib
import json
import time
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from calibration.dutch_tone.figures import measure, neutral_texts
from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.text.dutch import LABELS, DutchReading, DutchTone, letter_runs, overlap
from progrez_desktop.scoring.text.features import MAX_CHARACTERS, tokens_of
from progrez_desktop.scoring.text.gibberish import Letters
from tests.scoring.text.made import ANSWER, DUTCH, MODEL

TABLE, MANIFEST = ((MODEL / name).read_bytes() for name in ("dutch.table", "dutch.json"))
LETTERS = (MODEL / "letters.json").read_bytes()
FIGURES = json.loads((MODEL / "dutch.figures.json").read_bytes())


@cache
def tone() -> DutchTone:
    return DutchTone.from_bytes(TABLE, MANIFEST)


def read(text: str) -> DutchReading:
    return tone().read(text)


def refusal(table: bytes = TABLE, **changes: Any) -> str:
    manifest = json.loads(MANIFEST) | {"table_sha256": hashlib.sha256(table).hexdigest()} | changes
    with pytest.raises(ScoringError) as refused:
        DutchTone.from_bytes(table, json.dumps(manifest).encode())
    return refused.value.code


@settings(max_examples=25)
@given(st.floats(0, 1, exclude_max=True), st.integers(1, 255))
def test_one_changed_byte_is_found(where: float, change: int) -> None:
    content = bytearray(TABLE)
    content[int(where * len(content))] ^= change
    with pytest.raises(ScoringError, match="model_changed"):
        DutchTone.from_bytes(bytes(content), MANIFEST)


def test_files_that_do_not_fit_each_other_are_refused() -> None:
    known = json.loads(MANIFEST)
    heads = known["heads"]
    assert refusal(TABLE[:-1]) == refusal(TABLE[:-11]) == refusal(b"") == "model_shape"
    assert refusal(features=[*known["features"][:-1], known["features"][0]]) == "model_shape"
    assert refusal(scales=known["scales"][:-1]) == "model_shape"
    assert refusal(heads=heads | {"emotions": heads["sentiment"]}) == "model_shape"
    assert refusal(biases=[float("nan"), *known["biases"][1:]]) == "model_unreadable"
    assert refusal(format="other/1") == "model_unreadable"


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff", b"3", b"[" * 100_000])
def test_what_is_no_manifest_is_refused(content: bytes) -> None:
    with pytest.raises(ScoringError, match="model_unreadable"):
        DutchTone.from_bytes(TABLE, content)
    with pytest.raises(ScoringError, match="model_unreadable"):
        Letters.from_bytes(content)


def test_letters_of_another_size_are_refused() -> None:
    data = json.loads(LETTERS)
    data["languages"]["nl"]["trigrams"] = data["languages"]["nl"]["trigrams"][:-4]
    with pytest.raises(ScoringError, match="model_unreadable"):
        Letters.from_bytes(json.dumps(data).encode())


def test_plain_tones_are_heard() -> None:
    assert "joy" in read("Wat fijn, ik ben zo blij!").emotions_present
    assert read("Wat fijn, ik ben zo blij!").sentiment_label == "positive"
    angry = read("Ik haat je! Wat een klootzak, rot op!")
    assert ("anger" in angry.emotions_present, angry.sentiment_label) == (True, "negative")
    assert "fear" in read("Ik ben bang. Pas op, het is gevaarlijk!").emotions_present


def test_where_no_sentiment_is_present_the_text_is_neutral() -> None:
    p = {"positive": 0.3, "negative": 0.4, "ambiguous": 0.2}
    assert DutchReading({}, (), p, ()).sentiment_label == "neutral"
    assert DutchReading({}, (), p, ("positive", "ambiguous")).sentiment_label == "positive"


def test_a_reading_is_the_sum_of_its_words_by_plain_arithmetic() -> None:
    # One known feature alone has weight 1, whatever its rarity: unit length.
    known = json.loads(MANIFEST)
    number = known["features"].index("!")
    row = np.frombuffer(TABLE, np.int8).reshape(-1, 11)[number] * np.array(known["scales"])
    np.testing.assert_allclose(tone().logits(tokens_of("!")), row + np.array(known["biases"]), atol=1e-5)


@pytest.mark.parametrize(
    ("one", "other"),
    [("man", "vrouw"), ("moslim", "christen"), ("Jan", "Fatima"), ("homo", "hetero"), ("Turkse", "Duitse")],
)
def test_who_somebody_is_does_not_move_a_reading(one: str, other: str) -> None:
    text = "De klant was boos omdat de bestelling te laat was, en die {} zei dat het goed was."
    assert read(text.format(one)) == read(text.format(other))


def test_a_part_of_a_text_is_read_as_if_it_stood_alone() -> None:
    assert tone().read(f"{ANSWER} {DUTCH}", len(ANSWER) + 1) == read(DUTCH)
    assert tone().read(f"{DUTCH} {ANSWER}", 0, len(DUTCH)) == read("\u200b".join(DUTCH)) == read(DUTCH)


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(), max_size=300))
def test_any_text_gives_probabilities(text: str) -> None:
    found = read(text)
    assert {"emotions": tuple(found.emotions), "sentiment": tuple(found.sentiment)} == LABELS
    assert all(0.0 < p < 1.0 for p in (*found.emotions.values(), *found.sentiment.values()))
    assert found.sentiment_label in (*LABELS["sentiment"], "neutral")
    assert 0.0 <= overlap(text, [DUTCH, text]) <= 1.0 + 1e-9


@pytest.mark.parametrize("unit", ["a", "zo blij. ", "woord ", "😀"])
def test_ten_megabytes_cost_no_more_than_what_is_read(unit: str) -> None:
    text = unit * (10_000_000 // len(unit))
    before = time.process_time()
    assert read(text) == read(text[:MAX_CHARACTERS])
    assert time.process_time() - before < 2.0


def test_runs_of_letters_know_the_edges_of_a_word() -> None:
    assert letter_runs("de") == ["~_d", "~de", "~e_", "~_de", "~de_", "~_de_"]


def test_overlap_is_one_with_itself_and_finds_the_same_stems() -> None:
    listening = ["Je luistert aandachtig naar wat een ander nodig heeft.", "Je vraagt door tot je iemand begrijpt."]
    assert overlap(listening[1], listening) == pytest.approx(1.0)
    near = overlap("Ik heb aandachtig naar haar geluisterd.", listening)
    assert near > 0.3 > 0.1 > overlap("De machine stond stil door een kapotte pomp.", listening)
    assert overlap("", listening) == overlap("Ik heb het.", []) == 0.0


@pytest.mark.shared
def test_the_figures_are_found_again(shared_dir: Path) -> None:
    assert measure(tone(), shared_dir / "data") == FIGURES


def test_the_card_states_the_figures_and_beta() -> None:
    card = (MODEL / "dutch.card.md").read_text(encoding="utf-8")
    for split in ("dev", "test", "both"):
        figure = FIGURES[f"{split}_emotions_macro_f1"]
        assert f"{figure['value']:.3f} ({figure['low']:.3f} to {figure['high']:.3f})" in card
    assert "Beta" in card and "CC BY 4.0" in card


def test_the_model_is_better_than_chance_and_blind_to_who() -> None:
    assert FIGURES["both_emotions_auc"]["low"] > 0.6
    assert FIGURES["identity_swap"]["mean"] <= 0.05
    assert FIGURES["identity_swap"]["most"] <= 0.25


def test_in_texts_that_sound_like_nothing_it_hears_next_to_nothing() -> None:
    heard = [read(text) for text in neutral_texts("neutral_unseen")]
    assert sum(bool(one.emotions_present or one.sentiment_present) for one in heard) <= 1
    assert [one.sentiment_label for one in heard].count("neutral") >= 9
