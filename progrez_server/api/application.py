"""The application: its routes put together, and problems told as problem+json."""

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.routing import Match
from starlette.types import Scope

from progrez_server.api import (
    batches,
    cards,
    changes,
    enrolments,
    health,
    letters,
    meta,
    metrics,
    packs,
    receipts,
    statistics,
)
from progrez_server.api.around import Around
from progrez_server.api.openapi import describe
from progrez_server.parts import Parts
from progrez_server.problems import KIND, Problem
from progrez_server.services.batches import Relay
from progrez_server.version import VERSION

_BY_STATUS = {401: "not_signed_in", 404: "not_found", 405: "method_not_allowed"}
ROUTERS = (
    meta.router,
    health.router,
    metrics.router,
    batches.router,
    changes.router,
    receipts.router,
    cards.router,
    enrolments.router,
    letters.router,
    packs.router,
    statistics.router,
)


def create_app(parts: Parts) -> FastAPI:
    """Return the application over its parts."""
    app = routed()
    app.state.parts = parts
    app.state.relay = Relay(parts)
    app.add_middleware(Around, parts=parts)
    app.add_exception_handler(Problem, _tell_problem)
    app.add_exception_handler(HTTPException, _tell_http)
    app.add_exception_handler(RequestValidationError, _tell_validation)
    return app


def routed() -> FastAPI:
    """Return the routes alone, which can say what they are and do nothing."""
    app = FastAPI(
        title="Progrez organisation server",
        version=VERSION,
        docs_url=None,
        redoc_url=None,
        openapi_url="/v1/openapi.json",
        redirect_slashes=False,  # nobody is sent to wherever the header Host says
    )
    for router in ROUTERS:
        app.include_router(router)
    app.openapi = lambda: describe(app)  # type: ignore[method-assign]
    return app


def _tell_problem(request: Request, problem: Exception) -> Response:
    assert isinstance(problem, Problem)
    document = problem.document(request.state.request_id)
    return JSONResponse(document, problem.status, problem.headers(), media_type=KIND)


def _tell_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    told = _tell_problem(request, Problem(_BY_STATUS.get(error.status_code, "bad_request")))
    if error.status_code == 405:
        told.headers["Allow"] = ", ".join(sorted(_methods_at(request.scope)))
    return told


def _methods_at(scope: Scope) -> set[str]:
    """Return what can be asked of a path: Starlette names the methods of its first route alone."""
    routes = (route for router in ROUTERS for route in router.routes if isinstance(route, APIRoute))
    return {method for route in routes if route.matches(scope)[0] is not Match.NONE for method in route.methods or ()}


def _tell_validation(request: Request, _error: Exception) -> Response:
    return _tell_problem(request, Problem("bad_request"))  # pydantic's own words would repeat what was sent
