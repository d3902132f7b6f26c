"""A list of candidates that somebody chose, with what was shown of adverse impact before."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from progrez_desktop.core.model.registry import Row
    from progrez_desktop.core.model.statistics import ImpactShown


@dataclass(frozen=True)
class Shortlist:
    id: str
    name: str
    role_id: str | None
    impact: Mapping[str, Any]
    """What was shown before it was made; empty where people were chosen without a filter."""
    made_ms: int
    lost: int
    """How many went by themselves since: withdrawn, or over."""
    members: int


@dataclass(frozen=True)
class Proposed:
    """What would become a shortlist, before it does."""

    rows: "tuple[Row, ...]"
    """By code, without names."""
    impact: "ImpactShown"
    refused: tuple[str, ...]
    """Skills on each of which alone the filter cuts: it can't be used as a shortlist then."""
    is_filter: bool
    """Whether the list is all that a filter leaves, and nobody chose."""
