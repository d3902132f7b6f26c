"""200 kills while a person answers: no answer is lost that the screen showed as saved, and none goes wrong.

A process answers by itself in the real window, as fast as the window lets it, and prints what it asks the store to
keep, what came back and what the screen then showed as saved (answering_child.py). It is killed at a random moment.
What the safe holds afterwards must be what was kept last, or what was being kept at that moment: nothing else.
"""

import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import sleep
from typing import Any

import pytest

from progrez_desktop.core.model.assessment import Assessment, Prompt, Statement
from progrez_desktop.core.model.attempt import Response
from progrez_desktop.core.services import accounts, sittings
from progrez_desktop.core.services.sittings import Standing
from progrez_desktop.core.store.forms import kind_of, value_to_text
from tests.journeys.driving import ANNA, PASSWORD, make_account, parts_of, storage

KILLS = 200
STARTS = (0, 107)
"""Where the two sittings stand at first: at the first statement, and just before the first situation."""
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
            self.values[self.maybe["item"]] = spelled(self.maybe["value"])
        self.position, self.active_ms, self.maybe = self.maybe["position"], self.maybe["active_ms"], None


def spelled(value: list[str] | None) -> Spelled:
    return None if value is None else (value[0], value[1])


def stored(response: Response) -> Spelled:
    return kind_of(response.value), value_to_text(response.value)


@contextmanager
def child(root: Path, seed: int, ahead_ms: int) -> Iterator[subprocess.Popen[str]]:
    """A process that answers; killed, if it still runs, when the block ends."""
    command = [sys.executable, "-m", "tests.journeys.answering_child", str(root), str(seed), str(ahead_ms)]
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdout=pipe, stderr=pipe, text=True, env=environment) as process:
        try:
            yield process
        finally:
            process.kill()


class Sitting:
    """One person's sitting through many kills."""

    def __init__(self, root: Path, start: int, chance: random.Random) -> None:
        self.root, self.chance = root, chance
        self.known = Known()
        self.kills = 0
        self.lost: list[str] = []
        self.ahead_ms = 0
        make_account(parts_of(root))
        with storage(parts_of(root)) as opened:
            self.assessment: Assessment = opened.deps.assessment
            session = accounts.sign_in(opened.deps, ANNA.email, PASSWORD)
            session.safe.keep_place(sittings.begin(opened.deps, session).attempt.id, start, 0)
            accounts.sign_out(session)
        self.known.position = start

    def run(self, kills: int) -> "Sitting":
        for _ in range(kills):
            self.answer_until_killed()
            self.check(self.standing())
            self.ahead_ms += AWAY_MS
        return self

    def answer_until_killed(self) -> None:
        known = self.known
        known.active_at_start = known.active_ms
        answers, wait_s = self.chance.randint(0, 9), self.chance.random() * 0.06
        with child(self.root, self.chance.getrandbits(32), self.ahead_ms) as process:
            assert process.stdout is not None
            assert process.stderr is not None
            until = known.shown_count + answers
            for text in process.stdout:
                line = json.loads(text)
                if line["what"] == "resume":
                    self.check_resume(line["text"])
                known.hear(line)
                if line["what"] in ("going", "saved") and known.shown_count == until:
                    break
            else:
                pytest.fail(process.stderr.read())
            sleep(wait_s)
            process.kill()
            for text in process.stdout:
                known.hear(json.loads(text))
            assert process.wait() == -9, process.stderr.read()
        self.kills += 1

    def standing(self) -> Standing:
        with storage(parts_of(self.root)) as opened:
            session = accounts.sign_in(opened.deps, ANNA.email, PASSWORD)
            standing = sittings.standing(opened.deps, session)
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


@pytest.mark.timeout(1500)
def test_no_kill_loses_an_answer_that_was_shown_as_saved(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    people = [Sitting(tmp_path / str(number), start, random.Random(number)) for number, start in enumerate(STARTS)]
    with ThreadPoolExecutor(len(people)) as side_by_side:
        done = list(side_by_side.map(lambda person: person.run(KILLS // len(people)), people))
    kills, shown = sum(one.kills for one in done), sum(one.known.shown_count for one in done)
    kinds = sorted({value[0] for one in done for value in one.known.shown.values() if value})
    changed = shown - sum(len(one.known.shown) for one in done)
    with capsys.disabled():
        print(
            f"\n{kills} kills, {shown} answers shown as saved ({', '.join(kinds)}; {changed} of them changes), "
            f"{sum(len(one.lost) for one in done)} lost"
        )
    assert kills == KILLS
    assert shown > 2 * KILLS
    assert {"situation", "statement", "text"} <= set(kinds)
