"""One press of Send at an organisation: its card, what waits, what came for people here, and what was agreed to."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING

from progrez_desktop.core.errors import Fault, LockedFault
from progrez_desktop.core.model.outgoing import Sent
from progrez_desktop.core.services import mail, sending, statistics
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.words import Words

if TYPE_CHECKING:
    from progrez_desktop.core.online.relay import Relay


@dataclass(frozen=True)
class Exchanged:
    """What came of it. Whatever could not be fetched leaves what was sent as it is, and comes with the next press."""

    sent: Sent
    mail: int = 0
    notices: int = 0
    periods: int = 0
    """Of anonymous counts, that went to the organisation."""
    fault: Fault | None = None
    """Of what was fetched."""


def go(
    deps: Deps,
    organisation_id: str,
    relay: "Relay",
    on_progress: sending.Progress = lambda done, of: None,
    is_stopped: Callable[[], bool] = lambda: False,
) -> Exchanged:
    """Send what waits and fetch what came.

    Raises:
        LockedFault, UsageFault: As `sending.check_ready`.
    """
    deps.permit("send")
    from progrez_desktop.core.services import enrolling

    for hears in (enrolling.hear, enrolling.ask_card):  # admitted meanwhile; a key that is new is sealed to from now on
        try:
            hears(deps, relay)
        except Fault as fault:
            if fault.code not in sending.PASSES:
                return Exchanged(sending.ended_by(deps, organisation_id, fault))
        sending.check_ready(deps, organisation_id)
    sent = sending.press(deps, organisation_id, relay, on_progress, is_stopped)
    done = Exchanged(sent) if sent.ended in ("later", "refused", "stopped") else _fetched(deps, relay, sent)
    if isinstance(done.fault or sent.fault, LockedFault):
        with suppress(Fault):  # what was refused is told; whether it is since the device was dropped, its list says
            enrolling.ask(deps, relay)
    return done


def _fetched(deps: Deps, relay: "Relay", sent: Sent) -> Exchanged:
    from progrez_desktop.core.services import public_notices

    came = notices = periods = 0
    try:
        came = mail.fetch(deps, relay)
        notices = public_notices.fetch(deps, relay)
        periods = statistics.send(deps, relay) if statistics.is_agreed(deps) else 0
    except Fault as fault:
        return Exchanged(sent, came, notices, periods, fault)
    return Exchanged(sent, came, notices, periods)


def sentences(done: Exchanged, name: str, words: Words, *, is_alone: bool = True) -> tuple[str, ...]:
    """Return what came of it, in plain words; as `sending.sentences`."""
    told = list(sending.sentences(done.sent, name, words, is_alone=is_alone))
    told += sending.counted(words, mail=done.mail, notices=done.notices, periods=done.periods)
    if done.fault is not None:
        told.append(words("sending.not_fetched", why=words.of_fault(done.fault)))
    return tuple(told)
