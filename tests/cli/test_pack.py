"""`progrez pack` and `progrez notices` from a terminal: from an organisation's folder to a kiosk that runs it."""

import json
import os
import shutil
from pathlib import Path

import pytest

from progrez_desktop.core.keys.organisation_papers import read_card
from progrez_desktop.core.organisation import fingerprint
from progrez_desktop.core.words import Words
from tests.cli.test_settings import Terminal
from tests.core.services.pack_house import EXAMPLE

STAFF = "vier gele kannen thee"


def handed(secret: str) -> str:
    """Return a descriptor that gives a secret in one line."""
    read, write = os.pipe()
    os.write(write, f"{secret}\n".encode())
    os.close(write)
    return str(read)


@pytest.fixture
def workstation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    made = Terminal(tmp_path / "workstation")
    begin = ("registry", "--staff-fd", handed(STAFF), "init", "--without-server")
    assert made.command(*begin, "--organisation", "Example Water Board") == 0
    return made


def staff() -> tuple[str, str]:
    return "--staff-fd", handed(STAFF)


def test_a_pack_goes_from_a_folder_to_a_kiosk_that_runs_it(
    workstation: Terminal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, pack, card = tmp_path / "folder", str(tmp_path / "trainees.pack"), tmp_path / "folder" / "card.json"
    shutil.copytree(EXAMPLE, folder)
    assert workstation.command("pack", "card", "-o", str(card), *staff()) == 0
    assert workstation.command("pack", "make", str(folder), "-o", pack) == 0
    kiosk = Terminal(tmp_path / "kiosk")
    assert kiosk.command("pack", "install", pack) == 1
    assert "Nobody signed this pack." in capsys.readouterr().err
    assert workstation.command("pack", "sign", pack, *staff()) == 0
    assert workstation.command("pack", "check", pack) == 0
    assert "Nothing is wrong with this pack." in capsys.readouterr().out
    assert kiosk.command("pack", "install", pack) == 1
    assert "does not know" in capsys.readouterr().err
    know(kiosk, workstation, card, tmp_path)
    assert kiosk.command("pack", "install", pack) == 0
    assert kiosk.command("pack", "use", "trainees-2027") == 0
    capsys.readouterr()
    assert kiosk.command("pack", "list") == 0
    rows = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert [row[-1] for row in rows if "trainees-2027@1.0.0" in row] == ["runs"]
    assert kiosk.command("settings", "list") == 0
    assert "form = fixed  (trainees-2027)" in capsys.readouterr().out
    assert kiosk.command("settings", "log") == 0
    assert "pack trainees-2027@1.0.0 runs from the next start on" in capsys.readouterr().out
    (file,) = (tmp_path / "kiosk" / "packs").iterdir()
    file.write_bytes(b"")
    assert kiosk.command("settings", "list") == 1
    assert "nothing else is run in its place" in capsys.readouterr().err
    assert kiosk.command("pack", "use", "shipped") == 0
    assert kiosk.command("pack", "remove", "trainees-2027") == 0
    assert not any((tmp_path / "kiosk" / "packs").iterdir())
    assert kiosk.command("settings", "list") == 0


def know(kiosk: Terminal, workstation: Terminal, card: Path, tmp_path: Path) -> None:
    """Have the kiosk take up the workstation's invitation, as two people who compare would."""
    invitation, request = str(tmp_path / "invitation.json"), str(tmp_path / "request.json")
    told = read_card(json.loads(card.read_text(encoding="utf-8")))
    assert workstation.command("registry", *staff(), "invite", "kiosk", "-o", invitation) == 0
    compared = ("--fingerprint", fingerprint(told.organisation_id, told.signing_key))
    assert kiosk.command("enrol", invitation, "--name", "Kiosk 1", *compared, "--request-out", request) == 0


@pytest.mark.parametrize("language", ["en", "nl"])
def test_everything_that_is_wrong_is_said_in_the_language_of_whoever_asks(
    tmp_path: Path, language: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    folder, words = tmp_path / "folder", Words(language)
    shutil.copytree(EXAMPLE, folder)
    prompts = json.loads((folder / "prompts.json").read_text(encoding="utf-8"))
    del prompts[0]["text"]["nl"], prompts[0]["guidance"]["en"]
    (folder / "prompts.json").write_text(json.dumps(prompts), encoding="utf-8")
    terminal, pack = Terminal(tmp_path / "data"), str(tmp_path / "x.pack")
    assert terminal.command("--language", language, "pack", "make", str(folder), "-o", pack) == 1
    said = capsys.readouterr()
    assert words("cli.pack.made", name="x.pack") in said.out
    for place, lost in (("prompts.json /0/text", "nl"), ("prompts.json /0/guidance", "en")):
        assert words("error.pack_text_missing", place=place, language=lost) in said.err
    assert not (tmp_path / "data").exists()


def test_notices_go_from_a_workstation_to_a_kiosk_as_a_file(
    workstation: Terminal, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kiosk, card, file = Terminal(tmp_path / "kiosk"), tmp_path / "card.json", str(tmp_path / "notices.json")
    assert workstation.command("pack", "card", "-o", str(card), *staff()) == 0
    know(kiosk, workstation, card, tmp_path)
    texts = ("--title-en", "New date", "--title-nl", "Nieuwe datum", "--text-en", "Later.", "--text-nl", "Later.")
    assert workstation.command("registry", *staff(), "notice", "make", *texts) == 0
    assert workstation.command("notices", "write", "-o", file, *staff()) == 0
    assert "1 notice is in notices.json." in capsys.readouterr().out
    for new in ("1 notice is new.", "0 notices are new."):
        assert kiosk.command("notices", "take", file) == 0
        assert new in capsys.readouterr().out
    assert kiosk.command("notices", "list") == 0
    assert "New date" in capsys.readouterr().out
