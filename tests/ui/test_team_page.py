"""One team on screen: proposals as tabs in any language, undo, weights that leave something to wish for, own values."""

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QLabel

from progrez_desktop.ui.pages.team import TeamPage
from progrez_desktop.ui.widgets.basic import Button
from progrez_desktop.ui.widgets.skill_strip import SkillStrip
from progrez_desktop.ui.widgets.tabs import Tabs
from progrez_desktop.ui.widgets.team_changes import NobodyCard
from tests.ui import measure
from tests.ui.conftest import Show, settle
from tests.ui.gallery import STATES, Material, context_for
from tests.ui.gallery_teams import ids, made_team
from tests.ui.test_told_and_reached import focus_chain


def shown(qapp: QApplication, given: Material, state: str) -> TeamPage:
    page = STATES[state](context_for(qapp, "en", 100), given)
    assert isinstance(page, TeamPage)
    page.show()
    settle(qapp)
    return page


def test_proposals_are_called_in_the_language_that_is_chosen_also_after_another_was_looked_at(
    qapp: QApplication, given: Material
) -> None:
    page = shown(qapp, given, "35-team-proposed")
    for number in (1, 2):
        page.findChildren(Tabs)[-1].tabs[number].click()
        settle(qapp)
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    page.context.set_language("nl")
    (tabs,) = page.findChildren(Tabs)
    assert [tab.text() for tab in tabs.tabs] == [f"Voorstel {n} van 3" for n in (1, 2, 3)]


def test_undo_goes_back_one_change_at_a_time_to_what_was_proposed(qapp: QApplication, given: Material) -> None:
    page = shown(qapp, given, "35-team-proposed")
    assert page.view is not None
    proposed = page.view.team
    first, second = made_team(ids(given), 4), made_team(ids(given), 3)
    page.show_own(first)
    page.show_own(second)
    page.undo_button.click()
    assert page.view.team == first
    page.undo_button.click()
    assert page.view.team == proposed
    assert not page.undo_button.isEnabled()


def test_a_team_that_comes_after_somebody_went_through_the_page_is_in_the_order_of_reading(
    show: Show, qapp: QApplication, given: Material
) -> None:
    _, _, page = show("35-team-proposed")
    page.keep_in_order()
    settle(qapp)
    page.show_own(made_team(ids(given), 4))
    settle(qapp)
    page.keep_in_order()
    assert focus_chain(page) == measure.controls(page)


def test_a_code_and_a_letter_with_its_margin_stay_in_one_line(qapp: QApplication, given: Material) -> None:
    page = shown(qapp, given, "35-team-table")
    told = [one.text() for one in page.findChildren(QLabel)]
    assert any("A\u00a03–\u20605, B" in text for text in told)
    assert any("-\u2060" in text for text in told if text.startswith("Candidate "))


def test_a_condition_that_was_taken_away_comes_back_with_undo(qapp: QApplication, given: Material) -> None:
    page = shown(qapp, given, "35-team-asked")
    before = page.form.ask
    next(chip for chip in page.form.findChildren(Button) if chip.text().startswith("in: ")).click()
    assert page.form.ask.fixed == ()
    page.form.undo_button.click()
    assert page.form.ask == before


def test_a_team_by_no_wish_at_all_is_not_composed(qapp: QApplication, given: Material) -> None:
    page = shown(qapp, given, "35-team-begin")
    for slider in page.form.sliders.values():
        slider.slider.setValue(0)
    assert not page.compose_button.isEnabled()
    page.form.sliders["mix"].slider.setValue(1)
    assert page.compose_button.isEnabled()
    assert page.form.ask.wishes.mix == 1
    assert page.form.ask.wishes.weak_link == 0


def test_of_people_who_allow_no_look_no_sign_is_drawn_and_no_value_said(qapp: QApplication, given: Material) -> None:
    page = shown(qapp, given, "35-team-hidden")
    strips = page.findChildren(SkillStrip)
    assert len(strips) == len(ids(given))
    assert not any(strip._shown for strip in strips)
    assert not any("A " in strip.accessibleName() for strip in strips)
    page.view.chart.table_button.click()  # type: ignore[union-attr]
    assert "Who allows it, as margin" not in [one.text() for one in page.findChildren(QLabel)]


def test_each_strip_is_said_with_mean_ends_coverage_and_who_allows_it(qapp: QApplication, given: Material) -> None:
    page = shown(qapp, given, "35-team-proposed")
    said = page.findChildren(SkillStrip)[0].accessibleName()
    assert said.startswith("Communication: ")
    assert "Mean " in said
    assert "A " in said


def test_two_people_have_no_distribution_and_their_table_says_so(qapp: QApplication, given: Material) -> None:
    page = shown(qapp, given, "35-team-two")
    assert "nothing can be told of anybody here" in page.findChildren(SkillStrip)[0].accessibleName()


def test_what_clashes_is_in_view_below_a_long_form_in_large_text(show: Show, qapp: QApplication) -> None:
    _, _, page = show("35-team-clash", percent=200)
    page.show_composed(page.composed)
    settle(qapp)
    (card,) = page.findChildren(NobodyCard)
    view = page.scroller.viewport()
    assert view.rect().contains(card.mapTo(view, card.rect().topLeft()))
    assert page.window().focusWidget() is page.compose_button
