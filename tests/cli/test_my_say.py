"""`progrez my-data explain`, `contest`, `correct` and `training`: what the window does, from a terminal."""

import io
from pathlib import Path

import pytest

from progrez_desktop.core.services import accounts, contesting
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.services.objections import LONGEST_WORDS
from progrez_desktop.core.words import Words
from tests.cli.test_audit import EMAIL, PASSWORD, LaterEachTime, made, with_storage
from tests.cli.test_my_data import run
from tests.cli.test_settings import Terminal
from tests.core.documents.pdf_text import squeezed, text_of
from tests.core.services.sitting_house import attentive, sit

WORDS = Words("en")


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """Somebody with a result."""
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    terminal = LaterEachTime(tmp_path / "data")

    def have_sat(deps: Deps) -> None:
        session = made(deps)
        sit(deps, session, attentive(deps))
        accounts.sign_out(session)

    with_storage(terminal, have_sat)
    capsys.readouterr()
    return terminal


def said(terminal: Terminal):
    found = []

    def look(deps: Deps) -> None:
        session = accounts.sign_in(deps, EMAIL, PASSWORD)
        found.append(contesting.said(session, session.safe.attempts()[0].id))
        accounts.sign_out(session)

    with_storage(terminal, look)
    return found[0]


def test_why_a_score_is_so_is_printed_or_saved_as_a_letter(
    terminal: Terminal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(terminal, tmp_path, "explain", "empathy") == 0
    printed = capsys.readouterr().out
    assert WORDS("explain.decides.people") in printed
    assert run(terminal, tmp_path, "explain", "empathy", "--out", str(tmp_path / "why.pdf")) == 0
    assert squeezed(WORDS("explain.decides.people")) in squeezed(text_of((tmp_path / "why.pdf").read_bytes()))


def test_a_score_is_contested_with_words_from_a_file_and_taken_back(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "why.txt").write_text("the heron was late\n", "utf-8")
    arguments = ("contest", "empathy", "--reason", "misread", "--text", str(tmp_path / "why.txt"))
    assert run(terminal, tmp_path, *arguments) == 0
    made_now = said(terminal).objections["empathy"]
    assert (made_now.reason, made_now.words) == ("misread", "the heron was late")
    assert run(terminal, tmp_path, "contest", "empathy", "--take-back") == 0
    assert said(terminal).objections == {}


def test_a_correction_comes_from_standard_input_too_and_is_removed(
    terminal: Terminal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"it was the 22nd")))
    assert run(terminal, tmp_path, "correct", "--text", "-") == 0
    assert said(terminal).corrections[""].words == "it was the 22nd"
    assert run(terminal, tmp_path, "correct", "--remove") == 0
    assert said(terminal).corrections == {}


def test_without_a_grant_nothing_is_ready_and_nothing_is_printed(
    terminal: Terminal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(terminal, tmp_path, "training") == 0
    assert capsys.readouterr().out == ""


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (("explain", "courage"), 2),
        (("contest", "empathy", "--reason", "anger"), 2),
        (("correct",), 2),
        (("correct", "--skill", "courage", "--remove"), 2),
        (("contest", "empathy", "--text", "/nowhere/at/all.txt"), 1),
        (("explain", "empathy", "--out", "/nowhere/why.pdf"), 2),
    ],
)
def test_what_can_not_be_is_told_and_changes_nothing(
    terminal: Terminal, tmp_path: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], status: int
) -> None:
    assert run(terminal, tmp_path, *arguments) == status
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err
    assert said(terminal).objections == {}


@pytest.mark.parametrize("content", [b"x" * (LONGEST_WORDS + 1), "é".encode() * (1 << 20)])
@pytest.mark.parametrize("arguments", [("contest", "empathy"), ("correct",)])
def test_words_that_are_too_long_are_told_and_not_cut(
    terminal: Terminal, tmp_path: Path, capsys: pytest.CaptureFixture[str], content: bytes, arguments: tuple[str, ...]
) -> None:
    file = tmp_path / "long.txt"
    file.write_bytes(content)
    assert run(terminal, tmp_path, *arguments, "--text", str(file)) == 2
    assert WORDS("error.say_too_long", most=LONGEST_WORDS) in capsys.readouterr().err
    assert (said(terminal).objections, said(terminal).corrections) == ({}, {})
    file.write_bytes(content[:LONGEST_WORDS])
    assert run(terminal, tmp_path, *arguments, "--text", str(file)) == 0


def test_words_that_are_no_text_are_told(
    terminal: Terminal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "picture.png").write_bytes(b"\x89PNG")
    assert run(terminal, tmp_path, "correct", "--text", str(tmp_path / "picture.png")) == 1
    assert "picture.png" in capsys.readouterr().err
