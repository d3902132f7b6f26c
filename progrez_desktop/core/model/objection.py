"""What a person does not agree with: the reading of one skill in one of their own answers, and why."""

from dataclasses import dataclass, field
from typing import Literal, get_args

Reason = Literal["not_meant", "wrong_words", "overlooked", "other"]
"""Each R has its words for the person under the key `objection.R`."""

REASONS: tuple[Reason, ...] = get_args(Reason)


@dataclass(frozen=True)
class Objection:
    """A reading that is taken out: it is in no line of the profile and in nothing that could leave.

    `model_sha256` names what read the text; the objection holds for whatever reads it later as well.
    """

    item_id: str
    skill_id: str
    model_sha256: str
    reason: Reason
    words: str = field(repr=False)
    made_ms: int
