"""A private file is the old one or the new one, never a part, and nobody else's to read."""

import errno
import os
from pathlib import Path

import pytest

from progrez_desktop.core.errors import EnvironmentFault
from progrez_desktop.core.files import disk_faults, make_private_folder, write_private


def test_a_written_file_replaces_the_old_one_and_is_private(tmp_path: Path) -> None:
    path = tmp_path / "file"
    for content in (b"first", b"second, longer", b""):
        write_private(path, content)
        assert path.read_bytes() == content
    assert path.stat().st_mode & 0o777 == 0o600
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_write_that_fails_at_any_step_leaves_the_old_file_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    path = tmp_path / "file"
    write_private(path, b"old")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(Path if step == "replace" else os, step, full)
    with pytest.raises(EnvironmentFault) as told:
        write_private(path, b"new")
    assert (told.value.code, told.value.params) == ("disk_full", {"folder": str(tmp_path)})
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "disk_full"),
        (errno.EDQUOT, "disk_full"),
        (errno.EROFS, "read_only"),
        (errno.EACCES, "read_only"),
        (errno.EPERM, "read_only"),
        (errno.EEXIST, "folder_is_file"),
        (errno.ENOTDIR, "folder_is_file"),
        (errno.EIO, "disk_failed"),
    ],
)
def test_each_refusal_of_the_system_has_its_own_sentence(tmp_path: Path, number: int, code: str) -> None:
    with pytest.raises(EnvironmentFault) as told, disk_faults(tmp_path):
        raise OSError(number, "from the system")
    assert told.value.code == code


def test_a_folder_that_was_open_to_others_is_closed(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    folder.mkdir(parents=True, mode=0o755)
    make_private_folder(folder)
    assert folder.stat().st_mode & 0o777 == 0o700
