"""Each change of what is allowed makes a receipt that names nobody and tells where everything stands."""

import json
from pathlib import Path

import jsonschema_rs
import pytest

from progrez_desktop.core.errors import EnvironmentFault
from progrez_desktop.core.model.consent import PURPOSES
from progrez_desktop.core.services import consents, my_data, receipts
from progrez_desktop.core.services.receipts import Receipt
from progrez_desktop.core.words import LANGUAGES, Words
from tests.core.documents.pdf_text import squeezed, text_of
from tests.core.services.rating_house import Kiosk
from tests.fakes import there

DAY_MS = 86_400_000


def states(receipt: Receipt) -> dict[str, str]:
    return {
        one["dpv:hasPurpose"]["dct:identifier"]: one["dpv:hasConsentStatus"].removeprefix("dpv:Consent")
        for one in receipt["dpv:hasProcess"]
    }


@pytest.fixture
def kiosk(tmp_path: Path) -> Kiosk:
    return Kiosk.at(tmp_path)


def test_a_receipt_tells_every_purpose_that_was_offered(kiosk: Kiosk) -> None:
    kiosk.grant("profile", "research")
    receipt = there(receipts.latest(kiosk.session))
    assert list(states(receipt)) == [one for one in PURPOSES if one in kiosk.deps.assessment.purposes]
    assert {purpose for purpose, state in states(receipt).items() if state == "Given"} == {"profile", "research"}
    assert receipt["dpv:hasConsentStatus"]["dct:type"] == "decided"


def test_refusing_everything_has_a_receipt_like_anything_else(kiosk: Kiosk) -> None:
    kiosk.grant()
    assert set(states(there(receipts.latest(kiosk.session))).values()) == {"Refused"}


def test_withdrawing_one_leaves_the_others_and_says_when(kiosk: Kiosk) -> None:
    kiosk.grant("profile", "research")
    kiosk.clock.advance(DAY_MS)
    consents.withdraw(kiosk.deps, kiosk.session, there(kiosk.deps.assessment.organisation), "research")
    receipt = there(receipts.latest(kiosk.session))
    assert (states(receipt)["profile"], states(receipt)["research"]) == ("Given", "Withdrawn")
    process = next(one for one in receipt["dpv:hasProcess"] if one["dpv:hasPurpose"]["dct:identifier"] == "research")
    assert process["dpv:isIndicatedAtTime"] == receipt["dct:created"] == "2026-11-24T09:00:00.000Z"
    assert [row["event"] for row in kiosk.session.safe.rows()["receipt"]] == ["decided", "withdrawn"]


def test_what_ended_by_itself_is_told_as_ended(kiosk: Kiosk) -> None:
    kiosk.grant("profile")
    kiosk.clock.advance(29 * DAY_MS)
    consents.allow(kiosk.deps, kiosk.session, there(kiosk.deps.assessment.organisation), "teams", "en")
    receipt = there(receipts.latest(kiosk.session))
    assert (states(receipt)["profile"], states(receipt)["teams"]) == ("Expired", "Given")
    consents.decide(kiosk.deps, kiosk.session, there(kiosk.deps.assessment.organisation), ["teams"], "en")
    by_purpose = {one.purpose: one.state for one in my_data.choices_now(kiosk.deps, kiosk.session)}
    assert (by_purpose["profile"], by_purpose["teams"]) == ("ended", "given")


def test_a_receipt_is_as_its_contract_says_and_names_nobody(kiosk: Kiosk, repo: Path) -> None:
    schema = json.loads((repo / "resources/contracts/consent-receipt.schema.json").read_text("utf-8"))
    kiosk.grant(*PURPOSES)
    data = receipts.as_json(there(receipts.latest(kiosk.session)))
    jsonschema_rs.validate(schema, json.loads(data))
    details = kiosk.session.details
    for secret in (details.first_name, details.last_name, details.email, kiosk.session.account_id):
        assert secret.encode() not in data


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_paper_tells_the_same_in_either_language(kiosk: Kiosk, language: str) -> None:
    words = Words(language)
    kiosk.grant("profile")
    receipt = there(receipts.latest(kiosk.session))
    text = squeezed(text_of(receipts.paper(receipt, kiosk.deps.today(), words)))
    for purpose in states(receipt):
        assert squeezed(words(f"consent.{purpose}.title")) in text
    assert receipt["dct:identifier"] in text
    assert squeezed(words("receipt.how_to_withdraw")) in text
    assert text.count(squeezed(words("receipt.state.not_given"))) == len(states(receipt)) - 1


def test_a_change_without_its_receipt_is_no_change(kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise EnvironmentFault("disk_full", folder="")

    kiosk.grant("profile")
    before = kiosk.session.safe.rows()
    with monkeypatch.context() as patch:
        patch.setattr(kiosk.session.safe.receipts, "save", full)
        with pytest.raises(EnvironmentFault):
            consents.withdraw(kiosk.deps, kiosk.session, there(kiosk.deps.assessment.organisation), "profile")
    assert kiosk.session.safe.rows() == before
