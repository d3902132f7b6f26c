"""Questions may stand in another language than the window, and nothing else on it does."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from progrez_desktop.core.model.accommodations import Accommodations
from progrez_desktop.core.model.aloud import Aloud
from progrez_desktop.core.model.attempt import TextValue
from progrez_desktop.core.services import easing, sittings
from progrez_desktop.core.words import Words
from progrez_desktop.ui.demonstration import press, wait_until
from progrez_desktop.ui.pages.consent import ConsentPage
from progrez_desktop.ui.pages.ease import EasePage
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.open_answer import OpenAnswerPage
from progrez_desktop.ui.pages.profile import ProfilePage
from progrez_desktop.ui.pages.review import ReviewPage
from progrez_desktop.ui.pages.situation import SituationPage
from progrez_desktop.ui.pages.start import StartPage
from progrez_desktop.ui.pages.statement import StatementPage
from progrez_desktop.ui.startup import Desk
from tests.fakes import FakeVoice, there
from tests.journeys.driving import (
    FIRST_PROMPT,
    begin_at,
    desk_over,
    go_on,
    make_account,
    on_screen,
    parts_of,
    sign_in,
    signed_in,
    texts_of,
    to_sign_in,
)
from tests.journeys.test_keyboard_only import focused

OTHER = {"en": "nl", "nl": "en"}


def idle(desk: Desk) -> None:
    wait_until(lambda: not desk.journey.outside.store_lane.busy, "what is to be kept")


def shows_statement(page: StatementPage, window: str, questions: str) -> None:
    statement, form = there(page._statement), there(page._format)
    assert page.text.text() == statement.text[questions] and page.question.text() == form.question[questions]
    for number, (option, anchor) in enumerate(zip(page._options, form.anchors, strict=True), start=1):
        assert option.text() == anchor[questions]
        named = Words(questions)("item.option", number=number, of=form.categories, anchor=anchor[questions])
        assert option.accessibleName() == named
    assert page.skip_button.text() == Words(window)("item.skip")
    assert page.pause_button.text() == Words(window)("item.pause")


def answers_situation(desk: Desk, window: str, questions: str) -> None:
    """What is asked is in the language of the questions, what the window says of it in its own."""
    words, asked = Words(window), Words(questions)
    situation = on_screen(desk, SituationPage)
    row, action = situation._rows[0], situation._rows[0].action.text[questions]
    assert (row.text.text(), row.best.text()) == (action, asked("situation.best"))
    assert row.best.accessibleName() == asked("situation.best_of", action=action)
    assert situation.question.text() == asked("situation.question")
    assert situation.hint.text() == words("situation.hint")
    press(row.best)
    idle(desk)


def answers_prompt(desk: Desk, window: str, questions: str) -> None:
    words = Words(window)
    prompt = on_screen(desk, OpenAnswerPage)
    item = there(prompt._prompt)
    assert prompt.question.text() == prompt.editor.accessibleName() == item.text[questions]
    assert prompt.guidance.text() == item.guidance[questions]
    assert words("open.who_reads.title") in texts_of(prompt)
    assert {one.text: one.language for one in prompt.aloud()} == {
        item.text[questions]: questions,
        item.guidance[questions]: questions,
        words("open.who_reads.title"): window,
        words("open.who_reads.text"): window,
    }
    prompt.editor.setPlainText("one two three")
    prompt.save_now()
    idle(desk)


@pytest.mark.parametrize("window", OTHER)
def test_a_sitting_over_questions_in_the_other_language_from_the_start_to_the_profile(
    tmp_path: Path, window: str
) -> None:
    parts, questions, voice = parts_of(tmp_path / "data"), OTHER[window], FakeVoice()
    words = Words(window)
    make_account(parts)
    with desk_over(parts, window, voice=voice) as desk:
        to_sign_in(desk)
        sign_in(desk)
        desk.context.set_text_percent(200)
        press(on_screen(desk, ConsentPage).continue_button)
        practice = on_screen(desk, StatementPage)
        shows_statement(practice, window, window)
        QTest.keyClick(focused(), Qt.Key.Key_2)
        start = on_screen(desk, StartPage)
        press(start.choices[True])
        press(start.languages[questions])
        press(start.start_button)  # at once: what was chosen is kept before the sitting begins
        page = on_screen(desk, StatementPage)
        shows_statement(page, window, questions)
        press(page._options[1])
        sitting = there(desk.journey.sitting)
        wait_until(lambda: sitting.position == 1, "the next question")
        shows_statement(page, window, questions)

        sitting._show(FIRST_PROMPT - 1)
        answers_situation(desk, window, questions)
        sitting._show(FIRST_PROMPT)
        answers_prompt(desk, window, questions)
        standing = there(sittings.standing(desk.journey.deps, desk.journey.signed_in()))
        assert len(standing.responses) == 3
        assert {one.language for one in standing.responses.values()} == {questions}
        sitting._show_review()
        review = on_screen(desk, ReviewPage)
        assert review.finish_button.text() == words("review.finish")
        press(review.finish_button)
        assert words("profile.title") in texts_of(on_screen(desk, ProfilePage))


def test_it_is_changed_during_a_sitting_without_losing_anything_and_is_there_again(tmp_path: Path) -> None:
    begin_at(parts := parts_of(tmp_path), FIRST_PROMPT)
    with desk_over(parts, "nl") as desk:
        go_on(desk)
        page = on_screen(desk, OpenAnswerPage)
        item = there(page._prompt)
        assert page.question.text() == item.text["nl"]
        page.editor.setPlainText("een twee drie")
        desk.context.set_language("en")  # not chosen apart: it follows the window
        assert page.question.text() == item.text["en"]
        desk.context.set_language("nl")
        press(page.pause_button)
        press(on_screen(desk, MessagePage).buttons["ease"])
        ease = on_screen(desk, EasePage)
        press(ease.languages["en"])
        press(ease.keep_button)
        press(on_screen(desk, MessagePage).buttons["go_on"])
        page = on_screen(desk, OpenAnswerPage)
        assert (page.question.text(), page.text()) == (item.text["en"], "een twee drie")
        assert page.next_button.text() == Words("nl")("item.next")
        kept = there(sittings.standing(desk.journey.deps, desk.journey.signed_in())).responses[item.id]
        assert (kept.language, kept.value) == ("nl", TextValue("een twee drie"))
        page.editor.setPlainText("one two three")
        desk.context.set_language("en")
        desk.context.set_language("nl")  # chosen apart: the window's own leaves it alone
        page.save_now()
        idle(desk)
        kept = there(sittings.standing(desk.journey.deps, desk.journey.signed_in())).responses[item.id]
        assert (kept.language, kept.value) == ("en", TextValue("one two three"))
        desk.journey.sign_out()
        assert desk.context.questions_in == "nl"  # nothing of it stays for who comes next
    with desk_over(parts, "nl") as desk:
        go_on(desk)
        page = on_screen(desk, OpenAnswerPage)
        assert (page.question.text(), page.text()) == (item.text["en"], "one two three")


def test_reading_aloud_and_its_example_take_the_language_of_the_questions(tmp_path: Path) -> None:
    voice, parts = FakeVoice(), parts_of(tmp_path)
    begin_at(parts, 0)
    with signed_in(parts) as (deps, session):
        easing.choose(deps, session, Accommodations(read_aloud=True, questions_in="en"))
    with desk_over(parts, "nl", voice=voice) as desk:
        go_on(desk)
        page, reader = on_screen(desk, StatementPage), there(desk.context.reader)
        press(page.aloud_button)
        wait_until(lambda: not reader.is_reading, "the end of it")
        assert {one.language for one in voice.read_aloud} == {"en"}
        assert there(page._statement).text["en"] in [one.text for one in voice.read_aloud]
        assert page.aloud_button.text() == Words("nl")("aloud.read")
        voice.read_aloud = []
        desk.journey.ease.show(lambda: None)
        press(on_screen(desk, EasePage).hear_button)
        wait_until(lambda: not reader.is_reading and bool(voice.read_aloud), "the example")
        assert voice.read_aloud == [Aloud(Words("en")("ease.example"), "en")]
