"""Emotion, sentiment, distress, typing times, accommodations, separate answers, age and gender have no place here.

Walked are records, code, tables, contracts, what leaves as a file, and the controls of every page of the desk.
"""

import csv
import importlib
import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import make_dataclass
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

import pytest
from PySide6.QtWidgets import QApplication, QComboBox, QPushButton, QVBoxLayout, QWidget
from shiboken6 import delete

from progrez_desktop.core.model.handing import FORMS, Form, Handing
from progrez_desktop.core.model.registry import Query
from progrez_desktop.core.resources import resource_json
from progrez_desktop.core.services import registry_export
from progrez_desktop.core.services.recruiting.reader import name_reader
from progrez_desktop.core.store.registry_schema import REGISTRY
from progrez_desktop.ui.staff_page import StaffPage
from tests.core.services.registry_house import House, new_house, server_of
from tests.never_at_the_desk import (
    NEVER_SAID,
    imported_by,
    in_contract,
    in_records,
    in_source,
    in_tables,
    said_by_controls,
    words_of,
)
from tests.ui.gallery import STATES, context_for, material

ROOT = Path(__file__).parents[1] / "progrez_desktop"
_ROOMS = (
    "core/services/registry*.py",
    "core/services/recruiting/**/*.py",
    "core/store/registry*.py",
    "core/store/recruiting/**/*.py",
    "cli/registry*.py",
)
FILES = sorted(path for room in _ROOMS for path in ROOT.glob(room))
WINDOWS = sorted(path for path in ROOT.glob("ui/**/*.py") if "registry_" in path.read_text("utf-8"))
_MODEL = "progrez_desktop.core.model"
_OTHERS = {
    f"{_MODEL}.{name}" for name in ("assessment", "setting", "keys", "organisation", "contest", "consent", "counting")
}
"""Of the whole product: what a pack says, the log, keys, and what a person says against a score."""
RECORDS = sorted({name for path in FILES for name in imported_by(path, _MODEL)} - _OTHERS)
CONTRACTS = ("released-profile", "release-header", "receipt", "mail-content")
_COLOURS = {"tone", "tones"}
"""Of a pill."""
_IMPACT = {"gender", "age", "ages", "sex"}
"""Adverse impact is of groups that were counted, and of nobody: what shows it names the groups."""


def named(path: Path) -> str:
    return str(path.relative_to(ROOT))


def shows_impact(path: Path) -> bool:
    return bool(re.search(r"import .*\b(?:impact|fairness)|scoring\.fairness", path.read_text("utf-8")))


@pytest.mark.parametrize("path", FILES, ids=named)
def test_no_code_of_a_registry_has_a_word_for_it(path: Path) -> None:
    found = in_source(path.read_text("utf-8"))
    assert found - (_IMPACT if shows_impact(path) else set()) == set()


@pytest.mark.parametrize("path", WINDOWS, ids=named)
def test_no_code_of_a_window_of_the_desk_has_a_word_for_it(path: Path) -> None:
    pardoned = _COLOURS | (_IMPACT if shows_impact(path) else set())
    assert in_source(path.read_text("utf-8")) - pardoned == set()


@pytest.mark.parametrize("name", RECORDS)
def test_no_record_of_a_registry_has_a_field_for_it(name: str) -> None:
    assert in_records(importlib.import_module(name)) == {}


def test_the_records_that_are_walked_are_those_of_the_desk() -> None:
    assert {f"{_MODEL}.{one}" for one in ("registry", "compared", "role")} <= set(RECORDS)
    assert {"ui/registry_desk.py", "ui/pages/candidates.py", "ui/pages/compare.py"} <= set(map(named, WINDOWS))


def test_no_table_of_a_registry_has_a_column_for_it() -> None:
    assert in_tables(one for step in REGISTRY.migrations for one in step.statements) == set()
    example = resource_json("contracts", "examples", "registry-schema.json")
    assert in_tables([json.dumps(example)]) == set()


@pytest.mark.parametrize("name", CONTRACTS)
def test_nothing_that_comes_to_a_registry_may_hold_it(name: str) -> None:
    assert in_contract(resource_json("contracts", f"{name}.schema.json")) == set()


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = new_house(tmp_path / "registry")
    yield house
    house.opened.close()


def test_what_leaves_as_a_file_has_neither_a_column_nor_a_name_for_it(house: House) -> None:
    from progrez_desktop.core.services import registry

    device = house.device()
    server = server_of(house, device)
    server.puts(house.sealed(device, purposes=("profile", "contact")))
    registry.fetch(house.deps, server)
    name_reader(house.deps, "J. Bakker")
    saved: dict[Form, bytes] = {}
    for form in FORMS:
        handing = Handing(form, "Interviews", "Committee")
        registry_export.export(house.deps, Query(with_names=True), handing, partial(saved.__setitem__, form))
    rows = csv.reader(io.StringIO(saved["csv"].decode("utf-8-sig")))
    names = [*(cell for row in rows for cell in row), *keys_of(json.loads(saved["json"])), *texts_of(saved["xlsx"])]
    assert {word for name in names for word in words_of(name)} & (NEVER_SAID["en"] | {"answers", "responses"}) == set()


def texts_of(workbook: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(workbook)) as parts:
        return re.findall(r"<t[^>]*>([^<]*)</t>", parts.read("xl/sharedStrings.xml").decode())


def keys_of(document: Any) -> Iterator[str]:
    if isinstance(document, list):
        for one in document:
            yield from keys_of(one)
    if isinstance(document, dict):
        yield from document
        for one in document.values():
            yield from keys_of(one)


def test_no_control_of_a_window_of_the_desk_asks_for_it(qapp: QApplication) -> None:
    given, context, walked = material(), context_for(qapp, "en", 100), set()
    for name, state in STATES.items():
        page = state(context, given)
        if isinstance(page, StaffPage) and "list" in page.bar.entries:
            walked.add(type(page).__name__)
            for language in ("nl", "en"):  # made in the second, so that the next one is made in it as well
                context.set_language(language)
                assert found_in(said_by_controls(page), language) == {}, name
        delete(page)
    assert {"CandidatesPage", "CandidatePage", "ComparePage"} <= walked


def found_in(said: list[str], language: str) -> dict[str, set[str]]:
    told = {one: words_of(one) & NEVER_SAID[language] for one in said}
    return {one: words for one, words in told.items() if words}


def test_a_control_that_asks_for_it_is_found(qapp: QApplication) -> None:
    page, column = QWidget(), QVBoxLayout()
    page.setLayout(column)
    box = QComboBox()
    box.addItems(["Code", "Leeftijd"])
    column.addWidget(box)
    column.addWidget(QPushButton("Geslacht"))
    assert set(found_in(said_by_controls(page), "nl")) == {"Leeftijd", "Geslacht"}


def test_each_walk_finds_what_is_planted() -> None:
    assert in_source("def rows(deps, least_age): ...") == {"age"}
    assert in_source('"""No emotion here."""\nHEADING = ["code", "typing_ms"]') == {"typing"}
    assert in_source("select = 'SELECT r.gender FROM release r'") == {"gender"}
    assert in_tables(["CREATE TABLE person (name TEXT, birth_date TEXT)"]) == {"birth"}
    assert in_tables(["CREATE TABLE answers (item TEXT)"]) == {"answers"}
    assert in_contract({"properties": {"scores": {"items": {"properties": {"sentiment": {}}}}}}) == {"sentiment"}
    assert in_contract({"description": "Age is never released.", "enum": ["scores", "accommodation"]}) == {
        "accommodation"
    }
    planted = ModuleType("planted")
    planted.Row = make_dataclass("Row", ["code", "distress"])  # type: ignore[attr-defined]
    planted.Row.__module__ = "planted"  # type: ignore[attr-defined]
    planted.Order = Literal["code", "age"]  # type: ignore[attr-defined]
    assert set(in_records(planted)) >= {"planted.Row"}
