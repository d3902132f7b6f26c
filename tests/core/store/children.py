"""Programs that tests start beside themselves: to be killed, to fill a small disk, to hold the lock.

python -m tests.core.store.children answer ROOT    keys on stdin; a line on stdout for each saved answer
python -m tests.core.store.children details ROOT   keys on stdin; a line on stdout for each time that details were kept
python -m tests.core.store.children share ROOT     keys on stdin; a line on stdout for each thing shared or withdrawn
python -m tests.core.store.children enrol ROOT     a line on stdout for each account that was made
python -m tests.core.store.children hold ROOT      holds the folder's lock until stdin ends
python -m tests.core.store.children small ROOT     in a mount namespace of its own: a disk that fills up
python -m tests.core.store.children readonly ROOT  the same, for a disk that can't be written any more
"""

import json
import os
import subprocess
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path

from progrez_desktop.core.errors import Fault
from progrez_desktop.core.model.attempt import StatementValue, TextValue
from progrez_desktop.core.model.details import Entry, MyDetails
from progrez_desktop.core.model.keys import DeviceKeys, SafeKeys
from progrez_desktop.core.model.training import TrainingText
from progrez_desktop.core.store.device_store import DeviceStore
from progrez_desktop.core.store.folder import DataFolder
from progrez_desktop.core.store.instance_lock import instance_lock
from progrez_desktop.core.store.outbox import Release, Sealed
from progrez_desktop.core.store.safe_releases import ReleaseRecord
from progrez_desktop.core.store.safe_store import SafeStore, open_safe
from tests.core.store.builders import ATTEMPT, Device, answer


def say(*words: object) -> None:
    """One write per line, so that a killed program never leaves half of one."""
    os.write(1, (" ".join(map(str, words)) + "\n").encode())


def safe_of_stdin(root: Path) -> SafeStore:
    return both_of_stdin(root)[1]


def both_of_stdin(root: Path) -> tuple[DeviceStore, SafeStore, str]:
    keys = json.loads(sys.stdin.readline())
    device = DeviceStore.open(DataFolder(root), DeviceKeys(bytes.fromhex(keys["device"]), b""))
    account = device.account(keys["account"])
    assert account is not None
    safe = open_safe(device, account, SafeKeys(bytes.fromhex(keys["safe"]), bytes.fromhex(keys["chain"])))
    return device, safe, account.id


def share_for_ever(root: Path) -> None:
    """Share, and withdraw what was shared before, in both databases at once; what they hold has to be the same."""
    device, safe, account_id = both_of_stdin(root)
    began = len(safe.releases.all_live()) + 1000 * os.getpid()
    for number in count(began):
        mine = [record.id for record in safe.releases.all_live()]
        with safe.transaction_with(device) as outbox:
            body = {"purpose": "profile", "content": "kept the water out " * 400}
            safe.releases.save(ReleaseRecord(f"{number}", "o", ATTEMPT.id, ("g",), number, None, body))
            release = Release(f"{number}", account_id, "o", ("profile",), (), 9, number, b"secret")
            safe.training.save(TrainingText(ATTEMPT.id, f"{number}", "o", "en", "kept the water out " * 40, number))
            outbox.put(release, Sealed("{}", b"sealed" * 4000, b"hash"))
            for old in mine[:-1]:
                outbox.end(old, number)
                safe.releases.end(old, number)
                safe.training.drop(ATTEMPT.id, old)
        say(number)


def type_details_for_ever(root: Path) -> None:
    """The same number in what may be released and in what never is, so that a half of it would show."""
    safe = safe_of_stdin(root)
    began = int(safe.own_details.read().fact("gender") or 0)
    for number in count(began + 1):
        jobs = tuple(Entry(f"{number}", text="kept the water out " * 20) for _ in range(number % 7 + 1))
        safe.own_details.keep(MyDetails({"gender": f"{number}"}, {"work": jobs}), number)
        say(number)


def answer_for_ever(root: Path) -> None:
    safe = safe_of_stdin(root)
    began = sum(response.revision for response in safe.responses(ATTEMPT.id).values())
    for number in count(began):
        text = TextValue(f"text {number} " * 50)
        value = text if number % 5 == 0 else StatementValue(number % 1000 + 1)
        response = answer(safe, f"item{number % 40}", value, position=number)
        if number % 3 == 0:  # several answers are told together; a kill then finds the device behind
            safe.keep_chain_head()
        say(response.item_id, response.revision, number)


def enrol_for_ever(root: Path) -> None:
    device = Device.installed(root, seed=os.getpid())
    say("device", device.machine.device_keys().database.hex())
    for number in count():
        person = device.person(f"Person{number}")
        keys = person.keys
        say(person.account.id, keys.database.hex(), keys.chain.hex())


def hold_the_lock(root: Path) -> None:
    with instance_lock(DataFolder(root).lock_file):
        say("held")
        sys.stdin.read()


def mount(root: Path, options: str) -> None:
    subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(root)], check=True)


def fill_a_small_disk(root: Path) -> None:
    """Answer until the disk is full, at every size up to one that takes a whole sitting; then with room again."""
    told = []
    for size_kib in range(40, 580, 20):
        mount(root, f"size={size_kib}k")
        told.append(until_full(root, size_kib))
        subprocess.run(["umount", str(root)], check=True)
    say(json.dumps(told))


def until_full(root: Path, size_kib: int) -> dict[str, object]:
    saved: dict[str, int] = {}
    code, stage, lost = "", "install", 0
    try:
        device = Device.installed(root / "data")
        stage = "account"
        person = device.person()
        stage = "attempt"
        safe = device.opened(person)
        safe.create_attempt(ATTEMPT)
        stage = "answers"
        for number in range(400):
            saved[f"item{number}"] = answer(safe, f"item{number}", TextValue("word " * 120)).revision
    except Fault as fault:
        code = fault.code
    if stage == "answers":
        safe.close()
        subprocess.run(["mount", "-o", f"remount,size={size_kib + 2000}k", str(root)], check=True)
        device.restarted()
        safe = device.opened(person)
        found = {item: response.revision for item, response in safe.responses(ATTEMPT.id).items()}
        lost = sum(found.get(item) != revision for item, revision in saved.items())
        answer(safe, "after", 3)
        safe.close()
    return {"size": size_kib, "stage": stage, "code": code, "saved": len(saved), "lost": lost}


def write_protect(root: Path) -> None:
    """Answer once, close, write-protect the disk, try everything, and look again with the protection off."""
    mount(root, "size=2m")
    device = Device.installed(root / "data")
    person = device.person()
    safe = device.opened(person)
    safe.create_attempt(ATTEMPT)
    answer(safe, "before", 3)
    safe.keep_chain_head()
    safe.close()
    device.store.close()
    subprocess.run(["mount", "-o", "remount,ro", str(root)], check=True)
    device.restarted()
    safe = device.opened(person)
    actions = {
        "answer": lambda: answer(safe, "during", 4),
        "details": lambda: safe.save_details(person.details, 1),
        "wrap": lambda: device.store.replace_wrap(person.account.id, person.new_key.wraps["password"]),
        "account": lambda: device.person("Ben"),
        "prepare": device.folder.prepare,
        "lock": lambda: instance_lock(device.folder.lock_file).__enter__(),
        "install": lambda: Device.installed(root / "other"),
    }
    codes = {name: code_of(action) for name, action in actions.items()}
    safe.close()
    device.store.close()
    subprocess.run(["mount", "-o", "remount,rw", str(root)], check=True)
    device.restarted()
    safe = device.opened(person)
    kept, accounts = sorted(safe.responses(ATTEMPT.id)), len(device.store.accounts())
    say(json.dumps({"codes": codes, "kept": kept, "accounts": accounts}))


def code_of(action: Callable[[], object]) -> str:
    try:
        action()
    except Fault as fault:
        return fault.code
    return "no fault"


if __name__ == "__main__":
    programs = {
        "answer": answer_for_ever,
        "details": type_details_for_ever,
        "share": share_for_ever,
        "enrol": enrol_for_ever,
        "hold": hold_the_lock,
        "small": fill_a_small_disk,
        "readonly": write_protect,
    }
    programs[sys.argv[1]](Path(sys.argv[2]))
