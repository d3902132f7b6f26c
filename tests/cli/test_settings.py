"""`progrez settings` from a terminal: what is chosen is shown, kept, and told of afterwards."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from progrez_desktop.cli.frame import run_command
from progrez_desktop.cli.rate import RatingTools
from progrez_desktop.core.errors import EnvironmentFault
from progrez_desktop.core.services import opening
from progrez_desktop.core.services.opening import Parts
from progrez_desktop.core.store.folder import DataFolder
from tests.fakes import FAST_KDF, FakeClock, FakeEntropy, FakeKeyring


class Terminal:
    """One machine with a key store, and a data folder; `run` gives the exit status."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir, self.keyring, self.entropy = data_dir, FakeKeyring(), FakeEntropy(5)

    def parts(self, root: Path) -> Parts:
        return Parts(FakeClock(), self.entropy, DataFolder(root), FAST_KDF, lambda _: self.keyring)

    def run(self, *arguments: str) -> int:
        return self.command("settings", *arguments)

    def command(self, *arguments: str) -> int:
        tools = RatingTools(self.parts, lambda _: 9)
        return run_command(arguments, self.data_dir, lambda _: 9, lambda *_: 9, tools)


LAMP = "the lamp beside the stairs"


def without_a_key_store(terminal: Terminal) -> None:
    def absent(_: str | None) -> FakeKeyring:
        raise EnvironmentFault("keyring_absent")

    terminal.parts = lambda root: Parts(  # type: ignore[method-assign]
        FakeClock(), terminal.entropy, DataFolder(root), FAST_KDF, absent
    )


def fd(*lines: str) -> str:
    """A file descriptor that gives these lines."""
    reading, writing = os.pipe()
    os.write(writing, "".join(f"{line}\n" for line in lines).encode())
    os.close(writing)
    return str(reading)


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return Terminal(tmp_path / "data")


def test_the_first_start_of_an_installation_shows_its_recovery_code_and_no_later_one_does(
    terminal: Terminal, capsys: pytest.CaptureFixture[str]
) -> None:
    assert terminal.run("get", "form") == 0
    first = capsys.readouterr()
    assert first.out == "fixed\n"
    assert any(word.count("-") == 7 for word in first.err.split())
    assert terminal.run("get", "form") == 0
    assert capsys.readouterr() == ("fixed\n", "")


def test_a_setting_is_listed_with_what_it_is_and_what_it_may_be(
    terminal: Terminal, capsys: pytest.CaptureFixture[str]
) -> None:
    assert terminal.run("list") == 0
    told = capsys.readouterr().out
    assert "form = fixed  (working-together)" in told
    assert "fixed: everybody is asked everything" in told
    assert "(unless chosen otherwise)" in told
    assert "adaptive: each answer decides" in told


def test_a_choice_is_kept_and_told_of(terminal: Terminal, capsys: pytest.CaptureFixture[str]) -> None:
    assert terminal.run("set", "form", "adaptive") == 0
    assert terminal.run("get", "form") == 0
    assert terminal.run("set", "form", "fixed", "--assessment", "working-together") == 0
    assert terminal.run("get", "form", "--assessment", "working-together") == 0
    assert capsys.readouterr().out.splitlines() == ["form is now adaptive", "adaptive", "form is now fixed", "fixed"]
    assert terminal.run("log") == 0
    told = capsys.readouterr().out.splitlines()
    assert [line.partition("  ")[2] for line in told] == ["form: fixed → adaptive", "form: adaptive → fixed"]
    assert all(line.startswith("23 November 2026, ") for line in told)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("set", "form", "spiral"), "fixed, adaptive"),
        (("set", "shape", "fixed"), "“shape”"),
        (("get", "shape"), "“shape”"),
        (("get", "form", "--assessment", "another"), "working-together"),
    ],
)
def test_what_can_not_be_chosen_is_refused_with_what_can(
    terminal: Terminal, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], says: str
) -> None:
    assert terminal.run(*arguments) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert says in told.err


def test_while_the_window_is_open_nothing_is_changed_and_who_holds_it_is_told(
    terminal: Terminal, capsys: pytest.CaptureFixture[str]
) -> None:
    opened = opening.open_storage(terminal.parts(terminal.data_dir))
    try:
        assert terminal.run("set", "form", "adaptive") == 3
    finally:
        opened.close()
    assert str(os.getpid()) in capsys.readouterr().err


def test_without_a_key_store_the_passphrase_comes_by_a_file_descriptor(
    terminal: Terminal, capsys: pytest.CaptureFixture[str]
) -> None:
    without_a_key_store(terminal)
    assert terminal.run("--passphrase-fd", fd(LAMP, LAMP), "set", "form", "adaptive") == 0
    for arguments in (
        ("--passphrase-fd", fd(LAMP), "get", "form"),
        ("get", "form", "--passphrase-fd", fd(LAMP)),
        ("get", f"--passphrase-fd={fd(LAMP)}", "form"),
    ):
        assert terminal.run(*arguments) == 0
    assert capsys.readouterr().out.splitlines() == ["form is now adaptive", *3 * ["adaptive"]]
    assert terminal.run("get", "form") == 3  # nobody is there to be asked
    assert "--passphrase-fd" in capsys.readouterr().err
    assert terminal.run("get", "form", "--passphrase-fd", fd("another one altogether")) == 3
    assert terminal.run("get", "form", "--passphrase-fd") == 2


@pytest.mark.parametrize("command", [("settings", "list"), ("statistics",), ("audit", "verify"), ("result",)])
@pytest.mark.parametrize(
    ("given", "status", "told"),
    [
        ((), 3, "No passphrase was chosen for this folder yet."),
        ((LAMP,), 3, "in two lines"),
        ((LAMP, "the lamp beside the stair"), 2, "was not the same twice"),
    ],
)
def test_no_folder_is_begun_with_a_passphrase_that_was_given_once(
    terminal: Terminal,
    capsys: pytest.CaptureFixture[str],
    command: tuple[str, ...],
    given: tuple[str, ...],
    status: int,
    told: str,
) -> None:
    without_a_key_store(terminal)
    assert terminal.command(*command, *(("--passphrase-fd", fd(*given)) if given else ())) == status
    assert told in capsys.readouterr().err
    assert not (terminal.data_dir / "machine.json").exists()


def test_a_new_passphrase_is_asked_twice_at_a_terminal(
    terminal: Terminal, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    without_a_key_store(terminal)
    asked: list[str] = []
    answers = iter([LAMP, "a slip", LAMP, LAMP])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)

    def ask(question: str, **_: object) -> str:
        asked.append(question)
        return next(answers)

    monkeypatch.setattr("typer.prompt", ask)
    assert terminal.command("--language", "nl", "statistics") == 2
    assert "niet twee keer dezelfde" in capsys.readouterr().err
    assert asked == ["Nieuwe wachtwoordzin voor deze map", "Nog eens, voor de zekerheid"]
    assert terminal.command("statistics") == 0


def test_help_is_there_in_both_languages_and_loads_no_qt() -> None:
    code = (
        "import sys; from progrez_desktop.app import main;"
        "status = main(['--language', sys.argv[1], 'settings', '--help']);"
        "sys.exit(status or ('PySide6' in sys.modules))"
    )
    for language, word in (("en", "operator"), ("nl", "beheerder")):
        run = subprocess.run([sys.executable, "-c", code, language], capture_output=True, text=True, encoding="utf-8")
        assert run.returncode == 0, run.stderr
        assert word in run.stdout
