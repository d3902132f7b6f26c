"""`progrez rate` from a terminal: an office is made, letters come and go, and figures are told."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from progrez_desktop.cli.frame import run_command
from progrez_desktop.cli.rate import RatingTools, office_folder
from progrez_desktop.core.errors import EnvironmentFault
from progrez_desktop.core.services import rating_office, ratings
from progrez_desktop.core.services.opening import Parts
from progrez_desktop.core.store.folder import DataFolder
from tests.core.services.rating_house import Kiosk, levels
from tests.fakes import FAST_KDF, FakeClock, FakeEntropy, FakeKeyring

ORGANISATION = "b0726a4ab9f5770b61a2600c9427808f"


class Terminal:
    """One machine with a key store, and a data folder; `rate` gives the exit status."""

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self.keyring = FakeKeyring()
        self.entropy = FakeEntropy(5)
        self.windows: list[Path] = []

    def parts(self, root: Path) -> Parts:
        return Parts(FakeClock(), self.entropy, DataFolder(root), FAST_KDF, lambda _: self.keyring)

    def rate(self, *arguments: str) -> int:
        def window(session: object) -> int:
            self.windows.append(session.data_dir)  # type: ignore[attr-defined]
            return 0

        tools = RatingTools(self.parts, window)
        return run_command(["rate", *arguments], self.data_dir, lambda _: 9, lambda *_: 9, tools)

    def init(self) -> int:
        return self.rate("init", "--organisation", ORGANISATION, "--name", "Bureau")


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return Terminal(tmp_path / "data")


def test_without_a_command_the_raters_window_opens(terminal: Terminal) -> None:
    assert terminal.rate() == 0
    assert terminal.windows == [terminal.data_dir]


def test_an_office_is_made_once_and_shows_its_id_and_its_code(
    terminal: Terminal, capsys: pytest.CaptureFixture[str]
) -> None:
    assert terminal.init() == 0
    made = capsys.readouterr().out.split()
    assert any(len(word) == 64 for word in made)
    assert any(word.count("-") == 7 for word in made)
    assert terminal.init() == 2
    assert "never overwritten" in capsys.readouterr().err
    assert not (terminal.data_dir / "device.db").exists()


def test_letters_go_round_from_the_command_line(
    terminal: Terminal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal.init()
    card = tmp_path / "card.json"
    assert terminal.rate("card", "-o", str(card)) == 0
    kiosk = Kiosk.at(tmp_path / "kiosk")
    kiosk.trust_card(card.read_bytes())
    kiosk.grant("human_rating")
    ratings.request(kiosk.deps, kiosk.session, kiosk.attempt_id)
    for name, letter in kiosk.carried().items():
        (tmp_path / name).write_bytes(letter)
    [letter_file] = tmp_path.glob("rating-*.json")
    bad = tmp_path / "bad.json"
    bad.write_text("{")
    capsys.readouterr()
    assert terminal.rate("import", str(bad), str(letter_file), str(letter_file)) == 1
    told = capsys.readouterr()
    assert told.out.splitlines() == [f"{letter_file}: taken in", f"{letter_file}: was here already"]
    assert told.err.startswith(f"{bad}: ")
    opened = rating_office.open_office(terminal.parts(office_folder(terminal.data_dir)))
    rater = rating_office.add_rater(opened.deps, "Ria", "rater")
    for task in rating_office.tasks(opened.deps, rater):
        rating_office.rate(opened.deps, rater, task, levels(opened.deps, empathy=3))
    opened.close()
    result = tmp_path / "result.json"
    assert terminal.rate("export", "-o", str(result)) == 0
    assert "2 ratings written" in capsys.readouterr().err
    again = tmp_path / "again.json"
    assert terminal.rate("export", "-o", str(again)) == 0
    assert not again.exists()  # nothing new is no file
    assert len(json.loads(result.read_text())["results"]) == 2


def test_agreement_is_told_in_words_and_as_json(terminal: Terminal, capsys: pytest.CaptureFixture[str]) -> None:
    terminal.init()
    capsys.readouterr()
    assert terminal.rate("agreement") == 0
    assert capsys.readouterr().out.strip() == "no answer was rated yet"
    assert terminal.rate("agreement", "--json") == 0
    assert json.loads(capsys.readouterr().out)["raters"] == []


def test_a_folder_without_an_office_ends_with_what_to_do(
    terminal: Terminal, capsys: pytest.CaptureFixture[str]
) -> None:
    for command in (["card"], ["agreement"], ["export", "-o", "x"], ["study"], ["import", "x"]):
        assert terminal.rate(*command) == 2
        assert "progrez rate init" in capsys.readouterr().err


def test_a_machine_without_a_key_store_asks_for_its_passphrase(
    terminal: Terminal, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal.keyring.fault = EnvironmentFault("keyring_absent")

    def absent(_: str | None) -> FakeKeyring:
        raise EnvironmentFault("keyring_absent")

    monkeypatch.setattr(
        terminal, "parts", lambda root: Parts(FakeClock(), terminal.entropy, DataFolder(root), FAST_KDF, absent)
    )
    monkeypatch.setattr("sys.stdin", io.StringIO())  # no terminal
    assert terminal.init() == 3
    assert "--passphrase-fd" in capsys.readouterr().err
    long = "a passphrase of some length"
    assert terminal.rate("init", "--organisation", "o", "--name", "n", "--passphrase-fd", str(given(long, long))) == 0
    assert terminal.rate("--passphrase-fd", str(given(long)), "card") == 0
    assert terminal.rate("--passphrase-fd", str(given("another passphrase")), "card") == 3


def given(*lines: str) -> int:
    """Return a file descriptor from which lines can be read."""
    reader, writer = os.pipe()
    os.write(writer, "".join(f"{line}\n" for line in lines).encode())
    os.close(writer)
    return reader


def test_kiosk_commands_pin_carry_and_deliver(
    terminal: Terminal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    terminal.init()
    card = tmp_path / "card.json"
    terminal.rate("card", "-o", str(card))
    capsys.readouterr()
    assert terminal.rate("pin", str(card)) == 0
    office_id = capsys.readouterr().out.split()[-1]
    assert len(office_id) == 64
    assert terminal.rate("carry", str(tmp_path)) == 0
    assert capsys.readouterr().out.strip() == "0 files written"
    empty = tmp_path / "empty.json"
    empty.write_text('{"contract": "progrez.human-rating-result/1", "results": []}')
    assert terminal.rate("deliver", str(empty)) == 0
    assert capsys.readouterr().out.strip() == "new 0, known 0, of nobody here 0"
    assert terminal.rate("deliver", str(card)) == 1


def test_help_speaks_dutch_and_loads_no_window(tmp_path: Path) -> None:
    code = (
        "import sys; from progrez_desktop.app import main; status = main(['--language', 'nl', 'rate', '--help']);"
        "assert 'PySide6' not in sys.modules and 'numpy' not in sys.modules; raise SystemExit(status)"
    )
    asked = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8")
    assert asked.returncode == 0, asked.stderr
    assert "beoordelingsbureau" in asked.stdout
