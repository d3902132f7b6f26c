"""Tables for a terminal; in a file or a pipe each row keeps to its line, so that it can be searched."""

import sys
from collections.abc import Iterable, Sequence

Rows = Iterable[Sequence[str]]


def print_table(headings: Sequence[str], rows: Rows) -> None:
    print_marked_table(headings, (("", row) for row in rows))


def print_marked_table(headings: Sequence[str], rows: Iterable[tuple[str, Sequence[str]]]) -> None:
    """Print rows that each have a style of rich, which a terminal shows and a file doesn't have."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, padding=(0, 2, 0, 0))
    for heading in headings:
        table.add_column(heading)
    for style, row in rows:
        table.add_row(*(Text(cell) for cell in row), style=style)
    Console(highlight=False, width=None if sys.stdout.isatty() else 200).print(table)
