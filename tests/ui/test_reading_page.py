"""The reading page: which words are marked and why, by eye and by ear; disagreeing; and nothing of tone elsewhere."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from progrez_desktop.core.words import LANGUAGES, Words
from progrez_desktop.scoring.text.evidence import PARTS, Mark, SkillReading
from progrez_desktop.ui.pages.profile import ProfilePage
from progrez_desktop.ui.pages.reading import ReadingPage
from progrez_desktop.ui.widgets.marked_text import MarkedText, TextMark
from progrez_desktop.ui.widgets.skill_evidence import level_sentences, marked_sentences
from tests.scoring.text.made_reading import TEXT, made_reading, made_skill
from tests.ui import measure
from tests.ui.conftest import Show, settle
from tests.ui.gallery import Material, context_for
from tests.ui.gallery_reading import HARD, LEVELS, own_texts, page_with, read_texts
from tests.ui.test_keys_and_buttons import heard, press

BREAKS = "\r\u2028\u2029\0"
"""Characters that Qt keeps as something else; a text that was typed has none of them."""
TONE_KEYS = ("tone.", "text.sentiment.", "text.group.", "text.emotion.")


def reading_page(show: Show, state: str = "13-reading", language: str = "en") -> ReadingPage:
    _, _, page = show(state, language)
    assert isinstance(page, ReadingPage)
    return page


def heard_of(widget) -> tuple[str, str]:
    spoken = QAccessible.queryAccessibleInterface(widget)
    return spoken.text(QAccessible.Text.Name), spoken.text(QAccessible.Text.Description)


# What is marked


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\r\u2028\u2029\0"), max_size=120), st.data()
)
def test_what_is_drawn_as_marked_are_the_very_words(qapp: QApplication, text: str, data: st.DataObject) -> None:
    """Also where one character takes two places in Qt's text (an emoji), or none that can be seen."""
    cuts = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=4, max_size=4)))
    context = context_for(qapp, "en", 100)
    widget = MarkedText(context)
    spans = tuple(span for span in ((cuts[0], cuts[1]), (cuts[2], cuts[3])) if span[0] < span[1])
    widget.show_text(text, [TextMark(0, len(text), spans, "(why)")])
    drawn = []
    for run in widget._runs:
        cursor = QTextCursor(widget._document)
        cursor.setPosition(run.start)
        cursor.setPosition(run.end, QTextCursor.MoveMode.KeepAnchor)
        if run.kind != "number":
            drawn.append(cursor.selectedText().replace("\u2029", "\n"))
    assert "".join(drawn) == "".join(text[start:end] for start, end in spans)
    widget.deleteLater()
    context.deleteLater()


def test_a_text_is_never_read_as_markup(show: Show) -> None:
    page = reading_page(show, "13-reading-hard")
    assert "<b>bold</b> **stars**" in HARD
    assert page.text._document.toPlainText() == HARD


def test_a_screen_reader_hears_which_sentence_is_marked_and_why(show: Show) -> None:
    page = reading_page(show)
    name, text = heard_of(page.text)
    assert name == "Your answer, 3 sentences marked for Empathy"
    assert "asked what worried them most. (mark 2, what you did)" in text
    plain, words = text, Words("en")
    for number, part in enumerate(PARTS[:3], start=1):
        words = Words("en")
        plain = plain.replace(
            f" {words('reading.mark_spoken', number=number, part=words(f'reading.part.{part}'))} ", ""
        )
    assert plain == TEXT


def test_marks_of_one_sentence_share_a_number_and_those_that_point_the_other_way_have_their_own(show: Show) -> None:
    reading = SkillReading(
        "empathy",
        3,
        0.8,
        (
            Mark("reason", 0, 20, ((4, 8),), 1, 0.6),
            Mark("action", 0, 20, ((0, 3),), 1, 0.9),
            Mark("action", 30, 40, ((31, 33),), -1, 0.7),
        ),
        ("situation", "result", "reflection"),
    )
    first, second = marked_sentences(reading)
    assert (first.parts, first.words, first.opposite) == (("action", "reason"), ((0, 3), (4, 8)), False)
    assert (second.words, second.opposite) == (((31, 33),), True)


def test_no_mark_where_there_is_not_enough_evidence(show: Show) -> None:
    found = made_skill("empathy", 3)
    thin = SkillReading("empathy", None, 0.4, found.found, found.missing)
    assert marked_sentences(thin) == ()
    page = reading_page(show, "13-reading-not-enough")
    assert heard_of(page.text)[0] == "Your answer, nothing marked"
    assert page.evidence.told.text().startswith("Not enough evidence")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("level", range(6))
def test_a_sentence_names_each_part_once_as_shown_or_as_not_found(language: str, level: int) -> None:
    words = Words(language)
    told = level_sentences(made_skill("empathy", level), words)
    for place, part in enumerate(PARTS):
        assert told.count(words(f"reading.part.{part}")) == (1 if level else 0), part
        shown, _, missing = told.partition(". ")
        if level:
            assert (words(f"reading.part.{part}") in shown) == (place < level)
            assert (words(f"reading.part.{part}") in missing) == (place >= level)


# Going about it with the keyboard


def test_rows_are_walked_with_the_arrows_and_chosen_with_enter(show: Show) -> None:
    page = reading_page(show)
    page.rows["communication"].setFocus()
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    assert page.evidence.name.text() == "Collaboration"
    assert len(page.text._marks) == LEVELS["collaboration"]


def test_the_page_opens_at_the_answer_that_shows_most_of_the_skill_asked_for(show: Show, given: Material) -> None:
    _, context, _ = show("13-reading")
    own = read_texts(given)
    first = page_with(context, given, own, "collaboration").tabs
    assert first is not None and first.current == 0
    second = own_texts(given, [made_reading({"empathy": 1}), made_reading({"empathy": 4})], [TEXT, TEXT])
    tabs = page_with(context, given, second, "empathy").tabs
    assert tabs is not None and tabs.current == 1


def test_left_and_right_go_from_answer_to_answer(show: Show) -> None:
    page = reading_page(show)
    assert page.tabs is not None and page.tabs.tabs[0].hasFocus()
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_Right)
    assert page.tabs.tabs[2].hasFocus()
    assert page.shown is not None and page.shown.text == "I asked what was wrong."
    press(Qt.Key.Key_Left)
    assert page.tabs.current == 1


def test_a_long_text_is_scrolled_with_the_keyboard(show: Show, qapp) -> None:
    page = reading_page(show, "13-reading-hard")
    page.text.setFocus()
    settle(qapp)
    before = page.text.mapTo(page, page.text.rect().topLeft()).y()
    QTest.keyClick(page.text, Qt.Key.Key_PageDown)
    assert page.text.mapTo(page, page.text.rect().topLeft()).y() < before


def test_at_double_size_choosing_a_skill_brings_its_text_into_view(show: Show) -> None:
    _, _, page = show("13-reading", "nl", 200)
    assert isinstance(page, ReadingPage)
    page.rows["collaboration"].setFocus()
    press(Qt.Key.Key_Return)
    assert page.text.hasFocus()


# Disagreeing


def test_disagreeing_takes_a_reason_and_words_are_welcome(show: Show) -> None:
    page = reading_page(show)
    objected = []
    page.objected.connect(lambda *what: objected.append(what))
    page.evidence.disagree.setFocus()
    press(Qt.Key.Key_Return)
    form = page.evidence.form
    assert form.isVisible() and form.reasons["not_meant"].hasFocus()
    assert not form.take_out.isEnabled()
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Space)
    QTest.keyClicks(form.words.edit, "it was a joke")
    form.take_out.click()
    assert objected == [("disagreement", "empathy", "wrong_words", "it was a joke")]
    assert not form.isVisible()


def test_never_mind_leaves_everything_as_it_was(show: Show) -> None:
    page = reading_page(show, "13-reading-objecting")
    objected = heard(page.objected)
    page.evidence.form.cancel.click()
    assert objected == []
    assert page.evidence.disagree.isVisible() and page.evidence.disagree.hasFocus()
    page.evidence.disagree.click()
    assert not page.evidence.form.take_out.isEnabled()
    assert page.evidence.form.words.text() == ""


def test_a_reading_that_was_taken_out_marks_nothing_and_can_be_put_back(show: Show) -> None:
    page = reading_page(show, "13-reading-objected")
    assert "I also listened to the team leader" in page.evidence.told.text()
    assert page.text._marks == ()
    assert not page.evidence.marks.isVisible()
    put_back = []
    page.taken_back.connect(lambda *what: put_back.append(what))
    page.evidence.put_back.click()
    assert put_back == [("disagreement", "empathy")]


def test_a_reading_that_comes_does_not_close_what_somebody_is_typing(show: Show, given: Material) -> None:
    page = reading_page(show, "13-reading-objecting")
    page.show_texts(read_texts(given))
    assert page.evidence.form.isVisible()
    assert page.evidence.form.words.text() == "I also listened to the team leader"


# What is private, and what is not told


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_profile_has_no_word_about_tone(show: Show, language: str) -> None:
    words = Words(language)
    told = {words.template(key) for key in words.keys_of(*TONE_KEYS) if "{" not in words.template(key)}
    _, _, page = show("13-profile", language)
    assert not [text for text in measure.texts(page) if text in told or text.split(" · ")[0] in told]
    reading = reading_page(show, "13-reading", language)
    assert words("tone.title") in measure.texts(reading)


def test_the_profile_of_somebody_who_refused_reads_as_that_of_somebody_who_wrote_too_little(
    show: Show, given: Material
) -> None:
    _, _, refused = show("13-profile-by-a-person")
    seen = measure.texts(refused)
    _, _, thin = show("13-profile-by-a-person")
    assert isinstance(thin, ProfilePage)
    thin.show_texts(own_texts(given, [read_texts(given).texts[2].reading] * 3, ["short"] * 3))
    assert measure.texts(thin) == seen
    assert any(Words("en")("profile.own.not_enough") in text for text in seen)


def test_nothing_of_a_text_that_was_left_unread_is_told_but_the_kind_line(show: Show) -> None:
    page = reading_page(show, "13-reading-sensitive")
    assert page.told.text() == Words("en")("text.guard.sensitive")
    for hidden in (page.tone, page.evidence, page.about, page.concepts, page._skills):
        assert not hidden.isVisible()


def test_a_language_in_beta_is_marked_and_has_no_levels(show: Show) -> None:
    page = reading_page(show, "13-reading-dutch", "nl")
    assert page.told.text().startswith("Bèta")
    assert page.tone.isVisible() and page.about.isVisible()
    assert not page._skills.isVisible() and not page.evidence.isVisible()


def test_without_its_model_the_page_says_so_in_one_sentence_and_shows_the_texts(show: Show) -> None:
    page = reading_page(show, "13-reading-failed")
    assert page.told.text() == Words("en")("error.resource_changed", name="model/answers.onnx")
    assert not page._progress.isVisible()
    assert page.text._text == TEXT
    assert page.is_settled
