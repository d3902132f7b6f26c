"""Under 16: refused before anything is stored, and not asked again at once."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from progrez_desktop.core.words import LANGUAGES, Words
from progrez_desktop.ui.demonstration import press, type_text
from progrez_desktop.ui.pages.account import AccountPage
from progrez_desktop.ui.pages.age import AgePage
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.startup import Desk
from tests.fakes import FakeClock
from tests.journeys.driving import contents, desk_over, on_screen, parts_of, ready, set_up, texts_of


def tell_age(desk: Desk, age: int) -> None:
    field = on_screen(desk, AgePage).field.edit
    type_text(field, str(age))
    QTest.keyClick(field, Qt.Key.Key_Return)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("age", [1, 15])
def test_refused_in_words_and_not_a_byte_is_stored(tmp_path: Path, age: int, language: str) -> None:
    parts = set_up(parts_of(tmp_path / "data"))
    with desk_over(parts, language, preferences=tmp_path / "data" / "preferences.json") as desk:
        press(ready(desk).begin_button)
        on_screen(desk, AgePage)
        before = contents(tmp_path)
        tell_age(desk, age)
        said = texts_of(on_screen(desk, MessagePage))
        words = Words(language)
        assert words("refused.title") in said
        assert words("refused.text") in said
        assert contents(tmp_path) == before
        press(on_screen(desk, MessagePage).buttons["back"])
        ready(desk)
        assert contents(tmp_path) == before


def test_no_second_try_with_another_age_within_two_minutes(tmp_path: Path) -> None:
    clock = FakeClock()
    with desk_over(set_up(parts_of(tmp_path, clock))) as desk:
        press(ready(desk).begin_button)
        tell_age(desk, 15)
        press(on_screen(desk, MessagePage).buttons["back"])
        clock.advance(119_999)
        press(ready(desk).begin_button)
        assert Words("en")("refused.text") in texts_of(on_screen(desk, MessagePage))
        press(on_screen(desk, MessagePage).buttons["back"])
        clock.advance(1)
        press(ready(desk).begin_button)
        on_screen(desk, AgePage)


def test_sixteen_goes_on(tmp_path: Path) -> None:
    with desk_over(set_up(parts_of(tmp_path))) as desk:
        press(ready(desk).begin_button)
        tell_age(desk, 16)
        on_screen(desk, AccountPage)
