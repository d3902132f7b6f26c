"""`progrez desk`: who of staff runs this computer, typed at a terminal."""

from contextlib import AbstractContextManager, closing
from dataclasses import replace
from pathlib import Path

import pyotp
import pytest

from progrez_desktop.cli.staff_door import StaffDoor
from progrez_desktop.core.services import duties, staff
from progrez_desktop.core.services.opening import Opened, Parts, open_storage
from progrez_desktop.core.words import Words
from tests.cli.test_settings import Terminal, fd
from tests.fakes import FakeClock

WORDS = Words("en")
PASSPHRASE, OTHER, PIN = "three kettles and a drum", "another one of them", "480512"


class Office(Terminal):
    """A computer on which members type, each with what is theirs."""

    def __init__(self, root: Path) -> None:
        super().__init__(root / "data")
        self.clock, self.uri, self.recovery = FakeClock(), "", ""

    def parts(self, root: Path) -> Parts:
        return replace(super().parts(root), clock=self.clock)

    def desk(self, *arguments: str, secret: str = PASSPHRASE, who: str = "", new: str = "", code: str = "") -> int:
        begin = ["desk", *(("--as", who) if who else ()), *(("--code-fd", fd(code)) if code else ())]
        return self.command(*begin, *arguments, "--staff-fd", fd(secret), *(("--new-fd", fd(new)) if new else ()))

    def code(self) -> str:
        return str(pyotp.parse_uri(self.uri).at(self.clock.now_ms() // 1000))  # type: ignore[attr-defined,union-attr]

    def opened(self) -> AbstractContextManager[Opened]:
        return closing(open_storage(self.parts(self.data_dir)))


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Office:
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    office = Office(tmp_path)
    assert office.desk("add", "Omar", "--role", "operator", new=PASSPHRASE) == 0
    office.recovery = capsys.readouterr().err.split("    ")[-1].strip()
    return office


def with_code(office: Office, who: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> int:
    def typed(_: StaffDoor) -> str:
        office.uri = next(line for line in capsys.readouterr().err.split() if line.startswith("otpauth"))
        return office.code()

    with monkeypatch.context() as at_the_phone:
        at_the_phone.setattr(StaffDoor, "code", typed)
        status = office.desk("factor", "add-totp", secret=PIN if who == "Mieke" else PASSPHRASE, who=who)
    office.clock.advance(60_000)
    return status


def test_an_operator_enters_members_who_add_a_second_factor_and_come_in_with_it(
    office: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert office.desk("add", "Mieke", "--role", "invigilator", new=PIN) == 0
    assert WORDS("cli.desk.needs_factor", name="Mieke") in capsys.readouterr().out
    assert office.desk("log", secret=PIN, who="Mieke") == 2  # nothing before there is a factor
    assert with_code(office, "Mieke", monkeypatch, capsys) == 0
    assert office.desk("passphrase", secret=PIN, who="Mieke", new="730164") == 3
    assert WORDS("error.factor_code_needed") in capsys.readouterr().err
    assert office.desk("passphrase", secret=PIN, who="Mieke", new="730164", code=office.code()) == 0
    office.clock.advance(60_000)
    assert office.desk("log", secret="730164", who="Mieke", code=office.code()) == 2  # the log is no invigilator's
    capsys.readouterr()
    assert office.command("desk", "list") == 0
    told = capsys.readouterr().out
    assert "Mieke" in told and WORDS("staff.factor.totp") in told
    assert office.desk("log", who="Omar") == 0
    assert "Omar: Mieke became a member (invigilator)" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("add", "Mieke", "--role", "king"), "staff_role"),
        (("add", "omar", "--role", "auditor"), "staff_name_known"),
        (("add", "", "--role", "auditor"), "staff_name"),
        (("drop", "Omar"), "staff_last_operator"),
        (("role", "Omar", "auditor"), "staff_last_operator"),
        (("drop", "Nobody"), "staff_unknown"),
        (("factor", "remove", "totp"), "factor_name_unknown"),
    ],
)
def test_what_makes_no_sense_is_refused_with_what_helps(
    office: Office, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], code: str
) -> None:
    new = PASSPHRASE if arguments[0] in ("add", "role") else ""
    assert office.desk(*arguments, new=new) == 2
    assert WORDS.template(f"error.{code}").partition("{")[0] in capsys.readouterr().err


def test_whoever_types_among_several_says_who_they_are(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert office.desk("add", "Noor", "--role", "operator", new=OTHER) == 0
    assert office.desk("log") == 2
    assert WORDS("error.staff_who") in capsys.readouterr().err
    assert office.desk("log", who="noor", secret=OTHER) == 0
    assert office.desk("drop", "Omar", who="Noor", secret=OTHER) == 0
    assert office.desk("rename", "Noor B.", secret=OTHER) == 0
    # What members write about requests is sealed as before, and each operator reads it.
    assert office.command("duty", "add", "--kind", "access", "--email", "x@example.org", "--staff-fd", fd(OTHER)) == 0
    with office.opened() as opened:
        [one] = duties.standings(opened.deps)
        assert duties.read(staff.opened(opened.deps, OTHER).key, one.duty).email == "x@example.org"


def test_an_operator_whose_phone_is_lost_comes_in_with_the_recovery_code_of_this_computer(
    office: Office, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert with_code(office, "Omar", monkeypatch, capsys) == 0
    wrong = office.recovery[:-1] + ("A" if office.recovery[-1] != "A" else "B")
    assert office.desk("recover", "--recovery-fd", fd(wrong)) == 2
    assert office.desk("recover", "--recovery-fd", fd(office.recovery)) == 0
    assert office.desk("log") == 0
    assert "recovery code of this computer" in capsys.readouterr().out


def test_a_member_who_forgot_is_let_in_anew_by_an_operator(office: Office) -> None:
    assert office.desk("add", "Mieke", "--role", "invigilator", new=PIN) == 0
    assert office.desk("reset", "Mieke", who="Omar", new="730164") == 0
    assert office.desk("role", "Mieke", "operator", who="Omar", new=OTHER) == 0
    assert office.desk("log", who="Mieke", secret=OTHER) == 0


def test_no_secret_is_ever_an_argument(office: Office, capsys: pytest.CaptureFixture[str]) -> None:
    assert office.command("desk", "log") == 3
    assert WORDS("error.staff_passphrase_asked") in capsys.readouterr().err
