"""A FIDO2 security key in software, at the level of CTAP2: it makes credentials and really computes hmac-secret."""

import hashlib
import hmac
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from fido2 import cbor
from fido2.cose import ES256, CoseKey
from fido2.ctap import CtapDevice, CtapError
from fido2.ctap2.pin import PinProtocolV2
from fido2.hid import CAPABILITY
from fido2.webauthn import AttestedCredentialData, AuthenticatorData

_INFO, _PIN, _MAKE, _GET = 0x04, 0x06, 0x01, 0x02
_KEY_AGREEMENT = 0x02
_AAGUID = bytes(16)


@dataclass
class _Credential:
    rp_id: str
    key: ec.EllipticCurvePrivateKey
    random: bytes
    """What hmac-secret is keyed with; it never leaves."""


@dataclass
class SoftwareKey(CtapDevice):
    """Plugged in and touched at once, unless a test says otherwise."""

    has_hmac_secret: bool = True
    is_touched: bool = True
    is_broken: bool = False
    held: dict[bytes, _Credential] = field(default_factory=dict)
    asked: list[int] = field(default_factory=list)
    _agreement: ec.EllipticCurvePrivateKey = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))

    @property
    def capabilities(self) -> int:
        return int(CAPABILITY.CBOR)

    @classmethod
    def list_devices(cls) -> Iterator[CtapDevice]:
        return iter(())

    def call(
        self,
        cmd: int,
        data: bytes = b"",
        event: object = None,
        on_keepalive: Callable[[Any], None] | None = None,
    ) -> bytes:
        self.asked.append(data[0])
        if self.is_broken:
            raise OSError("pulled out")
        told: Mapping[int, Any] = cbor.decode(data[1:]) if len(data) > 1 else {}  # type: ignore[assignment]
        try:
            answer = {_INFO: self._info, _PIN: self._pin, _MAKE: self._make, _GET: self._get}[data[0]](told)
        except CtapError as refused:
            return bytes([int(refused.code)])
        return b"\0" + (cbor.encode(answer) if answer else b"")

    def _info(self, _: Mapping[int, Any]) -> dict[int, Any]:
        extensions = ["hmac-secret"] if self.has_hmac_secret else []
        return {1: ["FIDO_2_0"], 2: extensions, 3: _AAGUID, 4: {"rk": True, "up": True}, 5: 1200, 6: [2]}

    def _pin(self, told: Mapping[int, Any]) -> dict[int, Any]:
        assert told[2] == _KEY_AGREEMENT
        numbers = self._agreement.public_key().public_numbers()
        x, y = numbers.x.to_bytes(32, "big"), numbers.y.to_bytes(32, "big")
        return {1: {1: 2, 3: -25, -1: 1, -2: x, -3: y}}

    def _make(self, told: Mapping[int, Any]) -> dict[int, Any]:
        self._touch()
        key, credential_id = ec.generate_private_key(ec.SECP256R1()), os.urandom(32)
        self.held[credential_id] = _Credential(told[2]["id"], key, os.urandom(32))
        public: CoseKey = ES256.from_cryptography_key(key.public_key())
        attested = AttestedCredentialData.create(_AAGUID, credential_id, public)
        wanted = told.get(6, {}).get("hmac-secret") and self.has_hmac_secret
        data = self._data(told[2]["id"], attested, {"hmac-secret": True} if wanted else None)
        return {1: "none", 2: bytes(data), 3: {}}

    def _get(self, told: Mapping[int, Any]) -> dict[int, Any]:
        found = next((one["id"] for one in told[3] if one["id"] in self.held), None)
        if found is None or self.held[found].rp_id != told[1]:
            raise CtapError(CtapError.ERR.NO_CREDENTIALS)
        credential = self.held[found]
        if told.get(5, {}).get("up", True):
            self._touch()
        extensions = told.get(4, {}).get("hmac-secret")
        outputs = {"hmac-secret": self._hmac(credential, extensions)} if extensions else None
        data = self._data(told[1], None, outputs)
        signature = credential.key.sign(bytes(data) + told[2], ec.ECDSA(SHA256()))
        return {1: {"type": "public-key", "id": found}, 2: bytes(data), 3: signature}

    def _hmac(self, credential: _Credential, extension: Mapping[int, Any]) -> bytes:
        platform = extension[1]
        x, y = (int.from_bytes(platform[part], "big") for part in (-2, -3))
        other = ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key()
        protocol: Any = PinProtocolV2()
        shared = protocol.kdf(self._agreement.exchange(ec.ECDH(), other))
        if not hmac.compare_digest(protocol.authenticate(shared, extension[2]), extension[3]):
            raise CtapError(CtapError.ERR.PIN_AUTH_INVALID)
        salt = protocol.decrypt(shared, extension[2])
        answer = hmac.digest(credential.random, salt[:32], hashlib.sha256)
        sealed: bytes = protocol.encrypt(shared, answer)
        return sealed

    def _touch(self) -> None:
        if not self.is_touched:
            raise CtapError(CtapError.ERR.USER_ACTION_TIMEOUT)

    def _data(
        self, rp_id: str, attested: AttestedCredentialData | None, extensions: Mapping[str, Any] | None
    ) -> AuthenticatorData:
        flags = AuthenticatorData.FLAG.UP
        flags |= AuthenticatorData.FLAG.AT if attested else AuthenticatorData.FLAG(0)
        flags |= AuthenticatorData.FLAG.ED if extensions is not None else AuthenticatorData.FLAG(0)
        rp_hash = hashlib.sha256(rp_id.encode()).digest()
        made: AuthenticatorData = AuthenticatorData.create(rp_hash, flags, 0, bytes(attested or b""), extensions)
        return made
