"""A program that counts person after person until it is killed: python -m tests.core.services.counting_child ROOT

The machine key comes on standard input. A line on standard output for each person: what was counted, or a dash.
"""

import os
import sys
from itertools import count
from pathlib import Path

from progrez_desktop.core.model.person import PersonDetails
from progrez_desktop.core.services import accounts, anonymous, consents, opening, sittings
from progrez_desktop.core.store.folder import DataFolder
from progrez_desktop.core.system import SystemEntropy
from tests.fakes import FAST_KDF, FakeClock, FakeKeyring, FakeNoise

PASSWORD = "a long enough one"


def main(root: Path, secrets: str) -> None:
    name, _, secret = secrets.partition(" ")
    keyring = FakeKeyring(kept={name: secret})
    parts = opening.Parts(
        FakeClock(),
        SystemEntropy(),
        DataFolder(root),
        FAST_KDF,
        lambda _: keyring,
        find_noise=lambda: FakeNoise(silent=True),
    )
    deps = opening.open_storage(parts).deps
    organisation = deps.assessment.organisation
    assert organisation is not None
    for number in count():
        details = PersonDetails("Sanne", "de Vries", f"{os.getpid()}.{number}@example.org")
        session = accounts.create(deps, details, PASSWORD).session
        consents.decide(deps, session, organisation, ("anonymous_statistics",), "en")
        attempt = sittings.begin(deps, session).attempt
        os.write(1, f"counting {details.email}\n".encode())
        anonymous.count_begun(deps, session, attempt, "en")
        os.write(1, f"counted {details.email}\n".encode())
        session.safe.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.stdin.readline().strip())
