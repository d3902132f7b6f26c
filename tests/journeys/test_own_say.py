"""Rights that end in a letter: why a score is so, contesting it, correcting it, and asking a person, by buttons."""

from dataclasses import replace
from pathlib import Path

import pytest

from progrez_desktop.core.services.opening import Parts
from progrez_desktop.core.words import LANGUAGES, Words
from progrez_desktop.ui.demonstration import press, type_text, wait_until
from progrez_desktop.ui.pages.consent import ConsentPage
from progrez_desktop.ui.pages.contest import ContestPage
from progrez_desktop.ui.pages.cv import CvPage
from progrez_desktop.ui.pages.details import DetailsPage
from progrez_desktop.ui.pages.my_data import MyDataPage
from progrez_desktop.ui.pages.person import PersonPage
from progrez_desktop.ui.pages.profile import ProfilePage
from progrez_desktop.ui.pages.training import TrainingPage
from progrez_desktop.ui.startup import Desk
from tests.core.services.sitting_house import attentive, sit
from tests.journeys.driving import (
    ANNA,
    desk_over,
    finish_unanswered,
    make_account,
    on_screen,
    parts_of,
    sign_in,
    signed_in,
    texts_of,
    to_sign_in,
)
from tests.journeys.test_my_data import renewed, saving_to

WORDS = "the heron was late"


@pytest.fixture
def parts(tmp_path: Path) -> Parts:
    """Anna with a whole result."""
    parts = parts_of(tmp_path / "data")
    make_account(parts)
    with signed_in(parts) as (deps, session):
        sit(deps, session, attentive(deps))
    return parts


def at_profile(desk: Desk) -> ProfilePage:
    to_sign_in(desk)
    sign_in(desk)
    return on_screen(desk, ProfilePage)


def to_say(desk: Desk, skill: str = "empathy") -> ContestPage:
    page = at_profile(desk)
    page._rows[skill].click()
    press(page.panel.say)
    return on_screen(desk, ContestPage)


def contest(page: ContestPage, words: str = WORDS) -> None:
    press(page.ask)
    press(page.form.reasons["misread"])
    page.form.words.edit.setText(words)
    press(page.form.take_out)
    wait_until(page.put_back.isVisible, "the objection to be made")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_contested_score_is_shown_as_contested_until_it_is_taken_back(parts: Parts, language: str) -> None:
    words = Words(language)
    mark = words("contest.mark", result="")
    with desk_over(parts, language) as desk:
        page = to_say(desk)
        contest(page)
        assert page.note.text() == words("contest.object.done")
        assert WORDS in texts_of(page)
        press(page.back_button)
        profile = on_screen(desk, ProfilePage)
        marked = [name for name, row in profile._rows.items() if mark in row.accessibleName()]
        assert marked == ["empathy"]
        press(profile.cv_button)
        choices = on_screen(desk, CvPage)
        assert [name for name, choice in choices.skills.items() if mark in choice.text()] == ["empathy"]
        press(choices.back_button)
        press(on_screen(desk, ProfilePage).my_data_button)
        mine = on_screen(desk, MyDataPage)
        assert words("log.score_contested") in texts_of(mine, hidden=True)
        assert mark in mine.say_card.links["empathy"].text()
        press(mine.say_card.links["empathy"])
        again = on_screen(desk, ContestPage)
        press(again.put_back)
        wait_until(again.ask.isVisible, "it to be taken back")
        press(again.back_button)
        mine = on_screen(desk, MyDataPage)
        assert mark not in mine.say_card.links["empathy"].text()


@pytest.mark.parametrize("language", LANGUAGES)
def test_why_a_score_is_what_it_is_stands_on_screen_and_in_a_letter(
    parts: Parts, tmp_path: Path, language: str
) -> None:
    words, out = Words(language), tmp_path / "out"
    with desk_over(parts, language, choose_file=saving_to(out)) as desk:
        page = to_say(desk)
        wait_until(page.save_button.isEnabled, "the letter")
        shown = texts_of(page)
        for told in ("explain.reasons.title", "explain.do.title", "explain.decides.people", "explain.ask.title"):
            assert words(told) in shown
        press(page.save_button)
        wait_until(lambda: bool(page.note.text()), "a word about it")
        assert (out / words("explain.file_name")).read_bytes().startswith(b"%PDF")
        other = "nl" if language == "en" else "en"
        page.context.set_language(other)
        wait_until(lambda: Words(other)("explain.decides.people") in texts_of(page), "the letter in the other language")


def test_a_correction_stands_beside_the_whole_result_and_can_be_removed(parts: Parts) -> None:
    words = Words("en")
    with desk_over(parts) as desk:
        press(at_profile(desk).my_data_button)
        press(on_screen(desk, MyDataPage).say_card.links[""])
        page = on_screen(desk, ContestPage)
        assert not page.objection.isVisible()
        press(page.keep)
        assert page.note.text() == words("contest.correct.nothing")
        page.words.setPlainText(WORDS)
        press(page.keep)
        wait_until(page.remove.isVisible, "it to be kept")
        press(page.back_button)
        press(on_screen(desk, MyDataPage).say_card.links[""])
        page = on_screen(desk, ContestPage)
        assert page.words.toPlainText() == WORDS
        press(page.remove)
        wait_until(lambda: not page.remove.isVisible(), "it to be removed")
        assert page.words.toPlainText() == ""


def test_own_details_are_corrected_where_they_are_typed(parts: Parts) -> None:
    with desk_over(parts) as desk:
        press(at_profile(desk).my_data_button)
        press(on_screen(desk, MyDataPage).details_button)
        page = on_screen(desk, DetailsPage)
        page.lists["work"].open()
        press(page.lists["work"].add_button)
        type_text(page.lists["work"].forms[0].first_field(), "Lock keeper")
        press(page.back_button)
        on_screen(desk, MyDataPage)
    with signed_in(parts) as (_, session):
        assert [entry.title for entry in session.safe.own_details.read().entries("work")] == ["Lock keeper"]


def test_a_corrected_name_and_address_hold_at_once_and_at_the_next_sign_in(parts: Parts) -> None:
    words = Words("en")
    with desk_over(parts) as desk:
        press(at_profile(desk).my_data_button)
        press(on_screen(desk, MyDataPage).person_button)
        page = on_screen(desk, PersonPage)
        page.last_name.edit.setText("")
        press(page.save_button)
        assert words("account.name_missing") in texts_of(page)
        page.last_name.edit.setText("Reiger")
        page.email.edit.setText("reiger@example.org")
        press(page.save_button)
        wait_until(lambda: page.note.text() == words("person.saved"), "it to be saved")
        press(page.back_button)
        mine = on_screen(desk, MyDataPage)
        assert f"{ANNA.first_name} Reiger\nreiger@example.org" in texts_of(mine)
        assert words("log.details_corrected") in texts_of(mine, hidden=True)
    with desk_over(parts) as desk:
        to_sign_in(desk)
        sign_in(desk, "reiger@example.org")
        on_screen(desk, ProfilePage)
        assert desk.journey.signed_in().details.last_name == "Reiger"


def test_a_person_is_asked_from_my_data_which_shows_where_that_stands(parts: Parts) -> None:
    words = Words("en")
    with desk_over(parts) as desk:
        press(at_profile(desk).my_data_button)
        page = on_screen(desk, MyDataPage)
        press(page.asking.ask_button)
        page = renewed(desk, page)
        assert words("asking.wish") in texts_of(page)  # no rating office is known on this computer
        press(page.asking.back_button)
        page = renewed(desk, page)
        assert words("asking.wish") not in texts_of(page)


def test_a_human_look_is_asked_for_only_where_the_person_ticks_it(parts: Parts) -> None:
    words = Words("en")
    with desk_over(parts) as desk:
        page = to_say(desk)
        press(page.ask)
        assert page.look.isVisible()
        assert not page.look.isChecked()
        press(page.form.cancel)
        contest(page)
        with_session = desk.journey.signed_in()
        assert with_session.safe.grants() == []
        press(page.put_back)
        wait_until(page.ask.isVisible, "it to be taken back")
        press(page.ask)
        press(page.form.reasons["other"])
        press(page.look)
        press(page.form.take_out)
        wait_until(lambda: page.note.text() == words("contest.look.noted"), "the wish to be noted")
        assert [grant.purpose for grant in with_session.safe.grants()] == ["human_rating"]


def test_without_a_result_there_is_nothing_to_contest_and_it_says_so(tmp_path: Path) -> None:
    parts = parts_of(tmp_path / "data")
    make_account(parts)
    with desk_over(parts) as desk:
        to_sign_in(desk)
        sign_in(desk)
        press(on_screen(desk, ConsentPage).my_data_button)
        page = on_screen(desk, MyDataPage)
        assert Words("en")("my_data.say.none") in texts_of(page)
        assert page.say_card.links == {}


def test_what_has_no_score_can_be_corrected_and_not_contested(tmp_path: Path) -> None:
    parts = parts_of(tmp_path / "data")
    make_account(parts)
    with signed_in(parts) as (deps, session):
        finish_unanswered(deps, session)
    with desk_over(parts) as desk:
        page = to_say(desk)
        assert not page.objection.isVisible()
        assert page.correction.isVisible()


def test_own_texts_are_seen_as_they_would_leave_and_set_ready_one_by_one(parts: Parts) -> None:
    words = Words("en")
    with desk_over(parts) as desk:
        profile = at_profile(desk)
        deps, session = desk.journey.deps, desk.journey.signed_in()
        asked = replace(deps.assessment, purposes=(*deps.assessment.purposes, "training_texts"))
        desk.journey.go_on_with(replace(deps, assessment=asked))
        press(profile.my_data_button)
        page = on_screen(desk, MyDataPage)
        press(page.change_button)
        choices = on_screen(desk, ConsentPage)
        press(choices.choices["training_texts"])
        press(choices.continue_button)
        press(on_screen(desk, MyDataPage).training_button)
        texts = on_screen(desk, TrainingPage)
        assert words("training.called") in texts_of(texts)
        assert session.safe.training.all() == ()  # nothing is ready by having been seen
        first = next(iter(texts.cards.values()))
        before = first.text.text()
        left_out = next(word for word in before.split() if word.isalpha() and len(word) > 5)
        texts.more.edit.setText(left_out)
        press(texts.show_button)
        wait_until(lambda: left_out not in first.text.text(), "the word to be left out")
        press(first.ready_button)
        wait_until(first.erase_button.isVisible, "it to be set ready")
        [ready] = session.safe.training.all()
        assert ready.text == first.text.text()
        press(first.erase_button)
        wait_until(first.ready_button.isVisible, "it to be erased")
        assert session.safe.training.all() == ()
