"""A program that fetches until it is killed: python -m tests.core.services.registry_child ROOT CHANGES.json

The machine key comes on standard input. A line on standard output for each page that was kept.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

from progrez_desktop.core.services import registry
from progrez_desktop.core.services.opening import Parts
from progrez_desktop.core.store.folder import DataFolder
from progrez_desktop.core.system import SystemEntropy
from tests.core.services.registry_house import PASSPHRASE, FakeServer
from tests.fakes import FAST_KDF, FakeClock, FakeKeyring


def main(root: Path, changes: Path, secrets: str) -> None:
    name, _, secret = secrets.partition(" ")
    keyring = FakeKeyring(kept={name: secret})
    parts = Parts(FakeClock(), SystemEntropy(), DataFolder(root), FAST_KDF, lambda _: keyring)
    deps = registry.open_registry(parts, None, PASSPHRASE).deps
    told: dict[str, Any] = json.loads(changes.read_bytes())
    server = FakeServer(told["organisation_id"], FakeClock(), largest=5)
    server.changes, server.devices, server.seq = told["changes"], told["devices"], told["seq"]

    def tell(done: int, _: int) -> None:
        os.write(1, f"{done}\n".encode())

    registry.fetch(deps, server, tell)
    os.write(1, b"whole\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), sys.stdin.readline().strip())
