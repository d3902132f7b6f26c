"""What lies over a page takes it out of what is told; once that goes, the page and its keyboard are there again."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QWidget

from progrez_desktop.core.drives import Drive
from progrez_desktop.ui.context import Context, application
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.widgets.idle_warning import IdleWarning
from progrez_desktop.ui.widgets.stick_card import StickCard
from progrez_desktop.ui.window import Window
from tests.ui.conftest import Show, settle

TYPED = "I listened first, and wrote down what each of them needed."


def told_of(one: QAccessibleInterface) -> Iterator[str]:
    """All that a program comes to that walks from here, whether it is on screen or not."""
    yield from (one.text(kind) for kind in (QAccessible.Text.Name, QAccessible.Text.Value))
    if (typed := one.textInterface()) is not None:
        yield typed.text(0, typed.characterCount())
    for place in range(one.childCount()):
        yield from told_of(one.child(place))


def told(widget: QWidget) -> list[str]:
    settle(application())
    return list(told_of(QAccessible.queryAccessibleInterface(widget)))


@pytest.fixture
def answering(show: Show) -> tuple[Window, Context, Any]:
    window, context, page = show("11-open-answer-empty")
    page.editor.setPlainText(TYPED)
    page.editor.setFocus()
    assert TYPED in told(window)
    return window, context, page


def test_below_a_page_of_staff_there_is_nothing_and_afterwards_all_of_it(
    answering: tuple[Window, Context, Any],
) -> None:
    window, context, page = answering
    before = told(page)
    window.cover(MessagePage(context, "invigilator.paused", ("go_on",), sentence=lambda _: ""))
    there = QAccessible.queryAccessibleInterface(page)
    assert there.childCount() == 0 and there.child(0) is None and TYPED not in told(window)
    assert context.words("invigilator.paused.title") in told(window)
    window.uncover()
    assert sorted(told(page)) == sorted(before) and page.editor.hasFocus()


def test_a_page_that_comes_below_it_is_told_once_it_is_seen(answering: tuple[Window, Context, Any]) -> None:
    window, context, _ = answering
    window.cover(MessagePage(context, "invigilator.paused", ("go_on",), sentence=lambda _: ""))
    window.show_page(MessagePage(context, "locked", ("back",)))
    assert context.words("locked.title") not in told(window)
    window.uncover()
    assert context.words("locked.title") in told(window)


@pytest.mark.parametrize("what", ["idle", "stick"])
def test_below_a_card_over_the_page_only_the_card_is_told(answering: tuple[Window, Context, Any], what: str) -> None:
    window, context, page = answering
    before = told(page)
    card = _card(window, context, what)
    assert TYPED not in told(window) and card.title.text() in told(window)
    card.go()
    assert sorted(told(page)) == sorted(before) and page.editor.hasFocus()


def _card(window: Window, context: Context, what: str) -> IdleWarning | StickCard:
    if what == "idle":
        warning = IdleWarning(window, context, "idle")
        warning.show_seconds(60)
        return warning
    card = StickCard(window, context, window.page, "Where does the file go?", list[Drive])
    card.lie_over()
    return card
