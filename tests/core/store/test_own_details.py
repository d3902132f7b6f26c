"""What a person typed for their CV is in their safe when it is called saved; what is never released stands apart."""

import json
import random

import jsonschema_rs
import pytest

from progrez_desktop.core.errors import EnvironmentFault
from progrez_desktop.core.model.cv import CvChoices, CvLook
from progrez_desktop.core.model.details import NEVER_RELEASED, MyDetails
from progrez_desktop.core.store.database import Database
from progrez_desktop.core.store.own_details_store import choices_as_json, choices_from_json, details_as_json
from tests.core.store.builders import Device, Person
from tests.core.store.test_contracts import contract, example
from tests.cvs import made_details
from tests.own_details import APART, FILLED


def test_details_come_back_from_the_safe_as_they_were_typed(device: Device, sanne: Person) -> None:
    for seed in range(60):
        details = made_details(random.Random(seed))
        safe = device.opened(sanne)
        safe.own_details.keep(details, seed)
        safe.close()
        safe = device.opened(sanne)
        assert safe.own_details.read() == details
        assert safe.details() == sanne.details
        safe.close()


def test_a_new_safe_holds_no_details_and_no_choices(device: Device, sanne: Person) -> None:
    safe = device.opened(sanne)
    assert (safe.own_details.read(), safe.own_details.choices()) == (MyDetails(), CvChoices())


def test_address_birth_date_and_gender_are_not_where_the_background_is(device: Device, sanne: Person) -> None:
    safe = device.opened(sanne)
    safe.own_details.keep(FILLED, 1)
    ((background,),) = safe._database.rows("SELECT background FROM person")
    for name in NEVER_RELEASED:
        assert APART[name] not in background
        assert f'"{name}":' not in background
    assert FILLED.entries("work")[0].title in background


def test_details_are_kept_whole_or_not_at_all(device: Device, sanne: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    safe = device.opened(sanne)
    safe.own_details.keep(FILLED, 1)
    write = Database.write

    def full(self: Database, statement: str, values: object = ()) -> int:
        if "cv_draft" in statement:
            raise EnvironmentFault("disk_full", folder="")
        return write(self, statement, values)  # type: ignore[arg-type]

    monkeypatch.setattr(Database, "write", full)
    with pytest.raises(EnvironmentFault):
        safe.own_details.keep(MyDetails({"gender": "x", "drivers_licence": "C"}), 2)
    assert safe.own_details.read() == FILLED


def test_choices_come_back_as_they_were_made(device: Device, sanne: Person) -> None:
    safe = device.opened(sanne)
    for choices in (
        CvChoices(),
        CvChoices(CvLook("compact", numbers=True), "nl", True, (), {"en": "", "nl": "zin"}),
        CvChoices(organisation=True),
        CvChoices(skills=("empathy",)),
    ):
        safe.own_details.keep_choices(choices, 1)
        assert safe.own_details.choices() == choices


def test_choices_of_before_the_organisation_was_asked_leave_it_out() -> None:
    before = choices_as_json(CvChoices())
    del before["organisation"]
    assert choices_from_json(before) == CvChoices()


def test_what_is_kept_keeps_its_contract(repo) -> None:
    for seed in range(60):
        background, apart = details_as_json(made_details(random.Random(seed)))
        jsonschema_rs.validate(contract(repo, "my-details"), background)
        assert set(apart) <= set(NEVER_RELEASED)
    kept = example(repo, "cv-choices")
    assert choices_as_json(choices_from_json(kept)) == kept
    assert json.loads(json.dumps(details_as_json(FILLED)[0])) == example(repo, "my-details")
