"""A score that its person contests, and what they say is wrong, stand wherever the score does, until taken back."""

import json
from pathlib import Path

import jsonschema_rs
import pytest

from progrez_desktop.core.errors import EnvironmentFault
from progrez_desktop.core.model.contest import SCORE_REASONS, WHOLE, Said
from progrez_desktop.core.services import access_log, contesting, own_copy, reporting, result_file
from progrez_desktop.core.services.objections import LONGEST_WORDS
from progrez_desktop.core.services.profile_view import ProfileView, view_of
from progrez_desktop.core.words import LANGUAGES, Words
from tests.core.documents.pdf_text import squeezed, text_of
from tests.core.services.rating_house import Kiosk
from tests.core.services.sitting_house import attentive, sit
from tests.core.services.test_own_copy import pdf_text, unpacked

WORDS = "the heron was late"


@pytest.fixture
def kiosk(tmp_path: Path) -> Kiosk:
    """Somebody with a whole result."""
    kiosk = Kiosk.at(tmp_path / "kiosk")
    kiosk.attempt_id = sit(kiosk.deps, kiosk.session, attentive(kiosk.deps)).attempt_id
    return kiosk


def contested(kiosk: Kiosk) -> Said:
    """Contest one score, put a correction beside another and one beside the whole."""
    at = (kiosk.deps, kiosk.session, kiosk.attempt_id)
    contesting.object_to(*at, "empathy", "misread", f"  {WORDS} \n")
    contesting.correct(*at, "integrity", "I pressed the wrong one")
    contesting.correct(*at, WHOLE, "It was not me who sat there")
    return contesting.said(kiosk.session, kiosk.attempt_id)


def viewed(kiosk: Kiosk) -> ProfileView:
    profile = kiosk.session.safe.result(kiosk.attempt_id)
    assert profile is not None
    return view_of(kiosk.deps, kiosk.session, profile)


def actions(kiosk: Kiosk) -> list[str]:
    return [line.action for line in access_log.checked(kiosk.deps, kiosk.session).lines]


def test_what_was_said_is_kept_and_the_score_stays_as_it_was(kiosk: Kiosk) -> None:
    before = kiosk.session.safe.result(kiosk.attempt_id)
    said = contested(kiosk)
    assert (said.objections["empathy"].reason, said.objections["empathy"].words) == ("misread", WORDS)
    assert set(said.corrections) == {"integrity", WHOLE}
    assert kiosk.session.safe.result(kiosk.attempt_id) == before
    kiosk.sign_in_again()
    assert contesting.said(kiosk.session, kiosk.attempt_id) == said


def test_each_change_leaves_a_line_without_what_was_written(kiosk: Kiosk) -> None:
    contested(kiosk)
    contesting.take_back(kiosk.deps, kiosk.session, kiosk.attempt_id, "empathy")
    contesting.correct(kiosk.deps, kiosk.session, kiosk.attempt_id, "integrity", "  ")
    log = access_log.checked(kiosk.deps, kiosk.session)
    assert log.is_whole
    made = ["score_contested", "correction_made", "correction_made", "score_contest_ended", "correction_removed"]
    assert [line.action for line in log.lines][-5:] == made
    assert "heron" not in repr(log.lines)
    assert "pressed" not in repr(log.lines)


def test_what_was_taken_back_is_gone_with_its_words(kiosk: Kiosk) -> None:
    contested(kiosk)
    contesting.take_back(kiosk.deps, kiosk.session, kiosk.attempt_id, "empathy")
    for name in ("integrity", WHOLE):
        contesting.correct(kiosk.deps, kiosk.session, kiosk.attempt_id, name, "")
    assert contesting.said(kiosk.session, kiosk.attempt_id) == Said({}, {})
    tables = kiosk.session.safe.rows()
    assert (tables["score_objection"], tables["correction"]) == ([], [])


def test_taking_back_what_is_not_there_tells_nothing(kiosk: Kiosk) -> None:
    before = actions(kiosk)
    contesting.take_back(kiosk.deps, kiosk.session, kiosk.attempt_id, "empathy")
    contesting.correct(kiosk.deps, kiosk.session, kiosk.attempt_id, "empathy", " \n")
    assert actions(kiosk) == before


def test_a_change_that_can_not_be_told_is_not_made(kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise EnvironmentFault("disk_full", folder="")

    monkeypatch.setattr(kiosk.session.safe.log, "append", full)
    with pytest.raises(EnvironmentFault):
        contesting.object_to(kiosk.deps, kiosk.session, kiosk.attempt_id, "empathy", "other")
    assert contesting.said(kiosk.session, kiosk.attempt_id) == Said({}, {})


def test_a_flood_of_words_is_cut_and_not_refused(kiosk: Kiosk) -> None:
    contesting.correct(kiosk.deps, kiosk.session, kiosk.attempt_id, WHOLE, "a" * 100_000)
    (made,) = contesting.said(kiosk.session, kiosk.attempt_id).corrections.values()
    assert len(made.words) == LONGEST_WORDS
    assert "aaa" not in repr(made)


def test_the_profile_knows_what_is_contested(kiosk: Kiosk) -> None:
    said = contested(kiosk)
    assert viewed(kiosk).said == said


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_report_shows_it_beside_the_score_and_says_why(kiosk: Kiosk, language: str) -> None:
    words = Words(language)
    plain = squeezed(text_of(reporting.report(kiosk.deps, kiosk.session, viewed(kiosk), words)))
    contested(kiosk)
    text = squeezed(text_of(reporting.report(kiosk.deps, kiosk.session, viewed(kiosk), words)))
    mark = squeezed(words("contest.mark", result=""))
    assert (plain.count(mark), text.count(mark)) == (0, 2)  # in the overview, and beside the skill
    for told in (WORDS, "I pressed the wrong one", "It was not me who sat there", words("report.said.title")):
        assert squeezed(told) in text
        assert squeezed(told) not in plain


def test_the_file_of_a_result_has_it_and_so_has_a_report_on_that_file(kiosk: Kiosk, repo: Path) -> None:
    assert "said" not in json.loads(result_file.exported(kiosk.deps, kiosk.session))
    contested(kiosk)
    document = result_file.exported(kiosk.deps, kiosk.session)
    schema = json.loads((repo / "resources/contracts/result-export.schema.json").read_text("utf-8"))
    jsonschema_rs.validate(schema, json.loads(document))
    made = reporting.report_in(document, kiosk.deps.shipped, Words("en"), kiosk.deps.today())
    assert [skill.id for skill in made.skills if skill.is_contested] == ["empathy"]
    assert len(made.said) == 3
    broken = json.loads(document)
    del broken["said"][0]["reason"]
    assert not jsonschema_rs.is_valid(schema, broken)


def test_the_own_copy_has_it_in_full(kiosk: Kiosk) -> None:
    contested(kiosk)
    file, data = unpacked(own_copy.copy_of(kiosk.deps, kiosk.session, Words("en")))
    assert [row["words"] for row in data["safe"]["score_objection"]] == [WORDS]
    assert len(data["safe"]["correction"]) == 2
    assert WORDS in pdf_text(file, Words("en"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_reason_has_its_words(language: str) -> None:
    assert all(Words(language)(f"contest.reason.{reason}") for reason in SCORE_REASONS)
