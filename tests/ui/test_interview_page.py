"""An interview says that it can be read before anything is typed, and is rated and noted by keyboard."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from progrez_desktop.core.services.recruiting.notes import LONGEST_NOTE
from progrez_desktop.core.words import LANGUAGES, Words
from progrez_desktop.ui.pages.combination import CombinationPage
from progrez_desktop.ui.pages.interview import InterviewPage
from progrez_desktop.ui.widgets.editor import Editor
from progrez_desktop.ui.widgets.interview_card import InterviewCard
from progrez_desktop.ui.widgets.probe_view import ProbeView
from progrez_desktop.ui.widgets.share_bar import ShareBar
from tests.ui.conftest import Show, settle
from tests.ui.gallery_interview import NOTES
from tests.ui.measure import texts

PROBE = "empathy/not_said_aloud"


def view_of(page: InterviewPage) -> ProbeView:
    return page.views[PROBE]


def _top(widget: QWidget, page: QWidget) -> int:
    return widget.mapTo(page, widget.rect().topLeft()).y()


def test_before_any_field_it_stands_that_the_candidate_can_read_it(show: Show) -> None:
    for language in LANGUAGES:
        words = Words(language)
        for state, kind in (("34-interview", InterviewPage), ("34-interview-card", InterviewCard)):
            _, _, page = show(state, language)
            holder = page if kind is InterviewPage else page.findChild(InterviewCard)
            told = next(one for one in holder.findChildren(QLabel) if one.text() == words("interview.told"))
            fields = holder.findChildren(Editor)
            assert fields and all(_top(told, page) < _top(one, page) for one in fields)
            for field in fields:
                assert "can ask to read" in field.accessibleName() or "kan vragen om" in field.accessibleName()
                assert field.placeholderText() == words("interview.note")


def test_a_number_chooses_and_arrows_go_on_without_choosing_and_backspace_clears(show: Show) -> None:
    _, _, page = show("34-interview")
    view, told = view_of(page), []
    page.changed.connect(lambda *what: told.append(what))
    first = view.scale.buttons[1]
    first.setFocus()
    QTest.keyClick(first, Qt.Key.Key_4)
    assert view.scale.rating == 4 and view.scale.buttons[4].hasFocus()
    QTest.keyClick(view.scale.buttons[4], Qt.Key.Key_Right)
    assert view.scale.rating == 4 and view.scale.buttons[5].hasFocus()
    QTest.keyClick(view.scale.buttons[5], Qt.Key.Key_Return)
    assert view.scale.rating == 5
    QTest.keyClick(view.scale.buttons[5], Qt.Key.Key_Backspace)
    assert view.scale.rating is None
    QTest.keyClick(view.scale.buttons[5], Qt.Key.Key_7)
    assert told == [(PROBE, 4, ""), (PROBE, 5, ""), (PROBE, None, "")]


def test_each_number_says_what_it_means_in_the_language_of_the_screen(show: Show, qapp: QApplication) -> None:
    _, context, page = show("34-interview")
    view = view_of(page)
    for language in LANGUAGES:
        context.set_language(language)
        settle(qapp)
        for number, anchor in enumerate(view.probe.anchors, start=1):
            assert view.scale.buttons[number].accessibleName() == f"{number}: {anchor[language]}"


def test_what_is_typed_is_handed_on_when_the_page_is_left(show: Show) -> None:
    _, _, page = show("34-interview")
    told: list[tuple[str, object, str]] = []
    page.changed.connect(lambda *what: told.append(what))
    view_of(page).note.edit.setPlainText("Sat down")
    assert told == []
    page.left()
    assert told == [(PROBE, None, "Sat down")]


def test_a_line_is_said_to_be_kept_only_once_it_is(show: Show) -> None:
    words = Words("en")
    _, _, page = show("34-interview")
    note = view_of(page).note
    note.edit.setPlainText("Sat down")
    assert note.state.text() == words("interview.keeping")
    page.show_kept(PROBE, None)
    assert note.state.text() == words("interview.kept")
    page.show_not_kept(PROBE, lambda _: "The disk is full.")
    assert note.state.text() == "The disk is full."


def test_a_note_that_was_emptied_after_it_could_not_be_kept_is_kept_empty(show: Show) -> None:
    _, _, page = show("34-interview")
    told: list[tuple[str, object, str]] = []
    note = view_of(page).note
    note.edit.setPlainText("Sat down")
    note.keep()
    page.show_not_kept(PROBE, lambda _: "The disk is full.")
    page.changed.connect(lambda *what: told.append(what))
    note.edit.setPlainText("")
    page.left()
    assert told == [(PROBE, None, "")]


def test_a_note_takes_no_more_than_is_kept(show: Show) -> None:
    _, _, page = show("34-interview")
    note = view_of(page).note
    note.edit.setPlainText("n" * LONGEST_NOTE)
    note.edit.setFocus()
    QTest.keyClick(note.edit, Qt.Key.Key_X)
    assert len(note.text) == LONGEST_NOTE
    assert note.state.text() == Words("en")("interview.full", most=LONGEST_NOTE)


def test_what_others_noted_is_read_and_not_changed(show: Show) -> None:
    _, _, page = show("34-interview-noted")
    said = texts(page)
    assert "Ali Demir: 3 of 5. A list; told one person." in said
    assert all("Ali Demir" not in field.toPlainText() for field in page.findChildren(Editor))
    assert len(page.remarks) == 1


def test_a_card_remembers_what_was_noted_when_one_comes_back_to_a_question(show: Show, qapp: QApplication) -> None:
    _, _, page = show("34-interview-card")
    card = page.findChild(InterviewCard)
    card.next_button.click()
    probe = card.view.probe
    told: list[tuple[str, object, str]] = []
    card.changed.connect(lambda *what: told.append(what))
    card.view.note.edit.setPlainText("Typed, and gone on at once.")
    card.next_button.click()
    card.back_button.click()
    settle(qapp)
    assert card.view.probe == probe and card.view.note.text == "Typed, and gone on at once."
    card.whole.connect(lambda: told.append(("whole", None, "")))
    card.view.note.edit.setPlainText("Typed, and all seen at once.")
    card.whole_button.click()
    texts_told = [text for _, _, text in told]
    assert texts_told == ["Typed, and gone on at once.", "Typed, and all seen at once.", ""]


def test_every_bar_says_what_it_shows_and_no_sum_is_said_while_something_is_missing(show: Show) -> None:
    for language in LANGUAGES:
        _, _, page = show("35-combined-little", language)
        bars = page.findChildren(ShareBar)
        assert len(bars) == 4 and all(bar.accessibleName() for bar in bars)
        assert bars[-1].accessibleName() in texts(page)
        assert bars[-1].accessibleName().startswith({"en": "Together: no sum", "nl": "Samen: geen som"}[language])


def test_nobody_differs_without_a_reason_and_numbers_have_a_comma_or_a_point(show: Show) -> None:
    _, _, page = show("35-combined")
    assert isinstance(page, CombinationPage)
    told: list[object] = []
    page.overridden.connect(lambda *what: told.append(what))
    page.sampled.connect(lambda *what: told.append(what))
    page.instead.edit.setText("58")
    page.override_button.click()
    assert told == [] and page.reason.hasFocus() and page.fault.text() == Words("en")("error.override_reason")
    page.reason.setPlainText("Ten minutes of thirty.")
    page.override_button.click()
    for name, typed in (("value", "7,5"), ("lowest", "1"), ("highest", "10.0"), ("error", "")):
        page.numbers[name].edit.setText(typed)
    page.enter_button.click()
    assert told == [(58, "Ten minutes of thirty."), ("A letter to a resident", (7.5, 1.0, 10.0, None))]


def test_a_note_of_another_language_stays_as_it_was_typed(show: Show, qapp: QApplication) -> None:
    _, context, page = show("34-interview-noted")
    page.remarks[0].field.edit.setPlainText("שלום — کتاب")
    context.set_language("nl")
    context.set_text_percent(200)
    settle(qapp)
    assert page.remarks[0].field.text == "שלום — کتاب"
    assert NOTES[0].text in [view.note.text for view in page.views.values()]
