"""Records of a registry: who released a profile to this organisation, as a workstation may show it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

Order = Literal["newest", "oldest", "code", "ends_first", "name"]
"""By date, by code, or by name where names are shown. There is no order by a score: nobody is ranked."""
ORDERS: tuple[Order, ...] = get_args(Order)

ReadEvent = Literal["opened", "exported"]
"""What a candidate is told (mail-content.schema.json)."""

FactorKind = Literal["fido2", "totp"]


@dataclass(frozen=True)
class Margin:
    """One score as it may be shown: never the number without its margin."""

    sten: int
    low: int
    high: int
    exact: float
    """Before rounding, 1 to 10: to draw and to compute with."""
    error: float
    """Standard error in stens, the honest one (scoring.fit.error_of)."""


@dataclass(frozen=True)
class Row:
    """One candidate in the list, by a code; narrow, so that a hundred thousand are listed at once."""

    release_id: str
    code: str
    """Such as "7F3-K2": the same for everything that one person released under one consent."""
    version: int
    assessment: str
    purposes: tuple[str, ...]
    fields: tuple[str, ...]
    finished_ms: int | None
    """When the assessment was finished; None where that was not released."""
    released_ms: int
    received_ms: int
    until_ms: int
    is_contested: bool
    """Whether the person says something against a score: it stands in the detail."""
    quality: str | None = None
    """How the sitting was answered (model.profile.Verdict); None where that was not released."""
    scores: Mapping[str, Margin | None] = field(default_factory=dict)
    """By skill; None: released, and not scored."""
    name: str = ""
    """Only where names were asked for, and may be seen."""
    number: int = 0
    """Of its row here: to keep an order that was found in the columns."""


@dataclass(frozen=True)
class Query:
    """What is asked of the list."""

    text: str = ""
    """Each word of it begins a code or stands in the background; where names are shown, in a name as well."""
    skills_called: tuple[tuple[str, tuple[str, ...]], ...] = ()
    """Words of the text that call skills, each with these: who has a score of one fits that word as well."""
    assessment: str | None = None
    """The procedure."""
    purpose: str | None = "profile"
    """What has to be allowed beside a profile: who allowed none is no candidate. None: anything, a profile or not."""
    reaches: tuple[tuple[str, int], ...] = ()
    """Skills with a sten that their margin reaches: margins that overlap are ties, so its upper end counts."""
    likely: tuple[tuple[str, int], ...] = ()
    """Skills with a sten that the true one is at least, as likely as anything is said here (scoring.fit_columns)."""
    quality: str | None = None
    """How the sitting was answered (model.profile.Verdict)."""
    ends_within_days: int | None = None
    """Only those whose time is over by then."""
    is_read: bool | None = None
    """Whether somebody opened it here."""
    only: tuple[str, ...] = ()
    """Releases that were chosen one by one; none: all of them."""
    order: Order = "newest"
    with_names: bool = False
    """Names are a look at people: each one who is listed by name is told."""
    offset: int = 0
    limit: int = 200


@dataclass(frozen=True)
class Permit:
    """One grant of the receipt that came with a profile."""

    grant_id: str
    purpose: str
    fields: tuple[str, ...]
    until_ms: int


@dataclass(frozen=True)
class Detail:
    """One candidate, whole: what was granted and nothing else. Handing it out was logged before."""

    row: Row
    content: Mapping[str, Any]
    """As released-profile.schema.json, with the fields that were granted."""
    permits: tuple[Permit, ...]
    receipt_sha256: str
    device_name: str
    can_be_told: bool
    """Whether its person hears of reads; releases of before had no key to seal that to."""
    method: str = ""
    """How the receipt was given: "kiosk", "home", "operator", "post"."""
    language: str = ""
    """Of the notice that was read with it."""


@dataclass(frozen=True)
class Refused:
    """Something that came and was not believed: `registry.refused.<code>` says why."""

    seq: int
    release_id: str
    version: int
    code: str
    at_ms: int


@dataclass(frozen=True)
class Fetched:
    """What a fetch brought."""

    new: int = 0
    renewed: int = 0
    erased: int = 0
    known: int = 0
    """Here already, or gone already."""
    ended: int = 0
    """Whose time was over when they came."""
    refused: int = 0
    told: int = 0
    """Mail that was posted to candidates."""
    expired: int = 0
    """Destroyed, because their time is over and the clock is believed."""
    periods: int | None = 0
    """Of anonymous counts that were taken into the pool; None: they could not be had."""
    is_complete: bool = True
    """Else it was stopped, and the next fetch goes on from there."""
    server_rolled_back: bool = False
    """An older database was put back on the server: what is erased here stays erased."""
    keys_missing: int = 0
    """Keys of the organisation's card that another workstation has, and this one not."""


@dataclass(frozen=True)
class Standing:
    """What stands above the list."""

    organisation_id: str
    organisation_name: Mapping[str, str]
    fingerprint: str
    own_fingerprint: str
    """Of this workstation's key: another one compares it before it admits this one."""
    is_admitted: bool
    server: str | None
    profiles: int
    hidden: int
    """Over, and not destroyed yet."""
    refused: int
    mail_waiting: int
    fetched_ms: int | None
    factors: tuple[FactorKind, ...]


@dataclass(frozen=True)
class SealSecret:
    """A key that profiles are sealed to, with the half that opens them."""

    key_id: str
    public_key: bytes
    from_ms: int
    private_key: bytes = field(repr=False)
