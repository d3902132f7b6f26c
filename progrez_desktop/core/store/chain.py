"""A chain of rows under a key: each row's head covers the row and the head before it, so that none can go unseen.

    head = HMAC(key, label + previous head + the row)

A keyed hash, since heads are also kept where the rows are not, and could otherwise be tried out.
"""

import hmac
from collections.abc import Sequence
from typing import Any

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.model.account import ChainHead
from progrez_desktop.core.store.forms import canonical

CHAIN_START = ChainHead(0, bytes(32))


class Chain:
    """Links rows of one kind; the label keeps two kinds under one key apart. A row begins with its number, from 1."""

    def __init__(self, key: bytes, label: bytes) -> None:
        self._key, self._label = key, label

    def mac(self, label: bytes, text: str) -> bytes:
        """Return the keyed hash of a text.

        Raises:
            DataFault: "text_not_storable".
        """
        try:
            return hmac.digest(self._key, label + text.encode("utf-8"), "sha256")
        except UnicodeEncodeError:
            # `from None`, because Python's exception holds the person's text.
            raise DataFault("text_not_storable") from None

    def head(self, previous: bytes, told: Sequence[Any]) -> bytes:
        """Return the head of a row that follows the head before it."""
        plain = [part.hex() if isinstance(part, bytes) else part for part in told]
        return self.mac(self._label + previous, canonical(plain))

    def follows(self, last: ChainHead, told: Sequence[Any], previous: bytes, head: bytes) -> bool:
        """Return whether a row is the next one after `last`, and as it was written."""
        in_place = told[0] == last.seq + 1 and previous == last.head
        return in_place and hmac.compare_digest(head, self.head(last.head, told))
