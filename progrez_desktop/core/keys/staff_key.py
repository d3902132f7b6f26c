"""The key of staff: random, reached by operators alone, and under it what the machine key must not read.

Each operator has it sealed under their own key (keys.member_key).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.keys.primitives import derive, seal, typed_bytes, unseal
from progrez_desktop.core.model.keys import KEY_BYTES
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


def make(entropy: Entropy) -> StaffKey:
    return StaffKey(entropy.bytes(KEY_BYTES))
