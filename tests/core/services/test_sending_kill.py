"""A process that is killed while it sends loses nothing, doubles nothing, and brings back nothing withdrawn."""

import os
import random
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from tests.core.services.sending_house import Sender, sender_and_server
from tests.organisation_server import OrganisationServer
from tests.web_server import Handler

KILLS = int(os.environ.get("PROGREZ_SENDING_KILLS", "12"))
"""A longer form: PROGREZ_SENDING_KILLS=200 pytest tests/core/services/test_sending_kill.py"""


class Killer:
    """Kills a process at a point that chance picks: at a moment, or when the server is about to do something."""

    def __init__(self, server: OrganisationServer, chance: random.Random) -> None:
        self._server, self._chance = server, chance

    def run(self, repo: Path, root: Path) -> list[list[str]]:
        command = [sys.executable, "-m", "tests.core.services.sending_child", str(root), self._server.address]
        with subprocess.Popen(command, cwd=repo, stdout=subprocess.PIPE, text=True) as child:
            assert child.stdout is not None
            first = child.stdout.readline()
            timer = self._arm(child)
            rest = child.stdout.read()
            timer.cancel()
        self._server.before = self._server.after = lambda to, batch: True
        assert first and child.returncode == -signal.SIGKILL, "the program ended by itself"
        return [line.split() for line in (first + rest).splitlines()]

    def _arm(self, child: "subprocess.Popen[str]") -> threading.Timer:
        where, left = self._chance.choice(["moment", "before", "after", "reply"]), self._chance.randint(0, 3)

        def due() -> bool:
            nonlocal left
            left -= 1
            return left < 0

        def kill(to: Handler | None = None, write: bytes = b"") -> bool:
            if to is not None and write:
                with suppress(OSError):
                    to.wfile.write(write)
            child.kill()
            return False

        def point(write: Callable[[], bytes]) -> Callable[[Handler, Any], bool]:
            return lambda to, batch: kill(to, write()) if due() else True

        if where == "before":
            self._server.before = point(lambda: b"")
        elif where == "after":
            self._server.after = point(lambda: b"")
        elif where == "reply":
            cut = self._chance.randint(1, 80)
            self._server.after = point(lambda: b"HTTP/1.1 200 OK\r\nContent-Length: 4000\r\n\r\n{"[:cut])
        timer = threading.Timer(self._chance.uniform(0.02, 0.6) if where == "moment" else 5.0, child.kill)
        timer.start()
        return timer


@pytest.mark.timeout(600)
def test_a_kill_at_any_point_loses_nothing_and_doubles_nothing(repo: Path, tmp_path: Path) -> None:
    with sender_and_server(tmp_path / "data") as (sender, server):
        sender.device.store.close()
        killer = Killer(server, random.Random(20261126))
        lines = [line for _ in range(KILLS) for line in killer.run(repo, tmp_path / "data")]
        told = {
            word: {one for said, one in lines if said == word} for word in ("releasing", "released", "ending", "ended")
        }
        sender.restarted()
        assert sender.press().waiting == 0
        assert len(told["released"]) > KILLS and told["ended"]
        there = set(server.releases)
        assert told["released"] - told["ending"] <= there  # nothing is lost
        assert there <= told["releasing"] - told["ended"]  # and nothing that was withdrawn is there
        assert not there & set(server.erased)
        assert server.seq >= len(there)
        assert len(server.carried_out) == len(set(server.carried_out))  # no batch was carried out twice
        puts = [state for (_, kind), state in sender.states().items() if kind == "put"]
        assert set(puts) <= {"done", "stopped"}
        assert _same_on_both_sides(sender, server)


def _same_on_both_sides(sender: Sender, server: OrganisationServer) -> bool:
    done = sender.deps.device._database.rows(
        "SELECT o.release_id, hex(o.envelope_sha256) FROM outbox o JOIN release r ON r.id = o.release_id "
        "WHERE o.kind = 'put' AND o.state = 'done' AND r.state = 'live'"
    )
    return {(one, sha256.lower()) for one, sha256 in done} == {
        (one, stored.envelope_sha256) for one, stored in server.releases.items()
    }
