"""What stands around every request: its number, closed doors in the headers, https alone, a mistake told by number."""

import asyncio
import json
import logging
import time

from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from progrez_server.clock import new_id
from progrez_server.parts import Parts
from progrez_server.problems import KIND, Problem

_LOG = logging.getLogger("progrez_server.requests")
_CLOSED = {
    "cache-control": "no-store",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
}
_HSTS = "max-age=63072000; includeSubDomains"


class Around:
    """Plain ASGI, since a body has to be read as it comes and no faster."""

    def __init__(self, app: ASGIApp, parts: Parts) -> None:
        self._app, self._parts = app, parts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = scope.setdefault("state", {})["request_id"] = new_id()
        body = _Body(receive, Headers(scope=scope), self._parts)
        reply = _Reply(send, body, request_id, self._parts.settings.https_only)
        began = time.perf_counter()
        try:
            if self._parts.settings.https_only and scope["scheme"] != "https":
                await reply.tell(Problem("plain_http"))
            else:
                await self._app(scope, body.receive, reply.send)
        except Exception as mistake:
            _LOG.error("mistake", extra={"request_id": request_id}, exc_info=mistake)
            if reply.status:
                raise  # half an answer is out: the connection has to break
            await reply.tell(Problem("internal"))
        finally:
            self._note(scope, request_id, reply.status, time.perf_counter() - began)

    def _note(self, scope: Scope, request_id: str, status: int, seconds: float) -> None:
        route = getattr(scope.get("route"), "path", "other")  # the pattern: a path holds ids
        told = {"request_id": request_id, "route": route, "status": status, "ms": round(seconds * 1000, 1)}
        _LOG.info("request", extra={**told, "method": scope["method"]})
        self._parts.meters.count(scope["method"], route, status, seconds)


class _Body:
    """What comes in of a request, and whether all of it came."""

    def __init__(self, receive: Receive, headers: Headers, parts: Parts) -> None:
        self._receive, self._most = receive, parts.settings.max_bytes
        self._until_s = asyncio.get_running_loop().time() + parts.settings.body_seconds
        self._is_there = headers.get("content-length", "0") == "0" and "transfer-encoding" not in headers

    async def receive(self) -> Message:
        message = await self._receive()
        if message["type"] != "http.request" or not message.get("more_body", False):
            self._is_there = True
        return message

    async def take_rest(self) -> bool:
        """Let the rest of a refused body come, as far and as long as a good one may; return whether it did.

        Whoever is refused while still sending would otherwise lose the answer with the connection.
        """
        left = self._most
        try:
            async with asyncio.timeout_at(self._until_s):
                while not self._is_there and left > 0:
                    left -= len((await self.receive()).get("body", b""))
        except TimeoutError:
            return False
        return self._is_there


class _Reply:
    """Sends an answer with what every answer carries."""

    def __init__(self, send: Send, body: _Body, request_id: str, secure: bool) -> None:
        self._send, self._body, self._request_id, self._secure = send, body, request_id, secure
        self.status = 0

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = MutableHeaders(scope=message)
            headers.update(_CLOSED)
            headers["progrez-request"] = self._request_id
            if self._secure:
                headers["strict-transport-security"] = _HSTS
            if not await self._body.take_rest():
                headers["connection"] = "close"
        await self._send(message)

    async def tell(self, problem: Problem) -> None:
        body = json.dumps(problem.document(self._request_id)).encode()
        headers = {"content-type": KIND, "content-length": str(len(body)), **problem.headers()}
        told = [(name.lower().encode(), value.encode()) for name, value in headers.items()]
        await self.send({"type": "http.response.start", "status": problem.status, "headers": told})
        await self.send({"type": "http.response.body", "body": body})
