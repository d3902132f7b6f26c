"""What a key or a button does on each question, seen from the page alone."""

from time import perf_counter

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from progrez_desktop.core.consent import fields_of
from progrez_desktop.core.model.attempt import SituationValue
from progrez_desktop.core.model.consent import Purpose
from progrez_desktop.core.settings import TEXT_SIZES
from progrez_desktop.core.words import Words
from progrez_desktop.ui.demonstration import type_text
from progrez_desktop.ui.pages.account import AccountPage
from progrez_desktop.ui.pages.age import AgePage
from progrez_desktop.ui.pages.consent import ConsentPage
from progrez_desktop.ui.pages.cv import CvPage
from progrez_desktop.ui.pages.open_answer import LONGEST_ANSWER, OpenAnswerPage
from progrez_desktop.ui.pages.profile import ProfilePage
from progrez_desktop.ui.pages.recovery import RecoveryPage
from progrez_desktop.ui.pages.review import ReviewPage
from progrez_desktop.ui.pages.situation import SituationPage
from progrez_desktop.ui.pages.statement import StatementPage
from progrez_desktop.ui.widgets.cell import Cell
from progrez_desktop.ui.widgets.display_settings import DisplaySettings
from progrez_desktop.ui.widgets.skill_row import SkillRow
from progrez_desktop.ui.window import Window
from tests.ui.conftest import Show, settle
from tests.ui.measure import in_view, texts


def heard(signal) -> list:
    """Collect what a signal brings."""
    emitted: list = []
    signal.connect(lambda *values: emitted.append(values[0] if values else None))
    return emitted


def press(key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, key, modifier)


def double_click(window: Window, widget: QWidget) -> None:
    """As the system tells of it, which knows how fast two clicks came."""
    place = widget.mapTo(window, widget.rect().center())
    QTest.mouseDClick(window.windowHandle(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)


def test_a_double_click_answers_one_statement_and_not_the_next(show: Show) -> None:
    window, _, page = show("09-statement-5-short")
    assert isinstance(page, StatementPage)
    chosen = heard(page.chosen)
    double_click(window, page._options[1])
    assert chosen == [2]


def test_a_double_click_ticks_a_choice_and_does_not_take_it_back(show: Show) -> None:
    window, _, page = show("07-consent-none")
    assert isinstance(page, ConsentPage)
    double_click(window, page.choices["contact"])
    assert page.chosen() == ["contact"]


@pytest.mark.parametrize("categories", [5, 6, 7])
def test_each_digit_of_a_statement_chooses_its_answer_and_no_other_digit_does(show: Show, categories: int) -> None:
    _, _, page = show(f"09-statement-{categories}-short")
    assert isinstance(page, StatementPage)
    chosen = heard(page.chosen)
    for digit in range(10):
        press(Qt.Key(Qt.Key.Key_0.value + digit))
    assert chosen == list(range(1, categories + 1))


def test_a_digit_answers_from_where_the_answers_are_and_from_no_other_button(show: Show) -> None:
    _, _, page = show("09-statement-5-short")
    assert isinstance(page, StatementPage)
    chosen = heard(page.chosen)
    page.pause_button.setFocus()
    press(Qt.Key.Key_3)
    assert chosen == []
    page._options[0].setFocus()
    (display,) = page.findChildren(DisplaySettings)
    QTest.mouseClick(display._contrast, Qt.MouseButton.LeftButton)
    press(Qt.Key.Key_3)
    assert chosen == [3]


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
    type_text(page.editor, "bcd’")
    assert len(page.text()) == LONGEST_ANSWER
    assert page.overflow.isVisible()
    page.editor.selectAll()
    QTest.keyClicks(page.editor, "b")
    assert page.text() == "b"
    assert not page.overflow.isVisible()


def test_of_a_whole_book_on_the_clipboard_an_answer_takes_what_fits_and_says_so(show: Show) -> None:
    _, _, page = show("11-open-answer-empty")
    assert isinstance(page, OpenAnswerPage)
    QApplication.clipboard().setText("word " * 1_000_000)
    began = perf_counter()
    for _ in range(3):
        page.editor.paste()
    QApplication.processEvents()
    took = perf_counter() - began
    assert len(page.text()) == LONGEST_ANSWER
    assert page.overflow.text() == "An answer holds 20,000 characters. What came after that was left out."
    assert page.overflow.isVisible()
    assert page.editor.accessibleDescription() == page.overflow.text()
    assert took < 1.5, "pasting five megabytes held up the window"  # 2.7 s when all of it was taken, one time


def test_a_paste_over_what_is_selected_takes_its_place(show: Show) -> None:
    _, _, page = show("11-open-answer-empty")
    page.editor.setPlainText("a" * LONGEST_ANSWER)
    page.editor.selectAll()
    QApplication.clipboard().setText("A text of my own.")
    page.editor.paste()
    assert page.text() == "A text of my own."
    assert not page.overflow.isVisible()


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


def test_what_a_password_needs_stays_on_screen_once_it_has_that(show: Show) -> None:
    _, _, page = show("04-account-empty")
    assert isinstance(page, AccountPage)
    advice = "10 characters or more, a sentence is fine"
    assert page.strength.text() == advice
    QTest.keyClicks(page.password.edit, "seven herons on a fence")
    assert page.strength.text() == f"strong enough · {advice}"


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


def test_what_lies_below_the_fold_has_no_keyboard_until_tab_leads_there(show: Show) -> None:
    _, _, page = show("05-recovery-machine", "nl", 200)
    assert isinstance(page, RecoveryPage)
    kept, saved = heard(page.kept), heard(page.save_sheet)
    assert page.scroller is not None and page.scroller.hasFocus()
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Space)
    assert (kept, saved) == ([], [])
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Return)
    assert (kept, saved) == ([], [None])
    press(Qt.Key.Key_Tab)
    assert page.field.edit.hasFocus()


def test_what_is_wrong_with_a_field_comes_into_view_with_it(show: Show, qapp) -> None:
    window, _, page = show("05-recovery-machine", "nl", 200)
    assert isinstance(page, RecoveryPage)
    page.field.edit.setFocus()
    QTest.keyClicks(page.field.edit, "00000")
    press(Qt.Key.Key_Return)
    settle(qapp)
    assert in_view(page.field._error, window)
    assert in_view(page.field.edit, window)


def seen_by_them(page: ConsentPage) -> set[str]:
    said = {name: shown.accessibleName() for name, shown in page._preview_lines.items()}
    assert all(name.startswith(("Visible: ", "Not visible: ")) for name in said.values())
    return {name for name, spoken in said.items() if spoken.startswith("Visible: ")}


def test_what_they_will_see_follows_each_choice_field_by_field(show: Show) -> None:
    _, _, page = show("07-consent-none")
    assert isinstance(page, ConsentPage)
    assert seen_by_them(page) == set()
    for purpose, choice in page.choices.items():
        if choice.isVisible():
            choice.click()
            assert seen_by_them(page) == set(fields_of(purpose))
            choice.click()
    page.choices["contact"].click()
    page.choices["background"].click()
    assert seen_by_them(page) == {"name", "email", "background"}


@pytest.mark.parametrize(("base", "more"), [("profile", "excerpts"), ("teams", "team_values")])
def test_what_means_something_only_beside_another_choice_comes_and_goes_with_it(
    show: Show, base: Purpose, more: Purpose
) -> None:
    _, _, page = show("07-consent-none")
    assert isinstance(page, ConsentPage)
    assert not page.choices[more].isVisible()
    page.choices[base].click()
    assert page.choices[more].isVisible() and not page.choices[more].isChecked()
    page.choices[more].click()
    assert page.chosen() == [base, more]
    assert seen_by_them(page) == {*fields_of(base), *fields_of(more)}
    page.choices[base].click()
    assert not page.choices[more].isVisible()
    assert (page.chosen(), seen_by_them(page)) == ([], set())


def test_what_is_not_asked_for_is_not_among_what_they_might_see(show: Show) -> None:
    _, _, page = show("07-consent-all")
    assert isinstance(page, ConsentPage)
    assert "drivers_licence" not in page.choices
    assert not any("licence" in shown for shown in texts(page))


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
    assert page.panel.position.text() == Words("en")("profile.not_scored.too_few_answers")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert page.panel.name.text() == "Empathy and concern for others"
    assert "between" in page.panel.position.text()


@pytest.mark.parametrize("percent", [100, 125, 150, 200])
def test_choosing_a_skill_shows_what_it_rests_on_where_the_person_looks(show: Show, qapp, percent: int) -> None:
    window, _, page = show("13-profile-being-read", "nl", percent)
    assert isinstance(page, ProfilePage)
    row = page._rows["resilience"]
    row.setFocus()
    settle(qapp)
    press(Qt.Key.Key_Return)
    settle(qapp)
    for shown in (row, page.panel.name, page.panel.meaning):
        assert in_view(shown, window), shown
    assert page.panel.name.text() == page._skills["resilience"].name["nl"]
    press(Qt.Key.Key_Tab)
    if percent >= 150:
        assert page.panel.see.hasFocus()


def test_all_and_none_tick_the_skills_of_the_cv(show: Show, qtbot) -> None:
    _, _, page = show("14-cv-drawing")
    assert isinstance(page, CvPage)
    page.all_button.click()
    assert len(page.chosen()) == 12
    with qtbot.waitSignal(page.changed, timeout=2000) as asked:
        page.none_button.click()
    (choices,) = asked.args
    assert choices.skills == ()


@pytest.mark.parametrize("percent", TEXT_SIZES)
@pytest.mark.parametrize("language", ["en", "nl"])
def test_all_bands_of_a_profile_lie_on_the_same_scale(show: Show, language: str, percent: int) -> None:
    """A scale that began or ended elsewhere in one row would make that skill look higher or lower than it is."""
    _, _, page = show("13-profile-gap", language, percent)
    rows = page.findChildren(SkillRow)
    assert len(rows) == 12
    assert len({(row.x(), row.width(), row._track().left(), row._track().right()) for row in rows}) == 1
    assert rows[0]._track().width() >= 200
