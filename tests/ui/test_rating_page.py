"""Rating by keyboard alone: blind first, both values after that, and a reason where one is owed."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from progrez_desktop.core.store.rating_store import SkillLevel
from progrez_desktop.ui.pages.rater import RaterPage
from progrez_desktop.ui.pages.rating import RatingPage
from tests.ui.conftest import Show, settle
from tests.ui.gallery_rating import comparison
from tests.ui.measure import texts
from tests.ui.test_keys_and_buttons import heard, press


def digit(level: int) -> None:
    press(Qt.Key(Qt.Key.Key_0.value + level))


def rating_page(show: Show, state: str, language: str = "en") -> RatingPage:
    _, _, page = show(state, language)
    assert isinstance(page, RatingPage)
    return page


def levels(page: RatingPage) -> list[int | None]:
    return [row.scale.level for row in page.rows]


def test_twelve_digits_and_enter_rate_an_answer(show: Show) -> None:
    page = rating_page(show, "21-rating-new")
    rated = heard(page.rated)
    for level in (4, 3, 4, 2, 3, 1, 2, 2, 3, 1, 4, 0):
        digit(level)
    assert QApplication.focusWidget() is page.save_button
    press(Qt.Key.Key_Return)
    assert list(rated[0].values()) == [4, 3, 4, 2, 3, 1, 2, 2, 3, 1, 4, 0]


def test_only_levels_of_the_rubric_can_be_typed(show: Show) -> None:
    page = rating_page(show, "21-rating-new")
    for key in (Qt.Key.Key_6, Qt.Key.Key_9, Qt.Key.Key_Minus, Qt.Key.Key_X):
        press(key)
    assert levels(page)[0] is None
    assert page.rows[0].scale.hasFocus()


def test_arrows_move_and_backspace_takes_a_level_back(show: Show) -> None:
    page = rating_page(show, "21-rating-new")
    for _ in range(3):
        press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Left)
    assert levels(page)[0] == 1
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Backspace)
    assert levels(page)[0] is None


def test_a_click_in_a_cell_gives_its_level(show: Show) -> None:
    page = rating_page(show, "21-rating-new")
    scale = page.rows[3].scale
    QTest.mouseClick(scale, Qt.MouseButton.LeftButton, pos=scale._cell_rect(5).center().toPoint())
    assert scale.level == 5
    QTest.mouseClick(scale, Qt.MouseButton.LeftButton, pos=QPoint(5, 5))  # on the name
    assert scale.level == 5


def test_an_answer_is_saved_only_when_every_skill_has_a_level(show: Show) -> None:
    page = rating_page(show, "21-rating-some")
    assert not page.save_button.isEnabled()
    page.others_button.click()
    assert levels(page) == [4, 3, 4, 2, 3] + [0] * 7
    assert page.save_button.isEnabled()


@pytest.mark.parametrize("state", ["21-rating-new", "21-rating-some", "21-rating-whole", "21-rating-not-kept"])
def test_before_saving_nothing_on_the_page_speaks_of_the_computer(show: Show, state: str) -> None:
    page = rating_page(show, state)
    for row in page.rows:
        row.scale.setFocus()
    assert not [said for said in texts(page) if "omputer" in said or "◆" in said]
    assert all(row.held is None and row.scale._computer is None for row in page.rows)


@pytest.mark.parametrize("language", ["en", "nl"])
def test_the_skill_that_is_looked_at_has_its_sentences_beside_it(show: Show, language: str) -> None:
    page = rating_page(show, "21-rating-new", language)
    for row in page.rows:
        row.scale.setFocus()
        said = "\n".join(texts(page))
        assert row.skill.name[language] in page._shows_title.text()
        sentences = page._rubric.skills[row.skill.id]
        assert 3 <= len(sentences) <= 5
        assert all(one[language] in said for one in sentences)
        assert all(step[language] in said for step in page._rubric.steps)


def test_a_scale_says_its_skill_its_level_and_what_it_means(show: Show) -> None:
    page = rating_page(show, "21-rating-new")
    assert page.rows[0].scale.accessibleName() == "Communication and social contact: no level yet. Press 0 to 5."
    digit(0)
    assert page.rows[0].scale.accessibleName() == (
        "Communication and social contact: level 0. Not addressed: the answer says nothing of this skill."
    )


def test_after_saving_both_values_are_told_in_words_too(show: Show) -> None:
    page = rating_page(show, "22-rating-compared")
    empathy = page.rows[1].scale
    assert empathy._beside == "you 3 · computer 2"
    assert empathy.accessibleName().endswith("You first: 3. Computer: 2.")
    assert page.rows[5].scale._beside == "you 1 · computer no level"
    assert "what the computer read" in page._told.text()


def test_a_computer_that_gave_no_level_and_one_that_was_not_asked_look_the_same(show: Show) -> None:
    page = rating_page(show, "22-rating-silent")
    assert page._told.text() == "Saved. The computer gave no level for this answer."
    assert QApplication.focusWidget() is page.next_button


def test_an_override_waits_for_its_reason_and_keeps_both_values(show: Show) -> None:
    page = rating_page(show, "22-rating-compared")
    again, went_on = heard(page.looked_again), heard(page.next)
    leadership = page.rows[3]
    assert leadership.reason.hasFocus()  # 2 against 0
    page.next_button.click()
    assert (again, went_on) == ([], [])
    assert leadership.reason.hasFocus()
    QTest.keyClicks(leadership.reason, "It tells how the group was led.")
    page.next_button.click()
    assert again[0]["leadership"] == SkillLevel(2, "It tells how the group was led.")
    assert again[0]["empathy"] == SkillLevel(3, "")


def test_a_level_changed_after_seeing_both_asks_why_at_once(show: Show, qapp: QApplication) -> None:
    page = rating_page(show, "22-rating-compared")
    again = heard(page.looked_again)
    page.rows[3].reason.setText("Said in the first sentence.")
    page.rows[1].scale.setFocus()
    digit(2)  # as the computer has it
    settle(qapp)
    assert page.rows[1].reason.hasFocus()
    page.next_button.click()
    assert again == []
    QTest.keyClicks(page.rows[1].reason, "The last sentence is about the planning.")
    page.next_button.click()
    assert again[0]["empathy"] == SkillLevel(2, "The last sentence is about the planning.")


def test_a_change_taken_back_asks_for_nothing(show: Show) -> None:
    page = rating_page(show, "22-rating-silent")
    again, went_on = heard(page.looked_again), heard(page.next)
    page.rows[0].scale.setFocus()
    digit(1)
    assert page.rows[0].needs_reason
    page.rows[0].scale.setFocus()
    digit(4)
    page.next_button.click()
    assert (again, len(went_on)) == ([], 1)


def test_a_rating_that_could_not_be_kept_stays_on_the_page(show: Show) -> None:
    page = rating_page(show, "21-rating-not-kept")
    assert page.fault.isVisible() and "full" in page.fault.text()
    assert page.save_button.isEnabled()
    page.show_comparison(comparison(page))
    assert not page.fault.isVisible()


def test_a_name_and_a_role_begin_the_work(show: Show) -> None:
    _, _, page = show("20-rater")
    assert isinstance(page, RaterPage)
    chosen, added = heard(page.chosen), []
    page.added.connect(lambda *given: added.append(given))
    press(Qt.Key.Key_Return)
    assert [rater.name for rater in chosen] == ["Ria Bakker"]
    assert page.known[0].accessibleName() == "Ria Bakker, Psychologist"
    page.roles["trainer"].click()
    page.name.edit.setText("Noor")
    page.add_button.click()
    assert added == [("Noor", "trainer")]
