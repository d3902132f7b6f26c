"""What is taken of GitHub is what the person left ticked, stands apart from what may be released, and can be undone."""

import io
import json
from datetime import date
from pathlib import Path

import jsonschema_rs
import pikepdf
import pytest

from progrez_desktop.core.cv import blinded
from progrez_desktop.core.details import sections_of
from progrez_desktop.core.documents.cv_pdf import ATTACHED, draw_cv
from progrez_desktop.core.errors import EnvironmentFault
from progrez_desktop.core.json_resume import json_resume
from progrez_desktop.core.model.cv import TEMPLATES, CvChoices, CvDocument, CvLook
from progrez_desktop.core.model.details import MOST_ENTRIES, Entry, MyDetails
from progrez_desktop.core.packs.shipped import shipped
from progrez_desktop.core.services import access_log, own_copy, own_cv, public_work
from progrez_desktop.core.services.demonstration import PERSON
from progrez_desktop.core.services.papers import cv_document
from progrez_desktop.core.services.public_work import Agreed, Wanted
from progrez_desktop.core.store.own_details_store import details_as_json, public_work_as_json
from progrez_desktop.core.words import LANGUAGES, Words
from tests.core.documents.pdf_text import squeezed, text_of
from tests.core.documents.test_cv_templates import structure_of
from tests.core.services.rating_house import Kiosk
from tests.core.store.test_contracts import contract
from tests.fakes import MONDAY_MS
from tests.own_details import FILLED
from tests.profiles import hand_made
from tests.public_work import LOOKED, NOTICE, WORK

ALL = Wanted(
    frozenset(one.link for one in LOOKED.projects),
    frozenset(one.name for one in LOOKED.languages),
    frozenset(week.monday for week in LOOKED.weeks),
)
AGREED = Agreed(NOTICE, MONDAY_MS)


@pytest.fixture
def home(tmp_path: Path) -> Kiosk:
    """A device with one account on it."""
    return Kiosk.at(tmp_path)


def taken(details: MyDetails = FILLED, wanted: Wanted = ALL, language: str = "en") -> MyDetails:
    return public_work.with_wanted(details, LOOKED, wanted, AGREED, Words(language))


def test_projects_come_behind_ones_own_as_entries_like_any_other() -> None:
    before, after = FILLED.entries("projects"), taken().entries("projects")
    assert after[: len(before)] == before
    assert after[len(before) :] == (
        Entry(
            title="polder-flow",
            link="https://github.com/ada-example/polder-flow",
            start="2023",
            end="2026",
            text="Small shallow-water solver for teaching.\nMostly Python; 214 stars on 23 November 2026",
        ),
        Entry(
            title="dike-watch",
            link="https://github.com/ada-example/dike-watch",
            start="2026",
            text="Mostly TypeScript; 1 star on 23 November 2026",
        ),
        Entry(
            title="dotfiles",
            link="https://github.com/ada-example/dotfiles",
            start="2026",
            text="How I like my shell.",
        ),
    )
    assert taken().public_work == WORK


@pytest.mark.parametrize("left_out", ["project", "language", "week"])
def test_each_entry_can_be_left_out_and_shares_stay_what_they_were(left_out: str) -> None:
    first = LOOKED.projects[0].link
    wanted = {
        "project": Wanted(ALL.projects - {first}, ALL.languages, ALL.weeks),
        "language": Wanted(ALL.projects, ALL.languages - {"Python"}, ALL.weeks),
        "week": Wanted(ALL.projects, ALL.languages, ALL.weeks - {date(2026, 11, 16)}),
    }[left_out]
    details = taken(wanted=wanted)
    work = details.public_work
    assert work is not None
    assert (first in {entry.link for entry in details.entries("projects")}) == (left_out != "project")
    assert ("Python" in {one.name for one in work.languages}) == (left_out != "language")
    assert len(work.weeks) == (1 if left_out == "week" else 2)
    assert work.total_bytes == WORK.total_bytes


def test_taking_it_twice_adds_no_project_and_what_was_changed_in_one_stays() -> None:
    once = taken()
    changed = (*once.entries("projects")[:-1], Entry("my own words", link="https://github.com/Ada-Example/dotfiles/"))
    again = taken(once.with_entries("projects", changed))
    assert again.entries("projects") == changed
    assert public_work.fresh(once, LOOKED) == ()


def test_a_full_list_takes_no_more_than_it_holds() -> None:
    full = FILLED.with_entries("projects", tuple(Entry(f"p{n}") for n in range(MOST_ENTRIES - 1)))
    assert len(taken(full).entries("projects")) == MOST_ENTRIES


def test_it_comes_back_from_the_safe_apart_from_what_may_be_released(home: Kiosk, repo) -> None:
    own_cv.keep_details(home.deps, home.session, taken())
    assert own_cv.own_cv(home.session).details == taken()
    ((background,),) = home.session.safe._database.rows("SELECT background FROM person")
    for text in ("PullRequest", "pull_request", "61200", WORK.user + '"', "total_bytes"):
        assert text not in background
    jsonschema_rs.validate(contract(repo, "public-work"), public_work_as_json(WORK))
    jsonschema_rs.validate(contract(repo, "my-details"), details_as_json(taken().with_switch("code", False))[0])
    own_cv.keep_details(home.deps, home.session, FILLED)
    assert own_cv.own_cv(home.session).details == FILLED
    assert not home.session.safe._database.rows("SELECT 1 FROM cv_draft WHERE id = 'public-work'")


def test_the_own_copy_holds_all_of_it(home: Kiosk) -> None:
    own_cv.keep_details(home.deps, home.session, taken())
    copy = own_copy.document(home.deps, home.session, Words("en"))
    (row,) = (row for row in copy["safe"]["cv_draft"] if row["id"] == "public-work")
    assert row["body"] == public_work_as_json(WORK)


@pytest.mark.parametrize("language", LANGUAGES)
def test_consent_is_in_the_log_before_anything_is_asked_and_names_what_was_shown(home: Kiosk, language: str) -> None:
    agreed = public_work.agree(home.deps, home.session, language)
    (line,) = (line for line in access_log.checked(home.deps, home.session).lines if line.action == "github_asked")
    assert (line.actor, line.params, agreed.at_ms) == ("you", {}, home.deps.clock.now_ms())
    other = public_work.agree(home.deps, home.session, "nl" if language == "en" else "en")
    assert agreed.notice.sha256 != other.notice.sha256
    assert agreed.notice.language == language


def test_without_that_line_there_is_no_consent(home: Kiosk, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise EnvironmentFault("disk_full", folder="")

    monkeypatch.setattr(home.session.safe.log, "append", full)
    with pytest.raises(EnvironmentFault, match="disk_full"):
        public_work.agree(home.deps, home.session, "en")


# On the CV


def document(details: MyDetails, language: str = "en") -> CvDocument:
    words = Words(language)
    return CvDocument(language, date(2026, 11, 24), "Sanne", "de Vries", sections=sections_of(details, words))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("template", TEMPLATES)
def test_projects_and_shares_stand_on_each_template_with_what_the_shares_are_of(template, language: str) -> None:
    words = Words(language)
    made = draw_cv(document(taken(language=language), language), words, CvLook(template))
    text = squeezed(text_of(made.pdf))
    row, basis = (
        "Python (62%) · TypeScript (30%) · Shell (1%)",
        words.plural("code.basis", 3, date=words.date(MONDAY_MS)),
    )
    assert squeezed(words("cv.section.code") + row + basis) in text
    assert "dike-watch" in text
    for kind in ("push", "issue", "pull_request", "comment"):
        assert squeezed(words.plural(f"github.event.{kind}", 12)).lower() not in text.lower()
    assert "16 November" not in text
    assert not made.missing


def test_a_part_that_is_switched_off_stays_in_the_safe_and_off_the_cv() -> None:
    details = taken().with_switch("code", False)
    assert "code" not in {section.kind for section in sections_of(details, Words("en"))}
    assert "projects" in {section.kind for section in sections_of(details, Words("en"))}
    assert "projects" not in {one.kind for one in sections_of(details.with_switch("projects", False), Words("en"))}


def test_a_blind_cv_does_not_tell_whose_projects_they_are() -> None:
    words = Words("en")
    blind = blinded(document(taken()), words)
    assert WORK.user not in repr(blind)
    assert "github.com" not in repr(blind)


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_blind_cv_tells_nothing_of_what_else_is_known_of_its_owner(template) -> None:
    """Neither what stays off the CV, nor a name at GitHub that a text tells without an address."""
    texts = (
        f"{WORK.user}’s tools; born on 3 mei 1990, on 3 May 1990, on 03-05-1990, in 1990-05-03.",
        "Lives at Dorpsstraat 12, reads 1234 AB.",
        f"See github.com/{WORK.user} or {WORK.user}.github.io, call +31 (0)6 1234 5678.",
    )
    entries = tuple(Entry(f"Tool {n}", link=f"github.com/{WORK.user}/{n}", text=text) for n, text in enumerate(texts))
    details = taken().with_entries("projects", entries).with_fact("birth_date", "1990-05-03")
    details = details.with_fact("address", "Dorpsstraat 12, 1234 AB Voorbeeldstad")
    words, choices = Words("en"), CvChoices(look=CvLook(template), blind=True)
    made = cv_document(shipped().assessment(), {}, PERSON, hand_made(()), choices, details, date(2026, 11, 24), words)
    pdf = draw_cv(made, words, choices.look).pdf
    with pikepdf.open(io.BytesIO(pdf)) as read:
        attached = read.attachments[ATTACHED].get_file().read_bytes().decode()
        told = squeezed(text_of(pdf)) + attached + str(read.docinfo) + read.Root.Metadata.read_bytes().decode()
    assert "Tool 2" in attached
    for secret in (
        PERSON.first_name,
        WORK.user,
        "github.com",
        "1990",
        "Dorpsstraat",
        "1234AB",
        "1234 AB",
        "0)6",
        "5678",
    ):
        assert secret not in told, secret


def test_shares_are_no_levels_in_json_resume() -> None:
    words = Words("en")
    resume = json.loads(json_resume(document(taken()), words, CvLook()))
    basis = "By bytes of 3 public projects on GitHub, 23 November 2026; not a measure of skill."
    assert resume["skills"][0] == {"name": "Python", "x_progrez": {"share": "62\u00a0%", "basis": basis}}
    assert [one["name"] for one in resume["skills"]] == ["Python", "TypeScript", "Shell"]
    assert [one["name"] for one in resume["projects"]][-3:] == ["polder-flow", "dike-watch", "dotfiles"]
    assert "push" not in json.dumps(resume)


@pytest.mark.shared
def test_what_goes_out_is_valid_for_the_schema_of_json_resume(shared_dir: Path) -> None:
    schema = json.loads((shared_dir / "fixtures/jsonresume/schema.json").read_text("utf-8"))
    for language in LANGUAGES:
        made = document(taken(language=language), language)
        for one in (made, blinded(made, Words(language))):
            content = json.loads(json_resume(one, Words(language), CvLook()))
            jsonschema_rs.Draft7Validator(schema, validate_formats=True).validate(content)


@pytest.mark.parametrize("template", TEMPLATES)
def test_every_line_of_it_is_part_of_the_structure_that_is_read_aloud(template, tmp_path: Path) -> None:
    file, words = tmp_path / "cv.pdf", Words("en")
    file.write_bytes(draw_cv(document(taken()), words, CvLook(template)).pdf)
    parts = [squeezed(part.text) for part in structure_of(file).parts[0].parts]
    at = parts.index(squeezed(words("cv.section.code")))
    assert parts[at + 1] == squeezed("Python (62%) · TypeScript (30%) · Shell (1%)")
    assert parts[at + 2].endswith("notameasureofskill.")
