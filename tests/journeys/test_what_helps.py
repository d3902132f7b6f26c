"""What helps somebody comes with their safe and goes with it, and reading aloud stops with what was read."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from progrez_desktop.core.errors import EnvironmentFault
from progrez_desktop.core.model.accommodations import Accommodations
from progrez_desktop.core.model.aloud import Aloud
from progrez_desktop.core.model.attempt import SituationValue
from progrez_desktop.core.services import accounts, easing, sittings
from progrez_desktop.core.services.opening import Parts
from progrez_desktop.core.settings import Preferences, load_preferences
from progrez_desktop.core.words import LANGUAGES, Words
from progrez_desktop.ui.demonstration import press, wait_until
from progrez_desktop.ui.pages.consent import ConsentPage
from progrez_desktop.ui.pages.ease import EasePage
from progrez_desktop.ui.pages.item import ItemPage
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.open_answer import OpenAnswerPage
from progrez_desktop.ui.pages.profile import ProfilePage
from progrez_desktop.ui.pages.situation import SituationPage
from progrez_desktop.ui.pages.statement import StatementPage
from progrez_desktop.ui.startup import Desk
from tests.fakes import FakeClock, FakeVoice, there
from tests.journeys.driving import (
    ANNA,
    FIRST_PROMPT,
    PASSWORD,
    begin_at,
    desk_over,
    go_on,
    make_account,
    on_screen,
    parts_of,
    sign_in,
    signed_in,
    storage,
    texts_of,
    to_sign_in,
    with_a_result,
)
from tests.journeys.test_keyboard_only import focused


def key(which: Qt.Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    QTest.keyClick(focused(), which, held)


ALL = Accommodations(0, "", 15, 150, calm=True, read_aloud=True, no_times=True)


def needing(parts: Parts, own: Accommodations) -> Parts:
    with signed_in(parts) as (deps, session):
        easing.choose(deps, session, own)
    return parts


def sitting_at(root: Path, position: int, own: Accommodations) -> Parts:
    parts = parts_of(root)
    begin_at(parts, position)
    return needing(parts, own)


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_chosen_before_the_sitting_by_keys_and_is_there_at_the_next_sign_in(
    tmp_path: Path, language: str
) -> None:
    parts, words = parts_of(tmp_path / "data"), Words(language)
    make_account(parts)
    plain = tmp_path / "preferences.json"
    with desk_over(parts, language, preferences=plain) as desk:
        to_sign_in(desk)
        sign_in(desk)
        press_link(on_screen(desk, ConsentPage), words("ease.link"))
        page = on_screen(desk, EasePage)
        key(Qt.Key.Key_Space)  # the keyboard is on reading aloud
        press(page.sizes[150])
        press(page.switches["calm"])
        press(page.keep_button)
        consent = on_screen(desk, ConsentPage)
        assert desk.context.own == Accommodations(text_percent=150, calm=True, read_aloud=True)
        assert desk.context.theme.factor == 1.5 and words("aloud.read") in texts_of(consent)
        desk.context.set_text_percent(200)  # for now; what this computer remembers stays what it was
        desk.journey.sign_out()
        assert (desk.context.theme.factor, desk.context.own) == (1.0, Accommodations())
    assert load_preferences(plain, "en") in (Preferences(language), Preferences("en"))
    with desk_over(parts, language) as desk:
        to_sign_in(desk)
        sign_in(desk)
        on_screen(desk, ConsentPage)
        assert desk.context.theme.factor == 1.5 and desk.context.own.read_aloud


def press_link(page: ConsentPage, text: str) -> None:
    from PySide6.QtWidgets import QPushButton

    press(next(one for one in page.findChildren(QPushButton) if one.text() == text))


def heard(voice: FakeVoice, desk: Desk) -> list[Aloud]:
    reader = there(desk.context.reader)
    wait_until(lambda: not reader.is_reading, "the end of it")
    said, voice.read_aloud = voice.read_aloud, []
    return said


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_read_is_the_question_on_screen_in_the_language_of_its_text(tmp_path: Path, language: str) -> None:
    voice, parts = FakeVoice(), sitting_at(tmp_path, 0, ALL)
    with desk_over(parts, language, voice=voice) as desk:
        go_on(desk)
        page = on_screen(desk, StatementPage)
        items, formats = desk.journey.deps.assessment.items, desk.journey.deps.assessment.formats
        key(Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)
        anchors = [one[language] for one in there(page._format).anchors]
        said = heard(voice, desk)
        assert {one.language for one in said} == {language} and len(formats) > 1
        assert [one.text for one in said[1:]] == [
            there(page._statement).text[language],
            *(f"{number}. {one}" for number, one in enumerate(anchors, start=1)),
        ]
        for kind, place in ((SituationPage, FIRST_PROMPT - 1), (OpenAnswerPage, FIRST_PROMPT)):
            there(desk.journey.sitting)._show(place)
            shown = on_screen(desk, kind)
            press(shown.aloud_button)
            assert heard(voice, desk)[0].text == items[place].text[language]


LEAVING: dict[str, Callable[[Desk], object]] = {
    "another question": lambda desk: on_screen(desk, ItemPage).skip.emit(),
    "pause": lambda desk: on_screen(desk, ItemPage).pause.emit(),
    "lock": lambda desk: desk.journey.lock(),
    "sign out": lambda desk: desk.journey.sign_out(),
    "staff": lambda desk: desk.window.cover(MessagePage(desk.context, "staff_in.nobody", ("back",))),
    "the button": lambda desk: press(on_screen(desk, ItemPage).aloud_button),
}


@pytest.mark.parametrize("how", LEAVING)
def test_it_stops_with(tmp_path: Path, how: str) -> None:
    voice, parts = FakeVoice(holds=True), sitting_at(tmp_path, 0, ALL)
    with desk_over(parts, voice=voice) as desk:
        go_on(desk)
        press(on_screen(desk, StatementPage).aloud_button)
        wait_until(lambda: len(voice.read_aloud) == 1, "the first words")
        LEAVING[how](desk)
        wait_until(lambda: voice.stopped > 0 and not there(desk.context.reader).is_reading, "silence")
        wait_until(lambda: not there(desk.context.reader)._lane.busy, "the end of the thread's work")
    assert len(voice.read_aloud) == 1  # and nothing more of it is read


def test_nothing_locks_while_somebody_listens(tmp_path: Path) -> None:
    voice, clock = FakeVoice(holds=True), FakeClock()
    begin_at(parts := parts_of(tmp_path, clock), 0)
    with desk_over(needing(parts, ALL), voice=voice) as desk:
        go_on(desk)
        page, idle = on_screen(desk, StatementPage), desk.journey.idle
        press(page.aloud_button)
        for _ in range(4):
            clock.advance(100_000)
            desk.journey.ease._listening.timeout.emit()
            idle._look()
        assert desk.window.page is page and not idle.is_warning
        press(page.aloud_button)
        assert not desk.journey.ease._listening.isActive()
        clock.advance(200_000)
        idle._look()
        on_screen(desk, MessagePage)


@pytest.mark.parametrize("code", ["voice_missing", "voice_silent"])
def test_without_a_voice_the_button_says_so_and_the_sitting_goes_on(tmp_path: Path, code: str) -> None:
    voice, parts, words = FakeVoice(fault=EnvironmentFault(code)), sitting_at(tmp_path, 0, ALL), Words("en")
    with desk_over(parts, voice=voice) as desk:
        go_on(desk)
        page = on_screen(desk, StatementPage)
        press(page.aloud_button)
        wait_until(lambda: page.aloud_button.trouble.isVisible(), "what is missing")
        assert words(f"error.{code}") in texts_of(page)
        key(Qt.Key.Key_2)
        wait_until(lambda: there(desk.journey.sitting).position == 1, "the next question")


def test_a_profile_and_the_consent_page_are_read_and_nobody_else_has_a_button(tmp_path: Path) -> None:
    voice, parts = FakeVoice(), with_a_result(tmp_path)
    with desk_over(parts, voice=voice) as desk:
        to_sign_in(desk)
        sign_in(desk)
        assert Words("en")("aloud.read") not in texts_of(on_screen(desk, ProfilePage))
        desk.context.be_for(ALL)
        key(Qt.Key.Key_R, Qt.KeyboardModifier.AltModifier)
        said = [one.text for one in heard(voice, desk)]
        skills = desk.journey.deps.assessment.skills
        assert said[0] == Words("en")("profile.title")
        assert sum(any(skill.short_name["en"] in text for text in said) for skill in skills) == len(skills)


def test_a_calm_page_asks_one_thing_and_counts_nothing(tmp_path: Path) -> None:
    parts = sitting_at(tmp_path, FIRST_PROMPT - 1, replace(ALL, text_percent=0))
    with desk_over(parts) as desk:
        go_on(desk)
        page = on_screen(desk, SituationPage)
        assert QApplication.cursorFlashTime() == 0
        assert page.bars.isHidden() and page.time_label.text() == "" and page.section_label.text() == "Work situations"
        assert all(row.worst.isHidden() for row in page._rows)
        press(page._rows[0].best)
        assert not any(row.worst.isHidden() for row in page._rows)
        press(page._rows[1].worst)
        wait_until(lambda: not desk.journey.outside.store_lane.busy, "the answer")
        [kept] = there(sittings.standing(desk.journey.deps, desk.journey.signed_in())).responses.values()
        desk.journey.sign_out()
        assert QApplication.cursorFlashTime() > 0
        assert isinstance(kept.value, SituationValue) and kept.value.best == page._rows[0].action.id


def test_a_break_is_offered_between_two_questions_and_stands_in_the_record(tmp_path: Path) -> None:
    parts = sitting_at(tmp_path, 0, ALL)
    with desk_over(parts) as desk:
        go_on(desk)
        page = on_screen(desk, StatementPage)
        sitting = there(desk.journey.sitting)
        sitting._active_ms += 14 * 60_000
        page.chosen.emit(2)
        wait_until(lambda: sitting.position == 1, "the next question")
        sitting._active_ms += 60_000
        page.chosen.emit(3)
        offer = on_screen(desk, MessagePage)
        press(offer.buttons["take"])
        wait_until(lambda: "ease" in on_screen(desk, MessagePage).buttons, "the break")
        press(on_screen(desk, MessagePage).buttons["go_on"])
        on_screen(desk, StatementPage)
        assert sitting.position == 2
    with storage(parts) as opened:
        session = accounts.sign_in(opened.deps, ANNA.email, PASSWORD)
        attempt = there(sittings.standing(opened.deps, session)).attempt
        assert [one.kind for one in session.safe.events.of_attempt(attempt.id)] == ["break"]
        accounts.sign_out(session)
