"""Promise: a role and a team that are filled in and not kept outlive a lock, and nobody else sees them."""

from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QApplication

from progrez_desktop.core.services.recruiting import roles, teams
from progrez_desktop.ui.demonstration import press as click
from progrez_desktop.ui.demonstration import wait_until
from progrez_desktop.ui.idle import IdleTimes
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.pages.candidates import CandidatesPage
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.role import AgreePage, ExpertPage
from progrez_desktop.ui.pages.roles import RolesPage
from progrez_desktop.ui.pages.team import TeamPage
from progrez_desktop.ui.pages.teams import TeamsPage
from progrez_desktop.ui.window import Window
from tests.core.services.recruiting.role_house import PROCEDURE, WEIGHTS, want
from tests.core.services.registry_house import House
from tests.journeys.driving import everything_in_memory, texts_of
from tests.journeys.locking import locked_by_itself, nothing_is_taken_up, settled, taken_up, unlocked
from tests.journeys.test_deciding_window import desk_of, house, office, reopened
from tests.journeys.test_keyboard_only import focused
from tests.journeys.test_registry_window import EN, Office, enter, on_screen, window_over
from tests.journeys.test_team_window import composed, filled

__all__ = ["house", "office"]
P = TypeVar("P", bound=Page)


def role_page(window: Window, role_id: str, kind: type[P], but: Page | None = None) -> P:
    before = window.page
    desk_of(window).go("roles")
    on_screen(window, RolesPage, but=before).opened.emit(role_id)
    return on_screen(window, kind, but=but)


def test_a_view_that_an_expert_fills_in_outlives_a_lock_and_is_shown_to_nobody_who_comes_after(
    qapp: QApplication, office: Office
) -> None:
    role_id = roles.draft(reopened(office).deps, "Hydrologist", PROCEDURE).id
    office.house.opened.close()
    with window_over(qapp, office, idle=IdleTimes(tick_ms=5)) as window:
        enter(window)
        page = role_page(window, role_id, ExpertPage)
        page.expert.edit.setText("Noor")
        page.form.rows["integrity"].choose("4 6 9")
        unlocked(locked_by_itself(window, office), window)  # who fills it in had to think
        page = taken_up(window, ExpertPage)
        assert page.expert.text() == "Noor" and page.form.wants() == {"empathy": want(0, 1), "integrity": want(4, 6, 9)}
        page.back_button.click()
        page.back_button.click()
        on_screen(window, RolesPage)
        other = role_page(window, role_id, ExpertPage, but=page)
        settled(window)
        assert other.expert.text() == "" and other.form.is_blank
        unlocked(locked_by_itself(window, office), window)
        nothing_is_taken_up(window)


@pytest.mark.parametrize("way", ["back", "bar"])
def test_who_would_lose_a_view_by_leaving_is_told_once_for_each_view(
    qapp: QApplication, office: Office, way: str
) -> None:
    role_id = roles.draft(reopened(office).deps, "Hydrologist", PROCEDURE).id
    office.house.opened.close()
    with window_over(qapp, office) as window:
        enter(window)
        page = role_page(window, role_id, ExpertPage)
        button = page.back_button if way == "back" else page.bar.entries["roles"]
        for name in ("Noor", "Noor van der Berg"):  # what came after it was told of is told of too
            page.expert.edit.setText(name)
            page.note.hide()
            button.click()
            assert window.page is page and EN("role.expert.leaving") in texts_of(page)
        button.click()
        on_screen(window, RolesPage)
        page = role_page(window, role_id, ExpertPage)
        page.expert.edit.setText("Noor")
        page.bar.entries["lock"].click()  # which loses nothing
        unlocked(on_screen(window, MessagePage), window)
        assert taken_up(window, ExpertPage).expert.text() == "Noor"


def test_what_is_being_agreed_on_is_there_again_after_a_lock_and_after_another_page(
    qapp: QApplication, office: Office
) -> None:
    house = reopened(office)
    role = roles.draft(house.deps, "Hydrologist", PROCEDURE)
    roles.say(house.deps, role.id, "Noor", roles.blank(["empathy", "integrity"]) | {"empathy": want(3, 5)})
    roles.lay_side_by_side(house.deps, role.id)
    house.opened.close()
    with window_over(qapp, office, idle=IdleTimes(tick_ms=5)) as window:
        enter(window)
        page = role_page(window, role.id, AgreePage)
        page.weights["test"].choose("60")
        page.form.rows["empathy"].choose("3 9 5")  # also where it ends before it begins
        unlocked(locked_by_itself(window, office), window)
        page = taken_up(window, AgreePage)
        assert (page.weights["test"].chosen, page.form.rows["empathy"].chosen) == ("60", "3 9 5")
        page.form.rows["empathy"].choose("2 4 9")
        role_page(window, role.id, AgreePage, but=page)
        page = taken_up(window, AgreePage)
        assert page.form.rows["empathy"].chosen == "2 4 9"
        page.weights["interview"].choose("40")
        click(page.keep_button)
        wait_until(lambda: EN("role.agree.kept") in texts_of(page), "it to be kept", patience_s=20)
        again = role_page(window, role.id, AgreePage, but=page)
        settled(window)
        assert EN("unkept.taken_up") not in texts_of(again)
        again.weights["test"].choose("50")
        locked = locked_by_itself(window, office)
        house = reopened(office)  # on another computer somebody dropped it
        roles.drop(house.deps, role.id)
        house.opened.close()
        unlocked(locked, window)
        listed = on_screen(window, CandidatesPage)
        wait_until(lambda: EN("error.no_such_role") in texts_of(listed), "the list to say so", patience_s=20)


def test_an_odd_weight_that_others_agreed_otherwise_on_meanwhile_stays_as_they_agreed(
    qapp: QApplication, office: Office
) -> None:
    house = reopened(office)
    role, wants = roles.draft(house.deps, "Hydrologist", PROCEDURE), {"empathy": want(3, 5), "integrity": want(0, 1)}
    roles.say(house.deps, role.id, "Noor", wants)
    roles.lay_side_by_side(house.deps, role.id)
    roles.agree(house.deps, role.id, wants, {"test": 0.33, "interview": 0.33, "work_sample": 0.34})
    house.opened.close()
    with window_over(qapp, office, idle=IdleTimes(tick_ms=5)) as window:
        enter(window)
        page = role_page(window, role.id, AgreePage)
        page.form.rows["empathy"].choose("2 4 9")
        locked = locked_by_itself(window, office)
        house = reopened(office)
        roles.agree(house.deps, role.id, wants, WEIGHTS)
        house.opened.close()
        unlocked(locked, window)
        page = taken_up(window, AgreePage)
        assert (page.weights["test"].chosen, page.form.rows["empathy"].chosen) == ("40", "2 4 9")


def test_a_team_that_is_not_kept_is_there_again_after_a_lock_without_those_who_went(
    qapp: QApplication, tmp_path: Path
) -> None:
    office = filled(tmp_path / "teams", 9)
    with window_over(qapp, office, idle=IdleTimes(tick_ms=5)) as window:
        page = composed(window)
        assert page.view is not None
        page.form.name.edit.setText("Flood watch")
        (first, second, _), code = page.view.team.release_ids, page.view.team.members[0].person.code
        page.changed.emit((first, second))  # by hand
        wait_until(lambda: page.view is not None and len(page.view.team.members) == 2, "two", patience_s=20)
        by = page.form.ask
        locked = locked_by_itself(window, office)
        del page
        settled(window)
        assert code not in everything_in_memory() and "Flood watch" not in everything_in_memory()
        house = reopened(office)
        house.deps.store.profiles.erase(first, held_of(house, first), 1)
        house.opened.close()
        unlocked(locked, window)
        page = taken_up(window, TeamPage)
        wait_until(lambda: page.view is not None, "who is left", patience_s=20)
        assert focused() is page.form.name.edit  # the keyboard begins where it does on every other team
        assert page.view is not None and page.view.team.release_ids == (second,)
        assert (page.form.name.text(), page.form.ask) == ("Flood watch", by)
        click(page.keep_button)
        wait_until(lambda: EN("team.saved", name="Flood watch") in texts_of(page), "kept", patience_s=20)
        unlocked(locked_by_itself(window, office), window)
        nothing_is_taken_up(window)


def test_what_is_asked_of_a_team_by_now_is_not_taken_for_what_it_was_composed_by(
    qapp: QApplication, tmp_path: Path
) -> None:
    office = filled(tmp_path / "teams", 9)
    with window_over(qapp, office, idle=IdleTimes(tick_ms=5)) as window:
        page = composed(window)
        page.form.sliders["mix"].slider.setValue(1)
        page.form.people.choose("4")
        page.form._take_picks()
        unlocked(locked_by_itself(window, office), window)
        again = taken_up(window, TeamPage)
        settled(window)
        assert again.view is None and (again.form.ask.size, again.form.ask.wishes.mix) == (4, 1)
        assert again.form.people.chosen == "4"
        desk_of(window).go("teams")
        click(on_screen(window, TeamsPage).new_button)  # a new one is new
        page = on_screen(window, TeamPage, but=again)
        settled(window)
        assert page.form.people.chosen == "5" and EN("unkept.taken_up") not in texts_of(page)


def test_a_kept_team_that_is_changed_is_gone_on_with_as_that_team(qapp: QApplication, tmp_path: Path) -> None:
    office = filled(tmp_path / "teams", 9)
    with window_over(qapp, office, idle=IdleTimes(tick_ms=5)) as window:
        page = composed(window)
        page.form.name.edit.setText("Flood watch")
        click(page.keep_button)
        wait_until(page.report_button.isEnabled, "it to be kept", patience_s=20)
        assert page.view is not None
        page.changed.emit(page.view.team.release_ids[:2])
        wait_until(lambda: page.view is not None and len(page.view.team.members) == 2, "two", patience_s=20)
        unlocked(locked_by_itself(window, office), window)
        page = taken_up(window, TeamPage)
        wait_until(lambda: page.view is not None, "who is in it", patience_s=20)
        assert not page.report_button.isEnabled()  # the kept one has three
        click(page.keep_button)
        wait_until(page.report_button.isEnabled, "it to be kept", patience_s=20)
        page.form.sliders["mix"].slider.setValue(1)  # by which it was not composed
        click(page.keep_button)
        wait_until(page.report_button.isEnabled, "it to be kept again", patience_s=20)
        unlocked(locked_by_itself(window, office), window)
        again = taken_up(window, TeamPage)
        wait_until(lambda: again.form.sliders["mix"].slider.value() == 1, "what is asked by now", patience_s=20)
    (kept,) = teams.teams(reopened(office).deps)
    assert (kept.name, len(kept.members)) == ("Flood watch", 2)
    office.house.opened.close()


def held_of(house: House, release_id: str) -> str:
    held = house.deps.store.profiles.held(release_id)
    assert held is not None
    return held.erase_hash
