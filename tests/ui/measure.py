"""Looks at a page on screen and says what is wrong with it: cut off, outside, nameless, too small, out of reach."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QAccessible, QFont, QFontMetrics
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QApplication,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QWidget,
)

from progrez_desktop.ui.page import Page
from progrez_desktop.ui.pages.cv import CvPage
from progrez_desktop.ui.widgets.basic import Button
from progrez_desktop.ui.widgets.cell import Cell
from progrez_desktop.ui.widgets.choice import ChoiceCard
from progrez_desktop.ui.widgets.evidence_row import EvidenceRow
from progrez_desktop.ui.widgets.focus_ring import FocusRing
from progrez_desktop.ui.widgets.level_scale import LevelScale
from progrez_desktop.ui.widgets.option import Option
from progrez_desktop.ui.widgets.skill_row import SkillRow
from progrez_desktop.ui.window import Window

LEAST_TARGET = 48
LEAST_LIGHT_TARGET = 44
"""With the margin around it: a link or a pill that looked as large as a button would weigh as much. A scale of levels
stands on a rater's own desk, twelve in one view."""
TITLES = ("display", "h1", "desktitle", "statement", "question", "scene", "h2")
"""The roles of a text that says what a page is; the first that a page has is its title."""
LEAST_BAND = 200
"""Of a skill in the profile: a narrower one shows no margin."""
LEAST_ROW = 32
"""A row of twelve skills: it only looks closer at one, and all of them belong in one view."""


def visible_in(page: Page) -> Iterator[QWidget]:
    """All visible widgets of a page, but for the inner life of an editor or scroll bar."""
    for widget in page.findChildren(QWidget):
        inside = widget.parentWidget()
        while inside is not None and inside is not page and not isinstance(inside, QPlainTextEdit):
            inside = inside.parentWidget()
        if widget.isVisible() and not isinstance(inside, QPlainTextEdit):
            yield widget


def name_of(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QLabel | QAbstractButton) else widget.accessibleName()
    return f"{type(widget).__name__} “{text[:60]}”"


def cut_off(page: Page) -> list[str]:
    """Widgets whose own text does not fit them, or that do not fit into what holds them."""
    return [name_of(widget) for widget in visible_in(page) if not (_text_fits(widget) and _fits_parent(widget))]


def _text_fits(widget: QWidget) -> bool:
    if isinstance(widget, QLabel) and widget.text():
        if not widget.wordWrap():
            needed = widget.sizeHint()
            return needed.width() <= widget.width() and needed.height() <= widget.height()
        words = widget.text().replace("\u200b", " ").split() or [""]  # where a long name may be broken
        widest = max(widget.fontMetrics().horizontalAdvance(word) for word in words)
        return widget.heightForWidth(widget.width()) <= widget.height() and widest <= widget.contentsRect().width()
    if isinstance(widget, ChoiceCard):
        return widget.heightForWidth(widget.width()) <= widget.height()
    if isinstance(widget, Option):
        metrics = QFontMetrics(widget._font(19, QFont.Weight.DemiBold))
        room = widget.width() - widget._context.theme.px(15) - 80
        return metrics.horizontalAdvance(widget.text()) <= room and metrics.height() <= widget.height()
    if isinstance(widget, SkillRow):
        return _row_fits(widget)
    if isinstance(widget, LevelScale):
        return widget.fits()
    if isinstance(widget, QAbstractButton):
        needed = widget.sizeHint()
        return needed.width() <= widget.width() and needed.height() <= widget.height()
    if isinstance(widget, QLineEdit):
        return widget.fontMetrics().height() <= widget.height() - 2
    return True


def _row_fits(row: SkillRow) -> bool:
    name = QFontMetrics(row._font(16, QFont.Weight.DemiBold))
    result = QFontMetrics(row._font(15, QFont.Weight.Normal))
    wanted, beside = name.horizontalAdvance(row.text()), result.horizontalAdvance(row._result)
    if row._stacked():
        return wanted + beside + 32 <= row.width() and name.height() + 20 <= row.height()
    return (
        wanted <= row._context.theme.px(170)
        and row.width() - row._context.theme.px(170) - row._result_room - 60 >= LEAST_BAND
        and beside <= row._result_room
        and name.height() <= row.height()
    )


def _fits_parent(widget: QWidget) -> bool:
    parent = widget.parentWidget()
    if parent is None:
        return True
    held, room = widget.geometry(), parent.rect()
    if isinstance(parent.parentWidget(), QScrollArea):  # the viewport: down and up it scrolls
        return room.left() <= held.left() and held.right() <= room.right()
    return room.contains(held)


def _shown(widget: QWidget, window: QWidget) -> QRect:
    """Where a widget can be seen, in the window's coordinates."""
    rect = QRect(widget.mapTo(window, QPoint(0, 0)), widget.size())
    parent = widget.parentWidget()
    while parent is not None and parent is not window:
        rect = rect.intersected(QRect(parent.mapTo(window, QPoint(0, 0)), parent.size()))
        parent = parent.parentWidget()
    return rect


def overlapping(page: Page, window: Window) -> list[str]:
    """Texts and controls that lie over one another."""
    leaves = [(w, _shown(w, window)) for w in visible_in(page) if isinstance(w, QLabel | QAbstractButton | QLineEdit)]
    leaves = [(widget, rect) for widget, rect in leaves if not rect.isEmpty()]
    return [
        f"{name_of(one)} over {name_of(other)}"
        for place, (one, rect) in enumerate(leaves)
        for other, other_rect in leaves[place + 1 :]
        if rect.intersects(other_rect)
    ]


def beginning_out_of_view(page: Page, window: Window) -> list[str]:
    """The title that a person does not see in full when the page comes on screen."""
    labels = [widget for widget in visible_in(page) if isinstance(widget, QLabel)]
    titles = [one for role in TITLES for one in labels if one.property("role") == role]
    shown = _shown(titles[0], window).size()
    return [] if shown == titles[0].size() else [f"{name_of(titles[0])} {shown.height()} of {titles[0].height()} px"]


def scrolled(page: Page) -> list[str]:
    """How much of a page lies out of view."""
    hidden = page.scroller.verticalScrollBar().maximum() if page.scroller is not None else 0
    return [f"{hidden} px"] if hidden else []


def controls(page: Page) -> list[QWidget]:
    """What can be pressed or typed in, and so has to be within reach of the keyboard as well."""
    operable = QAbstractButton | QLineEdit | QPlainTextEdit
    return [
        widget
        for widget in visible_in(page)
        if widget.isEnabled() and (isinstance(widget, operable) or widget.focusPolicy() & Qt.FocusPolicy.TabFocus.value)
    ]


def nameless(page: Page) -> list[str]:
    """Controls that a screen reader can't name."""
    found = []
    for widget in controls(page):
        spoken = QAccessible.queryAccessibleInterface(widget)
        if spoken is None or not spoken.text(QAccessible.Text.Name).strip():
            found.append(name_of(widget))
    return found


def too_small(page: Page) -> list[str]:
    """Controls that a finger misses."""
    return [
        f"{name_of(widget)} {widget.width()}×{widget.height()}"
        for widget in controls(page)
        if widget.height() < _least(widget) or widget.width() < min(_least(widget), LEAST_TARGET)
    ]


def _least(widget: QWidget) -> int:
    if isinstance(widget, SkillRow | EvidenceRow):
        return LEAST_ROW
    light = widget.property("kind") in ("link", "pill") or isinstance(widget, LevelScale)
    return LEAST_LIGHT_TARGET if light else LEAST_TARGET


def missed_at_the_edge(page: Page) -> list[str]:
    """Buttons that do not take a press in every corner of what counts as their size."""
    return [
        name_of(widget)
        for widget in controls(page)
        if isinstance(widget, QAbstractButton)
        if not all(widget.hitButton(corner) for corner in (widget.rect().topLeft(), widget.rect().bottomRight()))
    ]


def out_of_reach(page: Page, window: Window) -> list[str]:
    """Controls that Tab does not come to, or where the ring is not around what has the focus, in full view."""
    wanted, reached, found = controls(page), set(), []
    while (ring := window.findChild(FocusRing)) is None:
        QTest.qWait(20)
    first = QApplication.focusWidget()
    if isinstance(first, QScrollArea):  # the page itself: what comes first is out of view
        QTest.keyClick(first, Qt.Key.Key_Tab)
    for _ in range(len(wanted) + 1):
        focused = QApplication.focusWidget()
        if focused is None:
            return ["nothing has the focus"]
        reached.add(focused)
        drawn = focused.drawn() if isinstance(focused, Button | Cell) else focused.rect()
        around = QRect(focused.mapTo(window, drawn.topLeft()), drawn.size())
        if not (ring.isVisible() and ring.geometry().contains(around)):
            found.append(f"no ring around {name_of(focused)}")
        if not in_view(focused, window):
            found.append(f"out of view: {name_of(focused)}")
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    return found + [f"not reached: {name_of(widget)}" for widget in wanted if widget not in reached]


def in_view(widget: QWidget, window: Window) -> bool:
    """Whether all of a control can be seen, or as much of it as its scroll area has room for."""
    parent = widget.parentWidget()
    while parent is not None and not isinstance(parent, QAbstractScrollArea):
        parent = parent.parentWidget()
    room = parent.viewport().height() if parent is not None else window.height()
    return _shown(widget, window).height() >= min(widget.height(), room)


def texts(page: Page) -> list[str]:
    """Everything that can be read or heard on a page, in its order; pictures aside."""
    said = []
    for widget in visible_in(page):
        if isinstance(widget, QLabel) and not widget.pixmap().isNull():
            continue
        if isinstance(widget, QLabel | QAbstractButton):
            said.append(widget.text())
        if isinstance(widget, ChoiceCard):
            said.append(widget._detail)
        if isinstance(widget, LevelScale):
            said += [widget._name, widget._beside]
        said += [widget.accessibleName(), widget.accessibleDescription()]
    return [text for text in said if text.strip()]


def _of_the_screen(button: QAbstractButton, page: Page) -> bool:
    """Pills of the header, and the language of a CV until one is chosen."""
    follows = isinstance(page, CvPage) and not page.choices.language and button in page.languages.tabs
    return follows or button.property("kind") == "pill"


def given_by_hand(page: Page) -> list[object]:
    """What a person typed or ticked on a page; what still follows the language of the screen is neither."""
    entered: list[object] = []
    for widget in visible_in(page):
        if isinstance(widget, QLineEdit):
            entered.append(widget.text())
        elif isinstance(widget, LevelScale):
            entered.append(widget.level)
        elif isinstance(widget, QPlainTextEdit):
            entered.append(widget.toPlainText())
        elif isinstance(widget, QAbstractButton) and widget.isCheckable() and not _of_the_screen(widget, page):
            entered.append(widget.isChecked())
    return entered
