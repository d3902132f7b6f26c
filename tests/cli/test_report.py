"""`progrez report`: a saved result becomes a PDF, or one line that says what is wrong with it."""

import json
from pathlib import Path
from typing import Any

import pypdf
import pytest

from progrez_desktop.core.store.result_record import record_of
from progrez_desktop.core.words import LANGUAGES
from tests.cli.program import program
from tests.core.documents.pdf_text import squeezed
from tests.exported import exported
from tests.reports import visitor


def result(**changes: object) -> str:
    """An exported result of the invented visitor; `changes` are made in its record."""
    document = exported()
    document["result"].update(changes)
    return json.dumps(document)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_saved_result_becomes_a_report_in_the_language_asked_for(tmp_path: Path, language: str) -> None:
    source, out = tmp_path / "record.json", tmp_path / "report.pdf"
    source.write_text(result(), "utf-8")
    asked = program("report", str(source), "-o", str(out), "--language", language, "--name", "Zoë Łukasiewicz")
    assert (asked.returncode, asked.stdout, asked.stderr) == (0, "", "")
    read = pypdf.PdfReader(out)
    assert str(read.root_object["/Lang"]) == language
    first = squeezed(read.pages[0].extract_text())
    assert "ZoëŁukasiewicz" in first
    assert ("Holdsuntil" in first) == (language == "en")
    assert out.stat().st_mode & 0o777 == 0o600


def test_the_language_of_the_session_does_as_well(tmp_path: Path) -> None:
    out = tmp_path / "report.pdf"
    assert program("--language", "nl", "report", "-", "-o", str(out), given=result()).returncode == 0
    assert str(pypdf.PdfReader(out).root_object["/Lang"]) == "nl"


def test_signs_of_a_name_that_no_font_has_are_told_and_the_report_is_made(tmp_path: Path) -> None:
    out = tmp_path / "report.pdf"
    asked = program("report", "-", "-o", str(out), "--name", "Rune \u16a0", given=result())
    assert asked.returncode == 0
    assert "U+16A0" in asked.stderr
    assert out.is_file()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("", "The file is empty."),
        ("{", "The file is not valid JSON"),
        (json.dumps(record_of(visitor())), "At / the field “contract” is missing."),
        (result(surprise=1), "At /result/ there is a field that this kind of file does not have."),
        (result(version=9), "The value at /result/version is not allowed here"),
        (result(valid_until="2028-13-40"), "At /result/valid_until stands a day that does not exist."),
        (result(assessment_id="chess"), "This result belongs to the assessment “chess”"),
        (result(assessment_id="\x1b[31mred"), "This result belongs to the assessment “\\x1b[31mred”"),
    ],
)
def test_what_is_wrong_in_a_result_is_one_line_with_its_name_and_no_file(
    tmp_path: Path, content: str, told: str
) -> None:
    source = tmp_path / "record.json"
    source.write_text(content, "utf-8")
    asked = program("report", str(source), "-o", str(tmp_path / "report.pdf"))
    assert asked.returncode == 1
    assert asked.stderr.startswith(f"{source}: ")
    assert asked.stderr.count("\n") == 1
    assert told in asked.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["record.json"]


def test_a_result_is_never_replaced_by_its_report(tmp_path: Path) -> None:
    source = tmp_path / "record.json"
    source.write_text(result(), "utf-8")
    asked = program("report", str(source), "-o", str(source))
    assert asked.returncode == 2
    assert source.read_text("utf-8") == result()


def test_a_language_that_is_none_and_a_file_that_is_not_there_are_told(tmp_path: Path) -> None:
    out = str(tmp_path / "report.pdf")
    asked = program("report", "-", "-o", out, "--language", "fr", given=result())
    assert (asked.returncode, asked.stderr.count("\n")) == (2, 1)
    asked = program("report", str(tmp_path / "none.json"), "-o", out)
    assert asked.returncode == 1
    assert asked.stderr.count("\n") == 1


@pytest.mark.parametrize("command", ["report", "compare", "rescore"])
@pytest.mark.parametrize(
    "changed",
    [
        *({"finished_ms": 10**18}, {"theta": 1e308}, {"sten": 10}, {"low": 9, "high": 2}),
        *({"theta": 0.5}, {"percentile": 99}, {"answered": 1}, {"norm_id": "nobody"}, {"theta": 1.0, "se": 0.1}),
    ],
)
def test_a_result_that_was_changed_by_hand_is_refused_in_a_line(
    tmp_path: Path, command: str, changed: dict[str, Any]
) -> None:
    document = json.loads(result())
    score = next(line["score"] for line in document["result"]["lines"] if "sten" in line["score"])
    (document["result"] if "finished_ms" in changed else score).update(changed)
    source, out = tmp_path / "changed.json", tmp_path / "report.pdf"
    source.write_text(json.dumps(document), "utf-8")
    more = {"report": ("-o", str(out)), "compare": (str(source),), "rescore": ()}[command]
    asked = program(command, str(source), *more)
    assert asked.returncode == 1
    assert "Traceback" not in asked.stderr
    assert not out.exists()


def test_a_result_of_another_bank_becomes_a_report_and_it_is_said_that_it_was_not_checked(tmp_path: Path) -> None:
    document = exported()
    document["result"]["provenance"]["bank_sha256"] = "ab" * 32
    out = tmp_path / "report.pdf"
    asked = program("report", "-", "-o", str(out), given=json.dumps(document))
    assert asked.returncode == 0
    assert asked.stderr.startswith("note: whether this result follows from its answers could not be told here")
    assert out.is_file()


@pytest.mark.parametrize("command", ["report", "compare", "rescore"])
def test_an_answer_that_was_changed_is_found_as_a_changed_score_is(tmp_path: Path, command: str) -> None:
    document = exported()
    answer = document["responses"]["statements"][0]
    answer["category"] = 1 + answer["category"] % 5
    source = tmp_path / "changed.json"
    source.write_text(json.dumps(document), "utf-8")
    more = {"report": ("-o", str(tmp_path / "report.pdf")), "compare": (str(source),), "rescore": ()}[command]
    assert program(command, str(source), *more).returncode == 1
