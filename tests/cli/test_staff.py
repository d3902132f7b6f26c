"""`progrez staff` from a terminal, at a real identity provider: in, shown, and out again."""

import io
import json
import re
import threading
import webbrowser
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from progrez_desktop.cli import staff
from progrez_desktop.core.documents.qr_matrix import qr_matrix
from progrez_desktop.core.online import phone_way
from progrez_desktop.core.services.opening import Parts
from progrez_desktop.core.system import SystemClock
from tests.cli.test_settings import Terminal
from tests.identity_provider import browse
from tests.oidc_house import OidcProvider, oidc_provider
from tests.organisations import DAY_MS, Organisation

ID = "a" * 32


class TodaysTerminal(Terminal):
    """One with the real time, which the provider has too."""

    def parts(self, root: Path) -> Parts:
        return replace(super().parts(root), clock=SystemClock())


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OidcProvider]:
    with oidc_provider(tmp_path_factory.mktemp("oidc")) as provider:
        yield provider


@pytest.fixture
def terminal(
    running: OidcProvider, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Terminal:
    """A kiosk that is one of the devices of an organisation whose staff sign in."""
    running.person()
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    terminal, until_ms = TodaysTerminal(tmp_path / "data"), SystemClock().now_ms() + DAY_MS
    assert terminal.command("settings", "trust", str(running.authorities)) == 0
    board = Organisation.made(ID, sign_in=running.sign_in(ID))
    file = tmp_path / "invitation.json"
    file.write_bytes(board.invitation_file(until_ms=until_ms))
    out = ("--request-out", str(tmp_path / "request.json"))
    given = ("--name", "Kiosk 3", "--fingerprint", board.fingerprint)
    assert terminal.command("enrol", str(file), *given, *out) == 0
    request = json.loads((tmp_path / "request.json").read_text("utf-8"))
    (tmp_path / "answer.json").write_text(json.dumps(board.certificate(request, from_ms=0, until_ms=until_ms)))
    assert terminal.command("enrol", "--certificate", str(tmp_path / "answer.json")) == 0
    capsys.readouterr()
    return terminal


def has_a_browser(monkeypatch: pytest.MonkeyPatch, provider: OidcProvider) -> None:
    def go(address: str) -> bool:
        browse(provider.browse(address))
        return True

    monkeypatch.setattr(webbrowser, "open", go)


class Watched(io.StringIO):
    """What is printed, for somebody who does something when they can read what they need."""

    def __init__(self, wanted: str, does: Callable[[re.Match[str]], object]) -> None:
        super().__init__()
        self._wanted, self._does, self._is_done = re.compile(wanted, re.DOTALL), does, False

    def write(self, text: str) -> int:
        count = super().write(text)
        found = self._wanted.search(self.getvalue())
        if found and not self._is_done:
            self._is_done = True
            threading.Thread(target=self._does, args=(found,), daemon=True).start()
        return count


def test_somebody_signs_in_is_shown_and_signs_out(
    terminal: Terminal, running: OidcProvider, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    has_a_browser(monkeypatch, running)
    assert terminal.command("staff", "show") == 0
    assert capsys.readouterr().out == "Nobody is signed in at Example Water Board.\n"
    assert terminal.command("staff", "sign-in") == 0
    said = "You are signed in at Example Water Board, for: send profiles, have profiles erased.\n"
    assert capsys.readouterr().out == said
    assert terminal.command("staff", "show", "--organisation", ID[:6]) == 0
    assert capsys.readouterr().out == said
    assert terminal.command("staff", "sign-out") == 0
    assert "and its sign-in was told" in capsys.readouterr().out
    assert "refresh token given back" in running.happened()
    assert terminal.command("--language", "nl", "staff", "sign-out") == 0
    assert capsys.readouterr().out == "Niemand is aangemeld bij Waterschap Voorbeeld.\n"


def test_somebody_signs_in_with_a_telephone(
    terminal: Terminal, running: OidcProvider, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(phone_way, "_INTERVAL_S", 1)
    wanted = r"(https://\S+/device)\n.*?\n\s+(\S+-\S+)\n"
    screen = Watched(wanted, lambda found: running.visit(f"{found[1]}?user_code={found[2]}"))
    with monkeypatch.context() as patch:
        patch.setattr("sys.stderr", screen)
        assert terminal.command("staff", "sign-in", "--way", "phone") == 0
    assert "You are signed in at Example Water Board" in capsys.readouterr().out


def test_what_went_wrong_is_told_and_nobody_is_signed_in(
    terminal: Terminal, running: OidcProvider, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    has_a_browser(monkeypatch, running)
    for decides, said in (
        ({"decision": "deny"}, "127.0.0.1 says that signing in was refused there."),
        ({"acr": "urn:example:password"}, "Sign in again, with two factors"),
    ):
        running.person(**decides)
        assert terminal.command("staff", "sign-in") == 1
        assert said in capsys.readouterr().err
    assert terminal.command("staff", "sign-in", "--way", "pigeon") == 2
    assert "A way is one of: browser, phone." in capsys.readouterr().err
    assert terminal.command("staff", "show") == 0
    assert "Nobody is signed in" in capsys.readouterr().out


def test_a_code_on_a_terminal_can_be_scanned() -> None:
    import numpy as np
    import zxingcpp

    text = "https://sign-in.example.org/device?user_code=WDJB-MJHT"
    lines = staff.drawn(qr_matrix(text)).split("\n")
    light = {"█": (255, 255), "▀": (255, 0), "▄": (0, 255), " ": (0, 0)}
    rows = [[light[sign][half] for sign in line] for line in lines for half in (0, 1)]
    picture = np.array(rows, dtype=np.uint8).repeat(4, 0).repeat(4, 1)
    (found,) = zxingcpp.read_barcodes(picture)
    assert found.text == text
