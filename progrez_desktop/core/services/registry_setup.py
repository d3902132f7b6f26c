"""Makes a registry: of a new organisation, with its keys, or of one that has them elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from progrez_desktop.core.errors import DataFault, UsageFault
from progrez_desktop.core.json_document import read_json_document
from progrez_desktop.core.keys import organisation_keys
from progrez_desktop.core.keys import organisation_papers as papers
from progrez_desktop.core.keys.organisation_keys import RECOVERY, Keyring, recovery_pair
from progrez_desktop.core.keys.printed_code import new_code
from progrez_desktop.core.keys.signing import new_signing_key, public_of
from progrez_desktop.core.model.organisation import Card, Certificate, Invitation, SealKey, SignIn
from progrez_desktop.core.organisation import is_sound
from progrez_desktop.core.ports import Entropy
from progrez_desktop.core.services import registry_keys
from progrez_desktop.core.services.opening import Parts, Unlock
from progrez_desktop.core.services.registry import OpenedRegistry, make_registry
from progrez_desktop.core.services.registry_exchange import CERTIFIED_MS
from progrez_desktop.core.store.registry_store import NewRegistry


@dataclass(frozen=True)
class Entry:
    """What an organisation begins with: as its server says (server-entry.schema.json), or a name alone."""

    organisation_id: str
    name: Mapping[str, str]
    server: str | None = None
    receipt_key: bytes | None = None
    code: str = ""
    sign_in: SignIn | None = None


def read_entry(data: bytes) -> Entry:
    """Return what `progrez-server init` handed over.

    Raises:
        DataFault: What core.json_document says.
    """
    document = read_json_document(data, "server-entry")
    sign_in = document.get("sign_in")
    return Entry(
        document["organisation_id"],
        document["name"],
        document["server"],
        bytes.fromhex(document["receipt_key"]),
        document["code"],
        SignIn(sign_in["issuer"], sign_in["client_id"], sign_in["audience"], tuple(sign_in["acr"]))
        if sign_in
        else None,
    )


def without_server(entropy: Entropy, name: Mapping[str, str]) -> Entry:
    """Return an organisation that only exchanges files.

    Raises:
        UsageFault: "registry_no_name".
    """
    called = {language: " ".join(text.split()) for language, text in name.items()}
    if not all(called.values()):
        raise UsageFault("registry_no_name")
    return Entry(entropy.bytes(16).hex(), called)


def set_up(parts: Parts, unlock: Unlock | None, passphrase: str, entry: Entry, name: str) -> OpenedRegistry:
    """Make an organisation's keys, its card, and the certificate of this workstation.

    Nothing is said to the server yet: that goes with `registry_exchange.enrol`, or the first fetch.

    Args:
        name: What this workstation is called.

    Raises:
        UsageFault: "registry_exists", "password_too_short", "registry_device_name".
        DataFault: "card_wrong": what the entry says can't be.
        LockedFault, EnvironmentFault: As `opening.open_storage`.
    """
    now, called = parts.clock.now_ms(), _called(name)
    code = new_code(parts.entropy)
    seal_key = organisation_keys.new_seal_key(parts.entropy, now)
    signing_key = organisation_keys.new_organisation_key(parts.entropy)
    card = Card(
        entry.organisation_id,
        entry.name,
        1,
        now,
        public_of(signing_key),
        (SealKey(seal_key.key_id, seal_key.public_key, now),),
        entry.server,
        entry.receipt_key,
        entry.sign_in,
    )
    if not is_sound(card):
        raise DataFault("card_wrong")
    document = papers.sign_card(signing_key, card)
    keys = Keyring(document, recovery_pair(code).public, (seal_key,), signing_key)
    new = _new(parts, keys, called, certified=True)
    if entry.server is not None:
        new = replace(new, enrolment=_request(new, called, entry.code, now))
    opened = make_registry(parts, unlock, passphrase, lambda _: new)
    return _with_copy(opened, keys, RECOVERY.written(code))


def bring_in(
    parts: Parts, unlock: Unlock | None, passphrase: str, keys: Keyring, name: str, way: Invitation | Entry | None
) -> OpenedRegistry:
    """Make another workstation of an organisation whose keys were handed over or recovered.

    Args:
        way: Where there is a server: an invitation for a workstation, which another one admits; or, where none is left,
            an entry of `progrez-server entry`, with which it certifies itself.

    Raises:
        UsageFault: As `set_up`; "registry_invitation_needed", "registry_invitation_other".
        DataFault: "signature_wrong", "card_wrong": the keys are not those of the card that is with them.
    """
    card = papers.read_card(keys.card)
    if card.signing_key != public_of(keys.signing_key):
        raise DataFault("card_wrong")
    if card.server is not None and way is None:
        raise UsageFault("registry_invitation_needed")
    if way is not None and not _leads_to(way, card):
        raise UsageFault("registry_invitation_other")
    called = _called(name)
    new = _new(parts, keys, called, certified=not isinstance(way, Invitation))
    if isinstance(way, Invitation) and way.card.number > card.number:
        new = replace(new, card=way.card_document)
    if way is not None:
        new = replace(new, enrolment=_request(new, called, way.code, parts.clock.now_ms()))
    return _with_copy(make_registry(parts, unlock, passphrase, lambda _: new), keys, None)


def _leads_to(way: Invitation | Entry, card: Card) -> bool:
    """Return whether an invitation or an entry is for a workstation of the organisation of this card."""
    if isinstance(way, Invitation):
        return (way.kind, way.card.signing_key) == ("workstation", card.signing_key)
    return (way.organisation_id, way.receipt_key) == (card.organisation_id, card.receipt_key)


def _with_copy(opened: OpenedRegistry, keys: Keyring, code: str | None) -> OpenedRegistry:
    try:
        registry_keys.write_copy(opened.deps.folder, keys)
        with opened.deps.store.transaction():
            opened.deps.note("registry_made", opened.deps.store.identity().device_id)
    except BaseException:
        opened.close()
        raise
    return replace(opened, recovery_code=code)


def _new(parts: Parts, keys: Keyring, called: str, *, certified: bool) -> NewRegistry:
    now, device_id = parts.clock.now_ms(), parts.entropy.bytes(16).hex()
    device_key = new_signing_key(parts.entropy)
    certificate = Certificate(
        keys.organisation_id, device_id, "workstation", called, public_of(device_key), now, now + CERTIFIED_MS
    )
    return NewRegistry(
        organisation_id=keys.organisation_id,
        card=keys.card,
        device_id=device_id,
        certificate=papers.sign_certificate(keys.signing_key, certificate) if certified else None,
        recovery_public=keys.recovery_public,
        seal_keys=keys.seal_keys,
        device_key=device_key,
        organisation_key=keys.signing_key,
    )


def _request(new: NewRegistry, called: str, code: str, now_ms: int) -> dict[str, Any]:
    """Return the first request: with card and certificate, where this workstation certified itself."""
    request = papers.enrolment_request(
        new.device_key, new.organisation_id, new.device_id, "workstation", called, code, now_ms
    )
    own = {} if new.certificate is None else {"card": new.card, "certificate": new.certificate}
    return request | own


def _called(name: str) -> str:
    called = " ".join(name.split())
    if not (0 < len(called) <= 80 and called.isprintable()):
        raise UsageFault("registry_device_name")
    return called
