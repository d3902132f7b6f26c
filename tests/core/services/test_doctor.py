"""The doctor finds what is missing on a machine, and names the command that mends exactly that."""

import os
import sys
import tomllib
from importlib import metadata
from pathlib import Path
from typing import ClassVar, NamedTuple

import pytest
from packaging.requirements import Requirement

from progrez_desktop.core.errors import DataFault, EnvironmentFault
from progrez_desktop.core.services import doctor, installed, qt_libraries
from progrez_desktop.core.services.doctor import Finding, commands_for, examine
from progrez_desktop.core.services.kiosk_check.machine import Machine
from progrez_desktop.core.words import LANGUAGES, Words

LDD = """
	linux-vdso.so.1 (0x00007ffd)
	libEGL.so.1 => not found
	libQt6Gui.so.6 => /somewhere/PySide6/Qt/lib/libQt6Gui.so.6 (0x00007f)
	libxcb-cursor.so.0 => not found
	libEGL.so.1 => not found
	libc.so.6 => /lib/x86_64-linux-gnu/libc.so.6 (0x00007f)
"""


class FakeDistribution(NamedTuple):
    version: str
    requires: list[str]


def install(monkeypatch: pytest.MonkeyPatch, **installed: FakeDistribution) -> None:
    """Make these, with underscores for hyphens, the only Python packages that are installed."""

    def distribution(name: str) -> FakeDistribution:
        try:
            return installed[name.replace("-", "_")]
        except KeyError:
            raise metadata.PackageNotFoundError(name) from None

    monkeypatch.setattr(metadata, "distribution", distribution)
    monkeypatch.setattr(metadata, "version", lambda name: distribution(name).version)


def test_a_package_that_another_one_needs_is_missed_too(monkeypatch: pytest.MonkeyPatch) -> None:
    install(
        monkeypatch,
        progrez_desktop=FakeDistribution("0.1.0", ["keyring>=25", "colorama ; sys_platform == 'atari'"]),
        keyring=FakeDistribution("25.7", ["jeepney>=0.4"]),
    )
    [found] = doctor.check_packages()
    assert (found.state, found.params) == ("missing", {"names": "jeepney"})


def test_a_package_that_is_too_old_is_as_good_as_absent(monkeypatch: pytest.MonkeyPatch) -> None:
    install(
        monkeypatch,
        progrez_desktop=FakeDistribution("0.1.0", ["keyring>=25"]),
        keyring=FakeDistribution("24.9", []),
    )
    [found] = doctor.check_packages()
    assert (found.state, found.params) == ("missing", {"names": "keyring"})


def test_packages_that_need_each_other_come_to_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    install(
        monkeypatch,
        progrez_desktop=FakeDistribution("0.1.0", ["keyring"]),
        keyring=FakeDistribution("25", ["progrez-desktop"]),
    )
    [found] = doctor.check_packages()
    assert (found.state, found.params) == ("ok", {"count": 2})


def test_nothing_is_missed_where_the_lock_was_installed() -> None:
    [found] = doctor.check_packages()
    assert (found.state, found.params.get("names")) == ("ok", None)


def test_what_is_never_installed_is_what_the_lock_leaves_out(repo: Path) -> None:
    project = tomllib.loads((repo / "pyproject.toml").read_text("utf-8"))
    left_out = {Requirement(line).name for line in project["tool"]["uv"]["override-dependencies"]}
    assert left_out == installed.NEVER_INSTALLED
    lock = (repo / "requirements" / "run.txt").read_text("utf-8")
    assert not [name for name in left_out if f"\n{name}==" in lock]


def test_two_packages_with_sqlcipher_are_taken_off_before_one_is_put_back(monkeypatch: pytest.MonkeyPatch) -> None:
    install(
        monkeypatch,
        sqlcipher3=FakeDistribution("0.6.4", []),
        sqlcipher3_wheels=FakeDistribution("0.5", []),
    )
    found = tuple(doctor.check_sqlcipher())
    assert [finding.state for finding in found] == ["missing"]
    remove, again = commands_for(found)
    assert remove.endswith("pip uninstall --yes sqlcipher3 sqlcipher3-wheels")
    assert "pip install --force-reinstall --require-hashes" in again


def test_a_sqlcipher_that_does_not_encrypt_is_not_taken_for_one(monkeypatch: pytest.MonkeyPatch) -> None:
    def plain() -> tuple[str, str]:
        raise EnvironmentFault("sqlcipher_missing")

    monkeypatch.setattr("progrez_desktop.core.store.database.cipher_version", plain)
    [found] = doctor.check_sqlcipher()
    assert (found.state, found.message) == ("missing", "sqlcipher.broken")


def test_the_one_here_encrypts() -> None:
    [found] = doctor.check_sqlcipher()
    assert found.state == "ok"
    assert str(found.params["cipher"]).startswith("4.")


def test_no_key_store_is_a_note_because_a_passphrase_does_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def none() -> None:
        raise EnvironmentFault("keyring_absent")

    monkeypatch.setattr("progrez_desktop.core.keys.os_store.find_store", none)
    [found] = doctor.check_key_store()
    assert found.state == "note"


def test_what_the_loader_does_not_find_is_read_once_each() -> None:
    assert qt_libraries.absent_in(LDD) == ("libEGL.so.1", "libxcb-cursor.so.0")


@pytest.mark.skipif(sys.platform != "linux", reason="NOT RUN: Qt brings all it needs on this system")
def test_missing_libraries_become_the_packages_that_bring_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(qt_libraries, "missing_libraries", lambda platform: qt_libraries.absent_in(LDD))
    found = tuple(doctor.check_qt("xcb"))
    assert [(finding.check, finding.state) for finding in found] == [("qt", "missing"), ("display", "ok")]
    assert commands_for(found) == ("sudo apt-get update && sudo apt-get install libegl1 libxcb-cursor0",)


@pytest.mark.skipif(sys.platform != "linux", reason="NOT RUN: Qt brings all it needs on this system")
@pytest.mark.parametrize("platform", ["offscreen", "xcb", "wayland"])
def test_what_this_qt_misses_here_has_a_package(platform: str) -> None:
    assert set(qt_libraries.missing_libraries(platform) or ()) <= qt_libraries.PACKAGE_OF.keys()


@pytest.mark.parametrize(
    ("environment", "platform"),
    [
        ({}, "offscreen"),
        ({"DISPLAY": ":0"}, "xcb"),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "wayland"),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "offscreen"}, "offscreen"),
        ({"QT_QPA_PLATFORM": "wayland;xcb"}, "wayland"),
        ({"DISPLAY": ":0", "QT_QPA_PLATFORM": "something else"}, "xcb"),
    ],
)
def test_the_platform_is_the_one_that_qt_would_draw_on(environment: dict[str, str], platform: str) -> None:
    assert qt_libraries.platform_in_use(environment) == platform


def test_a_resource_that_was_changed_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    class Changed:
        pins: ClassVar = {"bank/one.json": "0" * 64}

        def read(self, name: str) -> bytes:
            raise DataFault("resource_changed", name=name)

    monkeypatch.setattr("progrez_desktop.core.packs.shipped.shipped", Changed)
    [found] = doctor.check_resources()
    assert (found.state, found.params["name"]) == ("missing", "bank/one.json")


def test_a_data_folder_that_is_not_there_yet_is_not_made(tmp_path: Path) -> None:
    [found] = doctor.check_data_folder(tmp_path / "not" / "yet")
    assert found.state == "ok"
    assert not list(tmp_path.iterdir())


def test_a_file_where_the_data_folder_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    [found] = doctor.check_data_folder(tmp_path / "data" / "deeper")
    assert (found.state, found.message) == ("missing", "data_folder.is_file")


def test_a_folder_that_may_not_be_written_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # root may write anywhere
    [found] = doctor.check_data_folder(tmp_path)
    assert (found.state, found.message) == ("missing", "data_folder.read_only")


def test_a_disk_without_room_is_told_with_what_is_needed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Usage(NamedTuple):
        free: int

    monkeypatch.setattr("shutil.disk_usage", lambda path: Usage(free=5 << 20))
    [found] = doctor.check_data_folder(tmp_path)
    assert (found.state, found.params["free"], found.params["needed"]) == ("missing", 5, 200)


@pytest.mark.parametrize(
    ("names", "state"),
    [([], "ok"), (["/dev/zram0"], "ok"), (["/swapfile"], "note"), (["/dev/dm-1"], "note")],
)
def test_swap_on_a_disk_that_nobody_knows_to_be_encrypted_is_a_note(
    names: list[str], state: str, tmp_path: Path
) -> None:
    (tmp_path / "proc").mkdir()
    lines = "".join(f"{name} file 1 0 -2\n" for name in names)
    (tmp_path / "proc" / "swaps").write_text(f"Filename Type Size Used Priority\n{lines}")
    assert [finding.state for finding in doctor.check_swap(Machine(tmp_path))] == [state]


def test_nothing_missing_needs_no_command() -> None:
    assert commands_for((Finding("python", "ok", "python.ok"), Finding("swap", "note", "swap.on_disk"))) == ()


def test_every_finding_here_can_be_said_in_both_languages(tmp_path: Path) -> None:
    for finding in examine(tmp_path):
        for language in LANGUAGES:
            words = Words(language)
            assert words(f"doctor.check.{finding.check}")
            assert words(f"doctor.{finding.message}", **finding.params)


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system itself is asked")
@pytest.mark.parametrize(("has_a_list", "state"), [(True, "ok"), (False, "note")])
def test_a_system_without_a_list_of_authorities_is_told_that_nothing_can_be_sent(
    has_a_list: bool, state: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authorities = tmp_path / "authorities.pem"
    if has_a_list:
        authorities.touch()
    monkeypatch.setenv("SSL_CERT_FILE", str(authorities))
    monkeypatch.setenv("SSL_CERT_DIR", str(tmp_path / "none"))
    assert [finding.state for finding in doctor.check_authorities()] == [state]
