"""`progrez result` and `progrez rescore` from a terminal."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from progrez_desktop.core.services import accounts, opening
from tests.cli.program import program
from tests.cli.test_settings import Terminal
from tests.core.services.sitting_house import attentive, sit
from tests.journeys.driving import ANNA, PASSWORD


@pytest.fixture(scope="module")
def terminal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Terminal]:
    """A machine on which Anna finished a sitting."""
    terminal = Terminal(tmp_path_factory.mktemp("machine") / "data")
    opened = opening.open_storage(terminal.parts(terminal.data_dir))
    session = accounts.create(opened.deps, ANNA, PASSWORD).session
    sit(opened.deps, session, attentive(opened.deps))
    accounts.sign_out(session)
    opened.close()
    yield terminal


def fd_with(text: str) -> int:
    """A file descriptor that gives one line."""
    reading, writing = os.pipe()
    with os.fdopen(writing, "w", encoding="utf-8") as given:
        given.write(text + "\n")
    return reading


@pytest.fixture
def record(terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    out = tmp_path / "record.json"
    status = terminal.command("result", "-o", str(out), "--email", ANNA.email, "--password-fd", str(fd_with(PASSWORD)))
    assert status == 0
    return out


def test_a_result_is_saved_for_its_owner_alone_and_comes_out_again(record: Path) -> None:
    assert record.stat().st_mode & 0o777 == 0o600
    done = program("rescore", str(record))
    assert (done.returncode, done.stderr) == (0, "")
    same, made_by, not_signed = done.stdout.splitlines()
    assert same.startswith("The same, byte for byte: 12 skills.")
    assert made_by.startswith("It says that progrez 0.1.0 made it, with the computing code of this version (")
    assert "Nothing in the file is signed" in not_signed


def test_a_result_of_another_version_is_the_same_and_who_made_it_is_not_vouched_for(record: Path) -> None:
    document = json.loads(record.read_bytes())
    document["result"]["provenance"].update(engine="progrez 9.9", engine_sha256="ab" * 32, model_sha256="cd" * 32)
    record.write_text(json.dumps(document), "utf-8")
    done = program("rescore", str(record))
    assert (done.returncode, done.stderr) == (0, "")
    same, made_by, model, _ = done.stdout.splitlines()
    assert same.startswith("The same, byte for byte")
    assert "another version made it: progrez 9.9, computing code abababababab…" in made_by
    assert "Who made it can’t be checked" in made_by and "cdcdcdcdcdcd…" in model


def test_a_result_is_read_from_standard_input(record: Path) -> None:
    assert program("rescore", "-", given=record.read_text("utf-8")).returncode == 0


def test_what_differs_is_listed_and_ends_with_1(record: Path) -> None:
    document = json.loads(record.read_bytes())
    document["result"]["lines"][0]["score"]["sten"] += 1
    record.write_text(json.dumps(document), "utf-8")
    done = program("rescore", str(record))
    assert done.returncode == 1
    was, now = document["result"]["lines"][0]["score"]["sten"], document["result"]["lines"][0]["score"]["sten"] - 1
    assert done.stdout == f"/lines/0/score/sten: {was} then, {now} now\n"
    assert done.stderr.startswith("1 place differs; numbers by 1.0e+00 at most.")


def test_another_bank_is_refused_with_what_to_do(record: Path, tmp_path: Path, repo: Path) -> None:
    other = tmp_path / "bank.json"
    other.write_bytes((repo / "resources/bank/working-together.bank.json").read_bytes() + b"\n")
    done = program("rescore", str(record), "--bank", str(other))
    assert (done.returncode, done.stdout) == (1, "")
    assert "was scored with another item bank" in done.stderr
    assert "Give that one with --bank" in done.stderr
    assert "progrez 0.1.0, which made the result" in done.stderr


def test_the_files_that_it_names_serve_from_wherever_they_are(record: Path, repo: Path) -> None:
    resources = repo / "resources"
    done = program(
        *("rescore", str(record)),
        *("--bank", str(resources / "bank/working-together.bank.json")),
        *("--pack", str(resources / "assessments/working-together")),
        *("--thresholds", str(resources / "bank/working-together.quality.json")),
    )
    assert (done.returncode, done.stderr) == (0, "")


@pytest.mark.parametrize("content", ["", "{}", "[1, 2", '{"contract": "progrez.result-export/1"}'])
def test_what_is_no_result_is_told_in_one_line(content: str, tmp_path: Path) -> None:
    path = tmp_path / "record.json"
    path.write_text(content, "utf-8")
    done = program("rescore", str(path))
    assert (done.returncode, done.stdout, done.stderr.count("\n")) == (1, "", 1)
    assert done.stderr.startswith(f"{path}: ")


def test_a_wrong_password_gives_nothing_and_ends_with_3(
    terminal: Terminal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "record.json"
    given = ("--email", ANNA.email, "--password-fd", str(fd_with("not the password")))
    assert terminal.command("result", "-o", str(out), *given) == 3
    assert not out.exists()
    assert capsys.readouterr().out == ""


def test_without_a_terminal_the_password_is_asked_for_by_option(
    terminal: Terminal, capsys: pytest.CaptureFixture[str]
) -> None:
    assert terminal.command("result", "--email", ANNA.email) == 3
    assert "--password-fd" in capsys.readouterr().err
    assert terminal.command("result") == 2
    assert "--email" in capsys.readouterr().err
