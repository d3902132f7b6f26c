"""A text of one's own without names, which its writer saw and set ready as an example for the scoring."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class TrainingText:
    """`text` is exactly what would leave."""

    attempt_id: str
    item_id: str
    organisation_id: str
    """Whose grant allows it."""
    language: str
    text: str = field(repr=False)
    made_ms: int
