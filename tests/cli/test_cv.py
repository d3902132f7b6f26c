"""`progrez cv`: a profile in JSON becomes a PDF, or one line that says what is wrong with it."""

import json
from pathlib import Path

import pypdf

from tests.cli.program import program


def profile(repo: Path, **changes: object) -> str:
    example = json.loads((repo / "resources" / "contracts" / "examples" / "cv-profile.en.json").read_text("utf-8"))
    return json.dumps({**example, **changes})


def test_the_cv_holds_the_name_that_the_profile_gives(repo: Path, tmp_path: Path) -> None:
    source = tmp_path / "profile.json"
    source.write_text(profile(repo, name={"first": "Zoë", "last": "d’Ávila-Łukasiewicz"}), "utf-8")
    asked = program("cv", str(source), "-o", str(tmp_path / "cv.pdf"))
    assert (asked.returncode, asked.stdout, asked.stderr) == (0, "", "")
    assert "d’Ávila-Łukasiewicz" in pypdf.PdfReader(tmp_path / "cv.pdf").pages[0].extract_text()


def test_a_profile_from_a_pipe_does_as_well(repo: Path, tmp_path: Path) -> None:
    assert program("cv", "-", "-o", str(tmp_path / "cv.pdf"), given=profile(repo)).returncode == 0
    assert (tmp_path / "cv.pdf").read_bytes().startswith(b"%PDF-")


def test_characters_that_no_font_has_are_told_and_the_cv_is_made(repo: Path, tmp_path: Path) -> None:
    asked = program("cv", "-", "-o", str(tmp_path / "cv.pdf"), given=profile(repo, summary="Runes: \u16a0"))
    assert asked.returncode == 0
    assert "U+16A0" in asked.stderr
    assert (tmp_path / "cv.pdf").is_file()


def test_a_profile_that_breaks_the_contract_is_one_line_and_no_file(repo: Path, tmp_path: Path) -> None:
    asked = program("cv", "-", "-o", str(tmp_path / "cv.pdf"), given=profile(repo, surprise=1))
    assert asked.returncode == 1
    assert asked.stderr.startswith("<stdin>: ")
    assert asked.stderr.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_what_is_wrong_in_a_profile_is_told_with_its_name(repo: Path, tmp_path: Path) -> None:
    source = tmp_path / "profile.json"
    for content in ("", "{", "[1, 2", profile(repo, made="2026-13-13"), profile(repo, surprise=1)):
        source.write_text(content, "utf-8")
        asked = program("cv", str(source), "-o", str(tmp_path / "cv.pdf"))
        assert asked.returncode == 1
        assert asked.stderr.startswith(f"{source}: ")
