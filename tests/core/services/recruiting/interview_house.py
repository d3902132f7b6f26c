"""A candidate who is interviewed: released, of a procedure with a locked role, and a reader who sits here."""

from dataclasses import dataclass

from progrez_desktop.core.model.role import RoleProfile
from progrez_desktop.core.services.recruiting.reader import name_reader
from tests.core.services.recruiting.desk_house import content, release, score
from tests.core.services.recruiting.role_house import locked_role, want
from tests.core.services.registry_house import FakeDevice, House, Sealed

PROBE, OTHER = "empathy/bad_news", "initiative/unasked"
LONG = "ن" * 4000


@dataclass(frozen=True)
class Interviewed:
    house: House
    device: FakeDevice
    sealed: Sealed
    role: RoleProfile

    @property
    def id(self) -> str:
        return self.sealed.release_id


def interviewed(house: House, *, reader: str = "Noor") -> Interviewed:
    device = house.device()
    role = locked_role(house.deps, {"empathy": want(4, 6), "initiative": want(3, 5, 8), "integrity": want(2, 5)})
    name_reader(house.deps, reader)
    people = [content([score("empathy", 6.4), score("initiative", 9.0), score("integrity", 5.0)])]
    (one,) = release(house, people, device=device)
    return Interviewed(house, device, one, role)
