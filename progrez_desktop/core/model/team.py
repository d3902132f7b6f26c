"""Records of a team: what it is composed by, what is proposed and why, and what is kept of it.

A value of one person stands in these records only where that person's own grant allows it (`Member.may_show`); the
others are in no number on the screen, and on paper in distributions over three people or more.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Literal

from progrez_desktop.core.model.registry import Margin
from progrez_desktop.scoring.teams.rules import RuleKind
from progrez_desktop.scoring.teams.wishes import Need, Wish, Wishes

__all__ = ["Margin", "Need", "RuleKind", "Wish", "Wishes"]

Method = Literal["sweep", "cp_sat", "swaps"]
"""An exact sweep; CP-SAT; swaps alone, where there are too many people for either."""
Covered = Literal["covered", "thin", "missing"]
"""Reached by two or more; by one, or by fewer than are needed; by nobody."""
Audience = Literal["screen", "report"]
"""Whose grant a person's own values need: the recruiter's screen "profile", the team report "team_values"."""
MOST_TEAM = 50
MOST_TEAMS = 50
LEAST_SHOWN = 3
"""Of so many people at least a distribution is told."""


@dataclass(frozen=True)
class Requirement:
    """At least, or at most, so many of the team of whom something holds."""

    name: str
    """As it is shown: "drives (B)", or the name of a role."""
    least: int = 1
    most: int | None = None
    fact: str = ""
    """One of `Pool.facts`, such as "licence:B"; none: `people` says of whom it holds."""
    people: tuple[str, ...] = ()
    """Releases whom the recruiter holds to fill a role."""


@dataclass(frozen=True)
class Ask:
    """What a team is composed by. People are named by their release."""

    size: int = 5
    teams: int = 1
    """More than one: everybody of the pool is divided over so many teams, and `size` is not looked at."""
    assessment: str | None = None
    """Only people of this procedure: scores of two norms are not compared."""
    only: tuple[str, ...] = ()
    """Only these; none: everybody who consented to teams."""
    wishes: Wishes = field(default_factory=Wishes)
    fixed: tuple[str, ...] = ()
    out: tuple[str, ...] = ()
    apart: tuple[tuple[str, ...], ...] = ()
    together: tuple[tuple[str, ...], ...] = ()
    requirements: tuple[Requirement, ...] = ()
    limit_s: float = 10.0
    """So long composing may take: most of it to find the best and prove it, the rest for others as good and draws."""
    seed: int = 1

    def with_people(self, people: frozenset[str]) -> "Ask":
        """Return it without anybody who is not here any more."""

        def here(group: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(one for one in group if one in people)

        def groups(of: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
            return tuple(group for group in map(here, of) if len(group) > 1)

        return replace(
            self,
            only=here(self.only),
            fixed=here(self.fixed),
            out=here(self.out),
            apart=groups(self.apart),
            together=groups(self.together),
            requirements=tuple(replace(one, people=here(one.people)) for one in self.requirements),
        )


@dataclass(frozen=True)
class Pool:
    """Whom a team can be composed of. People who did not consent to teams are in no number of it."""

    people: int
    assessments: Mapping[str, int]
    """How many of each procedure."""
    skills: tuple[str, ...]
    """Those that anybody of it was scored in."""
    facts: Mapping[str, int]
    """What requirements may be about, and of how many it holds: released driver's licences, as "licence:B"."""


@dataclass(frozen=True)
class Person:
    """Somebody who may be put in, kept out or swapped."""

    release_id: str
    code: str
    name: str = ""
    """Only where names were asked for, and may be seen."""


@dataclass(frozen=True)
class Replacement:
    """Somebody who could come in the place of a member, with how the team's value would be then, 0 to 100."""

    person: Person
    value: float | None


@dataclass(frozen=True)
class Member:
    """Somebody in a proposal."""

    person: Person
    may_show: bool
    """Whether this audience may see this person's own values; else `brings` and `scores` are empty."""
    brings: tuple[str, ...] = ()
    """Skills in which they are the highest here and reach what is needed, the surest first; three at most."""
    scores: Mapping[str, Margin | None] = field(default_factory=dict)
    stays: float | None = None
    """In which part of the draws over the margins they are in the best team; None: nothing was drawn, or may not be
    told."""
    is_fixed: bool = False
    stays_with: float | None = None
    """Of a division: in which part of the draws they are together with at least half of these team mates."""


@dataclass(frozen=True)
class SkillLine:
    """One skill over a team. On paper, where own values of three or more may not be shown, whole and half stens."""

    skill: str
    of: int
    """Over how many members; 0: too few to tell, and the numbers are None."""
    left_out: int = 0
    """Members who are not in it, because what is told of the others would tell their own value; or were not scored."""
    mean: float | None = None
    mean_error: float | None = None
    """Standard error of the mean, from the members' own."""
    least: float | None = None
    most: float | None = None
    spread: float | None = None
    """Standard deviation over the members."""
    reach: int = 0
    """How many reach the sten that is needed."""
    covered: Covered = "missing"
    shared_risk: bool = False
    """Whether most of the team are likely low in it."""


@dataclass(frozen=True)
class Team:
    """Some people as a team: how it does by the wishes, and each skill over it."""

    members: tuple[Member, ...]
    value: float | None
    """By the stated weights, 0 to 100; to compare teams of one ask, and never people. None where somebody's own values
    may not be shown."""
    wishes: Mapping[Wish, float]
    """How far each wish is met, 0 to 1; none where somebody's own values may not be shown."""
    skills: tuple[SkillLine, ...]

    @property
    def release_ids(self) -> tuple[str, ...]:
        return tuple(member.person.release_id for member in self.members)


@dataclass(frozen=True)
class Proposal:
    """One answer: one team, or where people are divided all of them."""

    teams: tuple[Team, ...]
    value: float | None
    """0 to 100; of a division half the weakest team's value and half the mean of all. As `Team.value`."""
    holds: float | None = None
    """In which part of the draws over the margins it is within 1 % of the best; None: nothing was drawn."""

    @property
    def team(self) -> Team:
        return self.teams[0]


@dataclass(frozen=True)
class Clash:
    """One of the conditions that cannot be met together; without any one of them the others can."""

    kind: RuleKind
    people: tuple[Person, ...] = ()
    name: str = ""
    """Of a requirement."""
    least: int = 0
    there: int = 0
    """How many people there are for it."""


@dataclass(frozen=True)
class Composed:
    """What came of composing."""

    ask: Ask
    pool: int
    proposals: tuple[Proposal, ...]
    """The best first, the others within 1 % of it; none: nobody fits, and `clashes` says why."""
    clashes: tuple[Clash, ...] = ()
    method: Method = "sweep"
    is_proven: bool = False
    """Whether there is no better one."""
    gap: float = 0.0
    """How much better another could be at most, as a part of the value found; 0 where it is proven."""
    possible: int = 0
    """How many teams there could be of so many people, conditions aside."""
    took_s: float = 0.0
    draws: int = 0
    """How often was drawn over the margins."""
    incomplete: int = 0
    """People of the pool without a score in a skill that is wished for: taken as the middle of the norm group there."""
    was_cancelled: bool = False


@dataclass(frozen=True)
class Change:
    """What a team is without one of its members, and who would be the best in that place."""

    out: Person
    before: Team
    after: Team
    """Without them."""
    loses: tuple[str, ...]
    """Skills that nobody reaches any more, or fewer than are needed."""
    replacements: tuple[Replacement, ...]
    """The best first, as far as they meet the conditions; those within 1 % of the best, five at most."""


@dataclass(frozen=True)
class Candidacy:
    """What a candidate would be in a team, skill by skill."""

    person: Person
    before: Team
    after: Team
    may_show: bool
    """Else the lists are empty: each would tell their own values."""
    adds: tuple[str, ...] = ()
    """Skills that they likely reach and the team does not, or with fewer than are needed."""
    duplicates: tuple[str, ...] = ()
    """That they likely reach, and half of the team or more does already."""
    strains: tuple[str, ...] = ()
    """In which they are likely below the team's lowest, where the lowest counts."""
    uncertain: tuple[str, ...] = ()
    """In which their margin leaves it open."""
    better: float | None = None
    """In which part of the draws over the margins the team's value is higher with them."""


@dataclass(frozen=True)
class SavedTeam:
    """A team that was kept under a name."""

    id: str
    name: str
    made_ms: int
    members: tuple[Person, ...]
    lost: int
    """How many went since, because their time ended or they withdrew."""
    ask: Ask


@dataclass(frozen=True)
class Removed:
    """A team that was taken away, to bring it back."""

    saved: SavedTeam
