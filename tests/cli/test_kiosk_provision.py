"""`progrez kiosk provision` from a terminal: one command makes a kiosk, says what is left, and goes on where it was."""

import json
from pathlib import Path

import pytest

from progrez_desktop.cli.frame import run_command
from progrez_desktop.cli.rate import RatingTools
from progrez_desktop.cli.windows import StaffWindows
from progrez_desktop.core.invitation_text import invitation_text
from progrez_desktop.core.keys.organisation_papers import new_enrolment_code, sign_invitation
from progrez_desktop.core.model.kiosk import KioskRules
from progrez_desktop.core.model.organisation import Invitation
from tests.cli.test_settings import Terminal
from tests.fakes import MONDAY_MS
from tests.organisations import DAY_MS, Organisation

ID = "a" * 32
RULES = KioskRules(may_save=True, must_hold=frozenset({"session"}))


class Unpacked(Terminal):
    """A computer with the windows of staff; none of them is opened here."""

    def command(self, *arguments: str) -> int:
        tools, windows = RatingTools(self.parts, lambda _: 9), StaffWindows(lambda _: 9, lambda _: 9, lambda _: 9)
        return run_command(arguments, self.data_dir, lambda _: 9, lambda *_: 9, tools, windows)


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return Unpacked(tmp_path / "data")


def invitation(board: Organisation, name: str = "Kiosk 3") -> dict[str, object]:
    code, until_ms = new_enrolment_code(board.entropy), MONDAY_MS + 7 * DAY_MS
    made = Invitation(ID, board.card, board.card_document(), "kiosk", code, until_ms, name, RULES)
    return sign_invitation(board.signing, made)


def test_a_file_makes_a_kiosk_and_the_same_command_goes_on(
    terminal: Terminal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    board = Organisation.made(ID, server=None)
    file, request, answer = (tmp_path / f"{name}.json" for name in ("kiosk-3", "request", "answer"))
    file.write_text(json.dumps(invitation(board)))
    command = ("kiosk", "provision", str(file), "--fingerprint", board.fingerprint)
    assert terminal.command(*command, "--request-out", str(request)) == 3
    said = capsys.readouterr()
    assert "Kiosk 3: a kiosk of Example Water Board." in said.out
    assert "hand the request to the organisation" in said.out
    assert "something that is required doesn’t hold yet" in said.out
    answer.write_text(json.dumps(board.certificate(json.loads(request.read_text("utf-8")))))
    assert terminal.command("enrol", "--certificate", str(answer)) == 0
    assert terminal.command("kiosk", "provision") == 3
    said = capsys.readouterr()
    assert "one of its devices" in said.out and "hand the request" not in said.out
    assert "choose a passphrase of staff" in said.out
    assert terminal.command("settings", "get", "kiosk_must_session") == 0
    assert capsys.readouterr().out == "yes\n"


def test_an_invitation_for_another_computer_is_refused_in_a_plain_sentence(
    terminal: Terminal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    board = Organisation.made(ID, server=None)
    file = tmp_path / "text.txt"
    file.write_text(invitation_text(invitation(board)))  # what a QR code holds, kept as a file
    given = ("--fingerprint", board.fingerprint)
    assert terminal.command("kiosk", "provision", str(file), *given, "--name", "Kiosk 4") == 2
    assert "This invitation is for “Kiosk 3”, and this computer is “Kiosk 4”." in capsys.readouterr().err
    assert terminal.command("organisations", "list") == 0
    assert "Example Water Board" not in capsys.readouterr().out
    assert terminal.command("kiosk", "provision") == 2
