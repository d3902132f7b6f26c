"""Promise: what somebody typed of a person and did not keep outlives a lock, sealed, and a page that is left."""

from pathlib import Path
from typing import TypeVar

from PySide6.QtWidgets import QApplication

from progrez_desktop.core.model.decision import Terms
from progrez_desktop.core.model.registry import Query
from progrez_desktop.core.services import registry
from progrez_desktop.core.services.recruiting import combining, decisions, letters
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
from progrez_desktop.ui.window import Window
from tests.core.services.recruiting.role_house import locked_role, want
from tests.core.services.registry_house import DAY_MS, House
from tests.journeys.driving import everything_in_memory, texts_of
from tests.journeys.locking import locked_by_itself, nothing_is_taken_up, settled, taken_up, unlocked
from tests.journeys.test_deciding_window import desk_of, house, office, open_first, reopened
from tests.journeys.test_registry_window import EN, Office, enter, on_screen, window_over

__all__ = ["house", "office"]
P = TypeVar("P", bound=Page)


def deciding(window: Window) -> tuple[DecisionPage, str]:
    one = open_first(window)
    DecisionVisit(desk_of(window)).begin(one, one.view.row.release_id)
    return on_screen(window, DecisionPage), one.view.row.release_id


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
