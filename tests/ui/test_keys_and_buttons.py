"""What a key or a button does on each question, seen from the page alone."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from progrez_desktop.core.model.attempt import SituationValue
from progrez_desktop.ui.pages.account import AccountPage
from progrez_desktop.ui.pages.age import AgePage
from progrez_desktop.ui.pages.consent import ConsentPage
from progrez_desktop.ui.pages.cv import CvPage
from progrez_desktop.ui.pages.open_answer import LONGEST_ANSWER, OpenAnswerPage
from progrez_desktop.ui.pages.profile import ProfilePage
from progrez_desktop.ui.pages.review import ReviewPage
from progrez_desktop.ui.pages.situation import SituationPage
from progrez_desktop.ui.pages.statement import StatementPage
from progrez_desktop.ui.widgets.cell import Cell
from progrez_desktop.ui.widgets.skill_row import SkillRow
from tests.ui.conftest import Show


def heard(signal) -> list:
    """Collect what a signal brings."""
    emitted: list = []
    signal.connect(lambda *values: emitted.append(values[0] if values else None))
    return emitted


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifier)


@pytest.mark.parametrize("categories", [5, 6, 7])
def test_each_digit_of_a_statement_chooses_its_answer_and_no_other_digit_does(show: Show, categories: int) -> None:
    _, _, page = show(f"09-statement-{categories}-short")
    assert isinstance(page, StatementPage)
    chosen = heard(page.chosen)
    for digit in range(10):
        press(Qt.Key(Qt.Key.Key_0.value + digit))
    assert chosen == list(range(1, categories + 1))


def test_up_and_down_move_between_answers_and_space_or_enter_chooses(show: Show) -> None:
    _, _, page = show("09-statement-5-short")
    chosen = heard(page.chosen)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Up)
    assert chosen == []
    press(Qt.Key.Key_Space)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert chosen == [2, 3]


def test_back_is_a_button_and_alt_left_and_skip_is_a_button(show: Show) -> None:
    _, _, page = show("09-statement-7-long")
    went_back, skipped = heard(page.back), heard(page.skip)
    press(Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    page.back_button.click()
    assert len(went_back) == 2
    page.skip_button.click()
    assert len(skipped) == 1


def test_practice_offers_nothing_to_skip_or_pause(show: Show) -> None:
    _, _, page = show("08-practice")
    assert not page.skip_button.isVisible()
    assert not page.pause_button.isVisible()


def test_one_action_is_never_best_and_worst_and_a_second_press_takes_a_choice_back(show: Show) -> None:
    _, _, page = show("10-situation-none")
    assert isinstance(page, SituationPage)
    changes = heard(page.changed)
    first, second = page._rows[0], page._rows[1]
    first.best.click()
    first.worst.click()
    assert changes[-1] == SituationValue(best=None, worst=first.action.id)
    second.best.click()
    assert changes[-1] == SituationValue(best=second.action.id, worst=first.action.id)
    assert page.next_button.isEnabled()
    second.best.click()
    assert changes[-1] == SituationValue(best=None, worst=first.action.id)
    assert not page.next_button.isEnabled()


def test_tab_leaves_the_editor_and_types_nothing(show: Show) -> None:
    _, _, page = show("11-open-answer-typed")
    assert isinstance(page, OpenAnswerPage)
    before = page.text()
    assert page.editor.hasFocus()
    press(Qt.Key.Key_Tab)
    assert not page.editor.hasFocus()
    assert page.text() == before


def test_typing_goes_on_at_the_end_of_a_text_that_was_begun(show: Show) -> None:
    _, _, page = show("11-open-answer-typed")
    before = page.text()
    QTest.keyClicks(page.editor, " And then")
    assert page.text() == before + " And then"


def test_saved_goes_away_with_the_next_letter_and_the_text_is_handed_over(show: Show, qtbot) -> None:
    _, _, page = show("11-open-answer-typed")
    assert page.saved.isVisible()
    with qtbot.waitSignal(page.changed, timeout=5000) as handed_over:
        QTest.keyClicks(page.editor, "x")
        assert not page.saved.isVisible()
    assert handed_over.args == [page.text()]


def test_an_editor_that_is_full_takes_no_more_letters(show: Show) -> None:
    _, _, page = show("11-open-answer-empty")
    page.editor.setPlainText("a" * LONGEST_ANSWER)
    QTest.keyClicks(page.editor, "bcd")
    assert len(page.text()) == LONGEST_ANSWER


def test_next_waits_for_a_word_and_skip_goes_once_there_is_one(show: Show) -> None:
    _, _, page = show("11-open-answer-empty")
    assert not page.next_button.isEnabled()
    assert page.skip_button.isVisible()
    QTest.keyClicks(page.editor, "word")
    assert page.next_button.isEnabled()
    assert not page.skip_button.isVisible()


@pytest.mark.parametrize("typed", ["", "0", "121", "999"])
def test_an_age_that_is_none_goes_no_further(show: Show, typed: str) -> None:
    _, _, page = show("03-age")
    assert isinstance(page, AgePage)
    told = heard(page.answered)
    QTest.keyClicks(page.field.edit, typed)
    press(Qt.Key.Key_Return)
    assert told == []
    assert page.field._error.text() == "Type your age as a number, for example 24."


def test_an_account_with_faults_is_not_made_and_each_fault_stands_at_its_field(show: Show) -> None:
    _, _, page = show("04-account-empty")
    assert isinstance(page, AccountPage)
    made = heard(page.filled_in)
    page.continue_button.click()
    assert made == []
    for field in (page.first_name, page.last_name, page.email, page.password):
        assert field._error.isVisible()
        assert field.edit.accessibleDescription() == field._error.text()
    assert page.first_name.edit.hasFocus()


def test_a_password_is_hidden_until_the_person_shows_it(show: Show) -> None:
    _, _, page = show("04-account-busy")
    edit = page.password.edit
    assert edit.displayText() != edit.text()
    page.password._show.click()
    assert edit.displayText() == edit.text()


def test_nothing_is_ticked_beforehand_and_none_is_an_answer(show: Show) -> None:
    _, _, page = show("07-consent-none")
    assert isinstance(page, ConsentPage)
    decided = heard(page.decided)
    page.continue_button.click()
    assert decided == [[]]


def test_what_they_will_see_follows_the_choices(show: Show) -> None:
    _, _, page = show("07-consent-none")
    name = page._preview_lines["contact"]
    assert name.accessibleName().startswith("Not visible")
    page.choices["contact"].click()
    assert name.accessibleName().startswith("Visible")
    page.choices["contact"].click()
    assert name.accessibleName().startswith("Not visible")


def test_the_overview_leads_to_any_question_and_to_the_first_open_one(show: Show) -> None:
    _, _, page = show("12-review-open")
    assert isinstance(page, ReviewPage)
    asked = heard(page.go_to)
    page.first_open.click()
    next(cell for cell in page.findChildren(Cell) if cell.text() == "120").click()
    assert asked == [16, 119]


def test_a_profile_row_shows_what_its_score_rests_on_and_a_gap_says_why(show: Show) -> None:
    _, _, page = show("13-profile-gap")
    assert isinstance(page, ProfilePage)
    assert page.panel.position.text() == "Too few statements were answered for a number."
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert page.panel.name.text() == "Empathy and concern for others"
    assert "between" in page.panel.position.text()


def test_all_and_none_tick_the_skills_of_the_cv(show: Show, qtbot) -> None:
    _, _, page = show("14-cv-drawing")
    assert isinstance(page, CvPage)
    page.all_button.click()
    assert len(page.chosen()) == 12
    with qtbot.waitSignal(page.changed, timeout=2000) as asked:
        page.none_button.click()
    assert asked.args == [[]]


@pytest.mark.parametrize("language", ["en", "nl"])
def test_all_bands_of_a_profile_lie_on_the_same_scale(show: Show, language: str) -> None:
    """A scale that began or ended elsewhere in one row would make that skill look higher or lower than it is."""
    _, _, page = show("13-profile-gap", language)
    rows = page.findChildren(SkillRow)
    assert len(rows) == 12
    assert len({(row.x(), row.width(), row._track().left(), row._track().right()) for row in rows}) == 1
