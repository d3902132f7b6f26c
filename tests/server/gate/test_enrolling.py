"""Whoever brings a code and a proof may ask to be one of the organisation's; who is, its signing key decides."""

import json
import threading

import pytest
from sqlalchemy import select

from progrez_server.contracts import keeps
from progrez_server.settings import Limit, Settings
from progrez_server.store import enrolment_codes
from progrez_server.store.engine import Store
from progrez_server.store.migrating import migrate
from progrez_server.store.tables import device as device_table
from progrez_server.store.tables import enrolment_code, rate_limit
from tests.server.organisation import CODE, NOW_MS, YEAR_MS, Device, Organisation, hash_of, signature
from tests.server.world import LATER_MS, World, problem, world_over

OTHER_CODE = "ZZZZZ-56789-ABCDE-FGHJK-MNPQR"


def invite(world: World, desk: Device, code: str = OTHER_CODE, kind: str = "kiosk", until_ms: int = LATER_MS) -> None:
    body = {"contract": "progrez.enrolment-code/1", "organisation_id": desk.organisation_id, "kind": kind}
    told = {**body, "code_sha256": hash_of(code), "until_ms": until_ms}
    assert world.ask(desk, "POST", "/v1/enrolment-codes", told).status_code == 204


def test_the_first_workstation_brings_card_and_certificate(world: World, org: Organisation, desk: Device) -> None:
    reply = world.ask(desk, "GET", f"/v1/enrolments/{desk.id}", token=None)
    assert reply.status_code == 200 and keeps("enrolment-state", reply.json())
    assert (reply.json()["state"], reply.json()["card"]) == ("admitted", org.card())
    assert world.ask(None, "GET", f"/v1/organisations/{org.id}").json() == org.card()


def test_the_first_code_without_a_card_founds_nothing_and_is_not_used(world: World, org: Organisation) -> None:
    world.set_up(org)
    first = Device(seed=101, kind="workstation")
    assert problem(world.post("/v1/enrolments", first.request())) == "card_missing"
    foreign = Organisation(seed=9)
    wrong = first.request(card=foreign.card(), certificate=org.certificate(first))
    assert problem(world.post("/v1/enrolments", wrong)) == "certificate_wrong"
    forged = {**org.card(), "signature": foreign.card()["signature"]}
    assert problem(world.post("/v1/enrolments", first.request(card=forged))) == "card_missing"
    told = first.request(card=forged, certificate=org.certificate(first))
    assert problem(world.post("/v1/enrolments", told)) == "card_signature"
    other = first.request(card=org.card(receipt_key="0" * 64), certificate=org.certificate(first))
    assert problem(world.post("/v1/enrolments", other)) == "card_differs"
    elsewhere = {**(org.sign_in or {}), "issuer": "https://evil.example.org"}
    other = first.request(card=org.card(sign_in=elsewhere), certificate=org.certificate(first))
    assert problem(world.post("/v1/enrolments", other)) == "card_differs"
    assert problem(world.ask(None, "GET", f"/v1/organisations/{org.id}")) == "not_found"
    right = first.request(card=org.card(), certificate=org.certificate(first))
    assert world.post("/v1/enrolments", right).status_code == 201


def test_a_device_asks_is_admitted_and_takes_its_certificate(world: World, org: Organisation, desk: Device) -> None:
    invite(world, desk)
    kiosk = Device()
    asked = world.post("/v1/enrolments", kiosk.request(OTHER_CODE))
    assert asked.status_code == 201 and keeps("enrolment-state", asked.json())
    assert asked.json()["state"] == "asked" and "certificate" not in asked.json()
    path = f"/v1/enrolments/{kiosk.id}"
    assert world.ask(kiosk, "GET", path, token=None).json()["state"] == "asked"
    assert problem(world.ask(kiosk, "GET", "/v1/mail")) == "device_not_admitted"
    listed = world.ask(desk, "GET", "/v1/enrolments").json()
    assert keeps("enrolments", listed)
    assert {(one["device_id"], one["state"]) for one in listed["devices"]} == {
        (kiosk.id, "asked"),
        (desk.id, "admitted"),
    }
    admitted = world.ask(desk, "POST", f"{path}/admission", org.certificate(kiosk))
    assert admitted.json()["certificate"] == org.certificate(kiosk)
    assert world.ask(kiosk, "GET", path, token=None).json()["certificate"] == org.certificate(kiosk)
    assert world.ask(kiosk, "GET", "/v1/mail", token=None).status_code == 200


def test_a_code_is_good_for_one_device_which_may_ask_twice(world: World, desk: Device) -> None:
    invite(world, desk)
    kiosk, other = Device(), Device(seed=3)
    assert world.post("/v1/enrolments", kiosk.request(OTHER_CODE)).status_code == 201
    assert world.post("/v1/enrolments", kiosk.request(OTHER_CODE)).status_code == 200
    assert problem(world.post("/v1/enrolments", other.request(OTHER_CODE))) == "enrolment_code_used"
    stolen = {**other.request(OTHER_CODE), "device_id": kiosk.id}
    assert problem(world.post("/v1/enrolments", stolen)) == "enrolment_code_used"
    assert problem(world.post("/v1/enrolments", other.request(CODE))) == "enrolment_code_used"


def test_a_code_that_is_being_used_makes_the_next_one_wait(world: World, org: Organisation, desk: Device) -> None:
    invite(world, desk)
    told: list[str] = []
    asking = threading.Thread(
        target=lambda: told.append(problem(world.post("/v1/enrolments", Device().request(OTHER_CODE))))
    )
    with world.store.writing() as connection:
        assert enrolment_codes.find(connection, org.id, hash_of(OTHER_CODE))
        asking.start()
        asking.join(0.5)
        assert asking.is_alive()
        enrolment_codes.use(connection, org.id, hash_of(OTHER_CODE), Device(seed=3).id, NOW_MS)
    asking.join()
    assert told == ["enrolment_code_used"]


def test_an_id_belongs_to_the_key_that_came_with_it(world: World, desk: Device) -> None:
    invite(world, desk)
    kiosk, other = Device(), Device(seed=3)
    world.post("/v1/enrolments", kiosk.request(OTHER_CODE))
    again = "Z" * 5 + OTHER_CODE[5:-1] + "S"
    invite(world, desk, again)
    stolen = {**other.request(again), "device_id": kiosk.id}
    assert problem(world.post("/v1/enrolments", stolen)) == "device_known"


def test_codes_end_fit_one_kind_and_are_proven(world: World, desk: Device) -> None:
    kiosk = Device()
    assert problem(world.post("/v1/enrolments", kiosk.request("0" + OTHER_CODE[1:]))) == "enrolment_code_wrong"
    assert problem(world.post("/v1/enrolments", kiosk.request(None))) == "enrolment_code_wrong"
    invite(world, desk, until_ms=NOW_MS + 1000)
    home = Device(seed=4, kind="home")
    assert problem(world.post("/v1/enrolments", home.request(OTHER_CODE))) == "enrolment_code_kind"
    copied = {**Device(seed=5).request(OTHER_CODE), "proof": kiosk.request(OTHER_CODE)["proof"]}
    assert problem(world.post("/v1/enrolments", copied)) == "enrolment_proof_wrong"
    other_use = {**kiosk.request(OTHER_CODE), "proof": signature(kiosk.key, "pack", b"")}
    assert problem(world.post("/v1/enrolments", other_use)) == "enrolment_proof_wrong"
    world.clock.at_ms = NOW_MS + 1000
    assert problem(world.post("/v1/enrolments", kiosk.request(OTHER_CODE))) == "enrolment_code_ended"


def test_guessing_codes_comes_to_a_stop(empty_store: Store, org: Organisation) -> None:
    migrate(empty_store)
    with world_over(empty_store, Settings(enrolment_limit=Limit(5, 6_000))) as world:
        desk = world.found(org)
        invite(world, desk)
        kiosk = Device()
        guesses = [f"{n:05}-56789-ABCDE-FGHJK-MNPQR" for n in range(4)]
        assert [problem(world.post("/v1/enrolments", kiosk.request(one))) for one in guesses] == [
            "enrolment_code_wrong"
        ] * 4
        stopped = world.post("/v1/enrolments", kiosk.request(OTHER_CODE))
        assert (stopped.status_code, problem(stopped), stopped.headers["retry-after"]) == (
            429,
            "too_many_requests",
            "6",
        )
        world.clock.at_ms += 6_000
        assert world.post("/v1/enrolments", kiosk.request(OTHER_CODE)).status_code == 201


def test_what_is_no_organisation_leaves_no_trace(world: World, desk: Device) -> None:
    stranger = Device(organisation_id="f" * 32)
    assert problem(world.post("/v1/enrolments", stranger.request())) == "not_found"
    assert problem(world.ask(None, "GET", f"/v1/organisations/{'f' * 32}")) == "not_found"
    assert problem(world.ask(stranger, "GET", "/v1/mail")) == "device_unknown"
    with world.store.reading() as connection:
        assert set(connection.execute(select(rate_limit.c.org)).scalars()) == {desk.organisation_id}


@pytest.mark.parametrize(
    "changed",
    [
        {"organisation_id": "b" * 32},
        {"device_id": "0" * 32},
        {"kind": "workstation"},
        {"public_key": "0" * 64},
        {"until_ms": NOW_MS},
        {"from_ms": NOW_MS + 3 * YEAR_MS},
    ],
)
def test_a_certificate_is_of_this_organisation_for_this_device_and_of_now(
    world: World, org: Organisation, desk: Device, changed: dict[str, object]
) -> None:
    invite(world, desk)
    kiosk = Device()
    world.post("/v1/enrolments", kiosk.request(OTHER_CODE))
    path = f"/v1/enrolments/{kiosk.id}/admission"
    assert problem(world.ask(desk, "POST", path, org.certificate(kiosk, **changed))) == "certificate_wrong"
    foreign = Organisation(seed=9).certificate(kiosk)
    assert problem(world.ask(desk, "POST", path, foreign)) == "certificate_wrong"


def test_a_device_that_asked_with_a_file_is_admitted_by_its_certificate(
    world: World, org: Organisation, desk: Device
) -> None:
    kiosk = world.admit(org, Device(), desk)
    assert world.ask(kiosk, "GET", "/v1/mail", token=None).status_code == 200
    other = f"/v1/enrolments/{Device(seed=3).id}/admission"
    assert problem(world.ask(desk, "POST", other, org.certificate(Device()))) == "certificate_wrong"


def test_a_dropped_device_is_told_so_and_nothing_else(world: World, org: Organisation, desk: Device) -> None:
    kiosk = world.admit(org, Device(), desk)
    path = f"/v1/enrolments/{kiosk.id}"
    assert world.ask(desk, "DELETE", path).status_code == 204
    assert world.ask(desk, "DELETE", path).status_code == 204
    assert problem(world.ask(kiosk, "GET", "/v1/mail")) == "device_dropped"
    told = world.ask(kiosk, "GET", path, token=None).json()
    assert told["state"] == "dropped" and "certificate" not in told
    assert problem(world.ask(desk, "POST", f"{path}/admission", org.certificate(kiosk))) == "device_dropped"
    invite(world, desk)
    assert world.post("/v1/enrolments", kiosk.request(OTHER_CODE)).json()["state"] == "asked"
    assert world.ask(desk, "POST", f"{path}/admission", org.certificate(kiosk)).json()["state"] == "admitted"


def test_being_invited_once_more_ends_no_admission(world: World, org: Organisation, desk: Device) -> None:
    kiosk = world.admit(org, Device(), desk)
    invite(world, desk)
    assert world.post("/v1/enrolments", kiosk.request(OTHER_CODE)).json()["state"] == "admitted"


def test_somebody_is_left_who_admits_others(world: World, desk: Device) -> None:
    assert problem(world.ask(desk, "DELETE", f"/v1/enrolments/{desk.id}")) == "own_device"
    assert problem(world.ask(desk, "DELETE", f"/v1/enrolments/{'0' * 32}")) == "not_found"


def test_a_device_sees_its_own_enrolment_alone(world: World, org: Organisation, desk: Device) -> None:
    kiosk = world.admit(org, Device(), desk)
    assert problem(world.ask(kiosk, "GET", f"/v1/enrolments/{desk.id}")) == "not_found"


def test_a_card_goes_forwards_and_only_with_the_first_key(world: World, org: Organisation, desk: Device) -> None:
    path = f"/v1/organisations/{org.id}"
    assert world.ask(desk, "PUT", path, org.card(3)).status_code == 204
    assert world.ask(desk, "PUT", path, org.card(3)).status_code == 204
    assert problem(world.ask(desk, "PUT", path, org.card(2))) == "card_older"
    assert problem(world.ask(desk, "PUT", path, org.card(3, at_ms=NOW_MS + 1))) == "card_older"
    foreign = Organisation(seed=9)
    assert problem(world.ask(desk, "PUT", path, foreign.card(4))) == "card_signature"
    mixed = org.card(4, signing_key=foreign.signing_key)
    assert problem(world.ask(desk, "PUT", path, mixed)) == "card_signature"
    assert problem(world.ask(desk, "PUT", path, org.card(4, receipt_key="0" * 64))) == "card_differs"
    assert problem(world.ask(desk, "PUT", path, org.card(4, organisation_id="b" * 32))) == "other_organisation"
    assert problem(world.ask(desk, "PUT", f"/v1/organisations/{'b' * 32}", org.card(4))) == "other_organisation"
    assert world.ask(None, "GET", path).json() == org.card(3)


def test_the_server_keeps_no_code(world: World, desk: Device) -> None:
    invite(world, desk)
    world.post("/v1/enrolments", Device().request(OTHER_CODE))
    with world.store.reading() as connection:
        rows = [*connection.execute(select(enrolment_code)), *connection.execute(select(device_table))]
    assert CODE not in json.dumps([list(row) for row in rows])
    assert OTHER_CODE not in json.dumps([list(row) for row in rows])


@pytest.mark.parametrize(
    ("name", "code"),
    [("\0", "contract_broken"), ("\ud800", "contract_broken"), ("", "contract_broken"), ("\U0001f5a5 é", None)],
)
def test_a_name_is_text_that_every_database_keeps(world: World, desk: Device, name: str, code: str | None) -> None:
    invite(world, desk)
    reply = world.post("/v1/enrolments", Device(name=name).request(OTHER_CODE))
    assert (None if reply.status_code == 201 else problem(reply)) == code


@pytest.mark.parametrize("told", ["9223372036854775808", "1" * 400, "1e300", "NaN", "Infinity", "9007199254740993"])
def test_numbers_are_those_that_everybody_reads_alike(world: World, desk: Device, told: str) -> None:
    body = {"contract": "progrez.enrolment-code/1", "organisation_id": desk.organisation_id, "kind": "kiosk"}
    data = json.dumps({**body, "code_sha256": "1" * 64, "until_ms": 0}).replace(": 0}", f": {told}}}").encode()
    reply = world.ask(desk, "POST", "/v1/enrolment-codes", data, headers={"Content-Type": "application/json"})
    assert problem(reply) == "body_not_json"


def test_a_code_is_told_once_and_for_one_thing(world: World, desk: Device) -> None:
    invite(world, desk)
    invite(world, desk)
    body = {"contract": "progrez.enrolment-code/1", "organisation_id": desk.organisation_id, "until_ms": LATER_MS}
    other_kind = {**body, "code_sha256": hash_of(OTHER_CODE), "kind": "workstation"}
    assert problem(world.ask(desk, "POST", "/v1/enrolment-codes", other_kind)) == "code_known"
    ended = {**other_kind, "code_sha256": "1" * 64, "until_ms": NOW_MS}
    assert problem(world.ask(desk, "POST", "/v1/enrolment-codes", ended)) == "ends_before"
    foreign = {**other_kind, "organisation_id": "b" * 32}
    assert problem(world.ask(desk, "POST", "/v1/enrolment-codes", foreign)) == "other_organisation"


def test_a_workstation_that_has_the_organisations_keys_certifies_itself_and_no_other_device_does(
    world: World, org: Organisation, desk: Device
) -> None:
    invite(world, desk, kind="workstation")
    again = Device(seed=77, kind="workstation")
    foreign = again.request(OTHER_CODE, certificate=Organisation(seed=9).certificate(again))
    assert problem(world.post("/v1/enrolments", foreign)) == "certificate_wrong"
    asked = world.post("/v1/enrolments", again.request(OTHER_CODE, certificate=org.certificate(again)))
    assert (asked.status_code, asked.json()["state"]) == (201, "admitted")
    code = "YYYYY-56789-ABCDE-FGHJK-MNPQR"
    invite(world, desk, code)
    kiosk = Device(seed=78)
    asked = world.post("/v1/enrolments", kiosk.request(code, certificate=org.certificate(kiosk)))
    assert asked.json()["state"] == "asked"
