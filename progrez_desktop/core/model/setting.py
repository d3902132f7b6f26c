"""What an operator may choose for this device, each choice declared once; and what an operator did."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Setting:
    """One choice. `help_key` names the sentence that explains it, `values_key`.VALUE the one for each value."""

    name: str
    values: tuple[str, ...]
    default: str
    help_key: str
    per_assessment: bool
    """Whether each assessment has a choice of its own."""
    said_as: str = ""
    """Where the sentences of its values are, if not below `help_key`: several choices can share them."""

    @property
    def values_key(self) -> str:
        return self.said_as or self.help_key


@dataclass(frozen=True)
class AuditEvent:
    """One thing that an operator did. `params` holds codes and ids, never a name or what a person wrote."""

    at_ms: int
    actor: str
    action: str
    subject_id: str | None
    params: dict[str, str]
