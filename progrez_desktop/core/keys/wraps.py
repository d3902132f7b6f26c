"""Seals a 32-byte key under one way in (password, passphrase, recovery code, OS store) and opens it again.

    password    KEK = HKDF(Argon2id(password), salt = pepper)     opens on this machine only
    passphrase  KEK = HKDF(Argon2id(passphrase))
    member      KEK = HKDF(Argon2id(passphrase or PIN), salt = pepper)   opens what one of staff may, on this machine
                                                                  only; a security key takes part as below
    staff       KEK = HKDF(Argon2id(staff passphrase))            the one passphrase of staff, before they were members
    registry    KEK = HKDF(Argon2id(passphrase), salt = pepper)   opens a registry, on its own workstation only; where a
                                                                  security key takes part, its answer is in the pepper
    move        KEK = HKDF(Argon2id(password), salt = 256 random bits that travel sealed to one kiosk)
    recovery    KEK = HKDF(160 random bits)                       opens on any machine; nothing to stretch in 160 bits
    os_store    KEK = HKDF(256 random bits kept by the system)

The associated data binds version, kind, subject (account or install) and the KDF parameters with their salt.
"""

import json

from progrez_desktop.core.errors import LockedFault
from progrez_desktop.core.keys.primitives import derive, seal, stretch, unseal
from progrez_desktop.core.model.keys import KEY_BYTES, PEPPERED, STRETCHED, WRAP_VERSION, Kdf, KdfCost, Wrap, WrapKind
from progrez_desktop.core.ports import Entropy

_REFUSALS: dict[WrapKind, str] = {
    "password": "wrong_password",
    "passphrase": "wrong_passphrase",
    "recovery": "wrong_recovery_code",
    "os_store": "keyring_lost",
    "staff": "wrong_staff_passphrase",
    "registry": "wrong_staff_passphrase",
    "move": "wrong_password",
    "member": "wrong_staff_passphrase",
}


def make_wrap(
    kind: WrapKind,
    subject: str,
    key: bytes,
    secret: bytes,
    entropy: Entropy,
    *,
    cost: KdfCost | None = None,
    pepper: bytes = b"",
) -> Wrap:
    """Return `key` sealed under `secret`.

    Args:
        kind: The way in. Those in STRETCHED need a cost, those in PEPPERED a pepper.
        subject: Account or install id; a wrap moved to another subject doesn't open.
        secret: What opens it again; 160 random bits or more where the kind isn't stretched.
    """
    _check_kind(kind, cost is not None, pepper)
    kdf = Kdf(cost, entropy.bytes(16)) if cost else None
    nonce = entropy.bytes(12)
    kek = _key_encryption_key(kind, secret, kdf, pepper)
    return Wrap(kind, kdf, nonce, seal(kek, nonce, key, _bound(kind, subject, kdf)))


def open_wrap(wrap: Wrap, subject: str, secret: bytes, *, pepper: bytes = b"") -> bytes:
    """Return the key. A password check is this and nothing else: did it unwrap.

    Raises:
        LockedFault: "wrong_password", "wrong_passphrase", "wrong_staff_passphrase", "wrong_recovery_code" or
            "keyring_lost", by kind. A wrap of which one byte was changed gives the same answer: the two can't be told
            apart.
    """
    _check_kind(wrap.kind, wrap.kdf is not None, pepper)
    kek = _key_encryption_key(wrap.kind, secret, wrap.kdf, pepper)
    key = unseal(kek, wrap.nonce, wrap.ciphertext, _bound(wrap.kind, subject, wrap.kdf))
    if key is None or len(key) != KEY_BYTES:
        raise LockedFault(_REFUSALS[wrap.kind])
    return key


def _check_kind(kind: WrapKind, stretched: bool, pepper: bytes) -> None:
    if stretched != (kind in STRETCHED) or bool(pepper) != (kind in PEPPERED):
        raise ValueError(f"a {kind} wrap is not made this way")


def _key_encryption_key(kind: WrapKind, secret: bytes, kdf: Kdf | None, pepper: bytes) -> bytes:
    return derive(stretch(secret, kdf) if kdf else secret, f"wrap/{kind}", salt=pepper)


def _bound(kind: WrapKind, subject: str, kdf: Kdf | None) -> bytes:
    bound = {"version": WRAP_VERSION, "kind": kind, "subject": subject, "kdf": kdf.to_json() if kdf else None}
    return json.dumps(bound, sort_keys=True, separators=(",", ":")).encode()
