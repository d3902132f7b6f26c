"""Releases that a certified device really signed, and that say anything at all: each is believed whole, or on the list.

How many stands in REGISTRY_FUZZ; in the suite a few.
"""

import copy
import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from progrez_desktop.core.model.handing import FORMS, Handing
from progrez_desktop.core.model.registry import Query
from progrez_desktop.core.services import registry, registry_export
from progrez_desktop.core.services.recruiting.reader import name_reader
from tests.core.services.recruiting.role_house import read_without_a_role
from tests.core.services.registry_house import CONTENT, FakeDevice, House, Sealed, new_house, server_of

MANY = int(os.environ.get("REGISTRY_FUZZ", "150"))
ODD: tuple[Any, ...] = (
    None,
    True,
    0,
    -1,
    6.0,
    2**53,
    2**63,
    10**30,
    1e308,
    "",
    "\0",
    "a b;c",
    "\x1b[2J",
    "=1+1",
    "é" * 90,
    [],
    {},
    [[]],
)
SEED = 20261126


def places(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if at:
        yield at
    if isinstance(value, dict):
        for key in value:
            yield from places(value[key], (*at, key))
    elif isinstance(value, list):
        for number in range(len(value)):
            yield from places(value[number], (*at, number))


def change(document: dict[str, Any], chance: random.Random) -> None:
    """Change, remove or replace something in a document, where it stands."""
    found = list(places(document))
    if not found:
        return
    *way, last = chance.choice(found)
    holder: Any = document
    for step in way:
        holder = holder[step]
    match chance.randrange(3):
        case 0 if isinstance(holder, dict):
            del holder[last]
        case 1 if isinstance(holder[last], str) and holder[last]:
            cut = chance.randrange(len(holder[last]))
            holder[last] = holder[last][:cut] + chance.choice('aZ0/+ "\\é') + holder[last][cut + 1 :]
        case _:
            holder[last] = chance.choice(ODD)


def hostile(house: House, kiosk: FakeDevice, chance: random.Random) -> Sealed:
    where = chance.choice(("header", "receipt", "content"))
    if where == "content":
        content = copy.deepcopy(CONTENT)
        change(content, chance)
        return house.sealed(kiosk, content=content)
    part: dict[str, Any] = {where: lambda told: change(told, chance)}
    return house.sealed(kiosk, **part)


def test_whatever_a_device_signs_breaks_no_fetch_no_list_and_no_file(tmp_path: Path) -> None:
    house, chance = new_house(tmp_path / "registry"), random.Random(SEED)
    kiosk = house.device()
    server = server_of(house, kiosk)
    server.puts(*(hostile(house, kiosk, chance) for _ in range(MANY)))
    good = house.sealed(kiosk)
    server.puts(good)
    fetched = registry.fetch(house.deps, server)
    assert fetched.new + fetched.refused + fetched.ended + fetched.known == MANY + 1 and fetched.refused > MANY // 2
    found = registry.rows(house.deps, Query(limit=MANY, with_names=True))
    assert good.release_id in {row.release_id for row in found}
    for row in found:
        read_without_a_role(house.deps, row.assessment)
        detail = registry.detail(house.deps, row.release_id)
        covered = {name for permit in detail.permits for name in permit.fields}
        assert set(detail.content) - {"contract", "assessment"} <= covered
    name_reader(house.deps, "J. Bakker")
    for form in FORMS:
        handing = Handing(form, "Interviews", "Committee")
        assert registry_export.export(house.deps, Query(with_names=True), handing, lambda _: None) == len(found)
    house.opened.close()
