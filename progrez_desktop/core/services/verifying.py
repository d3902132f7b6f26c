"""Whether a CV, the code on a printed one, or a badge was issued here or by a given key, and is what was issued."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Literal, get_args

from progrez_desktop.core.check_code import CheckCode, Origin, fingerprint_of, read_check_code
from progrez_desktop.core.keys.signing_key import PublicKey, SigningKey, certificate_as_pem, public_key_of
from progrez_desktop.core.open_badge import BADGE_BEGINS, read_token
from progrez_desktop.core.services.deps import Deps

if TYPE_CHECKING:
    from progrez_desktop.core.documents.signature import Signature

MOST_BYTES = 16 * 1024 * 1024
"""A CV is some hundred times smaller."""

Verdict = Literal[
    "issued",
    "added_to",
    "changed",
    "unknown_key",
    "other_signature",
    "unsigned",
    "cut",
    "not_pdf",
    "too_large",
    "code_issued",
    "code_changed",
    "code_unknown_key",
    "not_a_code",
    "other_document",
]
VERDICTS: tuple[Verdict, ...] = get_args(Verdict)


@dataclass(frozen=True)
class Found:
    """What can be said of a file or a code."""

    verdict: Verdict
    made: date | None = None
    origin: Origin | None = None
    """Both only where the signature is that of the issuer."""
    code: CheckCode | None = None
    """What the QR code of a CV says."""

    @property
    def is_issued(self) -> bool:
        return self.verdict in ("issued", "code_issued")


def own_key(deps: Deps) -> PublicKey:
    return SigningKey.of(deps.machine).public


def own_certificate(deps: Deps) -> bytes:
    """Return the certificate of this device as a file, for whoever is to check what it signs."""
    return certificate_as_pem(SigningKey.of(deps.machine).certificate)


def check_file(content: bytes, issuer: PublicKey | None) -> Found:
    """Return what can be said of a file.

    Args:
        issuer: The one key whose CVs count as issued; None where there is none yet.
    """
    from progrez_desktop.core.documents.signature import (
        is_pdf,
        is_signed_otherwise,
        is_whole,
        read_signature,
        was_signed_here,
    )

    if len(content) > MOST_BYTES:
        return Found("too_large")
    if content.startswith(BADGE_BEGINS):
        return _of_badge(content, issuer)
    if (signature := read_signature(content)) is not None:
        return _of_signature(signature, len(content), issuer)
    if was_signed_here(content):
        return Found("changed")
    if not is_pdf(content):
        return Found("not_pdf")
    if not is_whole(content):
        return Found("cut")
    return Found("other_signature" if is_signed_otherwise(content) else "unsigned")


def check_code(text: str, issuer: PublicKey | None) -> Found:
    """Return what can be said of the code that was read from a printed CV."""
    code = read_check_code(text)
    if code is None:
        return Found("not_a_code")
    if issuer is None or code.fingerprint != fingerprint_of(issuer.point):
        return Found("code_unknown_key")
    if not issuer.has_signed(code.signed, code.signature):
        return Found("code_changed")
    return Found("code_issued", code.made, code.origin, code)


def check_both(content: bytes, text: str, issuer: PublicKey | None) -> Found:
    """Return what can be said of a file and a printed code together: whether it is the code of that very file."""
    file, printed = check_file(content, issuer), check_code(text, issuer)
    if not file.is_issued or not printed.is_issued:
        return printed if file.is_issued else file
    return file if file.code == printed.code else Found("other_document")


def _of_badge(content: bytes, issuer: PublicKey | None) -> Found:
    token = read_token(content)
    if token is None or not PublicKey(token.point).has_signed(token.signed, token.signature):
        return Found("changed")
    key = PublicKey(token.point)
    return Found("issued", token.made, token.origin) if key == issuer else Found("unknown_key")


def _of_signature(signature: "Signature", size: int, issuer: PublicKey | None) -> Found:
    key = public_key_of(signature.certificate)
    code = read_check_code(signature.code)
    if key is None or code is None or not key.has_signed(signature.signed, signature.value):
        return Found("changed")
    if key != issuer:
        return Found("unknown_key")
    return Found("issued" if signature.covered == size else "added_to", code.made, code.origin, code)
