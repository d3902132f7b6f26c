"""A question's rare words count most, whatever their endings; a cosine is the cosine."""

from math import sqrt

import numpy as np
import pytest

from progrez_desktop.scoring.text.likeness import cosine, shared_words
from progrez_desktop.scoring.text.manifest import RelevanceHead

RARITY = {"customer": 5.0, "angry": 4.0, "was": 1.0}


def test_a_cosine_is_of_any_length() -> None:
    assert cosine(np.array([3.0, 0.0]), np.array([2.0, 2.0])) == pytest.approx(sqrt(0.5))


def test_rare_words_count_most_and_endings_do_not() -> None:
    # By hand: 25 of 25 + 16 + 1 for the customer, and 1 of it for "was".
    assert shared_words("A customer was angry", "the customers left", RARITY) == pytest.approx(sqrt(25 / 42))
    assert shared_words("A customer was angry", "it was late", RARITY) == pytest.approx(sqrt(1 / 42))


def test_a_word_that_the_table_lacks_is_as_rare_as_the_rarest() -> None:
    assert shared_words("Customer zebra", "a zebra", RARITY) == pytest.approx(sqrt(25 / 50))


@pytest.mark.parametrize("question", ["", "the a an", "?!"])
def test_a_question_without_words_shares_none(question: str) -> None:
    assert shared_words(question, "anything", RARITY) == 0.0


def test_likeness_is_at_most_one() -> None:
    head = RelevanceHead(1.0, 0.0, 0.1, 0.1, np.zeros(2), np.zeros(2))
    one = np.array([0.6, 0.8])
    assert head.likeness(one, one, 1.0) == pytest.approx(1.0)
    assert head.likeness(one, -one, 0.0) == pytest.approx(-1 / 1.1)
