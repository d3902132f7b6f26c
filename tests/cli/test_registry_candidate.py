"""One candidate at the terminal: beside the role, by name on request, and as a report; each noted."""

import hashlib
from pathlib import Path

import pytest

from progrez_desktop.core.words import Words
from tests.cli.test_registry import Workstation
from tests.cli.test_registry_interview import code, desk  # noqa: F401 - fixtures

WORDS = Words("en")


def test_a_report_is_saved_in_the_language_that_was_asked(
    desk: Workstation,  # noqa: F811
    code: str,  # noqa: F811
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = tmp_path / "report.pdf"
    assert desk.type("report", code, "-o", str(out), "--language", "nl") == 0
    pdf = out.read_bytes()
    assert pdf.startswith(b"%PDF") and b"/Lang (nl)" in pdf
    assert hashlib.sha256(pdf).hexdigest() in capsys.readouterr().err
    assert desk.type("log") == 0
    assert "A report on" in capsys.readouterr().out


def test_a_language_that_there_is_not_makes_no_report(
    desk: Workstation,  # noqa: F811
    code: str,  # noqa: F811
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    out = tmp_path / "report.pdf"
    assert desk.type("report", code, "-o", str(out), "--language", "tlh") != 0
    assert not out.exists()
    assert desk.type("log") == 0
    assert "A report on" not in capsys.readouterr().out


def test_one_candidate_is_told_beside_the_role_with_what_is_not_known(
    desk: Workstation,  # noqa: F811
    code: str,  # noqa: F811
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert desk.type("fit", code) == 0
    told = capsys.readouterr().out
    assert "Empathy: 5–7, score 6 of 10. asked 6–10. likely meets." in told
    assert WORDS("one_candidate.overall.no_rank") in told
    assert WORDS("one_candidate.unknown.no_excerpts") in told
    assert WORDS("one_candidate.decides.text") in told


def test_a_name_that_was_not_released_is_not_there(
    desk: Workstation,  # noqa: F811
    code: str,  # noqa: F811
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert desk.type("name", code) != 0
    assert WORDS("error.candidate_unnamed") in capsys.readouterr().err
