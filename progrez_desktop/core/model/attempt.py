"""One sitting of one assessment: the answers given, where it stands and how long it was active."""

from dataclasses import dataclass
from typing import Literal

from progrez_desktop.core.model.accommodations import NONE, Accommodations
from progrez_desktop.core.model.assessment import FormId
from progrez_desktop.core.model.time_limit import TimeLimit

AttemptState = Literal["open", "finished"]


@dataclass(frozen=True)
class StatementValue:
    """The raw category as shown, 1 to k. Keying happens in the scorer and nowhere else."""

    category: int


@dataclass(frozen=True)
class SituationValue:
    """Ids of the actions chosen; None while only one of both was chosen."""

    best: str | None
    worst: str | None


@dataclass(frozen=True)
class TextValue:
    text: str


@dataclass(frozen=True)
class SkippedValue:
    """The person chose to go on without answering; it may still be answered before the end."""


ResponseValue = StatementValue | SituationValue | TextValue | SkippedValue


@dataclass(frozen=True)
class Response:
    """The latest answer to one item. `revision` grows with each change; its question’s language is kept too."""

    item_id: str
    revision: int
    language: str
    value: ResponseValue
    at_ms: int


@dataclass(frozen=True)
class Attempt:
    id: str
    account_id: str
    assessment_id: str
    pack_sha256: str
    state: AttemptState
    started_ms: int
    finished_ms: int | None
    position: int
    """Index into the items of the sitting of the one that the person was at."""
    active_ms: int
    """Time in front of open items. It stands still while the application does not run."""
    computer_reading: bool
    """Whether the person lets this computer read the open answers."""
    form: FormId = "fixed"
    seed: str | None = None
    """What an adaptive sitting draws by; drawn once, when it begins."""
    accommodations: Accommodations = NONE
    """What holds in this sitting."""
    limit: TimeLimit | None = None
    used_ms: int = 0
    """What counts of the limit so far; never more than was used."""
