"""Pressing Send over a line that fails in every way ends with each profile there once, and each erased one gone."""

from pathlib import Path

import pytest

from progrez_desktop.core.online.guard import Limits
from tests.chaos.storm import People, final_faults
from tests.chaos.wire import PASS, Fate, bad_line
from tests.organisation_house import Device
from tests.sending_house import Kiosk
from tests.servers import OrganisationThere

SHORT = Limits(silence_s=0.5, whole_s=1.5)
"""The product waits ten seconds and thirty; here a delay that is longer than its limits takes less."""
FATES = (
    *(Fate("cut", bytes=1), Fate("cut", bytes=300), Fate("cut", bytes=2_000), Fate("cut", bytes=20_000)),
    *(Fate("drop"), Fate("truncate", bytes=0), Fate("truncate", bytes=12), Fate("truncate", bytes=40)),
    *(Fate("truncate", bytes=400), Fate("truncate", bytes=2_000), Fate("delay", seconds=1.0), Fate("duplicate")),
    *(Fate("trickle", bytes=300), Fate("reorder", seconds=0.3)),
)


@pytest.mark.parametrize("fate", FATES, ids=lambda fate: f"{fate.name}-{fate.bytes}")
def test_a_line_that_fails_neither_loses_nor_doubles(
    fate: Fate, there: OrganisationThere, device: Device, tmp_path: Path
) -> None:
    """The first batch meets it twice; what comes after goes through."""
    first = 1000 * FATES.index(fate)
    people = People(range(first, first + 20))
    kiosk = Kiosk.enrolled(tmp_path / "kiosk", device)
    kiosk.queue(people.numbers)
    left = iter([fate, fate])

    def choose(_: int, head: bytes) -> Fate:
        return next(left, PASS) if head.startswith(b"POST") else PASS

    with bad_line(there.server.address, choose) as line:
        presses = 1
        while kiosk.press(line.address, SHORT).waiting and presses < 5:
            presses += 1
        withdrawn = [number for number in people.numbers if people.is_erased(number)]
        kiosk.queue(filter(people.is_twice_and_stays, people.numbers), 2)
        kiosk.withdraw(withdrawn)
        while kiosk.press(line.address, SHORT).waiting and presses < 9:
            presses += 1
    assert set(kiosk.states()) == {"done"}, (kiosk.states(), line.met)
    kiosk.close()
    assert [one for one in final_faults(there, people) if "nobody's" not in one] == []
