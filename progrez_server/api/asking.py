"""What every route is handed: who asks, and the parts of the server."""

from collections.abc import Callable, Collection
from typing import Annotated

from fastapi import Depends, Request

from progrez_server.caller import Caller, Kind
from progrez_server.parts import Asked, Parts
from progrez_server.problems import Problem


def parts_of(request: Request) -> Parts:
    parts: Parts = request.app.state.parts
    return parts


GivenParts = Annotated[Parts, Depends(parts_of)]


def asked_of(request: Request) -> Asked:
    headers = {name.lower(): value for name, value in request.headers.items()}
    return Asked(request.method, request.url.path, headers, request.client.host if request.client else "")


def caller(*scopes: str, kinds: Collection[Kind] = ("kiosk", "home", "workstation")) -> Callable[..., Caller]:
    """Return a dependency that gives who asks, and refuses who may not.

    Args:
        scopes: Each of them is needed.
        kinds: Of devices that may.
    """

    def admit(request: Request, parts: GivenParts) -> Caller:  # no coroutine: the gate asks the database
        found = parts.gate.admit(asked_of(request))
        if found.kind not in kinds:
            raise Problem("kind_of_device")
        if not all(found.may(scope) for scope in scopes):
            raise Problem("scope_missing")
        return found

    return admit
