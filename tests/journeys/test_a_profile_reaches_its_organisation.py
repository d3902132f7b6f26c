"""A consented profile reaches the organisation that it was released to, once, and what is withdrawn is gone everywhere.

Commands as they are typed, on two computers with a data folder each, against a server in a process of its own; the
same with files on a stick, where there is no server at all.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from progrez_desktop.core.model.person import PersonDetails
from progrez_desktop.core.services import accounts, consents, notices, procedures, receipts
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.words import Words
from tests.cli.test_audit import with_storage
from tests.cli.test_settings import fd
from tests.core.services.sitting_house import attentive, sit
from tests.databases import rows_as_text
from tests.fakes import there
from tests.journeys.organisation import PASSWORD, STAFF, START_CODE, Computer, fingerprint, pack_of, served
from tests.organisation_house import CANARY
from tests.servers import RunningServer

EMAIL = f"{CANARY.lower()}@example.org"
PROCEDURE = "trainees-2027"


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
    yield from served(tmp_path)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Computer:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return Computer(tmp_path / "desk")


@pytest.fixture
def kiosk(tmp_path: Path) -> Kiosk:
    return Kiosk(tmp_path / "kiosk")


def installed(told: str) -> str:
    return there(re.search(r"pack use ([0-9a-f]{12})", told)).group(1)


def listed_code(desk: Computer) -> str:
    return there(re.search(r"^([0-9A-Z]{3}-[0-9A-Z]{2}) ", desk.registry("list"), re.MULTILINE)).group(1)


def reads_without_a_role(desk: Computer, code: str) -> None:
    """Nobody is opened before it is said what their procedure is read for, nor by asking for their name."""
    desk.registry("show", code, "--names", status=2)
    desk.registry("role", "new", "Reading alone", PROCEDURE, "--asks-nothing")


def decided(desk: Computer, code: str, tmp_path: Path) -> Path:
    """Have somebody shortlist, note, decide and draft a letter; return the letter."""
    letter = tmp_path / "letter.txt"
    desk.registry("reader", "Noor")
    desk.registry("shortlist", "make", "June", "--code", code)
    desk.registry("note", code, "--text", "You asked good questions.")
    words = ("--decision", "We invite you", "--reason", "You explained your work well")
    desk.registry("decision", "write", code, *words)
    desk.registry("decision", "letter", "draft", code, "-o", str(letter))
    desk.registry("decision", "letter", "keep", code, str(letter), "--i-read-it")
    desk.registry("decision", "letter", "paper", code, "-o", str(tmp_path / "letter.pdf"))
    return letter


def is_gone_with_all_but_the_decision(desk: Computer, code: str, letter: Path) -> None:
    assert code not in desk.registry("shortlist", "show", "June")
    assert re.search(r"June +0 +1", desk.registry("shortlist", "list"))
    desk.registry("notes", code, status=2)
    assert re.search(rf"{code} .* We invite you", desk.registry("decision", "list"))
    desk.registry("decision", "letter", "paper", code, "-o", str(letter.with_suffix(".again")), status=2)
    desk.registry("decision", "letter", "send", code, status=2)
    draft = letter.with_suffix(".new")
    desk.registry("decision", "letter", "draft", code, "-o", str(draft))
    assert "We invite you" in draft.read_text()


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
    reads_without_a_role(desk, code)
    assert f"{CANARY} de Vries" in desk.registry("show", code, "--names")
    desk.registry("message", code, "--text", "Could you come on Monday?")
    desk.registry("fetch")
    assert "2 messages came" in kiosk.types("send")
    assert "Could you come on Monday?" in kiosk.news()
    log = kiosk.log()
    assert "A recruiter opened your profile" in log
    assert "The organisation received what you released" in log

    letter = decided(desk, code, tmp_path)
    kiosk.types("withdraw", "--code-fd", fd(kiosk.code()))
    assert "1 was erased there" in kiosk.types("send")
    assert "1" in desk.registry("fetch")
    assert code not in desk.registry("list")
    is_gone_with_all_but_the_decision(desk, code, letter)
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
    reads_without_a_role(desk, code)
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
