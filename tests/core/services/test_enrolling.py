"""Nothing is trusted before somebody compared; a key that was trusted stays; a certificate makes the device theirs."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from progrez_desktop.core.errors import DataFault, UsageFault
from progrez_desktop.core.invitation_text import invitation_text
from progrez_desktop.core.keys.inbox import InboxKeyPair, new_key_pair
from progrez_desktop.core.keys.organisation_papers import code_sha256
from progrez_desktop.core.keys.signing import has_signed, public_of
from progrez_desktop.core.services import consents, enrolling, releasing, sending
from progrez_desktop.core.services.deps import Deps
from tests.core.services.enrolling_house import accepted, known
from tests.core.services.rating_house import ORGANISATION, Kiosk
from tests.core.services.release_house import Employer, finished_at, outbox_rows, with_key
from tests.fakes import MONDAY_MS, FakeEntropy, there
from tests.organisations import DAY_MS, Organisation


@pytest.fixture
def employer() -> Employer:
    return Employer.made()


@pytest.fixture
def kiosk(tmp_path: Path, employer: Employer) -> Kiosk:
    return finished_at(tmp_path / "kiosk", employer)


@pytest.fixture
def water_board(employer: Employer) -> Organisation:
    """The organisation of the assessment that ships, with the key that its pack brings."""
    return Organisation.made(ORGANISATION, pair=employer.pair)


def did(deps: Deps) -> list[str]:
    return [event.action for event in deps.device.audit.events()]


def released(kiosk: Kiosk) -> None:
    kiosk.grant("profile")
    releasing.send(kiosk.deps, kiosk.session, releasing.look(kiosk.deps, kiosk.session))


def test_an_invitation_is_compared_pinned_and_asked_with(kiosk: Kiosk, water_board: Organisation) -> None:
    offered = enrolling.look(kiosk.deps, enrolling.read(water_board.invitation_file()))
    assert (offered.fingerprint, offered.change) == (water_board.fingerprint, "new")
    assert kiosk.deps.device.organisations.all() == []  # nothing is trusted by looking
    request = enrolling.accept(kiosk.deps, offered, water_board.fingerprint.upper(), " Kiosk  3 ")
    pinned = known(kiosk.deps, water_board)
    assert (pinned.state, pinned.enrolment, pinned.card) == ("trusted", "invited", water_board.card)
    assert (pinned.kind, pinned.device_name) == ("kiosk", "Kiosk 3")
    receiver = there(kiosk.deps.device.organisations.receiver(ORGANISATION))
    assert receiver.public_key == water_board.card.seal_keys[0].public_key
    assert (request["device_id"], request["name"]) == (receiver.device_id, "Kiosk 3")
    assert request["public_key"] == public_of(receiver.signing_key).hex()
    assert did(kiosk.deps)[-1] == "organisation_trusted"


def test_a_request_keeps_its_contract_and_proves_the_code(kiosk: Kiosk, water_board: Organisation) -> None:
    from base64 import b64decode

    from progrez_desktop.core.json_document import keep_contract

    request = accepted(kiosk.deps, water_board)
    keep_contract(request, "enrolment-request")
    proven = b"progrez/v1/enrolment-request\0" + code_sha256(request["code"])
    assert has_signed(bytes.fromhex(request["public_key"]), proven, b64decode(request["proof"]))


@pytest.mark.parametrize("compared", ["", "0" * 64, "8A2F"])
def test_another_fingerprint_trusts_nobody(kiosk: Kiosk, water_board: Organisation, compared: str) -> None:
    with pytest.raises(UsageFault, match="fingerprint_differs"):
        accepted(kiosk.deps, water_board, compared=compared)
    assert kiosk.deps.device.organisations.all() == []
    assert "organisation_trusted" not in did(kiosk.deps)


def test_a_device_without_a_name_asks_nothing(kiosk: Kiosk, water_board: Organisation) -> None:
    offered = enrolling.look(kiosk.deps, enrolling.read(water_board.invitation_file()))
    for name in ("", "  ", "x" * 81, "bell\a"):
        with pytest.raises(UsageFault, match="device_name"):
            enrolling.accept(kiosk.deps, offered, water_board.fingerprint, name)
    assert kiosk.deps.device.organisations.all() == []


def test_an_invitation_ends_and_one_of_a_workstation_is_for_a_registry(kiosk: Kiosk, water_board: Organisation) -> None:
    over = water_board.invitation_file(until_ms=MONDAY_MS)
    with pytest.raises(UsageFault, match="invitation_over"):
        enrolling.look(kiosk.deps, enrolling.read(over))
    with pytest.raises(UsageFault, match="invitation_workstation"):
        enrolling.look(kiosk.deps, enrolling.read(water_board.invitation_file("workstation")))


def test_a_changed_invitation_is_refused(water_board: Organisation) -> None:
    changed = json.loads(water_board.invitation_file())
    changed["body"]["card"]["body"]["server"] = "https://elsewhere.example.org"
    with pytest.raises(DataFault, match="signature_wrong"):
        enrolling.read(json.dumps(changed).encode())


def test_a_code_that_was_scanned_is_the_same_invitation(kiosk: Kiosk, water_board: Organisation) -> None:
    document = water_board.invitation()
    scanned = enrolling.read_scanned(invitation_text(document) + "\r\n")
    assert scanned == enrolling.read(json.dumps(document).encode())
    assert scanned == enrolling.read(invitation_text(document).encode())


# A device that released before it was enrolled


def test_a_device_that_released_before_keeps_its_id_and_its_key(kiosk: Kiosk, water_board: Organisation) -> None:
    released(kiosk)
    before = there(kiosk.deps.device.organisations.receiver(ORGANISATION))
    offered = enrolling.look(kiosk.deps, enrolling.read(water_board.invitation_file()))
    assert offered.change == "from_pack"
    request = enrolling.accept(kiosk.deps, offered, water_board.fingerprint, "Kiosk 3")
    assert there(kiosk.deps.device.organisations.receiver(ORGANISATION)) == before
    enrolling.take_certificate(kiosk.deps, ORGANISATION, water_board.certificate(request))
    (row,) = outbox_rows(kiosk)
    assert json.loads(row["header"])["device_id"] == request["device_id"]
    assert sending.state_of(kiosk.deps, known(kiosk.deps, water_board)) == "ready"


def test_a_card_without_the_key_of_the_pack_is_not_taken(kiosk: Kiosk) -> None:
    released(kiosk)
    stranger = Organisation.made(ORGANISATION, seed=66)
    offered = enrolling.look(kiosk.deps, enrolling.read(stranger.invitation_file()))
    assert offered.change == "another_key"
    with pytest.raises(DataFault, match="organisation_key_changed"):
        enrolling.accept(kiosk.deps, offered, stranger.fingerprint, "Kiosk 3")
    assert known(kiosk.deps, stranger).state == "pinned"


def test_a_pack_with_a_key_that_the_card_lacks_releases_nothing(kiosk: Kiosk, water_board: Organisation) -> None:
    accepted(kiosk.deps, water_board)
    with_key(kiosk, new_key_pair(FakeEntropy(99)).public)
    kiosk.grant("profile")
    with pytest.raises(DataFault, match="organisation_key_changed"):
        releasing.send(kiosk.deps, kiosk.session, releasing.look(kiosk.deps, kiosk.session))
    assert outbox_rows(kiosk) == []


# Keys that are renewed


def test_after_a_rotation_the_new_key_is_sealed_to_and_a_pack_with_the_old_one_goes_on(
    kiosk: Kiosk, water_board: Organisation, employer: Employer
) -> None:
    accepted(kiosk.deps, water_board)
    newer = new_key_pair(FakeEntropy(99))
    assert enrolling.take_card(kiosk.deps, ORGANISATION, water_board.rotated(newer).card_document()) == "newer"
    released(kiosk)
    (row,) = outbox_rows(kiosk)
    assert json.loads(row["header"])["key_id"] == water_board.card.seal_keys[0].key_id
    Employer(newer).opened(row["header"], row["envelope"])
    assert did(kiosk.deps)[-1] == "organisation_card_renewed"
    assert employer.pair.public in [key.public_key for key in there(known(kiosk.deps, water_board).card).seal_keys]


def test_an_older_card_does_not_come_back(kiosk: Kiosk, water_board: Organisation) -> None:
    old, first = water_board.card_document(), water_board.invitation_file()
    accepted(kiosk.deps, water_board)
    water_board.rotated(new_key_pair(FakeEntropy(99)))
    enrolling.take_card(kiosk.deps, ORGANISATION, water_board.card_document())
    assert enrolling.take_card(kiosk.deps, ORGANISATION, old) == "older"
    accepted(kiosk.deps, water_board, first)  # an invitation from before brings its code, and no card
    assert there(known(kiosk.deps, water_board).card).number == 2


def test_a_card_of_other_keys_is_told_and_changes_nothing(kiosk: Kiosk, water_board: Organisation) -> None:
    accepted(kiosk.deps, water_board)
    stranger = Organisation.made(ORGANISATION, seed=66).rotated(new_key_pair(FakeEntropy(9)))
    with pytest.raises(DataFault, match="organisation_key_changed"):
        enrolling.take_card(kiosk.deps, ORGANISATION, stranger.card_document())
    assert known(kiosk.deps, water_board).card == water_board.card


def test_other_keys_are_taken_only_by_whoever_compared_them_and_asked_for_that(
    kiosk: Kiosk, water_board: Organisation
) -> None:
    request = accepted(kiosk.deps, water_board)
    enrolling.take_certificate(kiosk.deps, ORGANISATION, water_board.certificate(request))
    anew = Organisation.made(ORGANISATION, seed=66)
    with pytest.raises(UsageFault, match="fingerprint_differs"):
        accepted(kiosk.deps, anew, compared=water_board.fingerprint, repin=True)
    assert accepted(kiosk.deps, anew, repin=True)["device_id"] == request["device_id"]
    pinned = known(kiosk.deps, anew)
    assert (pinned.card, pinned.enrolment, pinned.certificate_document) == (anew.card, "invited", None)
    assert did(kiosk.deps)[-1] == "organisation_repinned"


# What the organisation says of this device


def test_the_certificate_is_taken_when_it_is_there(kiosk: Kiosk, water_board: Organisation) -> None:
    request = accepted(kiosk.deps, water_board)
    assert enrolling.take_state(kiosk.deps, ORGANISATION, water_board.state(request, "asked")) == "asked"
    assert sending.state_of(kiosk.deps, known(kiosk.deps, water_board)) == "asked"
    told = water_board.state(request)
    assert enrolling.take_state(kiosk.deps, ORGANISATION, told) == "admitted"
    assert enrolling.take_state(kiosk.deps, ORGANISATION, told) == "admitted"
    assert did(kiosk.deps).count("device_admitted") == 1
    assert known(kiosk.deps, water_board).certificate_document == told["certificate"]


def test_a_certificate_of_others_or_another_time_is_refused(kiosk: Kiosk, water_board: Organisation) -> None:
    request = accepted(kiosk.deps, water_board)
    stranger = Organisation.made(ORGANISATION, seed=66)
    refused = {
        "certificate_other_device": water_board.certificate(request, device_id="e" * 32),
        "certificate_foreign": water_board.certificate(request, organisation_id="b" * 32),
        "certificate_early": water_board.certificate(request, from_ms=MONDAY_MS + DAY_MS),
        "certificate_ended": water_board.certificate(request, until_ms=MONDAY_MS),
        "signature_wrong": stranger.certificate(request),
    }
    for code, certificate in refused.items():
        with pytest.raises(DataFault, match=code):
            enrolling.take_state(kiosk.deps, ORGANISATION, water_board.state(request, certificate=certificate))
    assert known(kiosk.deps, water_board).enrolment == "invited"


def test_the_state_of_another_device_is_refused(kiosk: Kiosk, water_board: Organisation) -> None:
    request = accepted(kiosk.deps, water_board)
    for other in ({"device_id": "e" * 32}, {"organisation_id": "b" * 32}):
        with pytest.raises(DataFault, match="enrolment_other"):
            enrolling.take_state(kiosk.deps, ORGANISATION, water_board.state({**request}, **other))
    bare = water_board.state(request)
    del bare["certificate"]
    with pytest.raises(DataFault, match="enrolment_other"):
        enrolling.take_state(kiosk.deps, ORGANISATION, bare)


def test_an_older_certificate_that_comes_once_more_takes_the_place_of_none_that_lasts_longer(
    kiosk: Kiosk, water_board: Organisation
) -> None:
    request = accepted(kiosk.deps, water_board)
    older = water_board.certificate(request, until_ms=MONDAY_MS + DAY_MS)
    newer = water_board.certificate(request, until_ms=MONDAY_MS + 9 * DAY_MS)
    for document in (older, newer, older):
        enrolling.take_certificate(kiosk.deps, ORGANISATION, document)
    assert known(kiosk.deps, water_board).certificate_document == newer


def test_a_device_that_was_dropped_or_whose_certificate_ended_may_send_nothing(
    kiosk: Kiosk, water_board: Organisation
) -> None:
    request = accepted(kiosk.deps, water_board)
    short = water_board.certificate(request, until_ms=MONDAY_MS + DAY_MS)
    enrolling.take_state(kiosk.deps, ORGANISATION, water_board.state(request, certificate=short))
    assert sending.state_of(kiosk.deps, known(kiosk.deps, water_board)) == "ready"
    kiosk.clock.advance(DAY_MS)
    assert sending.state_of(kiosk.deps, known(kiosk.deps, water_board)) == "certificate_ended"
    enrolling.take_state(kiosk.deps, ORGANISATION, water_board.state(request, "dropped"))
    assert sending.state_of(kiosk.deps, known(kiosk.deps, water_board)) == "dropped"
    assert known(kiosk.deps, water_board).certificate_document is None


def test_without_a_network_certificate_and_state_come_as_files(kiosk: Kiosk, water_board: Organisation) -> None:
    request = accepted(kiosk.deps, water_board)
    bare = json.dumps(water_board.certificate(request)).encode()
    assert enrolling.take_file(kiosk.deps, bare) == ORGANISATION
    assert known(kiosk.deps, water_board).enrolment == "admitted"
    whole = json.dumps(water_board.state(request, "dropped")).encode()
    assert enrolling.take_file(kiosk.deps, whole) == ORGANISATION
    assert known(kiosk.deps, water_board).enrolment == "dropped"
    with pytest.raises(DataFault, match="json_"):
        enrolling.take_file(kiosk.deps, b"[]")


# Trusting no more


def test_a_dropped_organisation_gets_nothing_until_somebody_compares_again(
    kiosk: Kiosk, water_board: Organisation
) -> None:
    accepted(kiosk.deps, water_board)
    assert enrolling.drop(kiosk.deps, ORGANISATION).state == "dropped"
    assert kiosk.deps.device.organisations.receiver(ORGANISATION) is None
    kiosk.grant("profile")
    with pytest.raises(DataFault, match="organisation_dropped"):
        releasing.send(kiosk.deps, kiosk.session, releasing.look(kiosk.deps, kiosk.session))
    with pytest.raises(UsageFault, match="not_enrolled"):
        enrolling.relay_of(kiosk.deps, ORGANISATION)
    offered = enrolling.look(kiosk.deps, enrolling.read(water_board.invitation_file()))
    assert offered.change == "back"
    enrolling.accept(kiosk.deps, offered, water_board.fingerprint, "Kiosk 3")
    released(kiosk)
    assert len(outbox_rows(kiosk)) == 1


def test_who_withdrew_is_not_forgotten_by_dropping_the_organisation(kiosk: Kiosk, water_board: Organisation) -> None:
    accepted(kiosk.deps, water_board)
    released(kiosk)
    kiosk.deps.device._database.write("UPDATE outbox SET state = 'done'")
    consents.withdraw(kiosk.deps, kiosk.session, there(kiosk.deps.assessment.organisation), "profile")
    with pytest.raises(UsageFault, match="organisation_erasures_wait"):
        enrolling.drop(kiosk.deps, ORGANISATION)
    enrolling.drop(kiosk.deps, ORGANISATION, anyway=True)
    assert did(kiosk.deps)[-1] == "organisation_dropped"


def test_an_organisation_is_named_by_the_beginning_of_its_id_or_not_at_all(kiosk: Kiosk) -> None:
    with pytest.raises(UsageFault, match="organisation_none_yet"):
        enrolling.chosen(kiosk.deps, None)
    with pytest.raises(UsageFault, match="organisation_unknown"):
        enrolling.chosen(kiosk.deps, "ab")
    accepted(kiosk.deps, Organisation.made("a" * 32))
    assert enrolling.chosen(kiosk.deps, None).organisation_id == "a" * 32
    accepted(kiosk.deps, Organisation.made("b" * 32, seed=66))
    with pytest.raises(UsageFault, match="organisation_which"):
        enrolling.chosen(kiosk.deps, None)
    assert enrolling.chosen(kiosk.deps, "bb").organisation_id == "b" * 32


def test_what_is_held_about_the_device_is_private(kiosk: Kiosk, water_board: Organisation) -> None:
    accepted(kiosk.deps, water_board)
    pinned = known(kiosk.deps, water_board)
    assert pinned.device_key.hex() not in repr(pinned) and repr(pinned.device_key) not in repr(pinned)
    assert InboxKeyPair(b"", b"x" * 8).private not in repr(replace(pinned, name="")).encode()


def test_what_was_sealed_for_keys_that_are_no_more_is_released_again_for_the_new_ones(
    kiosk: Kiosk, water_board: Organisation
) -> None:
    accepted(kiosk.deps, water_board)
    released(kiosk)
    (row,) = outbox_rows(kiosk)
    anew = new_key_pair(FakeEntropy(99))
    accepted(kiosk.deps, Organisation.made(ORGANISATION, seed=66, pair=anew), repin=True)
    with_key(kiosk, anew.public)
    assert releasing.look(kiosk.deps, kiosk.session).obstacle == "sent_already"
    kiosk.deps.device.batches.stop(row["seq"], "organisation_key_changed")  # as the next press of Send does
    released_again = releasing.send(kiosk.deps, kiosk.session, releasing.look(kiosk.deps, kiosk.session))
    assert released_again.obstacle == "sent_already"
    row = outbox_rows(kiosk)[-1]
    assert (row["version"], row["state"]) == (2, "waiting")
    Employer(anew).opened(row["header"], row["envelope"])
