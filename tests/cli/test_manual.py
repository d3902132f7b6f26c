"""`progrez manual`: the technical manual as PDF and as a page of HTML, where and in the language that was asked for."""

from pathlib import Path

import pypdf
import pytest

from tests.cli.program import program


def title_of(file: Path) -> str:
    metadata = pypdf.PdfReader(file).metadata
    return "" if metadata is None else str(metadata.title)


def test_the_manual_is_written_as_pdf_and_nothing_is_said(tmp_path: Path) -> None:
    asked = program("manual", "--out", str(tmp_path / "manual.pdf"))
    assert (asked.returncode, asked.stdout, asked.stderr) == (0, "", "")
    assert title_of(tmp_path / "manual.pdf") == "Technical manual: Working together"
    assert list(tmp_path.iterdir()) == [tmp_path / "manual.pdf"]


@pytest.mark.parametrize("order", [("--language", "nl", "manual"), ("manual", "--language", "nl")])
def test_its_language_may_be_said_before_or_after_the_command(tmp_path: Path, order: tuple[str, ...]) -> None:
    asked = program(*order, "-o", str(tmp_path / "handleiding.pdf"), "--html", str(tmp_path / "handleiding.html"))
    assert (asked.returncode, asked.stderr) == (0, "")
    assert title_of(tmp_path / "handleiding.pdf") == "Technische handleiding: Samen aan het werk"
    assert '<html lang="nl">' in (tmp_path / "handleiding.html").read_text("utf-8")


def test_the_language_after_the_command_is_that_of_the_manual(tmp_path: Path) -> None:
    program("--language", "en", "manual", "--language", "nl", "-o", str(tmp_path / "manual.pdf"))
    assert title_of(tmp_path / "manual.pdf").startswith("Technische handleiding")


def test_in_a_folder_the_page_gets_a_name_of_its_own(tmp_path: Path) -> None:
    asked = program("manual", "-o", str(tmp_path / "manual.pdf"), "--html", str(tmp_path))
    assert asked.returncode == 0
    assert (tmp_path / "technical-manual.en.html").read_text("utf-8").startswith("<!DOCTYPE html>")


def test_one_file_for_both_is_refused_before_anything_is_written(tmp_path: Path) -> None:
    both = str(tmp_path / "manual")
    asked = program("manual", "-o", both, "--html", both)
    assert asked.returncode == 2
    assert both in asked.stderr
    assert not list(tmp_path.iterdir())


def test_another_language_and_a_missing_file_are_one_sentence_each(tmp_path: Path) -> None:
    asked = program("manual", "-o", str(tmp_path / "manual.pdf"), "--language", "de")
    assert (asked.returncode, asked.stderr.count("\n")) == (2, 1)
    assert "de" in asked.stderr
    asked = program("manual")
    assert (asked.returncode, asked.stderr.count("\n")) == (2, 1)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("language", ["en", "nl"])
@pytest.mark.parametrize("name", ["manual.html", "MANUAL.HTM"])
def test_a_pdf_that_is_called_a_web_page_is_refused_with_the_option_for_one(
    tmp_path: Path, name: str, language: str
) -> None:
    asked = program("--language", language, "manual", "-o", str(tmp_path / name))
    assert (asked.returncode, asked.stderr.count("\n")) == (2, 1)
    assert "--html" in asked.stderr
    assert not list(tmp_path.iterdir())
