"""Reports for tests: on the invented visitor's profile, and on what becomes of it."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from functools import cache

from progrez_desktop.core.attempt import fixed_route
from progrez_desktop.core.model.attempt import Response
from progrez_desktop.core.model.profile import Profile, QualityLine, SkillLine
from progrez_desktop.core.model.report import Report
from progrez_desktop.core.packs.shipped import shipped
from progrez_desktop.core.services import demonstration as invented
from progrez_desktop.core.services.comparing import Earlier
from progrez_desktop.core.services.reporting import report_of
from progrez_desktop.core.words import Words
from progrez_desktop.scoring.bank import Bank
from progrez_desktop.scoring.scorer import Scorer
from progrez_desktop.scoring.scores import NotScored, SkillScore
from tests.fakes import MONDAY_MS
from tests.profiles import made_profile

DAY = date(2026, 11, 23)
NAME = "Sanne de Vries"
STENS = {"low": 2, "below": 4, "average": 5, "above": 7, "high": 9}
CARE = QualityLine("with_care", ("pace", "sameness", "agreement", "pattern", "instruction"), "43" * 32)


@cache
def visitor() -> Profile:
    """The profile of the invented visitor."""
    files = shipped()
    assessment, bank = files.assessment(), Bank.from_bytes(files.bank())
    answers = invented.answers(assessment.items, assessment, bank, "en")
    given = {item: Response(item, 1, "en", value, MONDAY_MS) for item, value in answers.items()}
    return made_profile(assessment, fixed_route(assessment), Scorer(bank), given)


def without_scores(profile: Profile, skills: Collection[str] | None = None) -> Profile:
    """The profile with too few answers for some skills, or for all."""

    def emptied(line: SkillLine) -> SkillLine:
        if skills is not None and line.skill_id not in skills:
            return line
        return replace(line, score=NotScored("too_few_answers", 3, line.score.of), sources=None)

    return replace(profile, lines=tuple(emptied(line) for line in profile.lines))


def at_level(profile: Profile, level: str) -> Profile:
    """The profile with every score at one level."""
    sten = STENS[level]

    def moved(line: SkillLine) -> SkillLine:
        assert isinstance(line.score, SkillScore)
        low, high = max(sten - 1, 1), min(sten + 1, 10)
        score = replace(
            line.score, sten=sten, low=low, high=high, sten_exact=sten, low_exact=float(low), high_exact=float(high)
        )
        return replace(line, score=score, situations=replace(line.situations, of=2, agreement="differs"))

    return replace(profile, lines=tuple(moved(line) for line in profile.lines))


def each_with_its_own_norm(profile: Profile) -> Profile:
    """The profile with every skill compared with other people, whom nobody here can name."""

    def moved(line: SkillLine) -> SkillLine:
        assert isinstance(line.score, SkillScore)
        return replace(line, score=replace(line.score, norm_id=f"elsewhere/{line.skill_id}"))

    return replace(profile, lines=tuple(moved(line) for line in profile.lines))


def since(profile: Profile) -> Earlier:
    """A time before, since when every skill went down."""
    return Earlier(MONDAY_MS - 300 * 86_400_000, {line.skill_id: "less" for line in profile.lines})


def made(
    profile: Profile, language: str = "en", *, name: str = NAME, earlier: Earlier | None = None, day: date = DAY
) -> Report:
    files = shipped()
    return report_of(profile, files.assessment(), files.bank(), Words(language), day, name=name, earlier=earlier)
