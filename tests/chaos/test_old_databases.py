"""Neither an old database of the server nor an old one of a kiosk brings back what was erased."""

import shutil
from pathlib import Path

import pytest

from tests.chaos.storm import People, final_faults
from tests.databases import Kind, template
from tests.organisation_house import Device, release_id
from tests.sending_house import Kiosk
from tests.servers import OrganisationThere, RunningServer, running_server


def backup(server: RunningServer) -> None:
    """Stop a server, and keep a copy of its database; the server goes on with the original."""
    server.kill()
    if server.database.startswith("sqlite"):
        shutil.copyfile(server.folder / "server.db", server.folder / "backup.db")
    else:
        (server.folder / "backup.url").write_text(template(server.database))
    server.start()


def put_back(server: RunningServer) -> None:
    server.kill()
    if server.database.startswith("sqlite"):
        shutil.copyfile(server.folder / "backup.db", server.folder / "server.db")
    else:
        server.database = (server.folder / "backup.url").read_text()
    server.start()


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_an_old_database_of_the_server_is_noticed_and_told_again(kind: Kind, tmp_path: Path) -> None:
    with running_server(tmp_path / "server", kind) as there:
        people = People([number for number in range(40) if number < 30 or number % 5 != 3])
        early, late, last = people.numbers[:30], people.numbers[30:35], people.numbers[35:]
        kiosk = Kiosk.enrolled(tmp_path / "kiosk", there.device("kiosk").device)
        kiosk.queue(early)
        assert kiosk.press(there.server.address).ended == "sent"
        backup(there.server)
        kiosk.queue(late)
        kiosk.withdraw(number for number in early if people.is_erased(number))
        kiosk.queue((number for number in (*early, *late) if people.is_twice_and_stays(number)), 2)
        assert kiosk.press(there.server.address).ended == "sent"
        put_back(there.server)
        kiosk.queue(last)
        kiosk.queue((number for number in last if people.is_twice_and_stays(number)), 2)
        sent = kiosk.press(there.server.address)
        assert sent.server_rolled_back
        again = kiosk.press(there.server.address)
        assert again.waiting == 0
        kiosk.close()
        assert [one for one in final_faults(there, people) if "sequence" not in one] == []


def test_an_old_database_of_a_kiosk_brings_nothing_back(
    there: OrganisationThere, device: Device, tmp_path: Path
) -> None:
    numbers = range(70_000, 70_020)
    kiosk = Kiosk.enrolled(tmp_path / "kiosk", device)
    kiosk.queue(numbers)
    before_it_left = kiosk.copied(tmp_path / "before it left")
    assert kiosk.press(there.server.address).stored == 20
    kiosk.withdraw(numbers[:10])
    before_they_were_told = kiosk.copied(tmp_path / "before they were told")
    assert kiosk.press(there.server.address).erased == 10
    kiosk.close()

    old = Kiosk.opened(before_it_left, device)
    sent = old.press(there.server.address)
    assert sent.count("erased_there") == 10
    assert sent.count("stored_before") == 10
    assert old.states() == {"stopped": 10, "done": 10}
    old.close()

    newer = Kiosk.opened(before_they_were_told, device)
    assert newer.press(there.server.address).count("erased_before") == 10
    newer.close()
    changes = {one["release_id"]: one["kind"] for one in there.workstation.changes()}
    kinds = [changes[release_id(number)] for number in numbers]
    assert kinds == ["erase"] * 10 + ["put"] * 10
