"""An interview at the terminal: its guide, notes that come back and are disclosed, and what is weighed together."""

import json
from pathlib import Path

import pytest

from progrez_desktop.core.json_document import keep_contract
from progrez_desktop.core.words import Words
from tests.cli.test_registry import Workstation
from tests.cli.test_settings import Terminal
from tests.core.services.recruiting.interview_house import PROBE, interviewed

WORDS = Words("en")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Workstation:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    bare = Workstation(tmp_path / "data")
    assert isinstance(bare, Terminal) and bare.type("init", "--without-server", "--organisation", "Waterschap") == 0
    capsys.readouterr()
    return bare


@pytest.fixture
def code(desk: Workstation) -> str:
    """The code of a candidate who is interviewed."""
    house = desk.house()
    one = interviewed(house)
    row = house.deps.store.profiles.row(one.id, 0)
    assert row is not None
    house.opened.close()
    return row.code


def test_a_guide_is_shown_and_saved_and_its_person_is_told(
    desk: Workstation, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert desk.type("guide", code) == 0
    told = capsys.readouterr().out
    assert "empathy/not_said_aloud (matters much)" in told and WORDS("interview.told") in told
    out = tmp_path / "guide.pdf"
    assert desk.type("guide", code, "-o", str(out)) == 0
    assert out.read_bytes().startswith(b"%PDF")
    assert desk.type("log") == 0
    assert "The interview of" in (log := capsys.readouterr().out) and "An interview guide for" in log


def test_notes_are_kept_brought_back_and_given_to_their_person(
    desk: Workstation, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert desk.type("note", code, "--probe", PROBE, "--rating", "4") == 0
    assert desk.type("note", code, "--probe", PROBE, "--text", "Sat down with them.") == 0
    assert desk.type("note", code, "--text", "Came by train.") == 0
    capsys.readouterr()
    assert desk.type("notes", code) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 2 and "4 of 5." in lines[0] and "Sat down with them." in lines[0]
    assert desk.type("note", code, "--remove", lines[1][:8]) == 0
    assert WORDS("interview.removed") in capsys.readouterr().out
    assert desk.type("note", code, "--undo") == 0
    out = tmp_path / "notes.json"
    assert desk.type("notes", code, "--disclose", str(out)) == 0
    document = json.loads(out.read_bytes())
    keep_contract(document, "interview-notes")
    assert [note["text"] for note in document["notes"]] == ["Sat down with them.", "Came by train."]
    assert desk.type("notes", code, "--disclose", str(tmp_path / "notes.pdf")) == 0
    assert (tmp_path / "notes.pdf").read_bytes().startswith(b"%PDF")
    assert WORDS("cli.registry.notes.undrawn") not in capsys.readouterr().err
    assert desk.type("note", code, "--text", "שלום") == 0
    assert desk.type("notes", code, "--disclose", str(tmp_path / "again.pdf")) == 0
    assert WORDS("cli.registry.notes.undrawn") in capsys.readouterr().err


def test_the_parts_are_weighed_and_somebody_differs_with_a_reason(
    desk: Workstation, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert desk.type("combine", code) == 0
    told = capsys.readouterr().out
    assert "Interview, weighs 40\u00a0%: missing." in told and "no sum" in told
    assert desk.type("combine", code, "--sample", "A letter", "--value", "7", "--scale", "1", "10") == 0
    assert WORDS("combine.sample.assumed") in capsys.readouterr().out
    assert desk.type("combine", code, "--instead", "70") == 2
    assert WORDS("error.override_reason") in capsys.readouterr().err
    assert desk.type("combine", code, "--instead", "70", "--reason", "Saw more.") == 0
    told = capsys.readouterr().out
    assert "in place of the sum" in told and "no sum" in told and "Saw more." in told
    assert desk.type("combine", code, "--take-back") == 0
    assert "Saw more." not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("typed", "code_of_fault"),
    [
        (("note", "CODE"), "note_nothing_told"),
        (("note", "CODE", "--rating", "4"), "note_nothing_told"),
        (("note", "CODE", "--undo", "--text", "x"), "note_nothing_told"),
        (("note", "CODE", "--remove", "zz"), "note_unknown"),
        (("note", "CODE", "--undo"), "note_nothing_removed"),
        (("note", "CODE", "--probe", "no/such", "--rating", "4"), "probe_unknown"),
        (("note", "CODE", "--probe", PROBE, "--rating", "6"), "rating_wrong"),
        (("combine", "CODE", "--sample", "A letter"), "sample_numbers"),
        (("combine", "CODE", "--remove-sample", "--take-back"), "combine_one"),
    ],
)
def test_what_makes_no_sense_is_refused_with_what_to_do(
    desk: Workstation, code: str, capsys: pytest.CaptureFixture[str], typed: tuple[str, ...], code_of_fault: str
) -> None:
    assert desk.type(*(code if part == "CODE" else part for part in typed)) == 2
    assert WORDS(f"error.{code_of_fault}") in capsys.readouterr().err


def test_nobody_is_opened_for_a_work_sample_without_its_numbers(
    desk: Workstation, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert desk.type("combine", code, "--sample", "A letter", "--value", "7") == 2
    capsys.readouterr()
    assert desk.type("log") == 0
    assert "The interview of" not in capsys.readouterr().out


def test_notes_go_to_a_file_whose_form_is_known(desk: Workstation, code: str, tmp_path: Path) -> None:
    assert desk.type("notes", code, "--disclose", str(tmp_path / "notes.docx")) == 2
    assert not (tmp_path / "notes.docx").exists()
