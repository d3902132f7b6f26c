"""Anonymous statistics as they would leave: tables of closed periods, with nothing in them of fewer than 20 people.

They leave only where an operator wants it, each period once, for the organisation whose device this is.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import numpy as np

from progrez_desktop.core.counting import kind_of
from progrez_desktop.core.json_document import canonical
from progrez_desktop.core.model.counting import RECIPIENTS, Counter, Period, Recipient
from progrez_desktop.core.model.setting import AuditEvent
from progrez_desktop.core.services import counting_periods, device_settings
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.services.linked_tables import tables_of
from progrez_desktop.scoring.noisy import LEAST_IN_A_CELL, noise_sd

if TYPE_CHECKING:
    from progrez_desktop.core.online.relay import Relay

CONTRACT = "progrez.statistics/1"


def leaving(deps: Deps) -> list[dict[str, Any]]:
    """Return what would leave, one document for each recipient (resources/contracts/statistics.schema.json)."""
    return [document(deps, recipient) for recipient in RECIPIENTS if _named(deps, recipient) is not None]


def is_agreed(deps: Deps) -> bool:
    """Return whether an operator lets closed periods go along with what is sent."""
    return device_settings.value(deps, device_settings.SEND_STATISTICS) == "yes"


def send(deps: Deps, relay: "Relay") -> int:
    """Send the closed periods that have not gone yet to the organisation of this assessment; return how many went.

    Raises:
        Fault: What network and server say; those periods go with the next press.
    """
    deps.permit("send")
    organisation = deps.assessment.organisation
    if organisation is None or organisation.id != relay.organisation_id:
        return 0
    sent = deps.device.counters.sent()
    periods = [period for period in counting_periods.released(deps) if period.id not in sent]
    if not periods:
        return 0
    relay.ask("POST", "/v1/statistics", body=canonical(document(deps, "organisation", periods)).encode())
    now = deps.latest_ms()
    with deps.device.transaction():
        deps.device.counters.were_sent([period.id for period in periods], now)
        event = AuditEvent(now, "operator", "statistics_sent", organisation.id, {"periods": str(len(periods))})
        deps.device.audit.append(event)
    return len(periods)


def document(deps: Deps, recipient: Recipient, periods: Sequence[Period] | None = None) -> dict[str, Any]:
    """Return what this recipient would get of closed periods, of all where none are named; a table without a cell to
    show is left out."""
    return {
        "contract": CONTRACT,
        "recipient": _named(deps, recipient),
        "assessment": {"id": deps.assessment.id, "version": deps.assessment.version},
        "least_in_a_cell": LEAST_IN_A_CELL,
        "periods": [_period(deps, period, recipient) for period in periods or counting_periods.released(deps)],
    }


def as_text(documents: list[dict[str, Any]]) -> str:
    return json.dumps(documents, indent=1, ensure_ascii=False, allow_nan=False)


def _named(deps: Deps, recipient: Recipient) -> Mapping[str, str] | None:
    if recipient == "publisher":
        return {"role": recipient, "name": deps.assessment.publisher}
    organisation = deps.assessment.organisation
    return None if organisation is None else {"role": recipient, "id": organisation.id, "name": organisation.name["en"]}


def _period(deps: Deps, period: Period, recipient: Recipient) -> dict[str, Any]:
    counters = deps.device.counters.released(period.id)
    return {
        "opened": _day(period.opened_ms),
        "closed": _day(period.closed_ms or period.ends_ms),
        "pack_sha256": period.pack_sha256,
        "bank_sha256": period.bank_sha256,
        "skill": period.skill,
        "question": period.question,
        "epsilon": period.epsilon,
        "tables": [table for counter in counters for table in _tables(counter, recipient)],
    }


def _tables(counter: Counter, recipient: Recipient) -> Iterator[dict[str, Any]]:
    histogram, kind = counter.histogram, kind_of(counter.histogram.kind)
    if recipient not in kind.recipients:
        return
    cells, names = np.array(counter.cells, dtype=np.int64).reshape(histogram.shape), [a.name for a in histogram.axes]
    made = tables_of(
        cells, [[names.index(name) for name in kept] for kept in kind.margins], noise_sd(counter.noise_scale)
    )
    for table in made:
        if not table.shown.any():
            continue
        axes = [histogram.axes[axis] for axis in table.axes]
        yield {
            "kind": kind.name,
            "name": histogram.name,
            "axes": [{"name": axis.name, "labels": list(axis.labels)} for axis in axes],
            "cells": [
                int(cell) if is_shown else None
                for cell, is_shown in zip(table.cells.flat, table.shown.flat, strict=True)
            ],
            "noise_sd": round(table.noise_sd, 3),
        }


def _day(at_ms: int) -> str:
    return f"{datetime.fromtimestamp(at_ms / 1000, UTC):%Y-%m-%d}"
