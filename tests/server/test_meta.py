"""A server says what it is, whether it is ready, and refuses in one form."""

import socket
from dataclasses import replace

from progrez_server import patience
from progrez_server.contracts import keeps


def test_meta_keeps_its_contract(served):
    reply = served.ask("GET", "/v1/meta", device=None)
    assert reply.status_code == 200
    assert keeps("server-meta", reply.json())


def test_a_server_over_its_database_is_ready(served):
    assert served.ask("GET", "/health", device=None).json() == {"state": "ready"}


def test_what_is_not_there_is_told_as_a_problem(served):
    reply = served.ask("GET", "/v1/nothing", device=None)
    assert (reply.status_code, reply.headers["content-type"]) == (404, "application/problem+json")
    assert keeps("problem", reply.json())
    assert "server" not in reply.headers


def test_where_https_is_needed_plain_http_is_refused_whatever_it_asks(serve, parts):
    served = serve(parts, settings=replace(parts.settings, https_only=True))
    for path in ("/v1/meta", "/health", "/v1/changes", "/nothing"):
        reply = served.ask("GET", path)
        assert (reply.status_code, reply.json()["type"]) == (403, "urn:progrez:problem:plain_http")
    proxied = served.ask("GET", "/v1/meta", headers={"X-Forwarded-Proto": "https"})
    assert proxied.status_code == 200
    assert proxied.headers["strict-transport-security"] == "max-age=63072000; includeSubDomains"


def test_a_request_whose_headers_never_end_is_left(serve, parts, monkeypatch):
    monkeypatch.setattr(patience, "OPENING_SECONDS", 0.3)
    served = serve(parts)
    host, port = served.url.removeprefix("http://").split(":")
    for opening in (b"", b"GET /v1/meta HTTP/1.1\r\nHost: x\r\nX-Slow: "):
        with socket.create_connection((host, int(port)), timeout=20) as line:
            line.sendall(opening)
            assert line.recv(1000) == b""
    assert served.ask("GET", "/health").status_code == 200
