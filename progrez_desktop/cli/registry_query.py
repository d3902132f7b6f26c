"""What is asked of a registry's list, as it is typed at the terminal: `--only likely:empathy=6 --only unread`."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, get_args

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.json_lines import shown
from progrez_desktop.core.model.consent import PURPOSES
from progrez_desktop.core.model.profile import Verdict
from progrez_desktop.core.model.registry import ORDERS, Query

if TYPE_CHECKING:
    from progrez_desktop.core.model.registry import Order

QUALITIES: tuple[str, ...] = get_args(Verdict)
_READ = {"read": True, "unread": False}
_LONGEST_DAYS = 36_500


def called_of(text: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """Return which skills of what ships the words of a search call, in any language."""
    from progrez_desktop.core.packs.shipped import shipped
    from progrez_desktop.core.services.recruiting.skills_called import skills_called

    return skills_called(text, shipped().assessment().skills) if text.strip() else ()


def with_conditions(query: Query, conditions: Sequence[str]) -> Query:
    """Return a query that asks these conditions as well.

    Raises:
        UsageFault: "filter_condition", "filter_margin", "filter_quality", "registry_purpose".
    """
    for one in conditions:
        query = _narrowed(query, one.strip())
    return query


def conditions_of(query: Query) -> list[str]:
    """Return what a query asks, as `with_conditions` takes it."""
    margins = [f"likely:{skill}={sten}" for skill, sten in query.likely]
    margins += [f"may:{skill}={sten}" for skill, sten in query.reaches]
    others = {
        "procedure": query.assessment,
        "purpose": query.purpose if query.purpose != Query().purpose else None,
        "quality": query.quality,
        "ends": query.ends_within_days,
    }
    told = [f"{name}={value}" for name, value in others.items() if value is not None]
    return margins + told + [name for name, is_read in _READ.items() if query.is_read is is_read]


def order_of(typed: str, with_names: bool) -> "Order":
    """Return an order by its name.

    Raises:
        UsageFault: "registry_order", "registry_order_names".
    """
    for order in ORDERS:
        if order == typed:
            if order == "name" and not with_names:
                raise UsageFault("registry_order_names")
            return order
    raise UsageFault("registry_order", order=shown(typed), orders=", ".join(ORDERS))


def _narrowed(query: Query, one: str) -> Query:
    if one in _READ:
        return replace(query, is_read=_READ[one])
    said, _, margin = one.partition(":")
    if margin and said == "likely":
        return replace(query, likely=(*query.likely, margin_of(margin)))
    if margin and said == "may":
        return replace(query, reaches=(*query.reaches, margin_of(margin)))
    name, _, value = one.partition("=")
    if name == "procedure" and value:
        return replace(query, assessment=value)
    if name == "purpose":
        return replace(query, purpose=purpose_of(value))
    if name == "quality":
        if value not in QUALITIES:
            raise UsageFault("filter_quality", quality=shown(value), qualities=", ".join(QUALITIES))
        return replace(query, quality=value)
    if name == "ends" and value.isascii() and value.isdecimal() and int(value) <= _LONGEST_DAYS:
        return replace(query, ends_within_days=int(value))
    raise UsageFault("filter_condition", asked=shown(one))


def purpose_of(typed: str) -> str:
    """Return a purpose by its name.

    Raises:
        UsageFault: "registry_purpose".
    """
    if typed not in PURPOSES:
        raise UsageFault("registry_purpose", purpose=shown(typed), purposes=", ".join(PURPOSES))
    return typed


def margin_of(typed: str) -> tuple[str, int]:
    """Return a skill and a sten, typed as empathy=6.

    Raises:
        UsageFault: "filter_margin".
    """
    skill, _, sten = typed.partition("=")
    if not (skill and sten.isascii() and sten.isdecimal() and 1 <= int(sten[:4]) <= 10):
        raise UsageFault("filter_margin", asked=shown(typed))
    return skill, int(sten)
