"""An update is believed by its publisher alone, tried before it starts, and taken back; a bad one changes nothing."""

import hashlib
import io
import json
import lzma
import pwd
import shutil
import tarfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from progrez_desktop.core import bundle
from progrez_desktop.core.errors import DataFault, EnvironmentFault, Fault, UsageFault
from progrez_desktop.core.keys.signing import public_of
from progrez_desktop.core.keys.update_head import signed_head
from progrez_desktop.core.model.update import Build, Head
from progrez_desktop.core.packs.update_build import must_be_whole
from progrez_desktop.core.places import default_root, default_roots
from progrez_desktop.core.services import updating
from progrez_desktop.core.services.updating import Installation

PUBLISHER, STRANGER = bytes([8]) * 32, bytes([9]) * 32
PLATFORM = "linux-x86_64"


def made_build(folder: Path, version: str, device_schema: int = 9) -> Path:
    """A build with three files and a link, whole by its own manifest."""
    told = {
        "version": version,
        "commit": "5f3a9c01d2e4",
        "platform": PLATFORM,
        "device_schema": device_schema,
        "safe_schema": 14,
    }
    files = {
        "progrez": f"#!/bin/sh\necho {version}\n",
        "_internal/libone.so": f"one of {version}",
        "_internal/progrez_desktop/resources/build/build.json": json.dumps(told),
    }
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    (folder / "progrez").chmod(0o755)
    (folder / "_internal/libone.so.1").symlink_to("libone.so")
    (folder / "_internal" / bundle.MANIFEST).write_text(bundle.written(manifest_of(folder)))
    return folder


def manifest_of(folder: Path) -> dict[str, bundle.Entry]:
    """What is in a folder, as the manifest of a build names it."""
    return {
        path.relative_to(folder).as_posix(): bundle.Entry(
            hashlib.sha256(path.read_bytes()).hexdigest(), path.stat().st_size, ("-",)
        )
        for path in folder.rglob("*")
        if path.is_file()
    }


def packed(folder: Path, *more: tarfile.TarInfo) -> bytes:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:xz") as archive:
        for path in sorted(folder.rglob("*")):
            archive.add(path, path.relative_to(folder).as_posix(), recursive=False)
        for entry in more:
            archive.addfile(entry, io.BytesIO(b"x" * entry.size))
    return made.getvalue()


def head_of(version: str, build: bytes, **changed: object) -> Head:
    head = Head(
        version, PLATFORM, "5f3a9c01d2e4", 1, 9, 14, len(build), hashlib.sha256(build).hexdigest(), 50, 1 << 20, 0
    )
    return replace(head, **changed)  # type: ignore[arg-type]


@pytest.fixture
def here(tmp_path: Path) -> Installation:
    root = tmp_path / "progrez"
    made_build(root / "versions" / "1.0.0", "1.0.0")
    (root / "current").symlink_to("versions/1.0.0")
    (root / updating.PUBLISHER).write_text(json.dumps({"public_key": public_of(PUBLISHER).hex()}))
    return Installation(root, Build("1.0.0", "0", PLATFORM, 9, 14))


@pytest.fixture
def update(tmp_path: Path) -> Callable[..., Path]:
    def make(version: str = "1.1.0", key: bytes = PUBLISHER, device_schema: int = 9, **changed: object) -> Path:
        build = packed(made_build(tmp_path / f"made-{version}", version, device_schema))
        head = head_of(version, build, device_schema=device_schema, **changed)
        path = tmp_path / f"{version}.update"
        path.write_bytes(signed_head(key, head) + build)
        return path

    return make


def runs(_: Path) -> bool:
    return True


def starts(here: Installation) -> str:
    return (here.current / "progrez").read_text().split()[-1]


def test_an_update_lies_beside_what_runs_until_it_is_taken_into_use(here: Installation, update) -> None:
    assert updating.take(here, update()).version == "1.1.0"
    assert starts(here) == "1.0.0"
    assert updating.take(here, update("1.2.0")).version == "1.2.0"
    updating.use(here, "1.1.0", has_data=True, tried=runs)
    assert starts(here) == "1.1.0"
    there = {one.version: (one.is_current, one.is_previous) for one in updating.listed(here)}
    assert there == {"1.0.0": (False, True), "1.1.0": (True, False)}


def test_the_way_back_and_forth(here: Installation, update) -> None:
    updating.take(here, update())
    updating.use(here, "1.1.0", has_data=True, tried=runs)
    assert updating.back(here, has_data=True) == "1.0.0"
    assert starts(here) == "1.0.0"
    assert updating.back(here, has_data=True) == "1.1.0"


def test_without_a_version_before_there_is_no_way_back(here: Installation) -> None:
    with pytest.raises(UsageFault, match="update_no_way_back"):
        updating.back(here, has_data=False)


def test_data_of_a_newer_form_keeps_the_older_program_from_it(here: Installation, update) -> None:
    updating.take(here, update(device_schema=10))
    updating.use(here, "1.1.0", has_data=True, tried=runs)
    now = replace(here, running=updating.build_in(here.folder("1.1.0")))
    with pytest.raises(UsageFault, match="update_data_newer"):
        updating.back(now, has_data=True)
    assert starts(here) == "1.1.0"
    assert updating.back(now, has_data=False) == "1.0.0"


def test_an_older_version_is_not_used_either_where_it_can_not_read_the_data(here: Installation, update) -> None:
    updating.take(here, update(device_schema=10))
    updating.use(here, "1.1.0", has_data=True, tried=runs)
    now = replace(here, running=updating.build_in(here.folder("1.1.0")))
    with pytest.raises(UsageFault, match="update_data_newer"):
        updating.use(now, "1.0.0", has_data=True, tried=runs)
    assert starts(here) == "1.1.0"


def test_data_of_a_kiosk_counts_for_root_who_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kiosk = tmp_path / "kiosk/.local/share/progrez"
    monkeypatch.setattr(updating, "default_roots", lambda: iter([tmp_path / "nobody", kiosk]))
    assert not updating.anybody_has_data(tmp_path / "own")
    kiosk.mkdir(parents=True)
    assert not updating.anybody_has_data(tmp_path / "own")
    (kiosk / "device.db").touch()
    assert updating.anybody_has_data(tmp_path / "own")


def test_the_folder_of_every_account_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    accounts = [Path(account.pw_dir) for account in pwd.getpwall()]
    own = default_root().relative_to(Path.home())
    assert list(default_roots()) == [home / own for home in accounts]


def test_what_was_half_unpacked_when_the_power_went_is_gone_with_the_next_update(here: Installation, update) -> None:
    torn = here.versions / ".1.1.0.part"
    torn.mkdir()
    (torn / "half").touch()
    assert [one.version for one in updating.listed(here)] == ["1.0.0"]
    updating.take(here, update("1.2.0"))
    assert left(here) == {"1.0.0", "1.2.0"}


def test_one_that_does_not_run_here_never_starts(here: Installation, update) -> None:
    updating.take(here, update())
    with pytest.raises(DataFault, match="update_fails"):
        updating.use(here, "1.1.0", has_data=True, tried=lambda _: False)
    assert starts(here) == "1.0.0"
    assert not updating.runs_here(here.folder("1.1.0").with_name("nothing"))


def test_a_version_that_was_changed_on_disk_never_starts(here: Installation, update) -> None:
    updating.take(here, update())
    (here.folder("1.1.0") / "_internal" / "libone.so").write_text("one of X.X.X")
    with pytest.raises(DataFault, match="update_changed"):
        updating.use(here, "1.1.0", has_data=True, tried=runs)
    assert starts(here) == "1.0.0"


def test_the_same_once_more_is_fine_and_an_older_or_foreign_one_is_told(here: Installation, update) -> None:
    path = update()
    updating.take(here, path)
    updating.take(here, path)
    with pytest.raises(DataFault, match="update_older"):
        updating.take(here, update("0.9.0"))
    with pytest.raises(DataFault, match="update_platform"):
        updating.take(here, update("1.3.0", platform="windows-x86_64"))
    with pytest.raises(UsageFault, match="update_unknown"):
        updating.use(here, "2.0.0", has_data=True, tried=runs)


def left(here: Installation) -> set[str]:
    return {path.name for path in here.versions.iterdir()}


def test_an_update_of_nobody_or_of_a_stranger_is_not_opened(here: Installation, update, tmp_path: Path) -> None:
    with pytest.raises(DataFault, match="update_signature"):
        updating.take(here, update(key=STRANGER))
    (here.root / updating.PUBLISHER).unlink()
    with pytest.raises(EnvironmentFault, match="publisher_unknown"):
        updating.take(here, tmp_path / "1.1.0.update")
    for wrong in ("{}", "nothing", '{"public_key": "ab"}', '{"public_key": 7}'):
        (here.root / updating.PUBLISHER).write_text(wrong)
        with pytest.raises(EnvironmentFault, match="publisher_unknown"):
            updating.take(here, tmp_path / "1.1.0.update")
    assert left(here) == {"1.0.0"}


def test_a_cut_or_changed_file_changes_nothing(here: Installation, update, tmp_path: Path) -> None:
    good = update().read_bytes()
    body = good.index(b"\n", 20) + 1
    unsigned = json.loads(good[15:body])
    unsigned["body"]["version"] = "9.9.9"
    for wrong, code in (
        (b"", "update_other"),
        (b"PK\3\4" + bytes(100), "update_other"),
        (good[:40], "update_cut"),
        (good[:-1], "update_cut"),
        (good + b"\0", "update_changed"),
        (good[:-5] + bytes([good[-5] ^ 1]) + good[-4:], "update_changed"),
        (good[:15] + b"{}\n" + good[body:], "update_changed"),
        (good[:15] + json.dumps(unsigned).encode() + b"\n" + good[body:], "update_signature"),
        (good[:15] + b"x" * (17 << 10), "update_cut"),
    ):
        path = tmp_path / "wrong.update"
        path.write_bytes(wrong)
        with pytest.raises(Fault, match=code):
            updating.take(here, path)
        assert left(here) == {"1.0.0"}
    with pytest.raises(DataFault, match="file_not_found"):
        updating.take(here, tmp_path / "nowhere.update")


def test_a_stick_that_gives_other_bytes_once_it_was_checked_changes_nothing(
    here: Installation, update, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, checked = update(), must_be_whole
    evil = made_build(tmp_path / "evil", "1.1.0")
    (evil / "progrez").write_text("#!/bin/sh\necho 9.9.9\n")
    names = {one.relative_to(evil).as_posix(): one for one in evil.rglob("*") if one.is_file() and one.suffix != ".txt"}
    whole = {
        name: bundle.Entry(hashlib.sha256(one.read_bytes()).hexdigest(), one.stat().st_size, ("-",))
        for name, one in names.items()
    }
    (evil / "_internal" / bundle.MANIFEST).write_text(bundle.written(whole))

    def checked_and_swapped(stick: Path, head: Head) -> None:
        checked(stick, head)
        stick.write_bytes(stick.read_bytes()[: head.begins] + packed(evil))

    monkeypatch.setattr(updating, "must_be_whole", checked_and_swapped)
    with pytest.raises(DataFault, match="update_c"):
        updating.take(here, path)
    assert left(here) == {"1.0.0"}


def entry(name: str, kind: bytes = tarfile.REGTYPE, size: int = 1, link: str = "") -> tarfile.TarInfo:
    found = tarfile.TarInfo(name)
    found.type, found.size, found.linkname = kind, size if kind == tarfile.REGTYPE else 0, link
    return found


@pytest.mark.parametrize(
    "bad",
    [
        entry("../outside"),
        entry("/etc/outside"),
        entry("a/../../outside"),
        entry("link", tarfile.SYMTYPE, link="/etc/passwd"),
        entry("link", tarfile.SYMTYPE, link="../../outside"),
        entry("hard", tarfile.LNKTYPE, link="progrez"),
        entry("pipe", tarfile.FIFOTYPE),
        entry("device", tarfile.CHRTYPE),
        entry("progrez"),
        entry("huge", size=2 << 20),
    ],
    ids=lambda one: f"{one.name}-{one.type.decode()}",
)
def test_even_a_signed_archive_leaves_its_folder_nowhere(here: Installation, tmp_path: Path, bad) -> None:
    build = packed(made_build(tmp_path / "made", "1.1.0"), bad)
    path = tmp_path / "bad.update"
    path.write_bytes(signed_head(PUBLISHER, head_of("1.1.0", build)) + build)
    with pytest.raises(DataFault, match="update_changed"):
        updating.take(here, path)
    assert left(here) == {"1.0.0"}
    assert not (tmp_path / "outside").exists() and not (here.versions / "outside").exists()


def test_a_bomb_and_a_hundred_thousand_files_stop_at_what_the_head_says(here: Installation, tmp_path: Path) -> None:
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:xz") as archive:
        for number in range(2_000):
            archive.addfile(entry(f"f{number}", size=0))
    for build, code in (
        (made.getvalue(), "update_changed"),
        (lzma.compress(bytes(200 << 20), preset=0), "update_changed"),
    ):
        path = tmp_path / "bomb.update"
        path.write_bytes(signed_head(PUBLISHER, head_of("1.1.0", build)) + build)
        with pytest.raises(DataFault, match=code):
            updating.take(here, path)
        assert left(here) == {"1.0.0"}


def test_what_a_build_says_of_itself_is_what_the_head_says(here: Installation, tmp_path: Path) -> None:
    build = packed(made_build(tmp_path / "made", "1.1.0"))
    path = tmp_path / "other.update"
    path.write_bytes(signed_head(PUBLISHER, head_of("1.2.0", build)) + build)
    with pytest.raises(DataFault, match="update_changed"):
        updating.take(here, path)
    assert left(here) == {"1.0.0"}


def test_a_disk_without_room_is_told_before_anything_is_written(
    here: Installation, update, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = update(unpacked_bytes=3 << 30)
    usage = shutil.disk_usage(here.root)
    monkeypatch.setattr("shutil.disk_usage", lambda _: usage._replace(free=1 << 30))
    with pytest.raises(EnvironmentFault, match="update_room"):
        updating.take(here, path)
    assert left(here) == {"1.0.0"}


def test_a_checkout_and_a_package_of_the_system_are_updated_otherwise() -> None:
    with pytest.raises(UsageFault, match="update_by_system"):
        updating.installation()
