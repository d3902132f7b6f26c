"""What waits to leave for an organisation, how it went, and what an operator is shown of both. Ids and codes alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from progrez_desktop.core.errors import Fault

ItemKind = Literal["erase", "put"]
Way = Literal["network", "stick"]
PostState = Literal["ready", "sign_in_needed", "asked", "certificate_ended", "not_enrolled", "dropped", "no_server"]
Ended = Literal["nothing", "sent", "left", "later", "stopped", "refused"]
"""nothing: there was nothing to send. sent: all of it. left: some of it was not taken. later: the server has no time,
or could not be reached. stopped: somebody did. refused: something is wrong that another press does not mend."""


@dataclass(frozen=True)
class Item:
    """One row of the outbox, with what the mirror says of its release."""

    seq: int
    kind: ItemKind
    release_id: str
    version: int
    created_ms: int
    header: str | None = None
    envelope: bytes | None = field(default=None, repr=False)
    envelope_sha256: bytes | None = None
    receipt: bytes | None = field(default=None, repr=False)
    signature: bytes | None = field(default=None, repr=False)
    erase_secret: bytes | None = field(default=None, repr=False)
    erase_reason: str | None = None
    live: bool = False
    """Whether its release goes on by the mirror; of an erasure it says nothing."""
    until_ms: int = 0
    latest: int = 0
    """The version of its release that counts now."""
    purposes: Sequence[str] = ()
    fields: Sequence[str] = ()


@dataclass(frozen=True)
class Batch:
    """What goes under one key: the same bytes each time, or never again."""

    id: str
    items: tuple[Item, ...]
    body_sha256: bytes
    tries: int
    """How often it was begun: of a second try, the answer may be the one of the first."""


@dataclass(frozen=True)
class Outcome:
    """How one item went. `sending.outcome.<code>` says it."""

    kind: ItemKind
    release_id: str
    version: int
    code: str
    at_ms: int | None = None
    """When the server did it, by its own clock."""
    receipt: str | None = None
    """Of an erasure: what the server signed for its person."""

    @property
    def state(self) -> Literal["done", "waiting", "stopped"]:
        if self.code in DONE:
            return "done"
        return "waiting" if self.code == "not_tried" else "stopped"


DONE = ("stored", "stored_before", "erased", "erased_before")
TAKEN_BACK = ("withdrawn", "replaced")
"""Why something does not leave any more of which nobody has to be told that it stayed: its person took it back, or a
later version goes in its place."""


@dataclass(frozen=True)
class Heard:
    """How far a device has heard of an organisation's server."""

    store_id: str | None
    change_seq: int
    mail_seq: int
    sent_ms: int | None


@dataclass(frozen=True)
class Post:
    """What waits for one organisation. `state` is why it can or can't be sent now: `sending.state.<state>`."""

    organisation_id: str
    name: Mapping[str, str]
    state: PostState
    erasures: int
    profiles: int
    fields: Mapping[str, int]
    """How many profiles carry which field."""
    stopped: int
    """What was not taken, and why: `sending.outcomes`."""
    sent_ms: int | None
    """When something last reached it."""

    @property
    def can_be_pressed(self) -> bool:
        """Whether a press does something: it also hears of an admission and of the next certificate."""
        return self.state in ("ready", "asked", "certificate_ended")


@dataclass(frozen=True)
class Leaving:
    """One profile that would leave, as the operator may see it: what kind of thing, and never whose or what."""

    release_id: str
    version: int
    purposes: tuple[str, ...]
    fields: tuple[str, ...]
    until_ms: int
    bytes: int


@dataclass(frozen=True)
class Sent:
    """What came of one press. `sending.ended.<ended>` says it in one sentence."""

    organisation_id: str
    ended: Ended
    outcomes: tuple[Outcome, ...] = ()
    waiting: int = 0
    """What is still here to be sent."""
    fault: Fault | None = None
    """What ended it, with its sentence."""
    try_again_ms: int | None = None
    minutes_off: int = 0
    """By how much this computer's clock is ahead of the server's, where that is worth telling."""
    server_rolled_back: bool = False
    """An older database was put back there: what is erased was told again, and so was what it lost."""

    def count(self, *codes: str) -> int:
        return sum(outcome.code in codes for outcome in self.outcomes)

    @property
    def stored(self) -> int:
        return self.count("stored", "stored_before")

    @property
    def erased(self) -> int:
        return self.count("erased", "erased_before")

    @property
    def refused(self) -> int:
        return sum(outcome.state == "stopped" for outcome in self.outcomes)
