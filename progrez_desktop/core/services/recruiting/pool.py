"""The anonymous pool of a registry: what devices of the organisation counted, period by period, as tables to sum up.

A cell that was hidden where it was counted stays hidden: nothing here is put in its place.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from progrez_desktop.core.model.counting import KindName, Question
from progrez_desktop.core.services.registry_deps import RegistryDeps

Pool = Sequence[Mapping[str, Any]]
"""Documents of statistics.schema.json, each of one period."""


@dataclass(frozen=True)
class Table:
    """One table of one period: its cells by labels, None where too few were counted."""

    name: str
    axes: tuple[str, ...]
    labels: tuple[tuple[str, ...], ...]
    cells: tuple[int | None, ...]
    noise_sd: float
    closed: str
    question: Question

    def line(self, label: str) -> tuple[int | None, ...]:
        """Return the cells of one label of the first axis of two."""
        width = len(self.labels[1])
        at = self.labels[0].index(label) * width
        return self.cells[at : at + width]


def read(deps: RegistryDeps) -> Pool:
    return [json.loads(document) for document in deps.store.counted.documents()]


def tables(pool: Pool, kind: KindName, axes: tuple[str, ...]) -> Iterator[Table]:
    """Give the tables of a kind that are told apart by these axes, the period that closed first first."""
    periods = sorted((period for one in pool for period in one["periods"]), key=lambda period: str(period["closed"]))
    for period in periods:
        for told in period["tables"]:
            if told["kind"] == kind and tuple(axis["name"] for axis in told["axes"]) == axes:
                yield Table(
                    told["name"],
                    axes,
                    tuple(tuple(axis["labels"]) for axis in told["axes"]),
                    tuple(told["cells"]),
                    told["noise_sd"],
                    period["closed"],
                    period["question"],
                )


def scale_of(table: Table) -> str:
    return table.name.partition("/")[2]
