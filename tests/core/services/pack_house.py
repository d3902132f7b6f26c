"""An organisation that makes packs, and a computer that knows it, on which people sit with them."""

import json
import shutil
from functools import cache
from pathlib import Path
from typing import Any

from progrez_desktop.core.keys.organisation_papers import read_card
from progrez_desktop.core.model.organisation import Card
from progrez_desktop.core.model.setting import AuditEvent
from progrez_desktop.core.packs.shipped import shipped
from progrez_desktop.core.services import packs
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.services.pack_making import make, sign_pack
from progrez_desktop.core.store.organisations import Device
from progrez_desktop.core.store.pack_store import Installed
from tests.fakes import MONDAY_MS

REPO = Path(__file__).resolve().parents[3]
EXAMPLE = REPO / "docs" / "examples" / "pack"
SIGNING, OTHER = b"\1" * 32, b"\7" * 32
ORGANISATION = "a" * 32
CODE = "GARDEN-27"


def folder(tmp_path: Path, **changes: Any) -> Path:
    """Return the example's folder with another procedure.json: `changes`, of which None takes a field out."""
    made = tmp_path / f"folder-{len(list(tmp_path.iterdir()))}"
    shutil.copytree(EXAMPLE, made)
    change(made, "procedure.json", **changes)
    return made


def change(made: Path, name: str, **changes: Any) -> None:
    said = json.loads((made / name).read_text(encoding="utf-8")) | changes
    (made / name).write_text(json.dumps({key: value for key, value in said.items() if value is not None}))


@cache
def unsigned(made: Path = EXAMPLE) -> bytes:
    """Return the pack of a folder that stays as it is."""
    return make(made, shipped())


@cache
def pack_of(made: Path = EXAMPLE, private: bytes = SIGNING, organisation_id: str = ORGANISATION) -> bytes:
    return sign_pack(unsigned(made), private, organisation_id, MONDAY_MS)


def card_document() -> Any:
    return json.loads((EXAMPLE / "card.json").read_text(encoding="utf-8"))


def trust(deps: Deps, document: Any = None, card: Card | None = None) -> None:
    """Have the computer know the organisation, as after its invitation was compared and taken."""
    document = document or card_document()
    device = Device("b" * 32, b"\2" * 32, "kiosk", "Kiosk 1")
    event = AuditEvent(deps.clock.now_ms(), "operator", "organisation_trusted", ORGANISATION, {})
    deps.device.organisations.trust(card or read_card(document), document, device, event)


def runs(deps: Deps, pack: bytes) -> Installed:
    """Have a pack installed and chosen; it runs from the next start on."""
    found = packs.install(deps, pack)
    packs.use(deps, found.sha256)
    return found
