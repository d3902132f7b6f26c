"""A process that has everything loaded and forks children: to be killed in thousands, a start must be cheap.

    with nursery("tests.chaos.kiosk.answering_child") as born:
        child = born.child(root, seed, ahead_ms)

A child is a process of its own with its own files and locks; only what was imported does it share. It runs the `main`
of the module with the arguments, and writes to `child.lines` and `child.trouble`.
"""

import importlib
import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any, Literal

REPO = Path(__file__).resolve().parents[3]
LOADED = (
    *("argon2", "cryptography.hazmat.primitives.hpke", "sqlcipher3.dbapi2", "babel.dates", "babel.numbers"),
    *("progrez_desktop.ui.demonstration", "progrez_desktop.core.services.erasing", "tests.journeys.driving"),
)
"""What a start imports later than its first page; of none of it may an object be made before the fork."""


@dataclass
class Child:
    pid: int
    lines: IO[str]
    trouble: IO[str]
    nursery: "Nursery"
    status: int | None = None

    def kill(self) -> None:
        """Kill it as a power switch would, and wait until it is gone with every lock that it held."""
        if self.status is None:
            os.kill(self.pid, signal.SIGKILL)
            self.wait()

    def wait(self) -> int:
        """Return how it ended: minus the signal, or its exit status."""
        if self.status is None:
            self.status = self.nursery.wait_for(self.pid)
        return self.status

    def close(self) -> None:
        self.kill()
        self.lines.close()
        self.trouble.close()


class Nursery:
    def __init__(self, line: socket.socket) -> None:
        self._line = line

    def child(self, *arguments: object) -> Child:
        (lines, out), (trouble, errors) = os.pipe(), os.pipe()
        pid = self._ask("fork", [*map(str, arguments)], [out, errors])
        os.close(out)
        os.close(errors)
        return Child(pid, os.fdopen(lines), os.fdopen(trouble), self)

    def wait_for(self, pid: int) -> int:
        return self._ask("wait", pid, [])

    def _ask(self, what: Literal["fork", "wait"], of: Any, files: list[int]) -> int:
        socket.send_fds(self._line, [json.dumps([what, of]).encode()], files)
        answer = self._line.recv(100)
        if not answer:
            raise RuntimeError("the nursery is gone; what it said is on stderr")
        return int(answer)


@contextmanager
def nursery(module: str) -> Iterator[Nursery]:
    ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-m", "tests.chaos.kiosk.nursery", module]
    with ours, subprocess.Popen(command, stdin=theirs.fileno(), cwd=REPO, env=environment) as process:
        theirs.close()
        try:
            yield Nursery(ours)
        finally:
            ours.close()  # which ends it
            process.wait(10)


def main(module: str) -> None:
    program = importlib.import_module(module)
    for name in LOADED:
        importlib.import_module(name)
    with socket.socket(fileno=0) as line:
        while True:
            asked, files, _, _ = socket.recv_fds(line, 65536, 2)
            if not asked:
                return
            what, of = json.loads(asked)
            line.send(str(_forked(program, of, files, line) if what == "fork" else _waited(of)).encode())
            for file in files:
                os.close(file)


def _forked(program: Any, arguments: list[str], files: list[int], line: socket.socket) -> int:
    pid = os.fork()
    if pid:
        return pid
    os.dup2(files[0], 1)
    os.dup2(files[1], 2)
    for file in (*files, line.detach()):
        os.close(file)
    try:
        program.main(*arguments)
    except BaseException:  # noqa: BLE001 - told, and never a second nursery
        import traceback

        traceback.print_exc()
        os._exit(1)
    os._exit(0)


def _waited(pid: int) -> int:
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


if __name__ == "__main__":
    main(*sys.argv[1:])
