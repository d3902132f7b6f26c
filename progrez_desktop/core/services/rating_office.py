"""A rating office: set it up, take envelopes in, rate blind, see the computer's levels after that, send results."""

import hashlib
import json
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from typing import Literal

from progrez_desktop.core.errors import DataFault, UsageFault
from progrez_desktop.core.json_document import read_json_document
from progrez_desktop.core.keys.inbox import new_key_pair
from progrez_desktop.core.model.assessment import Assessment
from progrez_desktop.core.model.rating import ComputerLevels, HumanRating, Office, RatedSkill, Rater, RaterRole
from progrez_desktop.core.packs.shipped import shipped
from progrez_desktop.core.ports import Clock, Entropy
from progrez_desktop.core.rating import is_whole, needs_reason
from progrez_desktop.core.services import rating_letters as letters
from progrez_desktop.core.services.opening import Parts, Unlock, open_machine
from progrez_desktop.core.services.rating_letters import Request
from progrez_desktop.core.services.rating_rubric import RaterRubric, rater_rubric
from progrez_desktop.core.store.forms import canonical
from progrez_desktop.core.store.instance_lock import instance_lock
from progrez_desktop.core.store.rating_store import (
    NewOffice,
    RatingStore,
    SkillLevel,
    StoredRating,
    StoredRequest,
    Task,
)

MOST_IN_A_FILE = 100
"""Ratings: with 600 signs of reason for each of twelve skills, more would not be read again (json_document)."""

Taken = Literal["new", "known", "withdrawn", "ended", "erased", "noted"]
"""What became of a letter: `rating.taken.<word>` says it."""


@dataclass(frozen=True)
class OfficeDeps:
    """What the use cases of a rating office are handed."""

    clock: Clock
    entropy: Entropy
    store: RatingStore
    assessment: Assessment
    rubric: RaterRubric

    @property
    def skills(self) -> tuple[str, ...]:
        return tuple(skill.id for skill in self.assessment.skills)

    def now_ms(self) -> int:
        return self.store.now_ms(self.clock.now_ms())

    def new_id(self) -> str:
        return self.entropy.bytes(16).hex()


@dataclass(frozen=True)
class OpenedOffice:
    deps: OfficeDeps
    machine_recovery_code: str | None
    """Only after the office was set up: to be shown once and kept nowhere."""
    held: ExitStack

    def close(self) -> None:
        self.held.close()


@dataclass(frozen=True)
class SkillComparison:
    """One skill, side by side: `first` before the computer's level was seen, `level` as it stands now."""

    skill: str
    first: int
    level: int
    computer: int | None
    reason: str


@dataclass(frozen=True)
class Comparison:
    """A saved rating beside what the computer read. It can be had of a saved rating only."""

    rating_id: str
    version: int
    skills: tuple[SkillComparison, ...]


# The office itself


def set_up(parts: Parts, unlock: Unlock | None, organisation_id: str, name: str) -> OpenedOffice:
    """Make a rating office in an empty folder, with its keys, and open it.

    Raises:
        UsageFault: "rating_office_exists", "rating_office_no_name".
        LockedFault, EnvironmentFault: As `opening.open_storage`.
    """
    if parts.folder.rating_file.exists():
        raise UsageFault("rating_office_exists")
    if not name.strip() or not organisation_id.strip():
        raise UsageFault("rating_office_no_name")
    return _open(parts, unlock, lambda: _new_office(parts.entropy, organisation_id.strip(), name.strip()))


def open_office(parts: Parts, unlock: Unlock | None = None) -> OpenedOffice:
    """Open a rating office, and erase the requests whose time is over.

    Raises:
        UsageFault: "rating_office_missing": it was never set up in this folder.
        LockedFault, DataFault, EnvironmentFault: As `opening.open_storage`.
    """
    if not parts.folder.rating_file.exists():
        raise UsageFault("rating_office_missing")
    return _open(parts, unlock, None)


def _open(parts: Parts, unlock: Unlock | None, new: Callable[[], NewOffice] | None) -> OpenedOffice:
    parts.folder.prepare()
    with ExitStack() as held:
        held.enter_context(instance_lock(parts.folder.lock_file))
        assessment = shipped().assessment()
        machine, code = open_machine(parts, unlock)
        key = machine.derived("rating-database")
        if new is None:
            store = RatingStore.open(parts.folder, key)
        else:
            store = RatingStore.create(parts.folder, key, new(), parts.clock.now_ms())
        held.callback(store.close)
        deps = OfficeDeps(parts.clock, parts.entropy, store, assessment, rater_rubric(assessment))
        store.erase_ended(deps.now_ms())
        return OpenedOffice(deps, code, held.pop_all())


def _new_office(entropy: Entropy, organisation_id: str, name: str) -> NewOffice:
    texts, levels = new_key_pair(entropy), new_key_pair(entropy)
    return NewOffice(Office(organisation_id, name, texts.public, levels.public), texts.private, levels.private)


def card(deps: OfficeDeps) -> bytes:
    """Return the card that kiosks pin."""
    return letters.office_card(deps.store.office())


def add_rater(deps: OfficeDeps, name: str, role: RaterRole) -> Rater:
    """Enter somebody who rates.

    Raises:
        UsageFault: "rater_known", "rater_no_name".
    """
    if not name.strip():
        raise UsageFault("rater_no_name")
    rater = Rater(deps.new_id(), name.strip(), role)
    deps.store.add_rater(rater)
    return rater


# Letters


def take_letter(deps: OfficeDeps, data: bytes) -> Taken:
    """Take in an envelope or a withdrawal; the same one again changes nothing and is told.

    Raises:
        DataFault: What is wrong with the file; "rating_other_office"; "rating_envelope_damaged".
    """
    if _contract(data) == f"progrez.{letters.WITHDRAWAL}/1":
        erase = read_json_document(data, letters.WITHDRAWAL)
        secret_hash = hashlib.sha256(bytes.fromhex(erase["erase_secret"])).hexdigest()
        return "erased" if deps.store.withdraw(erase["release_id"], secret_hash, deps.now_ms()) else "noted"
    envelope = letters.read_envelope(data)
    if envelope.header["office_id"] != deps.store.office().id:
        raise DataFault("rating_other_office")
    if deps.store.is_withdrawn(envelope.release_id, envelope.erase_hash):
        return "withdrawn"
    request = letters.open_texts(envelope, deps.store.texts_private_key())
    if request.until_ms <= deps.now_ms():
        return "ended"
    if deps.store.request(envelope.release_id) is not None:
        return "known"
    stored = StoredRequest(
        release_id=request.release_id,
        header=canonical(envelope.header),
        assessment_id=request.assessment_id,
        pack_sha256=request.pack_sha256,
        made_ms=request.made_ms,
        until_ms=request.until_ms,
        erase_hash=envelope.erase_hash,
        reply_key=request.reply_key,
        reply_secret=request.reply_secret,
    )
    deps.store.add_request(stored, request.answers, envelope.levels, deps.now_ms())
    return "new"


def export(deps: OfficeDeps, save: Callable[[bytes], None]) -> int:
    """Hand ratings that are new or were looked at again to `save`, sealed; return how many. None is no file at all.

    One file holds at most MOST_IN_A_FILE; until 0 is returned there are more.
    """
    ratings = deps.store.unexported()[:MOST_IN_A_FILE]
    if not ratings:
        return 0
    office = deps.store.office()
    entries = [letters.seal_rating(office, _request(deps, rating), _human_rating(deps, rating)) for rating in ratings]
    save(letters.result_file(entries))
    deps.store.mark_exported(ratings, deps.now_ms())
    return len(ratings)


def _contract(data: bytes) -> object:
    """Return what a file says it is. The strict readers look at it after that."""
    try:
        document = json.loads(data)
    except (ValueError, RecursionError):
        return None
    return document.get("contract") if isinstance(document, dict) else None


# Rating


def tasks(deps: OfficeDeps, rater: Rater) -> list[Task]:
    """Return what this rater still has to rate; requests whose time is over are erased first."""
    deps.store.erase_ended(deps.now_ms())
    return deps.store.tasks(rater.id)


def rate(deps: OfficeDeps, rater: Rater, task: Task, levels: Mapping[str, int]) -> Comparison:
    """Keep a rating for good, and only then show what the computer read.

    Raises:
        UsageFault: "rating_not_whole": not every skill of the assessment has a level from 0 to 5.
    """
    if not is_whole(levels, deps.skills):
        raise UsageFault("rating_not_whole")
    rating = StoredRating(
        id=deps.new_id(),
        version=1,
        release_id=task.release_id,
        place=task.place,
        rater_id=rater.id,
        rubric_sha256=deps.rubric.sha256,
        rated_ms=deps.now_ms(),
        skills={skill: SkillLevel(levels[skill]) for skill in deps.skills},
    )
    deps.store.save_rating(rating)
    return compare(deps, rating.id)


def compare(deps: OfficeDeps, rating_id: str) -> Comparison:
    """Return a saved rating beside what the computer read. Asking for one that isn't saved is a LookupError."""
    computer = computer_levels(deps, rating_id).levels
    versions = deps.store.versions(rating_id)
    first, last = versions[0].skills, versions[-1].skills
    skills = tuple(
        SkillComparison(skill, given.level, last[skill].level, computer.get(skill), last[skill].reason)
        for skill, given in first.items()
    )
    return Comparison(rating_id, versions[-1].version, skills)


def look_again(deps: OfficeDeps, rating_id: str, levels: Mapping[str, SkillLevel]) -> Comparison:
    """Keep what a rater made of a rating after seeing both: a new version, beside the ones before.

    Raises:
        UsageFault: "rating_not_whole"; "rating_reason_missing" (core.rating.needs_reason).
    """
    before = compare(deps, rating_id)
    if not is_whole({skill: given.level for skill, given in levels.items()}, deps.skills):
        raise UsageFault("rating_not_whole")
    for held in before.skills:
        given = levels[held.skill]
        if needs_reason(held.first, given.level, held.computer) and not given.reason.strip():
            raise UsageFault("rating_reason_missing")
    if all(
        (held.level, held.reason) == (levels[held.skill].level, levels[held.skill].reason) for held in before.skills
    ):
        return before
    last = deps.store.versions(rating_id)[-1]
    deps.store.save_rating(
        StoredRating(
            id=rating_id,
            version=last.version + 1,
            release_id=last.release_id,
            place=last.place,
            rater_id=last.rater_id,
            rubric_sha256=deps.rubric.sha256,
            rated_ms=deps.now_ms(),
            skills={skill: levels[skill] for skill in deps.skills},
        )
    )
    return compare(deps, rating_id)


def computer_levels(deps: OfficeDeps, rating_id: str) -> ComputerLevels:
    """Return what the computer read out of the answer that a saved rating is about; else a LookupError."""
    found = deps.store.sealed_levels(rating_id)
    return letters.open_levels(found.sealed, json.loads(found.header), found.place, found.private_key)


def _human_rating(deps: OfficeDeps, rating: StoredRating) -> HumanRating:
    answer = deps.store.answers(rating.release_id)[rating.place]
    role = next(rater.role for rater in deps.store.raters() if rater.id == rating.rater_id)
    skills = tuple(RatedSkill(**vars(skill)) for skill in compare(deps, rating.id).skills)
    return HumanRating(
        id=rating.id,
        item_id=answer.item_id,
        revision=answer.revision,
        version=rating.version,
        role=role,
        rubric_sha256=rating.rubric_sha256,
        rated_ms=rating.rated_ms,
        skills=skills,
    )


def _request(deps: OfficeDeps, rating: StoredRating) -> Request:
    held = deps.store.request(rating.release_id)
    assert held is not None
    return Request(
        release_id=held.release_id,
        assessment_id=held.assessment_id,
        pack_sha256=held.pack_sha256,
        made_ms=held.made_ms,
        until_ms=held.until_ms,
        reply_key=held.reply_key,
        reply_secret=held.reply_secret,
        answers=tuple(deps.store.answers(held.release_id)),
    )
