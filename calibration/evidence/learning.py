"""From fitted signs to chances, levels and certainties, each learned from writers that are not foretold with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from calibration.evidence.fitting import Example, Ridge, fit_logistic
from calibration.evidence.texts import Answer, Labelled
from progrez_desktop.scoring.text.evidence import PARTS
from progrez_desktop.scoring.text.features import Sentence, tokens_of
from progrez_desktop.scoring.text.findings import (
    Finding,
    finding_of,
    is_a_deed,
    opposite_features,
    part_features,
    shown_features,
    spoken_features,
    weighed,
)
from progrez_desktop.scoring.text.levels import Level, level_of
from progrez_desktop.scoring.text.observed import Observed, observe
from progrez_desktop.scoring.text.rubric import Rubric
from progrez_desktop.scoring.text.shown import told_of
from progrez_desktop.scoring.text.signs import LATER_PARTS, Limits, Signs, logistic, logit

SINGLE = 0.3
"""What a single sentence counts for beside one that stands in an answer."""

FOLDS = 8
LAST_PLACE = 0.9
"""Where a single sentence of reflection is taken to stand; the answers have too few of those to learn from."""


@dataclass(frozen=True)
class Seen:
    """A labelled sentence with what the product sees in it, and signs by a fit that did not know it."""

    writer: str
    labelled: Labelled
    observed: Observed
    signs: Signs
    in_answer: bool


@dataclass(frozen=True)
class Weighting:
    """What stands in the place of the product's table while chances are learned."""

    skills: frozenset[str]
    shown: Mapping[str, float]
    opposite: Mapping[str, float]
    spoken: Mapping[str, float]
    parts: Mapping[str, Mapping[str, float]]
    limits: Limits


@dataclass(frozen=True)
class Foretold:
    """One rated skill of one answer: our level, and what is told by weights that did not know the writer."""

    writer: str
    skill: str
    ours: int
    told: Level


def examples_of(answers: Sequence[Answer], sentences: Sequence[Labelled]) -> tuple[Example, ...]:
    """Return everything to learn from: sentences of answers by writer, and single sentences by themselves."""
    in_answers = (
        Example(answer.writer, one, answer.labelled[number - 1].text if number else "")
        for answer in answers
        for number, one in enumerate(answer.labelled)
    )
    return (*in_answers, *(Example(f"single {number}", one, "") for number, one in enumerate(sentences)))


def seen_of(
    answers: Sequence[Answer], sentences: Sequence[Labelled], rubric: Rubric, ridge: Ridge
) -> tuple[tuple[tuple[Seen, ...], ...], tuple[Seen, ...]]:
    """Return the sentences of each answer, and the single ones."""
    unseen = iter(ridge.unseen)

    def signs() -> Signs:
        return Signs(dict(zip(ridge.columns, next(unseen).tolist(), strict=True)))

    by_answer = tuple(
        tuple(
            Seen(answer.writer, labelled, observed, signs(), True)
            for labelled, observed in zip(answer.labelled, observe(answer.text, rubric, answer.sentences), strict=True)
        )
        for answer in answers
    )
    single = []
    for number, one in enumerate(sentences):
        whole = Sentence(0, len(one.text), tokens_of(one.text))
        single.append(Seen(f"single {number % 40}", one, observe(one.text, rubric, [whole])[0], signs(), False))
    return by_answer, tuple(single)


def learn(seen: Sequence[Seen], skills: Sequence[str], limits: Limits) -> Weighting:
    """Fit the weights of all chances on some sentences."""
    opposite = _learn_opposite(seen, skills)
    return Weighting(
        skills=frozenset(skills),
        shown=_learn_shown(seen, skills, opposite),
        opposite=opposite,
        spoken=_learn_spoken(seen, skills),
        parts={part: _learn_part(seen, part) for part in LATER_PARTS},
        limits=limits,
    )


def foretell(
    answers: Sequence[Answer],
    by_answer: Sequence[Sequence[Seen]],
    single: Sequence[Seen],
    rubric: Rubric,
    limits: Limits,
) -> tuple[Foretold, ...]:
    """Return what is told of each rated skill, by weights learned from the other writers."""
    skills, foretold = sorted(rubric.skills), []
    writers = np.array(sorted({answer.writer for answer in answers}))
    drawn = np.random.default_rng(1).permutation(writers)
    for fold in range(FOLDS):
        held = set(drawn[fold::FOLDS])
        known = [one for answer in by_answer for one in answer if one.writer not in held]
        weighting = learn([*known, *single], skills, limits)
        for answer, sentences in zip(answers, by_answer, strict=True):
            if answer.writer in held:
                foretold += _told(answer, sentences, rubric, weighting)
    return tuple(foretold)


def certainty_lines(foretold: Sequence[Foretold]) -> dict[str, list[float]]:
    """Return by kind of level the slope and shift that turn its chance into how often it was ours, or next to ours."""
    lines = {}
    for kind in ("shown", "spoken", "none"):
        rows = [one for one in foretold if one.told.level is not None and one.told.kind == kind]
        features = [{"logit": logit(one.told.chance)} for one in rows]
        fitted = fit_logistic(features, [is_near(one) for one in rows], held_back=0.1)
        lines[kind] = [fitted["logit"], fitted["bias"]]
    return lines


def is_near(one: Foretold) -> bool:
    """Whether a level that was told is ours or next to it."""
    return one.told.level is not None and abs(one.told.level - one.ours) <= 1


def _told(answer: Answer, sentences: Sequence[Seen], rubric: Rubric, weighting: Weighting) -> list[Foretold]:
    findings: list[Finding] = [
        finding_of(rubric, _as_table(weighting), one.observed, one.signs, one.signs) for one in sentences
    ]
    rated = {skill: answer.levels.get(skill, 0) for skill in rubric.skills}
    return [
        Foretold(answer.writer, skill, ours, level_of(told_of(skill, findings).chances, weighting.limits))
        for skill, ours in rated.items()
        if ours is not None
    ]


def _as_table(weighting: Weighting) -> Any:
    # The product's functions ask a table for weights and limits only, once the signs are there.
    return weighting


def _learn_opposite(seen: Sequence[Seen], skills: Sequence[str]) -> dict[str, float]:
    rows = [(one, skill) for one in seen if one.observed.told for skill in skills]
    return fit_logistic(
        [opposite_features(one.observed, skill, one.signs) for one, skill in rows],
        [one.labelled.skills.get(skill) == "opposite" for one, skill in rows],
        [1.0 if one.in_answer else SINGLE for one, _ in rows],
    )


def _learn_shown(seen: Sequence[Seen], skills: Sequence[str], opposite: Mapping[str, float]) -> dict[str, float]:
    rows, truth, names = [], [], []
    for one in seen:
        if not one.in_answer or not is_a_deed(one.observed, one.signs):
            continue
        harm = max(logistic(weighed(opposite, opposite_features(one.observed, skill, one.signs))) for skill in skills)
        for skill in skills:
            role = one.labelled.skills.get(skill)
            if role != "unclear":
                rows.append(shown_features(one.observed, skill, one.signs, one.signs, harm))
                truth.append(role == "shown")
                names.append(skill)
    return fit_logistic(rows, truth, own_bias=names)


def _learn_spoken(seen: Sequence[Seen], skills: Sequence[str]) -> dict[str, float]:
    rows = [
        (one, skill) for one in seen if one.in_answer for skill in skills if one.labelled.skills.get(skill) != "unclear"
    ]
    return fit_logistic(
        [spoken_features(one.observed, skill, one.signs) for one, skill in rows],
        [skill in one.labelled.skills for one, skill in rows],
    )


def _learn_part(seen: Sequence[Seen], part: str) -> dict[str, float]:
    assert part in PARTS
    rows, truth, weights = [], [], []
    for one in seen:
        observed = one.observed
        if not one.in_answer:
            if part != "reflection":
                continue
            observed = replace(observed, place=LAST_PLACE, is_first=False, is_early=False)
        rows.append(part_features(observed, part, one.signs))
        truth.append(part in one.labelled.parts)
        weights.append(1.0 if one.in_answer else SINGLE)
    return fit_logistic(rows, truth, weights, held_back=0.3)
