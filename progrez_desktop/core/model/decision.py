"""What a person decided of one candidate and why; it outlives the profile, and has no scores."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Terms:
    """On what an organisation keeps its decisions, and for how long."""

    basis: str
    days: int


@dataclass(frozen=True)
class Decision:
    id: str
    release_id: str
    code: str
    role_id: str
    role: str
    """Its name; what it asks for stands in the locked profile."""
    decision: str
    reason: str
    basis: str
    by: str
    at_ms: int
    until_ms: int
    """When it is destroyed, on the organisation's own ground."""
    handed_ms: int | None = None
    """When its letter was handed over last."""


@dataclass(frozen=True)
class ExplanationLetter:
    """As a person edited it. While the profile is here it may say how scores lie to ranges, and goes with it."""

    decision_id: str
    language: str
    text: str
    by: str
    at_ms: int
