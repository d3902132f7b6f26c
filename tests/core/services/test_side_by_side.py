"""Two results side by side: an order only where it is sure enough, what can't be compared is said, and no total."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path
from statistics import NormalDist

import jsonschema_rs
import pytest

from progrez_desktop.core.model.profile import Profile, SkillLine
from progrez_desktop.core.services.side_by_side import SideBySide, as_json, side_by_side
from progrez_desktop.scoring.scores import SkillScore
from tests.reports import CARE, DAY, visitor, without_scores

FIRST, SECOND = "communication", "empathy"


def moved(profile: Profile, by: float, *skills: str, norm_id: str | None = None) -> Profile:
    """The profile with some thetas higher by so much, and with another norm."""

    def line_of(line: SkillLine) -> SkillLine:
        if line.skill_id not in skills:
            return line
        assert isinstance(line.score, SkillScore)
        score = replace(line.score, theta=line.score.theta + by, norm_id=norm_id or line.score.norm_id)
        return replace(line, score=score)

    return replace(profile, lines=tuple(map(line_of, profile.lines)))


def told(found: SideBySide, skill: str) -> tuple[str, str | None]:
    one = next(one for one in found.skills if one.skill_id == skill)
    return one.order, one.why_not


def test_an_order_is_told_only_where_it_is_right_four_times_in_five() -> None:
    score = visitor().lines[0].score
    assert isinstance(score, SkillScore)
    assert visitor().lines[0].skill_id == FIRST
    for wanted, order in ((0.95, "below"), (0.801, "below"), (0.79, "not_told"), (0.21, "not_told"), (0.19, "above")):
        # Both have the same printed error.
        by = NormalDist().inv_cdf(wanted) * score.se_printed * 2**0.5
        found = side_by_side(visitor(), moved(visitor(), by, FIRST), DAY)
        assert told(found, FIRST) == (order, None)
        assert found.skills[0].probability == pytest.approx(1.0 - wanted)
        assert told(found, SECOND) == ("not_told", None)


def test_the_other_way_round_says_the_same_turned() -> None:
    higher = moved(visitor(), 2.0, FIRST)
    one, other = side_by_side(higher, visitor(), DAY), side_by_side(visitor(), higher, DAY)
    assert (told(one, FIRST)[0], told(other, FIRST)[0]) == ("above", "below")
    for mine, theirs in zip(one.skills, other.skills, strict=True):
        assert mine.probability is not None and theirs.probability is not None
        assert mine.probability + theirs.probability == pytest.approx(1.0)


def test_what_is_not_of_one_scale_is_not_compared() -> None:
    there = visitor().provenance
    other_bank = replace(visitor(), provenance=replace(there, bank_sha256="ab" * 32))
    found = side_by_side(visitor(), other_bank, DAY)
    assert {(one.why_not, one.probability, one.order) for one in found.skills} == {("other_bank", None, "not_told")}
    assert found.compared == ()
    first, *others = visitor().lines
    longer = replace(first, statements=replace(first.statements, scale="communication_x"))
    found = side_by_side(visitor(), replace(visitor(), lines=(longer, *others)), DAY)
    assert told(found, FIRST) == ("not_told", "other_scale")
    assert len(found.compared) == len(others)
    found = side_by_side(visitor(), without_scores(visitor(), {SECOND}), DAY)
    assert told(found, SECOND) == ("not_told", "not_scored")
    found = side_by_side(visitor(), replace(visitor(), lines=visitor().lines[1:]), DAY)
    assert told(found, FIRST) == ("not_told", "not_scored")


def test_other_norms_a_result_that_has_expired_and_one_to_read_with_care_are_told() -> None:
    other = replace(moved(visitor(), 0.0, FIRST, norm_id="utrecht/local"), quality=CARE)
    found = side_by_side(visitor(), other, DAY)
    assert [one.skill_id for one in found.skills if one.same_norm is False] == [FIRST]
    assert (found.a.quality, found.b.quality) == ("as_usual", "with_care")
    until = visitor().valid_until
    assert not side_by_side(visitor(), other, until).a.has_expired
    assert side_by_side(visitor(), other, date.fromordinal(until.toordinal() + 1)).a.has_expired


def test_the_document_keeps_its_contract_and_has_no_total(repo: Path) -> None:
    schema = json.loads((repo / "resources/contracts/comparison.schema.json").read_bytes())
    other_bank = replace(visitor(), provenance=replace(visitor().provenance, bank_sha256="ab" * 32))
    for other in (moved(visitor(), 2.0, FIRST), other_bank, without_scores(visitor())):
        document = json.loads(as_json(side_by_side(visitor(), other, DAY)))
        jsonschema_rs.validate(schema, document)
        assert document.keys() == {"contract", "least_probability", "a", "b", "skills"}
