"""Signs a pack with the organisation's key, on its workstation; what devices would refuse is not signed."""

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.keys.organisation_papers import read_card
from progrez_desktop.core.organisation import has_key
from progrez_desktop.core.packs.shipped import Shipped
from progrez_desktop.core.services import registry_keys
from progrez_desktop.core.services.pack_checking import look, problems
from progrez_desktop.core.services.pack_making import sign_pack
from progrez_desktop.core.services.registry_deps import RegistryDeps


def sign(deps: RegistryDeps, pack: bytes, shipped: Shipped) -> bytes:
    """Return the pack with the organisation's signature.

    Raises:
        DataFault: The first thing that is wrong with it; "pack_card_other": it is another organisation's;
            "pack_seal_key": it names a key that is none of this organisation's.
    """
    looked = look(pack)
    for problem in problems(looked, shipped):
        raise problem
    identity = deps.store.identity()
    if looked.organisation_id != identity.organisation_id:
        raise DataFault("pack_card_other")
    if looked.kind == "assessment":
        public_key = bytes.fromhex(looked.document["organisation"]["public_key"])
        if not has_key(read_card(identity.card), public_key):
            raise DataFault("pack_seal_key")
    private = registry_keys.keyring(deps).signing_key
    signed = sign_pack(pack, private, identity.organisation_id, deps.mark_ms())
    with deps.store.transaction():
        deps.note("pack_signed", looked.manifest.sha256, sha256=looked.manifest.sha256)
    return signed
