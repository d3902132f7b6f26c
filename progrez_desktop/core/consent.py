"""What each purpose would let an organisation see. Pure: no clock, no store, no network."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from progrez_desktop.core.model.consent import PURPOSES, Grant, Purpose

Field = Literal[
    "scores",
    "provenance",
    "quality",
    "name",
    "email",
    "background",
    "drivers_licence",
    "excerpts",
    "texts",
    "counts",
    "scrubbed_texts",
]
FIELDS: tuple[Field, ...] = get_args(Field)
"""Everything that may ever leave. Separate answers, tone of texts, birth date, gender and address are no fields."""

_FIELDS_OF: dict[Purpose, tuple[Field, ...]] = {
    "profile": ("scores", "provenance", "quality"),
    "contact": ("name", "email"),
    "background": ("background",),
    "drivers_licence": ("drivers_licence",),
    "teams": ("scores", "provenance"),
    "research": ("scores", "provenance"),
    "human_rating": ("texts",),
    "anonymous_statistics": ("counts",),
    "training_data": ("counts",),
    "training_texts": ("scrubbed_texts",),
    "excerpts": ("excerpts",),
    "team_values": ("scores",),
}
RESTS_ON: Mapping[Purpose, Purpose] = {"excerpts": "profile", "team_values": "teams"}
"""Purposes that mean something only beside another one: where that is not allowed, nothing goes under them."""


def fields_of(purpose: Purpose) -> tuple[Field, ...]:
    """Return the fields that a grant for this purpose would cover."""
    return _FIELDS_OF[purpose]


def may_see(chosen: Collection[Purpose]) -> frozenset[Field]:
    """Return what the organisation would see with these purposes and no others."""
    return frozenset(field for purpose in chosen if counts(purpose, chosen) for field in _FIELDS_OF[purpose])


def counts(purpose: Purpose, given: Collection[Purpose]) -> bool:
    """Return whether a purpose means anything where these are given: some do only beside another one."""
    return RESTS_ON.get(purpose, purpose) in given


def live_grant(grants: Iterable[Grant], organisation_id: str, purpose: Purpose, now_ms: int) -> Grant | None:
    """Return what permits this organisation this purpose now: given, not withdrawn and not at its end."""
    for grant in grants:
        theirs = (grant.organisation_id, grant.purpose) == (organisation_id, purpose)
        if theirs and grant.withdrawn_ms is None and now_ms < grant.until_ms:
            return grant
    return None


@dataclass(frozen=True)
class Standing:
    """Where one purpose stands with one organisation. `grant` is the latest one, also where it holds no more."""

    purpose: Purpose
    state: Literal["given", "withdrawn", "ended", "not_given"]
    grant: Grant | None = None


def standings(
    grants: Sequence[Grant], organisation_id: str, offered: Collection[str], now_ms: int
) -> tuple[Standing, ...]:
    """Return every purpose that was offered or ever granted, with what holds now.

    Args:
        grants: The oldest first.
    """
    theirs = {grant.purpose: grant for grant in grants if grant.organisation_id == organisation_id}
    purposes = [purpose for purpose in PURPOSES if purpose in offered or purpose in theirs]
    return tuple(_standing(purpose, theirs.get(purpose), now_ms) for purpose in purposes)


def _standing(purpose: Purpose, latest: Grant | None, now_ms: int) -> Standing:
    if latest is None:
        return Standing(purpose, "not_given")
    if latest.withdrawn_ms is not None:
        return Standing(purpose, "withdrawn", latest)
    return Standing(purpose, "given" if now_ms < latest.until_ms else "ended", latest)
