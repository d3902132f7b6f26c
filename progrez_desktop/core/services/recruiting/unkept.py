"""What somebody typed of a person and did not keep, while the registry is locked: in memory alone, and sealed.

It opens with the key that profiles open with, which lies in the registry: so with its passphrase.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Final

from progrez_desktop.core.keys.inbox import open_sealed, seal_to
from progrez_desktop.core.services.registry_deps import RegistryDeps

_KIND: Final = "unkept_text"


@dataclass(frozen=True)
class Unkept:
    place: str
    """What is written: "decision" or "letter"."""
    id: str
    """Of the release, or of the decision that the letter is on."""
    fields: Mapping[str, str] = field(repr=False)


def sealed(deps: RegistryDeps, unkept: Unkept) -> bytes:
    """Return what was typed as it is held while the registry is locked."""
    return seal_to(deps.store.seal_keys()[0].public_key, json.dumps(asdict(unkept)).encode(), _KIND)


def opened(deps: RegistryDeps, held: bytes) -> Unkept | None:
    """Return what was typed; None where no key that is here opens it."""
    for key in deps.store.seal_keys():
        plain = open_sealed(key.private_key, held, _KIND)
        if plain is not None:
            return Unkept(**json.loads(plain))
    return None
