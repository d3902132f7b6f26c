"""Tables for a terminal; in a file or a pipe each row keeps to its line, so that it can be searched."""

import sys
from collections.abc import Iterable, Sequence

Rows = Iterable[Sequence[str]]


def print_table(headings: Sequence[str], rows: Rows) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, 2, 0, 0))
    for heading in headings:
        table.add_column(heading)
    for row in rows:
        table.add_row(*(Text(cell) for cell in row))
    Console(highlight=False, width=None if sys.stdout.isatty() else 200).print(table)
