"""What a workstation says to its server beside fetching: who it is, its card, invitations, devices, notices, packs.

Whatever was decided without a network waits here, and goes with the next fetch.
"""

import hashlib
from base64 import b64decode
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from progrez_desktop.core.errors import DataFault, LockedFault, UsageFault
from progrez_desktop.core.json_document import canonical, keep_contract, read_json_document
from progrez_desktop.core.keys import organisation_keys
from progrez_desktop.core.keys import organisation_papers as papers
from progrez_desktop.core.keys.signing import public_of
from progrez_desktop.core.model.kiosk import KioskRules
from progrez_desktop.core.model.organisation import Card, Certificate, DeviceKind, Invitation, SealKey
from progrez_desktop.core.organisation import MOST_SEAL_KEYS, flaw_of, key_fingerprint
from progrez_desktop.core.retention import DAY_MS
from progrez_desktop.core.services import registry_keys
from progrez_desktop.core.services.registry_deps import Asks, RegistryDeps
from progrez_desktop.core.store.registry_post import KnownDevice

INVITED_MS = 7 * DAY_MS
CERTIFIED_MS = 2 * 365 * DAY_MS
_RENEWED_BEFORE_MS = 90 * DAY_MS
"""Long enough for somebody to fetch in the meantime who may manage devices."""
_KNOWN_ALREADY, _NOT_THERE = 409, 404
_NO_CERTIFICATE_NOW = 422
"""It has ended since it came; the device's next one is another."""
_REFUSED = "server_refused"


@dataclass(frozen=True)
class Asking:
    """A device that is known to the server. `fingerprint` is of its key: it is compared before it is admitted."""

    device_id: str
    kind: DeviceKind
    name: str
    fingerprint: str
    state: str
    public_key: bytes


def enrol(deps: RegistryDeps, relay: Asks) -> None:
    """Hand the server the organisation's card and this workstation's certificate, if it has not got them yet.

    Raises:
        UsageFault: "registry_not_admitted": another workstation has to admit this one first.
        LockedFault, EnvironmentFault, DataFault: What network and server say.
    """
    identity = deps.store.identity()
    state = "admitted" if identity.certificate is not None else "asked"
    if identity.enrolment is not None:
        reply = relay.ask("POST", "/v1/enrolments", body=canonical(identity.enrolment).encode())
        state = _take_state(deps, reply.json())
        deps.store.is_enrolled()
    if state != "admitted":
        state = _take_state(deps, relay.ask("GET", f"/v1/enrolments/{identity.device_id}").json())
    if state != "admitted":
        raise UsageFault("registry_not_admitted")


def _take_state(deps: RegistryDeps, document: Any) -> str:
    """Take the certificate that came with an answer, once it is of this workstation; return how it stands.

    Raises:
        DataFault: "changes_wrong": it is of another one, or of another kind; "signature_wrong".
    """
    keep_contract(document, "enrolment-state")
    identity = deps.store.identity()
    if (document["organisation_id"], document["device_id"]) != (identity.organisation_id, identity.device_id):
        raise DataFault("changes_wrong")
    if document["state"] == "admitted" and identity.certificate is None:
        if "certificate" not in document:
            raise DataFault("changes_wrong")
        certificate = papers.read_certificate(document["certificate"], papers.read_card(identity.card))
        public = public_of(identity.device_key)
        flaw = flaw_of(certificate, identity.organisation_id, identity.device_id, public, certificate.from_ms)
        if flaw is not None or certificate.kind != "workstation":
            raise DataFault("changes_wrong")
        deps.store.put_certificate(document["certificate"])
    return str(document["state"])


def renew(deps: RegistryDeps, relay: Asks, server_ms: int) -> None:
    """Certify this workstation anew in the last months of its certificate: nobody else may be left who could.

    Args:
        server_ms: The time by the server's clock, which judges it: one that begins in 2099 would lock this one out.
    """
    identity = deps.store.identity()
    if identity.certificate is None or identity.certificate["body"]["until_ms"] - server_ms > _RENEWED_BEFORE_MS:
        return
    name, public = identity.certificate["body"]["name"], public_of(identity.device_key)
    own = Asking(identity.device_id, "workstation", name, key_fingerprint(public), "admitted", public)
    document = _certificate(deps, own, server_ms, server_ms + CERTIFIED_MS)
    try:
        relay.ask("POST", f"/v1/enrolments/{own.device_id}/admission", body=canonical(document).encode())
    except LockedFault as fault:
        if fault.code != _REFUSED:
            raise
    else:
        deps.store.put_certificate(document)


def publish(deps: RegistryDeps, relay: Asks) -> None:
    """Hand the server what was decided without it: card, invitations, devices, notices, and what came on sticks.

    What whoever is signed in may not say waits for somebody who may.
    """
    from progrez_desktop.core.services import registry_stick

    for say in (_publish_card, _publish_invitations, _publish_devices, _publish_notices, registry_stick.pass_on):
        try:
            say(deps, relay)
        except LockedFault as fault:
            if fault.code != _REFUSED:
                raise


def _publish_card(deps: RegistryDeps, relay: Asks) -> None:
    """Take the card that the server has, and hand it the next one where that lacks something."""
    path = f"/v1/organisations/{deps.store.identity().organisation_id}"
    there = relay.ask("GET", path, accepts=(_NOT_THERE,))
    theirs = there.json() if there.status != _NOT_THERE else None
    if theirs is not None:
        registry_keys.take_card(deps, theirs)
    card = deps.store.identity().card
    if card != theirs:  # where another one came meanwhile, it is joined the next time
        relay.ask("PUT", path, body=canonical(card).encode(), accepts=(_KNOWN_ALREADY,))


def _publish_invitations(deps: RegistryDeps, relay: Asks) -> None:
    for code_sha256, kind, until_ms in deps.store.post.unpublished():
        if until_ms > deps.clock.now_ms():
            body = {
                "contract": "progrez.enrolment-code/1",
                "organisation_id": relay.organisation_id,
                "code_sha256": code_sha256,
                "kind": kind,
                "until_ms": until_ms,
            }
            relay.ask("POST", "/v1/enrolment-codes", body=canonical(body).encode(), accepts=(_KNOWN_ALREADY,))
        deps.store.post.is_published(code_sha256)


def _publish_devices(deps: RegistryDeps, relay: Asks) -> None:
    """Tell of devices that asked with a file or came on a stick: the server answers none that it doesn't know."""
    for device in deps.store.post.unpublished_devices():
        path = f"/v1/enrolments/{device.id}/admission"
        try:
            relay.ask("POST", path, body=canonical(device.certificate).encode(), accepts=(_NO_CERTIFICATE_NOW,))
        except LockedFault as fault:
            if fault.params.get("problem") != "device_dropped":
                raise
            deps.store.post.drop_device(device.id, deps.clock.now_ms())
        else:
            deps.store.post.device_is_published(device.id)


def _publish_notices(deps: RegistryDeps, relay: Asks) -> None:
    for document in deps.store.post.notices(unposted=True):
        if document["body"]["until_ms"] > deps.clock.now_ms():
            relay.ask("POST", "/v1/notices", body=canonical(document).encode(), accepts=(_KNOWN_ALREADY,))
        deps.store.post.notice_was_posted(document["body"]["notice_id"], deps.clock.now_ms())


# Devices


def invite(deps: RegistryDeps, kind: DeviceKind, name: str = "", rules: KioskRules | None = None) -> Mapping[str, Any]:
    """Make an invitation for one device; the server hears of it at the next fetch, and never of its code.

    Args:
        name: What staff will call the device, where that is decided here.
        rules: What is decided of a kiosk here.
    """
    identity, now = deps.store.identity(), deps.clock.now_ms()
    code = papers.new_enrolment_code(deps.entropy)
    card = papers.read_card(identity.card)
    invitation = Invitation(identity.organisation_id, card, identity.card, kind, code, now + INVITED_MS, name, rules)
    with deps.store.transaction():
        deps.store.post.invite(papers.code_sha256(code).hex(), kind, invitation.until_ms)
        deps.note("device_invited", None, kind=kind)
    return papers.sign_invitation(identity.organisation_key, invitation)


def devices(deps: RegistryDeps, relay: Asks | None) -> tuple[Asking, ...]:
    """Return the devices of this organisation: as the server has them, or those that are known here."""
    if relay is None:
        return tuple(map(_known, deps.store.post.devices()))
    reply = relay.ask("GET", "/v1/enrolments")
    document = reply.json()
    keep_contract(document, "enrolments")
    return tuple(
        Asking(
            one["device_id"],
            one["kind"],
            one["name"],
            key_fingerprint(bytes.fromhex(one["public_key"])),
            one["state"],
            bytes.fromhex(one["public_key"]),
        )
        for one in document["devices"]
    )


def _known(device: KnownDevice) -> Asking:
    public = bytes.fromhex(device.certificate["body"]["public_key"])
    kind: DeviceKind = device.certificate["body"]["kind"]
    state = "admitted" if device.dropped_ms is None else "dropped"
    return Asking(device.id, kind, device.name, key_fingerprint(public), state, public)


def named(found: "tuple[Asking, ...]", typed: str) -> Asking:
    """Return the one device whose id or name somebody typed the beginning of.

    Raises:
        UsageFault: "registry_no_such_device", "registry_which_device".
    """
    start = typed.strip().casefold()
    fitting = [one for one in found if start and (one.device_id.startswith(start) or one.name.casefold() == start)]
    if not fitting:
        raise UsageFault("registry_no_such_device")
    if len(fitting) > 1:
        raise UsageFault("registry_which_device")
    return fitting[0]


def read_request(deps: RegistryDeps, data: bytes) -> Asking:
    """Return the device of a request that came as a file, once its code is one of ours and its key made it.

    Raises:
        DataFault: What core.json_document says; "registry_request_other": of another organisation;
            "registry_request_code": no open invitation of this registry has its code, or not for this kind.
    """
    request = read_json_document(data, "enrolment-request")
    if request["organisation_id"] != deps.store.identity().organisation_id:
        raise DataFault("registry_request_other")
    code = request.get("code", "")
    invited = deps.store.post.invitation(papers.code_sha256(code).hex())
    kind, until_ms = invited or ("", 0)
    if (kind, until_ms > deps.clock.now_ms()) != (request["kind"], True):
        raise DataFault("registry_request_code")
    public = bytes.fromhex(request["public_key"])
    if not papers.is_proven(public, code, b64decode(request["proof"])):
        raise DataFault("signature_wrong")
    return Asking(request["device_id"], request["kind"], request["name"], key_fingerprint(public), "asked", public)


def admit(
    deps: RegistryDeps, asking: Asking, relay: Asks | None, request: Mapping[str, Any] | None = None
) -> Mapping[str, Any]:
    """Sign the certificate of a device whose fingerprint somebody compared, and return it.

    Args:
        relay: None for a device that takes its certificate as a file.
        request: As it came in a file, so that its code is not used again.
    """
    now = deps.clock.now_ms()
    document = _certificate(deps, asking, now, now + CERTIFIED_MS)
    if relay is not None:
        relay.ask("POST", f"/v1/enrolments/{asking.device_id}/admission", body=canonical(document).encode())
    with deps.store.transaction():
        known = KnownDevice(asking.device_id, asking.kind, asking.name, document, None)
        deps.store.post.keep_device(known, published=relay is not None)
        if request is not None:
            deps.store.post.used(papers.code_sha256(request["code"]).hex())
        deps.note("device_admitted", asking.device_id, kind=asking.kind)
    return document


def drop(deps: RegistryDeps, one: Asking, relay: Asks | None) -> None:
    """Let a device send nothing any more; what it sent before stays, and what it dates later is not believed here."""
    if relay is not None:
        relay.ask("DELETE", f"/v1/enrolments/{one.device_id}")
    now = deps.clock.now_ms()
    with deps.store.transaction():
        if deps.store.post.device(one.device_id) is None:
            # Another workstation admitted it: without a word here, a stick of it would be believed.
            document = _certificate(deps, one, now, now)
            known = KnownDevice(one.device_id, one.kind, one.name, document, None)
            deps.store.post.keep_device(known, published=True)
        deps.store.post.drop_device(one.device_id, now)
        deps.note("device_dropped", one.device_id)


def _certificate(deps: RegistryDeps, one: Asking, from_ms: int, until_ms: int) -> Mapping[str, Any]:
    identity = deps.store.identity()
    told = (identity.organisation_id, one.device_id, one.kind, one.name, one.public_key, from_ms, until_ms)
    return papers.sign_certificate(identity.organisation_key, Certificate(*told))


# The card


def rotate(deps: RegistryDeps) -> Card:
    """Make a new key that profiles are sealed to from now on; what was sealed to earlier ones still opens.

    The copy of the keys for the printed code is written first: a key that is only here would be lost with this disk.
    """
    identity, now = deps.store.identity(), deps.clock.now_ms()
    card = papers.read_card(identity.card)
    new = organisation_keys.new_seal_key(deps.entropy, now)
    named = (SealKey(new.key_id, new.public_key, now), *card.seal_keys)[:MOST_SEAL_KEYS]
    renewed = replace(card, number=card.number + 1, at_ms=now, seal_keys=named)
    document = papers.sign_card(identity.organisation_key, renewed)
    keys = registry_keys.keyring(deps)
    registry_keys.write_copy(deps.folder, replace(keys, card=document, seal_keys=(new, *keys.seal_keys)))
    with deps.store.transaction():
        deps.store.add_seal_key(new)
        deps.store.put_card(document)
        deps.note("card_renewed", None, number=str(renewed.number))
    return renewed


# Packs


def publish_pack(deps: RegistryDeps, relay: Asks, data: bytes) -> str:
    """Hand a signed pack to the server; return the hash that it is known by. What is in it, devices check."""
    sha256 = hashlib.sha256(data).hexdigest()
    relay.ask("PUT", f"/v1/packs/{sha256}", body=data, kind="application/zip")
    with deps.store.transaction():
        deps.note("pack_published", None, sha256=sha256)
    return sha256
