"""What an assessment pack offers: sections of statements, situations and prompts, and the skills behind them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from datetime import date

    from progrez_desktop.core.model.keys import Kdf

LocalText = Mapping[str, str]
"""One text in several languages, by language code ("en", "nl")."""

SectionKind = Literal["statements", "situations", "prompts"]
FormId = Literal["fixed", "adaptive"]
"""Everybody is asked everything, or the answers so far decide what comes next."""


@dataclass(frozen=True)
class ResponseFormat:
    """The anchors of one bank. Thresholds belong to a format, so a format is never swapped."""

    id: str
    categories: int
    question: LocalText
    anchors: tuple[LocalText, ...]
    """One label per category, lowest first; an anchor that the bank leaves unlabelled has our own wording."""


@dataclass(frozen=True)
class Statement:
    """A closed item. `id` is dataset/column of the bank, for example "ipip50_big5/E1"."""

    id: str
    format_id: str
    text: LocalText
    calibrated: Mapping[str, bool] = field(default_factory=dict)
    """By language: whether the item parameters were estimated in that language."""
    instructed: int | None = None
    """The category that the statement itself asks to choose. Such a one is of no bank and feeds no score."""


@dataclass(frozen=True)
class SituationAction:
    """One way to act in a situation."""

    id: str
    text: LocalText


@dataclass(frozen=True)
class Situation:
    """A work situation with four actions; the person names the best and the worst. The key is not in here."""

    id: str
    text: LocalText
    actions: tuple[SituationAction, ...]


@dataclass(frozen=True)
class Prompt:
    """An open question. Word bounds are advice to the person, never enforced.

    `skills` are those that it gives room for. `examples` are short answers by language that we wrote: no person sees
    them; they tell what an answer to this question is about, and what nobody should hand in as their own.
    """

    id: str
    text: LocalText
    guidance: LocalText
    min_words: int
    max_words: int
    skills: tuple[str, ...] = ()
    examples: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


Item = Statement | Situation | Prompt


@dataclass(frozen=True)
class Section:
    """Items of one kind and one response format, in the order in which they are shown."""

    id: str
    kind: SectionKind
    format_id: str | None
    items: tuple[Item, ...]


@dataclass(frozen=True)
class AdaptiveForm:
    """The second form. A section of statements holds every statement of its format, of which those of the form's
    scales may be asked; `scales` names, by skill, the scale of the bank that it is asked and scored by."""

    sections: tuple[Section, ...]
    scales: Mapping[str, str]
    se: float
    """The standard error at which a scale is done."""
    least: int
    """Answers that a scale has before that."""
    among: int
    """The next statement is drawn from so many of the most informative."""


@dataclass(frozen=True)
class Skill:
    """What is measured, as its person reads of it."""

    id: str
    group: str
    name: LocalText
    short_name: LocalText
    description: LocalText
    low: LocalText
    middle: LocalText
    high: LocalText
    """What a low, middle or high score may look like; each has its good side."""


Standing = Literal["low", "middle", "high"]


@dataclass(frozen=True)
class SkillAdvice:
    """What the report says of a skill beside its score: what a person may recognise, what to use, try and ask."""

    seen: Mapping[Standing, tuple[LocalText, ...]]
    use: LocalText
    """How to use it where it is high, without overdoing it."""
    grow: tuple[LocalText, ...]
    ask: LocalText


@dataclass(frozen=True)
class SkillGroup:
    """`colour` names a token of resources/style: think, relate, self or drive."""

    id: str
    name: LocalText
    colour: str


@dataclass(frozen=True)
class SituationKey:
    """Which action is best and which is worst, for which skill, and why. Never shown or exported to a candidate."""

    situation_id: str
    skill: str
    best: str
    worst: str
    rationale: LocalText


@dataclass(frozen=True)
class Organisation:
    """The controller on whose behalf an assessment is taken. Without a public key nothing can be sealed to it."""

    id: str
    name: LocalText
    place: LocalText
    procedure: LocalText
    retention_days: int
    public_key: str | None
    demonstration: bool
    sole_controller: bool = False
    """It alone answers for the assessment, also for the parents of who is under 16: only then they may take part."""


@dataclass(frozen=True)
class Validity:
    """How well one source tells one skill, measured against raters, and where that stands.

    The source is the computer's readings of open answers (a person's mean level over those that told something), or
    the choices in situations (their nearness to the key).
    """

    people: int
    raters: int
    icc: float
    """ICC(2,1) of the raters."""
    r: float
    """Correlation of the source with the raters' mean."""
    mean: float
    """Of the source over those people, which puts one person's value on a scale."""
    sd: float
    measured_on: str
    source: str
    source_sha256: str


@dataclass(frozen=True)
class StartCode:
    """What a code that somebody types is compared with."""

    kdf: "Kdf"
    stretched: bytes


@dataclass(frozen=True)
class Procedure:
    """What an organisation's procedure asks before a sitting begins."""

    closes: "date | None" = None
    """The last day on which a sitting begins; one that began may be finished later."""
    start_code: StartCode | None = None
    time_limit_min: int | None = None
    """How long a sitting may take, before extra time; None where nothing limits it, as in what ships."""
    extra_time_by: Literal["person", "staff"] = "person"
    """Who gives extra time: everybody takes it for themselves, or the invigilator alone gives it."""


@dataclass(frozen=True)
class Assessment:
    """One verified pack, ready to be taken."""

    id: str
    version: str
    pack_sha256: str
    title: LocalText
    languages: tuple[str, ...]
    publisher: str
    organisation: Organisation | None
    groups: tuple[SkillGroup, ...]
    skills: tuple[Skill, ...]
    formats: Mapping[str, ResponseFormat]
    practice: Statement
    sections: tuple[Section, ...]
    """Those of the fixed form."""
    adaptive: AdaptiveForm | None
    keys: tuple[SituationKey, ...]
    purposes: tuple[str, ...]
    """Consent purposes that this pack asks for, in the order shown (see core.model.consent)."""
    rubric: Mapping[str, Any]
    """What open answers are read and rated by, as parsed; scoring.text.rubric.Rubric.of makes records of it."""
    advice: Mapping[str, SkillAdvice]
    """By skill."""
    validity: Mapping[str, Validity] = field(default_factory=dict)
    """Of readings, by skill; of a skill that is not in here they join no score."""
    situations_validity: Mapping[str, Validity] = field(default_factory=dict)
    """Of situations, by skill. A source joins a score only where it stands in one of these; today nothing does."""
    procedure: Procedure = Procedure()

    @property
    def items(self) -> tuple[Item, ...]:
        """All items of the fixed form in the order shown; the number a person sees is the position here plus one."""
        return tuple(item for section in self.sections for item in section.items)

    def is_calibrated_in(self, language: str) -> bool:
        """Whether the numbers of every statement were estimated from answers to it in this language."""
        statements = (item for item in self.items if isinstance(item, Statement))
        return all(statement.calibrated.get(language, False) for statement in statements)
