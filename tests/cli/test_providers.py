"""`progrez providers` from a terminal: secrets come in by a descriptor and are shown nowhere."""

import os
from pathlib import Path

import pytest

from tests.cli.test_settings import Terminal


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return Terminal(tmp_path / "data")


def secret_at(text: str) -> str:
    read, write = os.pipe()
    os.write(write, text.encode() + b"\n")
    os.close(write)
    return str(read)


def test_providers_come_and_go(terminal: Terminal, capsys: pytest.CaptureFixture[str]) -> None:
    google = ("add", "google", "--client-id", "id-1", "--secret-fd", secret_at("hush"), "--way", "phone")
    assert terminal.command("providers", *google) == 0
    assert "Google (google) is offered from now on." in capsys.readouterr().out
    college = ("--issuer", "https://login.zuid.example", "--title", "Hogeschool Zuid", "--name", "zuid")
    assert terminal.command("providers", "add", "openid", "--client-id", "id-2", *college) == 0
    capsys.readouterr()
    assert terminal.command("providers", "list") == 0
    listed = capsys.readouterr().out
    assert "google  google  https://accounts.google.com  id-1  phone  Google  (with a secret)" in listed
    assert "zuid  openid  https://login.zuid.example  id-2  browser+phone  Hogeschool Zuid" in listed
    assert "hush" not in listed
    assert terminal.command("providers", "remove", "google") == 0
    assert terminal.command("settings", "log") == 0
    told = capsys.readouterr().out
    assert "provider google: offered, google" in told and "provider google: offered no longer" in told


@pytest.mark.parametrize(
    ("arguments", "said", "status"),
    [
        (("add", "facebook", "--client-id", "x"), "A provider is one of: openid, google, microsoft, github.", 2),
        (("add", "openid", "--client-id", "x", "--title", "X"), "say with --issuer where the provider is", 2),
        (("add", "google", "--client-id", "x", "--secret"), "Give it with --secret-fd", 3),
        (("remove", "google"), "No provider has that name here. There are: -.", 2),
    ],
)
def test_what_can_not_be_is_told(
    arguments: tuple[str, ...], said: str, status: int, terminal: Terminal, capsys: pytest.CaptureFixture[str]
) -> None:
    assert terminal.command("providers", *arguments) == status
    told = capsys.readouterr()
    assert said in told.err and told.out == ""
