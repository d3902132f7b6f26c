"""Promise: whom a recruiter selects goes along to comparing, to a team and to a shortlist, and nobody else does."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from progrez_desktop.core.services import registry
from progrez_desktop.core.words import Words
from progrez_desktop.ui.demonstration import press as click
from progrez_desktop.ui.demonstration import wait_until
from progrez_desktop.ui.pages.candidates import CandidatesPage
from progrez_desktop.ui.pages.compare import ComparePage
from progrez_desktop.ui.pages.shortlist_new import ShortlistNewPage
from progrez_desktop.ui.pages.shortlists import ShortlistPage
from progrez_desktop.ui.pages.team import TeamPage
from progrez_desktop.ui.pages.teams import TeamsPage
from progrez_desktop.ui.window import Window
from tests.core.services.recruiting.desk_house import content, score
from tests.core.services.recruiting.role_house import read_without_a_role
from tests.core.services.registry_house import new_house, server_of
from tests.journeys.driving import texts_of
from tests.journeys.test_keyboard_only import press
from tests.journeys.test_registry_window import Office, enter, on_screen, window_over

EN = Words("en")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Four candidates, of whom two consented to teams as well."""
    house = new_house(tmp_path / "registry")
    device = house.device()
    server = server_of(house, device)
    for number in range(4):
        purposes = ("profile", "teams") if number < 2 else ("profile",)
        scores = [score("empathy", 4.0 + number), score("initiative", 5.5)]
        server.puts(house.sealed(device, content=content(scores), purposes=purposes))
    registry.fetch(house.deps, server)
    read_without_a_role(house.deps)
    house.opened.close()
    return Office(house, server)


def ready(window: Window) -> CandidatesPage:
    page = enter(window)
    wait_until(lambda: page.model.rowCount() == 4, "four candidates", patience_s=20)
    return page


def select(page: CandidatesPage, *, teams: bool, count: int = 2) -> list[str]:
    """Select with the keyboard those who consented to teams, or those who did not."""
    rows = [row for number in range(4) if (row := page.model.row(number)) is not None]
    chosen = [number for number, row in enumerate(rows) if ("teams" in row.purposes) is teams][:count]
    for number in chosen:
        page.go_on_at_row(number)
        press(Qt.Key.Key_Space)
    return [rows[number].release_id for number in chosen]


def reads(office: Office) -> list[tuple[str, int]]:
    office.house.reopen()
    found = office.house.deps.store.database.rows("SELECT release_id, count FROM read ORDER BY release_id")
    office.house.opened.close()
    return [(str(release_id), int(count)) for release_id, count in found]


def test_two_who_are_selected_are_compared_and_told_and_stay_selected(qapp: QApplication, office: Office) -> None:
    with window_over(qapp, office) as window:
        page = ready(window)
        wanted = select(page, teams=False)
        codes = sorted(page.model.chosen.values())
        page.hand_on["compare"].setFocus()
        press(Qt.Key.Key_Return)
        beside = on_screen(window, ComparePage)
        assert all(code in texts_of(beside) for code in codes)
        click(beside.back_button)
        page = on_screen(window, CandidatesPage)
        wait_until(lambda: page.model.rowCount() == 4, "the list again", patience_s=20)
        assert sorted(page.model.chosen) == sorted(wanted)
    assert reads(office) == [(release_id, 1) for release_id in sorted(wanted)]


def test_a_team_is_composed_of_those_who_are_selected(qapp: QApplication, office: Office) -> None:
    with window_over(qapp, office) as window:
        page = ready(window)
        wanted = select(page, teams=True)
        click(page.hand_on["team"])
        team = on_screen(window, TeamPage)
        assert sorted(team.form.ask.only) == sorted(wanted)
        assert team.note.isHidden()
    assert reads(office) == []


def test_who_did_not_consent_to_teams_is_left_out_and_that_is_said(qapp: QApplication, office: Office) -> None:
    with window_over(qapp, office) as window:
        page = ready(window)
        wanted = select(page, teams=True, count=1)
        select(page, teams=False)
        click(page.hand_on["team"])
        team = on_screen(window, TeamPage)
        assert list(team.form.ask.only) == wanted
        assert EN.plural("team.left_out", 2) in texts_of(team)


def test_where_none_of_them_consented_to_teams_no_team_is_begun_of_others(qapp: QApplication, office: Office) -> None:
    with window_over(qapp, office) as window:
        page = ready(window)
        select(page, teams=False)
        click(page.hand_on["team"])
        wait_until(lambda: EN("error.team_nobody") in texts_of(page), "to be told why", patience_s=20)
        assert window.page is page


def test_with_nobody_selected_the_teams_are_shown(qapp: QApplication, office: Office) -> None:
    with window_over(qapp, office) as window:
        click(ready(window).hand_on["team"])
        assert not on_screen(window, TeamsPage).entries


def test_a_shortlist_is_made_of_those_who_are_selected_without_names(qapp: QApplication, office: Office) -> None:
    with window_over(qapp, office) as window:
        page = ready(window)
        wanted = select(page, teams=False)
        click(page.hand_on["shortlist"])
        asking = on_screen(window, ShortlistNewPage)
        asking.name.edit.setText("Flood watch")
        click(asking.make_button)
        on_screen(window, ShortlistPage)
    office.house.reopen()
    found = office.house.deps.store.database.rows("SELECT release_id FROM shortlisted ORDER BY release_id")
    office.house.opened.close()
    assert [row[0] for row in found] == sorted(wanted)


def test_with_nobody_selected_a_shortlist_is_of_all_that_the_filter_leaves(qapp: QApplication, office: Office) -> None:
    with window_over(qapp, office) as window:
        page = ready(window)
        page.filters._add("purpose", "teams")
        wait_until(lambda: page.model.rowCount() == 2, "those of teams", patience_s=20)
        codes = [str(page.model.headerData(number, Qt.Orientation.Vertical)) for number in range(2)]
        click(page.hand_on["shortlist"])
        asking = on_screen(window, ShortlistNewPage)
        assert all(code in texts_of(asking) for code in codes)
        assert EN.plural("shortlist.members", 2) in texts_of(asking)


def test_more_than_six_or_fewer_than_two_are_not_compared(qapp: QApplication, office: Office) -> None:
    with window_over(qapp, office) as window:
        page = ready(window)
        select(page, teams=False, count=1)
        assert not page.hand_on["compare"].isEnabled()
        QTest.keyClick(page.table, Qt.Key.Key_Space)
        assert not page.hand_on["compare"].isEnabled()
        assert page.hand_on["shortlist"].isEnabled()
