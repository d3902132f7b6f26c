"""A copy of the database tells nobody anything: not what was sealed, how to sign as the server, nor what was erased."""

import json
from contextlib import closing
from pathlib import Path

import pytest

from progrez_desktop.core.keys.signing import public_of
from progrez_server.cli.frame import run_command
from progrez_server.store.engine import Place
from progrez_server.store.tables import metadata
from tests.databases import new_database
from tests.organisation_house import CANARY, Device, Organisation, now_ms
from tests.server.conftest import DESK, KIOSK
from tests.server.sent import ORG, batch, erase, put, sealed


def whole(store):
    """Everything that a copy of a database holds."""
    if store.engine.dialect.name == "sqlite":
        file = Path(store.engine.url.database)
        return b"".join(one.read_bytes() for one in file.parent.glob(f"{file.name}*"))
    with store.reading() as connection, connection.connection.cursor() as cursor:
        copied = b""
        for table in metadata.tables:
            with cursor.copy(f"COPY {table} TO STDOUT (FORMAT binary)") as rows:
                copied += b"".join(map(bytes, rows))
    return copied


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_a_copy_holds_no_canary_no_code_and_no_key(tmp_path, kind):
    url = f"sqlite:///{tmp_path / 'relay.sqlite3'}" if kind == "sqlite" else new_database(kind, tmp_path)
    where = ["--data-dir", str(tmp_path), "--database", url]
    assert run_command(["init", "--name", "Waterschap", *where]) == 0
    entry = json.loads((tmp_path / "server-entry.json").read_text())
    with closing(Place(url).open()) as store:
        copied = whole(store)
    assert entry["organisation_id"].encode() in copied
    assert entry["code"].encode() not in copied
    private = (tmp_path / "receipt.key").read_text().strip()
    assert private.encode() not in copied and bytes.fromhex(private) not in copied


def test_profiles_that_were_really_sealed_leave_no_canary(served, clock):
    house = Organisation(id=ORG)
    kiosk = Device(house, "kiosk", "Kiosk 9")
    with served.parts.store.writing() as connection:
        devices = metadata.tables["device"]
        connection.execute(
            devices.update()
            .where(devices.c.device_id == KIOSK.id)
            .values(device_id=kiosk.id, public_key=public_of(kiosk.signing_key).hex(), until_ms=2**52)
        )
    clock.at_ms = now_ms()
    items = [kiosk.put(number) for number in range(20)]
    reply = served.send(batch(KIOSK, items, device_id=kiosk.id), device=DESK)
    assert {one["status"] for one in reply.json()["results"]} == {201}, reply.text
    copied = whole(served.parts.store)
    assert items[0]["header"].encode()[:200] in copied
    assert CANARY.encode() not in copied


def test_erased_bytes_are_gone_from_the_file(served):
    served.send(batch(KIOSK, [put(KIOSK, 1), put(KIOSK, 2)]))
    there = sealed(1)[:64] in whole(served.parts.store)
    served.send(batch(KIOSK, [erase(1)], "8" * 32))
    copied = whole(served.parts.store)
    assert there and sealed(1)[:64] not in copied and sealed(2)[:64] in copied
