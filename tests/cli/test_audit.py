"""`progrez audit verify`: says whether the logs are whole, and ends with 1 where a line is missing or changed."""

import os
from dataclasses import replace
from pathlib import Path

import pytest

from progrez_desktop.core.model.person import PersonDetails
from progrez_desktop.core.services import accounts, erasing, opening
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.services.opening import Parts
from tests.cli.test_settings import Terminal
from tests.fakes import MONDAY_MS, FakeClock

EMAIL, PASSWORD = "s.devries@example.org", "a long enough one"


class LaterEachTime(Terminal):
    """A machine that is started some time after the last time: the same line is never written twice."""

    started = 0

    def parts(self, root: Path) -> Parts:
        self.started += 1
        return replace(super().parts(root), clock=FakeClock(MONDAY_MS + self.started * 60_000))


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    terminal = LaterEachTime(tmp_path / "data")
    terminal.run("set", "form", "adaptive")
    with_storage(terminal, lambda deps: accounts.sign_out(made(deps)))
    return terminal


def made(deps: Deps) -> Session:
    return accounts.create(deps, PersonDetails("Sanne", "de Vries", EMAIL), PASSWORD).session


def with_storage(terminal: Terminal, do) -> None:
    opened = opening.open_storage(terminal.parts(terminal.data_dir))
    try:
        do(opened.deps)
    finally:
        opened.close()


def spoil(terminal: Terminal, statement: str) -> None:
    """Change somebody's log as who has the key of their safe could."""

    def change(deps: Deps) -> None:
        session = accounts.sign_in(deps, EMAIL, PASSWORD)
        session.safe._database.write(statement)
        session.safe.close()

    with_storage(terminal, change)


def password_fd(tmp_path: Path, password: str = PASSWORD) -> int:
    secret = tmp_path / "secret"
    secret.write_text(password + "\n")
    return os.open(secret, os.O_RDONLY)


def verify(terminal: Terminal, tmp_path: Path, *more: str) -> int:
    if more != ("person",):
        return terminal.command("audit", "verify")
    return terminal.command("audit", "verify", "--email", EMAIL, "--password-fd", str(password_fd(tmp_path)))


def test_whole_logs_are_told_with_how_many_lines(
    terminal: Terminal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert verify(terminal, tmp_path, "person") == 0
    assert capsys.readouterr().out.splitlines() == [
        "Operators: whole; lines: 1.",
        "Deleted accounts: whole; accounts: 0.",
        "Safes: 1, all of them there.",
        "Access log: whole; lines: 2.",
    ]


def test_a_safe_that_is_gone_ends_with_1(
    terminal: Terminal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def lose(deps: Deps) -> None:
        [account] = deps.device.accounts()
        deps.folder.safe_file(account.safe_file).unlink()

    with_storage(terminal, lose)
    capsys.readouterr()
    assert verify(terminal, tmp_path) == 1
    assert capsys.readouterr().out.splitlines()[-1].startswith("Safes: at least one of 1 is missing.")


@pytest.mark.parametrize(
    ("statement", "line"),
    [
        ("DELETE FROM access_log WHERE seq = 1", 1),
        ("DELETE FROM access_log WHERE seq = 2", 2),
        ("UPDATE access_log SET at_ms = at_ms + 1 WHERE seq = 2", 2),
        ("DELETE FROM access_log", 2),
    ],
)
def test_a_missing_or_changed_line_of_a_person_is_named_and_ends_with_1(
    terminal: Terminal, tmp_path: Path, capsys: pytest.CaptureFixture[str], statement: str, line: int
) -> None:
    spoil(terminal, statement)
    capsys.readouterr()
    assert verify(terminal, tmp_path, "person") == 1
    assert capsys.readouterr().out.splitlines()[-1] == f"Access log: line {line} is missing or changed."


def test_a_changed_line_of_operators_ends_with_1(
    terminal: Terminal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with_storage(terminal, lambda deps: deps.device._database.write("UPDATE audit_event SET at_ms = 1"))
    capsys.readouterr()
    assert verify(terminal, tmp_path) == 1
    assert "Operators: a line is missing or changed." in capsys.readouterr().out


def test_a_list_of_deleted_accounts_that_lost_one_ends_with_1(
    terminal: Terminal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def erase(deps: Deps) -> None:
        session = accounts.sign_in(deps, EMAIL, PASSWORD)
        erasing.erase(deps, session, erasing.outlook(deps, session))

    with_storage(terminal, erase)
    assert verify(terminal, tmp_path) == 0
    for place in (*terminal.data_dir.glob("state/*"), *tmp_path.glob("data-state/*")):
        place.unlink()
    capsys.readouterr()
    assert verify(terminal, tmp_path) == 1
    assert "Deleted accounts: an entry is missing or changed." in capsys.readouterr().out


def test_a_wrong_password_opens_nothing_and_is_a_locked_door(terminal: Terminal, tmp_path: Path) -> None:
    fd = password_fd(tmp_path, "not that one at all")
    assert terminal.command("audit", "verify", "--email", EMAIL, "--password-fd", str(fd)) == 3
