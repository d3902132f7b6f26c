"""Records about keys: a wrap, what it costs to open, and the keys that the store is handed. No cryptography here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from progrez_desktop.core.errors import DataFault

WrapKind = Literal["os_store", "passphrase", "recovery", "password", "staff", "registry", "member", "move"]
WRAP_KINDS: tuple[WrapKind, ...] = get_args(WrapKind)
STRETCHED: frozenset[WrapKind] = frozenset({"password", "passphrase", "staff", "registry", "member", "move"})
"""Ways in that a person types from memory: Argon2id makes each guess cost."""
PEPPERED: frozenset[WrapKind] = frozenset({"password", "registry", "member", "move"})
"""Ways in that take part of a machine as well: a copied file alone can't be guessed at."""
WRAP_VERSION = 1
KEY_BYTES = 32


@dataclass(frozen=True)
class KdfCost:
    """What one Argon2id run takes. RFC 9106 names them m (KiB), t and p."""

    memory_kib: int
    time_cost: int
    parallelism: int


@dataclass(frozen=True)
class Kdf:
    """Argon2id as one wrap uses it; the cost lives in each wrap, so that it can be raised for new ones."""

    cost: KdfCost
    salt: bytes

    def to_json(self) -> dict[str, Any]:
        cost = self.cost
        return {
            "name": "argon2id",
            "memory_kib": cost.memory_kib,
            "time_cost": cost.time_cost,
            "parallelism": cost.parallelism,
            "salt": self.salt.hex(),
        }


@dataclass(frozen=True)
class Wrap:
    """A 32-byte key, sealed under one way in. Contract: resources/contracts/wrap.schema.json."""

    kind: WrapKind
    kdf: Kdf | None
    nonce: bytes
    ciphertext: bytes
    version: int = WRAP_VERSION

    def to_json(self) -> dict[str, Any]:
        return {
            "version": self.version,
            "kind": self.kind,
            "kdf": self.kdf.to_json() if self.kdf else None,
            "nonce": self.nonce.hex(),
            "ciphertext": self.ciphertext.hex(),
        }

    @classmethod
    def from_json(cls, document: object) -> "Wrap":
        """Return the wrap that a JSON object describes.

        Raises:
            DataFault: "wrap_damaged", for anything that the contract doesn't allow. Costs are bounded, so that a
                hostile file can't ask for a terabyte of memory.
        """
        entries = _object(document, {"version", "kind", "kdf", "nonce", "ciphertext"})
        kind = entries["kind"]
        if entries["version"] != WRAP_VERSION or kind not in WRAP_KINDS:
            raise DataFault("wrap_damaged")
        if (kind in STRETCHED) != (entries["kdf"] is not None):
            raise DataFault("wrap_damaged")
        return cls(
            kind=kind,
            kdf=None if entries["kdf"] is None else _kdf(entries["kdf"]),
            nonce=_hex(entries["nonce"], 12),
            ciphertext=_hex(entries["ciphertext"], KEY_BYTES + 16),
        )


@dataclass(frozen=True)
class Registered:
    """One security key, and a secret that several of them share, sealed for it."""

    name: str
    credential: bytes
    nonce: bytes
    sealed: bytes


@dataclass(frozen=True)
class DeviceKeys:
    """What the device store needs of the machine key."""

    database: bytes = field(repr=False)
    audit: bytes = field(repr=False)
    """Chains what operators did."""


@dataclass(frozen=True)
class SafeKeys:
    """What a safe needs of its owner's data key: the file's key and the key of its answer chain."""

    database: bytes = field(repr=False)
    chain: bytes = field(repr=False)


def _object(document: object, names: set[str]) -> Mapping[str, Any]:
    if not isinstance(document, dict) or set(document) != names:
        raise DataFault("wrap_damaged")
    return document


def _hex(text: object, length: int) -> bytes:
    """Lower-case hex only: a second spelling of the same bytes would let a changed file pass as unchanged."""
    if not isinstance(text, str) or len(text) != 2 * length or set(text) - set("0123456789abcdef"):
        raise DataFault("wrap_damaged")
    return bytes.fromhex(text)


def _whole(value: object, low: int, high: int) -> int:
    if type(value) is not int or not low <= value <= high:
        raise DataFault("wrap_damaged")
    return value


def _kdf(document: object) -> Kdf:
    entries = _object(document, {"name", "memory_kib", "time_cost", "parallelism", "salt"})
    if entries["name"] != "argon2id":
        raise DataFault("wrap_damaged")
    parallelism = _whole(entries["parallelism"], 1, 64)
    cost = KdfCost(
        memory_kib=_whole(entries["memory_kib"], 8 * parallelism, 4 * 1024 * 1024),  # RFC 9106: m is at least 8p
        time_cost=_whole(entries["time_cost"], 1, 1000),
        parallelism=parallelism,
    )
    return Kdf(cost, _hex(entries["salt"], 16))
