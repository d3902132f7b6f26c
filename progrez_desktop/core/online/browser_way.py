"""Signing in with the browser of this computer: authorisation code with PKCE, and a port that waits for the answer."""

import hashlib
import hmac
from base64 import urlsafe_b64encode
from typing import Generic, TypeVar
from urllib.parse import parse_qsl

from progrez_desktop.core.errors import DataFault, EnvironmentFault
from progrez_desktop.core.model.provider import Provider
from progrez_desktop.core.online import grant
from progrez_desktop.core.online.endpoints import Endpoints, find_endpoints
from progrez_desktop.core.online.listener import Listener
from progrez_desktop.core.online.purpose import Granted, Purpose
from progrez_desktop.core.online.web import Web
from progrez_desktop.core.ports import Clock, Entropy

PATIENCE_S = 300.0
T = TypeVar("T")


class BrowserWay(Generic[T]):
    """One try. `begin` gives the address for the browser, `finish` waits for what comes of it; both take their time.

    Everything that is secret is in this object and in the provider's hands, and goes with it.
    """

    def __init__(
        self,
        provider: Provider,
        purpose: Purpose[T],
        web: Web,
        clock: Clock,
        entropy: Entropy,
        said: str,
        patience_s: float = PATIENCE_S,
    ) -> None:
        """Prepare one.

        Args:
            said: What stands in the browser when the answer came.
        """
        self._provider, self._purpose = provider, purpose
        self._web, self._clock, self._said = web, clock, said
        self._patience_s = patience_s
        self._state, self._nonce, self._verifier = (_random(entropy) for _ in range(3))
        self._endpoints: Endpoints | None = None
        self._listener: Listener | None = None
        self._is_stopped = False

    def begin(self) -> str:
        """Ask the provider where a person signs in, and open the port.

        Raises:
            Fault: As core.online.endpoints.find_endpoints.
        """
        self._endpoints = self._purpose.wanted(find_endpoints(self._web, self._provider))
        self._listener = Listener(self._said)
        given = {
            "state": self._state,
            "code_challenge": _bare(hashlib.sha256(self._verifier.encode()).digest()),
            "code_challenge_method": "S256",
            "prompt": self._purpose.prompt(self._provider),
            **self._purpose.asked,
        }
        if self._endpoints.keys:
            given["nonce"] = self._nonce
        with self._web.told(self._endpoints.authorization):
            return grant.address_for_browser(self._provider, self._endpoints, self._listener.address, **given)

    def finish(self) -> T:
        """Wait until the person came back from the provider, and return what it was for.

        Raises:
            EnvironmentFault: "provider_late", "online_stopped".
            DataFault: "provider_state": the answer belongs to another try; "provider_issuer", "provider_refused",
                "provider_error", and what core.online.grant and the purpose say.
        """
        assert self._endpoints is not None and self._listener is not None
        query = None if self._is_stopped else self._listener.wait(self._patience_s)
        redirect = self._listener.address
        self._listener.close()
        if self._is_stopped:
            raise EnvironmentFault("online_stopped")
        if query is None:
            raise EnvironmentFault("provider_late", provider=self._provider.title)
        code = self._code_of(query, self._endpoints)
        tokens = grant.by_code(
            self._web, self._provider, self._endpoints, code, redirect, self._verifier, **self._purpose.exchanged
        )
        now_ms = self._clock.now_ms()
        granted = Granted(self._web, self._provider, self._endpoints, tokens, self._nonce, now_ms)
        return self._purpose.outcome(granted)

    def stop(self) -> None:
        """End it, wherever it stands. For another thread."""
        self._is_stopped = True
        self._web.stop()
        if self._listener is not None:
            self._listener.stop()

    def close(self) -> None:
        """Let go of the network."""
        if self._listener is not None:
            self._listener.close()
        self._web.close()

    def _code_of(self, query: str, endpoints: Endpoints) -> str:
        pairs = parse_qsl(query, keep_blank_values=True)
        told, title = dict(pairs), self._provider.title
        if len(told) != len(pairs) or not hmac.compare_digest(told.get("state", "").encode(), self._state.encode()):
            raise DataFault("provider_state", provider=title)
        # An answer of another provider that this one is tricked into taking names that other one (RFC 9207).
        if not endpoints.is_issuer(told.get("iss")) and ("iss" in told or endpoints.always_names_itself):
            raise DataFault("provider_issuer", provider=title)
        if "error" in told:
            raise grant.refusal(told["error"], self._provider)
        if not told.get("code"):
            raise DataFault("provider_error", provider=title, said="?")
        return told["code"]


def _random(entropy: Entropy) -> str:
    return _bare(entropy.bytes(32))


def _bare(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()
