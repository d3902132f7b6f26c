"""Roles, shortlists, decisions and letters from a terminal: from an expert's form to a letter that left."""

from pathlib import Path

import pytest

from progrez_desktop.core.words import Words
from tests.cli.test_registry import Workstation, bare, kiosk, workstation
from tests.cli.test_settings import Terminal
from tests.core.services.recruiting.desk_house import content, score
from tests.core.services.registry_house import FakeDevice
from tests.core.services.test_registry_stick import stick

__all__ = ["Terminal", "bare", "kiosk", "workstation"]
WORDS = Words("en")
ROLE = ("role", "view", "Team lead", "--skill", "empathy=4:6-10", "--skill", "integrity=2")


@pytest.fixture
def code(workstation: Workstation, kiosk: FakeDevice, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> str:
    house = workstation.house()
    sealed = [house.sealed(kiosk, content=content([score("empathy", 8.4)]), purposes=("profile",)) for _ in range(2)]
    path = tmp_path / "kiosk.progrez"
    path.write_bytes(stick(house, kiosk, *(one.item() for one in sealed)))
    house.opened.close()
    assert workstation.type("import", str(path)) == 0
    assert workstation.type("list") == 0
    return capsys.readouterr().out.splitlines()[-1].split()[0]


def locked(workstation: Workstation) -> None:
    assert workstation.type("role", "new", "Team lead", "working-together") == 0
    for expert in ("Noor", "Bram"):
        assert workstation.type(*ROLE[:3], expert, *ROLE[3:]) == 0
    assert workstation.type("role", "compare", "Team lead") == 0
    assert workstation.type("role", "agree", "Team lead", "--weights", "40,40,20") == 0
    assert workstation.type("role", "lock", "Team lead") == 0


def test_a_role_is_asked_agreed_on_and_locked(
    workstation: Workstation, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert workstation.type("show", code) == 2
    assert WORDS("error.role_not_locked") in capsys.readouterr().err
    locked(workstation)
    told = capsys.readouterr().out
    assert WORDS("role.state.locked") in told and "empathy: can’t be done without, 6 to 10" in told
    assert WORDS("role.overlap", percent=100) in told and "test: 40\u00a0%" in told
    assert workstation.type("show", code) == 0
    for typed in (code.replace("-", "").lower(), code.replace("-", " "), f" {code.lower()} "):
        assert workstation.type("show", typed) == 0
    assert workstation.type("role", "lock", "Team lead") == 2
    assert workstation.type("role", "drop", "Team lead") == 2
    assert workstation.type("role", "list") == 0


def test_without_a_role_is_one_command(workstation: Workstation, capsys: pytest.CaptureFixture[str]) -> None:
    assert workstation.type("role", "new", "None", "working-together", "--asks-nothing") == 0
    assert workstation.type("role", "show", "None") == 0
    assert WORDS("role.reads_without") in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("role", "view", "x", "Noor", "--skill", "empathy=9"), "role_skill_typed"),
        (("role", "view", "x", "Noor", "--skill", "empathy=3:8-2"), "role_skill_typed"),
        (("role", "agree", "x", "--weights", "40,x,20"), "role_weights"),
        (("role", "show", "x"), "no_such_role"),
        (("shortlist", "make", "x", "--reaches", "empathy=11"), "filter_margin"),
        (("shortlist", "show", "x"), "no_such_shortlist"),
        (("shortlist", "make", "x"), "shortlist_empty"),
        (("decision", "disclose", "x", "--out", "x.pdf"), "no_such_decision"),
    ],
)
def test_what_makes_no_sense_is_said(
    workstation: Workstation, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], code: str
) -> None:
    typed = arguments[-1].rpartition("=")[0] and arguments[-1]
    assert workstation.type(*arguments) == 2
    sentence = WORDS.template(f"error.{code}")
    assert sentence.replace("{typed}", str(typed)).replace("{asked}", str(typed)) in capsys.readouterr().err


def test_a_shortlist_is_found_with_the_words_that_find_it_in_the_list(
    workstation: Workstation, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for asked in (("list",), ("shortlist", "make", "June")):
        assert workstation.type(*asked, "--find", "concern others") == 0
    assert WORDS.plural("shortlist.members", 2) in capsys.readouterr().out


def test_a_shortlist_is_of_codes_and_its_filter_is_looked_at_first(
    workstation: Workstation, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    cut = ("--reaches", "empathy=5")
    assert workstation.type("shortlist", "make", "June", *cut) == 2
    told = capsys.readouterr().err
    assert WORDS("shortlist.from_pool") in told and WORDS("error.shortlist_one_skill") in told
    assert WORDS("shortlist.refused", skills="Empathy and concern for others") in told
    assert workstation.type("shortlist", "make", "June", "--code", code, *cut) == 2
    assert WORDS("error.shortlist_impact_unseen") in capsys.readouterr().err
    assert workstation.type("shortlist", "make", "June", "--code", code, *cut, "--seen") == 0
    assert workstation.type("shortlist", "show", "June") == 0
    assert code in capsys.readouterr().out
    assert workstation.type("shortlist", "take-off", "June", code) == 0
    assert workstation.type("shortlist", "put-on", "June", code) == 0
    assert workstation.type("shortlist", "drop", "June") == 0
    assert workstation.type("shortlist", "list") == 0
    assert "June" not in capsys.readouterr().out


def test_a_decision_is_written_by_who_read_and_its_letter_leaves_once_it_was_edited(
    workstation: Workstation, code: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    decided = ("decision", "write", code, "--decision", "We invite her", "--reason", "She explained it well")
    locked(workstation)
    assert workstation.type("reader", "Noor") == 0
    assert workstation.type(*decided) == 2
    assert WORDS("error.report_not_opened") in capsys.readouterr().err
    assert workstation.type("show", code) == 0
    assert workstation.type(*decided[:-1], "a score of 8") == 2
    assert workstation.type("decision", "terms", "--days", "90") == 0
    assert workstation.type(*decided) == 0
    capsys.readouterr()
    assert workstation.type("decision", "list") == 0
    assert "We invite her" in capsys.readouterr().out
    draft, paper = tmp_path / "letter.txt", tmp_path / "letter.pdf"
    bare = code.replace("-", "").lower()
    assert workstation.type("decision", "letter", "draft", bare, "--out", str(draft)) == 0
    assert workstation.type("evidence", bare, "--out", str(tmp_path / "pack.zip")) == 0
    assert "She explained it well" in draft.read_text("utf-8")
    assert workstation.type("decision", "letter", "keep", code, str(draft)) == 2
    assert WORDS("error.letter_not_looked_at") in capsys.readouterr().err
    assert workstation.type("decision", "letter", "keep", code, str(draft), "--i-read-it") == 0
    assert workstation.type("decision", "letter", "paper", code, "--out", str(paper)) == 0
    assert paper.read_bytes().startswith(b"%PDF")
    assert workstation.type("decision", "letter", "send", code) == 0
    assert workstation.type("decision", "letter", "send", code) == 2
    assert WORDS("error.letter_sent_before") in capsys.readouterr().err
    assert workstation.type("decision", "letter", "send", code, "--again") == 0
    assert workstation.type("decision", "disclose", code, "--out", str(tmp_path / "told.pdf")) == 0
    assert (tmp_path / "told.pdf").read_bytes().startswith(b"%PDF")
