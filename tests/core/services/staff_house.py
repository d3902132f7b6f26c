"""A kiosk with members of staff on it, their apps with codes and their security keys."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pyotp
from fido2.ctap import CtapDevice

from progrez_desktop.core.keys.second_factor import Factor, FidoKey, NewCode
from progrez_desktop.core.model.staff import Member, Role
from progrez_desktop.core.services import opening, staff, staff_factors, staff_roster
from progrez_desktop.core.services.deps import Deps
from progrez_desktop.core.services.opening import Parts
from progrez_desktop.core.services.staff import StaffSession
from progrez_desktop.core.store.folder import DataFolder
from tests.fakes import FAST_KDF, FakeClock, FakeEntropy, FakeKeyring
from tests.security_key import SoftwareKey

PASSPHRASE, PIN = "three kettles and a drum", "480512"


def plugged(key: SoftwareKey | None) -> FidoKey:
    def find() -> CtapDevice | None:
        return key

    return FidoKey(find)


class Office:
    """A computer that is switched on and off; `on` opens its storage."""

    def __init__(self, root: Path) -> None:
        self.root, self.clock, self.keyring, self.entropy = root, FakeClock(), FakeKeyring(), FakeEntropy(5)
        self.recovery_code = ""

    @contextmanager
    def on(self) -> Iterator[Deps]:
        opened = opening.open_storage(
            Parts(self.clock, self.entropy, DataFolder(self.root), FAST_KDF, lambda _: self.keyring)
        )
        self.recovery_code = opened.machine_recovery_code or self.recovery_code
        try:
            yield opened.deps
        finally:
            opened.close()

    def code(self, new: NewCode) -> str:
        return str(pyotp.parse_uri(new.uri).at(self.clock.now_ms() // 1000))  # type: ignore[attr-defined,union-attr]

    def with_code(self, deps: Deps, typed: str) -> NewCode:
        """Have whoever is signed in add the codes of an app, half a minute ago."""
        new = staff_factors.new_code(deps, "Mieke")
        staff_factors.confirm_code(deps, typed, new, self.code(new))
        self.clock.advance(60_000)
        return new


def member_of(deps: Deps, session: StaffSession, name: str, role: Role, typed: str = "") -> Member:
    return staff_roster.add(deps, session, name, role, typed or (PIN if role == "invigilator" else PASSPHRASE))


def refusal(job: Callable[[], object]) -> str:
    """Return the code of the fault that something is refused with."""
    from progrez_desktop.core.errors import Fault

    try:
        job()
    except Fault as fault:
        return fault.code
    return ""


def come_in(deps: Deps, member: Member, typed: str, code: str = "", key: SoftwareKey | None = None) -> StaffSession:
    return staff.opened(deps, typed, Factor(code, plugged(key) if key else None), member.id)
