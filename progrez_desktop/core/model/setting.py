"""What an operator may choose for this device, each choice declared once; and what an operator did."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Setting:
    """One choice. `help_key` names the sentence that explains it, `help_key`.VALUE the one for each value."""

    name: str
    values: tuple[str, ...]
    default: str
    help_key: str
    per_assessment: bool
    """Whether each assessment has a choice of its own."""


@dataclass(frozen=True)
class AuditEvent:
    """One thing that an operator did. `params` holds codes and ids, never a name or what a person wrote."""

    at_ms: int
    actor: str
    action: str
    subject_id: str | None
    params: dict[str, str]
