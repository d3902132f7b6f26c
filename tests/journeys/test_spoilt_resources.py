"""What ships with the program is lost or altered: a sentence says which part, and no answer is lost."""

import shutil
from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.model.attempt import StatementValue
from progrez_desktop.core.packs.manifest import Folder
from progrez_desktop.core.packs.pins import PINS
from progrez_desktop.core.packs.shipped import (
    BANK,
    MODEL,
    MODEL_DESCRIPTION,
    MODEL_TOKENIZER,
    MODEL_VOCABULARY,
    Shipped,
)
from progrez_desktop.core.resources import resource_path
from progrez_desktop.core.services import accounts, device_settings, opening, results
from progrez_desktop.core.services import demonstration as invented
from progrez_desktop.core.words import LANGUAGES, Words
from progrez_desktop.ui.demonstration import Demonstration, Visitor, press, wait_until
from progrez_desktop.ui.pages.item import ItemPage
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.profile import ProfilePage
from progrez_desktop.ui.pages.review import ReviewPage
from progrez_desktop.ui.pages.statement import StatementPage
from tests.journeys.driving import (
    ANNA,
    PASSWORD,
    begin_at,
    desk_over,
    go_on,
    kept_by,
    on_screen,
    parts_of,
    ready,
    set_up,
    sign_in,
    storage,
    texts_of,
    to_sign_in,
    told_at_start,
)


@pytest.fixture
def resources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of what ships, which a test may spoil."""
    copy = tmp_path / "resources"
    for part in ("assessments", "bank", "model"):
        if resource_path(part).is_dir():
            shutil.copytree(resource_path(part), copy / part)
    pins = dict.fromkeys((MODEL, MODEL_TOKENIZER, MODEL_VOCABULARY, MODEL_DESCRIPTION), "0" * 64) | dict(PINS)
    monkeypatch.setattr(opening, "shipped", lambda: Shipped(Folder(copy), pins))
    return copy


@pytest.mark.parametrize("spoilt", ["missing", "changed"])
def test_without_its_model_the_whole_journey_goes_on_and_leaves_the_readings_out(
    tmp_path: Path, resources: Path, spoilt: str
) -> None:
    model = resources / MODEL
    model.parent.mkdir(exist_ok=True)
    model.write_bytes(model.read_bytes() + b"!" if model.exists() else b"!")
    if spoilt == "missing":
        model.unlink()
    cv = tmp_path / "cv.pdf"
    with desk_over(set_up(parts_of(tmp_path / "data")), choose_file=lambda _title, _name: cv) as desk:
        ready(desk)
        deps = desk.journey.deps
        with pytest.raises(DataFault) as told:
            _ = deps.answer_reader
        assert told.value.code == f"resource_{spoilt}"
        visitor = Visitor(ANNA, PASSWORD, 29, invented.answers_of_form(deps.shipped, "fixed", "en"))
        shown: dict[str, str] = {}
        Demonstration(desk, visitor, lambda name, window: shown.update({name: texts_of(window)})).perform()
    assert cv.read_bytes().startswith(b"%PDF")
    assert Words("en")("profile.title") in shown["05-profile"]
    with storage(parts_of(tmp_path / "data")) as opened:
        session = accounts.sign_in(opened.deps, ANNA.email, PASSWORD)
        profile = results.latest(opened.deps, session)
        assert profile is not None
        assert session.safe.readings(profile.attempt_id) == {}
        accounts.sign_out(session)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_missing_bank_is_named_and_finishing_works_once_it_is_back(
    tmp_path: Path, resources: Path, language: str
) -> None:
    parts = parts_of(tmp_path / "data")
    begin_at(parts, 110)
    words, bank = Words(language), resources / BANK
    content = bank.read_bytes()
    bank.unlink()
    with desk_over(parts, language) as desk:
        go_on(desk)
        QTest.keyClicks(on_screen(desk, StatementPage), "5")
        sitting = desk.journey.sitting
        assert sitting is not None
        while sitting.position < len(desk.journey.deps.assessment.items):
            before = sitting.position
            press(on_screen(desk, ItemPage).skip_button)
            wait_until(lambda at=before: sitting.position > at, "the next item")  # type: ignore[misc]
        press(on_screen(desk, ReviewPage).finish_button)
        assert words("error.resource_missing", name=BANK) in texts_of(on_screen(desk, MessagePage))
    assert StatementValue(5) in kept_by(parts).values()
    bank.write_bytes(content)
    with desk_over(parts, language) as desk:
        go_on(desk)
        press(on_screen(desk, ReviewPage).finish_button)
        on_screen(desk, ProfilePage)


def test_without_the_bank_an_adaptive_sitting_waits_and_goes_on_once_it_is_back(
    tmp_path: Path, resources: Path
) -> None:
    parts, bank = parts_of(tmp_path / "data"), resources / BANK
    with storage(parts) as opened:
        device_settings.choose(opened.deps, "form", "adaptive")
    begin_at(parts, 0)
    content = bank.read_bytes()
    bank.unlink()
    with desk_over(parts) as desk:
        to_sign_in(desk)
        sign_in(desk)
        assert Words("en")("error.resource_missing", name=BANK) in texts_of(on_screen(desk, MessagePage))
    bank.write_bytes(content)
    with desk_over(parts) as desk:
        go_on(desk)
        QTest.keyClicks(on_screen(desk, StatementPage), "5")
        sitting = desk.journey.sitting
        assert sitting is not None
        wait_until(lambda: sitting.position == 1, "the next question")
    assert list(kept_by(parts).values()) == [StatementValue(5)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_changed_assessment_is_named_at_the_start(tmp_path: Path, resources: Path, language: str) -> None:
    changed = resources / "assessments" / "working-together" / "statements.json"
    changed.write_bytes(changed.read_bytes() + b" ")
    name = "assessments/working-together/statements.json"
    with desk_over(parts_of(tmp_path / "data"), language) as desk:
        assert Words(language)("error.resource_changed", name=name) in told_at_start(desk)
