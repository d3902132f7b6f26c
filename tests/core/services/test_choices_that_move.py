"""What was allowed, released and withdrawn holds wherever the safe is brought in, and whichever copy of it comes."""

import json
from pathlib import Path

import pytest

from progrez_desktop.core.keys import person_key
from progrez_desktop.core.services import (
    access_log,
    accounts,
    consents,
    erasing,
    receipts,
    receivers,
    releasing,
    sealed_safe,
    withdrawing,
)
from tests.core.services.rating_house import PASSWORD, Kiosk
from tests.core.services.release_house import Employer, finished_at, outbox_rows
from tests.fakes import there


@pytest.fixture
def office(tmp_path: Path) -> Kiosk:
    return finished_at(tmp_path / "office", Employer.made())


@pytest.fixture
def home(tmp_path: Path) -> Kiosk:
    """Another computer with nobody on it."""
    kiosk = finished_at(tmp_path / "home", Employer.made(), seed=9)
    erasing.erase(kiosk.deps, kiosk.session, erasing.outlook(kiosk.deps, kiosk.session))
    return kiosk


def send(kiosk: Kiosk) -> None:
    releasing.send(kiosk.deps, kiosk.session, releasing.look(kiosk.deps, kiosk.session))


def carried_away(kiosk: Kiosk) -> None:
    for row in outbox_rows(kiosk):
        kiosk.deps.device.outbox.mark_sent(row["seq"])


def new_recovery_code(kiosk: Kiosk) -> str:
    account_id, pepper = kiosk.session.account_id, kiosk.deps.machine.pepper
    key = person_key.open_with_password(kiosk.deps.device.wraps(account_id), account_id, PASSWORD, pepper)
    wrap, code = person_key.wrap_recovery(key, kiosk.deps.entropy)
    kiosk.deps.device.replace_wrap(account_id, wrap)
    return code


def file_of(kiosk: Kiosk) -> bytes:
    return sealed_safe.make(kiosk.deps, kiosk.session.account_id)


def bring_in(kiosk: Kiosk, file: bytes, code: str) -> None:
    kiosk.session = sealed_safe.take_in(kiosk.deps, file, code, PASSWORD)


def may_leave(kiosk: Kiosk) -> list[str]:
    states = kiosk.deps.device.outbox.states(kiosk.session.account_id)
    waits = [row["release_id"] for row in outbox_rows(kiosk) if (row["kind"], row["state"]) == ("put", "waiting")]
    return [one for one in waits if states[one] == "live"]


def test_a_code_that_was_passed_on_is_heard_by_the_safe_that_comes_later(office: Kiosk, home: Kiosk) -> None:
    office.grant("profile")
    send(office)
    code = str(there(receipts.latest(office.session))["dpv:hasWithdrawalMethod"]["dct:identifier"])
    recovery = new_recovery_code(office)
    assert withdrawing.by_code(home.deps, code).state == "passed_on"
    accounts.sign_out(office.session)
    bring_in(home, file_of(office), recovery)
    assert not [grant for grant in home.session.safe.grants() if grant.withdrawn_ms is None]
    lines = access_log.checked(home.deps, home.session).lines
    assert "consent_withdrawn_by_code" in [line.action for line in lines]


def test_an_older_copy_does_not_bring_back_what_was_withdrawn_since(office: Kiosk) -> None:
    office.grant("profile", "research")
    send(office)
    carried_away(office)
    recovery = new_recovery_code(office)
    older = file_of(office)
    office.grant("profile")
    sealed_safe.leave(office.deps, office.session)
    bring_in(office, older, recovery)
    allowed = [grant.purpose for grant in office.session.safe.grants() if grant.withdrawn_ms is None]
    assert allowed == ["profile"]
    office.grant("profile", "research")
    send(office)
    assert len(may_leave(office)) == 2  # it says that it was sent, and so it leaves


def test_an_older_copy_can_send_again_what_was_sent_after_it_was_made(office: Kiosk) -> None:
    office.grant("profile")
    recovery = new_recovery_code(office)
    older = file_of(office)
    send(office)
    carried_away(office)
    sealed_safe.leave(office.deps, office.session)
    bring_in(office, older, recovery)
    send(office)
    assert [row["version"] for row in outbox_rows(office)] == [1, 2]


def test_what_was_made_less_elsewhere_does_not_leave_from_here_as_it_was(office: Kiosk, home: Kiosk) -> None:
    home.deps.device.organisations.pin(
        receivers.from_pack(home.deps, there(home.deps.assessment.organisation)), "Example", 1
    )
    office.grant("profile", "contact")
    send(office)
    recovery = new_recovery_code(office)
    there_now = file_of(office)
    sealed_safe.leave(office.deps, office.session)
    bring_in(home, there_now, recovery)
    consents.withdraw(home.deps, home.session, there(home.deps.assessment.organisation), "contact")
    assert len(may_leave(home)) == 1
    accounts.sign_out(home.session)
    assert len(may_leave(office)) == 1
    bring_in(office, file_of(home), recovery)
    (waiting,) = (row for row in outbox_rows(office) if (row["kind"], row["state"]) == ("put", "waiting"))
    header = json.loads(waiting["header"])
    assert (header["version"], header["purposes"]) == (3, ["profile"])
    assert "name" not in header["fields"]
