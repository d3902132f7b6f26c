"""The key of staff: random, opened by their passphrase alone, and under it what the machine key must not read.

A second factor joins the passphrase in a later version; until then whoever has it and this computer reads duty records.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.keys.passwords import password_bytes
from progrez_desktop.core.keys.primitives import derive, seal, typed_bytes, unseal
from progrez_desktop.core.keys.wraps import make_wrap, open_wrap
from progrez_desktop.core.model.keys import KEY_BYTES, KdfCost, Wrap
from progrez_desktop.core.ports import Entropy

_NONCE_BYTES = 12


@dataclass(frozen=True)
class StaffKey:
    """Seals and opens records, each bound to its own id."""

    secret: bytes = field(repr=False)

    def seal(self, record_id: str, content: Mapping[str, Any], entropy: Entropy) -> bytes:
        """Return a record sealed; a text of half a character can't be.

        Raises:
            DataFault: "text_not_storable".
        """
        nonce = entropy.bytes(_NONCE_BYTES)
        plain = typed_bytes(json.dumps(content, ensure_ascii=False))
        return nonce + seal(self._records, nonce, plain, record_id.encode())

    def open(self, record_id: str, sealed: bytes) -> dict[str, Any]:
        """Return what was sealed.

        Raises:
            DataFault: "duty_unreadable": changed, moved to another record, or of an earlier staff key.
        """
        nonce, content = sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:]
        plain = unseal(self._records, nonce, content, record_id.encode()) if len(nonce) == _NONCE_BYTES else None
        if plain is None:
            raise DataFault("duty_unreadable", number=record_id[:8])
        found: dict[str, Any] = json.loads(plain)
        return found

    @property
    def _records(self) -> bytes:
        return derive(self.secret, "staff/records")


def make(install_id: str, passphrase: str, cost: KdfCost, entropy: Entropy) -> tuple[StaffKey, Wrap]:
    """Make the key of staff and its wrap.

    Raises:
        UsageFault: "password_too_short".
    """
    key = StaffKey(entropy.bytes(KEY_BYTES))
    return key, wrap(key, install_id, passphrase, cost, entropy)


def wrap(key: StaffKey, install_id: str, passphrase: str, cost: KdfCost, entropy: Entropy) -> Wrap:
    """Return the key under a passphrase; records that it sealed stay as they are."""
    return make_wrap("staff", install_id, key.secret, password_bytes(passphrase), entropy, cost=cost)


def open_with_passphrase(wrapped: Wrap, install_id: str, passphrase: str) -> StaffKey:
    """Return the key, or say "wrong_staff_passphrase"."""
    return StaffKey(open_wrap(wrapped, install_id, typed_bytes(passphrase)))
