"""A program that releases, withdraws and sends until it is killed.

    python -m tests.core.services.sending_child ROOT SERVER

A line on standard output after each thing that the outbox was told, with its id: "released" or "ended".
"""

import os
import random
import sys
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from progrez_desktop.core.keys import machine_key
from progrez_desktop.core.keys.withdrawal_code import WithdrawalCode
from progrez_desktop.core.store.device_store import DeviceStore
from progrez_desktop.core.store.folder import DataFolder
from progrez_desktop.core.system import SystemEntropy
from tests.core.services.sending_house import Sender, deps_of
from tests.core.store.builders import Device
from tests.fakes import FakeClock, FakeEntropy


@dataclass
class _Server:
    address: str


def main(root: Path, address: str) -> None:
    folder, machine = DataFolder(root), machine_key.ephemeral(FakeEntropy(1))
    store = DeviceStore.open(folder, machine.device_keys())
    entropy: Any = SystemEntropy()
    device = Device(folder, machine, store, entropy, FakeClock())
    (account,) = store._database.rows("SELECT id FROM account")
    person: Any = SimpleNamespace(account=SimpleNamespace(id=account[0]))
    server: Any = _Server(address)
    sender = Sender(device, person, deps_of(device), server)
    chance, ids = random.Random(os.getpid()), list[str]()
    while True:
        for _ in range(chance.randint(1, 4)):
            code = WithdrawalCode(os.urandom(20))
            os.write(1, f"releasing {code.release_id('profile')}\n".encode())
            ids.append(sender.release(chance.randrange(1 << 30), code=code))
            os.write(1, f"released {ids[-1]}\n".encode())
        if chance.random() < 0.4:
            one = ids.pop(chance.randrange(len(ids)))
            os.write(1, f"ending {one}\n".encode())
            sender.end(one)
            os.write(1, f"ended {one}\n".encode())
        sender.press()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
