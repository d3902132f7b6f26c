"""Keys that identity providers sign with: asked for rarely, within a size and a time, kept while nobody answers."""

import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from joserfc.errors import JoseError
from joserfc.jwk import Key, import_key

from progrez_server.gate.fetching import UnansweredError, fetch_json

FRESH_S = 600
"""How long a set is used without a new question."""
KEPT_S = 24 * 3600
"""How long the last set is used while the provider doesn't answer: a key that it took back must end at some time."""
PAUSE_S = 30
"""Between two questions: an unknown key in a token, which anybody can write, makes no storm of them."""
WAIT_S = 5.0
"""How long a request waits for the keys."""
_MOST_KEYS = 100
_PUBLIC = ("kty", "kid", "use", "alg", "n", "e", "crv", "x", "y")


class ProviderSilentError(Exception):
    """The identity provider gave no keys, and none of before will do."""


@dataclass
class _Known:
    keys: Mapping[str, Key] = field(default_factory=dict)
    asked_s: float = float("-inf")
    got_s: float = float("-inf")
    is_answering: bool = False
    asking: threading.Thread | None = None
    lock: threading.Lock = field(default_factory=threading.Lock)


class FetchedKeys:
    """Keys by issuer, for all requests of one process.

    Args:
        fetch: Gives the JSON at an address, or raises `UnansweredError`.
        steady_s: A clock that is never set.
    """

    def __init__(
        self,
        fetch: Callable[[str], Any] = fetch_json,
        steady_s: Callable[[], float] = time.monotonic,
        wait_s: float = WAIT_S,
    ) -> None:
        self._fetch, self._steady_s, self._wait_s = fetch, steady_s, wait_s
        self._known: dict[str, _Known] = {}
        self._lock = threading.Lock()

    def key(self, issuer: str, key_id: str | None) -> Key | None:
        """Return a key of a provider by its name; without a name, its only one.

        Raises:
            ProviderSilentError: It may be a key of theirs, but they don't answer.
        """
        with self._lock:
            known = self._known.setdefault(issuer, _Known())
        age_s = self._steady_s() - known.got_s
        found = _pick(known, key_id) if age_s <= KEPT_S else None
        if found is not None and age_s <= FRESH_S:
            return found
        asking = self._asking(issuer, known)
        if found is not None:
            return found
        if asking is not None:
            # Of one question, however many requests wait for it and however long it hangs.
            asking.join(max(0.0, known.asked_s + self._wait_s - self._steady_s()))
        if not known.is_answering:
            raise ProviderSilentError
        return _pick(known, key_id)

    def _asking(self, issuer: str, known: _Known) -> threading.Thread | None:
        """Return who is asking now: one at a time, and none too soon after the last."""
        with known.lock:
            if known.asking is not None and known.asking.is_alive():
                return known.asking
            if self._steady_s() - known.asked_s < PAUSE_S:
                return None
            known.asked_s, known.is_answering = self._steady_s(), False
            # A thread of its own: a provider that never comes to an end keeps this one, and no request.
            known.asking = threading.Thread(target=self._renew, args=(issuer, known), daemon=True)
            known.asking.start()
            return known.asking

    def _renew(self, issuer: str, known: _Known) -> None:
        try:
            keys = self._ask(issuer)
        except UnansweredError:
            return
        known.keys, known.got_s, known.is_answering = keys, self._steady_s(), True

    def _ask(self, issuer: str) -> Mapping[str, Key]:
        document = self._fetch(f"{issuer.rstrip('/')}/.well-known/openid-configuration")
        if not isinstance(document, dict) or document.get("issuer") != issuer:
            raise UnansweredError
        told = self._fetch(str(document.get("jwks_uri")))
        listed = told.get("keys") if isinstance(told, dict) else None
        if not isinstance(listed, list):
            raise UnansweredError
        usable = [key for one in listed[:_MOST_KEYS] if (key := _public(one)) is not None]
        if not usable:
            raise UnansweredError
        return {str(key.kid): key for key in usable}


def _pick(known: _Known, key_id: str | None) -> Key | None:
    if key_id is None:
        return next(iter(known.keys.values())) if len(known.keys) == 1 else None
    return known.keys.get(key_id)


def _public(told: Any) -> Key | None:
    """Return a key that may have signed; keys of other kinds stand beside them in a set, and are left."""
    if not isinstance(told, dict) or told.get("kty") not in ("RSA", "EC", "OKP"):
        return None
    if told["kty"] == "RSA" and not _is_long_enough(told.get("n")):
        return None
    try:
        key = import_key({name: told[name] for name in _PUBLIC if name in told})
        key.ensure_kid()
    except (JoseError, ValueError, TypeError, KeyError, AttributeError, OverflowError):
        return None
    return key


def _is_long_enough(modulus: Any) -> bool:
    """2048 bits at least, and no more than what a signature can be checked with in a moment."""
    return isinstance(modulus, str) and 342 <= len(modulus.rstrip("=")) <= 1366
