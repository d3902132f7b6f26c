"""A full or write-protected disk is told as such, and every answer that was saved before is still there."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from progrez_desktop.core.errors import EnvironmentFault
from progrez_desktop.core.model.attempt import TextValue
from tests.core.store.builders import ATTEMPT, Device, Person, answer

OWN_NAMESPACE = ["unshare", "--mount", "--map-root-user"]


def told_on_a_small_disk(repo: Path, tmp_path: Path, program: str) -> Any:
    """Run a program that may mount a disk of its own, seen by nobody else and gone when it ends."""
    try:
        tried = subprocess.run([*OWN_NAMESPACE, "mount", "-t", "tmpfs", "tmpfs", str(tmp_path)], capture_output=True)
    except FileNotFoundError:
        pytest.skip("NOT RUN: this system has no `unshare`, so no small disk can be made")
    if tried.returncode:
        pytest.skip("NOT RUN: this user may not mount a small disk, not even in a namespace of their own")
    command = [*OWN_NAMESPACE, sys.executable, "-m", "tests.core.store.children", program, str(tmp_path)]
    ended = subprocess.run(command, cwd=repo, capture_output=True, text=True, timeout=200)
    assert ended.returncode == 0, ended.stderr
    return json.loads(ended.stdout)


def test_a_disk_that_fills_at_any_moment_loses_nothing_that_was_saved(repo: Path, tmp_path: Path) -> None:
    told = told_on_a_small_disk(repo, tmp_path, "small")
    assert {disk["code"] for disk in told} <= {"disk_full", ""}
    assert {disk["lost"] for disk in told} == {0}
    stages = {disk["stage"] for disk in told if disk["code"]}
    assert {"install", "account", "answers"} <= stages  # it was full at each of them at least once
    assert sum(disk["saved"] for disk in told) > 100


def test_a_write_protected_disk_is_told_and_keeps_what_it_held(repo: Path, tmp_path: Path) -> None:
    told = told_on_a_small_disk(repo, tmp_path, "readonly")
    assert set(told["codes"].values()) == {"read_only"}, told
    assert (told["kept"], told["accounts"]) == (["before"], 1)


def test_a_database_that_may_not_grow_says_full_and_goes_on_when_it_may(device: Device, sanne: Person) -> None:
    """The same without mounting anything: SQLite itself stops at a number of pages."""
    safe = device.opened(sanne)
    pages = safe._database.rows("PRAGMA page_count")[0][0]
    safe._database.rows(f"PRAGMA max_page_count = {pages + 8}")
    saved = []
    with pytest.raises(EnvironmentFault) as told:
        for number in range(200):
            saved.append(answer(safe, f"item{number}", TextValue("word " * 200), position=number))
    assert (told.value.code, told.value.params) == ("disk_full", {"folder": str(device.folder.safes)})
    assert len(saved) > 3
    assert safe.attempt(ATTEMPT.id).position == len(saved) - 1
    assert list(safe.responses(ATTEMPT.id).values()) == saved
    safe._database.rows(f"PRAGMA max_page_count = {pages + 1000}")
    again = answer(safe, f"item{len(saved)}", TextValue("word " * 200))
    assert again.revision == 1
    safe.close()
    assert list(device.opened(sanne).responses(ATTEMPT.id).values()) == [*saved, again]


def test_an_answer_is_saved_before_the_device_hears_of_it(device: Device, sanne: Person) -> None:
    """The one commit that a person waits for is that of the safe; the other follows when it is asked for."""
    safe = device.opened(sanne)
    answer(safe, "a", 3)
    safe.keep_chain_head()
    answer(safe, "b", 4)
    assert known_seq(device, sanne) == 1
    safe.keep_chain_head()
    assert known_seq(device, sanne) == 2


def test_a_head_that_the_device_could_not_take_unsays_no_answer(
    device: Device, sanne: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The device database is full: the safe has the answer, and the head is told when there is room again."""
    safe = device.opened(sanne)

    def full(*_: object) -> None:
        raise EnvironmentFault("disk_full", folder="")

    assert answer(safe, "a", 3).revision == 1
    with monkeypatch.context() as patch:
        patch.setattr(device.store, "keep_chain_head", full)
        with pytest.raises(EnvironmentFault):
            safe.keep_chain_head()
    assert set(safe.responses(ATTEMPT.id)) == {"a"}
    safe.keep_chain_head()
    assert known_seq(device, sanne) == 1


def test_a_head_that_the_device_missed_is_caught_up_at_the_next_sign_in(device: Device, sanne: Person) -> None:
    """A kill between the two commits: the safe is ahead, which is no reason to refuse it."""
    safe = device.opened(sanne)
    answer(safe, "a", 3)
    safe.keep_chain_head()
    answer(safe, "b", 4)
    safe.close()
    assert known_seq(device, sanne) == 1
    assert set(device.opened(sanne).responses(ATTEMPT.id)) == {"a", "b"}
    assert known_seq(device, sanne) == 2


def known_seq(device: Device, person: Person) -> int:
    account = device.store.account(person.account.id)
    assert account is not None and account.chain_head is not None
    return account.chain_head.seq
