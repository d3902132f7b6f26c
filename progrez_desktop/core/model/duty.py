"""A duty: a request about somebody's data that came by mail, with the day on which it is due."""

from dataclasses import asdict, dataclass, field
from typing import Any, Literal, get_args

Kind = Literal["access", "erasure", "correction", "objection", "withdrawal", "portability", "under_16", "authority"]
KINDS: tuple[Kind, ...] = get_args(Kind)
State = Literal["open", "reminder", "overdue", "closed"]
Deed = Literal[
    "staff_key_made",
    "staff_passphrase_changed",
    "staff_key_replaced",
    "duty_entered",
    "duty_confirmed",
    "duty_identity_checked",
    "duty_carried_out",
    "duty_closed",
    "duty_wiped",
    "disclosed",
    "account_erased",
]
"""What the operators' list tells of requests and terms."""
DEEDS: tuple[Deed, ...] = get_args(Deed)
Outcome = Literal["done", "package", "letter", "nobody", "refused"]
"""How it ended. package, letter: somebody got what is held, locked, or was told what that is; nobody: no account."""


@dataclass(frozen=True)
class Duty:
    """What may be read without the staff key: kind, days and steps, and nobody's name."""

    id: str
    kind: Kind
    account_id: str | None
    """None where no account was found, or where its owner may not be told yet."""
    received_ms: int
    due_ms: int
    confirmed_ms: int | None
    identity_ms: int | None
    acted_ms: int | None
    closed_ms: int | None
    sealed: bytes = field(repr=False)

    @property
    def number(self) -> str:
        """What staff call it."""
        return self.id[:8]


@dataclass(frozen=True)
class Request:
    """What only staff may read."""

    email: str
    """Of the account that it is about."""
    name: str = ""
    """Who asks."""
    reply_to: str = ""
    """Where the answer goes, where that is not the account's own address: a parent, a lawyer, an authority."""
    note: str = ""
    identity: str = ""
    """How it was checked who asks."""
    answer: str = ""
    account_id: str | None = None

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @classmethod
    def from_json(cls, document: dict[str, Any]) -> "Request":
        return cls(**document)
