"""Passages of own words leave only by their own grant, skill by skill, without names, and never as half an answer."""

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from progrez_desktop.core.errors import UsageFault
from progrez_desktop.core.resources import resource_json
from progrez_desktop.core.services import consents, excerpts, objections, receipts, release_view, releasing, results
from progrez_desktop.core.store.safe_store import StoredReading
from progrez_desktop.core.words import Words
from progrez_desktop.scoring.text.evidence import Mark, SkillReading
from progrez_desktop.scoring.text.reading import reading_record
from tests.core.services.rating_house import CANARIES, Kiosk
from tests.core.services.release_house import Employer, outbox_rows, with_key
from tests.fakes import there
from tests.scoring.text.made_reading import made_reading, made_skill, sentences, word

TEXT = (
    "Canaria and two colleagues of mine disagreed about the planning of a big order of 1250 boxes. "
    "Jorisson and I talked with each of them alone and asked what worried them most. "
    "I did that because nobody had listened to Jorisson before. "
    "In the end the order went out a day early and both of them thanked me. "
    "Next time I would bring them together sooner."
)
MODEL = "1" * 64


def marked(skill: str, level: int, *numbers: int, direction: int = 1) -> SkillReading:
    """Return a reading that rests on these sentences."""
    words, spans = ("planning", "asked", "listened", "thanked", "sooner"), sentences(TEXT)
    made = made_skill(skill, level)
    found = tuple(
        Mark("action", *spans[one], (word(words[one], TEXT),), 1 if direction > 0 else -1, 0.9 - one / 10)
        for one in numbers
    )
    return replace(made, found=found)


def kiosk_with(root: Path, employer: Employer, *found: SkillReading, text: str = TEXT) -> Kiosk:
    """Somebody with a result and one open answer that was read."""
    kiosk = Kiosk.at(root, text=text)
    safe = kiosk.session.safe
    safe._database.write("DELETE FROM reading")
    pins = dict(kiosk.deps.shipped.pins) | {"model/fake.onnx": MODEL}
    kiosk.deps = replace(kiosk.deps, shipped=replace(kiosk.deps.shipped, pins=pins))
    read = made_reading({})
    read = replace(read, model=MODEL, evidence=replace(there(read.evidence), skills={one.skill: one for one in found}))
    first = next(iter(safe.responses(kiosk.attempt_id)))
    safe.save_reading(kiosk.attempt_id, StoredReading(first, 1, MODEL, reading_record(read)))
    with_key(kiosk, employer.pair.public)
    results.finish(kiosk.deps, kiosk.session, kiosk.attempt_id)
    return kiosk


@pytest.fixture
def employer() -> Employer:
    return Employer.made()


@pytest.fixture
def kiosk(tmp_path: Path, employer: Employer) -> Kiosk:
    return kiosk_with(tmp_path, employer, marked("empathy", 4, 1), marked("initiative", 3, 2))


def sent(kiosk: Kiosk, employer: Employer) -> list[dict[str, Any]]:
    rows = [row for row in outbox_rows(kiosk) if row["kind"] == "put" and row["state"] == "waiting"]
    return [employer.opened(row["header"], row["envelope"]) for row in rows]


def test_none_goes_along_until_it_was_chosen_and_then_only_of_that_skill(kiosk: Kiosk, employer: Employer) -> None:
    kiosk.grant("profile", "excerpts")
    ahead = releasing.look(kiosk.deps, kiosk.session)
    assert (set(ahead.offered), ahead.shared) == ({"empathy", "initiative"}, frozenset())
    assert "excerpts" not in ahead.envelopes[0].content
    ahead = releasing.share(kiosk.deps, kiosk.session, ["empathy"])
    assert ahead.shared == {"empathy"}
    releasing.send(kiosk.deps, kiosk.session, ahead)
    (content,) = sent(kiosk, employer)
    (told,) = content["excerpts"]
    assert (told["skill"], told["passages"]) == ("empathy", [vars(one) for one in ahead.offered["empathy"]])
    jsonschema_rs.validate(resource_json("contracts", "released-profile.schema.json"), content)


def test_what_is_read_before_it_is_chosen_is_what_leaves(kiosk: Kiosk, employer: Employer) -> None:
    kiosk.grant("profile", "excerpts")
    ahead = releasing.share(kiosk.deps, kiosk.session, ["empathy", "initiative"])
    releasing.send(kiosk.deps, kiosk.session, ahead)
    told = json.dumps(sent(kiosk, employer), ensure_ascii=False)
    for passages in ahead.offered.values():
        for one in passages:
            assert one.text in told
            assert one.text in release_view.quoted(passages)(Words("en"))


@pytest.mark.parametrize(
    ("chosen", "named"), [((), ["profile"]), (("empathy",), ["profile", "excerpts"])], ids=["none", "one skill"]
)
def test_the_log_of_a_release_names_passages_only_where_some_left(
    kiosk: Kiosk, chosen: tuple[str, ...], named: list[str]
) -> None:
    kiosk.grant("profile", "excerpts")
    releasing.send(kiosk.deps, kiosk.session, releasing.share(kiosk.deps, kiosk.session, chosen))
    (told,) = [line for line in kiosk.session.safe.log.checked(None).lines if line.action == "profile_released"]
    assert told.params == {"purposes": named}


def test_names_of_the_writer_and_of_others_and_numbers_are_taken_out(kiosk: Kiosk) -> None:
    """Also of somebody whose name begins the sentence, where the rest of the answer shows that it is one."""
    kiosk.grant("profile", "excerpts")
    offered = excerpts.offered(kiosk.deps, kiosk.session, kiosk.attempt_id)
    told = " ".join(one.text for passages in offered.values() for one in passages)
    assert "talked with each of them alone" in told
    assert "Jorisson" not in told
    assert CANARIES["name"] not in told


@pytest.mark.parametrize("given", [("profile",), ("excerpts",), ("profile", "teams")])
def test_without_its_own_grant_beside_the_profile_there_is_nothing_to_choose(kiosk: Kiosk, given: tuple[str]) -> None:
    kiosk.session.safe.own_details.share_excerpts(there(kiosk.deps.assessment.organisation).id, ["empathy"], 1)
    kiosk.grant(*given)  # type: ignore[arg-type]
    ahead = releasing.look(kiosk.deps, kiosk.session)
    assert ahead.offered == {}
    assert all("excerpts" not in one.content and "excerpts" not in one.purposes for one in ahead.envelopes)


def test_of_one_answer_less_than_half_may_leave_over_all_skills(tmp_path: Path, employer: Employer) -> None:
    skills = ("empathy", "initiative", "integrity", "leadership")
    found = [marked(skill, 4, number, number + 1) for number, skill in enumerate(skills)]
    kiosk = kiosk_with(tmp_path, employer, *found)
    offered = excerpts.offered(kiosk.deps, kiosk.session, kiosk.attempt_id)
    passages = {one.text for skill in offered.values() for one in skill}
    assert passages
    assert sum(map(len, passages)) < len(TEXT) / 2


def test_of_one_skill_no_more_than_two_may_leave_however_long_the_answer_is(tmp_path: Path, employer: Employer) -> None:
    kiosk = kiosk_with(tmp_path, employer, marked("empathy", 4, 0, 1, 2, 3), text=f"{TEXT} {'We went on. ' * 60}")
    offered = excerpts.offered(kiosk.deps, kiosk.session, kiosk.attempt_id)
    assert len(offered["empathy"]) == 2


@pytest.mark.parametrize(("beside", "is_offered"), [(0, False), (1, True)])
def test_half_an_answer_is_too_much(tmp_path: Path, employer: Employer, beside: int, is_offered: bool) -> None:
    first = TEXT[slice(*sentences(TEXT)[0])]
    text = f"{first} {'o' * (len(first) - 1 + beside)}"
    found = marked("empathy", 4, 0)
    kiosk = kiosk_with(tmp_path, employer, found, text=text)
    assert bool(excerpts.offered(kiosk.deps, kiosk.session, kiosk.attempt_id)) is is_offered


@pytest.mark.parametrize(
    "told",
    [
        "A colleague had a burn-out so I asked her what she wanted and took over the planning.",
        "Omar was diagnosed with cancer and I asked who could take over his shifts.",
        "Zij was ziek en ik heb toen gevraagd (asked) wat ik van haar kon overnemen.",
    ],
)
def test_what_tells_of_the_health_of_a_third_person_is_not_offered(
    told: str, tmp_path: Path, employer: Employer
) -> None:
    text = f"{told} {TEXT} {TEXT}"
    mark = Mark("action", 0, len(told), (word("asked", text),), 1, 0.9)
    kiosk = kiosk_with(tmp_path, employer, replace(made_skill("empathy", 4), found=(mark,)), text=text)
    assert excerpts.offered(kiosk.deps, kiosk.session, kiosk.attempt_id) == {}


def test_an_answer_of_one_sentence_is_never_shared(tmp_path: Path, employer: Employer) -> None:
    only = "I asked each of them what was wrong and then I changed the planning with both of them."
    mark = Mark("action", 0, len(only), (word("asked", only),), 1, 0.9)
    kiosk = kiosk_with(tmp_path, employer, replace(made_skill("empathy", 4), found=(mark,)), text=only)
    assert excerpts.offered(kiosk.deps, kiosk.session, kiosk.attempt_id) == {}


def test_what_points_away_or_is_contested_or_shows_no_action_is_not_offered(tmp_path: Path, employer: Employer) -> None:
    readings = marked("empathy", 4, 1, direction=-1), marked("initiative", 1, 2), marked("integrity", 4, 3)
    kiosk = kiosk_with(tmp_path, employer, *readings)
    offered = excerpts.offered(kiosk.deps, kiosk.session, kiosk.attempt_id)
    assert set(offered) == {"integrity"}
    question = offered["integrity"][0].question
    objections.object_to(kiosk.deps, kiosk.session, kiosk.attempt_id, question, "integrity", "not_meant", "")
    assert excerpts.offered(kiosk.deps, kiosk.session, kiosk.attempt_id) == {}


def test_a_skill_that_is_withheld_takes_its_passages_along(kiosk: Kiosk) -> None:
    kiosk.grant("profile", "excerpts")
    releasing.share(kiosk.deps, kiosk.session, ["empathy", "initiative"])
    ahead = releasing.withhold(kiosk.deps, kiosk.session, ["empathy"])
    assert ahead.shared == {"initiative"}
    assert [one["skill"] for one in ahead.envelopes[0].content["excerpts"]] == ["initiative"]
    assert "empathy" not in json.dumps(ahead.envelopes[0].content)


def test_what_was_switched_after_it_was_read_does_not_leave(kiosk: Kiosk) -> None:
    kiosk.grant("profile", "excerpts")
    seen = releasing.look(kiosk.deps, kiosk.session)
    releasing.share(kiosk.deps, kiosk.session, ["empathy"])
    with pytest.raises(UsageFault, match="release_changed"):
        releasing.send(kiosk.deps, kiosk.session, seen)


def test_withdrawn_passages_are_gone_from_what_waits_and_the_scores_stay(kiosk: Kiosk, employer: Employer) -> None:
    organisation = there(kiosk.deps.assessment.organisation)
    kiosk.grant("profile", "excerpts")
    releasing.send(kiosk.deps, kiosk.session, releasing.share(kiosk.deps, kiosk.session, ["empathy"]))
    consents.withdraw(kiosk.deps, kiosk.session, organisation, "excerpts")
    (content,) = sent(kiosk, employer)
    assert "excerpts" not in content
    assert "scores" in content


def test_withdrawn_profile_takes_the_passages_along(kiosk: Kiosk, employer: Employer) -> None:
    organisation = there(kiosk.deps.assessment.organisation)
    kiosk.grant("profile", "excerpts", "contact")
    releasing.send(kiosk.deps, kiosk.session, releasing.share(kiosk.deps, kiosk.session, ["empathy"]))
    consents.withdraw(kiosk.deps, kiosk.session, organisation, "profile")
    (content,) = sent(kiosk, employer)
    assert set(content) == {"contract", "assessment", "name", "email"}


def test_neither_feelings_nor_levels_leave_with_a_passage(kiosk: Kiosk) -> None:
    kiosk.grant("profile", "excerpts")
    ahead = releasing.share(kiosk.deps, kiosk.session, ["empathy", "initiative"])
    told = ahead.envelopes[0].content["excerpts"]
    assert {name for one in told for name in one} == {"skill", "passages"}
    assert {name for one in told for passage in one["passages"] for name in passage} == {"question", "text"}


def test_own_values_for_the_team_are_a_choice_of_their_own_and_name_what_they_show(kiosk: Kiosk) -> None:
    kiosk.grant("teams")
    assert releasing.look(kiosk.deps, kiosk.session).envelopes[0].purposes == ("teams",)
    kiosk.grant("teams", "team_values")
    releasing.send(kiosk.deps, kiosk.session, releasing.look(kiosk.deps, kiosk.session))
    (row,) = [one for one in outbox_rows(kiosk) if one["state"] == "waiting"]
    assert json.loads(row["header"])["purposes"] == ["teams", "team_values"]
    receipt = there(receipts.latest(kiosk.session))
    told = {one["dpv:hasPurpose"]["dct:identifier"]: one for one in receipt["dpv:hasProcess"]}
    assert told["team_values"]["dpv:hasPurpose"]["@type"] == "dpv:PersonnelManagement"
    assert told["team_values"]["dpv:hasPersonalData"] == ["scores"]
    jsonschema_rs.validate(resource_json("contracts", "consent-receipt.schema.json"), receipt)


def test_own_values_alone_send_nothing(kiosk: Kiosk) -> None:
    kiosk.grant("team_values")
    assert releasing.look(kiosk.deps, kiosk.session).obstacle == "nothing_allowed"


def test_how_it_was_answered_goes_in_one_word_and_is_told_before(kiosk: Kiosk, employer: Employer) -> None:
    kiosk.grant("profile")
    ahead = releasing.look(kiosk.deps, kiosk.session)
    verdict = there(there(results.latest(kiosk.deps, kiosk.session)).quality).verdict
    assert ahead.envelopes[0].content["quality"] == verdict
    for language in ("en", "nl"):
        words = Words(language)
        told = [sentence(words) for sentence in release_view.rests_on(release_view.all_of(ahead))]
        assert words(f"release.quality.{verdict}") in told
    kiosk.grant("teams", "research")
    ahead = releasing.look(kiosk.deps, kiosk.session)
    assert [("quality" in one.content) for one in ahead.envelopes] == [False, False]
