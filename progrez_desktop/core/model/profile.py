"""What a person learns about themselves: one line per skill, with what it rests on."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from progrez_desktop.core.model.assessment import FormId
from progrez_desktop.scoring.scores import NotScored, SkillScore

Agreement = Literal["same_way", "differs", "not_enough"]
Keyed = Literal["rational", "estimated"]
SourceName = Literal["statements", "situations", "own_words"]
Verdict = Literal["as_usual", "with_care", "too_few_answers"]
Family = Literal["pace", "sameness", "agreement", "pattern", "instruction"]


@dataclass(frozen=True)
class SituationsLine:
    """Work situations stand beside the score: how many were answered, how near the choices are to the key, and whether
    they point the same way.

    `nearness` runs from -1 (the opposite of the key) to 1 (as keyed); None without an answer, and in results of before
    it was measured.
    """

    answered: int
    of: int
    agreement: Agreement
    nearness: float | None = None
    keyed: Keyed = "rational"
    keys: tuple[str, ...] = ()
    """The ids of those keys behind it that were made from responses."""


@dataclass(frozen=True)
class OwnWordsLine:
    """Open answers stand beside the score: how many were written. They are not read per skill yet."""

    written: int
    of: int


@dataclass(frozen=True)
class StatementsLine:
    """The statements that make the score: those of one scale of the bank, all of them or as many as were needed."""

    scale: str
    """The skill's own scale, or the longer one that the adaptive form draws from."""
    of: int
    asked: int
    answered: int
    shared: int
    """How many of those answered count for another skill as well."""


@dataclass(frozen=True)
class Disagreement:
    """Two sources that contradict each other: by so many standard errors' worth on one scale, or None where one of them
    has no scale of its own and only points another way."""

    one: SourceName
    other: SourceName
    difference: float | None = None
    error: float | None = None


@dataclass(frozen=True)
class SourcesLine:
    """What has a say in a score. `apart` are those without a measured validity: they weigh nothing and are shown."""

    weights: Mapping[SourceName, float]
    apart: tuple[SourceName, ...]
    disagreements: tuple[Disagreement, ...]


@dataclass(frozen=True)
class SkillLine:
    skill_id: str
    group_id: str
    score: SkillScore | NotScored
    statements: StatementsLine
    situations: SituationsLine
    own_words: OwnWordsLine
    sources: SourcesLine | None
    """None without a score."""


@dataclass(frozen=True)
class QualityLine:
    """How the sitting was answered: advice to a reader, never a verdict on a person."""

    verdict: Verdict
    families: tuple[Family, ...]
    """What stood out; only where two did."""
    thresholds_sha256: str


@dataclass(frozen=True)
class Provenance:
    """What a result was computed with, by hash or version, so that it can be computed again."""

    pack_sha256: str
    bank_sha256: str
    norm_id: str
    model_sha256: str | None
    engine: str
    engine_sha256: str | None = None
    """Of the sources that computed it; None in results of before they were named."""


@dataclass(frozen=True)
class Profile:
    id: str
    attempt_id: str
    assessment_id: str
    finished_ms: int
    answered: int
    of: int
    lines: tuple[SkillLine, ...]
    provenance: Provenance
    valid_until: date
    """The last day on which the result holds."""
    quality: QualityLine | None
    """None in results of before it was looked at."""
    form: FormId = "fixed"
    aim_se: float | None = None
    """The standard error at which the adaptive form had asked enough."""

    def has_expired(self, today: date) -> bool:
        return today > self.valid_until
