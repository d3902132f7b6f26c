"""Keywords are rare words and phrases of the text, each with its place, none twice; as good as was measured before."""

import csv
import gzip
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progrez_desktop.scoring.text.features import MAX_CHARACTERS, tokens_of
from progrez_desktop.scoring.text.gibberish import Letters
from progrez_desktop.scoring.text.keywords import keywords_of
from progrez_desktop.scoring.text.stop_words import STOP_WORDS
from progrez_desktop.scoring.text.visible import as_written
from tests.scoring.text.made import ANSWER, DUTCH, MODEL

RARITY = Letters.from_bytes((MODEL / "letters.json").read_bytes()).rarity


def phrases(text: str, language: str = "en", n: int = 10) -> list[str]:
    return [keyword.text for keyword in keywords_of(text, language, n, RARITY.get(language))]


def test_an_answer_is_about_its_rare_words() -> None:
    assert {"big order", "planning", "deadline", "colleagues"} <= set(phrases(ANSWER))
    assert {"planning", "nieuw plan", "collega"} <= set(phrases(DUTCH, "nl"))


def test_what_comes_back_and_comes_early_weighs_more() -> None:
    assert phrases("The invoice was late. The supplier called. The invoice was wrong. The invoice!", n=1) == ["invoice"]
    assert phrases("It is the flange before the gasket.") == ["flange", "gasket"]


def test_words_that_are_said_already_are_not_said_again() -> None:
    assert phrases("A gasket ring and a pump. The ring.") == ["gasket ring", "pump"]


def test_signs_numbers_and_small_words_part_phrases_and_are_none() -> None:
    text = "The crane, forklift and <b>pallet</b> 12 jack; a 😀 fork-lift truck"
    assert set(phrases(text)) == {"crane", "forklift", "pallet", "jack", "fork-lift truck"}


def test_the_end_of_a_line_ends_a_phrase() -> None:
    assert phrases("crane\nforklift truck") == ["forklift truck", "crane"]


def test_a_language_without_a_list_has_no_keywords() -> None:
    assert keywords_of(ANSWER, "de") == keywords_of("", "en") == keywords_of("a" * 5000, "en") == ()


@given(
    st.text(st.characters(), max_size=300)
    | st.lists(st.sampled_from(["gasket", "ring", "pump", "of", ".", "\u200b", "<b>", "12"])).map(" ".join),
    st.integers(0, 5),
)
def test_keywords_stand_where_they_say_and_none_holds_another(text: str, n: int) -> None:
    keywords = keywords_of(text, "en", n)
    assert len(keywords) <= n
    assert all(as_written(text[keyword.start : keyword.end]) == keyword.text for keyword in keywords)
    assert [keyword.weight for keyword in keywords] == sorted((k.weight for k in keywords), reverse=True)
    assert all(keyword.weight == 1.0 for keyword in keywords[:1])
    forms = [{token.form for token in tokens_of(keyword.text)} for keyword in keywords]
    assert all(not one <= other for one in forms for other in forms if one is not other)
    assert not any(form & STOP_WORDS["en"] for form in forms)


@pytest.mark.parametrize("unit", ["word ", "a", "ab-", "😀", "x1 y2 ", "zebra. quagga, "])
def test_ten_megabytes_cost_no_more_than_what_is_read(unit: str) -> None:
    text = unit * (10_000_000 // len(unit))
    before = time.process_time()
    keywords = keywords_of(text, "en")
    assert time.process_time() - before < 2.0
    assert [keyword.text for keyword in keywords] == phrases(text[:MAX_CHARACTERS])


def f1_at_ten(path: Path) -> float:
    """Return the mean F1 of ten keywords against the gold phrases; equal is equal in lower case, word by word."""

    def plain(phrase: str) -> str:
        return " ".join(token.form for token in tokens_of(phrase) if token.is_word)

    found = []
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            gold = {plain(phrase) for phrase in row["keyphrases"].split(" ; ")} - {""}
            given = {plain(phrase) for phrase in phrases(row["text"])}
            found.append(2 * len(gold & given) / (10 + len(gold)) if gold else 0.0)
    return sum(found) / len(found)


@pytest.mark.shared
@pytest.mark.parametrize(("name", "before"), [("inspec", 0.200), ("semeval2017", 0.212), ("kpcrowd", 0.135)])
def test_keywords_are_as_good_as_those_of_the_research(shared_dir: Path, name: str, before: float) -> None:
    csv.field_size_limit(10_000_000)
    assert f1_at_ten(shared_dir / f"data/keyphrase_EVAL_ONLY/{name}.csv.gz") >= before
