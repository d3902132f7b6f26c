"""What else goes wrong around a kiosk: clocks, time zones, names of folders, file handles, a home that is not there.

A drive that is pulled out and a second kiosk are in tests/journeys/test_kiosk.py, monitors in plugs.py; a stick that
fails while it is written is here.
"""

import errno
import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest

from progrez_desktop.core.documents.writing import save_whole
from progrez_desktop.core.errors import EnvironmentFault
from progrez_desktop.core.model.attempt import StatementValue
from progrez_desktop.core.words import LANGUAGES, Words
from progrez_desktop.ui.demonstration import press, wait_until
from progrez_desktop.ui.errors import sentence_of
from progrez_desktop.ui.idle import IdleTimes
from progrez_desktop.ui.pages.message import MessagePage
from progrez_desktop.ui.pages.statement import StatementPage
from progrez_desktop.ui.startup import Desk
from tests.chaos.kiosk.nursery import REPO
from tests.fakes import MONDAY_MS, FakeClock
from tests.journeys.driving import begin_at, contents, desk_over, go_on, kept_by, on_screen, parts_of, storage

YEAR_MS = 365 * 86_400_000


def answer(desk: Desk, category: int) -> None:
    page, sitting = on_screen(desk, StatementPage), desk.journey.sitting
    assert sitting is not None
    position = sitting.position
    QTest.keyClicks(page, str(category))
    wait_until(lambda: sitting.position == position + 1, "the next item")


@pytest.mark.parametrize("years", [-30, -1, 1, 30, 74], ids="{} years".format)
def test_a_clock_that_is_moved_by_years_in_a_sitting_costs_no_answer_and_destroys_nothing(
    tmp_path: Path, years: int
) -> None:
    clock = FakeClock()
    parts = parts_of(tmp_path / "data", clock)
    begin_at(parts, 0)
    with desk_over(parts, idle=IdleTimes(tick_ms=60_000)) as desk:
        go_on(desk)
        items = [item.id for item in desk.journey.deps.assessment.items[:4]]
        answer(desk, 1)
        clock.wall_ms += years * YEAR_MS
        answer(desk, 2)
        clock.steady_ms += 7_000
        answer(desk, 3)
        clock.wall_ms -= 2 * years * YEAR_MS
        answer(desk, 4)
        press(on_screen(desk, StatementPage).pause_button)
        press(on_screen(desk, MessagePage).buttons["leave"])
        wait_until(lambda: desk.journey.session is None, "nobody to be signed in")
    with storage(parts) as opened:
        assert len(opened.deps.device.accounts()) == 1
    clock.wall_ms = MONDAY_MS + 60_000  # somebody sets it right: until then a term may seem to be over, and hides
    assert kept_by(parts) == {item: StatementValue(number) for number, item in enumerate(items, 1)}


@pytest.mark.parametrize("days", [2, 20_000])
def test_a_clock_that_jumps_ahead_locks_the_safe_and_the_sitting_goes_on_where_it_was(
    tmp_path: Path, days: int
) -> None:
    """To whom it is open, a computer that slept and one whose clock was set look the same."""
    clock = FakeClock()
    parts = parts_of(tmp_path / "data", clock)
    begin_at(parts, 0)
    with desk_over(parts, idle=IdleTimes(tick_ms=5)) as desk:
        go_on(desk)
        answer(desk, 2)
        clock.wall_ms += days * 86_400_000
        wait_until(lambda: desk.journey.session is None, "the safe to be locked")
        clock.wall_ms -= days * 86_400_000
    assert set(kept_by(parts).values()) == {StatementValue(2)}


@pytest.fixture
def zone(monkeypatch: pytest.MonkeyPatch) -> Iterator[pytest.MonkeyPatch]:
    yield monkeypatch
    monkeypatch.undo()
    time.tzset()


def test_a_time_zone_that_changes_and_a_night_of_the_clocks_cost_nothing(
    tmp_path: Path, zone: pytest.MonkeyPatch
) -> None:
    clock = FakeClock(wall_ms=1_792_890_000_000)  # 25 October 2026, 01:00 UTC: Amsterdam has this hour twice
    parts = parts_of(tmp_path / "data", clock)
    begin_at(parts, 0)
    with desk_over(parts, idle=IdleTimes(tick_ms=60_000)) as desk:
        go_on(desk)
        for category, name in enumerate(("Europe/Amsterdam", "Pacific/Kiritimati", "Pacific/Niue", "Nowhere/None"), 1):
            zone.setenv("TZ", name)
            time.tzset()
            clock.advance(30_000)
            answer(desk, category)
    with storage(parts) as opened:
        assert opened.deps.latest_ms() < clock.now_ms() + 1000
    assert [value.category for value in kept_by(parts).values() if isinstance(value, StatementValue)] == [1, 2, 3, 4]


LONG = "Kandidaatgegevens van de wachtruimte, tweede verdieping – żółć 漢字 \N{GRINNING FACE} "


def test_a_folder_of_250_signs_that_are_no_ascii_is_as_good_as_any(tmp_path: Path) -> None:
    root = tmp_path
    while len(str(root)) < 250:
        root = root / LONG.strip()[: max(8, 250 - len(str(root)))]
    parts = parts_of(root / "gegevens")
    begin_at(parts, 0)
    with desk_over(parts) as desk:
        go_on(desk)
        answer(desk, 3)
    assert set(kept_by(parts).values()) == {StatementValue(3)}


FEW_HANDLES = """
import json, os, resource, sys
from pathlib import Path
from progrez_desktop.core.errors import Fault
from progrez_desktop.core.services import accounts, sittings
from progrez_desktop.core.services.sittings import Answering
from progrez_desktop.core.model.attempt import StatementValue
from tests.journeys.driving import ANNA, PASSWORD, parts_of, storage
parts, ends, kept = parts_of(Path(sys.argv[1])), [], {}
with storage(parts) as opened:
    session = accounts.sign_in(opened.deps, ANNA.email, PASSWORD)
    attempt = sittings.standing(opened.deps, session).attempt
    most = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    items = opened.deps.assessment.items
    sittings.keep(opened.deps, session, attempt.id, Answering(items[0].id, StatementValue(1), "en", 1, 0))
    for room in (0, 1, 2, 3, 8):
        highest = max(int(name) for name in os.listdir("/proc/self/fd"))
        resource.setrlimit(resource.RLIMIT_NOFILE, (max(3, highest + room), most))
        item = items[1 + room]
        try:
            sittings.keep(opened.deps, session, attempt.id, Answering(item.id, StatementValue(2), "en", 1, 0))
            kept[item.id] = 2
            ends.append("kept")
            session.safe.keep_chain_head()
        except Fault as fault:
            ends.append(fault.code)
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
    found = session.safe.responses(attempt.id)
    accounts.sign_out(session)
print(json.dumps({"ends": ends, "lost": [item for item in kept if item not in found]}))
"""


def test_too_few_file_handles_end_in_a_fault_with_a_sentence_and_cost_no_answer(tmp_path: Path) -> None:
    begin_at(parts_of(tmp_path / "data"), 0)
    command = [sys.executable, "-c", FEW_HANDLES, str(tmp_path / "data")]
    done = subprocess.run(command, cwd=REPO, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert told["lost"] == []
    assert told["ends"][-1] == "kept"
    assert set(told["ends"]) == {"kept", "too_many_files"}, told["ends"]


def test_without_a_home_a_command_does_what_it_is_for_or_says_so(tmp_path: Path) -> None:
    """A system user of a kiosk may have none, or one that is not there."""
    bare = {name: value for name, value in os.environ.items() if not name.startswith(("HOME", "XDG_"))}
    for home in ({}, {"HOME": str(tmp_path / "gone")}, {"HOME": "/proc/none"}):
        command = [sys.executable, "-m", "progrez_desktop", "doctor"]
        done = subprocess.run(command, cwd=REPO, env=bare | home, capture_output=True, text=True, check=False)
        assert "Traceback" not in done.stderr, done.stderr
        assert done.returncode in (0, 4), (home, done.returncode, done.stdout, done.stderr)


_GONE = (errno.ENOENT, errno.ENXIO, errno.ENODEV)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", [errno.EIO, errno.ENODEV, errno.ENXIO, errno.ENOENT, errno.EROFS])
def test_a_stick_that_is_gone_while_it_is_written_leaves_the_old_file_and_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, language: str
) -> None:
    old = tmp_path / "cv.pdf"
    old.write_bytes(b"what was there")

    def gone(_file: int) -> None:
        raise OSError(code, os.strerror(code))

    monkeypatch.setattr(os, "fsync", gone)
    with pytest.raises(EnvironmentFault) as told:
        save_whole(old, b"new" * 10_000)
    assert contents(tmp_path) == {"cv.pdf": b"what was there"}
    said = sentence_of(told.value, Words(language))
    # Whether the drive is gone, the code tells; else which place it was, the sentence does.
    assert told.value.code == "save_place_gone" if code in _GONE else str(tmp_path) in said
    assert said == Words(language).of_fault(told.value)
