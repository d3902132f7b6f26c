"""The organisation's keys of a registry: a copy that the printed code opens, and one for another workstation."""

from collections.abc import Mapping
from typing import Any

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.files import write_private
from progrez_desktop.core.keys import organisation_keys
from progrez_desktop.core.keys import organisation_papers as papers
from progrez_desktop.core.keys.organisation_keys import Keyring
from progrez_desktop.core.model.organisation import Card
from progrez_desktop.core.organisation import joined, standing
from progrez_desktop.core.services.registry_deps import RegistryDeps
from progrez_desktop.core.store.folder import DataFolder


def keyring(deps: RegistryDeps) -> Keyring:
    identity = deps.store.identity()
    return Keyring(identity.card, identity.recovery_public, deps.store.seal_keys(), identity.organisation_key)


def write_copy(folder: DataFolder, keys: Keyring) -> None:
    """Write the copy that the printed code opens into the registry's folder, to be kept elsewhere as well."""
    write_private(folder.organisation_keys_file, organisation_keys.for_recovery(keys))


def export(deps: RegistryDeps, passphrase: str) -> bytes:
    """Return the keys for another workstation, under a passphrase that its staff are told by another way.

    Raises:
        UsageFault: "password_too_short".
    """
    data = organisation_keys.under_passphrase(keyring(deps), passphrase, deps.cost, deps.entropy)
    with deps.store.transaction():
        deps.note("keys_exported")
    return data


def take_in(deps: RegistryDeps, keys: Keyring) -> int:
    """Take keys that another workstation made since into this registry; return how many open something new.

    What came sealed to them and could not be opened is fetched once more.

    Raises:
        DataFault: "organisation_keys_other": they are of another organisation; "signature_wrong", "card_wrong".
    """
    identity, card = deps.store.identity(), papers.read_card(keys.card)
    own = papers.read_card(identity.card)
    if keys.signing_key != identity.organisation_key or standing(card, own) == "foreign":
        raise DataFault("organisation_keys_other")
    known = {one.key_id for one in deps.store.seal_keys()}
    new = [one for one in keys.seal_keys if one.key_id not in known]
    heard = deps.store.heard()
    with deps.store.transaction():
        for one in new:
            deps.store.add_seal_key(one)
        _join(deps, card, keys.card)
        if new and heard.store_id is not None:
            deps.store.hear(heard.store_id, 0, deps.clock.now_ms())
        deps.note("keys_taken_in", None, count=str(len(new)))
    write_copy(deps.folder, keyring(deps))
    return len(new)


def take_card(deps: RegistryDeps, document: Mapping[str, Any]) -> None:
    """Take the card that the server has: another workstation may have made it, beside one that was made here.

    Raises:
        DataFault: "organisation_key_changed": it is of other keys; "signature_wrong", "card_wrong".
    """
    card = papers.read_card(document)
    if standing(card, papers.read_card(deps.store.identity().card)) == "foreign":
        raise DataFault("organisation_key_changed")
    with deps.store.transaction():
        _join(deps, card, document)


def missing(deps: RegistryDeps) -> int:
    """Return how many keys the card names that another workstation has alone: what is sealed to them opens there."""
    known = {one.key_id for one in deps.store.seal_keys()}
    return sum(key.key_id not in known for key in papers.read_card(deps.store.identity().card).seal_keys)


def _join(deps: RegistryDeps, other: Card, document: Mapping[str, Any]) -> None:
    """Keep the card that has every key: this one, the other, or a next one. The caller holds the transaction."""
    identity, now = deps.store.identity(), deps.clock.now_ms()
    own = papers.read_card(identity.card)
    found = joined(own, other, now)
    if found == own:
        return
    deps.store.put_card(document if found == other else papers.sign_card(identity.organisation_key, found))
    deps.note("cards_joined", None, number=str(found.number))
