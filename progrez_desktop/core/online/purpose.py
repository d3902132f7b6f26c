"""What somebody signs in for: to say who they are, or as staff to ask a server. The ways are the same."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol, TypeVar

from progrez_desktop.core.model.provider import Provider
from progrez_desktop.core.online.endpoints import Endpoints
from progrez_desktop.core.online.grant import Tokens
from progrez_desktop.core.online.web import Web

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True)
class Granted:
    """What came of a try, whichever way it took."""

    web: Web
    provider: Provider
    endpoints: Endpoints
    tokens: Tokens = field(repr=False)
    nonce: str | None = field(repr=False)
    """What went along to the browser; None where none was."""
    now_ms: int


class Purpose(Protocol[T_co]):
    def wanted(self, endpoints: Endpoints) -> Endpoints:
        """Return them with the scopes that are asked for."""

    def prompt(self, provider: Provider) -> str:
        """Return how the browser is to ask who somebody is."""

    @property
    def asked(self) -> Mapping[str, str]:
        """What is sent along where somebody is asked to sign in."""

    @property
    def exchanged(self) -> Mapping[str, str]:
        """What is sent along where that is exchanged for a token."""

    def outcome(self, granted: Granted) -> T_co:
        """Return what it was for. What is not kept of the tokens is given back.

        Raises:
            Fault: It is not what was asked for, or the network fails.
        """
