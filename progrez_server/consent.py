"""Whether a person's receipt permits what a release's header says it holds. Pure."""

from collections.abc import Mapping
from typing import Any

_GIVING = ("given", "renewed", "corrected")


def refusal(header: Mapping[str, Any], receipt: Mapping[str, Any], now_ms: int) -> str | None:
    """Return why a release may not be kept; None where it may.

    Both keep their contracts (release-header.schema.json, receipt.schema.json). Every purpose needs a grant that lasts
    as long as the header says, and every field one that names it.
    """
    if receipt["event"] not in _GIVING:
        return "consent_not_given"
    grants = [one for one in receipt["grants"] if one["purpose"] in header["purposes"]]
    if {one["purpose"] for one in grants} != set(header["purposes"]):
        return "consent_purpose"
    if not set(header["fields"]) <= {name for one in grants for name in one["fields"]}:
        return "consent_field"
    if header["until_ms"] > min(one["until_ms"] for one in grants):
        return "consent_term"
    return "consent_ended" if header["until_ms"] <= now_ms else None
