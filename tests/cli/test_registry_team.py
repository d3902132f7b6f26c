"""`progrez registry team` from a terminal: composing, keeping and asking, in words and as JSON."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from progrez_desktop.core.words import Words
from progrez_desktop.scoring.teams import picking
from tests.cli.test_registry import Workstation, bare, workstation
from tests.core.services.recruiting import desk_house

__all__ = ["bare", "workstation"]

WORDS = Words("en")
STENS = ((8.0, 4.0), (7.0, 5.0), (6.5, 8.0), (6.0, 7.5), (5.0, 9.0), (3.0, 6.0))


@pytest.fixture
def codes(workstation: Workstation, capsys: pytest.CaptureFixture[str]) -> list[str]:
    house = workstation.house()
    people = [
        desk_house.content([desk_house.score("empathy", one), desk_house.score("analytical", other)])
        for one, other in STENS
    ]
    released = desk_house.release(house, people, purposes=("profile", "teams"))
    codes = house.deps.store.teams.codes([one.release_id for one in released])
    house.opened.close()
    capsys.readouterr()
    return [codes[one.release_id] for one in released]


def typed(workstation: Workstation, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = workstation.type("team", *arguments)
    out, err = capsys.readouterr()
    return status, out, err


def document(workstation: Workstation, capsys: pytest.CaptureFixture[str], *arguments: str):
    status, out, err = typed(workstation, capsys, *arguments, "--json")
    assert status == 0, err
    return json.loads(out)


def test_a_team_is_composed_kept_shown_asked_about_and_taken_away(
    workstation: Workstation, codes: Sequence[str], capsys: pytest.CaptureFixture[str]
):
    bare = codes[0].replace("-", "").lower()
    status, out, err = typed(workstation, capsys, "compose", "--size", "3", "--with", bare, "--keep", "Flood watch")
    assert status == 0, err
    assert out.startswith("Proven best of 20 possible teams under these wishes, in")
    assert "of the draws over the margins" in out
    (kept,) = document(workstation, capsys, "list")
    members = [one["code"] for one in kept["members"]]
    assert codes[0] in members
    assert kept["id"][:8] in typed(workstation, capsys, "list")[1]
    assert document(workstation, capsys, "show", kept["id"][:8])["saved"] == kept
    shown = document(workstation, capsys, "show", "Flood watch")
    assert [one["person"]["code"] for one in shown["team"]["members"]] == members
    change = document(workstation, capsys, "swap", "Flood watch", members[1])
    assert change["out"]["code"] == members[1]
    assert change["replacements"][0]["person"]["code"] not in members
    other = next(code for code in codes if code not in members)
    assert document(workstation, capsys, "candidate", "Flood watch", other)["person"]["code"] == other
    for asked in (["show", "Flood watch"], ["swap", "Flood watch", members[1]], ["candidate", "Flood watch", other]):
        status, out, _ = typed(workstation, capsys, *asked)
        assert (status, bool(out)) == (0, True)
    assert typed(workstation, capsys, "remove", "Flood watch")[0] == 0
    assert document(workstation, capsys, "list") == []


def test_conditions_that_clash_are_told(
    workstation: Workstation, codes: Sequence[str], capsys: pytest.CaptureFixture[str]
):
    pair = f"{codes[0]},{codes[1]}"
    asked = ["compose", "--size", "3", "--apart", pair, "--together", pair, "--with", codes[0]]
    status, out, _ = typed(workstation, capsys, *asked)
    assert status == 1
    assert out.startswith(WORDS("team.none.clash"))
    assert out.count("\n") == 4
    status, out, _ = typed(workstation, capsys, "compose", "--size", "3", "--need", f"2:chair={codes[1]}")
    assert (status, out.startswith(WORDS("team.none.clash_alone"))) == (1, True)
    assert "At least 2 of “chair”; there are 1" in out
    status, out, _ = typed(workstation, capsys, "compose", "--size", "3", "--need", "1:licence:B")
    assert (status, WORDS("team.licence", licence="B") in out) == (1, True)


def test_what_is_not_found_in_the_time_is_no_clash(
    workstation: Workstation,
    codes: Sequence[str],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
):
    assert codes
    monkeypatch.setattr(picking, "pick", lambda *_: None)
    assert typed(workstation, capsys, "compose", "--size", "3")[:2] == (1, WORDS("team.none.not_found") + "\n")


def test_everybody_is_divided(workstation: Workstation, codes: Sequence[str], capsys: pytest.CaptureFixture[str]):
    teams = document(workstation, capsys, "compose", "--teams", "2")["proposals"][0]["teams"]
    assert sorted(one["person"]["code"] for team in teams for one in team["members"]) == sorted(codes)


def test_of_a_division_every_team_is_kept(
    workstation: Workstation, codes: Sequence[str], capsys: pytest.CaptureFixture[str]
):
    assert typed(workstation, capsys, "compose", "--teams", "2", "--keep", "Night shift")[0] == 0
    _, out, _ = typed(workstation, capsys, "compose", "--teams", "2")
    assert WORDS.plural("team.proof.divided", 200, most=200) in out
    assert WORDS("cli.registry.team.stays_with", percent="%").split("%")[-1] in out
    kept = document(workstation, capsys, "list")
    assert sorted(one["name"] for one in kept) == ["Night shift 1", "Night shift 2"]
    assert sorted(one["code"] for team in kept for one in team["members"]) == sorted(codes)


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (["compose", "--size", "9"], "team_too_few"),
        (["compose", "--with", "NOBODY"], "team_no_such_code"),
        (["compose", "--weight", "charm=3"], "team_weight"),
        (["compose", "--weight", "level=11"], "team_weight"),
        (["compose", "--need", "many drivers"], "team_need"),
        (["show", "Flood watch"], "team_no_such"),
        (["compose", "--size", "3", "--keep", "x" * 301], "team_name_long"),
    ],
)
def test_what_cannot_be_is_said(
    workstation: Workstation, codes: Sequence[str], capsys: pytest.CaptureFixture[str], asked: list[str], code: str
):
    status, _, err = typed(workstation, capsys, *asked)
    assert status != 0
    assert codes
    assert WORDS.template(f"error.{code}").split("{")[0].split("“")[0].strip() in err


def test_without_anybody_there_is_nobody(workstation: Workstation, capsys: pytest.CaptureFixture[str]):
    status, _, err = typed(workstation, capsys, "compose")
    assert status != 0
    assert WORDS("error.team_nobody") in err


def test_the_report_on_a_kept_team_is_saved_and_each_member_is_told(
    workstation: Workstation, codes: Sequence[str], capsys: pytest.CaptureFixture[str], tmp_path: Path
):
    out = tmp_path / "team.pdf"
    assert typed(workstation, capsys, "compose", "--size", "3", "--keep", "Flood watch")[0] == 0
    status, _, err = typed(workstation, capsys, "report", "Flood watch", "-o", str(out))
    assert status != 0
    assert WORDS("error.reader_unnamed") in err
    assert not out.exists()
    assert workstation.type("reader", "Noor van der Berg") == 0
    status, _, err = typed(workstation, capsys, "report", "Flood watch", "-o", str(out))
    assert status == 0, err
    assert WORDS.plural("cli.registry.team.reported", 3) in err
    assert out.read_bytes().startswith(b"%PDF")
