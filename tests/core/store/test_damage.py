"""Damage and older copies are found, or cost nothing; no answer is ever lost without a word.

What chance may do to a safe, in hundreds, is in tests/chaos/kiosk/damage.py.
"""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.model.attempt import Response, TextValue
from progrez_desktop.core.store.device_store import DeviceStore
from tests.core.store.builders import ATTEMPT, Device, Person, answer

PAGE = 4096


Begun = tuple[Device, Person, dict[str, Response]]


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Begun:
    """Somebody with sixty answers, some long, in a closed safe. Made once; each test spoils a copy."""
    device = Device.installed(tmp_path_factory.mktemp("begun") / "data")
    sanne = device.person("Sanne")
    safe = device.opened(sanne)
    safe.create_attempt(ATTEMPT)
    for number in range(60):
        answer(safe, f"item{number}", TextValue("word " * 100) if number % 10 == 0 else number % 5 + 1)
    answers = safe.responses(ATTEMPT.id)
    safe.close()
    return device, sanne, answers


@pytest.fixture
def device(begun: Begun, tmp_path: Path) -> Device:
    return begun[0].copied(tmp_path / "data")


@pytest.fixture
def sanne(begun: Begun) -> Person:
    return begun[1]


@pytest.fixture
def answers(begun: Begun) -> dict[str, Response]:
    return begun[2]


def outcome(device: Device, person: Person) -> str | dict[str, Response]:
    """Return the code that opening ends with, or the answers that it gives."""
    try:
        safe = device.opened(person)
    except DataFault as fault:
        return fault.code
    found = safe.responses(ATTEMPT.id)
    safe.close()
    return found


def outcomes(
    device: Device, person: Person, times: int, change: Callable[[random.Random, bytearray], bytes | bytearray]
) -> list[str | dict[str, Response]]:
    """Open the safe after each of so many seeded changes of its file, which is put right again in between."""
    path, chance = device.safe_path(person), random.Random(20261123)
    whole, ends = path.read_bytes(), []
    for _ in range(times):
        path.write_bytes(change(chance, bytearray(whole)))
        ends.append(outcome(device, person))
    path.write_bytes(whole)
    return ends


def test_flipped_bits_in_the_first_bytes_cost_nothing(
    device: Device, sanne: Person, answers: dict[str, Response]
) -> None:
    def flip(chance: random.Random, content: bytearray) -> bytearray:
        content[chance.randrange(16)] ^= 1 << chance.randrange(8)
        return content

    assert all(end == answers for end in outcomes(device, sanne, 10, flip))


def test_a_damaged_device_database_is_told_whatever_was_hit(device: Device, sanne: Person) -> None:
    """Its pages are many and mostly unread at start, so each is checked, and the length too."""
    path, chance = device.folder.device_file, random.Random(3)
    device.store.close()
    whole = path.read_bytes()
    changed = [whole[: PAGE * pages] for pages in range(1, len(whole) // PAGE)]
    changed += [whole + bytes(size) for size in (1, PAGE)]
    for _ in range(40):
        content = bytearray(whole)
        content[chance.randrange(16, len(whole))] ^= 1 << chance.randrange(8)
        changed.append(bytes(content))
    for damaged in changed:
        path.write_bytes(damaged)
        with pytest.raises(DataFault) as told:
            DeviceStore.open(device.folder, device.machine.device_keys())
        assert told.value.code == "device_damaged"
    path.write_bytes(whole)
    device.restarted()


def test_an_older_page_put_back_never_loses_an_answer_silently(
    device: Device, sanne: Person, answers: dict[str, Response]
) -> None:
    """A page HMAC can't see this: the old page was right once. Each page that differs is put back in turn."""
    path = device.safe_path(sanne)
    older = path.read_bytes()
    safe = device.opened(sanne)
    for number in range(60):
        answer(safe, f"item{number}", number % 5 + 2)
    newest = safe.responses(ATTEMPT.id)
    safe.close()
    newer = path.read_bytes()
    ends = []
    for at in range(0, len(older), PAGE):
        if older[at : at + PAGE] != newer[at : at + PAGE]:
            path.write_bytes(newer[:at] + older[at : at + PAGE] + newer[at + PAGE :])
            ends.append(outcome(device, sanne))
    assert len(ends) > 3
    assert all(end == newest or end in ("safe_damaged", "safe_rolled_back") for end in ends)
    assert "safe_damaged" in ends


def test_a_journal_of_an_earlier_time_never_loses_an_answer_silently(
    device: Device, sanne: Person, answers: dict[str, Response]
) -> None:
    """SQLite would play an old rollback journal back into the newer file."""
    path = device.safe_path(sanne)
    journal = path.with_name(path.name + "-journal")
    safe = device.opened(sanne)
    safe._database.rows("PRAGMA cache_size = 2")  # so that the transaction reaches the disk before it ends
    with pytest.raises(KeyboardInterrupt), safe._database.transaction():
        safe._database.write("UPDATE response_event SET language = 'xx'")
        earlier = journal.read_bytes()
        raise KeyboardInterrupt
    assert earlier
    answer(safe, "item1", 7)
    answer(safe, "item99", 7)
    newest = safe.responses(ATTEMPT.id)
    safe.close()
    journal.write_bytes(earlier)
    end = outcome(device, sanne)
    assert end == newest or end in ("safe_damaged", "safe_rolled_back")


def test_an_older_copy_of_the_whole_safe_is_refused_untouched(
    device: Device, sanne: Person, answers: dict[str, Response], tmp_path: Path
) -> None:
    path = device.safe_path(sanne)
    shutil.copy(path, tmp_path / "older")
    safe = device.opened(sanne)
    answer(safe, "item1", 7)
    safe.keep_chain_head()
    safe.close()
    shutil.copy(path, tmp_path / "newer")
    shutil.copy(tmp_path / "older", path)
    device.restarted()
    assert outcome(device, sanne) == "safe_rolled_back"
    assert path.read_bytes() == (tmp_path / "older").read_bytes()
    shutil.copy(tmp_path / "newer", path)
    found = outcome(device, sanne)
    assert isinstance(found, dict)
    assert found["item1"].revision == 2


def test_an_older_device_database_put_back_shuts_nobody_out(
    device: Device, sanne: Person, answers: dict[str, Response], tmp_path: Path
) -> None:
    device.store.close()
    shutil.copy(device.folder.device_file, tmp_path / "older")
    device.restarted()
    safe = device.opened(sanne)
    answer(safe, "item1", 7)
    newest = safe.responses(ATTEMPT.id)
    safe.close()
    device.store.close()
    shutil.copy(tmp_path / "older", device.folder.device_file)
    device.restarted()
    assert outcome(device, sanne) == newest


@pytest.mark.parametrize(
    "edit",
    [
        "UPDATE response_event SET language = 'nl' WHERE seq = 5",
        "UPDATE response_event SET item_id = 'other' WHERE seq = 5",
        "UPDATE response_event SET at_ms = at_ms + 1 WHERE seq = 5",
        "UPDATE response_event SET active_ms = active_ms + 1 WHERE seq = 5",
        "UPDATE response_event SET revision = 9 WHERE seq = 5",
        "UPDATE response_event SET value = '{\"category\":1}' WHERE seq = 5",
        "UPDATE response_event SET value = NULL WHERE seq = 5",
        "UPDATE response_event SET value = NULL WHERE seq = 11",
        "UPDATE response_event SET head = zeroblob(32) WHERE seq = 60",
        "DELETE FROM response_event WHERE seq = 5",
        "DELETE FROM response_event WHERE seq = 1",
        "DELETE FROM chain_meta",
        "UPDATE chain_meta SET seq = 59",
        "UPDATE owner SET account_id = 'other'",
    ],
)
def test_a_change_from_outside_the_chain_is_found(
    device: Device, sanne: Person, answers: dict[str, Response], edit: str
) -> None:
    safe = device.opened(sanne)
    assert safe._database.write(edit) == 1
    safe.close()
    assert outcome(device, sanne) == "safe_damaged"


def test_a_last_answer_taken_out_is_found(device: Device, sanne: Person, answers: dict[str, Response]) -> None:
    safe = device.opened(sanne)
    safe._database.write("DELETE FROM response_event WHERE seq = 60")
    safe.close()
    assert outcome(device, sanne) == "safe_rolled_back"


def test_a_missing_safe_and_one_of_somebody_else_are_told(device: Device, sanne: Person) -> None:
    ben = device.person("Ben")
    shutil.copy(device.safe_path(ben), device.safe_path(sanne))
    assert outcome(device, sanne) == "safe_damaged"
    device.safe_path(sanne).unlink()
    assert outcome(device, sanne) == "safe_missing"
