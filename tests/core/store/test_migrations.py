"""A file of any earlier version opens with all it held, after a checked copy was put aside."""

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from progrez_desktop.core.errors import DataFault, EnvironmentFault
from progrez_desktop.core.model.accommodations import NONE, Accommodations
from progrez_desktop.core.model.account import Account
from progrez_desktop.core.model.contest import WHOLE, Correction, ScoreObjection
from progrez_desktop.core.model.counting import Axis, Counter, Histogram, Period
from progrez_desktop.core.model.keys import DeviceKeys, SafeKeys
from progrez_desktop.core.model.objection import Objection
from progrez_desktop.core.model.setting import AuditEvent
from progrez_desktop.core.store import attempt_rows
from progrez_desktop.core.store.database import Database, DatabaseKind
from progrez_desktop.core.store.device_schema import DEVICE
from progrez_desktop.core.store.device_store import DeviceStore
from progrez_desktop.core.store.folder import DataFolder
from progrez_desktop.core.store.migrations import Migration
from progrez_desktop.core.store.result_record import given_as_json, record_of
from progrez_desktop.core.store.safe_schema import SAFE
from progrez_desktop.core.store.safe_store import SafeStore, open_safe
from tests.core.store.builders import ATTEMPT
from tests.core.store.schema_listing import listing

KEY = bytes(range(32))
FIRST = Migration("notes", ("CREATE TABLE note (text TEXT) STRICT",))
SECOND = Migration(
    "days",
    ("ALTER TABLE note ADD COLUMN day TEXT", "UPDATE note SET day = 'monday'", "CREATE INDEX note_day ON note (day)"),
)
V1 = DatabaseKind("device", 7, (FIRST,))
V2 = replace(V1, migrations=(FIRST, SECOND))
FILES = Path(__file__).parent / "files"


def nothing(_: Database) -> None:
    pass


@pytest.fixture
def old(tmp_path: Path) -> Path:
    path = tmp_path / "notes.db"
    database = Database.create(path, KEY, V1, nothing)
    database.write("INSERT INTO note VALUES ('kept')")
    database.close()
    return path


def test_a_migrated_file_equals_a_fresh_one_and_keeps_its_rows(old: Path, tmp_path: Path) -> None:
    migrated = Database.open(old, KEY, V2, tmp_path)
    fresh = Database.create(tmp_path / "fresh.db", KEY, V2, nothing)
    assert listing(migrated) == listing(fresh)
    assert migrated.rows("SELECT * FROM note") == [("kept", "monday")]
    assert migrated.rows("SELECT * FROM migration") == [(1, "notes"), (2, "days")]


def test_the_file_before_the_migration_is_put_aside_whole_and_closed_to_others(old: Path, tmp_path: Path) -> None:
    Database.open(old, KEY, V2, tmp_path).close()
    copy = tmp_path / "notes-schema-1.db"
    assert copy.stat().st_mode & 0o777 == 0o600
    kept = Database.open(copy, KEY, V1, tmp_path)
    assert (kept.rows("SELECT * FROM note"), kept.schema_version()) == ([("kept",)], 1)
    assert sorted(path.name for path in tmp_path.iterdir() if path.suffix == ".new") == []


def test_a_file_of_today_is_opened_without_a_copy(old: Path, tmp_path: Path) -> None:
    Database.open(old, KEY, V1, tmp_path / "nowhere").close()
    assert not (tmp_path / "nowhere").exists()


def test_a_step_that_fails_halfway_leaves_the_old_version_whole(old: Path, tmp_path: Path) -> None:
    broken = replace(SECOND, statements=(*SECOND.statements, "CREATE TABLE note (again TEXT)"))
    with pytest.raises(RuntimeError):
        Database.open(old, KEY, replace(V1, migrations=(FIRST, broken)), tmp_path)
    kept = Database.open(old, KEY, V1, tmp_path)
    assert (kept.rows("SELECT * FROM note"), kept.schema_version()) == ([("kept",)], 1)


def test_without_room_for_the_copy_nothing_is_migrated(
    old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise EnvironmentFault("disk_full", folder="")

    monkeypatch.setattr(Database, "copy_to", full)
    with pytest.raises(EnvironmentFault):
        Database.open(old, KEY, V2, tmp_path)
    assert Database.open(old, KEY, V1, tmp_path).schema_version() == 1


@pytest.mark.parametrize("version", [1, 2, 3, 4, 5, 6, 7])
def test_the_kept_files_of_every_version_open_with_all_they_held(version: int, tmp_path: Path) -> None:
    """files/v1 was written by the first release, with invented people; a new version adds a folder here."""
    held, device, safe = opened_from_files(version, DataFolder(tmp_path))
    assert safe._database.schema_version() == SAFE.version
    assert safe.details().full_name == held["name"]
    found = {item: [r.revision, repr(r.value)] for item, r in safe.responses(ATTEMPT.id).items()}
    assert found == held["responses"]
    kept = [[o.item_id, o.skill_id, o.reason, o.words] for o in safe.objections.of_attempt(ATTEMPT.id)]
    assert kept == held.get("objections", [])
    attempt = safe.attempt(ATTEMPT.id)
    assert [attempt.form, attempt.seed] == held.get("attempt", ["fixed", None])
    if "history" in held:
        assert [[item, repr(value)] for item, value in safe.closed_history(ATTEMPT.id)] == held["history"]
    assert safe.own_age.years() == held.get("own_age")
    profile, given = safe.result(ATTEMPT.id), safe.given(ATTEMPT.id)
    assert (profile and record_of(profile)) == held.get("result")
    assert (given and given_as_json(given)) == held.get("given")
    assert device.settings.value("form", "working-together") == held.get("form")
    told = [event.params["to"] for event in device.audit.events() if event.action == "setting_changed"]
    assert told == ([held["form"]] if "form" in held else [])
    assert [one.id for one in device.measures.in_use("norm").values()] == held.get("measures", [])
    counted = held.get("counted", {"period": "none yet", "kinds": [], "cells": {}})
    cells = {name: json.loads(text) for name, text in device._database.rows("SELECT name, cells FROM counter")}
    assert cells == counted["cells"]
    assert [period.id for period in device.counters.periods()] == ([counted["period"]] if cells else [])
    log = safe.log.checked(account_of(device, held).log_head)
    assert log.is_whole
    assert [[line.action, dict(line.params)] for line in log.lines] == held.get("log", [])
    assert (safe.receipts.latest() or [None])[0] == held.get("receipt")
    assert safe.counted.claim(counted["period"], ["begun", "skipped"]) == (() if cells else ("begun", "skipped"))


@pytest.mark.parametrize("version", [1, 2])
def test_a_sitting_of_an_earlier_release_goes_on_in_the_fixed_form(version: int, tmp_path: Path) -> None:
    _, _, safe = opened_from_files(version, DataFolder(tmp_path))
    begun = safe.attempt(ATTEMPT.id)
    assert (begun.form, begun.seed, begun.state) == ("fixed", None, "open")
    safe.create_attempt(replace(begun, id="1" * 32, form="adaptive", seed="ab"))
    assert safe.attempt("1" * 32).seed == "ab"


@pytest.mark.parametrize(("form", "seed"), [("adaptive", None), ("fixed", "ab"), ("other", "ab")])
def test_a_form_without_its_seed_can_not_be_kept(form: str, seed: str | None, tmp_path: Path) -> None:
    _, _, safe = opened_from_files(2, DataFolder(tmp_path))
    with pytest.raises(RuntimeError):
        safe.create_attempt(replace(ATTEMPT, id="1" * 32, form=form, seed=seed))  # type: ignore[arg-type]


def test_a_device_of_the_first_release_takes_settings_and_its_old_file_is_put_aside(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    held, device, _ = opened_from_files(1, folder)
    event = AuditEvent(5, "operator", "setting_changed", "wt", {"setting": "form", "from": "fixed", "to": "adaptive"})
    device.settings.put("form", "wt", "adaptive", event)
    assert device.settings.value("form", "wt") == "adaptive"
    first_release = replace(DEVICE, migrations=DEVICE.migrations[:1])
    copy = folder.backups / "device-schema-1.db"
    assert Database.open(copy, bytes.fromhex(held["device_key"]), first_release, tmp_path).schema_version() == 1


def test_a_device_of_the_release_before_counting_takes_periods_and_norms(tmp_path: Path) -> None:
    _, device, safe = opened_from_files(3, DataFolder(tmp_path))
    period = Period("p1", 0, 100, None, "wt", "ab" * 32, "cd" * 32, "empathy", "gender", 6.0)
    skipped = Histogram("skipped", "skipped", (Axis("section", ("none", "several")),))
    device.counters.open(period, [Counter(skipped, 8.0, (3, -2))])
    assert safe.counted.claim("p1", ["skipped"]) == ("skipped",)
    device.counters.add("p1", [("skipped", 0)])
    device.counters.close("p1", 100)
    assert device.counters.released("p1") == [Counter(skipped, 8.0, (4, -2))]
    assert device.measures.in_use("norm") == {}


def test_a_safe_of_the_first_release_takes_objections_and_its_old_file_is_put_aside(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path)
    held, _, safe = opened_from_files(1, folder)
    objection = Objection("prompt/1", "empathy", "ab" * 32, "other", "anders bedoeld", 1)
    safe.objections.save(ATTEMPT.id, objection)
    safe.close()
    (copy,) = folder.backups.glob("*-schema-1.safe")
    first_release = replace(SAFE, migrations=SAFE.migrations[:1])
    kept = Database.open(copy, bytes.fromhex(held["safe_key"]), first_release, tmp_path)
    assert kept.schema_version() == 1
    assert kept.rows("SELECT count(*) FROM response_event") == [(6,)]
    with pytest.raises(DataFault) as told:  # and the first release does not open a safe of today
        Database.open(safe._database.path, bytes.fromhex(held["safe_key"]), first_release, tmp_path)
    assert told.value.code == "newer_schema"


def test_a_safe_of_the_release_before_the_log_begins_one_and_the_device_knows_its_end(tmp_path: Path) -> None:
    held, device, safe = opened_from_files(5, DataFolder(tmp_path))
    assert account_of(device, held).log_head is None
    safe.log.append(1, "you", "log_began", None, {})
    safe.keep_chain_head()
    assert account_of(device, held).log_head == safe.log.end()


def test_a_safe_of_the_release_before_takes_what_its_person_says_against_a_score(tmp_path: Path) -> None:
    _, _, safe = opened_from_files(6, DataFolder(tmp_path))
    safe.contests.save_objection(ATTEMPT.id, ScoreObjection("empathy", "other", "anders", 1))
    safe.contests.save_correction(ATTEMPT.id, Correction(WHOLE, "verkeerd", 2))
    said = safe.contests.of_attempt(ATTEMPT.id)
    assert (list(said.objections), list(said.corrections)) == (["empathy"], [WHOLE])


def test_times_that_were_left_out_before_stay_left_out_and_no_sitting_of_before_has_a_limit(tmp_path: Path) -> None:
    before = replace(SAFE, migrations=tuple(one for one in SAFE.migrations if "time of a sitting" not in one.name))
    database = Database.create(path := tmp_path / "a.safe", KEY, before, nothing)
    for name, kept in (("1", "'no_times'"), ("2", "NULL")):
        database.write(
            "INSERT INTO attempt (id, assessment_id, pack_sha256, state, started_ms, position, active_ms, "  # noqa: S608
            f"computer_reading, accommodations) VALUES (?, 'wt', '', 'open', 0, 3, 9, 1, {kept})",
            (name,),
        )
    database.close()
    attempts = {one.id: one for one in attempt_rows.all_of(Database.open(path, KEY, SAFE, tmp_path))}
    assert attempts["1"].accommodations == Accommodations(no_times=True)
    assert attempts["2"].accommodations == NONE
    assert all((one.limit, one.used_ms, one.position, one.active_ms) == (None, 0, 3, 9) for one in attempts.values())


def test_a_device_of_before_terms_gives_everybody_a_whole_one_from_the_latest_time_it_saw(tmp_path: Path) -> None:
    held, device, _ = opened_from_files(6, DataFolder(tmp_path))
    [term] = device.retention.terms()
    assert (term.account_id, term.choice) == (account_of(device, held).id, "usual")
    assert (term.from_ms, term.until_ms) == (device.high_water_ms(), device.high_water_ms() + 28 * 86_400_000)
    assert device.retention.agreement().counted_ms == 0  # and nothing is destroyed before the clock is believed


def test_a_device_of_before_the_network_keeps_what_waits_and_whom_it_trusts(tmp_path: Path) -> None:
    held, device, _ = opened_from_files(7, DataFolder(tmp_path))
    rows = device._database.rows("SELECT release_id, version, kind, state FROM outbox ORDER BY seq")
    assert [list(row) for row in rows] == held["outbox"] and rows
    assert [list(row) for row in device._database.rows("SELECT id, state FROM release ORDER BY id")] == held["releases"]
    assert device._database.rows("SELECT device_id, state, kind, mail_seq, sent_ms FROM enrolment") == [
        (*held["enrolment"][0], "kiosk", 0, None)
    ]
    assert device._database.rows("SELECT DISTINCT erase_reason, done_ms, batch_id FROM outbox") == [(None, None, None)]


def account_of(device: DeviceStore, held: dict[str, Any]) -> Account:
    account = device.find_account(bytes.fromhex(held["email_lookup"]))
    assert account is not None
    return account


def opened_from_files(version: int, folder: DataFolder) -> tuple[dict[str, Any], DeviceStore, SafeStore]:
    """Put a kept device and safe in place and sign in; give what they held when they were kept, and both."""
    kept = FILES / f"v{version}"
    folder.prepare()
    held = json.loads((kept / "held.json").read_text("utf-8"))
    shutil.copy(kept / "device.db", folder.device_file)
    device = DeviceStore.open(
        folder, DeviceKeys(bytes.fromhex(held["device_key"]), bytes.fromhex(held.get("audit_key", "")))
    )
    account = account_of(device, held)
    assert sorted(device.wraps(account.id)) == ["password", "recovery"]
    shutil.copy(kept / "person.safe", folder.safe_file(account.safe_file))
    keys = SafeKeys(bytes.fromhex(held["safe_key"]), bytes.fromhex(held["chain_key"]))
    return held, device, open_safe(device, account, keys)
