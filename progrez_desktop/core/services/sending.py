"""Sending what waits for an organisation's server: what would leave, one press, and how each part of it went."""

import time
from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from progrez_desktop.core.errors import DataFault, EnvironmentFault, Fault, LockedFault, UsageFault
from progrez_desktop.core.json_document import keep_contract
from progrez_desktop.core.model.organisation import Card, Pinned
from progrez_desktop.core.model.outgoing import Batch, Ended, Leaving, Outcome, Post, PostState, Sent
from progrez_desktop.core.model.setting import AuditEvent
from progrez_desktop.core.services import batches, staff_sign_in
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.words import LANGUAGES, Words

if TYPE_CHECKING:
    from progrez_desktop.core.online.relay import Relay
    from progrez_desktop.core.online.web import Reply

TRIES = 5
_BASE_S, _CAP_S = 2.0, 900.0
_PATIENCE_S = 120.0
"""So long one press waits at most, all its pauses together; a person sits in front of it."""
_SLICE_S = 0.2
PASSES = frozenset({"online_offline", "online_slow", "online_reply", "server_busy", "server_failed"})
"""What another try may mend: the same bytes go under the same key, so that none of it is doubled."""

Progress = Callable[[int, int], None]
"""Is told how many items were answered, and of how many."""


def plan(deps: Deps) -> tuple[Post, ...]:
    """Return what waits for each organisation, by name; those for which nothing ever waited too."""
    return tuple(_post(deps, known) for known in deps.device.organisations.all())


def _post(deps: Deps, known: Pinned) -> Post:
    here, id_ = deps.device.batches, known.organisation_id
    rows = [item for item, _ in batches.leaving(deps, known)]
    profiles = [item for item in rows if item.kind == "put"]
    return Post(
        organisation_id=id_,
        name=dict(known.card.name) if known.card else dict.fromkeys(LANGUAGES, known.name),
        state=state_of(deps, known),
        erasures=len(rows) - len(profiles),
        profiles=len(profiles),
        fields=Counter(name for item in profiles for name in item.fields),
        stopped=len(here.outcomes(id_)),
        sent_ms=here.heard(id_).sent_ms,
    )


def state_of(deps: Deps, known: Pinned) -> PostState:
    """Return why something can or can't be sent to an organisation over the network now."""
    if known.state == "dropped" or known.enrolment == "dropped":
        return "dropped"
    if known.enrolment == "asked":
        return "asked"
    if known.enrolment != "admitted" or known.card is None:
        return "not_enrolled"
    if known.card.server is None or known.card.receipt_key is None:
        return "no_server"
    if _has_ended(deps, known):
        return "certificate_ended"
    needs_staff = staff_sign_in.is_needed(known.card, known.kind)
    is_there = staff_sign_in.is_signed_in(deps.device.staff_tokens, known.card, deps.clock.now_ms())
    return "sign_in_needed" if needs_staff and not is_there else "ready"


def _has_ended(deps: Deps, known: Pinned) -> bool:
    document = known.certificate_document
    return document is not None and bool(document["body"]["until_ms"] <= deps.clock.now_ms())


def would_leave(deps: Deps, organisation_id: str) -> tuple[Leaving, ...]:
    """Return each profile that would leave, without sending anything: never whose it is, and never what is in it."""
    deps.permit("send")
    known = deps.device.organisations.find(organisation_id)
    return tuple(
        Leaving(item.release_id, item.version, tuple(item.purposes), tuple(item.fields), item.until_ms, size)
        for item, size in (batches.leaving(deps, known) if known is not None else ())
        if item.kind == "put"
    )


def not_taken(deps: Deps, organisation_id: str) -> list[Outcome]:
    """Return what stays here for good, and why."""
    return deps.device.batches.outcomes(organisation_id)


@dataclass
class _Press:
    """One press, as it goes along."""

    deps: Deps
    known: Pinned
    card: Card
    relay: "Relay"
    on_progress: Progress
    is_stopped: Callable[[], bool]
    pause: Callable[[float], object]
    total: int
    outcomes: list[Outcome] = field(default_factory=list)
    waited_s: float = 0.0
    rolled_back: bool = False
    most_items: int = batches.MOST_ITEMS
    most_bytes: int = batches.MOST_BYTES


class _Later(Exception):  # noqa: N818 - no failure: the press ends, and the next one goes on
    def __init__(self, fault: Fault, try_again_ms: int) -> None:
        super().__init__(fault.code)
        self.fault, self.try_again_ms = fault, try_again_ms


def press(
    deps: Deps,
    organisation_id: str,
    relay: "Relay",
    on_progress: Progress = lambda done, of: None,
    is_stopped: Callable[[], bool] = lambda: False,
    *,
    pause: Callable[[float], object] = time.sleep,
) -> Sent:
    """Send what waits, erasures first, until nothing waits, somebody stops it, or it makes no sense to go on now.

    Whatever ends it, also a kill, the next press goes on: what was begun goes again under its own key.

    Args:
        on_progress: Is told how many items were answered, and of how many.
        is_stopped: Asked between requests and while it waits; `relay.stop()` ends a request that is under way.
        pause: Waits so many seconds.

    Raises:
        LockedFault, UsageFault: As `check_ready`.
    """
    deps.permit("send")
    known, card = check_ready(deps, organisation_id)
    here = deps.device.batches
    here.tidy(organisation_id, deps.latest_ms())
    total = len(batches.leaving(deps, known))
    one = _Press(deps, known, card, relay, on_progress, is_stopped, pause, total)
    ended, fault, try_again_ms = _carried_through(one)
    return Sent(
        organisation_id=organisation_id,
        ended=ended,
        outcomes=tuple(one.outcomes),
        waiting=len(batches.leaving(deps, known)),
        fault=fault,
        try_again_ms=try_again_ms,
        minutes_off=relay.minutes_off,
        server_rolled_back=one.rolled_back,
    )


def check_ready(deps: Deps, organisation_id: str) -> tuple[Pinned, Card]:
    """Return whom it goes to, and what of them is trusted.

    Raises:
        LockedFault: "sending_sign_in_needed".
        UsageFault: "sending_<state>": this device can't send there now.
    """
    known = deps.device.organisations.find(organisation_id)
    state = state_of(deps, known) if known is not None else "not_enrolled"
    if state == "sign_in_needed":
        raise LockedFault("sending_sign_in_needed")
    if known is None or known.card is None or state != "ready":
        raise UsageFault(f"sending_{state}")
    return known, known.card


def ended_by(deps: Deps, organisation_id: str, fault: Fault) -> Sent:
    """Return what comes of a press that a fault ended before anything was sent."""
    known = deps.device.organisations.find(organisation_id)
    waiting = len(batches.leaving(deps, known)) if known is not None else 0
    stopped: Ended = "stopped" if fault.code == "online_stopped" else "refused"
    return Sent(organisation_id, stopped, waiting=waiting, fault=None if stopped == "stopped" else fault)


def _carried_through(one: _Press) -> tuple[Ended, Fault | None, int | None]:
    try:
        _look_at_server(one)
        while not one.is_stopped():
            limits = one.most_items, one.most_bytes
            begun = batches.next_batch(one.deps, one.known, *limits, on_stopped=one.outcomes.append)
            if begun is None:
                return _ended(one), None, None
            _send(one, *begun)
            one.on_progress(len(one.outcomes), max(one.total, len(one.outcomes)))
            if any(outcome.code == "not_tried" for outcome in one.outcomes):
                return "left", None, None
    except _Later as later:
        return "later", later.fault, later.try_again_ms
    except EnvironmentFault as fault:
        if fault.code != "online_stopped":
            return "refused", fault, None
    except (DataFault, LockedFault) as fault:
        return "refused", fault, None
    return "stopped", None, None


def _ended(one: _Press) -> Ended:
    if not one.outcomes:
        return "nothing"
    return "left" if any(outcome.state != "done" for outcome in one.outcomes) else "sent"


def _look_at_server(one: _Press) -> None:
    """Ask what the server takes, and whether its database is the one of the last time."""
    reply = _asked(one, lambda: one.relay.ask("GET", "/v1/meta"))
    told = _read(reply, "server-meta")
    if told["least_contract_version"] > 1:
        raise DataFault("server_newer", host=reply.host)
    one.most_items = min(one.most_items, told["max_items"])
    one.most_bytes = min(one.most_bytes, told["max_bytes"])
    before = one.deps.device.batches.heard(one.known.organisation_id)
    if before.store_id not in (None, told["store_id"]):
        with one.deps.device.transaction():
            _rolled_back(one, told["store_id"], 0)


def _send(one: _Press, batch: Batch, body: bytes) -> None:
    one.deps.device.batches.trying(batch.id)
    key = {"Idempotency-Key": batch.id}
    reply = _asked(one, lambda: one.relay.ask("POST", "/v1/batches", body=body, headers=key, accepts=(413, 422)))
    if reply.status == 413:
        return _smaller(one, batch)
    if reply.status == 422:
        return _under_another_key(one, batch, reply)
    result = _read(reply, "batch-result")
    outcomes = batches.believed(batch, one.known, one.card, result, reply.host)
    _take_in(one, batch, result, outcomes)
    one.outcomes += outcomes
    return None


def _read(reply: "Reply", contract: str) -> Mapping[str, Any]:
    found = reply.json()
    try:
        keep_contract(found, contract)
    except DataFault as wrong:
        raise DataFault("online_reply", host=reply.host) from wrong
    told: Mapping[str, Any] = found
    return told


def _smaller(one: _Press, batch: Batch) -> None:
    """Take a batch apart that the server finds too large; one item alone that it doesn't take stays here."""
    here = one.deps.device.batches
    here.undo(batch.id)
    if len(batch.items) == 1:
        here.stop(batch.items[0].seq, "too_large")
        item = batch.items[0]
        one.outcomes.append(Outcome(item.kind, item.release_id, item.version, "too_large"))
    one.most_items = max(len(batch.items) // 2, 1)


def _under_another_key(one: _Press, batch: Batch, reply: "Reply") -> None:
    """Take a batch apart whose key the server knows with other bytes: an older database was put back here."""
    from progrez_desktop.core.online.relay import fault_of, problem_of

    if problem_of(reply) != "key_reused":
        raise fault_of(reply)
    one.deps.device.batches.undo(batch.id)


def _take_in(one: _Press, batch: Batch, result: Mapping[str, Any], outcomes: Collection[Outcome]) -> None:
    """Keep all that came of a batch, in one transaction: a full disk keeps none of it, and it goes once more."""
    deps, id_, here = one.deps, one.known.organisation_id, one.deps.device.batches
    before, now = here.heard(id_), deps.latest_ms()
    # Of a second try the answer may be the one of the first, with the number of then.
    is_older = result["change_seq"] < before.change_seq and batch.tries == 0
    with deps.device.transaction():
        here.end(batch.id, outcomes, result["receipt"])
        if is_older or before.store_id not in (None, result["store_id"]):
            _rolled_back(one, result["store_id"], result["change_seq"])
        else:
            seq = max(before.change_seq, result["change_seq"])
            here.hear(id_, store_id=result["store_id"], change_seq=seq)
        here.hear(id_, sent_ms=now)
        deps.device.audit.append(event(id_, now, outcomes))


def event(organisation_id: str, now_ms: int, outcomes: Collection[Outcome]) -> AuditEvent:
    counted = Counter(outcome.code for outcome in outcomes)
    params = {code: str(number) for code, number in sorted(counted.items())}
    return AuditEvent(now_ms, "operator", "batch_sent", organisation_id, params)


def _rolled_back(one: _Press, store_id: str, change_seq: int) -> None:
    """An older database was put back there: what is erased is told again, what is released goes again, and mail
    is asked for from the first."""
    id_, now = one.known.organisation_id, one.deps.latest_ms()
    one.deps.device.batches.send_again(id_, now)
    one.deps.device.batches.hear(id_, store_id=store_id, change_seq=change_seq, mail_seq=0)
    one.deps.device.audit.append(AuditEvent(now, "computer", "server_rolled_back", id_, {}))
    one.rolled_back = True


def _asked(one: _Press, ask: Callable[[], "Reply"]) -> "Reply":
    """Ask, and again after a while where that may help: full jitter, or as long as the server wants."""
    for tried in range(TRIES):
        if one.is_stopped():
            raise EnvironmentFault("online_stopped")
        try:
            return ask()
        except Fault as fault:
            if fault.code not in PASSES:
                raise
            wait_s = _wait_s(one, fault, tried)
            if tried == TRIES - 1 or one.waited_s + wait_s > _PATIENCE_S:
                raise _Later(fault, one.deps.clock.now_ms() + round(wait_s * 1000)) from fault
            _wait(one, wait_s)
    raise AssertionError("the last try ends in a reply or in a fault")


def _wait_s(one: _Press, fault: Fault, tried: int) -> float:
    wanted = fault.params.get("seconds", 0)
    if isinstance(wanted, int) and wanted > 0:
        return float(wanted)
    chance = int.from_bytes(one.deps.entropy.bytes(8)) / 2**64
    return chance * min(_CAP_S, _BASE_S * 2.0 ** (tried + 1))


def _wait(one: _Press, wait_s: float) -> None:
    one.waited_s += wait_s
    while wait_s > 0 and not one.is_stopped():
        one.pause(min(wait_s, _SLICE_S))
        wait_s -= _SLICE_S


def plan_sentences(post: Post, words: Words) -> tuple[str, ...]:
    """Return what would go to one organisation, in plain words."""
    name = post.name[words.language]
    told = [words("sending.plan", name=name, erasures=post.erasures, profiles=post.profiles)]
    if post.fields:
        fields = "; ".join(
            words("sending.plan.field", field=words(f"receipt.field.{one}"), n=number)
            for one, number in sorted(post.fields.items())
        )
        told.append(words("sending.plan.fields", fields=fields))
    told.append(words(f"sending.state.{post.state}"))
    if post.stopped:
        told.append(words.plural("sending.plan.stopped", post.stopped))
    if post.sent_ms is not None:
        told.append(words("sending.plan.last", at=words.moment(post.sent_ms)))
    return tuple(told)


def sentences(sent: Sent, name: str, words: Words, *, is_alone: bool = True) -> tuple[str, ...]:
    """Return what came of a press, in plain words: first the whole of it, then what is worth knowing beside it.

    Args:
        is_alone: Whether no table beside it says what still waits, and what was not taken and why.
    """
    told = [words(f"sending.ended.{sent.ended}", name=name)]
    told += counted(words, stored=sent.stored, erased=sent.erased, waiting=sent.waiting if is_alone else 0)
    if sent.fault is not None:
        told.append(words.of_fault(sent.fault))
    if sent.try_again_ms is not None:
        told.append(words("sending.try_again", at=words.moment(sent.try_again_ms)))
    if is_alone:
        told += refused(sent.outcomes, words)
    if sent.server_rolled_back:
        told.append(words("sending.rolled_back", name=name))
    if sent.minutes_off:
        key = "sending.clock_ahead" if sent.minutes_off > 0 else "sending.clock_behind"
        told.append(words.plural(key, abs(sent.minutes_off)))
    return tuple(told)


def counted(words: Words, **counts: int) -> list[str]:
    """Return a sentence for each count, `sending.<name>`; of what there is none of, nothing is said."""
    return [words.plural(f"sending.{name}", count) for name, count in counts.items() if count]


def refused(outcomes: Collection[Outcome], words: Words) -> list[str]:
    """Return how many were not taken, and why."""
    codes = Counter(one.code for one in outcomes if one.state == "stopped")
    return [
        words.plural("sending.refused", number, why=words(f"sending.outcome.{code}"))
        for code, number in sorted(codes.items())
    ]
