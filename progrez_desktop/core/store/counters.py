"""Periods of counting and their counters in the device database: cells that begin with noise and are only added to."""

import json
from collections.abc import Iterable
from dataclasses import astuple

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.model.counting import Axis, Counter, Histogram, Period
from progrez_desktop.core.model.setting import AuditEvent
from progrez_desktop.core.store.audit_trail import AuditTrail
from progrez_desktop.core.store.database import Database, Row
from progrez_desktop.core.store.forms import canonical

_PERIOD = "id, opened_ms, ends_ms, closed_ms, assessment_id, pack_sha256, bank_sha256, skill_id, question, epsilon"


class Counters:
    def __init__(self, database: Database, audit: AuditTrail) -> None:
        self._database, self._audit = database, audit

    def periods(self) -> list[Period]:
        """Return every period that was ever opened here, the oldest first."""
        return [Period(*row) for row in self._database.rows(f"SELECT {_PERIOD} FROM counting_period ORDER BY rowid")]  # noqa: S608

    def open(self, period: Period, counters: Iterable[Counter]) -> None:
        """Enter a period with all its counters, noise and nothing else, in one transaction."""
        with self._database.transaction():
            self._database.write(
                f"INSERT INTO counting_period ({_PERIOD}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",  # noqa: S608
                astuple(period),
            )
            for counter in counters:
                histogram = counter.histogram
                self._database.write(
                    "INSERT INTO counter (period_id, name, kind, axes, noise_scale, cells) VALUES (?, ?, ?, ?, ?, ?)",
                    (
                        period.id,
                        histogram.name,
                        histogram.kind,
                        canonical([[axis.name, *axis.labels] for axis in histogram.axes]),
                        counter.noise_scale,
                        canonical(list(counter.cells)),
                    ),
                )

    def close(self, period_id: str, at_ms: int, event: AuditEvent | None = None) -> None:
        """End a period, with the event that tells of it where an operator did; nobody is added to it any more."""
        with self._database.transaction():
            closed = self._database.write(
                "UPDATE counting_period SET closed_ms = ? WHERE id = ? AND closed_ms IS NULL", (at_ms, period_id)
            )
            if closed and event is not None:
                self._audit.append(event)

    def sent(self) -> set[str]:
        """Return which closed periods left."""
        return {row[0] for row in self._database.rows("SELECT id FROM counting_period WHERE sent_ms IS NOT NULL")}

    def were_sent(self, period_ids: Iterable[str], at_ms: int) -> None:
        for period_id in period_ids:
            self._database.write("UPDATE counting_period SET sent_ms = ? WHERE id = ?", (at_ms, period_id))

    def add(self, period_id: str, cells: Iterable[tuple[str, int]]) -> None:
        """Add 1 to each of these cells, by the counter's name and the cell's place: all of them, or none.

        Raises:
            LookupError: The period is closed or has no such counter, which is a mistake of ours.
        """
        with self._database.transaction():
            if not self._database.row("SELECT 1 FROM counting_period WHERE id = ? AND closed_ms IS NULL", (period_id,)):
                raise LookupError("nobody is added to a period that is closed")
            for name, place in cells:
                self._add(period_id, name, place)

    def _add(self, period_id: str, name: str, place: int) -> None:
        found = self._database.row("SELECT cells FROM counter WHERE period_id = ? AND name = ?", (period_id, name))
        if found is None:
            raise LookupError(f"this period has no counter {name}")
        cells = json.loads(found[0])
        cells[place] += 1
        self._database.write(
            "UPDATE counter SET cells = ? WHERE period_id = ? AND name = ?", (canonical(cells), period_id, name)
        )

    def histograms(self, period_id: str) -> dict[str, Histogram]:
        """Return what a period counts, by name."""
        found = self._database.rows("SELECT kind, name, axes FROM counter WHERE period_id = ?", (period_id,))
        return {row[1]: _histogram(row) for row in found}

    def released(self, period_id: str) -> list[Counter]:
        """Return what stands in the counters of a closed period, by name.

        While a period is open its cells stay here: between two looks the noise would be the same, and their
        difference exact.

        Raises:
            LookupError: It is open, which is a mistake of ours.
            DataFault: "device_damaged".
        """
        if not self._database.row("SELECT 1 FROM counting_period WHERE id = ? AND closed_ms IS NOT NULL", (period_id,)):
            raise LookupError("nothing of an open period is shown")
        found = self._database.rows(
            "SELECT kind, name, axes, noise_scale, cells FROM counter WHERE period_id = ? ORDER BY name", (period_id,)
        )
        return [self._counter(row) for row in found]

    def _counter(self, row: Row) -> Counter:
        histogram, cells = _histogram(row), tuple(json.loads(row[4]))
        if len(cells) != histogram.size:
            raise DataFault("device_damaged", file=self._database.path.name)
        return Counter(histogram, row[3], cells)


def _histogram(row: Row) -> Histogram:
    axes = tuple(Axis(name, tuple(labels)) for name, *labels in json.loads(row[2]))
    return Histogram(row[0], row[1], axes)
