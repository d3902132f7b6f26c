"""A disk that is full, may only be read or fails, at every kind of call that keeps an answer.

strace is put onto a process that answers in the real window, and has the kernel's n-th call on its files end with an
error, once or from then on. The screen must say it kindly, what was saved before must be there, the sitting must go on
when the disk is well again, and nothing that was typed may be found in any file.
"""

import json
import random
import shutil
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from progrez_desktop.core.services import accounts, sittings
from progrez_desktop.core.words import Words
from tests.chaos.kiosk import kills
from tests.chaos.kiosk.kills import Known
from tests.chaos.kiosk.nursery import Child, Nursery
from tests.chaos.kiosk.parts import Limit
from tests.chaos.kiosk.troubled_child import TYPED, signal_file
from tests.journeys.driving import ANNA, FIRST_PROMPT, PASSWORD, begin_at, parts_of, storage

CHILD = "tests.chaos.kiosk.troubled_child"
CALLS = ("pwrite64", "fsync,fdatasync", "ftruncate", "openat", "pread64")
ERRORS = ("ENOSPC", "EROFS", "EIO", "EDQUOT")
PLACES = (0, 107, FIRST_PROMPT)
KIND = ("disk_full", "read_only", "disk_failed", "safe_damaged", "device_damaged")
"""Codes of the faults whose sentences say what it is and what to do."""


@dataclass(frozen=True)
class Refusal:
    """Which call ends how, from which time on, and whether from then on always."""

    call: str
    error: str
    after: int
    lasting: bool

    @property
    def inject(self) -> str:
        return f"inject={self.call}:error={self.error}:when={self.after}{'+' if self.lasting else ''}"


@dataclass
class Troubles:
    points: int = 0
    refused: int = 0
    errors: Counter[str] = field(default_factory=Counter)
    sentences: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)

    def line(self) -> str:
        errors = ", ".join(f"{count} {error}" for error, count in sorted(self.errors.items()))
        told = ", ".join(f"{count} {code}" for code, count in sorted(self.sentences.items()))
        return (
            f"{self.points:,} points at which the disk refused ({errors}), {self.refused:,} of them in the way of an "
            f"answer and told in words (sentences: {told}): {len(self.wrong)} lost, unkind, stuck or readable"
        )


def refused(nursery: Nursery, place: Path, limit: Limit, seed: str) -> Troubles:
    """Have the disk refuse at so many points, each call and error in turns."""
    if shutil.which("strace") is None:
        pytest.fail("strace is not installed: without it no call can be made to fail")
    chance, found = random.Random(seed), Troubles()
    for at in PLACES:
        begin_at(parts_of(place / str(at) / "data"), at)
    for number in range(limit.count):
        if limit.is_over:
            break
        call, error = CALLS[number % len(CALLS)], ERRORS[number // len(CALLS) % len(ERRORS)]
        refusal = Refusal(call, error, chance.randint(1, 12), chance.random() < 0.7)
        home = place / "now"
        shutil.copytree(place / str(chance.choice(PLACES)), home)
        _one(nursery, home / "data", refusal, found)
        shutil.rmtree(home)
    return found


def _one(nursery: Nursery, root: Path, refusal: Refusal, found: Troubles) -> None:
    known, troubles, told = Known(), [], f"{refusal}"
    child = nursery.child(root)
    try:
        _hear(child, "ready", known)
        with refusing(child, root, refusal):
            signal_file(root, "refuses").touch()
            troubles = _hear(child, "done", known)
        signal_file(root, "well").touch()
        after = _hear(child, "over", known)
        child.kill()
        spoken = child.trouble.read()
    finally:
        child.close()
    found.points += 1
    found.errors[refusal.error] += 1
    found.refused += bool(troubles)
    codes = [_code_of(sentence, root) for sentence in troubles]
    found.sentences.update(code for code in codes if code)
    found.wrong += [f"{told}: said {text!r}" for text, code in zip(troubles, codes, strict=True) if not code]
    found.wrong += [f"{told}: still refuses: {text!r}" for text in after]
    found.wrong += [f"{told}: {one}" for one in _lost(root, known)]
    found.wrong += [f"{told}: what was typed is in {one}" for one in _readable(root.parent, spoken)]


@contextmanager
def refusing(child: Child, root: Path, refusal: Refusal) -> Iterator[None]:
    """While the block runs, calls of the child on its data folder end as said."""
    files = [str(path) for path in root.rglob("*") if path.suffix in (".db", ".safe")]
    paths = [*files, *(f"{file}-journal" for file in files)]
    names = f"trace={refusal.call}"
    command = ["strace", "-f", "-q", "-p", str(child.pid), "-o", "/dev/fd/1", "-e", names, "-e", refusal.inject]
    command += [word for path in paths for word in ("-P", path)]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as tracer:
        try:
            _wait_until_traced(child.pid, tracer)
            yield
        finally:
            tracer.send_signal(signal.SIGINT)  # lets go of the child
            tracer.wait(20)


def _wait_until_traced(pid: int, tracer: "subprocess.Popen[str]") -> None:
    until = time.monotonic() + 20
    while any("TracerPid:\t0" in (task / "status").read_text() for task in Path(f"/proc/{pid}/task").iterdir()):
        if tracer.poll() is not None or time.monotonic() > until:
            pytest.fail(f"strace may not look at a process here: {tracer.stderr.read() if tracer.stderr else ''}")
        time.sleep(0.005)


def _hear(child: Child, end: str, known: Known) -> list[str]:
    """Listen until that line; return the sentences of trouble before it."""
    troubles: list[str] = []
    for text in child.lines:
        line: dict[str, Any] = json.loads(text)
        if line["what"] == end:
            return troubles
        if line["what"] in ("trouble", "elsewhere"):
            troubles.append(line["text"])
        elif line["what"] != "kept" or known.maybe is not None:
            known.hear(line)
    raise AssertionError(child.trouble.read())


def _code_of(sentence: str, root: Path) -> str | None:
    words = Words("en")
    for code in KIND:
        for folder in (root, root / "safes"):
            for name in (folder, *folder.iterdir()):
                reason = words(f"error.{code}", folder=str(folder), file=name.name)
                if sentence in (words(key, reason=reason) for key in ("item.not_saved", "item.not_noted")):
                    return code
    return None


def _lost(root: Path, known: Known) -> list[str]:
    with storage(parts_of(root)) as opened:
        session = accounts.sign_in(opened.deps, ANNA.email, PASSWORD)
        standing = sittings.standing(opened.deps, session)
        accounts.sign_out(session)
    found = {item: kills.stored(one) for item, one in standing.responses.items()} if standing else {}
    return known.lost(found)


def _readable(home: Path, spoken: str) -> list[str]:
    words = [word.encode() for word in ("quartermaster", "Zevenhuizen")]
    assert all(word.decode() in TYPED for word in words)
    files = [path for path in home.rglob("*") if path.is_file() and any(word in path.read_bytes() for word in words)]
    return [*map(str, files), *["what it said on stderr" for word in words if word.decode() in spoken]]
