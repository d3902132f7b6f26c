"""`progrez verify`: one line that says what a CV is, and an exit status that a script can go by."""

from pathlib import Path

import pytest

from progrez_desktop.core.services.verifying import MOST_BYTES, VERDICTS, check_file
from progrez_desktop.core.words import LANGUAGES, Words
from tests.cli.program import program
from tests.cli.test_settings import Terminal
from tests.fakes import FakeEntropy, there
from tests.signers import signer

Capture = pytest.CaptureFixture[str]


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return Terminal(tmp_path / "data")


@pytest.fixture
def cv(repo: Path, tmp_path: Path, terminal: Terminal, capsys: Capture) -> Path:
    """A CV that this terminal's computer made, and signed by itself."""
    out = tmp_path / "cv.pdf"
    assert terminal.command("cv", str(repo / "resources/contracts/examples/cv-profile.en.json"), "-o", str(out)) == 0
    capsys.readouterr()
    return out


def elsewhere(tmp_path: Path) -> Terminal:
    other = Terminal(tmp_path / "other")
    other.entropy = FakeEntropy(6)
    return other


def told(capsys: Capture) -> str:
    read = capsys.readouterr()
    assert read.err == ""
    assert read.out.endswith("\n")
    return read.out


def code_in(cv: Path, terminal: Terminal, tmp_path: Path) -> str:
    from progrez_desktop.core.keys.signing_key import read_issuer

    assert terminal.command("verify", "--export-key", str(tmp_path / "key.pem")) == 0
    return there(check_file(cv.read_bytes(), read_issuer((tmp_path / "key.pem").read_bytes())).code).text


def test_a_cv_that_this_computer_made_is_told_so_with_its_day_and_where_its_scores_stood(
    terminal: Terminal, cv: Path, capsys: Capture
) -> None:
    assert terminal.command("verify", str(cv)) == 0
    assert told(capsys).splitlines() == [
        f"{cv}: issued by this computer on 23 November 2026, and unchanged.",
        "Its scores stood in a file that was given to “progrez cv”: they were not measured there.",
    ]


def test_each_cv_of_one_profile_is_signed_whatever_its_template(repo: Path, tmp_path: Path, terminal: Terminal) -> None:
    profile = str(repo / "resources/contracts/examples/cv-profile.nl.json")
    for options in (("--template", "classic"), ("--template", "compact", "--blind"), ("--numbers",)):
        out = tmp_path / "one.pdf"
        assert terminal.command("cv", profile, "-o", str(out), *options) == 0
        assert terminal.command("verify", str(out)) == 0


def test_a_changed_one_an_unsigned_one_and_what_is_none_end_with_status_1(
    terminal: Terminal, cv: Path, repo: Path, tmp_path: Path, capsys: Capture
) -> None:
    unsigned = tmp_path / "unsigned.pdf"
    profile = str(repo / "resources/contracts/examples/cv-profile.en.json")
    assert terminal.command("cv", profile, "-o", str(unsigned), "--unsigned") == 0
    whole = cv.read_bytes()
    for content, says in (
        (whole.replace(b"/Lang (en)", b"/Lang (nl)"), "CHANGED"),
        (whole + b"\n", "was added to the file"),
        (whole[:3000], "not whole"),
        (unsigned.read_bytes(), "not signed"),
        (b"hello", "neither a PDF nor a badge"),
        (b"", "neither a PDF nor a badge"),
        (b"%PDF-" + bytes(MOST_BYTES), "larger than any CV"),
    ):
        other = tmp_path / "other.pdf"
        other.write_bytes(content)
        assert terminal.command("verify", str(other)) == 1
        assert says in told(capsys)


def test_another_computer_tells_it_with_the_key_that_it_was_given(
    terminal: Terminal, cv: Path, tmp_path: Path, capsys: Capture
) -> None:
    key = tmp_path / "key.pem"
    assert terminal.command("verify", "--export-key", str(key)) == 0
    assert key.read_text("ascii").startswith("-----BEGIN CERTIFICATE-----\n")
    other = elsewhere(tmp_path)
    assert other.command("verify", str(cv)) == 1
    assert "Who signed it is not known here" in told(capsys)
    assert other.command("verify", str(cv), "--issuer", str(key)) == 0
    assert f"issued by the key in {key} on 23 November 2026" in told(capsys)
    assert not other.data_dir.exists(), "looking at a CV installs nothing"


def test_a_computer_that_signed_one_thing_does_not_know_the_key_of_another(
    terminal: Terminal, cv: Path, tmp_path: Path, capsys: Capture
) -> None:
    other = elsewhere(tmp_path)
    assert other.command("verify", "--export-key", str(tmp_path / "its.pem")) == 0
    capsys.readouterr()
    assert other.command("verify", str(cv)) == 1
    assert "not by this computer" in told(capsys)
    assert terminal.command("verify", str(cv), "--issuer", str(tmp_path / "its.pem")) == 1
    assert "not by the key in" in told(capsys)


def test_the_code_of_a_printed_cv_is_told_alone_and_beside_its_file(
    terminal: Terminal, cv: Path, repo: Path, tmp_path: Path, capsys: Capture
) -> None:
    code, another = code_in(cv, terminal, tmp_path), tmp_path / "another.pdf"
    profile = str(repo / "resources/contracts/examples/cv-profile.nl.json")
    assert terminal.command("cv", profile, "-o", str(another)) == 0
    assert terminal.command("verify", "--code", code) == 0
    assert told(capsys).startswith("The code: issued by this computer, for a CV of 23 November 2026.")
    assert terminal.command("verify", str(cv), "--code", code) == 0
    assert "unchanged" in told(capsys)
    assert terminal.command("verify", str(another), "--code", code) == 1
    assert "not for the same CV" in told(capsys)
    assert terminal.command("verify", "--code", code[:-4]) == 1
    assert "not the code of a CV" in told(capsys)


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        ((), 2, "nothing to check"),
        (("absent.pdf",), 1, "no file absent.pdf"),
        (("--export-key", "key.pem", "--code", "x"), 2, "in a command of its own"),
        (("README.md", "--issuer", "absent.pem"), 1, "no file absent.pem"),
    ],
)
def test_what_cannot_be_done_is_one_line(
    terminal: Terminal, capsys: Capture, arguments: tuple[str, ...], status: int, says: str
) -> None:
    assert terminal.command("verify", *arguments) == status
    read = capsys.readouterr()
    assert read.out == ""
    assert says in read.err
    assert read.err.count("\n") == 1


def test_a_key_that_is_none_is_one_line(terminal: Terminal, cv: Path, tmp_path: Path, capsys: Capture) -> None:
    for content in (b"", b"hello", signer().certificate, bytes(200_000)):
        (tmp_path / "key.pem").write_bytes(content)
        assert terminal.command("verify", str(cv), "--issuer", str(tmp_path / "key.pem")) == 1
        read = capsys.readouterr()
        assert "not a key" in read.err
        assert read.err.count("\n") == 1


def test_a_cv_from_a_pipe_does_as_well() -> None:
    asked = program("verify", "-", given="hello")
    assert (asked.returncode, asked.stdout) == (1, "<stdin>: neither a PDF nor a badge.\n")


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_can_be_found_has_a_sentence(language: str) -> None:
    words = Words(language)
    assert all(f"cli.verify.{verdict}" in words for verdict in VERDICTS)
