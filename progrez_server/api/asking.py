"""What every route is handed: who asks, and the parts of the server."""

from typing import Annotated

from fastapi import Depends, Request
from fastapi.routing import APIRoute

from progrez_server.api.rules import RULES
from progrez_server.caller import Caller
from progrez_server.gate.peer import is_here
from progrez_server.parts import Asked, Parts
from progrez_server.problems import Problem
from progrez_server.store.organisations import SignIn


def parts_of(request: Request) -> Parts:
    parts: Parts = request.app.state.parts
    return parts


GivenParts = Annotated[Parts, Depends(parts_of)]


def check_here(request: Request, sign_in: SignIn | None) -> None:
    """Refuse, for an organisation without sign-in, whoever is not at this computer.

    Raises:
        Problem: "trial_elsewhere".
    """
    address = request.client.host if request.client else ""
    if sign_in is None and not is_here(address, request.headers):
        raise Problem("trial_elsewhere")


def admitted(request: Request, parts: GivenParts) -> Caller:  # no coroutine: the gate asks the database
    """Return who asks, where the table of rules lets them."""
    route: APIRoute = request.scope["route"]
    rule = RULES[request.method, route.path]
    headers = {name.lower(): value for name, value in request.headers.items()}
    address = request.client.host if request.client else ""
    found = parts.gate.admit(Asked(request.method, request.url.path, headers, address, rule))
    if found.kind not in rule.kinds:
        raise Problem("kind_of_device")
    if rule.scope is not None and not found.may(rule.scope):
        raise Problem("scope_missing")
    # Somebody who asks for changes "sicne" a number would get all of them, again and again.
    if set(request.query_params) - {one.alias for one in route.dependant.query_params}:
        raise Problem("bad_request")
    return found


Admitted = Annotated[Caller, Depends(admitted)]
"""Who asks, in a route that has its line in `rules.RULES`."""
