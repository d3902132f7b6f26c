"""Asks an organisation's server as one of its devices: assertion, token, digest, and its refusals as faults.

    with Relay(web_to(server), server, organisation_id, device_id, sign, token, clock, entropy) as relay:
        reply = relay.ask("POST", "/v1/batches", body=document, headers={"Idempotency-Key": batch_id})

Nothing of a business case is in here. Forms: docs/sync.md, device-assertion.schema.json, problem.schema.json.
"""

import gzip
import hashlib
import json
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Callable, Collection, Mapping
from datetime import datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

from progrez_desktop.core.errors import DataFault, EnvironmentFault, Fault, LockedFault
from progrez_desktop.core.online.guard import Limits
from progrez_desktop.core.online.web import Reply, Web
from progrez_desktop.core.ports import Clock, Entropy

_LIVES_S = 240
"""Less than the five minutes that an assertion may live: the clock of the server is only known to the second."""
_PROBLEM = "urn:progrez:problem:"
_PACKS_FROM = 512
"""Below this a body is not worth compressing."""
_CLOCK_OFF_MS = 120_000
"""From here on a person is told that a clock is wrong."""
_OF_THE_DEVICE = ("device_unknown", "assertion_signature")
"""Refusals that no sign-in of staff mends."""
_CLOCK_RETRY_MS = 30_000
"""Of a refusal: another try with the server's time makes sense only if it says another one."""
_LONGEST_WAIT_S = 86_400
_JSON = "application/json"

Sign = Callable[[bytes], bytes]
Token = Callable[[], str | None]


def web_to(server: str, *, limits: Limits | None = None, authorities: Path | None = None) -> Web:
    """Return the network for one errand at a server; http only where its address, from a pinned card, is 127.0.0.1."""
    parts = urlsplit(server)
    loopback = parts.scheme == "http" and parts.hostname == "127.0.0.1"
    return Web(loopback=loopback, limits=limits, authorities=authorities)


class Relay:
    """One errand of a device at its organisation's server."""

    def __init__(
        self,
        web: Web,
        server: str,
        organisation_id: str,
        device_id: str,
        sign: Sign,
        token: Token,
        clock: Clock,
        entropy: Entropy,
        *,
        renew: Token | None = None,
    ) -> None:
        """Make one.

        Args:
            server: Its address, from the pinned card.
            sign: Signs with the device's Ed25519 key (core.keys.signing.sign).
            token: Gives the access token of whoever is signed in, or None where nobody has to be.
            renew: Gives another one after the server refused the first, whatever the clock here says; once.
        """
        self._web, self._server = web, server.rstrip("/")
        self._organisation_id, self._device_id = organisation_id, device_id
        self._sign, self._token, self._renew = sign, token, renew
        self._clock, self._entropy = clock, entropy
        self.offset_ms = 0
        """How far the server's clock is ahead of this one, as its last reply said."""

    @property
    def organisation_id(self) -> str:
        return self._organisation_id

    @property
    def device_id(self) -> str:
        return self._device_id

    @property
    def minutes_off(self) -> int:
        """By how many minutes this computer's clock is ahead (or, negative, behind); 0 while that harms nobody."""
        return round(-self.offset_ms / 60_000) if abs(self.offset_ms) >= _CLOCK_OFF_MS else 0

    def ask(
        self,
        method: str,
        path: str,
        *,
        body: bytes | None = None,
        kind: str = _JSON,
        query: Mapping[str, str | int] | None = None,
        headers: Mapping[str, str] | None = None,
        accepts: Collection[int] = (),
    ) -> Reply:
        """Ask for a path, and return what came once it is a success.

        Args:
            accepts: Refusals that the caller reads itself.

        Raises:
            LockedFault: "server_sign_in": nobody is signed in, or no longer; "server_device": it doesn't know this
                device; "server_two_factors"; "server_refused": this device or this person may not.
            EnvironmentFault: "server_busy" with `seconds`: later; "server_failed"; and what core.online.web says.
            DataFault: "server_newer": this program is too old for it; "server_problem" with its code; "server_unknown".
        """
        sent = {"Accept": _JSON, **(headers or {})}
        if body is not None:
            body = self._dressed(body, kind, sent)
        url = self._server + quote(path) + (f"?{urlencode(query)}" if query else "")
        reply = self._said(method, url, path, body, sent, self._token())
        if reply.status < 300 or reply.status in accepts:
            return reply
        raise fault_of(reply)

    def __enter__(self) -> "Relay":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def stop(self) -> None:
        """End what is under way. For another thread."""
        self._web.stop()

    def close(self) -> None:
        """Let go of the network."""
        self._web.close()

    def _dressed(self, body: bytes, kind: str, headers: dict[str, str]) -> bytes:
        headers["Content-Type"] = kind
        if len(body) >= _PACKS_FROM and kind == _JSON:
            body = gzip.compress(body, 6, mtime=0)  # the same bytes each time
            headers["Content-Encoding"] = "gzip"
        headers["Content-Digest"] = f"sha-256=:{b64encode(hashlib.sha256(body).digest()).decode()}:"
        return body

    def _said(
        self, method: str, url: str, path: str, body: bytes | None, headers: Mapping[str, str], token: str | None
    ) -> Reply:
        """Ask; once more with the server's time if it refused ours, and once more with a renewed token."""
        used = self.offset_ms
        reply = self._once(method, url, path, body, headers, token)
        if reply.status == 401 and abs(self.offset_ms - used) >= _CLOCK_RETRY_MS:
            reply = self._once(method, url, path, body, headers, token)
        if reply.status == 401 and token is not None and self._renew is not None:
            renewed = self._renew()
            if renewed is not None:
                reply = self._once(method, url, path, body, headers, renewed)
        return reply

    def _once(
        self, method: str, url: str, path: str, body: bytes | None, headers: Mapping[str, str], token: str | None
    ) -> Reply:
        sent = {**headers, "Progrez-Device": self._assertion(method, path)}
        if token is not None:
            sent["Authorization"] = f"Bearer {token}"
        reply = self._web.send(method, url, body, sent)
        self._look_at_the_clock(reply)
        return reply

    def _look_at_the_clock(self, reply: Reply) -> None:
        said = _date(reply.headers.get("date", ""))
        if said is not None:
            self.offset_ms = round(said.timestamp() * 1000) - self._clock.now_ms()

    def _assertion(self, method: str, path: str) -> str:
        """Return what shows which device asks, for this request alone (device-assertion.schema.json)."""
        now_s = (self._clock.now_ms() + self.offset_ms) // 1000
        claims = {
            "iss": f"urn:progrez:device:{self._device_id}",
            "aud": f"urn:progrez:organisation:{self._organisation_id}",
            "iat": now_s,
            "exp": now_s + _LIVES_S,
            "jti": self._entropy.bytes(16).hex(),
            "htm": method,
            "htu": path,
        }
        opening = {"alg": "EdDSA", "kid": self._device_id, "typ": "progrez-device+jwt"}
        signed = f"{_bare(json.dumps(opening).encode())}.{_bare(json.dumps(claims).encode())}"
        return f"{signed}.{_bare(self._sign(signed.encode()))}"


def fault_of(reply: Reply) -> Fault:
    """Return what a refusal means for the person."""
    host, problem = reply.host, problem_of(reply)
    if reply.status in (409, 425, 429, 503):
        return EnvironmentFault("server_busy", host=host, seconds=wait_s(reply), problem=problem)
    if reply.status == 401:
        code = "server_device" if problem in _OF_THE_DEVICE else "server_sign_in"
        return LockedFault(code, host=host, problem=problem)
    if reply.status == 403:
        weak = problem == "second_factor_missing"
        return LockedFault("server_two_factors" if weak else "server_refused", host=host, problem=problem)
    if reply.status == 426:
        return DataFault("server_newer", host=host, problem=problem)
    if reply.status in (404, 405):
        return DataFault("server_unknown", host=host, problem=problem)
    if reply.status >= 500:
        return EnvironmentFault("server_failed", host=host, status=reply.status)
    return DataFault("server_problem", host=host, status=reply.status, problem=problem)


def problem_of(reply: Reply) -> str:
    """Return the code of a problem; "" where it says none that could be one."""
    try:
        told = reply.json()
    except DataFault:
        return ""
    named = told.get("type") if isinstance(told, dict) else None
    code = named.removeprefix(_PROBLEM) if isinstance(named, str) and named.startswith(_PROBLEM) else ""
    return code if code.isascii() and code.replace("_", "a").isalnum() and len(code) <= 64 else ""


def wait_s(reply: Reply) -> int:
    """Return after how many seconds a server wants to be asked again; 0 where it does not say."""
    text = reply.headers.get("retry-after", "").strip()
    if text.isdecimal() and text.isascii():
        return min(int(text[:9]), _LONGEST_WAIT_S)
    until, now = _date(text), _date(reply.headers.get("date", ""))
    if until is None or now is None:
        return 0
    return min(max(round((until - now).total_seconds()), 0), _LONGEST_WAIT_S)


def _date(text: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(text)
    except (ValueError, TypeError, IndexError):
        return None
    return found if found.tzinfo is not None else None


def _bare(data: bytes) -> str:
    return urlsafe_b64encode(data).rstrip(b"=").decode()
