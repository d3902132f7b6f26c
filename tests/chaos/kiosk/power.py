"""Simulated power cuts: what a real process did to its folder is replayed up to a moment, and the rest is dropped.

A visit in the real window runs under strace, which writes down every change of a file and every line that the visit
told. From that log each cut is made on its own: the disk as it would be (disk.py), opened by the product.
"""

import json
import os
import random
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from progrez_desktop.core.services import accounts, sittings
from tests.chaos.kiosk import kills, visits
from tests.chaos.kiosk.disk import CUTS, STRACE, Disk, Event, events, opened_elsewhere
from tests.chaos.kiosk.kills import Known
from tests.chaos.kiosk.nursery import REPO
from tests.chaos.kiosk.parts import Limit
from tests.core.services.release_house import Employer, shipping
from tests.journeys.driving import ANNA, PASSWORD, begin_at, parts_of, set_up, storage

LONGEST_S = 120


@dataclass(frozen=True)
class Recording:
    """A folder before, and what a process did to it and told."""

    way: str
    before: Path
    root: Path
    log: tuple[Event, ...]
    elsewhere: frozenset[str]
    """Files outside the folder that it opened to write."""

    @property
    def moments(self) -> int:
        """Cuts may fall before the first change and after each."""
        return len(self.log) + 1


@dataclass
class PowerCuts:
    cuts: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    lines: int = 0
    wrong: list[str] = field(default_factory=list)

    def line(self) -> str:
        kinds = ", ".join(f"{count:,} {kind}" for kind, count in sorted(self.kinds.items()))
        return (
            f"{self.cuts:,} power cuts ({kinds}), {self.lines:,} things told before them: "
            f"{len(self.wrong)} lost or not to be opened"
        )


def recordings(place: Path, seed: str) -> list[Recording]:
    """Record a new machine, somebody who comes to it, somebody who answers, and somebody who goes."""
    if shutil.which("strace") is None:
        pytest.fail("strace is not installed: without it no power cut can be simulated")
    ways: list[tuple[str, tuple[str, ...]]] = [
        ("install", (visits.CHILD, "install")),
        ("come", (visits.CHILD, "come")),
        ("answer", (kills.CHILD, seed, "0")),
        ("go", (visits.CHILD, "go")),
    ]
    return [_recorded(place / way, way, command) for way, command in ways]


def _recorded(place: Path, way: str, command: tuple[str, ...]) -> Recording:
    root, before = place / "home" / "data", place / "before"
    root.parent.mkdir(parents=True)
    if way == "answer":
        begin_at(parts_of(root), 105)
    elif way == "come":
        set_up(parts_of(root))
    elif way == "go":
        visits.all_answered(root)
    shutil.copytree(root.parent, before)
    module, *arguments = command
    log = place / "log"
    run = [*STRACE, "-o", str(log), sys.executable, "-m", module, str(root), *arguments]
    environment = os.environ | {"PYTHONDONTWRITEBYTECODE": "1"}
    pipe = subprocess.PIPE
    with subprocess.Popen(run, cwd=REPO, env=environment, stdout=pipe, stderr=pipe, text=True) as process:
        assert process.stdout is not None and process.stderr is not None
        _listen(process, way)
    return Recording(way, before, root, tuple(events(log, root.parent)), frozenset(opened_elsewhere(log, root.parent)))


def _listen(process: "subprocess.Popen[str]", way: str) -> None:
    """Hear the process until it has told all, and end it; strace ends with it."""
    saved = 0
    for text in process.stdout or ():
        line = json.loads(text)
        saved += line["what"] == "saved"
        if line["what"] == "left" or (way == "answer" and saved == 40):
            break
    else:
        raise AssertionError((process.stderr.read() if process.stderr else "")[-3000:])
    for child in Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split():
        subprocess.run(["kill", "-9", child], check=True)


def cut(recorded: Sequence[Recording], limit: Limit, seed: str) -> PowerCuts:
    """Cut the power so often, at moments of each recording in turns."""
    chance, found = random.Random(seed), PowerCuts()
    with pytest.MonkeyPatch.context() as patch:
        shipping(patch, public_key=Employer.made().pair.public.hex())
        for number in range(limit.count):
            if limit.is_over:
                break
            one, kind = recorded[number % len(recorded)], CUTS[number // len(recorded) % len(CUTS)]
            moment = chance.randrange(one.moments)
            told = _put_back(one, moment, kind, chance)
            found.cuts, found.lines = found.cuts + 1, found.lines + len(told)
            found.kinds[kind] += 1
            found.wrong += [f"{one.way} at {moment}, {kind}: {wrong}" for wrong in _faults(one, told)]
    return found


def _put_back(one: Recording, moment: int, kind: Any, chance: random.Random) -> list[dict[str, Any]]:
    """Leave the folder as the cut leaves it; return what had been told by then."""
    home = one.root.parent
    shutil.rmtree(home)
    shutil.copytree(one.before, home)
    disk, told = Disk(home), []
    for event in one.log[:moment]:
        if event.kind == "line":
            told.append(json.loads(event.content))
        else:
            disk.take(event)
    folders, files = disk.after(kind, chance)
    shutil.rmtree(home)
    for folder in sorted(folders):
        Path(folder).mkdir(parents=True, exist_ok=True)
    for path, content in files.items():
        Path(path).write_bytes(content)
    return told


def _faults(one: Recording, told: list[dict[str, Any]]) -> Iterator[str]:
    try:
        if one.way == "answer":
            yield from _answers_lost(one.root, told)
        else:
            yield from visits.faults(one.root, told, visits.Visits())
    except Exception as failure:  # noqa: BLE001 - whatever it is, the machine does not open
        yield f"does not open: {failure!r}"


def _answers_lost(root: Path, told: list[dict[str, Any]]) -> Iterator[str]:
    known = Known()
    with storage(parts_of(root)) as opened:
        session = accounts.sign_in(opened.deps, ANNA.email, PASSWORD)
        standing = sittings.standing(opened.deps, session)
        accounts.sign_out(session)
    found = {item: kills.stored(one) for item, one in standing.responses.items()} if standing else {}
    for line in told:
        known.hear(line)
    yield from known.lost(found)
