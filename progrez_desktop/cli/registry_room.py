"""Opens a recruiter's registry for a command: the machine key, the passphrase of staff, and what stands beside it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from progrez_desktop.cli.session import Session
from progrez_desktop.cli.storage import PartsOf
from progrez_desktop.cli.unlocking import asked_secret, security_key, unlocked
from progrez_desktop.core.candidate_code import as_printed
from progrez_desktop.core.errors import LockedFault, UsageFault
from progrez_desktop.core.words import Words

if TYPE_CHECKING:
    from progrez_desktop.cli.storage import Storage
    from progrez_desktop.core.keys.second_factor import Factor, FidoKey
    from progrez_desktop.core.online.relay import Relay
    from progrez_desktop.core.services.opening import Parts, Unlock
    from progrez_desktop.core.services.registry import OpenedRegistry
    from progrez_desktop.core.services.registry_deps import RegistryDeps

_CODE_NEEDED = "factor_code_needed"


@dataclass(frozen=True)
class RegistryRoom:
    """What the commands of a registry are handed as the context's object."""

    session: Session
    parts_of: PartsOf
    passphrase_fd: int | None
    staff_fd: int | None
    code_fd: int | None

    @property
    def words(self) -> Words:
        return self.session.words

    @property
    def parts(self) -> "Parts":
        from progrez_desktop.core.services.registry import registry_folder

        return self.parts_of(registry_folder(self.session.data_dir))

    @contextmanager
    def opened(self) -> "Iterator[RegistryDeps]":
        with self.opened_by_staff() as (deps, _):
            yield deps

    @contextmanager
    def opened_by_staff(self) -> "Iterator[tuple[RegistryDeps, str]]":
        """Open the registry, and give the passphrase along for what needs it once more."""
        from progrez_desktop.core.services import registry

        if not self.parts.folder.registry_key_file.exists():
            raise UsageFault("registry_absent")
        passphrase = self.passphrase()

        def open_it(unlock: "Unlock | None") -> "OpenedRegistry":
            try:
                return registry.open_registry(self.parts, unlock, passphrase, self._factor())
            except LockedFault as fault:
                if fault.code != _CODE_NEEDED:
                    raise
            return registry.open_registry(self.parts, unlock, passphrase, self._factor(self.code()))

        with unlocked(open_it, self.words, self.passphrase_fd) as opened:
            yield opened.deps, passphrase

    @contextmanager
    def online(self) -> "Iterator[tuple[RegistryDeps, Relay]]":
        """Open the registry with what asks the organisation's server."""
        from progrez_desktop.core.services import registry_online

        with self.opened() as deps, registry_online.relay_of(deps) as relay:
            yield deps, relay

    @contextmanager
    def reached(self, deps: "RegistryDeps") -> "Iterator[Relay | None]":
        """Give what asks the server; None where the organisation has none."""
        from progrez_desktop.core.services import registry_online

        if registry_online.card_of(deps).server is None:
            yield None
        else:
            with registry_online.relay_of(deps) as relay:
                yield relay

    def passphrase(self) -> str:
        return asked_secret(self.words("cli.registry.passphrase"), self.staff_fd, "registry_passphrase_needed")

    def new_passphrase(self, fd: int | None) -> str:
        question, again = self.words("cli.registry.passphrase_new"), self.words("cli.registry.passphrase_again")
        return asked_secret(question, fd, "registry_passphrase_needed", again=again)

    def code(self) -> str:
        return asked_secret(self.words("cli.registry.code"), self.code_fd, _CODE_NEEDED)

    def security_key(self) -> "FidoKey":
        return security_key(self.words)

    def _factor(self, code: str = "") -> "Factor":
        from progrez_desktop.core.keys.second_factor import Factor

        return Factor(code, self.security_key())


def room_of(storage: "Storage", parts: PartsOf, staff_fd: int | None, code_fd: int | None) -> RegistryRoom:
    """Return the registry beside a computer's own data, for a command that is not one of the registry's."""
    return RegistryRoom(storage.session, parts, storage.passphrase_fd, staff_fd, code_fd)


def releases_of(deps: "RegistryDeps", code: str) -> list[str]:
    """Return the releases of a code, the newest first, or the one with this id.

    Raises:
        UsageFault: "registry_no_such_release".
    """
    typed, now = code.strip(), deps.mark_ms()
    found = deps.store.profiles.with_code(as_printed(typed), now)
    if not found and deps.store.profiles.row(typed.lower(), now) is not None:
        found = [typed.lower()]
    if not found:
        raise UsageFault("registry_no_such_release")
    return found
