"""Asks at a terminal who of staff types, for their passphrase or PIN, and for their second factor."""

import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import typer

from progrez_desktop.cli.unlocking import asked_secret, security_key
from progrez_desktop.core.words import Words

if TYPE_CHECKING:
    from progrez_desktop.cli.storage import Storage
    from progrez_desktop.core.keys.second_factor import Factor, SecurityKey
    from progrez_desktop.core.model.staff import Member
    from progrez_desktop.core.services.deps import Deps
    from progrez_desktop.core.services.staff import StaffSession


@dataclass
class StaffDoor:
    """Lets one of staff in, and keeps what they typed for what asks for it once more."""

    storage: "Storage"
    deps: "Deps"
    staff_fd: int | None
    typed: str = field(default="", repr=False)

    @property
    def words(self) -> Words:
        return self.storage.session.words

    def opened(self) -> "StaffSession":
        """Let them in.

        Raises:
            UsageFault, LockedFault: As `services.staff.opened`; "staff_passphrase_asked" without a terminal.
        """
        from progrez_desktop.core.keys.second_factor import Factor
        from progrez_desktop.core.services import staff

        member = self.member()
        self.typed = self.secret(member)
        factor = Factor(self.code() if member.has_code else "", self.key(member))
        return staff.opened(self.deps, self.typed, factor, member.id)

    def member(self) -> "Member":
        """Return who types: by --as, or the only one, or whom the terminal is told."""
        from progrez_desktop.core.services import staff, staff_roster

        name = self.storage.who
        if name is None and len(staff.members(self.deps)) > 1 and sys.stdin.isatty():
            name = typer.prompt(self.words("cli.desk.who"), err=True)
        return staff.found(self.deps) if name is None else staff_roster.find(self.deps, name)

    def secret(self, member: "Member") -> str:
        question = "cli.desk.pin" if member.role == "invigilator" else "cli.duty.passphrase"
        return asked_secret(self.words(question), self.staff_fd, "staff_passphrase_asked")

    def code(self) -> str:
        return asked_secret(self.words("cli.registry.code"), self.storage.code_fd, "factor_code_needed")

    def key(self, member: "Member") -> "SecurityKey | None":
        return security_key(self.words) if member.security_keys else None

    def change(self, new: str) -> None:
        """Give whoever came in another passphrase or PIN."""
        from progrez_desktop.core.services import staff

        staff.change(self.deps, self.typed, new, self._present())

    def _present(self) -> "Factor":
        from progrez_desktop.core.keys.second_factor import Factor

        return Factor(key=self.key(self.member()))
