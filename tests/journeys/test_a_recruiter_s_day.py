"""A recruiter reads, compares, decides and explains, as docs/recruiting.md says; whoever withdraws is gone."""

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from progrez_desktop.core.model.consent import Purpose
from progrez_desktop.core.model.person import PersonDetails
from progrez_desktop.core.services import accounts, consents, procedures, receipts, registry
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.services.own_cv import keep_details
from tests.cli.test_audit import with_storage
from tests.cli.test_settings import fd
from tests.core.services.sitting_house import attentive, sit
from tests.fakes import there
from tests.journeys.organisation import PASSWORD, STAFF, START_CODE, Computer, fingerprint, pack_of, served
from tests.own_details import FILLED
from tests.servers import RunningServer

PEOPLE = ("Anna Bos", "Bram Kok", "Carla Vos", "Daan Smit")
ASKED: tuple[Purpose, ...] = ("profile", "contact", "background", "teams", "team_values")

KNOWN_OF_THE_GONE = {"tombstone", "mail"}
"""Tables that know the number of a release that went: that it did, and what is still to be told of it."""


class Kiosk(Computer):
    def sits(self, name: str) -> None:
        """Somebody makes an account, allows what is asked, sits, and releases what they saw."""
        first, last = name.split()

        def visit(deps: Deps) -> None:
            session = accounts.create(deps, PersonDetails(first, last, email_of(name)), PASSWORD).session
            consents.decide(deps, session, there(deps.assessment.organisation), ASKED, "en")
            procedures.give_code(deps, session, START_CODE)
            keep_details(deps, session, FILLED)
            sit(deps, session, attentive(deps))
            accounts.sign_out(session)

        with_storage(self, visit)
        self.types("release", "--yes", "--email", email_of(name), "--password-fd", fd(PASSWORD))

    def withdraws(self, name: str) -> None:
        """Somebody withdraws with the code of their receipt alone."""
        found: list[str] = []

        def look(deps: Deps) -> None:
            session = accounts.sign_in(deps, email_of(name), PASSWORD)
            found.append(there(receipts.latest_code(session, there(deps.assessment.organisation))).written)
            accounts.sign_out(session)

        with_storage(self, look)
        self.types("withdraw", "--code-fd", fd(found[0]))
        self.types("send")

    def log(self, name: str) -> str:
        return self.types("my-data", "log", "--email", email_of(name), "--password-fd", fd(PASSWORD))


def email_of(name: str) -> str:
    return f"{name.split()[0].lower()}@example.org"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[RunningServer]:
    yield from served(tmp_path)


@pytest.fixture
def desk(server: RunningServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Computer:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    made = Computer(tmp_path / "desk")
    made.types("registry", "--staff-fd", fd(STAFF, STAFF), "init", str(server.folder / "entry.json"), "--name", "Desk")
    return made


@pytest.fixture
def kiosk(desk: Computer, tmp_path: Path, repo: Path) -> Kiosk:
    """One of the organisation's devices, with its pack, where four people released what they saw."""
    made, invitation = Kiosk(tmp_path / "kiosk"), tmp_path / "invitation.json"
    desk.registry("invite", "kiosk", "-o", str(invitation))
    told = desk.registry("status")
    made.types("enrol", str(invitation), "--name", "Kiosk 3", "--fingerprint", fingerprint(told))
    desk.registry("admit", "Kiosk 3", "--yes")
    made.types("enrol")
    made.types("pack", "install", str(pack_of(desk, tmp_path, repo, ASKED)))
    made.types("pack", "use", "trainees-2027")
    for name in PEOPLE:
        made.sits(name)
    made.types("send")
    return made


@pytest.fixture
def codes(desk: Computer, kiosk: Kiosk) -> dict[str, str]:
    """Return the code of each person, once they were fetched."""
    assert "4 new profiles" in desk.registry("fetch")
    desk.registry("reader", "J. Bakker")
    assert not any(name in desk.registry("list") for name in PEOPLE)
    listed = desk.registry("list", "--names")
    return {name: there(re.search(rf"(\S+)( \*)? +{name}", listed)).group(1) for name in PEOPLE}


def lock_a_role(desk: Computer) -> None:
    desk.registry("role", "new", "Trainee", "trainees-2027")
    for expert, weight in (("A. Jong", 4), ("B. Haan", 3)):
        asked = (f"collaboration={weight}:5-10", f"resilience={weight - 1}:4-9")
        desk.registry("role", "view", "Trainee", expert, "--skill", asked[0], "--skill", asked[1])
    assert "2 experts" in desk.registry("role", "compare", "Trainee")
    desk.registry("role", "agree", "Trainee", "--weights", "40,40,20")
    assert "locked" in desk.registry("role", "lock", "Trainee")


def tables_with(desk: Computer, release_id: str) -> set[str]:
    """Return which tables of the registry know a release."""
    opened = registry.open_registry(desk.parts(registry.registry_folder(desk.data_dir)), None, STAFF)
    try:
        rows = opened.deps.store.database.rows
        named = "SELECT m.name FROM sqlite_schema m, pragma_table_info(m.name) c WHERE c.name = 'release_id'"
        return {
            table
            for (table,) in rows(named)
            if rows(f"SELECT 1 FROM {table} WHERE lower(release_id) = ?", (release_id,))  # noqa: S608 - of the schema
        }
    finally:
        opened.close()


def saves(desk: Computer, out: Path, *arguments: str) -> bytes:
    desk.registry(*arguments, "-o", str(out))
    return out.read_bytes()


def test_from_the_list_to_a_letter(desk: Computer, kiosk: Kiosk, codes: dict[str, str], tmp_path: Path) -> None:
    anna, bram = codes["Anna Bos"], codes["Bram Kok"]
    for command in ("fit", "show", "guide"):
        desk.registry(command, anna, status=2)  # no role is locked yet
    lock_a_role(desk)
    desk.registry("filter", "save", "ready", "--only", "may:collaboration=2")
    assert anna in desk.registry("list", "--filter", "ready")
    assert "No reliable difference" in desk.registry("compare", anna, bram)
    assert "A person decides" in desk.registry("fit", anna)
    for command in ("report", "guide"):
        assert saves(desk, tmp_path / f"{command}.pdf", command, anna).startswith(b"%PDF")
    desk.registry("note", anna, "--probe", "collaboration/quarrel", "--rating", "4", "--text", "Began the talk")
    assert "Began the talk" in desk.registry("notes", anna)
    case = ("--sample", "Case", "--value", "7", "--scale", "1", "10", "--margin", "1")
    assert "Together" in desk.registry("combine", anna, *case)

    desk.registry("shortlist", "make", "Cut", "--likely", "collaboration=6", status=2)
    decided = ("--decision", "We invite her", "--reason", "She told how she planned the open day")
    desk.registry("decision", "write", anna, *decided)
    letter = tmp_path / "letter.txt"
    desk.registry("decision", "letter", "draft", anna, "-o", str(letter))
    desk.registry("decision", "letter", "keep", anna, str(letter), "--i-read-it")
    desk.registry("decision", "letter", "send", anna)
    desk.registry("export", "-o", str(tmp_path / "list.csv"), status=2)
    saves(desk, tmp_path / "list.csv", "export", "--for", "Interviews", "--to", "Committee")

    desk.registry("fetch")
    kiosk.types("send")
    told = kiosk.log("Anna Bos")
    assert "A recruiter opened your profile" in told
    assert "Committee" in desk.registry("recipients", anna)

    assert not any(code in desk.registry("statistics") for code in codes.values())
    saves(desk, tmp_path / "model.zip", "evidence", "--model")
    with zipfile.ZipFile(tmp_path / "model.zip") as model:
        assert {"manifest.json", "dpia.en.html"} <= set(model.namelist())
        assert not any(code.encode() in model.read(name) for code in codes.values() for name in model.namelist())


def test_who_withdraws_is_gone_from_every_place(
    desk: Computer, kiosk: Kiosk, codes: dict[str, str], tmp_path: Path
) -> None:
    anna, rest = codes["Anna Bos"], [code for name, code in codes.items() if name != "Anna Bos"]
    lock_a_role(desk)
    desk.registry("fit", anna)
    desk.registry("note", anna, "--text", "Came early")
    desk.registry("decision", "write", anna, "--decision", "Not now", "--reason", "Begins in autumn")
    desk.registry("shortlist", "make", "June", "--code", anna, "--code", rest[0])
    desk.registry("team", "compose", "--size", "3", "--with", anna, "--keep", "Pilots")
    saves(desk, tmp_path / "list.csv", "export", "--for", "Interviews", "--to", "Committee")
    saves(desk, tmp_path / "team.pdf", "team", "report", "Pilots")
    release_id = next(one["release_id"] for one in json.loads(desk.registry("list", "--json")) if one["code"] == anna)
    assert tables_with(desk, release_id) >= {"note", "shortlisted", "team_member", "exported", "decision"}

    kiosk.withdraws("Anna Bos")
    assert "1 was withdrawn and is gone here" in desk.registry("fetch")
    for place in ("list", "shortlist show June", "team show Pilots", "team list"):
        assert anna not in desk.registry(*place.split())
    assert "1 member left since" in desk.registry("team", "show", "Pilots")
    assert "3 of 4" in desk.registry("recipients")
    assert tables_with(desk, release_id) <= KNOWN_OF_THE_GONE | {"decision"}
    for command in ("fit", "show", "notes", "name", "recipients"):
        desk.registry(command, anna, status=2)
    desk.registry("compare", anna, rest[0], status=2)
    desk.registry("team", "report", "Pilots", "-o", str(tmp_path / "again.pdf"), status=2)
    assert "Not now" in desk.registry("decision", "list")  # on the organisation's own basis, without a score
    saves(desk, tmp_path / "gone.zip", "evidence", anna)
    with zipfile.ZipFile(tmp_path / "gone.zip") as left:
        for kept in map(left.read, left.namelist()):
            assert b"Anna" not in kept and b"Came early" not in kept
