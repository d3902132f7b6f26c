"""A small table of words: columns of the same share in each row; named and stacked where they do not fit."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from progrez_desktop.core.words import Words
from progrez_desktop.ui.layouts import take_out
from progrez_desktop.ui.page import Page, Sentence
from progrez_desktop.ui.widgets.basic import label, line

_GAP = 12
_ROUNDED = 2
"""Pixels that a layout may take from a column when it shares out whole ones."""
_PILL = 24
"""Pixels around the words of a pill, in app.qss."""


class PlainTable(QWidget):
    """`about` is how the keys of the column names begin; shares say how wide the columns are to each other."""

    def __init__(self, page: Page, about: str, columns: Sequence[str], shares: Sequence[int]) -> None:
        super().__init__()
        self._page, self._shares = page, tuple(shares)
        self._stretches = list(shares)
        self._keys = [f"{about}.{name}" for name in columns]
        self._unnamed: list[tuple[QBoxLayout, QWidget, str]] = []
        self._names: list[QLabel] = []
        self._rows: list[QBoxLayout] = []
        self._cells: list[list[QLabel]] = [[] for _ in columns]
        self._least: list[int] | None = None
        """How wide the longest word of each column is, once it is known."""
        self._is_stacked = page.context.theme.is_large
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.rows: list[list[QLabel]] = []
        self._head = QWidget()
        heads = [self._name(key) for key in self._keys]
        self._head.setLayout(self._row(heads, heads))
        self._column.addWidget(self._head)
        page.context.changed.connect(self._measure)
        self._arrange()

    def _name(self, key: str, *, wrap: bool = True) -> QLabel:
        name = label("column", wrap=wrap)
        self._page.say(name.setText, key)
        return name

    def _measure(self) -> None:
        self._least = None
        self._spread()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        super().resizeEvent(event)
        self._spread()

    def _spread(self) -> None:
        """Give each column its share, or what its longest word needs; where they don't all fit, they are stacked."""
        room = self.width() - _GAP * (len(self._shares) - 1)
        shares = [room * share // sum(self._shares) for share in self._shares]
        is_large = self._page.context.theme.is_large
        if not is_large and self._least is None:
            self._least = [max(map(_longest_word, cells), default=0) for cells in self._cells]
        least = self._least or [0] * len(shares)
        is_stacked = is_large or sum(least) > room
        if is_stacked != self._is_stacked:
            self._is_stacked = is_stacked
            self._arrange()
        fits = all(needed <= share for needed, share in zip(least, shares, strict=True))
        stretches = list(self._shares) if fits or is_stacked else _at_least(least, shares)
        if stretches != self._stretches:
            self._stretches = stretches
            for row in self._rows:
                for place, stretch in enumerate(stretches):
                    row.setStretch(place, stretch)

    def _arrange(self) -> None:
        """Stacked, a number alone says nothing: then each cell has the name of its column before it."""
        sideways, downwards = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._head.setVisible(not self._is_stacked)
        for row in self._rows:
            row.setDirection(downwards if self._is_stacked else sideways)
        while self._is_stacked and self._unnamed:  # made when they are first needed: most tables never are stacked
            row, cell, key = self._unnamed.pop()
            name = self._name(key, wrap=False)
            self._put_before(row, cell, name)
            self._names.append(name)
        for name in self._names:
            name.setVisible(self._is_stacked)

    def _put_before(self, row: QBoxLayout, cell: QWidget, name: QLabel) -> None:
        at = row.indexOf(cell)
        take_out(cell)
        holder = QWidget()
        inside = QHBoxLayout(holder)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(12)
        inside.addWidget(name, 0, Qt.AlignmentFlag.AlignVCenter)
        inside.addWidget(cell, 1)
        _take_share(holder)
        row.insertWidget(at, holder, self._stretches[at])

    def _row(self, cells: Sequence[QLabel], places: Sequence[QWidget]) -> QBoxLayout:
        row = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        row.setSpacing(_GAP)
        row.setContentsMargins(0, 0, 0, 0)
        self._rows.append(row)
        for column, cell, place, stretch in zip(self._cells, cells, places, self._stretches, strict=True):
            column.append(cell)
            _take_share(place)
            row.addWidget(place, stretch)
        return row

    def add(self, cells: Sequence[tuple[str, Sentence]]) -> None:
        """Add a row; each cell with its role, or a pill with its tone ("pill ok")."""
        made = []
        for key, (look, sentence) in zip(self._keys, cells, strict=True):
            role, _, tone = look.partition(" ")
            cell = label(role, tone="" if tone == "plain" else tone)
            self._page.tell(cell.setText, sentence)
            self._page.tell(cell.setAccessibleName, partial(_named, key, sentence))
            made.append(cell)
        self._column.addWidget(line())
        holder, places = QWidget(), [_pill_place(cell) if cell.property("role") == "pill" else cell for cell in made]
        row = self._row(made, places)
        holder.setLayout(row)
        self._column.addWidget(holder)
        self.rows.append(made)
        self._unnamed.extend((row, place, key) for place, key in zip(places, self._keys, strict=True))
        self._least = None  # the row makes the table higher, and then it is asked anew
        if self._is_stacked:
            self._arrange()


def _take_share(widget: QWidget) -> None:
    """Have it as wide as its column, whatever it would like; as high as it needs at that width."""
    policy = widget.sizePolicy()
    policy.setHorizontalPolicy(QSizePolicy.Policy.Ignored)
    widget.setSizePolicy(policy)


def _pill_place(pill: QLabel) -> QWidget:
    """As high and as wide as its words."""
    holder = QWidget()
    inside = QHBoxLayout(holder)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.addWidget(pill, 0, Qt.AlignmentFlag.AlignVCenter)
    inside.addStretch(1)
    return holder


def _at_least(least: Sequence[int], shares: Sequence[int]) -> list[int]:
    """Return widths by shares in which none is under its least; what those take more, the others give."""
    widths = [max(pair) for pair in zip(least, shares, strict=True)]
    spare = [width - needed for width, needed in zip(widths, least, strict=True)]
    over = sum(widths) - sum(shares)
    return [width - over * one // (sum(spare) or 1) for width, one in zip(widths, spare, strict=True)]


def _longest_word(cell: QLabel) -> int:
    cell.ensurePolished()
    longest = sorted(cell.text().split(), key=len)[-2:]
    around = _PILL if cell.property("role") == "pill" else 0
    return max((cell.fontMetrics().horizontalAdvance(word) for word in longest), default=0) + around + _ROUNDED


def _named(key: str, sentence: Sentence, words: Words) -> str:
    """A cell as it is heard: whoever goes from one to the next does not see the column that it stands in."""
    said = sentence(words).replace("\u2060", "")  # holds a line together, and is nothing to be heard
    return f"{words(key)}: {said}"
