"""`progrez doctor` as a person and as a program reads it."""

import json
from collections import Counter
from pathlib import Path

import pytest

from progrez_desktop.cli import doctor as command
from progrez_desktop.cli.frame import run_command
from progrez_desktop.core.json_document import keep_contract
from progrez_desktop.core.services.doctor import Finding
from tests.cli.program import NO_OFFICE

MISSING = Finding("qt", "missing", "qt.missing", {"names": "libEGL.so.1", "platform": "xcb"}, apt=("libegl1",))
NOTE = Finding("key_store", "note", "key_store.none")
OK = Finding("fonts", "ok", "fonts.ok")


@pytest.fixture(autouse=True)
def english_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


def run(monkeypatch: pytest.MonkeyPatch, findings: tuple[Finding, ...], *arguments: str) -> int:
    monkeypatch.setattr(command, "examine", lambda folder: findings)
    return run_command(["doctor", *arguments], Path("data"), lambda session: 9, lambda session, out, form: 9, NO_OFFICE)


def test_what_is_missing_ends_with_4_and_the_command_to_type(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, (OK, MISSING)) == 4
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines[:2]] == ["ok", "missing"]
    assert "    sudo apt-get update && sudo apt-get install libegl1" in lines


def test_a_note_alone_is_no_failure(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(monkeypatch, (OK, NOTE)) == 0
    assert "sudo" not in capsys.readouterr().out


def test_a_program_gets_the_same_as_json(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(monkeypatch, (OK, MISSING), "--json") == 4
    found = json.loads(capsys.readouterr().out)
    assert [(finding["check"], finding["state"], finding["apt"]) for finding in found] == [
        ("fonts", "ok", []),
        ("qt", "missing", ["libegl1"]),
    ]


def test_of_a_kiosk_each_finding_is_said_with_what_mends_it_and_all_are_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    arguments = ["--data-dir", str(tmp_path), "doctor", "--kiosk"]
    status = run_command(arguments, Path("data"), lambda session: 9, lambda session, out, form: 9, NO_OFFICE)
    said = capsys.readouterr().out
    assert status == 4
    assert "not made yet; the first start makes it" in said  # the key of this computer
    assert "Start the program once and set it up" in said
    shown = Counter(line.split(" ")[0] for line in said.splitlines()[:-1])
    assert said.splitlines()[-1] == (
        f"locked down: enforced {shown['enforced']}, detected {shown['detected']}, open {shown['open']}"
    )


def test_the_report_of_a_kiosk_for_support_keeps_its_contract(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "jan-de-vries"
    arguments = ["--data-dir", str(folder), "doctor", "--kiosk", "--json"]
    run_command(arguments, Path("data"), lambda session: 9, lambda session, out, form: 9, NO_OFFICE)
    said = capsys.readouterr().out
    keep_contract(json.loads(said), "kiosk-health")
    assert "jan-de-vries" not in said
    assert not folder.exists()  # looking makes nothing
