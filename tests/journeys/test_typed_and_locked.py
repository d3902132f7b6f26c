"""Promise: what somebody typed at the registry and did not keep outlives a lock, sealed, and a page that is left."""

from functools import partial
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from progrez_desktop.core.model.decision import Terms
from progrez_desktop.core.model.registry import Query
from progrez_desktop.core.services import registry
from progrez_desktop.core.services.recruiting import combining, decisions, letters, roles, teams
from progrez_desktop.ui.decision_visit import DecisionVisit
from progrez_desktop.ui.demonstration import press as click
from progrez_desktop.ui.demonstration import wait_until
from progrez_desktop.ui.idle import IdleTimes
from progrez_desktop.ui.interview_visit import InterviewVisit
from progrez_desktop.ui.page import Page
from progrez_desktop.ui.pages.candidate import CandidatePage
from progrez_desktop.ui.pages.candidates import CandidatesPage
from progrez_desktop.ui.pages.combination import CombinationPage
from progrez_desktop.ui.pages.decision import DecisionPage
from progrez_desktop.ui.pages.decisions import DecisionsPage
from progrez_desktop.ui.pages.letter import LetterPage
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.registry_in import RegistryInPage
from progrez_desktop.ui.pages.role import AgreePage, ExpertPage
from progrez_desktop.ui.pages.roles import RolesPage
from progrez_desktop.ui.pages.team import TeamPage
from progrez_desktop.ui.pages.teams import TeamsPage
from progrez_desktop.ui.window import Window
from tests.core.services.recruiting.role_house import PROCEDURE, locked_role, want
from tests.core.services.registry_house import DAY_MS, PASSPHRASE, House
from tests.journeys.driving import everything_in_memory, texts_of
from tests.journeys.test_deciding_window import desk_of, house, office, open_first, reopened
from tests.journeys.test_keyboard_only import press, type_in
from tests.journeys.test_registry_window import EN, Office, enter, on_screen, window_over
from tests.journeys.test_team_window import composed, filled

__all__ = ["house", "office"]
P = TypeVar("P", bound=Page)


def deciding(window: Window) -> tuple[DecisionPage, str]:
    one = open_first(window)
    DecisionVisit(desk_of(window)).begin(one, one.view.row.release_id)
    return on_screen(window, DecisionPage), one.view.row.release_id


def locked_by_itself(window: Window, office: Office) -> MessagePage:
    office.house.clock.advance(180_000)
    page = on_screen(window, MessagePage)
    desk, closed = desk_of(window), list[None]()
    after = partial(desk.lane.run, lambda: None, closed.append, desk.trouble, owner=desk)  # it is closed after errands
    desk.errands.run(lambda: None, lambda _: after(), desk.trouble, owner=desk)
    wait_until(lambda: bool(closed), "the registry to be closed", patience_s=20)
    return page


def unlocked(locked: MessagePage, window: Window) -> None:
    click(locked.buttons["again"])
    on_screen(window, RegistryInPage)
    type_in(PASSPHRASE)
    press(Qt.Key.Key_Return)


def taken_up(window: Window, kind: type[P], but: Page | None = None) -> P:
    """Return the page on which somebody goes on, once it shows what was typed."""
    page = on_screen(window, kind, but=but)
    wait_until(lambda: EN("unkept.taken_up") in texts_of(page), "what was typed", patience_s=20)
    return page


def nothing_is_taken_up(window: Window) -> None:
    on_screen(window, CandidatesPage)
    lane = desk_of(window).lane
    wait_until(lambda: not lane.busy, "everything to be read", patience_s=20)
    assert isinstance(window.page, CandidatesPage)


def test_a_decision_that_was_typed_and_not_kept_is_there_again_after_the_registry_locked_itself(
    qapp: QApplication, office: Office, tmp_path: Path
) -> None:
    house = reopened(office)
    locked_role(house.deps, {"empathy": want(3, 5)})
    house.opened.close()
    reason = "She explained it well"
    with window_over(qapp, office, idle=IdleTimes(tick_ms=5)) as window:
        enter(window)
        page, _ = deciding(window)
        page.decision.editor.setPlainText("We invite her")
        page.reason.editor.setPlainText(reason)
        page.days.edit.setText("30")
        locked = locked_by_itself(window, office)
        del page
        assert reason not in texts_of(locked) and reason not in everything_in_memory()
        assert not [file for file in tmp_path.rglob("*") if file.is_file() and reason.encode() in file.read_bytes()]
        unlocked(locked, window)
        page = taken_up(window, DecisionPage)
        assert (page.decision.text(), page.reason.text(), page.days.text()) == ("We invite her", reason, "30")
        unlocked(locked_by_itself(window, office), window)  # once more, with nothing typed since
        page = taken_up(window, DecisionPage)
        click(page.keep_button)
        on_screen(window, DecisionsPage)
        unlocked(locked_by_itself(window, office), window)
        nothing_is_taken_up(window)  # it is kept
    (found,) = decisions.every(reopened(office).deps)
    assert found.reason == reason
    office.house.opened.close()


def test_a_decision_that_is_kept_while_the_registry_locks_is_not_asked_for_again(
    qapp: QApplication, office: Office
) -> None:
    house = reopened(office)
    locked_role(house.deps, {"empathy": want(3, 5)})
    house.opened.close()
    with window_over(qapp, office) as window:
        enter(window)
        page, _ = deciding(window)
        page.decision.editor.setPlainText("We invite her")
        page.reason.editor.setPlainText("She explained it well")
        page.keep_button.click()
        desk_of(window).go("lock")
        locked = on_screen(window, MessagePage)
        unlocked(locked, window)
        nothing_is_taken_up(window)
    assert len(decisions.every(reopened(office).deps)) == 1
    office.house.opened.close()


def test_what_was_typed_of_somebody_who_is_gone_meanwhile_goes_with_them(qapp: QApplication, office: Office) -> None:
    house = reopened(office)
    locked_role(house.deps, {"empathy": want(3, 5)})
    house.opened.close()
    with window_over(qapp, office) as window:
        enter(window)
        page, _ = deciding(window)
        page.reason.editor.setPlainText("She explained it well")
        desk_of(window).go("lock")
        locked = on_screen(window, MessagePage)
        del page
        office.house.clock.advance(400 * DAY_MS)
        unlocked(locked, window)
        listed = on_screen(window, CandidatesPage)
        wait_until(
            lambda: EN("error.registry_no_such_release") in texts_of(listed), "the list to say so", patience_s=20
        )
        desk_of(window).go("lock")
        unlocked(on_screen(window, MessagePage), window)
        nothing_is_taken_up(window)
        assert "She explained it well" not in everything_in_memory()


def lettered(house: House) -> str:
    """A decision with its letter, kept; returns the decision's id."""
    locked_role(house.deps, {"empathy": want(3, 5)})
    (first, *_) = registry.rows(house.deps, Query())
    registry.detail(house.deps, first.release_id)
    one = decisions.decide(
        house.deps, first.release_id, "We invite her", "She explained it well", Terms("To show it", 90)
    )
    letters.keep(house.deps, one.id, "# Dear you\n\nWe talked.", (), EN, looked_at=True)
    return one.id


def letter_page(window: Window) -> LetterPage:
    before = window.page
    desk_of(window).go("decisions")
    click(next(iter(on_screen(window, DecisionsPage, but=before).entries.values())).buttons["decisions.letter"])
    return on_screen(window, LetterPage)


def test_a_letter_that_was_edited_and_not_kept_is_there_again_after_the_registry_locked_itself(
    qapp: QApplication, office: Office
) -> None:
    decision_id = lettered(reopened(office))
    office.house.opened.close()
    with window_over(qapp, office, idle=IdleTimes(tick_ms=5)) as window:
        enter(window)
        page = letter_page(window)
        page.editor.appendPlainText("\nPlease call me back.")
        page.read.setChecked(True)
        locked = locked_by_itself(window, office)
        del page
        assert "Please call me back." not in everything_in_memory()
        unlocked(locked, window)
        page = taken_up(window, LetterPage)
        assert page.editor.toPlainText().endswith("Please call me back.") and not page.read.isChecked()
        click(page.keep_button)
        wait_until(lambda: EN("letter.is_kept") in texts_of(page), "it to be kept", patience_s=20)
        unlocked(locked_by_itself(window, office), window)
        nothing_is_taken_up(window)
    kept = letters.kept(reopened(office).deps, decision_id)
    assert kept is not None and kept.text.endswith("Please call me back.")
    office.house.opened.close()


def test_back_from_a_decision_and_from_a_letter_loses_nothing_that_was_typed(
    qapp: QApplication, office: Office
) -> None:
    lettered(reopened(office))
    office.house.opened.close()
    with window_over(qapp, office) as window:
        enter(window)
        page, release_id = deciding(window)
        page.reason.editor.setPlainText("She listens well")
        click(page.back_button)
        one = on_screen(window, CandidatePage)
        del page
        assert "She listens well" not in everything_in_memory()
        DecisionVisit(desk_of(window)).begin(one, release_id)
        page = taken_up(window, DecisionPage)
        assert page.reason.text() == "She listens well"
        page.reason.editor.clear()  # and who takes it back has taken it back
        click(page.back_button)
        one = on_screen(window, CandidatePage, but=one)
        DecisionVisit(desk_of(window)).begin(one, release_id)
        again = on_screen(window, DecisionPage, but=page)
        settled(window)
        assert again.reason.text() == "" and EN("unkept.taken_up") not in texts_of(again)

        letter = letter_page(window)
        letter.editor.appendPlainText("\nPlease call me back.")
        desk_of(window).go("list")
        on_screen(window, CandidatesPage)
        letter_page(window)
        letter = taken_up(window, LetterPage)
        assert letter.editor.toPlainText().endswith("Please call me back.")
        click(letter.keep_button)
        wait_until(lambda: EN("letter.is_kept") in texts_of(letter), "it to be kept", patience_s=20)
        click(letter.back_button)
        on_screen(window, DecisionsPage)
        kept = letter_page(window)
        settled(window)
        assert EN("unkept.taken_up") not in texts_of(kept)


def settled(window: Window) -> None:
    lane = desk_of(window).lane
    wait_until(lambda: not lane.busy, "everything to be read", patience_s=20)


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
        for leave in (page.back_button.click, lambda: page.bar.entries["roles"].click()):
            leave()
            assert window.page is page and EN("role.expert.leaving") in texts_of(page)
            page.show_note("role.agree.kept")
            page._warned_of = ""
        page.back_button.click()
        page.back_button.click()
        on_screen(window, RolesPage)
        other = role_page(window, role_id, ExpertPage, but=page)
        settled(window)
        assert other.expert.text() == "" and other.form.is_blank
        other.bar.entries["lock"].click()  # of which nobody has to be told
        nobody_typed = on_screen(window, MessagePage)
        unlocked(nobody_typed, window)
        nothing_is_taken_up(window)


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


def test_why_somebody_puts_another_number_beside_the_sum_is_not_lost(qapp: QApplication, office: Office) -> None:
    house = reopened(office)
    role = locked_role(house.deps, {"empathy": want(3, 5)})
    house.opened.close()
    why = "The room was too loud"
    with window_over(qapp, office, idle=IdleTimes(tick_ms=5)) as window:
        enter(window)
        one = open_first(window)
        release_id = one.view.row.release_id
        InterviewVisit(desk_of(window)).weigh(one, release_id)
        page = on_screen(window, CombinationPage)
        page.instead.edit.setText("70")
        page.reason.setPlainText(why)
        page.what.edit.setText("A map")
        for name, number in (("value", "7"), ("lowest", "0"), ("highest", "10")):
            page.numbers[name].edit.setText(number)
        click(page.enter_button)
        wait_until(page.remove_button.isEnabled, "the sample to be kept", patience_s=20)
        assert page.reason.toPlainText() == why  # keeping the one leaves the other
        locked = locked_by_itself(window, office)
        del page
        assert why not in everything_in_memory()
        unlocked(locked, window)
        page = taken_up(window, CombinationPage)
        assert (page.instead.text(), page.reason.toPlainText(), page.what.text()) == ("70", why, "A map")
        click(page.override_button)
        wait_until(page.back_to_sum.isEnabled, "it to be kept", patience_s=20)
        unlocked(locked_by_itself(window, office), window)
        nothing_is_taken_up(window)
    house = reopened(office)
    override = combining.sheet(house.deps, release_id, role).override
    assert override is not None and (override.instead, override.reason) == (70, why)
    house.opened.close()


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
    (kept,) = teams.teams(reopened(office).deps)
    assert (kept.name, len(kept.members)) == ("Flood watch", 2)
    office.house.opened.close()


def held_of(house: House, release_id: str) -> str:
    held = house.deps.store.profiles.held(release_id)
    assert held is not None
    return held.erase_hash
