"""A kiosk with somebody who finished a sitting, and a rating office, made from the real parts in two folders."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from progrez_desktop.core.model.assessment import Prompt
from progrez_desktop.core.model.attempt import TextValue
from progrez_desktop.core.model.consent import Purpose
from progrez_desktop.core.model.person import PersonDetails
from progrez_desktop.core.packs.shipped import shipped
from progrez_desktop.core.services import accounts, consents, rating_carrier, rating_office
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.services.opening import Parts, Unlock
from progrez_desktop.core.services.rating_office import OfficeDeps, OpenedOffice
from progrez_desktop.core.store.folder import DataFolder
from progrez_desktop.core.store.rating_store import SkillLevel
from progrez_desktop.core.store.safe_store import StoredReading
from tests.core.store.builders import ATTEMPT, Device
from tests.fakes import FAST_KDF, FakeClock, FakeEntropy, FakeKeyring

ORGANISATION = "b0726a4ab9f5770b61a2600c9427808f"
EMAIL, PASSWORD = "canary.person@example.org", "a long enough one"
CANARIES = {
    "name": "Canaria",
    "email": "canary.person",
    "text": "the heron waited by the lock",
    "emotion": "canary-remorse",
    "score": "7.4242",
}
LEVELS = {"empathy": 4, "initiative": 1, "integrity": None}
MODEL = "c0ffee" + "a" * 58


@dataclass
class Kiosk:
    """A device on which one person is signed in, with two texts in a finished sitting."""

    deps: Deps
    clock: FakeClock
    session: Session
    attempt_id: str = ATTEMPT.id

    @classmethod
    def at(cls, root: Path, *, computer_reading: bool = True, seed: int = 1, text: str = "") -> "Kiosk":
        device = Device.installed(root, seed)
        clock = device.clock
        deps = Deps(
            clock,
            device.entropy,
            device.folder,
            FAST_KDF,
            device.machine,
            device.store,
            shipped().assessment(),
            shipped(),
        )
        made = accounts.create(deps, PersonDetails(CANARIES["name"], "de Vries", EMAIL), PASSWORD)
        kiosk = cls(deps, clock, made.session)
        kiosk._sit(text, computer_reading=computer_reading)
        return kiosk

    def _sit(self, given: str, *, computer_reading: bool) -> None:
        safe, assessment = self.session.safe, self.deps.assessment
        attempt = replace(
            ATTEMPT, assessment_id=assessment.id, pack_sha256=assessment.pack_sha256, computer_reading=computer_reading
        )
        safe.create_attempt(attempt)
        prompts = [item for item in assessment.items if isinstance(item, Prompt)][:2]
        for number, prompt in enumerate(prompts):
            text = TextValue(given or f"{number}: {CANARIES['text']}, and I asked what was wrong.")
            safe.save_response(ATTEMPT.id, prompt.id, "en", text, position=0, active_ms=0, at_ms=self.clock.now_ms())
            # There in any case: what keeps it from leaving must be the person's word, not its absence.
            safe.save_reading(ATTEMPT.id, StoredReading(prompt.id, 1, MODEL, reading(LEVELS)))
        safe.finish_attempt(ATTEMPT.id, self.clock.now_ms())

    def grant(self, *purposes: Purpose) -> None:
        organisation = self.deps.assessment.organisation
        assert organisation is not None
        consents.decide(self.deps, self.session, organisation, purposes, "en")

    def trust(self, office: OfficeDeps) -> None:
        self.trust_card(rating_office.card(office))

    def trust_card(self, card: bytes) -> None:
        rating_carrier.pin_office(self.deps, card)

    def carried(self) -> dict[str, bytes]:
        """What an operator carries away, by file name."""
        files: dict[str, bytes] = {}
        rating_carrier.carry(self.deps, files.__setitem__)
        return files

    def sign_in_again(self) -> None:
        accounts.sign_out(self.session)
        self.session = accounts.sign_in(self.deps, EMAIL, PASSWORD)


def reading(levels: Mapping[str, int | None]) -> dict[str, object]:
    """A stored reading with a tone that must not leave, and levels."""
    skills: dict[str, object] = {
        skill: {"skill": skill, "level": level, "certainty": 0.8, "found": [], "missing": []}
        for skill, level in levels.items()
    }
    return {
        "tone": {"emotions": {CANARIES["emotion"]: 0.9}, "sentiment_label": CANARIES["emotion"]},
        "score": CANARIES["score"],
        "evidence": {"skills": skills, "concepts": [], "keywords": []},
    }


@dataclass
class Bureau:
    """A rating office in a folder of its own; `reopened` closes and opens it as a restart does."""

    root: Path
    organisation_id: str
    clock: FakeClock = field(default_factory=FakeClock)
    keyring: FakeKeyring = field(default_factory=FakeKeyring)
    entropy: FakeEntropy = field(default_factory=lambda: FakeEntropy(77))
    opened: OpenedOffice | None = None

    @property
    def parts(self) -> Parts:
        return Parts(self.clock, self.entropy, DataFolder(self.root), FAST_KDF, lambda _: self.keyring)

    @property
    def deps(self) -> OfficeDeps:
        if self.opened is None:
            self.opened = rating_office.set_up(self.parts, Unlock(), self.organisation_id, "Bureau Tweede Blik")
        return self.opened.deps

    def reopened(self) -> OfficeDeps:
        self.close()
        self.opened = rating_office.open_office(self.parts)
        return self.opened.deps

    def close(self) -> None:
        if self.opened is not None:
            self.opened.close()
            self.opened = None


def levels(deps: OfficeDeps, **given: int) -> dict[str, int]:
    """A whole rating: 2 for every skill but those that are given."""
    return dict.fromkeys(deps.skills, 2) | given


def envelope_of(kiosk: Kiosk) -> bytes:
    [(_, envelope)] = kiosk.carried().items()
    return envelope


def rate_all(office: OfficeDeps, name: str = "Ria", **given: int) -> list[rating_office.Comparison]:
    rater = rating_office.add_rater(office, name, "psychologist")

    waiting = rating_office.tasks(office, rater)
    return [rating_office.rate(office, rater, task, levels(office, **given)) for task in waiting]


def look_again(office: OfficeDeps, rating_id: str, empathy: SkillLevel) -> rating_office.Comparison:
    """Change one level of a rating that was given 2 for everything else."""
    return rating_office.look_again(
        office, rating_id, {skill: SkillLevel(2) for skill in office.skills} | {"empathy": empathy}
    )


def exported(office: OfficeDeps) -> bytes:
    files: list[bytes] = []
    rating_office.export(office, files.append)
    [file] = files
    return file


def changed(data: bytes, *path: str | int, value: object) -> bytes:
    """Return a JSON document with one value in the place of another."""
    document = json.loads(data)
    part = document
    for step in path[:-1]:
        part = part[step]
    part[path[-1]] = value
    return json.dumps(document).encode()


def envelope_of_again(kiosk: Kiosk) -> bytes:
    """Return the envelope that left already."""
    rows = kiosk.deps.device._database.rows("SELECT envelope FROM outbox WHERE kind = 'put'")
    return bytes(rows[0][0])
