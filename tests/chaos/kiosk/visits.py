"""Kills while a person comes or goes: account, consent, finish, release and sign-out are there once told, and once."""

import json
import random
import shutil
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, sleep
from typing import Any

import pytest

from progrez_desktop.core.errors import Fault
from progrez_desktop.core.model.consent import PURPOSES, Grant, Purpose
from progrez_desktop.core.services import accounts, results, sittings
from progrez_desktop.core.services import demonstration as invented
from progrez_desktop.core.services.deps import Deps, Session
from tests.chaos.kiosk.nursery import Nursery
from tests.chaos.kiosk.parts import Limit
from tests.core.services.release_house import Employer, shipping
from tests.journeys.driving import ANNA, END, PASSWORD, make_account, parts_of, set_up, signed_in, storage

CHILD = "tests.chaos.kiosk.visiting_child"
_Look = Callable[[Deps, Session, bool], Iterator[str]]
LINES = {"come": 8, "go": 5}
"""How many lines a whole visit tells."""


@dataclass
class Visits:
    """What kills while coming and going came to."""

    kills: int = 0
    told: dict[str, int] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    reopened_s: list[float] = field(default_factory=list)

    def line(self) -> str:
        told = ", ".join(f"{count:,} {what}" for what, count in sorted(self.told.items()))
        return f"{self.kills:,} kills while coming and going (told before: {told}): {len(self.wrong)} lost or twice"


def killed(nursery: Nursery, limit: Limit, seed: str) -> Visits:
    """Kill so many visits, coming and going in turns, and look what each left."""
    chance, found = random.Random(seed), Visits()
    with TemporaryDirectory(prefix="visits-") as place, pytest.MonkeyPatch.context() as patch:
        shipping(patch, public_key=Employer.made().pair.public.hex())
        templates = {"come": Path(place) / "come", "go": Path(place) / "go"}
        set_up(parts_of(templates["come"]))
        all_answered(templates["go"])
        for number in range(limit.count):
            if limit.is_over:
                break
            way = ("come", "go")[number % 2]
            root = Path(place) / "now"
            shutil.copytree(templates[way], root)
            told = _until_killed(nursery, root, way, chance)
            for line in told:
                found.told[line["what"]] = found.told.get(line["what"], 0) + 1
            found.kills += 1
            found.wrong += [f"{way} {number}, after {told[-1]['what']}: {one}" for one in faults(root, told, found)]
            shutil.rmtree(root)
    return found


def all_answered(root: Path) -> None:
    make_account(parts_of(root))
    with signed_in(parts_of(root)) as (deps, session):
        attempt = sittings.begin(deps, session, computer_reading=False).attempt
        for item, value in invented.answers_of_form(deps.shipped, "fixed", "en").items():
            session.safe.save_response(attempt.id, item, "en", value, position=END, active_ms=0, at_ms=1)


def _until_killed(nursery: Nursery, root: Path, way: str, chance: random.Random) -> list[dict[str, Any]]:
    after, told = chance.randint(1, LINES[way]), []
    child = nursery.child(root, way)
    try:
        for text in child.lines:
            told.append(json.loads(text))
            if len(told) == after:
                break
        else:
            raise AssertionError(child.trouble.read())
        sleep(chance.random() * 0.1)
        child.kill()
        told += [json.loads(text) for text in child.lines]
        assert child.wait() == -9, child.trouble.read()
    finally:
        child.close()
    return told


def faults(root: Path, told: list[dict[str, Any]], found: Visits) -> Iterator[str]:
    """Yield what was told and is not there, or is there twice."""
    names = {line["what"] for line in told}
    begun = perf_counter()
    with storage(parts_of(root)) as opened:
        try:
            session = accounts.sign_in(opened.deps, ANNA.email, PASSWORD)
        except Fault as fault:
            if names & set(_LOOKS):
                yield f"nobody can sign in: {fault.code}"
            return
        found.reopened_s.append(perf_counter() - begun)
        for what, look in _LOOKS.items():
            yield from look(opened.deps, session, what in names)
        items = {line["item"] for line in told if line["what"] == "saved"}
        going = sittings.standing(opened.deps, session)
        yield from (f"{item} is not there" for item in items - set(going.responses if going else ()))
        accounts.sign_out(session)


def _account(deps: Deps, _session: Session, _told: bool) -> Iterator[str]:
    if len(deps.device.accounts()) != 1:
        yield "the account is there twice"


def _allowed(*purposes: Purpose) -> _Look:
    def look(deps: Deps, session: Session, told: bool) -> Iterator[str]:
        grants, now = session.safe.grants(), deps.latest_ms()
        given = {purpose: len(_live(grants, purpose, now)) for purpose in PURPOSES}
        if max(given.values()) > 1 or (told and not all(given[purpose] for purpose in purposes)):
            yield f"allowed is {given}"

    return look


def _live(grants: Sequence[Grant], purpose: Purpose, now_ms: int) -> list[Grant]:
    return [one for one in grants if one.purpose == purpose and one.withdrawn_ms is None and one.until_ms > now_ms]


def _begun(_deps: Deps, session: Session, told: bool) -> Iterator[str]:
    if len(session.safe.attempts()) > 1 or (told and not session.safe.attempts()):
        yield f"{len(session.safe.attempts())} sittings"


def _finished(deps: Deps, session: Session, told: bool) -> Iterator[str]:
    if told and (results.latest(deps, session) is None or sittings.standing(deps, session) is not None):
        yield "the sitting is not finished"


def _released(deps: Deps, session: Session, told: bool) -> Iterator[str]:
    mirror = sorted(record.id for record in session.safe.releases.all_live())
    outbox = sorted(str(one) for (one,) in deps.device._database.rows("SELECT release_id FROM outbox"))
    if mirror != outbox or len(mirror) > 1 or (told and not mirror):
        yield f"released are {mirror}, in the outbox {outbox}"


_LOOKS: dict[str, _Look] = {
    "account": _account,
    "consent": _allowed("profile"),
    "begun": _begun,
    "finished": _finished,
    "allowed": _allowed("profile", "contact"),
    "released": _released,
}
