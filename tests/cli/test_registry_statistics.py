"""Figures of an organisation, and evidence for an auditor, from the terminal."""

import json
import zipfile
from pathlib import Path

import pytest

from tests.cli.test_registry import WORDS, Workstation, bare, carried_file, kiosk, workstation
from tests.core.services.recruiting.pool_house import period, table
from tests.core.services.registry_house import FakeDevice

__all__ = ["bare", "kiosk", "workstation"]


def test_counts_from_a_file_are_taken_once_and_told(
    workstation: Workstation, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    house = workstation.house()
    counted = period(house, table("norms", "norms/empathy", {}, [420]))
    house.opened.close()
    file = tmp_path / "counts.json"
    file.write_text(json.dumps([counted]))
    for n in (1, 0):
        assert workstation.type("statistics", "take", str(file)) == 0
        assert WORDS.plural("statistics.taken", n) in capsys.readouterr().err
    assert workstation.type("statistics") == 0
    shown = capsys.readouterr().out
    assert WORDS("statistics.norms.title") in shown and "420" in shown
    for name, begins in (("s.pdf", b"%PDF"), ("s.html", b"<!DOCTYPE"), ("s.csv", b"\xef\xbb\xbf")):
        assert workstation.type("statistics", "-o", str(tmp_path / name)) == 0
        assert (tmp_path / name).read_bytes().startswith(begins)
    assert workstation.type("statistics", "-o", str(tmp_path / "s.doc")) == 2
    file.write_text("[]")
    assert workstation.type("statistics", "take", str(file)) == 1
    assert WORDS("error.statistics_wrong") in capsys.readouterr().err


def test_evidence_of_a_candidate_or_of_the_model_is_one_file(
    workstation: Workstation, kiosk: FakeDevice, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert workstation.type("import", str(carried_file(workstation, kiosk, tmp_path, 1))) == 0
    house = workstation.house()
    code = house.deps.store.database.rows("SELECT code FROM release")[0][0]
    house.opened.close()
    out = tmp_path / "evidence.zip"
    for asked, kind in ((("evidence", code.lower()), "candidate"), (("evidence", "--model"), "model")):
        assert workstation.type(*asked, "-o", str(out), "--language", "nl") == 0
        with zipfile.ZipFile(out) as packed:
            assert json.loads(packed.read("manifest.json"))["kind"] == kind
    capsys.readouterr()
    for wrong in ((), (code, "--model"), ("7F3-K2",), (code, "--language", "fr")):
        assert workstation.type("evidence", *wrong, "-o", str(out)) in (1, 2)
    assert workstation.type("log") == 0
    assert "An evidence pack was made of the model." in capsys.readouterr().out
