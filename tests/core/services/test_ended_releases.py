"""What ended stays ended also where an older device database was put back, and before its person signs in again."""

import shutil
from pathlib import Path

import pytest

from progrez_desktop.core.model.duty import Request
from progrez_desktop.core.services import consents, duties, ended_releases, releasing, sending, staff, withdrawing
from progrez_desktop.core.store.ended_list import Bound, EndedList
from tests.core.services.duty_house import PASSPHRASE, WORDS, answer, entered
from tests.core.services.rating_house import Kiosk
from tests.core.services.release_house import Employer, finished_at
from tests.core.services.sending_house import ORGANISATION, Sender
from tests.fakes import there

KEY = b"\1" * 32


@pytest.fixture
def kiosk(tmp_path: Path) -> Kiosk:
    found = finished_at(tmp_path / "kiosk", Employer.made())
    found.grant("profile", "contact")
    releasing.send(found.deps, found.session, releasing.look(found.deps, found.session))
    return found


def bound_of(kiosk: Kiosk) -> tuple[int, bool]:
    (one,) = ended_releases.bounds(kiosk.deps).values()
    return one.version, one.ended


def test_an_older_device_database_sends_nothing_that_ended_or_was_made_less_since(tmp_path: Path) -> None:
    sender = Sender.at(tmp_path)
    sender.enrolled("https://assessments.example.org")
    kept, gone, less = (sender.release(number) for number in (1, 2, 3))
    older = tmp_path / "older.db"
    shutil.copyfile(sender.device.folder.device_file, older)
    sender.end(gone)
    sender.release(3, version=2)
    ended_releases.keep(sender.deps)
    sender.device.store.close()
    shutil.copyfile(older, sender.device.folder.device_file)
    sender.restarted()
    assert set(sender.states()) == {(one, "put") for one in (kept, gone, less)}
    assert [one.release_id for one in sending.would_leave(sender.deps, ORGANISATION)] == [kept]
    (post,) = sending.plan(sender.deps)
    assert post.profiles == 1


def test_withdrawing_is_noted_outside_the_database_and_so_is_making_less(kiosk: Kiosk) -> None:
    organisation = there(kiosk.deps.assessment.organisation)
    assert ended_releases.bounds(kiosk.deps) == {}
    consents.withdraw(kiosk.deps, kiosk.session, organisation, "contact")
    assert bound_of(kiosk) == (2, False)
    consents.withdraw(kiosk.deps, kiosk.session, organisation, "profile")
    assert bound_of(kiosk) == (2, True)


def test_a_code_on_a_receipt_is_noted_too(kiosk: Kiosk) -> None:
    (record,) = kiosk.session.safe.releases.all_live()
    withdrawing.by_code(kiosk.deps, record.body["code"])
    assert bound_of(kiosk) == (1, True)


def test_a_withdrawal_that_came_by_mail_is_noted_too(kiosk: Kiosk, tmp_path: Path) -> None:
    key = staff.set_up(kiosk.deps, PASSPHRASE).key
    request = entered(kiosk.deps, key, "withdrawal", Request(kiosk.session.details.email))
    duties.close(kiosk.deps, key, request, answer(tmp_path), WORDS)
    assert bound_of(kiosk) == (1, True)


def test_the_stricter_of_two_places_counts_and_what_is_over_is_forgotten(tmp_path: Path) -> None:
    here, beside = tmp_path / "state" / "a.json", tmp_path / "beside" / "a.json"
    both = EndedList((here, beside), KEY)
    both.keep([Bound("a", 2, False, 50), Bound("b", 1, True, 9)], 0)
    here.unlink()
    EndedList((here,), KEY).keep([Bound("a", 1, True, 40)], 0)
    assert both.bounds() == {"a": Bound("a", 2, True, 50), "b": Bound("b", 1, True, 9)}
    both.keep([Bound("c", 1, True, 99)], 10)
    assert set(both.bounds()) == {"a", "c"}
    assert [both.bounds()["a"].forbids(9), Bound("d", 2, False, 1).forbids(1), Bound("d", 2, False, 1).forbids(2)] == [
        True,
        True,
        False,
    ]


def test_a_list_that_somebody_changed_or_spoilt_stops_nobody(tmp_path: Path) -> None:
    here = tmp_path / "state" / "a.json"
    one = EndedList((here,), KEY)
    one.keep([Bound("a", 1, True, 50)], 0)
    whole = here.read_text()
    for spoilt in (whole.replace('"a"', '"b"'), whole[:40], "[]", '{"releases": 3, "code": "x"}', ""):
        here.write_text(spoilt)
        assert one.bounds() == {}
    assert EndedList((here,), b"\2" * 32).bounds() == {}


def test_nothing_is_written_where_nothing_is_new(tmp_path: Path) -> None:
    here = tmp_path / "state" / "a.json"
    one = EndedList((here,), KEY)
    one.keep([], 0)
    assert not here.parent.exists()
    one.keep([Bound("a", 1, True, 50)], 0)
    here.chmod(0o400)
    before = here.stat().st_mtime_ns
    one.keep([Bound("a", 1, True, 50)], 0)
    assert here.stat().st_mtime_ns == before
