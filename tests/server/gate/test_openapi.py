"""The OpenAPI document says what is true: of every route, whatever it is asked."""

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis import checks

from progrez_server.api.application import routed
from progrez_server.api.openapi import describe
from progrez_server.api.rules import OPEN, RULES
from progrez_server.app import main
from progrez_server.problems import all_codes
from progrez_server.settings import Limit, Settings
from progrez_server.store.engine import Place
from progrez_server.store.migrating import migrate
from tests.databases import new_database
from tests.server.organisation import Device, Organisation
from tests.server.world import World, world_over

EXAMPLES = int(os.environ.get("PROGREZ_EXAMPLES", "0"))
"""Of each route; `make fuzz` takes more, and what schemathesis covers one by one."""

_MOST_SIGNS = 4_000
_DOCUMENT = describe(routed())


def shortened(told: Any) -> Any:
    """Return a schema with shorter texts: schemathesis gives up on patterns over a million signs."""
    if isinstance(told, dict):
        kept = {name: shortened(value) for name, value in told.items()}
        return (
            {**kept, "maxLength": _MOST_SIGNS}
            if isinstance(told.get("maxLength"), int) and told["maxLength"] > _MOST_SIGNS
            else kept
        )
    return [shortened(one) for one in told] if isinstance(told, list) else told


_CONFIG = schemathesis.Config.from_dict(
    {"generation": {"mode": "all"}, "phases": {"coverage": {"enabled": bool(EXAMPLES)}}}
)
schema = schemathesis.openapi.from_dict(shortened(_DOCUMENT), config=_CONFIG)


@pytest.fixture(scope="module", params=["sqlite", "postgresql"] if EXAMPLES else ["sqlite"])
def unlimited(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[World, Device]]:
    """A server that counts nobody's questions, and a workstation that may everything."""
    store, often = Place(new_database(request.param, tmp_path_factory.mktemp("openapi"))).open(), Limit(1 << 30, 1)
    migrate(store)
    with world_over(store, Settings(device_limit=often, enrolment_limit=often)) as world:
        yield world, world.found(Organisation())
    store.close()


@schemathesis.serializer("application/zip")
def as_it_is(_: schemathesis.SerializationContext, value: Any) -> Any:
    return value if isinstance(value, bytes) else getattr(value, "data", str(value).encode())


@schema.parametrize()
@settings(max_examples=EXAMPLES or 6, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
def test_every_answer_is_one_that_the_document_tells(case: Any, unlimited: tuple[World, Device]) -> None:
    world, desk = unlimited
    path = case.formatted_path
    headers = {"Progrez-Device": desk.assertion(case.method, path)}
    headers["Authorization"] = f"Bearer {world.providers[desk.organisation_id].token()}"
    # Signatures are right or wrong whatever a schema says.
    unasked = [checks.positive_data_acceptance]
    case.call_and_validate(base_url=world.served.url, headers=headers, excluded_checks=unasked)


def test_every_route_is_told_with_its_forms_and_its_refusals(capfd: pytest.CaptureFixture[str]) -> None:
    assert main(["openapi"]) == 0
    document = json.loads(capfd.readouterr().out)
    assert document == _DOCUMENT
    assert document["openapi"] == "3.1.0"
    told = {(method.upper(), path) for path, found in document["paths"].items() for method in found}
    assert told == {*RULES, *OPEN} - {("GET", "/v1/openapi.json")}
    for method, path in told:
        operation = document["paths"][path][method.lower()]
        assert bool(operation.get("security")) is ((method, path) in RULES)
        assert ("requestBody" in operation) is (method in ("POST", "PUT")), (method, path)
        assert any(status.startswith("2") for status in operation["responses"])


def test_every_refusal_that_the_server_knows_is_somewhere_in_it(repo: Path) -> None:
    told = json.dumps(_DOCUMENT["paths"])
    # Of routes that aren't there, and of the server's own mistakes.
    elsewhere = {"internal", "method_not_allowed"}
    assert {code for code in all_codes() if code not in told} - elsewhere == set()
