"""What happened with a person's data: one line each, for the person to read."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

Actor = Literal["you", "computer", "somebody", "organisation", "rater", "operator"]
"""somebody: whoever typed a wrong password, who may have been the person."""

Action = Literal[
    "log_began",
    "account_made",
    "signed_in",
    "signed_in_by_code",
    "wrong_password",
    "profile_opened",
    "cv_saved",
    "cv_printed",
    "report_printed",
    "result_saved",
    "report_saved",
    "badge_saved",
    "picture_saved",
    "data_saved",
    "receipt_saved",
    "texts_read",
    "asked_rater",
    "carried_to_rater",
    "asked_no_more",
    "rating_returned",
    "consent_decided",
    "consent_given",
    "consent_withdrawn",
    "github_asked",
    "github_taken",
    "provider_linked",
    "provider_unlinked",
    "consent_ended",
    "consent_withdrawn_by_code",
    "consent_withdrawn_by_mail",
    "profile_released",
    "safe_exported",
    "safe_moved_in",
    "sitting_moved_out",
    "sitting_moved_in",
    "details_corrected",
    "score_contested",
    "score_contest_ended",
    "correction_made",
    "correction_removed",
    "explanation_opened",
    "explanation_saved",
    "training_text_ready",
    "training_text_erased",
    "kept_sooner",
    "kept_as_usual",
    "kept_longer",
    "package_made",
    "withdrawn_by_mail",
    "disclosed",
    "kiosk_unlocked",
    "release_arrived",
    "release_erased_there",
    "mail_opened",
    "mail_exported",
    "mail_message",
]
ACTIONS: tuple[Action, ...] = get_args(Action)


@dataclass(frozen=True)
class LogLine:
    seq: int
    at_ms: int
    actor: Actor
    action: Action
    organisation_id: str | None = None
    params: Mapping[str, Any] = field(default_factory=dict)
    """Codes, ids and numbers; never what a person wrote."""


@dataclass(frozen=True)
class CheckedLog:
    """The lines that can be relied on, the oldest first, and the number of the first that can't, if there is one."""

    lines: tuple[LogLine, ...]
    broken_at: int | None

    @property
    def is_whole(self) -> bool:
        return self.broken_at is None
