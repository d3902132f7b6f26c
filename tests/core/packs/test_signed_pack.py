"""The file of a pack: one way to write it, and nothing that is read which was not written so."""

import io
import random
import struct
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.packs import signed_pack
from progrez_desktop.core.packs.manifest import sha256_of
from progrez_desktop.core.packs.signed_pack import PackFile, files_in, made, signed, whole, written

FILES = {"pack.json": b'{"a": 1}', "texts/prompts.json": "[“…”]".encode()}


def test_others_read_it_as_the_zip_that_it_is() -> None:
    with zipfile.ZipFile(io.BytesIO(made(FILES))) as read:
        assert read.testzip() is None
        assert {name: read.read(name) for name in FILES} == FILES
        assert read.namelist() == ["manifest.json", "pack.json", "texts/prompts.json"]


def test_what_was_written_is_read_and_a_signature_changes_no_file_and_no_manifest() -> None:
    pack = made(FILES)
    again = signed(signed(pack, b"{}"), b"{ }")
    assert {name: files_in(again)[name] for name in FILES} == FILES
    assert whole(files_in(again)) == whole(files_in(pack))
    assert files_in(again)["signature.json"] == b"{ }"


def test_a_file_on_disk_gives_one_file_at_a_time(tmp_path: Path) -> None:
    pack = tmp_path / "x.pack"
    pack.write_bytes(signed(made(FILES), b"{}"))
    source = PackFile(pack)
    assert source.read("texts/prompts.json") == FILES["texts/prompts.json"]
    assert source.manifest(sha256_of(files_in(pack.read_bytes())["manifest.json"])).files.keys() == FILES.keys()
    for name in ("nothing.json", "../x.pack"):
        with pytest.raises(DataFault, match="resource_missing"):
            source.read(name)


def zipped(*entries: tuple[str, bytes], method: int = zipfile.ZIP_STORED) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as file:
        for name, content in entries:
            file.writestr(zipfile.ZipInfo(name), content, compress_type=method)
    return out.getvalue()


def linked() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        info = zipfile.ZipInfo("pack.json")
        info.external_attr = 0o120777 << 16
        file.writestr(info, "/etc/passwd")
    return out.getvalue()


def locked() -> bytes:
    pack = bytearray(made(FILES))
    pack[6] |= 1
    return bytes(pack)


def bomb() -> bytes:
    return zipped(("pack.json", b"\0" * (32 << 20)), method=zipfile.ZIP_DEFLATED)


def claimed_larger() -> bytes:
    """An entry that says it is 4 GB."""
    pack = bytearray(made(FILES))
    struct.pack_into("<LL", pack, 18, 0xFFFFFFFF, 0xFFFFFFFF)
    return bytes(pack)


def two_ways_to_read() -> bytes:
    """A directory at the end that names another content than the entries say."""
    pack = made(FILES)
    other = made({**FILES, "pack.json": b'{"a": 2}'})
    at = pack.index(b"PK\1\2")
    return pack[:at] + other[at:]


BAD: dict[str, Callable[[], bytes]] = {
    "pack_no_zip": lambda: b"%PDF-1.7",
    "pack_file_twice": lambda: _pair("pack.json", "pack.json"),
    "pack_compressed": bomb,
    "pack_locked": locked,
    "pack_too_large": lambda: b"PK\3\4" + bytes(signed_pack.MOST_BYTES),
    "pack_too_many_files": lambda: written({f"f{n}.json": b"" for n in range(signed_pack.MOST_FILES + 1)}),
}


def _pair(one: str, other: str) -> bytes:
    pack = written({one: b"1", "x" * len(other): b"2"})
    return pack.replace(b"x" * len(other), other.encode())


@pytest.mark.parametrize("code", BAD)
def test_what_is_no_pack_is_told_by_what_is_wrong_with_it(code: str) -> None:
    with pytest.raises(DataFault) as told:
        files_in(BAD[code]())
    assert told.value.code == code


@pytest.mark.parametrize(
    "name", ["../up", "/etc/x", "a/../b", "c:\\x", "a\\b", ".hidden", "UPPER", "", "a//b", "con\0", "é"]
)
def test_a_name_that_could_lie_outside_is_refused(name: str) -> None:
    spelled = name.encode("utf-8")
    pack = written({"y" * max(len(spelled), 1): b"1"}).replace(b"y" * max(len(spelled), 1), spelled)
    with pytest.raises(DataFault) as told:
        files_in(pack)
    assert told.value.code in ("pack_path_unsafe", "pack_altered")


@pytest.mark.parametrize(
    "pack",
    [
        made(FILES) + b"\0",
        b"\0" + made(FILES),
        made(FILES)[:-1],
        zipped(("manifest.json", b"{}"), ("pack.json", b"{}")),
        linked(),
        claimed_larger(),
        two_ways_to_read(),
        made(FILES).replace(b'{"a": 1}', b'{"a": 3}'),
        made(FILES) + made(FILES),
    ],
    ids=["behind", "before", "cut", "other program", "link", "4 GB", "two ways", "changed", "two packs"],
)
def test_what_make_would_not_write_is_refused(pack: bytes) -> None:
    with pytest.raises(DataFault) as told:
        files_in(pack)
    assert told.value.code in ("pack_altered", "pack_no_zip")


def test_a_file_that_the_manifest_does_not_name_or_not_so_is_refused() -> None:
    files = files_in(made(FILES))
    for changed, code in (
        ({**files, "more.json": b"{}"}, "pack_file_unlisted"),
        ({**files, "pack.json": b"{}"}, "pack_file_changed"),
        ({name: one for name, one in files.items() if name != "pack.json"}, "pack_file_missing"),
        ({name: one for name, one in files.items() if name != "manifest.json"}, "pack_file_missing"),
    ):
        with pytest.raises(DataFault) as told:
            whole(files_in(written(changed)))
        assert told.value.code == code


def test_no_change_at_random_is_taken_for_the_pack() -> None:
    pack, chance = signed(made(FILES), b"{}"), random.Random(6)
    for _ in range(2_000):
        changed = bytearray(pack)
        for _ in range(chance.choice((1, 1, 2, 8))):
            at = chance.randrange(len(changed))
            what = chance.randrange(3)
            if what == 0:
                changed[at] ^= 1 << chance.randrange(8)
            elif what == 1:
                del changed[at : at + chance.randrange(1, 40)]
            else:
                changed[at:at] = chance.randbytes(chance.randrange(1, 40))
        if bytes(changed) == pack:
            continue
        with pytest.raises(DataFault):
            whole(files_in(bytes(changed)))


def test_the_longest_pack_takes_no_more_memory_than_a_few_of_it() -> None:
    import tracemalloc

    pack = made({"big.onnx": bytes(8 << 20)})
    tracemalloc.start()
    files_in(pack)
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 4 * len(pack)
    assert zlib.crc32(pack)
