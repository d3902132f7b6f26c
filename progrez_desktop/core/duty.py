"""When a request that came by mail is due, and how it stands. Pure: days in, days out."""

from calendar import monthrange
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.model.duty import Duty, State

DUE_DAYS = 30
REMIND_DAYS = 20
KEPT_MS = 30 * 86_400_000
"""So long after it was closed a request is still kept."""


def due_day(received: date) -> date:
    """Return the last day on which a request may be answered: thirty days, or the month of the law where it is less."""
    year, month = divmod(received.year * 12 + received.month, 12)
    same_day = date(year, month + 1, min(received.day, monthrange(year, month + 1)[1]))
    return min(received + timedelta(days=DUE_DAYS), same_day)


def reminder_day(received: date) -> date:
    return received + timedelta(days=REMIND_DAYS)


def day_typed(text: str | None) -> date | None:
    """Return a day that was typed; None where none was.

    Raises:
        UsageFault: "day_not_valid".
    """
    try:
        return date.fromisoformat(text.strip()) if text and text.strip() else None
    except ValueError as error:
        raise UsageFault("day_not_valid") from error


def start_of(day: date) -> int:
    """Return the moment at which a local day begins, in UTC milliseconds."""
    return round(datetime(day.year, day.month, day.day).astimezone().timestamp() * 1000)


def day_of(at_ms: int) -> date:
    """Return the local day of a moment."""
    return datetime.fromtimestamp(at_ms / 1000, UTC).astimezone().date()


def put_back(duty: Duty, clock_ms: int) -> Duty:
    """Return a request as it stands by a clock that was put right: nothing of it is later than now."""
    received, steps = day_of(min(duty.received_ms, clock_ms)), ("confirmed_ms", "identity_ms", "acted_ms", "closed_ms")
    done = {step: min(at_ms, clock_ms) for step in steps if (at_ms := getattr(duty, step)) is not None}
    return replace(duty, received_ms=start_of(received), due_ms=start_of(due_day(received)), **done)


def state_of(duty: Duty, today: date) -> State:
    """Return how a request stands on a day: on its due day it is still in time."""
    if duty.closed_ms is not None:
        return "closed"
    if today > day_of(duty.due_ms):
        return "overdue"
    return "reminder" if today >= reminder_day(day_of(duty.received_ms)) else "open"
