"""What a release may hold: no field outside its grants, nothing withheld, and nothing that is never released."""

import json
from collections.abc import Sequence
from dataclasses import replace
from typing import get_args

import jsonschema_rs
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from progrez_desktop.core.consent import FIELDS, RESTS_ON, fields_of
from progrez_desktop.core.model.consent import PURPOSES, Grant, Purpose
from progrez_desktop.core.model.contest import WHOLE, Correction, Said, ScoreObjection
from progrez_desktop.core.model.details import LISTS, Entry, MyDetails
from progrez_desktop.core.model.passage import Passage
from progrez_desktop.core.model.person import PersonDetails
from progrez_desktop.core.model.profile import Provenance, QualityLine, Verdict
from progrez_desktop.core.release import ENVELOPES, PURPOSES_OF, Material, envelope, restricted
from progrez_desktop.core.resources import resource_json
from progrez_desktop.scoring.scores import NotScored, SkillScore
from tests.profiles import hand_made, made_line

SCHEMA = resource_json("contracts", "released-profile.schema.json")
SKILLS = ("communication", "empathy", "initiative", "integrity")
MADE_WITH = Provenance("ab" * 32, "cd" * 32, "norm", "canary-model", "progrez 1")
NEVER = ("canary-birth", "canary-gender", "canary-street", "canary-cv-link", "canary-language")

text = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=20)
scores = st.builds(
    lambda sten, theta: SkillScore(theta, 0.1234321, 0.4, sten, 1, 10, 6.5, 5.1, 7.2, 69, 50, 80, 9, 10, "norm", 400),
    st.integers(1, 10),
    st.floats(-4, 4),
)
lines = st.lists(
    st.tuples(st.sampled_from(SKILLS), scores | st.just(NotScored("too_few_answers", 1, 9))),
    unique_by=lambda pair: pair[0],
)
entries = st.lists(st.builds(Entry, title=text, organisation=text, text=text), max_size=3).map(tuple)
materials = st.builds(
    lambda lines, first, email, licence, lists, quality, passages: Material(
        replace(hand_made([made_line(skill, score) for skill, score in lines]), provenance=MADE_WITH, quality=quality),
        PersonDetails(first, "Canary-Last", email),
        MyDetails(
            {"birth_date": NEVER[0], "gender": NEVER[1], "address": NEVER[2], "drivers_licence": licence},
            {**lists, "projects": (Entry("p", link=NEVER[3]),), "languages": (Entry(NEVER[4]),)},
        ),
        passages=passages,
    ),
    lines,
    text,
    text,
    st.sampled_from(("", "B")),
    st.fixed_dictionaries(dict.fromkeys(("work", "education", "volunteering", "development"), entries)),
    st.none() | st.builds(QualityLine, st.sampled_from(get_args(Verdict)), st.just(("canary-family",)), text),
    st.dictionaries(st.sampled_from(SKILLS), st.lists(st.builds(Passage, text, text), max_size=2)),
)
purposes = st.lists(st.sampled_from(PURPOSES), unique=True)


def granted(purposes: Sequence[Purpose]) -> list[Grant]:
    return [Grant(one, "o", one, fields_of(one), 0, 9, None, "ab" * 32, "en", "1") for one in purposes]


@settings(max_examples=300)
@given(materials, purposes, st.sets(st.sampled_from((*SKILLS, *LISTS))))
def test_no_release_holds_a_field_outside_its_grants(material: Material, chosen: list[Purpose], kept: set[str]) -> None:
    for name in ENVELOPES:
        one = envelope(name, granted(chosen), material, kept)
        allowed = {field for purpose in chosen if purpose in PURPOSES_OF[name] for field in fields_of(purpose)}
        assert set(one.content) - {"contract", "assessment"} == set(one.fields) <= allowed & set(FIELDS)
        alone = {purpose for purpose, other in RESTS_ON.items() if other not in chosen}
        assert set(one.purposes) == set(chosen) & set(PURPOSES_OF[name]) - alone
        jsonschema_rs.validate(SCHEMA, json.loads(json.dumps(one.content)))
        told = json.dumps(one.content)
        assert not [canary for canary in (*NEVER, "0.1234321", "canary-model") if canary in told]
        assert not {line["skill"] for line in one.content.get("scores", ())} & kept
        assert not set(one.content.get("background", ())) & kept
        assert not {told["skill"] for told in one.content.get("excerpts", ())} & kept
        assert "canary-family" not in json.dumps(one.content)
        if "contact" not in chosen:
            assert "Canary-Last" not in told


@settings(max_examples=200)
@given(materials, purposes, purposes)
def test_what_follows_a_changed_choice_adds_nothing_that_was_not_seen(
    material: Material, before: list[Purpose], after: list[Purpose]
) -> None:
    for name in ENVELOPES:
        seen = envelope(name, granted(before), material, ())
        left = restricted(name, granted(after), seen.purposes, seen.content)
        assert left.content.items() <= seen.content.items()
        alone = {purpose for purpose, other in RESTS_ON.items() if other not in {*seen.purposes} & {*after}}
        assert set(left.purposes) == set(seen.purposes) & set(after) - alone
        allowed = {field for purpose in left.purposes for field in fields_of(purpose)}
        assert set(left.fields) <= allowed


def test_nothing_tells_that_something_was_withheld() -> None:
    some = Material(
        hand_made([made_line(skill, NotScored("too_few_answers", 1, 9)) for skill in SKILLS[:2]]),
        PersonDetails("Anna", "Q", "a@example.org"),
        MyDetails(),
    )
    more = Material(
        hand_made([made_line(skill, NotScored("too_few_answers", 1, 9)) for skill in SKILLS]),
        some.person,
        MyDetails({}, {"work": (Entry("job"),)}),
    )
    grants = granted(PURPOSES)
    withheld = (*SKILLS[2:], "work")
    assert envelope("profile", grants, more, withheld).content == envelope("profile", grants, some, ()).content


def test_research_goes_without_a_name() -> None:
    material = Material(
        hand_made([made_line("empathy", NotScored("too_few_answers", 1, 9))]),
        PersonDetails("Anna", "Q", "a@example.org"),
        MyDetails(),
    )
    assert not {"name", "email"} & set(envelope("research", granted(PURPOSES), material, ()).content)


def test_what_is_said_against_a_score_goes_with_it_and_in_research_without_the_words() -> None:
    material = Material(
        hand_made([made_line(skill, NotScored("too_few_answers", 1, 9)) for skill in SKILLS[:2]]),
        PersonDetails("Anna", "Q", "a@example.org"),
        MyDetails(),
        Said(
            {SKILLS[0]: ScoreObjection(SKILLS[0], "other", "I, Anna, had a cold.", 1)},
            {WHOLE: Correction(WHOLE, "That was my brother.", 2)},
        ),
    )
    told = envelope("profile", granted(PURPOSES), material, ()).content
    objection = {"kind": "objection", "reason": "other", "words": "I, Anna, had a cold."}
    assert [line.get("said") for line in told["scores"]] == [[objection], None]
    assert told["provenance"]["said"] == [{"kind": "correction", "words": "That was my brother."}]
    assert "said" not in str(envelope("profile", granted(PURPOSES), material, SKILLS[:1]).content["scores"])
    assert "Anna" not in str(envelope("research", granted(PURPOSES), material, ()).content)
    assert "brother" not in str(envelope("research", granted(PURPOSES), material, ()).content)


@pytest.mark.parametrize("purpose", ["human_rating", "anonymous_statistics", "training_data"])
def test_texts_and_counts_never_leave_with_a_profile(purpose: Purpose) -> None:
    material = Material(hand_made([]), PersonDetails("Anna", "Q", "a@example.org"), MyDetails())
    assert not [name for name in ENVELOPES if envelope(name, granted([purpose]), material, ()).grants]
