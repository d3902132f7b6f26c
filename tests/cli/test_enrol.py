"""`progrez enrol` and `progrez organisations` from a terminal: shown, compared, pinned, asked; and dropped again."""

import json
from pathlib import Path

import pytest

from progrez_desktop.core.invitation_text import invitation_text
from progrez_desktop.core.organisation import in_groups, key_fingerprint
from tests.cli.test_settings import Terminal
from tests.organisations import Organisation
from tests.web_server import listening

ID = "a" * 32


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return Terminal(tmp_path / "data")


def test_a_device_is_enrolled_where_there_is_a_network(
    terminal: Terminal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with listening() as site:
        board = Organisation.made(ID, server=site.origin)
        file = tmp_path / "invitation.json"
        file.write_bytes(board.invitation_file())
        requests = []

        def asked(to, came) -> None:
            requests.append(json.loads(came.body))
            to.say(board.state(requests[-1], "asked"), status=202)

        site.answers["/v1/enrolments"] = asked
        given = ("--name", "Kiosk 3", "--fingerprint", in_groups(board.fingerprint))
        assert terminal.command("enrol", str(file), *given) == 0
        said = capsys.readouterr()
        assert "Example Water Board: asked; the organisation has to admit this computer." in said.out
        assert "  ".join(in_groups(board.fingerprint).split(" ")[:4]) in said.err
        assert requests[0]["code"] not in said.err + said.out
        (request,) = requests
        own = key_fingerprint(bytes.fromhex(request["public_key"]))
        assert own in said.out  # or the workstation's question could only be nodded at
        site.answers[f"/v1/enrolments/{request['device_id']}"] = lambda to, _: to.say(board.state(request))
        assert terminal.command("enrol") == 0
        said = capsys.readouterr()
        assert "Example Water Board: one of its devices." in said.out and own not in said.out
    assert terminal.command("organisations", "show") == 0
    shown = capsys.readouterr().out
    assert f"Fingerprint of the organisation: {in_groups(board.fingerprint)}" in shown
    assert f"Fingerprint of this device’s key: {own}" in shown
    assert f"Id of this device: {request['device_id']}" in shown and "Kind of device: kiosk" in shown
    assert terminal.command("settings", "log") == 0
    log = capsys.readouterr().out
    assert f"organisation {ID}: trusted, fingerprint {board.fingerprint}" in log
    assert f"organisation {ID}: admitted this device" in log


def test_a_device_is_enrolled_with_files_where_there_is_none(
    terminal: Terminal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    board = Organisation.made(ID)
    request, answer = tmp_path / "request.json", tmp_path / "answer.json"
    scanned = ("--code-text", invitation_text(board.invitation()), "--name", "Kiosk 3")
    assert terminal.command("enrol", *scanned, "--fingerprint", "0" * 64) == 2
    assert "That is not the fingerprint of this invitation." in capsys.readouterr().err
    assert terminal.command("enrol", *scanned) == 2
    assert "--fingerprint" in capsys.readouterr().err
    given = ("--fingerprint", board.fingerprint, "--request-out", str(request))
    assert terminal.command("enrol", *scanned, *given) == 0
    said = capsys.readouterr()
    assert "trusted; not asked yet" in said.out and "request.json" in said.err
    answer.write_text(json.dumps(board.certificate(json.loads(request.read_text("utf-8")))))
    assert terminal.command("enrol", "--certificate", str(answer)) == 0
    assert "one of its devices" in capsys.readouterr().out


def test_other_keys_need_a_command_of_their_own(
    terminal: Terminal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = Organisation.made(ID), Organisation.made(ID, seed=66)
    files = []
    for number, board in enumerate((first, second)):
        files.append(tmp_path / f"invitation-{number}.json")
        files[-1].write_bytes(board.invitation_file())
    out = ("--request-out", str(tmp_path / "request.json"))
    assert terminal.command("enrol", str(files[0]), "--name", "K", "--fingerprint", first.fingerprint, *out) == 0
    again = (str(files[1]), "--fingerprint", second.fingerprint, *out)
    assert terminal.command("enrol", *again) == 1
    said = capsys.readouterr().err
    assert "Somebody may be passing for it." in said and "has another key" in said
    assert terminal.command("organisations", "repin", *again) == 0
    assert terminal.command("organisations", "list") == 0
    assert "trusted; not asked yet" in capsys.readouterr().out
    assert terminal.command("organisations", "drop", ID[:4]) == 0
    assert "Example Water Board is trusted no more." in capsys.readouterr().out
    assert terminal.command("--language", "nl", "organisations", "show") == 0
    assert "geen apparaat van de organisatie meer" in capsys.readouterr().out


def test_a_broken_file_is_named(terminal: Terminal, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "invitation.json"
    file.write_text("{")
    assert terminal.command("enrol", str(file), "--name", "K") == 1
    assert f"{file}:" in capsys.readouterr().err
    assert terminal.command("enrol") == 2
    assert "This computer belongs to no organisation yet." in capsys.readouterr().err
