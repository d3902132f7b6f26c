"""By keyboard alone: who comes back from a page goes on at the control that opened it."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from progrez_desktop.core.services import consents
from progrez_desktop.core.services.opening import Parts
from progrez_desktop.core.words import LANGUAGES, Words
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.pages.consent import ConsentPage
from progrez_desktop.ui.pages.contest import ContestPage
from progrez_desktop.ui.pages.details import DetailsPage
from progrez_desktop.ui.pages.erase import ErasePage
from progrez_desktop.ui.pages.moving import MovingPage
from progrez_desktop.ui.pages.my_data import MyDataPage
from progrez_desktop.ui.pages.person import PersonPage
from progrez_desktop.ui.pages.profile import ProfilePage
from progrez_desktop.ui.pages.release import ReleasePage
from progrez_desktop.ui.pages.training import TrainingPage
from progrez_desktop.ui.startup import Desk
from tests.fakes import there
from tests.journeys.driving import (
    ANNA,
    PASSWORD,
    desk_over,
    finish_unanswered,
    make_account,
    on_screen,
    parts_of,
    signed_in,
    to_sign_in,
)
from tests.journeys.test_choices import no_mouse, walk
from tests.journeys.test_keyboard_only import focused, press, spoken, tab_to, type_in

_PAGES: tuple[tuple[str, type[Page], str], ...] = (
    ("release.open", ReleasePage, "my_data.back"),
    ("my_data.change", ConsentPage, "item.back"),
    ("my_data.training.open", TrainingPage, "training.back"),
    ("my_data.correct_person", PersonPage, "item.back"),
    ("my_data.correct_details", DetailsPage, "details.back_to_my_data"),
    ("moving.open", MovingPage, "my_data.back"),
    ("my_data.delete.open", ErasePage, "erasing.keep"),
)
"""What is opened on "My data", and by what one comes back."""


def with_profile(parts: Parts) -> None:
    make_account(parts)
    with signed_in(parts) as (deps, session):
        organisation = there(deps.assessment.organisation)
        consents.decide(deps, session, organisation, ["profile", "training_texts"], "en")
        finish_unanswered(deps, session)


def sign_in_by_keyboard(desk: Desk) -> ProfilePage:
    to_sign_in(desk)
    type_in(ANNA.email)
    tab_to(desk.journey.context.words("account.password"))
    type_in(PASSWORD)
    press(Qt.Key.Key_Return)
    return on_screen(desk, ProfilePage)


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_each_page_of_my_data_one_comes_back_to_what_opened_it(
    tmp_path: Path, qapp: QApplication, language: str
) -> None:
    words, parts = Words(language), parts_of(tmp_path / "data")
    with_profile(parts)
    with desk_over(parts, language) as desk, no_mouse(qapp):
        sign_in_by_keyboard(desk)
        walk(words("my_data.link"))
        on_screen(desk, MyDataPage)
        for opener, page, back in _PAGES:
            walk(words(opener))
            on_screen(desk, page)
            walk(words(back))
            on_screen(desk, MyDataPage)
            assert spoken(focused()) == words(opener)


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_had_their_say_comes_back_to_that_skill(tmp_path: Path, qapp: QApplication, language: str) -> None:
    words, parts = Words(language), parts_of(tmp_path / "data")
    with_profile(parts)
    with desk_over(parts, language) as desk, no_mouse(qapp):
        profile = sign_in_by_keyboard(desk)
        skill = next(one for one in desk.journey.deps.assessment.skills if one.id == "empathy")
        name = skill.short_name[language]
        profile.choose("empathy")
        walk(words("contest.link_spoken", skill=name))
        on_screen(desk, ContestPage)
        walk(words("contest.back"))
        profile = on_screen(desk, ProfilePage)
        assert spoken(focused()) == words("contest.link_spoken", skill=name)
        assert profile.panel.name.text() == skill.name[language]
        walk(words("my_data.link"))
        on_screen(desk, MyDataPage)
        walk(words("contest.link_spoken", skill=name))
        on_screen(desk, ContestPage)
        walk(words("contest.back"))
        on_screen(desk, MyDataPage)
        assert spoken(focused()) == words("contest.link_spoken", skill=name)
