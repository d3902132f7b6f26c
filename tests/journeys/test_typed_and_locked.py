"""Promise: what somebody typed of a decision and did not keep outlives a lock, sealed, and a letter goes once."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from progrez_desktop.core.model.decision import Terms
from progrez_desktop.core.model.registry import Query
from progrez_desktop.core.services import registry
from progrez_desktop.core.services.recruiting import decisions, letters
from progrez_desktop.ui.decision_visit import DecisionVisit
from progrez_desktop.ui.demonstration import press as click
from progrez_desktop.ui.demonstration import wait_until
from progrez_desktop.ui.idle import IdleTimes
from progrez_desktop.ui.pages.candidates import CandidatesPage
from progrez_desktop.ui.pages.decision import DecisionPage
from progrez_desktop.ui.pages.decisions import DecisionsPage
from progrez_desktop.ui.pages.letter import LetterPage
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.registry_in import RegistryInPage
from progrez_desktop.ui.window import Window
from tests.core.services.recruiting.role_house import locked_role, want
from tests.core.services.registry_house import DAY_MS, PASSPHRASE, House
from tests.journeys.driving import everything_in_memory, texts_of
from tests.journeys.test_deciding_window import desk_of, house, office, open_first, reopened
from tests.journeys.test_keyboard_only import press, type_in
from tests.journeys.test_registry_window import EN, Office, enter, on_screen, window_over

__all__ = ["house", "office"]


def deciding(window: Window) -> tuple[DecisionPage, str]:
    one = open_first(window)
    DecisionVisit(desk_of(window)).begin(one, one.view.row.release_id)
    return on_screen(window, DecisionPage), one.view.row.release_id


def locked_by_itself(window: Window, office: Office) -> MessagePage:
    office.house.clock.advance(180_000)
    page = on_screen(window, MessagePage)
    desk = desk_of(window)
    wait_until(lambda: not desk.lane.busy, "the registry to be closed", patience_s=20)
    return page


def unlocked(locked: MessagePage, window: Window) -> None:
    click(locked.buttons["again"])
    on_screen(window, RegistryInPage)
    type_in(PASSPHRASE)
    press(Qt.Key.Key_Return)


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
        page = on_screen(window, DecisionPage)
        assert (page.decision.text(), page.reason.text(), page.days.text()) == ("We invite her", reason, "30")
        assert EN("unkept.taken_up") in texts_of(page)
        unlocked(locked_by_itself(window, office), window)  # once more, with nothing typed since
        page = on_screen(window, DecisionPage)
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
    desk_of(window).go("decisions")
    click(next(iter(on_screen(window, DecisionsPage).entries.values())).buttons["decisions.letter"])
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
        page = on_screen(window, LetterPage)
        assert page.editor.toPlainText().endswith("Please call me back.") and not page.read.isChecked()
        assert EN("unkept.taken_up") in texts_of(page)
        click(page.keep_button)
        wait_until(lambda: EN("letter.is_kept") in texts_of(page), "it to be kept", patience_s=20)
        unlocked(locked_by_itself(window, office), window)
        nothing_is_taken_up(window)
    kept = letters.kept(reopened(office).deps, decision_id)
    assert kept is not None and kept.text.endswith("Please call me back.")
    office.house.opened.close()


def messages_that_wait(house: House) -> int:
    return len(house.deps.store.post.unposted(100))


def test_a_letter_goes_once_however_often_it_is_pressed_and_again_only_where_somebody_says_so(
    qapp: QApplication, office: Office
) -> None:
    lettered(reopened(office))
    before = messages_that_wait(office.house)
    office.house.opened.close()
    with window_over(qapp, office) as window:
        enter(window)
        page = letter_page(window)
        assert not page.again.isVisible()
        page.send_button.click()
        page.send_button.click()
        wait_until(lambda: EN("letter.page.sent") in texts_of(page), "it to be sent", patience_s=20)
        assert page.state.text() == EN("letter.page.sent_on", at=EN.date(office.house.clock.now_ms()))
        page.send_button.click()
        wait_until(page.again.isVisible, "the page to ask", patience_s=20)
        assert messages_that_wait_in(window) == before + 1
        click(page.back_button)
        page = letter_page(window)
        assert page.state.isVisible()  # also who comes later is told
        page.send_button.click()
        wait_until(page.again.isVisible, "the page to ask", patience_s=20)
        click(page.again)
        click(page.send_button)
        wait_until(lambda: EN("letter.page.sent") in texts_of(page), "it to be sent again", patience_s=20)
        assert not page.again.isVisible() and not page.again.isChecked()
        assert messages_that_wait_in(window) == before + 2


def messages_that_wait_in(window: Window) -> int:
    """Counted on the lane that the registry is read on."""
    desk, found = desk_of(window), list[int]()
    deps = desk.deps
    desk.lane.run(lambda: len(deps.store.post.unposted(100)), found.append, desk.trouble, owner=desk)
    wait_until(lambda: bool(found), "the messages to be counted", patience_s=20)
    return found[0]
