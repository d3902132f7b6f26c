"""The list of a registry from a terminal: filters that respect the margin, saved ones, and files with a purpose."""

import json
from pathlib import Path

import pytest

from progrez_desktop.core.words import Words
from tests.cli.test_registry import Workstation, bare, carried_file, kiosk, workstation
from tests.core.services.registry_house import FakeDevice

__all__ = ["bare", "kiosk", "workstation"]

WORDS = Words("en")
FOR = ("--for", "Interviews", "--to", "Hiring committee")


@pytest.mark.parametrize("form", ["csv", "json"])
def test_an_export_is_a_file_that_people_are_told_of(
    workstation: Workstation, kiosk: FakeDevice, tmp_path: Path, form: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert workstation.type("import", str(carried_file(workstation, kiosk, tmp_path))) == 0
    assert workstation.type("reader", "J. Bakker") == 0
    out = tmp_path / f"people.{form}"
    assert workstation.type("export", "-o", str(out), "--form", form, *FOR) == 0
    assert b"empathy" in out.read_bytes() and b"Sanne" not in out.read_bytes()
    assert workstation.type("export", "-o", str(out), "--form", form, *FOR, "--names") == 0
    assert b"Sanne" in out.read_bytes()
    assert workstation.type("export", "-o", str(out), "--form", "xml", *FOR) == 2
    capsys.readouterr()
    assert workstation.type("log") == 0
    assert capsys.readouterr().out.count("left as a file") == 2


def test_a_workbook_has_a_purpose_and_a_recipient_and_stands_in_the_list_of_recipients(
    workstation: Workstation, kiosk: FakeDevice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert workstation.type("import", str(carried_file(workstation, kiosk, tmp_path))) == 0
    assert workstation.type("reader", "J. Bakker") == 0
    out = tmp_path / "people.xlsx"
    for missing, code in ((FOR[:2], "recipient"), (FOR[2:], "purpose")):
        assert workstation.type("export", "-o", str(out), "--form", "xlsx", *missing) == 2
        assert WORDS(f"error.export_without_{code}") in capsys.readouterr().err
    assert not out.exists()
    assert workstation.type("export", "-o", str(out), "--form", "xlsx", *FOR) == 0
    assert out.read_bytes().startswith(b"PK")
    capsys.readouterr()
    assert workstation.type("list", "--json") == 0
    code = json.loads(capsys.readouterr().out)[0]["code"]
    for asked in ((), (code,)):
        assert workstation.type("recipients", *asked, "--json") == 0
        (one,) = json.loads(capsys.readouterr().out)
        assert (one["recipient"], one["purpose"], one["people"], one["here"]) == (
            "Hiring committee",
            "Interviews",
            2,
            2,
        )
    assert workstation.type("recipients") == 0
    assert WORDS("recipients.here", here=2, people=2) in capsys.readouterr().out


def test_filters_respect_the_margin_and_can_be_saved(
    workstation: Workstation, kiosk: FakeDevice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert workstation.type("import", str(carried_file(workstation, kiosk, tmp_path))) == 0
    capsys.readouterr()
    for asked, count in ((("may:empathy=7",), 2), (("likely:empathy=7",), 0), (("likely:empathy=5", "unread"), 2)):
        assert workstation.type("list", "--json", *(part for one in asked for part in ("--only", one))) == 0
        assert len(json.loads(capsys.readouterr().out)) == count
    assert workstation.type("list", "--find", "empath", "--json") == 0
    assert len(json.loads(capsys.readouterr().out)) == 2
    assert workstation.type("filter", "save", "Hydro", "--only", "likely:empathy=5", "--only", "may:flair=2") == 0
    assert workstation.type("filter", "rename", "hydro", "Hydrologist 2027") == 0
    assert WORDS("filter.renamed", name="Hydrologist 2027") in capsys.readouterr().out
    assert workstation.type("list", "--filter", "hydrologist 2027") == 0
    assert "flair" in capsys.readouterr().err
    assert workstation.type("filter", "list", "--json") == 0
    told = {"name": "Hydrologist 2027", "only": ["likely:empathy=5", "may:flair=2"], "order": "newest"}
    assert json.loads(capsys.readouterr().out) == [told]
    assert workstation.type("filter", "remove", "Hydrologist 2027") == 0
    again = "filter save 'Hydrologist 2027' --only likely:empathy=5 --only may:flair=2"
    assert again in capsys.readouterr().out
    assert workstation.type("list", "--filter", "Hydrologist 2027") == 2


@pytest.mark.parametrize(
    "asked", ["empathy=6", "likely:empathy", "likely:empathy=11", "may:=3", "ends=-1", "quality=bad"]
)
def test_a_condition_that_is_none_is_told(
    workstation: Workstation, asked: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert workstation.type("list", "--only", asked) == 2
    assert capsys.readouterr().err.strip()
    assert workstation.type("list", "--order", "name") == 2
    assert WORDS("error.registry_order_names") in capsys.readouterr().err
