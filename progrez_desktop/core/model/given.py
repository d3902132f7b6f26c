"""What a person was shown in a sitting and what they gave: all that a result is computed from."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from progrez_desktop.core.model.assessment import FormId


@dataclass(frozen=True)
class GivenStatement:
    """`category` is the raw one as shown; None where it was left open. `seconds` is the time in front of it until it
    was first answered; None where that says nothing or is not known."""

    item_id: str
    category: int | None
    seconds: float | None


@dataclass(frozen=True)
class GivenSituation:
    item_id: str
    best: str | None
    worst: str | None


@dataclass(frozen=True)
class GivenPrompt:
    """Whether an open question was answered; what was written is not in here.

    `levels` are what the computer read of skills, only of those in whose score a reading joins: it was measured, and
    the person lets it stand.
    """

    item_id: str
    written: bool
    levels: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Given:
    """Each in the order shown."""

    form: FormId
    statements: tuple[GivenStatement, ...]
    situations: tuple[GivenSituation, ...]
    prompts: tuple[GivenPrompt, ...]

    @property
    def items(self) -> tuple[str, ...]:
        kinds = (self.statements, self.situations, self.prompts)
        return tuple(one.item_id for kind in kinds for one in kind)

    @property
    def answered(self) -> int:
        """How many items have a whole answer."""
        chosen = sum(None not in (one.best, one.worst) for one in self.situations)
        return sum(one.category is not None for one in self.statements) + chosen + sum(p.written for p in self.prompts)

    @property
    def of(self) -> int:
        return len(self.items)
