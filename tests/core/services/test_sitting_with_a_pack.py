"""Everything that somebody does after a sitting is done with the pack that they sat with, on their own organisation."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.model.attempt import TextValue
from progrez_desktop.core.model.consent import Purpose
from progrez_desktop.core.model.cv import CvChoices
from progrez_desktop.core.model.details import MyDetails
from progrez_desktop.core.model.profile import Profile
from progrez_desktop.core.packs.shipped import shipped
from progrez_desktop.core.retention import DAY_MS
from progrez_desktop.core.services import (
    accounts,
    anonymous,
    consents,
    own_copy,
    own_texts,
    papers,
    releasing,
    reporting,
    rescoring,
    result_file,
)
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.services.profile_view import view_of
from progrez_desktop.core.words import Words
from tests.core.services.pack_house import ORGANISATION, folder, pack_of, runs, trust
from tests.core.services.sitting_house import attentive, sit
from tests.core.services.term_house import ANNA, PASSWORD, LivedIn
from tests.fakes import there

PURPOSES: tuple[Purpose, ...] = ("profile", "contact")
WRITTEN = (
    "Last summer I had to tell my team that the holiday rota had to change because two people fell ill. I asked each "
    "of them what they really needed, wrote it on the board, and made another. Two colleagues were angry at first. I "
    "listened, explained why it was fair, and we swapped two weeks. In the end everybody signed it."
)


@pytest.fixture
def sat(computer: LivedIn, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Deps, Session, Profile]]:
    """Somebody who sat with the example's pack, and answered its own question in their own words."""
    pack = pack_of(
        folder(tmp_path_factory.mktemp("pack"), start_code=None, purposes=[*PURPOSES, "anonymous_statistics"])
    )
    with computer.on() as deps:
        trust(deps)
        runs(deps, pack)
    with computer.on() as deps:
        session = accounts.sign_in(deps, ANNA.email, PASSWORD)
        consents.decide(deps, session, there(deps.assessment.organisation), PURPOSES, "en")
        text = TextValue(WRITTEN)
        yield deps, session, sit(deps, session, {**attentive(deps), "dry-summer": text})


def test_permissions_are_the_organisations_for_as_long_as_its_procedure_says(sat) -> None:
    deps, session, _ = sat
    grants = session.safe.grants()
    assert {grant.organisation_id for grant in grants} == {ORGANISATION}
    assert {grant.until_ms - grant.granted_ms for grant in grants} == {90 * DAY_MS}
    assert deps.assessment.purposes == (*PURPOSES, "anonymous_statistics")


def test_profile_report_and_cv_speak_of_its_skills_and_its_name(sat) -> None:
    deps, session, profile = sat
    for words in (Words("en"), Words("nl")):
        view = view_of(deps, session, profile)
        assert reporting.report(deps, session, view, words)[:5] == b"%PDF-"
        assert papers.cv(deps, session, profile, CvChoices(), MyDetails(), words).pdf[:5] == b"%PDF-"
    assert papers.organisation_of(deps.assessment, profile) == deps.assessment.organisation


def test_what_is_released_is_sealed_to_its_organisation(sat) -> None:
    deps, session, _ = sat
    ahead = releasing.look(deps, session)
    assert ahead.obstacle is None and ahead.skills == ("collaboration", "resilience")
    releasing.send(deps, session, ahead)
    ((header,),) = deps.device._database.rows("SELECT header FROM outbox")
    told = json.loads(header)
    key = there(deps.assessment.organisation).public_key
    assert told["organisation_id"] == ORGANISATION
    assert told["key_id"] == there(deps.device.organisations.find(ORGANISATION)).card.seal_keys[0].key_id
    assert key is not None


def test_own_words_on_its_own_question_are_read_and_stand_in_the_own_copy(sat) -> None:
    deps, session, profile = sat
    own = own_texts.load(deps, session, profile.attempt_id)
    (text,) = own.texts
    assert text.prompt.id == "dry-summer" and own_texts.read(deps, own, text).evidence is not None
    data = own_copy.document(deps, session, Words("en"))
    assert "something unwelcome" in data["questions"]["dry-summer"]["text"]


def test_a_copy_that_is_saved_under_another_pack_still_has_its_questions(sat) -> None:
    deps, session, _ = sat
    data = own_copy.document(replace(deps, assessment=shipped().assessment()), session, Words("en"))
    assert "something unwelcome" in data["questions"]["dry-summer"]["text"]


def test_who_agreed_is_counted_with_its_pack(sat) -> None:
    deps, session, profile = sat
    organisation = there(deps.assessment.organisation)
    consents.decide(deps, session, organisation, [*PURPOSES, "anonymous_statistics"], "en")
    assert anonymous.count_result(deps, session, profile)
    assert {period.assessment_id for period in deps.device.counters.periods()} == {"trainees-2027"}


def test_a_report_on_its_result_from_a_file_needs_its_pack(sat, tmp_path: Path) -> None:
    deps, session, _ = sat
    exported, file = result_file.exported(deps, session), tmp_path / "x.pack"
    file.write_bytes(pack_of(folder(tmp_path, start_code=None, purposes=[*PURPOSES, "anonymous_statistics"])))
    made = date(2026, 11, 26)
    with pytest.raises(DataFault, match="report_other_pack"):
        reporting.report_in(exported, shipped(), Words("en"), made)
    assessment = rescoring.assessment_in(file)
    report = reporting.report_in(exported, shipped(), Words("en"), made, "Anna", assessment)
    assert report.assessment == "Trainees 2027, version 1.0.0"
    assert rescoring.follows(exported, shipped(), assessment)
