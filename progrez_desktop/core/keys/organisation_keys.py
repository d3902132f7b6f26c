"""The private keys of an organisation: made once, sealed to a printed code, and carried to another workstation.

    seal keys      X25519: open what was released; the newest first, earlier ones still open
    signing key    Ed25519: signs card, certificates, packs and notices; it never changes
    recovery code  160 printed bits; the private half of a key pair follows from them (HKDF, "organisation/recovery"),
                   and whenever the keys change they are sealed to its public half again, without the code

Contract of the file: resources/contracts/organisation-keys.schema.json.
"""

import hashlib
import json
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from progrez_desktop.core.errors import DataFault, LockedFault
from progrez_desktop.core.json_document import canonical, read_json_document
from progrez_desktop.core.keys.inbox import InboxKeyPair, new_key_pair, open_sealed, seal_to
from progrez_desktop.core.keys.passwords import password_bytes
from progrez_desktop.core.keys.primitives import derive, seal, typed_bytes, unseal, x25519_public
from progrez_desktop.core.keys.printed_code import CodeKind
from progrez_desktop.core.keys.signing import new_signing_key
from progrez_desktop.core.keys.wraps import make_wrap, open_wrap
from progrez_desktop.core.model.keys import KEY_BYTES, KdfCost, Wrap
from progrez_desktop.core.model.registry import SealSecret
from progrez_desktop.core.ports import Entropy

CONTRACT = "organisation-keys"
_LABEL = "organisation-keys"
_NONCE_BYTES = 12
RECOVERY = CodeKind("recovery_code_typing", "recovery_code_length", 16)
"""Typed in the place of the code of a machine or a safe, it is wrong in every group."""


@dataclass(frozen=True)
class Keyring:
    """Everything that makes a workstation one of the organisation's."""

    card: Mapping[str, Any]
    recovery_public: bytes
    seal_keys: tuple[SealSecret, ...]
    signing_key: bytes = field(repr=False)

    @property
    def organisation_id(self) -> str:
        found: str = self.card["body"]["organisation_id"]
        return found


def new_seal_key(entropy: Entropy, from_ms: int) -> SealSecret:
    pair = new_key_pair(entropy)
    return SealSecret(hashlib.sha256(pair.public).hexdigest(), pair.public, from_ms, pair.private)


def new_organisation_key(entropy: Entropy) -> bytes:
    return new_signing_key(entropy)


def recovery_pair(code: bytes) -> InboxKeyPair:
    """Return the key pair of a printed code."""
    private = derive(code, "organisation/recovery")
    return InboxKeyPair(x25519_public(private), private)


def for_recovery(keys: Keyring) -> bytes:
    """Return the file that the printed code opens."""
    sealed = seal_to(keys.recovery_public, _plain(keys), _LABEL, keys.organisation_id.encode())
    return _file(keys, None, b"", sealed)


def under_passphrase(keys: Keyring, passphrase: str, cost: KdfCost, entropy: Entropy) -> bytes:
    """Return the file that a passphrase opens, on any computer: for another workstation.

    Raises:
        UsageFault: "password_too_short".
    """
    secret, nonce = entropy.bytes(KEY_BYTES), entropy.bytes(_NONCE_BYTES)
    wrap = make_wrap("passphrase", keys.organisation_id, secret, password_bytes(passphrase), entropy, cost=cost)
    return _file(keys, wrap, nonce, seal(secret, nonce, _plain(keys), keys.organisation_id.encode()))


def read(data: bytes, *, code: str = "", passphrase: str = "") -> Keyring:
    """Open a file of either kind with what opens it.

    Raises:
        LockedFault: "organisation_code_needed", "organisation_passphrase_needed": it opens with the other;
            "wrong_recovery_code", "wrong_passphrase".
        UsageFault: "recovery_code_typing", "recovery_code_length".
        DataFault: "organisation_keys_damaged", or what core.json_document says.
    """
    document = read_json_document(data, CONTRACT)
    sealed, bound = b64decode(document["sealed"]), document["organisation_id"].encode()
    if document["wrap"] is None:
        if not code:
            raise LockedFault("organisation_code_needed")
        plain = open_sealed(recovery_pair(RECOVERY.read(code)).private, sealed, _LABEL, bound)
        if plain is None:
            raise LockedFault("wrong_recovery_code")
    else:
        if not passphrase:
            raise LockedFault("organisation_passphrase_needed")
        secret = open_wrap(Wrap.from_json(document["wrap"]), document["organisation_id"], typed_bytes(passphrase))
        plain = unseal(secret, bytes.fromhex(document["nonce"]), sealed, bound)
        if plain is None:
            raise DataFault("organisation_keys_damaged")
    return _keyring(json.loads(plain))


def _file(keys: Keyring, wrap: Wrap | None, nonce: bytes, sealed: bytes) -> bytes:
    document = {
        "contract": f"progrez.{CONTRACT}/1",
        "organisation_id": keys.organisation_id,
        "name": keys.card["body"]["name"],
        "wrap": wrap.to_json() if wrap else None,
        "nonce": nonce.hex(),
        "sealed": b64encode(sealed).decode(),
    }
    return (json.dumps(document, indent=2, ensure_ascii=False) + "\n").encode()


def _plain(keys: Keyring) -> bytes:
    return canonical(
        {
            "card": keys.card,
            "recovery_public": keys.recovery_public.hex(),
            "signing_key": keys.signing_key.hex(),
            "seal_keys": [{"private_key": one.private_key.hex(), "from_ms": one.from_ms} for one in keys.seal_keys],
        }
    ).encode()


def _keyring(document: Mapping[str, Any]) -> Keyring:
    keys: Sequence[Any] = document["seal_keys"]
    return Keyring(
        document["card"],
        bytes.fromhex(document["recovery_public"]),
        tuple(_seal_secret(bytes.fromhex(one["private_key"]), one["from_ms"]) for one in keys),
        bytes.fromhex(document["signing_key"]),
    )


def _seal_secret(private: bytes, from_ms: int) -> SealSecret:
    public = x25519_public(private)
    return SealSecret(hashlib.sha256(public).hexdigest(), public, from_ms, private)
