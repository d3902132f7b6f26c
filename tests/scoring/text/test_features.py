"""Words keep their place, look-alikes are one word, nothing a person can type breaks the reading of it."""

import math
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progrez_desktop.scoring.text.features import (
    MAX_CHARACTERS,
    PASSAGE_WORDS,
    Token,
    count_words,
    passages,
    sentences_of,
    size_of,
    tokens_of,
    weigh,
    word_features,
)

anything = st.text(st.characters()) | st.text("ab'’ .!?…\n<>[]\u200b\u0301😀\ud800é", max_size=200)


def forms(text: str) -> list[str]:
    return [token.form for token in tokens_of(text)]


@given(anything)
def test_tokens_stand_in_order_where_they_say(text: str) -> None:
    tokens = tokens_of(text)
    assert all(0 <= token.start < token.end <= len(text) for token in tokens)
    assert all(first.end <= second.start for first, second in pairwise(tokens))
    assert all(tokens_of(text[token.start : token.end])[0].form == token.form for token in tokens)


@given(anything)
def test_no_word_is_lost_between_sentences_and_passages(text: str) -> None:
    sentences = sentences_of(text)
    inside = tuple(token for sentence in sentences for token in sentence.tokens)
    cut = passages(sentences)
    assert tuple(token for passage in cut for token in passage.tokens) == inside
    assert all(passage.tokens and size_of(passage.tokens) <= PASSAGE_WORDS for passage in cut)
    assert all(s.start <= s.tokens[0].start and s.tokens[-1].end <= s.end for s in sentences)


@pytest.mark.parametrize(
    ("typed", "form"),
    [
        ("Fan\u200btas\u00adtic", "fantastic"),
        ("don\u2019t", "don't"),
        ("cafe\u0301", "caf\u00e9"),
        ("\uff26\uff35\uff2e", "fun"),
        ("\u202eright\u202c", "right"),
    ],
)
def test_the_same_word_typed_differently_is_the_same_word(typed: str, form: str) -> None:
    assert forms(typed) == [form]


def test_tags_and_markers_are_no_words_and_signs_of_tone_are_kept() -> None:
    assert forms("<p>Thanks</p> [NAME], see <url>! 😀👍🏽") == ["thanks", "see", "!", "😀", "👍"]
    assert count_words("<p>Thanks</p> [NAME], see <url>! 😀👍🏽") == 2


def test_sentences_end_at_stops_before_a_space_and_at_new_lines() -> None:
    text = "It cost 3.50. Really?! “Yes.” I said…\n- so be it"
    assert [text[s.start : s.end] for s in sentences_of(text)] == [
        "It cost 3.50.",
        "Really?!",
        "“Yes.”",
        "I said…",
        "- so be it",
    ]


def test_weights_are_those_of_scikit_learn() -> None:
    # TfidfVectorizer(sublinear_tf=True, ngram_range=(1, 2)) of scikit-learn 1.9.1, fitted on three short sentences.
    rare, middling = 1.693147, 1.287682
    idf = {
        "happy": rare,
        "happy happy": rare,
        "not": rare,
        "plan": middling,
        "team": rare,
        "team was": rare,
        "was": 1.0,
    }
    idf["was not"] = rare
    index = {feature: number for number, feature in enumerate(idf)}
    ids, weights = weigh(word_features(tokens_of("Happy happy team was not happy")), index, list(idf.values()))
    given_weights = {list(idf)[number]: round(weight, 5) for number, weight in zip(ids, weights, strict=True)}
    others = dict.fromkeys(("happy happy", "not", "team", "team was", "was not"), 0.32021)
    assert given_weights == {"happy": 0.67199, "was": 0.18912} | others


@given(st.lists(st.sampled_from("abcdefg"), max_size=40))
def test_weights_have_unit_length_or_there_are_none(words: list[str]) -> None:
    ids, weights = weigh(words, {"a": 0, "b": 1, "c": 2}, [1.0, 2.0, 3.0])
    assert ids == sorted(set(ids))
    assert not ids or math.isclose(math.fsum(weight * weight for weight in weights), 1.0)


@pytest.mark.parametrize("unit", [".", "'a", "<a", "[A", "a.", "!?", "\n", '."', "\ud800 x", "a\u0301", "<", "…)"])
def test_no_repeated_sign_makes_it_slow(unit: str) -> None:
    text = (unit * MAX_CHARACTERS)[:MAX_CHARACTERS]
    before = time.process_time()
    passages(sentences_of(text))
    assert time.process_time() - before < 2.0


def test_a_word_of_five_thousand_letters_is_one_word() -> None:
    assert tokens_of("a" * 5000) == (Token(0, 5000, "a" * 5000, True),)


def test_a_text_without_articles_is_cut_at_the_same_words() -> None:
    text = ("The plan was a mess and nobody knew what to do with the order. " * 9).replace(". The", ", the")
    bare = " ".join(word for word in text.split() if word.strip(",.").lower() not in ("a", "an", "the"))

    def cut(some: str) -> list[list[str]]:
        parts = passages(sentences_of(some))
        return [[token.form for token in part.tokens if token.form not in ("a", "an", "the")] for part in parts]

    assert cut(text) == cut(bare)
    assert len(cut(text)) > 2
