"""Signing in with another device, where this one has no browser: a code to type there, or to scan (RFC 8628)."""

import re
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from progrez_desktop.core.errors import DataFault, EnvironmentFault
from progrez_desktop.core.model.provider import Provider
from progrez_desktop.core.online import grant
from progrez_desktop.core.online.endpoints import Endpoints, find_endpoints
from progrez_desktop.core.online.purpose import Granted, Purpose
from progrez_desktop.core.online.web import Web
from progrez_desktop.core.ports import Clock

T = TypeVar("T")

_INTERVAL_S = 5
_SLOWER_S = 5
"""Both as RFC 8628 has them, sections 3.2 and 3.5."""
_LONGEST_INTERVAL_S = 60
_LONGEST_S = 1800
_LONGEST_ADDRESS = 500
"""As a QR code it can still be scanned from a screen."""
_USER_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 -]{0,39}")


@dataclass(frozen=True)
class PhoneCode:
    """What stands on screen."""

    address: str
    code: str
    scanned: str
    """What the QR code says: the address with the code in it, where the provider gives one."""
    seconds: int
    """How long it holds."""


@dataclass(frozen=True)
class _Asked:
    shown: PhoneCode
    device_code: str = field(repr=False)
    interval_s: int
    until_ms: int


class PhoneWay(Generic[T]):
    """One try. `begin` gives what to show, `finish` asks again and again what the person decided."""

    def __init__(
        self,
        provider: Provider,
        purpose: Purpose[T],
        web: Web,
        clock: Clock,
        pause: Callable[[float], object] | None = None,
    ) -> None:
        """Prepare one.

        Args:
            pause: Waits so many seconds, or until somebody stops it. A test moves its clock instead.
        """
        self._provider, self._purpose, self._web, self._clock = provider, purpose, web, clock
        self._stopped = threading.Event()
        self._pause = pause or self._stopped.wait
        self._endpoints: Endpoints | None = None
        self._asked: _Asked | None = None

    def begin(self) -> PhoneCode:
        """Ask the provider for a code.

        Raises:
            DataFault: "provider_no_phone": it has no such way; "provider_client", "provider_error", "online_reply".
            Fault: As core.online.endpoints.find_endpoints.
        """
        endpoints = self._purpose.wanted(find_endpoints(self._web, self._provider))
        if not endpoints.device:
            raise DataFault("provider_no_phone", provider=self._provider.title)
        form = {"client_id": self._provider.client_id, "scope": " ".join(endpoints.scopes)}
        form.update(self._purpose.asked)
        if self._provider.client_secret:
            form["client_secret"] = self._provider.client_secret
        reply = self._web.post(endpoints.device, form)
        self._endpoints = endpoints
        self._asked = self._read(grant.answered(reply, self._provider), reply.host)
        return self._asked.shown

    def finish(self) -> T:
        """Ask until the person decided, no faster than the provider wants, and return what it was for.

        Raises:
            EnvironmentFault: "online_stopped".
            DataFault: "provider_code_expired", "provider_refused", and what core.online.grant and the purpose say.
        """
        assert self._endpoints is not None and self._asked is not None
        tokens = self._tokens(self._endpoints, self._asked)
        # Without a browser no nonce went along: the code that only this computer has binds the answer to it.
        granted = Granted(self._web, self._provider, self._endpoints, tokens, None, self._clock.now_ms())
        return self._purpose.outcome(granted)

    def _tokens(self, endpoints: Endpoints, asked: _Asked) -> grant.Tokens:
        interval_s = asked.interval_s
        while True:
            self._pause(interval_s)
            if self._stopped.is_set():
                raise EnvironmentFault("online_stopped")
            if self._clock.monotonic_ms() >= asked.until_ms:
                raise DataFault("provider_code_expired", provider=self._provider.title)
            try:
                return grant.by_device(
                    self._web, self._provider, endpoints, asked.device_code, **self._purpose.exchanged
                )
            except grant.StillWaiting as waiting:
                interval_s += _SLOWER_S if waiting.slower else 0
            except EnvironmentFault as fault:
                if fault.code not in ("online_offline", "online_slow"):
                    raise
                interval_s = min(
                    2 * interval_s, _LONGEST_INTERVAL_S
                )  # a network that is away for a moment ends nothing (section 3.5)

    def stop(self) -> None:
        """End it, wherever it stands. For another thread."""
        self._stopped.set()
        self._web.stop()

    def close(self) -> None:
        """Let go of the network."""
        self._web.close()

    def _read(self, told: Mapping[str, Any], host: str) -> _Asked:
        texts = [told.get(name) for name in ("device_code", "user_code")]
        address = told.get("verification_uri", told.get("verification_url"))  # Google's name for it is the older one
        whole = told.get("verification_uri_complete", address)
        lasts, every = told.get("expires_in"), told.get("interval", _INTERVAL_S)
        good_texts = all(isinstance(one, str) and one for one in (*texts, address, whole))
        good_texts = good_texts and max(len(str(one)) for one in (address, whole)) <= _LONGEST_ADDRESS
        good_times = all(isinstance(one, int) and one > 0 for one in (lasts, every))
        if not good_texts or not good_times or not _USER_CODE.fullmatch(told["user_code"]):
            raise DataFault("online_reply", host=host)
        for one in (address, whole):
            self._web.check(str(one))  # whoever scans it goes nowhere that isn't secured
        seconds = min(told["expires_in"], _LONGEST_S)
        return _Asked(
            shown=PhoneCode(str(address), told["user_code"], str(whole), seconds),
            device_code=told["device_code"],
            interval_s=min(int(every), _LONGEST_INTERVAL_S),
            until_ms=self._clock.monotonic_ms() + seconds * 1000,
        )
