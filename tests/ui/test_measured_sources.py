"""A source that weighs in a score says how much, and where that was measured; one that was not measured says so."""

import pytest

from progrez_desktop.core.words import LANGUAGES
from progrez_desktop.ui.pages.profile import ProfilePage
from tests.ui.conftest import Show

TOLD = {
    "en": "weight 0.17. Measured with 240 people on 2027-03-01: Invented study of nobody.",
    "nl": "gewicht 0,17. Gemeten met 240 mensen op 2027-03-01: Invented study of nobody.",
}


def page_of(show: Show, state: str, language: str) -> ProfilePage:
    _, _, page = show(state, language)
    assert isinstance(page, ProfilePage)
    return page


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_weight_is_shown_with_its_study(show: Show, language: str) -> None:
    page = page_of(show, "13-profile-measured", language)
    assert page.panel.sources["own_words"].text().endswith(TOLD[language])
    assert TOLD[language].partition(". ")[2] in page.panel.sources["situations"].text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_without_a_study_nothing_is_added(show: Show, language: str) -> None:
    page = page_of(show, "13-profile-disagree", language)
    for source in ("own_words", "situations"):
        assert "240" not in page.panel.sources[source].text()
