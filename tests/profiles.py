"""Profiles for tests: of a sitting as the product makes them, and by hand."""

from collections.abc import Mapping, Sequence
from datetime import date

from progrez_desktop.core.attempt import Responses
from progrez_desktop.core.given import given_in
from progrez_desktop.core.model.assessment import Assessment
from progrez_desktop.core.model.attempt import Attempt
from progrez_desktop.core.model.profile import (
    Agreement,
    Disagreement,
    OwnWordsLine,
    Profile,
    Provenance,
    QualityLine,
    SituationsLine,
    SkillLine,
    SourcesLine,
    StatementsLine,
)
from progrez_desktop.core.model.route import Route
from progrez_desktop.core.packs.shipped import shipped
from progrez_desktop.core.services import norm_groups
from progrez_desktop.core.services.comparing import Earlier
from progrez_desktop.core.services.measuring import Instruments, Naming, profile_of
from progrez_desktop.core.services.own_age import ByAge
from progrez_desktop.core.services.profile_view import ProfileView
from progrez_desktop.scoring.bank import Bank
from progrez_desktop.scoring.scorer import Scorer
from progrez_desktop.scoring.scores import NotScored, SkillScore
from tests.fakes import MONDAY_MS

ENGINE = "progrez 0.1.0"
VALID_UNTIL = date(2028, 5, 23)
AS_USUAL = QualityLine("as_usual", (), "43" * 32)


def attempt_at(position: int) -> Attempt:
    """Return an open sitting that stands at the item at `position`."""
    return Attempt("attempt", "account", "pack", "", "open", MONDAY_MS, None, position, 0, computer_reading=True)


def made_profile(
    assessment: Assessment,
    route: Route,
    scorer: Scorer,
    responses: Responses,
    attempt_id: str = "attempt",
    seconds: Mapping[str, float] | None = None,
) -> Profile:
    """Return what a sitting comes to, with the thresholds that ship."""
    tools = Instruments.over(assessment, scorer, shipped())
    named = Naming("profile", attempt_id, MONDAY_MS, ENGINE)
    return profile_of(given_in(route, responses, seconds or {}), tools, named)


def made_line(
    skill_id: str,
    score: SkillScore | NotScored,
    group_id: str = "relate",
    *,
    statements: StatementsLine | None = None,
    situations: Agreement = "not_enough",
) -> SkillLine:
    """Return a line by hand, of statements alone."""
    against = (Disagreement("statements", "situations"),) if situations == "differs" else ()
    weights: dict[str, float] = {"statements": 1.0, "situations": 0.0, "own_words": 0.0}
    apart = SourcesLine(weights, ("situations", "own_words"), against)  # type: ignore[arg-type]
    return SkillLine(
        skill_id,
        group_id,
        score,
        statements or StatementsLine(skill_id, 0, 0, 0, 0),
        SituationsLine(2, 2, situations, 0.5),
        OwnWordsLine(1, 3),
        apart if isinstance(score, SkillScore) else None,
    )


def hand_made(lines: Sequence[SkillLine], attempt_id: str = "t", quality: QualityLine | None = AS_USUAL) -> Profile:
    provenance = Provenance("", "", "", None, ENGINE)
    return Profile("p", attempt_id, "a", MONDAY_MS, 20, 30, tuple(lines), provenance, VALID_UNTIL, quality)


def viewed(
    profile: Profile, earlier: Earlier | None = None, by_age: ByAge | None = None, *, expired: bool = False
) -> ProfileView:
    """Return what a person sees of a profile, with the groups of the bank that ships."""
    groups = norm_groups.groups_of(profile, Bank.from_bytes(shipped().bank()))
    return ProfileView(profile, groups, earlier, expired, by_age)
