"""A consented profile reaches the organisation that it was released to, once, and what is withdrawn is gone everywhere.

Commands as they are typed, on two computers with a data folder each, against a server in a process of its own; the
same with files on a stick, where there is no server at all.
"""

import io
import json
import re
import shutil
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import pytest

from progrez_desktop.core.model.person import PersonDetails
from progrez_desktop.core.services import accounts, consents, notices, procedures, receipts
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.services.opening import Parts
from progrez_desktop.core.store.folder import DataFolder
from progrez_desktop.core.system import SystemClock, SystemEntropy
from progrez_desktop.core.words import Words
from tests.cli.test_audit import with_storage
from tests.cli.test_settings import Terminal, fd
from tests.core.services.sitting_house import attentive, sit
from tests.databases import rows_as_text
from tests.fakes import FAST_KDF, there
from tests.organisation_house import CANARY
from tests.servers import RunningServer, free_port, make_organisation

STAFF = "vier gele kannen thee"
EMAIL, PASSWORD = f"{CANARY.lower()}@example.org", "a long enough one"
START_CODE = "GARDEN-27"


class Computer(Terminal):
    """One computer, with its own clock: the server's is real too."""

    def parts(self, root: Path) -> Parts:
        return Parts(SystemClock(), SystemEntropy(), DataFolder(root), FAST_KDF, lambda _: self.keyring)

    def types(self, *arguments: str, status: int = 0) -> str:
        """Run a command, and return what it says on standard output."""
        out, err = io.TextIOWrapper(io.BytesIO(), encoding="utf-8"), io.StringIO()
        with redirect_stdout(out), redirect_stderr(err):
            ended = self.command(*arguments)
        out.flush()
        said = out.buffer.getvalue().decode()  # type: ignore[attr-defined]
        assert ended == status, (arguments, said, err.getvalue())
        return said

    def registry(self, *arguments: str, status: int = 0) -> str:
        return self.types("registry", "--staff-fd", fd(STAFF), *arguments, status=status)


class Kiosk(Computer):
    def sits(self) -> None:
        """Somebody makes an account, allows, sits, releases what they saw, and goes."""

        def visit(deps: Deps) -> None:
            session = accounts.create(deps, PersonDetails(CANARY, "de Vries", EMAIL), PASSWORD).session
            consents.decide(deps, session, there(deps.assessment.organisation), ["profile", "contact"], "en")
            procedures.give_code(deps, session, START_CODE)
            sit(deps, session, attentive(deps))
            accounts.sign_out(session)

        with_storage(self, visit)
        assert CANARY in self.types("release", "--yes", "--email", EMAIL, "--password-fd", fd(PASSWORD))

    def code(self) -> str:
        """Return the code on the person's receipt."""
        found: list[str] = []

        def look(deps: Deps) -> None:
            session = accounts.sign_in(deps, EMAIL, PASSWORD)
            found.append(there(receipts.latest_code(session, there(deps.assessment.organisation))).written)
            accounts.sign_out(session)

        with_storage(self, look)
        return found[0]

    def news(self) -> str:
        """Return what the person is told when they sign in."""
        found: list[str] = []

        def look(deps: Deps) -> None:
            session = accounts.sign_in(deps, EMAIL, PASSWORD)
            found.extend(notices.sentence(one, Words("en")) for one in notices.news(session))
            accounts.sign_out(session)

        with_storage(self, look)
        return "\n".join(found)

    def log(self) -> str:
        return self.types("my-data", "log", "--email", EMAIL, "--password-fd", fd(PASSWORD))


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    server = RunningServer(tmp_path / "server", f"sqlite:///{tmp_path}/server/server.db", free_port())
    server.folder.mkdir()
    make_organisation(server)
    server.start()
    yield server
    server.kill()


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Computer:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return Computer(tmp_path / "desk")


@pytest.fixture
def kiosk(tmp_path: Path) -> Kiosk:
    return Kiosk(tmp_path / "kiosk")


def fingerprint(told: str) -> str:
    return there(re.search(r"([0-9A-F]{4} ){15}[0-9A-F]{4}", told)).group(0)


def pack_of(desk: Computer, tmp_path: Path, repo: Path) -> Path:
    """Make and sign the organisation's pack out of the example's folder."""
    folder, pack = tmp_path / "pack", tmp_path / "pack.zip"
    shutil.copytree(repo / "docs" / "examples" / "pack", folder)
    card = json.loads((tmp_path / "invitation.json").read_bytes())["body"]["card"]
    (folder / "card.json").write_text(json.dumps(card))
    desk.types("pack", "make", str(folder), "-o", str(pack))
    desk.types("pack", "sign", str(pack), "--staff-fd", fd(STAFF))
    return pack


def installed(told: str) -> str:
    return there(re.search(r"pack use ([0-9a-f]{12})", told)).group(1)


def listed_code(desk: Computer) -> str:
    return there(re.search(r"^([0-9A-Z]{3}-[0-9A-Z]{2}) ", desk.registry("list"), re.MULTILINE)).group(1)


def test_over_the_network(server: RunningServer, desk: Computer, kiosk: Kiosk, tmp_path: Path, repo: Path) -> None:
    entry, invitation = server.folder / "entry.json", tmp_path / "invitation.json"
    told = desk.types("registry", "--staff-fd", fd(STAFF, STAFF), "init", str(entry), "--name", "Desk 1")
    desk.registry("invite", "kiosk", "-o", str(invitation))
    kiosk.types("enrol", str(invitation), "--name", "Kiosk 3", "--fingerprint", fingerprint(told))
    desk.registry("admit", "Kiosk 3", "--yes")
    assert "one of its devices" in kiosk.types("enrol")
    published = desk.registry("publish", str(pack_of(desk, tmp_path, repo)))
    file_hash = there(re.search(r"[0-9a-f]{64}", published)).group(0)
    kiosk.types("pack", "use", installed(kiosk.types("pack", "fetch", file_hash)))

    kiosk.sits()
    assert "profiles that wait: 1" in kiosk.types("send", "--dry-run")
    assert "has everything now" in kiosk.types("send")
    assert "1 new profile" in desk.registry("fetch")
    code = listed_code(desk)
    assert CANARY not in desk.registry("list")
    assert f"{CANARY} de Vries" in desk.registry("show", code, "--names")
    desk.registry("message", code, "--text", "Could you come on Monday?")
    desk.registry("fetch")
    assert "2 messages came" in kiosk.types("send")
    assert "Could you come on Monday?" in kiosk.news()
    log = kiosk.log()
    assert "A recruiter opened your profile" in log
    assert "The organisation received what you released" in log

    kiosk.types("withdraw", "--code-fd", fd(kiosk.code()))
    assert "1 was erased there" in kiosk.types("send")
    assert "1" in desk.registry("fetch")
    assert code not in desk.registry("list")
    desk.registry("show", code, status=2)
    assert "Nothing waits" in kiosk.types("send")
    server.stop()
    everything = "".join(rows_as_text(server.database)) + server.log.read_text()
    assert "release-header" not in everything  # it is gone there, too
    for secret in (CANARY, CANARY.lower(), EMAIL, STAFF, PASSWORD, START_CODE):
        assert secret not in everything


def test_on_a_stick(desk: Computer, kiosk: Kiosk, tmp_path: Path, repo: Path) -> None:
    invitation, request, certificate = (tmp_path / f"{name}.json" for name in ("invitation", "request", "certificate"))
    making = ("init", "--without-server", "--organisation", "Waterschap", "--name", "Desk 1")
    told = desk.types("registry", "--staff-fd", fd(STAFF, STAFF), *making)
    desk.registry("invite", "kiosk", "-o", str(invitation))
    compared = ("--fingerprint", fingerprint(told), "--request-out", str(request))
    kiosk.types("enrol", str(invitation), "--name", "Kiosk 3", *compared)
    desk.registry("admit", "--request", str(request), "-o", str(certificate), "--yes")
    kiosk.types("enrol", "--certificate", str(certificate))
    kiosk.types("pack", "use", installed(kiosk.types("pack", "install", str(pack_of(desk, tmp_path, repo)))))

    kiosk.sits()
    carried(kiosk, desk, tmp_path / "first")
    code = listed_code(desk)
    assert f"{CANARY} de Vries" in desk.registry("show", code, "--names")
    carried(kiosk, desk, tmp_path / "second", anything=False)
    assert "A recruiter opened your profile" in kiosk.log()

    kiosk.types("withdraw", "--code-fd", fd(kiosk.code()))
    carried(kiosk, desk, tmp_path / "third")
    assert code not in desk.registry("list")
    desk.registry("import", str(tmp_path / "first.there"))  # the old stick once more brings nothing back
    desk.registry("show", code, status=2)
    for file in tmp_path.glob("*.there"):
        assert CANARY.encode() not in file.read_bytes()


def carried(kiosk: Kiosk, desk: Computer, place: Path, *, anything: bool = True) -> None:
    """Carry what waits to the workstation, and what comes back to the kiosk."""
    there_, back = place.with_suffix(".there"), place.with_suffix(".back")
    if anything:
        kiosk.types("send", "--stick", str(there_))
        desk.registry("import", str(there_))
    desk.registry("receipts", "Kiosk 3", "-o", str(back))
    kiosk.types("receive", str(back))
