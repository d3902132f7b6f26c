"""Has the example pack of the documentation run on an installation, for starts to be measured with one in use."""

import sys
from dataclasses import replace
from pathlib import Path

from benchmarks.our_window import find_store
from progrez_desktop.app import system_parts
from progrez_desktop.core.json_document import read_json
from progrez_desktop.core.keys.organisation_papers import read_card
from progrez_desktop.core.model.setting import AuditEvent
from progrez_desktop.core.services import opening, packs
from progrez_desktop.core.services.pack_making import make, sign_pack
from progrez_desktop.core.store.organisations import Device

EXAMPLE = Path(__file__).resolve().parent.parent / "docs" / "examples" / "pack"
SIGNING = b"\1" * 32
"""Of the example's card; it signs for nobody."""


def main() -> None:
    root = Path(sys.argv[1])
    opened = opening.open_storage(replace(system_parts(root), find_store=lambda _prefer: find_store(root)))
    deps, document = opened.deps, read_json((EXAMPLE / "card.json").read_bytes())
    card = read_card(document)
    device = Device(deps.new_id(), deps.entropy.bytes(32), "kiosk", "Benchmark")
    event = AuditEvent(deps.clock.now_ms(), "operator", "organisation_trusted", card.organisation_id, {})
    deps.device.organisations.trust(card, document, device, event)
    pack = sign_pack(make(EXAMPLE, deps.shipped), SIGNING, card.organisation_id, deps.clock.now_ms())
    packs.use(deps, packs.install(deps, pack).sha256)
    opened.close()
    print("{}")


if __name__ == "__main__":
    main()
