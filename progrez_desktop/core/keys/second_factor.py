"""The second factor of staff: a security key, which takes part in opening, or a code of six digits, which is a gate.

    security key   FIDO2 with hmac-secret: without its answer the passphrase opens nothing, also not on a copied disk
    code           TOTP (RFC 6238): asked for after the passphrase has opened; it keeps out whoever sits down here, and
                   nobody who takes the files and the passphrase along

The only importer of fido2 and pyotp.
"""

import base64
import hmac
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Protocol

from progrez_desktop.core.errors import DataFault, EnvironmentFault, LockedFault, UsageFault
from progrez_desktop.core.ports import Entropy

if TYPE_CHECKING:
    from fido2.client import Fido2Client
    from fido2.ctap import CtapDevice

_RP_ID = "registry.progrez.invalid"
"""No site can have this name, so that no site can ask a key for this answer."""
_STEP_S = 30
_CODE_BYTES = 20
_SLACK_STEPS = 1
"""A code counts half a minute longer or earlier: for clocks, and for slow typing."""


class SecurityKey(Protocol):
    """What speaks with a security key that is plugged in."""

    def register(self, entropy: Entropy) -> bytes:
        """Make a credential on the key and return its id."""

    def answer(self, credentials: Sequence[bytes], salt: bytes) -> tuple[bytes, bytes]:
        """Return which credential the key holds, and its 32 secret bytes for this salt."""


@dataclass(frozen=True)
class Factor:
    """What staff bring beside their passphrase."""

    code: str = field(default="", repr=False)
    key: SecurityKey | None = None


def find_key() -> "CtapDevice | None":
    """Return the first security key that is plugged in."""
    from fido2.hid import CtapHidDevice

    try:
        return next(CtapHidDevice.list_devices(), None)
    except OSError as error:
        raise EnvironmentFault("factor_key_failed") from error


class FidoKey:
    """A FIDO2 key with hmac-secret, over whatever way it is plugged in.

    Raises from both calls:
        LockedFault: "factor_key_needed": none is plugged in; "factor_key_wrong": it is another one;
            "factor_key_refused": not touched, or a wrong PIN.
        UsageFault: "factor_key_unfit": it has no hmac-secret.
        EnvironmentFault: "factor_key_failed".
    """

    def __init__(
        self,
        find: "Callable[[], CtapDevice | None]" = find_key,
        touch: Callable[[], None] = lambda: None,
        ask_pin: Callable[[], str] = lambda: "",
    ) -> None:
        """Make one.

        Args:
            touch: Tells the person that the key waits for them.
            ask_pin: Asks for the key's own PIN, where it has one.
        """
        self._find, self._touch, self._ask_pin = find, touch, ask_pin

    def register(self, entropy: Entropy) -> bytes:
        from fido2.webauthn import (
            AuthenticatorSelectionCriteria,
            PublicKeyCredentialCreationOptions,
            PublicKeyCredentialParameters,
            PublicKeyCredentialRpEntity,
            PublicKeyCredentialType,
            PublicKeyCredentialUserEntity,
            UserVerificationRequirement,
        )

        client = self._client()
        options = PublicKeyCredentialCreationOptions(
            rp=PublicKeyCredentialRpEntity(name="Progrez", id=_RP_ID),
            user=PublicKeyCredentialUserEntity(name="registry", id=entropy.bytes(16)),
            challenge=entropy.bytes(32),
            pub_key_cred_params=[
                PublicKeyCredentialParameters(type=PublicKeyCredentialType.PUBLIC_KEY, alg=number)
                for number in (-7, -8)
            ],
            authenticator_selection=AuthenticatorSelectionCriteria(
                user_verification=UserVerificationRequirement.DISCOURAGED
            ),
            extensions={"hmacCreateSecret": True},
        )
        made = self._told(lambda: client.make_credential(options))
        if not made.client_extension_results.get("hmacCreateSecret"):
            raise UsageFault("factor_key_unfit")
        return bytes(made.raw_id)

    def answer(self, credentials: Sequence[bytes], salt: bytes) -> tuple[bytes, bytes]:
        from fido2.webauthn import (
            PublicKeyCredentialDescriptor,
            PublicKeyCredentialRequestOptions,
            PublicKeyCredentialType,
            UserVerificationRequirement,
        )

        client = self._client()
        options = PublicKeyCredentialRequestOptions(
            challenge=bytes(32),  # nobody checks the signature: what counts is the secret
            rp_id=_RP_ID,
            allow_credentials=[
                PublicKeyCredentialDescriptor(type=PublicKeyCredentialType.PUBLIC_KEY, id=one) for one in credentials
            ],
            # A key answers otherwise with its PIN than without: always the same, whether one was set since or not.
            user_verification=UserVerificationRequirement.DISCOURAGED,
            extensions={"hmacGetSecret": {"salt1": salt}},
        )
        found = self._told(lambda: client.get_assertion(options).get_response(0))
        outputs: Any = found.client_extension_results.hmac_get_secret
        if not outputs:
            raise UsageFault("factor_key_unfit")
        return bytes(found.raw_id), bytes(outputs.output1)

    def _client(self) -> "Fido2Client":
        from fido2.client import DefaultClientDataCollector, Fido2Client, UserInteraction
        from fido2.ctap2.extensions import HmacSecretExtension

        device = self._find()
        if device is None:
            raise LockedFault("factor_key_needed")
        touch, ask_pin = self._touch, self._ask_pin

        class Person(UserInteraction):
            def prompt_up(self) -> None:
                touch()

            def request_pin(self, permissions: object, rp_id: str | None) -> str | None:
                return ask_pin() or None

        collector = DefaultClientDataCollector(f"https://{_RP_ID}")
        extensions = [HmacSecretExtension(allow_hmac_secret=True)]  # type: ignore[no-untyped-call]
        found: Fido2Client = self._told(
            lambda: Fido2Client(device, collector, user_interaction=Person(), extensions=extensions)
        )
        return found

    def _told(self, ask: Callable[[], Any]) -> Any:
        from fido2.client import ClientError, PinRequiredError
        from fido2.ctap import CtapError

        try:
            return ask()
        except PinRequiredError as error:
            raise LockedFault("factor_key_refused") from error
        except ClientError as error:
            if error.code == ClientError.ERR.DEVICE_INELIGIBLE:
                raise LockedFault("factor_key_wrong") from error
            if error.code == ClientError.ERR.CONFIGURATION_UNSUPPORTED:
                raise UsageFault("factor_key_unfit") from error
            if error.code == ClientError.ERR.TIMEOUT or isinstance(error.cause, CtapError):
                raise LockedFault("factor_key_refused") from error
            raise EnvironmentFault("factor_key_failed") from error
        except (OSError, ValueError, CtapError) as error:  # pulled out, or it speaks nonsense
            raise EnvironmentFault("factor_key_failed") from error


# A code of six digits


@dataclass(frozen=True)
class NewCode:
    """What an app with codes takes; it counts once a code of it was typed: a slip would lock its owner out."""

    uri: str = field(repr=False)
    secret: bytes = field(repr=False)


def new_code(label: str, entropy: Entropy) -> NewCode:
    """Return what an app with codes takes, as text or in a QR code."""
    import pyotp

    secret = entropy.bytes(_CODE_BYTES)
    return NewCode(str(pyotp.TOTP(_base32(secret)).provisioning_uri(name=label, issuer_name="Progrez")), secret)


def right_step(secret: bytes, typed: str, now_ms: int, used: Collection[int]) -> int:
    """Return the step of a code that is right now, and was not taken before.

    Args:
        used: Steps of codes that were taken. None before the latest of them is taken any more, unless that is still to
            come: the clock was ahead then, and waiting until it comes would keep its owner out for as long.

    Raises:
        LockedFault: "factor_code_wrong". DataFault: "text_not_storable", for half a character.
    """
    import pyotp

    try:
        digits = "".join(typed.split()).encode()
    except UnicodeEncodeError:
        raise DataFault("text_not_storable") from None
    now, maker = now_ms // 1000 // _STEP_S, pyotp.TOTP(_base32(secret))
    last = max((step for step in used if step <= now + _SLACK_STEPS), default=0)
    for step in range(now - _SLACK_STEPS, now + _SLACK_STEPS + 1):
        if step > last and hmac.compare_digest(maker.at(step * _STEP_S).encode(), digits):
            return step
    # Its owner compares it with their phone: where the two differ, no code fits.
    raise LockedFault("factor_code_wrong", clock=f"{datetime.fromtimestamp(now_ms / 1000, UTC).astimezone():%H:%M:%S}")


def _base32(secret: bytes) -> str:
    return base64.b32encode(secret).decode()
