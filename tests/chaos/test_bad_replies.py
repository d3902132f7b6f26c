"""A short form of what `make chaos` does 10,000 times: replies that no server should give end in a sentence."""

import json
import random
from functools import partial
from pathlib import Path
from typing import Any

from progrez_desktop.core.json_document import read_json_document
from progrez_desktop.core.keys.signing import sign
from progrez_desktop.core.online.guard import Limits
from progrez_desktop.core.online.relay import Relay, web_to
from tests.chaos.bad_replies import Outcomes, liar, path_of, tried
from tests.fakes import FakeClock, FakeEntropy

QUICK = Limits(silence_s=1.0, whole_s=2.0)
CONTRACTS = {
    "/v1/batches": "batch-result",
    "/v1/changes": "changes",
    "/v1/mail": "mail",
    "/v1/notices": "notices",
    "/v1/meta": "server-meta",
    "/v1/enrolments": "enrolment-state",
    "/v1/packs": "pack-list",
}


def right_replies(repo: Path) -> dict[str, Any]:
    examples = repo / "resources" / "contracts" / "examples"
    return {path: json.loads((examples / f"{name}.json").read_bytes()) for path, name in CONTRACTS.items()}


def test_each_reply_ends_in_a_result_or_a_sentence(repo: Path) -> None:
    right, outcomes = right_replies(repo), Outcomes()
    with liar(lambda request: right[path_of(request)]) as server:
        for trial in range(400):
            chance = random.Random(f"replies/{trial}")
            path, contract = chance.choice(sorted(CONTRACTS.items()))
            server.chance = chance

            def ask(path: str = path, contract: str = contract) -> None:
                with web_to(server.server.origin, limits=QUICK) as web:
                    key = partial(sign, bytes([2]) * 32)
                    origin, token = server.server.origin, lambda: "token"
                    relay = Relay(web, origin, "a" * 32, "d" * 32, key, token, FakeClock(), FakeEntropy())
                    read_json_document(relay.ask("GET", path).body, contract)

            tried(outcomes, f"trial {trial} of {contract}", ask)
    assert outcomes.wrong == []
    assert outcomes.total == 400
    assert len(outcomes.counted) > 8, outcomes.counted  # spoilt in many ways, and not in one
