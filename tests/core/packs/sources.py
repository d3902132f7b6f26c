"""A source of bytes held in memory, to change or take away what ships without touching it."""

from dataclasses import dataclass

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.packs.assessment_pack import PARTS
from progrez_desktop.core.packs.manifest import MANIFEST
from progrez_desktop.core.packs.shipped import ASSESSMENT, BANK
from progrez_desktop.core.resources import resource_path

PACK_NAMES = tuple(f"{ASSESSMENT}/{name}" for name in (MANIFEST, *(f"{part}.json" for part in PARTS)))


@dataclass(frozen=True)
class Held:
    files: dict[str, bytes]

    def read(self, name: str) -> bytes:
        if name not in self.files:
            raise DataFault("resource_missing", name=name)
        return self.files[name]


def shipped_files() -> dict[str, bytes]:
    """The shipped assessment and bank, and nothing of the text model."""
    return {name: resource_path(*name.split("/")).read_bytes() for name in (*PACK_NAMES, BANK)}
