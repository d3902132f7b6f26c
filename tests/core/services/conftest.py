"""A rating office with a kiosk on which somebody asked it for a rating, and a computer with an account and staff."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from progrez_desktop.core.keys.staff_key import StaffKey
from progrez_desktop.core.services import ratings, staff
from progrez_desktop.core.services.deps import Deps
from tests.core.services.duty_house import PASSPHRASE
from tests.core.services.rating_house import ORGANISATION, Bureau, Kiosk
from tests.core.services.recruiting.role_house import read_without_a_role
from tests.core.services.registry_house import House, new_house
from tests.core.services.term_house import LivedIn


@pytest.fixture
def bureau(tmp_path: Path) -> Iterator[Bureau]:
    bureau = Bureau(tmp_path / "office", ORGANISATION)
    yield bureau
    bureau.close()


@pytest.fixture
def kiosk(tmp_path: Path, bureau: Bureau) -> Kiosk:
    """Somebody who finished a sitting, permitted a human rating, and asked for it."""
    kiosk = Kiosk.at(tmp_path / "kiosk")
    kiosk.trust(bureau.deps)
    kiosk.grant("human_rating")
    ratings.request(kiosk.deps, kiosk.session, kiosk.attempt_id)
    return kiosk


@pytest.fixture
def computer(tmp_path: Path) -> LivedIn:
    """A computer that is switched on and off, on which Anna has an account."""
    return LivedIn.with_anna(tmp_path / "data")


@pytest.fixture
def deps(computer: LivedIn) -> Iterator[Deps]:
    """That computer, switched on."""
    with computer.on() as deps:
        yield deps


@pytest.fixture
def key(deps: Deps) -> StaffKey:
    """What opens the requests of staff there."""
    return staff.set_up(deps, PASSPHRASE).key


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    """A registry that was made, with the keys of its organisation."""
    house = new_house(tmp_path / "registry")
    yield house
    house.opened.close()


@pytest.fixture
def read_without_role(house: House) -> None:
    """In that registry, candidates are read without a role: it was locked before any of them is opened."""
    read_without_a_role(house.deps)


@pytest.fixture
def entry(repo: Path) -> bytes:
    """What a server hands to the first workstation."""
    return (repo / "resources/contracts/examples/server-entry.json").read_bytes()
