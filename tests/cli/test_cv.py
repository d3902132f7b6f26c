"""`progrez cv`: a profile in JSON becomes a PDF, or one line that says what is wrong with it."""

import json
import subprocess
from pathlib import Path

import pypdf

from progrez_desktop.core.json_resume import parse_json_resume
from tests.cli.program import program


def profile(repo: Path, **changes: object) -> str:
    example = json.loads((repo / "resources" / "contracts" / "examples" / "cv-profile.en.json").read_text("utf-8"))
    return json.dumps({**example, **changes})


def cv(*arguments: str, given: str = "") -> subprocess.CompletedProcess[str]:
    """Run the command without what takes a key; what is signed is in test_verify.py."""
    return program("cv", *arguments, "--unsigned", given=given)


def test_the_cv_holds_the_name_that_the_profile_gives(repo: Path, tmp_path: Path) -> None:
    source = tmp_path / "profile.json"
    source.write_text(profile(repo, name={"first": "Zoë", "last": "d’Ávila-Łukasiewicz"}), "utf-8")
    asked = cv(str(source), "-o", str(tmp_path / "cv.pdf"))
    assert (asked.returncode, asked.stdout, asked.stderr) == (0, "", "")
    assert "d’Ávila-Łukasiewicz" in pypdf.PdfReader(tmp_path / "cv.pdf").pages[0].extract_text()


def test_a_profile_from_a_pipe_does_as_well(repo: Path, tmp_path: Path) -> None:
    assert cv("-", "-o", str(tmp_path / "cv.pdf"), given=profile(repo)).returncode == 0
    assert (tmp_path / "cv.pdf").read_bytes().startswith(b"%PDF-")


def test_characters_that_no_font_has_are_told_and_the_cv_is_made(repo: Path, tmp_path: Path) -> None:
    asked = cv("-", "-o", str(tmp_path / "cv.pdf"), given=profile(repo, summary="Runes: \u16a0"))
    assert asked.returncode == 0
    assert "U+16A0" in asked.stderr
    assert (tmp_path / "cv.pdf").is_file()


def test_a_profile_that_breaks_the_contract_is_one_line_and_no_file(repo: Path, tmp_path: Path) -> None:
    asked = cv("-", "-o", str(tmp_path / "cv.pdf"), given=profile(repo, surprise=1))
    assert asked.returncode == 1
    assert asked.stderr.startswith("<stdin>: ")
    assert asked.stderr.count("\n") == 1
    assert not list(tmp_path.iterdir())


def test_what_is_wrong_in_a_profile_is_told_with_its_name(repo: Path, tmp_path: Path) -> None:
    source = tmp_path / "profile.json"
    for content in ("", "{", "[1, 2", profile(repo, made="2026-13-13"), profile(repo, surprise=1)):
        source.write_text(content, "utf-8")
        asked = cv(str(source), "-o", str(tmp_path / "cv.pdf"))
        assert asked.returncode == 1
        assert asked.stderr.startswith(f"{source}: ")


def made(repo: Path, tmp_path: Path, *options: str, **changes: object) -> str:
    """The text of a CV that the command made, its lines joined."""
    asked = cv("-", "-o", str(tmp_path / "cv.pdf"), *options, given=profile(repo, **changes))
    assert (asked.returncode, asked.stderr) == (0, "")
    return " ".join(" ".join(page.extract_text() for page in pypdf.PdfReader(tmp_path / "cv.pdf").pages).split())


def test_levels_are_words_and_in_numbers_only_where_that_is_asked(repo: Path, tmp_path: Path) -> None:
    assert "Empathy above average (probably above average to high)" in made(repo, tmp_path)
    assert "Empathy 7 to 9 of 10, above average" in made(repo, tmp_path, "--numbers")


def test_each_template_says_the_same_in_its_own_way(repo: Path, tmp_path: Path) -> None:
    classic = made(repo, tmp_path, "--template", "classic")
    assert "Junior hydrologist Waterschap Voorbeeld Oost · 2023 to now" in classic
    for template in ("modern", "compact"):
        found = made(repo, tmp_path, "--template", template)
        assert "Junior hydrologist, Waterschap Voorbeeld Oost · 2023 to now" in found


def test_a_template_that_does_not_exist_is_one_line_and_no_file(repo: Path, tmp_path: Path) -> None:
    asked = cv("-", "-o", str(tmp_path / "cv.pdf"), "--template", "wild", given=profile(repo))
    assert asked.returncode == 2
    assert "wild" in asked.stderr
    assert not list(tmp_path.iterdir())


def test_a_blind_cv_has_no_name_age_gender_or_address(repo: Path, tmp_path: Path) -> None:
    personal = {"address": "Kade 1", "birth_date": "3 May 1997", "gender": "woman", "drivers_licence": "B"}
    plain = made(repo, tmp_path, personal=personal)
    assert "Address: Kade 1" in plain
    assert "Born: 3 May 1997" in plain
    blind = made(repo, tmp_path, "--blind", personal=personal)
    for secret in ("Sanne", "de Vries", "example.org", "Kade", "1997", "woman"):
        assert secret in plain
        assert secret not in blind
    assert "Driver’s licence: B" in blind


def test_a_compact_cv_that_is_too_long_is_made_and_told(repo: Path, tmp_path: Path) -> None:
    entries = [{"title": f"Position {n}", "text": "Kept the water out. " * 12} for n in range(60)]
    sections = [{"kind": "work", "entries": entries}]
    out = str(tmp_path / "cv.pdf")
    asked = cv("-", "-o", out, "--template", "compact", given=profile(repo, sections=sections))
    assert asked.returncode == 0
    assert f"{len(pypdf.PdfReader(out).pages)} pages" in asked.stderr


def test_the_same_cv_goes_out_as_json_resume(repo: Path, tmp_path: Path) -> None:
    out = tmp_path / "resume.json"
    asked = cv("-", "-o", str(out), "--json-resume", given=profile(repo))
    assert (asked.returncode, asked.stdout, asked.stderr) == (0, "", "")
    taken = parse_json_resume(out.read_bytes())
    assert taken.lists["work"][0].title == "Junior hydrologist"
    assert json.loads(out.read_bytes())["basics"]["name"] == "Sanne de Vries"
