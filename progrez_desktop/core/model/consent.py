"""A grant permits; only a release, made after seeing the profile, sends. Field names follow ISO/IEC TS 27560."""

from dataclasses import dataclass
from typing import Literal, get_args

Purpose = Literal[
    "profile",
    "contact",
    "background",
    "drivers_licence",
    "teams",
    "research",
    "human_rating",
    "anonymous_statistics",
    "training_data",
    "training_texts",
    "excerpts",
    "team_values",
]
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)


@dataclass(frozen=True)
class Grant:
    """Person x organisation x purpose x fields x until, with the notice that was shown."""

    id: str
    organisation_id: str
    purpose: Purpose
    fields: tuple[str, ...]
    granted_ms: int
    until_ms: int
    withdrawn_ms: int | None
    notice_sha256: str
    notice_language: str
    notice_version: str
