"""The frame: what is opened, which language is spoken, and how a fault ends."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import typer

from progrez_desktop import __version__
from progrez_desktop.app import main
from progrez_desktop.cli.frame import run_command
from progrez_desktop.cli.help_groups import GROUPS
from progrez_desktop.cli.session import Session, language_of
from progrez_desktop.cli.unlocking import asked_secret
from progrez_desktop.core import bundle
from progrez_desktop.core.errors import DataFault, EnvironmentFault, Fault, LockedFault, UsageFault
from tests.cli.program import NO_OFFICE
from tests.core.services.test_updating import made_build

DATA = Path("the data folder")


class Desk:
    """Stands for the windows: remembers with what it was opened, and fails on request."""

    def __init__(self, fault: BaseException | None = None) -> None:
        self.opened: list[Session] = []
        self.performed: list[tuple[Session, Path, str]] = []
        self._fault = fault

    def window(self, session: Session) -> int:
        self.opened.append(session)
        return self._finish()

    def demo(self, session: Session, out: Path, form: str) -> int:
        self.performed.append((session, out, form))
        return self._finish()

    def _finish(self) -> int:
        if self._fault is not None:
            raise self._fault
        return 0

    def run(self, *arguments: str) -> int:
        return run_command(arguments, DATA, self.window, self.demo, NO_OFFICE)


@pytest.fixture(autouse=True)
def english_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


def test_options_alone_open_the_window() -> None:
    desk = Desk()
    assert desk.run("--language", "nl", "--data-dir", "elsewhere") == 0
    [session] = desk.opened
    assert (session.language_asked, session.data_dir) == ("nl", Path("elsewhere"))


def test_without_a_language_the_window_keeps_to_the_persons_own() -> None:
    desk = Desk()
    desk.run("--data-dir", "elsewhere")
    assert desk.opened[0].language_asked is None


def test_the_demo_is_told_where_to_leave_its_work_and_in_which_form() -> None:
    desk = Desk()
    assert desk.run("demo", "--out", "here") == 0
    assert desk.run("demo", "--out", "here", "--form", "adaptive") == 0
    assert [(session.data_dir, out, form) for session, out, form in desk.performed] == [
        (DATA, Path("here"), "fixed"),
        (DATA, Path("here"), "adaptive"),
    ]
    assert desk.run("demo", "--out", "here", "--form", "other") == 2
    assert not desk.opened


@pytest.mark.parametrize(
    ("fault", "status"),
    [
        (DataFault("file_not_found", file="x.jsonl"), 1),
        (UsageFault("save_to_folder", name="cv.pdf"), 2),
        (LockedFault("second_instance", pid=7), 3),
        (EnvironmentFault("output_failed"), 4),
    ],
)
def test_a_fault_is_one_line_and_its_own_exit_status(
    fault: Fault, status: int, capsys: pytest.CaptureFixture[str]
) -> None:
    assert Desk(fault).run("demo", "--out", "here") == status
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.startswith("error: ")
    assert printed.err.count("\n") == 1


def test_a_fault_is_told_in_the_language_asked_for(capsys: pytest.CaptureFixture[str]) -> None:
    Desk(DataFault("file_not_found", file="x")).run("--language", "nl", "demo", "--out", "here")
    assert capsys.readouterr().err == "fout: Er is geen bestand x. Controleer de naam en probeer het opnieuw.\n"


def test_a_fault_without_a_sentence_is_told_by_its_code(capsys: pytest.CaptureFixture[str]) -> None:
    Desk(DataFault("nobody_wrote_this")).run("demo", "--out", "here")
    assert "nobody_wrote_this" in capsys.readouterr().err


def test_a_changed_part_of_a_build_ends_it_as_any_other_and_what_a_pack_misses_does_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build = made_build(tmp_path / "build", "1.0.0")
    monkeypatch.setattr(bundle, "is_packaged", lambda: True)
    monkeypatch.setattr(bundle, "root", lambda: build)

    def leave(status: int) -> None:
        raise SystemExit(status)

    monkeypatch.setattr("os._exit", leave)
    changed = Desk(DataFault("resource_changed", name="one"))
    assert changed.run("demo", "--out", "here") == 1
    library = build / "_internal/libone.so"
    library.write_bytes(library.read_bytes().swapcase())
    with pytest.raises(SystemExit, match="4"):
        changed.run("demo", "--out", "here")
    assert Desk(DataFault("file_not_found", file="x")).run("demo", "--out", "here") == 1


def test_an_interrupt_ends_quietly(capsys: pytest.CaptureFixture[str]) -> None:
    assert Desk(KeyboardInterrupt()).run("demo", "--out", "here") == 130
    assert capsys.readouterr().err == ""


def on_a_shell(line: str) -> subprocess.CompletedProcess[bytes]:
    command = f"{shlex.quote(sys.executable)} -m progrez_desktop {line}"
    return subprocess.run(["bash", "-c", command], capture_output=True, env={**os.environ, "LC_ALL": "C.UTF-8"})


@pytest.mark.parametrize("command", ["--version", "doctor", "cv -h"])
def test_standard_output_that_takes_no_more_is_told_and_is_no_finding(command: str) -> None:
    ended = on_a_shell(f"{command} > /dev/full")
    assert (ended.returncode, ended.stderr.count(b"\n")) == (4, 1)
    assert ended.stderr.startswith(b"error: Nothing more could be written to standard output.")


@pytest.mark.parametrize(("line", "status"), [("--version >&-", 0), ("score - <&-", 1), ("frobnicate 2>&-", 2)])
def test_closed_streams_are_no_mistake_of_ours(line: str, status: int) -> None:
    ended = on_a_shell(line)
    assert ended.returncode == status
    assert b"Traceback" not in ended.stderr


def test_a_descriptor_that_nothing_is_open_on_is_told() -> None:
    given, taken = os.pipe()
    os.close(taken)
    os.close(given)
    with pytest.raises(UsageFault) as refused:
        asked_secret("Passphrase", given, "passphrase_asked")
    assert (refused.value.code, refused.value.params) == ("secret_not_given", {"fd": given})


@pytest.mark.parametrize(("language", "told"), [("en", "A command is missing."), ("nl", "Er ontbreekt een opdracht.")])
def test_a_group_without_a_command_shows_what_it_has_and_says_why(
    capsys: pytest.CaptureFixture[str], language: str, told: str
) -> None:
    assert Desk().run("--language", language, "settings") == 2
    printed = capsys.readouterr()
    assert "list" in printed.out
    assert f": {told} " in printed.err


def test_a_mistake_of_ours_is_not_hidden() -> None:
    with pytest.raises(ZeroDivisionError):
        Desk(ZeroDivisionError()).run("demo", "--out", "here")


@pytest.mark.parametrize(
    ("typed", "told", "verteld"),
    [
        ("frobnicate", "There is no command “frobnicate”. Type “progrez -h”", "De opdracht ‘frobnicate’ bestaat niet."),
        ("it's", "There is no command “its”.", "De opdracht ‘its’ bestaat niet."),
        ("scor", "Perhaps you meant: score, rescore, doctor.", "Misschien bedoelde je: score, rescore, doctor."),
        ("rate bla", "There is no command “bla”. Type “progrez rate -h”", "De opdracht ‘bla’ bestaat niet."),
        ("--frobnicate", "There is no option “--frobnicate”.", "De optie ‘--frobnicate’ bestaat niet."),
        ("doctor --jason", "Perhaps you meant: --json.", "Misschien bedoelde je: --json."),
        ("demo -x", "There is no option “-x”.", "De optie ‘-x’ bestaat niet."),
        ("demo", "The option “--out” is needed. Type “progrez demo -h”", "De optie ‘--out’ is nodig."),
        ("cv x.json", "The option “--out / -o” is needed.", "De optie ‘--out / -o’ is nodig."),
        ("demo --out", "The option “--out” needs a value", "Na de optie ‘--out’ hoort een waarde."),
        ("doctor --json=3", "The option “--json” stands alone", "De optie ‘--json’ staat alleen"),
        ("score", "“IN.jsonl” is missing.", "‘IN.jsonl’ ontbreekt."),
        ("rate import", "“FILE...” is missing.", "‘FILE...’ ontbreekt."),
        ("score a b c\x1b", "There is more than is needed: “b c\\x1b”.", "Er staat meer dan nodig is"),
        (
            "demo --out x --form nope",
            "“nope” is nothing that “--form” takes. It takes: fixed",
            "‘nope’ kan niet bij ‘--form’.",
        ),
        ("rate --passphrase-fd x card", "“--passphrase-fd” needs a whole number.", "Bij ‘--passphrase-fd’ hoort een"),
        ("--language fr", "There is no “fr” here; choose en or nl", None),
    ],
)
def test_a_request_that_makes_no_sense_is_told_in_both_languages_and_ends_with_2(
    typed: str, told: str, verteld: str | None, capsys: pytest.CaptureFixture[str]
) -> None:
    for start, error, sentence in (((), "error", told), (("--language", "nl"), "fout", verteld)):
        if sentence is None:
            continue
        desk = Desk()
        assert desk.run(*start, *typed.split(" ")) == 2
        printed = capsys.readouterr()
        assert (printed.out, printed.err.count("\n")) == ("", 1)
        assert printed.err.startswith(f"{error}: ")
        assert sentence in printed.err
        assert "progrez" in printed.err
        assert not desk.opened


def test_a_question_that_is_interrupted_ends_quietly(capsys: pytest.CaptureFixture[str]) -> None:
    assert Desk(typer.Abort()).run("demo", "--out", "here") == 130
    assert capsys.readouterr().err == ""


def test_it_says_its_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert Desk().run("--version") == 0
    assert capsys.readouterr().out == f"progrez {__version__}\n"


@pytest.mark.parametrize("command", ["score", "analyse", "badge", "cv", "demo", "doctor", "verify"])
def test_every_command_explains_itself_in_both_languages(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    told = []
    for language in ("en", "nl"):
        assert Desk().run("--language", language, command, "--help") == 0
        told.append(capsys.readouterr().out)
    assert told[0] != told[1]


ENGLISH_OF_TYPER = (
    "Usage",
    "OPTIONS",
    "Options",
    "Commands",
    "Arguments",
    "COMMAND",
    "required",
    "default",
    "Show this",
)


@pytest.mark.parametrize(
    "command", ["", "score", "cv", "demo", "settings", "settings set", "statistics", "rate", "my-data"]
)
def test_no_help_in_dutch_has_a_word_of_typers_own(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert Desk().run("--language", "nl", *command.split(), "--help") == 0
    told = capsys.readouterr().out
    assert [word for word in ENGLISH_OF_TYPER if word in told] == []
    assert f"Gebruik: {' '.join(['progrez', *command.split()])} [OPTIES]" in told
    assert "─ Opties ─" in told
    assert Desk().run(*command.split(), "--help") == 0
    assert "Usage: progrez" in capsys.readouterr().out


def test_each_command_stands_under_a_heading_and_in_the_readme(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, repo: Path
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    text = (repo / "README.md").read_text()
    names = [name for group in GROUPS.values() for name in group]
    assert main(["--language", "en", "-h"]) == 0
    told = capsys.readouterr().out
    shown = re.findall(r"^│ ([a-z][a-z-]+) ", told, re.MULTILINE)
    assert sorted(shown) == sorted(names) and "Commands" not in told
    assert [name for name in names if f"\nprogrez {name}" not in text] == []


@pytest.mark.parametrize(
    ("arguments", "environment", "language"),
    [
        ([], {}, "en"),
        ([], {"LANG": "nl_NL.UTF-8"}, "nl"),
        ([], {"LANG": "nl_NL.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "en"),
        ([], {"LANG": "C.UTF-8"}, "en"),
        (["--language", "nl", "doctor"], {"LANG": "en_GB.UTF-8"}, "nl"),
        (["--language=nl"], {}, "nl"),
        (["--language", "fr"], {"LANG": "nl_NL.UTF-8"}, "en"),
        (["doctor", "--language"], {}, "en"),
    ],
)
def test_the_language_is_the_one_asked_for_or_that_of_the_terminal(
    arguments: list[str], environment: dict[str, str], language: str
) -> None:
    assert language_of(arguments, environment) == language


def test_the_program_itself_ends_with_the_exit_status(tmp_path: Path) -> None:
    asked = subprocess.run(
        [sys.executable, "-m", "progrez_desktop", "cv", str(tmp_path / "absent.json"), "-o", "cv.pdf"],
        capture_output=True,
        text=True,
    )
    assert asked.returncode == 1
    assert "absent.json" in asked.stderr
    assert "Traceback" not in asked.stderr
