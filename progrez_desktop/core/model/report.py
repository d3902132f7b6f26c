"""What the report for a person says before it is drawn, in the language in which it is read."""

from dataclasses import dataclass
from datetime import date

from progrez_desktop.core.model.assessment import FormId
from progrez_desktop.scoring.scores import NotScored, SkillScore


@dataclass(frozen=True)
class ReportSkill:
    """One skill. Without a score it says what the skill is and what can be tried, and nothing of the person."""

    id: str
    name: str
    colour: str
    description: str
    score: SkillScore | NotScored
    meaning: str
    """What the score suggests; high and low have their good sides. Empty without a score."""
    seen: tuple[str, ...]
    """What the person may recognise; nothing without a score."""
    use: str
    """How to use the skill without overdoing it, where the score is above average."""
    grow: tuple[str, ...]
    ask: str
    basis: str
    """What the score rests on, and how it stands to the last time."""
    is_contested: bool = False
    """Whether the person does not agree with the score; why stands at the end, where they said it."""


@dataclass(frozen=True)
class ReportGroup:
    name: str
    colour: str
    skills: tuple[ReportSkill, ...]


@dataclass(frozen=True)
class Compared:
    """Skills that were compared with the same people.

    Each tier is above the next with a chance of at least .80 for every pair across; within one, the order says nothing.
    """

    norm: str
    short_norm: str
    tiers: tuple[tuple[ReportSkill, ...], ...]

    @property
    def skills(self) -> tuple[ReportSkill, ...]:
        return tuple(skill for tier in self.tiers for skill in tier)


@dataclass(frozen=True)
class Report:
    """There is no total in it, and no skill stands above another that was compared with other people."""

    language: str
    made: date
    name: str
    """Of the person, or the one that they want on it; may be empty."""
    assessment: str
    form: FormId
    taken: date
    valid_until: date
    answered: int
    of: int
    quality: tuple[str, ...]
    """Sentences on how the sitting was answered."""
    is_of_statements_alone: bool
    """Whether nothing but statements weighs in the scores."""
    groups: tuple[ReportGroup, ...]
    compared: tuple[Compared, ...]
    made_with: str
    said: tuple[tuple[str, str], ...] = ()
    """What the person says against the result: of which skill, or of the whole, and what."""

    @property
    def has_expired(self) -> bool:
        return self.made > self.valid_until

    @property
    def skills(self) -> tuple[ReportSkill, ...]:
        return tuple(skill for group in self.groups for skill in group.skills)

    @property
    def without_score(self) -> tuple[ReportSkill, ...]:
        return tuple(skill for skill in self.skills if isinstance(skill.score, NotScored))
