"""A workbook (XLSX) of plain tables: numbers are numbers, text is text, and nothing is a formula or a link."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

Cell = str | int | float | None
_WIDEST, _LEAST = 40, 9


@dataclass(frozen=True)
class Sheet:
    name: str
    heading: Sequence[str]
    """None at all: what a row begins with is its heading."""
    rows: Sequence[Sequence[Cell]]


def workbook(sheets: Sequence[Sheet], title: str, at_ms: int) -> bytes:
    """Return the file.

    Args:
        at_ms: When it says that it was made: the same tables are the same bytes.
    """
    from xlsxwriter import Workbook

    out = io.BytesIO()
    plain = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(out, {"in_memory": True, **plain}) as book:
        book.set_properties({"title": title, "created": datetime.fromtimestamp(at_ms / 1000, UTC).replace(tzinfo=None)})
        strong = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        text = book.add_format({"text_wrap": True, "valign": "top"})
        for sheet in sheets:
            _write(book.add_worksheet(sheet.name), sheet, strong, text)
    return out.getvalue()


def _write(page: Any, sheet: Sheet, strong: Any, text: Any) -> None:
    for column, name in enumerate(sheet.heading):
        page.write_string(0, column, name, strong)
    first = 1 if sheet.heading else 0
    for number, row in enumerate(sheet.rows, first):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                page.write_string(number, column, cell, text if first or column else strong)
            elif cell is not None:
                page.write_number(number, column, cell)
    for column, width in enumerate(_widths(sheet)):
        page.set_column(column, column, width)
    if first:
        page.freeze_panes(1, 1)
        page.repeat_rows(0)


def _widths(sheet: Sheet) -> list[int]:
    rows = [*([sheet.heading] if sheet.heading else []), *sheet.rows]
    columns = max(map(len, rows), default=0)
    longest = [max(len(str(row[n])) for row in rows if n < len(row)) for n in range(columns)]
    return [min(_WIDEST if sheet.heading else 80, max(_LEAST, width + 2)) for width in longest]
