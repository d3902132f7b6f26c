"""What leaves a registry says for what and to whom; who takes their consent back is off every list of recipients."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.model.handing import FORMS, Handing
from progrez_desktop.core.model.registry import Query
from progrez_desktop.core.services import registry, registry_export
from progrez_desktop.core.services.recruiting.reader import name_reader
from tests.core.services.recruiting.desk_house import content, release, score
from tests.core.services.registry_house import DAY_MS, House, new_house, server_of

TALK = "Interviews for the vacancy Hydrologist"


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    house = new_house(tmp_path / "registry")
    name_reader(house.deps, "J. Bakker")
    yield house
    house.opened.close()


def exported(house: House, form: Any, purpose: str = TALK, recipient: str = "Hiring committee", **asked: Any) -> bytes:
    files: list[bytes] = []
    registry_export.export(house.deps, Query(order="code", **asked), Handing(form, purpose, recipient), files.append)
    return b"".join(files)


def cells(file: bytes, sheet: int) -> dict[str, tuple[str, str]]:
    """Return the cells of a sheet with their kind: "n" a number, "s" text."""
    with zipfile.ZipFile(io.BytesIO(file)) as book:
        shared = re.findall(r"<si>(.*?)</si>", book.read("xl/sharedStrings.xml").decode(), re.DOTALL)
        texts = [re.sub(r"<[^>]+>", "", one) for one in shared]
        page = book.read(f"xl/worksheets/sheet{sheet}.xml").decode()
    assert "<f>" not in page
    found = re.findall(r'<c r="([A-Z]+\d+)"(?: s="\d+")?(?: t="(\w+)")?><v>([^<]*)</v>', page)
    return {where: (kind or "n", texts[int(value)] if kind == "s" else value) for where, kind, value in found}


def test_a_workbook_holds_bands_as_text_and_numbers_as_numbers(house: House) -> None:
    release(
        house,
        [
            content(
                [
                    score("empathy", 7.0),
                    {"skill": "integrity", "scored": False, "reason": "too_few_answers", "answered": 1, "of": 9},
                ]
            )
        ],
    )
    file = exported(house, "xlsx")
    list_of = cells(file, 2)
    heading = {
        text: re.sub(r"\d", "", where) for where, (_, text) in list_of.items() if where.endswith("1") and len(where) < 4
    }
    assert list_of[heading["empathy"] + "2"] == ("s", "6–8")
    assert list_of[heading["empathy: score"] + "2"] == ("n", "7")
    assert heading["integrity"] + "2" not in list_of
    about = [text for _, text in cells(file, 1).values()]
    assert {TALK, "Hiring committee", "J. Bakker"} <= set(about)


def test_no_text_becomes_a_formula_or_a_link(house: House) -> None:
    evil = ("=HYPERLINK(1)", "+1", "-1", "@x", "\t=1", "https://evil.example")
    people = [
        content([score("empathy", 6.0)], name={"first": one, "last": "x" * 250}, email="e@example.org") for one in evil
    ]
    people.append(content([score("empathy", 6.0)], name={"first": "שרה", "last": "כהן" * 80}, email="e@example.org"))
    release(house, people, purposes=("profile", "contact"))
    file = exported(house, "xlsx", with_names=True)
    with zipfile.ZipFile(io.BytesIO(file)) as book:
        pages = [book.read(name).decode() for name in book.namelist() if "sheets/sheet" in name]
    assert not any("<f>" in page or "hyperlink" in page for page in pages)
    assert any("כהן" in text for _, text in cells(file, 2).values())
    table = exported(house, "csv", with_names=True).decode("utf-8-sig")
    assert not any(row["name"][0] in "=+-@\t" for row in csv.DictReader(io.StringIO(table)))


@pytest.mark.parametrize(
    ("purpose", "recipient", "code"),
    [
        ("", "Committee", "export_without_purpose"),
        (" \n", "Committee", "export_without_purpose"),
        (TALK, "", "export_without_recipient"),
        (TALK, "x" * 301, "export_said_long"),
    ],
)
@pytest.mark.parametrize("form", FORMS)
def test_without_a_purpose_and_a_recipient_nothing_leaves(house: House, form, purpose, recipient, code) -> None:
    release(house, [content([score("empathy", 7.0)])])
    with pytest.raises(UsageFault, match=code):
        exported(house, form, purpose, recipient)
    assert registry_export.handed(house.deps) == ()


def test_nothing_is_handed_out_by_nobody(tmp_path: Path) -> None:
    house = new_house(tmp_path / "nobody")
    release(house, [content([score("empathy", 7.0)])])
    with pytest.raises(UsageFault, match="reader_unnamed"):
        exported(house, "csv")
    house.opened.close()


def test_who_takes_their_consent_back_is_off_the_list_of_recipients_at_once(house: House) -> None:
    device = house.device()
    server = server_of(house, device)
    sealed = [house.sealed(device, content=content([score("empathy", 7.0)]), purposes=("profile",)) for _ in range(3)]
    server.puts(*sealed)
    registry.fetch(house.deps, server)
    told = json.loads(exported(house, "json"))
    assert (told["export"]["purpose"], told["export"]["recipient"], len(told["candidates"])) == (
        TALK,
        "Hiring committee",
        3,
    )
    (one,) = registry_export.handed_of(house.deps, sealed[0].release_id)
    assert (one.people, one.here, one.reader) == (3, 3, "J. Bakker")
    server.erases(sealed[0])
    registry.fetch(house.deps, server)
    assert registry_export.handed_of(house.deps, sealed[0].release_id) == ()
    assert [(one.people, one.here) for one in registry_export.handed(house.deps)] == [(3, 2)]
    house.clock.advance(30 * DAY_MS)
    assert [(one.people, one.here) for one in registry_export.handed(house.deps)] == [(3, 0)]
    assert registry_export.handed_of(house.deps, sealed[1].release_id) == ()


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        ("UPDATE document SET receipt = x'00' WHERE release_id = ?", "grant_damaged"),
        ("UPDATE release SET scores = x'00' WHERE id = ?", "row_damaged"),
    ],
)
def test_what_is_damaged_keeps_one_out_of_a_file_and_not_the_others(house: House, damage: str, code: str) -> None:
    bad, _ = release(house, [content([score("empathy", 7.0)])] * 2)
    house.deps.store.database.write(damage, (bad.release_id,))
    assert len(json.loads(exported(house, "json"))["candidates"]) == 1
    assert registry_export.handed(house.deps)[0].people == 1
    assert [one.code for one in registry.refused(house.deps)] == [code]
