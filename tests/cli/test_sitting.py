"""`progrez sitting`: three files between two kiosks, as staff carry them on a stick."""

import json
from pathlib import Path

import pytest

from progrez_desktop.core.model.person import PersonDetails
from progrez_desktop.core.services import accounts, enrolling, opening, sittings
from tests.cli.test_settings import Terminal, fd
from tests.core.services.enrolling_house import accepted
from tests.fakes import FakeEntropy, there
from tests.organisations import Organisation

ANNA = PersonDetails("Anneliese", "Quastenberg", "a.quastenberg@example.org")
PASSWORD = "seven herons on a fence"


def kiosk(root: Path, seed: int, board: Organisation) -> Terminal:
    terminal = Terminal(root)
    terminal.entropy = FakeEntropy(seed)
    opened = opening.open_storage(terminal.parts(root))
    request = accepted(opened.deps, board)
    enrolling.take_certificate(opened.deps, board.card.organisation_id, board.certificate(request))
    if seed == 1:
        session = accounts.create(opened.deps, ANNA, PASSWORD).session
        sittings.begin(opened.deps, session)
        accounts.sign_out(session)
    opened.close()
    return terminal


def test_a_sitting_goes_to_another_kiosk_and_is_let_go_of(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    board = Organisation.made()
    left, right = kiosk(tmp_path / "left", 1, board), kiosk(tmp_path / "right", 2, board)
    address, packet, word = (str(tmp_path / name) for name in ("a.json", "s.progrez-sitting", "w.json"))
    assert right.command("sitting", "address", "-o", address) == 0
    who = ("--email", ANNA.email)
    assert left.command("sitting", "move", address, "-o", packet, *who, "--password-fd", fd("four foxes")) == 3
    assert not Path(packet).exists()
    assert left.command("sitting", "move", address, "-o", packet, *who, "--password-fd", fd(PASSWORD)) == 0
    assert right.command("sitting", "take", packet, "--arrived", word, "--password-fd", fd(PASSWORD)) == 0
    assert json.loads(Path(word).read_bytes())["body"]["contract"] == "progrez.sitting-arrival/1"
    assert right.command("sitting", "take", packet, "--password-fd", fd(PASSWORD)) == 2
    assert left.command("sitting", "arrived", word) == 0
    told = capsys.readouterr()
    assert "The sitting from Kiosk 3 is here." in told.out
    assert "This sitting was taken in here already." in told.err
    assert "nothing of that sitting is kept here any more" in told.err
    assert PASSWORD not in told.out + told.err
    opened = opening.open_storage(right.parts(right.data_dir))
    session = accounts.sign_in(opened.deps, ANNA.email, PASSWORD)
    assert there(sittings.standing(opened.deps, session)).attempt.state == "open"
    accounts.sign_out(session)
    opened.close()
