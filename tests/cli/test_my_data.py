"""`progrez my-data`: what the page "My data" does, without a window."""

import zipfile
from pathlib import Path

import pytest

from progrez_desktop.core.words import Words
from tests.cli.test_audit import EMAIL, LaterEachTime, made, password_fd, spoil, with_storage
from tests.cli.test_settings import Terminal
from tests.core.documents.pdf_text import text_of

WORDS = Words("en")


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    terminal = LaterEachTime(tmp_path / "data")
    with_storage(terminal, lambda deps: made(deps).safe.close())
    return terminal


def run(terminal: Terminal, tmp_path: Path, *arguments: str) -> int:
    fd = password_fd(tmp_path)
    return terminal.command("my-data", *arguments, "--email", EMAIL, "--password-fd", str(fd))


def test_the_log_is_read_line_by_line(terminal: Terminal, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run(terminal, tmp_path, "log") == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].endswith(WORDS("log.account_made"))
    assert lines[-1] == WORDS("log.whole")
    spoil(terminal, "DELETE FROM access_log WHERE seq = 1")
    assert run(terminal, tmp_path, "log") == 1


def test_all_data_are_saved_in_one_file(terminal: Terminal, tmp_path: Path) -> None:
    out = tmp_path / "all.zip"
    assert run(terminal, tmp_path, "save", "--out", str(out)) == 0
    assert "data.json" in zipfile.ZipFile(out).namelist()


def test_deleting_says_what_it_does_and_does_nothing_until_it_is_told_to(
    terminal: Terminal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    receipt = tmp_path / "receipt.pdf"
    capsys.readouterr()
    assert run(terminal, tmp_path, "delete", "--receipt", str(receipt)) == 2
    told = capsys.readouterr()
    assert WORDS("erasing.stays.title") in told.out
    assert WORDS("error.erasing_not_confirmed") in told.err
    assert not receipt.exists()
    assert run(terminal, tmp_path, "delete", "--receipt", str(receipt), "--yes") == 0
    assert WORDS("erasing.paper.after.title") in text_of(receipt.read_bytes())
    assert run(terminal, tmp_path, "log") == 3
    assert list((tmp_path / "data/safes").iterdir()) == []


def test_a_receipt_that_can_not_be_saved_keeps_the_account(terminal: Terminal, tmp_path: Path) -> None:
    assert run(terminal, tmp_path, "delete", "--receipt", str(tmp_path / "nowhere/r.pdf"), "--yes") == 2
    assert run(terminal, tmp_path, "log") == 0
