"""On the page of the CV every choice is drawn again, the sentences are the person's, and what is wrong is told."""

from dataclasses import replace

import pytest
from PySide6.QtTest import QTest

from progrez_desktop.core.model.cv import CvChoices, CvLook
from progrez_desktop.ui.pages.cv import CvPage
from tests.own_details import FILLED
from tests.ui.conftest import Show, settle
from tests.ui.gallery import Material
from tests.ui.gallery_cv import drafted


@pytest.fixture
def page(show: Show) -> CvPage:
    _, _, page = show("14-cv")
    assert isinstance(page, CvPage)
    return page


def asked(page: CvPage, qtbot, act) -> CvChoices:
    with qtbot.waitSignal(page.changed, timeout=2000) as signal:
        act()
    (choices,) = signal.args
    assert isinstance(choices, CvChoices)
    return choices


def test_each_choice_asks_for_a_new_page(page: CvPage, qtbot) -> None:
    assert asked(page, qtbot, page.templates.tabs[1].click).look == CvLook("classic")
    assert asked(page, qtbot, page.templates.tabs[2].click).look == CvLook("compact")
    assert asked(page, qtbot, page.numbers.click).look == CvLook("compact", numbers=True)
    assert asked(page, qtbot, page.blind.click).blind is True
    assert asked(page, qtbot, page.organisation.click).organisation is True
    assert asked(page, qtbot, page.languages.tabs[1].click).language == "nl"
    ticked = page.skills["empathy"].isChecked()
    choices = asked(page, qtbot, page.skills["empathy"].click)
    assert choices.skills is not None
    assert ("empathy" in choices.skills) is not ticked


def test_levels_are_in_words_until_numbers_are_chosen(page: CvPage) -> None:
    assert page.choices.look.numbers is False
    assert not page.numbers.isChecked()


def test_sentences_are_proposed_until_the_person_writes_their_own(page: CvPage, qtbot, given: Material) -> None:
    proposed = page.sentences.toPlainText()
    assert proposed.startswith("Strong in ")
    assert page.choices.summaries == {}
    assert not page.propose_button.isEnabled()
    page.sentences.selectAll()
    choices = asked(page, qtbot, lambda: QTest.keyClicks(page.sentences, "Mine."))
    assert choices.summaries == {"en": "Mine."}
    assert page.propose_button.isEnabled()
    page.show_draft(drafted(page.context, given, choices, FILLED))
    assert page.sentences.toPlainText() == "Mine."
    choices = asked(page, qtbot, page.propose_button.click)
    assert choices.summaries == {}
    page.show_draft(drafted(page.context, given, choices, FILLED))
    assert page.sentences.toPlainText() == proposed
    assert page.choices.summaries == {}  # showing a proposal is not writing it


def test_each_language_has_sentences_of_its_own(page: CvPage, qtbot, given: Material) -> None:
    page.sentences.selectAll()
    asked(page, qtbot, lambda: QTest.keyClicks(page.sentences, "Mine."))
    dutch = asked(page, qtbot, page.languages.tabs[1].click)
    page.show_draft(drafted(page.context, given, dutch, FILLED))
    assert page.sentences.toPlainText().startswith("Sterk in ")
    english = asked(page, qtbot, page.languages.tabs[0].click)
    page.show_draft(drafted(page.context, given, english, FILLED))
    assert page.sentences.toPlainText() == "Mine."


def test_until_one_is_chosen_the_cv_speaks_the_language_of_the_screen(page: CvPage, qtbot) -> None:
    assert (page.choices.language, page.cv_language, page.languages.current) == ("", "en", 0)
    asked(page, qtbot, lambda: page.context.set_language("nl"))
    assert (page.choices.language, page.cv_language, page.languages.current) == ("", "nl", 1)
    asked(page, qtbot, page.languages.tabs[0].click)
    page.context.set_language("en")
    page.context.set_language("nl")
    assert (page.choices.language, page.languages.current) == ("en", 0)


@pytest.mark.parametrize(
    ("state", "told"),
    [("14-cv-compact-too-long", "it takes 2"), ("14-cv-not-drawable", "ᚠ 李"), ("14-cv", "")],
)
def test_what_a_person_has_to_know_before_saving_is_told_above(show: Show, state: str, told: str) -> None:
    _, _, page = show(state)
    assert page.told.isHidden() == (not told)
    assert told in page.told.text()


def test_what_else_is_on_the_cv_is_named_and_what_is_switched_off_is_not(show: Show) -> None:
    _, _, page = show("14-cv")
    assert "Work" in page.parts_note.text()
    assert "Birth date" not in page.parts_note.text()
    _, _, bare = show("14-cv-no-skills")
    assert bare.parts_note.text() == "Only your name and e-mail address so far."


def test_the_page_stays_beside_the_choices_and_both_end_together(show: Show, qapp) -> None:
    window, _, page = show("14-cv")
    bar = page.scroller.verticalScrollBar()
    before = page.preview.mapTo(window, page.preview.rect().topLeft()).y()
    bar.setValue(bar.maximum() // 2)
    settle(qapp)
    moved = before - page.preview.mapTo(window, page.preview.rect().topLeft()).y()
    assert moved < bar.maximum() // 2
    bar.setValue(bar.maximum())
    settle(qapp)
    bottom = page.preview.mapTo(window, page.preview.rect().bottomLeft()).y()
    view = page.scroller.viewport()
    assert abs(bottom - view.mapTo(window, view.rect().bottomLeft()).y()) < 60


def test_choices_that_are_the_same_are_the_same_page(given: Material, page: CvPage) -> None:
    choices = replace(page.choices, look=CvLook("classic"))
    made = [drafted(page.context, given, choices, FILLED).made.pdf for _ in range(2)]
    assert made[0] == made[1]


def test_a_sentence_of_an_own_text_is_on_the_cv_only_once_it_was_added(show: Show, qtbot) -> None:
    _, _, page = show("14-cv-offers")
    (row,) = page.offers.rows
    sentence = row.sentence.text().split("“")[1].removesuffix("”")
    before = page.sentences.toPlainText()
    assert sentence not in before
    choices = asked(page, qtbot, row.add.click)
    assert page.sentences.toPlainText() == f"{before} {sentence}"
    assert choices.summaries == {"en": f"{before} {sentence}"}


def test_where_nothing_is_offered_nothing_is_said_of_offers(show: Show) -> None:
    _, _, page = show("14-cv")
    assert page.offers.isHidden()
