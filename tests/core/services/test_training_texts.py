"""A text becomes an example for the scoring only as its writer saw it, under its own grant, and until they erase it."""

import json
from dataclasses import replace
from pathlib import Path

import jsonschema_rs
import pytest

from progrez_desktop.core.errors import EnvironmentFault, UsageFault
from progrez_desktop.core.model.consent import PURPOSES
from progrez_desktop.core.model.details import Entry
from progrez_desktop.core.services import access_log, consents, own_copy, retention, training_texts
from progrez_desktop.core.words import Words
from tests.core.services.rating_house import CANARIES, Kiosk
from tests.core.services.test_own_copy import unpacked
from tests.fakes import there

DAY_MS = 86_400_000
TEXT = "I told Canaria de Vries of Heronworks in Urk to call 06 12345678. Mark was there."


@pytest.fixture
def kiosk(tmp_path: Path) -> Kiosk:
    """Somebody of a pack that asks for it, who wrote where they worked and grants it."""
    kiosk = Kiosk.at(tmp_path / "kiosk", text=TEXT)
    asked = replace(kiosk.deps.assessment, purposes=PURPOSES)
    kiosk.deps = replace(kiosk.deps, assessment=asked)
    details = kiosk.session.safe.own_details.read().with_entries("work", (Entry("cook", "Heronworks"),))
    kiosk.session.safe.own_details.keep(details, 1)
    kiosk.grant("profile", "training_texts")
    return kiosk


def offered(kiosk: Kiosk, *also: str) -> list[training_texts.Offer]:
    return list(training_texts.offers(kiosk.deps, kiosk.session, kiosk.attempt_id, also))


def set_first(kiosk: Kiosk, *also: str) -> training_texts.Offer:
    seen = offered(kiosk, *also)[0]
    training_texts.set_ready(kiosk.deps, kiosk.session, kiosk.attempt_id, seen)
    return seen


def test_what_is_shown_has_no_name_of_the_person_and_nothing_that_they_named(kiosk: Kiosk) -> None:
    first, second = offered(kiosk)
    assert first.text == "I told […] of […] in […] to call […]. Mark was there."
    assert offered(kiosk, "Mark")[1].text == second.text.replace("Mark", training_texts.HIDDEN)


def test_what_leaves_is_what_was_seen_and_nothing_of_the_person(kiosk: Kiosk, repo: Path) -> None:
    seen = set_first(kiosk, "Mark")
    [document] = training_texts.leaving(kiosk.deps, kiosk.session)
    schema = json.loads((repo / "resources/contracts/training-text.schema.json").read_text("utf-8"))
    jsonschema_rs.validate(schema, json.loads(document))
    assert json.loads(document)["text"] == seen.text
    for canary in (CANARIES["name"], "Vries", kiosk.session.account_id, kiosk.attempt_id, "Heronworks", "Mark"):
        assert canary.encode() not in document


def test_a_text_is_ready_only_after_its_writers_word(kiosk: Kiosk) -> None:
    offered(kiosk)
    assert training_texts.leaving(kiosk.deps, kiosk.session) == []
    assert kiosk.session.safe.training.all() == ()


def test_nothing_waits_on_the_device_where_an_operator_could_take_it(kiosk: Kiosk) -> None:
    set_first(kiosk)
    assert kiosk.deps.device._database.rows("SELECT * FROM outbox") == []
    assert kiosk.carried() == {}


@pytest.mark.parametrize("others", [(), ("profile", "training_data", "human_rating", "research")])
def test_without_its_own_grant_nothing_is_set_ready(kiosk: Kiosk, others: tuple[str, ...]) -> None:
    kiosk.grant(*others)  # type: ignore[arg-type]
    with pytest.raises(UsageFault) as told:
        set_first(kiosk)
    assert told.value.code == "training_not_granted"
    assert kiosk.session.safe.training.all() == ()


def test_withdrawing_the_grant_erases_it_in_the_same_transaction(kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch) -> None:
    set_first(kiosk)
    organisation = there(kiosk.deps.assessment.organisation)

    def full(*_: object) -> None:
        raise EnvironmentFault("disk_full", folder="")

    with monkeypatch.context() as broken:
        broken.setattr(kiosk.session.safe.training, "drop", full)
        with pytest.raises(EnvironmentFault):
            consents.withdraw(kiosk.deps, kiosk.session, organisation, "training_texts")
    assert len(training_texts.leaving(kiosk.deps, kiosk.session)) == 1  # neither of the two happened
    consents.withdraw(kiosk.deps, kiosk.session, organisation, "training_texts")
    assert kiosk.session.safe.training.all() == ()
    assert "training_text_erased" in [line.action for line in access_log.checked(kiosk.deps, kiosk.session).lines]


def test_choosing_again_with_it_keeps_what_is_ready_and_without_it_erases(kiosk: Kiosk) -> None:
    set_first(kiosk)
    kiosk.grant("contact", "training_texts")
    assert len(training_texts.leaving(kiosk.deps, kiosk.session)) == 1
    kiosk.grant("contact")
    assert kiosk.session.safe.training.all() == ()


def test_an_assessment_of_another_organisation_erases_nothing_that_this_one_was_allowed(kiosk: Kiosk) -> None:
    set_first(kiosk)
    before = training_texts.leaving(kiosk.deps, kiosk.session)
    other = replace(there(kiosk.deps.assessment.organisation), id="c" * 32)
    kiosk.deps = replace(kiosk.deps, assessment=replace(kiosk.deps.assessment, organisation=other))
    kiosk.sign_in_again()
    kiosk.grant("profile")
    assert training_texts.leaving(kiosk.deps, kiosk.session) == before
    with pytest.raises(UsageFault):  # and what was allowed the one is not allowed the other
        set_first(kiosk)
    assert training_texts.leaving(kiosk.deps, kiosk.session) == before


def test_a_grant_that_ended_by_itself_lets_nothing_leave_and_the_next_sign_in_erases(kiosk: Kiosk) -> None:
    set_first(kiosk)
    retention.choose(kiosk.deps, kiosk.session, "longer")  # else the safe would end before the grant is told ended
    kiosk.clock.advance(29 * DAY_MS)
    assert training_texts.leaving(kiosk.deps, kiosk.session) == []
    kiosk.sign_in_again()
    assert kiosk.session.safe.training.all() == ()


def test_it_can_be_erased_and_the_log_and_own_copy_tell_of_it(kiosk: Kiosk) -> None:
    seen = set_first(kiosk)
    _, data = unpacked(own_copy.copy_of(kiosk.deps, kiosk.session, Words("en")))
    assert [row["text"] for row in data["safe"]["training_text"]] == [seen.text]
    training_texts.erase(kiosk.deps, kiosk.session, kiosk.attempt_id, seen.prompt.id)
    assert offered(kiosk)[0].ready is None
    log = access_log.checked(kiosk.deps, kiosk.session)
    assert [line.action for line in log.lines][-2:] == ["training_text_ready", "training_text_erased"]
    assert "Mark" not in repr(log.lines)


def test_setting_it_ready_again_replaces_what_was_ready(kiosk: Kiosk) -> None:
    set_first(kiosk)
    seen = set_first(kiosk, "Mark")
    [ready] = kiosk.session.safe.training.all()
    assert ready.text == seen.text
    assert "Mark" not in repr(ready)
