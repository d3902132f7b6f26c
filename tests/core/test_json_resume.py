"""A CV goes out as JSON Resume that others accept, and comes in again as it was; what is none is told and not taken."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from progrez_desktop.core.cv import blinded
from progrez_desktop.core.details import is_blank, parsed_period, period_text, sections_of
from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.json_resume import json_resume, parse_json_resume, with_taken
from progrez_desktop.core.model.cv import CvEntry, CvLook, CvSection
from progrez_desktop.core.model.details import LISTS, LONGEST_LINE, MOST_ENTRIES, Entry, MyDetails
from progrez_desktop.core.words import LANGUAGES, Words
from tests.cvs import made_cv
from tests.own_details import FILLED

SEEDS = range(200)


@pytest.fixture(scope="module")
def schema(shared_dir: Path) -> Any:
    return jsonschema_rs.Draft7Validator(
        json.loads((shared_dir / "fixtures/jsonresume/schema.json").read_text("utf-8")), validate_formats=True
    )


@pytest.mark.shared
def test_what_goes_out_is_valid_for_the_schema_of_its_makers(schema: Any) -> None:
    for seed in SEEDS:
        _, document, words = made_cv(seed)
        for one in (document, blinded(document, words)):
            schema.validate(json.loads(json_resume(one, words, CvLook(numbers=seed % 2 == 0))))


@pytest.mark.shared
@pytest.mark.parametrize("mail", ["jörg@müller.de", "a@b", ".a.@b.nl", "a b@c.nl", "@", "Ø", "x@-a.nl", "a..b@c.nl"])
@pytest.mark.parametrize(
    "link", ["https://exämple.org/ü", "https://a b", "http://", "example.org", "https://a/%zz", "ftp://a"]
)
def test_odd_addresses_go_where_any_text_may_stand(schema: Any, mail: str, link: str) -> None:
    _, document, words = made_cv(0)
    sections = (CvSection("projects", (CvEntry("p", link),)),)
    content = json_resume(replace(document, contact=(mail,), sections=sections), words, CvLook())
    schema.validate(json.loads(content))
    assert parse_json_resume(content).lists["projects"][0].link == link
    assert mail in content.decode()


@pytest.mark.shared
def test_their_sample_is_taken_and_what_has_no_place_is_named(shared_dir: Path) -> None:
    taken = parse_json_resume((shared_dir / "fixtures/jsonresume/sample.resume.json").read_bytes())
    assert taken.address == "2712 Broadway St, CA 94115 San Francisco, California, US"
    (job,) = taken.lists["work"]
    assert (job.title, job.organisation, job.start, job.end) == (
        "CEO/President",
        "Pied Piper",
        "2013-12-01",
        "2014-12-01",
    )
    assert "Successfully won Techcrunch Disrupt" in job.text
    (school,) = taken.lists["education"]
    assert school.title == "Bachelor Information Technology"
    assert taken.lists["development"][0].title == "Digital Compression Pioneer Award"
    assert taken.lists["languages"] == (Entry("English", level="Native speaker"),)
    assert taken.lists["projects"][0].link == "http://missdirection.example.com"
    assert {"skills", "interests", "references", "publications", "basics.name", "basics.phone"} <= set(taken.left_out)


@pytest.mark.shared
def test_every_test_file_of_its_makers_is_taken_or_refused_with_a_sentence(shared_dir: Path) -> None:
    for file in sorted((shared_dir / "fixtures/jsonresume/tests").glob("*.json")):
        for name, resume in json.loads(file.read_text("utf-8")).items():
            try:
                assert not parse_json_resume(json.dumps(resume).encode()).is_empty, name
            except DataFault as fault:
                for language in LANGUAGES:
                    assert Words(language)(fault.message_key, **fault.params)


def test_what_goes_out_comes_in_again_as_the_same_entries() -> None:
    for seed in SEEDS:
        details, document, words = made_cv(seed)
        content = json_resume(document, words, CvLook())
        try:
            taken = parse_json_resume(content)
        except DataFault as fault:
            assert fault.code == "resume_nothing_to_take"
            assert not document.sections
            continue
        again = with_taken(MyDetails(), taken)
        assert sections_of(again, words) == sections_of(details, words), seed
        shown = [name for name in LISTS if details.is_on_cv(name)]
        for name in shown:
            for typed, read in zip(details.entries(name), again.entries(name), strict=True):
                assert period_text(read.start, read.end, words) == period_text(typed.start, typed.end, words)
                assert parsed_period(period_text(typed.start, typed.end, words)) == (read.start, read.end)
            assert not any(is_blank(entry) for entry in again.entries(name))


def test_taking_the_same_file_twice_adds_nothing_and_what_was_there_stays_in_front() -> None:
    _, document, words = made_cv(3)
    taken = parse_json_resume(json_resume(document, words, CvLook()))
    once = with_taken(FILLED, taken)
    assert with_taken(once, taken) == once
    for name in LISTS:
        assert once.entries(name)[: len(FILLED.entries(name))] == FILLED.entries(name)
    assert once.fact("address") == FILLED.fact("address")
    assert once.off_cv == FILLED.off_cv


def test_numbers_go_out_only_where_they_were_chosen_and_a_blind_cv_has_no_name() -> None:
    _, document, words = next(made for made in map(made_cv, SEEDS) if made[1].skills)
    assert document.skills
    plain = json.loads(json_resume(document, words, CvLook()))
    numbers = json.loads(json_resume(document, words, CvLook(numbers=True)))
    assert "sten" not in plain["skills"][0]["x_progrez"]
    assert numbers["skills"][0]["x_progrez"]["sten"] == document.skills[0].sten
    assert plain["skills"][0]["x_progrez"]["norm"] == "web volunteers"
    blind = json.loads(json_resume(blinded(document, words), words, CvLook()))
    assert not {"name", "email", "location"} & set(blind["basics"])


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "json_empty"),
        (b"%PDF-1.7", "json_not_json (column=1, line=1)"),
        (b"\xff\xfe{", "json_not_utf8 (byte=1)"),
        (b"[]", "not_json_resume"),
        (b"null", "not_json_resume"),
        (b'{"work":' + 900 * b"[" + 900 * b"]" + b"}", "not_json_resume"),
        (b'{"work":' + 100_000 * b"[", "json_not_json (column=1, line=1)"),
        (b'{"work": [{"position": "' + 50_000_000 * b"a" + b'"}]}', "json_too_large (limit_mib=4)"),
        (b'{"work": [{"position": "a"}], "x": NaN}', "json_not_finite"),
        (b'{"work": [{"position": "a"}], "x": 1e999}', "json_not_finite"),
        (b'{"work": [], "work": [{"position": "a"}]}', "json_key_twice"),
        (b'{"education": [{"area": "a\\ud800"}]}', "json_bad_text (place=/education/0/area)"),
        ('{"work": [{"position": "a"}]}'.encode("utf-16"), "json_not_utf8 (byte=1)"),
        (b"{}", "not_json_resume"),
        (b'{"contract": "progrez.cv-profile/1", "sections": []}', "not_json_resume"),
        (b'{"projects": {}}', "json_wrong_type (place=/projects)"),
        (b'{"projects": [1]}', "json_wrong_type (place=/projects/0)"),
        (b'{"projects": [{"name": {}}]}', "json_wrong_type (place=/projects/0/name)"),
        (b'{"projects": [{"summary": "a\\u0000"}]}', "json_bad_text (place=/projects/0/summary)"),
        (b'{"basics": {"name": "A"}}', "resume_nothing_to_take"),
        (b'{"work": [{}], "basics": {"name": "A"}}', "resume_nothing_to_take"),
        (b'{"skills": [{"name": "x"}]}', "resume_nothing_to_take"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_json_resume_gets_a_clear_message(content: bytes, told: str) -> None:
    with pytest.raises(DataFault) as caught:
        parse_json_resume(content)
    assert str(caught.value) == told
    for language in LANGUAGES:
        assert Words(language)(caught.value.message_key, **caught.value.params)


def test_signs_that_nobody_sees_are_left_out() -> None:
    hidden = [{"position": "Chef\u202egnp.exe\u2066", "summary": "one\u0007\ntwo\u001b[31m", "name": "caf\u0065\u0301"}]
    taken = parse_json_resume(json.dumps({"work": hidden, "basics": {"location": {"city": "\u202eDelft"}}}).encode())
    (job,) = taken.lists["work"]
    assert (job.title, job.text, job.organisation) == ("Chefgnp.exe", "one\ntwo[31m", "caf\u00e9")
    assert taken.address == "Delft"


def test_a_file_of_another_program_is_read_kindly() -> None:
    resume = {
        "basics": {"location": {"city": "Delft"}},
        "work": [
            {"company": "Old\nName", "position": "x" * 999, "startDate": 2019, "endDate": "", "highlights": ["a", "b"]}
        ],
        "volunteer": None,
        "education": [{"institution": "School", "startDate": "", "endDate": "Sept 2011"}],
        "languages": [{"language": "Nederlands"}] * (MOST_ENTRIES + 5),
    }
    taken = parse_json_resume(json.dumps(resume).encode())
    (job,) = taken.lists["work"]
    assert (job.organisation, job.start, job.end, job.text) == ("Old Name", "2019", "now", "a\nb")
    assert len(job.title) == LONGEST_LINE
    assert taken.lists["education"] == (Entry(organisation="School", end="Sept 2011"),)
    assert len(taken.lists["languages"]) == MOST_ENTRIES
    assert taken.address == "Delft"
