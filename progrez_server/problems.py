"""What goes wrong with a request, each with a code that the other side turns into words (RFC 9457)."""

from dataclasses import dataclass
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
    "other_device": (403, "The batch is of another device"),
    "other_organisation": (403, "The request is for another organisation"),
    "scope_missing": (403, "Whoever signed in may not do this"),
    "kind_of_device": (403, "A device of this kind may not do this"),
    "plain_http": (403, "The server speaks https only"),
    "not_found": (404, "There is nothing here"),
    "method_not_allowed": (405, "This can't be done here"),
    "body_too_slow": (408, "The body took too long to arrive"),
    "batch_running": (409, "This batch is being carried out"),
    "length_missing": (411, "The length of the body is missing"),
    "body_too_large": (413, "The body is too large"),
    "kind_of_body": (415, "The body has a form that is not taken here"),
    "contract_broken": (422, "The body does not keep its contract"),
    "key_reused": (422, "This Idempotency-Key came with another body before"),
    "contract_too_old": (426, "The contract is too old for this server"),
    "too_many_requests": (429, "Too many requests"),
    "internal": (500, "A mistake of the server's own"),
    "not_ready": (503, "The server can't do this now"),
}


@dataclass(frozen=True)
class Problem(Exception):  # noqa: N818 - what went wrong with a request is no error of ours
    """A request that is refused, told by a code.

    Args:
        code: One of `_TITLES`, or of those that `tell` added.
        retry_after_s: When it may be tried again.
        params: For the log; never a secret, never anything of a person.
    """

    code: str
    retry_after_s: int | None = None
    params: tuple[tuple[str, str | int], ...] = ()

    @property
    def status(self) -> int:
        return _TITLES[self.code][0]

    def document(self, request_id: str) -> dict[str, Any]:
        """Return it as problem.schema.json says."""
        status, title = _TITLES[self.code]
        return {"type": _TYPE + self.code, "title": title, "status": status, "request_id": request_id}

    def headers(self) -> dict[str, str]:
        return {} if self.retry_after_s is None else {"Retry-After": str(self.retry_after_s)}


def tell(codes: dict[str, tuple[int, str]]) -> None:
    """Add problems of one room: their codes, statuses and titles."""
    _TITLES.update(codes)


def all_codes() -> dict[str, tuple[int, str]]:
    return dict(_TITLES)
