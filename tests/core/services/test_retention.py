"""A safe is kept as long as its owner was told; nothing opens it to destroy it, and a wrong clock destroys nothing."""

from dataclasses import replace
from pathlib import Path

import pytest

from progrez_desktop.core.errors import EnvironmentFault, LockedFault, UsageFault
from progrez_desktop.core.model.retention import Agreement
from progrez_desktop.core.retention import DAY_MS
from progrez_desktop.core.services import (
    accounts,
    audit,
    device_settings,
    erasing,
    own_copy,
    results,
    retention,
    sittings,
)
from progrez_desktop.core.store import safe_store
from progrez_desktop.core.store.database import Database
from progrez_desktop.core.store.device_store import DeviceStore
from progrez_desktop.core.store.folder import DataFolder
from progrez_desktop.core.words import LANGUAGES, Words
from tests.core.services.rating_house import Kiosk
from tests.core.services.term_house import ANNA, BORIS, PASSWORD, LivedIn, can_sign_in, refusal, until
from tests.fakes import MONDAY_MS, there

GONE_MS = MONDAY_MS + 35 * DAY_MS
"""Four weeks after the account was made, and seven days in which the clock was believed."""


def test_it_counts_from_the_account_then_from_the_sitting_and_then_from_its_end(computer: LivedIn) -> None:
    with computer.on(MONDAY_MS + DAY_MS) as deps:
        assert until(deps) == MONDAY_MS + 28 * DAY_MS
        session = accounts.sign_in(deps, ANNA.email, PASSWORD)
        assert until(deps) == MONDAY_MS + 28 * DAY_MS  # coming back to look lengthens nothing
        begun = sittings.begin(deps, session)
        assert until(deps) == MONDAY_MS + 29 * DAY_MS
        computer.clock.advance(2 * DAY_MS)
        results.finish(deps, session, begun.attempt.id)
        assert until(deps) == MONDAY_MS + 31 * DAY_MS
        accounts.sign_out(session)


def test_a_kill_before_the_mirror_was_written_is_set_right_at_the_next_sign_in(computer: LivedIn) -> None:
    with computer.on(MONDAY_MS + DAY_MS) as deps:
        session = accounts.sign_in(deps, ANNA.email, PASSWORD)
        before = there(deps.device.retention.term(session.account_id))
        begun = sittings.begin(deps, session)
        results.finish(deps, session, begun.attempt.id)
        deps.device.retention.put(before)
        accounts.sign_out(session)
        assert can_sign_in(deps)
        assert until(deps) == MONDAY_MS + 29 * DAY_MS


def test_a_full_disk_stops_nobody_from_finishing(computer: LivedIn, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise EnvironmentFault("disk_full", folder="")

    with computer.on() as deps:
        session = accounts.sign_in(deps, ANNA.email, PASSWORD)
        begun = sittings.begin(deps, session)
        monkeypatch.setattr("progrez_desktop.core.store.retention_store.Retention.put", full)
        results.finish(deps, session, begun.attempt.id)
        assert there(session.safe.attempt(begun.attempt.id)).finished_ms is not None
        accounts.sign_out(session)


def test_what_is_over_is_hidden_at_once_and_destroyed_by_the_daily_sweep_seven_days_later(computer: LivedIn) -> None:
    assert computer.live(27) == 0
    with computer.on(MONDAY_MS + 28 * DAY_MS - 1) as deps:
        assert can_sign_in(deps)
    with computer.on(MONDAY_MS + 28 * DAY_MS) as deps:
        assert refusal(deps) == "term_over"
        assert retention.sweep(deps) == retention.Swept(destroyed=0, left=1)
    assert computer.live(5, first_ms=MONDAY_MS + 29 * DAY_MS) == 0
    with computer.on(GONE_MS) as deps:
        [account] = deps.device.accounts()
        assert refusal(deps) == "term_over"
        assert retention.sweep(deps) == retention.Swept(destroyed=1, left=0)
        assert refusal(deps) == "wrong_password"  # as for an address that nobody has
        assert deps.device.wraps(account.id) == {}
        assert deps.device.retention.terms() == []
    assert list((computer.root / "safes").iterdir()) == []
    with computer.on() as deps:  # and nothing brings it back
        assert deps.device.accounts() == []
        assert [event.params for event in deps.device.audit.events() if event.action == "account_erased"] == [
            {"why": "term"}
        ]
        assert all(one.is_whole for one in audit.of_device(deps))


def test_only_whose_password_is_right_hears_that_the_term_is_over(computer: LivedIn) -> None:
    with computer.on(MONDAY_MS + 40 * DAY_MS) as deps, pytest.raises(LockedFault) as told:
        accounts.sign_in(deps, ANNA.email, "not that one at all")
    assert told.value.code == "wrong_password"


def test_an_older_backup_put_back_brings_nobody_back_whose_term_was_over(computer: LivedIn, tmp_path: Path) -> None:
    import shutil

    shutil.copytree(computer.root, tmp_path / "backup")
    computer.live(36)
    shutil.rmtree(computer.root)
    shutil.copytree(tmp_path / "backup", computer.root)
    with computer.on() as deps:
        assert deps.device.accounts() == []
        assert refusal(deps) == "wrong_password"


# What a person and an organisation choose


def test_a_year_with_consent_leaves_its_proof_in_the_log(computer: LivedIn) -> None:
    with computer.on(MONDAY_MS + DAY_MS) as deps:
        session = accounts.sign_in(deps, ANNA.email, PASSWORD)
        kept = there(retention.look(deps, session))
        assert dict(kept.offers) == {"sooner": MONDAY_MS + 7 * DAY_MS, "longer": MONDAY_MS + 365 * DAY_MS}
        retention.choose(deps, session, "longer")
        assert until(deps) == MONDAY_MS + 365 * DAY_MS
        [*_, line] = session.safe.log.checked(None).lines
        assert (line.actor, line.action, line.params) == ("you", "kept_longer", {"until_ms": MONDAY_MS + 365 * DAY_MS})
        sittings.begin(deps, session)  # a new sitting is kept as long as was agreed
        assert until(deps) == MONDAY_MS + 366 * DAY_MS
        retention.choose(deps, session, "usual")
        assert until(deps) == MONDAY_MS + 29 * DAY_MS
        accounts.sign_out(session)


def test_without_room_for_its_proof_nothing_is_kept_longer(computer: LivedIn, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise EnvironmentFault("disk_full", folder="")

    with computer.on() as deps:
        session = accounts.sign_in(deps, ANNA.email, PASSWORD)
        with monkeypatch.context() as patch, pytest.raises(EnvironmentFault):
            patch.setattr("progrez_desktop.core.store.access_log_store.AccessLog.append", full)
            retention.choose(deps, session, "longer")
        assert until(deps) == MONDAY_MS + 28 * DAY_MS
        accounts.sign_out(session)


def test_what_would_end_at_once_is_not_offered(computer: LivedIn) -> None:
    with computer.on(MONDAY_MS + 10 * DAY_MS) as deps:
        session = accounts.sign_in(deps, ANNA.email, PASSWORD)
        assert [choice for choice, _ in there(retention.look(deps, session)).offers] == ["longer"]
        with pytest.raises(UsageFault):
            retention.choose(deps, session, "sooner")
        accounts.sign_out(session)


def test_an_organisation_may_want_less_and_terms_that_run_stay_as_they_were_told(computer: LivedIn) -> None:
    with computer.on() as deps:
        device_settings.choose(deps, "keep_days", "7")
        device_settings.choose(deps, "keep_longer_days", "none")
        session = accounts.sign_in(deps, ANNA.email, PASSWORD)
        assert until(deps) == MONDAY_MS + 28 * DAY_MS
        assert retention.look(deps, session) == retention.Kept(
            there(deps.device.retention.term(session.account_id)), (("sooner", MONDAY_MS + 7 * DAY_MS),)
        )
        sittings.begin(deps, session)
        assert until(deps) == MONDAY_MS + 7 * DAY_MS
        accounts.sign_out(session)


def test_the_mirror_is_in_the_persons_own_copy(computer: LivedIn) -> None:
    with computer.on() as deps:
        session = accounts.sign_in(deps, ANNA.email, PASSWORD)
        told = own_copy.document(deps, session, Words("en"))["device"]["retention"]
        assert [row["until_ms"] for row in told] == [MONDAY_MS + 28 * DAY_MS]
        accounts.sign_out(session)


# The sweep


def test_the_sweep_opens_no_safe(computer: LivedIn, monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(*_: object, **__: object) -> None:
        raise AssertionError("a safe was opened")

    computer.live(34)
    with computer.on(GONE_MS) as deps:
        monkeypatch.setattr(safe_store, "open_safe", opened)
        monkeypatch.setattr(Database, "open", opened)
        assert retention.sweep(deps).destroyed == 1


def test_the_daily_sweep_takes_one_part_at_a_time_and_is_done_once_a_day(
    computer: LivedIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    with computer.on() as deps:
        for number in range(4):
            person = replace(BORIS, email=f"b{number}@example.org")
            accounts.sign_out(accounts.create(deps, person, PASSWORD).session)
    computer.live(34)
    monkeypatch.setattr(retention, "BATCH", 2)
    with computer.on(GONE_MS) as deps:
        parts = 1
        while retention.sweep_if_due(deps):
            parts += 1
        assert (parts, len(deps.device.accounts())) == (3, 0)
        assert not retention.sweep_if_due(deps)
        swept = deps.device.retention.swept_ms()
        computer.clock.advance(DAY_MS - 1)
        retention.sweep_if_due(deps)
        assert deps.device.retention.swept_ms() == swept
        computer.clock.advance(1)
        retention.sweep_if_due(deps)
        assert deps.device.retention.swept_ms() == swept + DAY_MS


@pytest.mark.parametrize("step", ["keys", "files"])
def test_killed_in_the_middle_the_rest_is_done_at_the_next_start(
    computer: LivedIn, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    class KilledError(BaseException):
        pass

    def kill(*_: object, **__: object) -> None:
        raise KilledError

    computer.live(34)
    with computer.on(GONE_MS) as deps, monkeypatch.context() as patch:
        if step == "keys":
            patch.setattr(DeviceStore, "forget_accounts", kill)
        else:
            patch.setattr(DataFolder, "remove_safes", kill)
        with pytest.raises(KilledError):
            retention.sweep(deps)
    with computer.on() as deps:
        assert deps.device.accounts() == []
    assert list((computer.root / "safes").iterdir()) == []


def test_sweeping_a_safe_ends_no_grant_and_its_own_end_does(kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The envelope that waits still leaves, and what a code of the receipt looks for is still there."""
    deps, database = kiosk.deps, kiosk.deps.device._database
    accounts.sign_out(kiosk.session)
    term = there(deps.device.retention.term(kiosk.session.account_id))
    deps.device.retention.put(replace(term, until_ms=0))
    deps.device.retention.keep_look(Agreement(deps.clock.now_ms(), 7 * DAY_MS), deps.clock.now_ms())
    assert retention.sweep(deps).destroyed == 1
    live = "SELECT id, until_ms FROM release WHERE state = 'live'"
    [release] = database.rows(live)
    with monkeypatch.context() as patch:  # nor does the next start end it, or have anything to do
        patch.setattr(DeviceStore, "forget_accounts", None)
        erasing.apply(deps.folder, deps.device, deps.machine)
    assert database.rows(live) == [release]
    assert len(kiosk.carried()) == 1
    assert deps.device.outbox.account_of(release[0]) is None  # a rating that comes back finds no safe
    deps.device.retention.drop_ended_releases(release[1])
    assert database.rows("SELECT count(*) FROM release") == [(0,)]
    assert database.rows("SELECT count(*) FROM account") == [(0,)]


def test_every_choice_is_told_in_the_log_in_both_languages() -> None:
    for language in LANGUAGES:
        for action in retention._CHOSEN.values():
            assert "2027" in Words(language)(f"log.{action}", until="1 januari 2027")
