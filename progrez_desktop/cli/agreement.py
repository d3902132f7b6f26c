"""Figures of agreement as tables for a terminal, or as JSON for a program."""

import json
import sys
from collections.abc import Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING

from progrez_desktop.core.words import Words
from progrez_desktop.scoring.agreement import Figure, Measured, Shortfall

if TYPE_CHECKING:
    from rich.table import Table

    from progrez_desktop.core.services.rating_figures import Agreement, Agreements, Place

_BETWEEN = ("kappa", "icc_single", "icc_mean", "r")
_COMPUTER = ("kappa", "r")


def as_text(figures: "Agreements") -> str:
    return json.dumps(asdict(figures), indent=2)


def print_tables(figures: "Agreements", skills: Mapping[str, str], words: Words) -> None:
    """Print a table for each pair of raters, one for the computer, and what each skill's readings still lack."""
    from rich.console import Console

    console = Console(highlight=False, width=None if sys.stdout.isatty() else 200)
    if not figures.computer:
        console.print(words("agreement.none"))
        return
    for pair in dict.fromkeys(one.pair for one in figures.raters):
        title = words("agreement.between", one=pair[0], other=pair[1])
        console.print(_table(title, [one for one in figures.raters if one.pair == pair], _BETWEEN, skills, words))
    console.print(_table(words("agreement.computer"), list(figures.computer), _COMPUTER, skills, words))
    for place in figures.places:
        console.print(_place(place, skills, words), markup=False)


def _table(
    title: str, rows: "list[Agreement]", figures: tuple[str, ...], skills: Mapping[str, str], words: Words
) -> "Table":
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(title), title_justify="left", box=None, padding=(0, 2, 0, 0))
    for heading in ("", words("agreement.n"), *(words(f"agreement.of.{figure}") for figure in figures)):
        table.add_column(heading)
    for row in rows:
        name = skills.get(row.skill, words("agreement.all_skills"))
        shown = [_figure(getattr(row, figure), words) for figure in figures]
        table.add_row(Text(name), str(row.kappa.n), *shown)
    return table


def _figure(measured: Measured, words: Words) -> str:
    if not isinstance(measured, Figure):
        return words(f"agreement.why.{measured.why}")
    value = f"{measured.value:.2f}"
    if measured.low is None or measured.high is None:
        return words("agreement.no_interval", value=value)
    return words("agreement.figure", value=value, low=f"{measured.low:.2f}", high=f"{measured.high:.2f}")


def _place(place: "Place", skills: Mapping[str, str], words: Words) -> str:
    name = skills[place.skill]
    if not place.lacks:
        return words("agreement.earned", skill=name)
    return words("agreement.not_earned", skill=name, why="; ".join(_short(one, words) for one in place.lacks))


def _short(lack: Shortfall, words: Words) -> str:
    if lack.what == "people":
        return words("agreement.short.people", n=round(lack.measured or 0), needed=round(lack.needed))
    if lack.measured is None:
        return f"{words(f'agreement.of.{_NAMES[lack.what]}')}: {words('agreement.short.unknown')}"
    return words(f"agreement.short.{lack.what}", value=f"{lack.measured:.2f}", needed=f"{lack.needed:.2f}")


_NAMES = {"icc": "icc_single", "r": "r"}
