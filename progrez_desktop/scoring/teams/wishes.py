"""What is wished of a team, with weights that are stated, and what research says of each wish.

The defaults follow field studies of teams (Bell, 2007: the lowest agreeableness and the mean conscientiousness of a
team go with how it performs; Peeters et al., 2006: so does being alike in conscientiousness). The effects are modest
and differ between tasks, and of differences in style no study found much: every default is shown, and may be changed.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Final, Literal, get_args

from progrez_desktop.scoring.errors import ScoringError

Wish = Literal["level", "weak_link", "coverage", "mix"]
WISHES: tuple[Wish, ...] = get_args(Wish)
Evidence = Literal["modest", "task", "little"]
"""A modest effect in several studies; one that hangs on the task; little was found."""
EVIDENCE: Final[dict[Wish, Evidence]] = {"level": "modest", "weak_link": "modest", "coverage": "task", "mix": "little"}
MOST_WEIGHT: Final = 10


@dataclass(frozen=True)
class Need:
    """A skill that some of the team have to reach."""

    skill: str
    reach: float = 7.0
    """In stens."""
    people: int = 1
    not_all: bool = False
    """Whether a team in which everybody reaches it counts as one in which nobody does: too many who lead."""


DEFAULT_NEEDS: Final = (
    Need("communication"),
    Need("leadership", not_all=True),
    Need("analytical"),
    Need("creative_thinking"),
    Need("initiative"),
)


@dataclass(frozen=True)
class Wishes:
    """Weights from 0 to 10 of four wishes, and the skills that each is about. A weight of 0 takes a wish out."""

    level: int = 1
    """The mean of `level_of` over the team."""
    weak_link: int = 4
    """The lowest score of anybody in any of `weak_link_of`."""
    coverage: int = 3
    """The share of `needs` that is met; one that is met by some of those it takes counts for that part."""
    mix: int = 2
    """How far `mix_of` reach from the lowest to the highest in the team, and how little `alike_in` do."""
    level_of: tuple[str, ...] = (
        *("collaboration", "empathy", "self_management", "adaptability", "analytical", "creative_thinking"),
    )
    weak_link_of: tuple[str, ...] = ("collaboration", "empathy", "composure")
    needs: tuple[Need, ...] = DEFAULT_NEEDS
    mix_of: tuple[str, ...] = ("communication", "creative_thinking", "analytical")
    alike_in: tuple[str, ...] = ("self_management",)

    def __post_init__(self) -> None:
        for wish in WISHES:
            if not 0 <= getattr(self, wish) <= MOST_WEIGHT:
                raise ScoringError("team_weight", wish)
        if not self.total:
            raise ScoringError("team_without_wishes")
        if any(need.people < 1 for need in self.needs):
            raise ScoringError("team_need_of_nobody")

    @property
    def total(self) -> int:
        return sum(self.weight(wish) for wish in WISHES)

    def weight(self, wish: Wish) -> int:
        """Return what a wish weighs; one about no skill weighs nothing."""
        about = {
            "level": self.level_of,
            "weak_link": self.weak_link_of,
            "coverage": self.needs,
            "mix": self.mix_of + self.alike_in,
        }
        return int(getattr(self, wish)) if about[wish] else 0

    @property
    def skills(self) -> tuple[str, ...]:
        """Return every skill that a wish is about."""
        needed = tuple(need.skill for need in self.needs)
        return tuple(dict.fromkeys(self.level_of + self.weak_link_of + needed + self.mix_of + self.alike_in))

    def within(self, skills: Collection[str]) -> "Wishes":
        """Return them about no skills but these: a procedure may measure fewer."""

        def those(names: tuple[str, ...]) -> tuple[str, ...]:
            return tuple(name for name in names if name in skills)

        return replace(
            self,
            level_of=those(self.level_of),
            weak_link_of=those(self.weak_link_of),
            needs=tuple(need for need in self.needs if need.skill in skills),
            mix_of=those(self.mix_of),
            alike_in=those(self.alike_in),
        )
