"""What an operator carries between a kiosk and a rating office: the office's card in, envelopes out, results in."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from progrez_desktop.core.model.rating import Office
from progrez_desktop.core.services import rating_letters as letters
from progrez_desktop.core.services.deps import Deps

_PURPOSE = "human_rating"


@dataclass(frozen=True)
class Delivered:
    """How many ratings found an inbox, were there already, or belong to nobody on this device (any more)."""

    new: int
    known: int
    nobodys: int


def pin_office(deps: Deps, data: bytes) -> Office:
    """Trust the office of a card from now on. Whoever does it compares its id with the one that the office shows.

    Raises:
        DataFault: What is wrong with the file.
    """
    office = letters.read_office_card(data)
    deps.device.outbox.pin_office(office, deps.clock.now_ms())
    return office


def carry(deps: Deps, save: Callable[[str, bytes], None]) -> int:
    """Hand everything that may leave for a rating office to `save`, by file name; return how many files.

    Whether the grant is live is looked at here once more. A file counts as sent once it is saved; a kill before that
    has it saved again, and the office tells that it knows it.
    """
    now = deps.latest_ms()
    rows = deps.device.outbox.waiting(_PURPOSE, now)
    for row in rows:
        if row.envelope is not None:
            save(f"rating-{row.release_id[:8]}.json", row.envelope)
        elif row.erase_secret is not None:
            erase = letters.write_withdrawal(row.organisation_id, row.release_id, row.erase_secret, row.created_ms)
            save(f"withdrawal-{row.release_id[:8]}.json", erase)
        deps.device.outbox.mark_sent(row.seq)
    return len(rows)


def deliver(deps: Deps, data: bytes) -> Delivered:
    """Put the ratings of a result file into the inboxes of the safes that asked for them, unopened.

    Raises:
        DataFault: What is wrong with the file.
    """
    outcomes = []
    for entry in letters.read_results(data):
        account = deps.device.outbox.account_of(entry["header"]["release_id"])
        sealed = letters.result_file([entry])
        if account is None:
            outcomes.append("nobodys")
        elif deps.device.outbox.deliver(
            hashlib.sha256(sealed).hexdigest(), account, _PURPOSE, sealed, deps.clock.now_ms()
        ):
            outcomes.append("new")
        else:
            outcomes.append("known")
    return Delivered(outcomes.count("new"), outcomes.count("known"), outcomes.count("nobodys"))
