"""Results as `progrez result` saves them, of invented people; each is computed from its answers by what ships."""

import json
from functools import cache
from typing import Any

from progrez_desktop.core.attempt import fixed_route
from progrez_desktop.core.given import given_in
from progrez_desktop.core.model.attempt import Response, StatementValue
from progrez_desktop.core.packs.engine import ENGINE_SHA256
from progrez_desktop.core.packs.shipped import shipped
from progrez_desktop.core.services import demonstration as invented
from progrez_desktop.core.services.measuring import Instruments, Naming, profile_of
from progrez_desktop.core.services.results import ENGINE
from progrez_desktop.core.store.result_record import given_as_json, record_of
from progrez_desktop.scoring.bank import Bank
from progrez_desktop.scoring.scorer import Scorer
from tests.fakes import MONDAY_MS


@cache
def _content(highest: str) -> str:
    files = shipped()
    assessment, bank = files.assessment(), Bank.from_bytes(files.bank())
    answers = invented.answers(assessment.items, assessment, bank, "en")
    if highest:
        for item in bank.skills[highest].items:
            answers[item.id] = StatementValue(item.categories if item.key > 0 else 1)
    responses = {item: Response(item, 1, "en", value, MONDAY_MS) for item, value in answers.items()}
    given = given_in(fixed_route(assessment), responses, {})
    tools = Instruments.over(assessment, Scorer(bank), files)
    profile = profile_of(given, tools, Naming("profile", "attempt", MONDAY_MS, ENGINE, engine_sha256=ENGINE_SHA256))
    document = {
        "contract": "progrez.result-export/1",
        "result": record_of(profile),
        "responses": given_as_json(given),
    }
    return json.dumps(document)


def exported(highest: str = "") -> dict[str, Any]:
    """Return the file of the invented visitor's result.

    Args:
        highest: A skill on whose statements this one gave the highest answers.
    """
    document: dict[str, Any] = json.loads(_content(highest))
    return document
