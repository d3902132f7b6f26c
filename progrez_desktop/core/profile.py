"""How a score is put into words: the level, and which of the skills a profile can say something about. Pure."""

from typing import Literal, Protocol

from progrez_desktop.core.model.profile import Agreement, Profile, SituationsLine, SkillLine
from progrez_desktop.scoring.scores import NotScored, SkillScore

Level = Literal["low", "below", "average", "above", "high"]


class HasSten(Protocol):
    """A score of a profile or a skill on a CV."""

    @property
    def sten(self) -> int: ...


def level_of(score: HasSten) -> Level:
    """Return the word for a score: two stens to a word, "average" for 5 and 6."""
    return level_of_sten(score.sten)


def level_of_sten(sten: int) -> Level:
    levels: tuple[Level, ...] = ("low", "below", "average", "above", "high")
    return levels[(sten - 1) // 2]


def band_text(score: SkillScore) -> str:
    """Return the margin as it is printed everywhere: "6–8", or "7" when both ends round to the same sten."""
    return str(score.low) if score.low == score.high else f"{score.low}–{score.high}"


def is_as_precise(score: SkillScore, aim_se: float) -> bool:
    """Whether a score's error by the model, by which the adaptive form stops, is as small as it aimed at.

    The last bit of a double is no error.
    """
    return score.se <= aim_se + 1e-9


def told_agreement(found: SituationsLine) -> Agreement | Literal["one_situation"]:
    """Return what is told of how situations stand to a score. One is too few to say, in results of before as well."""
    return "one_situation" if found.of == 1 else found.agreement


def scored_lines(profile: Profile) -> tuple[tuple[SkillLine, SkillScore], ...]:
    return tuple((line, line.score) for line in profile.lines if not isinstance(line.score, NotScored))
