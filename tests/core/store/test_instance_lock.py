"""The second program on a data folder is told who is there, and a killed one is no obstacle."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest
from filelock import FileLock, Timeout

from progrez_desktop.core.errors import EnvironmentFault, LockedFault
from progrez_desktop.core.store.instance_lock import instance_lock


def test_a_second_program_is_told_the_process_of_the_first_until_that_ends(repo: Path, tmp_path: Path) -> None:
    lock_file = tmp_path / "instance.lock"
    command = [sys.executable, "-m", "tests.core.store.children", "hold", str(tmp_path)]
    with subprocess.Popen(command, cwd=repo, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        child.stdout.readline()
        with pytest.raises(LockedFault) as told, instance_lock(lock_file):
            pass
        assert (told.value.code, told.value.params) == ("second_instance", {"pid": child.pid})
        child.kill()
        child.wait()
    with instance_lock(lock_file):
        pass


def test_the_lock_is_let_go_of_also_after_a_failure(tmp_path: Path) -> None:
    lock_file = tmp_path / "instance.lock"
    with pytest.raises(ZeroDivisionError), instance_lock(lock_file):
        raise ZeroDivisionError
    with instance_lock(lock_file):
        assert lock_file.with_name("instance.lock.pid").read_text() == str(os.getpid())
        with pytest.raises(LockedFault), instance_lock(lock_file):
            pass
    assert not lock_file.with_name("instance.lock.pid").exists()


def test_an_unreadable_holder_is_told_as_process_nought(tmp_path: Path) -> None:
    lock_file = tmp_path / "instance.lock"
    with instance_lock(lock_file):
        lock_file.with_name("instance.lock.pid").write_text("?")
        with pytest.raises(LockedFault) as told, instance_lock(lock_file):
            pass
    assert told.value.params == {"pid": 0}


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(EnvironmentFault), instance_lock(tmp_path / "file" / "instance.lock"):
        pass


def test_an_older_version_and_this_one_hold_the_same_lock(tmp_path: Path) -> None:
    lock_file = tmp_path / "instance.lock"
    with FileLock(lock_file), pytest.raises(LockedFault, match="second_instance"), instance_lock(lock_file):
        pass
    with instance_lock(lock_file), pytest.raises(Timeout), FileLock(lock_file, timeout=0):
        pass


def test_a_disk_that_can_not_lock_is_told_and_is_no_second_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("fcntl.flock", refused)
    with pytest.raises(EnvironmentFault, match="disk_failed"), instance_lock(tmp_path / "instance.lock"):
        pass


def test_a_lock_file_that_leads_elsewhere_is_not_followed(tmp_path: Path) -> None:
    (tmp_path / "instance.lock").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(EnvironmentFault), instance_lock(tmp_path / "instance.lock"):
        pass
    assert not (tmp_path / "elsewhere").exists()
