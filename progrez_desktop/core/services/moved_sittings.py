"""A sitting that was begun at one kiosk goes on at another of the same organisation, with its owner's password alone.

At the other kiosk staff save its address; here the person types their password, and a packet is made that only that
kiosk opens, and only with the password. It is good for a day or three and there once. What is here stays until the word
comes back that it arrived: a stick that is lost loses nobody's answers.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from progrez_desktop.core.errors import DataFault, EnvironmentFault, LockedFault, UsageFault
from progrez_desktop.core.json_document import canonical
from progrez_desktop.core.keys import moving_papers as papers
from progrez_desktop.core.keys import person_key
from progrez_desktop.core.keys.person_key import PersonKey
from progrez_desktop.core.keys.primitives import x25519_public
from progrez_desktop.core.model.keys import KEY_BYTES
from progrez_desktop.core.model.moving import KioskAddress, MovedAway, Moving, PacketHead
from progrez_desktop.core.model.organisation import Card, Pinned
from progrez_desktop.core.model.setting import AuditEvent
from progrez_desktop.core.services import access_log, accounts, packs, sealed_safe, sitting_events, sittings, tries
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.store import sealed_file

GOOD_FOR_MS = 3 * 24 * 3600 * 1000
"""So long a packet may be taken in: a weekend in between, and no longer."""


@dataclass(frozen=True)
class _Place:
    """One of the organisation's kiosks: this one."""

    known: Pinned
    card: Card


def address(deps: Deps, organisation_id: str) -> bytes:
    """Return the file that tells other kiosks where a sitting may move to: this one.

    Raises:
        UsageFault: "kiosk_not_admitted": the organisation did not enrol this computer as a kiosk; "staff_may_not".
    """
    deps.permit("move_sitting")
    here = _here(deps, organisation_id)
    document = papers.sign_address(here.known, x25519_public(_private(deps)), deps.clock.now_ms())
    return canonical(document).encode() + b"\n"


def read_address(deps: Deps, data: bytes) -> KioskAddress:
    """Return where a sitting may move to.

    Raises:
        UsageFault: "kiosk_not_admitted"; "kiosk_address_own": it is the address of this kiosk.
        DataFault: As keys.moving_papers.read_address and organisation_of.
    """
    here = _here(deps, papers.organisation_of(data))
    found = papers.read_address(data, here.card, deps.latest_ms())
    if found.device_id == here.known.device_id:
        raise UsageFault("kiosk_address_own")
    return found


def name_here(deps: Deps, organisation_id: str) -> str:
    """Return what the organisation calls this kiosk: so files of several of them on one stick are told apart.

    Raises:
        UsageFault: "kiosk_not_admitted".
    """
    return _here(deps, organisation_id).known.device_name


def prove(deps: Deps, session: Session, password: str) -> None:
    """Look whether a password is that of whoever sits here, before anybody is asked where a packet goes.

    Raises:
        LockedFault: "wrong_password", "sign_in_wait".
    """
    _own_key(deps, session, password)


def move(deps: Deps, session: Session, password: str, to: KioskAddress, path: Path) -> MovedAway:
    """Write the packet with which the sitting that is open goes on elsewhere. The session stays as it is.

    Raises:
        UsageFault: "sitting_none_open"; "kiosk_not_admitted"; what the place of the file says.
        LockedFault: "wrong_password", "sign_in_wait".
        EnvironmentFault: What the disk says; the sitting stays here then.
    """
    from progrez_desktop.core.documents.writing import whole_file

    here, going = _here(deps, to.organisation_id), sittings.standing(deps, session)
    if going is None:
        raise UsageFault("sitting_none_open")
    key, now = _own_key(deps, session, password), deps.clock.now_ms()
    sittings.keep_unsaved(deps, session, going.attempt.id)
    head = PacketHead(
        deps.new_id(),
        to.organisation_id,
        here.known.device_id,
        here.known.device_name,
        to.device_id,
        now,
        now + GOOD_FOR_MS,
    )
    pepper = deps.entropy.bytes(KEY_BYTES)
    wrap = person_key.wrap_for_move(key, password, pepper, deps.cost, deps.entropy)
    with whole_file(path) as file:
        sitting_events.add(deps, session, "moved", "away", who=to.device_id)
        access_log.tell(deps, session, "sitting_moved_out")
        safe = sealed_safe.make(deps, session.account_id)
        file.write(papers.write_packet(here.known, to, head, Moving(wrap, pepper, going.attempt.pack_sha256, safe)))
    moved = MovedAway(session.account_id, head.packet_id, to.device_id, to.name, now)
    deps.device.moved.put(moved)
    _audit(deps, "sitting_moved_out", session, {"packet": head.packet_id, "to": to.device_id})
    return moved


def moved_away(deps: Deps, session: Session) -> MovedAway | None:
    """Return where the sitting of whoever is signed in went, if it did."""
    return deps.device.moved.of_account(session.account_id)


def stay(deps: Deps, session: Session) -> None:
    """Go on here after all: the other kiosk is out of order, or the stick is lost."""
    sitting_events.add(deps, session, "moved", "back")
    deps.device.moved.stays(session.account_id)


def look(deps: Deps, data: bytes) -> PacketHead:
    """Return what a packet says of itself, once it may be taken in here.

    Raises:
        UsageFault: "kiosk_not_admitted"; "sitting_packet_elsewhere": it is for another kiosk; "sitting_packet_over",
            "sitting_packet_taken".
        DataFault: As keys.moving_papers.read_head and packet_organisation.
    """
    if len(data) > papers.MAX_BYTES:
        raise DataFault("sitting_packet_damaged")
    here = _here(deps, papers.packet_organisation(data))
    head = papers.read_head(data, here.card, deps.latest_ms())
    if head.to_device != here.known.device_id:
        raise UsageFault("sitting_packet_elsewhere", kiosk=head.from_name)
    if deps.latest_ms() >= head.until_ms:
        raise UsageFault("sitting_packet_over", kiosk=head.from_name)
    if deps.device.moved.was_taken(head.packet_id):
        raise UsageFault("sitting_packet_taken")
    return head


def take_in(deps: Deps, data: bytes, password: str) -> Session:
    """Take a packet in and sign its owner in, who goes on at the question that they were at.

    Raises:
        LockedFault: "wrong_password", "sign_in_wait".
        DataFault: "sitting_packet_not_opened", "sitting_packet_pack": what the sitting was begun with is not here; as
            sealed_safe.entered.
        Fault: As `look`. The packet stays good, whatever was wrong.
    """
    head = look(deps, data)
    moving = papers.open_packet(data, _private(deps))
    sealed = sealed_file.read(moving.safe)
    if packs.assessment_of(deps, moving.pack_sha256) is None:
        raise DataFault("sitting_packet_pack")
    key = _tried(
        deps,
        head.packet_id.encode(),
        lambda: person_key.open_for_move(moving.wrap, sealed.account_id, password, moving.pepper),
    )
    session = sealed_safe.entered(deps, sealed, key, password)
    try:
        deps.device.moved.took(head.packet_id, deps.clock.now_ms())
        deps.device.moved.stays(session.account_id)
    except BaseException:  # its owner hears that it was not taken in, and so it may not stay open
        session.safe.close()
        raise
    _audit(deps, "sitting_moved_in", session, {"packet": head.packet_id, "from": head.from_device})
    with suppress(EnvironmentFault):  # a full disk keeps nobody from going on
        sitting_events.add(deps, session, "moved", "here", who=head.from_device)
    access_log.tell_if_possible(deps, session, "sitting_moved_in")
    accounts.settle(deps, session)
    return session


def arrival(deps: Deps, head: PacketHead) -> bytes:
    """Return the file with which the kiosk that a packet came from lets go of what it kept.

    Raises:
        UsageFault: "kiosk_not_admitted"; "sitting_packet_not_taken".
    """
    if not deps.device.moved.was_taken(head.packet_id):
        raise UsageFault("sitting_packet_not_taken")
    here = _here(deps, head.organisation_id)
    return canonical(papers.sign_arrival(here.known, head, deps.clock.now_ms())).encode() + b"\n"


def hear_arrival(deps: Deps, data: bytes) -> bool:
    """Let go of a safe that arrived elsewhere; return False where nothing of that packet is kept here, or no more.

    What was permitted stays permitted, and what waits to be sent is still sent.

    Raises:
        UsageFault: "kiosk_not_admitted", "staff_may_not".
        DataFault: As keys.moving_papers.read_arrival.
    """
    deps.permit("move_sitting")
    here = _here(deps, papers.organisation_of(data))
    packet_id, device_id = papers.read_arrival(data, here.card, deps.latest_ms())
    moved = deps.device.moved.of_packet(packet_id)
    if moved is None or moved.to_device != device_id:
        return False
    sealed_safe.forget(deps, moved.account_id, "sitting_arrived")
    return True


def _here(deps: Deps, organisation_id: str) -> _Place:
    known = deps.device.organisations.find(organisation_id)
    if known is None or known.card is None:
        raise UsageFault("kiosk_not_admitted")
    if (known.state, known.enrolment, known.kind) != ("trusted", "admitted", "kiosk"):
        raise UsageFault("kiosk_not_admitted")
    return _Place(known, known.card)


def _private(deps: Deps) -> bytes:
    """The key that packets to this kiosk are sealed to: of the machine key, so that nothing more is to be kept."""
    return deps.machine.derived("move")


def _own_key(deps: Deps, session: Session, password: str) -> PersonKey:
    account = deps.device.account(session.account_id)
    assert account is not None
    wraps = deps.device.wraps(account.id)
    return _tried(
        deps,
        account.email_lookup,
        lambda: person_key.open_with_password(wraps, account.id, password, deps.machine.pepper),
    )


def _tried(deps: Deps, lookup: bytes, opened: Callable[[], PersonKey]) -> PersonKey:
    """Open a key by a password; five wrong ones make wait, as at signing in."""
    tries.checked(deps, lookup)
    try:
        key = opened()
    except LockedFault:
        tries.failed(deps, lookup)
        raise
    tries.succeeded(deps, lookup)
    return key


def _audit(deps: Deps, action: str, session: Session, told: dict[str, str]) -> None:
    """As of an account: so that its own copy tells it to its owner."""
    with suppress(EnvironmentFault):
        deps.device.audit.append(AuditEvent(deps.clock.now_ms(), "person", action, session.account_id, told))
