"""The database of a rating office. What the computer read is handed out for an answer only after a person rated it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.model.rating import AnswerForRating, Office, Rater
from progrez_desktop.core.store.database import Database, Row
from progrez_desktop.core.store.folder import DataFolder
from progrez_desktop.core.store.rating_schema import RATING

_RATING = "id, version, release_id, place, rater_id, rubric_sha256, rated_ms"


@dataclass(frozen=True)
class NewOffice:
    """What an office is made with: whom it rates for, and the key pairs of its two inboxes."""

    office: Office
    texts_private: bytes = field(repr=False)
    levels_private: bytes = field(repr=False)


@dataclass(frozen=True)
class StoredRequest:
    """One request as it came, without its answers. `header` is canonical, as it was bound to the sealed parts."""

    release_id: str
    header: str
    assessment_id: str
    pack_sha256: str
    made_ms: int
    until_ms: int
    erase_hash: str
    reply_key: bytes
    reply_secret: bytes = field(repr=False)


@dataclass(frozen=True)
class Task:
    """One answer that somebody has to rate."""

    release_id: str
    place: int
    answer: AnswerForRating


@dataclass(frozen=True)
class SkillLevel:
    level: int
    reason: str = ""


@dataclass(frozen=True)
class StoredRating:
    """One version of one rating. Version 1 was given before the computer's levels could be opened."""

    id: str
    version: int
    release_id: str
    place: int
    rater_id: str
    rubric_sha256: str
    rated_ms: int
    skills: Mapping[str, SkillLevel] = field(default_factory=dict)


@dataclass(frozen=True)
class SealedLevels:
    """The computer's levels for one answer, and the key that opens them."""

    sealed: bytes
    header: str
    place: int
    private_key: bytes = field(repr=False)


class RatingStore:
    """An open rating database. One per process; the folder's instance lock keeps others out."""

    def __init__(self, folder: DataFolder, database: Database) -> None:
        self.folder = folder
        self._database = database

    @classmethod
    def create(cls, folder: DataFolder, key: bytes, new: NewOffice, at_ms: int) -> "RatingStore":
        """Make the database of a new office; one that is there already is never overwritten (FileExistsError)."""

        def first_row(database: Database) -> None:
            office = new.office
            database.write(
                "INSERT INTO office (id, organisation_id, name, texts_public, texts_private, levels_public, "
                "levels_private, created_ms, time_high_water_ms) VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    *(office.organisation_id, office.name, office.texts_key, new.texts_private),
                    *(office.levels_key, new.levels_private, at_ms, at_ms),
                ),
            )

        return cls(folder, Database.create(folder.rating_file, key, RATING, first_row))

    @classmethod
    def open(cls, folder: DataFolder, key: bytes) -> "RatingStore":
        """Open the database; for the faults see Database.open."""
        return cls(folder, Database.open(folder.rating_file, key, RATING, folder.backups))

    def close(self) -> None:
        self._database.close()

    # The office

    def office(self) -> Office:
        found = self._database.rows("SELECT organisation_id, name, texts_public, levels_public FROM office")
        return Office(*found[0])

    def texts_private_key(self) -> bytes:
        return bytes(self._database.rows("SELECT texts_private FROM office")[0][0])

    def now_ms(self, clock_ms: int) -> int:
        """Return the time, never before the latest that this office saw: a clock set back revives nothing."""
        self._database.write(
            "UPDATE office SET time_high_water_ms = ? WHERE time_high_water_ms < ?", (clock_ms, clock_ms)
        )
        return int(self._database.rows("SELECT time_high_water_ms FROM office")[0][0])

    def raters(self) -> list[Rater]:
        return [Rater(*row) for row in self._database.rows("SELECT id, name, role FROM rater ORDER BY name")]

    def add_rater(self, rater: Rater) -> None:
        """Enter a rater.

        Raises:
            UsageFault: "rater_known": somebody has this name already.
        """
        with self._database.transaction():
            if self._database.row("SELECT 1 FROM rater WHERE name = ?", (rater.name,)):
                raise UsageFault("rater_known")
            self._database.write("INSERT INTO rater VALUES (?, ?, ?)", (rater.id, rater.name, rater.role))

    # Requests

    def request(self, release_id: str) -> StoredRequest | None:
        found = self._database.row(
            "SELECT release_id, header, assessment_id, pack_sha256, made_ms, until_ms, erase_hash, reply_key, "
            "reply_secret FROM request WHERE release_id = ?",
            (release_id,),
        )
        return StoredRequest(*found) if found else None

    def add_request(
        self, request: StoredRequest, answers: Sequence[AnswerForRating], levels: Sequence[bytes], at_ms: int
    ) -> None:
        """Enter a request with its answers and, still sealed, what the computer read out of each."""
        with self._database.transaction():
            self._database.write(
                "INSERT INTO request VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    *(request.release_id, request.header, request.assessment_id, request.pack_sha256),
                    *(request.made_ms, request.until_ms, request.erase_hash),
                    *(request.reply_key, request.reply_secret, at_ms),
                ),
            )
            for place, (answer, sealed) in enumerate(zip(answers, levels, strict=True)):
                self._database.write(
                    "INSERT INTO answer VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    (
                        *(request.release_id, place, answer.item_id, answer.revision, answer.language),
                        *(answer.prompt, answer.guidance, answer.text, sealed),
                    ),
                )

    def withdraw(self, release_id: str, secret_hash: str, at_ms: int) -> bool:
        """Note for ever that a request was taken back, and erase it if it is here and the secret is its own."""
        with self._database.transaction():
            self._database.write("INSERT OR IGNORE INTO withdrawn VALUES (?, ?, ?)", (release_id, secret_hash, at_ms))
            gone = self._database.write(
                "DELETE FROM request WHERE release_id = ? AND erase_hash = ?", (release_id, secret_hash)
            )
        return bool(gone)

    def is_withdrawn(self, release_id: str, erase_hash: str) -> bool:
        return bool(
            self._database.row(
                "SELECT 1 FROM withdrawn WHERE release_id = ? AND secret_hash = ?", (release_id, erase_hash)
            )
        )

    def erase_ended(self, now_ms: int) -> int:
        """Erase the requests whose time is over, with everything that was found in them; return how many."""
        return self._database.write("DELETE FROM request WHERE until_ms <= ?", (now_ms,))

    # Rating

    def tasks(self, rater_id: str) -> list[Task]:
        """Return the answers that this rater has not rated, in the order in which they came."""
        found = self._database.rows(
            "SELECT a.release_id, a.place, a.item_id, a.revision, a.language, a.prompt, a.guidance, a.text "
            "FROM answer a JOIN request q ON q.release_id = a.release_id WHERE NOT EXISTS (SELECT 1 FROM rating r "
            "WHERE r.release_id = a.release_id AND r.place = a.place AND r.rater_id = ?) "
            "ORDER BY q.received_ms, a.release_id, a.place",
            (rater_id,),
        )
        return [Task(row[0], row[1], AnswerForRating(*row[2:])) for row in found]

    def answers(self, release_id: str) -> list[AnswerForRating]:
        found = self._database.rows(
            "SELECT item_id, revision, language, prompt, guidance, text FROM answer WHERE release_id = ? "
            "ORDER BY place",
            (release_id,),
        )
        return [AnswerForRating(*row) for row in found]

    def save_rating(self, rating: StoredRating) -> None:
        """Keep one version of a rating for good."""
        with self._database.transaction():
            self._database.write(
                "INSERT INTO rating VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    *(rating.id, rating.version, rating.release_id, rating.place),
                    *(rating.rater_id, rating.rubric_sha256, rating.rated_ms),
                ),
            )
            for skill, given in rating.skills.items():
                self._database.write(
                    "INSERT INTO rating_skill VALUES (?, ?, ?, ?, ?)",
                    (rating.id, rating.version, skill, given.level, given.reason),
                )

    def versions(self, rating_id: str) -> list[StoredRating]:
        """Return every version of a rating, the first one first."""
        found = self._database.rows(f"SELECT {_RATING} FROM rating WHERE id = ? ORDER BY version", (rating_id,))  # noqa: S608
        return [self._rating(row) for row in found]

    def first_ratings(self) -> list[StoredRating]:
        """Return what every rater gave before seeing the computer's levels."""
        found = self._database.rows(f"SELECT {_RATING} FROM rating WHERE version = 1 ORDER BY rated_ms, id")  # noqa: S608
        return [self._rating(row) for row in found]

    def unexported(self) -> list[StoredRating]:
        """Return the newest version of each rating, as far as it was not exported yet."""
        found = self._database.rows(
            f"SELECT {_RATING} FROM rating r WHERE version = (SELECT max(version) FROM rating WHERE id = r.id) "  # noqa: S608
            "AND NOT EXISTS (SELECT 1 FROM exported e WHERE e.rating_id = r.id AND e.version = r.version) "
            "ORDER BY rated_ms, id"
        )
        return [self._rating(row) for row in found]

    def mark_exported(self, ratings: Sequence[StoredRating], at_ms: int) -> None:
        with self._database.transaction():
            for rating in ratings:
                self._database.write(
                    "INSERT OR IGNORE INTO exported VALUES (?, ?, ?)", (rating.id, rating.version, at_ms)
                )

    def sealed_levels(self, rating_id: str) -> SealedLevels:
        """Return what the computer read out of the answer that a saved rating is about, with its key.

        The one statement that reads this key begins at the saved rating: without one there is nothing to return
        (LookupError).
        """
        found = self._database.row(
            "SELECT a.levels_sealed, q.header, a.place, o.levels_private FROM rating r "
            "JOIN answer a ON a.release_id = r.release_id AND a.place = r.place "
            "JOIN request q ON q.release_id = r.release_id JOIN office o WHERE r.id = ? AND r.version = 1",
            (rating_id,),
        )
        if found is None:
            raise LookupError("no such rating is saved")
        return SealedLevels(*found)

    def _rating(self, row: Row) -> StoredRating:
        skills = self._database.rows(
            "SELECT skill, level, reason FROM rating_skill WHERE rating_id = ? AND version = ? ORDER BY rowid", row[:2]
        )
        return StoredRating(*(*row, {skill: SkillLevel(level, reason) for skill, level, reason in skills}))
