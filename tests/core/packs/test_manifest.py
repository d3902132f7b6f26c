import json
from pathlib import Path

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.packs.manifest import CONTRACT, Folder, read_manifest, read_pack, read_verified, sha256_of
from tests.core.packs.sources import Held

ZEROS = "0" * 64


def manifest_of(files: object, contract: str = CONTRACT) -> bytes:
    return json.dumps({"contract": contract, "files": files}).encode()


def read(manifest: bytes) -> object:
    return read_manifest(Held({"pack/manifest.json": manifest}), "pack", sha256_of(manifest))


def refusal(manifest: bytes) -> DataFault:
    with pytest.raises(DataFault) as caught:
        read(manifest)
    return caught.value


def test_a_hash_is_the_one_that_others_compute() -> None:
    # FIPS 180-4 example for "abc", as printed by any sha256sum.
    assert sha256_of(b"abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


@pytest.mark.parametrize(
    "name",
    [
        "../secret.json",
        "texts/../../secret.json",
        "/etc/passwd",
        "c:/windows/win.ini",
        "c:x",
        "..\\secret.json",
        "\\\\server\\share",
        "./pack.json",
        "texts//pack.json",
        "texts/",
        "",
        ".hidden",
        "Pack.json",
        "pack.json\n",
        "pack\0.json",
        "päck.json",
    ],
)
def test_a_name_that_could_lie_outside_the_pack_is_refused(name: str) -> None:
    fault = refusal(manifest_of({"pack.json": ZEROS, name: ZEROS}))
    assert (fault.code, fault.params["name"]) == ("pack_path_unsafe", ascii(name))


@pytest.mark.parametrize("name", ["pack.json", "texts/nl/prompts.json", "item_bank-2.json"])
def test_plain_names_and_folders_are_taken(name: str, repo: Path) -> None:
    manifest = manifest_of({name: ZEROS})
    assert read(manifest).files == {name: ZEROS}  # type: ignore[attr-defined]
    schema = json.loads((repo / "resources/contracts/pack-manifest.schema.json").read_bytes())
    assert jsonschema_rs.is_valid(schema, json.loads(manifest))


@pytest.mark.parametrize(
    "manifest",
    [
        b"",
        b"\xff",
        b"[]",
        b"null",
        b"{}",
        b"[" * 100_000,
        manifest_of([]),
        manifest_of({"pack.json": None}),
        manifest_of({"pack.json": "abc"}),
        manifest_of({"pack.json": ZEROS.replace("0", "G")}),
        manifest_of({"pack.json": ZEROS}, contract="progrez.pack-manifest/2"),
    ],
)
def test_a_manifest_that_is_none_is_told_by_name(manifest: bytes) -> None:
    fault = refusal(manifest)
    assert (fault.code, fault.params) == ("pack_manifest_invalid", {"name": "pack/manifest.json"})


@given(
    st.dictionaries(st.from_regex("[a-z]{1,8}[.]json", fullmatch=True), st.binary(max_size=64), min_size=1), st.data()
)
def test_files_come_back_as_they_were_listed_and_never_otherwise(files: dict[str, bytes], data: st.DataObject) -> None:
    listed = manifest_of({name: sha256_of(content) for name, content in files.items()})
    held = {"pack/manifest.json": listed} | {f"pack/{name}": content for name, content in files.items()}
    manifest = read_manifest(Held(held), "pack", sha256_of(listed))
    assert read_pack(Held(held), manifest) == files

    name = data.draw(st.sampled_from(sorted(files)))
    changed = data.draw(st.binary(max_size=64).filter(lambda content: content != files[name]))
    with pytest.raises(DataFault) as caught:
        read_pack(Held(held | {f"pack/{name}": changed}), manifest)
    assert (caught.value.code, caught.value.params) == ("resource_changed", {"name": f"pack/{name}"})


def test_a_folder_reads_below_itself_and_names_what_is_missing(tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.json").write_bytes(b"abc")
    assert read_verified(Folder(tmp_path), "texts/a.json", sha256_of(b"abc")) == b"abc"
    for name in ("texts/b.json", "texts"):
        with pytest.raises(DataFault) as caught:
            Folder(tmp_path).read(name)
        assert (caught.value.code, caught.value.params) == ("resource_missing", {"name": name})


@pytest.mark.parametrize("contract", ["pack-manifest", "assessment-pack"])
def test_the_example_of_each_contract_keeps_it(contract: str, repo: Path) -> None:
    contracts = repo / "resources" / "contracts"
    schema = json.loads((contracts / f"{contract}.schema.json").read_bytes())
    example = json.loads((contracts / "examples" / f"{contract}.json").read_bytes())
    assert [error.message for error in jsonschema_rs.Draft202012Validator(schema).iter_errors(example)] == []
    for field in schema["required"]:
        assert not jsonschema_rs.is_valid(schema, {name: value for name, value in example.items() if name != field})
