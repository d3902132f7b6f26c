"""`progrez duty`, `disclose` and `retention` from a terminal: what a person types, and how it ends."""

import email
import os
import zipfile
from dataclasses import replace
from email.policy import default
from pathlib import Path

import pytest

from progrez_desktop.core.model.duty import DEEDS
from progrez_desktop.core.model.retention import Agreement
from progrez_desktop.core.retention import DAY_MS
from progrez_desktop.core.services import accounts, retention
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.services.opening import Parts
from progrez_desktop.core.words import LANGUAGES, Words
from tests.cli.test_audit import EMAIL, PASSWORD, made, password_fd, with_storage
from tests.cli.test_settings import Terminal
from tests.core.documents.pdf_text import text_of
from tests.fakes import MONDAY_MS, FakeClock

WORDS = Words("en")
PASSPHRASE = "three kettles and a drum"


class Desk(Terminal):
    """A machine at a day; `type` gives the passphrase of staff where it is asked, and returns the exit status."""

    def __init__(self, root: Path) -> None:
        super().__init__(root / "data")
        self.root, self.clock = root, FakeClock()

    def parts(self, root: Path) -> Parts:
        return replace(super().parts(root), clock=self.clock)

    def type(self, *arguments: str, passphrase: str = PASSPHRASE) -> int:
        return self.command(*arguments, "--staff-fd", str(secret_fd(self.root, passphrase)))


def secret_fd(root: Path, text: str) -> int:
    return password_fd(root, text)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Desk:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    desk = Desk(tmp_path)
    with_storage(desk, lambda deps: accounts.sign_out(made(deps)))
    assert desk.command("duty", "staff", "--new-fd", str(secret_fd(tmp_path, PASSPHRASE))) == 0
    capsys.readouterr()
    return desk


def number_of(capsys: pytest.CaptureFixture[str]) -> str:
    """The number that was told when a request was entered."""
    told = capsys.readouterr().out
    assert told.startswith("Request ")
    return told.split()[1]


def entered(desk: Desk, capsys: pytest.CaptureFixture[str], kind: str, *more: str) -> str:
    assert desk.type("duty", "add", "--kind", kind, "--email", EMAIL, *more) == 0
    return number_of(capsys)


def test_a_request_from_its_receipt_to_its_letter(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    number = entered(desk, capsys, "access", "--name", "Sanne de Vries", "--note", "by post")
    assert desk.type("duty", "confirm", number, "-o", str(desk.root / "mail.eml")) == 0
    mail = email.message_from_bytes((desk.root / "mail.eml").read_bytes(), policy=default)
    assert number in mail["Subject"]
    capsys.readouterr()
    assert desk.type("duty", "show", number) == 0
    assert capsys.readouterr().out.splitlines()[-1] == WORDS("cli.duty.identity_first")
    assert desk.type("duty", "identity", number, "--how", "called back") == 0
    letter, package = desk.root / "letter.pdf", desk.root / "package.zip"
    assert desk.type("duty", "close", number, "--letter", str(letter), "--package", str(package)) == 0
    assert "a package with everything" in " ".join(text_of(letter.read_bytes()).split())
    assert (desk.root / "letter.txt").exists()
    capsys.readouterr()
    assert desk.type("duty", "show", number) == 0
    told = capsys.readouterr().out
    for text in ("Sanne de Vries", "by post", "called back", "closed"):
        assert text in told
    out = desk.root / "all.zip"
    fd = str(secret_fd(desk.root, PASSWORD))
    assert desk.command("my-data", "unpack", str(package), "-o", str(out), "--password", "--secret-fd", fd) == 0
    assert "data.json" in zipfile.ZipFile(out).namelist()
    fd = str(secret_fd(desk.root, "not that one at all"))
    assert desk.command("my-data", "unpack", str(package), "-o", str(out), "--password", "--secret-fd", fd) == 3
    fd = str(secret_fd(desk.root, "00000-00000"))
    assert desk.command("my-data", "unpack", str(package), "-o", str(out), "--secret-fd", fd) == 2
    fd = str(secret_fd(desk.root, PASSWORD))
    assert desk.command("my-data", "unpack", str(letter), "-o", str(out), "--password", "--secret-fd", fd) == 1


def test_the_list_needs_no_passphrase_and_says_what_is_due(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    late = entered(desk, capsys, "objection", "--received", "2026-10-20")
    soon = entered(desk, capsys, "access", "--received", "2026-11-01")
    assert desk.command("duty", "list") == 0
    told = capsys.readouterr().out
    assert EMAIL not in told
    rows = {line.split()[0]: line for line in told.splitlines()[1:]}
    assert rows[late].rstrip().endswith("OVERDUE")
    assert rows[soon].rstrip().endswith("due soon")
    assert desk.type("duty", "show", soon) == 0
    assert f"Request {late} is overdue." in capsys.readouterr().err


def test_overdue_is_red_on_a_terminal(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    late = entered(desk, capsys, "objection", "--received", "2026-10-20")
    entered(desk, capsys, "access")
    monkeypatch.setenv("FORCE_COLOR", "1")
    monkeypatch.setenv("TERM", "xterm-256color")
    assert desk.command("duty", "list") == 0
    red = [line for line in capsys.readouterr().out.splitlines() if "\x1b[1;31m" in line]
    assert len(red) == 1
    assert late in red[0]
    assert "OVERDUE" in red[0]


def test_an_erasure_says_what_it_does_and_does_nothing_until_it_is_told_to(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    number = entered(desk, capsys, "erasure")
    assert desk.type("duty", "identity", number, "--how", "called back") == 0
    asked = ("duty", "close", number, "--letter", str(desk.root / "letter.pdf"))
    assert desk.type(*asked) == 2
    assert not (desk.root / "letter.pdf").exists()
    assert desk.type(*asked, "--yes") == 0
    assert list((desk.data_dir / "safes").iterdir()) == []


def test_a_child_is_erased_with_one_command(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("duty", "add", "--kind", "under_16", "--email", EMAIL)
    assert desk.type(*asked) == 2
    assert WORDS("cli.duty.under_16") in capsys.readouterr().out
    assert desk.type(*asked, "--yes") == 0
    assert WORDS("cli.duty.done_at_once") in capsys.readouterr().out
    assert list((desk.data_dir / "safes").iterdir()) == []


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        (("add", "--kind", "everything", "--email", EMAIL), 2, "error.duty_kind"),
        (("add", "--kind", "access", "--email", "sanne"), 2, "error.email_without_at"),
        (("add", "--kind", "access", "--email", EMAIL, "--received", "yesterday"), 2, "error.day_not_valid"),
        (("add", "--kind", "access", "--email", EMAIL, "--received", "2027-01-01"), 2, "error.duty_received_later"),
        (("show", "0000"), 2, "error.duty_unknown"),
        (("show", ""), 2, "error.duty_unknown"),
    ],
)
def test_what_makes_no_sense_is_told_and_enters_nothing(
    desk: Desk, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], status: int, says: str
) -> None:
    assert desk.type("duty", *arguments) == status
    assert WORDS.template(says).partition("{")[0] in capsys.readouterr().err
    with_storage(desk, lambda deps: _is_empty(deps))


def _is_empty(deps: Deps) -> None:
    assert deps.device.duties.all() == []


def test_a_wrong_passphrase_is_a_locked_door_and_a_missing_one_is_asked_for(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ("duty", "add", "--kind", "access", "--email", EMAIL)
    assert desk.type(*asked, passphrase="not that one at all") == 3
    assert desk.command(*asked) == 3
    assert "--staff-fd" in capsys.readouterr().err


def test_the_passphrase_of_staff_is_changed_and_one_that_is_lost_is_replaced(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    number = entered(desk, capsys, "access")
    new = _second_fd(desk.root, "another one of them")
    assert desk.type("duty", "staff", "--new-fd", str(new)) == 0
    assert desk.type("duty", "show", number) == 3
    assert desk.type("duty", "show", number, passphrase="another one of them") == 0
    assert desk.command("duty", "staff", "--start-over", "--new-fd", str(_second_fd(desk.root, PASSPHRASE))) == 0
    assert desk.type("duty", "show", number) == 2


def _second_fd(root: Path, text: str) -> int:
    (root / "second").write_text(text + "\n")
    return os.open(root / "second", os.O_RDONLY)


def test_an_authority_is_answered_with_what_was_chosen(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    number = entered(desk, capsys, "authority", "--name", "Police", "--reply-to", "west@police.example")
    assert desk.type("duty", "close", number, "--letter", str(desk.root / "l.pdf")) == 2
    order = ("--authority", "Police", "--reason", "a stolen computer", "--ground", "order 12-345")
    asked = ("disclose", number, *order, "--letter", str(desk.root / "letter.pdf"))
    assert desk.type(*asked, "--field", "answers") == 2
    assert desk.type(*asked, "--field", "made", "--field", "account") == 0
    assert {path.suffix for path in desk.root.glob("letter.*")} == {".pdf", ".txt", ".json"}
    assert desk.type(*asked, "--field", "made") == 2  # closed


def test_what_was_done_is_told_without_a_name(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    number = entered(desk, capsys, "erasure", "--name", "Sanne de Vries")
    assert desk.type("duty", "identity", number, "--how", "called back") == 0
    assert desk.type("duty", "close", number, "--letter", str(desk.root / "letter.pdf"), "--yes") == 0
    capsys.readouterr()
    assert desk.command("duty", "log") == 0
    told = capsys.readouterr().out
    lines = [line.partition("  ")[2] for line in told.splitlines()]
    assert lines[0] == WORDS("cli.duty.did.staff_key_made")
    did = [line.partition(": ")[2] for line in lines[1:]]
    assert did == ["entered", "identity checked", "erased", "carried out", "answered and closed"]
    assert "Sanne" not in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_everything_that_may_be_done_has_its_words(language: str) -> None:
    for deed in DEEDS:
        assert Words(language)(f"cli.duty.did.{deed}", number="ab12cd34", fields="made")


# progrez retention


def test_terms_are_listed_by_numbers_and_a_sweep_says_what_it_did(
    desk: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    assert desk.command("retention", "show") == 0
    told = capsys.readouterr().out
    assert "21 December 2026" in told
    assert EMAIL not in told
    assert WORDS.plural("cli.retention.not_believed", 0) in told
    desk.clock.advance(28 * DAY_MS)
    assert desk.command("retention", "sweep", "--dry-run") == 0
    assert WORDS.plural("cli.retention.would", 0) in capsys.readouterr().out
    assert desk.command("retention", "sweep") == 0
    assert WORDS.plural("cli.retention.left", 1) in capsys.readouterr().out
    desk.clock.advance(7 * DAY_MS)
    with_storage(desk, _believe)
    assert desk.command("retention", "sweep", "--dry-run") == 0
    assert WORDS.plural("cli.retention.would", 1) in capsys.readouterr().out
    assert desk.command("retention", "sweep") == 0
    assert WORDS.plural("cli.retention.swept", 1) in capsys.readouterr().out
    assert list((desk.data_dir / "safes").glob("*.safe")) == []


def _believe(deps: Deps) -> None:
    now = deps.clock.now_ms()
    deps.device.retention.keep_look(Agreement(now, 7 * DAY_MS), now)


def test_an_operator_puts_a_wrong_clock_right(desk: Desk, capsys: pytest.CaptureFixture[str]) -> None:
    desk.clock.wall_ms = MONDAY_MS + 3650 * DAY_MS
    with_storage(desk, lambda deps: _looked(deps))
    desk.clock.wall_ms = MONDAY_MS + DAY_MS
    assert desk.command("retention", "show") == 0
    assert "clock-is-right" in capsys.readouterr().out
    assert desk.command("retention", "clock-is-right") == 0
    assert "clock-is-right" not in capsys.readouterr().out
    assert desk.command("retention", "clock-is-right") == 2
    assert desk.command("settings", "log") == 0
    assert WORDS("cli.settings.did.clock_trusted") in capsys.readouterr().out


def _looked(deps: Deps) -> None:
    retention.clock(deps)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("command", ["duty", "retention", "disclose"])
def test_help_is_there_in_both_languages(
    desk: Desk, capsys: pytest.CaptureFixture[str], command: str, language: str
) -> None:
    assert desk.command("--language", language, command, "--help") == 0
    assert Words(language)(f"cli.{command}.help").split()[0] in capsys.readouterr().out
