"""Who asks why a score is what it is gets the main reasons in words: true of their answers, and no statement's key."""

from dataclasses import replace
from pathlib import Path

import pytest

from progrez_desktop.core.documents.letter import Letter, render_letter
from progrez_desktop.core.model.attempt import StatementValue
from progrez_desktop.core.model.profile import Profile
from progrez_desktop.core.services import access_log, contesting, explaining
from progrez_desktop.core.services.influence import SIDES, pulls, side_of
from progrez_desktop.core.words import LANGUAGES, Words
from progrez_desktop.scoring.scorer import Scorer
from progrez_desktop.scoring.scores import SkillScore
from tests.core.documents.pdf_text import squeezed, text_of
from tests.core.services.rating_house import Kiosk
from tests.core.services.sitting_house import attentive, sit, with_statements
from tests.fakes import there

MIXED = "leadership"
"""A skill whose statements the invented visitor answers on more than one side."""


@pytest.fixture
def kiosk(tmp_path: Path) -> Kiosk:
    return Kiosk.at(tmp_path / "kiosk")


def answered(kiosk: Kiosk, share: float) -> Profile:
    """Somebody who answers every statement of empathy so far towards more of it."""
    deps = kiosk.deps
    keys = {item.id: item.key for item in deps.bank.skills["empathy"].items}
    answers = attentive(deps)

    def change(statement, categories):
        if statement.id not in keys:
            value = answers[statement.id]
            assert isinstance(value, StatementValue)
            return value.category
        level = 1 + round(share * (categories - 1))
        return level if keys[statement.id] > 0 else categories + 1 - level

    return sit(deps, kiosk.session, with_statements(deps, answers, change))


def lines_of(letter: Letter) -> list[str]:
    return [line for part in letter.parts for line in part.lines]


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_says_where_the_answers_lay_and_what_moved_the_score(kiosk: Kiosk, language: str) -> None:
    words = Words(language)
    profile = sit(kiosk.deps, kiosk.session, attentive(kiosk.deps))
    told = lines_of(explaining.explanation(kiosk.deps, kiosk.session, profile, MIXED, words))
    given = there(kiosk.session.safe.given(profile.attempt_id))
    answers = {one.item_id: one.category for one in given.statements if one.category is not None}
    found = pulls(kiosk.deps.bank.skills[MIXED], answers)
    assert max(one.share for one in found) < 1
    most = max(found, key=lambda one: abs(one.shift))
    assert [one for one in told if one.startswith(words.template(f"explain.pull.{most.side}")[:40])]
    assert len([one for one in told if ": " in one and one.endswith(tuple(amounts(words)))]) == len(SIDES)
    assert words("explain.decides.people") in told


def amounts(words: Words) -> list[str]:
    return [f"{words(key)}." for key in words.keys_of("explain.amount.")]


def test_leaving_a_group_out_is_what_the_scorer_itself_makes_of_the_rest(kiosk: Kiosk) -> None:
    skill, scorer = kiosk.deps.bank.skills["empathy"], Scorer(kiosk.deps.bank)
    answers = {item.id: 1 + (3 * place) % item.categories for place, item in enumerate(skill.items)}
    whole = scorer.score(answers)["empathy"]
    assert isinstance(whole, SkillScore)
    for pull in pulls(skill, answers):
        rest = {item.id: answers[item.id] for item in skill.items if side_of(item, answers[item.id]) != pull.side}
        score = scorer.score(rest, asked=list(rest)).get("empathy") if rest else None
        theta = score.theta if isinstance(score, SkillScore) else 0.0
        assert pull.shift == pytest.approx(whole.theta - theta, abs=1e-12)
        assert pull.share == pytest.approx(1 - len(rest) / len(skill.items))


@pytest.mark.parametrize(("share", "side"), [(1.0, "more"), (0.0, "less")])
def test_whose_answers_lie_on_one_side_reads_so(kiosk: Kiosk, share: float, side: str) -> None:
    words = Words("en")
    profile = answered(kiosk, share)
    told = lines_of(explaining.explanation(kiosk.deps, kiosk.session, profile, "empathy", words))
    assert words(f"explain.reasons.{side}", amount=words("explain.amount.all")) in told
    assert words("explain.pull.one_side") in told


def test_no_statement_and_no_number_of_the_bank_is_in_it(kiosk: Kiosk) -> None:
    profile = sit(kiosk.deps, kiosk.session, attentive(kiosk.deps))
    for skill in kiosk.deps.bank.skills.values():
        text = " ".join(lines_of(explaining.explanation(kiosk.deps, kiosk.session, profile, skill.id, Words("en"))))
        for item in skill.items:
            assert item.text not in text
            assert item.id not in text
            assert str(item.a) not in text


def test_one_answer_given_otherwise_shows_its_key_no_better_than_words_can(kiosk: Kiosk) -> None:
    """The letter has six words for how many; of ten answers, moving one changes them in less than half of the cases."""
    skill = kiosk.deps.bank.skills["empathy"]
    base = {item.id: (item.categories + 1) // 2 for item in skill.items}

    def read(answers: dict[str, int]) -> tuple[str, ...]:
        return tuple(explaining._amount(one.share) for one in pulls(skill, answers))

    several = base | {item.id: item.categories for item in skill.items[:5]}
    changed = [read(several | {item.id: item.categories}) != read(several) for item in skill.items[5:]]
    assert sum(changed) <= len(changed) / 2


def test_it_says_what_the_person_can_do_who_decides_and_whom_to_ask(kiosk: Kiosk) -> None:
    words, organisation = Words("en"), there(kiosk.deps.assessment.organisation)
    profile = sit(kiosk.deps, kiosk.session, attentive(kiosk.deps))
    letter = explaining.explanation(kiosk.deps, kiosk.session, profile, "empathy", words)
    told = " ".join(lines_of(letter))
    titles = [words(f"explain.{part}.title") for part in ("says", "reasons", "do", "decides", "ask")]
    assert [part.title for part in letter.parts] == titles
    for wanted in (organisation.name["en"], organisation.procedure["en"], words("explain.do.object")):
        assert wanted in told


def test_what_the_person_says_of_that_score_is_in_it_and_of_no_other(kiosk: Kiosk) -> None:
    profile = sit(kiosk.deps, kiosk.session, attentive(kiosk.deps))
    at = (kiosk.deps, kiosk.session, profile.attempt_id)
    contesting.object_to(*at, "empathy", "other", "the heron was late")
    contesting.correct(*at, "integrity", "the lock was shut")
    told = " ".join(lines_of(explaining.explanation(kiosk.deps, kiosk.session, profile, "empathy", Words("en"))))
    assert "the heron was late" in told
    assert "the lock was shut" not in told


def test_without_a_score_it_says_why_and_offers_no_objection(kiosk: Kiosk) -> None:
    words = Words("nl")
    profile = sit(kiosk.deps, kiosk.session, {})
    told = lines_of(explaining.explanation(kiosk.deps, kiosk.session, profile, "empathy", words))
    assert words("profile.not_scored.too_few_answers") in told
    assert words("explain.do.object") not in told


def test_of_another_bank_it_says_that_the_reasons_can_not_be_worked_out(kiosk: Kiosk) -> None:
    profile = sit(kiosk.deps, kiosk.session, attentive(kiosk.deps))
    older = replace(profile, provenance=replace(profile.provenance, bank_sha256="0" * 64))
    told = lines_of(explaining.explanation(kiosk.deps, kiosk.session, older, "empathy", Words("en")))
    assert Words("en")("explain.pull.unknown") in told


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_letter_on_paper_says_the_same_and_the_log_tells_of_both(
    kiosk: Kiosk, tmp_path: Path, language: str
) -> None:
    words = Words(language)
    profile = sit(kiosk.deps, kiosk.session, attentive(kiosk.deps))
    letter = explaining.explanation(kiosk.deps, kiosk.session, profile, "empathy", words)
    explaining.save(kiosk.deps, kiosk.session, tmp_path / "why.pdf", profile, "empathy", words)
    assert (tmp_path / "why.pdf").read_bytes() == render_letter(letter)
    text = squeezed(text_of((tmp_path / "why.pdf").read_bytes()))
    assert all(squeezed(line) in text for line in lines_of(letter))
    told = [line.action for line in access_log.checked(kiosk.deps, kiosk.session).lines]
    assert told.count("explanation_opened") == 1  # who goes back and forth adds nothing
    assert told[-1] == "explanation_saved"
