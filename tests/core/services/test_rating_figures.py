"""Agreement is counted from what raters gave blind, per skill and together, and a study holds numbers alone."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import jsonschema_rs
import pytest

from progrez_desktop.core.services import rating_figures, rating_office, rating_study, ratings
from progrez_desktop.core.services.rating_figures import AnswerRatings
from progrez_desktop.core.store.rating_store import SkillLevel
from progrez_desktop.scoring.agreement import Figure, NoFigure
from progrez_desktop.scoring.text.reader import AnswerReader
from progrez_desktop.scoring.text.rubric import Rubric
from tests.core.services.rating_house import CANARIES, LEVELS, ORGANISATION, Bureau, Kiosk, levels
from tests.scoring.text.fake_model import FakeModel
from tests.scoring.text.made_rubric import TABLE

SKILLS = ("empathy", "initiative")


def rated(*rows: tuple[str, Mapping[str, int], int | None]) -> list[AnswerRatings]:
    """Answers as (person, level of empathy by rater, the computer's level); initiative is rated 2 throughout."""
    places: dict[str, int] = {}
    made = []
    for person, by_rater, computer in rows:
        place = places[person] = places.get(person, -1) + 1
        given = {name: {"empathy": level, "initiative": 2} for name, level in by_rater.items()}
        made.append(AnswerRatings((person, place), given, {"empathy": computer, "initiative": None}))
    return made


THREE = rated(("p", {"Ria": 1, "Tom": 1}, 1), ("q", {"Ria": 3, "Tom": 4}, 4), ("r", {"Ria": 5, "Tom": 5}, 5))


def test_each_pair_of_raters_and_the_computer_have_figures_for_each_skill_and_for_all() -> None:
    found = rating_figures.agreements(THREE, SKILLS)
    assert [(one.skill, one.pair) for one in found.raters] == [
        ("", ("Ria", "Tom")),
        ("empathy", ("Ria", "Tom")),
        ("initiative", ("Ria", "Tom")),
    ]
    empathy = found.raters[1]
    assert isinstance(empathy.kappa, Figure)
    assert empathy.kappa.value == pytest.approx(
        16 / 17
    )  # 1 - (1 / 3) / (51 / 9): squared differences as given, and of all nine pairs
    assert isinstance(empathy.icc_single, Figure)
    assert isinstance(empathy.icc_mean, Figure)
    assert empathy.icc_single.value < empathy.icc_mean.value
    assert found.raters[2].kappa == NoFigure("no_variance", 3)
    computer = found.computer[1]
    assert isinstance(computer.r, Figure)
    assert computer.r.value > 0.95
    assert (computer.pair, computer.icc_single) == ((), None)
    assert found.computer[2].kappa == NoFigure("too_few", 0)  # the computer was silent


def test_one_rater_is_told_as_one_rater() -> None:
    alone = rated(("p", {"Ria": 1}, 1), ("q", {"Ria": 3}, 2), ("r", {"Ria": 5}, 5))
    found = rating_figures.agreements(alone, SKILLS)
    assert found.raters == ()
    assert [lack.what for lack in found.places[0].lacks] == ["people", "icc"]
    assert isinstance(found.computer[1].r, Figure)


def test_without_ratings_there_are_no_figures() -> None:
    found = rating_figures.agreements([], SKILLS)
    assert (found.raters, found.computer) == ((), ())
    assert all(len(place.lacks) == 3 for place in found.places)


def test_raters_who_share_no_answer_can_not_be_compared() -> None:
    apart = rated(("p", {"Ria": 1}, 1), ("q", {"Tom": 3}, 2))
    assert rating_figures.agreements(apart, ("empathy",)).raters[1].kappa == NoFigure("too_few", 0)


def test_two_hundred_people_who_were_rated_alike_earn_a_place() -> None:
    many = rated(*((f"p{n}", {"Ria": n % 6, "Tom": min(n % 6 + n % 2, 5)}, n % 6) for n in range(200)))
    [empathy] = rating_figures.agreements(many, ("empathy",)).places
    assert empathy.lacks == ()
    [empathy] = rating_figures.agreements(many[:199], ("empathy",)).places
    assert [lack.what for lack in empathy.lacks] == ["people"]


# Out of an office


@pytest.fixture
def bureau(tmp_path: Path) -> Iterator[Bureau]:
    """An office in which two raters rated two answers, and one of them looked at one again."""
    bureau = Bureau(tmp_path / "office", ORGANISATION)
    office = bureau.deps
    kiosk = Kiosk.at(tmp_path / "kiosk")
    kiosk.trust(office)
    kiosk.grant("human_rating")
    ratings.request(kiosk.deps, kiosk.session, kiosk.attempt_id)
    for letter in kiosk.carried().values():
        rating_office.take_letter(office, letter)
    for name, level in (("Tom", 1), ("Ria", 3)):
        rater = rating_office.add_rater(office, name, "rater")
        given = [
            rating_office.rate(office, rater, task, levels(office, empathy=level))
            for task in rating_office.tasks(office, rater)
        ]
    again = {skill: SkillLevel(2) for skill in office.skills} | {"empathy": SkillLevel(4, "As the computer says.")}
    rating_office.look_again(office, given[0].rating_id, again)
    yield bureau
    bureau.close()


def test_what_was_changed_after_seeing_the_computer_counts_for_nothing(bureau: Bureau) -> None:
    found = rating_figures.ratings_by_answer(bureau.deps)
    assert [{name: given["empathy"] for name, given in one.by_rater.items()} for one in found] == [
        {"Tom": 1, "Ria": 3}
    ] * 2
    assert all(dict(one.computer) == LEVELS for one in found)


def test_a_study_has_features_and_levels_and_no_text_name_or_id(repo: Path, bureau: Bureau) -> None:
    office = bureau.deps
    reader = AnswerReader(FakeModel(), Rubric.of(office.assessment.rubric), TABLE, {})
    rated = rating_figures.ratings_by_answer(office)
    lines = list(rating_study.study_lines(office, rated, reader))
    schema = json.loads((repo / "resources/contracts/human-rating-study.schema.json").read_text())
    example = json.loads((repo / "resources/contracts/examples/human-rating-study.json").read_text())
    jsonschema_rs.validate(schema, example)
    for line in lines:
        jsonschema_rs.validate(schema, json.loads(line))
        for secret in (*CANARIES.values(), "heron", "asked", "Ria", "Tom", *(one.answer[0] for one in rated)):
            assert secret not in line
    first, second = map(json.loads, lines)
    assert (first["person"], second["person"]) == (1, 1)
    assert {name: given["empathy"] for name, given in first["ratings"].items()} == {"A": 3, "B": 1}
    [sentence] = first["sentences"]
    assert max(sentence["shown"].values()) > 0.0  # it tells "I asked"
