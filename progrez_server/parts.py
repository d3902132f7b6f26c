"""The concrete parts that one running server is made of. The composition root and the tests fill them in."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from progrez_server.caller import Caller, Rule
from progrez_server.clock import Clock
from progrez_server.meters import Meters
from progrez_server.receipt_key import ReceiptKey
from progrez_server.settings import Settings
from progrez_server.store.engine import Store


class FailPoints(Protocol):
    """Where a test may end the process. The product passes nothing in; no variable of the environment reaches it."""

    def reach(self, point: str) -> None:
        """`inside` a transaction, `before_commit` or `after_commit`."""
        ...


class NoFailPoints:
    def reach(self, point: str) -> None:
        pass


@dataclass(frozen=True)
class Asked:
    """What a gate is shown of a request: never its body."""

    method: str
    path: str
    headers: Mapping[str, str]
    """By lower-case name."""
    address: str
    """Whose connection it is: a trial is for this computer alone."""
    rule: Rule
    """Who may ask this."""


class Gate(Protocol):
    """Who asks. Knows of devices, tokens and rates; knows nothing of what is asked for."""

    def admit(self, asked: Asked) -> Caller:
        """Return who asks.

        Raises:
            Problem: Nobody that this server knows, or too often.
        """
        ...


@dataclass(frozen=True)
class Parts:
    store: Store
    clock: Clock
    receipt_key: ReceiptKey
    gate: Gate
    settings: Settings = field(default_factory=Settings)
    fail_points: FailPoints = field(default_factory=NoFailPoints)
    meters: Meters = field(default_factory=Meters)
