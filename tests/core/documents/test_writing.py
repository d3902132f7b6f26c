"""A document is saved whole or not at all; what was in the folder before is never harmed and nothing is left behind."""

import errno
import os
import socket
import stat
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import sleep

import pytest

from progrez_desktop.core.documents.writing import save_whole, whole_file
from progrez_desktop.core.errors import EnvironmentFault, Fault, UsageFault

no_windows = pytest.mark.skipif(os.name == "nt", reason="NOT RUN: Windows has no pipes and devices among its files")


def failing(code: int) -> Callable[..., None]:
    def fail(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    return fail


def fault_of(path: Path, content: bytes = b"new") -> Fault:
    with pytest.raises(Fault) as caught:
        save_whole(path, content)
    return caught.value


def test_a_saved_file_is_whole_and_its_owners_only(tmp_path: Path) -> None:
    save_whole(tmp_path / "CV Zoë.pdf", b"content")
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("CV Zoë.pdf", b"content")]
    assert (tmp_path / "CV Zoë.pdf").stat().st_mode & 0o777 == 0o600


def test_an_older_file_is_replaced_and_its_neighbours_are_not(tmp_path: Path) -> None:
    for name in ("cv.pdf", "cv.pdf.new", "cv.pdf.part"):
        (tmp_path / name).write_bytes(b"old")
    save_whole(tmp_path / "cv.pdf", b"new")
    assert {file.name: file.read_bytes() for file in tmp_path.iterdir()} == {
        "cv.pdf": b"new",
        "cv.pdf.new": b"old",
        "cv.pdf.part": b"old",
    }


@pytest.mark.parametrize(
    ("where", "code", "told"),
    [
        ("os.fsync", errno.ENOSPC, "disk_full"),
        ("os.fsync", errno.EDQUOT, "disk_full"),
        ("os.fsync", errno.EIO, "disk_failed"),
        ("tempfile.mkstemp", errno.EROFS, "read_only"),
        ("tempfile.mkstemp", errno.EACCES, "read_only"),
        ("pathlib.Path.replace", errno.EACCES, "save_file_in_use"),
        ("pathlib.Path.replace", errno.ENOSPC, "disk_full"),
    ],
)
def test_a_failed_save_is_told_and_leaves_the_folder_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, where: str, code: int, told: str
) -> None:
    (tmp_path / "cv.pdf").write_bytes(b"old")
    monkeypatch.setattr(where, failing(code))
    fault = fault_of(tmp_path / "cv.pdf")
    assert isinstance(fault, EnvironmentFault)
    assert fault.code == told
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("cv.pdf", b"old")]


def test_a_stop_in_the_middle_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(_: int) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("os.fsync", stop)
    with pytest.raises(KeyboardInterrupt):
        save_whole(tmp_path / "cv.pdf", b"new")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("place", "told"),
    [
        (".", "save_to_folder"),
        ("missing/cv.pdf", "save_folder_missing"),
        ("file.txt/cv.pdf", "save_folder_missing"),
        ("a\0b.pdf", "save_name_not_possible"),
        ("x" * 300 + ".pdf", "save_name_not_possible"),
    ],
)
def test_a_place_where_no_file_can_be_is_told(tmp_path: Path, place: str, told: str) -> None:
    (tmp_path / "file.txt").write_bytes(b"old")
    fault = fault_of(tmp_path / place)
    assert isinstance(fault, UsageFault)
    assert fault.code == told
    assert [(file.name, file.read_bytes()) for file in tmp_path.iterdir()] == [("file.txt", b"old")]


def test_a_link_is_followed_and_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "papers").mkdir()
    for name in ("papers/old.pdf", "papers/new.pdf"):
        link = tmp_path / Path(name).name
        link.symlink_to(name)
        save_whole(link, b"new")
        assert link.is_symlink()
        assert (tmp_path / name).read_bytes() == b"new"
    assert len(list(tmp_path.iterdir())) == 3
    (tmp_path / "round.pdf").symlink_to("round.pdf")
    assert fault_of(tmp_path / "round.pdf").code == "save_name_not_possible"


@no_windows
def test_a_pipe_gets_the_document_and_stays_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    save_whole(tmp_path / "pipe", b"new")
    assert (tmp_path / "pipe").is_fifo()
    assert os.read(reader, 100) == b"new"
    os.close(reader)


@no_windows
def test_a_pipe_that_nobody_reads_any_more_is_told(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    reader = os.open(tmp_path / "pipe", os.O_RDONLY | os.O_NONBLOCK)
    with pytest.raises(EnvironmentFault, match="save_pipe_closed"), whole_file(tmp_path / "pipe") as file:
        os.close(reader)
        file.write(b"new")


@no_windows
def test_a_pipe_that_nobody_reads_is_told_and_not_waited_for_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("progrez_desktop.core.documents.writing.READER_S", 0.1)
    os.mkfifo(tmp_path / "pipe")
    fault = fault_of(tmp_path / "pipe")
    assert (type(fault), fault.code) == (EnvironmentFault, "save_pipe_closed")
    assert (tmp_path / "pipe").is_fifo()


@no_windows
def test_who_reads_a_pipe_may_come_a_moment_later(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")

    def read() -> bytes:
        sleep(0.2)
        return (tmp_path / "pipe").read_bytes()

    with ThreadPoolExecutor(1) as later:
        came = later.submit(read)
        save_whole(tmp_path / "pipe", b"x" * 200_000)
        assert came.result() == b"x" * 200_000


@no_windows
def test_a_device_is_written_to_and_never_replaced(tmp_path: Path) -> None:
    try:  # devices of our own: a rule that is broken must not cost this machine its own
        for name in ("full", "null"):
            os.mknod(tmp_path / name, stat.S_IFCHR | 0o600, Path(f"/dev/{name}").stat().st_rdev)
            (tmp_path / name).open("wb").close()
    except OSError:
        pytest.skip("NOT RUN: only a user who may make devices can risk one")
    assert fault_of(tmp_path / "full").code == "disk_full"
    save_whole(tmp_path / "null", b"new")
    assert all(device.is_char_device() for device in tmp_path.iterdir())


@no_windows
def test_what_is_neither_file_nor_stream_is_left_alone(tmp_path: Path) -> None:
    place = tmp_path / "socket"
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(place))
        fault = fault_of(place)
    assert (type(fault), fault.code) == (UsageFault, "save_to_device")
    assert place.is_socket()


def test_a_disk_that_is_really_full_keeps_the_old_file(small_disk: Path) -> None:
    save_whole(small_disk / "cv.pdf", b"old")
    assert fault_of(small_disk / "cv.pdf", b"x" * 200_000).code == "disk_full"
    assert [(file.name, file.read_bytes()) for file in small_disk.iterdir()] == [("cv.pdf", b"old")]


def test_a_folder_that_cannot_be_synced_does_not_undo_the_save(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("progrez_desktop.core.documents.writing.sync_folder", failing(errno.EINVAL))
    save_whole(tmp_path / "cv.pdf", b"new")
    assert (tmp_path / "cv.pdf").read_bytes() == b"new"


def test_the_temporary_file_lies_beside_its_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Anywhere else a rename could cross disks, where it is a copy that can stop halfway.
    folders = []
    real = tempfile.mkstemp

    def seen(**options: str | Path) -> tuple[int, str]:
        folders.append(options["dir"])
        return real(**options)  # type: ignore[call-overload,no-any-return]

    monkeypatch.setattr("tempfile.mkstemp", seen)
    save_whole(tmp_path / "cv.pdf", b"new")
    assert folders == [tmp_path]
