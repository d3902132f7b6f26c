"""What happened to a sitting is kept as its answers are, told to its person alone, and without effect on a score."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from progrez_desktop.core.model.consent import PURPOSES
from progrez_desktop.core.model.kiosk import KioskRules
from progrez_desktop.core.model.lock_down import REQUIRABLE
from progrez_desktop.core.model.sitting_event import SittingEvent
from progrez_desktop.core.services import (
    accounts,
    device_settings,
    opening,
    own_copy,
    releasing,
    sitting_events,
    sittings,
)
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.store.folder import DataFolder
from progrez_desktop.core.words import Words
from tests.core.services.release_house import Employer, finished_at, outbox_rows
from tests.core.store.builders import ATTEMPT
from tests.core.store.test_migrations import opened_from_files
from tests.fakes import MONDAY_MS, FakeClock
from tests.journeys.driving import ANNA, MACHINE, PASSWORD, parts_of


@pytest.fixture
def deps(tmp_path: Path) -> Iterator[Deps]:
    opened = opening.open_storage(parts_of(tmp_path, FakeClock()), MACHINE)
    yield opened.deps
    opened.close()


@pytest.fixture
def session(deps: Deps) -> Session:
    return accounts.create(deps, ANNA, PASSWORD).session


def test_an_event_of_the_open_sitting_outlives_the_session_and_is_in_the_own_copy(deps: Deps, session: Session) -> None:
    assert sitting_events.add(deps, session, "slept") is None  # nothing was begun
    attempt = sittings.begin(deps, session).attempt
    slept = sitting_events.add(deps, session, "slept", lasted_ms=90_000)
    unlocked = sitting_events.add(deps, session, "unlocked", "wrong_pin", who="5eed" * 8, at_ms=MONDAY_MS + 7)
    accounts.sign_out(session)
    again = accounts.sign_in(deps, ANNA.email, PASSWORD)
    kept = [SittingEvent(attempt.id, "slept", MONDAY_MS, None, 90_000), unlocked]
    assert sitting_events.of_sitting(again, attempt.id) == kept and slept == kept[0]
    rows = own_copy.document(deps, again, Words("en"))["safe"]["sitting_event"]
    assert [(row["kind"], row["reason"], row["lasted_ms"]) for row in rows] == [
        ("slept", None, 90_000),
        ("unlocked", "wrong_pin", None),
    ]


def test_a_safe_of_the_release_before_takes_events(tmp_path: Path) -> None:
    _, _, safe = opened_from_files(7, DataFolder(tmp_path))
    safe.events.add(SittingEvent(ATTEMPT.id, "moved", 5))
    assert safe.events.of_attempt(ATTEMPT.id) == [SittingEvent(ATTEMPT.id, "moved", 5)]


def test_a_kiosk_lets_nothing_out_until_its_operator_says_so(deps: Deps) -> None:
    assert device_settings.kiosk_rules(deps) == KioskRules() and not KioskRules().outlets
    for name, value in (("kiosk_save", "stick"), ("kiosk_print", "yes"), ("kiosk_must_sleep", "yes")):
        device_settings.choose(deps, name, value)
    rules = device_settings.kiosk_rules(deps)
    assert (rules.outlets, rules.must_hold) == (("stick", "print"), frozenset({"sleep"}))
    assert rules.must_hold < set(REQUIRABLE)


def test_no_event_is_in_what_leaves(tmp_path: Path) -> None:
    employer = Employer.made()
    kiosk = finished_at(tmp_path, employer)
    kiosk.session.safe.events.add(SittingEvent(kiosk.attempt_id, "unlocked", 1, "canary_reason", 77_777, "c0ffee" * 5))
    kiosk.grant(*PURPOSES)
    releasing.send(kiosk.deps, kiosk.session, releasing.look(kiosk.deps, kiosk.session))
    left = [row for row in outbox_rows(kiosk) if row["kind"] == "put"]
    assert left
    for row in left:
        told = row["header"] + json.dumps(employer.opened(row["header"], row["envelope"]))
        assert not any(canary in told for canary in ("canary_reason", "77777", "c0ffee" * 5, "unlocked"))
