"""What a fetch brought is said in the window as at a terminal, anonymous counts among it."""

import pytest

from progrez_desktop.core.model.registry import Fetched
from progrez_desktop.core.words import LANGUAGES, Words
from progrez_desktop.ui.pages.candidates import fetched_sentence


@pytest.mark.parametrize("language", LANGUAGES)
def test_counts_that_came_are_told_and_so_is_that_they_could_not_be_had(language: str) -> None:
    words = Words(language)
    nothing = words("candidates.fetched.nothing")
    assert fetched_sentence(Fetched(periods=2), words) == words.plural("statistics.taken", 2)
    assert fetched_sentence(Fetched(periods=None), words) == f"{nothing} {words('registry.no_counts')}"
    assert fetched_sentence(Fetched(), words) == nothing
