"""One person's open safe: who they are, their attempts and answers, results, readings, grants and CV drafts."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, suppress
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from progrez_desktop.core.errors import DataFault, EnvironmentFault, UsageFault
from progrez_desktop.core.given import TimedEvent
from progrez_desktop.core.model.account import Account, ChainHead
from progrez_desktop.core.model.attempt import Attempt, Response, ResponseValue
from progrez_desktop.core.model.consent import Grant
from progrez_desktop.core.model.given import Given
from progrez_desktop.core.model.keys import SafeKeys
from progrez_desktop.core.model.person import PersonDetails
from progrez_desktop.core.model.profile import Profile
from progrez_desktop.core.sitting_time import is_over
from progrez_desktop.core.store import attempt_rows
from progrez_desktop.core.store.access_log_store import AccessLog
from progrez_desktop.core.store.answer_chain import AnswerChain, NewEvent
from progrez_desktop.core.store.chain import CHAIN_START
from progrez_desktop.core.store.contest_store import Contests
from progrez_desktop.core.store.database import Database, Row
from progrez_desktop.core.store.device_store import DeviceStore
from progrez_desktop.core.store.folder import DataFolder
from progrez_desktop.core.store.forms import canonical, value_from_text
from progrez_desktop.core.store.grant_store import Grants
from progrez_desktop.core.store.notice_store import Notices
from progrez_desktop.core.store.objection_store import Objections
from progrez_desktop.core.store.outbox import Outbox
from progrez_desktop.core.store.own_age_store import OwnAge
from progrez_desktop.core.store.receipt_store import Receipts
from progrez_desktop.core.store.result_record import given_as_json, given_from_json, profile_from_text, profile_to_text
from progrez_desktop.core.store.safe_releases import Releases
from progrez_desktop.core.store.safe_schema import SAFE
from progrez_desktop.core.store.sitting_events import SittingEvents
from progrez_desktop.core.store.training_store import TrainingTexts

if TYPE_CHECKING:
    from progrez_desktop.core.store.counted_store import Counted
    from progrez_desktop.core.store.ease_store import Ease
    from progrez_desktop.core.store.own_details_store import OwnDetails
    from progrez_desktop.core.store.own_rows import Rows


def create_safe(
    folder: DataFolder, account: Account, keys: SafeKeys, details: PersonDetails, inbox_private_key: bytes
) -> None:
    """Make the safe of a new account, closed. Enter the account afterwards (DeviceStore.create_account).

    Raises:
        DataFault: "text_not_storable".
        EnvironmentFault: "disk_full", "read_only"; no file is left behind then.
    """

    def first_rows(database: Database) -> None:
        with database.transaction():
            database.write(
                "INSERT INTO owner (id, account_id, created_ms, inbox_public_key, inbox_private_key) "
                "VALUES (1, ?, ?, ?, ?)",
                (account.id, account.created_ms, account.inbox_public_key, inbox_private_key),
            )
            _put_details(database, details, account.created_ms)
            Notices(database).put("recovery_code", account.created_ms)

    Database.create(folder.safe_file(account.safe_file), keys.database, SAFE, first_rows).close()


def open_safe(device: DeviceStore, account: Account, keys: SafeKeys) -> "SafeStore":
    """Open a person's safe, check every page and the whole chain of answers.

    Raises:
        DataFault: "safe_missing", "safe_damaged", "safe_rolled_back" (an older copy was put back), "newer_schema",
            "foreign_database".
    """
    path = device.folder.safe_file(account.safe_file)
    try:
        database = Database.open(path, keys.database, SAFE, device.folder.backups)
    except DataFault as fault:
        if fault.code == "wrong_key":  # the key was unwrapped for this very account, so it is the file that is wrong
            raise DataFault("safe_damaged", file=path.name) from fault
        raise
    safe = SafeStore(
        database,
        keys.chain,
        lambda head: device.keep_chain_head(account.id, head),
        lambda head: device.keep_log_head(account.id, head),
    )
    try:
        safe.prove_whole(account)
    except BaseException:
        safe.close()
        raise
    return safe


@dataclass(frozen=True)
class StoredReading:
    """What a model said of one revision of an open answer. `body` is the contract of the text engine."""

    item_id: str
    revision: int
    model_sha256: str
    body: Mapping[str, Any]


class SafeStore:
    """An open safe. Everything that it returns is the person's own; close it when the session locks."""

    def __init__(
        self,
        database: Database,
        chain_key: bytes,
        keep_head: Callable[[ChainHead], None],
        keep_log_head: Callable[[ChainHead], None],
    ) -> None:
        self._database = database
        self.log = AccessLog(database, chain_key)
        self.releases = Releases(database)
        self.objections = Objections(database)
        self.contests = Contests(database)
        self.training = TrainingTexts(database)
        self.own_age = OwnAge(database)
        self.notices = Notices(database)
        self.events = SittingEvents(database)
        self.receipts = Receipts(database)
        self._chain = AnswerChain(database, chain_key)
        self._tell_device, self._tell_device_of_log = keep_head, keep_log_head
        self._log_is_whole = self.is_closed = self._is_joined = False

    def close(self) -> None:
        self.is_closed = True
        self._database.close()

    def rows(self) -> "Rows":
        """Return everything that is in this safe, but for its keys."""
        from progrez_desktop.core.store.own_rows import of_safe

        return of_safe(self._database)

    def held(self) -> "Mapping[str, int]":
        """Return how much there is, by table, of what a person would want to know."""
        from progrez_desktop.core.store.own_rows import counts_of_safe

        return counts_of_safe(self._database)

    def transaction(self) -> AbstractContextManager[None]:
        """All writes of the block are kept, or none is."""
        return self._database.transaction()

    @contextmanager
    def transaction_with(self, device: DeviceStore) -> Iterator[Outbox]:
        """All writes of the block to this safe and to the outbox that it is handed are kept, or none is.

        Only that outbox may write to the device meanwhile; the ends of the chains are told after it.
        """
        self._is_joined = True
        try:
            with device.joined_to(self._database) as outbox:
                yield outbox
        finally:
            self._is_joined = False
        with suppress(EnvironmentFault):  # the next sign-in tells the device
            self.keep_chain_head()

    @cached_property
    def counted(self) -> "Counted":
        """In which periods this person was counted without their name."""
        from progrez_desktop.core.store.counted_store import Counted

        return Counted(self._database)

    @cached_property
    def own_details(self) -> "OwnDetails":
        """What may stand on the person's CV, and how they want it."""
        from progrez_desktop.core.store.own_details_store import OwnDetails

        return OwnDetails(self._database)

    def keep_chain_head(self) -> None:
        """Let the device know of the last answer, so that it can tell an older copy of this safe.

        After the answer, never before: the head that the device knows must be in the chain. It may lag, since the safe
        is proved whole up to its own end; answers that the device hasn't heard of are those that a copy could hide.
        """
        if self._is_joined:
            return
        self._tell_device(self._chain.end())
        if self._log_is_whole:  # else new lines would hide that earlier ones are missing
            self._tell_device_of_log(self.log.end())

    def prove_whole(self, account: Account) -> None:
        """Check that this is the account's safe, that it is whole, and that it isn't an older copy."""
        self._database.prove_consistent()
        owner = self._database.row("SELECT account_id FROM owner")
        if owner != (account.id,):
            raise DataFault("safe_damaged", file=self._database.path.name)
        self._chain.verify(account.chain_head)
        self._log_is_whole = self.log.checked(account.log_head).is_whole
        if self._chain.end() != (account.chain_head or CHAIN_START):
            self.keep_chain_head()  # killed after the safe was written and before the device was

    # Who it is

    def details(self) -> PersonDetails:
        return PersonDetails(*self._database.rows("SELECT first_name, last_name, email FROM person")[0])

    def save_details(self, details: PersonDetails, at_ms: int) -> None:
        _put_details(self._database, details, at_ms)

    # Attempts and answers

    def create_attempt(self, attempt: Attempt) -> None:
        attempt_rows.create(self._database, attempt)

    def attempts(self) -> list[Attempt]:
        """Return every attempt, the newest first."""
        return attempt_rows.all_of(self._database)

    def attempt(self, attempt_id: str) -> Attempt:
        """Return one attempt; asking for one that isn't there is a mistake of ours (LookupError)."""
        return attempt_rows.one_of(self._database, attempt_id)

    def keep_place(self, attempt_id: str, position: int, active_ms: int, used_ms: int = 0) -> None:
        """Remember where the person is, where no answer is saved (back, forward, a pause)."""
        attempt_rows.keep_place(self._database, attempt_id, position, active_ms, used_ms)

    def spend(self, attempt_id: str, used_ms: int) -> None:
        """Remember what is used of a sitting's time; it never becomes less."""
        attempt_rows.spend(self._database, attempt_id, used_ms)

    @cached_property
    def ease(self) -> "Ease":
        """What makes a sitting possible or lighter for this person."""
        from progrez_desktop.core.store.ease_store import Ease

        return Ease(self._database)

    def finish_attempt(self, attempt_id: str, at_ms: int) -> Attempt:
        """Close an attempt for good; finishing twice keeps the first time."""
        self._database.write(
            "UPDATE attempt SET state = 'finished', finished_ms = ? WHERE id = ? AND state = 'open'",
            (at_ms, attempt_id),
        )
        return self.attempt(attempt_id)

    def save_response(
        self,
        attempt_id: str,
        item_id: str,
        language: str,
        value: ResponseValue,
        *,
        position: int,
        active_ms: int,
        at_ms: int,
        used_ms: int = 0,
    ) -> Response:
        """Commit an answer with the place and the time spent; when this returns, it may be called saved.

        Saving the same answer again changes nothing, so that a save whose outcome is unknown can be repeated. The
        device hears of it by keep_chain_head, which a person need not wait for.

        Args:
            position: Index of the item that the person goes to or stays at.
            active_ms: Time in front of open items so far, of the whole attempt.
            used_ms: What is used of its time limit, where there is one.

        Raises:
            UsageFault: "attempt_finished"; "time_is_over", once that was kept.
            DataFault: "text_not_storable", "safe_damaged".
            EnvironmentFault: "disk_full", "read_only", "disk_failed"; earlier answers are as they were.
        """
        with self._database.transaction():
            attempt = self.attempt(attempt_id)
            if attempt.state != "open":
                raise UsageFault("attempt_finished")
            if is_over(attempt):
                raise UsageFault("time_is_over")
            self.keep_place(attempt_id, position, active_ms, used_ms)
            response = self._response(attempt_id, item_id)
            if response is None or (response.language, response.value) != (language, value):
                revision = response.revision + 1 if response else 1
                event = NewEvent(attempt_id, item_id, revision, language, value, at_ms, active_ms)
                self._chain.append(event)
                # A reading quotes the text that it read, and that text is gone now.
                self._database.write("DELETE FROM reading WHERE attempt_id = ? AND item_id = ?", (attempt_id, item_id))
                response = self._response(attempt_id, item_id)
        if response is None:
            raise LookupError("an answer that was just written is not there")
        return response

    def responses(self, attempt_id: str) -> dict[str, Response]:
        """Return the latest answer to each item, by item id."""
        found = self._database.rows(
            "SELECT item_id, revision, language, kind, value, at_ms FROM response_event WHERE attempt_id = ? "
            "ORDER BY seq",
            (attempt_id,),
        )
        return {row[0]: _response(row) for row in found if row[4] is not None}

    def closed_history(self, attempt_id: str) -> list[tuple[str, ResponseValue]]:
        """Return every answer ever given to a statement, and every skip, in the order in which they were given."""
        found = self._database.rows(
            "SELECT item_id, kind, value FROM response_event WHERE attempt_id = ? AND kind IN ('statement', 'skipped') "
            "ORDER BY seq",
            (attempt_id,),
        )
        return [(item, value_from_text(kind, value)) for item, kind, value in found]

    def timed_events(self, attempt_id: str) -> list[TimedEvent]:
        """Return when each answer and each skip was given, in their order; nothing of what was answered."""
        found = self._database.rows(
            "SELECT item_id, kind, active_ms FROM response_event WHERE attempt_id = ? ORDER BY seq", (attempt_id,)
        )
        return [TimedEvent(*row) for row in found]

    # What was made of the answers

    def save_result(self, profile: Profile, given: Given, at_ms: int) -> None:
        """Keep a profile as the result of its attempt, with what it was computed from; a newer one replaces it."""
        self._database.write(
            "INSERT INTO result (id, attempt_id, record, given, created_ms) VALUES (?, ?, ?, ?, ?) ON CONFLICT "
            "(attempt_id) DO UPDATE SET id = excluded.id, record = excluded.record, given = excluded.given, "
            "created_ms = excluded.created_ms",
            (profile.id, profile.attempt_id, profile_to_text(profile), canonical(given_as_json(given)), at_ms),
        )

    def result(self, attempt_id: str) -> Profile | None:
        found = self._database.row("SELECT record FROM result WHERE attempt_id = ?", (attempt_id,))
        return profile_from_text(found[0]) if found else None

    def given(self, attempt_id: str) -> Given | None:
        """Return what a result was computed from; None for one of an earlier release."""
        found = self._database.row("SELECT given FROM result WHERE attempt_id = ?", (attempt_id,))
        return given_from_json(json.loads(found[0])) if found and found[0] else None

    def save_reading(self, attempt_id: str, reading: StoredReading) -> None:
        """Keep what a model said of a text; private to the person, and replaced by a newer one."""
        self._database.write(
            "INSERT OR REPLACE INTO reading (attempt_id, item_id, revision, model_sha256, body) VALUES (?, ?, ?, ?, ?)",
            (attempt_id, reading.item_id, reading.revision, reading.model_sha256, canonical(reading.body)),
        )

    def readings(self, attempt_id: str) -> dict[str, StoredReading]:
        found = self._database.rows(
            "SELECT item_id, revision, model_sha256, body FROM reading WHERE attempt_id = ?", (attempt_id,)
        )
        return {row[0]: StoredReading(row[0], row[1], row[2], json.loads(row[3])) for row in found}

    # What is permitted

    def save_grant(self, grant: Grant) -> None:
        """Keep a grant; withdrawing it is saving it again with its `withdrawn_ms`."""
        Grants(self._database).save(grant)

    def grants(self) -> list[Grant]:
        """Return every grant ever given, withdrawn and ended ones too, the oldest first."""
        return Grants(self._database).all()

    def _response(self, attempt_id: str, item_id: str) -> Response | None:
        found = self._database.row(
            "SELECT item_id, revision, language, kind, value, at_ms FROM response_event "
            "WHERE attempt_id = ? AND item_id = ? ORDER BY revision DESC LIMIT 1",
            (attempt_id, item_id),
        )
        return _response(found) if found else None


def _put_details(database: Database, details: PersonDetails, at_ms: int) -> None:
    database.write(
        "INSERT INTO person (id, first_name, last_name, email, updated_ms) VALUES (1, ?, ?, ?, ?) "
        "ON CONFLICT (id) DO UPDATE SET first_name = excluded.first_name, last_name = excluded.last_name, "
        "email = excluded.email, updated_ms = excluded.updated_ms",
        (details.first_name, details.last_name, details.email, at_ms),
    )


def _response(row: Row) -> Response:
    item_id, revision, language, kind, value, at_ms = row
    return Response(item_id, revision, language, value_from_text(kind, value), at_ms)
