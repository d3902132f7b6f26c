"""Who is nobody, too late, of elsewhere, or heard before does nothing, and is told why by a code of its own."""

import re
import threading
from pathlib import Path
from typing import Any

import pytest
from fastapi.routing import APIRoute
from sqlalchemy import func, select

from progrez_server.api.application import ROUTERS
from progrez_server.api.rules import OPEN, RULES
from progrez_server.caller import ALL_SCOPES
from progrez_server.gate.peer import is_here
from progrez_server.services.tidying import tidy
from progrez_server.settings import Limit, Settings
from progrez_server.store import limits
from progrez_server.store.engine import Store
from progrez_server.store.tables import assertion, rate_limit
from tests.server.organisation import NOW_MS, YEAR_MS, Device, Organisation
from tests.server.staff_provider import StaffProvider, ec_key, rsa_key
from tests.server.world import World, problem, world_over

MAIL = "/v1/mail"
EMPTY_MAIL = {"contract": "progrez.mail/1", "organisation_id": "a" * 32, "items": []}
DEVICES = "/v1/enrolments"


@pytest.fixture
def kiosk(light: World, org: Organisation, light_desk: Device) -> Device:
    return light.admit(org, Device(), light_desk)


@pytest.fixture
def staff(light: World, org: Organisation, light_desk: Device) -> StaffProvider:
    """Who signs in beside the workstation; what a test changes of it is what is wrong."""
    return light.providers[org.id]


# The table of rules


def filled(path: str) -> str:
    """Return a path with the id of nothing in its place."""
    return re.sub(r"\{\w+\}", "0" * (64 if "sha256" in path else 32), path)


def body_of(method: str) -> dict[str, str] | None:
    return {} if method in ("POST", "PUT") else None


def routes() -> set[tuple[str, str]]:
    return {
        (method, route.path)
        for router in ROUTERS
        for route in router.routes
        if isinstance(route, APIRoute)
        for method in route.methods or ()
    }


def test_every_route_has_its_line_and_every_line_its_route() -> None:
    told = {*RULES, *OPEN} - {("GET", "/v1/openapi.json")}
    assert routes() == told
    assert not set(RULES) & OPEN


def test_the_rules_are_those_of_the_document(repo: Path) -> None:
    """docs/sync.md names each request; a route that it forgets is nobody's to find."""
    told = re.sub(r"\{\w+\}", "{}", (repo / "docs/sync.md").read_text("utf-8").replace("`", ""))
    for method, path in RULES:
        assert f"{method} {re.sub(r'{.+?}', '{}', path)}" in told, (method, path)


@pytest.mark.parametrize(("method", "path"), sorted(RULES))
def test_nobody_is_let_in_anywhere(light: World, light_desk: Device, method: str, path: str) -> None:
    reply = light.ask(None, method, filled(path), body_of(method))
    assert (reply.status_code, problem(reply)) == (401, "not_signed_in")
    assert reply.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize(("method", "path"), sorted(key for key, rule in RULES.items() if rule.scope))
def test_each_scope_is_needed_where_the_table_says(light: World, light_desk: Device, method: str, path: str) -> None:
    others = " ".join(sorted(ALL_SCOPES - {str(RULES[method, path].scope)}))
    token = light.providers[light_desk.organisation_id].token(others)
    reply = light.ask(light_desk, method, filled(path), body_of(method), token=token)
    assert (reply.status_code, problem(reply)) == (403, "scope_missing")


@pytest.mark.parametrize(("method", "path"), sorted(key for key, rule in RULES.items() if "kiosk" not in rule.kinds))
def test_a_kiosk_does_nothing_of_a_workstation(light: World, kiosk: Device, method: str, path: str) -> None:
    reply = light.ask(kiosk, method, filled(path), body_of(method))
    assert (reply.status_code, problem(reply)) == (403, "kind_of_device")


def test_a_home_device_speaks_for_its_own_person_without_staff(
    light: World, org: Organisation, light_desk: Device
) -> None:
    home = light.admit(org, Device(seed=7, kind="home"), light_desk)
    assert light.ask(home, "GET", MAIL, token=None).status_code == 200
    assert problem(light.ask(home, "POST", "/v1/batches", {}, token=None)) == "digest_missing"
    assert problem(light.ask(home, "GET", DEVICES, token=None)) == "kind_of_device"


def test_nobody_is_sent_elsewhere(light: World, light_desk: Device) -> None:
    for path in ("/v1/mail/", "//v1/mail", "/v1/mail/..", "/v1/%6dail/", "/V1/mail"):
        reply = light.ask(light_desk, "GET", path, headers={"Host": "evil.example.org"})
        assert (reply.status_code, problem(reply), reply.history) == (404, "not_found", [])


# Devices


def test_a_replayed_assertion_is_refused_whatever_it_asks(world: World, org: Organisation, desk: Device) -> None:
    kiosk = world.admit(org, Device(), desk)
    once = kiosk.assertion("GET", MAIL)
    assert world.ask(kiosk, "GET", MAIL, assertion=once).status_code == 200
    assert problem(world.ask(kiosk, "GET", MAIL, assertion=once)) == "assertion_replayed"
    once = desk.assertion("POST", MAIL)
    assert world.ask(desk, "POST", MAIL, EMPTY_MAIL, assertion=once).status_code == 204
    assert problem(world.ask(desk, "POST", MAIL, EMPTY_MAIL, assertion=once)) == "assertion_replayed"


def test_of_twenty_at_the_same_moment_one_is_heard(world: World, org: Organisation, desk: Device) -> None:
    kiosk, told = world.admit(org, Device(), desk), []
    once = kiosk.assertion("GET", MAIL)
    threads = [
        threading.Thread(target=lambda: told.append(world.ask(kiosk, "GET", MAIL, assertion=once).status_code))
        for _ in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(told) == [200] + [401] * 19


def test_an_assertion_is_for_one_request(light: World, kiosk: Device) -> None:
    elsewhere = kiosk.assertion("GET", "/v1/notices")
    assert problem(light.ask(kiosk, "GET", MAIL, assertion=elsewhere)) == "assertion_elsewhere"
    assert problem(light.ask(kiosk, "GET", MAIL, assertion=kiosk.assertion("POST", MAIL))) == "assertion_elsewhere"
    assert light.ask(kiosk, "GET", MAIL, query="?since=3").status_code == 200


@pytest.mark.parametrize(
    ("off_ms", "code"),
    [(90_000, None), (-90_000, None), (600_000, "assertion_not_yet"), (-600_000, "assertion_expired")],
)
def test_clocks_may_be_a_little_apart(light: World, kiosk: Device, off_ms: int, code: str | None) -> None:
    reply = light.ask(kiosk, "GET", MAIL, assertion=kiosk.assertion("GET", MAIL, NOW_MS + off_ms))
    assert (None if reply.status_code == 200 else problem(reply)) == code


def test_a_stranger_is_no_device_of_another_organisation(light: World, light_desk: Device, kiosk: Device) -> None:
    other = Organisation("b" * 32, 2, issuer="https://other.example.org")
    light.found(other)
    assert problem(light.ask(kiosk.of("b" * 32), "GET", MAIL)) == "device_unknown"
    assert problem(light.ask(Device(seed=99), "GET", MAIL)) == "device_unknown"
    twin = Device(seed=98)
    forged = twin.assertion("GET", MAIL, header={"kid": kiosk.id}, iss=f"urn:progrez:device:{kiosk.id}")
    assert problem(light.ask(twin, "GET", MAIL, assertion=forged)) == "assertion_signature"


def test_a_certificate_ends_and_begins(light: World, org: Organisation, light_desk: Device) -> None:
    kiosk = Device()
    path = f"/v1/enrolments/{kiosk.id}/admission"
    soon = org.certificate(kiosk, from_ms=NOW_MS + 91_000, until_ms=NOW_MS + 300_000)
    assert light.ask(light_desk, "POST", path, soon).status_code == 200
    assert problem(light.ask(kiosk, "GET", MAIL)) == "certificate_not_yet"
    light.clock.at_ms = NOW_MS + 1_000
    assert light.ask(kiosk, "GET", MAIL).status_code == 200
    light.clock.at_ms = NOW_MS + 300_000
    assert problem(light.ask(kiosk, "GET", MAIL)) == "certificate_ended"
    assert light.ask(kiosk, "GET", f"/v1/enrolments/{kiosk.id}", token=None).status_code == 200
    longer = org.certificate(kiosk, until_ms=NOW_MS + YEAR_MS)
    assert light.ask(light_desk, "POST", path, longer).status_code == 200
    assert light.ask(kiosk, "GET", MAIL).status_code == 200


@pytest.mark.parametrize("text", ["", "x", "a.b.c", "..", "e30.e30.e30", "é".encode().decode("latin-1"), "x" * 20_000])
def test_what_is_no_assertion_is_refused(light: World, kiosk: Device, text: str) -> None:
    assert problem(light.ask(kiosk, "GET", MAIL, assertion=text)) == "assertion_unreadable"


# Staff


def test_staff_open_what_their_scopes_say(light: World, light_desk: Device) -> None:
    assert light.ask(light_desk, "GET", DEVICES).status_code == 200
    missing = light.ask(light_desk, "GET", DEVICES, token=None)
    assert (missing.status_code, problem(missing)) == (401, "staff_sign_in_needed")


def test_a_token_of_another_organisation_opens_nothing(light: World, light_desk: Device, staff: StaffProvider) -> None:
    other = Organisation("b" * 32, 2, issuer="https://other.example.org")
    light.found(other)
    foreign = light.providers["b" * 32].token()
    assert problem(light.ask(light_desk, "GET", DEVICES, token=foreign)) == "token_issuer"
    staff.organisation_id = "b" * 32  # one provider for both
    assert problem(light.ask(light_desk, "GET", DEVICES, token=staff.token())) == "organisation_differs"


@pytest.mark.parametrize(
    ("header", "claims", "status", "code"),
    [
        ({"typ": "JWT"}, {}, 401, "token_kind"),
        ({}, {"aud": "progrez-desktop"}, 401, "token_audience"),
        ({}, {"iss": "https://evil.example.org"}, 401, "token_issuer"),
        ({}, {"exp": NOW_MS // 1000 - 31}, 401, "token_expired"),
        ({}, {"iat": NOW_MS // 1000 + 600}, 401, "token_not_yet"),
        ({}, {"acr": None}, 403, "second_factor_missing"),
        ({}, {"acr": "urn:example:password"}, 403, "second_factor_missing"),
        ({"kid": "newer"}, {}, 401, "token_key"),
        ({}, {"scope": ""}, 403, "scope_missing"),
        ({}, {"sub": None}, 401, "token_unreadable"),
    ],
)
def test_a_wrong_token_opens_nothing(
    light: World,
    light_desk: Device,
    staff: StaffProvider,
    header: dict[str, str],
    claims: dict[str, Any],
    status: int,
    code: str,
) -> None:
    staff.header = header
    reply = light.ask(light_desk, "GET", DEVICES, token=staff.token(**{"scope": "devices:manage", **claims}))
    assert (reply.status_code, problem(reply)) == (status, code)


def test_staff_without_a_second_factor_are_told_what_is_missing(
    light: World, light_desk: Device, staff: StaffProvider
) -> None:
    reply = light.ask(light_desk, "GET", DEVICES, token=staff.token(acr="urn:example:password"))
    assert reply.headers["www-authenticate"] == 'Bearer error="insufficient_user_authentication"'


def test_a_token_signed_by_another_key_opens_nothing(light: World, light_desk: Device, staff: StaffProvider) -> None:
    staff.key = type(ec_key()).generate_key("P-256", {"kid": "ec"})
    assert problem(light.ask(light_desk, "GET", DEVICES, token=staff.token())) == "token_signature"
    staff.key = rsa_key("ec")
    assert problem(light.ask(light_desk, "GET", DEVICES, token=staff.token())) == "token_key"


def test_while_the_provider_is_down_nobody_is_told_that_they_are_wrong(light: World, light_desk: Device) -> None:
    light.keys.is_silent = True
    reply = light.ask(light_desk, "GET", DEVICES)
    assert (reply.status_code, problem(reply), reply.headers["retry-after"]) == (503, "provider_silent", "30")


@pytest.mark.parametrize("told", ["Bearer", "Bearer ", "Basic eDp5", "bearer x", "é", ""])
def test_what_is_no_bearer_token_opens_nothing(light: World, light_desk: Device, told: str) -> None:
    headers = {"Authorization": told.encode().decode("latin-1")}
    reply = light.ask(light_desk, "GET", DEVICES, token=None, headers=headers)
    assert problem(reply) in ("staff_sign_in_needed", "token_unreadable")


# A trial


def test_a_trial_is_for_this_computer_alone(light: World) -> None:
    trial = Organisation("c" * 32, 3, issuer=None)
    desk = light.found(trial)
    assert light.ask(desk, "GET", DEVICES).status_code == 200
    carried = {"X-Forwarded-For": "192.0.2.7"}
    assert problem(light.ask(desk, "GET", DEVICES, headers=carried)) == "trial_elsewhere"
    assert problem(light.ask(None, "GET", f"/v1/organisations/{trial.id}", headers=carried)) == "trial_elsewhere"
    request = Device(organisation_id=trial.id).request()
    assert problem(light.ask(None, "POST", DEVICES, request, headers=carried)) == "trial_elsewhere"


@pytest.mark.parametrize(
    ("address", "is_near"),
    [("127.0.0.1", True), ("127.8.8.8", True), ("::1", True), ("192.0.2.7", False), ("", False), ("localhost", False)],
)
def test_this_computer_is_told_by_its_address(address: str, is_near: bool) -> None:
    assert is_here(address, {}) is is_near
    assert is_here(address, {"host": "localhost:8470"}) is is_near


@pytest.mark.parametrize(
    ("name", "told"),
    [
        *(("forwarded", "for=192.0.2.7"), ("via", "1.1 proxy"), ("x-real-ip", "192.0.2.7")),
        *(("x-forwarded-proto", "https"), ("x-forwarded-host", "s.test"), ("x-forwarded-for", "192.0.2.7")),
        *(("host", "s.test"), ("host", "192.0.2.7:8470"), ("host", "127.0.0.1.s.test")),
    ],
)
def test_whoever_comes_through_a_proxy_on_this_computer_is_elsewhere(name: str, told: str) -> None:
    assert not is_here("127.0.0.1", {name: told})


# How often


def test_a_device_that_asks_too_often_waits(empty_store: Store, org: Organisation) -> None:
    from progrez_server.store.migrating import migrate

    migrate(empty_store)
    with world_over(empty_store, Settings(device_limit=Limit(3, 2_000))) as world:
        desk = world.found(org)
        assert [world.ask(desk, "GET", MAIL).status_code for _ in range(4)] == [200, 200, 200, 429]
        waits = world.ask(desk, "GET", MAIL)
        assert (problem(waits), waits.headers["retry-after"]) == ("too_many_requests", "2")
        world.clock.at_ms += 2_000
        assert [world.ask(desk, "GET", MAIL).status_code for _ in range(2)] == [200, 429]


def test_a_bucket_fills_with_time_and_never_over_its_brim(world: World) -> None:
    limit, store = Limit(5, 1_000), world.store

    def takes(now_ms: int) -> int:
        with store.writing() as connection:
            return sum(limits.take(connection, "a" * 32, "b", limit, now_ms) for _ in range(8))

    assert takes(NOW_MS) == 5
    assert takes(NOW_MS + 1_999) == 1
    assert takes(NOW_MS + 2_000) == 1
    assert takes(NOW_MS + 900_000) == 5
    assert takes(NOW_MS) == 0, "a clock that was set back fills nothing"
    assert takes(NOW_MS + 901_000) == 1, "and stops nothing either"


def test_what_has_ended_is_dropped(world: World, org: Organisation, desk: Device) -> None:
    world.ask(desk, "GET", MAIL)
    parts = world.served.parts

    def held() -> list[int]:
        with world.store.reading() as connection:
            return [
                connection.execute(select(func.count()).select_from(one)).scalar_one()
                for one in (assertion, rate_limit)
            ]

    tidy(parts)
    assert held() == [1, 2]
    world.clock.at_ms += 390_000
    tidy(parts)
    assert held() == [0, 2]
    world.clock.at_ms += 86_400_001
    tidy(parts)
    assert held() == [0, 0]
