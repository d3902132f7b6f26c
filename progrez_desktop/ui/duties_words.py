"""How a request that came by mail stands, in words and in a colour: on the list and on the page of today."""

from progrez_desktop.core import duty as rules
from progrez_desktop.core.services.duties import Standing
from progrez_desktop.core.words import Words

TONES = {"overdue": "danger", "reminder": "warn", "closed": "ok", "open": ""}


def called(one: Standing, words: Words) -> str:
    """What is asked, as a heading."""
    return words(f"duties.kind.{one.duty.kind}")


def detail(one: Standing, words: Words) -> str:
    """Its number, the day on which it came, and how far it is."""
    duty = one.duty
    told = [words("duties.number", number=duty.number), words("duties.received", at=words.short_date(duty.received_ms))]
    if duty.closed_ms is None:
        steps = (("confirmed", duty.confirmed_ms), ("identity", duty.identity_ms), ("acted", duty.acted_ms))
        told += [words(f"duties.is.{name}") for name, at_ms in steps if at_ms is not None]
    return " · ".join(told)


def due(one: Standing, now_ms: int, words: Words) -> str:
    """When it is due, as somebody says it today."""
    if one.state == "closed":
        return words("duties.closed", at=words.short_date(one.duty.closed_ms or 0))
    days = (rules.day_of(one.duty.due_ms) - rules.day_of(now_ms)).days
    if one.state == "overdue":
        return words.plural("duties.overdue", max(1, -days))
    return words.plural("duties.due_in", days) if days > 0 else words("duties.due_today")
