"""What a release has to be before a registry believes it: from whom, under which grants, and no more in it than that.

Nothing that comes is believed because the server handed it over.
"""

import hashlib
import re
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from progrez_desktop.core.candidate_code import SIGNS, as_printed
from progrez_desktop.core.consent import FIELDS, fields_of
from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.json_document import canonical, keep_contract, read_json, read_json_document
from progrez_desktop.core.keys import organisation_papers as papers
from progrez_desktop.core.keys.inbox import SealOpener
from progrez_desktop.core.keys.printed_code import CROCKFORD
from progrez_desktop.core.keys.signed import release_message
from progrez_desktop.core.keys.signing import has_signed
from progrez_desktop.core.model.organisation import Card, Certificate
from progrez_desktop.core.model.registry import Margin, SealSecret
from progrez_desktop.core.store.registry_rows import NewProfile

_CODES = 5
LATEST_MS = 250_000_000_000_000
"""The year 9892: what lies later is no date that a screen can show, nor a number that everything takes."""
_NUMBERS = ("version", "until_ms", "released_ms", "content_version", "plain_bytes")
_NAME = re.compile(r"[A-Za-z0-9_.-]{1,100}")


class NotBelievedError(Exception):
    """Why something is not believed: `registry.refused.<code>` says it. It is kept on a list, and stops nothing."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True)
class Put:
    """A release as it came, over the network or on a stick."""

    header: str
    envelope: bytes
    receipt: bytes
    signature: bytes

    def parsed_header(self) -> Mapping[str, Any]:
        """Return what the header says, once it keeps its contract in its one spelling."""
        try:
            header = read_json_document(self.header.encode(), "release-header")
        except (DataFault, UnicodeEncodeError):
            raise NotBelievedError("header_wrong") from None
        if canonical(header) != self.header or not all(is_whole(header[name]) for name in _NUMBERS):
            raise NotBelievedError("header_wrong")
        found: Mapping[str, Any] = header
        return found


class Believer:
    """Opens releases of one organisation, with the keys of now and earlier, from devices that it certified."""

    def __init__(self, card: Card, seal_keys: Iterable[SealSecret]) -> None:
        self._card = card
        self._openers = {key.key_id: SealOpener(key.private_key) for key in seal_keys}
        self._certificates: dict[str, Certificate] = {}
        self._dropped: dict[str, int] = {}

    def certify(self, document: Any, dropped_ms: int | None = None) -> Certificate:
        """Take a certificate that the organisation signed.

        Raises:
            NotBelievedError: "certificate_foreign".
        """
        try:
            certificate = papers.read_certificate(document, self._card)
        except DataFault:
            raise NotBelievedError("certificate_foreign") from None
        if certificate.organisation_id != self._card.organisation_id:
            raise NotBelievedError("certificate_foreign")
        known = self._certificates.get(certificate.device_id)
        if known is None or certificate.until_ms >= known.until_ms:
            self._certificates[certificate.device_id] = certificate
        if dropped_ms is not None:
            self._dropped[certificate.device_id] = dropped_ms
        return certificate

    def believed(self, put: Put, header: Mapping[str, Any]) -> NewProfile:
        """Return a release opened, once everything about it is right.

        Raises:
            NotBelievedError: What is wrong with it.
        """
        if header["organisation_id"] != self._card.organisation_id:
            raise NotBelievedError("other_organisation")
        self._prove_device(put, header)
        _prove_receipt(put, header)
        plain, content = self._opened(put, header)
        return _profile(put, header, plain, content)

    def _prove_device(self, put: Put, header: Mapping[str, Any]) -> None:
        device_id = header["device_id"]
        certificate = self._certificates.get(device_id)
        if certificate is None:
            raise NotBelievedError("certificate_missing")
        # By when it was released, since what is fetched anew years later was sent while the certificate held.
        if header["released_ms"] >= certificate.until_ms:
            raise NotBelievedError("certificate_ended")
        dropped_ms = self._dropped.get(device_id)
        # A certificate that began after that says that the device was admitted anew.
        if dropped_ms is not None and certificate.from_ms < dropped_ms <= header["released_ms"]:
            raise NotBelievedError("device_dropped")
        message = release_message(put.header, put.envelope, put.receipt)
        if not has_signed(certificate.public_key, message, put.signature):
            raise NotBelievedError("signature_wrong")

    def _opened(self, put: Put, header: Mapping[str, Any]) -> tuple[bytes, Mapping[str, Any]]:
        if (header["content"], header["content_version"]) != ("profile", 1):
            raise NotBelievedError("content_unknown")
        opener = self._openers.get(header["key_id"])
        if opener is None:
            raise NotBelievedError("key_unknown")
        packed = opener.open(put.envelope, put.header.encode())
        if packed is None:
            raise NotBelievedError("not_opened")
        plain = _inflated(packed, header["plain_bytes"])
        try:
            content = read_json(plain)
            keep_contract(content, "released-profile")
        except DataFault:
            raise NotBelievedError("content_wrong") from None
        found: Mapping[str, Any] = content
        if not _can_be_listed(found):
            raise NotBelievedError("content_wrong")
        inside = {name for name in FIELDS if name in found}
        if not inside <= set(header["fields"]):
            raise NotBelievedError("more_than_granted")
        return plain, found


def _prove_receipt(put: Put, header: Mapping[str, Any]) -> None:
    """The grants of the receipt have to cover every purpose and field of the header, for as long as it says."""
    if hashlib.sha256(put.receipt).hexdigest() != header["receipt_sha256"]:
        raise NotBelievedError("receipt_other")
    try:
        receipt = read_json_document(put.receipt, "receipt")
    except DataFault:
        raise NotBelievedError("receipt_wrong") from None
    about = (receipt["release_id"], receipt["controller"]["organisation_id"], receipt["collection"]["device_id"])
    if about != (header["release_id"], header["organisation_id"], header["device_id"]):
        raise NotBelievedError("receipt_other")
    if receipt["event"] not in ("given", "renewed"):
        raise NotBelievedError("receipt_not_given")
    if not all(is_whole(grant["until_ms"]) for grant in receipt["grants"]):
        raise NotBelievedError("receipt_wrong")
    holds = [grant for grant in receipt["grants"] if grant["until_ms"] >= header["until_ms"]]
    if not set(header["purposes"]) <= {grant["purpose"] for grant in holds}:
        raise NotBelievedError("receipt_not_covering")
    covered = {
        name
        for grant in holds
        if grant["purpose"] in header["purposes"]
        for name in grant["fields"]
        if name in fields_of(grant["purpose"])
    }
    if not set(header["fields"]) <= covered:
        raise NotBelievedError("receipt_not_covering")


def is_whole(value: Any) -> bool:
    """Return whether a number is whole and a moment or less: a contract takes 1.0 and 10^300 for integers as well."""
    return type(value) is int and 0 <= value <= LATEST_MS


def _can_be_listed(content: Mapping[str, Any]) -> bool:
    """Return whether names are names and numbers are whole, each inside its margin: a list has no room for others."""
    scores = content.get("scores", [])
    scored = [one for one in scores if one["scored"]]
    numbers = [one[name] for one in scored for name in ("sten", "low", "high")]
    finished = [content["provenance"]["finished_ms"]] if "provenance" in content else []
    names = [content["assessment"], *(one["skill"] for one in scores)]
    return (
        all(map(is_whole, [*numbers, *finished]))
        and all(map(_NAME.fullmatch, names))
        and all(one["low"] <= one["sten"] <= one["high"] for one in scored)
        and all(1 <= one["low_exact"] <= one["sten_exact"] <= one["high_exact"] <= 10 for one in scored)
    )


def _inflated(packed: bytes, plain_bytes: int) -> bytes:
    """Return what was compressed, if it is exactly as long as was said; no more than that is ever in memory."""
    inflate = zlib.decompressobj()
    try:
        plain = inflate.decompress(packed, plain_bytes + 1)
    except zlib.error:
        raise NotBelievedError("not_inflated") from None
    if len(plain) != plain_bytes or not inflate.eof or inflate.unused_data:
        raise NotBelievedError("not_inflated")
    return plain


def _profile(put: Put, header: Mapping[str, Any], plain: bytes, content: Mapping[str, Any]) -> NewProfile:
    provenance, name = content.get("provenance"), content.get("name")
    scores = content.get("scores", [])
    reply_key = header.get("reply_key")
    return NewProfile(
        release_id=header["release_id"],
        version=header["version"],
        subject_id=header["subject_id"],
        codes=codes_of(header["subject_id"]),
        assessment=content["assessment"],
        finished_ms=provenance["finished_ms"] if provenance else None,
        released_ms=header["released_ms"],
        until_ms=header["until_ms"],
        purposes=tuple(header["purposes"]),
        fields=tuple(header["fields"]),
        quality=content.get("quality"),
        is_contested=any("said" in one for one in scores) or bool(provenance and "said" in provenance),
        scores={one["skill"]: _margin(one) for one in scores},
        erase_hash=header["erase_hash"],
        envelope_sha256=hashlib.sha256(put.envelope).digest(),
        device_id=header["device_id"],
        content=plain,
        receipt=put.receipt,
        reply_key=bytes.fromhex(reply_key) if reply_key else None,
        name=_printable(f"{name['first']} {name['last']}") if name else "",
        email=_printable(content.get("email", "")),
        background=folded_words(content.get("background", {})),
    )


def folded_words(background: Mapping[str, Any]) -> str:
    """Return what a search in work and education looks through: every text of it, with single blanks between words."""
    texts = [text for entries in background.values() for entry in entries for text in entry.values()]
    return " ".join(" ".join(text for text in texts if isinstance(text, str)).casefold().split())


def _printable(text: str) -> str:
    """Return what a table or a terminal may show: signs that steer one are none of a name."""
    return "".join(sign for sign in text if sign.isprintable()).strip()


def _margin(score: Mapping[str, Any]) -> Margin | None:
    if not score["scored"]:
        return None
    from progrez_desktop.scoring.fit import error_of

    exact = score["sten_exact"]
    error = error_of(exact, score["low_exact"], score["high_exact"])
    return Margin(score["sten"], score["low"], score["high"], exact, error)


def codes_of(subject_id: str) -> tuple[str, ...]:
    """Return what a subject may be called, such as "7F3-K2": the first one, unless it is somebody else's."""
    number = int(subject_id, 16)
    signs = [CROCKFORD[number >> 5 * place & 31] for place in range(_CODES * SIGNS)]
    return tuple(as_printed("".join(signs[at : at + SIGNS])) for at in range(0, len(signs), SIGNS))
