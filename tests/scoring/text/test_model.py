"""The model is the one that was shipped or is refused by name; what it reads is exact, repeatable and blind to who."""

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from progrez_desktop.scoring.errors import ScoringError
from progrez_desktop.scoring.text.features import MAX_CHARACTERS, Token, tokens_of, weigh
from progrez_desktop.scoring.text.tone import Tone
from progrez_desktop.scoring.text.tone_model import OUTPUTS, TextModel
from tests.scoring.text.made import (
    ANSWER,
    DUTCH,
    onnx_with_weights_elsewhere,
    shipped_bytes,
    shipped_model,
    vouched,
)

ONNX, VOCABULARY, MANIFEST = shipped_bytes()
FloatArray = NDArray[np.float64]


def refusal(onnx: bytes = ONNX, vocabulary: bytes = VOCABULARY, manifest: bytes = MANIFEST) -> tuple[str, str]:
    with pytest.raises(ScoringError) as refused:
        TextModel.from_bytes(onnx, vocabulary, manifest)
    return refused.value.code, refused.value.detail


def tone_of(text: str) -> Tone:
    tone = shipped_model().read(text, "en", regardless=True).tone
    assert tone is not None
    return tone


@settings(max_examples=25)
@given(st.sampled_from(["onnx", "vocabulary"]), st.floats(0, 1, exclude_max=True), st.integers(1, 255))
def test_one_changed_byte_is_found_before_the_file_is_loaded(part: str, where: float, change: int) -> None:
    content = bytearray({"onnx": ONNX, "vocabulary": VOCABULARY}[part])
    content[int(where * len(content))] ^= change
    assert refusal(**{part: bytes(content)}) == ("model_changed", part)


@pytest.mark.parametrize("keep", [0, 1, 1000, len(ONNX) - 1])
def test_a_cut_model_is_found(keep: int) -> None:
    assert refusal(onnx=ONNX[:keep]) == ("model_changed", "onnx")
    # And one that somebody vouches for is still no model.
    assert refusal(onnx=ONNX[:keep], manifest=vouched(ONNX[:keep], VOCABULARY))[0] in (
        "model_unreadable",
        "model_shape",
    )


def test_a_model_of_another_shape_is_refused() -> None:
    renamed = ONNX.replace(b"courtesy", b"kindness")
    assert refusal(onnx=renamed, manifest=vouched(renamed, VOCABULARY)) == ("model_shape", "signature")
    heads = json.loads(MANIFEST)["heads"]
    heads["emotions"]["labels"] = heads["emotions"]["labels"][:-1]
    assert refusal(manifest=vouched(ONNX, VOCABULARY, heads=heads)) == ("model_shape", "emotions")
    words = json.loads(VOCABULARY)
    fewer = json.dumps(words | {"idf": words["idf"][:-1]}).encode()
    assert refusal(vocabulary=fewer, manifest=vouched(ONNX, fewer)) == ("model_shape", "vocabulary")


def test_more_words_than_the_table_has_rows_are_refused() -> None:
    words = json.loads(VOCABULARY)
    more = json.dumps({"features": [*words["features"], "onemore"], "idf": [*words["idf"], 1.0]}).encode()
    assert refusal(vocabulary=more, manifest=vouched(ONNX, more)) == ("model_shape", "vocabulary")


def test_a_model_that_wants_to_read_other_files_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "weights.bin").write_bytes(bytes(4))
    greedy = onnx_with_weights_elsewhere("weights.bin")
    assert refusal(onnx=greedy, manifest=vouched(greedy, VOCABULARY)) == ("model_external_data", "onnx")


@pytest.mark.parametrize("content", [b"", b"[]", b"{}", b"\xff", b'{"format": "other/1"}', b"[" * 100_000])
def test_what_is_no_manifest_is_refused(content: bytes) -> None:
    assert refusal(manifest=content)[0] == "model_unreadable"


def test_what_is_no_vocabulary_is_refused() -> None:
    for content in (b"", b"[]", b'{"features": 3, "idf": []}', b"\xff"):
        assert refusal(vocabulary=content, manifest=vouched(ONNX, content)) == ("model_unreadable", "vocabulary")


def test_a_threshold_that_is_no_number_is_refused() -> None:
    heads = json.loads(MANIFEST)["heads"]
    heads["ekman"]["thresholds"][0] = float("nan")
    assert refusal(manifest=vouched(ONNX, VOCABULARY, heads=heads))[0] == "model_unreadable"


def word(form: str) -> Token:
    return Token(0, len(form), form, True)


def outputs(*words: str) -> FloatArray:
    logits = shipped_model().logits([Token(0, len(word), word, True) for word in words])
    return np.concatenate([logits[name] for name in OUTPUTS])


def test_the_runtime_adds_up_words_as_plain_arithmetic_does() -> None:
    # Each word's row is asked out of the model by itself; the sum is ours. It knows no pair of these neighbours.
    words = ("thanks", "angry", "plan", "wonderful", "why", "customer", "deadline", "sorry")
    known = json.loads(VOCABULARY)
    index = {feature: number for number, feature in enumerate(known["features"])}
    assert [pair for pair in pairwise(words) if " ".join(pair) in index] == []
    ids, weights = weigh(words, index, known["idf"])
    rows = {index[word]: outputs(word) - outputs() for word in words}
    expected = outputs() + sum(weight * rows[number] for number, weight in zip(ids, weights, strict=True))
    np.testing.assert_allclose(outputs(*words), expected, atol=2e-5)
    assert np.abs(outputs(*words) - outputs()).max() > 0.5


def test_the_same_text_gives_the_same_reading_to_the_last_bit() -> None:
    again = TextModel.from_bytes(ONNX, VOCABULARY, MANIFEST)
    assert again.read(ANSWER, "en") == shipped_model().read(ANSWER, "en")
    assert shipped_model().read(ANSWER, "en") == shipped_model().read(ANSWER, "en")


def test_plain_tones_are_heard() -> None:
    assert tone_of("Thank you so much, this is wonderful! I love it.").sentiment_label == "positive"
    assert {"gratitude", "love"} <= set(tone_of("Thank you so much, this is wonderful! I love it.").emotions_present)
    angry = tone_of("I hate this stupid plan. It makes me so angry.")
    assert (angry.sentiment_label, "anger" in angry.ekman_present) == ("negative", True)
    assert tone_of("How does this work? Why is that?").ekman_present[-1] == "surprise"
    polite, rude = tone_of("Thanks! Could you please help me, if you have a moment?"), tone_of("Why did you do that?")
    assert polite.courtesy > rude.courtesy
    assert (polite.courtesy_band, rude.courtesy_band) == ("high", "low")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("he", "she"),
        ("Muslim", "Christian"),
        ("gay", "straight"),
        ("black", "white"),
        ("old", "young"),
        ("John", "Aisha"),
    ],
)
def test_who_somebody_is_does_not_move_a_reading(one: str, other: str) -> None:
    text = "The customer was upset because the order was late, and {who} said that it was fine. {who} was kind to me."
    first, second = (tone_of(text.format(who=who)) for who in (one, other))
    assert (first.emotions, first.sentiment, first.courtesy, first.concern) == (
        second.emotions,
        second.sentiment,
        second.courtesy,
        second.concern,
    )


def test_invisible_characters_do_not_move_a_reading() -> None:
    hidden = "\u200b".join(ANSWER)
    assert tone_of(hidden).emotions == tone_of(ANSWER).emotions


@pytest.mark.parametrize(
    ("text", "guard"),
    [
        ("", "too_short"),
        ("😀👍🎉" * 50, "too_short"),
        ("\0\ud800\u200b" * 50, "too_short"),
        ("a" * 5000, "too_short"),
        (DUTCH, "other_language"),
        ("שלום לכולם " * 30, "other_language"),
        ("zxcv qwer asdf " * 20, "other_language"),
    ],
)
def test_a_guard_means_silence_unless_figures_are_checked(text: str, guard: str) -> None:
    reading = shipped_model().read(text, "en")
    assert (reading.guards[0], reading.tone) == (guard, None)
    assert shipped_model().read(text, "en", regardless=True).tone is not None


def test_a_question_in_dutch_is_not_read() -> None:
    assert shipped_model().read(ANSWER, "nl").guards == ("language_not_supported",)


def test_of_ten_megabytes_the_beginning_is_read_and_said_so() -> None:
    long = ANSWER + " " + "I was glad to help. " * 500_000
    reading = shipped_model().read(long, "en")
    assert reading.guards == ("read_in_part",)
    assert reading.tone == shipped_model().read(long[:MAX_CHARACTERS], "en").tone


def test_sentences_point_at_the_text() -> None:
    text = "  First I listened. \n\nThen <b>we</b> fixed it together!  "
    assert [text[one.start : one.end] for one in tone_of(text).sentences] == [
        "First I listened.",
        "Then <b>we</b> fixed it together!",
    ]


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(), max_size=300))
def test_any_text_gives_probabilities(text: str) -> None:
    tone = tone_of(text)
    for p in (*tone.emotions.values(), *tone.ekman.values(), *tone.sentiment.values()):
        assert 0.0 < p < 1.0
    assert tone.sentiment[tone.sentiment_label] == max(tone.sentiment.values())
    assert len(tone.sentences) <= len(tokens_of(text))
