"""`progrez demo` says what it left, and never that it left what it could not write."""

import errno
from pathlib import Path

import pytest

from progrez_desktop.app import throw_away_folder
from progrez_desktop.core.errors import EnvironmentFault
from tests.cli.program import program


def told(out: Path) -> str:
    asked = program("demo", "--out", str(out))
    assert asked.stdout == ""
    assert asked.stderr.startswith("error: "), asked.stderr
    assert asked.stderr.count("\n") == 1, asked.stderr
    return f"{asked.returncode} {asked.stderr}"


def test_a_full_disk_is_told_and_leaves_no_half_of_a_picture(small_disk: Path) -> None:
    assert told(small_disk).startswith(f"4 error: The disk with {small_disk / 'screens'} is full.")
    pictures = list((small_disk / "screens").iterdir())
    assert all(picture.read_bytes().endswith(b"IEND\xaeB`\x82") for picture in pictures)


def test_a_cv_that_could_not_be_saved_is_told(tmp_path: Path) -> None:
    (tmp_path / "cv.pdf").mkdir()
    assert told(tmp_path).startswith("2 error: cv.pdf is a folder.")


def test_a_full_disk_under_the_storage_is_told(
    small_disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMPDIR", str(small_disk))
    assert told(tmp_path).startswith(f"4 error: The disk with {small_disk}")
    assert not list(small_disk.iterdir())


def test_no_room_for_the_throw_away_folder_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(**_: str) -> None:
        raise FileNotFoundError(errno.ENOENT, "No usable temporary directory found")

    monkeypatch.setattr("tempfile.TemporaryDirectory", none)
    with pytest.raises(EnvironmentFault, match="no_temporary_folder"):
        throw_away_folder()
