"""What somebody typed on a page of the registry and did not keep: in memory alone, and sealed.

It opens with the key that profiles open with, which lies in the registry: so with its passphrase.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Final, NamedTuple

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.keys.inbox import open_sealed, seal_to
from progrez_desktop.core.services.recruiting import letters, roles, teams
from progrez_desktop.core.services.registry_deps import RegistryDeps

_KIND: Final = "unkept_text"


class Where(NamedTuple):
    """The page that something is typed on."""

    place: str
    """What is written: "decision", "letter", "weighing", "view", "agreement" or "team"."""
    id: str
    """Of the release, of the decision that the letter is on, of the role that a view or an agreement is on, or of the
    kept team; "" of a new one."""


@dataclass(frozen=True)
class Unkept:
    where: Where
    fields: Mapping[str, str] = field(repr=False)


def sealed(deps: RegistryDeps, unkept: Unkept) -> bytes:
    """Return what was typed as it is held."""
    return seal_to(deps.store.seal_keys()[0].public_key, json.dumps(asdict(unkept)).encode(), _KIND)


def opened(deps: RegistryDeps, held: bytes) -> Unkept | None:
    """Return what was typed; None where no key that is here opens it.

    Raises:
        UsageFault: "registry_no_such_release", "no_such_decision", "letter_says_scores", "no_such_role",
            "role_views_closed", "role_not_compared", "role_locked", "team_no_such": nobody can go on with it any more.
    """
    for key in deps.store.seal_keys():
        plain = open_sealed(key.private_key, held, _KIND)
        if plain is not None:
            told = json.loads(plain)
            typed = Unkept(Where(*told["where"]), told["fields"])
            _check(deps, typed)
            return typed
    return None


def _check(deps: RegistryDeps, typed: Unkept) -> None:
    place, of = typed.where
    if place in ("decision", "weighing"):
        if deps.store.profiles.row(of, deps.mark_ms()) is None:
            raise UsageFault("registry_no_such_release")
    elif place == "letter":
        letters.check_says_no_more(deps, of, typed.fields["text"])
    elif place == "view":
        roles.asked_about(deps, of)
    elif place == "agreement":
        roles.compared(deps, of)
    elif of:
        teams.saved(deps, of)
