"""The file with all of somebody's data holds every row of them and none of another, whole or not at all."""

import csv
import io
import json
import os
import time
import zipfile
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from pypdf import PdfReader

from progrez_desktop.core.errors import EnvironmentFault, Fault, UsageFault
from progrez_desktop.core.identity.email import email_lookup
from progrez_desktop.core.model.accommodations import Accommodations
from progrez_desktop.core.model.cv import CvChoices
from progrez_desktop.core.model.details import MyDetails
from progrez_desktop.core.model.duty import Duty
from progrez_desktop.core.model.moving import MovedAway
from progrez_desktop.core.model.objection import Objection
from progrez_desktop.core.model.person import PersonDetails
from progrez_desktop.core.model.setting import AuditEvent
from progrez_desktop.core.model.sitting_event import SittingEvent
from progrez_desktop.core.model.training import TrainingText
from progrez_desktop.core.services import (
    access_log,
    accounts,
    consents,
    contesting,
    own_copy,
    rating_carrier,
    rating_office,
    ratings,
    results,
    sittings,
)
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.store import own_rows
from progrez_desktop.core.store.outbox import Release, Sealed
from progrez_desktop.core.words import LANGUAGES, Words
from tests.core.services.rating_house import (
    CANARIES,
    EMAIL,
    ORGANISATION,
    Bureau,
    Kiosk,
    envelope_of,
    exported,
    rate_all,
)
from tests.core.services.sitting_house import attentive, sit
from tests.fakes import there

BORIS = PersonDetails("Boris", "Vlinderveld", "b.vlinderveld@example.org")
BORIS_PASSWORD = "nine lanterns by the quay"


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Kiosk:
    """The person of a kiosk with something in every table, beside Boris, who has as much."""
    root = tmp_path_factory.mktemp("full")
    bureau, kiosk = Bureau(root / "office", ORGANISATION), Kiosk.at(root / "kiosk")
    deps, session = kiosk.deps, kiosk.session
    kiosk.trust(bureau.deps)
    kiosk.grant("human_rating")
    ratings.request(deps, session, kiosk.attempt_id)
    results.finish(deps, session, kiosk.attempt_id)
    rating_office.take_letter(bureau.deps, envelope_of(kiosk))
    rate_all(bureau.deps)
    rating_carrier.deliver(deps, exported(bureau.deps))
    bureau.close()
    fill(deps, session)
    made = accounts.create(deps, BORIS, BORIS_PASSWORD)
    sit(deps, made.session, attentive(deps))
    fill(deps, made.session)
    accounts.sign_out(made.session)
    return kiosk


def fill(deps: Deps, session: Session) -> None:
    attempt = session.safe.attempts()[0].id
    session.safe.own_age.keep(41, 1)
    session.safe.objections.save(attempt, Objection("prompt/1", "empathy", "ab" * 32, "other", "anders bedoeld", 1))
    contesting.object_to(deps, session, attempt, "empathy", "other", "anders gedaan")
    contesting.correct(deps, session, attempt, "empathy", "verkeerd gedrukt")
    session.safe.training.save(TrainingText(attempt, "prompt/1", "o", "nl", "zonder namen", 1))
    details = MyDetails().with_fact("address", session.details.first_name)
    session.safe.own_details.keep(details, 1)
    session.safe.own_details.keep_choices(CvChoices(blind=True), 1)
    session.safe.counted.claim("p1", ["begun"])
    session.safe.ease.keep(Accommodations(read_aloud=True), 1)
    session.safe.events.add(SittingEvent(attempt, "unlocked", 1, "wrong_pin", 5, "ab" * 16))
    deps.device.outbox.deliver(f"mail-{session.account_id}", session.account_id, "something", b"sealed", 1)
    account = there(deps.device.account(session.account_id))
    deps.device.record_sign_in_failure(account.email_lookup, 7)
    duty = Duty(f"duty-{account.id}", "access", account.id, 1, 2, None, None, None, None, b"sealed")
    deps.device.duties.put(duty, AuditEvent(1, "staff", "duty_entered", account.id, {}))
    deps.device.audit.append(AuditEvent(1, "operator", "looked", account.id, {}))
    deps.device.moved.put(MovedAway(account.id, f"packet-{account.id}", "d", "Kiosk 4", 1))
    deps.device.provider_links.put(f"known as {account.id}".encode(), account.id, 1)
    write, release = deps.device._database.write, f"release-{account.id}"
    deps.device.outbox.put(
        Release(release, account.id, "o", ("profile",), (), 9, 1, b"s"), Sealed("{}", b"sealed", b"hash")
    )
    write(
        "INSERT INTO outbox_batch (id, organisation_id, idempotency_key, created_ms, state, receipt) "
        "VALUES (?, 'o', ?, 1, 'open', 'of others')",
        (f"batch-{account.id}", account.id),
    )
    write("UPDATE outbox SET batch_id = ? WHERE release_id = ?", (f"batch-{account.id}", release))
    write(
        "INSERT OR IGNORE INTO pack (sha256, assessment_id, version, publisher, installed_ms, state) "
        "VALUES ('ab', 'a', '1', 'p', 1, 'installed')"
    )
    deps.device.packs.note_uses(account.id, ["ab"], 1)
    for kind, subject in (("account", account.id), ("release", release)):
        write(
            "INSERT INTO tombstone (epoch, kind, subject_id, reason, at_ms, previous, head) "
            "VALUES (1, ?, ?, 'told', 1, x'', x'')",
            (kind, subject),
        )


def unpacked(content: bytes) -> tuple[zipfile.ZipFile, dict[str, Any]]:
    file = zipfile.ZipFile(io.BytesIO(content))
    return file, json.loads(file.read("data.json"))


def test_every_row_of_the_person_is_in_it(full: Kiosk) -> None:
    deps, safe = full.deps, full.session.safe
    _, data = unpacked(own_copy.copy_of(deps, full.session, Words("en")))
    empty = []
    for table in own_rows.tables(safe._database):
        rows = safe._database.rows(f'SELECT * FROM "{table}"')  # noqa: S608
        assert len(data["safe"][table]) == len(rows), table
        columns = [
            one for (one,) in safe._database.rows("SELECT name FROM pragma_table_info(?) ORDER BY cid", (table,))
        ]
        for row, told in zip(rows, data["safe"][table], strict=True):
            for name, value in zip(columns, row, strict=True):
                holds(told, name, value, f"safe.{table}.{name}")
        empty += [table] if not rows else []
    assert empty == ["human_rating"]  # it waits in the inbox, which opens at the next sign-in
    account = there(deps.device.account(full.session.account_id))
    database = deps.device._database
    mail = [one for (one,) in database.rows("SELECT id FROM inbox_mail WHERE account_id = ?", (account.id,))]
    assert sorted(row["id"] for row in data["device"]["inbox_mail"]) == sorted(mail)
    assert len(mail) > 1
    releases = [one for (one,) in database.rows("SELECT id FROM release WHERE account_id = ?", (account.id,))]
    assert sorted(row["id"] for row in data["device"]["release"]) == sorted(releases)
    left = [row["id"] for row in data["device"]["release"] if row["state"] != "permitted"]
    assert sorted(row["release_id"] for row in data["device"]["outbox"]) == sorted(left)
    assert sorted(row["kind"] for row in data["device"]["wrap"]) == ["password", "recovery"]
    assert [row["failures"] for row in data["device"]["sign_in_failure"]] == [1]
    assert [row["id"] for row in data["device"]["account"]] == [account.id]


def test_each_row_of_the_device_about_people_is_told_to_exactly_one_of_them(full: Kiosk) -> None:
    """With two people who have something in every table, both together are told all of it."""
    device = full.deps.device
    boris = there(device.find_account(email_lookup(full.deps.machine.directory_key, BORIS.email)))
    device.record_sign_in_failure(boris.email_lookup, 7)  # signing in for another test has cleared it
    of_anna, of_boris = device.rows_of(there(device.account(full.session.account_id))), device.rows_of(boris)
    for table in own_rows.OF_PEOPLE:
        ((rows,),) = device._database.rows(f"SELECT count(*) FROM {table}")  # noqa: S608
        assert of_anna[table], table
        assert of_boris[table], table
        assert len(of_anna[table]) + len(of_boris[table]) == rows, table
        assert not [one for one in of_anna[table] if one in of_boris[table]]


def holds(told: dict[str, Any], name: str, value: Any, place: str) -> None:
    if own_rows.WITHHELD.get(place) in own_rows.LEFT_OUT:
        assert name not in told
    elif isinstance(value, bytes):
        assert told[name] == value.hex()
    elif isinstance(told[name], dict | list):
        kept = json.loads(value)
        assert told[name] == (
            {key: part for key, part in kept.items() if f"{place}.{key}" not in own_rows.WITHHELD}
            if isinstance(kept, dict)
            else kept
        )
    else:
        assert told[name] == value


def test_no_row_of_another_is_in_it(full: Kiosk) -> None:
    file, _ = unpacked(own_copy.copy_of(full.deps, full.session, Words("en")))
    boris = accounts.sign_in(full.deps, BORIS.email, BORIS_PASSWORD)
    account = there(full.deps.device.account(boris.account_id))
    (attempt,) = boris.safe.attempts()
    result = there(boris.safe.result(attempt.id))
    strangers = [account.id, account.email_lookup.hex(), account.safe_file, attempt.id, result.id]
    strangers += [BORIS.first_name, BORIS.last_name, BORIS.email]
    texts = [file.read(name).decode("utf-8-sig") for name in file.namelist() if not name.endswith(".pdf")]
    texts.append(pdf_text(file, Words("en")))
    for text in texts:
        assert not [one for one in strangers if one in text]
    # The search finds what is there.
    assert any(CANARIES["text"] in text for text in texts)
    _, of_boris = unpacked(own_copy.copy_of(full.deps, boris, Words("en")))
    assert BORIS.last_name in json.dumps(of_boris)
    assert EMAIL not in json.dumps(of_boris)


def pdf_text(file: zipfile.ZipFile, words: Words) -> str:
    reader = PdfReader(io.BytesIO(file.read(words("own_copy.pdf_name"))))
    return " ".join(" ".join(page.extract_text() for page in reader.pages).split())


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_paper_begins_with_a_summary_and_tells_answers_scores_and_choices(full: Kiosk, language: str) -> None:
    words = Words(language)
    boris = accounts.sign_in(full.deps, BORIS.email, BORIS_PASSWORD)
    file, data = unpacked(own_copy.copy_of(full.deps, boris, words))
    text = pdf_text(file, words)
    parts = [words(f"own_copy.chapter.{name}") for name in ("summary", "scores", "answers", "happened")]
    assert [text.rfind(part) for part in parts] == sorted(text.rfind(part) for part in parts)
    assert BORIS.email in text
    scored = [row for row in own_copy.scores(data) if row["theta"] is not None]
    assert len(scored) == 12
    for row in scored:
        assert words.decimal(row["theta"], 2) in text
    prompts = [row for row in data["safe"]["response_event"] if row["kind"] == "text"]
    assert prompts
    for row in prompts:
        assert " ".join(row["value"]["text"].split())[:60] in text


def test_the_tables_tell_the_same_as_the_data(full: Kiosk) -> None:
    file, data = unpacked(own_copy.copy_of(full.deps, full.session, Words("en")))
    for where in ("safe", "device"):
        for table, rows in data[where].items():
            name = f"tables/{where}-{table}.csv"
            assert (name in file.namelist()) == bool(rows)
            if rows:
                read = list(csv.DictReader(io.StringIO(file.read(name).decode("utf-8-sig"))))
                assert len(read) == len(rows)


def test_a_text_that_begins_as_a_formula_is_none_in_a_table(tmp_path: Path) -> None:
    kiosk = Kiosk.at(tmp_path, text="=HYPERLINK(1)")
    file, data = unpacked(own_copy.copy_of(kiosk.deps, kiosk.session, Words("en")))
    assert all(line[:1] not in "=+-@" for line in cells(file.read("tables/answers.csv")))
    assert data["safe"]["response_event"][0]["value"]["text"] == "=HYPERLINK(1)"
    assert own_copy._cell("=1+1") == "'=1+1"
    assert own_copy._cell(-3) == -3


def cells(table: bytes) -> list[str]:
    return [cell or " " for row in csv.reader(io.StringIO(table.decode("utf-8-sig"))) for cell in row]


def test_the_keys_of_questions_are_not_in_it(full: Kiosk) -> None:
    boris = accounts.sign_in(full.deps, BORIS.email, BORIS_PASSWORD)
    _, data = unpacked(own_copy.copy_of(full.deps, boris, Words("en")))
    item = full.deps.bank.skills["empathy"].items[0]
    numbers = [repr(value) for value in (item.a, *item.b)]
    assert len(data["questions"]) > 100
    allowed = {"kind", "text", "format", "actions", "guidance"}
    for question in data["questions"].values():
        assert set(question) <= allowed
    assert not [one for one in numbers if len(one) > 6 and one in json.dumps(data)]


def test_the_data_are_as_their_contract_says(full: Kiosk, repo: Path) -> None:
    schema = json.loads((repo / "resources/contracts/personal-data.schema.json").read_text("utf-8"))
    _, data = unpacked(own_copy.copy_of(full.deps, full.session, Words("nl")))
    jsonschema_rs.validate(schema, data)


def test_it_is_there_within_ten_seconds(kiosk: Kiosk) -> None:
    for _ in range(4):
        sit(kiosk.deps, kiosk.session, attentive(kiosk.deps))
    began = time.monotonic()
    own_copy.copy_of(kiosk.deps, kiosk.session, Words("en"))
    assert time.monotonic() - began < 10


def test_saving_it_is_told_in_the_log_and_leaves_one_file(kiosk: Kiosk, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    own_copy.save(kiosk.deps, kiosk.session, out / "all.zip", Words("en"))
    assert [path.name for path in out.iterdir()] == ["all.zip"]
    assert (out / "all.zip").stat().st_mode & 0o777 == 0o600
    assert [line.action for line in log_of(kiosk)][-1] == "data_saved"


def log_of(kiosk: Kiosk):
    return access_log.checked(kiosk.deps, kiosk.session).lines


class FullDisk(io.BytesIO):
    def write(self, _: object) -> int:
        raise OSError(28, "No space left on device")


def test_a_full_disk_leaves_no_half_a_file_and_no_line(
    kiosk: Kiosk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    before = log_of(kiosk)
    monkeypatch.setattr(os, "fdopen", lambda _handle, _mode: FullDisk())
    with pytest.raises(EnvironmentFault) as told:
        own_copy.save(kiosk.deps, kiosk.session, out / "all.zip", Words("en"))
    assert told.value.code == "disk_full"
    assert list(out.iterdir()) == []
    assert log_of(kiosk) == before


def test_what_could_not_be_told_is_not_saved_either(
    kiosk: Kiosk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise EnvironmentFault("disk_full", folder="")

    out = tmp_path / "out"
    out.mkdir()
    (out / "all.zip").write_bytes(b"the old one")
    monkeypatch.setattr(kiosk.session.safe.log, "append", full)
    with pytest.raises(EnvironmentFault):
        own_copy.save(kiosk.deps, kiosk.session, out / "all.zip", Words("en"))
    assert [(path.name, path.read_bytes()) for path in out.iterdir()] == [("all.zip", b"the old one")]


@pytest.mark.parametrize("place", ["nowhere/all.zip", ".", "a\0b"])
def test_a_place_that_is_none_gets_a_clear_word(kiosk: Kiosk, tmp_path: Path, place: str) -> None:
    with pytest.raises(Fault) as told:
        own_copy.save(kiosk.deps, kiosk.session, tmp_path / place, Words("en"))
    assert isinstance(told.value, UsageFault)


@pytest.mark.parametrize(
    "text", ["\0 a \x07 b", "\U0001f600 مرحبا 你好 שלום", "x" * 30_000, "**no** _[mark] ^[up]", "\n\n \n."]
)
def test_whatever_somebody_wrote_the_paper_can_be_made(tmp_path: Path, text: str) -> None:
    kiosk = Kiosk.at(tmp_path, text=text)
    file, data = unpacked(own_copy.copy_of(kiosk.deps, kiosk.session, Words("en")))
    assert pdf_text(file, Words("en"))
    assert data["safe"]["response_event"][0]["value"]["text"] == text


def test_a_sitting_that_is_going_on_is_in_it_too(tmp_path: Path) -> None:
    kiosk = Kiosk.at(tmp_path)
    standing = sittings.begin(kiosk.deps, kiosk.session)
    _, data = unpacked(own_copy.copy_of(kiosk.deps, kiosk.session, Words("en")))
    assert standing.attempt.id in [row["id"] for row in data["safe"]["attempt"]]


def test_a_choice_that_was_withdrawn_stays_in_it(kiosk: Kiosk) -> None:
    organisation = there(kiosk.deps.assessment.organisation)
    consents.withdraw(kiosk.deps, kiosk.session, organisation, "human_rating")
    assert ratings.obstacle(kiosk.deps, kiosk.session, kiosk.attempt_id) == "not_granted"
    _, data = unpacked(own_copy.copy_of(kiosk.deps, kiosk.session, Words("en")))
    (grant,) = data["safe"]["consent_grant"]
    assert grant["withdrawn_ms"] is not None
