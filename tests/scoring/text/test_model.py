"""The model is the one that was shipped or is refused by name; what it sees is exact, repeatable and blind to who."""

import json
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.text.features import weigh
from progrez_desktop.scoring.text.hearing import hear
from progrez_desktop.scoring.text.manifest import COLUMN_COUNT, COLUMNS, LABELS, VALUES
from progrez_desktop.scoring.text.model import COURTESY, PUBLISHED, SOUND, TONE, Look
from tests.scoring.text.made import ANSWER, ModelBytes, onnx_with_weights_elsewhere, shipped_bytes, shipped_model

PARTS = ("onnx", "tokenizer", "vocabulary")


def refusal(files: ModelBytes) -> tuple[str, str]:
    with pytest.raises(ScoringError) as refused:
        files.load()
    return refused.value.code, refused.value.detail


def changed_json(part: str, **changes: Any) -> ModelBytes:
    content = json.loads(getattr(shipped_bytes(), part)) | changes
    return replace(shipped_bytes(), **{part: json.dumps(content).encode()}).vouched()


def p_of(text: str, head: str, label: str) -> float:
    """Return a calibrated probability, by arithmetic of our own."""
    facts = shipped_model().manifest.labels[head]
    at = facts.labels.index(label)
    logit = shipped_model().look(text).logits[head][at]
    return float(1.0 / (1.0 + np.exp(-(facts.slopes[at] * logit + facts.shifts[at]))))


# What is refused.


@settings(max_examples=25, deadline=None)
@given(st.sampled_from(PARTS), st.floats(0, 1, exclude_max=True), st.integers(1, 255))
def test_one_changed_byte_is_found_before_the_file_is_loaded(part: str, where: float, change: int) -> None:
    content = bytearray(getattr(shipped_bytes(), part))
    content[int(where * len(content))] ^= change
    assert refusal(replace(shipped_bytes(), **{part: bytes(content)})) == ("model_changed", part)


@pytest.mark.parametrize("keep", [0, 1, 1000, -1])
def test_a_cut_model_is_found(keep: int) -> None:
    cut = replace(shipped_bytes(), onnx=shipped_bytes().onnx[:keep])
    assert refusal(cut) == ("model_changed", "onnx")
    # And one that somebody vouches for is still no model.
    assert refusal(cut.vouched())[0] in ("model_unreadable", "model_shape")


def test_a_model_of_another_shape_is_refused() -> None:
    renamed = replace(shipped_bytes(), onnx=shipped_bytes().onnx.replace(b"meaning", b"feeling"))
    assert refusal(renamed.vouched()) == ("model_shape", "signature")
    heads = json.loads(shipped_bytes().manifest)["heads"]
    heads["emotions"]["labels"] = heads["emotions"]["labels"][:-1]
    assert refusal(shipped_bytes().vouched(heads=heads)) == ("model_shape", "emotions")


def test_more_words_than_the_table_has_rows_are_refused() -> None:
    words = json.loads(shipped_bytes().vocabulary)
    assert refusal(changed_json("vocabulary", idf=words["idf"][:-1])) == ("model_shape", "vocabulary")
    more = {"features": [*words["features"], "onemore"], "idf": [*words["idf"], 1.0]}
    assert refusal(changed_json("vocabulary", **more)) == ("model_shape", "vocabulary")


def test_a_tokenizer_with_more_pieces_than_the_table_has_rows_is_refused() -> None:
    model = json.loads(shipped_bytes().tokenizer)["model"]
    more = changed_json("tokenizer", model=model | {"vocab": model["vocab"] | {"onemore": len(model["vocab"])}})
    assert refusal(more) == ("model_shape", "vocabulary")


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff", b'{"model": {"type": "WordPiece", "vocab": {}}}'])
def test_what_is_no_tokenizer_is_refused(content: bytes) -> None:
    assert refusal(replace(shipped_bytes(), tokenizer=content).vouched()) == ("model_unreadable", "tokenizer")


def test_a_tokenizer_without_its_marks_is_refused() -> None:
    model = json.loads(shipped_bytes().tokenizer)["model"]
    renamed = {"[cls]" if piece == "[CLS]" else piece: number for piece, number in model["vocab"].items()}
    assert refusal(changed_json("tokenizer", model=model | {"vocab": renamed})) == ("model_unreadable", "tokenizer")


def test_a_model_that_wants_to_read_other_files_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "weights.bin").write_bytes(bytes(4))
    greedy = replace(shipped_bytes(), onnx=onnx_with_weights_elsewhere("weights.bin"))
    assert refusal(greedy.vouched()) == ("model_external_data", "onnx")


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff", b'{"format": "other/1"}', b"[" * 100_000])
def test_what_is_no_manifest_is_refused(content: bytes) -> None:
    assert refusal(replace(shipped_bytes(), manifest=content))[0] == "model_unreadable"


@pytest.mark.parametrize("content", [b"", b"[]", b'{"features": 3, "idf": [], "identity_words": []}', b"\xff"])
def test_what_is_no_vocabulary_is_refused(content: bytes) -> None:
    assert refusal(replace(shipped_bytes(), vocabulary=content).vouched()) == ("model_unreadable", "vocabulary")


@pytest.mark.parametrize(("head", "part"), [("ekman", "thresholds"), ("courtesy", "low"), ("relevance", "cut")])
def test_a_number_of_the_manifest_that_is_none_is_refused(head: str, part: str) -> None:
    heads = json.loads(shipped_bytes().manifest)["heads"]
    heads[head][part] = [float("nan")] * 7 if part == "thresholds" else float("inf")
    assert refusal(shipped_bytes().vouched(heads=heads))[0] == "model_unreadable"


# What is seen.


def test_columns_lie_side_by_side() -> None:
    ends = [columns.stop for columns in COLUMNS.values()]
    assert [columns.start for columns in COLUMNS.values()] == [0, *ends[:-1]]
    assert (ends[-1], list(COLUMNS)) == (COLUMN_COUNT, [*LABELS, *VALUES])
    assert shipped_model().column("ekman", "neutral") == 28 + 6
    assert shipped_model().column("quality") == COLUMN_COUNT - 1


def test_both_branches_add_up_to_the_whole() -> None:
    look = shipped_model().look(ANSWER)
    for head, logits in look.logits.items():
        np.testing.assert_allclose(logits, np.array(look.encoder[head]) + np.array(look.words[head]), atol=1e-4)
        np.testing.assert_allclose(look.words[head], look.effects[:, COLUMNS[head]].sum(axis=0), atol=1e-6)
    assert look.effects.shape == (len(look.features), COLUMN_COUNT)


def test_a_word_adds_what_it_weighs_and_nothing_else() -> None:
    # Each word's row is asked out of the model by itself; the product is ours. It knows no pair of these neighbours.
    words = ("thanks", "angry", "plan", "wonderful", "why", "customer", "deadline", "sorry")
    known = json.loads(shipped_bytes().vocabulary)
    index = {feature: number for number, feature in enumerate(known["features"])}
    assert [pair for pair in pairwise(words) if " ".join(pair) in index] == []
    ids, weights = weigh(words, index, known["idf"])
    together = shipped_model().look(" ".join(words))
    assert together.features == tuple(known["features"][number] for number in ids)
    for number, weight, effect in zip(ids, weights, together.effects, strict=True):
        alone = shipped_model().look(known["features"][number]).effects[0]
        np.testing.assert_allclose(effect, weight * alone, atol=1e-6)
    assert np.abs(together.effects).max() > 0.2


def test_the_same_text_gives_the_same_look_to_the_last_bit() -> None:
    again, first = shipped_bytes().load().look(ANSWER), shipped_model().look(ANSWER)
    assert (again.logits, again.features) == (first.logits, first.features)
    assert again.meaning.tolist() == first.meaning.tolist()


def test_a_part_is_read_as_if_it_stood_alone() -> None:
    start = ANSWER.index("It turned out")
    end = ANSWER.index("We then")
    assert shipped_model().look(ANSWER, start, end).logits == shipped_model().look(ANSWER[start:end]).logits


def test_plain_tones_are_heard() -> None:
    thanks, hate = "Thank you so much, this is wonderful! I love it.", "I hate this stupid plan. It makes me so angry."
    assert p_of(thanks, "sentiment", "positive") > 0.8 > 0.2 > p_of(hate, "sentiment", "positive")
    assert p_of(hate, "ekman", "anger") > 0.5 > p_of(thanks, "ekman", "anger")
    assert p_of(thanks, "emotions", "gratitude") > 0.5
    polite, rude = "Thanks! Could you please help me, if you have a moment?", "Why did you do that?"
    courtesy = shipped_model().manifest.values["courtesy"]
    assert shipped_model().look(polite).logits["courtesy"][0] > courtesy.high
    assert shipped_model().look(rude).logits["courtesy"][0] < courtesy.low


def test_an_answer_is_told_from_a_text_about_something_else() -> None:
    asked = "Tell us about a time when two of your colleagues disagreed."
    strange = "Water boils at a lower temperature in the mountains than at the sea."
    model = shipped_model()
    assert model.likeness(asked, ANSWER) > model.manifest.relevance.cut > model.likeness(asked, strange)
    assert np.linalg.norm(model.look(ANSWER).meaning) == pytest.approx(1.0, abs=1e-5)


def test_nothing_is_read_that_is_not_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    model, readings = shipped_bytes().load(), []
    run = model._session.run

    def noting(outputs: list[str], feed: dict[str, Any]) -> Any:
        readings.append(int(feed["reading"][0]))
        return run(outputs, feed)

    monkeypatch.setattr(model, "_session", SimpleNamespace(run=noting))
    look = model.look(ANSWER)
    assert readings == []
    assert look.logits["emotions"] and look.effects.any() and readings == [TONE]
    assert look.meaning.any() and readings == [TONE, PUBLISHED]
    assert look.logits["courtesy"] and look.encoder["courtesy"] and readings == [TONE, PUBLISHED, *COURTESY]


def test_courtesy_is_the_mean_of_both_its_readings() -> None:
    model = shipped_model()
    column = COLUMNS["courtesy"].start
    [window] = model._pieces.windows(ANSWER, hear(ANSWER, model._vocabulary.lexicon))
    given = [model._run(SOUND, reading, window, [], [])["total"][column] for reading in COURTESY]
    assert given[0] != given[1]
    assert model.look(ANSWER).encoder["courtesy"][0] == pytest.approx(np.mean(given), abs=1e-6)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        *(("he", "she"), ("Muslim", "Christian"), ("gay", "straight"), ("black", "white"), ("old", "young")),
        *(("John", "Aisha"), ("African American", "Dutch"), ("middle-aged", "old")),
    ],
)
def test_who_somebody_is_does_not_move_a_reading(one: str, other: str) -> None:
    text = "The customer was upset because the order was late, and {who} said that it was fine. {who} was kind to me."
    first, second = (shipped_model().look(text.format(who=who)) for who in (one, other))
    assert first.logits == second.logits
    assert first.meaning.tolist() == second.meaning.tolist()


def test_invisible_characters_do_not_move_a_reading() -> None:
    assert shipped_model().look("\u200b".join(ANSWER)).logits == shipped_model().look(ANSWER).logits


def test_a_long_text_is_read_in_windows_and_averaged() -> None:
    look = shipped_model().look(ANSWER * 12)
    once = shipped_model().look(ANSWER)
    assert np.abs(np.array(look.encoder["sentiment"]) - np.array(once.encoder["sentiment"])).max() < 1.5
    assert look.meaning @ once.meaning > 0.8


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(), max_size=300))
def test_any_text_gives_numbers(text: str) -> None:
    whole_and_finite(shipped_model().look(text))


@pytest.mark.parametrize(
    "text", ["", "😀👍🎉" * 50, "\0\ud800\u200b" * 50, "a" * 5000, "שלום לכולם " * 30, "[SEP] [CLS] <b>"]
)
def test_odd_text_gives_numbers(text: str) -> None:
    whole_and_finite(shipped_model().look(text))


def whole_and_finite(look: Look) -> None:
    numbers = [value for values in look.logits.values() for value in values]
    assert len(numbers) == COLUMN_COUNT
    assert np.isfinite(numbers).all()
    assert np.linalg.norm(look.meaning) == pytest.approx(1.0, abs=1e-4)
