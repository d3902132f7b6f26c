"""Every page in every state, in both languages: at normal and double text size nothing is cut off or out of reach."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtWidgets import QApplication
from shiboken6 import delete

from progrez_desktop.ui.page import Page
from progrez_desktop.ui.window import Window
from tests.ui import measure
from tests.ui.conftest import settle
from tests.ui.gallery import STATES, Material, context_for

WAYS = [(language, percent) for language in ("en", "nl") for percent in (100, 200)]
LONG = (
    *("02-privacy", "13-profile", "13-reading", "14-cv", "14-details", "14-report"),
    *("17-my-data", "17-say", "17-training", "17-choices", "19-release"),
    *("14-github-found", "14-github-details", "21-rating", "22-rating", "03-notices-long"),
    *("07-consent-one", "07-consent-all", "32-candidate", "32-compare", "44-leaving-many", "34-interview"),
    *("35-combined", "34-role", "35-shortlist", "36-decision", "37-statistics", "35-team", "47-kiosk-check"),
    *("48-disclosing", "49b-settings", "49b-checks", "49c-log-long", "49d-own-factor", "49e-counts"),
    *("49b-computer", "49b-computer-loose", "49b-computer-wrong"),
)
"""The privacy statement, a profile with what is to be known of it, what a person wrote, all pages of a paper and what
is typed for it, all that happened with somebody's data, why a score is so, own texts as they would leave, a pack that
asks for all, what would leave, what GitHub told, a rater's desk, an organisation that tells a lot, what may be
allowed beside what was, all that a candidate released, people side by side, a hundred releases, what a kiosk lacks,
what an authority is told, every setting, check, count and fact of a computer, a long log, and own ways in."""
LOOKS: dict[str, Callable[[Page, Window], list[str]]] = {
    "cut off": lambda page, _: measure.cut_off(page),
    "overlapping": measure.overlapping,
    "begins further down": measure.beginning_out_of_view,
    "nameless": lambda page, _: measure.nameless(page),
    "too small": lambda page, _: measure.too_small(page) + measure.missed_at_the_edge(page),
    "out of reach": measure.out_of_reach,  # last, because it moves the focus
}


@pytest.fixture(scope="module", params=WAYS, ids=lambda way: f"{way[0]}-{way[1]}")
def seen(request: pytest.FixtureRequest, qapp: QApplication, given: Material) -> Iterator[dict[str, dict[str, list]]]:
    """What is wrong, by kind and state. Each page is built once for all tests of one language and text size."""
    language, percent = request.param
    context = context_for(qapp, language, percent)
    window = Window(context)
    window.show()
    window.activateWindow()
    wrong: dict[str, dict[str, list]] = {kind: {} for kind in LOOKS}
    for name, state in STATES.items():
        page = state(context, given)
        window.show_page(page)
        settle(qapp)
        for kind, look in LOOKS.items():
            if found := look(page, window):
                wrong[kind][name] = found
    yield wrong
    window.close()
    delete(window)
    delete(context)


def test_no_text_is_cut_off_and_nothing_leaves_its_frame(seen) -> None:
    assert seen["cut off"] == {}


def test_nothing_lies_over_anything_else(seen) -> None:
    assert seen["overlapping"] == {}


def test_a_page_begins_with_its_title_in_full_view(seen) -> None:
    assert seen["begins further down"] == {}


@pytest.mark.parametrize("language", ["en", "nl"])
def test_at_normal_size_a_page_is_seen_whole_but_for_long_texts(
    qapp: QApplication, given: Material, language: str
) -> None:
    context = context_for(qapp, language, 100)
    window = Window(context)
    window.show()
    out_of_view = {}
    for name, state in STATES.items():
        if not name.startswith(LONG):
            page = state(context, given)
            window.show_page(page)
            settle(qapp)
            out_of_view[name] = measure.scrolled(page)
    window.close()
    delete(window)
    delete(context)
    assert {name: found for name, found in out_of_view.items() if found} == {}


def test_every_control_has_a_name_to_be_read_aloud(seen) -> None:
    assert seen["nameless"] == {}


def test_every_control_is_large_enough_for_a_finger(seen) -> None:
    assert seen["too small"] == {}


def test_tab_comes_to_every_control_in_full_view_with_the_ring_around_it(seen) -> None:
    assert seen["out of reach"] == {}
