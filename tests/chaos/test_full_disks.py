"""A disk that is full, of the server or of a kiosk, is told as such; with room again all goes on, once."""

import os
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.asking import statuses
from tests.chaos.storm import People, final_faults
from tests.organisation_house import Device
from tests.sending_house import Kiosk
from tests.servers import OrganisationThere, running_server


@contextmanager
def small_disk(path: Path, size: str) -> Iterator[Callable[[str], None]]:
    """Mount a disk of a size, and give what makes it another."""
    path.mkdir(parents=True, exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size}", "none", str(path)]
    if os.name == "nt" or subprocess.run(mount, capture_output=True, check=False).returncode != 0:
        pytest.skip("NOT RUN: only a user who may mount can make a disk small enough to fill")

    def resized(to: str) -> None:
        subprocess.run(["mount", "-o", f"remount,size={to}", str(path)], check=True)

    try:
        yield resized
    finally:
        subprocess.run(["umount", "--lazy", str(path)], check=True)


def test_a_server_whose_disk_is_full_says_so_and_goes_on_when_there_is_room(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    with small_disk(disk, "1200k") as resized, running_server(disk / "server") as there:
        kiosk = there.device("kiosk")
        people, refused = People(()), []
        for first in range(0, 800, 40):
            items = [kiosk.device.put(number) for number in range(first, first + 40)]
            batch = kiosk.device.batch(*items)
            answer = kiosk.ask("POST", "/v1/batches", batch, Idempotency_Key=batch["batch_id"])
            people.numbers = [*people.numbers, *range(first, first + 40)]
            if answer.status != 200:
                refused.append((answer.status, batch))
                assert answer.headers["content-type"] == "application/problem+json"
            if len(refused) == 3:
                break
        assert [status for status, _ in refused] == [503] * 3, [status for status, _ in refused]
        resized("8m")
        for _, batch in refused:
            answer = kiosk.ask("POST", "/v1/batches", batch, Idempotency_Key=batch["batch_id"])
            assert statuses(answer) == [201] * 40
        kept = [one for one in final_faults(there, people) if "erasure" not in one and "is back" not in one]
        assert [one for one in kept if "version 1" not in one] == []


def test_a_kiosk_whose_disk_is_full_says_so_and_sends_once(
    there: OrganisationThere, device: Device, tmp_path: Path
) -> None:
    disk, people = tmp_path / "disk", People([number for number in range(90_000, 90_060) if number % 5 != 3])
    people.numbers = [number for number in people.numbers if not people.is_twice(number)]
    with small_disk(disk, "16m") as resized:
        kiosk = Kiosk.enrolled(disk / "kiosk", device)
        kiosk.queue(people.numbers)
        used = sum(file.stat().st_size for file in disk.rglob("*") if file.is_file())
        codes = []
        for room in (0, 4, 8, 16, 64):  # kB
            resized(f"{(used >> 10) + 8 + room}k")
            sent = kiosk.press(there.server.address)
            codes.append(sent.fault.code if sent.fault else None)
        resized("32m")
        assert kiosk.press(there.server.address).waiting == 0
        assert "disk_full" in codes, codes
        assert set(codes) <= {"disk_full", None}
        assert kiosk.states() == {"done": len(people.numbers)}
        kiosk.close()
    assert [one for one in final_faults(there, people) if "nobody's" not in one] == []
