"""The list of candidates as a table sees it: so many rows, fetched a page at a time when they come into view."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from progrez_desktop.core.model.assessment import Skill
from progrez_desktop.core.model.registry import Margin, Row
from progrez_desktop.core.words import Words

PAGE = 200
"""Rows that are asked for at once."""
SOON_MS = 30 * 86_400_000
"""A consent that ends within so long is told by its days."""
_KEPT_PAGES = 60
"""More than any screen shows; what was scrolled past long ago is asked for again."""

MARGIN_ROLE = int(Qt.ItemDataRole.UserRole)
_Index = QModelIndex | QPersistentModelIndex


class Candidates(QAbstractTableModel):
    """Codes stand in the header of the rows, so that they stay in view; columns: date, skills, said, until."""

    wanted = Signal(int)
    """The number of a page that came into view and isn't here yet."""

    def __init__(self, parent: QObject, skills: Sequence[Skill], words: Callable[[], Words], now_ms: int) -> None:
        super().__init__(parent)
        self.skills = tuple(skills)
        self._words, self._now_ms = words, now_ms
        self._count = 0
        self._pages: dict[int, Sequence[Row]] = {}
        self._asked: set[int] = set()
        self._cells: Mapping[int, Callable[[Row, Words], str]] = {
            0: _assessed,
            len(self.skills) + 1: _said,
            len(self.skills) + 2: lambda row, words: until(row.until_ms, self._now_ms, words),
        }

    # What is in it

    def begin(self, count: int, first: Sequence[Row]) -> None:
        """Show the answer to another question: how many there are, and the first page of them."""
        self.beginResetModel()
        self._count, self._pages, self._asked = count, {0: tuple(first)}, set()
        self.endResetModel()

    def take(self, page: int, rows: Sequence[Row]) -> None:
        """Put a page in its place that was `wanted`."""
        self._asked.discard(page)
        while len(self._pages) >= _KEPT_PAGES:
            self._pages.pop(next(iter(self._pages)))
        self._pages[page] = tuple(rows)
        last = min((page + 1) * PAGE, self._count) - 1
        if last >= page * PAGE:
            self.dataChanged.emit(self.index(page * PAGE, 0), self.index(last, self.columnCount() - 1))
            self.headerDataChanged.emit(Qt.Orientation.Vertical, page * PAGE, last)

    def row(self, number: int) -> Row | None:
        """Return a row where it is here; asks for its page where it isn't."""
        page, place = divmod(number, PAGE)
        rows = self._pages.get(page)
        if rows is None:
            if page not in self._asked:
                self._asked.add(page)
                self.wanted.emit(page)
            return None
        return rows[place] if place < len(rows) else None

    # As Qt asks

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        return 0 if parent.isValid() else len(self.skills) + 3

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in (Qt.ItemDataRole.DisplayRole, MARGIN_ROLE, Qt.ItemDataRole.AccessibleTextRole):
            return None
        row = self.row(index.row())
        if row is None:
            return "…" if role == Qt.ItemDataRole.DisplayRole else None
        skill = self._skill(index.column())
        if role == MARGIN_ROLE:
            return row.scores.get(skill.id) if skill else None
        told = self._told(row, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = told if told.strip("–") else self._spoken(row, index.column())
            return f"{row.code}, {self._title(index.column())}: {said}"
        return told

    def _told(self, row: Row, column: int) -> str:
        skill = self._skill(column)
        if skill is None:
            return self._cells[column](row, self._words())
        if skill.id not in row.scores:
            return ""
        margin = row.scores[skill.id]
        return "–" if margin is None else span(margin)

    def _spoken(self, row: Row, column: int) -> str:
        """Return what a cell means that has no words in it."""
        words, skill = self._words(), self._skill(column)
        if skill is not None:
            return words("candidates.no_score" if skill.id in row.scores else "candidate.not_released")
        return words("candidate.not_released" if column == 0 else "candidates.nothing_said")

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            if role != Qt.ItemDataRole.DisplayRole:
                return None
            row = self.row(section)
            return "…" if row is None else row.code
        if role == Qt.ItemDataRole.DisplayRole:
            return self._title(section)
        skill = self._skill(section)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole) and skill:
            return skill.name[self._words().language]
        return None

    def _skill(self, column: int) -> Skill | None:
        return self.skills[column - 1] if 0 < column <= len(self.skills) else None

    def _title(self, column: int) -> str:
        words, skill = self._words(), self._skill(column)
        if skill is not None:
            short = f"candidates.skill.{skill.id}"
            return words(short) if short in words else skill.short_name[words.language]
        names = {0: "assessed", len(self.skills) + 1: "said", len(self.skills) + 2: "until"}
        return words(f"candidates.column.{names[column]}")

    def say_again(self) -> None:
        """Another language."""
        if self._count:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), self.index(self._count - 1, self.columnCount() - 1))


def span(margin: Margin) -> str:
    """Return a score as it may be shown: its margin."""
    return f"{margin.low}–{margin.high}"


def until(until_ms: int, now_ms: int, words: Words) -> str:
    """Return when a consent ends; the days that are left where they are few."""
    left = until_ms - now_ms
    return (
        words.plural("candidates.ends_in", max(1, -(-left // 86_400_000)))
        if left < SOON_MS
        else words.short_date(until_ms)
    )


def _assessed(row: Row, words: Words) -> str:
    return words.short_date(row.finished_ms) if row.finished_ms is not None else "–"


def _said(row: Row, words: Words) -> str:
    return words("candidates.is_contested") if row.is_contested else ""
