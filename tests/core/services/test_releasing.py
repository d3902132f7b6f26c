"""A grant permits; only a release after seeing what leaves puts anything into the outbox, and it is what was seen."""

import hashlib
import json
from base64 import b64encode
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from progrez_desktop.core.errors import DataFault, EnvironmentFault, UsageFault
from progrez_desktop.core.keys.signing import public_of
from progrez_desktop.core.keys.withdrawal_code import MOST
from progrez_desktop.core.model.consent import PURPOSES
from progrez_desktop.core.resources import resource_json
from progrez_desktop.core.services import (
    access_log,
    consents,
    my_data,
    own_copy,
    own_paper,
    receipts,
    releasing,
    retention,
    sealing,
)
from progrez_desktop.core.words import LANGUAGES, Words
from tests.core.documents.pdf_text import squeezed, text_of
from tests.core.services.rating_house import CANARIES, Kiosk
from tests.core.services.release_house import Employer, finished_at, outbox_rows, with_key
from tests.fakes import there
from tests.own_details import APART

DAY_MS = 86_400_000


@pytest.fixture
def employer() -> Employer:
    return Employer.made()


@pytest.fixture
def kiosk(tmp_path: Path, employer: Employer) -> Kiosk:
    return finished_at(tmp_path, employer)


def send(kiosk: Kiosk) -> releasing.Ahead:
    return releasing.send(kiosk.deps, kiosk.session, releasing.look(kiosk.deps, kiosk.session))


def sent(kiosk: Kiosk, employer: Employer) -> list[tuple[dict[str, Any], dict[str, Any]]]:
    """What waits to leave: header and content, opened by the organisation."""
    return [
        (json.loads(row["header"]), employer.opened(row["header"], row["envelope"]))
        for row in outbox_rows(kiosk)
        if row["kind"] == "put" and row["state"] == "waiting"
    ]


def test_a_choice_alone_sends_nothing_and_walking_away_neither(kiosk: Kiosk) -> None:
    kiosk.grant(*PURPOSES)
    assert releasing.look(kiosk.deps, kiosk.session).obstacle is None
    kiosk.sign_in_again()
    assert outbox_rows(kiosk) == []


def test_what_leaves_is_byte_for_byte_what_was_shown(kiosk: Kiosk, employer: Employer) -> None:
    kiosk.grant("profile", "contact", "background")
    seen = releasing.look(kiosk.deps, kiosk.session)
    assert releasing.send(kiosk.deps, kiosk.session, seen).obstacle == "sent_already"
    ((header, content),) = sent(kiosk, employer)
    (shown,) = seen.envelopes
    assert sealing.plain(content) == sealing.plain(shown.content)
    assert header["plain_bytes"] == len(sealing.plain(content))
    assert header["fields"] == ["scores", "provenance", "quality", "name", "email", "background"]
    jsonschema_rs.validate(resource_json("contracts", "release-header.schema.json"), header)
    jsonschema_rs.validate(resource_json("contracts", "released-profile.schema.json"), content)


def test_a_row_of_the_outbox_is_as_its_contract_says_and_signed_by_the_device(kiosk: Kiosk) -> None:
    kiosk.grant("profile")
    send(kiosk)
    (row,) = outbox_rows(kiosk)
    receiver = there(kiosk.deps.device.organisations.receiver(row["organisation_id"]))
    parts = (row["header"].encode(), row["envelope"], row["receipt"])
    message = b"progrez/v1/release\0" + b"".join(hashlib.sha256(part).digest() for part in parts)
    Ed25519PublicKey.from_public_bytes(public_of(receiver.signing_key)).verify(row["signature"], message)
    assert hashlib.sha256(row["receipt"]).hexdigest() == json.loads(row["header"])["receipt_sha256"]
    jsonschema_rs.validate(resource_json("contracts", "receipt.schema.json"), json.loads(row["receipt"]))
    told = {name: b64encode(value).decode() for name, value in row.items() if isinstance(value, bytes)}
    told["envelope_sha256"] = row["envelope_sha256"].hex()
    plain = {name: value for name, value in (row | told).items() if name != "erase_secret"}
    jsonschema_rs.validate(resource_json("contracts", "outbox.schema.json"), plain)


def test_no_canary_is_in_what_leaves_or_in_the_device_database(kiosk: Kiosk, employer: Employer) -> None:
    kiosk.grant(*PURPOSES)
    send(kiosk)
    opened = json.dumps([content for _, content in sent(kiosk, employer)])
    clear = str([(row["header"], row["receipt"]) for row in outbox_rows(kiosk)])
    never = (*APART.values(), CANARIES["text"], CANARIES["emotion"], CANARIES["score"], kiosk.session.account_id)
    for canary in never:
        assert canary not in opened
        assert canary not in clear
    database = kiosk.deps.device._database
    dump = str([database.rows("SELECT * FROM release"), database.rows("SELECT * FROM outbox")])
    for canary in (*never[:-1], CANARIES["name"], CANARIES["email"]):
        assert canary not in dump


def test_research_is_an_envelope_of_its_own_without_a_name(kiosk: Kiosk, employer: Employer) -> None:
    kiosk.grant("profile", "contact", "research")
    send(kiosk)
    (first, named), (second, unnamed) = sent(kiosk, employer)
    assert (first["purposes"], second["purposes"]) == (["profile", "contact"], ["research"])
    assert "name" in named
    assert not {"name", "email"} & set(unnamed)
    assert not {first[one] for one in ("release_id", "subject_id", "erase_hash")} & set(map(str, second.values()))


def test_a_skill_that_is_withheld_is_not_there_and_nothing_tells(kiosk: Kiosk, employer: Employer) -> None:
    kiosk.grant("profile", "background")
    ahead = releasing.withhold(kiosk.deps, kiosk.session, ["empathy", "work"])
    assert ahead.withheld == {"empathy", "work"}
    assert {"empathy"} < set(ahead.skills)
    releasing.send(kiosk.deps, kiosk.session, ahead)
    ((_, content),) = sent(kiosk, employer)
    assert len(content["scores"]) == len(ahead.skills) - 1
    assert "work" not in content["background"]
    assert "empathy" not in json.dumps(content)


def test_without_a_key_there_is_nobody_to_send_to_and_nothing_is_queued(tmp_path: Path) -> None:
    kiosk = finished_at(tmp_path, None)
    kiosk.grant("profile")
    ahead = releasing.look(kiosk.deps, kiosk.session)
    assert ahead.obstacle == "no_receiver"
    assert ahead.envelopes[0].content["scores"]
    with pytest.raises(UsageFault, match="release_no_receiver"):
        releasing.send(kiosk.deps, kiosk.session, ahead)
    with_key(kiosk, bytes(32))  # a point of the curve that gives everybody the same secret
    assert releasing.look(kiosk.deps, kiosk.session).obstacle == "no_receiver"
    assert outbox_rows(kiosk) == []


def test_refusing_everything_leaves_nothing_to_send(kiosk: Kiosk) -> None:
    kiosk.grant()
    with pytest.raises(UsageFault, match="release_nothing_allowed"):
        send(kiosk)
    assert outbox_rows(kiosk) == []


def test_nothing_is_sent_that_changed_after_it_was_looked_at(kiosk: Kiosk) -> None:
    kiosk.grant("profile", "contact")
    seen = releasing.look(kiosk.deps, kiosk.session)
    kiosk.grant("profile")
    with pytest.raises(UsageFault, match="release_changed"):
        releasing.send(kiosk.deps, kiosk.session, seen)
    assert outbox_rows(kiosk) == []


def test_another_key_than_the_first_is_not_sealed_to(kiosk: Kiosk) -> None:
    kiosk.grant("profile")
    send(kiosk)
    with_key(kiosk, Employer.made().pair.public[::-1])
    kiosk.grant("profile", "contact")
    before = outbox_rows(kiosk)
    with pytest.raises(DataFault, match="organisation_key_changed"):
        send(kiosk)
    assert outbox_rows(kiosk) == before


def test_a_changed_choice_drops_what_waits_and_seals_what_is_left(kiosk: Kiosk, employer: Employer) -> None:
    kiosk.grant("profile", "contact")
    send(kiosk)
    consents.withdraw(kiosk.deps, kiosk.session, there(kiosk.deps.assessment.organisation), "contact")
    ((header, content),) = sent(kiosk, employer)
    assert (header["version"], header["purposes"]) == (2, ["profile"])
    assert "name" not in content
    assert [row["kind"] for row in outbox_rows(kiosk)] == ["put"]  # the first version is not on the disk any more
    receipt = json.loads(outbox_rows(kiosk)[0]["receipt"])
    assert receipt["event"] == "renewed"
    assert receipt["previous_sha256"] is not None


def test_a_larger_choice_sends_no_more_until_it_was_seen(kiosk: Kiosk, employer: Employer) -> None:
    kiosk.grant("profile")
    send(kiosk)
    consents.allow(kiosk.deps, kiosk.session, there(kiosk.deps.assessment.organisation), "contact", "en")
    ((header, content),) = sent(kiosk, employer)
    assert header["version"] == 1
    assert "name" not in content
    send(kiosk)
    ((header, content),) = sent(kiosk, employer)
    assert (header["version"], "name" in content) == (2, True)


def carried_away(kiosk: Kiosk) -> None:
    """As the synchronisation does once the server has it."""
    for row in outbox_rows(kiosk):
        kiosk.deps.device.outbox.mark_sent(row["seq"])


def test_withdrawing_what_left_asks_to_erase_it_and_a_new_release_has_a_new_id(kiosk: Kiosk) -> None:
    kiosk.grant("profile", "human_rating")
    send(kiosk)
    (put,) = outbox_rows(kiosk)
    carried_away(kiosk)
    consents.withdraw(kiosk.deps, kiosk.session, there(kiosk.deps.assessment.organisation), "profile")
    _, erase = outbox_rows(kiosk)
    assert (erase["kind"], erase["release_id"], erase["version"]) == ("erase", put["release_id"], 2)
    assert hashlib.sha256(erase["erase_secret"]).hexdigest() == json.loads(put["header"])["erase_hash"]
    kiosk.grant("profile")
    send(kiosk)
    again = outbox_rows(kiosk)[-1]
    assert again["release_id"] != put["release_id"]
    assert json.loads(again["header"])["subject_id"] != json.loads(put["header"])["subject_id"]


@pytest.mark.parametrize("left", [False, True])
def test_what_was_withdrawn_alone_can_be_sent_again_and_leaves(kiosk: Kiosk, *, left: bool) -> None:
    kiosk.grant("profile", "research")
    for times in range(MOST + 2):
        assert send(kiosk).obstacle == "sent_already"
        (waits,) = kiosk.deps.device.outbox.waiting("research", kiosk.clock.now_ms())[-1:]
        assert waits.envelope is not None
        if left:
            carried_away(kiosk)
        kiosk.grant("profile")
        kinds = [row["kind"] for row in outbox_rows(kiosk) if row["release_id"] == waits.release_id]
        assert kinds == (["put", "erase"] if left else []), times
        kiosk.grant("profile", "research")
    assert len(kiosk.session.safe.releases.all_live()) == 1


def test_what_comes_to_its_end_is_told_at_sign_in_and_erased_there(kiosk: Kiosk) -> None:
    kiosk.grant("profile")
    send(kiosk)
    carried_away(kiosk)
    retention.choose(kiosk.deps, kiosk.session, "longer")
    kiosk.clock.advance(29 * DAY_MS)
    kiosk.sign_in_again()
    assert [row["kind"] for row in outbox_rows(kiosk)] == ["put", "erase"]
    events = [row["event"] for row in kiosk.session.safe.rows()["receipt"]]
    assert events == ["decided", "released", "ended"]
    kiosk.sign_in_again()
    assert [row["event"] for row in kiosk.session.safe.rows()["receipt"]] == events
    assert [row["action"] for row in kiosk.session.safe.rows()["access_log"]].count("consent_ended") == 1
    with pytest.raises(UsageFault, match="release_nothing_allowed"):
        send(kiosk)


def test_a_clock_set_back_revives_nothing(kiosk: Kiosk) -> None:
    kiosk.grant("profile")
    retention.choose(kiosk.deps, kiosk.session, "longer")
    kiosk.clock.advance(29 * DAY_MS)
    kiosk.sign_in_again()
    kiosk.clock.advance(-29 * DAY_MS)
    with pytest.raises(UsageFault, match="release_nothing_allowed"):
        send(kiosk)


@pytest.mark.parametrize("where", ["outbox", "receipt", "log"])
def test_a_full_disk_releases_all_of_it_or_nothing(kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    def full(*_: object) -> None:
        raise EnvironmentFault("disk_full", folder="")

    kiosk.grant("profile")
    before = kiosk.session.safe.rows(), outbox_rows(kiosk)
    places: dict[str, tuple[object, str]] = {
        "outbox": (kiosk.deps.device.outbox.__class__, "put"),
        "receipt": (kiosk.session.safe.receipts, "save"),
        "log": (kiosk.session.safe.log, "append"),
    }
    with monkeypatch.context() as patch:
        patch.setattr(*places[where], full)
        with pytest.raises(EnvironmentFault):
            send(kiosk)
    assert (kiosk.session.safe.rows(), outbox_rows(kiosk)) == before
    send(kiosk)
    assert len(outbox_rows(kiosk)) == 1


def test_a_receipt_has_the_code_and_the_own_copy_has_not(kiosk: Kiosk) -> None:
    kiosk.grant("profile")
    send(kiosk)
    receipt = there(receipts.latest(kiosk.session))
    code = receipt["dpv:hasWithdrawalMethod"]["dct:identifier"]
    jsonschema_rs.validate(resource_json("contracts", "consent-receipt.schema.json"), dict(receipt))
    assert code not in json.dumps(kiosk.session.safe.rows())
    kiosk.grant()
    assert "dct:identifier" not in there(receipts.latest(kiosk.session))["dpv:hasWithdrawalMethod"]


def test_another_organisation_is_told_apart_and_can_be_taken_back_from_here(kiosk: Kiosk) -> None:
    kiosk.grant("profile")
    send(kiosk)
    carried_away(kiosk)
    before = there(kiosk.deps.assessment.organisation)
    organisation = replace(before, id="ab" * 16, name={"en": "Another", "nl": "Een andere"}, public_key=None)
    kiosk.deps = replace(kiosk.deps, assessment=replace(kiosk.deps.assessment, organisation=organisation))
    assert consents.is_another(kiosk.deps, kiosk.session)
    kiosk.grant("profile", "contact")
    assert not consents.is_another(kiosk.deps, kiosk.session)
    mine = my_data.look(kiosk.deps, kiosk.session)
    ((other, choices),) = mine.others
    ((released),) = mine.released
    assert (released.organisation_id, released.fields, released.has_left) == (
        before.id,
        ("scores", "provenance", "quality"),
        True,
    )
    for words in map(Words, LANGUAGES):
        paper = squeezed(
            text_of(
                own_paper.paper(kiosk.deps, kiosk.session, own_copy.document(kiosk.deps, kiosk.session, words), words)
            )
        )
        assert squeezed(my_data.released_sentence(released, words)) in paper
    assert (other.id, other.name, [one.state for one in choices]) == (before.id, before.name, ["given"])
    consents.withdraw(kiosk.deps, kiosk.session, other, "profile")
    *_, line = access_log.checked(kiosk.deps, kiosk.session).lines
    names = my_data.names(kiosk.deps, kiosk.session)
    assert my_data.sentence(line, Words("nl"), names).startswith(f"{before.name['nl']}: ")
    assert [(row["kind"], row["organisation_id"]) for row in outbox_rows(kiosk)] == [
        ("put", before.id),
        ("erase", before.id),
    ]
    live = {grant.organisation_id for grant in kiosk.session.safe.grants() if grant.withdrawn_ms is None}
    assert live == {organisation.id}


def test_what_another_organisation_was_allowed_is_told_when_it_ends(kiosk: Kiosk) -> None:
    kiosk.grant("profile")
    organisation = replace(there(kiosk.deps.assessment.organisation), id="ab" * 16)
    kiosk.deps = replace(kiosk.deps, assessment=replace(kiosk.deps.assessment, organisation=organisation))
    retention.choose(kiosk.deps, kiosk.session, "longer")
    kiosk.clock.advance(29 * DAY_MS)
    kiosk.sign_in_again()
    assert [row["event"] for row in kiosk.session.safe.rows()["receipt"]] == ["decided", "ended"]


def test_an_older_device_database_put_back_forgets_no_release_and_revives_none(kiosk: Kiosk) -> None:
    kiosk.grant("profile")
    send(kiosk)
    carried_away(kiosk)
    database = kiosk.deps.device._database
    for statement in ("DELETE FROM outbox", "DELETE FROM release"):  # as it was before the release
        database.write(statement)
    kiosk.sign_in_again()
    assert kiosk.deps.device.outbox.states(kiosk.session.account_id) != {}
    kiosk.grant()
    (erase,) = outbox_rows(kiosk)
    assert erase["kind"] == "erase"
    database.write("DELETE FROM outbox")
    database.write("UPDATE release SET state = 'live', ended_ms = NULL")  # as it was before it was withdrawn
    kiosk.sign_in_again()
    assert set(kiosk.deps.device.outbox.states(kiosk.session.account_id).values()) == {"ended"}
    assert [row["kind"] for row in outbox_rows(kiosk)] == ["erase"]


def test_what_an_older_device_database_takes_for_waiting_is_erased_where_it_may_have_arrived(kiosk: Kiosk) -> None:
    kiosk.grant("profile")
    send(kiosk)  # the database of then is put back after it was sent, and withdrawn in the safe
    (record,) = kiosk.session.safe.releases.all_live()
    kiosk.session.safe.releases.end(record.id, 9)
    kiosk.sign_in_again()
    (erase,) = outbox_rows(kiosk)
    assert (erase["kind"], erase["release_id"], erase["state"]) == ("erase", record.id, "waiting")


def test_what_was_made_less_becomes_less_there_too_after_an_older_device_database_was_put_back(
    kiosk: Kiosk, employer: Employer
) -> None:
    kiosk.grant("profile", "contact")
    send(kiosk)
    carried_away(kiosk)
    database = kiosk.deps.device._database
    ((before,),) = database.rows("SELECT fields FROM release")
    consents.withdraw(kiosk.deps, kiosk.session, there(kiosk.deps.assessment.organisation), "contact")
    database.write("DELETE FROM outbox WHERE version = 2")
    database.write("UPDATE release SET version = 1, fields = ?", (before,))
    kiosk.sign_in_again()
    *_, (header, content) = sent(kiosk, employer)
    assert (header["version"], header["purposes"]) == (3, ["profile"])
    assert "name" not in content and "scores" in content
