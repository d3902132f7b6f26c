"""Records of two to six people side by side: by code, skill by skill, and never in an order of their scores."""

from dataclasses import dataclass
from typing import Literal, get_args

from progrez_desktop.core.model.registry import Margin

LEAST, MOST = 2, 6

Apart = Literal["other_bank", "other_form"]
"""Why two people's scores of one skill are not compared: they are not of one scale."""
APARTS: tuple[Apart, ...] = get_args(Apart)


@dataclass(frozen=True)
class PersonBeside:
    release_id: str
    code: str
    assessment: str
    finished_ms: int | None
    has_expired: bool
    """Whether the day is over until which the result holds."""
    quality: str | None
    is_contested: bool


@dataclass(frozen=True)
class Placed:
    """One person's score of one skill; without a margin it was released and there is none."""

    margin: Margin | None
    is_contested: bool
    likely_above: tuple[str, ...] = ()
    """Codes of those whom this one is above with a chance of at least .80, by code."""
    likely_below: tuple[str, ...] = ()
    is_compared: bool = False
    """With any of the others."""


@dataclass(frozen=True)
class SkillAmong:
    """One skill that each of them released; `placed` in the order of the people."""

    skill_id: str
    placed: tuple[Placed, ...]
    apart: tuple[Apart, ...]
    """Why some of them could not be compared; none where all could."""
    is_one_norm: bool
    """Else what is printed of them was read from other people."""
    compared: int
    """How many pairs were."""

    @property
    def differs(self) -> bool:
        return any(one.likely_above for one in self.placed)


@dataclass(frozen=True)
class Compared:
    people: tuple[PersonBeside, ...]
    """By code."""
    skills: tuple[SkillAmong, ...]
    """In the order of the assessment."""
    left_out: tuple[str, ...]
    """Skills that not each of them released. Nothing tells whose."""
    without_role: bool
    """Whether a role of a procedure asks for nothing: they are read without one."""
