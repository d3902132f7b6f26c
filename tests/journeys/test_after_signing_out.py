"""After somebody signed out, deleted their account or walked away, none of twenty canaries of them is found."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface, QClipboard, QGuiApplication
from PySide6.QtWidgets import QApplication

from progrez_desktop.core.model.assessment import Prompt
from progrez_desktop.core.model.attempt import TextValue
from progrez_desktop.core.model.details import MyDetails
from progrez_desktop.core.model.objection import Objection
from progrez_desktop.core.model.person import PersonDetails
from progrez_desktop.core.services import accounts, consents, results, sittings
from progrez_desktop.core.services.opening import Parts
from progrez_desktop.core.settings import IDLE_LOCK_MS
from progrez_desktop.ui.demonstration import press, wait_until
from progrez_desktop.ui.idle import IdleTimes
from progrez_desktop.ui.pages.cv import CvPage
from progrez_desktop.ui.pages.erase import ErasePage
from progrez_desktop.ui.pages.erased import ErasedPage
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.my_data import MyDataPage
from progrez_desktop.ui.pages.profile import ProfilePage
from progrez_desktop.ui.pages.reading import ReadingPage
from progrez_desktop.ui.startup import Desk
from tests.fakes import FakeClock, there
from tests.journeys.driving import (
    contents,
    desk_over,
    everything_in_memory,
    on_screen,
    parts_of,
    sign_in,
    storage,
    to_sign_in,
)

PERSON = PersonDetails("Zilverreiger", "Oeverzwaluw", "blauwborst.kwartel@example.org")
PASSWORD = "wielewaal in the walnut"
_WORDS = (
    *("roerdomp", "steltkluut", "waterhoen", "grutto", "kemphaan", "tapuit", "bosuil"),
    *("geelgors", "fluiter", "snor", "sprinkhaanzanger", "pestvogel", "klapekster", "ortolaan"),
)
CANARIES = (PERSON.first_name, PERSON.last_name, "blauwborst.kwartel", PASSWORD, *_WORDS, "grauwe gors", "ijsduiker")
"""In details, password, own texts, an objection, a CV draft and the clipboard."""


def planted(parts: Parts) -> None:
    """An account with a canary in everything that a person can leave."""
    with storage(parts) as opened:
        deps = opened.deps
        made = accounts.create(deps, PERSON, PASSWORD)
        session = made.session
        accounts.keeps_recovery_code(deps, session)
        consents.decide(deps, session, there(deps.assessment.organisation), ["profile"], "en")
        attempt = sittings.begin(deps, session).attempt
        prompts = [item for item in deps.assessment.items if isinstance(item, Prompt)]
        for number, prompt in enumerate(prompts):
            birds = ", ".join(_WORDS[number::6])
            text = f"I told the team about the {birds}, and asked what everybody needed to go on with it."
            session.safe.save_response(
                attempt.id, prompt.id, "en", TextValue(text), position=0, active_ms=0, at_ms=deps.clock.now_ms()
            )
        session.safe.objections.save(
            attempt.id, Objection(prompts[0].id, "empathy", "ab" * 32, "other", "grauwe gors", 1)
        )
        session.safe.own_details.keep(MyDetails().with_fact("address", "ijsduiker"), 1)
        results.finish(deps, session, attempt.id)
        accounts.sign_out(session)


def seen_everywhere(desk: Desk) -> None:
    """Go through every page that shows something of the person, and copy a sentence."""
    to_sign_in(desk)
    sign_in(desk, PERSON.email, PASSWORD)
    profile = on_screen(desk, ProfilePage)
    wait_until(lambda: profile.is_settled, "the texts", patience_s=60)
    press(profile.cv_button)
    cv = on_screen(desk, CvPage)
    wait_until(cv.save_button.isEnabled, "the CV")
    press(cv.back_button)
    on_screen(desk, ProfilePage).see_texts.emit("empathy")
    reading = on_screen(desk, ReadingPage)
    wait_until(lambda: reading.shown is not None, "a text")
    QGuiApplication.clipboard().setText(there(reading.shown).text)
    press(reading.back_button)
    press(on_screen(desk, ProfilePage).my_data_button)
    on_screen(desk, MyDataPage)


def spoken_by(interface: QAccessibleInterface, depth: int = 0) -> Iterator[str]:
    """Everything that a screen reader could say of a window and what is in it, shown or not."""
    for kind in (QAccessible.Text.Name, QAccessible.Text.Description, QAccessible.Text.Value, QAccessible.Text.Help):
        yield interface.text(kind)
    for number in range(interface.childCount() if depth < 40 else 0):
        child = interface.child(number)
        if child is not None and child.isValid():
            yield from spoken_by(child, depth + 1)


def accessible_tree() -> str:
    found: list[str] = []
    for top in QApplication.topLevelWidgets():
        interface = QAccessible.queryAccessibleInterface(top)
        if interface is not None:
            found += spoken_by(interface)
    return "\n".join(found)


def clipboards() -> str:
    board = QGuiApplication.clipboard()
    modes = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection, QClipboard.Mode.FindBuffer)
    return "\n".join(board.text(mode) for mode in modes)


def traces(folder: Path) -> dict[str, list[str]]:
    """Where which canary is found: in widgets, clipboards, what is read aloud, and every file around the data."""
    QApplication.processEvents()
    shown = {"widgets": everything_in_memory(), "clipboard": clipboards(), "accessible": accessible_tree()}
    found = {place: [one for one in CANARIES if one.lower() in text.lower()] for place, text in shown.items()}
    for name, content in contents(folder).items():
        lowered = content.lower()
        found[name] = [
            one for one in CANARIES if one.lower().encode() in lowered or one.lower().encode("utf-16-le") in lowered
        ]
    return {place: canaries for place, canaries in found.items() if canaries}


def nobody_left(desk: Desk) -> None:
    wait_until(lambda: desk.journey.session is None, "nobody to be signed in")
    wait_until(lambda: not desk.journey.outside.store_lane.busy, "the safe to be closed")


@pytest.fixture
def parts(tmp_path: Path) -> Parts:
    parts = parts_of(tmp_path / "data")
    planted(parts)
    return parts


def test_there_are_twenty_canaries_and_the_search_finds_them(parts: Parts, tmp_path: Path) -> None:
    assert len(set(CANARIES)) == 20
    with desk_over(parts) as desk:
        seen_everywhere(desk)
        (tmp_path / "data" / "forgotten.txt").write_text("the Grutto", "utf-16-le")
        found = traces(tmp_path)
        assert {PERSON.first_name, PERSON.last_name, "blauwborst.kwartel"} <= set(found["widgets"])
        assert {PERSON.first_name, PERSON.last_name, "blauwborst.kwartel"} <= set(found["accessible"])
        assert "roerdomp" in found["clipboard"]
        assert found["data/forgotten.txt"] == ["grutto"]


def test_none_is_found_after_signing_out(parts: Parts, tmp_path: Path) -> None:
    with desk_over(parts) as desk:
        seen_everywhere(desk)
        press(on_screen(desk, MyDataPage).back_button)
        press(on_screen(desk, ProfilePage).sign_out_button)
        nobody_left(desk)
        assert traces(tmp_path) == {}
    assert traces(tmp_path) == {}


def test_none_is_found_after_walking_away(tmp_path: Path) -> None:
    clock = FakeClock()
    parts = parts_of(tmp_path / "data", clock)
    planted(parts)
    with desk_over(parts, idle=IdleTimes(tick_ms=5)) as desk:
        seen_everywhere(desk)
        clock.advance(IDLE_LOCK_MS)
        nobody_left(desk)
        assert traces(tmp_path) == {}


def test_none_is_found_after_deleting_the_account(parts: Parts, tmp_path: Path) -> None:
    with desk_over(parts) as desk:
        seen_everywhere(desk)
        press(on_screen(desk, MyDataPage).delete_button)
        press(on_screen(desk, ErasePage).go_on_button)
        press(on_screen(desk, MessagePage).buttons["yes"])
        on_screen(desk, ErasedPage)
        nobody_left(desk)
        assert traces(tmp_path) == {}
