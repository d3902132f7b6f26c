"""A small table of words: columns of the same share in each row; named and stacked where the text is large."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from progrez_desktop.ui.page import Page, Sentence
from progrez_desktop.ui.widgets.basic import label, line


class PlainTable(QWidget):
    """`about` is how the keys of the column names begin; shares say how wide the columns are to each other."""

    def __init__(self, page: Page, about: str, columns: Sequence[str], shares: Sequence[int]) -> None:
        super().__init__()
        self._page, self._shares = page, tuple(shares)
        self._keys = [f"{about}.{name}" for name in columns]
        self._unnamed: list[tuple[QHBoxLayout, str]] = []
        self._names: list[QLabel] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.rows: list[list[QLabel]] = []
        self._head = QWidget()
        self._head.setLayout(self._row([self._name(key) for key in self._keys])[0])
        self._column.addWidget(self._head)
        page.context.changed.connect(self._arrange)
        self._arrange()

    def _name(self, key: str, *, wrap: bool = True) -> QLabel:
        name = label("column", wrap=wrap)
        self._page.say(name.setText, key)
        return name

    def _arrange(self) -> None:
        """Stacked, a number alone says nothing: then each cell has the name of its column before it."""
        is_large = self._page.context.theme.is_large
        self._head.setVisible(not is_large)
        while is_large and self._unnamed:  # made when they are first needed: most tables never are stacked
            inside, key = self._unnamed.pop()
            inside.insertWidget(0, name := self._name(key, wrap=False), 0, Qt.AlignmentFlag.AlignVCenter)
            self._names.append(name)
        for name in self._names:
            name.setVisible(is_large)

    def _row(self, cells: Sequence[QLabel]) -> tuple[QBoxLayout, list[QHBoxLayout]]:
        """Return the layout of a row, and those of its cells."""
        insides = []
        row = self._page.row_or_column(12)
        row.setContentsMargins(0, 0, 0, 0)
        for cell, share in zip(cells, self._shares, strict=True):
            holder = QWidget()
            inside = QHBoxLayout(holder)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.setSpacing(12)
            is_pill = cell.property("role") == "pill"
            if is_pill:  # as high and as wide as its words
                inside.addWidget(cell, 0, Qt.AlignmentFlag.AlignVCenter)
                inside.addStretch(1)
            else:
                inside.addWidget(cell, 1)
            holder.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            row.addWidget(holder, share)
            insides.append(inside)
        return row, insides

    def add(self, cells: Sequence[tuple[str, Sentence]]) -> None:
        """Add a row; each cell with its role, or a pill with its tone ("pill ok")."""
        made = []
        for look, sentence in cells:
            role, _, tone = look.partition(" ")
            cell = label(role, tone="" if tone == "plain" else tone)
            self._page.tell(cell.setText, sentence)
            made.append(cell)
        self._column.addWidget(line())
        holder = QWidget()
        row, insides = self._row(made)
        holder.setLayout(row)
        self._column.addWidget(holder)
        self.rows.append(made)
        self._unnamed.extend(zip(insides, self._keys, strict=True))
        self._arrange()
