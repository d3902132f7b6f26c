"""What an operator took into use of what was counted on this device: a norm of one scale, a key of one situation."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # with numpy, which a record does without
    from progrez_desktop.scoring.norms import Norm
    from progrez_desktop.scoring.situations import SituationKey


@dataclass(frozen=True)
class LocalNorm:
    """A norm of the people who took an assessment at one site and agreed to be counted, and of nobody else.

    Args:
        site: How the operator calls the place.
        from_ms, to_ms: When the periods began and ended that it was counted in.
        languages: Those that surely 20 of them took it in, the most used first.
    """

    scale: str
    bank_sha256: str
    site: str
    from_ms: int
    to_ms: int
    languages: tuple[str, ...]
    norm: "Norm"

    @property
    def id(self) -> str:
        return self.norm.id


@dataclass(frozen=True)
class LocalKey:
    """A key from responses, with how its choices go with the statements of people that it was not made from."""

    id: str
    situation_id: str
    bank_sha256: str
    n: int
    r: float
    low: float
    high: float
    r_of_reasoning: float
    key: "SituationKey"
