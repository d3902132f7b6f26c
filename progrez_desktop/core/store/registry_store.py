"""The database of a registry: whose it is, its keys, what it knows of time; the rest by room.

.profiles   what was released here, and what was erased          store.registry_rows
.filters    filters of the list that were named                  store.recruiting.saved_filters
.exports    which files left, and who is in them                 store.recruiting.exports
.roles      what a role asks for                                 store.recruiting.roles
.shortlists who was chosen                                       store.recruiting.shortlists
.reports    which file was made of whom                          store.recruiting.reports
.notes      lines of interviews                                  store.recruiting.notes
.combined   work samples, and sums that a person put aside       store.recruiting.combined
.decisions  what was decided, and the letters                    store.recruiting.decisions
.teams      whom a team may be composed of, and kept teams       store.recruiting.teams
.counted    what was done, counted of nobody                     store.recruiting.counted
.evidence   what an auditor may ask for                          store.recruiting.evidence
.post       devices, mail, what came on a stick                  store.registry_post
.audit      who did what                                         store.audit_trail
.seen       the latest time, and how far the clock is believed   store.seen_time
"""

import json
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from progrez_desktop.core.json_document import canonical
from progrez_desktop.core.model.registry import SealSecret
from progrez_desktop.core.store.audit_trail import AuditTrail
from progrez_desktop.core.store.database import Database
from progrez_desktop.core.store.folder import DataFolder
from progrez_desktop.core.store.registry_schema import REGISTRY
from progrez_desktop.core.store.seen_time import SeenTime

if TYPE_CHECKING:
    from progrez_desktop.core.store.recruiting.combined import Combinations
    from progrez_desktop.core.store.recruiting.counted import Counted
    from progrez_desktop.core.store.recruiting.decisions import DecisionStore
    from progrez_desktop.core.store.recruiting.evidence import Evidence
    from progrez_desktop.core.store.recruiting.exports import Exports
    from progrez_desktop.core.store.recruiting.notes import Notes
    from progrez_desktop.core.store.recruiting.reports import ReportStore
    from progrez_desktop.core.store.recruiting.roles import RoleStore
    from progrez_desktop.core.store.recruiting.saved_filters import SavedFilters
    from progrez_desktop.core.store.recruiting.shortlists import ShortlistStore
    from progrez_desktop.core.store.recruiting.teams import TeamRows
    from progrez_desktop.core.store.registry_post import RegistryPost
    from progrez_desktop.core.store.registry_rows import RegistryRows
    from progrez_desktop.core.store.staff_tokens import StaffTokenStore


@dataclass(frozen=True)
class NewRegistry:
    """What a registry is made with."""

    organisation_id: str
    card: Mapping[str, Any]
    device_id: str
    certificate: Mapping[str, Any] | None
    """None where another workstation still has to admit this one."""
    recovery_public: bytes
    """To this the organisation's keys are sealed again whenever they change."""
    seal_keys: tuple[SealSecret, ...]
    device_key: bytes = field(repr=False)
    organisation_key: bytes = field(repr=False)
    enrolment: Mapping[str, Any] | None = None
    """A request that has to reach the server; None where there is none."""


@dataclass(frozen=True)
class Identity:
    """Whose registry this is, and what this workstation is to its organisation."""

    organisation_id: str
    device_id: str
    card: Mapping[str, Any]
    certificate: Mapping[str, Any] | None
    enrolment: Mapping[str, Any] | None
    recovery_public: bytes
    device_key: bytes = field(repr=False)
    organisation_key: bytes = field(repr=False)


@dataclass(frozen=True)
class Heard:
    """How far the server was heard."""

    store_id: str | None
    change_seq: int
    fetched_ms: int | None


_CACHE_KIB = 128 << 10
"""A hundred thousand rows of the list have room in it."""


class RegistryStore:
    """An open registry. One per process; the folder's instance lock keeps others out."""

    def __init__(self, folder: DataFolder, database: Database, audit_key: bytes) -> None:
        self.folder = folder
        self.database = database
        self.audit = AuditTrail(database, audit_key)
        self.seen = SeenTime(database, "registry")
        # What a filter looked at stays in memory, or each one decrypts the whole list anew: five times the wait.
        database.rows(f"PRAGMA cache_size=-{_CACHE_KIB}")

    @classmethod
    def create(cls, folder: DataFolder, key: bytes, audit_key: bytes, new: NewRegistry, at_ms: int) -> "RegistryStore":
        """Make the database of a new registry; one that is there already is never overwritten (FileExistsError)."""
        return cls(folder, Database.create(folder.registry_file, key, REGISTRY, _first_rows(new, at_ms)), audit_key)

    @classmethod
    def open(cls, folder: DataFolder, key: bytes, audit_key: bytes) -> "RegistryStore":
        """Open the database; for the faults see Database.open."""
        return cls(folder, Database.open(folder.registry_file, key, REGISTRY, folder.backups), audit_key)

    def close(self) -> None:
        self.database.close()

    def transaction(self) -> AbstractContextManager[None]:
        return self.database.transaction()

    @cached_property
    def profiles(self) -> "RegistryRows":
        from progrez_desktop.core.store.registry_rows import RegistryRows

        return RegistryRows(self.database)

    @cached_property
    def reports(self) -> "ReportStore":
        from progrez_desktop.core.store.recruiting.reports import ReportStore

        return ReportStore(self.database)

    @cached_property
    def counted(self) -> "Counted":
        """What is counted here of nobody."""
        from progrez_desktop.core.store.recruiting.counted import Counted

        return Counted(self.database)

    @cached_property
    def evidence(self) -> "Evidence":
        """What an auditor may ask for."""
        from progrez_desktop.core.store.recruiting.evidence import Evidence

        return Evidence(self.database)

    @cached_property
    def teams(self) -> "TeamRows":
        from progrez_desktop.core.store.recruiting.teams import TeamRows

        return TeamRows(self.database)

    @cached_property
    def filters(self) -> "SavedFilters":
        from progrez_desktop.core.store.recruiting.saved_filters import SavedFilters

        return SavedFilters(self.database)

    @cached_property
    def exports(self) -> "Exports":
        from progrez_desktop.core.store.recruiting.exports import Exports

        return Exports(self.database)

    @cached_property
    def staff_tokens(self) -> "StaffTokenStore":
        """Who of staff is signed in at the organisation."""
        from progrez_desktop.core.store.staff_tokens import StaffTokenStore

        return StaffTokenStore(self.database)

    @cached_property
    def post(self) -> "RegistryPost":
        from progrez_desktop.core.store.registry_post import RegistryPost

        return RegistryPost(self.database)

    @cached_property
    def roles(self) -> "RoleStore":
        from progrez_desktop.core.store.recruiting.roles import RoleStore

        return RoleStore(self.database)

    @cached_property
    def notes(self) -> "Notes":
        from progrez_desktop.core.store.recruiting.notes import Notes

        return Notes(self.database)

    @cached_property
    def combined(self) -> "Combinations":
        from progrez_desktop.core.store.recruiting.combined import Combinations

        return Combinations(self.database)

    @cached_property
    def shortlists(self) -> "ShortlistStore":
        from progrez_desktop.core.store.recruiting.shortlists import ShortlistStore

        return ShortlistStore(self.database)

    @cached_property
    def decisions(self) -> "DecisionStore":
        from progrez_desktop.core.store.recruiting.decisions import DecisionStore

        return DecisionStore(self.database)

    # Whose it is

    def identity(self) -> Identity:
        organisation_id, device_id, card, certificate, enrolment, *keys = self.database.rows(
            "SELECT organisation_id, device_id, card, certificate, enrolment, recovery_public, "
            "device_key, organisation_key FROM registry"
        )[0]
        return Identity(organisation_id, device_id, json.loads(card), _read(certificate), _read(enrolment), *keys)

    def put_card(self, card: Mapping[str, Any]) -> None:
        """Keep a newer card."""
        self.database.write("UPDATE registry SET card = ?", (canonical(card),))

    def put_certificate(self, certificate: Mapping[str, Any]) -> None:
        self.database.write("UPDATE registry SET certificate = ?", (canonical(certificate),))

    def is_enrolled(self) -> None:
        """Forget the request that was to reach the server: it did, and the code in it is used up."""
        self.database.write("UPDATE registry SET enrolment = NULL")

    def seal_keys(self) -> tuple[SealSecret, ...]:
        """Return every key that opens something, the newest first."""
        found = self.database.rows(
            "SELECT key_id, public_key, from_ms, private_key FROM seal_key ORDER BY from_ms DESC, rowid DESC"
        )
        return tuple(SealSecret(*row) for row in found)

    def add_seal_key(self, pair: SealSecret) -> None:
        self.database.write(*_seal_key_row(pair))

    def authorities(self) -> str | None:
        """Return the hash of the certificates that are trusted beside the system's."""
        found: str | None = self.database.rows("SELECT authorities FROM registry")[0][0]
        return found

    def choose_authorities(self, sha256: str | None) -> None:
        self.database.write("UPDATE registry SET authorities = ?", (sha256,))

    def reader(self) -> tuple[str, str | None] | None:
        """Return who sits here, and the day of their training (ISO 8601); None where nobody said so."""
        name, trained_on = self.database.rows("SELECT reader, reader_trained_on FROM registry")[0]
        return None if name is None else (name, trained_on)

    def put_reader(self, name: str, trained_on: str | None) -> None:
        self.database.write("UPDATE registry SET reader = ?, reader_trained_on = ?", (name, trained_on))

    def hidden_columns(self) -> tuple[str, ...]:
        """Return the columns of the list that nobody here wants to see."""
        return tuple(self.database.rows("SELECT hidden_columns FROM registry")[0][0].split())

    def hide_columns(self, names: Iterable[str]) -> None:
        self.database.write("UPDATE registry SET hidden_columns = ?", (" ".join(names),))

    # A gate beside the passphrase

    def totp_secret(self) -> bytes | None:
        found: bytes | None = self.database.rows("SELECT totp_secret FROM registry")[0][0]
        return found

    def put_totp_secret(self, secret: bytes | None) -> None:
        self.database.write("UPDATE registry SET totp_secret = ?, totp_step = 0", (secret,))

    def totp_step(self) -> int:
        """Return the step of the last code that was taken: none before it is taken again."""
        return int(self.database.rows("SELECT totp_step FROM registry")[0][0])

    def totp_was_used(self, step: int) -> None:
        self.database.write("UPDATE registry SET totp_step = ?", (step,))

    # How far the server was heard

    def heard(self) -> Heard:
        return Heard(*self.database.rows("SELECT store_id, change_seq, fetched_ms FROM registry")[0])

    def hear(self, store_id: str, change_seq: int, at_ms: int) -> None:
        """Remember how far was heard; the caller holds the transaction of what was heard."""
        self.database.write(
            "UPDATE registry SET store_id = ?, change_seq = ?, fetched_ms = ?", (store_id, change_seq, at_ms)
        )


def _first_rows(new: NewRegistry, at_ms: int) -> Callable[[Database], None]:
    def fill(database: Database) -> None:
        database.write(
            "INSERT INTO registry (id, organisation_id, device_id, device_key, certificate, organisation_key, "
            "recovery_public, card, enrolment, created_ms, time_high_water_ms) "
            "VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(new.organisation_id, new.device_id, new.device_key, _text(new.certificate), new.organisation_key),
                *(new.recovery_public, canonical(new.card), _text(new.enrolment), at_ms, at_ms),
            ),
        )
        for pair in new.seal_keys:
            database.write(*_seal_key_row(pair))

    return fill


def _seal_key_row(pair: SealSecret) -> tuple[str, tuple[str, bytes, bytes, int]]:
    return (
        "INSERT INTO seal_key (key_id, public_key, private_key, from_ms) VALUES (?, ?, ?, ?)",
        (pair.key_id, pair.public_key, pair.private_key, pair.from_ms),
    )


def _text(document: Mapping[str, Any] | None) -> str | None:
    return None if document is None else canonical(document)


def _read(text: str | None) -> Mapping[str, Any] | None:
    found: Mapping[str, Any] | None = None if text is None else json.loads(text)
    return found
