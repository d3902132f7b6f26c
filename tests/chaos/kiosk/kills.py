"""Kills while a person answers: no answer is lost that the screen showed as saved, none twice, none goes wrong.

A process answers by itself in the real window, as fast as the window lets it, and prints what it asks the store to
keep, what came back and what the screen then showed as saved (answering_child.py). It is killed at a random moment.
What the safe holds afterwards must be what was kept last, or what was being kept at that moment: nothing else.
"""

import json
import random
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import perf_counter, sleep
from typing import Any

from progrez_desktop.core.model.assessment import Assessment, Prompt, Statement
from progrez_desktop.core.model.attempt import Response
from progrez_desktop.core.services import accounts, sittings
from progrez_desktop.core.services.sittings import Standing
from progrez_desktop.core.store.forms import kind_of, value_to_text
from tests.chaos.kiosk.nursery import Child, Nursery, nursery
from tests.chaos.kiosk.parts import Limit
from tests.journeys.driving import ANNA, PASSWORD, make_account, parts_of, storage

CHILD = "tests.chaos.kiosk.answering_child"
STARTS = (0, 107)
"""Where the two sittings stand at first: at the first statement, and just before the first situation."""
PER_SITTING = 150
"""Kills, of which some fall on each kind of item; then somebody else sits down."""
AWAY_MS = 3_600_000
"""An hour passes between a kill and the next start, on the clocks of the process."""

Spelled = tuple[str, str] | None


@dataclass
class Known:
    """What the lines of a process say must be in the safe; `maybe` is the one thing that was being kept."""

    values: dict[str, Spelled] = field(default_factory=dict)
    position: int = 0
    active_ms: int = 0
    maybe: dict[str, Any] | None = None
    events: int = 0
    """How many answers were kept, changes included: as many rows must be there, or one of them is there twice."""
    shown: dict[str, Spelled] = field(default_factory=dict)
    """By item, the latest value that the screen showed as saved."""
    asked_since: dict[str, list[Spelled]] = field(default_factory=dict)
    """By item, what the person gave after that: the safe may hold it already."""
    shown_count: int = 0
    going_ms: int = 0
    active_at_start: int = 0

    def hear(self, line: dict[str, Any]) -> None:
        match line["what"]:
            case "going":
                self.going_ms = line["at_ms"]
            case "ask":
                ran_ms = line["at_ms"] - self.going_ms
                assert line["active_ms"] - self.active_at_start <= ran_ms, "time ran while nothing was running"
                self.maybe = line
                if line["value"] is not None:
                    self.asked_since.setdefault(line["item"], []).append(spelled(line["value"]))
            case "kept":
                self.take_maybe()
            case "saved":
                self.show(line["item"], spelled(line["value"]))

    def show(self, item: str, value: Spelled) -> None:
        self.shown[item] = value
        self.shown_count += 1
        since = self.asked_since.get(item, [])
        if value in since:
            del since[: since.index(value) + 1]

    def lost(self, found: Mapping[str, Spelled]) -> list[str]:
        """The items whose answer was shown as saved, and is neither there nor replaced by a later one."""
        return [
            item
            for item, value in self.shown.items()
            if found.get(item) not in (value, *self.asked_since.get(item, ()))
        ]

    def take_maybe(self) -> None:
        assert self.maybe is not None
        if self.maybe["value"] is not None:
            item, value = self.maybe["item"], spelled(self.maybe["value"])
            self.events += self.values.get(item) != value  # the same answer again is no other one
            self.values[item] = value
        self.position, self.active_ms, self.maybe = self.maybe["position"], self.maybe["active_ms"], None


def spelled(value: list[str] | None) -> Spelled:
    return None if value is None else (value[0], value[1])


def stored(response: Response) -> Spelled:
    return kind_of(response.value), value_to_text(response.value)


class Sitting:
    """One person's sitting through many kills."""

    def __init__(self, root: Path, start: int, chance: random.Random, nursery: Nursery) -> None:
        self.root, self.chance, self.nursery = root, chance, nursery
        self.known = Known()
        self.kills = 0
        self.lost: list[str] = []
        self.reopened_s: list[float] = []
        self.ahead_ms = 0
        make_account(parts_of(root))
        with storage(parts_of(root)) as opened:
            self.assessment: Assessment = opened.deps.assessment
            session = accounts.sign_in(opened.deps, ANNA.email, PASSWORD)
            session.safe.keep_place(sittings.begin(opened.deps, session).attempt.id, start, 0)
            accounts.sign_out(session)
        self.known.position = start

    def run(self, limit: Limit) -> "Sitting":
        while self.kills < limit.count and not limit.is_over:
            self.answer_until_killed()
            self.check(self.standing())
            self.ahead_ms += AWAY_MS
        return self

    def answer_until_killed(self) -> None:
        known = self.known
        known.active_at_start = known.active_ms
        answers, wait_s = self.chance.randint(0, 9), self.chance.random() * 0.06
        child = self.nursery.child(self.root, self.chance.getrandbits(32), self.ahead_ms)
        try:
            self.hear(child, known.shown_count + answers)
            sleep(wait_s)
            child.kill()
            for text in child.lines:
                known.hear(json.loads(text))
            assert child.wait() == -9, child.trouble.read()
        finally:
            child.close()
        self.kills += 1

    def hear(self, child: Child, until: int) -> None:
        """Listen until so many answers were shown as saved."""
        for text in child.lines:
            line = json.loads(text)
            if line["what"] == "resume":
                self.check_resume(line["text"])
            self.known.hear(line)
            if line["what"] in ("going", "saved") and self.known.shown_count == until:
                return
        raise AssertionError(child.trouble.read())

    def standing(self) -> Standing:
        begun = perf_counter()
        with storage(parts_of(self.root)) as opened:
            session = accounts.sign_in(opened.deps, ANNA.email, PASSWORD)
            standing = sittings.standing(opened.deps, session)
            self.reopened_s.append(perf_counter() - begun)
            ((self.rows,),) = session.safe._database.rows("SELECT count(*) FROM response_event")
            accounts.sign_out(session)
        assert standing is not None
        return standing

    def check(self, standing: Standing) -> None:
        """Every answer of the safe is the one kept last, or the one being kept when the process was killed."""
        found = {item: stored(response) for item, response in standing.responses.items()}
        known = self.known
        place = (standing.attempt.position, standing.attempt.active_ms)
        if known.maybe is not None and place == (known.maybe["position"], known.maybe["active_ms"]):
            value = spelled(known.maybe["value"])
            if value is None or found.get(known.maybe["item"]) == value:
                known.take_maybe()
        known.maybe = None
        self.lost += known.lost(found)
        assert not self.lost
        assert found == known.values
        assert place == (known.position, known.active_ms)
        assert self.rows == known.events, f"{self.rows} answers are kept, {known.events} were given"

    def check_resume(self, text: str) -> None:
        """What the person was told on coming back, from what was kept: 6, 50 or 240 seconds for what was not seen."""
        items = self.assessment.items
        left = [item for item in items if item.id not in self.known.values]
        seconds = sum(6 if isinstance(i, Statement) else 240 if isinstance(i, Prompt) else 50 for i in left)
        number, minutes = self.known.position + 1, max(1, round(seconds / 60))
        expected = f"You were at question {number} of {len(items)}; about {minutes} minute{'s' * (minutes > 1)} left."
        if number > len(items) or not left:
            expected = f"You have seen all {len(items)} questions."
        assert expected in text


@dataclass(frozen=True)
class Answered:
    """What kills while answering came to."""

    kills: int
    shown: int
    changed: int
    lost: int
    kinds: frozenset[str]
    reopened_s: tuple[float, ...]

    def line(self) -> str:
        return (
            f"{self.kills:,} kills while answering, {self.shown:,} answers shown as saved "
            f"({', '.join(sorted(self.kinds))}; {self.changed:,} of them changes): {self.lost} lost, none twice"
        )


def killed(place: Path, limit: Limit, seed: str) -> Answered:
    """Kill so many processes in the middle of sittings, side by side, each sitting up to its end and around."""
    with nursery(CHILD) as one, nursery(CHILD) as other, ThreadPoolExecutor(2) as side_by_side:
        ways = zip(STARTS, (one, other), _halves(limit), strict=True)
        runs = [side_by_side.submit(_sittings, place / str(way[0]), *way, seed) for way in ways]
        return _told_of([sitting for run in runs for sitting in run.result()])


def _halves(limit: Limit) -> tuple[Limit, Limit]:
    half = limit.count // 2
    return replace(limit, count=half), replace(limit, count=limit.count - half)


def _sittings(place: Path, start: int, born: Nursery, limit: Limit, seed: str) -> list[Sitting]:
    done: list[Sitting] = []
    for first in range(0, limit.count, PER_SITTING):
        sitting = Sitting(place / str(first), start, random.Random(f"{seed}/{start}/{first}"), born)
        done.append(sitting.run(replace(limit, count=min(PER_SITTING, limit.count - first))))
    return done


def _told_of(people: list[Sitting]) -> Answered:
    shown = sum(one.known.shown_count for one in people)
    return Answered(
        kills=sum(one.kills for one in people),
        shown=shown,
        changed=shown - sum(len(one.known.shown) for one in people),
        lost=sum(len(one.lost) for one in people),
        kinds=frozenset(value[0] for one in people for value in one.known.shown.values() if value),
        reopened_s=tuple(took for one in people for took in one.reopened_s),
    )
