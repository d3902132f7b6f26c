"""Real servers of an organisation on 127.0.0.1: started, killed and started again by tests, with the same data."""

import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests

from tests.asking import Answer, Caller
from tests.databases import Kind, new_database
from tests.organisation_house import Device, Document, Organisation

REPO = Path(__file__).resolve().parent.parent
_PATIENCE_S = 30


@dataclass
class RunningServer:
    """One server with its folder. `fail_point` is "after_commit:3": it ends itself there the third time."""

    folder: Path
    database: str
    port: int
    workers: int = 1
    options: tuple[str, ...] = ()
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return self.folder / "server.log"

    def start(self, fail_point: str | None = None) -> None:
        """Start it and wait until it is healthy."""
        module = ["tests.server_child", fail_point] if fail_point else ["progrez_server.app"]
        command = [*module, "run", *self._where(), "--port", str(self.port), "--workers", str(self.workers)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", *command, *self.options],
                cwd=REPO,
                stdout=log,
                stderr=log,
                start_new_session=True,  # so that its workers end with it
            )
        self._wait()

    def kill(self) -> None:
        """End it and its workers as a power cut does."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
            self.process = None

    def stop(self) -> None:
        """End it as an operator does."""
        if self.process is not None:
            self.process.terminate()
            try:
                self.process.wait(20)
            except subprocess.TimeoutExpired:
                self.kill()
            self.process = None

    def restart(self, fail_point: str | None = None) -> None:
        self.kill()
        self.start(fail_point)

    def has_ended(self, within_s: float = 20) -> bool:
        """Return whether it ended by itself."""
        assert self.process is not None
        try:
            self.process.wait(within_s)
        except subprocess.TimeoutExpired:
            return False
        self.process = None
        return True

    def command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run another command of `progrez-server` on the same data."""
        command = [sys.executable, "-m", "progrez_server.app", arguments[0], *self._where(), *arguments[1:]]
        return subprocess.run(command, cwd=REPO, capture_output=True, text=True, check=False, timeout=60)

    def _where(self) -> list[str]:
        return ["--data-dir", str(self.folder), "--database", self.database]

    def _wait(self) -> None:
        assert self.process is not None
        until = time.monotonic() + _PATIENCE_S
        while time.monotonic() < until and self.process.poll() is None:
            with contextlib.suppress(requests.RequestException):
                if requests.get(f"{self.address}/health", timeout=2).status_code == 200:
                    return
            time.sleep(0.05)
        raise AssertionError(f"the server did not start:\n{self.log.read_text()[-4000:]}")


@dataclass
class OrganisationThere:
    """An organisation with a server and its first workstation, which is enrolled."""

    server: RunningServer
    organisation: Organisation
    workstation: Caller
    entry: Document = field(repr=False)
    enrolled: int = 0

    def device(self, kind: str = "kiosk", address: str = "") -> Caller:
        """Enrol another device, as its invitation and the organisation's workstation do."""
        self.enrolled += 1
        device = Device(self.organisation, kind, f"Device {self.enrolled}")
        caller = Caller(address or self.server.address, device)
        code = "-".join(f"{self.enrolled:05d}" for _ in range(5))
        import hashlib

        from tests.organisation_house import DAY_MS, now_ms

        told = {
            "contract": "progrez.enrolment-code/1",
            "organisation_id": self.organisation.id,
            "code_sha256": hashlib.sha256(code.encode()).hexdigest(),
            "kind": kind,
            "until_ms": now_ms() + DAY_MS,
        }
        _well(self.workstation.ask("POST", "/v1/enrolment-codes", told))
        here = Caller(self.server.address, device)
        _well(here.ask("POST", "/v1/enrolments", device.request(code)))
        path = f"/v1/enrolments/{device.id}/admission"
        _well(self.workstation.ask("POST", path, self.organisation.certificate(device)))
        return caller


def _well(answer: Answer) -> Answer:
    assert answer.status in (200, 201, 202, 204), answer.body
    return answer


@contextmanager
def running_server(
    folder: Path, database: Kind = "sqlite", workers: int = 1, fail_point: str | None = None, *options: str
) -> Iterator[OrganisationThere]:
    """Make an organisation on a server of its own, start that, and enrol the first workstation."""
    folder.mkdir(parents=True, exist_ok=True)
    server = RunningServer(folder, new_database(database, folder), free_port(), workers, options)
    entry = make_organisation(server)
    try:
        server.start(fail_point)
        yield first_workstation(server, entry)
    finally:
        server.kill()


def make_organisation(server: RunningServer) -> dict[str, Any]:
    """Run `progrez-server init`, and return the entry that it wrote."""
    out = server.folder / "entry.json"
    made = server.command("init", "--name", "Waterschap", "--address", server.address, "--out", str(out))
    assert made.returncode == 0, made.stderr
    entry: dict[str, Any] = json.loads(out.read_text())
    return entry


def first_workstation(server: RunningServer, entry: dict[str, Any]) -> OrganisationThere:
    organisation = Organisation(id=entry["organisation_id"], server=entry["server"], receipt_key=entry["receipt_key"])
    workstation = Caller(server.address, Device(organisation, "workstation", "First desk"))
    request = workstation.device.request(entry["code"], with_card=organisation.card())
    _well(workstation.ask("POST", "/v1/enrolments", request))
    return OrganisationThere(server, organisation, workstation, entry)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port
