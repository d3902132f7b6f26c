"""What one server is started with: limits and how it is reached. Frozen; nothing here is secret."""

from dataclasses import dataclass

DAY_MS = 86_400_000


@dataclass(frozen=True)
class Limit:
    """How often something may be asked: a bucket of tokens, one for each question."""

    burst: int
    """At once, after some time without any."""
    ms_each: int
    """After which there is one more."""


@dataclass(frozen=True)
class Settings:
    max_items: int = 200
    max_bytes: int = 1 << 20
    """Of a body, as it is sent and unpacked."""
    max_envelope_bytes: int = 1 << 19
    max_pack_bytes: int = 64 << 20
    body_seconds: float = 30.0
    """How long a body may take to arrive."""
    pack_seconds: float = 600.0
    """And a pack."""
    changes_bytes: int = 8 << 20
    """Of envelopes in one reply, beyond which the rest waits for the next question."""
    backup_days: int = 30
    """For how long copies of the database may be kept; receipts of erasures say it."""
    batch_days: int = 30
    """For how long the reply to a batch is kept. After it, the same batch gets the same outcomes anew."""
    sweep_seconds: float = 60.0
    https_only: bool = False
    """Whether a request that did not come over https is refused. Off on loopback alone."""
    device_limit: Limit = Limit(600, 50)
    """Of each device."""
    enrolment_limit: Limit = Limit(20, 6_000)
    """Of everybody who tries codes at one organisation."""
    mail_days: int = 180
    """For how long mail waits for the device that it is for, and is taken in about a release that went."""
    page_bytes: int = 4 << 20
    """Of mail or notices in one reply, beyond which the rest waits for the next question."""
