"""What a person learns about themselves: one line per skill, with what it rests on."""

from dataclasses import dataclass
from typing import Literal

from progrez_desktop.core.model.assessment import FormId
from progrez_desktop.scoring.scores import NotScored, SkillScore

Agreement = Literal["same_way", "differs", "not_enough"]


@dataclass(frozen=True)
class SituationsLine:
    """Work situations stand beside the score: how many were answered and whether they point the same way."""

    answered: int
    of: int
    agreement: Agreement


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
class SkillLine:
    skill_id: str
    group_id: str
    score: SkillScore | NotScored
    statements: StatementsLine
    situations: SituationsLine
    own_words: OwnWordsLine


@dataclass(frozen=True)
class Provenance:
    """What a result was computed with, by hash or version, so that it can be computed again."""

    pack_sha256: str
    bank_sha256: str
    norm_id: str
    model_sha256: str | None
    engine: str


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
    form: FormId = "fixed"
    aim_se: float | None = None
    """The standard error at which the adaptive form had asked enough."""
