"""Becoming one of an organisation's devices: whom to trust, once somebody compared, and what it says of this device."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import TYPE_CHECKING, Any, Literal

from progrez_desktop.core.errors import DataFault, LockedFault, UsageFault
from progrez_desktop.core.invitation_text import read_invitation_bytes, read_invitation_text
from progrez_desktop.core.json_document import canonical, keep_contract, read_json
from progrez_desktop.core.keys import organisation_papers as papers
from progrez_desktop.core.keys.signing import new_signing_key, public_of, sign
from progrez_desktop.core.model.organisation import Card, EnrolmentState, Invitation, Pinned
from progrez_desktop.core.model.setting import AuditEvent
from progrez_desktop.core.organisation import (
    Standing,
    fingerprint,
    flaw_of,
    has_key,
    is_fingerprint,
    key_fingerprint,
    standing,
)
from progrez_desktop.core.services import authorities, device_settings
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.store.organisations import Device

if TYPE_CHECKING:
    from progrez_desktop.core.online.relay import Relay
    from progrez_desktop.core.online.web import Web

_OPERATOR = "operator"
LONGEST_NAME = 80
_RENEWED_BEFORE_MS = 30 * 24 * 3600 * 1000
"""So long before a certificate ends is looked for the next one."""
_CODE_FLAWS = {
    "enrolment_code_used": "invitation_used",
    "enrolment_code_ended": "invitation_ended",
    "enrolment_code_wrong": "invitation_unknown",
    "enrolment_code_kind": "invitation_kind",
}

Change = Literal["new", "from_pack", "same", "back", "another_key"]
"""What an invitation is to what is trusted: the first that is heard of it; known from a pack, by a key that its card
holds; the same organisation again; one that was dropped; or one with other keys, which is taken only by `repin`."""


@dataclass(frozen=True)
class Offered:
    """An invitation, as somebody decides about it."""

    invitation: Invitation
    fingerprint: str
    change: Change


def read(data: bytes) -> Invitation:
    """Return the invitation in a file, or the text of its QR code in one.

    Raises:
        DataFault: "invitation_text", "signature_wrong", "card_wrong", and what core.json_document says of files.
    """
    return papers.read_invitation(read_invitation_bytes(data))


def read_scanned(text: str) -> Invitation:
    """Return the invitation that a scanner read."""
    return papers.read_invitation(read_invitation_text(text))


def look(deps: Deps, invitation: Invitation) -> Offered:
    """Return what somebody has to decide about. Nothing is trusted yet.

    Raises:
        UsageFault: "invitation_over"; "invitation_workstation": it is for a registry; "invitation_other": it is for
            a device that is called otherwise; "invitation_older": the rules of this kiosk come from a later one.
    """
    if invitation.kind == "workstation":
        raise UsageFault("invitation_workstation")
    if deps.latest_ms() >= invitation.until_ms:
        raise UsageFault("invitation_over")
    _check_rules(deps, invitation)
    card = invitation.card
    known = deps.device.organisations.find(card.organisation_id)
    if known is not None and known.state == "trusted":
        _check_name(invitation, known.device_name)
    return Offered(invitation, fingerprint(card.organisation_id, card.signing_key), _change(card, known))


def _check_name(invitation: Invitation, own: str) -> None:
    if own and invitation.device_name not in ("", own):
        raise UsageFault("invitation_other", name=invitation.device_name, own=own)


def _check_rules(deps: Deps, invitation: Invitation) -> None:
    """One that was made earlier, and may ask less, takes nothing back of what was decided since."""
    if invitation.kiosk_rules is not None:
        newer = device_settings.are_rules_newer(deps, invitation.organisation_id, invitation.until_ms)
        if newer is False:
            raise UsageFault("invitation_older")


def _change(card: Card, known: Pinned | None) -> Change:
    if known is None:
        return "new"
    if known.card is not None and known.card.signing_key != card.signing_key:
        return "another_key"
    if known.card is None and not has_key(card, known.public_key):
        return "another_key"
    if known.state == "dropped":
        return "back"
    return "same" if known.card is not None else "from_pack"


def accept(deps: Deps, offered: Offered, compared: str, name: str, *, repin: bool = False) -> Mapping[str, Any]:
    """Trust the organisation of an invitation, and return the request to be one of its devices.

    A device that is known there already, or released before, keeps its id and its key. Once more is fine.

    Args:
        compared: The fingerprint as somebody has it from the organisation itself.
        name: What staff will call this device.
        repin: Take keys that are not those that were trusted.

    Raises:
        UsageFault: "fingerprint_differs", "device_name", "invitation_other", "invitation_older".
        DataFault: "organisation_key_changed".
    """
    deps.permit("keep_organisations")
    invitation, now = offered.invitation, deps.clock.now_ms()
    called = " ".join(name.split())
    if not (0 < len(called) <= LONGEST_NAME and called.isprintable()):
        raise UsageFault("device_name", most=LONGEST_NAME)
    _check_name(invitation, called)
    _check_rules(deps, invitation)
    if not is_fingerprint(compared, offered.fingerprint):
        raise UsageFault("fingerprint_differs")
    if offered.change == "another_key" and not repin:
        raise DataFault("organisation_key_changed")
    known = deps.device.organisations.find(invitation.organisation_id)
    device = Device(
        known.device_id if known else deps.new_id(),
        known.device_key if known else new_signing_key(deps.entropy),
        invitation.kind,
        called,
    )
    card, document = _newest(invitation, known)
    told = {"to": offered.fingerprint, "kind": invitation.kind, "change": offered.change}
    action = "organisation_repinned" if offered.change == "another_key" else "organisation_trusted"
    deps.device.organisations.trust(card, document, device, _event(now, action, invitation.organisation_id, told))
    if invitation.kiosk_rules is not None:
        device_settings.keep_kiosk_rules(deps, invitation.kiosk_rules, invitation.organisation_id, invitation.until_ms)
    return papers.enrolment_request(
        device.signing_key, invitation.organisation_id, device.id, device.kind, device.name, invitation.code, now
    )


def _newest(invitation: Invitation, known: Pinned | None) -> tuple[Card, Mapping[str, Any]]:
    """An invitation may be older than the card that is trusted: keys that were renewed since are not given up."""
    if known is None or known.card is None or known.card_document is None:
        return invitation.card, invitation.card_document
    is_old = standing(invitation.card, known.card) == "older"
    return (known.card, known.card_document) if is_old else (invitation.card, invitation.card_document)


def post(deps: Deps, relay: "Relay", request: Mapping[str, Any]) -> EnrolmentState:
    """Hand a request to the organisation's server, and return how the enrolment stands.

    Raises:
        UsageFault: "invitation_used", "invitation_ended", "invitation_unknown", "invitation_kind": what the server
            says of its code.
        Fault: What network and server say; as `take_state`.
    """
    try:
        reply = relay.ask("POST", "/v1/enrolments", body=canonical(request).encode())
    except LockedFault as refused:
        flaw = _CODE_FLAWS.get(str(refused.params.get("problem")))
        if flaw is None:
            raise
        raise UsageFault(flaw) from refused
    return take_state(deps, relay.organisation_id, reply.json())


def ask(deps: Deps, relay: "Relay") -> EnrolmentState:
    """Ask the organisation's server how the enrolment stands, and take the certificate when it is there.

    Raises:
        Fault: What network and server say; as `take_state`.
    """
    reply = relay.ask("GET", f"/v1/enrolments/{relay.device_id}")
    return take_state(deps, relay.organisation_id, reply.json())


def hear(deps: Deps, relay: "Relay") -> None:
    """Ask how the enrolment stands where an answer is awaited, or where the certificate is near its end.

    Raises:
        Fault: As `ask`.
    """
    known = deps.device.organisations.find(relay.organisation_id)
    if known is None or known.state != "trusted":
        return
    until_ms = known.certificate_document["body"]["until_ms"] if known.certificate_document else 0
    if known.enrolment == "asked" or (
        known.enrolment == "admitted" and until_ms - deps.clock.now_ms() < _RENEWED_BEFORE_MS
    ):
        ask(deps, relay)


def take_state(deps: Deps, organisation_id: str, document: Any) -> EnrolmentState:
    """Note how an enrolment stands, with the card and the certificate that came along.

    Raises:
        DataFault: "enrolment_other": it is of another device or organisation; "organisation_key_changed",
            "signature_wrong", "card_wrong"; "certificate_<flaw>"; what core.json_document says of contracts.
    """
    keep_contract(document, "enrolment-state")
    known = _trusted(deps, organisation_id)
    if (document["organisation_id"], document["device_id"]) != (organisation_id, known.device_id):
        raise DataFault("enrolment_other")
    if "card" in document:
        take_card(deps, organisation_id, document["card"])
    state: EnrolmentState = document["state"]
    if state == "admitted":
        if "certificate" not in document:
            raise DataFault("enrolment_other")
        take_certificate(deps, organisation_id, document["certificate"])
    else:
        deps.device.organisations.stand(organisation_id, state, deps.clock.now_ms())
    return state


def take_certificate(deps: Deps, organisation_id: str, document: Any) -> None:
    """Keep the certificate of this device, once it is one.

    Raises:
        DataFault: "signature_wrong"; "certificate_foreign", "certificate_other_device", "certificate_early",
            "certificate_ended".
    """
    known, card = _trusted(deps, organisation_id), card_of(deps, organisation_id)
    certificate = papers.read_certificate(document, card)
    public, now = public_of(known.device_key), deps.clock.now_ms()
    flaw = flaw_of(certificate, organisation_id, known.device_id, public, now)
    if flaw is not None:
        raise DataFault(f"certificate_{flaw}")
    held = known.certificate_document
    # The same, or an older one that came once more on a stick: the one that lasts longest stays.
    if known.enrolment == "admitted" and held is not None and held["body"]["until_ms"] >= certificate.until_ms:
        return
    until = {"kind": certificate.kind, "until_ms": str(certificate.until_ms)}
    deps.device.organisations.admit(organisation_id, document, _event(now, "device_admitted", organisation_id, until))


def take_file(deps: Deps, data: bytes) -> str:
    """Take what came back as a file, in a room without a network; return whose it is.

    Raises:
        DataFault: As `take_state` and `take_certificate`, and what core.json_document says of files.
    """
    deps.permit("keep_organisations")
    document = read_json(data)
    if isinstance(document, dict) and "state" in document:
        keep_contract(document, "enrolment-state")
        take_state(deps, document["organisation_id"], document)
        return str(document["organisation_id"])
    keep_contract(document, "device-certificate")
    organisation_id = str(document["body"]["organisation_id"])
    take_certificate(deps, organisation_id, document)
    return organisation_id


def take_card(deps: Deps, organisation_id: str, document: Any) -> Standing:
    """Take a card that came over the network where it is the next one of the organisation that is trusted.

    Raises:
        DataFault: "organisation_key_changed": it is of other keys; "signature_wrong", "card_wrong".
        UsageFault: "not_enrolled".
    """
    card, trusted = papers.read_card(document), card_of(deps, organisation_id)
    found = standing(card, trusted)
    if found == "foreign":
        raise DataFault("organisation_key_changed")
    if found == "newer":
        told = {"from": str(trusted.number), "to": str(card.number)}
        event = _event(deps.clock.now_ms(), "organisation_card_renewed", organisation_id, told)
        deps.device.organisations.renew(card, document, event)
    return found


def ask_card(deps: Deps, relay: "Relay") -> Standing:
    """Ask the server for the organisation's card, and take it where it is the next one.

    Raises:
        Fault: What network and server say; as `take_card`.
    """
    return take_card(deps, relay.organisation_id, relay.ask("GET", f"/v1/organisations/{relay.organisation_id}").json())


def card_of(deps: Deps, organisation_id: str) -> Card:
    """Return the card that is trusted.

    Raises:
        UsageFault: "not_enrolled".
    """
    card = _trusted(deps, organisation_id).card
    assert card is not None
    return card


def own_fingerprint(known: Pinned) -> str:
    """Return what the organisation compares before it admits this device."""
    return key_fingerprint(public_of(known.device_key))


def drop(deps: Deps, organisation_id: str, *, anyway: bool = False) -> Pinned:
    """Trust an organisation no more, and forget who of staff was signed in there.

    Raises:
        UsageFault: "organisation_unknown"; "organisation_erasures_wait": what people withdrew was not told there yet.
    """
    deps.permit("keep_organisations")
    known = deps.device.organisations.find(organisation_id)
    if known is None:
        raise UsageFault("organisation_unknown")
    erasures, _ = deps.device.organisations.waiting(organisation_id)
    if erasures and not anyway:
        raise UsageFault("organisation_erasures_wait", count=erasures)
    event = _event(deps.clock.now_ms(), "organisation_dropped", organisation_id, {"erasures": str(erasures)})
    deps.device.organisations.drop(organisation_id, event)
    return replace(known, state="dropped", enrolment="dropped", certificate_document=None)


def chosen(deps: Deps, named: str | None) -> Pinned:
    """Return the organisation that somebody names by the beginning of its id, or the only one that is trusted.

    Raises:
        UsageFault: "organisation_unknown", "organisation_which": there are several; "organisation_none_yet".
    """
    found = [one for one in deps.device.organisations.all() if one.organisation_id.startswith(named or "")]
    if named is None:
        found = [one for one in found if one.state == "trusted"] or found
    if not found:
        raise UsageFault("organisation_none_yet" if named is None else "organisation_unknown")
    if len(found) > 1:
        raise UsageFault("organisation_which")
    return found[0]


def _trusted(deps: Deps, organisation_id: str) -> Pinned:
    known = deps.device.organisations.find(organisation_id)
    if known is None or known.card is None or known.state != "trusted":
        raise UsageFault("not_enrolled")
    return known


def _event(at_ms: int, action: str, organisation_id: str, told: dict[str, str]) -> AuditEvent:
    return AuditEvent(at_ms, _OPERATOR, action, organisation_id, told)


def relay_of(deps: Deps, organisation_id: str, make_web: "Callable[[str], Web] | None" = None) -> "Relay":
    """Return what asks the organisation's server as this device, and as whoever of staff is signed in; to be closed.

    Where nobody is, the device asks alone, which is enough for what docs/sync.md names no scope for.

    Raises:
        UsageFault: "not_enrolled"; "organisation_no_server": what leaves for it travels as files.
    """
    from progrez_desktop.core.online.relay import Relay
    from progrez_desktop.core.services.staff_sign_in import Access, is_needed

    known, card = _trusted(deps, organisation_id), card_of(deps, organisation_id)
    if card.server is None:
        raise UsageFault("organisation_no_server")
    reach = make_web or authorities.reach_of(deps)
    web = reach(card.server)
    kind, store = known.kind, deps.device.staff_tokens
    staff = Access(store, card, kind, reach, deps.clock) if is_needed(card, kind) else None
    return Relay(
        web,
        card.server,
        organisation_id,
        known.device_id,
        partial(sign, known.device_key),
        staff.token_if_any if staff else lambda: None,
        deps.clock,
        deps.entropy,
        renew=staff.renew if staff else None,
    )
