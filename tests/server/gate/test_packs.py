"""A pack is published once it is what its hash says and the organisation has signed all of it, and never grows."""

import hashlib
import io
import json
import zipfile
from typing import Any

import pytest
from sqlalchemy import func, select

from progrez_desktop.core.packs import signed_pack
from progrez_desktop.core.services.pack_making import sign_pack
from progrez_server.contracts import keeps
from progrez_server.settings import Settings
from progrez_server.store.engine import Store
from progrez_server.store.migrating import migrate
from progrez_server.store.tables import pack, pack_part
from tests.server.organisation import NOW_MS, Device, Organisation, signature
from tests.server.world import World, problem, world_over

ZIP = {"Content-Type": "application/zip"}
FILES = {"pack.json": json.dumps({"id": "example", "version": "1.0.0"}).encode(), "texts/prompts.json": b"{}"}


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def pack_of(
    org: Organisation,
    files: dict[str, bytes] | None = None,
    way: int = zipfile.ZIP_STORED,
    named: dict[str, str] | None = None,
    **told: Any,
) -> bytes:
    """Return a signed pack; what is told changes its signature, and `named` the hashes in its manifest."""
    files = dict(FILES if files is None else files)
    named = {name: sha256(content) for name, content in files.items()} | (named or {})
    manifest = json.dumps({"contract": "progrez.pack-manifest/1", "files": named}).encode()
    signed = {
        "contract": "progrez.pack-signature/1",
        "organisation_id": org.id,
        "signing_key": org.signing_key,
        "manifest_sha256": sha256(manifest),
        "at_ms": NOW_MS,
        "signature": signature(org.key, "pack", manifest),
        **told,
    }
    return zipped({"manifest.json": manifest, "signature.json": json.dumps(signed).encode(), **files}, way)


def zipped(files: dict[str, bytes], way: int = zipfile.ZIP_STORED) -> bytes:
    into = io.BytesIO()
    with zipfile.ZipFile(into, "w", way) as archive:
        for name, content in files.items():
            archive.writestr(zipfile.ZipInfo(name), content, way)
    return into.getvalue()


def put(world: World, desk: Device, data: bytes, named: str | None = None) -> Any:
    return world.ask(desk, "PUT", f"/v1/packs/{named or sha256(data)}", data, headers=ZIP)


def test_a_pack_is_published_and_comes_back_byte_for_byte(world: World, org: Organisation, desk: Device) -> None:
    kiosk = world.admit(org, Device(), desk)
    large = pack_of(org, {**FILES, "model.bin": bytes(range(256)) * 12_000})
    assert [put(world, desk, large).status_code for _ in range(2)] == [204, 204]
    listed = world.ask(kiosk, "GET", "/v1/packs", token=None).json()
    assert keeps("pack-list", listed)
    told = {"assessment_id": "example", "version": "1.0.0", "at_ms": NOW_MS}
    assert listed["packs"] == [{"sha256": sha256(large), "bytes": len(large), **told}]
    reply = world.ask(kiosk, "GET", f"/v1/packs/{sha256(large)}", token=None)
    assert (reply.content, reply.headers["content-type"]) == (large, "application/zip")
    assert problem(world.ask(kiosk, "GET", f"/v1/packs/{'0' * 64}", token=None)) == "not_found"


def test_a_pack_of_one_organisation_is_none_of_another(light: World, org: Organisation, light_desk: Device) -> None:
    other = Organisation("b" * 32, 2, issuer="https://other.example.org")
    desk = light.found(other)
    data = pack_of(org)
    assert put(light, light_desk, data).status_code == 204
    assert problem(put(light, desk, data)) == "pack_signature"
    assert problem(light.ask(desk, "GET", f"/v1/packs/{sha256(data)}")) == "not_found"
    assert light.ask(desk, "GET", "/v1/packs").json()["packs"] == []


def altered(org: Organisation) -> dict[str, tuple[bytes, str]]:
    """Return what is wrong with packs, and how it is told."""
    good, foreign = pack_of(org), Organisation(seed=9)
    extra, missing = io.BytesIO(good), pack_of(org).replace(b"texts/prompts.json", b"texts/prompts.jsom")
    with zipfile.ZipFile(extra, "a") as archive:
        archive.writestr("extra.json", "{}")
    return {
        "nothing": (b"", "pack_broken"),
        "no zip": (b"PK" * 500, "pack_broken"),
        "cut": (good[:-30], "pack_broken"),
        "unsigned": (zipped(FILES), "pack_broken"),
        "another's key": (pack_of(foreign), "pack_signature"),
        "another's signature": (pack_of(org, signature=signature(foreign.key, "pack", b"")), "pack_signature"),
        "another organisation": (pack_of(org, organisation_id="b" * 32), "pack_signature"),
        "another manifest": (pack_of(org, manifest_sha256="0" * 64), "pack_signature"),
        "no contract": (pack_of(org, more=1), "pack_broken"),
        "a changed file": (good.replace(b'"1.0.0"', b'"1.0.1"'), "pack_broken"),
        "another file than the manifest names": (pack_of(org, named={"pack.json": "0" * 64}), "pack_broken"),
        "a file beside": (extra.getvalue(), "pack_broken"),
        "a file under another name": (missing, "pack_broken"),
        "packed": (pack_of(org, {**FILES, "bomb.bin": bytes(40 << 20)}, zipfile.ZIP_DEFLATED), "pack_broken"),
        "no pack.json": (pack_of(org, {"other.json": b"{}"}), "pack_broken"),
        "a nameless pack": (pack_of(org, {"pack.json": b'{"id": "", "version": "1"}'}), "pack_broken"),
        "a list for a pack": (pack_of(org, {"pack.json": b"[" * 50_000}), "pack_broken"),
        "twice the same": (good.replace(b"texts/prompts.json", b"pack.json"), "pack_broken"),
    }


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.parametrize("flaw", sorted(altered(Organisation())))
def test_what_is_no_pack_of_ours_is_not_published(
    light: World, org: Organisation, light_desk: Device, flaw: str
) -> None:
    data, code = altered(org)[flaw]
    assert problem(put(light, light_desk, data)) == code
    with light.store.reading() as connection:
        assert connection.execute(select(func.count()).select_from(pack_part)).scalar_one() == 0
        assert connection.execute(select(func.count()).select_from(pack)).scalar_one() == 0


def test_a_pack_is_what_its_hash_says(light: World, org: Organisation, light_desk: Device) -> None:
    assert problem(put(light, light_desk, pack_of(org), "0" * 64)) == "pack_digest"


def test_only_a_zip_is_taken_and_no_more_of_it_than_allowed(empty_store: Store, org: Organisation) -> None:
    migrate(empty_store)
    with world_over(empty_store, Settings(max_pack_bytes=20_000)) as world:
        desk, data = world.found(org), pack_of(org, {**FILES, "model.bin": bytes(20_000)})
        assert problem(put(world, desk, data)) == "body_too_large"
        path = f"/v1/packs/{sha256(data)}"
        assert problem(world.ask(desk, "PUT", path, b"{}", headers={"Content-Type": "text/html"})) == "kind_of_body"
        packed = {**ZIP, "Content-Encoding": "gzip"}
        assert problem(world.ask(desk, "PUT", path, b"{}", headers=packed)) == "kind_of_body"


def test_every_cut_and_flipped_byte_of_a_pack_is_found(org: Organisation) -> None:
    from progrez_server.problems import Problem
    from progrez_server.services.pack_file import read_pack

    data = pack_of(org)
    for at in range(0, len(data), 7):
        for broken in (data[:at], data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :]):
            try:
                told = read_pack(io.BytesIO(broken), len(broken), org.id, org.signing_key)
            except Problem as refused:
                assert refused.code in ("pack_broken", "pack_signature")
            else:  # a time or an attribute of an entry, which nobody reads; the hash of the file finds it
                assert told.assessment_id == "example"


def test_a_pack_that_the_desktop_signed_is_published(light: World, org: Organisation, light_desk: Device) -> None:
    data = sign_pack(signed_pack.made(FILES), bytes([org.seed]) * 32, org.id, NOW_MS)
    assert put(light, light_desk, data).status_code == 204
    assert light.ask(light_desk, "GET", f"/v1/packs/{sha256(data)}").content == data
