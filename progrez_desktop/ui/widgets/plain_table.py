"""A small table of words: columns of the same share in each row; below one another where the text is large."""

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
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.rows: list[list[QLabel]] = []
        self._head = QWidget()
        names = []
        for name in columns:
            title = label("column")
            page.say(title.setText, f"{about}.{name}")
            names.append(title)
        head = self._row(names)
        self._head.setLayout(head)
        self._column.addWidget(self._head)
        page.context.changed.connect(self._arrange)
        self._arrange()

    def _arrange(self) -> None:
        # Stacked, each row says its own words, and names above all of them would name nothing.
        self._head.setVisible(not self._page.context.theme.is_large)

    def _row(self, cells: Sequence[QLabel]) -> QBoxLayout:
        row = self._page.row_or_column(12)
        row.setContentsMargins(0, 0, 0, 0)
        for cell, share in zip(cells, self._shares, strict=True):
            holder = QWidget()
            inside = QHBoxLayout(holder)
            inside.setContentsMargins(0, 0, 0, 0)
            is_pill = cell.property("role") == "pill"
            if is_pill:  # as high and as wide as its words
                inside.addWidget(cell, 0, Qt.AlignmentFlag.AlignVCenter)
                inside.addStretch(1)
            else:
                inside.addWidget(cell, 1)
            holder.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            row.addWidget(holder, share)
        return row

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
        holder.setLayout(self._row(made))
        self._column.addWidget(holder)
        self.rows.append(made)
