"""What a CV says before it is drawn: a name, the skills that the person chose to show, and dated entries."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args

from progrez_desktop.core.model.details import FactName

SectionKind = Literal[
    "work", "education", "volunteering", "development", "projects", "languages", "code", "skills", "basis"
]
"""In the order in which a CV shows them; "languages" are spoken, "code" are programming languages; "skills" says what
the shown skills mean, "basis" what they rest on."""

Template = Literal["modern", "classic", "compact"]
TEMPLATES: tuple[Template, ...] = get_args(Template)
"""Two columns with bands; one column that parsers read well; everything on one page as long as it can be read."""

SkillColour = Literal["think", "relate", "self", "drive"]
"""The colour of the skill's group: a token of resources/style."""


@dataclass(frozen=True)
class CvSkill:
    """One skill with its 80 % band. Whole stens are what the words say, exact ones are where the band is drawn."""

    name: str
    colour: SkillColour
    sten: int
    low: int
    high: int
    sten_exact: float
    low_exact: float
    high_exact: float
    norm: str
    """The norm group by name: the people with whom the score is compared."""
    measured: date
    valid_until: date | None = None
    """The last day on which it holds, where that was told."""


@dataclass(frozen=True)
class CvEntry:
    """One job, course, project or language. An empty field is left out; a text may hold several paragraphs."""

    title: str = ""
    organisation: str = ""
    period: str = ""
    text: str = ""


@dataclass(frozen=True)
class CvSection:
    kind: SectionKind
    entries: tuple[CvEntry, ...]


@dataclass(frozen=True)
class CvLook:
    """How a CV is drawn. Levels stand in words; with `numbers`, in stens."""

    template: Template = "modern"
    numbers: bool = False


@dataclass(frozen=True)
class CvChoices:
    """What a person chose for their CV, as it is kept for the next time."""

    look: CvLook = CvLook()
    language: str = ""
    """That of the CV; empty: that of the screen."""
    blind: bool = False
    skills: tuple[str, ...] | None = None
    """None until the person has chosen."""
    summaries: Mapping[str, str] = field(default_factory=dict)
    """By language, where the person wrote their own; an empty one is no sentence at all."""
    organisation: bool = False
    """Whether it says for whom the assessment was taken: another employer may read it."""


@dataclass(frozen=True)
class CvDocument:
    """The whole content of one CV, in the language in which the person wrote it."""

    language: str
    made: date
    first_name: str
    last_name: str
    contact: tuple[str, ...] = ()
    personal: tuple[tuple[FactName, str], ...] = ()
    summary: str = ""
    skills: tuple[CvSkill, ...] = ()
    sections: tuple[CvSection, ...] = ()
    is_blind: bool = False
    """Without name, age, gender and address; `first_name` is then a word for anybody."""

    @property
    def full_name(self) -> str:
        return f"{self.first_name} {self.last_name}".strip()
