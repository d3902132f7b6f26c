"""What a person hears of the time that is left is a sentence of their language, also where little or none is left."""

import re

import pytest

from progrez_desktop.ui.pages.item import ItemPage, Progress
from tests.ui.conftest import Show
from tests.ui.measure import texts


@pytest.mark.parametrize(
    ("state", "language", "sentence"),
    [
        ("15-resume", "en", "You were at question 14 of 127; about 32 minutes left."),
        ("15-resume", "nl", "Je was bij vraag 14 van 127; nog ongeveer 32 minuten."),
        ("15-resume-one-minute", "en", "You were at question 1 of 127; about 1 minute left."),
        ("15-resume-one-minute", "nl", "Je was bij vraag 1 van 127; nog ongeveer 1 minuut."),
        ("15-resume-seen", "en", "You have seen all 127 questions."),
        ("15-resume-seen", "nl", "Je hebt alle 127 vragen gezien."),
        ("15-resume-back-at-one", "en", "You have seen all 127 questions."),
    ],
)
def test_who_comes_back_hears_where_they_were(show: Show, state: str, language: str, sentence: str) -> None:
    _, _, page = show(state, language)
    assert any(said.startswith(sentence) for said in texts(page))


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_first_page_and_the_start_tell_the_same_number_of_minutes(show: Show, language: str) -> None:
    told = []
    for state in ("01-welcome", "08-start"):
        _, _, page = show(state, language)
        told.append(re.findall(r"(\d+) minut", " ".join(texts(page))))
    assert told == [["33"], ["33"]]


def test_a_question_looked_at_again_does_not_say_that_no_minutes_are_left(show: Show) -> None:
    _, _, page = show("09-statement-5-long")
    assert isinstance(page, ItemPage)
    assert page._progress is not None
    assert page.time_label.text() == "about 14 minutes left"
    page.show_progress(Progress(page._progress.standings, 0, 3, minutes_left=0), first=False)
    assert page.time_label.text() == ""
