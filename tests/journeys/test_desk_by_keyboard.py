"""Promise: without a mouse one comes to every place of the desk, does what is done there, and comes back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from progrez_desktop.core.services.recruiting.reader import name_reader
from progrez_desktop.ui.demonstration import wait_until
from progrez_desktop.ui.pages.candidate import CandidatePage
from progrez_desktop.ui.pages.candidates import CandidatesPage
from progrez_desktop.ui.pages.compare import ComparePage
from progrez_desktop.ui.pages.decision import DecisionPage
from progrez_desktop.ui.pages.decisions import DecisionsPage
from progrez_desktop.ui.pages.interview import InterviewPage
from progrez_desktop.ui.pages.letter import LetterPage
from progrez_desktop.ui.pages.reader import ReaderPage
from progrez_desktop.ui.pages.role import ExpertPage
from progrez_desktop.ui.pages.roles import RolesPage
from progrez_desktop.ui.pages.shortlist_new import ShortlistNewPage
from progrez_desktop.ui.pages.shortlists import ShortlistPage
from progrez_desktop.ui.pages.statistics import StatisticsPage
from progrez_desktop.ui.pages.team import TeamPage
from progrez_desktop.ui.pages.teams import TeamsPage
from progrez_desktop.ui.window import Window
from tests.core.services.recruiting.desk_house import content, release, score
from tests.core.services.recruiting.role_house import locked_role, want
from tests.core.services.registry_house import new_house, server_of
from tests.journeys.test_keyboard_only import MouseWatch, focused, press, spoken, tab_to, type_in
from tests.journeys.test_registry_window import EN, Office, enter, on_screen, window_over


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    house = new_house(tmp_path / "registry")
    people = [content([score("empathy", exact), score("integrity", 5.0)]) for exact in (4.0, 6.0, 8.0)]
    release(house, people, purposes=("profile", "teams"))
    locked_role(house.deps, {"empathy": want(3, 5)})
    name_reader(house.deps, "Noor van der Berg")
    server = server_of(house)
    house.opened.close()
    yield Office(house, server)


def choose(name: str) -> None:
    tab_to(name)
    press(Qt.Key.Key_Return)


def test_from_the_list_to_a_report_a_decision_a_team_the_statistics_and_back(
    qapp: QApplication, office: Office, tmp_path: Path
) -> None:
    paper = tmp_path / "report.pdf"
    watch = MouseWatch()
    qapp.installEventFilter(watch)
    with window_over(qapp, office, lambda _title, _name: paper) as window:
        listed = enter(window)
        wait_until(lambda: listed.model.rowCount() == 3, "three candidates", patience_s=20)
        tab_to(EN("candidates.table"))
        press(Qt.Key.Key_Return)
        one = on_screen(window, CandidatePage)
        choose(EN("one_candidate.report"))
        wait_until(lambda: paper.name in one.note.text(), "the report", patience_s=60)
        choose(EN("one_candidate.decide"))
        on_screen(window, DecisionPage)
        tab_to(EN("decision.decision"))
        type_in("We invite her")
        tab_to(EN("decision.reason"))
        type_in("She explained it well")
        choose(EN("decision.keep"))
        on_screen(window, DecisionsPage)
        choose(EN("teams.title"))
        on_screen(window, TeamsPage)
        choose(EN("teams.new"))
        team = on_screen(window, TeamPage)
        choose(EN("team.back"))
        on_screen(window, TeamsPage, but=team)
        choose(EN("candidates.go.statistics"))
        on_screen(window, StatisticsPage)
        choose(EN("candidates.go.list"))
        listed = on_screen(window, CandidatesPage)
        wait_until(lambda: listed.model.rowCount() == 3, "the list as it was left", patience_s=20)
        tab_to(EN("candidates.table"))
    qapp.removeEventFilter(watch)
    assert paper.read_bytes().startswith(b"%PDF")
    assert watch.presses == 0


@pytest.fixture
def watch(qapp: QApplication) -> Iterator[MouseWatch]:
    watch = MouseWatch()
    qapp.installEventFilter(watch)
    yield watch
    qapp.removeEventFilter(watch)
    assert watch.presses == 0


def three(window: Window) -> CandidatesPage:
    listed = on_screen(window, CandidatesPage)
    wait_until(lambda: listed.model.rowCount() == 3, "three candidates", patience_s=20)
    return listed


@pytest.mark.usefixtures("watch")
def test_two_that_are_selected_are_compared_and_stay_selected_for_a_shortlist(
    qapp: QApplication, office: Office
) -> None:
    with window_over(qapp, office) as window:
        enter(window)
        three(window)
        tab_to(EN("candidates.table"))
        for key in (Qt.Key.Key_Space, Qt.Key.Key_Down, Qt.Key.Key_Space):
            press(key)
        choose(EN("candidates.hand_on.compare"))
        on_screen(window, ComparePage)
        press(Qt.Key.Key_Return)  # back to the list
        three(window)
        choose(EN("candidates.hand_on.shortlist"))
        assert on_screen(window, ShortlistNewPage).name.edit is focused()
        type_in("First talks")
        choose(EN("shortlist.make"))
        assert len(on_screen(window, ShortlistPage).entries) == 2


@pytest.mark.usefixtures("watch")
def test_a_note_is_kept_and_a_letter_is_begun_where_one_types_it(qapp: QApplication, office: Office) -> None:
    with window_over(qapp, office) as window:
        enter(window)
        three(window)
        tab_to(EN("candidates.table"))
        press(Qt.Key.Key_Return)
        on_screen(window, CandidatePage)
        tab_to(EN("interview.note.name"))
        type_in("Told of the dike")
        choose(EN("interview.whole"))
        guide = on_screen(window, InterviewPage)
        assert "Told of the dike" in {view.note.text for view in guide.views.values()}
        choose(EN("decision.back"))
        on_screen(window, CandidatePage)
        choose(EN("one_candidate.decide"))
        assert on_screen(window, DecisionPage).decision.editor is focused()
        type_in("We invite her")
        tab_to(EN("decision.reason"))
        type_in("She explained it well")
        choose(EN("decision.keep"))
        (entry,) = on_screen(window, DecisionsPage).entries.values()
        choose(entry.buttons["decisions.letter"].accessibleName())
        assert on_screen(window, LetterPage).editor is focused()


@pytest.mark.usefixtures("watch")
def test_a_role_and_who_reads_begin_at_their_name_and_stay_at_the_button_that_kept(
    qapp: QApplication, office: Office
) -> None:
    with window_over(qapp, office) as window:
        enter(window)
        three(window)
        choose(EN("candidates.go.roles"))
        assert on_screen(window, RolesPage).name.edit is focused()
        type_in("Diver")
        press(Qt.Key.Key_Return)
        on_screen(window, ExpertPage)
        assert spoken(focused()) == EN("role.expert.name")
        choose(EN("candidates.go.reader"))
        reader = on_screen(window, ReaderPage)
        assert focused() is reader.name.edit
        choose(EN("reader.keep"))
        wait_until(lambda: EN("reader.kept", name="Noor van der Berg") in reader.note.text(), "it", patience_s=20)
        assert focused() is reader.keep_button
