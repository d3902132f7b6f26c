"""A safe as the device sees it: an id, a keyed hash of an address and the last answer seen. Nothing readable."""

from dataclasses import dataclass
from typing import Literal

AccountState = Literal["active", "erasing", "erased"]


@dataclass(frozen=True)
class ChainHead:
    """The latest row of a chain: its number, from 1, and its 32-byte head."""

    seq: int
    head: bytes


@dataclass(frozen=True)
class Account:
    """What the device knows of a safe and its owner."""

    id: str
    email_lookup: bytes
    """HMAC(directory key, normalised e-mail), see core.identity.email."""
    state: AccountState
    created_ms: int
    safe_file: str
    """Id of the safe's file; another random id than the account's."""
    inbox_public_key: bytes
    chain_head: ChainHead | None
    """Of the answers."""
    log_head: ChainHead | None = None
    """Of the access log."""
