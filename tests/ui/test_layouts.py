"""What leaves a layout leaves nothing behind that PySide would take for what Qt makes next at the same place."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QLayout, QPushButton, QSpacerItem, QVBoxLayout, QWidget

from progrez_desktop.ui.layouts import clear, discard, parts_of, take_out
from progrez_desktop.ui.widgets.flow_layout import FlowLayout
from tests.ui.lost_items import lost_items


def nested(inner: QLayout, parts: list[QPushButton]) -> tuple[QWidget, QVBoxLayout]:
    """A layout that is put into another when it is full: PySide makes a wrapper for each of its items."""
    holder = QWidget()
    outer = QVBoxLayout(holder)
    for part in parts:
        inner.addWidget(part)
    outer.addLayout(inner)
    return holder, outer


def go_elsewhere(part: QPushButton, outer: QVBoxLayout) -> None:
    take_out(part)
    outer.addWidget(part)


def go_for_good(part: QPushButton, outer: QVBoxLayout) -> None:
    discard(part)
    QApplication.sendPostedEvents(part, QEvent.Type.DeferredDelete)


@pytest.mark.parametrize("leave", [go_elsewhere, go_for_good])
@pytest.mark.parametrize("kind", [QHBoxLayout, FlowLayout])
def test_what_leaves_is_forgotten(
    qapp: QApplication, kind: Callable[[], QLayout], leave: Callable[[QPushButton, QVBoxLayout], None]
) -> None:
    inner, parts = kind(), [QPushButton(str(number)) for number in range(4)]
    holder, outer = nested(inner, parts)
    leave(parts[1], outer)
    assert parts_of(inner) == [parts[0], *parts[2:]]
    assert lost_items() == []
    clear(inner)
    assert inner.count() == 0 and lost_items() == []
    del holder


def test_a_part_that_just_goes_is_what_is_guarded_against(qapp: QApplication) -> None:
    """Should this fail one day, PySide has learned it, and ui/layouts.py can go."""
    inner, parts = QHBoxLayout(), [QPushButton(str(number)) for number in range(4)]
    holder, _ = nested(inner, parts)
    parts[1].setParent(None)
    assert len(lost_items()) == 1
    del holder


def test_what_stands_in_a_layout_is_told_place_by_place(qapp: QApplication) -> None:
    holder = QWidget()
    outer, inner, first, last = QHBoxLayout(holder), QVBoxLayout(), QPushButton("first"), QPushButton("last")
    outer.addWidget(first)
    outer.addItem(QSpacerItem(1, 1))
    outer.addLayout(inner)
    outer.addWidget(last)
    QPushButton("beside the layout", holder)
    assert parts_of(outer) == [first, None, inner, last]
    assert parts_of(inner) == []
    clear(outer)
    assert outer.count() == 0 and first.parent() is None


def test_there_is_one_door(repo: Path) -> None:
    room = repo / "progrez_desktop" / "ui"
    doors = re.compile(
        r"\.(itemAt|takeAt|itemAtPosition|removeItem|replaceWidget)\(|\.setParent\(None\)|\.removeWidget\((?!page\))"
    )
    found = {path.relative_to(room).as_posix() for path in room.rglob("*.py") if doors.search(path.read_text())}
    assert found == {"layouts.py"}


@pytest.mark.parametrize("lines", [1, 2, 3])
def test_words_in_a_row_break_no_oftener_than_the_row_asks(qapp: QApplication, lines: int) -> None:
    holder, flow, told = QWidget(), FlowLayout(), QLabel("locked down: enforced 2, detected 1")
    told.setWordWrap(True)
    holder.setLayout(flow)
    flow.addWidget(told)
    one_line = told.fontMetrics().horizontalAdvance(told.text())
    width = next(
        wide for wide in range(one_line + 8, 0, -1) if told.heightForWidth(wide) == told.heightForWidth(2000) * lines
    )
    holder.resize(width + 200 if lines == 1 else width, flow.heightForWidth(width))
    flow.activate()
    assert told.height() == told.heightForWidth(2000) * lines
    assert told.width() <= min(one_line + 8, width)
