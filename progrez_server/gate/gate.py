"""Who asks: the device by its assertion, once; staff by their token; neither too often."""

from dataclasses import dataclass

from progrez_server.caller import ALL_SCOPES, Caller
from progrez_server.clock import CLOCKS_APART_S, Clock
from progrez_server.gate.assertions import Assertion, DeviceProofError, read_assertion, who_claims
from progrez_server.gate.peer import is_here
from progrez_server.gate.provider_keys import PAUSE_S, ProviderSilentError
from progrez_server.gate.tokens import ProviderKeys, TokenError, read_token
from progrez_server.parts import Asked
from progrez_server.problems import Problem
from progrez_server.settings import Settings
from progrez_server.store import assertions, devices, limits
from progrez_server.store.devices import Device, Known
from progrez_server.store.engine import Store

_OF_HOME = frozenset({"profiles:push", "profiles:erase"})
"""What a person may do at home, for themselves, without anybody's leave."""


@dataclass(frozen=True)
class AtTheGate:
    """Admits by what is in the database and by the keys of identity providers."""

    store: Store
    clock: Clock
    keys: ProviderKeys
    settings: Settings

    def admit(self, asked: Asked) -> Caller:
        """Return who asks.

        Raises:
            Problem: Nobody that this server knows, not now, not here, or too often.
        """
        now_ms = self.clock.now_ms()
        known, proof = self._proven(asked, now_ms)
        if known.sign_in is None and not is_here(asked.address, asked.headers):
            raise Problem("trial_elsewhere")
        self._count(proof, now_ms)
        if not asked.rule.is_for_everybody:
            _check_state(known.device, now_ms)
        one = known.device
        return Caller(one.org, one.device_id, one.kind, self._scopes(known, asked, now_ms))

    def _proven(self, asked: Asked, now_ms: int) -> tuple[Known, Assertion]:
        told = asked.headers.get("progrez-device")
        if told is None:
            raise Problem("not_signed_in")
        try:
            claimed = who_claims(told)
            with self.store.reading() as connection:
                known = devices.known(connection, claimed.organisation_id, claimed.device_id)
            if known is None:
                raise Problem("device_unknown")
            key = known.device.public_key
            return known, read_assertion(told, key, asked.method, asked.path, now_ms // 1000)
        except DeviceProofError as refused:
            raise Problem(refused.code) from None

    def _count(self, proof: Assertion, now_ms: int) -> None:
        """Take a token and remember the assertion, of every request and in one commit: reading is no reason to be heard
        twice, and the token needs the commit anyway."""
        org, device_id, limit = proof.organisation_id, proof.device_id, self.settings.device_limit
        with self.store.noting() as connection:
            if not limits.take(connection, org, f"device/{device_id}", limit, now_ms):
                raise Problem("too_many_requests", retry_after_s=max(1, -(-limit.ms_each // 1000)))
            is_new = assertions.remember(connection, org, device_id, proof.jti, proof.until_ms)
        if not is_new:
            raise Problem("assertion_replayed")

    def _scopes(self, known: Known, asked: Asked, now_ms: int) -> frozenset[str]:
        if known.device.kind == "home":
            return _OF_HOME
        if known.sign_in is None:
            return ALL_SCOPES
        if asked.rule.scope is None:
            return frozenset()
        way, _, token = asked.headers.get("authorization", "").partition(" ")
        if way.lower() != "bearer" or not token:
            raise Problem("staff_sign_in_needed")
        try:
            return read_token(token.strip(), known.sign_in, self.keys, now_ms // 1000).scopes & ALL_SCOPES
        except TokenError as refused:
            raise Problem(refused.code) from None
        except ProviderSilentError:
            raise Problem("provider_silent", retry_after_s=PAUSE_S) from None


def _check_state(one: Device, now_ms: int) -> None:
    if one.state != "admitted":
        raise Problem("device_dropped" if one.state == "dropped" else "device_not_admitted")
    if one.until_ms is not None and now_ms >= one.until_ms:
        raise Problem("certificate_ended")
    if one.from_ms is not None and now_ms + CLOCKS_APART_S * 1000 < one.from_ms:
        raise Problem("certificate_not_yet")
