"""Presses Send on a kiosk in a process of its own, for a test to kill: `root`, `address`, and the device as JSON."""

import json
import sys
from pathlib import Path

from progrez_desktop.core.online.guard import Limits
from tests.organisation_house import Device, Organisation
from tests.sending_house import Kiosk


def main(root: str, address: str, told: str) -> None:
    given = json.loads(told)
    organisation = Organisation(given["organisation_id"], server=given["server"], receipt_key=given["receipt_key"])
    device = Device(organisation, "kiosk", given["name"], given["id"], bytes.fromhex(given["key"]))
    kiosk = Kiosk.opened(Path(root), device)
    sent = kiosk.press(address, Limits(silence_s=given["patience_s"], whole_s=2 * given["patience_s"]))
    kiosk.close()
    print(json.dumps({"ended": sent.ended, "fault": sent.fault.code if sent.fault else None, "waiting": sent.waiting}))


def told(device: Device, patience_s: float = 3.0) -> str:
    """Return what a child is told of its device."""
    organisation = device.organisation
    return json.dumps(
        {
            "organisation_id": organisation.id,
            "server": organisation.server,
            "receipt_key": organisation.receipt_key,
            "name": device.name,
            "id": device.id,
            "key": device.signing_key.hex(),
            "patience_s": patience_s,
        }
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
