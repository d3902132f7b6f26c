"""What a role asks for, as experts agreed on it: which skills matter how much, and in which range."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from progrez_desktop.scoring.expert_agreement import ExpertAgreement, View

Method = Literal["test", "interview", "work_sample"]
METHODS: tuple[Method, ...] = get_args(Method)

State = Literal["asking", "agreeing", "locked"]
"""Experts say what they think, each alone; people agree on one profile; nobody changes it any more."""

CRITICAL = 3
"""From this importance on a skill is critical for the role."""

Want = View
"""What is asked of one skill: its importance, 0 (none) to 4, and its range of stens."""


@dataclass(frozen=True)
class ExpertView:
    """What one expert said, without having seen the others."""

    expert: str
    wants: Mapping[str, Want]
    at_ms: int


@dataclass(frozen=True)
class RoleProfile:
    id: str
    name: str
    assessment: str
    """The procedure that it is for."""
    made_ms: int
    wants: Mapping[str, Want] = field(default_factory=dict)
    """Those with an importance above 0, in the order of the form; none before people agreed."""
    weights: Mapping[Method, float] = field(default_factory=dict)
    """What test, interview and work sample count for together; they add up to 1. None for a role that asks nothing."""
    experts: tuple[str, ...] = ()
    agreement: ExpertAgreement | None = None
    """None where fewer than two experts said something."""
    agreed_ms: int | None = None
    """When the views of the experts were laid side by side: none is taken after that."""
    locked_ms: int | None = None
    opened_before: int = 0
    """How many of the procedure had been opened when it was locked: what is agreed after that is not blind."""

    @property
    def is_empty(self) -> bool:
        """Whether candidates are read without a role: nothing is asked, and nothing is compared."""
        return not self.wants

    @property
    def state(self) -> State:
        if self.locked_ms is not None:
            return "locked"
        return "asking" if self.agreed_ms is None else "agreeing"
