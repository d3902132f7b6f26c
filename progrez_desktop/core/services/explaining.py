"""Why a score is what it is: a letter for its person. The main reasons, what they can do, who decides, whom to ask.

It tells the scorer's own quantities in words and by groups of answers, and no statement's key. Its sentences are held
to a published measure of reading, as those of the report are (tests/core/test_plain_words.py).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from progrez_desktop.core.contest import said_in_words
from progrez_desktop.core.model.assessment import Assessment, Skill
from progrez_desktop.core.model.contest import Said
from progrez_desktop.core.model.profile import Profile, SkillLine
from progrez_desktop.core.profile import level_of, told_agreement
from progrez_desktop.core.report import meaning_of, quality_in_words
from progrez_desktop.core.services import access_log, contesting, norm_groups, results, score_words
from progrez_desktop.core.services.deps import Deps, Session
from progrez_desktop.core.services.norm_groups import FindLocal, none_grew
from progrez_desktop.core.words import Words
from progrez_desktop.scoring.scores import NotScored

if TYPE_CHECKING:
    from progrez_desktop.core.documents.letter import Letter
    from progrez_desktop.core.services.influence import Pull
    from progrez_desktop.scoring.bank import Bank

_CLEAR, _MUCH = 0.2, 0.5
"""SDs of theta: about half a sten, and one sten, since two stens are nearly an SD."""
_FEW, _SOME, _HALF, _MOST = 0.2, 0.4, 0.6, 1.0
_TIPS = 2


@dataclass(frozen=True)
class MadeWith:
    """What a letter is made with beside the result."""

    assessment: Assessment
    bank: "Bank"
    made: date
    find_local: FindLocal = none_grew
    name: str = ""
    """Of the person."""


def explanation(deps: Deps, session: Session, profile: Profile, skill_id: str, words: Words) -> "Letter":
    """Return the letter on one score, in the language of `words`, and note in the log that it was read."""
    access_log.tell_once(deps, session, "explanation_opened", attempt=profile.attempt_id, skill=skill_id)
    line = next(one for one in profile.lines if one.skill_id == skill_id)
    found = _pulls(deps, session, profile, line)
    made_with = MadeWith(deps.assessment, deps.bank, deps.today(), deps.local_norm, session.details.full_name)
    return letter_of(made_with, profile, line, found, contesting.said(session, profile.attempt_id), words)


def save(deps: Deps, session: Session, path: Path, profile: Profile, skill_id: str, words: Words) -> None:
    """Save the letter where the person chose, with a line in their log: both or neither."""
    from progrez_desktop.core.documents.letter import render_letter

    pdf = render_letter(explanation(deps, session, profile, skill_id, words))
    access_log.handed_over(deps, session, path, pdf, "explanation_saved", attempt=profile.attempt_id, skill=skill_id)


def _pulls(deps: Deps, session: Session, profile: Profile, line: SkillLine) -> "tuple[Pull, ...] | None":
    """Return what moved a score; None where it was made with another bank, or without a score."""
    from progrez_desktop.core.services.influence import pulls

    bank = deps.bank_of(profile.form)
    if isinstance(line.score, NotScored) or profile.provenance.bank_sha256 != bank.sha256:
        return None
    given = session.safe.given(profile.attempt_id)
    if given is None:
        given = results.given(deps, session, session.safe.attempt(profile.attempt_id))
    answers = {one.item_id: one.category for one in given.statements if one.category is not None}
    return pulls(bank.skills[line.skill_id], answers)


def letter_of(
    made_with: MadeWith, profile: Profile, line: SkillLine, found: "tuple[Pull, ...] | None", said: Said, words: Words
) -> "Letter":
    from progrez_desktop.core.documents.letter import Letter, Part

    skill = next(one for one in made_with.assessment.skills if one.id == line.skill_id)
    parts = {
        "says": _says(skill, line, words),
        "reasons": _reasons(made_with, profile, line, found, words),
        "do": _do(made_with, profile, line, words),
        "decides": _decides(made_with, words),
        "ask": _ask(made_with, words),
    }
    told = tuple(text for _, text in said_in_words(said.of(line.skill_id), made_with.assessment, words))
    own = (Part(words("explain.said.title"), told),) if told else ()
    return Letter(
        title=words("explain.title", skill=skill.short_name[words.language]),
        lead=words("explain.lead"),
        facts=(
            *(((words("explain.fact.name"), made_with.name),) if made_with.name else ()),
            (words("explain.fact.assessment"), made_with.assessment.title[words.language]),
            (words("explain.fact.taken"), words.date(profile.finished_ms)),
            (words("explain.fact.score"), _score(line, words)),
        ),
        parts=(*(Part(words(f"explain.{name}.title"), tuple(lines)) for name, lines in parts.items()), *own),
        language=words.language,
        made=made_with.made,
    )


def _score(line: SkillLine, words: Words) -> str:
    score = line.score
    if isinstance(score, NotScored):
        return words("profile.no_number")
    key = "cv.band.one" if score.low == score.high else "cv.band.range"
    return words(key, low=score.low, high=score.high, level=words(f"level.{level_of(score)}"))


def _says(skill: Skill, line: SkillLine, words: Words) -> Iterator[str]:
    score = line.score
    yield skill.description[words.language]
    if isinstance(score, NotScored):
        yield words("explain.none")
        return
    yield meaning_of(skill, score)[words.language]
    yield score_words.position_line(score, words)
    yield words("explain.says.margin")


def _reasons(
    made_with: MadeWith, profile: Profile, line: SkillLine, found: "tuple[Pull, ...] | None", words: Words
) -> Iterator[str]:
    score, counted = line.score, line.statements
    if isinstance(score, NotScored):
        yield words(f"profile.not_scored.{score.reason}")
        return
    yield words("explain.reasons.statements", answered=counted.answered, of=counted.asked or counted.of)
    yield from _moved(found, words)
    groups = norm_groups.groups_of(profile, made_with.bank, made_with.find_local)
    yield words("explain.reasons.norm", norm=norm_groups.name_of(groups.get(score.norm_id), words))
    yield from quality_in_words(profile.quality, words)
    if (beside := told_agreement(line.situations)) in ("same_way", "differs"):
        yield words(f"report.skill.{beside}")
    weights = line.sources.weights if line.sources else {}
    weighed = any(weight for source, weight in weights.items() if source != "statements")
    yield words("explain.reasons.weighed" if weighed else "explain.reasons.beside")
    yield words("explain.reasons.not")
    yield words("explain.reasons.key")


def _moved(found: "tuple[Pull, ...] | None", words: Words) -> Iterator[str]:
    """Which answers lay where, and which group of them moved the score most."""
    if found is None:
        yield words("explain.pull.unknown")
        return
    for pull in found:
        yield words(f"explain.reasons.{pull.side}", amount=words(f"explain.amount.{_amount(pull.share)}"))
    if any(pull.share == 1.0 for pull in found):
        yield words("explain.pull.one_side")
        return
    most = max(found, key=lambda pull: abs(pull.shift))
    yield words(f"explain.pull.{most.side}", how=words(f"explain.how.{_how(most.shift)}"))


def _amount(share: float) -> str:
    """Words and no number: who answers one statement differently and compares does not learn how it counts."""
    if share == 0.0:
        return "none"
    bounds = ((_FEW, "few"), (_SOME, "some"), (_HALF, "half"), (_MOST, "most"))
    return next((name for bound, name in bounds if share < bound), "all")


def _how(shift: float) -> str:
    """What the score would be without answers that moved it by `shift`."""
    size = abs(shift)
    amount = "little_" if size < _CLEAR else "" if size < _MUCH else "much_"
    return f"{amount}{'lower' if shift > 0 else 'higher'}"


def _do(made_with: MadeWith, profile: Profile, line: SkillLine, words: Words) -> Iterator[str]:
    if not isinstance(line.score, NotScored):
        yield words("explain.do.object")
    yield words("explain.do.correct")
    if made_with.assessment.organisation is not None and line.own_words.written:
        yield words("explain.do.human")
    yield words("explain.do.again", date=words.day(profile.valid_until))
    tips = made_with.assessment.advice[line.skill_id].grow[:_TIPS]
    yield words("explain.do.grow", advice=" ".join(tip[words.language] for tip in tips))


def _decides(made_with: MadeWith, words: Words) -> Iterator[str]:
    organisation = made_with.assessment.organisation
    yield words("explain.decides.people")
    if organisation is None:
        yield words("explain.decides.nobody")
    else:
        yield words("explain.decides.organisation", organisation=organisation.name[words.language])


def _ask(made_with: MadeWith, words: Words) -> Iterator[str]:
    organisation, language = made_with.assessment.organisation, words.language
    if organisation is None:
        yield words("explain.ask.nobody")
    else:
        yield words(
            "explain.ask.organisation",
            organisation=organisation.name[language],
            place=organisation.place[language],
            procedure=organisation.procedure[language],
        )
    yield words("explain.ask.complain")
