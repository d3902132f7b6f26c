"""What would leave is exactly what is printed: tables of closed periods, nothing of fewer than 20, nobody's name."""

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema_rs
import numpy as np
import pytest

from progrez_desktop.core.counting import KINDS
from progrez_desktop.core.model.counting import GroupFacts
from progrez_desktop.core.services import statistics
from progrez_desktop.scoring.noisy import SURELY
from tests.core.services.counting_house import CountingDevice
from tests.fakes import FakeNoise


def said(chance: random.Random) -> GroupFacts:
    return GroupFacts(gender=chance.choice(("men", "women")))


@pytest.fixture(scope="module")
def leaving(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[dict[str, Any]]]:
    device = CountingDevice(tmp_path_factory.mktemp("statistics") / "data", FakeNoise(4))
    device.crowd(700, facts=said)
    device.end_period()
    device.crowd(30, facts=said)  # of a period that is open
    yield statistics.leaving(device.deps)
    device.close()


def tables(document: dict[str, Any]) -> list[dict[str, Any]]:
    return [table for period in document["periods"] for table in period["tables"]]


def test_each_recipient_gets_the_kinds_that_are_for_them(leaving: list[dict[str, Any]]) -> None:
    assert [one["recipient"]["role"] for one in leaving] == ["organisation", "publisher"]
    for document in leaving:
        role, given = document["recipient"]["role"], {table["kind"] for table in tables(document)}
        assert given <= {kind.name for kind in KINDS if role in kind.recipients}
        assert {"finished", "norms", "dif"} <= given
    assert leaving[1]["recipient"]["name"] == "Progrez"
    assert "training" in {table["kind"] for table in tables(leaving[1])}
    assert "impact" in {table["kind"] for table in tables(leaving[0])}


def test_documents_keep_their_contract_and_the_example_does(repo: Path, leaving: list[dict[str, Any]]) -> None:
    schema = json.loads((repo / "resources/contracts/statistics.schema.json").read_text())
    jsonschema_rs.meta.validate(schema)
    example = json.loads((repo / "resources/contracts/examples/statistics.json").read_text())
    for document in (*leaving, example):
        jsonschema_rs.validate(schema, json.loads(json.dumps(document)))
    assert not jsonschema_rs.is_valid(schema, example | {"device": "ab"})


def test_no_cell_shows_fewer_than_twenty_and_no_line_gives_one_away(leaving: list[dict[str, Any]]) -> None:
    for table in (table for document in leaving for table in tables(document)):
        shape = [len(axis["labels"]) for axis in table["axes"]]
        cells = np.array([np.nan if cell is None else cell for cell in table["cells"]]).reshape(shape)
        shown = ~np.isnan(cells)
        assert (cells[shown] - SURELY * table["noise_sd"] >= 20).all(), table["name"]
        for axis in range(cells.ndim):
            hidden = (~shown).sum(axis=axis)
            assert not ((hidden == 1) & shown.any(axis=axis)).any(), table["name"]


def test_only_closed_periods_are_told_and_only_their_days(leaving: list[dict[str, Any]]) -> None:
    for document in leaving:
        [period] = document["periods"]
        assert (period["opened"], period["closed"]) == ("2026-11-23", "2026-11-23")
        assert period["epsilon"] == 6.0


def test_nothing_names_the_device_or_a_person(tmp_path: Path) -> None:
    device = CountingDevice(tmp_path / "data", FakeNoise(4))
    session = device.person("anonymous_statistics", "training_data")
    assert device.counted(session, facts=GroupFacts("women"))
    device.crowd(300)
    device.end_period()
    text = statistics.as_text(statistics.leaving(device.deps))
    install = device.deps.machine.install_id
    for secret in (
        session.account_id,
        install,
        "Sanne",
        "example.org",
        *(one.id for one in device.deps.device.counters.periods()),
    ):
        assert secret not in text
    device.close()


def test_a_device_without_a_closed_period_has_nothing_to_send(tmp_path: Path) -> None:
    device = CountingDevice(tmp_path / "data", FakeNoise(silent=True))
    device.crowd(50)
    assert [one["periods"] for one in statistics.leaving(device.deps)] == [[], []]
    device.close()


def test_the_same_counts_print_the_same_bytes(tmp_path: Path) -> None:
    device = CountingDevice(tmp_path / "data", FakeNoise(4))
    device.crowd(100)
    device.end_period()
    first = statistics.as_text(statistics.leaving(device.deps))
    assert statistics.as_text(statistics.leaving(device.restarted())) == first
    device.close()
