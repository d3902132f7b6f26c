"""The list of candidates as a table sees it: so many rows, fetched a page at a time when they come into view."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from progrez_desktop.core.model.assessment import Skill
from progrez_desktop.core.model.registry import Margin, Row
from progrez_desktop.core.services.recruiting.procedure_names import procedure_name
from progrez_desktop.core.words import Words

PAGE = 200
"""Rows that are asked for at once."""
SOON_MS = 30 * 86_400_000
"""A consent that ends within so long is told by its days."""
_QUARTER_MS = 900_000
_DATES = 20_000
_KEPT_PAGES = 60
"""More than any screen shows; what was scrolled past long ago is asked for again."""

MARGIN_ROLE = int(Qt.ItemDataRole.UserRole)
_AFTER = ("said", "quality", "until", "procedure")
"""Columns that follow the skills."""
_Index = QModelIndex | QPersistentModelIndex


class Candidates(QAbstractTableModel):
    """Codes stand in the header of the rows, so that they stay in view; columns: date, skills, and what follows."""

    wanted = Signal(int)
    """The number of a page that came into view and isn't here yet."""
    chosen_changed = Signal()
    picked = Signal()
    """Somebody selected people, or let go of them: under what is asked by then."""

    def __init__(self, parent: QObject, skills: Sequence[Skill], words: Callable[[], Words], now_ms: int) -> None:
        super().__init__(parent)
        self.skills = tuple(skills)
        self._words, self._now_ms = words, now_ms
        self._count = 0
        self.has_names = False
        """Whether anybody of the first rows is shown by name."""
        self._pages: dict[int, Sequence[Row]] = {}
        self._asked: set[int] = set()
        self.columns = ("assessed", *(skill.id for skill in self.skills), *_AFTER)
        """By name, in their order."""
        self._dates: dict[tuple[str, int], str] = {}
        self.chosen: dict[str, str] = {}
        """Releases that are selected, with their codes; they stay so while the list asks for others."""
        self._cells: Mapping[str, Callable[[Row, Words], str]] = {
            "assessed": self._assessed,
            "said": _said,
            "quality": _quality,
            "until": self._until,
            "procedure": lambda row, words: procedure_name(row.assessment, words),
        }

    # What is in it

    def begin(self, count: int, first: Sequence[Row]) -> None:
        """Show the answer to another question: how many there are, and the first page of them."""
        self.beginResetModel()
        self._count, self._pages, self._asked = count, {0: tuple(first)}, set()
        self.has_names = any(row.name for row in first)
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

    # Selected

    def is_chosen(self, number: int) -> bool:
        row = self.row(number)
        return row is not None and row.release_id in self.chosen

    def choose(self, rows: Iterable[Row], *, chosen: bool = True) -> None:
        """Select rows, or take them out of the selection."""
        for row in rows:
            if chosen:
                self.chosen[row.release_id] = row.code
            else:
                self.chosen.pop(row.release_id, None)
        self.picked.emit()
        self._say_chosen()

    def choose_again(self, chosen: Mapping[str, str]) -> None:
        """Select who was selected when the list was left."""
        self.chosen = dict(chosen)
        self._say_chosen()

    def choose_none(self) -> None:
        self.chosen.clear()
        self._say_chosen()

    def keep_chosen(self, release_ids: Iterable[str]) -> None:
        """Let go of who is no more."""
        here = set(release_ids)
        self.chosen = {one: code for one, code in self.chosen.items() if one in here}
        self._say_chosen()

    def _say_chosen(self) -> None:
        self.chosen_changed.emit()
        if self._count:
            self.headerDataChanged.emit(Qt.Orientation.Vertical, 0, self._count - 1)

    # As Qt asks

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: N802, B008 - Qt's name and default
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role not in _ROLES:
            return None
        row = self.row(index.row())
        if row is None:
            return "…" if role == Qt.ItemDataRole.DisplayRole else None
        skill = self._skill(index.column())
        if role == MARGIN_ROLE:
            return row.scores.get(skill.id) if skill else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._explained(row, index.column())
        told = self._told(row, index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole:
            said = self._explained(row, index.column()) or told
            chosen = f", {self._words()('candidates.is_selected')}" if row.release_id in self.chosen else ""
            return f"{row.code}, {self._title(index.column())}: {said}{chosen}"
        return told

    def _explained(self, row: Row, column: int) -> str:
        """Return what a cell means where that is more than what stands in it."""
        skill, words = self._skill(column), self._words()
        margin = row.scores.get(skill.id) if skill else None
        if margin is not None and skill is not None:
            told = {"sten": margin.sten, "low": margin.low, "high": margin.high}
            width = words.decimal((margin.high - margin.low) / 2, 1)
            return words("candidates.explained", skill=skill.name[words.language], width=width, **told)
        if self.columns[column] == "quality" and row.quality is not None:
            return words(f"candidates.quality.{row.quality}.text")
        return "" if self._told(row, column).strip("–") else self._spoken(row, column)

    def text_of(self, row: Row | None, column: int) -> str:
        """Return what stands in a cell."""
        return "…" if row is None else self._told(row, column)

    def _told(self, row: Row, column: int) -> str:
        skill = self._skill(column)
        if skill is None:
            return self._cells[self.columns[column]](row, self._words())
        if skill.id not in row.scores:
            return ""
        margin = row.scores[skill.id]
        return "–" if margin is None else span(margin)

    def _assessed(self, row: Row, words: Words) -> str:
        if row.finished_ms is None:
            return "–"
        finished_ms = row.finished_ms
        return self._dated("assessed", finished_ms, lambda: words.near_date(finished_ms, self._now_ms))

    def _until(self, row: Row, words: Words) -> str:
        return self._dated("until", row.until_ms, lambda: until(row.until_ms, self._now_ms, words))

    def _dated(self, what: str, at_ms: int, say: Callable[[], str]) -> str:
        """Say a day once: putting it into words takes longer than painting it.

        What lies in one quarter of an hour is the same day wherever one is.
        """
        key = (what, at_ms // _QUARTER_MS)
        if key not in self._dates:
            if len(self._dates) >= _DATES:
                self._dates.clear()
            self._dates[key] = say()
        return self._dates[key]

    def _spoken(self, row: Row, column: int) -> str:
        """Return what a cell means that has no words in it."""
        words, skill = self._words(), self._skill(column)
        if skill is not None:
            return words("candidates.no_score" if skill.id in row.scores else "candidate.not_released")
        said = self.columns[column] == "said"
        return words("candidates.nothing_said" if said else "candidate.not_released")

    def headerData(  # noqa: N802 - Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Vertical:
            if role == Qt.ItemDataRole.CheckStateRole:
                return self.is_chosen(section)
            if role != Qt.ItemDataRole.DisplayRole:
                return None
            row = self.row(section)
            return "…" if row is None else (f"{row.code}  {row.name}" if row.name else row.code)
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
        return words(f"candidates.column.{self.columns[column]}")

    def name_of(self, column: str) -> str:
        """Return what a column is called in full."""
        skill = next((one for one in self.skills if one.id == column), None)
        return skill.name[self._words().language] if skill else self._words()(f"candidates.column.{column}")

    def say_again(self) -> None:
        """Another language."""
        self._dates.clear()
        if self._count:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, 0), self.index(self._count - 1, self.columnCount() - 1))


_ROLES = frozenset(
    map(
        int,
        (
            *(Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole),
            *(MARGIN_ROLE,),
        ),
    )
)


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


def _quality(row: Row, words: Words) -> str:
    return words(f"candidates.quality.{row.quality}") if row.quality is not None else "–"


def _said(row: Row, words: Words) -> str:
    return words("candidates.is_contested") if row.is_contested else ""
