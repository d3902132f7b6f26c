"""Under 16: refused before anything is stored, and not asked again at once."""

import json
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from progrez_desktop.core.model.assessment import Assessment
from progrez_desktop.core.packs.assessment_pack import PARTS, build_assessment
from progrez_desktop.core.packs.shipped import ASSESSMENT
from progrez_desktop.core.words import LANGUAGES, Words
from progrez_desktop.ui.demonstration import press, type_text
from progrez_desktop.ui.pages.account import AccountPage
from progrez_desktop.ui.pages.age import AgePage
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.startup import Desk
from tests.fakes import FakeClock, there
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


def pack_with(repo: Path, **of_organisation: object) -> Mapping[str, Any]:
    """Return the pack that ships, with something else said of its organisation, as its contract allows it."""
    folder = repo / "resources" / ASSESSMENT
    parts = {part: json.loads((folder / f"{part}.json").read_text("utf-8")) for part in PARTS}
    parts["pack"]["organisation"] |= of_organisation
    return parts


def assessment_with(repo: Path, **of_organisation: object) -> Assessment:
    parts = pack_with(repo, **of_organisation)
    schema = json.loads((repo / "resources/contracts/assessment-pack.schema.json").read_text("utf-8"))
    jsonschema_rs.validate(schema, parts)
    return build_assessment(parts, "0" * 64)


def take(desk: Desk, assessment: Assessment) -> None:
    """Have this device offer another assessment."""
    ready(desk)
    opened = there(desk.journey.opened)
    desk.journey.opened = replace(opened, deps=replace(opened.deps, assessment=assessment))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_pack_whose_organisation_is_sole_controller_lifts_it_and_both_pages_say_so(
    tmp_path: Path, repo: Path, language: str
) -> None:
    words, assessment = Words(language), assessment_with(repo, sole_controller=True)
    name = there(assessment.organisation).name[language]
    with desk_over(set_up(parts_of(tmp_path)), language) as desk:
        take(desk, assessment)
        press(ready(desk).begin_button)
        assert words("age.lifted", organisation=name) in texts_of(on_screen(desk, AgePage))
        before = contents(tmp_path)
        tell_age(desk, 15)
        page = on_screen(desk, MessagePage)
        assert words("young.text", organisation=name) in texts_of(page)
        assert contents(tmp_path) == before
        press(page.buttons["back"])
        press(ready(desk).begin_button)  # nobody was refused, so nobody waits
        tell_age(desk, 15)
        press(on_screen(desk, MessagePage).buttons["go_on"])
        on_screen(desk, AccountPage)


def test_who_is_old_enough_goes_on_as_everywhere(tmp_path: Path, repo: Path) -> None:
    with desk_over(set_up(parts_of(tmp_path))) as desk:
        take(desk, assessment_with(repo, sole_controller=True))
        press(ready(desk).begin_button)
        tell_age(desk, 16)
        on_screen(desk, AccountPage)


@pytest.mark.parametrize("said", [{}, {"sole_controller": False}])
def test_a_pack_that_does_not_say_so_refuses(tmp_path: Path, repo: Path, said: dict[str, object]) -> None:
    with desk_over(set_up(parts_of(tmp_path))) as desk:
        take(desk, assessment_with(repo, **said))
        press(ready(desk).begin_button)
        assert "16" not in " ".join(texts_of(on_screen(desk, AgePage)))
        tell_age(desk, 15)
        assert Words("en")("refused.title") in texts_of(on_screen(desk, MessagePage))


@pytest.mark.parametrize("said", ["yes", 1, None])
def test_what_is_neither_yes_nor_no_is_against_the_contract(repo: Path, said: object) -> None:
    schema = json.loads((repo / "resources/contracts/assessment-pack.schema.json").read_text("utf-8"))
    assert not jsonschema_rs.is_valid(schema, pack_with(repo, sole_controller=said))


def test_the_pack_that_ships_refuses(repo: Path) -> None:
    assert "sole_controller" not in pack_with(repo)["pack"]["organisation"]
