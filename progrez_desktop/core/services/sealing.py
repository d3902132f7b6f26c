"""An envelope as it leaves: compressed, sealed to its organisation, signed by this device with header and receipt."""

import hashlib
import zlib

from progrez_desktop.core.keys.inbox import seal_with_info
from progrez_desktop.core.keys.signed import release_message
from progrez_desktop.core.keys.signing import sign
from progrez_desktop.core.keys.withdrawal_code import WithdrawalCode
from progrez_desktop.core.release import Content, Envelope
from progrez_desktop.core.store.forms import canonical
from progrez_desktop.core.store.organisations import Receiver
from progrez_desktop.core.store.outbox import Sealed


def plain(content: Content) -> bytes:
    """Return the bytes that are compressed and sealed: one spelling, so that what was seen is what leaves."""
    return canonical(content).encode()


def seal(
    receiver: Receiver, one: Envelope, code: WithdrawalCode, part: str, version: int, receipt: bytes, now_ms: int
) -> Sealed:
    """Return an envelope as it leaves. Contracts: release-header.schema.json, outbox.schema.json."""
    content = plain(one.content)
    header = canonical(
        {
            "contract": "progrez.release-header/1",
            "organisation_id": receiver.organisation_id,
            "key_id": receiver.key_id,
            "release_id": code.release_id(part),
            "version": version,
            "subject_id": code.subject_id if part == "profile" else code.release_id(f"{part}/subject"),
            "device_id": receiver.device_id,
            "purposes": list(one.purposes),
            "fields": list(one.fields),
            "until_ms": one.until_ms,
            "released_ms": now_ms,
            "content": "profile",
            "content_version": 1,
            "compression": "zlib",
            "plain_bytes": len(content),
            "receipt_sha256": hashlib.sha256(receipt).hexdigest(),
            "erase_hash": hashlib.sha256(code.erase_secret(part)).hexdigest(),
            "reply_key": code.reply_key_pair(part).public.hex(),
        }
    )
    sealed = seal_with_info(receiver.public_key, zlib.compress(content, 9), header.encode())
    signature = sign(receiver.signing_key, release_message(header, sealed, receipt))
    return Sealed(header, sealed, hashlib.sha256(sealed).digest(), receipt, signature)
