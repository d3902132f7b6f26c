"""`progrez release`, `withdraw` and `safe`: what the pages do, without a window."""

import json
import os
from pathlib import Path

import pytest

from progrez_desktop.core.model.passage import Passage
from progrez_desktop.core.model.person import PersonDetails
from progrez_desktop.core.services import accounts, consents, excerpts, results, sittings
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.words import Words
from tests.cli.test_audit import EMAIL, PASSWORD, LaterEachTime, password_fd, with_storage
from tests.cli.test_settings import Terminal
from tests.core.documents.pdf_text import squeezed, text_of
from tests.core.services.release_house import Employer, shipping
from tests.fakes import there
from tests.own_details import FILLED

WORDS = Words("en")


@pytest.fixture
def employer(monkeypatch: pytest.MonkeyPatch) -> Employer:
    """The organisation of the assessment that ships, with a key of its own."""
    employer = Employer.made()
    shipping(monkeypatch, public_key=employer.pair.public.hex())
    return employer


@pytest.fixture
def terminal(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return LaterEachTime(tmp_path / "data")


@pytest.fixture
def code(terminal: Terminal) -> str:
    """Somebody with a result and two choices; their recovery code."""
    codes: list[str] = []

    def begin(deps: Deps) -> None:
        made = accounts.create(deps, PersonDetails("Sanne", "de Vries", EMAIL), PASSWORD)
        session, organisation = made.session, there(deps.assessment.organisation)
        consents.decide(deps, session, organisation, ["profile", "background"], "en")
        results.finish(deps, session, sittings.begin(deps, session).attempt.id)
        session.safe.own_details.keep(FILLED, 1)
        accounts.sign_out(session)
        codes.append(made.recovery_code)

    with_storage(terminal, begin)
    return codes[0]


def release(terminal: Terminal, tmp_path: Path, *more: str) -> int:
    return terminal.command("release", *more, "--email", EMAIL, "--password-fd", str(password_fd(tmp_path)))


def secret_fd(tmp_path: Path, secret: str) -> str:
    path = tmp_path / "another secret"
    path.write_text(secret + "\n")
    return str(os.open(path, os.O_RDONLY))


def queued(terminal: Terminal) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    with_storage(terminal, lambda deps: found.extend(deps.device._database.rows("SELECT header, envelope FROM outbox")))
    return found


def test_the_bytes_that_are_printed_are_those_that_leave(
    terminal: Terminal, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes], employer: Employer, code: str
) -> None:
    capfdbinary.readouterr()
    assert release(terminal, tmp_path, "--dry-run") == 0
    shown = capfdbinary.readouterr().out
    assert queued(terminal) == []
    assert release(terminal, tmp_path) == 2
    assert capfdbinary.readouterr().out == shown
    assert queued(terminal) == []
    assert release(terminal, tmp_path, "--yes", "--receipt", str(tmp_path / "receipt.pdf")) == 0
    ((header, envelope),) = queued(terminal)
    opened = employer.opened(header, envelope)
    assert shown == json.dumps(opened, sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode() + b"\n"
    assert WORDS("receipt.title") in text_of((tmp_path / "receipt.pdf").read_bytes())
    assert release(terminal, tmp_path, "--yes") == 2  # exactly this was released before


def test_sealed_prints_what_can_be_known_of_an_envelope(
    terminal: Terminal, tmp_path: Path, capsys: pytest.CaptureFixture[str], employer: Employer, code: str
) -> None:
    capsys.readouterr()
    assert release(terminal, tmp_path, "--dry-run", "--sealed") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["envelope"], told["header"]["purposes"]) == ("profile", ["profile", "background"])
    assert told["bytes"] < told["header"]["plain_bytes"]
    assert queued(terminal) == []


def test_withholding_from_the_terminal(
    terminal: Terminal, tmp_path: Path, capsys: pytest.CaptureFixture[str], employer: Employer, code: str
) -> None:
    assert release(terminal, tmp_path, "--yes", "--withhold", "empathy", "--withhold", "work") == 0
    capsys.readouterr()
    assert release(terminal, tmp_path, "--dry-run") == 2
    shown = json.loads(capsys.readouterr().out)
    assert "empathy" not in {line["skill"] for line in shown["scores"]}
    assert "work" not in shown["background"]
    assert release(terminal, tmp_path, "--dry-run", "--share-all") == 0
    assert "empathy" in capsys.readouterr().out
    assert release(terminal, tmp_path, "--dry-run", "--withhold", "shoe_size") == 2


def test_without_a_key_it_shows_and_says_that_there_is_nobody_to_send_to(
    terminal: Terminal, tmp_path: Path, capsys: pytest.CaptureFixture[str], code: str
) -> None:
    capsys.readouterr()
    assert release(terminal, tmp_path, "--yes") == 2
    told = capsys.readouterr()
    assert json.loads(told.out)["scores"]
    assert WORDS("error.release_no_receiver") in told.err
    assert queued(terminal) == []


def test_a_code_withdraws_from_the_terminal(
    terminal: Terminal, tmp_path: Path, capsys: pytest.CaptureFixture[str], employer: Employer, code: str
) -> None:
    assert release(terminal, tmp_path, "--yes", "--receipt", str(tmp_path / "receipt.pdf")) == 0
    paper = squeezed(text_of((tmp_path / "receipt.pdf").read_bytes()))
    before = WORDS("receipt.withdraw.code")
    printed = paper[paper.index(squeezed(before)) + len(squeezed(before)) :][:47]
    assert printed.count("-") == 7
    proof = tmp_path / "proof.pdf"
    assert terminal.command("withdraw", "--code-fd", secret_fd(tmp_path, "A" + printed[1:])) == 2
    assert queued(terminal)
    capsys.readouterr()
    assert terminal.command("withdraw", "--code-fd", secret_fd(tmp_path, printed), "--receipt", str(proof)) == 0
    assert WORDS("withdrawing.told.nobody") in capsys.readouterr().out
    assert WORDS("withdrawing.paper.title") in text_of(proof.read_bytes())
    assert queued(terminal) == []
    assert terminal.command("withdraw", "--code-fd", secret_fd(tmp_path, code)) == 2  # a recovery code is none
    assert terminal.command("withdraw") == 3


def test_a_safe_moves_from_one_computer_to_another(
    terminal: Terminal, tmp_path: Path, capsys: pytest.CaptureFixture[str], code: str
) -> None:
    home = LaterEachTime(tmp_path / "home")
    file = tmp_path / "sanne.safe-file"
    given = ("--email", EMAIL, "--password-fd")
    assert terminal.command("safe", "export", str(file), "--leave", *given, str(password_fd(tmp_path))) == 0
    assert terminal.command("my-data", "log", *given, str(password_fd(tmp_path))) == 3

    def bring_in(source: Path, typed: str) -> int:
        fds = ("--code-fd", secret_fd(tmp_path, typed), "--password-fd", str(password_fd(tmp_path, "a new password")))
        return home.command("safe", "import", str(source), *fds)

    assert bring_in(tmp_path / "nowhere", code) == 1
    assert bring_in(file, "A" + code) == 2
    (tmp_path / "cut").write_bytes(file.read_bytes()[:-1])
    assert bring_in(tmp_path / "cut", code) == 1
    assert bring_in(file, code) == 0
    capsys.readouterr()
    assert home.command("my-data", "log", *given, str(password_fd(tmp_path, "a new password"))) == 0
    assert WORDS("log.safe_moved_in") in capsys.readouterr().out


def test_passages_of_own_words_are_printed_and_go_along_only_where_they_are_named(
    terminal: Terminal,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    employer: Employer,
    code: str,
) -> None:
    passage = Passage("disagreement", "I asked […] what was wrong, and then é.")
    monkeypatch.setattr(excerpts, "offered", lambda deps, session, attempt_id: {"empathy": (passage,)})
    with_storage(terminal, allow_passages)
    capsys.readouterr()
    assert release(terminal, tmp_path, "--dry-run") == 0
    told = capsys.readouterr()
    assert "excerpts" not in json.loads(told.out)
    assert WORDS("cli.release.offered", skill="empathy") in told.err
    assert passage.text in told.err
    assert release(terminal, tmp_path, "--dry-run", "--excerpt", "leadership") == 2
    assert "empathy" in capsys.readouterr().err
    assert release(terminal, tmp_path, "--yes", "--excerpt", "empathy") == 0
    told = capsys.readouterr()
    assert json.loads(told.out)["excerpts"] == [{"passages": [vars(passage)], "skill": "empathy"}]
    assert WORDS("cli.release.shared", skill="empathy") in told.err
    assert release(terminal, tmp_path, "--yes", "--no-excerpts") == 0
    assert "excerpts" not in json.loads(capsys.readouterr().out)


def allow_passages(deps: Deps) -> None:
    session = accounts.sign_in(deps, EMAIL, PASSWORD)
    consents.decide(deps, session, there(deps.assessment.organisation), ["profile", "excerpts"], "en")
    accounts.sign_out(session)
