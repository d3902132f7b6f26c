"""Who may do what: a line for each route, as docs/sync.md has it. A route without one fails a test."""

from collections.abc import Mapping

from progrez_server.caller import Kind, Rule

_ANY: frozenset[Kind] = frozenset({"kiosk", "home", "workstation"})
_WORKSTATION: frozenset[Kind] = frozenset({"workstation"})

OPEN = frozenset(
    {
        ("GET", "/v1/meta"),
        ("GET", "/health"),
        ("GET", "/health/live"),
        ("GET", "/metrics"),
        ("GET", "/v1/openapi.json"),
        ("GET", "/v1/organisations/{organisation_id}"),
        ("POST", "/v1/enrolments"),
    }
)
"""For whoever asks. An enrolment brings its code and its proof inside."""

RULES: Mapping[tuple[str, str], Rule] = {
    ("GET", "/v1/enrolments/{device_id}"): Rule(_ANY, is_for_everybody=True),
    ("GET", "/v1/enrolments"): Rule(_WORKSTATION, "devices:manage"),
    ("POST", "/v1/enrolments/{device_id}/admission"): Rule(_WORKSTATION, "devices:manage"),
    ("DELETE", "/v1/enrolments/{device_id}"): Rule(_WORKSTATION, "devices:manage"),
    ("POST", "/v1/enrolment-codes"): Rule(_WORKSTATION, "devices:manage"),
    ("PUT", "/v1/organisations/{organisation_id}"): Rule(_WORKSTATION, "devices:manage"),
    # And "profiles:erase" where a batch erases: what is in it is known only after it was read.
    ("POST", "/v1/batches"): Rule(_ANY, "profiles:push"),
    ("GET", "/v1/receipts/{release_id}"): Rule(_ANY),
    ("GET", "/v1/changes"): Rule(_WORKSTATION, "profiles:read"),
    ("POST", "/v1/mail"): Rule(_WORKSTATION, "profiles:read"),
    ("GET", "/v1/mail"): Rule(_ANY),
    ("POST", "/v1/notices"): Rule(_WORKSTATION, "packs:publish"),
    ("GET", "/v1/notices"): Rule(_ANY),
    ("PUT", "/v1/packs/{sha256}"): Rule(_WORKSTATION, "packs:publish"),
    ("GET", "/v1/packs"): Rule(_ANY),
    ("GET", "/v1/packs/{sha256}"): Rule(_ANY),
    ("POST", "/v1/statistics"): Rule(_ANY),
    ("GET", "/v1/statistics"): Rule(_WORKSTATION, "profiles:read"),
    ("GET", "/v1/statistics/{sha256}"): Rule(_WORKSTATION, "profiles:read"),
}
