"""A passage of somebody's own open answer on which the reading of a skill rests, as it may be shown to others."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class Passage:
    question: str
    """The id of the question that it answers."""
    text: str = field(repr=False)
    """Without names and numbers, and never a whole answer."""
