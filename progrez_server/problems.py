"""What goes wrong with a request, each with a code that the other side turns into words (RFC 9457)."""

from typing import Any

KIND = "application/problem+json"
_TYPE = "urn:progrez:problem:"

_TITLES: dict[str, tuple[int, str]] = {
    "bad_request": (400, "The request can't be read"),
    "body_not_json": (400, "The body is not JSON"),
    "body_broken": (400, "The body can't be unpacked"),
    "digest_missing": (400, "The header Content-Digest is missing or names no SHA-256"),
    "digest_differs": (400, "The body is not what Content-Digest says"),
    "key_missing": (400, "The header Idempotency-Key is missing or no batch id"),
    "not_signed_in": (401, "The request says of nobody that it comes from them"),
    "assertion_unreadable": (401, "The device's assertion can't be read"),
    "assertion_signature": (401, "The device's assertion is not signed by that device"),
    "assertion_elsewhere": (401, "The device's assertion is for another request"),
    "assertion_expired": (401, "The device's assertion has ended, or its clock is behind"),
    "assertion_not_yet": (401, "The device's assertion is of a time to come: its clock is ahead"),
    "assertion_too_long": (401, "The device's assertion lives for more than five minutes"),
    "assertion_replayed": (401, "The device's assertion was used before"),
    "device_unknown": (401, "No device of this id ever asked to be one of the organisation's"),
    "staff_sign_in_needed": (401, "Staff have to sign in for this"),
    "token_unreadable": (401, "The access token can't be read"),
    "token_kind": (401, "The token is no access token"),
    "token_algorithm": (401, "The access token is signed in a way that is not taken here"),
    "token_issuer": (401, "The access token is of another identity provider"),
    "token_key": (401, "The access token is signed with a key that its provider doesn't publish"),
    "token_signature": (401, "The signature of the access token is wrong"),
    "token_audience": (401, "The access token is for something else"),
    "token_expired": (401, "The access token has ended"),
    "token_not_yet": (401, "The access token is of a time to come"),
    "second_factor_missing": (403, "Staff have to sign in with a second factor"),
    "organisation_differs": (403, "The access token is for another organisation"),
    "device_not_admitted": (403, "The device has asked, and was not admitted yet"),
    "device_dropped": (403, "The device is none of the organisation's any more"),
    "certificate_ended": (403, "The device's certificate has ended"),
    "certificate_not_yet": (403, "The device's certificate begins later"),
    "trial_elsewhere": (403, "A trial is for this computer alone"),
    "enrolment_code_wrong": (403, "There is no such enrolment code"),
    "enrolment_code_used": (403, "The enrolment code was used by another device"),
    "enrolment_code_ended": (403, "The enrolment code has ended"),
    "enrolment_code_kind": (403, "The enrolment code is for a device of another kind"),
    "enrolment_proof_wrong": (403, "The request to enrol is not signed with its own key"),
    "other_device": (403, "The batch is of another device"),
    "other_organisation": (403, "The request is for another organisation"),
    "scope_missing": (403, "Whoever signed in may not do this"),
    "kind_of_device": (403, "A device of this kind may not do this"),
    "plain_http": (403, "The server speaks https only"),
    "not_found": (404, "There is nothing here"),
    "method_not_allowed": (405, "This can't be done here"),
    "body_too_slow": (408, "The body took too long to arrive"),
    "batch_running": (409, "This batch is being carried out"),
    "device_known": (422, "Another device has this id"),
    "own_device": (422, "A workstation doesn't drop itself"),
    "code_known": (409, "The enrolment code was told before, for something else"),
    "notice_known": (409, "Another notice has this id"),
    "packs_full": (422, "The organisation has as many packs as fit into a list"),
    "body_too_large": (413, "The body is too large"),
    "kind_of_body": (415, "The body has a form that is not taken here"),
    "contract_broken": (422, "The body does not keep its contract"),
    "card_missing": (422, "The first workstation brings card and certificate"),
    "card_signature": (422, "The card is not signed with the organisation's first signing key"),
    "card_older": (409, "A card with this number or a higher one is there"),
    "card_differs": (422, "The card says other keys or another sign-in than the server was set up with"),
    "certificate_wrong": (422, "The certificate is not the organisation's for this device"),
    "notice_signature": (422, "The notice is not signed by the organisation"),
    "ends_before": (422, "It would have ended before it begins"),
    "pack_digest": (422, "The pack is not what its hash says"),
    "pack_broken": (422, "The pack can't be read, or is larger unpacked than a pack may be"),
    "pack_signature": (422, "The pack is not signed by the organisation"),
    "key_reused": (422, "This Idempotency-Key came with another body before"),
    "contract_too_old": (426, "The contract is too old for this server"),
    "too_many_requests": (429, "Too many requests"),
    "internal": (500, "A mistake of the server's own"),
    "provider_silent": (503, "The organisation's identity provider doesn't answer"),
    "not_ready": (503, "The server can't do this now"),
}


class Problem(Exception):  # noqa: N818 - what went wrong with a request is no error of ours
    """A request that is refused, told by a code.

    Args:
        code: One of `_TITLES`.
        retry_after_s: When it may be tried again.
    """

    def __init__(self, code: str, retry_after_s: int | None = None) -> None:
        super().__init__(code)
        self.code, self.retry_after_s = code, retry_after_s

    @property
    def status(self) -> int:
        return _TITLES[self.code][0]

    def document(self, request_id: str) -> dict[str, Any]:
        """Return it as problem.schema.json says."""
        status, title = _TITLES[self.code]
        return {"type": _TYPE + self.code, "title": title, "status": status, "request_id": request_id}

    def headers(self) -> dict[str, str]:
        told = {} if self.retry_after_s is None else {"Retry-After": str(self.retry_after_s)}
        if self.code == "second_factor_missing":
            told["WWW-Authenticate"] = 'Bearer error="insufficient_user_authentication"'  # RFC 9470
        elif self.status == 401:
            told["WWW-Authenticate"] = "Bearer"
        return told


def all_codes() -> dict[str, tuple[int, str]]:
    return dict(_TITLES)
