"""Promise: a recruiter composes a team by keyboard, sees why and how sure, changes and keeps it; each is told."""

import gc
import random
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from progrez_desktop.core.model.team import Ask, Wishes
from progrez_desktop.core.packs.shipped import shipped
from progrez_desktop.core.services import registry
from progrez_desktop.core.services.recruiting import teams as services
from progrez_desktop.core.services.recruiting.reader import name_reader
from progrez_desktop.core.services.recruiting.teams import Gathered
from progrez_desktop.core.services.recruiting.teams import teams as kept_teams
from progrez_desktop.core.words import Words
from progrez_desktop.ui.demonstration import press as click
from progrez_desktop.ui.demonstration import wait_until
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.team import TeamPage
from progrez_desktop.ui.pages.teams import TeamsPage
from progrez_desktop.ui.registry_desk import RegistryDesk
from progrez_desktop.ui.widgets.member_card import CARRIED
from progrez_desktop.ui.window import Window
from tests.core.services.recruiting.desk_house import content, score
from tests.core.services.registry_house import House, new_house, server_of
from tests.journeys.driving import everything_in_memory, texts_of
from tests.journeys.test_keyboard_only import focused, press, tab_to, type_in
from tests.journeys.test_registry_window import Office, enter, on_screen, window_over

EN = Words("en")
SKILLS = shipped().assessment().skills


def filled(folder: Path, people: int, *, purposes: tuple[str, ...] = ("profile", "teams")) -> Office:
    """A registry that people released to already, closed."""
    house, chance = new_house(folder), random.Random(4)
    device = house.device()
    server = server_of(house, device)
    for _ in range(people):
        scores = [score(one.id, round(min(9.5, max(1.5, chance.gauss(6, 1.6))), 2)) for one in SKILLS]
        server.puts(house.sealed(device, content=content(scores), purposes=purposes))
    registry.fetch(house.deps, server)
    name_reader(house.deps, "Noor van der Berg")
    house.opened.close()
    return Office(house, server)


@pytest.fixture(autouse=True)
def _garbage_is_collected_here() -> Iterator[None]:
    """As in a window that runs (ui/garbage.py): composing allocates much, on another thread than that of the window."""
    gc.disable()
    yield
    gc.enable()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    yield filled(tmp_path / "registry", 9)


def opened_again(office: Office) -> House:
    office.house.reopen()
    return office.house


def begun(window: Window) -> TeamPage:
    """Go to the teams and begin one of three."""
    enter(window).go.emit("teams")
    click(on_screen(window, TeamsPage).new_button)
    page = on_screen(window, TeamPage)
    page.form.people.choose("3")
    page.form._take_picks()
    return page


def composed(window: Window) -> TeamPage:
    page = begun(window)
    click(page.compose_button)
    wait_until(lambda: page.view is not None, "a proposal", patience_s=60)
    return page


def test_a_team_is_composed_changed_and_kept_with_the_keyboard_alone(qapp: QApplication, office: Office) -> None:
    with window_over(qapp, office) as window:
        enter(window)
        tab_to(EN("candidates.go.teams"))
        press(Qt.Key.Key_Return)
        on_screen(window, TeamsPage)
        tab_to(EN("teams.new"))
        press(Qt.Key.Key_Return)
        page = on_screen(window, TeamPage)
        type_in("Flood watch")
        tab_to(EN("team.size.people", size=5))
        press(Qt.Key.Key_Up)
        press(Qt.Key.Key_Up)
        assert page.form.ask.size == 3
        tab_to(EN("team.wish.mix"))
        press(Qt.Key.Key_Right)
        assert page.form.ask.wishes.mix == 3
        tab_to(EN("team.compose"))
        press(Qt.Key.Key_Return)
        wait_until(lambda: page.view is not None, "a proposal", patience_s=60)
        assert page.view is not None
        assert page.form.ask.size == 3
        assert "Proven best of 84 possible teams" in page.proof.text()
        wait_until(lambda: focused() is page.view.cards[0].button, "the first card", patience_s=20)  # type: ignore[union-attr]
        press(Qt.Key.Key_Delete)
        wait_until(lambda: focused().property("text") == EN("team.change.leave"), "what changes", patience_s=20)
        before = page.view.team
        press(Qt.Key.Key_Return)
        wait_until(lambda: page.view is not None and len(page.view.team.members) == 2, "two are left", patience_s=20)
        tab_to(EN("undo_note.undo"))
        press(Qt.Key.Key_Return)
        wait_until(lambda: page.view is not None and page.view.team == before, "as before", patience_s=20)
        tab_to(EN("team.keep"))
        press(Qt.Key.Key_Return)
        wait_until(lambda: EN("team.saved", name="Flood watch") in texts_of(page), "kept", patience_s=20)
    house = opened_again(office)
    assert [team.name for team in kept_teams(house.deps)] == ["Flood watch"]


def test_who_is_seen_in_a_team_is_written_down_and_told(qapp: QApplication, office: Office) -> None:
    with window_over(qapp, office) as window:
        page = composed(window)
        seen = {one for proposal in page.composed.proposals for one in proposal.team.release_ids}  # type: ignore[union-attr]
    house = opened_again(office)
    told = {one.release_id for one in house.deps.store.profiles.untold(house.clock.now_ms() // 86_400_000 + 1)}
    assert told == seen


def test_a_card_that_is_dropped_outside_shows_the_team_without_them(qapp: QApplication, office: Office) -> None:
    with window_over(qapp, office) as window:
        page = composed(window)
        view = page.view
        assert view is not None
        carried = QMimeData()
        carried.setData(CARRIED, view.team.release_ids[1].encode())
        how = (Qt.DropAction.MoveAction, carried, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
        view.zone.dropEvent(QDropEvent(QPointF(5, 5), *how))
        code = view.team.members[1].person.code
        title = EN("team.change.title", name=EN("team.person", code=code))
        wait_until(lambda: title in texts_of(page), "what changes", patience_s=20)


def test_conditions_that_clash_are_said_by_name(qapp: QApplication, office: Office) -> None:
    with window_over(qapp, office) as window:
        page = composed(window)
        assert page.view is not None
        first, second = (one.person.code for one in page.view.team.members[:2])
        for kind, codes in (("fixed", f"{first} {second}"), ("apart", f"{first}, {second}")):
            page.form.kind.choose(kind)
            page.form.codes.edit.setText(codes)
            click(page.form.add_button)
            wait_until(lambda: not page.is_busy and not page.form.codes.text(), "found", patience_s=20)
        click(page.compose_button)
        wait_until(lambda: EN("team.none.title") in texts_of(page), "what clashes", patience_s=60)
        said = texts_of(page)
        assert first in said
        assert second in said


def test_a_code_of_nobody_is_said_where_it_was_typed(qapp: QApplication, office: Office) -> None:
    with window_over(qapp, office) as window:
        page = begun(window)
        page.form.codes.edit.setText("ZZZ-ZZ")
        click(page.form.add_button)
        wait_until(lambda: "ZZZ-ZZ" in page.form.codes.edit.accessibleDescription(), "said", patience_s=20)
        assert not page.form.ask.fixed
        assert not page.form.ask.apart


def test_a_team_that_was_taken_away_comes_back_and_its_report_is_saved(
    qapp: QApplication, office: Office, tmp_path: Path
) -> None:
    out = tmp_path / "team.pdf"
    with window_over(qapp, office, lambda _title, _name: out) as window:
        page = composed(window)
        page.form.name.edit.setText("Night shift")
        click(page.keep_button)
        wait_until(lambda: bool(page.kept_id), "kept", patience_s=20)
        click(page.back_button)
        teams = on_screen(window, TeamsPage)
        teams.removed.emit(page.kept_id)
        wait_until(teams.undo_button.isVisible, "a way back", patience_s=20)
        wait_until(lambda: "Night shift" not in labels(teams), "gone", patience_s=20)
        click(teams.undo_button)
        wait_until(lambda: "Night shift" in labels(teams), "back", patience_s=20)
        teams.reported.emit(page.kept_id)
        said = EN.plural("team.report.saved", 3, name="team.pdf")
        wait_until(lambda: said in texts_of(teams), "saved", patience_s=60)
    assert out.read_bytes().startswith(b"%PDF")


@pytest.mark.parametrize(("people", "key"), [(0, "nobody"), (1, "one")])
def test_nobody_and_one_person_have_their_own_sentence(
    qapp: QApplication, tmp_path: Path, people: int, key: str
) -> None:
    with window_over(qapp, filled(tmp_path / "registry", people)) as window:
        enter(window).go.emit("teams")
        click(on_screen(window, TeamsPage).new_button)
        page = on_screen(window, TeamPage)
        assert EN(f"team.hint.{key}.title") in texts_of(page)
        assert not page.compose_button.isEnabled()


def test_more_people_than_there_are_is_said_with_both_numbers(qapp: QApplication, office: Office) -> None:
    with window_over(qapp, office) as window:
        page = begun(window)
        page.form.people.choose("20")
        page.form._take_picks()
        click(page.compose_button)
        said = EN("error.team_too_few", there=9, size=20)
        wait_until(lambda: said in texts_of(page), "too few", patience_s=20)
        assert page.compose_button.isEnabled()


def test_a_locked_registry_shows_nothing_of_a_team(qapp: QApplication, office: Office) -> None:
    with window_over(qapp, office) as window:
        page = composed(window)
        assert page.view is not None
        codes = [one.person.code for one in page.view.team.members]
        page.go.emit("lock")
        on_screen(window, MessagePage)
        QTest.qWait(300)  # until what was on screen is let go of
        everything = everything_in_memory()
        assert not any(code in everything for code in codes)


def test_what_is_composed_while_somebody_locks_is_shown_to_nobody(qapp: QApplication, office: Office) -> None:
    with window_over(qapp, office) as window:
        page = begun(window)
        click(page.compose_button)
        page.go.emit("lock")
        locked = on_screen(window, MessagePage)
        desk = window.findChild(RegistryDesk)
        assert desk is not None
        lanes = (desk.free, desk.errands, desk.lane)  # the registry is closed after the errands
        wait_until(lambda: not any(lane.busy for lane in lanes), "all is done", patience_s=60)
        assert window.page is locked
    house = opened_again(office)
    assert house.deps.store.profiles.untold(house.clock.now_ms() // 86_400_000 + 1) == []


def test_a_long_search_is_stopped_by_its_button_and_shows_what_was_found(qapp: QApplication, tmp_path: Path) -> None:
    with window_over(qapp, filled(tmp_path / "registry", 40)) as window:
        page = begun(window)
        page.form.divided.choose("8")
        page.form._take_picks()
        click(page.compose_button)
        wait_until(lambda: page.working.bar.value() > 0, "how far it is", patience_s=20)
        begun_s = time.monotonic()
        click(page.working.stop_button)
        wait_until(lambda: page.view is not None, "what was found", patience_s=20)
        assert time.monotonic() - begun_s < 4
        assert EN("team.proof.stopped") in page.proof.text()


def test_a_search_is_stopped_also_while_it_is_read_of_whom(
    qapp: QApplication, office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    read, go_on = services.gather, threading.Event()

    def slowly(*asked: Any, **named: Any) -> Gathered:
        go_on.wait(20)
        return read(*asked, **named)

    monkeypatch.setattr(services, "gather", slowly)
    with window_over(qapp, office) as window:
        page = begun(window)
        click(page.compose_button)
        click(page.working.stop_button)
        go_on.set()
        wait_until(lambda: page.composed is not None, "what was found", patience_s=20)
        assert page.composed is not None
        assert page.composed.was_cancelled
        assert page.compose_button.isEnabled()


def test_a_team_is_kept_with_what_it_was_composed_by_whatever_is_wished_for_since(
    qapp: QApplication, office: Office
) -> None:
    with window_over(qapp, office) as window:
        page = composed(window)
        by = page.form.ask
        page.form.people.choose("5")
        page.form._take_picks()
        page.form.name.edit.setText("Flood watch")
        click(page.keep_button)
        wait_until(lambda: EN("team.saved", name="Flood watch") in texts_of(page), "kept", patience_s=20)
    (kept,) = kept_teams(opened_again(office).deps)
    assert (kept.ask, len(kept.members)) == (by, 3)


@pytest.mark.parametrize(
    "ask",
    [Ask(size=1), Ask(size=3, teams=30), Ask(size=3, wishes=Wishes(level=9))],
    ids=["of one person", "of thirty", "by another weight"],
)
def test_a_team_that_was_kept_at_the_command_line_is_opened_with_all_that_it_asks(
    qapp: QApplication, office: Office, ask: Ask
) -> None:
    house = opened_again(office)
    rows = house.deps.store.teams.pool(house.deps.mark_ms()).rows
    kept = services.save(house.deps, "Night shift", ask, [row.release_id for row in rows[:3]])
    house.opened.close()
    with window_over(qapp, office) as window:
        enter(window).go.emit("teams")
        on_screen(window, TeamsPage).opened.emit(kept.id)
        page = on_screen(window, TeamPage)
        wait_until(lambda: page.view is not None, "who is in it", patience_s=20)
        form = page.form
        assert (form.people.chosen, form.divided.chosen) == (str(ask.size), str(ask.teams))
        form.sliders["mix"].slider.setValue(5)
        assert form.ask.wishes == replace(ask.wishes, mix=5)
        click(page.keep_button)
        wait_until(lambda: EN("team.saved", name="Night shift") in texts_of(page), "kept", patience_s=20)
    (again,) = kept_teams(opened_again(office).deps)
    assert again.ask == ask


def test_a_team_that_lost_a_member_says_so_on_its_own_page(qapp: QApplication, office: Office) -> None:
    house = opened_again(office)
    rows = house.deps.store.teams.pool(house.deps.mark_ms()).rows
    kept = services.save(house.deps, "Night shift", Ask(size=4), [row.release_id for row in rows[:4]])
    with house.deps.store.transaction():
        held = house.deps.store.profiles.held(rows[0].release_id)
        assert held is not None
        house.deps.store.profiles.erase(rows[0].release_id, held.erase_hash, 1)
    house.opened.close()
    with window_over(qapp, office) as window:
        enter(window).go.emit("teams")
        on_screen(window, TeamsPage).opened.emit(kept.id)
        page = on_screen(window, TeamPage)
        wait_until(lambda: page.view is not None, "who is left", patience_s=20)
        assert EN.plural("teams.lost", 1) in texts_of(page)


def test_a_report_is_never_of_another_team_than_the_one_on_screen(qapp: QApplication, office: Office) -> None:
    with window_over(qapp, office) as window:
        page = composed(window)
        assert page.view is not None
        page.form.name.edit.setText("Night shift")
        click(page.keep_button)
        wait_until(page.report_button.isEnabled, "a report", patience_s=20)
        first = page.kept_id
        page.changed.emit(page.view.team.release_ids[:2])
        wait_until(lambda: page.view is not None and len(page.view.team.members) == 2, "two", patience_s=20)
        assert not page.report_button.isEnabled()
        page.form.name.edit.setText("Day shift")
        click(page.keep_button)
        wait_until(lambda: page.kept_id != first, "kept", patience_s=20)
    house = opened_again(office)
    assert {team.name for team in kept_teams(house.deps)} == {"Night shift", "Day shift"}


def labels(page: TeamsPage) -> list[str]:
    return [one.text() for one in page.findChildren(QLabel)]
