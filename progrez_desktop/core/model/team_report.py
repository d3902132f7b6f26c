"""What a team report is made of: gathered from the registry once, and then set on paper without it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from progrez_desktop.core.model.team import Ask, Candidacy, Change, Composed, SavedTeam, Team


@dataclass(frozen=True)
class TeamReport:
    """Own values of members are in `team` alone, and only of those who allowed that for the team."""

    saved: SavedTeam
    team: Team
    ask: Ask
    consented: int
    """How many people of the procedure consented to teams."""
    composed: Composed | None
    """What composing by the same wishes gives today; None where they can't be met any more."""
    without: tuple[Change, ...]
    """What the team is without each of its members."""
    own: tuple[Candidacy, ...]
    """What each member who allowed own values adds to the others, duplicates and strains."""
    reader: str
    trained_on: date | None
    made: date
    ends: date
    """The first day on which a member's consent is over: so long the report may be kept."""
    norms: tuple[str, ...]
    """Whom scores are compared with, in the language of the report."""
    skills: Mapping[str, str]
    """Short names in that language, in the order of the test."""
    before: tuple[date, ...] = ()
    """On which days this team's report was saved before."""
