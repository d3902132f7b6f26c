"""A CV shows the skills that the person chose and no others, and a PROFILE.json says exactly what it may say."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from progrez_desktop.core.cv import choosable_skills, compose_cv, parse_profile_json
from progrez_desktop.core.errors import DataFault, UsageFault
from progrez_desktop.core.model.assessment import Assessment, ResponseFormat, Skill, SkillGroup, Statement
from progrez_desktop.core.model.cv import CvDocument, CvEntry, CvSection, CvSkill
from progrez_desktop.core.model.person import PersonDetails
from progrez_desktop.core.model.profile import Profile
from progrez_desktop.core.words import LANGUAGES, Words
from progrez_desktop.scoring.scores import NotScored, SkillScore
from tests.profiles import hand_made, made_line

SKILLS = ("empathy", "initiative", "resilience")
DAY = date(2026, 12, 1)
DAY_OF_SCORES, UNTIL = date(2026, 11, 23), date(2028, 5, 23)
PERSON = PersonDetails("Sanne", "de Vries", "sanne@example.org")
NORMS = {"web/empathy": "web volunteers", "web/initiative": "web volunteers"}


def assessment() -> Assessment:
    nothing: dict[str, str] = {}
    groups = (
        SkillGroup("others", {"en": "Working with others"}, "relate"),
        SkillGroup("done", {"en": "Getting things done"}, "drive"),
    )
    skills = tuple(
        Skill(id, "done" if id == "initiative" else "others", nothing, {"en": id.title()}, *[nothing] * 4)
        for id in SKILLS
    )
    formats: dict[str, ResponseFormat] = {}
    practice = Statement("practice", "f", nothing)
    return Assessment(
        "a", "1", "0", nothing, ("en",), "p", None, groups, skills, formats, practice, (), None, (), (), {}, {}
    )


def profile() -> Profile:
    def score(id: str) -> SkillScore:
        return SkillScore(0.8, 0.3, 0.35, 7, 6, 8, 7.1, 6.2, 8.0, 79, 65, 90, 10, 10, f"web/{id}", 1000)

    lines = (
        made_line("empathy", score("empathy"), "others"),
        made_line("initiative", score("initiative"), "done"),
        made_line("resilience", NotScored("too_few_answers", 3, 10), "others"),
    )
    return hand_made(lines)


def compose(*chosen: str) -> CvDocument:
    return compose_cv(PERSON, profile(), assessment(), chosen, NORMS, "en", DAY)


def example(repo: Path) -> dict[str, Any]:
    text = (repo / "resources/contracts/examples/cv-profile.en.json").read_text(encoding="utf-8")
    content: dict[str, Any] = json.loads(text)
    return content


@given(st.sets(st.sampled_from(["empathy", "initiative"])))
def test_a_cv_shows_the_chosen_skills_in_the_order_of_the_profile(chosen: set[str]) -> None:
    assert [skill.name for skill in compose(*chosen).skills] == sorted(id.title() for id in chosen)


def test_a_chosen_skill_carries_its_score_colour_norm_and_day() -> None:
    skill = CvSkill("Initiative", "drive", 7, 6, 8, 7.1, 6.2, 8.0, "web volunteers", DAY_OF_SCORES, UNTIL)
    assert compose("initiative").skills == (skill,)


def test_a_skill_without_a_score_cannot_be_chosen() -> None:
    assert choosable_skills(profile()) == ("empathy", "initiative")
    with pytest.raises(UsageFault, match="cv_skill_not_scored"):
        compose("empathy", "resilience")


def test_without_contact_lines_the_email_address_is_the_contact() -> None:
    assert compose().contact == ("sanne@example.org",)


def test_the_examples_of_the_contract_are_read_as_they_stand(repo: Path) -> None:
    document = parse_profile_json(json.dumps(example(repo)).encode())
    assert (document.language, document.made, document.full_name) == ("en", date(2026, 11, 23), "Sanne de Vries")
    assert document.skills[0] == CvSkill(
        "Empathy", "relate", 8, 7, 9, 8.2, 7.3, 9.4, "web volunteers", DAY_OF_SCORES, UNTIL
    )
    assert document.sections[2] == CvSection(
        "volunteering", (CvEntry("Water polo coach under 14", "ZPC Voorbeeld", "2019 to now"),)
    )
    dutch = parse_profile_json((repo / "resources/contracts/examples/cv-profile.nl.json").read_bytes())
    assert dutch.language == "nl"


def test_what_a_person_tells_of_themselves_is_read_in_the_order_of_the_cv(repo: Path) -> None:
    told = {"drivers_licence": "B", "address": "Delft"}
    document = parse_profile_json(json.dumps(example(repo) | {"personal": told}).encode())
    assert document.personal == (("address", "Delft"), ("drivers_licence", "B"))


def test_without_exact_values_the_band_is_drawn_at_the_whole_stens(repo: Path) -> None:
    content = example(repo)
    for name in ("sten_exact", "low_exact", "high_exact"):
        del content["skills"][0][name]
    skill = parse_profile_json(json.dumps(content).encode()).skills[0]
    assert (skill.low_exact, skill.sten_exact, skill.high_exact) == (7.0, 8.0, 9.0)


@pytest.mark.parametrize(
    ("place", "value", "told"),
    [
        ("contract", "progrez.cv-profile/2", "json_wrong_value (place=/contract, rule=const)"),
        ("language", "fr", "json_wrong_value (place=/language, rule=enum)"),
        ("made", "2026-02-30", "cv_no_such_day (place=/made)"),
        ("made", "23-11-2026", "json_wrong_value (place=/made, rule=pattern)"),
        ("name", {"first": " ", "last": ""}, "json_wrong_value (place=/name, rule=anyOf)"),
        ("photo", "x", "json_field_unknown (place=/)"),
        ("personal", {"photo": "x"}, "json_field_unknown (place=/personal)"),
        ("personal", {"gender": 1}, "json_wrong_type (place=/personal/gender)"),
        ("skills/0/sten", 11, "json_wrong_value (place=/skills/0/sten, rule=maximum)"),
        ("skills/0/sten", "8", "json_wrong_type (place=/skills/0/sten)"),
        ("skills/0/low", 9, "cv_band_order (place=/skills/0)"),
        ("skills/1/high_exact", 1.5, "cv_band_order (place=/skills/1)"),
        ("skills/1/measured", "2026-13-01", "cv_no_such_day (place=/skills/1/measured)"),
        ("skills/1/colour", "red", "json_wrong_value (place=/skills/1/colour, rule=enum)"),
        ("sections/0/kind", "hobby", "json_wrong_value (place=/sections/0/kind, rule=enum)"),
        ("sections/0/entries/0", {}, "json_wrong_value (place=/sections/0/entries/0, rule=minProperties)"),
        ("sections/0/entries/0/title", None, "json_wrong_type (place=/sections/0/entries/0/title)"),
    ],
)
def test_what_the_contract_does_not_allow_is_told_with_its_place(
    repo: Path, place: str, value: object, told: str
) -> None:
    content = example(repo)
    *path, last = (int(step) if step.isdigit() else step for step in place.split("/"))
    inside: Any = content
    for step in path:
        inside = inside[step]
    inside[last] = value
    with pytest.raises(DataFault) as caught:
        parse_profile_json(json.dumps(content).encode())
    assert str(caught.value) == told
    for language in LANGUAGES:
        assert Words(language)(caught.value.message_key, **caught.value.params)
