"""What the report says: put together out of a profile and what the pack tells of each skill. Pure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

from progrez_desktop.core.contest import said_in_words
from progrez_desktop.core.errors import DataFault
from progrez_desktop.core.json_lines import shown
from progrez_desktop.core.model.assessment import Assessment, Skill, SkillAdvice, Standing
from progrez_desktop.core.model.contest import NOTHING_SAID, Said
from progrez_desktop.core.model.profile import Profile, QualityLine, SkillLine
from progrez_desktop.core.model.report import Compared, Report, ReportGroup, ReportSkill
from progrez_desktop.core.profile import Level, level_of, scored_lines, told_agreement
from progrez_desktop.core.words import Words
from progrez_desktop.scoring.scores import NotScored, SkillScore

if TYPE_CHECKING:
    from progrez_desktop.scoring.norms import Norm

STANDINGS: Mapping[Level, Standing] = {
    "low": "low",
    "below": "low",
    "average": "middle",
    "above": "high",
    "high": "high",
}
_TOLD_CHANGES = ("more", "less", "no_reliable_change")
_TOLD_AGREEMENTS = ("same_way", "differs")
_FEW = 2
"""Actions beside a paragraph on how to use a skill; without that, all are there."""
_HASH = 12


@dataclass(frozen=True)
class NormName:
    """What a norm group is called, in full and where there is no room for more than how many and when."""

    full: str
    short: str
    people: str
    """The same for two norms of the same people, which is said of them once."""


@dataclass(frozen=True)
class Beside:
    """What a report says that a profile does not hold: of the norms, of the time before, and of the person."""

    names: Mapping[str, NormName]
    """By norm id."""
    norms: "Mapping[str, Norm]"
    """By scale of the bank that the profile was scored with; none where that is not known here. Then no skill is put
    above another."""
    since: Mapping[str, str]
    """By skill, how it stands to the last time, as `comparing` has it."""
    since_day: str
    """The day of that, in words."""
    name: str
    said: Said = NOTHING_SAID
    """What the person says against the result."""


def compose_report(profile: Profile, assessment: Assessment, beside: Beside, words: Words, made: date) -> Report:
    """Return the report on a profile, in the language of `words`.

    Raises:
        DataFault: "report_other_assessment"; "report_unknown_skill"; "report_band_order".
    """
    _check(profile, assessment)
    skills = {skill.id: skill for skill in assessment.skills}
    lines = {line.skill_id: line for line in profile.lines}
    told = {
        name: replace(
            _skill(skills[name], assessment, line, _since(name, beside, words), words),
            is_contested=name in beside.said.objections,
        )
        for name, line in lines.items()
    }
    groups = tuple(
        ReportGroup(
            group.name[words.language],
            group.colour,
            tuple(told[skill.id] for skill in assessment.skills if skill.group == group.id and skill.id in told),
        )
        for group in assessment.groups
    )
    return Report(
        language=words.language,
        made=made,
        name=beside.name.strip(),
        assessment=_assessment_name(profile, assessment, words),
        form=profile.form,
        taken=datetime.fromtimestamp(profile.finished_ms / 1000, UTC).astimezone().date(),
        valid_until=profile.valid_until,
        answered=profile.answered,
        of=profile.of,
        quality=quality_in_words(profile.quality, words),
        is_of_statements_alone=all(_is_of_statements(line) for line in profile.lines),
        groups=tuple(group for group in groups if group.skills),
        compared=_compared(profile, told, beside),
        made_with=_made_with(profile, assessment, words),
        said=said_in_words(beside.said, assessment, words),
    )


def _check(profile: Profile, assessment: Assessment) -> None:
    """A record that was changed by hand, or that is of another version, gets no report."""
    if profile.assessment_id != assessment.id:
        raise DataFault("report_other_assessment", assessment=shown(profile.assessment_id))
    if len({line.skill_id for line in profile.lines}) < len(profile.lines):
        raise DataFault("json_wrong_value", place="/result/lines", rule="uniqueItems")
    known = {skill.id for skill in assessment.skills}
    for line in profile.lines:
        if line.skill_id not in known:
            raise DataFault("report_unknown_skill", skill=shown(line.skill_id))
    for line, score in scored_lines(profile):
        whole = score.low <= score.sten <= score.high
        if not (whole and score.low_exact <= score.sten_exact <= score.high_exact):
            raise DataFault("report_band_order", skill=line.skill_id)


def _assessment_name(profile: Profile, assessment: Assessment, words: Words) -> str:
    title = assessment.title[words.language]
    if profile.provenance.pack_sha256 != assessment.pack_sha256:  # of another version, and nobody here knows which
        return title
    return words("report.fact.version", title=title, version=assessment.version)


def _skill(skill: Skill, assessment: Assessment, line: SkillLine, since: str, words: Words) -> ReportSkill:
    language, advice = words.language, assessment.advice[skill.id]
    colour = next(group.colour for group in assessment.groups if group.id == skill.group)
    score = line.score
    standing = None if isinstance(score, NotScored) else STANDINGS[level_of(score)]
    use = advice.use[language] if standing == "high" else ""
    return ReportSkill(
        id=skill.id,
        name=skill.short_name[language],
        colour=colour,
        description=skill.description[language],
        score=score,
        meaning=meaning_of(skill, score)[language] if not isinstance(score, NotScored) else "",
        seen=tuple(text[language] for text in advice.seen[standing]) if standing else (),
        use=use,
        grow=tuple(text[language] for text in _grow(advice, has_use=bool(use))),
        ask=advice.ask[language],
        basis=_basis(line, since, words),
    )


def meaning_of(skill: Skill, score: SkillScore) -> Mapping[str, str]:
    """Return what a score may look like in somebody, by language."""
    return {"low": skill.low, "middle": skill.middle, "high": skill.high}[STANDINGS[level_of(score)]]


def _grow(advice: SkillAdvice, *, has_use: bool) -> Sequence[Mapping[str, str]]:
    return advice.grow[:_FEW] if has_use else advice.grow


def _basis(line: SkillLine, since: str, words: Words) -> str:
    if isinstance(line.score, NotScored):
        return words(f"profile.not_scored.{line.score.reason}")
    found = line.statements
    told = [words("report.skill.basis", answered=found.answered, of=found.asked or found.of)]
    if line.score.at_end is not None:
        told.append(words(f"profile.at_end.{line.score.at_end}"))
    beside = told_agreement(line.situations)
    if beside in _TOLD_AGREEMENTS:
        told.append(words(f"report.skill.{beside}"))
    return " ".join([*told, since] if since else told)


def _is_of_statements(line: SkillLine) -> bool:
    weights = line.sources.weights if line.sources else {}
    return not any(weight for source, weight in weights.items() if source != "statements")


def _since(skill_id: str, beside: Beside, words: Words) -> str:
    change = beside.since.get(skill_id)
    if change not in _TOLD_CHANGES:
        return ""
    return words(f"report.since.{change}", date=beside.since_day)


def quality_in_words(quality: QualityLine | None, words: Words) -> tuple[str, ...]:
    """Return sentences on how a sitting was answered."""
    if quality is None:
        return (words("report.quality.unknown"),)
    told = [words(f"quality.verdict.{quality.verdict}"), *(words(f"quality.family.{one}") for one in quality.families)]
    return (*told, words("quality.may_come_from")) if quality.verdict == "with_care" else tuple(told)


def _compared(profile: Profile, told: Mapping[str, ReportSkill], beside: Beside) -> tuple[Compared, ...]:
    """Return the skills by whom they were compared with; nobody is asked to set one of them against another's."""
    by_people: dict[str, list[tuple[SkillLine, SkillScore]]] = {}
    for line, score in scored_lines(profile):
        by_people.setdefault(beside.names[score.norm_id].people, []).append((line, score))
    return tuple(
        Compared(
            norm=beside.names[found[0][1].norm_id].full,
            short_norm=beside.names[found[0][1].norm_id].short,
            tiers=tuple(tuple(told[name] for name in tier) for tier in _tiers(found, beside.norms)),
        )
        for found in by_people.values()
    )


def _tiers(found: Sequence[tuple[SkillLine, SkillScore]], norms: "Mapping[str, Norm]") -> tuple[tuple[str, ...], ...]:
    from progrez_desktop.scoring.precision import OnNorm, ordered_skills

    known = [(line, score, norms[line.statements.scale]) for line, score in found if line.statements.scale in norms]
    ids = {norm.id for _, _, norm in known} | {score.norm_id for _, score in found}
    if len(known) < len(found) or len(ids) > 1:
        return (tuple(line.skill_id for line, _ in found),)
    return ordered_skills([(line.skill_id, OnNorm(score.theta, score.se_printed, norm)) for line, score, norm in known])


def _made_with(profile: Profile, assessment: Assessment, words: Words) -> str:
    made = profile.provenance
    return words(
        "report.made_with",
        title=assessment.title[words.language],
        pack=shown(made.pack_sha256[:_HASH]),
        bank=shown(made.bank_sha256[:_HASH]),
        norms=shown(made.norm_id),
        engine=shown(" ".join((made.engine, (made.engine_sha256 or "")[:_HASH])).strip()),
        result=shown(profile.id[:_HASH]),
    )
