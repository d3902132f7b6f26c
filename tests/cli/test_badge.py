"""`progrez badge`: the skills of a profile become a file that this computer signed and knows again."""

import json
from base64 import urlsafe_b64decode
from pathlib import Path
from typing import Any

import pytest

from tests.cli.test_settings import Terminal

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return Terminal(tmp_path / "data")


def claims(path: Path) -> Any:
    return json.loads(urlsafe_b64decode(path.read_bytes().split(b".")[1] + b"=="))


def test_a_badge_is_made_signed_and_known_again(
    terminal: Terminal, repo: Path, tmp_path: Path, capsys: Capture
) -> None:
    profile, out = str(repo / "resources/contracts/examples/cv-profile.nl.json"), tmp_path / "badge.jwt"
    assert terminal.command("badge", profile, "-o", str(out)) == 0
    assert terminal.command("verify", str(out)) == 0
    told = capsys.readouterr().out
    assert "issued by this computer on 23 November 2026, and unchanged" in told
    assert "not measured there" in told
    assert "Sanne" not in json.dumps(claims(out))
    assert claims(out)["vc"]["name"] == "Softskillprofiel"


def test_the_name_is_on_it_and_levels_are_numbers_where_that_is_asked(
    terminal: Terminal, repo: Path, tmp_path: Path
) -> None:
    profile, out = str(repo / "resources/contracts/examples/cv-profile.en.json"), tmp_path / "badge.jwt"
    assert terminal.command("badge", profile, "-o", str(out), "--with-name", "--numbers") == 0
    subject = claims(out)["vc"]["credentialSubject"]
    assert subject["identifier"][0]["identityHash"] == "Sanne de Vries"
    assert "of 10" in subject["result"][0]["value"]


def test_a_profile_without_skills_is_one_line_and_no_file(
    terminal: Terminal, repo: Path, tmp_path: Path, capsys: Capture
) -> None:
    given = json.loads((repo / "resources/contracts/examples/cv-profile.en.json").read_text("utf-8"))
    source = tmp_path / "profile.json"
    source.write_text(json.dumps({**given, "skills": []}), "utf-8")
    assert terminal.command("badge", str(source), "-o", str(tmp_path / "badge.jwt")) == 1
    told = capsys.readouterr()
    assert told.err.startswith(f"{source}: There is no skill")
    assert not (tmp_path / "badge.jwt").exists()
    assert not terminal.data_dir.exists()
